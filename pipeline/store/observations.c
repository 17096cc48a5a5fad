/* store/observations.c -- observations, with each of their words once. */
#include <math.h>
#include <stdlib.h>

#include "store/inside.h"

static const char *const reason_name[] = {[REASON_NONE] = "",
    [REASON_BLANK] = "blank",
    [REASON_SUPPRESSED] = "suppressed",
    [REASON_NOT_APPLICABLE] = "not applicable",
    [REASON_NOT_AVAILABLE] = "not available",
    [REASON_UNREADABLE] = "unreadable"};

/* Ids of the words that the store knows already. */
static bool
load_words(struct save *s)
{
	sqlite3_stmt *q;
	int r;

	if (!sql_prepare(s->db, "SELECT id, text FROM word", &q))
		return false;
	while ((r = sqlite3_step(q)) == SQLITE_ROW) {
		struct str text = {(const char *)sqlite3_column_text(q, 1),
		    (size_t)sqlite3_column_bytes(q, 1)};
		sym y = symbols_lookup(s->dataset->symbols, text);
		if (y != 0)
			s->word[y] = sqlite3_column_int64(q, 0);
	}
	sql_done(q);
	return r == SQLITE_DONE ? true : sql_fail(s->db, "read");
}

static int
by_text(const void *a, const void *b, void *symbols)
{
	return str_cmp(symbols_text(symbols, *(const sym *)a),
	    symbols_text(symbols, *(const sym *)b));
}

static void
want_word(struct save *s, sym y, sym *wanted, size_t *n, bool *listed)
{
	if (y == 0 || s->word[y] != 0 || listed[y])
		return;
	listed[y] = true;
	wanted[(*n)++] = y;
}

bool
save_words(struct save *s)
{
	const struct dataset *d = s->dataset;
	size_t symbols = symbols_count(d->symbols), n = 0;
	sym *wanted = NEWS(s->tmp, symbols, sym);
	bool *listed = NEWS(s->tmp, symbols, bool), ok = true;
	sqlite3_stmt *q;

	s->word = NEWS(s->tmp, symbols, int64_t);
	if (!load_words(s))
		return false;
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		want_word(s, o->org, wanted, &n, listed);
		want_word(s, o->measure, wanted, &n, listed);
		for (int k = 0; k < DIM_N; k++)
			want_word(s, o->dim[k], wanted, &n, listed);
	}
	if (n > 1)
		qsort_r(wanted, n, sizeof *wanted, by_text, d->symbols);
	if (!sql_prepare(s->db, "INSERT INTO word (text) VALUES (?1)", &q))
		return false;
	for (size_t i = 0; ok && i < n; i++) {
		sql_text(q, 1, symbols_text(d->symbols, wanted[i]));
		ok = sql_step(s->db, q);
		s->word[wanted[i]] = sqlite3_last_insert_rowid(s->db->db);
	}
	sql_done(q);
	return ok;
}

#define DIMENSION(name, words) ", " #name
static const char insert_observation[] =
    "INSERT INTO observation (source, n, org, measure, date, value, reason, "
    "sheet, row, column"
#include "model/dimensions.def"
#undef DIMENSION
#define DIMENSION(name, words) ", ?"
    ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?"
#include "model/dimensions.def"
    ")";
#undef DIMENSION

static void
sql_word(const struct save *s, sqlite3_stmt *q, int i, sym y)
{
	if (y == 0)
		sqlite3_bind_null(q, i);
	else
		sql_integer(q, i, s->word[y]);
}

bool
save_observations(struct save *s)
{
	const struct dataset *d = s->dataset;
	int64_t *n = NEWS(s->tmp, d->n_sources, int64_t);
	struct str date = {0};
	day dated = DAY_NONE;
	sqlite3_stmt *q;
	bool ok = true;

	if (!sql_prepare(s->db, insert_observation, &q))
		return false;
	for (size_t i = 0; ok && i < d->n; i++) {
		const struct observation *o = &d->observation[i];

		if (s->unchanged[o->origin.source])
			continue;
		if (o->date != dated || date.n == 0)
			date = save_iso(s->tmp, dated = o->date);
		sql_integer(q, 1, s->source[o->origin.source]);
		sql_integer(q, 2, n[o->origin.source]++);
		sql_word(s, q, 3, o->org);
		sql_word(s, q, 4, o->measure);
		sql_key(q, 5, date);
		sql_real(q, 6, o->reason == REASON_NONE ? o->value : NAN);
		sql_text(q, 7, str_of(reason_name[o->reason]));
		sql_integer(q, 8, o->origin.sheet);
		sql_integer(q, 9, o->origin.row);
		sql_integer(q, 10, o->origin.column);
		for (int k = 0; k < DIM_N; k++)
			sql_word(s, q, 11 + k, o->dim[k]);
		ok = sql_step(s->db, q);
	}
	sql_done(q);
	return ok;
}
