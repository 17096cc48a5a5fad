/* audit/robust.h -- the middle of some numbers and how far the others are from
 * it, such that a few wrong ones do not matter. */
#ifndef AUDIT_ROBUST_H
#define AUDIT_ROBUST_H

#include <stddef.h>

struct robust {
	double median;
	double deviation; /* median absolute deviation, not scaled */
	double low, high;
};

/* Of numbers in order; n is above 0. */
struct robust robust_of(const double *v, size_t n);

#endif
