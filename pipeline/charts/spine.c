/* charts/spine.c -- one row for a table cell: where the own value lies between
 * the lowest and the highest trust, with England in the middle. */
#include <math.h>

#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"height", "14", 10, 30, "height in points"},
    {NULL, NULL, 0, 0, NULL},
};

#define BAR   6.4
#define TICK  10.4
#define INSET (ARROW_LENGTH + 1.2)

/* England in the middle and the furthest trust at an end; without England the
 * middle of the trusts. Better is to the right, so lower-is-better runs back. */
static struct scale
scale_of(const struct plot *p, const struct chart_point *q)
{
	struct span s = SPAN_EMPTY;
	double middle = q->england, half;
	bool back = q->direction == DIRECTION_LOWER;

	span_take(&s, q->min);
	span_take(&s, q->max);
	if (span_empty(s)) {
		span_take(&s, q->england);
		span_take(&s, q->peer_median);
		span_take_point(&s, q);
	}
	if (span_empty(s))
		s = (struct span){0, 0};
	if (!isfinite(middle))
		middle = (s.lo + s.hi) / 2;
	half = 1.03 * fmax(fabs(s.hi - middle), fabs(s.lo - middle));
	if (point_shown(q))
		half = fmax(half, fabs(q->value - middle));
	if (!(half > 0))
		half = pow(10, -p->in->places);
	return (struct scale){middle - half, middle + half,
	    back ? p->width - INSET : INSET, back ? INSET : p->width - INSET};
}

static void
band(struct plot *p, const struct scale *s, double lo, double hi, double y,
    enum ink ink)
{
	double a, b;

	if (!isfinite(lo) || !isfinite(hi))
		return;
	a = scale_at(s, lo);
	b = scale_at(s, hi);
	scene_rect(p->scene, fmin(a, b), y - BAR / 2, fmax(0.6, fabs(b - a)),
	    BAR, ink);
}

static void
say(const struct chart_input *in, const struct chart_point *q, struct buf *b)
{
	struct printed v = printed_of(b->mem, in, q);
	struct str unit = point_shown(q) ? v.unit : in->unit;

	say_finding(b, in);
	say_point(b, in, q, in->self_name.n > 0 ? in->self_name : q->label);
	say_comparators(b, q->england, q->peer_median, v.places, unit);
	if (isfinite(q->min) && isfinite(q->max)) {
		buf_addz(b, ", all trusts ");
		buf_adds(b, interval_text(b->mem, q->min, q->max, v.places));
		buf_adds(b, unit);
	}
	buf_addc(b, '.');
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	const struct chart_point *q = in->point;
	struct plot p;
	struct scale s;
	struct buf alt;
	double h, y;

	if (in->n != 1)
		return diag_fail(c, (struct at){0},
		    "chart spine draws one value, but %zu are given", in->n);
	if (!plot_open(c, &chart_spine, in, theme, metrics, &p))
		return false;
	alt = buf_new(c->tmp);
	h = option_number(&chart_spine, in, "height");
	y = h / 2;
	s = scale_of(&p, q);
	band(&p, &s, q->min, q->max, y, INK_range);
	band(&p, &s, q->q1, q->q3, y, INK_middle);
	if (isfinite(q->england)) {
		double x = scale_at(&s, q->england);
		scene_line(p.scene, x, 0, x, h, 0.5, INK_rule);
		scene_line(
		    p.scene, x, y - TICK / 2, x, y + TICK / 2, 0.9, INK_text);
	}
	if (isfinite(q->peer_median))
		mark_peer(&p, scale_at(&s, q->peer_median), y, 2.5);
	if (point_has_interval(q))
		mark_interval(&p, &s, y, q->lower, q->upper, 1.2, INK_self);
	if (point_shown(q))
		mark_own(&p, scale_at(&s, q->value), y, 2.5,
		    point_is_square(in, q), q->verdict);
	if (p.scene->n == 0) /* nothing at all to compare: the mark alone */
		plot_text(&p, in->width / 2, y + 2.4,
		    printed_of(p.tmp, in, q).number, plot_style(&p, TYPE_axis),
		    INK_text2, ANCHOR_MIDDLE);
	say(in, q, &alt);
	plot_close(&p, h, &alt, out);
	return true;
}

const struct chart chart_spine = {
    "spine",
    "a table cell: own value between the lowest and highest trust, England "
    "in the middle, better to the right",
    option,
    draw,
};
