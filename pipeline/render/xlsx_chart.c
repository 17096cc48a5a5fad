/* render/xlsx_chart.c -- a chart drawn by the spreadsheet program from the
 * cells of its table. */
#include <math.h>

#include "base/num.h"
#include "render/xlsx_chart.h"

/* libxlsxwriter measures columns in digits of Calibri 11, seven pixels wide;
 * those of the sheet are Arial 12, nine pixels wide. Without this a chart comes
 * out too wide. */
static const double width_unit = 7.0 / 9;
/* The size libxlsxwriter gives a chart, in pixels. */
static const double chart_width = 480, chart_height = 288;

static void
widen(const struct xlsx_table *t, size_t column, size_t n, double *low,
    double *high)
{
	for (size_t i = 0; i < n; i++) {
		double v = grid_at(&t->grid, t->plot.first + i, column)->number;

		*low = fmin(*low, v);
		*high = fmax(*high, v);
	}
}

/* The lowest and the highest figure drawn. */
static void
extent(const struct xlsx_table *t, double *low, double *high)
{
	const struct plot *p = &t->plot;

	*low = *high = grid_at(&t->grid, p->first, p->series)->number;
	widen(t, p->series, p->n, low, high);
	for (size_t i = 0; i < p->n_more; i++)
		widen(t, p->more[i], p->n_line[i], low, high);
	if (p->reference != SIZE_MAX)
		widen(t, p->reference, p->n_reference, low, high);
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
	if (p->reference != SIZE_MAX && !plot_draws_reference(p))
		buf_addf(&b, " (%.*s: %.*s)", STRF(t->block->native_reference),
		    STRF(grid_at(&t->grid, p->first, p->reference)->text));
	return words_clean(mem, buf_str(&b));
}

/* What the scale measures, and what the lines of a funnel are. */
static struct str
across_title(struct arena *mem, const struct xlsx_table *t)
{
	const struct plot *p = &t->plot;
	struct buf b = buf_new(mem);

	buf_adds(&b, t->block->native_across_title);
	if (p->n_more > 0)
		buf_addf(&b,
		    "%sSolid line: %.*s %.*s; dotted: 95%% limits; dashed: "
		    "99.8%% limits",
		    b.n > 0 ? ". " : "",
		    STRF(t->grid.column[p->more[0]].from->head),
		    STRF(grid_at(&t->grid, p->first, p->more[0])->text));
	return words_clean(mem, buf_str(&b));
}

/* Every bar has its name, and of many quarters each fourth; the size of a funnel
 * is a scale of its own. */
static void
dress_across(struct xlsx *x, lxw_chart_axis *axis, const struct xlsx_table *t)
{
	struct str title = across_title(x->c->tmp, t);

	if (t->plot.native != NATIVE_SCATTER) {
		chart_axis_set_interval_unit(axis,
		    t->plot.native == NATIVE_LINE && t->plot.n > 9 ? 4 : 1);
		return;
	}
	chart_axis_set_num_format(axis, "#,##0");
	chart_axis_set_min(axis, 0);
	chart_axis_major_gridlines_set_visible(axis, LXW_FALSE);
	chart_axis_set_name_font(axis, chart_font(x, 11, false));
	if (title.n > 0 && title.p[0] != '=')
		chart_axis_set_name(axis, title.p);
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
	if (plot_is_bars(&t->plot))
		low = fmin(low, 0);
	/* Steps of less than one need the decimals of the figures. */
	chart_axis_set_num_format(value,
	    high - low >= 8 ? "#,##0" : plot_format(x, t, t->plot.series));
	chart_axis_set_num_font(category, chart_font(x, 11, false));
	chart_axis_set_num_font(value, chart_font(x, 11, false));
	chart_axis_set_name_font(value, chart_font(x, 11, false));
	/* A name that starts with = would be read as a reference. */
	if (title.n > 0 && title.p[0] != '=')
		chart_axis_set_name(value, title.p);
	chart_axis_set_line(
	    category, chart_line(x, x->theme->ink[INK_text2], 0.75F));
	chart_axis_set_major_tick_mark(category, LXW_CHART_AXIS_TICK_MARK_NONE);
	chart_axis_set_label_position(
	    category, LXW_CHART_AXIS_LABEL_POSITION_LOW);
	chart_axis_set_line(value, &(lxw_chart_line){.none = LXW_TRUE});
	chart_axis_major_gridlines_set_visible(value, !plot_is_bars(&t->plot));
	if (!plot_is_bars(&t->plot))
		chart_axis_major_gridlines_set_line(
		    value, chart_line(x, x->theme->ink[INK_hair], 0.75F));
	else if (low == 0)
		chart_axis_set_min(value, 0);
	if (t->block->native_log && low > 0) {
		chart_axis_set_log_base(value, 2);
		chart_axis_set_major_unit(value, 2);
		chart_axis_set_min(value, exp2(floor(log2(low))));
		chart_axis_set_max(value, exp2(ceil(log2(high))));
	}
	dress_across(x, category, t);
	if (turned) {
		/* The first row on top, the values still at the foot. */
		chart_axis_set_reverse(category);
		chart_axis_set_crossing_max(category);
	}
}

double
xlsx_chart_height(const struct xlsx_table *t)
{
	size_t groups = plot_groups(&t->plot);
	double row = groups > 1       ? 12 + 16 * (double)groups
		     : t->plot.n > 15 ? 17
				      : 24;
	double h = 110 + row * (double)t->plot.n;

	return t->plot.native != NATIVE_BAR ? 400
	       : h < 220                    ? 220
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
		for (size_t k = 0; k < p->n_more; k++) {
			buf_addf(&b, ", %.*s ",
			    STRF(g->column[p->more[k]].from->head));
			add_figure(&b, g, i, p->more[k]);
		}
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
	    [NATIVE_LINE] = LXW_CHART_LINE,
	    [NATIVE_INTERVAL] = LXW_CHART_LINE,
	    [NATIVE_SCATTER] = LXW_CHART_SCATTER};
	struct xlsx *x = p->x;
	lxw_chart *chart = workbook_add_chart(x->book, kind[t->plot.native]);
	lxw_chart_options options = {
	    .x_scale = (at_column > 0 ? 720 : 960) / chart_width * width_unit,
	    .y_scale = xlsx_chart_height(t) / chart_height,
	    .object_position = LXW_OBJECT_MOVE_DONT_SIZE,
	    .description = (char *)xlsx_chart_alt(x->c->tmp, t).p,
	};

	chart_add_all(p, chart, t, header_row);
	/* The finding, out of the cell that says it. */
	chart_title_set_name_range(chart, str_z(x->c->tmp, p->name), 0, 0);
	chart_title_set_name_font(chart, chart_font(x, 12, true));
	dress_axes(x, chart, t);
	if (plot_wants_legend(&t->plot)) {
		chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
		chart_legend_set_font(chart, chart_font(x, 11, false));
	} else {
		chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
	}
	if (plot_is_bars(&t->plot)) {
		bool grouped = plot_groups(&t->plot) > 1;

		chart_set_series_gap(chart, grouped ? 60 : 45);
		if (grouped)
			chart_set_series_overlap(chart, 0);
	}
	chart_chartarea_set_line(chart, &(lxw_chart_line){.none = LXW_TRUE});
	xlsx_note_error(x, p->name,
	    worksheet_insert_chart_opt(
		p->sheet, at_row, at_column, chart, &options));
}
