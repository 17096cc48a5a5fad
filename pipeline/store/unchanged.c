/* store/unchanged.c -- which files' rows the store holds already.
 *
 * Of half a million observations a corrected file changes some thousand, and
 * writing all of them takes as long as computing. A file's rows are known by a
 * hash of what would be written: not of the file's bytes, since its rows also
 * depend on its profile, on vocabularies and on what files before it gave. */
#include <string.h>

#include "store/inside.h"

#define LANES 2

struct hash {
	uint64_t lane[LANES];
};

/* splitmix64's finisher: each bit of v and of what came before moves all. */
static uint64_t
mix(uint64_t h, uint64_t v)
{
	h = (h ^ v) * 0x9e3779b97f4a7c15u;
	h = (h ^ h >> 30) * 0xbf58476d1ce4e5b9u;
	return h ^ h >> 27;
}

static void
add(struct hash *h, uint64_t v)
{
	h->lane[0] = mix(h->lane[0], v);
	h->lane[1] = mix(h->lane[1] + 0x94d049bb133111ebu, v);
}

static void
add_text(struct hash *h, struct str s)
{
	add(h, s.n);
	for (size_t i = 0; i < s.n; i += 8) {
		uint64_t v = 0;
		memcpy(&v, s.p + i, s.n - i < 8 ? s.n - i : 8);
		add(h, v);
	}
}

/* Numbers of symbols change from run to run; their texts do not. */
static struct hash *
hash_symbols(const struct save *s)
{
	const struct symbols *all = s->dataset->symbols;
	size_t n = symbols_count(all);
	struct hash *h = NEWS(s->tmp, n, struct hash);

	for (sym i = 0; i < n; i++)
		add_text(&h[i], symbols_text(all, i));
	return h;
}

static void
add_word(struct hash *h, const struct hash *word)
{
	h->lane[0] = mix(h->lane[0], word->lane[0]);
	h->lane[1] = mix(h->lane[1], word->lane[1]);
}

static void
add_observation(
    struct hash *h, const struct observation *o, const struct hash *word)
{
	double value = o->reason == REASON_NONE ? o->value : 0;
	uint64_t bits;

	memcpy(&bits, &value, sizeof bits);
	add_word(h, &word[o->org]);
	add_word(h, &word[o->measure]);
	for (int k = 0; k < DIM_N; k++)
		if (o->dim[k] != 0) {
			add(h, (uint64_t)k);
			add_word(h, &word[o->dim[k]]);
		}
	add(h, (uint64_t)(uint32_t)o->date << 32 | (uint32_t)o->reason);
	add(h, bits);
	add(h, (uint64_t)o->origin.sheet << 32 | o->origin.column);
	add(h, o->origin.row);
}

static struct hash *
hash_sources(const struct save *s)
{
	const struct dataset *d = s->dataset;
	struct hash *word = hash_symbols(s);
	struct hash *h = NEWS(s->tmp, d->n_sources, struct hash);

	for (size_t i = 0; i < d->n_sources; i++) {
		add(&h[i], DIM_N);
		for (size_t k = 0; k < d->source[i].n_sheets; k++)
			add_text(&h[i], d->source[i].sheet[k]);
	}
	for (size_t i = 0; i < d->n; i++)
		add_observation(&h[d->observation[i].origin.source],
		    &d->observation[i], word);
	return h;
}

/* Marks the sources whose hash the store has. */
static bool
compare(struct save *s, const struct hash *h)
{
	sqlite3_stmt *q;
	bool ok = true;

	if (!sql_prepare(s->db,
		"SELECT 1 FROM source_rows WHERE source = ?1 AND hash = ?2",
		&q))
		return false;
	for (size_t i = 0; ok && i < s->dataset->n_sources; i++) {
		int r;
		sql_integer(q, 1, s->source[i]);
		sqlite3_bind_blob(q, 2, &h[i], sizeof h[i], SQLITE_STATIC);
		r = sqlite3_step(q);
		s->unchanged[i] =
		    r == SQLITE_ROW || (s->unread != NULL && s->unread[i]);
		ok = r == SQLITE_ROW || r == SQLITE_DONE ||
		     sql_fail(s->db, "read");
		sqlite3_reset(q);
	}
	sql_done(q);
	return ok;
}

bool
save_compare(struct save *s)
{
	size_t n = s->dataset->n_sources;
	const struct hash *h = hash_sources(s);
	sqlite3_stmt *q;
	bool ok = true;

	s->unchanged = NEWS(s->tmp, n, bool);
	if (!sql_run(s->db, "CREATE TABLE IF NOT EXISTS source_rows ("
			    " -- what is stored of a file: a hash of its rows\n"
			    "  source INTEGER PRIMARY KEY REFERENCES source,\n"
			    "  hash BLOB NOT NULL\n"
			    ")") ||
	    !compare(s, h) ||
	    !sql_prepare(s->db,
		"INSERT OR REPLACE INTO source_rows (source, hash) "
		"VALUES (?1, ?2)",
		&q))
		return false;
	for (size_t i = 0; ok && i < n; i++) {
		if (s->unchanged[i])
			continue;
		sql_integer(q, 1, s->source[i]);
		sqlite3_bind_blob(q, 2, &h[i], sizeof h[i], SQLITE_STATIC);
		ok = sql_step(s->db, q);
	}
	sql_done(q);
	return ok;
}
