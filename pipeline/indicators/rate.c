/* indicators/rate.c -- events on a base, per 100 or per 100,000.
 *
 *	value  per x/n, limits  per (limits of x)/n
 *
 * with the limits of a count (byar.c). The events may be more than the base. */
#include <math.h>

#include "indicators/methods.h"

struct rate
rate(double x, double n, double per, double confidence)
{
	struct limits l = byar(x, confidence);
	struct rate r = {NAN, {NAN, NAN}, false, NULL};

	if (!(n > 0))
		r.why = "the base is zero";
	else if (!(x >= 0))
		r.why = "the count is below zero";
	if (r.why != NULL)
		return r;
	r.value = per * x / n;
	r.limits = (struct limits){per * l.lower / n, per * l.upper / n};
	r.exact = x < 10;
	return r;
}
