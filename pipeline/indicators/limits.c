/* indicators/limits.c -- where each organisation lies among the others: by robust
 * units from their median, and by funnel limits round England's figure.
 *
 *	units    (value - median) / (1.4826 x median absolute deviation)
 *	share    arcsine scale, n is the base of the interval
 *	rate     square root of observed over expected at England's rate
 *
 * Limits are widened by tau2 (overdispersion.c), which rests on every
 * organisation that England's figure counts and that has a value to show. Neither
 * is made for so few that a median or a spread would mean little. */
#include <math.h>

#include "base/sort.h"
#include "indicators/funnel.h"
#include "indicators/work.h"

enum { LEAST_UNITS = 8, LEAST_PLACES = 10, CURVE_PLACES = 48 };
static const double NORMAL_MAD = 1.4826, TRIMMED = 0.1;

static double
middle_of(double *value, size_t n)
{
	sort_numbers(value, n);
	return quantile(value, n, 0.5);
}

/* A figure with a value of the date that England's is of. */
static struct figure *
shown(const struct work *w, size_t row, size_t col)
{
	struct figure *f = w->at[row * w->feed->columns + col];

	return f != NULL && f->status == STATUS_OK && isfinite(f->value) &&
		       f->date == w->date
		   ? f
		   : NULL;
}

static void
units_of_column(const struct work *w, size_t col, double *scratch)
{
	const struct dataset *d = w->run->dataset;
	double middle, unit;
	size_t n = 0;

	for (size_t row = 0; row < w->feed->rows; row++)
		if (d->organisation[row].reported_on &&
		    shown(w, row, col) != NULL)
			scratch[n++] = shown(w, row, col)->value;
	if (n < LEAST_UNITS)
		return;
	middle = middle_of(scratch, n);
	for (size_t i = 0; i < n; i++)
		scratch[i] = fabs(scratch[i] - middle);
	unit = NORMAL_MAD * middle_of(scratch, n);
	for (size_t row = 0; unit > 0 && row < w->feed->rows; row++) {
		struct figure *f = shown(w, row, col);
		if (f != NULL && d->organisation[row].reported_on)
			f->units = (f->value - middle) / unit;
	}
}

void
work_units(const struct work *w)
{
	double *scratch = NEWS(w->tmp, w->feed->rows + 1, double);

	if (w->indicator->method == METHOD_MODE)
		return;
	for (size_t col = 0; col < w->feed->columns; col++)
		units_of_column(w, col, scratch);
}

/* ---- funnel limits */

/* What overdispersion() reads: x of n on a scale, the target on it, and how to
 * get back to the figure's own units. */
struct funnel {
	enum funnel_scale scale;
	double target, own; /* on the scale; England's figure */
	double factor;      /* of a volume: expected events; 1 for a share */
	struct figure **figure;
	double *x, *n;
	size_t count;
};

static bool
has_limits(const struct indicator *ind)
{
	return (ind->method == METHOD_SHARE &&
		   ind->interval == INTERVAL_WILSON) ||
	       (ind->method == METHOD_RATE && ind->interval != INTERVAL_NONE);
}

static bool
open_funnel(const struct work *w, struct funnel *f)
{
	const struct indicator *ind = w->indicator;
	double scale = work_scale(ind), england;

	if (!has_limits(ind) || !w->has_england[0] || w->feed->column[0] != 0)
		return false;
	england = w->england[0].value;
	if (!(england > 0) || (ind->method == METHOD_SHARE && england >= 100))
		return false;
	*f = (struct funnel){.own = england, .factor = 1, .target = 1};
	f->scale =
	    ind->method == METHOD_SHARE ? FUNNEL_PROPORTION : FUNNEL_RATIO_ROOT;
	if (ind->method == METHOD_SHARE)
		f->target = england / scale;
	else
		f->factor = england / scale;
	return true;
}

static void
gather(const struct work *w, struct funnel *f)
{
	size_t rows = w->feed->rows;
	double days = work_days(w->indicator, w->date);

	f->figure = NEWS(w->tmp, rows + 1, struct figure *);
	f->x = NEWS(w->tmp, rows + 1, double);
	f->n = NEWS(w->tmp, rows + 1, double);
	for (size_t row = 0; row < rows; row++) {
		struct figure *g = shown(w, row, 0);

		/* More than all of them is a fault, not a trust far away. */
		if (g == NULL || !(g->denominator > 0) ||
		    (f->scale == FUNNEL_PROPORTION &&
			g->numerator > g->denominator))
			continue;
		g->volume = g->denominator / days;
		if (!work_pooled(w, row))
			continue;
		f->figure[f->count] = g;
		f->x[f->count] = g->numerator / days;
		f->n[f->count++] = g->volume * f->factor;
	}
}

static struct limits
limits_at(const struct funnel *f, double volume, double tau2, double confidence)
{
	struct limits l = funnel_adjusted(
	    f->scale, f->target, volume * f->factor, tau2, confidence);
	double back = f->own / f->target;

	return (struct limits){l.lower * back, l.upper * back};
}

static struct funnel_place
place_at(const struct funnel *f, double volume, double tau2)
{
	struct limits outer = limits_at(f, volume, tau2, FUNNEL_998);
	struct limits inner = limits_at(f, volume, tau2, FUNNEL_95);

	return (struct funnel_place){
	    volume, outer.lower, inner.lower, inner.upper, outer.upper};
}

static void
put_in_place(const struct funnel *f, struct figure *g, double tau2)
{
	struct funnel_place p = place_at(f, g->volume, tau2);

	g->placed =
	    g->value < p.lower_998 || g->value > p.upper_998 ? PLACED_OUT_998
	    : g->value < p.lower_95 || g->value > p.upper_95 ? PLACED_OUT_95
							     : PLACED_INSIDE;
}

/* Even steps on a log scale: the curves bend where volumes are small. */
static void
draw_curve(struct arena *mem, const struct funnel *f, struct funnel_limits *out)
{
	double low = INFINITY, high = 0;

	for (size_t i = 0; i < f->count; i++) {
		low = fmin(low, f->figure[i]->volume);
		high = fmax(high, f->figure[i]->volume);
	}
	low *= 0.8;
	high *= 1.03;
	out->place = NEWS(mem, CURVE_PLACES, struct funnel_place);
	for (; out->n < CURVE_PLACES; out->n++)
		out->place[out->n] = place_at(f,
		    low *
			pow(high / low, (double)out->n / (CURVE_PLACES - 1.0)),
		    out->tau2);
}

struct funnel_limits
work_funnel(const struct work *w)
{
	struct funnel_limits out = {.indicator = w->place};
	struct overdispersion o;
	struct funnel f;
	double *z, *trimmed, *scratch;

	if (!open_funnel(w, &f))
		return out;
	gather(w, &f);
	if (f.count < LEAST_PLACES)
		return out;
	z = NEWS(w->tmp, f.count, double);
	trimmed = NEWS(w->tmp, f.count, double);
	scratch = NEWS(w->tmp, f.count, double);
	o = overdispersion(f.scale, FUNNEL_WINSORISE, f.x, f.n, f.count,
	    f.target, TRIMMED, z, trimmed, scratch);
	if (o.used < LEAST_PLACES)
		return out;
	out.target = f.own;
	out.phi = o.phi;
	out.tau2 = o.tau2;
	out.used = (unsigned)o.used;
	for (size_t i = 0; i < f.count; i++)
		put_in_place(&f, f.figure[i], o.tau2);
	draw_curve(w->run->c->mem, &f, &out);
	return out;
}
