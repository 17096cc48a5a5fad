/* indicators/disparity.c -- race disparity ratio between two groups of bands.
 *
 *	(white low / white high) / (BME low / BME high)
 *
 * Bands 5 and below, 6 and 7, and 8a and above are the usual groups. Which bands
 * make a group is the caller's (band_groups): the national definition was not
 * published with its method. Below 1 says that more of the BME staff than of the
 * white staff are in the lower group. It is an odds ratio, so the limits are
 * Woolf's (1955), Ann. Hum. Genet. 19, 251-253:
 *
 *	exp(ln ratio -+ z sqrt(sum of 1/count)) */
#include <math.h>

#include <Rmath.h>

#include "indicators/methods.h"

struct disparity
disparity(double first_low, double first_high, double second_low,
    double second_high, double confidence)
{
	struct disparity d = {NAN, NAN, NAN, {NAN, NAN}, NULL, NULL};
	double z = qnorm(1 - (1 - confidence) / 2, 0, 1, 1, 0), se;

	if (!(first_low >= 0) || !(first_high >= 0) || !(second_low >= 0) ||
	    !(second_high >= 0)) {
		d.why = "a count is below zero";
		return d;
	}
	if (first_high > 0)
		d.first = first_low / first_high;
	if (second_high > 0)
		d.second = second_low / second_high;
	if (!(first_high > 0) || !(second_high > 0))
		d.why = "a group has nobody in the higher bands";
	else if (!(second_low > 0))
		d.why = "the second group has nobody in the lower bands";
	if (d.why != NULL)
		return d;
	d.ratio = d.first / d.second;
	if (!(first_low > 0)) {
		d.why_limits = "the first group has nobody in the lower bands";
		return d;
	}
	se = sqrt(
	    1 / first_low + 1 / first_high + 1 / second_low + 1 / second_high);
	d.limits.lower = d.ratio * exp(-z * se);
	d.limits.upper = d.ratio * exp(z * se);
	return d;
}

void
band_groups(const double *band, const size_t *size, size_t groups, double *sum)
{
	for (size_t g = 0; g < groups; g++) {
		sum[g] = 0;
		for (size_t i = 0; i < size[g]; i++)
			sum[g] += *band++;
	}
}
