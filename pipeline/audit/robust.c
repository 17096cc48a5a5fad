/* audit/robust.c -- median and median absolute deviation. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "audit/robust.h"

/* More numbers than there are quarters or trusts are not looked at. */
enum { MOST = 1024 };

static int
by_value(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
middle(const double *v, size_t n)
{
	return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

struct robust
robust_of(double *v, size_t n)
{
	double away[MOST];
	struct robust r;

	assert(n > 0);
	n = n < MOST ? n : MOST;
	qsort(v, n, sizeof *v, by_value);
	r = (struct robust){
	    .median = middle(v, n), .low = v[0], .high = v[n - 1]};
	for (size_t i = 0; i < n; i++)
		away[i] = fabs(v[i] - r.median);
	qsort(away, n, sizeof *away, by_value);
	r.deviation = middle(away, n);
	return r;
}
