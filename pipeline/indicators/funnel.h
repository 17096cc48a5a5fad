/* indicators/funnel.h -- is a value far from a target for its size? */
#ifndef INDICATORS_FUNNEL_H
#define INDICATORS_FUNNEL_H

#include "indicators/methods.h"

/* Confidence of the two pairs of limits: two-sided 95 and 99.8 %. */
#define FUNNEL_95  0.95
#define FUNNEL_998 0.998

enum funnel_class {
	FUNNEL_NONE, /* cannot be placed */
	FUNNEL_LOW_001,
	FUNNEL_LOW_025,
	FUNNEL_NOT_SIGNIFICANT,
	FUNNEL_HIGH_025,
	FUNNEL_HIGH_001,
	FUNNEL_N
};
/* "Low (0.025)" */
const char *funnel_class_name(enum funnel_class);

/* Proportions: target is sum x / sum n unless given. */
double funnel_target(const double *x, const double *n, size_t count);
struct limits funnel_proportion(double target, double n, double confidence);
enum funnel_class funnel_proportion_class(double x, double n, double target);

/* Rates and ratios: where observed events lie against expected ones. */
enum funnel_class funnel_ratio_class(double observed, double expected);
/* The expected number for which `observed` would be on each limit: below the
 * lower one, observed is lower than chance allows. */
struct limits funnel_expected(double observed, double confidence);
/* Limits of observed/expected around 1 from the exact Poisson distribution. */
struct limits funnel_poisson(double expected, double confidence);

/* Sizes to draw limits at: count places from low to high, each a whole number
 * and greater than the one before. The axis starts at 0 unless the greatest is
 * not more than twice the smallest. */
struct funnel_axis {
	double low, high;
};
void funnel_axis_places(struct funnel_axis, double *place, size_t count);

/* Overdispersion: variation between places that chance alone does not make. */
enum funnel_scale {
	FUNNEL_PROPORTION, /* arcsine of the square root of x/n */
	FUNNEL_RATIO_LOG,  /* ln(O/E) */
	FUNNEL_RATIO_ROOT  /* square root of O/E */
};
enum funnel_trim {
	FUNNEL_WINSORISE, /* the outer z are moved in to their quantile */
	FUNNEL_CUT        /* the outer z are left out */
};
struct overdispersion {
	double phi, tau2;
	size_t used;
	const char *why;
};
/* z and winsorised z go to z and w, count of each; what is cut is NAN in w.
 * Scratch has room for count. n is the base or the expected number. share is
 * how much is trimmed at each end, 0.1. */
struct overdispersion overdispersion(enum funnel_scale, enum funnel_trim,
    const double *x, const double *n, size_t count, double target, double share,
    double *z, double *w, double *scratch);
/* Limits with tau2, which may be 0. NAN for an n that is not above 0. */
struct limits funnel_adjusted(
    enum funnel_scale, double target, double n, double tau2, double confidence);
/* Against two pairs of limits; strict, outermost first. */
enum funnel_class funnel_place(
    double value, struct limits outer, struct limits inner);

#endif
