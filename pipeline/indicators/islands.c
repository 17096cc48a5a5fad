/* indicators/islands.c -- sums that share no observation, decided apart.
 *
 * Nothing is known of an observation but what the sums say that it is in, so what
 * must be withheld of some sums says nothing of others that share none with them.
 * Such islands are mostly the figures of one topic and quarter. Each is decided by
 * itself, side by side, and what was decided of one is kept from run to run: one
 * corrected cell leaves all but one or two of two hundred as they were. A decision
 * is found by the SHA-256 of all that it rests on: nobody, with cells of their own
 * choice, can make two islands look the same. */
#include <glib.h>
#include <string.h>

#include "base/hash.h"
#include "base/memo.h"
#include "base/threads.h"
#include "indicators/disclosed.h"
#include "indicators/rounding.h"

/* The notes that have any of its facts, by their places in order. */
struct island {
	uint32_t *note;
	size_t n, cap;
	size_t facts;
	/* While it is decided; laid NULL: it was. */
	struct withholding *laid;
	unsigned char key[SHA256_BYTES], *out;
};

/* ---- which facts make an island */

/* Most are tied already, and seen to be at a glance. */
static void
tie(uint32_t *up, size_t a, size_t b)
{
	if (up[a] == up[b])
		return;
	up[guard_root(up, (uint32_t)a)] = guard_root(up, (uint32_t)b);
}

/* Within a note: totals and their parts, counts and what they are among, and all
 * that one figure tells. */
static void
tie_within(const struct note *n, uint32_t *up)
{
	for (size_t i = 0; i < n->n; i++) {
		const struct noted *f = &n->fact[i];

		for (size_t k = 0; k < f->n_parts; k++)
			tie(up, n->at + i, n->at + f->part[k]);
		if (f->among != NO_FACT)
			tie(up, n->at + i, n->at + f->among);
	}
	for (size_t i = 0; i < n->n_told; i++) {
		const uint32_t *fact = n->told[i].fact;
		uint32_t first = NO_FACT;

		for (int p = 0; p < SUMMED_PARTS; p++) {
			if (fact[p] == NO_FACT)
				continue;
			if (first != NO_FACT)
				tie(up, n->at + first, n->at + fact[p]);
			first = fact[p];
		}
	}
}

/* Who has first what a total of a file has over its parts: the fact + 1. */
static uint32_t
first_over(GHashTable *first, uint64_t key, uint32_t fact)
{
	gpointer at = GSIZE_TO_POINTER(key);
	gpointer found = g_hash_table_lookup(first, at);

	if (found != NULL)
		return GPOINTER_TO_UINT(found);
	g_hash_table_insert(first, at, GUINT_TO_POINTER(fact + 1));
	return fact + 1;
}

/* Facts of one observation are tied together. */
static void
tie_facts(const struct discretion *c, struct arena *tmp, uint32_t *up)
{
	uint32_t *first = NEWS(tmp, c->run->dataset->n + 1, uint32_t);
	GHashTable *over =
	    hash_tie(tmp, g_hash_table_new(g_direct_hash, g_direct_equal));

	for (size_t i = 0; i < c->n_notes; i++) {
		const struct note *n = &c->note[i];

		tie_within(n, up);
		for (size_t k = 0; k < n->entries; k++) {
			uint32_t slot = n->entry[k].slot, other;
			uint32_t fact = (uint32_t)n->at + n->entry[k].fact;

			if ((slot & OVER) != 0) {
				other = first_over(
				    over, n->over[slot & ~OVER].key, fact);
			} else {
				if (first[slot] == 0)
					first[slot] = fact + 1;
				other = first[slot];
			}
			if (other != fact + 1)
				tie(up, fact, other - 1);
		}
	}
}

static size_t
count_facts(struct discretion *c)
{
	size_t facts = 0;

	for (size_t i = 0; i < c->n_notes; i++) {
		c->note[i].at = facts;
		facts += c->note[i].n;
	}
	return facts;
}

static void
add_fact(struct discretion *c, uint32_t island, uint32_t note)
{
	struct island *one = &c->island[island];

	one->facts++;
	if (one->n > 0 && one->note[one->n - 1] == note)
		return;
	ARENA_GROW(c->mem, one->note, one->n, one->cap);
	one->note[one->n++] = note;
}

/* In the order of their first facts. */
static void
find_islands(struct discretion *c)
{
	struct arena *tmp = arena_new("islands");
	size_t facts = count_facts(c);
	uint32_t *up = NEWS(tmp, facts, uint32_t);
	uint32_t *place = NEWS(tmp, facts, uint32_t);

	for (uint32_t i = 0; i < facts; i++)
		up[i] = i;
	tie_facts(c, tmp, up);
	c->outcome = NEWS(c->mem, facts, unsigned char);
	c->home = NEWS(c->mem, facts, struct home);
	for (uint32_t i = 0; i < c->n_notes; i++)
		for (size_t k = 0; k < c->note[i].n; k++) {
			size_t fact = c->note[i].at + k;
			uint32_t *at = &place[guard_root(up, (uint32_t)fact)];

			if (*at == 0) {
				ARENA_GROW(c->mem, c->island, c->n, c->cap);
				c->island[c->n] = (struct island){0};
				*at = (uint32_t)++c->n;
			}
			c->home[fact] = (struct home){
			    *at - 1, (uint32_t)c->island[*at - 1].facts};
			add_fact(c, *at - 1, i);
		}
	arena_free(tmp);
}

/* ---- an island by itself */

static double
value_at(const struct dataset *data, uint32_t i)
{
	const struct observation *o = &data->observation[i];

	return o->reason == REASON_NONE ? o->value : 0;
}

/* The island that is laid out. */
struct landing {
	const struct discretion *c;
	struct withholding *d;
	uint32_t island;
	GHashTable *over;
	size_t cap_entries, cap_told, cap_slots;
};

static bool
is_on(const struct landing *l, const struct note *n, uint32_t fact)
{
	return l->c->home[n->at + fact].island == l->island;
}

/* A fact of the note by its number on the island. */
static uint32_t
number_of(const struct landing *l, const struct note *n, uint32_t fact)
{
	return fact == NO_FACT ? NO_FACT : l->c->home[n->at + fact].number;
}

static void
land_facts(struct landing *l, const struct note *n)
{
	struct withholding *d = l->d;

	for (uint32_t i = 0; i < n->n; i++) {
		const struct noted *from = &n->fact[i];
		struct fact *f = &d->fact[d->n];

		if (!is_on(l, n, i))
			continue;
		*f = (struct fact){.value = from->value,
		    .n_parts = from->n_parts,
		    .among = number_of(l, n, from->among),
		    .fine = from->fine};
		if (f->n_parts > 0)
			f->part = NEWS(d->mem, f->n_parts, uint32_t);
		for (size_t k = 0; k < f->n_parts; k++)
			f->part[k] = number_of(l, n, from->part[k]);
		d->n++;
	}
}

static uint32_t
new_slot(struct landing *l, double value)
{
	struct withholding *d = l->d;

	ARENA_GROW(d->mem, d->slot, d->slots, l->cap_slots);
	d->slot[d->slots] = (struct slot){.value = value};
	return (uint32_t)d->slots++;
}

/* Slots are numbered as they are met, so that the number says nothing of the
 * dataset's order. */
static uint32_t
slot_of(struct landing *l, const struct note *n, uint32_t slot)
{
	const struct over *over;
	gpointer key, found;

	if ((slot & OVER) == 0) {
		uint32_t *at = &l->c->slot[slot];

		if (*at == 0)
			*at =
			    new_slot(l, value_at(l->c->run->dataset, slot)) + 1;
		return *at - 1;
	}
	over = &n->over[slot & ~OVER];
	key = GSIZE_TO_POINTER(over->key);
	found = g_hash_table_lookup(l->over, key);
	if (found == NULL) {
		found = GUINT_TO_POINTER(new_slot(l, over->value) + 1);
		g_hash_table_insert(l->over, key, found);
	}
	return GPOINTER_TO_UINT(found) - 1;
}

static void
land_entries(struct landing *l, const struct note *n)
{
	struct withholding *d = l->d;

	for (size_t i = 0; i < n->entries; i++) {
		const struct entry *e = &n->entry[i];

		if (!is_on(l, n, e->fact))
			continue;
		ARENA_GROW(d->mem, d->entry, d->entries, l->cap_entries);
		d->entry[d->entries++] = (struct entry){slot_of(l, n, e->slot),
		    number_of(l, n, e->fact), e->factor};
	}
}

/* A figure that tells nothing that is summed up is nobody's. */
static void
land_told(struct landing *l, const struct note *n)
{
	struct withholding *d = l->d;

	for (size_t i = 0; i < n->n_told; i++) {
		const struct disclosed *t = &n->told[i];
		int first = 0;

		while (first < SUMMED_PARTS && t->fact[first] == NO_FACT)
			first++;
		if (first == SUMMED_PARTS || !is_on(l, n, t->fact[first]))
			continue;
		ARENA_GROW(d->mem, d->told, d->n_told, l->cap_told);
		d->told[d->n_told] = *t;
		for (int p = 0; p < SUMMED_PARTS; p++)
			d->told[d->n_told].fact[p] =
			    number_of(l, n, t->fact[p]);
		d->n_told++;
	}
}

static void
lay_island(const struct discretion *c, uint32_t island, struct withholding *d)
{
	const struct island *is = &c->island[island];
	struct landing l = {.c = c,
	    .d = d,
	    .island = island,
	    .over = hash_tie(
		d->mem, g_hash_table_new(g_direct_hash, g_direct_equal))};

	d->fact = NEWS(d->mem, is->facts, struct fact);
	for (size_t i = 0; i < is->n; i++) {
		const struct note *n = &c->note[is->note[i]];

		land_facts(&l, n);
		land_entries(&l, n);
		land_told(&l, n);
	}
}

/* ---- what a decision rests on */

/* 0: an organisation; 1: England; from 2: a region. */
static uint64_t
level_of(const struct run *run, sym org)
{
	if (org == run->england)
		return 1;
	for (size_t i = 0; i < run->regions.n; i++)
		if (run->regions.region[i].code == org)
			return 2 + i;
	return 0;
}

static void
hash_told(struct sha256 *s, const struct run *run, const struct disclosed *t)
{
	uint64_t what = level_of(run, t->figure->org);

	for (int p = 0; p < SUMMED_PARTS; p += 2)
		what = what << 1 | disclosure_is_part(t->indicator, p);
	sha256_add_number(s, what);
	sha256_add(s, t->fact, sizeof t->fact);
	sha256_add(s, &t->weight, sizeof t->weight);
}

/* Each list behind its length, so that no two islands are the same bytes. As they
 * lie in memory: another machine is another program. */
void
island_key(const struct withholding *d, unsigned char key[SHA256_BYTES])
{
	struct sha256 s = sha256_begin();

	sha256_add_number(&s, d->policy);
	sha256_add_number(&s, rounding_spares_england(d->run->settings));
	sha256_add_number(&s, d->run->regions.n);
	sha256_add_number(&s, d->n);
	for (size_t i = 0; i < d->n; i++) {
		const struct fact *f = &d->fact[i];
		uint64_t of[] = {f->n_parts, f->among, f->fine};

		sha256_add(&s, &f->value, sizeof f->value);
		sha256_add(&s, of, sizeof of);
		sha256_add(&s, f->part, f->n_parts * sizeof *f->part);
	}
	sha256_add_number(&s, d->entries);
	sha256_add(&s, d->entry, d->entries * sizeof *d->entry);
	sha256_add_number(&s, d->slots);
	sha256_add(&s, d->slot, d->slots * sizeof *d->slot);
	sha256_add_number(&s, d->n_told);
	for (size_t i = 0; i < d->n_told; i++)
		hash_told(&s, d->run, &d->told[i]);
	sha256_end(&s, key);
}

/* ---- all of them */

/* Equal facts have one outcome. */
static void
read_outcome(const struct withholding *d, unsigned char *out)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct fact *f = &d->fact[d->fact[i].same];

		out[i] = (unsigned char)((f->withheld ? OUTCOME_WITHHELD : 0) |
					 (f->primary ? OUTCOME_PRIMARY : 0));
	}
}

/* The outcome goes where it is asked for, and all else goes. */
static void
leave(struct discretion *c, uint32_t island)
{
	struct island *is = &c->island[island];

	for (size_t i = 0; i < is->n; i++) {
		const struct note *n = &c->note[is->note[i]];

		for (size_t k = n->at; k < n->at + n->n; k++)
			if (c->home[k].island == island)
				c->outcome[k] = is->out[c->home[k].number];
	}
	arena_free(is->laid->mem);
	is->laid = NULL;
}

/* An answer has a byte for each sum, and no number. */
static bool
find_decision(const struct discretion *c, const struct island *is,
    const struct withholding *d)
{
	struct str known;

	if (!memo_find(c->decided, is->key, d->mem, &known) || known.n != d->n)
		return false;
	memcpy(is->out, known.p, known.n);
	return true;
}

/* Lays it out, and looks whether it is known. */
static void
look_up(void *self, size_t i)
{
	struct discretion *c = self;
	struct island *is = &c->island[i];
	struct arena *mem = arena_new("island of sums");
	struct withholding *d = NEW(mem, struct withholding);

	*d = (struct withholding){
	    .run = c->run, .policy = c->policy, .mem = mem};
	lay_island(c, (uint32_t)i, d);
	island_key(d, is->key);
	is->out = NEWS(mem, d->n, unsigned char);
	is->laid = d;
	if (find_decision(c, is, d))
		leave(c, (uint32_t)i);
}

void
islands_look_up(struct discretion *c)
{
	find_islands(c);
	c->slot = NEWS(c->mem, c->run->dataset->n + 1, uint32_t);
	threads_each(c->threads, c->n, look_up, c);
	c->open = NEWS(c->mem, c->n, uint32_t);
	c->waits = NEWS(c->mem, c->n_notes, bool);
	for (uint32_t i = 0; i < c->n; i++) {
		const struct island *is = &c->island[i];

		if (is->laid == NULL)
			continue;
		c->open[c->n_open++] = i;
		for (size_t k = 0; k < is->n; k++)
			c->waits[is->note[k]] = true;
	}
	/* Where there are few, each asks with several. */
	c->jobs = c->n_open <= c->threads ? c->threads : 1;
}

void
islands_decide(struct discretion *c, size_t open)
{
	uint32_t i = c->open[open];
	struct island *is = &c->island[i];

	is->laid->jobs = c->jobs;
	disclosure_settle(is->laid);
	read_outcome(is->laid, is->out);
	memo_note(c->decided, is->key,
	    (struct str){(const char *)is->out, is->facts});
	leave(c, i);
}

unsigned char (*disclosure_rests_on(const struct discretion *c, size_t place,
    size_t places, struct arena *mem, size_t *n))[SHA256_BYTES]
{
	const struct note *first = c == NULL ? NULL : &c->note[place];
	size_t islands = c == NULL ? 0 : c->n;
	bool *seen = NEWS(mem, islands, bool);
	unsigned char(*key)[SHA256_BYTES] =
	    arena_alloc(mem, islands, sizeof *key);

	*n = 0;
	for (size_t i = 0; c != NULL && i < places; i++)
		for (size_t k = first[i].at; k < first[i].at + first[i].n;
		     k++) {
			uint32_t island = c->home[k].island;

			if (!seen[island])
				memcpy(key[(*n)++], c->island[island].key,
				    sizeof *key);
			seen[island] = true;
		}
	return key;
}
