/* indicators/bind.c -- the figures of all indicators in the scorecard's order. */
#include <stdlib.h>

#include "base/threads.h"
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

/* Cards are filled side by side. */
struct binding {
	struct place *org, *place;
	size_t n_orgs, n;
	const struct crop *crop;
	struct scorecard **card; /* by window */
};

/* Every figure into one array, in the scorecard's order. */
static void
bind_card(void *self, size_t window)
{
	const struct binding *b = self;
	struct scorecard *s = b->card[window];

	for (size_t i = 0; i < b->n_orgs; i++)
		for (size_t j = 0; j < b->n; j++) {
			const struct harvest *one =
			    &b->crop[b->place[j].i].harvest[window];
			size_t at = b->org[i].i;

			if (one->start == NULL)
				continue;
			for (size_t f = one->start[at]; f < one->start[at + 1];
			     f++)
				s->figure[s->n++] = one->figure[f];
		}
}

static size_t
count_figures(const struct binding *b, size_t window)
{
	size_t all = 0;

	for (size_t i = 0; i < b->n; i++)
		if (b->crop[i].harvest[window].start != NULL)
			all += b->crop[i].harvest[window].start[b->n_orgs];
	return all;
}

void
crops_bind(const struct run *run, const struct catalogue *k,
    const struct crop *crop, size_t n, unsigned jobs, struct scorecard **card)
{
	struct arena_mark m = arena_mark(run->c->tmp);
	struct binding b = {.n = n, .crop = crop, .card = card};

	b.org = order_organisations(run, &b.n_orgs);
	b.place = order_crops(run, k, crop, n);
	for (size_t i = 0; i < run->windows; i++)
		card[i]->figure =
		    NEWS(run->c->mem, count_figures(&b, i), struct figure);
	threads_each(jobs, run->windows, bind_card, &b);
	arena_rewind(run->c->tmp, m);
}
