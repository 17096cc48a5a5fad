/* indicators/bind.c -- the figures of all indicators in the scorecard's order. */
#include <stdlib.h>
#include <string.h>

#include "base/threads.h"
#include "indicators/recall.h"

static int
by_code(const void *a, const void *b, void *code)
{
	const struct str *text = code;
	const uint32_t *x = a, *y = b;

	return str_cmp(text[*x], text[*y]);
}

uint32_t *
rows_by_code(struct arena *mem, const struct run *run, size_t *n)
{
	const struct dataset *d = run->dataset;
	size_t england = d->n_organisations;
	struct str *code;
	uint32_t *row;

	*n = england + 1 + run->regions.n;
	code = NEWS(mem, *n, struct str);
	row = NEWS(mem, *n, uint32_t);
	for (size_t i = 0; i < *n; i++) {
		row[i] = (uint32_t)i;
		code[i] = symbols_text(d->symbols,
		    i < england    ? d->organisation[i].code
		    : i == england ? run->england
				   : run->regions.region[i - england - 1].code);
	}
	qsort_r(row, *n, sizeof *row, by_code, code);
	return row;
}

struct place {
	struct str id, setting;
	size_t i;
};

static int
by_text(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int r = str_cmp(x->id, y->id);

	return r != 0 ? r : str_cmp(x->setting, y->setting);
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
	const struct run *run;
	struct place *place;
	size_t n;
	const struct crop *crop;
	struct scorecard **card; /* by window */
};

/* Every figure into one array, in the scorecard's order. */
static void
bind_card(void *self, size_t window)
{
	const struct binding *b = self;
	struct scorecard *s = b->card[window];

	for (size_t i = 0; i < b->run->all_rows; i++)
		for (size_t j = 0; j < b->n; j++) {
			const struct harvest *one =
			    &b->crop[b->place[j].i].harvest[window];
			size_t at = b->run->by_code[i], n;

			if (one->start == NULL)
				continue;
			n = one->start[at + 1] - one->start[at];
			if (one->figure == NULL)
				recall_next(one->packed, s->figure + s->n, n);
			else if (n > 0)
				memcpy(s->figure + s->n,
				    one->figure + one->start[at],
				    n * sizeof *s->figure);
			s->n += n;
		}
}

static size_t
count_figures(const struct binding *b, size_t window)
{
	size_t all = 0;

	for (size_t i = 0; i < b->n; i++)
		if (b->crop[i].harvest[window].start != NULL)
			all +=
			    b->crop[i].harvest[window].start[b->run->all_rows];
	return all;
}

void
crops_bind(const struct run *run, const struct catalogue *k,
    const struct crop *crop, size_t n, unsigned jobs, struct scorecard **card)
{
	struct arena_mark m = arena_mark(run->c->tmp);
	struct binding b = {.run = run, .n = n, .crop = crop, .card = card};

	b.place = order_crops(run, k, crop, n);
	for (size_t i = 0; i < run->windows; i++)
		card[i]->figure =
		    NEWS(run->c->mem, count_figures(&b, i), struct figure);
	threads_each(jobs, run->windows, bind_card, &b);
	arena_rewind(run->c->tmp, m);
}
