/* indicators/funnel.c -- limits and classes of funnel plots.
 *
 *	proportion  target -+ z sqrt(target (1 - target)/n), inside 0 to 1
 *	ratio       exact or Byar's limits of O (byar.c) over E, against 1
 *	expected    chi2(1 - p, 2 O + 2)/2 and chi2(p, 2 O)/2
 *
 * at 95 and 99.8 % (Spiegelhalter 2005, Stat. Med. 24, 1185-1202), in the form
 * that England's public health statistics use. Classes name the tail: 0.025 and
 * 0.001 on each side. A value on a limit is inside it. */
#include <math.h>

#include <Rmath.h>

#include "indicators/funnel.h"

const char *funnel_class_name(enum funnel_class class)
{
	static const char *const name[FUNNEL_N] = {"none", "Low (0.001)",
	    "Low (0.025)", "Not significant", "High (0.025)", "High (0.001)"};

	return name[class];
}

enum funnel_class
funnel_place(double value, struct limits outer, struct limits inner)
{
	if (isnan(value) || isnan(outer.lower) || isnan(inner.lower))
		return FUNNEL_NONE;
	if (value < outer.lower)
		return FUNNEL_LOW_001;
	if (value > outer.upper)
		return FUNNEL_HIGH_001;
	if (value < inner.lower)
		return FUNNEL_LOW_025;
	if (value > inner.upper)
		return FUNNEL_HIGH_025;
	return FUNNEL_NOT_SIGNIFICANT;
}

double
funnel_target(const double *x, const double *n, size_t count)
{
	double all_x = 0, all_n = 0;

	for (size_t i = 0; i < count; i++) {
		all_x += x[i];
		all_n += n[i];
	}
	return all_n > 0 ? all_x / all_n : NAN;
}

struct limits
funnel_proportion(double target, double n, double confidence)
{
	double z = qnorm(1 - (1 - confidence) / 2, 0, 1, 1, 0), half;

	if (!(target >= 0) || target > 1 || !(n > 0))
		return (struct limits){NAN, NAN};
	half = z * sqrt(target * (1 - target) / n);
	return (struct limits){fmax(0, target - half), fmin(1, target + half)};
}

enum funnel_class
funnel_proportion_class(double x, double n, double target)
{
	if (!(x >= 0) || !(n > 0) || x > n)
		return FUNNEL_NONE;
	return funnel_place(x / n, funnel_proportion(target, n, FUNNEL_998),
	    funnel_proportion(target, n, FUNNEL_95));
}

/* The limits are of the observed number, so the class is where 1 lies. */
static bool
within(double observed, double expected, double confidence, int *side)
{
	struct limits l = byar(observed, confidence);

	*side = l.lower > expected ? 1 : l.upper < expected ? -1 : 0;
	return *side == 0;
}

enum funnel_class
funnel_ratio_class(double observed, double expected)
{
	int side;

	if (!(observed >= 0) || !(expected > 0))
		return FUNNEL_NONE;
	if (!within(observed, expected, FUNNEL_998, &side))
		return side < 0 ? FUNNEL_LOW_001 : FUNNEL_HIGH_001;
	if (!within(observed, expected, FUNNEL_95, &side))
		return side < 0 ? FUNNEL_LOW_025 : FUNNEL_HIGH_025;
	return FUNNEL_NOT_SIGNIFICANT;
}

struct limits
funnel_expected(double observed, double confidence)
{
	double tail = (1 - confidence) / 2;

	if (!(observed >= 0))
		return (struct limits){NAN, NAN};
	return (struct limits){qchisq(1 - tail, 2 * observed + 2, 1, 0) / 2,
	    observed > 0 ? qchisq(tail, 2 * observed, 1, 0) / 2 : 0};
}

struct limits
funnel_poisson(double expected, double confidence)
{
	double tail = (1 - confidence) / 2;

	if (!(expected > 0))
		return (struct limits){NAN, NAN};
	return (struct limits){qchisq(tail, 2 * expected, 1, 0) / 2 / expected,
	    qchisq(1 - tail, 2 * expected + 2, 1, 0) / 2 / expected};
}

/* Even steps on a log scale, worked out anew from each place, so that rounding
 * to whole numbers does not add up. */
void
funnel_axis_places(struct funnel_axis axis, double *place, size_t count)
{
	double at = fmax(1, axis.low);

	for (size_t i = 0; i < count; i++) {
		if (i > 0)
			at = fmax(nearbyint(at * pow(axis.high / at,
						     1 / (double)(count - i))),
			    at + 1);
		place[i] = at;
	}
}
