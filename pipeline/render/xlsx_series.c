/* render/xlsx_series.c -- what a native chart draws: bars, lines, points and
 * their labels, in the pack's palette. */
#include <math.h>

#include "render/xlsx_arial.h"
#include "render/xlsx_chart.h"

/* The palette's pair for one among many: the own trust in INK_self, the rest in
 * this grey (Government Analysis Function, charts guidance). */
#define FOCUS_GREY 0xBFBFBFu

enum { LABELS_MAX = 60, LINES_NAMED = 4 };

lxw_chart_font *
chart_font(struct xlsx *x, double size, bool bold)
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

lxw_chart_line *
chart_line(struct xlsx *x, uint32_t colour, float width)
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

bool
plot_is_bars(const struct plot *p)
{
	return p->native == NATIVE_BAR || p->native == NATIVE_COLUMN;
}

bool
plot_draws_reference(const struct plot *p)
{
	return p->reference != SIZE_MAX &&
	       !(plot_is_bars(p) && p->flat_reference);
}

size_t
plot_groups(const struct plot *p)
{
	return 1 + p->n_more + plot_draws_reference(p);
}

/* Many lines cross too often for names on them. */
bool
plot_wants_legend(const struct plot *p)
{
	return p->native == NATIVE_LINE ? p->n_more >= LINES_NAMED
	       : plot_is_bars(p)
		   ? plot_groups(p) > 1 && p->n * plot_groups(p) > LABELS_MAX
		   : false;
}

const char *
plot_format(struct xlsx *x, const struct xlsx_table *t, size_t column)
{
	const struct grid_cell *cell = grid_at(&t->grid, t->plot.first, column);

	return xlsx_number_format(x, cell->places, true, false)->num_format;
}

/* ---- labels */

/* "England 8.5", of the head as the table has it without its unit. */
static const char *
named(struct xlsx *x, const struct xlsx_table *t, size_t row, size_t column)
{
	const struct grid_column *c = &t->grid.column[column];
	struct str text = words_clean(
	    x->c->tmp, str_fmt(x->c->tmp, "%.*s %.*s", STRF(c->from->head),
			   STRF(grid_at(&t->grid, row, column)->text)));

	return str_z(x->c->tmp, text);
}

/* A label that starts with = would be read as a reference. */
static void
set_text(lxw_chart_data_label *label, const char *text)
{
	if (text[0] != '=')
		label->value = (char *)text;
}

static void
label_values(struct xlsx *x, lxw_chart_series *s, const struct xlsx_table *t,
    size_t column)
{
	chart_series_set_labels(s);
	chart_series_set_labels_num_format(s, plot_format(x, t, column));
	chart_series_set_labels_font(s, chart_font(x, 11, false));
}

/* No label but those that are asked for. */
static lxw_chart_data_label **
hidden_labels(struct xlsx *x, size_t n, lxw_chart_data_label **out)
{
	lxw_chart_data_label *label = NEWS(x->c->tmp, n, lxw_chart_data_label);
	lxw_chart_data_label **list =
	    NEWS(x->c->tmp, n + 1, lxw_chart_data_label *);

	for (size_t i = 0; i < n; i++) {
		label[i].hide = LXW_TRUE;
		list[i] = &label[i];
	}
	*out = label;
	return list;
}

static void
label_one(struct xlsx *x, lxw_chart_series *s, const struct xlsx_table *t,
    size_t column, size_t n, size_t at, const char *text, uint8_t position)
{
	lxw_chart_data_label *label;
	lxw_chart_data_label **list = hidden_labels(x, n, &label);

	label[at].hide = LXW_FALSE;
	label[at].font = chart_font(x, text == NULL ? 12 : 11, text == NULL);
	if (text != NULL)
		set_text(&label[at], text);
	label_values(x, s, t, column);
	chart_series_set_labels_position(s, position);
	xlsx_note_error(x, t->sheet, chart_series_set_labels_custom(s, list));
}

/* The first bar of each kind says what it is. */
static void
label_bars(struct xlsx *x, lxw_chart_series *s, const struct xlsx_table *t,
    size_t column)
{
	lxw_chart_data_label *label = NEW(x->c->tmp, lxw_chart_data_label);
	lxw_chart_data_label **list =
	    NEWS(x->c->tmp, 2, lxw_chart_data_label *);

	if (t->plot.n * plot_groups(&t->plot) > LABELS_MAX)
		return;
	label_values(x, s, t, column);
	if (plot_groups(&t->plot) < 2)
		return;
	label->font = chart_font(x, 11, false);
	set_text(label, named(x, t, t->plot.first, column));
	list[0] = label;
	xlsx_note_error(x, t->sheet, chart_series_set_labels_custom(s, list));
}

/* ---- series */

static lxw_chart_series *
add_series(struct xlsx_page *p, lxw_chart *chart, const struct xlsx_table *t,
    lxw_row_t header_row, size_t column, size_t n)
{
	const struct plot *plot = &t->plot;
	const char *sheet = str_z(p->x->c->tmp, p->name);
	lxw_chart_series *s = chart_add_series(chart, NULL, NULL);
	lxw_row_t first = header_row + 1 + (lxw_row_t)plot->first;
	lxw_row_t last = first + (lxw_row_t)n - 1;
	lxw_col_t label =
	    (lxw_col_t)(plot->native == NATIVE_SCATTER ? plot->across
						       : t->grid.label);

	chart_series_set_categories(s, sheet, first, label, last, label);
	chart_series_set_values(
	    s, sheet, first, (lxw_col_t)column, last, (lxw_col_t)column);
	chart_series_set_name_range(s, sheet, header_row, (lxw_col_t)column);
	return s;
}

/* Whether the row drawn at this place is one to stand out. */
static bool
is_own(const struct xlsx_table *t, size_t i)
{
	const struct block *b = t->block;
	struct str name =
	    grid_at(&t->grid, t->plot.first + i, t->grid.label)->text;

	if (b->native_highlight.n > 0 && str_eq(name, b->native_highlight))
		return true;
	for (size_t k = 0; k < b->n_native_own; k++)
		if (str_eq(b->native_own[k], name))
			return true;
	return false;
}

static bool
any_own(const struct xlsx_table *t)
{
	for (size_t i = 0; i < t->plot.n; i++)
		if (is_own(t, i))
			return true;
	return false;
}

/* The own bars among many in the focus colour. */
static void
highlight(struct xlsx *x, lxw_chart_series *s, const struct xlsx_table *t)
{
	lxw_chart_point *grey = NEW(x->c->tmp, lxw_chart_point);
	lxw_chart_point *self = NEW(x->c->tmp, lxw_chart_point);
	lxw_chart_point **list =
	    NEWS(x->c->tmp, t->plot.n + 1, lxw_chart_point *);
	lxw_chart_line *edge = chart_line(x, x->theme->ink[INK_other], 0.75F);

	*grey = (lxw_chart_point){.fill = fill(x, FOCUS_GREY), .line = edge};
	*self = (lxw_chart_point){.fill = fill(x, x->theme->ink[INK_self])};
	for (size_t i = 0; i < t->plot.n; i++)
		list[i] = is_own(t, i) ? self : grey;
	chart_series_set_fill(s, fill(x, FOCUS_GREY));
	chart_series_set_line(s, edge);
	xlsx_note_error(x, t->sheet, chart_series_set_points(s, list));
}

/* The bars that stand beside the first: edged, so that they are told apart
 * without colour, too. */
static void
dress_bars_beside(struct xlsx *x, lxw_chart_series *s, size_t i)
{
	const uint32_t colour[] = {x->theme->ink[INK_second], FOCUS_GREY,
	    x->theme->ink[INK_white], x->theme->ink[INK_peer]};

	chart_series_set_fill(s, fill(x, colour[i % COUNT(colour)]));
	chart_series_set_line(
	    s, chart_line(x, x->theme->ink[INK_text2], 0.75F));
}

static void
add_bars(struct xlsx_page *p, lxw_chart *chart, const struct xlsx_table *t,
    lxw_row_t header_row)
{
	struct xlsx *x = p->x;
	const struct plot *plot = &t->plot;
	lxw_chart_series *s =
	    add_series(p, chart, t, header_row, plot->series, plot->n);

	if (any_own(t))
		highlight(x, s, t);
	else
		chart_series_set_fill(s, fill(x, x->theme->ink[INK_self]));
	label_bars(x, s, t, plot->series);
	for (size_t i = 0; i < plot->n_more; i++) {
		s = add_series(p, chart, t, header_row, plot->more[i], plot->n);
		dress_bars_beside(x, s, i);
		label_bars(x, s, t, plot->more[i]);
	}
	if (!plot_draws_reference(plot))
		return;
	s = add_series(
	    p, chart, t, header_row, plot->reference, plot->n_reference);
	dress_bars_beside(x, s, 1);
	label_bars(x, s, t, plot->reference);
}

static void
set_marker(struct xlsx *x, lxw_chart_series *s, uint8_t kind, uint8_t size,
    uint32_t inside, uint32_t edge)
{
	chart_series_set_marker_type(s, kind);
	chart_series_set_marker_size(s, size);
	chart_series_set_marker_fill(s, fill(x, inside));
	chart_series_set_marker_line(s, chart_line(x, edge, 0.75F));
}

/* A line beside the own one: grey, and dashed in its own way. */
static void
dress_line_beside(struct xlsx *x, lxw_chart_series *s, uint8_t dash)
{
	lxw_chart_line *l = chart_line(x, x->theme->ink[INK_text2], 1.25F);

	l->dash_type = dash;
	chart_series_set_line(s, l);
	chart_series_set_marker_type(s, LXW_CHART_MARKER_NONE);
}

/* Where a line's name is clear of the first series, and on which side of it. */
static size_t
clear_place(const struct xlsx_table *t, size_t column, size_t n, bool *above)
{
	const struct plot *p = &t->plot;
	size_t best = 0;
	double far = -1;

	for (size_t i = n > 3; i < n && (n < 4 || i < n - 1); i++) {
		double v = grid_at(&t->grid, p->first + i, column)->number,
		       own = grid_at(&t->grid, p->first + i, p->series)->number;

		if (fabs(v - own) <= far)
			continue;
		far = fabs(v - own);
		best = i;
		*above = own <= v;
	}
	return best;
}

/* Lines that are all alike in weight: a trust each, in the palette. */
static void
dress_one_of_many(struct xlsx *x, lxw_chart_series *s, size_t i)
{
	static const uint32_t colour[] = {
	    0x12436D, 0x28A197, 0x801650, 0xF46A25, 0x3D3D3D, 0xA285D1};
	static const uint8_t mark[] = {LXW_CHART_MARKER_CIRCLE,
	    LXW_CHART_MARKER_SQUARE, LXW_CHART_MARKER_TRIANGLE,
	    LXW_CHART_MARKER_DIAMOND, LXW_CHART_MARKER_X,
	    LXW_CHART_MARKER_PLUS};
	uint32_t c = colour[i % COUNT(colour)];

	chart_series_set_line(s, chart_line(x, c, 1.75F));
	set_marker(x, s, mark[i % COUNT(mark)], 6, c, c);
}

static void
add_lines(struct xlsx_page *p, lxw_chart *chart, const struct xlsx_table *t,
    lxw_row_t header_row)
{
	struct xlsx *x = p->x;
	const struct plot *plot = &t->plot;
	uint32_t self = x->theme->ink[INK_self];
	bool alike = t->block->native_series.n == 0;
	lxw_chart_series *s =
	    add_series(p, chart, t, header_row, plot->series, plot->n);

	chart_series_set_line(s, chart_line(x, self, 2.25F));
	set_marker(x, s, LXW_CHART_MARKER_CIRCLE, 6, self, self);
	label_one(x, s, t, plot->series, plot->n, plot->n - 1, NULL,
	    LXW_CHART_LABEL_POSITION_ABOVE);
	for (size_t i = 0; i <= plot->n_more; i++) {
		bool reference = i == plot->n_more, above = true;
		size_t column = reference ? plot->reference : plot->more[i];
		size_t n = reference ? plot->n_reference : plot->n_line[i], at;

		if (column == SIZE_MAX || (reference && !plot->n_reference))
			continue;
		s = add_series(p, chart, t, header_row, column, n);
		if (alike)
			dress_one_of_many(x, s, i + 1);
		else
			dress_line_beside(x, s,
			    i == 0 ? LXW_CHART_LINE_DASH_SOLID
				   : LXW_CHART_LINE_DASH_DASH);
		if (plot_wants_legend(plot))
			continue;
		at = clear_place(t, column, n, &above);
		label_one(x, s, t, column, n, at,
		    named(x, t, plot->first + at, column),
		    above ? LXW_CHART_LABEL_POSITION_ABOVE
			  : LXW_CHART_LABEL_POSITION_BELOW);
	}
}

/* A mark between two ends; a spreadsheet joins what is highest and lowest. */
static void
add_interval(struct xlsx_page *p, lxw_chart *chart, const struct xlsx_table *t,
    lxw_row_t header_row)
{
	struct xlsx *x = p->x;
	const struct plot *plot = &t->plot;
	uint32_t self = x->theme->ink[INK_self];
	lxw_chart_line *none = NEW(x->c->tmp, lxw_chart_line);
	lxw_chart_series *s =
	    add_series(p, chart, t, header_row, plot->series, plot->n);

	none->none = LXW_TRUE;
	chart_series_set_line(s, none);
	set_marker(x, s, LXW_CHART_MARKER_CIRCLE, 9, self, self);
	label_values(x, s, t, plot->series);
	chart_series_set_labels_position(s, LXW_CHART_LABEL_POSITION_RIGHT);
	for (size_t i = 0; i < 2; i++) {
		s = add_series(p, chart, t, header_row, plot->more[i], plot->n);
		chart_series_set_line(s, none);
		/* Dashes would do better, but the library gives them names
		 * that no reader knows (1.1.4: long_dash for dash). */
		set_marker(x, s, LXW_CHART_MARKER_SQUARE, 4, self, self);
	}
	chart_set_high_low_lines(chart, chart_line(x, self, 1.5F));
}

/* Where points lie on a plot of this many pixels, near enough to tell whether
 * one name would stand on another. */
struct spread {
	double left, right, low, high;
};

enum { PLOT_WIDTH = 620, PLOT_HEIGHT = 270, NAME_HEIGHT = 15 };

static struct spread
spread_of(const struct xlsx_table *t)
{
	const struct plot *p = &t->plot;
	struct spread s = {0, 0, INFINITY, -INFINITY};

	for (size_t i = 0; i < p->n; i++) {
		size_t row = p->first + i;

		s.right =
		    fmax(s.right, grid_at(&t->grid, row, p->across)->number);
		for (size_t k = 0; k <= p->n_more; k++) {
			double v = grid_at(
			    &t->grid, row, k == 0 ? p->series : p->more[k - 1])
				       ->number;
			s.low = fmin(s.low, v);
			s.high = fmax(s.high, v);
		}
	}
	s.right = fmax(s.right, 1);
	s.high = fmax(s.high, s.low + 1e-9);
	return s;
}

/* Room for a name at the right of its point, with no name of those before. */
static bool
has_room(const struct xlsx_table *t, const struct spread *s, size_t i,
    const lxw_chart_data_label *label)
{
	const struct plot *p = &t->plot;

	for (size_t k = 0; k < i; k++) {
		size_t a = p->first + k, b = p->first + i;
		double dx = (grid_at(&t->grid, b, p->across)->number -
				grid_at(&t->grid, a, p->across)->number) /
			    s->right * PLOT_WIDTH;
		double dy = (grid_at(&t->grid, b, p->series)->number -
				grid_at(&t->grid, a, p->series)->number) /
			    (s->high - s->low) * PLOT_HEIGHT;
		/* Of 11 points a digit takes eight pixels. */
		double w =
		    8 * arial_width(
			    grid_at(&t->grid, a, t->grid.label)->text, false) +
		    10;

		if (!label[k].hide && dx < w && fabs(dy) < NAME_HEIGHT)
			return false;
	}
	return true;
}

static void
dress_points(struct xlsx *x, lxw_chart_series *s, const struct xlsx_table *t)
{
	const struct plot *p = &t->plot;
	struct spread spread = spread_of(t);
	lxw_chart_data_label *label;
	lxw_chart_data_label **labels = hidden_labels(x, p->n, &label);
	lxw_chart_point **list = NEWS(x->c->tmp, p->n + 1, lxw_chart_point *);
	lxw_chart_point *grey = NEW(x->c->tmp, lxw_chart_point);
	lxw_chart_point *self = NEW(x->c->tmp, lxw_chart_point);
	uint32_t edge = x->theme->ink[INK_text2];

	*grey = (lxw_chart_point){
	    .fill = fill(x, FOCUS_GREY), .line = chart_line(x, edge, 0.75F)};
	*self = (lxw_chart_point){.fill = fill(x, x->theme->ink[INK_self])};
	set_marker(x, s, LXW_CHART_MARKER_CIRCLE, 8, FOCUS_GREY, edge);
	for (size_t i = 0; i < p->n; i++) {
		bool own = is_own(t, i);

		list[i] = own ? self : grey;
		label[i].hide = !own || !has_room(t, &spread, i, label);
		label[i].font = chart_font(x, 11, false);
		set_text(&label[i],
		    str_z(x->c->tmp,
			grid_at(&t->grid, p->first + i, t->grid.label)->text));
	}
	xlsx_note_error(x, t->sheet, chart_series_set_points(s, list));
	if (!any_own(t))
		return;
	label_values(x, s, t, p->series);
	chart_series_set_labels_position(s, LXW_CHART_LABEL_POSITION_RIGHT);
	xlsx_note_error(x, t->sheet, chart_series_set_labels_custom(s, labels));
}

/* How a funnel's line is drawn says which it is; so says the axis below. */
static uint8_t
dash_of(struct str head)
{
	return str_find(head, S("99.8")) >= 0 ? LXW_CHART_LINE_DASH_DASH
	       : str_find(head, S("95")) >= 0 ? LXW_CHART_LINE_DASH_ROUND_DOT
					      : LXW_CHART_LINE_DASH_SOLID;
}

static void
add_points(struct xlsx_page *p, lxw_chart *chart, const struct xlsx_table *t,
    lxw_row_t header_row)
{
	const struct plot *plot = &t->plot;
	lxw_chart_series *s =
	    add_series(p, chart, t, header_row, plot->series, plot->n);

	dress_points(p->x, s, t);
	for (size_t i = 0; i < plot->n_more; i++) {
		s = add_series(p, chart, t, header_row, plot->more[i], plot->n);
		dress_line_beside(
		    p->x, s, dash_of(t->grid.column[plot->more[i]].from->head));
	}
}

void
chart_add_all(struct xlsx_page *p, lxw_chart *chart, const struct xlsx_table *t,
    lxw_row_t header_row)
{
	switch (t->plot.native) {
	case NATIVE_LINE:
		add_lines(p, chart, t, header_row);
		return;
	case NATIVE_INTERVAL:
		add_interval(p, chart, t, header_row);
		return;
	case NATIVE_SCATTER:
		add_points(p, chart, t, header_row);
		return;
	default:
		add_bars(p, chart, t, header_row);
	}
}
