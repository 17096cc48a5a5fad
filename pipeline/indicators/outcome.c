/* indicators/outcome.c -- each method's figure from its amounts.
 *
 * x of n are numerator and denominator, a of b those of the group compared
 * with. */
#include <math.h>

#include "indicators/disclosure.h"
#include "indicators/methods.h"
#include "indicators/rounding.h"

#define CONFIDENCE 0.95

struct four {
	double x, n, a, b;
};

static struct four
four(const struct amounts *m)
{
	return (struct four){m->part[PART_NUMERATOR], m->part[PART_DENOMINATOR],
	    m->part[PART_AGAINST], m->part[PART_AGAINST_BASE]};
}

/* No value, for a reason: its counts stay, since they say why. */
static void
leave_out(const struct work *w, struct figure *f, enum status status,
    struct str reason)
{
	f->status = status;
	f->reason = str_dup(w->run->c->mem, reason);
	f->value = f->lower = f->upper = NAN;
}

/* Nothing at all to divide by. */
static bool
no_base(const struct work *w, struct figure *f, double n)
{
	if (n > 0)
		return false;
	figure_withhold(f, STATUS_NOT_APPLICABLE,
	    words_reason(w->run->c->mem, w->indicator, WHY_ZERO_BASE, f->date));
	return true;
}

static bool
low_base(const struct work *w, struct figure *f, double n)
{
	if (!(n < w->indicator->minimum_base))
		return false;
	leave_out(w, f, STATUS_LOW_BASE,
	    words_reason(w->run->c->mem, w->indicator, WHY_LOW_BASE, f->date));
	return true;
}

double
work_scale(const struct indicator *ind)
{
	return ind->unit == UNIT_PERCENT ? 100 : ind->per > 0 ? ind->per : 1;
}

double
work_days(const struct indicator *ind, day date)
{
	struct period quarter = period_holding(date);

	if (ind->base_per_quarter)
		return period_end(quarter) - period_start(quarter) + 1;
	return ind->base_per_day ? month_days(date) : 1;
}

static struct limits
interval(const struct indicator *ind, double x, double n)
{
	struct limits l = {NAN, NAN};

	if (ind->interval == INTERVAL_WILSON)
		return wilson(x, n, CONFIDENCE);
	if (ind->interval == INTERVAL_BYAR) {
		l = byar(x, CONFIDENCE);
		l.lower /= n;
		l.upper /= n;
	}
	if (ind->interval == INTERVAL_METHOD && ind->method == METHOD_RATIO)
		return ratio(x, n, CONFIDENCE).limits;
	if (ind->interval == INTERVAL_METHOD && ind->method == METHOD_RATE)
		return rate(x, n, 1, CONFIDENCE).limits;
	return l;
}

static void
quotient(const struct work *w, struct figure *f, struct four k)
{
	const struct indicator *ind = w->indicator;
	double scale = work_scale(ind), days = work_days(ind, f->date);
	struct limits l;

	if (no_base(w, f, k.n) || low_base(w, f, k.n / days))
		return;
	f->value = scale * k.x / k.n;
	l = interval(ind, k.x / days, k.n / days);
	f->lower = scale * l.lower;
	f->upper = scale * l.upper;
}

/* Members of the group that has it less often who would have to have it too. */
static double
to_close(const struct indicator *ind, struct four k)
{
	if (ind->adverse)
		return NAN;
	return k.x * k.b > k.a * k.n ? gap(k.x, k.n, k.a, k.b).among
				     : gap(k.a, k.b, k.x, k.n).among;
}

/* Those of one group only say nothing; nobody to divide by is said so. */
static bool
no_ratio(const struct work *w, struct figure *f, double comparator,
    const char *why, bool nobody)
{
	struct arena *mem = w->run->c->mem;

	if (why == NULL)
		return false;
	if (nobody)
		leave_out(w, f, STATUS_MISSING,
		    words_reason(mem, w->indicator, WHY_NO_GROUP, f->date));
	else if (!(comparator > 0))
		leave_out(w, f, STATUS_NOT_APPLICABLE,
		    words_reason(
			mem, w->indicator, WHY_ZERO_COMPARATOR, f->date));
	else
		leave_out(w, f, STATUS_NOT_APPLICABLE, str_of(why));
	return true;
}

static void
set_limits(const struct indicator *ind, struct figure *f, struct limits l)
{
	if (ind->interval != INTERVAL_METHOD)
		return;
	f->lower = l.lower;
	f->upper = l.upper;
}

/* Like compared with like: within each stratum. */
static void
adjusted(const struct work *w, struct figure *f, const struct amounts *m)
{
	struct mantel_haenszel h = mantel_haenszel(m->level[PART_NUMERATOR],
	    m->level[PART_DENOMINATOR], m->level[PART_AGAINST],
	    m->level[PART_AGAINST_BASE], w->feed->levels, CONFIDENCE);

	/* Strata of few people round to nobody. */
	if (h.used == 0 && rounding_applies(w->run->settings->disclosure)) {
		figure_withhold(f, STATUS_SUPPRESSED,
		    words_reason(w->run->c->mem, w->indicator,
			disclosure_why(w->run->settings->disclosure, true),
			f->date));
		return;
	}
	if (no_ratio(w, f, m->part[PART_AGAINST], h.why, h.used == 0))
		return;
	f->value = h.ratio;
	f->p_same = h.p;
	set_limits(w->indicator, f, h.limits);
}

static void
likelihood(const struct work *w, struct figure *f, const struct amounts *m)
{
	struct four k = four(m);
	struct relative_likelihood r =
	    relative_likelihood(k.x, k.n, k.a, k.b, CONFIDENCE);

	if (no_ratio(w, f, k.a, r.why, r.no_base) ||
	    low_base(w, f, fmin(k.n, k.b)))
		return;
	f->value = r.ratio;
	f->p = r.p;
	f->to_close = to_close(w->indicator, k);
	set_limits(w->indicator, f, r.limits);
	if (w->indicator->stratified)
		adjusted(w, f, m);
}

/* Where the first group is part of the second, the second is the first and the
 * rest, and Newcombe's interval, which is for groups that share nobody, is
 * taken of the group and the rest:
 *
 *	x/n - a/b = (rest/b) (x/n - (a - x)/rest), rest = b - n
 *
 * The difference to the whole is smaller than that to the rest by the rest's
 * share of all, and so is its interval. */
static void
difference_within(const struct work *w, struct figure *f, struct four k)
{
	double rest = k.b - k.n, share = rest / k.b;
	struct difference d = newcombe(k.x, k.n, k.a - k.x, rest, CONFIDENCE);

	if (!(rest >= 0) || !(k.a >= k.x)) {
		leave_out(w, f, STATUS_MISSING,
		    words_reason(
			w->run->c->mem, w->indicator, WHY_NOT_PART, f->date));
		return;
	}
	f->value = 100 * (k.x / k.n - k.a / k.b);
	if (!(rest > 0))
		return;
	f->p = relative_likelihood(k.x, k.n, k.a - k.x, rest, CONFIDENCE).p;
	set_limits(w->indicator, f,
	    (struct limits){
		100 * share * d.limits.lower, 100 * share * d.limits.upper});
}

static void
difference_of(const struct work *w, struct figure *f, struct four k)
{
	struct difference d = newcombe(k.x, k.n, k.a, k.b, CONFIDENCE);

	if (!(k.n > 0) || !(k.b > 0)) {
		no_ratio(w, f, 1, "", true);
		return;
	}
	if (low_base(w, f, fmin(k.n, k.b)))
		return;
	if (w->indicator->within) {
		difference_within(w, f, k);
		return;
	}
	f->value = 100 * (k.x / k.n - k.a / k.b);
	f->p = relative_likelihood(k.x, k.n, k.a, k.b, CONFIDENCE).p;
	f->to_close = to_close(w->indicator, k);
	set_limits(w->indicator, f,
	    (struct limits){100 * d.limits.lower, 100 * d.limits.upper});
}

static void
disparity_of(const struct work *w, struct figure *f, struct four k)
{
	struct disparity d = disparity(k.x, k.n, k.a, k.b, CONFIDENCE);

	if (no_ratio(w, f, 1, d.why, false) ||
	    low_base(w, f, fmin(k.x + k.n, k.a + k.b)))
		return;
	f->value = d.ratio;
	f->p =
	    relative_likelihood(k.x, k.x + k.n, k.a, k.a + k.b, CONFIDENCE).p;
	set_limits(w->indicator, f, d.limits);
}

/* Its numerator and denominator give the value; the base is all that are
 * counted. */
static void
diversity_of(const struct work *w, struct figure *f, const struct amounts *m)
{
	struct diversity d =
	    diversity(m->level[PART_NUMERATOR], w->feed->levels);

	f->numerator = 1;
	f->denominator = d.herfindahl;
	if (no_base(w, f, d.total) || low_base(w, f, d.total))
		return;
	f->value = d.effective;
}

static double
total_of(const double *v, size_t n)
{
	double all = 0;

	for (size_t i = 0; i < n; i++)
		all += v[i];
	return all;
}

/* The largest, the first by text of several. Its comparator is England's share
 * of the same value. */
static void
mode_of(const struct work *w, struct figure *f, const struct amounts *m)
{
	const double *v = m->level[PART_NUMERATOR];
	size_t n = w->feed->levels, most = 0;
	double all = total_of(v, n);
	struct limits l;

	if (no_base(w, f, all))
		return;
	for (size_t i = 1; i < n; i++)
		if (v[i] > v[most])
			most = i;
	f->breakdown = w->feed->level[most];
	f->numerator = v[most];
	f->denominator = all;
	if (low_base(w, f, all))
		return;
	l = interval(w->indicator, v[most], all);
	f->value = 100 * v[most] / all;
	f->lower = 100 * l.lower;
	f->upper = 100 * l.upper;
}

static void
growth_of(const struct work *w, struct figure *f, struct four k)
{
	struct growth g = growth(k.n, k.x, w->indicator->years);

	if (no_base(w, f, k.n) || low_base(w, f, k.n))
		return;
	f->value = g.percent;
}

static void
value_of(struct figure *f, const struct amounts *m)
{
	f->numerator = m->pooled ? NAN : m->part[PART_NUMERATOR];
	f->denominator = m->counted;
	f->value = m->pooled ? m->median : m->part[PART_NUMERATOR];
}

/* As a ratio England is 1; otherwise England's own crude rate times the ratio. */
static void
standardised_of(
    const struct work *w, struct figure *f, size_t col, const struct amounts *m)
{
	const struct indicator *ind = w->indicator;
	const struct amounts *e = &w->pooled[col];
	struct standardised s;
	double times = 1;

	if (no_base(w, f, m->part[PART_DENOMINATOR]) ||
	    low_base(w, f, m->part[PART_DENOMINATOR]))
		return;
	if (!w->has_england[col] || f->date != w->date) {
		leave_out(w, f, STATUS_MISSING,
		    words_reason(
			w->run->c->mem, ind, WHY_NO_REFERENCE, f->date));
		return;
	}
	if (ind->unit != UNIT_RATIO)
		times = work_scale(ind) * e->part[PART_NUMERATOR] /
			e->part[PART_DENOMINATOR];
	s = standardise_indirect(m->level[PART_NUMERATOR],
	    m->level[PART_DENOMINATOR], e->level[PART_NUMERATOR],
	    e->level[PART_DENOMINATOR], w->feed->levels, times, CONFIDENCE);
	if (s.why != NULL) {
		leave_out(w, f, STATUS_NOT_APPLICABLE, str_of(s.why));
		return;
	}
	f->value = s.value;
	set_limits(ind, f, s.limits);
}

static double
unknown_share(const struct work *w, const struct amounts *m)
{
	double x = m->part[PART_UNKNOWN], n = m->part[PART_UNKNOWN_BASE];

	return !w->feed->has[PART_UNKNOWN] || !(n > 0) ? NAN : 100 * x / n;
}

void
work_out(
    const struct work *w, struct figure *f, size_t col, const struct amounts *m)
{
	const struct indicator *ind = w->indicator;

	f->numerator = m->part[PART_NUMERATOR];
	f->denominator = m->part[PART_DENOMINATOR];
	if (indicator_has_against(ind)) {
		f->against_numerator = m->part[PART_AGAINST];
		f->against_denominator = m->part[PART_AGAINST_BASE];
	}
	f->unknown = unknown_share(w, m);
	switch (ind->method) {
	case METHOD_SHARE:
	case METHOD_RATE:
	case METHOD_MEAN:
	case METHOD_RATIO:
		quotient(w, f, four(m));
		break;
	case METHOD_TOTAL:
		f->value = f->numerator;
		break;
	case METHOD_RELATIVE_LIKELIHOOD:
		likelihood(w, f, m);
		break;
	case METHOD_DIFFERENCE:
		difference_of(w, f, four(m));
		break;
	case METHOD_DISPARITY:
		disparity_of(w, f, four(m));
		break;
	case METHOD_DIVERSITY:
		diversity_of(w, f, m);
		break;
	case METHOD_MODE:
		mode_of(w, f, m);
		break;
	case METHOD_GROWTH:
		growth_of(w, f, four(m));
		break;
	case METHOD_VALUE:
		value_of(f, m);
		break;
	case METHOD_STANDARDISED:
		standardised_of(w, f, col, m);
		break;
	case METHOD_N:
		break;
	}
}
