/* ingest/readings.c -- what returns say, remembered from run to run.
 *
 * In the bytes: the head, the setup, each checksum with its record, in their order,
 * and the SHA-256 of all that. */
#include <stdlib.h>
#include <string.h>

#include "base/bytes.h"
#include "base/hash.h"
#include "base/sha256.h"
#include "ingest/readings.h"

static const char head[] = "Skillmix: what returns say, 1";

/* Ten times what a return of the sample takes; and a thousand of those. */
#define RECORD_MOST ((size_t)256 << 10)
#define ALL_MOST    ((size_t)64 << 20)

struct reading_kept {
	struct str sha256, record;
	bool asked; /* in this run */
};

struct readings {
	struct arena *mem;
	struct str setup;
	GHashTable *all; /* struct reading_kept by its checksum */
};

struct readings *
readings_new(struct arena *mem, struct str setup)
{
	struct readings *r = NEW(mem, struct readings);

	*r = (struct readings){.mem = mem,
	    .setup = str_dup(mem, setup),
	    .all = hash_tie(mem, g_hash_table_new(g_str_hash, g_str_equal))};
	return r;
}

static struct reading_kept *
insert(struct readings *r, struct str sha256, struct str record)
{
	struct reading_kept *k = NEW(r->mem, struct reading_kept);

	k->sha256 = str_dup(r->mem, sha256);
	k->record = record;
	g_hash_table_insert(r->all, (gpointer)k->sha256.p, k);
	return k;
}

bool
readings_any(const struct readings *r)
{
	return g_hash_table_size(r->all) > 0;
}

struct str
readings_find(struct readings *r, struct str sha256)
{
	struct reading_kept *k = g_hash_table_lookup(r->all, sha256.p);

	if (k == NULL)
		return S("");
	k->asked = true;
	return k->record;
}

void
readings_add(struct readings *r, struct str sha256, struct str record)
{
	if (record.n <= RECORD_MOST &&
	    g_hash_table_lookup(r->all, sha256.p) == NULL)
		insert(r, sha256, str_dup(r->mem, record))->asked = true;
}

static int
by_sha256(const void *a, const void *b)
{
	const struct reading_kept *const *x = a, *const *y = b;

	return str_cmp((*x)->sha256, (*y)->sha256);
}

static const struct reading_kept **
asked(struct arena *mem, const struct readings *r, size_t *n)
{
	const struct reading_kept **list =
	    NEWS(mem, g_hash_table_size(r->all), const struct reading_kept *);
	GHashTableIter i;
	gpointer each;

	*n = 0;
	g_hash_table_iter_init(&i, r->all);
	while (g_hash_table_iter_next(&i, NULL, &each))
		if (((const struct reading_kept *)each)->asked)
			list[(*n)++] = each;
	if (*n > 1)
		qsort(list, *n, sizeof *list, by_sha256);
	return list;
}

/* They are megabytes: not to be moved while they grow. */
static struct buf
buf_for(struct arena *mem, const struct reading_kept **list, size_t n)
{
	struct buf b = buf_new(mem);
	size_t room = 1024;

	for (size_t i = 0; i < n; i++)
		room += list[i]->record.n + list[i]->sha256.n + 32;
	b.cap = room < ALL_MOST ? room : ALL_MOST;
	b.p = arena_alloc(mem, b.cap, 1);
	return b;
}

struct str
readings_bytes(struct arena *mem, const struct readings *r)
{
	unsigned char sum[SHA256_BYTES];
	size_t n;
	const struct reading_kept **list = asked(mem, r, &n);
	struct buf b = buf_for(mem, list, n);

	bytes_put_text(&b, str_of(head));
	bytes_put_text(&b, r->setup);
	for (size_t i = 0; i < n && b.n + list[i]->record.n <= ALL_MOST; i++) {
		bytes_put_text(&b, list[i]->sha256);
		bytes_put_text(&b, list[i]->record);
	}
	sha256_of(b.p, b.n, sum);
	buf_add(&b, sum, sizeof sum);
	return buf_str(&b);
}

/* The bytes before their checksum; empty when that is not theirs. */
static struct str
proved(struct str bytes)
{
	unsigned char sum[SHA256_BYTES];
	struct str body;

	if (bytes.n < sizeof sum)
		return S("");
	body = str_slice(bytes, 0, bytes.n - sizeof sum);
	sha256_of(body.p, body.n, sum);
	return memcmp(sum, body.p + body.n, sizeof sum) == 0 ? body : S("");
}

bool
readings_take(struct readings *r, struct str bytes)
{
	struct str body = proved(bytes);
	struct bytes_cursor k = {body.p, body.n, false};

	if (!str_is(bytes_take_text(&k), head) ||
	    !str_eq(bytes_take_text(&k), r->setup))
		return false;
	while (k.n > 0 && !k.bad) {
		struct str sha256 = bytes_take_text(&k);

		(void)insert(r, sha256, bytes_take_text(&k));
	}
	if (k.bad)
		g_hash_table_remove_all(r->all);
	return !k.bad;
}
