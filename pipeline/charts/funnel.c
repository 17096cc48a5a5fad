/* charts/funnel.c -- rate against volume, with the limits that chance alone
 * would keep to. */
#include <math.h>
#include <stdlib.h>

#include "charts/charts.h"
#include "charts/options.h"
#include "charts/marks.h"
#include "charts/rows.h"
#include "charts/series.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"height", "190", 110, 400, "height in points"},
    {NULL, NULL, 0, 0, NULL},
};

#define TOP    6
#define FOOT   23
#define DOT    1.7
#define OWN    3.0
#define SAID   12 /* own trusts named in the alt text */
#define NAMED  24 /* own trusts that all have a name in the plot */
#define PLACES 72
/* Another trust this many times as far from England as the limits reach would
 * flatten the rest. */
#define FAR 2

struct funnel {
	struct plot p;
	const struct chart_point **own; /* furthest from England first */
	size_t n_own, n_other;
	double left, right, bottom;
	struct scale x, y;
};

static bool
has_place(const struct chart_point *q)
{
	return point_shown(q) && isfinite(q->x) && q->x >= 0;
}

static double
distance(const struct chart_point *q, double england)
{
	return isfinite(england) ? fabs(q->value - england) : 0;
}

/* Few enough to sort by insertion; equal ones keep their order. */
static void
collect(struct funnel *f)
{
	const struct chart_input *in = f->p.in;

	f->own = NEWS(f->p.tmp, in->n + 1, const struct chart_point *);
	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *q = &in->point[i];
		size_t k = f->n_own;
		if (!has_place(q))
			continue;
		if (q->role != ROLE_SELF) {
			f->n_other++;
			continue;
		}
		for (; k > 0 && distance(f->own[k - 1], in->england) <
				    distance(q, in->england);
		     k--)
			f->own[k] = f->own[k - 1];
		f->own[k] = q;
		f->n_own++;
	}
}

/* All values but those far apart, and the limits of the larger half of the
 * volumes: at small ones they run far out and would flatten the rest. */
static void
fit_scales(struct funnel *f)
{
	const struct chart_input *in = f->p.in;
	struct span y = SPAN_EMPTY, x = {0, 0};
	double reach = INFINITY;

	span_take(&y, in->england);
	for (size_t i = in->n_curves / 4; i < in->n_curves; i++) {
		span_take(&y, in->curve[i].lower_998);
		span_take(&y, in->curve[i].upper_998);
	}
	if (in->n_curves > 0 && isfinite(in->england))
		reach = FAR * fmax(y.hi - in->england, in->england - y.lo);
	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *q = &in->point[i];
		if (!has_place(q))
			continue;
		span_take(&x, q->x);
		if (q->role == ROLE_SELF || distance(q, in->england) <= reach)
			span_take(&y, q->value);
	}
	y = span_pad(y, 0.05, in->places, in->unit);
	f->y = (struct scale){y.lo, y.hi, f->bottom, TOP};
	f->x = (struct scale){0, x.hi > 0 ? 1.03 * x.hi : 1, 0, 0};
}

/* ---- Limits. */

static double
limit_of(const struct chart_curve *c, int which)
{
	const double v[] = {
	    c->upper_998, c->upper_95, c->lower_95, c->lower_998};

	return v[which];
}

static void
curve_part(struct funnel *f, const struct point *at, size_t n, int which)
{
	struct mark *m;

	if (n < 2)
		return;
	m = scene_polyline(f->p.scene, at, n, 0.7, INK_limit);
	if (which == 1 || which == 2) {
		m->dash[0] = 2.5;
		m->dash[1] = 2;
	}
}

/* Where the step from a to b leaves or enters the scale. */
static struct point
cut(const struct funnel *f, double ax, double ay, double bx, double by)
{
	double edge = scale_holds(&f->y, ay)
			  ? (by > f->y.hi ? f->y.hi : f->y.lo)
			  : (ay > f->y.hi ? f->y.hi : f->y.lo);
	double t = (edge - ay) / (by - ay);

	return (struct point){
	    scale_at(&f->x, ax + t * (bx - ax)), scale_at(&f->y, edge)};
}

static void
draw_curve(struct funnel *f, int which)
{
	const struct chart_input *in = f->p.in;
	struct point *at = NEWS(f->p.tmp, in->n_curves * 2 + 2, struct point);
	double ax = 0, ay = NAN;
	size_t n = 0;

	for (size_t i = 0; i < in->n_curves; i++) {
		double bx = in->curve[i].x, by = limit_of(&in->curve[i], which);
		bool was = isfinite(ay) && scale_holds(&f->y, ay);
		bool is = isfinite(by) && scale_holds(&f->y, by);
		if (bx > f->x.hi)
			break;
		if (isfinite(ay) && isfinite(by) && was != is)
			at[n++] = cut(f, ax, ay, bx, by);
		if (is)
			at[n++] = (struct point){
			    scale_at(&f->x, bx), scale_at(&f->y, by)};
		if (!is) {
			curve_part(f, at, n, which);
			n = 0;
		}
		ax = bx;
		ay = by;
	}
	curve_part(f, at, n, which);
	for (size_t i = 1; i < n; i++)
		plot_avoid(&f->p,
		    (struct box){at[i - 1].x, fmin(at[i - 1].y, at[i].y) - 0.5,
			at[i].x - at[i - 1].x, fabs(at[i].y - at[i - 1].y) + 1},
		    16);
}

/* ---- Words at the right end. */

struct end {
	struct str line[2];
	size_t lines;
	double y;
	bool strong;
};

static struct text_style
end_style(const struct plot *p, bool strong)
{
	return plot_style_weight(p, TYPE_axis, strong ? 500 : 400);
}

/* England's label takes two lines; it stands as two entries, kept together by
 * the spreading. Lowest place on the page last. */
static size_t
end_labels(const struct funnel *f, struct end *end)
{
	static const char *const name[] = {"99.8%", "95%", "95%", "99.8%"};
	const struct chart_input *in = f->p.in;
	const struct chart_curve *last = NULL;
	size_t n = 0;

	for (size_t i = 0; i < in->n_curves && in->curve[i].x <= f->x.hi; i++)
		last = &in->curve[i];
	for (int k = 0; k < 5; k++) {
		double v = k == 2         ? in->england
			   : last == NULL ? NAN
					  : limit_of(last, k > 2 ? k - 1 : k);
		if (!isfinite(v) || !scale_holds(&f->y, v))
			continue;
		end[n] = (struct end){
		    .y = scale_at(&f->y, v), .strong = k == 2, .lines = 1};
		end[n].line[0] =
		    k == 2 ? S("England") : str_of(name[k > 2 ? k - 1 : k]);
		if (k == 2) {
			end[n].lines = 2;
			end[n].line[1] = str_fmt(f->p.tmp, "%.*s%.*s",
			    STRF(number_text(f->p.tmp, v, in->places)),
			    STRF(in->unit));
		}
		n++;
	}
	return n;
}

static double
ends_width(const struct funnel *f, const struct end *end, size_t n)
{
	double w = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < end[i].lines; k++)
			w = fmax(w, plot_text_width(&f->p, end[i].line[k],
					end_style(&f->p, end[i].strong)));
	return fmin(w, 0.3 * f->p.width);
}

static void
draw_ends(struct funnel *f, const struct end *end, size_t n)
{
	struct plot *p = &f->p;
	double at[6], x = f->right + 4;
	size_t k = 0, line = 0;

	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < end[i].lines; j++)
			at[k++] = end[i].y +
				  (end[i].lines == 2 ? 8.0 * (double)j - 4 : 0);
	spread(at, k, 8, TOP, f->bottom);
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < end[i].lines; j++, line++) {
			struct text_style style = end_style(p, end[i].strong);
			row_text(p, x, at[line],
			    plot_fit(p, end[i].line[j], style, p->width - x),
			    style, end[i].strong ? INK_text : INK_text2,
			    ANCHOR_START);
		}
}

/* ---- Points. */

static struct point
place_of(const struct funnel *f, const struct chart_point *q)
{
	return (struct point){scale_at(&f->x, q->x), scale_at(&f->y, q->value)};
}

/* An arrowhead at the edge, with the value that lies beyond. */
static void
draw_far(struct funnel *f, const struct chart_point *q)
{
	struct plot *p = &f->p;
	struct text_style style = plot_style(p, TYPE_axis);
	bool up = q->value > f->y.hi;
	double x = scale_at(&f->x, q->x), y = up ? TOP + 1 : f->bottom - 4;
	double base = y + 0.36 * style.size;
	struct str s = printed_of(p->tmp, p->in, q).number;
	bool right = x + 5 + plot_text_width(p, s, style) <= f->right;
	enum anchor side = right ? ANCHOR_START : ANCHOR_END;
	double at = right ? x + 5 : x - 5;

	mark_beyond(p, x, y, up, q->role);
	if (plot_is_free(p, plot_text_box(p, at, base, s, style, side)))
		plot_text_halo(p, at, base, s, style, INK_text2, side);
}

static void
draw_points(struct funnel *f)
{
	const struct chart_input *in = f->p.in;

	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *q = &in->point[i];
		struct point at;
		if (!has_place(q) || q->role == ROLE_SELF)
			continue;
		if (!scale_holds(&f->y, q->value)) {
			draw_far(f, q);
			continue;
		}
		at = place_of(f, q);
		if (q->role == ROLE_PEER)
			mark_peer(&f->p, at.x, at.y, 2.2);
		else
			scene_circle(f->p.scene, at.x, at.y, DOT,
			    INK_other_pale, INK_NONE, 0);
		plot_avoid(&f->p, (struct box){at.x - 2, at.y - 2, 4, 4}, 7);
	}
	for (size_t i = 0; i < f->n_own; i++) {
		struct point at = place_of(f, f->own[i]);
		plot_avoid(
		    &f->p, (struct box){at.x - 3.4, at.y - 3.4, 6.8, 6.8}, 120);
	}
}

static void
draw_own(struct funnel *f)
{
	for (size_t i = f->n_own; i-- > 0;) {
		const struct chart_point *q = f->own[i];
		struct point at = place_of(f, q);
		if (q->outside == OUTSIDE_NONE)
			scene_circle(f->p.scene, at.x, at.y, OWN, INK_self,
			    INK_white, 0.7);
		else
			mark_triangle(&f->p, at.x, at.y, OWN + 0.6,
			    q->verdict != VERDICT_BELOW,
			    q->outside == OUTSIDE_998, INK_self);
	}
}

/* Six rings of twelve directions, near ones first. */
static void
places(struct point at, double w, double h, struct box *out)
{
	static const double ring[] = {4.6, 7, 11, 18, 29, 43};
	static const int order[] = {0, 6, 1, 11, 5, 7, 3, 9, 2, 10, 4, 8};
	size_t n = 0;

	for (size_t r = 0; r < COUNT(ring); r++)
		for (size_t k = 0; k < COUNT(order); k++) {
			double a = order[k] * (3.14159265358979 / 6);
			double dx = cos(a), dy = sin(a);
			double x = at.x + dx * ring[r], y = at.y + dy * ring[r];
			/* The nearest side of the label stands there. */
			x -= dx > 0.3 ? 0 : dx < -0.3 ? w : w / 2;
			y -= fabs(dy) < 0.3 ? h / 2 : dy > 0 ? 0 : h;
			out[n++] = (struct box){x, y, w, h};
		}
}

static void
label_own(struct funnel *f, const struct chart_point *q, struct box within)
{
	struct plot *p = &f->p;
	bool marked = q->outside != OUTSIDE_NONE;
	struct text_style style =
	    plot_style_weight(p, TYPE_row, marked ? 600 : 500);
	struct printed v = printed_of(p->tmp, p->in, q);
	struct point at = place_of(f, q);
	struct str s = plot_fit(p, q->label, style, 0.55 * within.w);
	struct box box[PLACES];
	double w, h = (TEXT_ASCENT + TEXT_DESCENT) * style.size;
	ptrdiff_t k;

	if (marked || f->n_own == 1)
		s = str_fmt(p->tmp, "%.*s %.*s", STRF(s), STRF(v.number));
	w = plot_text_width(p, s, style);
	places(at, w, h, box);
	k = plot_place(p, within, box, COUNT(box));
	if (k < 0)
		return;
	if (k >= 24) {
		struct box b = box[k];
		scene_line(p->scene, at.x, at.y, fmin(fmax(at.x, b.x), b.x + w),
		    fmin(fmax(at.y, b.y), b.y + h), 0.5, INK_text2);
	}
	plot_text_halo(p, box[k].x, box[k].y + TEXT_ASCENT * style.size, s,
	    style, INK_text, ANCHOR_START);
}

static void
draw_axes(struct funnel *f)
{
	struct plot *p = &f->p;
	const struct chart_input *in = p->in;
	struct chart_input across = *in;
	struct text_style style = plot_style(p, TYPE_axis);

	axis_up(p, &f->y, f->left, f->right);
	across.unit = S("");
	across.places = 0;
	p->in = &across;
	scene_line(
	    p->scene, f->left, f->bottom, f->right, f->bottom, 0.75, INK_text);
	axis_across(p, &f->x, f->bottom, f->bottom + 2.5, f->bottom + 10);
	p->in = in;
	plot_text(p, f->left, f->bottom + 19,
	    plot_fit(p, in->x_label, style, p->width - f->left), style,
	    INK_text2, ANCHOR_START);
	if (isfinite(in->england)) {
		double y = scale_at(&f->y, in->england);
		scene_line(p->scene, f->left, y, f->right, y, 0.75, INK_text);
		plot_avoid(p,
		    (struct box){f->left, y - 0.5, f->right - f->left, 1}, 10);
	}
}

static void
say_own(
    struct buf *b, const struct chart_input *in, const struct chart_point *q)
{
	say_point(b, in, q, q->label);
	if (point_shown(q) && q->outside != OUTSIDE_NONE)
		buf_addf(b, ", %s the %s limit",
		    q->verdict == VERDICT_BELOW ? "below" : "above",
		    q->outside == OUTSIDE_998 ? "99.8%" : "95%");
	else if (point_shown(q) && in->n_curves > 0)
		buf_addz(b, ", inside the limits");
	buf_addz(b, ". ");
}

static void
say(const struct funnel *f, struct buf *b)
{
	const struct chart_input *in = f->p.in;
	size_t outside = 0, said = 0, none = 0;

	say_finding(b, in);
	if (isfinite(in->england)) {
		buf_adds(b, england_text(b->mem, in));
		buf_addz(b, ". ");
	}
	for (size_t i = 0; i < f->n_own && said < SAID; i++, said++)
		say_own(b, in, f->own[i]);
	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *q = &in->point[i];
		none += !has_place(q);
		outside += has_place(q) && q->role != ROLE_SELF &&
			   q->outside != OUTSIDE_NONE;
		if (q->role == ROLE_SELF && !has_place(q) && said++ < SAID)
			say_own(b, in, q);
	}
	if (f->n_own > SAID)
		buf_addf(b, "%zu more are drawn. ", f->n_own - SAID);
	if (f->n_other > 0)
		buf_addf(b,
		    "%zu other trusts, %zu of them outside the limits. ",
		    f->n_other, outside);
	if (none > 0)
		buf_addf(b, "%zu without a value to show.", none);
	if (f->n_own + f->n_other + none == 0)
		buf_addz(b, "No trust has a value to show.");
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct funnel f = {0};
	struct end end[5];
	struct buf alt;
	double height, ends;
	size_t n;

	if (!plot_open(c, &chart_funnel, in, theme, metrics, &f.p))
		return false;
	alt = buf_new(c->tmp);
	height = option_number(&chart_funnel, in, "height");
	f.bottom = height - FOOT;
	collect(&f);
	say(&f, &alt);
	if (f.n_own + f.n_other == 0) {
		height = plot_sentence(&f.p, 0, 2, in->width,
			     S("No trust's figure can be shown.")) +
			 6;
		plot_close(&f.p, height, &alt, out);
		return true;
	}
	fit_scales(&f);
	n = end_labels(&f, end);
	f.left = axis_up_room(&f.p, &f.y);
	ends = series_ends(&f.p, f.left, ends_width(&f, end, n));
	n = ends > 0 ? n : 0;
	f.right = in->width - ends - 4;
	f.x.from = f.left;
	f.x.to = f.right;
	draw_axes(&f);
	for (int k = 0; k < 4; k++)
		draw_curve(&f, k);
	draw_ends(&f, end, n);
	draw_points(&f);
	/* Of very many only those that stand out have a name. */
	for (size_t i = 0; i < f.n_own; i++)
		if (f.n_own <= NAMED || f.own[i]->outside != OUTSIDE_NONE)
			label_own(&f, f.own[i],
			    (struct box){
				f.left, 1, f.right - f.left, f.bottom - 2});
	draw_own(&f);
	plot_close(&f.p, height, &alt, out);
	return true;
}

const struct chart chart_funnel = {
    "funnel",
    "rate against volume with the 95% and 99.8% limits handed in; own trusts "
    "named, triangles outside the limits",
    option,
    draw,
};
