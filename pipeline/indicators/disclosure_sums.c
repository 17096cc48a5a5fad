/* indicators/disclosure_sums.c -- the finest counts that can be told apart, and
 * the sums over them.
 *
 * Observations that are in exactly the same sums cannot be told apart: together
 * they are one atom. That keeps the systems of equations small. */
#include <glib.h>
#include <math.h>
#include <stdlib.h>

#include "indicators/disclosed.h"

#define SHORT 24

bool
disclosure_is_part(const struct indicator *ind, int part)
{
	if (part == PART_UNKNOWN)
		return true;
	return (part == PART_NUMERATOR || part == PART_AGAINST) &&
	       (ind->method == METHOD_SHARE ||
		   ind->method == METHOD_RELATIVE_LIKELIHOOD ||
		   ind->method == METHOD_DIFFERENCE);
}

struct keyed {
	uint64_t key;
	uint32_t i;
	bool total;
};

static int
by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	if (x->total != y->total)
		return x->total ? 1 : -1;
	return (x->i > y->i) - (x->i < y->i);
}

static void
add_whole(struct withholding *d, struct fact *f, uint32_t fact)
{
	struct whole *w;

	for (w = f->whole; w != NULL; w = w->next)
		if (w->fact == fact)
			return;
	w = NEW(d->mem, struct whole);
	*w = (struct whole){fact, f->whole};
	f->whole = w;
}

/* A fact's key is over the slots that it adds up; a total's over its parts'. */
static void
set_keys(struct withholding *d)
{
	for (size_t i = 0; i < d->entries; i++) {
		const struct entry *e = &d->entry[i];

		d->fact[e->fact].key += disclosure_weigh(e->slot, e->factor);
	}
	for (size_t i = 0; i < d->n; i++)
		for (size_t k = 0; k < d->fact[i].n_parts; k++)
			d->fact[i].key += d->fact[d->fact[i].part[k]].key;
}

/* Of equal facts the first stands for all; not a total where one is none. */
static void
unite_facts(struct withholding *d)
{
	struct keyed *k = NEWS(d->mem, d->n + 1, struct keyed);

	for (uint32_t i = 0; i < d->n; i++)
		k[i] =
		    (struct keyed){d->fact[i].key, i, d->fact[i].n_parts > 0};
	if (d->n > 1)
		qsort(k, d->n, sizeof *k, by_key);
	for (size_t i = 0, first = 0; i < d->n; i++) {
		if (k[i].key != k[first].key)
			first = i;
		d->fact[k[i].i].same = k[first].i;
	}
	for (size_t i = 0; i < d->n; i++) {
		struct fact *f = &d->fact[i];

		for (size_t p = 0; p < f->n_parts; p++)
			f->part[p] = d->fact[f->part[p]].same;
		if (f->among != NO_FACT)
			add_whole(d, &d->fact[f->same], d->fact[f->among].same);
	}
	for (size_t i = 0; i < d->n_told; i++)
		for (int p = 0; p < SUMMED_PARTS; p++)
			if (d->told[i].fact[p] != NO_FACT)
				d->told[i].fact[p] =
				    d->fact[d->told[i].fact[p]].same;
}

/* Slots to atoms: slot -> atom in out. */
static void
find_atoms(struct withholding *d, uint32_t *out)
{
	struct keyed *k = NEWS(d->mem, d->slots + 1, struct keyed);
	size_t n = 0;

	for (size_t i = 0; i < d->entries; i++) {
		const struct entry *e = &d->entry[i];

		if (d->fact[e->fact].same == e->fact)
			d->slot[e->slot].facts +=
			    disclosure_weigh(d->fact[e->fact].key, e->factor);
	}
	for (uint32_t i = 0; i < d->slots; i++)
		if (d->slot[i].facts != 0)
			k[n++] = (struct keyed){d->slot[i].facts, i, false};
	if (n > 1)
		qsort(k, n, sizeof *k, by_key);
	d->cap_atoms = 2 * n + 16;
	d->atom = NEWS(d->mem, d->cap_atoms, double);
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || k[i].key != k[i - 1].key)
			d->atoms++;
		d->atom[d->atoms - 1] += d->slot[k[i].i].value;
		out[k[i].i] = (uint32_t)(d->atoms - 1);
	}
}

static int
by_atom(const void *a, const void *b)
{
	const struct term *x = a, *y = b;

	return (x->atom > y->atom) - (x->atom < y->atom);
}

/* Most sums are short, and put in order one by one. */
void
disclosure_sort(struct term *t, size_t n)
{
	if (n > SHORT) {
		qsort(t, n, sizeof *t, by_atom);
		return;
	}
	for (size_t i = 1; i < n; i++) {
		struct term one = t[i];
		size_t k = i;

		for (; k > 0 && t[k - 1].atom > one.atom; k--)
			t[k] = t[k - 1];
		t[k] = one;
	}
}

/* Terms sorted, none twice. */
static void
set_terms(struct arena *mem, struct fact *f, struct term *t, size_t n)
{
	disclosure_sort(t, n);
	f->atom = NEWS(mem, n + 1, uint32_t);
	f->factor = NEWS(mem, n + 1, double);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && t[i].atom == t[i - 1].atom)
			continue;
		f->atom[f->n] = t[i].atom;
		f->factor[f->n++] = t[i].factor;
	}
}

static void
set_atoms(struct withholding *d, const uint32_t *atom_of)
{
	size_t *at = NEWS(d->mem, d->n + 2, size_t);
	struct term *t = NEWS(d->mem, d->entries + 1, struct term);

	for (size_t i = 0; i < d->entries; i++)
		at[d->entry[i].fact + 2]++;
	for (size_t i = 1; i < d->n + 2; i++)
		at[i] += at[i - 1];
	for (size_t i = 0; i < d->entries; i++)
		t[at[d->entry[i].fact + 1]++] = (struct term){
		    atom_of[d->entry[i].slot], d->entry[i].factor};
	for (size_t i = 0; i < d->n; i++)
		if (d->fact[i].same == i && d->fact[i].n_parts == 0)
			set_terms(
			    d->mem, &d->fact[i], t + at[i], at[i + 1] - at[i]);
	for (size_t i = 0; i < d->n; i++) {
		struct fact *f = &d->fact[i];
		struct term *all;
		size_t n = 0;

		if (f->same != i || f->n_parts == 0)
			continue;
		for (size_t p = 0; p < f->n_parts; p++)
			n += d->fact[f->part[p]].n;
		all = NEWS(d->mem, n + 1, struct term);
		n = 0;
		for (size_t p = 0; p < f->n_parts; p++) {
			const struct fact *o = &d->fact[f->part[p]];

			for (size_t j = 0; j < o->n; j++)
				all[n++] =
				    (struct term){o->atom[j], o->factor[j]};
		}
		set_terms(d->mem, f, all, n);
	}
}

/* The base's atoms that are not in the count; false when the count has others,
 * or in other parts. */
static bool
take_away(struct arena *mem, const struct fact *base, const struct fact *count,
    struct pair *out)
{
	size_t i = 0;

	out->rest = NEWS(mem, base->n + 1, uint32_t);
	for (size_t j = 0; j < base->n; j++) {
		if (i < count->n && count->atom[i] < base->atom[j])
			return false;
		if (i < count->n && count->atom[i] == base->atom[j] &&
		    count->factor[i] == base->factor[j])
			i++;
		else
			out->rest[out->n++] = base->atom[j];
	}
	return i == count->n;
}

static uint64_t
key_of(uint32_t count, uint32_t base)
{
	return (uint64_t)count << 32 | base;
}

static struct pair *
pair_at(struct withholding *d, GHashTable *all, uint32_t count, uint32_t base)
{
	gpointer i =
	    g_hash_table_lookup(all, GSIZE_TO_POINTER(key_of(count, base)));

	return i == NULL ? NULL : &d->pair[GPOINTER_TO_SIZE(i) - 1];
}

/* One organisation's. Those left of a base that is counted in other cells than
 * those who are taken from it are an atom of their own. */
static void
rest_of_one(struct withholding *d, struct pair *p)
{
	const struct fact *count = &d->fact[p->count];
	const struct fact *base = &d->fact[p->base];

	if (take_away(d->mem, base, count, p))
		return;
	p->n = 1;
	p->rest = NEWS(d->mem, 1, uint32_t);
	if (d->atoms == d->cap_atoms) {
		double *more = NEWS(d->mem, 2 * d->cap_atoms, double);

		for (size_t i = 0; i < d->atoms; i++)
			more[i] = d->atom[i];
		d->atom = more;
		d->cap_atoms *= 2;
	}
	p->rest[0] = (uint32_t)d->atoms;
	d->atom[d->atoms++] = base->value - count->value;
	p->link = p->rest[0] + 1;
}

/* Those of the organisations; false where one of them has none. */
static bool
rest_of_all(struct withholding *d, GHashTable *all, struct pair *p)
{
	const struct fact *count = &d->fact[p->count];
	const struct fact *base = &d->fact[p->base];
	size_t n = 0;

	if (count->n_parts != base->n_parts)
		return false;
	for (int pass = 0; pass < 2; pass++) {
		if (pass == 1)
			p->rest = NEWS(d->mem, n + 1, uint32_t);
		for (size_t i = 0; i < count->n_parts; i++) {
			const struct pair *o =
			    pair_at(d, all, count->part[i], base->part[i]);

			if (o == NULL)
				return false;
			n += pass == 0 ? o->n : 0;
			for (size_t j = 0; pass == 1 && j < o->n; j++)
				p->rest[p->n++] = o->rest[j];
		}
	}
	return true;
}

static void
pair_up(struct withholding *d, GHashTable *all, const struct disclosed *t,
    int part, bool totals)
{
	uint32_t count = t->fact[part], base = t->fact[part + 1];
	struct pair p = {.count = count, .base = base};

	if (count == NO_FACT || base == NO_FACT ||
	    !disclosure_is_part(t->indicator, part) ||
	    (d->fact[count].n_parts > 0) != totals ||
	    d->fact[count].value > d->fact[base].value + 1e-9 ||
	    pair_at(d, all, count, base) != NULL)
		return;
	if (!totals)
		rest_of_one(d, &p);
	else if (!rest_of_all(d, all, &p))
		return;
	ARENA_GROW(d->mem, d->pair, d->pairs, d->cap_pairs);
	d->pair[d->pairs++] = p;
	g_hash_table_insert(all, GSIZE_TO_POINTER(key_of(count, base)),
	    GSIZE_TO_POINTER(d->pairs));
}

static void
find_pairs(struct withholding *d)
{
	GHashTable *all = g_hash_table_new(g_direct_hash, g_direct_equal);

	for (int totals = 0; totals < 2; totals++)
		for (size_t i = 0; i < d->n_told; i++)
			for (int p = 0; p < SUMMED_PARTS; p += 2)
				pair_up(d, all, &d->told[i], p, totals);
	g_hash_table_destroy(all);
}

void
disclosure_lay(struct withholding *d)
{
	uint32_t *atom_of = NEWS(d->mem, d->slots + 1, uint32_t);

	set_keys(d);
	unite_facts(d);
	find_atoms(d, atom_of);
	set_atoms(d, atom_of);
	find_pairs(d);
}
