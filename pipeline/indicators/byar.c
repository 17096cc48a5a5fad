/* indicators/byar.c -- interval of a count.
 *
 * Byar's approximation to the Poisson limits (Breslow and Day 1987, page 69):
 *
 *	lower  x (1 - 1/(9x) - z/(3 sqrt x))^3
 *	upper  (x+1) (1 - 1/(9(x+1)) + z/(3 sqrt(x+1)))^3
 *
 * Below 10 it is not close enough and the exact limits are used, from the
 * chi-squared distribution with 2x and 2x + 2 degrees of freedom, as the public
 * health statistics of England do. */
#include <math.h>

#include <Rmath.h>

#include "indicators/methods.h"

struct limits
byar(double x, double confidence)
{
	double tail = (1 - confidence) / 2, z;
	struct limits l;

	if (!(x >= 0))
		return (struct limits){NAN, NAN};
	if (x < 10) {
		l.lower = x > 0 ? qchisq(tail, 2 * x, 1, 0) / 2 : 0;
		l.upper = qchisq(1 - tail, 2 * x + 2, 1, 0) / 2;
		return l;
	}
	z = qnorm(1 - tail, 0, 1, 1, 0);
	l.lower = x * pow(1 - 1 / (9 * x) - z / (3 * sqrt(x)), 3);
	l.upper =
	    (x + 1) * pow(1 - 1 / (9 * (x + 1)) + z / (3 * sqrt(x + 1)), 3);
	l.lower = fmax(0, l.lower);
	return l;
}
