/* indicators/returns.c -- how many returns of a quarter were expected, and how
 * many came.
 *
 * As the audit waits for them: who has packs is waited for from the first return
 * of all, up to the newest quarter that anybody sent one for; everybody else
 * from their own first return to their last, or to the newest where no register
 * says whom packs are for. */
#include <stdlib.h>

#include "indicators/work.h"

struct span {
	sym org;
	day first, last; /* quarter ends of its first and last return */
	bool now;        /* it sent one for the quarter asked about */
};

static int
by_org(const void *a, const void *b)
{
	const struct return_sent *x = *(const struct return_sent *const *)a;
	const struct return_sent *y = *(const struct return_sent *const *)b;

	return (x->org > y->org) - (x->org < y->org);
}

static day
quarter_end(day d)
{
	return period_end(period_holding(d));
}

/* A span for each organisation that ever sent one. */
static struct span *
list_spans(struct arena *tmp, const struct dataset *d, day quarter, size_t *n)
{
	const struct return_sent **sent =
	    NEWS(tmp, d->n_sent + 1, const struct return_sent *);
	struct span *span = NEWS(tmp, d->n_sent + 1, struct span);
	size_t k = 0;

	*n = 0;
	for (size_t i = 0; i < d->n_sent; i++)
		if (d->sent[i].date != DAY_NONE)
			sent[k++] = &d->sent[i];
	if (k > 1)
		qsort(sent, k, sizeof(struct return_sent *), by_org);
	for (size_t i = 0; i < k; i++) {
		day q = quarter_end(sent[i]->date);
		struct span *s;

		if (i == 0 || sent[i - 1]->org != sent[i]->org)
			span[(*n)++] =
			    (struct span){sent[i]->org, q, q, q == quarter};
		s = &span[*n - 1];
		s->first = q < s->first ? q : s->first;
		s->last = q > s->last ? q : s->last;
		s->now |= q == quarter;
	}
	return span;
}

static const struct span *
span_of(const struct span *span, size_t n, sym org)
{
	for (size_t i = 0; i < n; i++)
		if (span[i].org == org)
			return &span[i];
	return NULL;
}

struct returns
returns_of(struct arena *tmp, const struct dataset *d, day date, sym region)
{
	day quarter = quarter_end(date), first = INT32_MAX, newest = DAY_NONE;
	struct returns r = {0};
	bool any = false;
	size_t n;
	struct span *span = list_spans(tmp, d, quarter, &n);

	for (size_t i = 0; i < n; i++) {
		first = span[i].first < first ? span[i].first : first;
		newest = span[i].last > newest ? span[i].last : newest;
	}
	if (n == 0 || quarter > newest || quarter < first)
		return r;
	for (size_t i = 0; i < d->n_organisations; i++) {
		const struct organisation *o = &d->organisation[i];
		const struct span *s;

		any |= o->reported_on;
		if (!o->reported_on || (region != 0 && o->region != region))
			continue;
		s = span_of(span, n, o->code);
		r.expected++;
		r.received += s != NULL && s->now;
	}
	for (size_t i = 0; i < n; i++) {
		const struct organisation *o = dataset_find(d, span[i].org);
		day last = any ? span[i].last : newest;

		if ((o != NULL && o->reported_on) ||
		    (region != 0 && (o == NULL || o->region != region)) ||
		    quarter < span[i].first || quarter > last)
			continue;
		r.expected++;
		r.received += span[i].now;
	}
	return r;
}

void
work_returns(const struct work *w, struct figure *f, size_t n, sym region)
{
	struct arena_mark m = arena_mark(w->run->c->tmp);
	struct returns r;

	if (!str_is(w->indicator->source, "return") || n == 0 ||
	    f[0].date == DAY_NONE)
		return;
	r = returns_of(w->run->c->tmp, w->run->dataset, f[0].date, region);
	for (size_t i = 0; i < n; i++) {
		f[i].returns = r.received;
		f[i].returns_of = r.expected;
	}
	arena_rewind(w->run->c->tmp, m);
}
