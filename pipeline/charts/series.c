/* charts/series.c -- a figure over time: line, mean, limits, signals, gaps. */
#include <math.h>

#include "charts/series.h"
#include "charts/words.h"

/* Half the gap that lines leave at a reset. */
#define RESET_GAP 2
/* The latest values that an alt text lists; the others are summed up. */
#define LISTED    12
#define LINE_MIN  50 /* what a line needs to be read */
#define WORDS_MIN 24 /* what words need to say anything */

struct series
series_of(const struct plot *p, struct str group)
{
	struct series s = {
	    .point = NEWS(p->tmp, p->in->n + 1, const struct chart_point *)};

	for (size_t i = 0; i < p->in->n; i++) {
		const struct chart_point *q = &p->in->point[i];
		if (group.n > 0 && !str_eq(q->group, group))
			continue;
		s.point[s.n++] = q;
		s.shown += point_shown(q);
		s.limits |= isfinite(q->limit_low) || isfinite(q->limit_high);
	}
	return s;
}

void
series_place(
    struct series *s, double left, double right, double top, double bottom)
{
	double pitch = (right - left) / (double)(s->n > 1 ? s->n - 1 : 1);

	s->left = left;
	s->right = right;
	s->top = top;
	s->bottom = bottom;
	s->r = pitch < 2.5 ? 0.8 : pitch < 4.5 ? 1.1 : pitch < 9 ? 1.5 : 1.8;
	s->y.from = bottom;
	s->y.to = top;
}

double
series_ends(const struct plot *p, double left, double w)
{
	w = fmin(w, p->width - left - LINE_MIN);
	return w < WORDS_MIN ? 0 : w;
}

double
series_x(const struct series *s, size_t i)
{
	if (s->n < 2)
		return (s->left + s->right) / 2;
	return s->left + (s->right - s->left) * (double)i / (double)(s->n - 1);
}

void
series_span(const struct series *s, struct span *span)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct chart_point *q = s->point[i];
		if (point_shown(q))
			span_take(span, q->value);
		span_take(span, q->mean);
		span_take(span, q->limit_low);
		span_take(span, q->limit_high);
	}
}

const struct chart_point *
series_last(const struct series *s)
{
	for (size_t i = s->n; i-- > 0;)
		if (point_shown(s->point[i]))
			return s->point[i];
	return NULL;
}

/* ---- Limits. */

enum level_line { LINE_LOW, LINE_MEAN, LINE_HIGH };

static double
level_of(const struct chart_point *q, int which)
{
	return which == LINE_MEAN  ? q->mean
	       : which == LINE_LOW ? q->limit_low
				   : q->limit_high;
}

static bool
same_level(const struct series *s, size_t i, int which)
{
	double a = level_of(s->point[i - 1], which);

	return s->point[i]->reset.n == 0 && a == level_of(s->point[i], which);
}

/* Lines of a level reach halfway to the neighbours that have another. */
static void
draw_level(struct plot *p, const struct series *s, int which)
{
	double half = s->n < 2 ? (s->right - s->left) / 2
			       : (s->right - s->left) / (double)(s->n - 1) / 2;

	for (size_t i = 0; i < s->n;) {
		double v = level_of(s->point[i], which), y, from, to;
		size_t from_i = i++;
		struct mark *m;
		while (i < s->n && same_level(s, i, which))
			i++;
		if (!isfinite(v))
			continue;
		from = series_x(s, from_i);
		to = series_x(s, i - 1);
		if (from_i > 0 || s->n < 2)
			from -= half - (s->point[from_i]->reset.n > 0
					       ? fmin(RESET_GAP, half)
					       : 0);
		if (i < s->n || s->n < 2)
			to += half - (i < s->n && s->point[i]->reset.n > 0
					     ? fmin(RESET_GAP, half)
					     : 0);
		y = scale_at(&s->y, v);
		m = scene_line(p->scene, from, y, to, y, 0.7, INK_limit);
		if (which != LINE_MEAN) {
			m->dash[0] = 2.5;
			m->dash[1] = 2;
		} else {
			m->stroke = INK_text;
			m->width = 0.75;
			m->dash[0] = s->limits ? 0 : 4;
			m->dash[1] = s->limits ? 0 : 2;
		}
		plot_avoid(p, (struct box){from, y - 0.5, to - from, 1}, 12);
	}
}

void
series_draw_limits(struct plot *p, const struct series *s)
{
	draw_level(p, s, LINE_LOW);
	draw_level(p, s, LINE_HIGH);
	draw_level(p, s, LINE_MEAN);
	for (size_t i = 1; i < s->n; i++) {
		double x = (series_x(s, i - 1) + series_x(s, i)) / 2;
		struct mark *m;
		if (s->point[i]->reset.n == 0)
			continue;
		m = scene_line(
		    p->scene, x, s->top, x, s->bottom, 0.7, INK_text2);
		m->dash[0] = 1;
		m->dash[1] = 1.5;
	}
}

/* ---- Values. */

static void
gap_cross(struct plot *p, const struct series *s, size_t i)
{
	double mean = s->point[i]->mean;
	double y = isfinite(mean) && scale_holds(&s->y, mean)
		       ? scale_at(&s->y, mean)
		       : (s->top + s->bottom) / 2;

	mark_cross(p, series_x(s, i), y);
}

/* A slanting line is avoided in pieces: its whole box would be mostly empty. */
static void
avoid_line(struct plot *p, struct point a, struct point b)
{
	int n = 4 + (int)(fabs(b.y - a.y) / 4);
	double dx = (b.x - a.x) / n, dy = (b.y - a.y) / n;

	for (int i = 0; i < n; i++)
		plot_avoid(p,
		    (struct box){a.x + dx * i,
			fmin(a.y + dy * i, a.y + dy * (i + 1)), dx,
			fabs(dy) + 0.5},
		    20);
}

void
series_draw_line(
    struct plot *p, const struct series *s, double width, enum ink ink)
{
	struct point *at = NEWS(p->tmp, s->n + 1, struct point);
	size_t n = 0;

	for (size_t i = 0; i <= s->n; i++) {
		bool shown = i < s->n && point_shown(s->point[i]);
		bool breaks = !shown || s->point[i]->reset.n > 0;
		if (breaks && n > 1)
			scene_polyline(p->scene, at, n, width, ink);
		if (breaks)
			n = 0;
		if (shown) {
			at[n++] = (struct point){series_x(s, i),
			    scale_at(&s->y, s->point[i]->value)};
			if (n > 1)
				avoid_line(p, at[n - 2], at[n - 1]);
		} else if (i < s->n)
			gap_cross(p, s, i);
	}
}

void
series_draw_points(struct plot *p, const struct series *s, enum ink ink)
{
	for (size_t i = 0; i < s->n; i++) {
		const struct chart_point *q = s->point[i];
		double x, y;
		if (!point_shown(q))
			continue;
		x = series_x(s, i);
		y = scale_at(&s->y, q->value);
		if (q->signal == SIGNAL_NONE)
			scene_circle(p->scene, x, y, s->r, ink,
			    ink == INK_self ? INK_white : INK_NONE,
			    ink == INK_self ? 0.5 : 0);
		else
			mark_signal(p, x, y, s->r, q->signal);
		plot_avoid(p, (struct box){x - 2, y - 2, 4, 4}, 30);
	}
}

/* "2022-23 Q2", or "2022-23" where there is less room. */
static struct str
date_text(const struct plot *p, struct str label, struct text_style style,
    double room)
{
	struct str year, rest;

	if (plot_text_width(p, label, style) <= room)
		return label;
	str_cut(label, ' ', &year, &rest);
	return plot_fit(p, year, style, room);
}

void
series_draw_dates(struct plot *p, const struct series *s, double y)
{
	struct text_style style = plot_style(p, TYPE_axis);
	double room = (s->right - s->left - 8) / 2;
	struct str first, last;

	if (s->n == 0)
		return;
	if (s->n == 1) {
		struct str one =
		    date_text(p, s->point[0]->label, style, s->right - s->left);
		plot_text(
		    p, series_x(s, 0), y, one, style, INK_text2, ANCHOR_MIDDLE);
		return;
	}
	first = date_text(p, s->point[0]->label, style, room);
	last = date_text(p, s->point[s->n - 1]->label, style, room);
	/* Rather the latest alone than two that are cut. */
	if (str_ends(first, S("\u2026")) || str_ends(last, S("\u2026"))) {
		first = S("");
		last = date_text(
		    p, s->point[s->n - 1]->label, style, s->right - s->left);
	}
	plot_text(p, s->left, y, first, style, INK_text2, ANCHOR_START);
	plot_text(p, s->right, y, last, style, INK_text2, ANCHOR_END);
}

/* ---- Words. */

static void
say_levels(const struct plot *p, const struct chart_point *last, struct buf *b)
{
	const struct chart_input *in = p->in;
	struct str centre =
	    in->centre_label.n > 0 ? in->centre_label : S("mean");

	if (isfinite(last->mean))
		buf_addf(b, " The %.*s is %.*s%.*s.", STRF(centre),
		    STRF(number_text(b->mem, last->mean, in->places)),
		    STRF(in->unit));
	if (isfinite(last->limit_low) && isfinite(last->limit_high))
		buf_addf(b, " The limits are %.*s%.*s.",
		    STRF(interval_text(
			b->mem, last->limit_low, last->limit_high, in->places)),
		    STRF(in->unit));
}

static void
say_signals(const struct series *s, struct buf *b)
{
	static const char *const words[] = {
	    "", "improving", "concerning", "changed"};

	for (int k = SIGNAL_IMPROVING; k <= SIGNAL_NEUTRAL; k++) {
		size_t n = 0;
		struct str first = S(""), last = S("");
		for (size_t i = 0; i < s->n; i++)
			if ((int)s->point[i]->signal == k &&
			    point_shown(s->point[i])) {
				if (n++ == 0)
					first = s->point[i]->label;
				last = s->point[i]->label;
			}
		if (n == 1)
			buf_addf(b, " One point is marked %s: %.*s.", words[k],
			    STRF(first));
		else if (n > 1)
			buf_addf(b,
			    " %zu points from %.*s to %.*s are marked %s.", n,
			    STRF(first), STRF(last), words[k]);
	}
}

void
series_say(const struct plot *p, const struct series *s, struct str name,
    struct buf *b)
{
	const struct chart_input *in = p->in;
	size_t from = s->n > LISTED ? s->n - LISTED : 0;
	struct span all = SPAN_EMPTY;

	if (name.n > 0)
		buf_addf(b, "%.*s: ", STRF(name));
	if (s->shown == 0) {
		buf_addz(
		    b, s->n == 0 ? "no figures." : "no figure can be shown.");
		return;
	}
	for (size_t i = 0; i < from; i++)
		if (point_shown(s->point[i]))
			span_take(&all, s->point[i]->value);
	if (!span_empty(all))
		buf_addf(b, "%zu earlier points from %.*s run %.*s%.*s. ", from,
		    STRF(s->point[0]->label),
		    STRF(interval_text(b->mem, all.lo, all.hi, in->places)),
		    STRF(in->unit));
	for (size_t i = from; i < s->n; i++) {
		buf_addz(b, i > from ? ", " : "");
		say_point(b, in, s->point[i], s->point[i]->label);
	}
	buf_addc(b, '.');
	say_levels(p, s->point[s->n - 1], b);
	for (size_t i = 0; i < s->n; i++)
		if (s->point[i]->reset.n > 0)
			buf_addf(b, " %.*s.", STRF(s->point[i]->reset));
	say_signals(s, b);
}
