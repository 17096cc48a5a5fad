/* charts/mini_ranked.c -- all trusts as a swarm of dots, England, and the own
 * value with its interval over them; small enough for a third of a page. */
#include <math.h>

#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"height", "78", 70, 160, "height in points"},
    {NULL, NULL, 0, 0, NULL},
};

#define LANE  21 /* middle of the own value's lane, under England's label */
#define SWARM 31 /* where the swarm begins */
#define FOOT  13 /* the axis and its labels */

struct mini {
	struct plot p;
	const struct chart_point **other; /* shown, lowest first */
	size_t n;
	const struct chart_point *self;
	struct scale x;
	double bottom;
};

static void
collect(struct mini *m)
{
	const struct chart_input *in = m->p.in;

	m->self = point_self(in);
	m->other = points_by_value(m->p.tmp, in, m->self, &m->n);
}

static bool
self_shown(const struct mini *m)
{
	return m->self != NULL && point_shown(m->self);
}

static void
fit_scale(struct mini *m)
{
	const struct chart_input *in = m->p.in;
	struct span core = SPAN_EMPTY, s;
	double more;

	span_take(&core, in->england);
	for (size_t i = 0; i < m->n; i++)
		span_take(&core, m->other[i]->value);
	if (self_shown(m))
		span_take(&core, m->self->value);
	s = core;
	more = 0.25 * (core.hi - core.lo);
	if (self_shown(m) && point_has_interval(m->self)) {
		span_take(&s, m->n == 0 ? m->self->lower
					: fmax(m->self->lower, core.lo - more));
		span_take(&s, m->n == 0 ? m->self->upper
					: fmin(m->self->upper, core.hi + more));
	}
	s = span_pad(s, 0.02, in->places, in->unit);
	m->x = (struct scale){s.lo, s.hi, 6, in->width - 6};
}

/* The place nearest the middle where a dot touches none of those before it:
 * offsets 0, +step, -step, +2 step ... within half. Where there is none the
 * dots lie over each other at the middle. Only dots less than a diameter to the
 * left can touch, so few are looked at. */
static double
swarm_offset(const struct point *dot, size_t n, double x, double r, double half)
{
	double step = r / 2;

	for (int k = 0; step * ((k + 1) / 2) <= half; k++) {
		double y = step * ((k + 1) / 2) * (k % 2 == 0 ? -1 : 1);
		bool clear = true;
		for (size_t i = n; i-- > 0 && clear && x - dot[i].x < 2 * r;)
			clear = hypot(x - dot[i].x, y - dot[i].y) >= 2 * r;
		if (clear)
			return y;
	}
	return 0;
}

/* Where every dot has its place the radius is the largest of a few. */
static double
fit_swarm(const struct mini *m, double half, struct point *dot)
{
	static const double radius[] = {2.1, 1.7, 1.4, 1.1, 0.9};

	for (size_t k = 0;; k++) {
		double r = radius[k];
		size_t crowded = 0;
		for (size_t i = 0; i < m->n; i++) {
			double x = scale_at(&m->x, m->other[i]->value);
			dot[i].x = x;
			dot[i].y = swarm_offset(dot, i, x, r, half - r);
			for (size_t b = i; b-- > 0 && x - dot[b].x < 2 * r;)
				if (hypot(x - dot[b].x, dot[i].y - dot[b].y) <
				    2 * r) {
					crowded++;
					break;
				}
		}
		if (crowded == 0 || k + 1 == COUNT(radius))
			return r;
	}
}

static void
draw_swarm(struct mini *m)
{
	struct point *dot = NEWS(m->p.tmp, m->n + 1, struct point);
	double half = (m->bottom - SWARM - 2) / 2;
	double middle = SWARM + half;
	double r = fit_swarm(m, half, dot);

	for (size_t i = 0; i < m->n; i++)
		if (m->other[i]->role == ROLE_PEER)
			scene_diamond(m->p.scene, dot[i].x, middle + dot[i].y,
			    r, INK_white, INK_peer, fmin(0.8, r / 2));
		else
			scene_circle(m->p.scene, dot[i].x, middle + dot[i].y,
			    r - 0.3, INK_other_pale, INK_NONE, 0);
}

static void
draw_england(struct mini *m)
{
	struct plot *p = &m->p;
	struct text_style style = plot_style_weight(p, TYPE_axis, 500);
	struct str s = england_text(p->tmp, p->in);
	double x, w;

	if (!isfinite(p->in->england))
		return;
	s = plot_fit(p, s, style, p->width);
	w = plot_text_width(p, s, style);
	x = scale_at(&m->x, p->in->england);
	scene_line(p->scene, x, 9.5, x, m->bottom, 0.8, INK_text);
	plot_text(p, fmax(0, fmin(x - w / 2, p->width - w)), 7, s, style,
	    INK_text, ANCHOR_START);
}

/* Beside the interval where England's line is not, else at the other side, else
 * over the swarm. */
static void
label_self(struct mini *m, double x)
{
	struct plot *p = &m->p;
	struct text_style style = plot_style(p, TYPE_value);
	struct printed v = printed_of(p->tmp, p->in, m->self);
	struct str s =
	    str_fmt(p->tmp, "%.*s%.*s", STRF(v.number), STRF(v.unit));
	double w = plot_text_width(p, s, style), a = x - 4, b = x + 4;
	double h = (TEXT_ASCENT + TEXT_DESCENT) * style.size;
	double top = LANE - h / 2;
	struct box at[6];
	ptrdiff_t k;

	if (point_has_interval(m->self)) {
		a = fmin(a, scale_at(&m->x, m->self->lower));
		b = fmax(b, scale_at(&m->x, m->self->upper));
	}
	at[0] = (struct box){b + 5, top, w, h};
	at[1] = (struct box){a - 5 - w, top, w, h};
	at[2] = (struct box){x - w / 2, LANE + 5, w, h};
	at[3] = (struct box){x + 6, LANE + 5, w, h};
	at[4] = (struct box){x - 6 - w, LANE + 5, w, h};
	at[5] = (struct box){
	    fmax(0, fmin(x - w / 2, p->width - w)), LANE + 5, w, h};
	if (isfinite(p->in->england)) {
		double e = scale_at(&m->x, p->in->england);
		plot_avoid(p, (struct box){e - 1.5, 9.5, 3, m->bottom}, 4);
	}
	k = plot_place(
	    p, (struct box){0, 9, p->width, m->bottom}, at, COUNT(at));
	if (k >= 0)
		plot_text_halo(p, at[k].x, at[k].y + TEXT_ASCENT * style.size,
		    s, style, INK_self, ANCHOR_START);
}

/* In words, clear of England's line where there is room on a side. */
static void
say_missing(struct mini *m)
{
	struct plot *p = &m->p;
	struct text_style style = plot_style(p, TYPE_axis);
	struct str why = status_words(p->tmp, m->self->status);
	struct str named =
	    str_fmt(p->tmp, "%.*s: %.*s", STRF(p->in->self_name), STRF(why));
	double left = p->width, right = 0, room;

	if (isfinite(p->in->england)) {
		left = scale_at(&m->x, p->in->england) - 4;
		right = left + 8;
	}
	room = fmax(left, p->width - right);
	if (plot_text_width(p, named, style) > room)
		named = why;
	plot_text(p, left >= p->width - right ? 0 : right, LANE + 2.4,
	    plot_fit(p, named, style, room), style, INK_text2, ANCHOR_START);
}

static void
draw_self(struct mini *m)
{
	struct plot *p = &m->p;
	double x;

	if (m->self == NULL)
		return;
	if (!self_shown(m)) {
		say_missing(m);
		return;
	}
	x = scale_at(&m->x, m->self->value);
	if (point_has_interval(m->self))
		mark_interval(p, &m->x, LANE, m->self->lower, m->self->upper,
		    1.6, INK_self);
	label_self(m, x);
	mark_own(p, x, LANE, 3.6, p->in->neutral, m->self->verdict);
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct mini m = {0};
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_mini_ranked, in, theme, metrics, &m.p))
		return false;
	alt = buf_new(c->tmp);
	height = option_number(&chart_mini_ranked, in, "height");
	collect(&m);
	say_trusts(&alt, in);
	if (m.n == 0 && !self_shown(&m)) {
		plot_sentence(&m.p, 0, 12, in->width,
		    S("No trust's figure can be shown."));
		plot_close(&m.p, height, &alt, out);
		return true;
	}
	m.bottom = height - FOOT;
	fit_scale(&m);
	scene_line(m.p.scene, 0, m.bottom, in->width, m.bottom, 0.5, INK_rule);
	axis_across(&m.p, &m.x, m.bottom, m.bottom + 2.5, height - 2);
	draw_england(&m);
	draw_swarm(&m);
	draw_self(&m);
	plot_close(&m.p, height, &alt, out);
	return true;
}

const struct chart chart_mini_ranked = {
    "mini_ranked",
    "all trusts as a swarm, England, and the own value with its interval",
    option,
    draw,
};
