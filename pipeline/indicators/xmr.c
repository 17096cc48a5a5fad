/* indicators/xmr.c -- the XmR chart of Making Data Count.
 *
 *	mean    of all values of a stretch
 *	range   |y_i - y_(i-1)| inside the stretch; AMR their mean, taken again
 *		without those that are not below 3.267 AMR
 *	limits  mean -+ 2.66 AMR; near limits at two thirds of that
 *
 * Shewhart's chart for single values (Wheeler 1993) with the screen that NHS
 * England's tools use. Limits are not cut at 0 or 100 %. A stretch runs from one
 * rebase to the next; rules never cross it. Below twelve points the limits are a
 * trial: no rule is read, and the line is a run chart about the median. */
#include <math.h>
#include <string.h>

#include "base/sort.h"
#include "indicators/spc.h"

#define RANGE_LIMIT 3.267
#define TO_LIMIT    2.66

const char *
variation_words(enum variation v)
{
	static const char *const words[VARIATION_N] = {
	    "too few points to tell change from chance",
	    "common cause variation: no clear change",
	    "special cause improvement: higher",
	    "special cause improvement: lower",
	    "special cause of concern: higher",
	    "special cause of concern: lower", "special cause: higher",
	    "special cause: lower"};

	return words[v];
}

const char *
assurance_words(enum assurance a)
{
	static const char *const words[ASSURANCE_N] = {"no assurance is given",
	    "expected to miss the target unless something changes",
	    "expected to meet the target",
	    "will hit and miss the target by chance"};

	return words[a];
}

enum assurance
assurance_of(struct limits l, double target, enum direction way, bool constant)
{
	bool up = way == DIRECTION_HIGHER;

	if (way == DIRECTION_NEUTRAL || isnan(target) || isnan(l.lower))
		return ASSURANCE_NONE;
	/* Always 100 % against a target of 100 %: both limits are the target,
	 * and the target is met every time. */
	if (constant)
		return (up ? l.lower >= target : l.upper <= target)
			   ? ASSURANCE_PASS
			   : ASSURANCE_FAIL;
	if (target > l.upper)
		return up ? ASSURANCE_FAIL : ASSURANCE_PASS;
	if (target < l.lower)
		return up ? ASSURANCE_PASS : ASSURANCE_FAIL;
	return ASSURANCE_INCONSISTENT;
}

double
average_range(const double *range, size_t n, bool keep_outliers)
{
	double sum = 0, kept = 0, average;
	size_t k = 0;

	if (n == 0)
		return NAN;
	for (size_t i = 0; i < n; i++)
		sum += range[i];
	average = sum / (double)n;
	if (keep_outliers)
		return average;
	for (size_t i = 0; i < n; i++)
		if (range[i] < RANGE_LIMIT * average) {
			kept += range[i];
			k++;
		}
	/* All ranges 0: none is below 0, and 0 is what they are. */
	return k > 0 ? kept / (double)k : average;
}

static bool
all_equal(const double *y, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (y[i] != y[0])
			return false;
	return true;
}

/* The sum of equal values need not be a multiple of them. */
static double
mean_of(const double *y, size_t n)
{
	double sum = 0;

	if (all_equal(y, n))
		return y[0];
	for (size_t i = 0; i < n; i++)
		sum += y[i];
	return sum / (double)n;
}

/* Limits of one stretch, from its first `use` points. */
static double
put_limits(const double *y, size_t n, const struct xmr_options *o,
    struct xmr_point *point, double *range)
{
	size_t use = n;
	double mean, average;

	if (o->fix_after > 0) {
		use = o->fix_after < SPC_ENOUGH ? SPC_ENOUGH : o->fix_after;
		use = use < n ? use : n;
	}
	for (size_t i = 1; i < n; i++)
		range[i - 1] = fabs(y[i] - y[i - 1]);
	mean = mean_of(y, use);
	average = average_range(range, use - 1, o->keep_outliers);
	for (size_t i = 0; i < n; i++) {
		struct xmr_point *p = &point[i];

		p->mean = mean;
		p->lower = mean - TO_LIMIT * average;
		p->upper = mean + TO_LIMIT * average;
		p->near_lower = mean - 2 * TO_LIMIT / 3 * average;
		p->near_upper = mean + 2 * TO_LIMIT / 3 * average;
		p->moving_range = i == 0 ? NAN : range[i - 1];
	}
	return average;
}

/* The same of a chart whose limits go by each point's base. */
static void
put_counted(size_t from, size_t n, const struct xmr_options *o,
    struct xmr_point *point, double *scratch)
{
	struct spc_point *q = o->room;

	spc_limits(o->chart, o->x + from, o->n + from, n, NULL,
	    o->keep_outliers, q, scratch);
	for (size_t i = 0; i < n; i++) {
		point[i].mean = o->scale * q[i].centre;
		point[i].lower = o->scale * q[i].lower;
		point[i].upper = o->scale * q[i].upper;
		point[i].near_lower = o->scale * q[i].near_lower;
		point[i].near_upper = o->scale * q[i].near_upper;
	}
}

static void
mark(struct xmr_point *p, enum spc_rule rule, signed char side)
{
	if (side == 0 || p->rule != SPC_NO_RULE)
		return;
	p->rule = rule;
	p->side = side;
}

static signed char
sign(double v)
{
	return (signed char)((v > 0) - (v < 0));
}

/* Beyond the near limit but not the outer one, unless that counts too. */
static signed char
closeness(double y, const struct xmr_point *p, bool beyond_counts)
{
	if (!beyond_counts &&
	    rule_outside(y, (struct limits){p->lower, p->upper}) != 0)
		return 0;
	return rule_outside(y, (struct limits){p->near_lower, p->near_upper});
}

/* flags: room for four times n. */
static void
read_rules(const double *y, size_t n, bool beyond_counts,
    struct xmr_point *point, signed char *flags)
{
	signed char *side = flags, *close = side + n, *end = close + n;
	signed char *flag = end + n;

	for (size_t i = 0; i < n; i++) {
		side[i] = sign(y[i] - point[i].mean);
		close[i] = closeness(y[i], &point[i], beyond_counts);
		mark(&point[i], SPC_OUTSIDE,
		    rule_outside(
			y[i], (struct limits){point[i].lower, point[i].upper}));
	}
	rule_trend_ends(y, n, SPC_RUN, end);
	rule_spread(end, n, SPC_RUN, flag);
	for (size_t i = 0; i < n; i++)
		mark(&point[i], SPC_TREND, flag[i]);
	rule_two_of_three(close, side, n, false, true, flag);
	for (size_t i = 0; i < n; i++)
		mark(&point[i], SPC_TWO_OF_THREE, flag[i]);
	rule_shift_ends(side, n, SPC_RUN, end);
	rule_spread(end, n, SPC_RUN, flag);
	for (size_t i = 0; i < n; i++)
		mark(&point[i], SPC_SHIFT, flag[i]);
}

static enum variation
variation_of(const struct xmr_point *last, enum direction way)
{
	bool high = last->side > 0;

	if (last->trial)
		return VARIATION_NONE;
	if (last->rule == SPC_NO_RULE)
		return VARIATION_COMMON;
	if (way == DIRECTION_NEUTRAL)
		return high ? VARIATION_NEUTRAL_HIGH : VARIATION_NEUTRAL_LOW;
	if (high)
		return way == DIRECTION_HIGHER ? VARIATION_IMPROVING_HIGH
					       : VARIATION_CONCERN_HIGH;
	return way == DIRECTION_LOWER ? VARIATION_IMPROVING_LOW
				      : VARIATION_CONCERN_LOW;
}

/* The points before the last one that its rule is about: the run, or the three
 * of two in three. */
static size_t
fired_from(const struct xmr_point *point, size_t last)
{
	const struct xmr_point *p = &point[last];
	size_t i = last;

	if (p->rule == SPC_NO_RULE || p->rule == SPC_OUTSIDE)
		return last;
	if (p->rule == SPC_TWO_OF_THREE)
		return last >= p->start + 2 && point[last - 1].rule != p->rule
			   ? last - 2
			   : last - 1;
	/* Points of a run may have been told for a graver rule. */
	while (i > p->start &&
	       (last - i + 1 < SPC_RUN || (point[i - 1].rule == p->rule &&
					      point[i - 1].side == p->side)))
		i--;
	return i;
}

static void
sum_up(const double *y, size_t n, const struct xmr_options *o,
    const struct xmr_point *point, double *scratch, struct xmr *x)
{
	const struct xmr_point *last = &point[n - 1];

	memcpy(scratch, y + last->start, last->length * sizeof *scratch);
	sort_numbers(scratch, last->length);
	x->median = quantile(scratch, last->length, 0.5);
	x->mean = last->mean;
	x->limits = (struct limits){last->lower, last->upper};
	x->run_chart = last->trial;
	x->rule = last->rule;
	x->fired_to = n - 1;
	x->fired_from = fired_from(point, n - 1);
	x->variation = variation_of(last, o->improvement);
	if (last->length < 2)
		x->why = "one point has no moving range";
	if (!last->trial)
		x->assurance = assurance_of(x->limits, o->target,
		    o->improvement, all_equal(y + last->start, last->length));
}

struct xmr
xmr(const double *y, size_t n, const struct xmr_options *o,
    struct xmr_point *point, double *scratch)
{
	struct xmr x = {.mean = NAN,
	    .median = NAN,
	    .average_range = NAN,
	    .limits = {NAN, NAN}};

	if (n == 0) {
		x.why = "there are no values";
		return x;
	}
	for (size_t i = 0, k; i < n; i += k) {
		for (k = 1; i + k < n; k++)
			if (o->rebase != NULL && o->rebase[i + k])
				break;
		x.average_range = put_limits(y + i, k, o, point + i, scratch);
		if (o->chart != SPC_I)
			put_counted(i, k, o, point + i, scratch);
		for (size_t j = i; j < i + k; j++) {
			point[j].rule = SPC_NO_RULE;
			point[j].side = 0;
			point[j].stretch = x.stretches;
			point[j].start = i;
			point[j].length = k;
			point[j].trial = k < SPC_ENOUGH;
		}
		if (k >= SPC_ENOUGH)
			read_rules(y + i, k, o->beyond_counts, point + i,
			    (signed char *)scratch);
		x.stretches++;
	}
	sum_up(y, n, o, point, scratch, &x);
	return x;
}
