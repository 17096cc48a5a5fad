/* indicators/mantel_haenszel.c -- relative likelihood with like compared to
 * like: within each band, or each discipline.
 *
 *	RL = R/S, R = sum a n2/N, S = sum b n1/N, N = n1 + n2
 *	var ln RL = sum (n1 n2 (a + b) - a b N)/N^2 / (R S)
 *
 * Mantel and Haenszel (1959), J. Natl. Cancer Inst. 22, 719-748; variance by
 * Greenland and Robins (1985), Biometrics 41, 55-68. Whether one ratio speaks
 * for all strata is tested by
 *
 *	X^2 = sum w (ln RL_i - ln RL)^2, w = 1/(1/a - 1/n1 + 1/b - 1/n2)
 *
 * against chi-squared with one degree of freedom less than strata (Rothman and
 * Greenland 1998, page 275). Strata where a or b is 0, or where all had the
 * outcome, cannot be tested and are left out of the test only. */
#include <math.h>

#include <Rmath.h>

#include "indicators/methods.h"

struct sums {
	double r, s, v, a, n1, b, n2;
};

static struct sums
add_up(const double *a, const double *n1, const double *b, const double *n2,
    size_t strata, size_t *used)
{
	struct sums t = {0};

	*used = 0;
	for (size_t i = 0; i < strata; i++) {
		double all = n1[i] + n2[i];

		/* A stratum with one group only compares nothing. */
		if (!(n1[i] > 0) || !(n2[i] > 0))
			continue;
		t.r += a[i] * n2[i] / all;
		t.s += b[i] * n1[i] / all;
		t.v += (n1[i] * n2[i] * (a[i] + b[i]) - a[i] * b[i] * all) /
		       (all * all);
		t.a += a[i];
		t.n1 += n1[i];
		t.b += b[i];
		t.n2 += n2[i];
		++*used;
	}
	return t;
}

static void
test_homogeneity(struct mantel_haenszel *m, const double *a, const double *n1,
    const double *b, const double *n2, size_t strata)
{
	double sum = 0;

	for (size_t i = 0; i < strata; i++) {
		double v, d;

		if (!(a[i] > 0) || !(b[i] > 0))
			continue;
		v = 1 / a[i] - 1 / n1[i] + 1 / b[i] - 1 / n2[i];
		if (!(v > 0))
			continue;
		d = log(a[i] / n1[i] / (b[i] / n2[i])) - log(m->ratio);
		sum += d * d / v;
		m->tested++;
	}
	if (m->tested < 2) {
		m->why_test = "fewer than two strata can be tested";
		return;
	}
	m->df = m->tested - 1;
	m->chi2 = sum;
	m->p = pchisq(sum, (double)m->df, 0, 0);
}

struct mantel_haenszel
mantel_haenszel(const double *a, const double *n1, const double *b,
    const double *n2, size_t strata, double confidence)
{
	struct mantel_haenszel m = {.ratio = NAN,
	    .crude = NAN,
	    .limits = {NAN, NAN},
	    .chi2 = NAN,
	    .p = NAN};
	double z = qnorm(1 - (1 - confidence) / 2, 0, 1, 1, 0), se;
	struct sums t;

	for (size_t i = 0; i < strata; i++)
		if (!(a[i] >= 0) || !(b[i] >= 0) || !(n1[i] >= a[i]) ||
		    !(n2[i] >= b[i])) {
			m.why = "a count is below zero or above its group";
			return m;
		}
	t = add_up(a, n1, b, n2, strata, &m.used);
	if (m.used == 0)
		m.why = "no stratum has both groups in it";
	else if (!(t.s > 0))
		m.why = "nobody in the second group had it";
	if (m.why != NULL)
		return m;
	m.crude = t.a / t.n1 / (t.b / t.n2);
	m.ratio = t.r / t.s;
	if (!(t.r > 0)) {
		m.why_limits = m.why_test = "nobody in the first group had it";
		return m;
	}
	se = sqrt(t.v / (t.r * t.s));
	if (se > 0) {
		m.limits.lower = m.ratio * exp(-z * se);
		m.limits.upper = m.ratio * exp(z * se);
	} else {
		m.why_limits = "everybody in both groups had it";
	}
	test_homogeneity(&m, a, n1, b, n2, strata);
	return m;
}
