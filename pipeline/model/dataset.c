/* model/dataset.c -- observations, organisations and files. */
#include <stdlib.h>

#include "model/dataset.h"

const char *const dimension_name[DIM_N] = {
#define DIMENSION(name, words) #name,
#include "model/dimensions.def"
#undef DIMENSION
};

const char *const dimension_words[DIM_N] = {
#define DIMENSION(name, words) words,
#include "model/dimensions.def"
#undef DIMENSION
};

enum dimension
dimension_lookup(struct str name)
{
	int d = 0;

	while (d < DIM_N && !str_is(name, dimension_name[d]))
		d++;
	return (enum dimension)d;
}

struct dataset *
dataset_new(struct arena *mem)
{
	struct dataset *d = NEW(mem, struct dataset);

	d->symbols = symbols_new(mem);
	return d;
}

struct observation *
dataset_add(struct arena *mem, struct dataset *d)
{
	ARENA_GROW(mem, d->observation, d->n, d->cap);
	d->observation[d->n] = (struct observation){.date = DAY_NONE};
	return &d->observation[d->n++];
}

struct observation *
dataset_room(struct arena *mem, struct dataset *d, size_t n)
{
	if (d->cap == 0) {
		d->cap = n;
		d->observation = NEWS(mem, n, struct observation);
	}
	while (d->cap - d->n < n)
		d->observation = arena_regrow(
		    mem, d->observation, d->n, &d->cap, sizeof *d->observation);
	return &d->observation[d->n];
}

const struct organisation *
dataset_find(const struct dataset *d, sym code)
{
	for (size_t i = 0; i < d->n_organisations; i++)
		if (d->organisation[i].code == code)
			return &d->organisation[i];
	return NULL;
}

struct organisation *
dataset_organisation(struct arena *mem, struct dataset *d, sym code)
{
	for (size_t i = 0; i < d->n_organisations; i++)
		if (d->organisation[i].code == code)
			return &d->organisation[i];
	ARENA_GROW(
	    mem, d->organisation, d->n_organisations, d->cap_organisations);
	d->organisation[d->n_organisations] =
	    (struct organisation){.code = code};
	return &d->organisation[d->n_organisations++];
}

static int
by_code(const void *a, const void *b, void *symbols)
{
	const struct organisation *x = a, *y = b;

	return str_cmp(
	    symbols_text(symbols, x->code), symbols_text(symbols, y->code));
}

void
dataset_sort_organisations(struct dataset *d)
{
	if (d->n_organisations > 0)
		qsort_r(d->organisation, d->n_organisations,
		    sizeof *d->organisation, by_code, d->symbols);
}

size_t
dataset_source(const struct dataset *d, struct str path)
{
	size_t i = 0;

	while (i < d->n_sources && !str_eq(d->source[i].path, path))
		i++;
	return i;
}

struct at
dataset_at(struct arena *mem, const struct dataset *d, struct origin o)
{
	const struct source *s = &d->source[o.source];
	struct buf b = buf_new(mem);
	struct at at = {.file = s->path};

	if (o.sheet < s->n_sheets)
		at.sheet = s->sheet[o.sheet];
	if (o.row > 0)
		cell_print(&b, o.row, o.column);
	at.cell = buf_str(&b);
	return at;
}
