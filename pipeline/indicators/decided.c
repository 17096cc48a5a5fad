/* indicators/decided.c -- what guard decided, remembered from run to run. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/sha256.h"
#include "indicators/decided.h"

#define KEY SHA256_BYTES

/* In the bytes: the head, the answers by key, the SHA-256 of all before. */
static const char head[] = "Skillmix: what was withheld, 1\n";

struct answer {
	unsigned char key[KEY];
	uint64_t groups, unguarded;
	const unsigned char *withheld; /* by group: 0 or 1 */
	bool asked;                    /* in this run */
};

struct decided {
	struct arena *mem;
	struct str program;
	GHashTable *all; /* struct answer by its key */
	struct decided_tally tally;
	unsigned jobs;
	GMutex mutex; /* of the table, the tally and mem */
};

static guint
hash_key(gconstpointer p)
{
	guint first;

	memcpy(&first, p, sizeof first);
	return first;
}

static gboolean
same_key(gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, KEY) == 0;
}

static void
clear_mutex(void *p)
{
	g_mutex_clear(p);
}

struct decided *
decided_new(struct arena *mem, struct str program, unsigned jobs)
{
	struct decided *d = NEW(mem, struct decided);

	*d = (struct decided){.mem = mem,
	    .program = program,
	    .jobs = jobs,
	    .all = hash_tie(mem, g_hash_table_new(hash_key, same_key))};
	g_mutex_init(&d->mutex);
	arena_defer(mem, clear_mutex, &d->mutex);
	return d;
}

unsigned
decided_jobs(const struct decided *d)
{
	return d == NULL ? 1 : d->jobs;
}

static void
add_count(struct buf *b, uint64_t n)
{
	n = GUINT64_TO_LE(n);
	buf_add(b, &n, sizeof n);
}

/* Each list behind its length, so that no two families are the same bytes. As
 * they lie in memory: another machine is another program. */
static void
add_family(struct buf *b, const struct guard *g)
{
	add_count(b, g->n_atoms);
	add_count(b, g->n_sums);
	add_count(b, g->n_groups);
	buf_add(b, &g->width, sizeof g->width);
	buf_add(b, g->atom, g->n_atoms * sizeof *g->atom);
	add_count(b, g->n_blocks);
	if (g->n_blocks > 0)
		buf_add(b, g->block, g->n_atoms * sizeof *g->block);
	buf_add(b, g->withheld, g->n_groups * sizeof *g->withheld);
	buf_add(b, g->cost, g->n_groups * sizeof *g->cost);
	for (size_t i = 0; i < g->n_sums; i++) {
		const struct guard_sum *s = &g->sum[i];

		add_count(b, s->n);
		add_count(b, (uint64_t)s->group << 2 |
				 (uint64_t)(s->factor != NULL) << 1 |
				 s->guarded);
		buf_add(b, &s->below, sizeof s->below);
		buf_add(b, &s->above, sizeof s->above);
		buf_add(b, s->atom, s->n * sizeof *s->atom);
		if (s->factor != NULL)
			buf_add(b, s->factor, s->n * sizeof *s->factor);
	}
}

static void
key_of(const struct decided *d, struct arena *tmp, const struct guard *g,
    unsigned char key[KEY])
{
	struct arena_mark m = arena_mark(tmp);
	struct buf b = buf_new(tmp);

	add_count(&b, d->program.n);
	buf_adds(&b, d->program);
	add_family(&b, g);
	sha256_of(b.p, b.n, key);
	arena_rewind(tmp, m);
}

static void
note(struct decided *d, const struct guard *g, const unsigned char key[KEY])
{
	struct answer *a = NEW(d->mem, struct answer);
	unsigned char *withheld = NEWS(d->mem, g->n_groups, unsigned char);

	for (size_t i = 0; i < g->n_groups; i++)
		withheld[i] = g->withheld[i];
	*a = (struct answer){.groups = g->n_groups,
	    .unguarded = g->unguarded,
	    .withheld = withheld,
	    .asked = true};
	memcpy(a->key, key, KEY);
	g_hash_table_insert(d->all, a->key, a);
}

/* False: nobody has asked that yet. */
static bool
is_known(struct decided *d, const unsigned char key[KEY], struct guard *g)
{
	struct answer *a;

	g_mutex_lock(&d->mutex);
	a = g_hash_table_lookup(d->all, key);
	if (a != NULL && a->groups != g->n_groups)
		a = NULL;
	d->tally.asked++;
	d->tally.known += a != NULL;
	if (a != NULL)
		a->asked = true;
	g_mutex_unlock(&d->mutex);
	if (a == NULL)
		return false;
	for (size_t i = 0; i < g->n_groups; i++)
		g->withheld[i] |= a->withheld[i] != 0;
	g->unguarded = a->unguarded;
	return true;
}

void
decided_protect(struct decided *d, struct arena *tmp, struct guard *g)
{
	unsigned char key[KEY];

	if (d == NULL) {
		guard_protect(tmp, g);
		return;
	}
	key_of(d, tmp, g, key);
	if (is_known(d, key, g))
		return;
	guard_protect(tmp, g);
	g_mutex_lock(&d->mutex);
	note(d, g, key);
	g_mutex_unlock(&d->mutex);
}

static int
by_key(const void *a, const void *b)
{
	const struct answer *const *x = a, *const *y = b;

	return memcmp((*x)->key, (*y)->key, KEY);
}

struct str
decided_bytes(struct arena *mem, const struct decided *d)
{
	struct buf b = buf_new(mem);
	const struct answer **asked =
	    NEWS(mem, g_hash_table_size(d->all), const struct answer *);
	unsigned char sum[KEY];
	GHashTableIter i;
	gpointer each;
	size_t n = 0;

	g_hash_table_iter_init(&i, d->all);
	while (g_hash_table_iter_next(&i, NULL, &each))
		if (((const struct answer *)each)->asked)
			asked[n++] = each;
	if (n > 1)
		qsort(asked, n, sizeof *asked, by_key);
	buf_addz(&b, head);
	for (size_t k = 0; k < n; k++) {
		buf_add(&b, asked[k]->key, KEY);
		add_count(&b, asked[k]->groups);
		add_count(&b, asked[k]->unguarded);
		buf_add(&b, asked[k]->withheld, asked[k]->groups);
	}
	sha256_of(b.p, b.n, sum);
	buf_add(&b, sum, KEY);
	return buf_str(&b);
}

static bool
cut(struct str *rest, void *out, size_t n)
{
	if (rest->n < n)
		return false;
	memcpy(out, rest->p, n);
	*rest = str_slice(*rest, n, rest->n);
	return true;
}

static bool
cut_count(struct str *rest, uint64_t *out)
{
	bool ok = cut(rest, out, sizeof *out);

	*out = GUINT64_FROM_LE(*out);
	return ok;
}

static bool
take_answer(struct decided *d, struct str *rest)
{
	struct answer *a = NEW(d->mem, struct answer);

	if (!cut(rest, a->key, KEY) || !cut_count(rest, &a->groups) ||
	    !cut_count(rest, &a->unguarded) || a->groups > rest->n)
		return false;
	a->withheld = (const unsigned char *)rest->p;
	*rest = str_slice(*rest, a->groups, rest->n);
	g_hash_table_insert(d->all, a->key, a);
	return true;
}

bool
decided_take(struct decided *d, struct str bytes)
{
	struct str rest = str_slice(bytes, 0, bytes.n - KEY);
	unsigned char sum[KEY];
	bool ok;

	if (bytes.n < KEY || !str_starts(rest, str_of(head)))
		return false;
	sha256_of(rest.p, rest.n, sum);
	ok = memcmp(sum, bytes.p + rest.n, KEY) == 0;
	rest = str_slice(rest, sizeof head - 1, rest.n);
	while (ok && rest.n > 0)
		ok = take_answer(d, &rest);
	if (!ok)
		g_hash_table_remove_all(d->all);
	return ok;
}

struct decided_tally
decided_tally(const struct decided *d)
{
	return d->tally;
}
