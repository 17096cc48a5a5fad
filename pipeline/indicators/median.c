/* indicators/median.c -- the middle value, with quartiles.
 *
 * Quantiles are R's type 7 (quantile.c). The interval runs from the j-th lowest
 * to the j-th highest value, with the greatest j for which
 *
 *	1 - 2 P(Binomial(n, 1/2) <= j - 1) >= confidence
 *
 * so it holds whatever the shape (Conover 1999, section 3.2), and its true cover
 * is given beside it. Fewer than six values have none at 95 %. */
#include <math.h>
#include <string.h>

#include <Rmath.h>

#include "base/sort.h"
#include "indicators/methods.h"

struct median
median(const double *value, size_t n, double confidence, double *scratch)
{
	struct median m = {
	    NAN, NAN, NAN, NAN, NAN, n, {NAN, NAN}, NAN, NULL, NULL};
	double tail = (1 - confidence) / 2;
	size_t j = 0;

	if (n == 0) {
		m.why = m.why_limits = "there are no values";
		return m;
	}
	memcpy(scratch, value, n * sizeof *scratch);
	sort_numbers(scratch, n);
	m.value = quantile(scratch, n, 0.5);
	m.q1 = quantile(scratch, n, 0.25);
	m.q3 = quantile(scratch, n, 0.75);
	m.lowest = scratch[0];
	m.highest = scratch[n - 1];
	while (2 * j < n && pbinom((double)j, (double)n, 0.5, 1, 0) <= tail)
		j++;
	if (j == 0) {
		m.why_limits = "there are too few values for an interval";
		return m;
	}
	m.limits = (struct limits){scratch[j - 1], scratch[n - j]};
	m.cover = 1 - 2 * pbinom((double)j - 1, (double)n, 0.5, 1, 0);
	return m;
}
