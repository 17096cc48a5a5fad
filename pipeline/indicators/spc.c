/* indicators/spc.c -- the other control charts, for counts and shares.
 *
 *	i   mean, sigma = AMR/1.128
 *	mr  AMR, upper limit 3.267 AMR, lower 0
 *	p   pbar = sum x/sum n, sigma_i = sqrt(pbar (1 - pbar)/n_i), within 0 to 1
 *	u   ubar = sum x/sum n, sigma_i = sqrt(ubar/n_i), from 0
 *	c   cbar = mean x, sigma = sqrt cbar, from 0
 *	p', u'  sigma_i of p or u times the AMR of z/1.128, z = (v - centre)/sigma_i
 *
 * Limits at three sigma, near limits at two (Montgomery, Introduction to
 * Statistical Quality Control; the prime charts by Laney 2002, Qual. Eng. 14,
 * 531-537, for bases so large that every point would be outside). Moving ranges
 * are screened as in xmr.c. */
#include <math.h>

#include "indicators/spc.h"

#define D2 1.128 /* mean range of two values, in sigmas */
#define D4 3.267 /* upper limit of a range of two, in mean ranges */

struct scale {
	double low, high; /* what the figure cannot go beyond */
};

static struct scale
scale_of(enum spc_chart chart)
{
	switch (chart) {
	case SPC_P:
	case SPC_P_PRIME:
		return (struct scale){0, 1};
	case SPC_I:
		return (struct scale){-INFINITY, INFINITY};
	default:
		return (struct scale){0, INFINITY};
	}
}

static void
put(struct spc_point *p, double centre, double sigma, struct scale in)
{
	p->centre = centre;
	p->lower = p->near_lower = p->near_upper = p->upper = NAN;
	if (isnan(sigma))
		return; /* fmax would take the end of the scale */
	p->lower = fmax(in.low, centre - 3 * sigma);
	p->near_lower = fmax(in.low, centre - 2 * sigma);
	p->near_upper = fmin(in.high, centre + 2 * sigma);
	p->upper = fmin(in.high, centre + 3 * sigma);
}

static double
ranges(const struct spc_point *p, size_t count, double *range, bool keep)
{
	for (size_t i = 1; i < count; i++)
		range[i - 1] = fabs(p[i].value - p[i - 1].value);
	return average_range(range, count - 1, keep);
}

/* How much more the points swing than chance alone would have it. */
static double
excess(const struct spc_point *p, size_t count, double centre,
    const double *sigma, double *range, bool keep)
{
	double last = 0, average;

	for (size_t i = 0; i < count; i++) {
		double z = sigma[i] > 0 ? (p[i].value - centre) / sigma[i] : 0;

		if (i > 0)
			range[i - 1] = fabs(z - last);
		last = z;
	}
	average = average_range(range, count - 1, keep);
	return average / D2;
}

static void
single_values(enum spc_chart chart, size_t count, bool keep,
    struct spc_point *p, double *range)
{
	double average = ranges(p, count, range, keep), sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += p[i].value;
	for (size_t i = 0; i < count; i++) {
		if (chart == SPC_I) {
			put(&p[i], sum / (double)count, average / D2,
			    scale_of(chart));
			continue;
		}
		/* 3.267 AMR is at three sigma of a range; the near limit goes
		 * two thirds of the way from 0. */
		p[i].value = i == 0 ? NAN : range[i - 1];
		p[i].centre = average;
		p[i].lower = p[i].near_lower = isnan(average) ? NAN : 0;
		p[i].near_upper = D4 * average * 2 / 3;
		p[i].upper = D4 * average;
	}
}

static void
counted(enum spc_chart chart, const double *x, const double *n, size_t count,
    bool keep, struct spc_point *p, double *scratch)
{
	double all_x = 0, all_n = 0, centre, times = 1;
	bool share = chart == SPC_P || chart == SPC_P_PRIME;

	for (size_t i = 0; i < count; i++) {
		all_x += x[i];
		all_n += chart == SPC_C ? 1 : n[i];
	}
	centre = all_x / all_n;
	for (size_t i = 0; i < count; i++) {
		double base = chart == SPC_C ? 1 : n[i];
		scratch[i] =
		    sqrt(centre * (share ? fmax(0, 1 - centre) : 1) / base);
	}
	if (chart == SPC_P_PRIME || chart == SPC_U_PRIME)
		times =
		    excess(p, count, centre, scratch, scratch + count, keep);
	for (size_t i = 0; i < count; i++)
		put(&p[i], centre, scratch[i] * times, scale_of(chart));
}

void
spc_limits(enum spc_chart chart, const double *x, const double *n, size_t count,
    const bool *rebase, bool keep_outliers, struct spc_point *point,
    double *scratch)
{
	for (size_t i = 0; i < count; i++)
		point[i].value =
		    n != NULL && chart != SPC_C ? x[i] / n[i] : x[i];
	for (size_t i = 0, k; i < count; i += k) {
		for (k = 1; i + k < count; k++)
			if (rebase != NULL && rebase[i + k])
				break;
		if (chart == SPC_I || chart == SPC_MR)
			single_values(
			    chart, k, keep_outliers, point + i, scratch);
		else
			counted(chart, x + i, n == NULL ? NULL : n + i, k,
			    keep_outliers, point + i, scratch);
	}
}
