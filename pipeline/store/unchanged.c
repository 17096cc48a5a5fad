/* store/unchanged.c -- which files' rows the store holds already.
 *
 * Of half a million observations a corrected file changes some thousand, and
 * writing all of them takes as long as computing. A file's rows are known by a
 * hash of what would be written: not of the file's bytes, since its rows also
 * depend on its profile, on vocabularies and on what files before it gave. */
#include "base/mix.h"
#include "store/inside.h"
#include "store/row_hash.h"

/* Numbers of symbols change from run to run; their texts do not. */
static struct row_hash *
hash_symbols(const struct save *s)
{
	const struct symbols *all = s->dataset->symbols;
	size_t n = symbols_count(all);
	struct row_hash *h = NEWS(s->tmp, n, struct row_hash);

	for (sym i = 0; i < n; i++)
		row_hash_text(&h[i], symbols_text(all, i));
	return h;
}

static void
add_word(struct row_hash *h, const struct row_hash *word)
{
	for (int i = 0; i < ROW_LANES; i++)
		h->lane[i] = mix64(h->lane[i], word->lane[i]);
}

static void
add_observation(struct row_hash *h, const struct observation *o,
    const struct row_hash *word)
{
	double value = o->reason == REASON_NONE ? o->value : 0;

	add_word(h, &word[o->org]);
	add_word(h, &word[o->measure]);
	for (int k = 0; k < DIM_N; k++)
		if (o->dim[k] != 0) {
			row_hash_add(h, (uint64_t)k);
			add_word(h, &word[o->dim[k]]);
		}
	row_hash_add(
	    h, (uint64_t)(uint32_t)o->date << 32 | (uint32_t)o->reason);
	row_hash_number(h, value);
	row_hash_add(h, (uint64_t)o->origin.sheet << 32 | o->origin.column);
	row_hash_add(h, o->origin.row);
}

static struct row_hash *
hash_sources(const struct save *s)
{
	const struct dataset *d = s->dataset;
	struct row_hash *word = hash_symbols(s);
	struct row_hash *h = NEWS(s->tmp, d->n_sources, struct row_hash);

	for (size_t i = 0; i < d->n_sources; i++) {
		row_hash_add(&h[i], DIM_N);
		for (size_t k = 0; k < d->source[i].n_sheets; k++)
			row_hash_text(&h[i], d->source[i].sheet[k]);
	}
	for (size_t i = 0; i < d->n; i++)
		add_observation(&h[d->observation[i].origin.source],
		    &d->observation[i], word);
	return h;
}

/* Marks the sources whose hash the store has. */
static bool
compare(struct save *s, const struct row_hash *h)
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
	const struct row_hash *h = hash_sources(s);
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
