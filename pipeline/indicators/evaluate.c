/* indicators/evaluate.c -- which figures there are, and what they are made of or
 * why they have nothing. */
#include <math.h>

#include "indicators/work.h"

bool
work_pooled(const struct work *w, size_t row)
{
	return w->indicator->england == ENGLAND_ALL || w->run->in_cluster[row];
}

/* The unsplit figure stands by itself, beside those of the breakdown. */
static bool
has_total(const struct indicator *ind)
{
	return ind->breakdown == DIM_N || ind->total.n > 0 || ind->summed;
}

/* Does a reported organisation without data get its missing figure here? */
static bool
stands_for_missing(const struct work *w, size_t col)
{
	bool any = false;

	if (has_total(w->indicator))
		return col == 0;
	for (size_t i = 1; i <= w->feed->listed; i++)
		any |= w->live[i];
	return any ? col >= 1 && col <= w->feed->listed && w->live[col]
		   : col == 0;
}

/* Is there to be a figure, given that the organisation has data? */
static bool
wanted(const struct work *w, size_t col, bool reported,
    const struct sum *const s[static METHOD_PARTS])
{
	const struct indicator *ind = w->indicator;
	bool across = ind->denominator_across;
	bool top = s[PART_NUMERATOR] != NULL || s[PART_AGAINST] != NULL;
	bool base = s[PART_DENOMINATOR] != NULL || s[PART_AGAINST_BASE] != NULL;

	if (ind->method == METHOD_TOTAL && !reported)
		return top && sum_value(s[PART_NUMERATOR]) > 0;
	if (col == 0 && ind->breakdown == DIM_N)
		return true;
	if (col == 0)
		return has_total(ind) && (reported || top || (base && !across));
	if (across)
		return top || (col <= w->feed->listed && w->live[col]);
	return top || base;
}

static enum status
status_of(enum why why)
{
	return why == WHY_SUPPRESSED       ? STATUS_SUPPRESSED
	       : why == WHY_NOT_APPLICABLE ? STATUS_NOT_APPLICABLE
					   : STATUS_MISSING;
}

static const struct quantity *
quantity(const struct indicator *ind, int part)
{
	const struct quantity *q[SUMMED_PARTS] = {&ind->numerator,
	    ind->method == METHOD_GROWTH ? &ind->numerator : &ind->denominator,
	    &ind->against, &ind->against_denominator, &ind->unknown,
	    &ind->unknown_denominator};

	return q[part];
}

/* The reason of a sum: an empty cell that stands for zero is empty after all
 * where the organisation says nothing there. */
static enum reason
reason_of(const struct line *l, int part, const struct sum *s)
{
	if (s == NULL)
		return REASON_NONE;
	return s->blanks && l->said[part] != s->date
		   ? reason_graver(sum_reason(s), REASON_BLANK)
		   : sum_reason(s);
}

/* The number that a sum stands for; false when part of it is not there. */
static bool
amount(const struct indicator *ind, int part, const struct sum *s, double *out)
{
	const struct quantity *q = quantity(ind, part);
	uint32_t all = (uint32_t)((UINT64_C(1) << q->n_measures) - 1);

	if (!ind->absent_is_zero && (s == NULL || s->seen != all))
		return false;
	*out = s == NULL ? 0 : sum_value(s);
	if (q->mean)
		*out /= (double)q->n_measures;
	return true;
}

static struct raw
unknown(struct raw r, enum why why)
{
	r.state = STATE_UNKNOWN;
	r.why = why;
	r.status = status_of(why);
	return r;
}

static const double *
levels(const struct work *w, const struct line *l, int part, size_t col)
{
	const struct sum *s = line_levels(w->feed, l, part, col);
	double *v;

	if (s == NULL)
		return NULL;
	v = NEWS(w->tmp, w->feed->levels, double);
	for (size_t i = 0; i < w->feed->levels; i++)
		v[i] =
		    s[i].any && s[i].date == l->newest ? sum_value(&s[i]) : 0;
	return v;
}

/* Those left out as not known are told where they can be, and nothing hangs on
 * it where they cannot. */
static void
add_unknown(
    const struct work *w, const struct line *l, size_t col, struct amounts *a)
{
	for (int p = PART_UNKNOWN; p <= PART_UNKNOWN_BASE; p++) {
		const struct sum *s = line_sum(w->feed, l, p, col);

		if (!w->feed->has[p] || reason_of(l, p, s) != REASON_NONE ||
		    !amount(w->indicator, p, s, &a->part[p]))
			a->part[p] = NAN;
	}
}

static bool
takes(const struct work *w, int part)
{
	return w->feed->has[part] || (part == PART_DENOMINATOR &&
					 w->indicator->method == METHOD_GROWTH);
}

struct raw
work_evaluate(
    const struct work *w, const struct line *l, size_t row, size_t col)
{
	const struct indicator *ind = w->indicator;
	bool reported = w->run->dataset->organisation[row].reported_on;
	const struct sum *s[METHOD_PARTS];
	struct raw r = {.source = w->source, .amounts = {.counted = 1}};
	enum reason why = REASON_NONE;

	if (!line_served(w->feed, l)) {
		if (w->window->past || !reported || !stands_for_missing(w, col))
			return r;
		return unknown(
		    r, ind->needs.n_measures > 0 && w->date != DAY_NONE
			   ? WHY_NOT_SERVED
			   : WHY_NOT_IN_FILE);
	}
	for (int p = 0; p < METHOD_PARTS; p++)
		s[p] = line_sum(w->feed, l, p, col);
	if (!wanted(w, col, reported, s))
		return r;
	for (int p = METHOD_PARTS; p-- > 0;)
		if (s[p] != NULL)
			r.source = s[p]->source;
	for (int p = 0; p < METHOD_PARTS; p++)
		why = reason_graver(why, reason_of(l, p, s[p]));
	if (why != REASON_NONE)
		return unknown(r, why_of(why));
	for (int p = 0; p < METHOD_PARTS; p++) {
		r.amounts.part[p] = NAN;
		if (takes(w, p) && !amount(ind, p, s[p], &r.amounts.part[p]))
			return unknown(r, ind->method == METHOD_GROWTH && p > 0
					      ? WHY_NOT_EARLIER
					      : WHY_NO_ROW);
		r.amounts.level[p] = levels(w, l, p, col);
	}
	if (ind->method == METHOD_TOTAL)
		r.amounts.part[PART_DENOMINATOR] = 1;
	if (ind->method == METHOD_VALUE && s[0] != NULL && s[0]->parts > 1)
		return unknown(r, WHY_SEVERAL);
	add_unknown(w, l, col, &r.amounts);
	r.state = STATE_KNOWN;
	return r;
}

/* The newest date that somebody England counts has, and its first source. */
void
work_find_date(struct work *w)
{
	const struct feed *f = w->feed;
	struct line *const *line = w->table.line;
	bool found = false;

	w->date = DAY_NONE;
	for (size_t row = 0; row < f->rows; row++)
		if (work_pooled(w, row) && line_served(f, line[row]) &&
		    line[row]->newest > w->date)
			w->date = line[row]->newest;
	for (size_t row = 0; row < f->rows && w->date != DAY_NONE; row++)
		for (size_t col = 0; line[row] != NULL && col < f->columns;
		     col++) {
			const struct sum *s =
			    line_sum(f, line[row], PART_NUMERATOR, col);

			if (s == NULL || s->date != w->date ||
			    !work_pooled(w, row))
				continue;
			w->live[col] |=
			    sum_reason(s) != REASON_NONE || sum_value(s) > 0;
			if (!found || s->source < w->source)
				w->source = s->source;
			found = true;
		}
}
