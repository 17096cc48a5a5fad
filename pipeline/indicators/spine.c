/* indicators/spine.c -- a scale on which the comparator is the middle.
 *
 *	comparator - lowest > highest - comparator:
 *		scale from lowest to comparator + (comparator - lowest)
 *	otherwise
 *		scale from comparator - (highest - comparator) to highest
 *	position  (v - scale_min) / (scale_max - scale_min)
 *
 * the rule of England's public health profiles. The further end is 0 or 1; low
 * is good turns the whole around, so that best is always on the right. The
 * manual of that rule asks for a share of values that exist, its program tests
 * the share that is missing; here at least three quarters must exist. */
#include <math.h>

#include "indicators/methods.h"

static double
place(const struct spine *s, double v, bool turned)
{
	double at = (v - s->scale_min) / (s->scale_max - s->scale_min);

	return turned ? 1 - at : at;
}

struct spine
spine(const double *sorted, size_t n, size_t all, double comparator,
    double value, bool low_is_good)
{
	struct spine s = {NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NULL};
	bool low = low_is_good;
	double down, up;

	if (n == 0 || 4 * n < 3 * all)
		s.why = "fewer than three quarters of the values are there";
	else if (!isfinite(comparator))
		s.why = "there is no comparator";
	if (s.why != NULL)
		return s;
	down = comparator - sorted[0];
	up = sorted[n - 1] - comparator;
	if (!(fmax(down, up) > 0)) {
		s.why = "all values are equal";
		return s;
	}
	s.scale_min = comparator - fmax(down, up);
	s.scale_max = comparator + fmax(down, up);
	s.worst = place(&s, sorted[low ? n - 1 : 0], low);
	s.best = place(&s, sorted[low ? 0 : n - 1], low);
	s.q25 = place(&s, quantile(sorted, n, low ? 0.75 : 0.25), low);
	s.q75 = place(&s, quantile(sorted, n, low ? 0.25 : 0.75), low);
	s.comparator = place(&s, comparator, low);
	s.value = place(&s, value, low);
	return s;
}
