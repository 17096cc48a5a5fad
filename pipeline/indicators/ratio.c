/* indicators/ratio.c -- one count for each of another: support workers for each
 * registered nurse.
 *
 *	limits  l/(1 - l) and u/(1 - u)
 *
 * with Wilson's limits l and u of x/(x + y): given how many there are of both,
 * each is of the first kind or the second (Clopper and Pearson's argument for
 * the ratio of two Poisson means, with the shorter interval). There is no upper
 * limit where u is 1. */
#include <math.h>

#include "indicators/methods.h"

struct ratio
ratio(double x, double y, double confidence)
{
	struct limits share = wilson(x, x + y, confidence);
	struct ratio r = {NAN, {NAN, NAN}, NULL};

	if (!(x >= 0) || !(y >= 0)) {
		r.why = "a count is below zero";
		return r;
	}
	if (!(y > 0)) {
		r.why = "there is nothing to divide by";
		return r;
	}
	r.value = x / y;
	/* Rounding could leave the ratio itself just outside. */
	r.limits.lower = fmin(r.value, share.lower / (1 - share.lower));
	r.limits.upper = fmax(r.value, share.upper / (1 - share.upper));
	return r;
}
