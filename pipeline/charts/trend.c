/* charts/trend.c -- a score over time beside England's, both named where their
 * lines end. */
#include <math.h>

#include "charts/charts.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/series.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"height", "72", 50, 240, "height in points"},
    {"from", "auto", 0, 0, "auto|zero: where the axis starts"},
    {NULL, NULL, 0, 0, NULL},
};

#define TOP  6
#define FOOT 15

struct trend {
	struct plot p;
	struct series s;
	const struct chart_point *last, *last_england;
};

struct end {
	struct str text;
	double y;
	struct text_style style;
	enum ink ink;
};

static const struct chart_point *
last_with_england(const struct series *s)
{
	for (size_t i = s->n; i-- > 0;)
		if (isfinite(s->point[i]->england))
			return s->point[i];
	return NULL;
}

static size_t
ends_of(const struct trend *t, struct end *end)
{
	const struct plot *p = &t->p;
	size_t n = 0;

	if (t->last != NULL) {
		struct printed v = printed_of(p->tmp, p->in, t->last);
		struct str name = p->in->self_name;
		end[n++] =
		    (struct end){str_fmt(p->tmp, "%.*s %.*s%.*s", STRF(name),
				     STRF(v.number), STRF(v.unit)),
			t->last->value, plot_style_weight(p, TYPE_axis, 600),
			INK_text};
		end[0].text = str_trim(end[0].text);
	}
	if (t->last_england != NULL)
		end[n++] = (struct end){
		    str_fmt(p->tmp, "England %.*s%.*s",
			STRF(number_text(
			    p->tmp, t->last_england->england, p->in->places)),
			STRF(p->in->unit)),
		    t->last_england->england, plot_style(p, TYPE_axis),
		    INK_text2};
	if (n == 2 && end[0].y < end[1].y) {
		struct end other = end[0];
		end[0] = end[1];
		end[1] = other;
	}
	return n;
}

static void
draw_england(struct trend *t)
{
	struct point *at = NEWS(t->p.tmp, t->s.n + 1, struct point);
	size_t n = 0;

	for (size_t i = 0; i <= t->s.n; i++) {
		double v = i < t->s.n ? t->s.point[i]->england : NAN;
		struct mark *m;
		if (isfinite(v)) {
			at[n++] = (struct point){
			    series_x(&t->s, i), scale_at(&t->s.y, v)};
			continue;
		}
		if (n > 1) {
			m = scene_polyline(t->p.scene, at, n, 1, INK_other);
			m->dash[0] = 3;
			m->dash[1] = 2;
		} else if (n == 1) {
			scene_circle(t->p.scene, at[0].x, at[0].y, 1.4,
			    INK_white, INK_other, 0.8);
		}
		n = 0;
	}
}

static void
draw_plot(struct trend *t, double height)
{
	struct plot *p = &t->p;
	const struct chart_input *in = p->in;
	struct span s = SPAN_EMPTY;
	struct end end[2];
	double at[2], left, w = 0;
	size_t n = ends_of(t, end);

	for (size_t i = 0; i < t->s.n; i++) {
		if (point_shown(t->s.point[i]))
			span_take(&s, t->s.point[i]->value);
		span_take(&s, t->s.point[i]->england);
	}
	if (option_is(&chart_trend, in, "from", "zero"))
		span_take(&s, 0);
	s = span_pad(s, 0.08, in->places, in->unit);
	t->s.y = (struct scale){s.lo, s.hi, height - FOOT, TOP};
	for (size_t i = 0; i < n; i++)
		w = fmax(w, plot_text_width(p, end[i].text, end[i].style));
	w = fmin(w, 0.42 * p->width);
	left = axis_up_room(p, &t->s.y);
	w = series_ends(p, left, w);
	n = w > 0 ? n : 0;
	series_place(&t->s, left + 3, p->width - w - 7, TOP, height - FOOT);
	axis_up(p, &t->s.y, left, t->s.right);
	draw_england(t);
	series_draw_line(p, &t->s, 1.6, INK_self);
	series_draw_points(p, &t->s, INK_self);
	for (size_t i = 0; i < n; i++)
		at[i] = scale_at(&t->s.y, end[i].y);
	spread(at, n, 8.4, TOP, height - FOOT);
	for (size_t i = 0; i < n; i++)
		row_text(p, t->s.right + 6, at[i],
		    plot_fit(p, end[i].text, end[i].style, w), end[i].style,
		    end[i].ink, ANCHOR_START);
	series_draw_dates(p, &t->s, height - 3);
}

static void
say(const struct trend *t, struct buf *b)
{
	const struct chart_input *in = t->p.in;

	say_finding(b, in);
	series_say(&t->p, &t->s, in->self_name, b);
	if (t->last_england != NULL)
		buf_addf(b, " England %.*s: %.*s%.*s.",
		    STRF(t->last_england->label),
		    STRF(number_text(
			b->mem, t->last_england->england, in->places)),
		    STRF(in->unit));
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct trend t = {0};
	struct chart_input plain = *in;
	struct buf alt;
	double height;

	/* Means and limits belong to other forms. */
	plain.point = NEWS(c->mem, in->n + 1, struct chart_point);
	for (size_t i = 0; i < in->n; i++) {
		plain.point[i] = in->point[i];
		plain.point[i].mean = plain.point[i].limit_low =
		    plain.point[i].limit_high = NAN;
		plain.point[i].signal = SIGNAL_NONE;
		plain.point[i].reset = S("");
	}
	if (!plot_open(c, &chart_trend, &plain, theme, metrics, &t.p))
		return false;
	alt = buf_new(c->tmp);
	height = option_number(&chart_trend, in, "height");
	t.s = series_of(&t.p, S(""));
	t.last = series_last(&t.s);
	t.last_england = last_with_england(&t.s);
	say(&t, &alt);
	if (t.last == NULL && t.last_england == NULL)
		height = plot_sentence(&t.p, 0, 2, in->width,
			     S("No score can be shown.")) +
			 6;
	else
		draw_plot(&t, height);
	plot_close(&t.p, height, &alt, out);
	return true;
}

const struct chart chart_trend = {
    "trend",
    "a score over time with England's line, both named at their ends",
    option,
    draw,
};
