/* charts/forest.c -- ratios with their intervals on a scale of equal factors:
 * relative likelihoods by staff group or trust. */
#include <math.h>

#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"row", "16", 12, 30, "height of a row in points"},
    {"band", "0.8 to 1.25", 0, 0,
	"0.8 to 1.25|total|none: what is shaded: the range held to be equal, "
	"the interval of all together, or nothing"},
    {"left", "", 0, 0, "words over the side below 1"},
    {"right", "", 0, 0, "words over the side above 1"},
    {NULL, NULL, 0, 0, NULL},
};

#define HEAD  12
#define FOOT  13
#define INSET (ARROW_LENGTH + 1.5)
#define GAP   8

struct forest_row {
	const struct chart_point *point;
	struct row_name name;
	double y;
};

struct forest {
	struct plot p;
	struct forest_row *row;
	size_t n, totals;
	double names, base, left, right, figures;
	struct scale x;
	double largest; /* base, for the size of the marks */
};

static struct text_style
name_style(const struct plot *p, const struct chart_point *q)
{
	return plot_style_weight(p, TYPE_row, q->total ? 600 : 400);
}

/* All together first; then those with a ratio in the order given; then what is
 * withheld or undefined, which keeps its row. */
static void
collect(struct forest *f)
{
	const struct chart_input *in = f->p.in;

	f->row = NEWS(f->p.tmp, in->n + 1, struct forest_row);
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < in->n; i++) {
			const struct chart_point *q = &in->point[i];
			int of = q->total ? 0 : point_shown(q) ? 1 : 2;
			if (of != round)
				continue;
			f->row[f->n++].point = q;
			f->totals += q->total;
			if (isfinite(q->base) && !q->total)
				f->largest = fmax(f->largest, q->base);
		}
}

/* "1.34" and "1.13 to 1.57". */
static struct str
interval_of(const struct plot *p, const struct chart_point *q)
{
	struct printed v = printed_of(p->tmp, p->in, q);

	return point_has_interval(q)
		   ? interval_text(p->tmp, q->lower, q->upper, v.places)
		   : S("");
}

static struct text_style
value_style(const struct plot *p)
{
	return plot_style_weight(p, TYPE_row, 600);
}

static void
measure(struct forest *f)
{
	const struct plot *p = &f->p;
	double value = 0, interval = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct chart_point *q = f->row[i].point;
		f->names = fmax(
		    f->names, plot_text_width(p, q->label, name_style(p, q)));
		f->base = fmax(f->base, plot_text_width(p, q->base_text,
					    plot_style(p, TYPE_row_base)));
		value = fmax(value,
		    plot_text_width(p, printed_of(p->tmp, p->in, q).number,
			value_style(p)));
		interval = fmax(interval, plot_text_width(p, interval_of(p, q),
					      plot_style(p, TYPE_axis)));
	}
	f->names = fmin(f->names, 0.28 * p->width);
	f->base = f->base > 0 && p->width > 320 ? f->base + GAP : 0;
	if (p->width - f->names - f->base - value - interval < 0.38 * p->width)
		interval = 0; /* the line shows it, the alt text says it */
	f->figures = value + (interval > 0 ? interval + GAP : 0);
	f->left = f->names + f->base + GAP;
	f->right = p->width - f->figures - GAP;
}

static double
stack(struct forest *f, double top)
{
	double pitch = option_number(&chart_forest, f->p.in, "row");

	for (size_t i = 0; i < f->n; i++) {
		struct forest_row *row = &f->row[i];
		struct text_style style = name_style(&f->p, row->point);
		double h;
		row->name = row_name(&f->p, row->point->label, style, f->names);
		h = row_pitch(&row->name, style, pitch);
		row->y = top + h / 2;
		top += h;
		if (i + 1 == f->totals && f->totals < f->n)
			top += 4;
	}
	return top;
}

/* Ratios are all on the scale; intervals may run a factor of two past them. */
static void
fit_scale(struct forest *f)
{
	struct span core = {1, 1}, s;

	for (size_t i = 0; i < f->n; i++)
		if (point_shown(f->row[i].point) && f->row[i].point->value > 0)
			span_take(&core, f->row[i].point->value);
	s = core;
	for (size_t i = 0; i < f->n; i++) {
		const struct chart_point *q = f->row[i].point;
		if (!point_has_interval(q))
			continue;
		if (q->lower > 0)
			span_take(&s, fmax(q->lower, core.lo / 2));
		span_take(&s, fmin(q->upper, core.hi * 2));
	}
	f->x = ratio_scale(s, f->left + INSET, f->right - INSET);
}

static void
draw_band(struct forest *f, double top, double bottom)
{
	const struct chart_input *in = f->p.in;
	double lo = 0.8, hi = 1.25, a, b;

	if (option_is(&chart_forest, in, "band", "none"))
		return;
	if (option_is(&chart_forest, in, "band", "total")) {
		if (f->totals == 0 || !point_has_interval(f->row[0].point))
			return;
		lo = f->row[0].point->lower;
		hi = f->row[0].point->upper;
	}
	a = ratio_at(&f->x, lo);
	b = ratio_at(&f->x, hi);
	scene_rect(f->p.scene, a, top, b - a, bottom - top, INK_tint);
}

/* All together: a diamond as wide as its interval. */
static void
draw_total(struct forest *f, const struct forest_row *row)
{
	const struct chart_point *q = row->point;
	double v = ratio_at(&f->x, q->value), a = v - 3, b = v + 3;
	struct point corner[4];

	if (point_has_interval(q)) {
		a = fmin(v - 1, ratio_at(&f->x, q->lower));
		b = fmax(v + 1, ratio_at(&f->x, q->upper));
	}
	corner[0] = (struct point){a, row->y};
	corner[1] = (struct point){v, row->y - 4.6};
	corner[2] = (struct point){b, row->y};
	corner[3] = (struct point){v, row->y + 4.6};
	scene_polyline(f->p.scene, corner, 4, 0, INK_NONE)->fill = INK_self;
}

static void
draw_ratio(struct forest *f, const struct forest_row *row)
{
	const struct chart_point *q = row->point;
	bool open = q->verdict == VERDICT_NOT_DIFFERENT;
	double r = 2.8;

	if (q->total) {
		draw_total(f, row);
		return;
	}
	if (isfinite(q->base) && f->largest > 0)
		r = 1.8 + 2.2 * sqrt(fmax(0, q->base) / f->largest);
	if (point_has_interval(q))
		mark_interval(&f->p, &f->x, row->y, ratio_log(q->lower),
		    ratio_log(q->upper), open ? 1.1 : 1.4, INK_self);
	mark_own(&f->p, ratio_at(&f->x, q->value), row->y, r,
	    point_is_square(f->p.in, q), q->verdict);
}

/* Withheld: a hatch as long as the plot, so that its length says nothing.
 * Undefined: a dotted line. Both with the reason in words on a pad. */
static void
draw_none(struct forest *f, const struct forest_row *row)
{
	struct plot *p = &f->p;
	const struct chart_point *q = row->point;
	struct text_style style = plot_style(p, TYPE_axis);
	struct str words =
	    q->note.n > 0 ? q->note : status_words(p->tmp, q->status);
	double room = f->right - f->left - 12, w, x = f->left + 8;
	bool undefined =
	    q->status == STATUS_NOT_APPLICABLE || q->status == STATUS_OK;

	words = plot_fit(p, words, style, room);
	w = plot_text_width(p, words, style);
	if (undefined) {
		struct mark *m = scene_line(p->scene, f->left, row->y, f->right,
		    row->y, 0.6, INK_limit);
		m->dash[0] = 1;
		m->dash[1] = 2.5;
	} else {
		mark_hatched(p, f->left, row->y - 4.5, f->right - f->left, 9);
	}
	scene_rect(p->scene, x - 3, row->y - 5, w + 6, 10, INK_white);
	row_text(p, x, row->y, words, style, INK_text2, ANCHOR_START);
}

static void
draw_row(struct forest *f, const struct forest_row *row)
{
	struct plot *p = &f->p;
	const struct chart_point *q = row->point;
	struct text_style small = plot_style(p, TYPE_axis);
	bool clear = q->verdict == VERDICT_ABOVE || q->verdict == VERDICT_BELOW;
	struct str interval = interval_of(p, q);
	struct printed v = printed_of(p->tmp, p->in, q);

	row_name_draw(
	    p, &row->name, 0, row->y, name_style(p, q), INK_text, ANCHOR_START);
	if (f->base > 0)
		row_text(p, f->names + f->base, row->y, q->base_text,
		    plot_style(p, TYPE_row_base), INK_text2, ANCHOR_END);
	if (!point_shown(q) || !(q->value > 0)) {
		draw_none(f, row);
		row_text(p, p->width, row->y,
		    q->status == STATUS_OK ? S("") : v.number,
		    plot_style(p, TYPE_row), INK_text2, ANCHOR_END);
		return;
	}
	draw_ratio(f, row);
	if (f->figures > plot_text_width(p, interval, small) +
			     plot_text_width(p, v.number, value_style(p)) +
			     GAP - 0.01)
		row_text(p, p->width, row->y, interval, small, INK_text2,
		    ANCHOR_END);
	/* Values stand in a column, left of the widest interval. */
	row_text(p, f->right + GAP, row->y, v.number, value_style(p),
	    clear ? INK_self : INK_text, ANCHOR_START);
}

static void
draw_sides(struct forest *f)
{
	struct plot *p = &f->p;
	struct text_style style = plot_style(p, TYPE_axis);
	double one = ratio_at(&f->x, 1);
	struct str left = option_text(&chart_forest, p->in, "left");
	struct str right = option_text(&chart_forest, p->in, "right");

	plot_text(p, one - 4, 8, plot_fit(p, left, style, one - 4), style,
	    INK_text2, ANCHOR_END);
	plot_text(p, one + 4, 8, plot_fit(p, right, style, p->width - one - 4),
	    style, INK_text2, ANCHOR_START);
}

static double
draw_all(struct forest *f)
{
	struct plot *p = &f->p;
	bool sides = option_text(&chart_forest, p->in, "left").n +
			 option_text(&chart_forest, p->in, "right").n >
		     0;
	double top = sides ? HEAD : 2, bottom;

	measure(f);
	fit_scale(f);
	bottom = stack(f, top);
	draw_band(f, top, bottom);
	if (sides)
		draw_sides(f);
	ratio_axis(p, &f->x, top, bottom, bottom + 10);
	if (f->totals > 0 && f->totals < f->n) {
		double y = f->row[f->totals].y;
		y = (y + f->row[f->totals - 1].y) / 2;
		scene_line(p->scene, 0, y, p->width, y, 0.5, INK_rule);
	}
	for (size_t i = 0; i < f->n; i++)
		draw_row(f, &f->row[i]);
	return bottom + FOOT;
}

static void
say(const struct forest *f, struct buf *b)
{
	const struct chart_input *in = f->p.in;

	say_finding(b, in);
	for (size_t i = 0; i < f->n; i++) {
		const struct chart_point *q = f->row[i].point;
		if (point_shown(q) || q->note.n == 0)
			say_point(b, in, q, q->label);
		else
			buf_addf(b, "%.*s %.*s", STRF(q->label), STRF(q->note));
		if (point_shown(q) && q->verdict == VERDICT_NOT_DIFFERENT)
			buf_addz(b, ", includes 1");
		else if (point_shown(q) && q->verdict != VERDICT_NONE)
			buf_addf(b, ", %s 1",
			    q->verdict == VERDICT_ABOVE ? "above" : "below");
		if (q->query)
			buf_addz(b, ", in query");
		buf_addz(b, i + 1 == f->n ? "." : "; ");
	}
	if (f->n == 0)
		buf_addz(b, "There is no ratio to show.");
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct forest f = {0};
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_forest, in, theme, metrics, &f.p))
		return false;
	alt = buf_new(c->tmp);
	collect(&f);
	say(&f, &alt);
	if (f.n == 0)
		height = plot_sentence(&f.p, 0, 2, in->width,
			     S("There is no ratio to show.")) +
			 6;
	else
		height = draw_all(&f);
	plot_close(&f.p, height, &alt, out);
	return true;
}

const struct chart chart_forest = {
    "forest",
    "ratios with intervals on a scale of equal factors; all together a "
    "diamond, what is withheld or undefined keeps its row",
    option,
    draw,
};
