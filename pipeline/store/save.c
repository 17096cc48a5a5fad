/* store/save.c -- a run into the store, in one transaction.
 *
 * Nothing here looks at a clock, and words are numbered in the order of their
 * text, so that the same run makes the same bytes. */
#include <glib.h>
#include <math.h>
#include <stdlib.h>

#include "store/inside.h"

#define EPOCH_DAY 86400

/* One save at work. */
struct save {
	struct db *db;
	struct arena *tmp;
	const struct dataset *dataset;
	int64_t *source; /* the store's id, by dataset.source */
	int64_t *word;   /* the store's id, by symbol; 0 not yet */
};

static const char *const reason_name[] = {[REASON_NONE] = "",
    [REASON_BLANK] = "blank",
    [REASON_SUPPRESSED] = "suppressed",
    [REASON_NOT_APPLICABLE] = "not applicable",
    [REASON_NOT_AVAILABLE] = "not available",
    [REASON_UNREADABLE] = "unreadable"};

static struct str
iso(struct arena *mem, day when)
{
	struct buf b = buf_new(mem);

	day_print_iso(&b, when);
	return buf_str(&b);
}

static struct str
period_text(struct arena *mem, struct period p)
{
	struct buf b = buf_new(mem);

	period_print(&b, p);
	return buf_str(&b);
}

/* Runs a statement that takes one text. */
static bool
with_text(struct db *d, const char *statement, struct str text)
{
	sqlite3_stmt *q;
	bool ok;

	if (!sql_prepare(d, statement, &q))
		return false;
	sql_key(q, 1, text);
	ok = sql_step(d, q);
	sql_done(q);
	return ok;
}

/* Runs a statement that takes one number. */
static bool
with_number(struct db *d, const char *statement, int64_t n)
{
	sqlite3_stmt *q;
	bool ok;

	if (!sql_prepare(d, statement, &q))
		return false;
	sql_integer(q, 1, n);
	ok = sql_step(d, q);
	sql_done(q);
	return ok;
}

/* A file keeps its id for good: figures of other periods name it. */
static bool
save_source(struct save *s, const struct source *f, int64_t *id)
{
	struct db *d = s->db;
	sqlite3_stmt *q;
	bool ok;

	if (!sql_prepare(d,
		"INSERT INTO source (path, sha256, profile, title, publisher, "
		"synthetic, row_count, observation_count, newest) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
		"ON CONFLICT (path) DO UPDATE SET sha256 = ?2, profile = ?3, "
		"title = ?4, publisher = ?5, synthetic = ?6, row_count = ?7, "
		"observation_count = ?8, newest = ?9 RETURNING id",
		&q))
		return false;
	sql_key(q, 1, f->path);
	sql_text(q, 2, f->sha256);
	sql_text(q, 3, f->profile);
	sql_text(q, 4, f->title);
	sql_text(q, 5, f->publisher);
	sql_integer(q, 6, f->synthetic);
	sql_integer(q, 7, (int64_t)f->rows);
	sql_integer(q, 8, (int64_t)f->observations);
	sql_text(q, 9, iso(s->tmp, f->date));
	ok = sqlite3_step(q) == SQLITE_ROW;
	*id = ok ? sqlite3_column_int64(q, 0) : 0;
	ok = ok && sqlite3_step(q) == SQLITE_DONE;
	if (!ok)
		sql_fail(d, "written");
	sql_done(q);
	return ok &&
	       with_number(d, "DELETE FROM sheet WHERE source = ?1", *id) &&
	       with_number(d, "DELETE FROM observation WHERE source = ?1", *id);
}

static bool
save_sheets(struct save *s, const struct source *f, int64_t id)
{
	sqlite3_stmt *q;
	bool ok = true;

	if (!sql_prepare(s->db,
		"INSERT INTO sheet (source, sheet, name) VALUES (?1, ?2, ?3)",
		&q))
		return false;
	for (size_t i = 0; ok && i < f->n_sheets; i++) {
		sql_integer(q, 1, id);
		sql_integer(q, 2, (int64_t)i);
		sql_text(q, 3, f->sheet[i]);
		ok = sql_step(s->db, q);
	}
	sql_done(q);
	return ok;
}

static bool
save_sources(struct save *s)
{
	const struct dataset *d = s->dataset;

	s->source = NEWS(s->tmp, d->n_sources, int64_t);
	for (size_t i = 0; i < d->n_sources; i++)
		if (!save_source(s, &d->source[i], &s->source[i]) ||
		    !save_sheets(s, &d->source[i], s->source[i]))
			return false;
	return true;
}

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

static bool
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

static bool
save_organisations(struct save *s)
{
	const struct dataset *d = s->dataset;
	sqlite3_stmt *q;
	bool ok = true;

	if (!sql_prepare(s->db,
		"INSERT OR REPLACE INTO organisation (code, name, region, "
		"region_name, icb, icb_name, cluster, reported_on) "
		"VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
		&q))
		return false;
	for (size_t i = 0; ok && i < d->n_organisations; i++) {
		const struct organisation *o = &d->organisation[i];
		const sym text[] = {o->name, o->region, o->region_name, o->icb,
		    o->icb_name, o->cluster};

		sql_key(q, 1, symbols_text(d->symbols, o->code));
		for (int k = 0; k < (int)COUNT(text); k++)
			sql_text(q, 2 + k, symbols_text(d->symbols, text[k]));
		sql_integer(q, 8, o->reported_on);
		ok = sql_step(s->db, q);
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

static bool
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

		if (o->date != dated || date.n == 0)
			date = iso(s->tmp, dated = o->date);
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

/* What the store held of every file that this run read or complains of. */
static bool
clear_findings(struct save *s, const struct findings *all)
{
	const char *statement = "DELETE FROM finding WHERE file = ?1";
	bool ok = true;

	for (size_t i = 0; ok && i < s->dataset->n_sources; i++)
		ok = with_text(s->db, statement, s->dataset->source[i].path);
	for (size_t i = 0; ok && i < findings_count(all); i++)
		if (i == 0 || !str_eq(findings_at(all, i)->file,
				  findings_at(all, i - 1)->file))
			ok = with_text(
			    s->db, statement, findings_at(all, i)->file);
	return ok;
}

static bool
save_finding(struct save *s, sqlite3_stmt *q, const struct finding *f)
{
	const struct finding_rule *rule = &finding_rule[f->kind];
	struct buf message = buf_new(s->tmp), remedy = buf_new(s->tmp);

	finding_print(&message, f);
	finding_print_remedy(&remedy, f);
	sql_key(q, 1, f->file);
	sql_text(q, 2, f->sheet);
	sql_text(q, 3, f->cell);
	sql_text(q, 4, f->org);
	sql_key(q, 5, str_of(rule->code));
	sql_key(q, 6, str_of(level_name[rule->level]));
	sql_text(q, 7, f->value);
	sql_key(q, 8, buf_str(&message));
	sql_key(q, 9, buf_str(&remedy));
	sql_integer(q, 10, f->times);
	return sql_step(s->db, q);
}

static bool
save_findings(struct save *s, const struct findings *all)
{
	sqlite3_stmt *q;
	bool ok = true;

	if (!clear_findings(s, all) ||
	    !sql_prepare(s->db,
		"INSERT INTO finding (file, n, sheet, cell, org, code, level, "
		"value, message, remedy, times) VALUES (?1, (SELECT "
		"ifnull(max(n) + 1, 0) FROM finding WHERE file = ?1), ?2, ?3, "
		"?4, ?5, ?6, ?7, ?8, ?9, ?10)",
		&q))
		return false;
	for (size_t i = 0; ok && i < findings_count(all); i++)
		ok = save_finding(s, q, findings_at(all, i));
	sql_done(q);
	return ok;
}

static bool
save_indicators(struct save *s, const struct catalogue *k)
{
	static const char *const unit[UNIT_N] = {"percent", "fte", "people"};
	static const char *const direction[] = {"neutral", "higher", "lower"};
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
		sql_key(q, 5, str_of(unit[ind->unit]));
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
	sql_text(q, 6, iso(s->tmp, f->date));
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
save_figures(struct save *s, const struct scorecard *k, struct str period)
{
	struct arena_mark m;
	sqlite3_stmt *q;
	bool ok = true;

	if (!with_text(s->db, "DELETE FROM figure WHERE period = ?1", period) ||
	    !sql_prepare(s->db,
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
		m = arena_mark(s->tmp);
		ok = save_figure(s, q, k, &k->figure[i]);
		arena_rewind(s->tmp, m);
	}
	sql_done(q);
	return ok;
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
	sql_key(q, 2, iso(s->tmp, run_date(k->period)));
	sql_key(q, 3, S(SKILLMIX_VERSION));
	sql_integer(q, 4, (int64_t)d->n_sources);
	sql_integer(q, 5, (int64_t)d->n);
	sql_integer(q, 6, (int64_t)findings_count(all));
	sql_integer(q, 7, (int64_t)k->n);
	ok = sql_step(s->db, q);
	sql_done(q);
	return ok;
}

static bool
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

bool
store_save(struct ctx *c, struct store *store, const struct dataset *d,
    const struct findings *all, const struct scorecard *k)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct save s = {.db = &store->db, .tmp = c->tmp, .dataset = d};
	bool ok = sql_run(s.db, "BEGIN IMMEDIATE") && save_sources(&s) &&
		  save_words(&s) && save_organisations(&s) &&
		  save_observations(&s) && save_findings(&s, all) &&
		  save_scorecard(&s, all, k) && sql_run(s.db, "COMMIT");

	/* The failure is told already; SQLite may have rolled back by itself. */
	if (!ok && !sqlite3_get_autocommit(s.db->db))
		sqlite3_exec(s.db->db, "ROLLBACK", NULL, NULL, NULL);
	arena_rewind(c->tmp, m);
	return ok;
}
