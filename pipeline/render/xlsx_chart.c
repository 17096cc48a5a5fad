/* render/xlsx_chart.c -- a chart drawn by the spreadsheet program from the
 * cells of its table. */
#include <math.h>

#include "base/num.h"
#include "render/xlsx_book.h"

/* The palette's pair for one among many: the own trust in INK_self, the rest in
 * this grey (Government Analysis Function, charts guidance). */
#define FOCUS_GREY 0xBFBFBFu

enum { LABELS_MAX = 60 };

/* libxlsxwriter measures columns in digits of Calibri 11, seven pixels wide;
 * those of the sheet are Arial 12, nine pixels wide. Without this a chart comes
 * out too wide. */
static const double width_unit = 7.0 / 9;
/* The size libxlsxwriter gives a chart, in pixels. */
static const double chart_width = 480, chart_height = 288;

static lxw_chart_font *
font(struct xlsx *x, double size, bool bold)
{
	lxw_chart_font *f = NEW(x->c->tmp, lxw_chart_font);

	*f = (lxw_chart_font){
	    .name = (char *)"Arial",
	    .size = size,
	    .bold = bold ? LXW_TRUE : LXW_EXPLICIT_FALSE,
	    .color = x->theme->ink[INK_text],
	};
	return f;
}

static lxw_chart_line *
line(struct xlsx *x, uint32_t colour, float width)
{
	lxw_chart_line *l = NEW(x->c->tmp, lxw_chart_line);

	*l = (lxw_chart_line){.color = colour, .width = width};
	return l;
}

static lxw_chart_fill *
fill(struct xlsx *x, uint32_t colour)
{
	lxw_chart_fill *f = NEW(x->c->tmp, lxw_chart_fill);

	*f = (lxw_chart_fill){.color = colour};
	return f;
}

static bool
bars(const struct plot *p)
{
	return p->native != NATIVE_LINE;
}

/* A reference that is the same for every bar is said, not drawn beside each. */
static bool
draws_reference(const struct plot *p)
{
	return p->reference != SIZE_MAX && !(bars(p) && p->flat_reference);
}

static ptrdiff_t
highlighted(const struct xlsx_table *t)
{
	struct str want = t->block->native_highlight;

	for (size_t i = 0; want.n > 0 && i < t->plot.n; i++)
		if (str_eq(grid_at(&t->grid, t->plot.first + i, t->grid.label)
			       ->text,
			want))
			return (ptrdiff_t)i;
	return -1;
}

static lxw_chart_series *
add_series(struct xlsx_page *p, lxw_chart *chart, const struct xlsx_table *t,
    lxw_row_t header_row, size_t column, size_t n)
{
	const char *sheet = str_z(p->x->c->tmp, p->name);
	lxw_chart_series *s = chart_add_series(chart, NULL, NULL);
	lxw_row_t first = header_row + 1 + (lxw_row_t)t->plot.first;
	lxw_row_t last = first + (lxw_row_t)n - 1;
	lxw_col_t label = (lxw_col_t)t->grid.label;

	chart_series_set_categories(s, sheet, first, label, last, label);
	chart_series_set_values(
	    s, sheet, first, (lxw_col_t)column, last, (lxw_col_t)column);
	chart_series_set_name_range(s, sheet, header_row, (lxw_col_t)column);
	return s;
}

static const char *
label_format(struct xlsx *x, const struct xlsx_table *t, size_t column)
{
	const struct grid_cell *cell = grid_at(&t->grid, t->plot.first, column);

	return xlsx_number_format(x, cell->places, true, false)->num_format;
}

static void
label_values(struct xlsx *x, lxw_chart_series *s, const struct xlsx_table *t,
    size_t column)
{
	chart_series_set_labels(s);
	chart_series_set_labels_num_format(s, label_format(x, t, column));
	chart_series_set_labels_font(s, font(x, 11, false));
}

/* Only the latest point of a line says its value. */
static void
label_last(struct xlsx *x, lxw_chart_series *s, const struct xlsx_table *t,
    size_t column, size_t n)
{
	lxw_chart_data_label *label = NEWS(x->c->tmp, n, lxw_chart_data_label);
	lxw_chart_data_label **list =
	    NEWS(x->c->tmp, n + 1, lxw_chart_data_label *);

	for (size_t i = 0; i < n; i++) {
		label[i].hide = i + 1 < n;
		list[i] = &label[i];
	}
	label[n - 1].font = font(x, 12, true);
	label_values(x, s, t, column);
	chart_series_set_labels_position(s, LXW_CHART_LABEL_POSITION_ABOVE);
	xlsx_note_error(x, t->sheet, chart_series_set_labels_custom(s, list));
}

static void
dress_bars(struct xlsx *x, lxw_chart_series *s, const struct xlsx_table *t)
{
	ptrdiff_t own = highlighted(t);
	lxw_chart_point *grey = NEW(x->c->tmp, lxw_chart_point);
	lxw_chart_point *self = NEW(x->c->tmp, lxw_chart_point);
	lxw_chart_point **list =
	    NEWS(x->c->tmp, t->plot.n + 1, lxw_chart_point *);
	lxw_chart_line *edge = line(x, x->theme->ink[INK_other], 0.75F);

	if (own < 0) {
		chart_series_set_fill(s, fill(x, x->theme->ink[INK_self]));
		return;
	}
	*grey = (lxw_chart_point){.fill = fill(x, FOCUS_GREY), .line = edge};
	*self = (lxw_chart_point){.fill = fill(x, x->theme->ink[INK_self])};
	for (size_t i = 0; i < t->plot.n; i++)
		list[i] = (ptrdiff_t)i == own ? self : grey;
	chart_series_set_fill(s, fill(x, FOCUS_GREY));
	chart_series_set_line(s, edge);
	xlsx_note_error(x, t->sheet, chart_series_set_points(s, list));
}

static void
dress_line(struct xlsx *x, lxw_chart_series *s)
{
	uint32_t self = x->theme->ink[INK_self];

	chart_series_set_line(s, line(x, self, 2.25F));
	chart_series_set_marker_type(s, LXW_CHART_MARKER_CIRCLE);
	chart_series_set_marker_size(s, 6);
	chart_series_set_marker_fill(s, fill(x, self));
	chart_series_set_marker_line(s, line(x, self, 0.75F));
}

/* England: paler and edged as bars, dashed as a line, so that grey print and
 * colour-blind eyes keep the two apart. */
static void
dress_reference(struct xlsx *x, lxw_chart_series *s, bool is_bar)
{
	uint32_t grey = x->theme->ink[INK_text2];
	lxw_chart_line *l = line(x, grey, is_bar ? 0.75F : 1.5F);

	if (!is_bar)
		l->dash_type = LXW_CHART_LINE_DASH_DASH;
	chart_series_set_line(s, l);
	if (is_bar)
		chart_series_set_fill(s, fill(x, FOCUS_GREY));
	else
		chart_series_set_marker_type(s, LXW_CHART_MARKER_NONE);
}

static void
add_all_series(struct xlsx_page *p, lxw_chart *chart,
    const struct xlsx_table *t, lxw_row_t header_row)
{
	struct xlsx *x = p->x;
	const struct plot *plot = &t->plot;
	bool both = draws_reference(plot);
	size_t labels = plot->n + (both ? plot->n_reference : 0);
	lxw_chart_series *s =
	    add_series(p, chart, t, header_row, plot->series, plot->n);

	if (bars(plot))
		dress_bars(x, s, t);
	else
		dress_line(x, s);
	if (!bars(plot))
		label_last(x, s, t, plot->series, plot->n);
	else if (labels <= LABELS_MAX)
		label_values(x, s, t, plot->series);
	if (!both)
		return;
	s = add_series(
	    p, chart, t, header_row, plot->reference, plot->n_reference);
	dress_reference(x, s, bars(plot));
	if (bars(plot) && labels <= LABELS_MAX)
		label_values(x, s, t, plot->reference);
}

/* The lowest and the highest figure drawn. */
static void
extent(const struct xlsx_table *t, double *low, double *high)
{
	const struct plot *p = &t->plot;

	*low = *high = grid_at(&t->grid, p->first, p->series)->number;
	for (size_t i = 0; i < p->n + p->n_reference; i++) {
		size_t row = p->first + (i < p->n ? i : i - p->n);
		size_t column = i < p->n ? p->series : p->reference;
		double v = grid_at(&t->grid, row, column)->number;

		*low = fmin(*low, v);
		*high = fmax(*high, v);
	}
}

/* The unit, and the reference's figure when it is not drawn. */
static struct str
value_title(struct arena *mem, const struct xlsx_table *t)
{
	const struct plot *p = &t->plot;
	const struct grid_column *c = &t->grid.column[p->series];
	struct buf b = buf_new(mem);
	struct str unit = str_trim(c->from->unit);

	if (str_is(unit, "%"))
		buf_addz(&b, "Per cent");
	else
		buf_adds(&b, unit.n > 0 ? unit : c->head);
	if (p->reference != SIZE_MAX && !draws_reference(p))
		buf_addf(&b, " (%.*s: %.*s)", STRF(t->block->native_reference),
		    STRF(grid_at(&t->grid, p->first, p->reference)->text));
	return words_clean(mem, buf_str(&b));
}

static void
dress_axes(struct xlsx *x, lxw_chart *chart, const struct xlsx_table *t)
{
	struct arena *mem = x->c->tmp;
	/* A bar chart's x axis is the one of the values. */
	bool turned = t->plot.native == NATIVE_BAR;
	lxw_chart_axis *category = turned ? chart->y_axis : chart->x_axis;
	lxw_chart_axis *value = turned ? chart->x_axis : chart->y_axis;
	struct str title = value_title(mem, t);
	double low, high;

	extent(t, &low, &high);
	if (bars(&t->plot))
		low = fmin(low, 0);
	/* Steps of less than one need the decimals of the figures. */
	chart_axis_set_num_format(value,
	    high - low >= 8 ? "#,##0" : label_format(x, t, t->plot.series));
	chart_axis_set_num_font(category, font(x, 11, false));
	chart_axis_set_num_font(value, font(x, 11, false));
	chart_axis_set_name_font(value, font(x, 11, false));
	/* A name that starts with = would be read as a reference. */
	if (title.n > 0 && title.p[0] != '=')
		chart_axis_set_name(value, title.p);
	chart_axis_set_line(category, line(x, x->theme->ink[INK_text2], 0.75F));
	chart_axis_set_major_tick_mark(category, LXW_CHART_AXIS_TICK_MARK_NONE);
	chart_axis_set_label_position(
	    category, LXW_CHART_AXIS_LABEL_POSITION_LOW);
	chart_axis_set_line(value, &(lxw_chart_line){.none = LXW_TRUE});
	if (bars(&t->plot)) {
		chart_axis_major_gridlines_set_visible(value, LXW_FALSE);
		if (low == 0)
			chart_axis_set_min(value, 0);
	} else {
		chart_axis_major_gridlines_set_visible(value, LXW_TRUE);
		chart_axis_major_gridlines_set_line(
		    value, line(x, x->theme->ink[INK_hair], 0.75F));
	}
	if (turned) {
		/* The first row on top, the values still at the foot. */
		chart_axis_set_reverse(category);
		chart_axis_set_crossing_max(category);
	}
}

static double
wanted_height(const struct xlsx_table *t)
{
	double row = draws_reference(&t->plot) ? 42 : 26;
	double h = 130 + row * (double)t->plot.n;

	return t->plot.native != NATIVE_BAR ? 380
	       : h < 260                    ? 260
	       : h > 1600                   ? 1600
					    : h;
}

static void
add_figure(struct buf *b, const struct grid *g, size_t row, size_t column)
{
	struct str unit = str_trim(g->column[column].from->unit);
	const struct grid_cell *cell = grid_at(g, row, column);

	buf_adds(b, cell->text);
	if (cell->is_number && unit.n > 0 && !str_ends(cell->text, unit))
		buf_addf(b, "%s%.*s", str_is(unit, "%") ? "" : " ", STRF(unit));
}

struct str
xlsx_chart_alt(struct arena *mem, const struct xlsx_table *t)
{
	const struct grid *g = &t->grid;
	const struct plot *p = &t->plot;
	struct buf b = buf_new(mem);

	if (t->block->scene != NULL && t->block->scene->alt.n > 0)
		return words_clean(mem, t->block->scene->alt);
	buf_addf(&b, "%.*s.", STRF(t->title));
	if (t->table->subtitle.n > 0)
		buf_addf(&b, " %.*s", STRF(t->table->subtitle));
	for (size_t i = 0; i < g->n_rows; i++) {
		buf_addf(&b, "%s%.*s: ", i == 0 ? " " : "; ",
		    STRF(grid_at(g, i, g->label)->text));
		add_figure(&b, g, i, p->series);
		if (p->reference == SIZE_MAX)
			continue;
		buf_addf(&b, " (%.*s ", STRF(t->block->native_reference));
		add_figure(&b, g, i, p->reference);
		buf_addc(&b, ')');
	}
	buf_addc(&b, '.');
	return words_clean(mem, buf_str(&b));
}

void
xlsx_chart(struct xlsx_page *p, const struct xlsx_table *t,
    lxw_row_t header_row, lxw_row_t at_row, lxw_col_t at_column)
{
	static const uint8_t kind[] = {[NATIVE_BAR] = LXW_CHART_BAR,
	    [NATIVE_COLUMN] = LXW_CHART_COLUMN,
	    [NATIVE_LINE] = LXW_CHART_LINE};
	struct xlsx *x = p->x;
	lxw_chart *chart = workbook_add_chart(x->book, kind[t->plot.native]);
	lxw_chart_options options = {
	    .x_scale = (at_column > 0 ? 720 : 960) / chart_width * width_unit,
	    .y_scale = wanted_height(t) / chart_height,
	    .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
	    .description = (char *)xlsx_chart_alt(x->c->tmp, t).p,
	};

	add_all_series(p, chart, t, header_row);
	/* The finding, out of the cell that says it. */
	chart_title_set_name_range(chart, str_z(x->c->tmp, p->name), 0, 0);
	chart_title_set_name_font(chart, font(x, 12, true));
	dress_axes(x, chart, t);
	if (draws_reference(&t->plot)) {
		chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
		chart_legend_set_font(chart, font(x, 11, false));
	} else {
		chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	}
	if (bars(&t->plot)) {
		chart_set_series_gap(
		    chart, draws_reference(&t->plot) ? 60 : 45);
		if (draws_reference(&t->plot))
			chart_set_series_overlap(chart, 0);
	}
	chart_chartarea_set_line(chart, &(lxw_chart_line){.none = LXW_TRUE});
	xlsx_note_error(x, p->name,
	    worksheet_insert_chart_opt(
		p->sheet, at_row, at_column, chart, &options));
}
