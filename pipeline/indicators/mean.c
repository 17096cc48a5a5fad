/* indicators/mean.c -- mean of single values.
 *
 *	limits  mean -+ t(n - 1) sd / sqrt n
 *
 * Student (1908), Biometrika 6, 1-25; sd with n - 1. */
#include <math.h>

#include <Rmath.h>

#include "indicators/methods.h"

struct mean
mean(const double *value, size_t n, double confidence)
{
	struct mean m = {NAN, NAN, 0, n, {NAN, NAN}, NULL, NULL};
	double squares = 0, half;

	if (n == 0) {
		m.why = m.why_limits = "there are no values";
		return m;
	}
	for (size_t i = 0; i < n; i++)
		m.sum += value[i];
	m.value = m.sum / (double)n;
	if (n < 2) {
		m.why_limits = "one value has no spread";
		return m;
	}
	/* A second pass, for what the first lost in rounding. */
	for (size_t i = 0; i < n; i++)
		squares += (value[i] - m.value) * (value[i] - m.value);
	m.sd = sqrt(squares / (double)(n - 1));
	half = qt(1 - (1 - confidence) / 2, (double)(n - 1), 1, 0) * m.sd /
	       sqrt((double)n);
	m.limits = (struct limits){m.value - half, m.value + half};
	return m;
}

double
mean_weighted(const double *value, const double *weight, size_t n)
{
	double sum = 0, all = 0;

	for (size_t i = 0; i < n; i++) {
		sum += value[i] * weight[i];
		all += weight[i];
	}
	return all > 0 ? sum / all : NAN;
}
