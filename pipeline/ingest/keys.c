/* ingest/keys.c -- finds an observation by what it is about. */
#include <string.h>

#include "ingest/keys.h"

/* The families of the sheets of one file. */
struct sheets {
	unsigned *family;
	size_t n, cap;
};

/* The hash stands beside the index, so that most comparisons and all moves to a
 * wider table leave the observations alone: they lie all over the memory. */
struct slot {
	uint32_t index; /* + 1, into the dataset; 0 is free */
	uint32_t hash;
};

struct keys {
	struct arena *work;
	const struct dataset *d;
	struct sheets *file; /* by source */
	size_t n_files, cap_files;
	struct slot *slot;
	size_t n, slots;
};

struct keys *
keys_new(struct arena *work, const struct dataset *d)
{
	struct keys *k = NEW(work, struct keys);

	k->work = work;
	k->d = d;
	k->slots = 4096;
	k->slot = NEWS(work, k->slots, struct slot);
	return k;
}

void
keys_family(struct keys *k, uint16_t source, uint16_t sheet, unsigned family)
{
	struct sheets *f;

	while (k->n_files <= source) {
		ARENA_GROW(k->work, k->file, k->n_files, k->cap_files);
		k->file[k->n_files++] = (struct sheets){0};
	}
	f = &k->file[source];
	while (f->n <= sheet) {
		ARENA_GROW(k->work, f->family, f->n, f->cap);
		f->family[f->n++] = 0;
	}
	f->family[sheet] = family;
}

static unsigned
family_of(const struct keys *k, const struct observation *o)
{
	return k->file[o->origin.source].family[o->origin.sheet];
}

static uint64_t
mix(uint64_t h, uint32_t v)
{
	h = (h ^ v) * 0x9e3779b97f4a7c15u;
	return h ^ (h >> 29);
}

static uint32_t
hash(const struct keys *k, const struct observation *o)
{
	uint64_t h = mix(family_of(k, o), o->org);

	h = mix(h, o->measure);
	h = mix(h, (uint32_t)o->date);
	for (int i = 0; i < DIM_N; i++)
		h = mix(h, o->dim[i]);
	return (uint32_t)(h ^ h >> 32);
}

static bool
same(const struct keys *k, const struct observation *a,
    const struct observation *b)
{
	return a->org == b->org && a->measure == b->measure &&
	       a->date == b->date &&
	       memcmp(a->dim, b->dim, sizeof a->dim) == 0 &&
	       family_of(k, a) == family_of(k, b);
}

/* A slot may point to an observation that was taken out of the dataset, or to
 * one that stands in its place now: then the two are not the same. */
size_t
keys_find(const struct keys *k, const struct observation *like)
{
	uint32_t h = hash(k, like);
	size_t i = h & (k->slots - 1);

	for (; k->slot[i].index != 0; i = (i + 1) & (k->slots - 1)) {
		size_t at = k->slot[i].index - 1;
		if (k->slot[i].hash == h && at < k->d->n &&
		    same(k, &k->d->observation[at], like))
			return at;
	}
	return KEY_NONE;
}

static void
insert(struct keys *k, struct slot s)
{
	size_t i = s.hash & (k->slots - 1);

	while (k->slot[i].index != 0)
		i = (i + 1) & (k->slots - 1);
	k->slot[i] = s;
	k->n++;
}

static void
widen(struct keys *k)
{
	const struct slot *old = k->slot;
	size_t slots = k->slots;

	k->slots *= 2;
	k->slot = NEWS(k->work, k->slots, struct slot);
	k->n = 0;
	for (size_t i = 0; i < slots; i++)
		if (old[i].index != 0 && old[i].index - 1 < k->d->n)
			insert(k, old[i]);
}

void
keys_add(struct keys *k, size_t index)
{
	if ((k->n + 1) * 2 > k->slots)
		widen(k);
	insert(k, (struct slot){
		      (uint32_t)index + 1, hash(k, &k->d->observation[index])});
}
