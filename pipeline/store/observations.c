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

/* So many rows at once: a statement costs as much as some twenty of them. */
#define BATCH 40

static const char *const always[] = {"source", "n", "org", "measure", "date",
    "value", "reason", "sheet", "row", "column"};

/* Observations on their way, and the dimensions that any of them has. */
struct batch {
	struct save *s;
	enum dimension dim[DIM_N];
	int dims, columns;
	sqlite3_stmt *many, *one;
	int64_t *n; /* by source: how many of it were taken */
	struct str date;
	day dated;
};

static void
find_dimensions(struct batch *b)
{
	const struct dataset *d = b->s->dataset;
	bool has[DIM_N] = {false};

	for (size_t i = 0; i < d->n; i++)
		for (int k = 0; k < DIM_N; k++)
			has[k] |= d->observation[i].dim[k] != 0;
	for (int k = 0; k < DIM_N; k++)
		if (has[k])
			b->dim[b->dims++] = (enum dimension)k;
	b->columns = (int)COUNT(always) + b->dims;
}

static bool
prepare_rows(struct batch *b, size_t rows, sqlite3_stmt **out)
{
	struct buf q = buf_new(b->s->tmp);

	buf_addz(&q, "INSERT INTO observation (");
	for (size_t i = 0; i < COUNT(always); i++)
		buf_addf(&q, "%s%s", i > 0 ? ", " : "", always[i]);
	for (int k = 0; k < b->dims; k++)
		buf_addf(&q, ", %s", dimension_name[b->dim[k]]);
	buf_addz(&q, ") VALUES");
	for (size_t i = 0; i < rows; i++) {
		buf_addz(&q, i > 0 ? ", (?" : " (?");
		for (int k = 1; k < b->columns; k++)
			buf_addz(&q, ", ?");
		buf_addc(&q, ')');
	}
	return sql_prepare(b->s->db, buf_str(&q).p, out);
}

/* One row of the statement; what is not said is NULL. */
static void
put_row(struct batch *b, sqlite3_stmt *q, int row, const struct observation *o)
{
	const struct save *s = b->s;
	int at = row * b->columns;

	if (o->date != b->dated || b->date.n == 0)
		b->date = save_iso(s->tmp, b->dated = o->date);
	sql_integer(q, at + 1, s->source[o->origin.source]);
	sql_integer(q, at + 2, b->n[o->origin.source]++);
	sql_integer(q, at + 3, s->word[o->org]);
	sql_integer(q, at + 4, s->word[o->measure]);
	sql_key(q, at + 5, b->date);
	if (o->reason == REASON_NONE)
		sql_real(q, at + 6, o->value);
	else
		sql_text(q, at + 7, str_of(reason_name[o->reason]));
	sql_integer(q, at + 8, o->origin.sheet);
	sql_integer(q, at + 9, o->origin.row);
	sql_integer(q, at + 10, o->origin.column);
	for (int k = 0; k < b->dims; k++)
		if (o->dim[b->dim[k]] != 0)
			sql_integer(q, at + 11 + k, s->word[o->dim[b->dim[k]]]);
}

/* As many as the statement takes. */
static bool
insert(struct batch *b, sqlite3_stmt *q, const struct observation *const *o,
    size_t n)
{
	sqlite3_clear_bindings(q);
	for (size_t i = 0; i < n; i++)
		put_row(b, q, (int)i, o[i]);
	return sql_step(b->s->db, q);
}

static bool
insert_all(struct batch *b)
{
	const struct dataset *d = b->s->dataset;
	const struct observation *o[BATCH];
	size_t n = 0;
	bool ok = true;

	for (size_t i = 0; ok && i < d->n; i++) {
		if (b->s->unchanged[d->observation[i].origin.source])
			continue;
		o[n++] = &d->observation[i];
		if (n < BATCH)
			continue;
		ok = insert(b, b->many, o, n);
		n = 0;
	}
	for (size_t i = 0; ok && i < n; i++)
		ok = insert(b, b->one, &o[i], 1);
	return ok;
}

bool
save_observations(struct save *s)
{
	struct batch b = {.s = s,
	    .n = NEWS(s->tmp, s->dataset->n_sources, int64_t),
	    .dated = DAY_NONE};
	bool ok;

	find_dimensions(&b);
	if (!prepare_rows(&b, BATCH, &b.many) || !prepare_rows(&b, 1, &b.one))
		return false;
	ok = insert_all(&b);
	sql_done(b.many);
	sql_done(b.one);
	return ok;
}
