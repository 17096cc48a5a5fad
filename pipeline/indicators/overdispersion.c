/* indicators/overdispersion.c -- funnel limits when places differ by more than
 * chance, as trusts nearly always do.
 *
 *	z      how many standard errors a place is from the target
 *	phi    mean of the trimmed z^2
 *	tau2   max(0, (k phi - (k - 1)) / (sum w - sum w^2 / sum w)), w = 1/s^2
 *	limits back(forth(target) -+ z sqrt(s^2 + tau2))
 *
 * Spiegelhalter (2005), Stat. Med. 24, 1185-1202 and Spiegelhalter et al. (2012),
 * J. R. Stat. Soc. A 175, 1-47; tau2 is DerSimonian and Laird's. Scales:
 *
 *	proportion   forth = asin sqrt p,  s = 1/(2 sqrt n)
 *	ratio, log   forth = ln(O/E),      s = 1/sqrt E; cuts the ends (SHMI)
 *	ratio, root  forth = sqrt(O/E),    s = 1/(2 sqrt E); winsorises (CQC)
 *
 * A place with no events has no logarithm and is left out; with the other two
 * scales it stays. */
#include <math.h>

#include <Rmath.h>

#include "base/sort.h"
#include "indicators/funnel.h"

static double
forth(enum funnel_scale scale, double v)
{
	if (scale == FUNNEL_PROPORTION)
		return asin(sqrt(v));
	return scale == FUNNEL_RATIO_LOG ? log(v) : sqrt(v);
}

/* Past the ends of the arcsine scale the sine would come back. */
static double
back(enum funnel_scale scale, double v)
{
	if (scale == FUNNEL_PROPORTION)
		return v <= 0 ? 0 : v >= M_PI_2 ? 1 : sin(v) * sin(v);
	if (scale == FUNNEL_RATIO_LOG)
		return exp(v);
	return v <= 0 ? 0 : v * v;
}

static double
variance(enum funnel_scale scale, double n)
{
	return scale == FUNNEL_RATIO_LOG ? 1 / n : 1 / (4 * n);
}

static void
trim(enum funnel_trim how, const double *z, double *w, size_t count,
    double share, const double *sorted, size_t k)
{
	double low = quantile(sorted, k, share);
	double high = quantile(sorted, k, 1 - share);

	for (size_t i = 0; i < count; i++) {
		double rank = 1;

		w[i] = z[i];
		if (isnan(z[i]))
			continue;
		if (how == FUNNEL_WINSORISE) {
			w[i] = fmin(fmax(z[i], low), high);
			continue;
		}
		for (size_t j = 0; j < k && sorted[j] < z[i]; j++)
			rank++;
		rank /= (double)k + 1;
		if (rank < share || rank > 1 - share)
			w[i] = NAN;
	}
}

struct overdispersion
overdispersion(enum funnel_scale scale, enum funnel_trim how, const double *x,
    const double *n, size_t count, double target, double share, double *z,
    double *w, double *scratch)
{
	struct overdispersion o = {NAN, NAN, 0, NULL};
	double squares = 0, sum = 0, sum2 = 0, k;
	size_t known = 0;

	for (size_t i = 0; i < count; i++) {
		z[i] = NAN;
		if (n[i] > 0 && x[i] >= 0 &&
		    (scale != FUNNEL_RATIO_LOG || x[i] > 0) &&
		    (scale != FUNNEL_PROPORTION || x[i] <= n[i]))
			z[i] =
			    (forth(scale, x[i] / n[i]) - forth(scale, target)) /
			    sqrt(variance(scale, n[i]));
		if (!isnan(z[i]))
			scratch[known++] = z[i];
	}
	sort_numbers(scratch, known);
	trim(how, z, w, count, share, scratch, known);
	for (size_t i = 0; i < count; i++) {
		double weight;

		if (isnan(w[i]))
			continue;
		weight = 1 / variance(scale, n[i]);
		squares += w[i] * w[i];
		sum += weight;
		sum2 += weight * weight;
		o.used++;
	}
	if (o.used < 2) {
		o.why = "fewer than two places can be used";
		return o;
	}
	k = (double)o.used;
	o.phi = squares / k;
	o.tau2 = fmax(0, (squares - (k - 1)) / (sum - sum2 / sum));
	return o;
}

struct limits
funnel_adjusted(enum funnel_scale scale, double target, double n, double tau2,
    double confidence)
{
	double z = qnorm(1 - (1 - confidence) / 2, 0, 1, 1, 0), middle, half;

	if (!(n > 0) || !(tau2 >= 0) || !(target >= 0) ||
	    (scale == FUNNEL_PROPORTION && target > 1))
		return (struct limits){NAN, NAN};
	middle = forth(scale, target);
	half = z * sqrt(variance(scale, n) + tau2);
	return (struct limits){
	    back(scale, middle - half), back(scale, middle + half)};
}
