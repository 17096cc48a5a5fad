/* charts/axis.c -- scales with sensible ticks, and axes drawn of them. */
#include <math.h>

#include "charts/axis.h"
#include "charts/words.h"

/* "%", " FTE" */
#define LONGEST_UNIT 6

double
scale_at(const struct scale *s, double v)
{
	double t = (v - s->lo) / (s->hi - s->lo);

	t = t < 0 ? 0 : t > 1 ? 1 : t;
	return s->from + t * (s->to - s->from);
}

bool
scale_holds(const struct scale *s, double v)
{
	return v >= s->lo && v <= s->hi;
}

void
span_take(struct span *s, double v)
{
	if (!isfinite(v))
		return;
	s->lo = fmin(s->lo, v);
	s->hi = fmax(s->hi, v);
}

void
span_take_point(struct span *s, const struct chart_point *p)
{
	if (point_shown(p))
		span_take(s, p->value);
	if (point_has_interval(p)) {
		span_take(s, p->lower);
		span_take(s, p->upper);
	}
}

bool
span_empty(struct span s)
{
	return s.lo > s.hi;
}

struct span
span_pad(struct span s, double share, int places, struct str unit)
{
	struct span out = s;
	double pad = share * (s.hi - s.lo), least = 2 * pow(10, -places);

	if (span_empty(s))
		return (struct span){0, least};
	if (s.hi - s.lo + 2 * pad < least)
		pad = (least - (s.hi - s.lo)) / 2;
	out.lo -= pad;
	out.hi += pad;
	if (s.lo >= 0 && out.lo < 0)
		out.lo = 0;
	if (str_is(unit, "%") && s.hi <= 100 && out.hi > 100)
		out.hi = 100;
	if (out.hi - out.lo < least) {
		/* Held at one end: the other end gives way. */
		if (out.hi == 100)
			out.lo = out.hi - least;
		else
			out.hi = out.lo + least;
	}
	return out;
}

struct ticks
ticks_of(double lo, double hi, size_t most, int places)
{
	static const int digit[] = {1, 2, 5};
	int e = (int)floor(log10((hi - lo) / (double)most)) - 1;

	if (e < -places)
		e = -places;
	for (;; e++)
		for (size_t k = 0; k < COUNT(digit); k++) {
			/* Two whole numbers, so that 0.3 is 3 / 10 and no sum
			 * of tenths. */
			double step = digit[k] * (e > 0 ? pow(10, e) : 1);
			double divisor = e < 0 ? pow(10, -e) : 1;
			double first = ceil(lo * divisor / step - 1e-9);
			double last = floor(hi * divisor / step + 1e-9);
			if (last - first + 1 > (double)most)
				continue;
			return (struct ticks){.first = first * step,
			    .step = step,
			    .divisor = divisor,
			    .n = last < first ? 0 : (size_t)(last - first) + 1,
			    .places = e < 0 ? -e : 0};
		}
}

double
tick_value(const struct ticks *t, size_t i)
{
	return (t->first + (double)i * t->step) / t->divisor;
}

struct str
tick_text(struct arena *mem, const struct ticks *t, size_t i, struct str unit)
{
	double v = tick_value(t, i);
	struct str s = number_text(mem, v, t->places);
	bool on_all = t->n <= 3 && str_is(unit, "%") && v != 0;

	if (i + 1 != t->n && !on_all)
		return s;
	/* A long unit stands in the subtitle; here it would take the plot. */
	return unit.n > LONGEST_UNIT
		   ? s
		   : str_fmt(mem, "%.*s%.*s", STRF(s), STRF(unit));
}

/* A label centred on its tick, moved in from the scene's edge. */
static struct box
label_box(const struct plot *p, const struct scale *s, const struct ticks *t,
    size_t i, double y)
{
	struct box b = plot_text_box(p, scale_at(s, tick_value(t, i)), y,
	    tick_text(p->tmp, t, i, p->in->unit), plot_style(p, TYPE_axis),
	    ANCHOR_MIDDLE);

	if (b.x + b.w > p->width)
		b.x = p->width - b.w;
	if (b.x < 0)
		b.x = 0;
	return b;
}

static bool
labels_clear(const struct plot *p, const struct scale *s, const struct ticks *t,
    double y)
{
	double end = -INFINITY;
	bool back = s->from > s->to;

	for (size_t k = 0; k < t->n; k++) {
		struct box b = label_box(p, s, t, back ? t->n - 1 - k : k, y);
		if (b.x < end + 5 || !plot_is_free(p, b))
			return false;
		end = b.x + b.w;
	}
	return true;
}

void
axis_across(
    struct plot *p, const struct scale *s, double top, double bottom, double y)
{
	struct ticks t;
	size_t most = 6;

	do
		t = ticks_of(s->lo, s->hi, most, p->in->places);
	while (!labels_clear(p, s, &t, y) && --most > 1);
	for (size_t i = 0; i < t.n; i++) {
		double v = tick_value(&t, i), x = scale_at(s, v);
		struct box b = label_box(p, s, &t, i, y);
		if (bottom - top < 5) /* ticks alone */
			scene_line(p->scene, x, top, x, bottom, 0.5, INK_rule);
		else if (v == 0)
			scene_line(p->scene, x, top, x, bottom, 0.7, INK_text2);
		else
			scene_line(p->scene, x, top, x, bottom, 0.5, INK_hair);
		if (plot_is_free(p, b))
			plot_text(p, b.x, y,
			    tick_text(p->tmp, &t, i, p->in->unit),
			    plot_style(p, TYPE_axis), INK_text2, ANCHOR_START);
	}
}

static struct ticks
ticks_up(const struct plot *p, const struct scale *s)
{
	double room = plot_style(p, TYPE_axis).size * 1.5;
	size_t most = (size_t)(fabs(s->to - s->from) / room);

	return ticks_of(s->lo, s->hi,
	    most > 6   ? 6
	    : most < 1 ? 1
		       : most,
	    p->in->places);
}

double
axis_up_room(const struct plot *p, const struct scale *s)
{
	struct ticks t = ticks_up(p, s);
	double w = 0;

	for (size_t i = 0; i < t.n; i++)
		w = fmax(
		    w, plot_text_width(p, tick_text(p->tmp, &t, i, p->in->unit),
			   plot_style(p, TYPE_axis)));
	return w + 5;
}

void
axis_up(struct plot *p, const struct scale *s, double x, double x2)
{
	struct ticks t = ticks_up(p, s);
	struct text_style style = plot_style(p, TYPE_axis);

	for (size_t i = 0; i < t.n; i++) {
		double v = tick_value(&t, i), y = scale_at(s, v);
		scene_line(
		    p->scene, x, y, x2, y, 0.5, v == 0 ? INK_text2 : INK_hair);
		plot_text(p, x - 5, y + 0.36 * style.size,
		    tick_text(p->tmp, &t, i, p->in->unit), style, INK_text2,
		    ANCHOR_END);
	}
}
