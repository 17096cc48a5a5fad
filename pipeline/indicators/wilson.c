/* indicators/wilson.c -- interval of a proportion.
 *
 * Wilson, E. B. (1927), J. Am. Stat. Assoc. 22, 209-212, as APHO Technical
 * Briefing 3 writes it:
 *
 *	(2x + z^2 -+ z sqrt(z^2 + 4x (1 - x/n))) / (2 (n + z^2))
 *
 * Wald's interval goes below zero at a base of 20; this one never does. x and n
 * may be sums of full-time equivalents and need not be whole. */
#include <math.h>

#include <Rmath.h>

#include "indicators/methods.h"

struct limits
wilson(double x, double n, double confidence)
{
	double z, spread, p;
	struct limits l;

	if (!(x >= 0) || !(n > 0) || x > n)
		return (struct limits){NAN, NAN};
	z = qnorm(1 - (1 - confidence) / 2, 0, 1, 1, 0);
	spread = z * sqrt(z * z + 4 * x * (1 - x / n));
	l.lower = (2 * x + z * z - spread) / (2 * (n + z * z));
	l.upper = (2 * x + z * z + spread) / (2 * (n + z * z));
	/* At x = 0 and x = n one limit is x/n itself, but for rounding. */
	p = x / n;
	l.lower = fmax(0, fmin(l.lower, p));
	l.upper = fmin(1, fmax(l.upper, p));
	return l;
}
