/* indicators/decided.c -- what was withheld, remembered from run to run. */
#include <glib.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "indicators/decided.h"

#define KEY SHA256_BYTES

/* In the bytes: the head, the program, the answers by key, the SHA-256 of all
 * before. */
static const char head[] = "Skillmix: what was withheld, 2\n";

struct answer {
	unsigned char key[KEY];
	uint64_t n;
	const unsigned char *outcome;
	bool asked; /* in this run, or kept */
};

struct decided {
	struct arena *mem;
	struct str program;
	GHashTable *all; /* struct answer by its key */
	struct decided_tally tally;
	pthread_mutex_t mutex; /* of the table, the tally and mem */
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
	pthread_mutex_destroy(p);
}

struct decided *
decided_new(struct arena *mem, struct str program)
{
	struct decided *d = NEW(mem, struct decided);

	*d = (struct decided){.mem = mem,
	    .program = program,
	    .all = hash_tie(mem, g_hash_table_new(hash_key, same_key))};
	pthread_mutex_init(&d->mutex, NULL);
	arena_defer(mem, clear_mutex, &d->mutex);
	return d;
}

static void
add_count(struct buf *b, uint64_t n)
{
	n = GUINT64_TO_LE(n);
	buf_add(b, &n, sizeof n);
}

bool
decided_find(struct decided *d, const unsigned char key[KEY],
    unsigned char *outcome, size_t n)
{
	struct answer *a;

	if (d == NULL)
		return false;
	pthread_mutex_lock(&d->mutex);
	a = g_hash_table_lookup(d->all, key);
	if (a != NULL && a->n != n)
		a = NULL;
	d->tally.asked++;
	d->tally.known += a != NULL;
	if (a != NULL)
		a->asked = true;
	pthread_mutex_unlock(&d->mutex);
	if (a != NULL)
		memcpy(outcome, a->outcome, n);
	return a != NULL;
}

bool
decided_keep(struct decided *d, const unsigned char key[KEY])
{
	struct answer *a;

	if (d == NULL)
		return false;
	pthread_mutex_lock(&d->mutex);
	a = g_hash_table_lookup(d->all, key);
	if (a != NULL)
		a->asked = true;
	pthread_mutex_unlock(&d->mutex);
	return a != NULL;
}

void
decided_note(struct decided *d, const unsigned char key[KEY],
    const unsigned char *outcome, size_t n)
{
	struct answer *a;

	if (d == NULL)
		return;
	pthread_mutex_lock(&d->mutex);
	a = NEW(d->mem, struct answer);
	*a = (struct answer){.n = n,
	    .outcome = (void *)arena_copy(d->mem, outcome, n),
	    .asked = true};
	memcpy(a->key, key, KEY);
	g_hash_table_insert(d->all, a->key, a);
	pthread_mutex_unlock(&d->mutex);
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
	add_count(&b, d->program.n);
	buf_adds(&b, d->program);
	for (size_t k = 0; k < n; k++) {
		buf_add(&b, asked[k]->key, KEY);
		add_count(&b, asked[k]->n);
		buf_add(&b, asked[k]->outcome, asked[k]->n);
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

	if (!cut(rest, a->key, KEY) || !cut_count(rest, &a->n) ||
	    a->n > rest->n)
		return false;
	a->outcome = (const unsigned char *)rest->p;
	*rest = str_slice(*rest, a->n, rest->n);
	g_hash_table_insert(d->all, a->key, a);
	return true;
}

static bool
is_of_program(const struct decided *d, struct str *rest)
{
	uint64_t n;

	if (!cut_count(rest, &n) || n != d->program.n ||
	    !str_starts(*rest, d->program))
		return false;
	*rest = str_slice(*rest, n, rest->n);
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
	ok = ok && is_of_program(d, &rest);
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
