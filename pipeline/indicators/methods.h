/* indicators/methods.h -- intervals and quantiles, one file each. */
#ifndef INDICATORS_METHODS_H
#define INDICATORS_METHODS_H

#include <stddef.h>

#include "model/dqmi.h"

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

/* ---- Two groups. why is NULL, or says why there is no value; the value is
 * then NAN. a of n1 and b of n2 had the outcome. */

struct relative_likelihood {
	double rate1, rate2; /* a/n1, b/n2 */
	double ratio;        /* rate1 / rate2 */
	struct limits limits;
	double p;               /* Fisher's exact test, two-sided */
	const char *why;        /* no ratio */
	const char *why_limits; /* a ratio, but no interval */
	const char *why_p;
	bool no_base; /* why is that a group is empty: [x], otherwise [z] */
};
struct relative_likelihood relative_likelihood(
    double a, double n1, double b, double n2, double confidence);
/* "White staff were 1.5 times as likely as BME staff", the group with the
 * higher rate first, so that no reader has to take a reciprocal; then whether
 * chance can explain it. first and second as they stand inside a sentence. */
void relative_likelihood_words(struct buf *, const struct relative_likelihood *,
    struct str first, struct str second);

/* Relative likelihood against the four-fifths rule and its steps above. */
enum tolerance {
	TOLERANCE_NONE, /* no ratio */
	TOLERANCE_BELOW,
	TOLERANCE_WITHIN,
	TOLERANCE_ABOVE,
	TOLERANCE_LARGE,
	TOLERANCE_TWICE,
	TOLERANCE_THRICE,
	TOLERANCE_N
};
enum tolerance tolerance_band(double ratio);
struct limits tolerance_limits(enum tolerance);
const char *tolerance_words(enum tolerance);

struct difference {
	double p1, p2, value; /* p1 - p2 */
	struct limits limits;
	const char *why;
};
struct difference newcombe(
    double a, double n1, double b, double n2, double confidence);

struct mantel_haenszel {
	double ratio, crude; /* adjusted, and of the sums */
	struct limits limits;
	double chi2, p;    /* homogeneity of the strata */
	size_t df, tested; /* strata that the test can use */
	size_t used;       /* strata with both groups in them */
	const char *why, *why_limits, *why_test;
};
struct mantel_haenszel mantel_haenszel(const double *a, const double *n1,
    const double *b, const double *n2, size_t strata, double confidence);

/* a of n1 is the share to reach, b of n2 the group that is to reach it. */
struct gap {
	double points;  /* 100 (b/n2 - a/n1): below 0 while there is a gap */
	double among;   /* smallest whole number of the group's present members
			  who would have to have it as well */
	double joining; /* the same if they join the group and had it; NAN when
			   no number is enough */
	const char *why;
};
struct gap gap(double a, double n1, double b, double n2);

/* White and BME staff in two groups of bands, `low` below `high`. */
struct disparity {
	double first, second; /* low/high of each */
	double ratio;         /* first / second */
	struct limits limits;
	const char *why, *why_limits;
};
struct disparity disparity(double first_low, double first_high,
    double second_low, double second_high, double confidence);
/* Sums runs of bands: size[g] bands make group g. */
void band_groups(
    const double *band, const size_t *size, size_t groups, double *sum);

/* ---- One group. */

struct diversity {
	double total, herfindahl, effective; /* sum p^2 and 1 / sum p^2 */
	size_t present;                      /* how many are not zero */
	const char *why;
};
struct diversity diversity(const double *count, size_t n);
/* Half the sum of |p - q|: the share that would have to change places. NAN when
 * either has no total. */
double dissimilarity(const double *p, const double *q, size_t n);

struct mean {
	double value, sd, sum;
	size_t n;
	struct limits limits;
	const char *why, *why_limits;
};
struct mean mean(const double *value, size_t n, double confidence);
/* Weighted by how many each value stands for. NAN without weight. */
double mean_weighted(const double *value, const double *weight, size_t n);

struct median {
	double value, q1, q3, lowest, highest;
	size_t n;
	struct limits limits;
	double cover; /* of the interval: at least the confidence */
	const char *why, *why_limits;
};
/* scratch has room for n. */
struct median median(
    const double *value, size_t n, double confidence, double *scratch);

/* x for each y, both counts. */
struct ratio {
	double value;
	struct limits limits;
	const char *why;
};
struct ratio ratio(double x, double y, double confidence);

struct rate {
	double value;
	struct limits limits;
	bool exact; /* the limits are the exact ones: below 10 events */
	const char *why;
};
/* x events on a base of n, a rate per `per`. */
struct rate rate(double x, double n, double per, double confidence);

/* Indirect: events seen over events expected from reference rates. */
struct standardised {
	double value; /* ratio or rate, times `per` */
	struct limits limits;
	double observed, expected, reference_rate; /* rate of the reference */
	double crude;
	bool exact;
	const char *why;
};
struct standardised standardise_indirect(const double *events,
    const double *base, const double *ref_events, const double *ref_base,
    size_t n, double per, double confidence);
struct standardised standardise_ratio(
    double observed, double expected, double per, double confidence);
/* Direct: strata rates weighted by a standard population. */
struct standardised standardise_direct(const double *events, const double *base,
    const double *standard, size_t n, double per, double confidence);

struct growth {
	double change, percent, yearly; /* yearly: percent a year */
	const char *why;
};
struct growth growth(double from, double to, double years);

/* ---- Places among others. */

/* 1 for the lowest, or the highest when descending; equal values share the
 * lowest rank. */
size_t rank_of(const double *value, size_t n, double v, bool descending);
/* 1 to quantiles; 0 when there are fewer values than quantiles. */
size_t rank_quantile(size_t rank, size_t n, size_t quantiles);

/* A spine: the comparator in the middle, 0 the worst end, 1 the best. Positions
 * are mirrored when low is good. */
struct spine {
	double scale_min, scale_max;
	double worst, q25, q75, best, comparator, value; /* positions */
	const char *why;
};
/* sorted from the lowest; all is how many there would be without gaps. A spine
 * needs more than three quarters of them. */
struct spine spine(const double *sorted, size_t n, size_t all,
    double comparator, double value, bool low_is_good);

#endif
