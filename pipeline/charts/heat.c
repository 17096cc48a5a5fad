/* charts/heat.c -- rows of measures by columns of organisations or dates: every
 * value printed, filled by how far it lies from the middle. */
#include <math.h>

#include "charts/charts.h"
#include "charts/heat_key.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"row", "19.2", 12, 30, "height of a row in points"},
    {"heads", "all", 0, 0,
	"all|ends: every column named, or the first and the last"},
    {"key", "yes", 0, 0, "yes|no: the fills and marks named under the rows"},
    {"reference", "median", 0, 0,
	"median|figure: what of England stands beside the names"},
    {"labels", "116", 40, 200, "width of the rows' names, points"},
    {NULL, NULL, 0, 0, NULL},
};

#define LOW_ROW  18 /* lower rows have smaller figures */
#define SECTION  12.6
#define INSET    0.6
#define EDGE     1.3
#define BAND_GAP 14

struct heat {
	struct plot p;
	size_t rows, columns, across; /* columns in a band */
	double labels, reference, cell, row;
	bool names; /* columns have room for their names */
	bool subs, sections;
};

static const struct chart_point *
cell_of(const struct heat *h, size_t row, size_t column)
{
	return &h->p.in->point[row * h->columns + column];
}

static struct text_style
value_style(const struct plot *p, const struct chart_point *q)
{
	bool low = option_number(&chart_heat, p->in, "row") < LOW_ROW;

	return plot_style_weight(p, low ? TYPE_axis : TYPE_row,
	    q->outside != OUTSIDE_NONE ? 600 : 400);
}

static struct str
value_of(const struct heat *h, const struct chart_point *q)
{
	return printed_of(h->p.tmp, h->p.in, q).number;
}

static double
mark_room(const struct chart_point *q)
{
	if (!point_shown(q))
		return 0;
	if (q->outside != OUTSIDE_NONE)
		return q->query ? 16 : 10;
	return q->query ? 10 : 0;
}

/* ---- Room. */

static double
widest_cell(const struct heat *h)
{
	double w = 18;

	for (size_t i = 0; i < h->rows * h->columns; i++) {
		const struct chart_point *q = &h->p.in->point[i];
		w = fmax(w, plot_text_width(
				&h->p, value_of(h, q), value_style(&h->p, q)) +
				mark_room(q) + 1.4);
	}
	return w;
}

static struct text_style
head_style(const struct plot *p)
{
	return plot_style_weight(p, TYPE_axis, 600);
}

/* A name fits on two lines when neither is cut. */
static bool
name_fits(const struct heat *h, struct str name)
{
	struct row_name n =
	    row_name(&h->p, name, head_style(&h->p), h->cell - 2);

	for (size_t i = 0; i < n.n; i++)
		if (str_ends(n.line[i], S("\u2026")))
			return false;
	return true;
}

static void
measure(struct heat *h)
{
	const struct plot *p = &h->p;
	const struct chart_input *in = p->in;
	double names = 0, room, least;

	h->row = option_number(&chart_heat, in, "row");
	for (size_t i = 0; i < h->rows; i++) {
		const struct chart_row *r = &in->row[i];
		h->subs |= r->sub.n > 0;
		h->sections |= r->section.n > 0;
		names = fmax(names, plot_text_width(p, r->name,
					plot_style_weight(p, TYPE_row, 500)));
		names = fmax(names,
		    plot_text_width(p, r->sub, plot_style(p, TYPE_row_base)));
		h->reference = fmax(h->reference,
		    plot_text_width(p, r->reference, plot_style(p, TYPE_row)));
	}
	if (h->reference > 0)
		h->reference =
		    fmax(h->reference, plot_text_width(p, S("England"),
					   plot_style(p, TYPE_axis))) +
		    8;
	h->labels = fmin(names, option_number(&chart_heat, in, "labels")) + 6;
	h->labels = fmin(h->labels, 0.4 * p->width);
	room = p->width - h->labels - h->reference;
	least = widest_cell(h);
	h->across = (size_t)fmax(1, floor(room / least));
	if (h->across > h->columns)
		h->across = h->columns;
	/* Bands of about equal length. */
	h->across =
	    (h->columns + (h->columns + h->across - 1) / h->across - 1) /
	    ((h->columns + h->across - 1) / h->across);
	h->cell = fmin(room / (double)h->across, 64);
	h->names = true;
	for (size_t i = 0; i < h->columns; i++)
		h->names &= name_fits(h, in->column[i].name);
}

/* ---- Drawing. */

static void
draw_fill(struct heat *h, const struct chart_point *q, double x, double y,
    double w, double height)
{
	static const enum ink fill[] = {
	    INK_below_far, INK_below, INK_white, INK_above, INK_above_far};
	int step = q->step < -2 ? -2 : q->step > 2 ? 2 : q->step;
	double bar = step == 2 || step == -2 ? w : w / 2;
	struct mark *m;

	if (q->status == STATUS_NOT_APPLICABLE)
		step = 0;
	else if (!point_shown(q)) {
		mark_hatched(&h->p, x, y, w, height);
		return;
	}
	m = scene_rect(h->p.scene, x, y, w, height, fill[step + 2]);
	if (step == 0) {
		/* The line stays inside the cell. */
		m->x += 0.25;
		m->y += 0.25;
		m->x2 -= 0.5;
		m->y2 -= 0.5;
		m->stroke = INK_hair;
		m->width = 0.5;
		return;
	}
	scene_rect(h->p.scene, x + (w - bar) / 2,
	    step > 0 ? y : y + height - EDGE, bar, EDGE,
	    step > 0 ? INK_above_edge : INK_below_edge);
}

static void
draw_cell(struct heat *h, const struct chart_point *q, bool plain, double x,
    double top, double height)
{
	struct plot *p = &h->p;
	struct text_style style = value_style(p, q);
	struct text_style small = plot_style_weight(p, TYPE_row_base, 600);
	double mark = mark_room(q);
	struct str s = plot_fit(p, value_of(h, q), style, h->cell - 2 - mark);
	double w = plot_text_width(p, s, style);
	double middle = x + h->cell / 2, y = top + height / 2, right;

	if (!plain)
		draw_fill(h, q, x + INSET, top + INSET, h->cell - 2 * INSET,
		    height - 2 * INSET);
	if (!plain && !point_shown(q) && q->status != STATUS_NOT_APPLICABLE)
		scene_rect(p->scene, middle - w / 2 - 1.5, y - 4.5, w + 3, 9,
		    INK_tint);
	right = middle + w / 2 - mark / 2;
	row_text(p, right, y, s, style, point_shown(q) ? INK_text : INK_text2,
	    ANCHOR_END);
	if (mark == 0)
		return;
	if (q->outside != OUTSIDE_NONE) {
		mark_triangle(p, right + 5.5, y, 3, q->verdict != VERDICT_BELOW,
		    q->outside == OUTSIDE_998, INK_text);
		right += 8.5;
	}
	if (q->query)
		plot_text(
		    p, right + 1.5, y, S("q"), small, INK_text, ANCHOR_START);
}

/* Names or codes over a band's columns; gives the height. */
static double
draw_heads(struct heat *h, size_t from, size_t to, double top)
{
	struct plot *p = &h->p;
	const struct chart_input *in = p->in;
	struct text_style strong = head_style(p);
	struct text_style weak = plot_style(p, TYPE_row_base);
	bool ends = option_is(&chart_heat, in, "heads", "ends");
	double left = h->labels + h->reference;
	double lead = strong.size + 1.2, bottom = top;
	size_t lines = 1;
	bool codes = false;

	if (ends) {
		struct text_style axis = plot_style(p, TYPE_axis);
		double room = h->cell * (double)(to - from) / 2 - 4;
		plot_text(p, left, top + 8,
		    plot_fit(p, in->column[from].name, axis, room), axis,
		    INK_text2, ANCHOR_START);
		if (to - from > 1)
			plot_text(p, left + h->cell * (double)(to - from),
			    top + 8,
			    plot_fit(p, in->column[to - 1].name, axis, room),
			    axis, INK_text2, ANCHOR_END);
		bottom = top + 12;
	} else {
		for (size_t i = from; i < to; i++) {
			struct row_name n = row_name(
			    p, in->column[i].name, strong, h->cell - 2);
			if (h->names && n.n > lines)
				lines = n.n;
			codes |= in->column[i].code.n > 0;
		}
		bottom = top + lead * (double)lines +
			 (codes && h->names ? 8 : 0) + 4;
		for (size_t i = from; i < to; i++) {
			double x = left + h->cell * ((double)(i - from) + 0.5);
			double base = bottom - 4;
			struct str code = in->column[i].code;
			struct row_name n = row_name(
			    p, in->column[i].name, strong, h->cell - 2);
			if (!h->names && code.n > 0) {
				n.line[0] =
				    plot_fit(p, code, strong, h->cell - 2);
				n.n = 1;
				code = S("");
			} else if (!h->names) {
				n.line[0] = plot_fit(
				    p, in->column[i].name, strong, h->cell - 2);
				n.n = 1;
			}
			plot_text(p, x, base,
			    plot_fit(p, code, weak, h->cell - 2), weak,
			    INK_text2, ANCHOR_MIDDLE);
			base -= codes && h->names ? 8 : 0;
			for (size_t k = n.n; k-- > 0; base -= lead)
				plot_text(p, x, base, n.line[k], strong,
				    INK_text, ANCHOR_MIDDLE);
		}
	}
	if (h->reference > 0 && bottom - top >= 16 &&
	    option_is(&chart_heat, in, "reference", "median")) {
		struct text_style axis = plot_style(p, TYPE_axis);
		plot_text(p, left - 8, bottom - 12, S("England"), axis,
		    INK_text2, ANCHOR_END);
		plot_text(p, left - 8, bottom - 4, S("median"), axis, INK_text2,
		    ANCHOR_END);
	} else if (h->reference > 0) {
		plot_text(p, left - 8, bottom - 4, S("England"),
		    plot_style(p, TYPE_axis), INK_text2, ANCHOR_END);
	}
	return bottom - top;
}

static double
draw_section(struct heat *h, size_t i, double y, double right)
{
	struct plot *p = &h->p;
	const struct chart_row *row = &p->in->row[i];
	struct text_style style = plot_style_weight(p, TYPE_axis, 600);

	if (row->section.n == 0 ||
	    (i > 0 && str_eq(row->section, p->in->row[i - 1].section)))
		return 0;
	scene_line(p->scene, 0, y + 0.25, right, y + 0.25, 0.5, INK_rule);
	plot_text(p, 0, y + 9, plot_fit(p, row->section, style, right), style,
	    INK_text, ANCHOR_START);
	return SECTION;
}

static double
draw_row(struct heat *h, size_t i, size_t from, size_t to, double y)
{
	struct plot *p = &h->p;
	const struct chart_row *row = &p->in->row[i];
	struct text_style name = plot_style_weight(p, TYPE_row, 500);
	struct text_style sub = plot_style(p, TYPE_row_base);
	double height = row->plain ? fmax(12, h->row - 7) : h->row;
	double left = h->labels + h->reference, room = h->labels - 6;
	bool two = row->sub.n > 0 && height >= 16;

	row_text(p, 0, two ? y + height / 2 - 3.6 : y + height / 2,
	    plot_fit(p, row->name, name, room), name, INK_text, ANCHOR_START);
	if (two)
		row_text(p, 0, y + height / 2 + 4.4,
		    plot_fit(p, row->sub, sub, room), sub, INK_text2,
		    ANCHOR_START);
	row_text(p, left - 8, y + height / 2, row->reference,
	    plot_style(p, TYPE_row), INK_text2, ANCHOR_END);
	for (size_t k = from; k < to; k++)
		draw_cell(h, cell_of(h, i, k), row->plain,
		    left + h->cell * (double)(k - from), y, height);
	return height;
}

static double
draw_all(struct heat *h)
{
	struct plot *p = &h->p;
	double y = 0;

	measure(h);
	for (size_t from = 0; from < h->columns; from += h->across) {
		size_t to = from + h->across;
		double right;
		if (to > h->columns)
			to = h->columns;
		right =
		    h->labels + h->reference + h->cell * (double)(to - from);
		y += from > 0 ? BAND_GAP : 0;
		y += draw_heads(h, from, to, y);
		scene_line(p->scene, 0, y, right, y, 0.75, INK_text);
		y += 0.4;
		for (size_t i = 0; i < h->rows; i++) {
			y += draw_section(h, i, y, right);
			y += draw_row(h, i, from, to, y);
		}
		scene_line(
		    p->scene, 0, y + 0.4, right, y + 0.4, 0.75, INK_text);
		y += 1;
	}
	if (option_is(&chart_heat, p->in, "key", "yes"))
		y += heat_key(p, y + 5) + 5;
	return y;
}

/* ---- Words: a row's range, who is marked, what is not there. */

static void
say_row(const struct heat *h, size_t i, struct buf *b)
{
	const struct chart_input *in = h->p.in;
	const struct chart_row *row = &in->row[i];
	const struct chart_point *low = NULL, *high = NULL;
	size_t low_at = 0, high_at = 0, none = 0;

	buf_adds(b, row->name);
	if (row->reference.n > 0)
		buf_addf(b, ", England's median %.*s", STRF(row->reference));
	for (size_t k = 0; k < h->columns; k++) {
		const struct chart_point *q = cell_of(h, i, k);
		none += !point_shown(q);
		if (!point_shown(q))
			continue;
		if (low == NULL || q->value < low->value) {
			low = q;
			low_at = k;
		}
		if (high == NULL || q->value > high->value) {
			high = q;
			high_at = k;
		}
	}
	if (low != NULL)
		buf_addf(b, ": %.*s %.*s to %.*s %.*s",
		    STRF(in->column[low_at].name), STRF(value_of(h, low)),
		    STRF(in->column[high_at].name), STRF(value_of(h, high)));
	for (size_t k = 0; k < h->columns; k++) {
		const struct chart_point *q = cell_of(h, i, k);
		if (point_shown(q) && q->outside != OUTSIDE_NONE)
			buf_addf(b, "; %.*s %.*s %s the %s limit%s",
			    STRF(in->column[k].name), STRF(value_of(h, q)),
			    q->verdict == VERDICT_BELOW ? "below" : "above",
			    q->outside == OUTSIDE_998 ? "99.8%" : "95%",
			    q->query ? ", in query" : "");
	}
	if (none > 0)
		buf_addf(b, "; %zu without a value", none);
	buf_addz(b, ". ");
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct heat h = {.rows = in->n_rows, .columns = in->n_columns};
	struct buf alt;
	double height;

	if (in->n != in->n_rows * in->n_columns)
		return diag_fail(c, (struct at){0},
		    "chart heat has %zu rows and %zu columns, but %zu values; "
		    "give one for each cell",
		    in->n_rows, in->n_columns, in->n);
	if (!plot_open(c, &chart_heat, in, theme, metrics, &h.p))
		return false;
	alt = buf_new(c->tmp);
	say_finding(&alt, in);
	for (size_t i = 0; i < h.rows; i++)
		say_row(&h, i, &alt);
	if (in->n == 0) {
		buf_addz(&alt, "There are no figures to show.");
		height = plot_sentence(&h.p, 0, 2, in->width,
			     S("There are no figures to show.")) +
			 6;
	} else {
		height = draw_all(&h);
	}
	plot_close(&h.p, height, &alt, out);
	return true;
}

const struct chart chart_heat = {
    "heat",
    "measures by organisations or dates: every value printed, filled by its "
    "distance from the middle; triangles are outside the limits",
    option,
    draw,
};
