/* indicators/bind.c -- the figures of all indicators in the scorecard's order. */
#include <stdlib.h>

#include "indicators/work.h"

struct place {
	struct str text, setting;
	size_t i;
};

static int
by_text(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int r = str_cmp(x->text, y->text);

	return r != 0 ? r : str_cmp(x->setting, y->setting);
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

		p[i] = (struct place){symbols_text(d->symbols, code), S(""), i};
	}
	qsort(p, *n, sizeof *p, by_text);
	return p;
}

static struct place *
order_crops(const struct run *run, const struct catalogue *k,
    const struct crop *crop, size_t n)
{
	struct place *p = NEWS(run->c->tmp, n, struct place);

	for (size_t i = 0; i < n; i++)
		p[i] = (struct place){k->indicator[crop[i].indicator].id,
		    symbols_text(run->dataset->symbols, crop[i].setting), i};
	if (n > 0)
		qsort(p, n, sizeof *p, by_text);
	return p;
}

/* Every figure into one array, in the scorecard's order. */
void
crops_bind(const struct run *run, const struct catalogue *k,
    const struct crop *crop, size_t n, size_t window, struct scorecard *s)
{
	struct arena_mark m = arena_mark(run->c->tmp);
	size_t n_orgs, all = 0;
	struct place *org = order_organisations(run, &n_orgs);
	struct place *place = order_crops(run, k, crop, n);

	for (size_t i = 0; i < n; i++)
		if (crop[i].harvest[window].start != NULL)
			all += crop[i].harvest[window].start[n_orgs];
	s->figure = NEWS(run->c->mem, all, struct figure);
	for (size_t i = 0; i < n_orgs; i++)
		for (size_t j = 0; j < n; j++) {
			const struct harvest *one =
			    &crop[place[j].i].harvest[window];
			size_t to =
			    one->start == NULL ? 0 : one->start[org[i].i + 1];

			for (size_t f = to == 0 ? 0 : one->start[org[i].i];
			     f < to; f++)
				s->figure[s->n++] = one->figure[f];
		}
	arena_rewind(run->c->tmp, m);
}
