/* audit/expected.c -- which returns were expected, and which came. */
#include <stdlib.h>

#include "audit/quarter.h"
#include "audit/view.h"

/* Three years and the quarter itself. */
enum { QUARTERS = 13 };

static int
by_text(const void *a, const void *b, void *symbols)
{
	return str_cmp(symbols_text(symbols, *(const sym *)a),
	    symbols_text(symbols, *(const sym *)b));
}

/* Organisations that packs are for, or that ever sent a return, by code. */
static sym *
list_organisations(struct arena *mem, const struct view *v, size_t *n)
{
	const struct dataset *d = v->dataset;
	bool *listed = NEWS(mem, symbols_count(d->symbols) + 1, bool);
	sym *org = NEWS(mem, d->n_organisations + v->n + 1, sym);

	*n = 0;
	for (size_t i = 0; i < d->n_organisations + v->n; i++) {
		sym code = i < d->n_organisations
			       ? d->organisation[i].code
			       : v->sent[i - d->n_organisations].org;
		if (listed[code] ||
		    (i < d->n_organisations && !d->organisation[i].reported_on))
			continue;
		listed[code] = true;
		org[(*n)++] = code;
	}
	if (*n > 0)
		qsort_r(org, *n, sizeof *org, by_text, d->symbols);
	return org;
}

/* The quarter of its first return; of the first of all where the organisation
 * has packs and so was expected all along. */
static int
expected_since(const struct view *v, sym org, int first)
{
	const struct organisation *o = dataset_find(v->dataset, org);

	if (o != NULL && o->reported_on)
		return first;
	for (size_t i = 0; i < v->n; i++)
		if (v->sent[i].org == org)
			return quarter_of(v->sent[i].date);
	return first;
}

/* The last quarter that it is expected in: one that packs are not for any more,
 * though they are for others, closed or merged. */
static int
expected_until(const struct view *v, sym org, int newest)
{
	const struct dataset *d = v->dataset;
	const struct organisation *o = dataset_find(d, org);
	bool any = false;
	int last = newest;

	for (size_t i = 0; i < d->n_organisations; i++)
		any |= d->organisation[i].reported_on;
	if (!any || (o != NULL && o->reported_on))
		return newest;
	for (size_t i = 0; i < v->n; i++)
		if (v->sent[i].org == org)
			last = quarter_of(v->sent[i].date);
	return last;
}

static void
list_quarters(struct ctx *c, struct audit *a, int first, int last)
{
	a->n_quarters = (size_t)(last - first + 1);
	a->quarter = NEWS(c->mem, a->n_quarters, day);
	for (size_t i = 0; i < a->n_quarters; i++)
		a->quarter[i] = quarter_end(first + (int)i);
}

static void
list_topics(struct ctx *c, const struct return_form *form, struct audit *a)
{
	a->n_topics = form->n_topics;
	a->topic = NEWS(c->mem, form->n_topics, struct str);
	for (size_t i = 0; i < form->n_topics; i++)
		a->topic[i] = str_dup(c->mem, form->topic[i].title);
}

static void
list_returns(struct arena *mem, const struct view *v, struct audit *a, sym org,
    int since, int until)
{
	for (int q = since; q <= until; q++) {
		struct audit_return *r = &a->sent[a->n++];
		const struct sent *s = view_sent(v, org, quarter_end(q));

		*r = (struct audit_return){.org = org,
		    .date = quarter_end(q),
		    .sent = s != NULL,
		    .unread = view_unread(v, org, quarter_end(q)),
		    .source = s != NULL ? s->source : UINT16_MAX,
		    .received = s != NULL ? s->received : DAY_NONE,
		    .topic = NEWS(mem, a->n_topics, struct audit_topic)};
	}
}

/* A return is expected up to the newest quarter that anybody sent one for:
 * before that, nobody is late. */
struct audit *
audit_new(struct ctx *c, const struct view *v)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct audit *a = NEW(c->mem, struct audit);
	int last = quarter_of(period_end(v->period));
	int first = last, newest = last - QUARTERS;
	size_t n;
	sym *org = list_organisations(c->tmp, v, &n);

	for (size_t i = 0; i < v->n; i++) {
		int q = quarter_of(v->sent[i].date);
		first = q < first ? q : first;
		newest = q > newest ? q : newest;
	}
	if (first < last - QUARTERS + 1)
		first = last - QUARTERS + 1;
	list_quarters(c, a, first, last);
	list_topics(c, v->form, a);
	a->sent = NEWS(c->mem, n * a->n_quarters + 1, struct audit_return);
	for (size_t i = 0; i < n; i++) {
		int since = expected_since(v, org[i], first);

		list_returns(c->mem, v, a, org[i],
		    since > first ? since : first,
		    expected_until(v, org[i], newest));
	}
	arena_rewind(c->tmp, m);
	return a;
}
