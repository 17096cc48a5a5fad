/* indicators/spc.h -- does a figure change by more than its usual swing? */
#ifndef INDICATORS_SPC_H
#define INDICATORS_SPC_H

#include "indicators/methods.h"
#include "model/catalogue.h"
#include "model/scorecard.h"

/* Points that a stretch needs before limits are locked and rules are read. */
#define SPC_ENOUGH 12
/* Points in a row that make a trend or a shift. */
#define SPC_RUN 7

/* side: of the point, +1 high or rising, -1 low or falling. */
const char *spc_rule_words(enum spc_rule, int side);

/* ---- The rules alone: +1 is high or rising, -1 low or falling, 0 neither. */
signed char rule_outside(double y, struct limits);
/* +1 or -1 where a run of `run` points ends. */
void rule_trend_ends(const double *y, size_t n, size_t run, signed char *end);
void rule_shift_ends(
    const signed char *side, size_t n, size_t run, signed char *end);
/* From the ends to all points of each run. A point of two runs has the later. */
void rule_spread(
    const signed char *end, size_t n, size_t run, signed char *flag);
/* close: +1 beyond the upper near limit, -1 the lower, else 0. third_anywhere:
 * the third point may be on the other side of the mean. Marks all three points
 * of a window; spared leaves the third one out. */
void rule_two_of_three(const signed char *close, const signed char *side,
    size_t n, bool third_anywhere, bool spare, signed char *flag);

/* ---- Other charts. */
enum spc_chart {
	SPC_I,
	SPC_MR,
	SPC_P,
	SPC_P_PRIME,
	SPC_U,
	SPC_U_PRIME,
	SPC_C,
	SPC_CHART_N
};
struct spc_point {
	double value, centre, lower, near_lower, near_upper, upper;
};
/* x counts and n bases; n may be NULL for i, mr and c, whose values are x/n or
 * x. rebase as above. keep_outliers as above. scratch has room for 2 n. */
void spc_limits(enum spc_chart, const double *x, const double *n, size_t count,
    const bool *rebase, bool keep_outliers, struct spc_point *,
    double *scratch);

/* ---- XmR, and the rules for all of them. */
struct xmr_options {
	enum direction improvement;
	bool keep_outliers; /* moving ranges are not screened */
	/* Only the first points of a stretch make limits; 0 for all. Fewer than
	 * SPC_ENOUGH count as SPC_ENOUGH. */
	size_t fix_after;
	bool beyond_counts; /* two of three: points outside count too */
	const bool *rebase; /* true where a new stretch starts; may be NULL */
	double target;      /* NAN: none */
	/* Not SPC_I: limits are those of this chart, times scale, of counts x on
	 * bases n; room is for as many points as there are. The values are then
	 * scale x/n. */
	enum spc_chart chart;
	const double *x, *n;
	double scale;
	struct spc_point *room;
};

struct xmr_point {
	double mean, lower, upper, near_lower, near_upper, moving_range;
	enum spc_rule rule;
	signed char
	    side; /* of the rule: +1 high or rising, -1 low or falling */
	size_t stretch, start, length; /* which; its first point; how many */
	bool trial;                    /* too few points for rules */
};

const char *variation_words(enum variation);

const char *assurance_words(enum assurance);
/* Strict: a target on a limit can be hit and missed. constant: every value of
 * the stretch is the same, which then meets the target always or never. */
enum assurance assurance_of(
    struct limits, double target, enum direction, bool constant);

struct xmr {
	size_t stretches;
	bool run_chart; /* the last stretch has fewer points than SPC_ENOUGH */
	double mean, median, average_range; /* of the last stretch */
	struct limits limits;               /* NAN under two points */
	enum spc_rule rule;                 /* of the last point */
	size_t fired_from, fired_to;        /* the points that fired it */
	enum variation variation;
	enum assurance assurance;
	const char *why; /* no limits */
};

/* y: n finite values in order of time; point has room for n, scratch too,
 * and for twice as many where the chart is not SPC_I. */
struct xmr xmr(const double *y, size_t n, const struct xmr_options *,
    struct xmr_point *point, double *scratch);
/* Mean moving range, screened once unless kept; NAN for n < 2. */
double average_range(const double *range, size_t n, bool keep_outliers);

#endif
