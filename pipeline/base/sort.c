/* base/sort.c -- numbers in order. */
#include <stdlib.h>

#include "base/sort.h"

/* So few are put in order sooner one by one. */
#define SHORT 64

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

void
sort_numbers(double *v, size_t n)
{
	if (n > SHORT) {
		qsort(v, n, sizeof *v, by_size);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		double one = v[i];
		size_t k = i;

		for (; k > 0 && v[k - 1] > one; k--)
			v[k] = v[k - 1];
		v[k] = one;
	}
}
