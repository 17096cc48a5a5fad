/* indicators/rank.c -- places, and the quantile a place falls into.
 *
 *	q = floor((Q + 1) - ceil((N + 1 - rank) / (N/Q))), never below 1
 *
 * as the public health profiles of England assign quintiles and deciles. Equal
 * values share the lowest rank, so they are never parted. */
#include <math.h>

#include "indicators/methods.h"

size_t
rank_of(const double *value, size_t n, double v, bool descending)
{
	size_t before = 0;

	for (size_t i = 0; i < n; i++)
		before += descending ? value[i] > v : value[i] < v;
	return before + 1;
}

size_t
rank_quantile(size_t rank, size_t n, size_t quantiles)
{
	double size = (double)n / (double)quantiles, q;

	if (quantiles == 0 || n < quantiles || rank < 1 || rank > n)
		return 0;
	q = floor((double)quantiles + 1 -
		  ceil(((double)n + 1 - (double)rank) / size));
	return q < 1 ? 1 : (size_t)q;
}
