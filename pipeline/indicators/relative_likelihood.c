/* indicators/relative_likelihood.c -- how many times as likely one group is as
 * another.
 *
 *	RL = (a/n1) / (b/n2)
 *	limits exp(ln RL -+ z sqrt(1/a - 1/n1 + 1/b - 1/n2))
 *
 * as the Workforce Race Equality Standard defines it, with the log interval of
 * Katz, Baptista, Azen and Pike (1978), Biometrics 34, 469-474. The test is
 * Fisher's, two-sided: the chance, with all four margins as they are, of a table
 * no more likely than this one. */
#include <math.h>

#include <Rmath.h>

#include "base/num.h"
#include "indicators/methods.h"

static bool
whole(double v)
{
	return v == floor(v);
}

/* The first x in (from, to] that is no more likely than `least`; the
 * probabilities fall from the mode on. */
static double
first_unlikely(double from, double to, double least, double n1, double n2,
    double k, double sign)
{
	while (to - from > 1) {
		double mid = floor((from + to) / 2);
		if (dhyper(sign > 0 ? mid : -mid, n1, n2, k, 0) <= least)
			to = mid;
		else
			from = mid;
	}
	return to;
}

/* Two tails and two searches instead of a sum over every table, which would
 * take minutes for large groups. */
static double
fisher(double a, double n1, double b, double n2)
{
	double k = a + b, low = fmax(0, k - n2), high = fmin(k, n1);
	double mode = floor((k + 1) * (n1 + 1) / (n1 + n2 + 2));
	/* Tables as likely as this one may differ in the last digits. */
	double least = dhyper(a, n1, n2, k, 0) * (1 + 1e-7), p, x;

	mode = fmin(fmax(mode, low), high);
	if (dhyper(mode, n1, n2, k, 0) <= least)
		return 1;
	if (a < mode) {
		x = first_unlikely(mode, high + 1, least, n1, n2, k, 1);
		p = phyper(a, n1, n2, k, 1, 0) + phyper(x - 1, n1, n2, k, 0, 0);
	} else {
		x = -first_unlikely(-mode, -low + 1, least, n1, n2, k, -1);
		p = phyper(a - 1, n1, n2, k, 0, 0) + phyper(x, n1, n2, k, 1, 0);
	}
	return fmin(p, 1);
}

static void
add_limits(struct relative_likelihood *r, double a, double n1, double b,
    double n2, double confidence)
{
	double z = qnorm(1 - (1 - confidence) / 2, 0, 1, 1, 0);
	double variance = 1 / a - 1 / n1 + 1 / b - 1 / n2;

	if (!(a > 0)) {
		r->why_limits = "nobody in the first group had it";
	} else if (!(variance > 0)) {
		r->why_limits = "everybody in both groups had it";
	} else {
		r->limits.lower = r->ratio * exp(-z * sqrt(variance));
		r->limits.upper = r->ratio * exp(z * sqrt(variance));
	}
}

struct relative_likelihood
relative_likelihood(double a, double n1, double b, double n2, double confidence)
{
	struct relative_likelihood r = {
	    .rate1 = NAN, .rate2 = NAN, .ratio = NAN, .limits = {NAN, NAN}};

	r.p = NAN;
	if (!(a >= 0) || !(b >= 0) || !(n1 >= a) || !(n2 >= b)) {
		r.why = r.why_limits = r.why_p =
		    "a count is below zero or above its group";
		return r;
	}
	r.rate1 = n1 > 0 ? a / n1 : NAN;
	r.rate2 = n2 > 0 ? b / n2 : NAN;
	if (!(n1 > 0) || !(n2 > 0)) {
		r.why = r.why_limits = r.why_p = "a group has nobody in it";
		r.no_base = true;
		return r;
	}
	if (whole(a) && whole(n1) && whole(b) && whole(n2))
		r.p = fisher(a, n1, b, n2);
	else
		r.why_p = "an exact test needs whole numbers";
	if (b > 0) {
		r.ratio = r.rate1 / r.rate2;
		add_limits(&r, a, n1, b, n2, confidence);
	} else {
		r.why = r.why_limits = a > 0
					   ? "nobody in the second group had it"
					   : "nobody in either group had it";
	}
	return r;
}

static void
add_sentence(struct buf *b, struct str s)
{
	if (s.n > 0 && s.p[0] >= 'a' && s.p[0] <= 'z') {
		buf_addc(b, (char)(s.p[0] - 'a' + 'A'));
		s = str_slice(s, 1, s.n);
	}
	buf_adds(b, s);
}

void
relative_likelihood_words(struct buf *b, const struct relative_likelihood *r,
    struct str first, struct str second)
{
	bool turned = r->ratio < 1;
	double times = turned ? 1 / r->ratio : r->ratio;
	struct str from = turned ? second : first, to = turned ? first : second;

	if (r->why != NULL) {
		buf_addf(b, "No relative likelihood is given: %s.", r->why);
		return;
	}
	add_sentence(b, from);
	if (r->ratio == 0) {
		buf_addf(b, " had it, %.*s never did.", STRF(to));
		return;
	}
	if (num_round(times, 2) == 1)
		buf_addz(b, " were as likely as ");
	else {
		buf_addz(b, " were ");
		num_fixed(
		    b, times, num_round(times, 1) == 1 ? 2 : 1, NUM_PLAIN);
		buf_addz(b, " times as likely as ");
	}
	buf_adds(b, to);
	if (isnan(r->limits.lower))
		buf_addf(b, "; there is no interval: %s.", r->why_limits);
	else if (num_round(times, 2) == 1)
		buf_addc(b, '.');
	else if (r->limits.lower <= 1 && r->limits.upper >= 1)
		buf_addz(b, "; a difference of this size could be chance.");
	else
		buf_addz(b, "; chance alone does not explain it.");
}
