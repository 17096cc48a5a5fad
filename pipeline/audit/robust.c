/* audit/robust.c -- median and median absolute deviation. */
#include <assert.h>
#include <stdbool.h>

#include "audit/robust.h"

static double
middle(const double *v, size_t n)
{
	return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

/* The middle of the distances from the median. They grow to both sides of it, so
 * the nearer of two ends is the next in order. */
static double
deviation(const double *v, size_t n, double median)
{
	size_t right = n / 2, left = right;
	double last = 0, next = 0;

	for (size_t i = 0; i <= n / 2; i++) {
		bool to_left =
		    right == n ||
		    (left > 0 && median - v[left - 1] < v[right] - median);

		last = next;
		next = to_left ? median - v[--left] : v[right++] - median;
	}
	return n % 2 == 1 ? next : (last + next) / 2;
}

struct robust
robust_of(const double *v, size_t n)
{
	double median;

	assert(n > 0);
	median = middle(v, n);
	return (struct robust){.median = median,
	    .deviation = deviation(v, n, median),
	    .low = v[0],
	    .high = v[n - 1]};
}
