/* store/figures.c -- indicators, figures and the run of a period. */
#include <glib.h>
#include <stdlib.h>

#include "store/inside.h"
#include "store/row_hash.h"

#define EPOCH_DAY 86400
static struct str
period_text(struct arena *mem, struct period p)
{
	struct buf b = buf_new(mem);

	period_print(&b, p);
	return buf_str(&b);
}

static bool
save_indicators(struct save *s, const struct catalogue *k)
{
	static const char *const direction[] = {
	    "neutral", "higher", "lower", "parity"};
	sqlite3_stmt *q;
	bool ok = true;

	if (!sql_prepare(s->db,
		"INSERT OR REPLACE INTO indicator (id, title, measure, "
		"definition, unit, direction) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
		&q))
		return false;
	for (size_t i = 0; ok && i < k->n; i++) {
		const struct indicator *ind = &k->indicator[i];

		sql_key(q, 1, ind->id);
		sql_key(q, 2, ind->title);
		sql_key(q, 3, ind->measure);
		sql_key(q, 4, ind->definition);
		sql_key(q, 5, str_of(unit_name[ind->unit]));
		sql_key(q, 6, str_of(direction[ind->direction]));
		ok = sql_step(s->db, q);
	}
	sql_done(q);
	return ok;
}

static bool
save_figure(struct save *s, sqlite3_stmt *q, const struct scorecard *k,
    const struct figure *f)
{
	const struct symbols *t = s->dataset->symbols;
	const double real[] = {
	    f->numerator, f->denominator, f->value, f->lower, f->upper};
	bool ranked = f->rank > 0;

	sql_key(q, 2, symbols_text(t, f->org));
	sql_key(q, 3, k->catalogue->indicator[f->indicator].id);
	sql_key(q, 4, symbols_text(t, f->setting));
	sql_key(q, 5, symbols_text(t, f->breakdown));
	sql_text(q, 6, save_iso(s->tmp, f->date));
	sql_integer(q, 7, f->stale);
	for (int i = 0; i < (int)COUNT(real); i++)
		sql_real(q, 8 + i, real[i]);
	sql_integer(q, 13, f->peer_n);
	sql_real(q, 14, f->peer_q1);
	sql_real(q, 15, f->peer_median);
	sql_real(q, 16, f->peer_q3);
	sql_real(q, 17, f->england);
	if (ranked)
		sql_integer(q, 18, f->rank);
	else
		sqlite3_bind_null(q, 18);
	if (ranked)
		sql_integer(q, 19, f->rank_of);
	else
		sqlite3_bind_null(q, 19);
	sql_text(q, 20, str_of(verdict_name[f->verdict]));
	sql_key(q, 21, str_of(status_name[f->status]));
	sql_text(q, 22, f->reason);
	sql_text(q, 23, f->sentence);
	if (f->source < s->dataset->n_sources)
		sql_integer(q, 24, s->source[f->source]);
	else
		sqlite3_bind_null(q, 24);
	return sql_step(s->db, q);
}

static bool
insert_figures(struct save *s, const struct scorecard *k, struct str period,
    const bool *kept)
{
	sqlite3_stmt *q;
	bool ok = true;

	if (!sql_prepare(s->db,
		"INSERT INTO figure (period, org, indicator, setting, "
		"breakdown, date, stale, numerator, denominator, value, lower, "
		"upper, peer_n, peer_q1, peer_median, peer_q3, england, rank, "
		"rank_of, verdict, status, reason, sentence, source) VALUES "
		"(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
		"?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)",
		&q))
		return false;
	sql_key(q, 1, period);
	for (size_t i = 0; ok && i < k->n; i++) {
		struct arena_mark m = arena_mark(s->tmp);

		if (!kept[k->figure[i].indicator])
			ok = save_figure(s, q, k, &k->figure[i]);
		arena_rewind(s->tmp, m);
	}
	sql_done(q);
	return ok;
}

static void
hash_figure(struct row_hash *h, const struct save *s, const struct figure *f)
{
	const struct symbols *t = s->dataset->symbols;
	const struct str text[] = {symbols_text(t, f->org),
	    symbols_text(t, f->setting), symbols_text(t, f->breakdown),
	    f->reason, f->sentence};
	const double number[] = {f->numerator, f->denominator, f->value,
	    f->lower, f->upper, f->peer_q1, f->peer_median, f->peer_q3,
	    f->england};
	const unsigned count[] = {f->stale, f->peer_n, f->rank, f->rank_of,
	    f->verdict, f->status, (unsigned)f->date};

	for (size_t i = 0; i < COUNT(text); i++)
		row_hash_text(h, text[i]);
	for (size_t i = 0; i < COUNT(number); i++)
		row_hash_number(h, number[i]);
	for (size_t i = 0; i < COUNT(count); i++)
		row_hash_add(h, count[i]);
	row_hash_add(h, f->source < s->dataset->n_sources
			    ? (uint64_t)s->source[f->source]
			    : UINT64_MAX);
}

static struct row_hash *
hash_figures(const struct save *s, const struct scorecard *k)
{
	struct row_hash *h = NEWS(s->tmp, k->catalogue->n, struct row_hash);

	for (size_t i = 0; i < k->n; i++)
		hash_figure(&h[k->figure[i].indicator], s, &k->figure[i]);
	return h;
}

/* Runs a statement with the period, the indicator and its hash. *row: it gave
 * one. */
static bool
run_with(struct save *s, sqlite3_stmt *q, struct str period,
    const struct indicator *ind, const struct row_hash *h, bool *row)
{
	int r;

	sql_key(q, 1, period);
	sql_key(q, 2, ind->id);
	sqlite3_bind_blob(q, 3, h, sizeof *h, SQLITE_STATIC);
	r = sqlite3_step(q);
	*row = r == SQLITE_ROW;
	sqlite3_reset(q);
	return r == SQLITE_ROW || r == SQLITE_DONE || sql_fail(s->db, "read");
}

/* Marks the indicators whose figures the store has as they are, here and in a
 * table of this run. */
static bool
find_kept(struct save *s, const struct scorecard *k, struct str period,
    const struct row_hash *h, bool *kept)
{
	sqlite3_stmt *q;
	bool ok = true;

	if (!sql_run(s->db,
		"CREATE TABLE IF NOT EXISTS figure_rows ("
		" -- what is stored of an indicator: a hash of its figures\n"
		"  period TEXT NOT NULL,\n"
		"  indicator TEXT NOT NULL,\n"
		"  hash BLOB NOT NULL,\n"
		"  PRIMARY KEY (period, indicator)\n"
		") WITHOUT ROWID; "
		"CREATE TEMP TABLE kept (indicator TEXT PRIMARY KEY)") ||
	    !sql_prepare(s->db,
		"INSERT INTO kept SELECT indicator FROM figure_rows "
		"WHERE period = ?1 AND indicator = ?2 AND hash = ?3 "
		"RETURNING 1",
		&q))
		return false;
	for (size_t i = 0; ok && i < k->catalogue->n; i++)
		ok = run_with(
		    s, q, period, &k->catalogue->indicator[i], &h[i], &kept[i]);
	sql_done(q);
	return ok;
}

static bool
note_hashes(struct save *s, const struct scorecard *k, struct str period,
    const struct row_hash *h, const bool *kept)
{
	sqlite3_stmt *q;
	bool ok = true, row;

	if (!sql_prepare(s->db,
		"INSERT INTO figure_rows (period, indicator, hash) "
		"VALUES (?1, ?2, ?3)",
		&q))
		return false;
	for (size_t i = 0; ok && i < k->catalogue->n; i++)
		if (!kept[i])
			ok = run_with(s, q, period, &k->catalogue->indicator[i],
			    &h[i], &row);
	sql_done(q);
	return ok;
}

/* One corrected cell changes the figures of a few indicators. */
static bool
save_figures(struct save *s, const struct scorecard *k, struct str period)
{
	const struct row_hash *h = hash_figures(s, k);
	bool *kept = NEWS(s->tmp, k->catalogue->n, bool);

	return find_kept(s, k, period, h, kept) &&
	       save_with_text(s->db,
		   "DELETE FROM figure WHERE period = ?1 AND indicator NOT IN "
		   "kept",
		   period) &&
	       save_with_text(s->db,
		   "DELETE FROM figure_rows WHERE period = ?1 AND indicator "
		   "NOT IN kept",
		   period) &&
	       insert_figures(s, k, period, kept) &&
	       note_hashes(s, k, period, h, kept) &&
	       sql_run(s->db, "DROP TABLE kept");
}

/* The period's end, unless SOURCE_DATE_EPOCH says otherwise. */
static day
run_date(struct period p)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	guint64 seconds;

	if (epoch != NULL &&
	    g_ascii_string_to_unsigned(
		epoch, 10, 0, (guint64)INT32_MAX * EPOCH_DAY, &seconds, NULL))
		return (day)(seconds / EPOCH_DAY);
	return period_end(p);
}

static bool
save_run(struct save *s, const struct findings *all, const struct scorecard *k,
    struct str period)
{
	const struct dataset *d = s->dataset;
	sqlite3_stmt *q;
	bool ok;

	if (!sql_prepare(s->db,
		"INSERT OR REPLACE INTO run (period, date, program, sources, "
		"observations, findings, figures) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
		&q))
		return false;
	sql_key(q, 1, period);
	sql_key(q, 2, save_iso(s->tmp, run_date(k->period)));
	sql_key(q, 3, S(SKILLMIX_VERSION));
	sql_integer(q, 4, (int64_t)d->n_sources);
	sql_integer(q, 5, (int64_t)d->n);
	sql_integer(q, 6, (int64_t)findings_count(all));
	sql_integer(q, 7, (int64_t)k->n);
	ok = sql_step(s->db, q);
	sql_done(q);
	return ok;
}

bool
save_scorecard(
    struct save *s, const struct findings *all, const struct scorecard *k)
{
	struct str period;

	if (k == NULL)
		return true;
	period = period_text(s->tmp, k->period);
	return save_indicators(s, k->catalogue) && save_figures(s, k, period) &&
	       save_run(s, all, k, period);
}
