/* indicators/returns.c -- how many returns of a quarter were expected, and how
 * many came.
 *
 * As the audit waits for them: who has packs is waited for from the first return
 * of all, up to the newest quarter that anybody sent one for; everybody else
 * from their own first return to their last, or to the newest where no register
 * says whom packs are for. */
#include "indicators/work.h"

struct span {
	sym org;
	day first, last; /* quarter ends of its first and last return */
	bool now;        /* it sent one for the quarter asked about */
};

/* A span for each organisation that ever sent one. */
static struct span *
list_spans(struct arena *tmp, const struct dataset *d, day quarter, size_t *n)
{
	struct span *span = NEWS(tmp, d->n_sent + 1, struct span);
	uint32_t *place = NEWS(tmp, symbols_count(d->symbols), uint32_t);

	*n = 0;
	for (size_t i = 0; i < d->n_sent; i++) {
		day q = d->sent[i].date; /* the quarter's last */
		uint32_t *at = &place[d->sent[i].org];
		struct span *s;

		if (q == DAY_NONE)
			continue;
		if (*at == 0) {
			span[(*n)++] =
			    (struct span){d->sent[i].org, q, q, false};
			*at = (uint32_t)*n;
		}
		s = &span[*at - 1];
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
	day quarter = period_end(period_holding(date)), first = INT32_MAX,
	    newest = DAY_NONE;
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

static sym
code_of(const struct run *run, size_t region)
{
	return region == SIZE_MAX ? 0 : run->regions.region[region].code;
}

struct returns *
returns_by_window(struct arena *mem, const struct run *run)
{
	size_t n = 1 + run->regions.n;
	struct returns *r = NEWS(mem, run->windows * n, struct returns);
	struct arena *tmp = arena_new("returns by window");

	for (size_t w = 0; w < run->windows; w++)
		for (size_t i = 0; i < n; i++)
			r[w * n + i] = returns_of(tmp, run->dataset,
			    run->window[w].to, code_of(run, i - 1));
	arena_free(tmp);
	return r;
}

void
work_returns(const struct work *w, struct figure *f, size_t n, size_t region)
{
	const struct run *run = w->run;
	struct arena_mark m = arena_mark(run->c->tmp);
	size_t at = (size_t)(w->window - run->window) * (1 + run->regions.n) +
		    region + 1;
	struct returns r;

	if (!str_is(w->indicator->source, "return") || n == 0 ||
	    f[0].date == DAY_NONE)
		return;
	r = period_end(period_holding(f[0].date)) ==
		    period_end(period_holding(w->window->to))
		? run->returns[at]
		: returns_of(run->c->tmp, run->dataset, f[0].date,
		      code_of(run, region));
	for (size_t i = 0; i < n; i++) {
		f[i].returns = r.received;
		f[i].returns_of = r.expected;
	}
	arena_rewind(run->c->tmp, m);
}
