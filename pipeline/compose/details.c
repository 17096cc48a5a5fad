/* compose/details.c -- from a line of a summary to the block that tells more. */
#include "compose/details.h"

#define MEASURE "#measure:"

struct str
details_link(struct arena *mem, const struct indicator *i)
{
	return str_fmt(mem, MEASURE "%.*s", STRF(i->id));
}

void
details_wanted(struct details *d, size_t block)
{
	if (d->after <= block)
		d->after = block + 1;
}

void
details_told(struct arena *mem, struct details *d, struct str ids, size_t block,
    bool overview)
{
	while (ids.n > 0) {
		struct str id;
		str_cut(ids, ',', &id, &ids);
		ARENA_GROW(mem, d->told, d->n, d->cap);
		d->told[d->n++] = (struct told){str_trim(id), block, overview};
	}
}

static const struct told *
best(const struct details *d, struct str id)
{
	const struct told *found = NULL;

	for (size_t i = 0; i < d->n; i++) {
		const struct told *t = &d->told[i];
		if (t->block < d->after || !str_eq(t->id, id))
			continue;
		if (found == NULL || (found->overview && !t->overview))
			found = t;
	}
	return found;
}

/* What is left of a link to a measure is an anchor, or nothing. */
static void
settle(struct arena *mem, const struct details *d, struct pack *p,
    struct str *link)
{
	const struct told *t;
	struct block *b;

	if (!str_starts(*link, S(MEASURE)))
		return;
	t = best(d, str_slice(*link, S(MEASURE).n, link->n));
	*link = S("");
	if (t == NULL)
		return;
	b = &p->block[t->block];
	if (b->anchor.n == 0)
		b->anchor = b->table != NULL
				? b->table->name
				: str_fmt(mem, "block_%zu", t->block + 1);
	*link = str_fmt(mem, "#%.*s", STRF(b->anchor));
}

static void
settle_scene(struct arena *mem, const struct details *d, struct pack *p,
    const struct scene *s)
{
	for (size_t i = 0; i < s->n_links; i++)
		settle(mem, d, p, &s->link[i].to);
}

static void
settle_text(
    struct arena *mem, const struct details *d, struct pack *p, struct text *t)
{
	size_t kept = 0;

	for (size_t i = 0; i < t->n; i++) {
		settle(mem, d, p, &t->span[i].link);
		if (!t->span[i].page || t->span[i].link.n > 0)
			t->span[kept++] = t->span[i];
	}
	t->n = kept;
}

void
details_settle(struct arena *mem, const struct details *d, struct pack *p)
{
	for (size_t i = 0; i < d->after; i++) {
		struct block *b = &p->block[i];
		if (b->scene != NULL)
			settle_scene(mem, d, p, b->scene);
		settle_text(mem, d, p, &b->note);
		for (size_t k = 0;
		     b->kind == BLOCK_TABLE && k < b->table->n_rows; k++)
			settle(mem, d, p, &b->table->row[k].link);
	}
}
