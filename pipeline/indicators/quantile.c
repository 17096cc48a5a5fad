/* indicators/quantile.c -- quantiles of a sorted list.
 *
 * Type 7 of Hyndman and Fan (1996), Am. Stat. 50, 361-365, which R uses unless
 * told otherwise: the value at place (n - 1) p, from 0, on straight lines between
 * neighbours. */
#include <math.h>

#include "indicators/methods.h"

double
quantile(const double *sorted, size_t n, double p)
{
	double place = (n - 1.0) * p, below = floor(place);
	size_t i = (size_t)below;

	if (n == 0)
		return NAN;
	if (i + 1 >= n)
		return sorted[n - 1];
	return sorted[i] + (place - below) * (sorted[i + 1] - sorted[i]);
}
