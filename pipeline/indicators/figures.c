/* indicators/figures.c -- values, intervals, England and what is withheld. */
#include <math.h>

#include "indicators/disclosure.h"
#include "indicators/methods.h"
#include "indicators/work.h"

struct figure
work_blank(const struct work *w, sym org, size_t col, day date)
{
	const struct run *run = w->run;
	struct figure f = {.org = org,
	    .indicator = w->place,
	    .breakdown = w->table.column[col],
	    .date = date,
	    .stale = date != DAY_NONE && date < run->stale_before,
	    .numerator = NAN,
	    .denominator = NAN,
	    .value = NAN,
	    .lower = NAN,
	    .upper = NAN,
	    .peer_q1 = NAN,
	    .peer_median = NAN,
	    .peer_q3 = NAN,
	    .england = NAN,
	    .cluster_min = NAN,
	    .cluster_q1 = NAN,
	    .cluster_median = NAN,
	    .cluster_q3 = NAN,
	    .cluster_max = NAN,
	    .against_numerator = NAN,
	    .against_denominator = NAN,
	    .p = NAN,
	    .unknown = NAN,
	    .to_close = NAN,
	    .mean = NAN,
	    .limit_low = NAN,
	    .limit_high = NAN,
	    .source = w->source};

	return f;
}

static struct limits
interval(const struct indicator *ind, double x, double n)
{
	struct limits l = {NAN, NAN};

	if (ind->interval == INTERVAL_WILSON)
		return wilson(x, n, 0.95);
	if (ind->interval == INTERVAL_BYAR) {
		l = byar(x, 0.95);
		l.lower /= n;
		l.upper /= n;
	}
	return l;
}

/* Value, interval and status from a numerator and a denominator. */
void
work_out(const struct work *w, struct figure *f, double x, double n)
{
	const struct indicator *ind = w->indicator;
	struct arena *mem = w->run->c->mem;
	double scale = ind->unit == UNIT_PERCENT ? 100 : 1;
	double days = ind->base_per_day ? month_days(f->date) : 1;
	struct limits l;

	f->numerator = x;
	f->denominator = n;
	if (ind->method == METHOD_TOTAL) {
		f->value = x;
		return;
	}
	if (!(n > 0)) {
		figure_withhold(f, STATUS_NOT_APPLICABLE,
		    words_reason(mem, ind, WHY_ZERO_BASE, f->date));
		return;
	}
	if (n / days < ind->minimum_base) {
		f->status = STATUS_LOW_BASE;
		f->reason = words_reason(mem, ind, WHY_LOW_BASE, f->date);
		return;
	}
	f->value = scale * x / n;
	l = interval(ind, x / days, n / days);
	f->lower = scale * l.lower;
	f->upper = scale * l.upper;
}

/* England: the sum over the organisations it counts, of the newest date only. */
void
work_pool(struct work *w)
{
	const struct table *t = &w->table;

	for (size_t col = 0; col < t->columns; col++) {
		struct figure *f = &w->england[col];
		struct sum x = {0}, n = {0};
		unsigned counted = 0;
		bool any = false;

		*f = work_blank(w, w->run->england, col, w->date);
		for (size_t row = 0; row < t->rows; row++) {
			const struct raw *r = &w->raw[row * t->columns + col];

			if (!work_pooled(w, row) || t->newest[row] != w->date ||
			    r->state != STATE_KNOWN)
				continue;
			any = true;
			sum_add(&x, r->x);
			sum_add(&n, r->n);
			counted += w->indicator->method == METHOD_TOTAL
				       ? r->x > 0
				       : r->n > 0;
		}
		w->has_england[col] = any;
		f->england_n = counted;
		if (any)
			work_out(w, f, sum_value(&x),
			    w->indicator->method == METHOD_TOTAL
				? counted
				: sum_value(&n));
	}
}

static void
finish_row(struct work *w, size_t row, struct figure *f, size_t n)
{
	const struct run *run = w->run;
	const struct indicator *ind = w->indicator;

	if (ind->people && run->settings->disclosure == DISCLOSURE_SMALL_4)
		disclosure_small_4(run->c->mem, ind, f, n,
		    ind->total.n > 0 && n > 0 && f[0].breakdown == 0);
	for (size_t i = 0; i < n; i++)
		f[i].verdict = compare_verdict(&f[i]);
}

/* Figures of one organisation, in column order; how many. */
size_t
work_row(struct work *w, size_t row, struct figure *f)
{
	const struct run *run = w->run;
	const struct table *t = &w->table;
	const struct organisation *org = &run->dataset->organisation[row];
	day date = table_served(t, row) ? t->newest[row] : w->date;
	size_t n = 0;

	for (size_t col = 0; col < t->columns; col++) {
		const struct raw *r = &w->raw[row * t->columns + col];

		if (r->state == STATE_NO_FIGURE)
			continue;
		f[n] = work_blank(w, org->code, col, date);
		f[n].source = r->source;
		if (r->state == STATE_KNOWN)
			work_out(w, &f[n], r->x, r->n);
		else
			figure_withhold(&f[n], r->status,
			    words_reason(
				run->c->mem, w->indicator, r->why, date));
		/* Another date's England is no comparator. */
		if (w->has_england[col] && date == w->date) {
			f[n].england = w->england[col].value;
			f[n].england_n = w->england[col].england_n;
		}
		w->at[row * t->columns + col] = &f[n++];
	}
	finish_row(w, row, f, n);
	return n;
}
