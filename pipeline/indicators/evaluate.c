/* indicators/evaluate.c -- which figures there are, and their numerators and
 * denominators or why they have none. */
#include "indicators/work.h"

bool
work_pooled(const struct work *w, size_t row)
{
	return w->indicator->england == ENGLAND_ALL || w->run->in_cluster[row];
}

/* Does a reported organisation without data get its missing figure here? */
static bool
stands_for_missing(const struct work *w, size_t col)
{
	bool any = false;

	if (w->indicator->breakdown == DIM_N || w->indicator->total.n > 0)
		return col == 0;
	for (size_t i = 1; i <= w->table.listed; i++)
		any |= w->live[i];
	return any ? col >= 1 && col <= w->table.listed && w->live[col]
		   : col == 0;
}

/* Is there to be a figure, given that the organisation has data? */
static bool
wanted(const struct work *w, size_t col, bool reported, const struct sum *num,
    const struct sum *den)
{
	const struct indicator *ind = w->indicator;
	bool across = ind->denominator_across;

	if (ind->method == METHOD_TOTAL && !reported)
		return num != NULL && sum_value(num) > 0;
	if (col == 0 && ind->breakdown == DIM_N)
		return true;
	if (col == 0)
		return ind->total.n > 0 &&
		       (reported || num != NULL || (den != NULL && !across));
	if (across)
		return num != NULL || (col <= w->table.listed && w->live[col]);
	return num != NULL || den != NULL;
}

static enum status
status_of(enum why why)
{
	return why == WHY_SUPPRESSED       ? STATUS_SUPPRESSED
	       : why == WHY_NOT_APPLICABLE ? STATUS_NOT_APPLICABLE
					   : STATUS_MISSING;
}

/* The number that a sum stands for; false when part of it is not there. */
static bool
amount(const struct indicator *ind, const struct quantity *q,
    const struct sum *s, double *out)
{
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

struct raw
work_evaluate(const struct work *w, size_t row, size_t col)
{
	const struct indicator *ind = w->indicator;
	const struct table *t = &w->table;
	bool reported = w->run->dataset->organisation[row].reported_on;
	const struct sum *num = table_numerator(t, row, col);
	const struct sum *den = table_denominator(t, row, col);
	struct raw r = {.source = w->source, .n = 1};
	enum reason why;

	if (!table_served(t, row)) {
		if (!reported || !stands_for_missing(w, col))
			return r;
		return unknown(
		    r, ind->needs.n_measures > 0 && w->date != DAY_NONE
			   ? WHY_NOT_SERVED
			   : WHY_NOT_IN_FILE);
	}
	if (!wanted(w, col, reported, num, den))
		return r;
	if (num != NULL || den != NULL)
		r.source = num != NULL ? num->source : den->source;
	why = num != NULL ? num->reason : REASON_NONE;
	if (den != NULL && ind->method != METHOD_TOTAL)
		why = reason_graver(why, den->reason);
	if (why != REASON_NONE)
		return unknown(r, why_of(why));
	if (!amount(ind, &ind->numerator, num, &r.x))
		return unknown(r, WHY_NO_ROW);
	if (ind->method != METHOD_TOTAL &&
	    !amount(ind, &ind->denominator, den, &r.n))
		return unknown(r, WHY_NO_ROW);
	r.state = STATE_KNOWN;
	return r;
}

/* The newest date that somebody England counts has, and its first source. */
void
work_find_date(struct work *w)
{
	const struct table *t = &w->table;
	bool found = false;

	w->date = DAY_NONE;
	for (size_t row = 0; row < t->rows; row++)
		if (work_pooled(w, row) && table_served(t, row) &&
		    t->newest[row] > w->date)
			w->date = t->newest[row];
	for (size_t row = 0; row < t->rows && w->date != DAY_NONE; row++)
		for (size_t col = 0; col < t->columns; col++) {
			const struct sum *s = table_numerator(t, row, col);

			if (s == NULL || s->date != w->date ||
			    !work_pooled(w, row))
				continue;
			w->live[col] |=
			    s->reason != REASON_NONE || sum_value(s) > 0;
			if (!found || s->source < w->source)
				w->source = s->source;
			found = true;
		}
}
