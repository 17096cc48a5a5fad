/* indicators/bind.c -- the figures of all indicators in the scorecard's order. */
#include <stdlib.h>

#include "indicators/work.h"

struct place {
	struct str text;
	size_t i;
};

static int
by_text(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return str_cmp(x->text, y->text);
}

/* Organisations with England and the regions among them, by code. */
static struct place *
order_organisations(const struct run *run, size_t *n)
{
	const struct dataset *d = run->dataset;
	size_t england = d->n_organisations;
	struct place *p;

	*n = england + 1 + run->regions.n;
	p = NEWS(run->c->tmp, *n, struct place);
	for (size_t i = 0; i < *n; i++) {
		sym code = i < england ? d->organisation[i].code
			   : i == england
			       ? run->england
			       : run->regions.region[i - england - 1].code;

		p[i] = (struct place){symbols_text(d->symbols, code), i};
	}
	qsort(p, *n, sizeof *p, by_text);
	return p;
}

static struct place *
order_indicators(const struct run *run, const struct catalogue *k)
{
	struct place *p = NEWS(run->c->tmp, k->n, struct place);

	for (size_t i = 0; i < k->n; i++)
		p[i] = (struct place){k->indicator[i].id, i};
	if (k->n > 0)
		qsort(p, k->n, sizeof *p, by_text);
	return p;
}

/* Every figure into one array, in the scorecard's order. */
void
harvest_bind(const struct run *run, const struct catalogue *k,
    const struct harvest *h, struct scorecard *s)
{
	size_t n_orgs, all = 0;
	struct place *org = order_organisations(run, &n_orgs);
	struct place *ind = order_indicators(run, k);

	for (size_t i = 0; i < k->n; i++)
		all += h[i].start[n_orgs];
	s->figure = NEWS(run->c->mem, all, struct figure);
	for (size_t i = 0; i < n_orgs; i++)
		for (size_t j = 0; j < k->n; j++) {
			const struct harvest *one = &h[ind[j].i];
			size_t to = one->start[org[i].i + 1];

			for (size_t f = one->start[org[i].i]; f < to; f++)
				s->figure[s->n++] = one->figure[f];
		}
}
