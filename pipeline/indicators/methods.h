/* indicators/methods.h -- intervals and quantiles, one file each. */
#ifndef INDICATORS_METHODS_H
#define INDICATORS_METHODS_H

#include <stddef.h>

/* NAN when there is no interval. */
struct limits {
	double lower, upper;
};

/* Of the proportion x/n, 0 to 1; confidence is 0.95 or the like. No limits when
 * x is below 0 or above n, or n is not above 0. */
struct limits wilson(double x, double n, double confidence);
/* Of the count x. No limits when x is below 0. */
struct limits byar(double x, double confidence);
/* R's type 7. sorted holds n finite values from the lowest; NAN when n is 0. */
double quantile(const double *sorted, size_t n, double p);

#endif
