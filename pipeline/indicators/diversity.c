/* indicators/diversity.c -- how many disciplines a team really has, and how
 * unlike two mixes are.
 *
 *	effective number  1 / sum p^2
 *
 * the number of equally large disciplines that would be as mixed (Laakso and
 * Taagepera 1979, Comp. Polit. Stud. 12, 3-27; Hill 1973, order 2). Nine
 * disciplines of which one has nearly everybody are hardly more than one. */
#include <math.h>

#include "indicators/methods.h"

static double
total_of(const double *v, size_t n)
{
	double sum = 0;

	for (size_t i = 0; i < n; i++)
		sum += v[i];
	return sum;
}

struct diversity
diversity(const double *count, size_t n)
{
	struct diversity d = {total_of(count, n), NAN, NAN, 0, NULL};
	double squares = 0;

	for (size_t i = 0; i < n; i++) {
		if (!(count[i] >= 0)) {
			d.why = "a count is below zero";
			return d;
		}
		squares += count[i] / d.total * (count[i] / d.total);
		d.present += count[i] > 0;
	}
	if (!(d.total > 0)) {
		d.why = "there is nobody to count";
		return d;
	}
	d.herfindahl = squares;
	d.effective = 1 / squares;
	return d;
}

double
dissimilarity(const double *p, const double *q, size_t n)
{
	double all_p = total_of(p, n), all_q = total_of(q, n), sum = 0;

	if (!(all_p > 0) || !(all_q > 0))
		return NAN;
	for (size_t i = 0; i < n; i++)
		sum += fabs(p[i] / all_p - q[i] / all_q);
	return sum / 2;
}
