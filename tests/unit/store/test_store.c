/* What a run leaves in the store. */
#include <fcntl.h>
#include <math.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "check.h"
#include "store/store.h"

#define PATH "build/test_store/skillmix.db"

/* A run made by hand: one file, two observations, a finding, two figures. */
struct run {
	struct dataset *dataset;
	struct findings *findings;
	struct scorecard scorecard;
};

static struct indicator indicator = {.id = {"WEL01", 5},
    .title = {"Absence", 7},
    .measure = {"days lost", 9},
    .definition = {"What it is.", 11}};
static struct catalogue catalogue = {&indicator, 1};

static struct run
make_run(struct ctx *c, const char *file, struct period period, double value)
{
	struct run r = {dataset_new(c->mem), findings_new(c->mem), {0}};
	struct dataset *d = r.dataset;
	struct symbols *t = d->symbols;
	struct organisation *o =
	    dataset_organisation(c->mem, d, symbols_add(t, S("RV5")));
	struct figure *f = NEWS(c->mem, 2, struct figure);
	struct str *sheet = NEW(c->mem, struct str);

	*sheet = S("Staff");
	o->name = symbols_add(t, S("South London"));
	o->region_name = symbols_add(t, S("London"));
	o->reported_on = true;
	d->source = NEW(c->mem, struct source);
	d->n_sources = 1;
	d->source[0] = (struct source){.path = str_of(file),
	    .sha256 = S("00"),
	    .profile = S("staff"),
	    .sheet = sheet,
	    .n_sheets = 1,
	    .rows = 3,
	    .observations = 2,
	    .date = day_of(2025, 11, 30)};
	for (int i = 0; i < 2; i++) {
		struct observation *x = dataset_add(c->mem, d);
		x->org = o->code;
		x->measure = symbols_add(t, i == 0 ? S("fte") : S("absent"));
		x->date = day_of(2025, 11, 30);
		x->dim[DIM_band] = symbols_add(t, S("Band 5"));
		x->value = i == 0 ? value : 0;
		x->reason = i == 0 ? REASON_NONE : REASON_SUPPRESSED;
		x->origin = (struct origin){0, 0, 14, 3};
	}
	findings_add(r.findings, (struct finding){.kind = FINDING_not_a_number,
				     .file = str_of(file),
				     .cell = S("C14"),
				     .value = S("x")});
	for (int i = 0; i < 2; i++)
		f[i] = (struct figure){
		    .org = symbols_add(t, i == 0 ? S("ENG") : S("RV5")),
		    .date = day_of(2025, 11, 30),
		    .value = value,
		    .lower = NAN,
		    .rank = (unsigned)i,
		    .rank_of = (unsigned)i,
		    .verdict = VERDICT_BELOW,
		    .sentence = S("Absence was low.")};
	r.scorecard = (struct scorecard){.dataset = d,
	    .catalogue = &catalogue,
	    .period = period,
	    .figure = f,
	    .n = 2};
	return r;
}

static bool
save_run(struct ctx *c, struct store *s, const struct run *r,
    const struct scorecard *k)
{
	return store_save(c, s,
	    &(struct store_contents){.dataset = r->dataset,
		.findings = r->findings,
		.scorecard = k});
}

static void
save(struct ctx *c, const struct run *r, const char *path)
{
	struct store *s;

	if (!store_open(c, str_of(path), &s))
		fail_msg("%s", str_z(c->tmp, diag_text(c->diag)));
	assert_true(save_run(c, s, r, &r->scorecard));
	assert_true(store_close(c, s));
}

/* The first column of the first row, as text. */
static struct str
ask(struct ctx *c, const char *query)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	struct str answer = S("nothing");

	assert_int_equal(
	    sqlite3_open_v2(PATH, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
	if (sqlite3_prepare_v2(db, query, -1, &q, NULL) != SQLITE_OK)
		fail_msg("%s: %s", query, sqlite3_errmsg(db));
	if (sqlite3_step(q) == SQLITE_ROW)
		answer = str_dup(c->mem,
		    sqlite3_column_type(q, 0) == SQLITE_NULL
			? S("NULL")
			: str_of((const char *)sqlite3_column_text(q, 0)));
	sqlite3_finalize(q);
	sqlite3_close(db);
	return answer;
}

static int
fresh(void **state)
{
	unlink(PATH);
	unsetenv("SOURCE_DATE_EPOCH");
	return 0;
}

static void
views_show_names_and_words(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4.25);

	save(&c, &r, PATH);
	assert_str(ask(&c, "SELECT file || '|' || sheet_name || '|' || row || "
			   "'|' || column || '|' || org || '|' || name || '|' "
			   "|| measure || '|' || date || '|' || band || '|' || "
			   "value FROM observations WHERE value IS NOT NULL"),
	    "a.xlsx|Staff|14|3|RV5|South London|fte|2025-11-30|Band 5|4.25");
	assert_str(ask(&c, "SELECT reason FROM observations WHERE value IS "
			   "NULL"),
	    "suppressed");
	assert_str(ask(&c, "SELECT name || '|' || title || '|' || value || '|' "
			   "|| verdict || '|' || status || '|' || sentence || "
			   "'|' || rank || '|' || file FROM figures WHERE org "
			   "= 'RV5'"),
	    "South London|Absence|4.25|below|ok|Absence was low.|1|a.xlsx");
	assert_str(ask(&c, "SELECT lower FROM figures"), "NULL");
	assert_str(
	    ask(&c, "SELECT rank FROM figures WHERE name = 'England'"), "NULL");
	assert_str(ask(&c, "SELECT cell || code || level || message FROM "
			   "finding"),
	    "C14ING006error'x' is not a number; the value is kept as "
	    "unreadable");
	assert_str(ask(&c, "SELECT date || '|' || sources || observations || "
			   "findings || figures FROM run"),
	    "2025-12-31|1212");
	assert_str(ask(&c, "PRAGMA user_version"), "3");
	assert_str(ask(&c, "PRAGMA foreign_key_check"), "nothing");
	assert_str(ask(&c, "PRAGMA integrity_check"), "ok");
	test_drop(&c);
}

static void
a_run_again_replaces_what_was_there(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4.25);
	struct run s = make_run(&c, "a.xlsx", (struct period){2025, 3}, 7);

	save(&c, &r, PATH);
	save(&c, &s, PATH);
	assert_str(
	    ask(&c, "SELECT group_concat(value) FROM figure"), "7.0,7.0");
	assert_str(ask(&c, "SELECT count(*) || '|' || max(value) FROM "
			   "observation"),
	    "2|7.0");
	assert_str(ask(&c, "SELECT count(*) FROM finding"), "1");
	assert_str(ask(&c, "SELECT count(*) FROM source"), "1");
	assert_str(ask(&c, "SELECT count(*) FROM run"), "1");
	test_drop(&c);
}

/* As a program wrote it that did not know bands yet. */
static void
an_older_store_learns_new_dimensions(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.csv", (struct period){2025, 3}, 12.5);
	sqlite3 *db;

	save(&c, &r, PATH);
	assert_int_equal(sqlite3_open(PATH, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db,
			     "DROP VIEW figures; DROP VIEW observations; "
			     "ALTER TABLE observation DROP COLUMN band;",
			     NULL, NULL, NULL),
	    SQLITE_OK);
	sqlite3_close(db);
	save(&c, &r, PATH);
	assert_str(ask(&c, "SELECT count(*) FROM observations WHERE band = "
			   "'Band 5'"),
	    "2");
	assert_str(ask(&c, "SELECT count(*) FROM figures"), "2");
	test_drop(&c);
}

static void
other_files_and_periods_stay(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);
	struct run s = make_run(&c, "b.xlsx", (struct period){2025, 4}, 7);

	save(&c, &r, PATH);
	save(&c, &s, PATH);
	save(&c, &r, PATH);
	assert_str(ask(&c, "SELECT group_concat(path || id) FROM source"),
	    "a.xlsx1,b.xlsx2");
	assert_str(ask(&c, "SELECT group_concat(period || value) FROM figure "
			   "WHERE org = 'RV5'"),
	    "2025-26-Q34.0,2025-26-Q47.0");
	assert_str(ask(&c, "SELECT group_concat(file) FROM observations WHERE "
			   "measure = 'fte'"),
	    "a.xlsx,b.xlsx");
	assert_str(ask(&c, "SELECT count(*) FROM finding"), "2");
	test_drop(&c);
}

/* It is a finding of no file. */
static void
a_return_that_comes_after_all_is_missed_no_longer(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);
	struct run missed = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);

	findings_add(missed.findings,
	    (struct finding){
		.kind = FINDING_not_sent, .org = S("RV5"), .date = 0});
	save(&c, &missed, PATH);
	assert_str(
	    ask(&c, "SELECT count(*) FROM finding WHERE file = ''"), "1");
	save(&c, &r, PATH);
	assert_str(
	    ask(&c, "SELECT count(*) FROM finding WHERE file = ''"), "0");
	assert_str(ask(&c, "SELECT count(*) FROM finding"), "1");
	test_drop(&c);
}

static void
a_run_without_figures_keeps_the_old_ones(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);
	struct store *s;

	save(&c, &r, PATH);
	assert_true(store_open(&c, S(PATH), &s));
	assert_true(save_run(&c, s, &r, NULL));
	assert_true(store_close(&c, s));
	assert_str(ask(&c, "SELECT count(*) FROM figure"), "2");
	test_drop(&c);
}

static void
a_failed_run_changes_nothing(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);
	struct run twice = make_run(&c, "a.xlsx", (struct period){2025, 3}, 9);
	struct store *s;

	save(&c, &r, PATH);
	twice.scorecard.figure[1].org = twice.scorecard.figure[0].org;
	assert_true(store_open(&c, S(PATH), &s));
	assert_false(save_run(&c, s, &twice, &twice.scorecard));
	assert_str(diag_at(c.diag).file, PATH);
	assert_true(
	    str_starts(diag_text(c.diag), S("the store cannot be written")));
	/* It can go on after that. */
	assert_true(save_run(&c, s, &r, &r.scorecard));
	assert_true(store_close(&c, s));
	assert_str(ask(&c, "SELECT max(value) FROM figure"), "4.0");
	assert_str(ask(&c, "SELECT max(value) FROM observation"), "4.0");
	test_drop(&c);
}

static void
the_same_run_makes_the_same_bytes(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);
	struct str first, again;

	save(&c, &r, PATH);
	assert_true(file_read(&c, S(PATH), 0, &first));
	unlink(PATH);
	/* A word that no observation has leaves no trace. */
	r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);
	symbols_add(r.dataset->symbols, S("something else"));
	save(&c, &r, PATH);
	assert_true(file_read(&c, S(PATH), 0, &again));
	assert_true(str_eq(first, again));
	test_drop(&c);
}

static void
nothing_is_left_beside_the_file(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);

	save(&c, &r, PATH);
	assert_true(file_exists(&c, S(PATH)));
	assert_false(file_exists(&c, S(PATH "-journal")));
	assert_false(file_exists(&c, S(PATH "-wal")));
	assert_false(file_exists(&c, S(PATH "-shm")));
	test_drop(&c);
}

static void
the_date_of_a_run_can_be_given(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);

	setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
	save(&c, &r, PATH);
	unsetenv("SOURCE_DATE_EPOCH");
	assert_str(ask(&c, "SELECT date FROM run"), "2023-11-14");
	test_drop(&c);
}

static void
refuse(struct ctx *c, const char *message)
{
	struct store *s;

	assert_false(store_open(c, S(PATH), &s));
	assert_null(s);
	assert_str(diag_at(c->diag).file, PATH);
	if (str_find(diag_text(c->diag), str_of(message)) < 0)
		fail_msg("'%s' does not say '%s'",
		    str_z(c->tmp, diag_text(c->diag)), message);
}

static void
what_is_not_our_store_is_left_alone(void **state)
{
	struct ctx c = test_ctx();
	struct str text;
	sqlite3 *db;

	assert_true(file_replace(&c, S(PATH), S("not a database, but text\n")));
	refuse(&c, "not a database");
	assert_true(file_read(&c, S(PATH), 0, &text));
	assert_str(text, "not a database, but text\n");
	unlink(PATH);
	assert_int_equal(sqlite3_open(PATH, &db), SQLITE_OK);
	sqlite3_exec(db, "CREATE TABLE theirs (a)", NULL, NULL, NULL);
	sqlite3_close(db);
	refuse(&c, "another program's database");
	unlink(PATH);
	assert_int_equal(sqlite3_open(PATH, &db), SQLITE_OK);
	sqlite3_exec(db,
	    "PRAGMA application_id = 1397443928; PRAGMA user_version = 99;",
	    NULL, NULL, NULL);
	sqlite3_close(db);
	refuse(&c, "version 99");
	test_drop(&c);
}

/* Version 2 knew neither what was reopened nor the index. */
static void
a_store_of_version_2_gets_its_index(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "b.xlsx", (struct period){2025, 4}, 7);
	sqlite3 *db;

	for (int known = 0; known < 2; known++) {
		unlink(PATH);
		save(&c, &r, PATH);
		assert_int_equal(sqlite3_open(PATH, &db), SQLITE_OK);
		sqlite3_exec(db,
		    "DROP INDEX figure_org; PRAGMA user_version = 2;", NULL,
		    NULL, NULL);
		if (!known && sqlite3_exec(db,
				  "DROP VIEW faults; "
				  "ALTER TABLE ledger DROP COLUMN reopened; "
				  "INSERT INTO ledger (org, code, place, "
				  "quarter, state) VALUES ('RV5', 'AUD001', "
				  "'Cover', '2025-26-Q3', 'open')",
				  NULL, NULL, NULL) != SQLITE_OK)
			fail_msg("%s", sqlite3_errmsg(db));
		sqlite3_close(db);
		save(&c, &r, PATH);
		assert_str(ask(&c, "PRAGMA user_version"), "3");
		assert_str(ask(&c, "SELECT count(*) || sum(reopened) FROM "
				   "ledger WHERE place = 'Cover'"),
		    known ? "NULL" : "10");
		assert_str(ask(&c, "SELECT count(*) > 0 FROM figures"), "1");
		assert_true(str_find(ask(&c, "SELECT group_concat(name) FROM "
					     "sqlite_schema"),
				S("figure_org")) >= 0);
	}
	test_drop(&c);
}

/* What a program of version 1 left is migrated, and nothing of it is lost. */
static void
a_store_of_version_1_gets_a_ledger(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "b.xlsx", (struct period){2025, 4}, 7);
	struct str sql, fresh_schema;
	sqlite3 *db;

	save(&c, &r, PATH);
	fresh_schema = ask(&c, "SELECT group_concat(name || x) FROM (SELECT "
			       "m.name, group_concat(i.name || i.type || "
			       "i.'notnull' || i.pk) AS x FROM sqlite_schema "
			       "m, pragma_table_info(m.name) i GROUP BY m.name "
			       "ORDER BY m.name)");
	unlink(PATH);
	assert_true(file_read(&c, S("tests/data/store_1.sql"), 0, &sql));
	assert_int_equal(sqlite3_open(PATH, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql.p, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	sqlite3_close(db);
	assert_str(ask(&c, "PRAGMA user_version"), "1");
	save(&c, &r, PATH);
	assert_str(ask(&c, "PRAGMA user_version"), "3");
	assert_str(
	    ask(&c, "SELECT group_concat(path) FROM source"), "a.xlsx,b.xlsx");
	assert_str(ask(&c, "SELECT value || name FROM observations WHERE file "
			   "= 'a.xlsx'"),
	    "4.25South London");
	assert_str(
	    ask(&c, "SELECT ifnull(standing, 'none') || message FROM finding "
		    "WHERE file = 'a.xlsx'"),
	    "none'x' is not a number; the value is kept as unreadable");
	assert_str(ask(&c, "SELECT group_concat(period) FROM run"),
	    "2025-26-Q3,2025-26-Q4");
	assert_str(ask(&c, "SELECT count(*) FROM ledger"), "0");
	assert_str(ask(&c, "SELECT count(*) FROM faults"), "0");
	/* Made and migrated stores have the same tables. */
	assert_true(str_eq(fresh_schema,
	    ask(&c, "SELECT group_concat(name || x) FROM (SELECT "
		    "m.name, group_concat(i.name || i.type || "
		    "i.'notnull' || i.pk) AS x FROM sqlite_schema "
		    "m, pragma_table_info(m.name) i GROUP BY m.name "
		    "ORDER BY m.name)")));
	test_drop(&c);
}

/* An audit of one return with one fault. */
static struct store_contents
make_audit(struct ctx *c, const struct run *r)
{
	static day quarter[1];
	static struct str topic[] = {{"Staff in post", 13}};
	struct audit *a = NEW(c->mem, struct audit);
	struct store_fault *f = NEW(c->mem, struct store_fault);

	quarter[0] = day_of(2025, 12, 31);
	*a = (struct audit){.quarter = quarter,
	    .n_quarters = 1,
	    .topic = topic,
	    .n_topics = 1,
	    .sent = NEW(c->mem, struct audit_return),
	    .n = 1};
	*a->sent = (struct audit_return){
	    .org = symbols_lookup(r->dataset->symbols, S("RV5")),
	    .date = quarter[0],
	    .sent = true,
	    .received = DAY_NONE,
	    .topic = NEW(c->mem, struct audit_topic),
	    .validity = 97.5,
	    .coverage = NAN,
	    .score = 80,
	    .open = 1,
	    .errors = 1};
	*a->sent->topic = (struct audit_topic){
	    .expected = 40, .present = 39, .valid = 39, .validity = 97.5};
	*f = (struct store_fault){.org = S("RV5"),
	    .code = S("AUD101"),
	    .place = S("Staff: Nursing / WTE"),
	    .date = quarter[0],
	    .sheet = S("Staff"),
	    .cell = S("C14"),
	    .value = S("1.5"),
	    .answer = S("Known"),
	    .answer_value = S("1.5")};
	return (struct store_contents){.dataset = r->dataset,
	    .findings = r->findings,
	    .audit = a,
	    .fault = f,
	    .n_faults = 1};
}

static void
save_contents(struct ctx *c, const struct store_contents *of)
{
	struct store *s;

	assert_true(store_open(c, S(PATH), &s));
	assert_true(store_save(c, s, of));
	assert_true(store_close(c, s));
}

static void
the_ledger_comes_back_as_it_was_saved(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);
	struct store_contents of = make_audit(&c, &r);
	struct store_fault fault[2] = {of.fault[0], of.fault[0]}, *back;
	size_t n = 9;

	/* No store yet is an empty ledger. */
	assert_true(
	    store_ledger_read(&c, S(PATH), day_of(2030, 1, 1), &back, &n));
	assert_int_equal(n, 0);
	fault[1].date = day_of(2026, 3, 31);
	fault[1].answer = fault[1].answer_value = fault[1].cell = S("");
	fault[1].closed = true;
	fault[0].reopened = true;
	of.fault = fault;
	of.n_faults = 2;
	save_contents(&c, &of);
	assert_true(
	    store_ledger_read(&c, S(PATH), day_of(2026, 3, 31), &back, &n));
	assert_int_equal(n, 2);
	assert_str(back[0].org, "RV5");
	assert_str(back[0].code, "AUD101");
	assert_str(back[0].place, "Staff: Nursing / WTE");
	assert_str(back[0].cell, "C14");
	assert_str(back[0].value, "1.5");
	assert_str(back[0].answer, "Known");
	assert_str(back[0].answer_value, "1.5");
	assert_false(back[0].closed);
	assert_true(back[0].reopened);
	assert_int_equal(back[0].date, day_of(2025, 12, 31));
	assert_true(back[1].closed);
	assert_false(back[1].reopened);
	assert_str(back[1].answer, "");
	/* A later quarter is not for the run of an earlier one. */
	assert_true(
	    store_ledger_read(&c, S(PATH), day_of(2025, 12, 31), &back, &n));
	assert_int_equal(n, 1);
	/* The same key is written over, another run without it leaves it. */
	fault[0].value = S("1.7");
	of.n_faults = 1;
	save_contents(&c, &of);
	save(&c, &r, PATH);
	assert_str(ask(&c, "SELECT group_concat(value || state) FROM ledger"),
	    "1.7open,1.5closed");
	test_drop(&c);
}

static void
faults_and_scores_show_names(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);
	struct store_contents of = make_audit(&c, &r);
	struct findings *elsewhere = findings_new(c.mem);

	findings_add(elsewhere, (struct finding){.kind = FINDING_bad_date,
				    .file = S("old.xlsx"),
				    .org = S("RV5"),
				    .date = day_of(2025, 9, 30),
				    .standing = STANDING_NEW,
				    .quarters = 1,
				    .certainty = LIKELY,
				    .suggested = 12});
	of.elsewhere = elsewhere;
	save_contents(&c, &of);
	save_contents(&c, &of);
	assert_str(ask(&c, "SELECT name || quarter || code || place || state "
			   "|| answer FROM faults"),
	    "South London2025-26-Q3AUD101Staff: Nursing / WTEopenKnown");
	assert_str(ask(&c, "SELECT group_concat(name || quarter || "
			   "ifnull(topic, 'all') || validity || errors) FROM "
			   "scores"),
	    "South London2025-26-Q3all97.51,"
	    "South London2025-26-Q3Staff in post97.50");
	assert_str(
	    ask(&c, "SELECT ifnull(coverage, 'none') FROM score"), "none");
	assert_str(ask(&c, "SELECT quarter || standing || quarters || "
			   "suggested || certainty FROM finding WHERE file = "
			   "'old.xlsx'"),
	    "2025-26-Q2new112.0Likely");
	assert_str(ask(&c, "SELECT count(*) FROM finding"), "2");
	test_drop(&c);
}

static void
a_damaged_store_is_said_and_left_alone(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);
	struct str bytes, after;
	struct buf b = buf_new(c.mem);
	struct store *s;

	save(&c, &r, PATH);
	assert_true(file_read(&c, S(PATH), 0, &bytes));
	/* From the sixth page to the tenth. */
	buf_adds(&b, bytes);
	memset(b.p + 5 * 4096, 0x5a, 5 * 4096);
	assert_true(file_replace(&c, S(PATH), buf_str(&b)));
	assert_false(store_open(&c, S(PATH), &s));
	if (str_find(diag_text(c.diag), S("is damaged")) < 0)
		fail_msg("%s", str_z(c.tmp, diag_text(c.diag)));
	assert_true(file_read(&c, S(PATH), 0, &after));
	assert_true(str_eq(after, buf_str(&b)));
	test_drop(&c);
}

/* A store that is as it was left is not looked through; any other is. */
static void
a_store_that_others_wrote_to_is_looked_through(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);
	char junk[4096];
	struct store *s;
	int fd;

	save(&c, &r, PATH);
	assert_true(store_open(&c, S(PATH), &s));
	assert_true(store_close(&c, s));
	memset(junk, 0x5a, sizeof junk);
	fd = open(PATH, O_WRONLY);
	for (int page = 5; page < 10; page++)
		assert_int_equal(
		    pwrite(fd, junk, sizeof junk, page * (off_t)sizeof junk),
		    sizeof junk);
	close(fd);
	assert_false(store_open(&c, S(PATH), &s));
	assert_true(str_find(diag_text(c.diag), S("is damaged")) >= 0);
	test_drop(&c);
}

/* It is known again by its name, and what it said when it was read stays. */
static void
a_file_that_could_not_be_read_keeps_what_it_said(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);
	struct str path[] = {S("a.xlsx"), S("b.xlsx")};
	bool unread = true;
	struct store_told *told;
	struct store *s;

	assert_true(store_told(&c, S(PATH), path, 2, &told));
	assert_int_equal(told[0].org.n, 0);
	r.dataset->source->profile = S("cypmh_return");
	save(&c, &r, PATH);
	r.dataset->n = 0;
	*r.dataset->source =
	    (struct source){.path = S("a.xlsx"), .date = DAY_NONE};
	for (int i = 0; i < 2; i++) {
		assert_true(store_open(&c, S(PATH), &s));
		assert_true(store_save(&c, s,
		    &(struct store_contents){.dataset = r.dataset,
			.findings = r.findings,
			.unread = &unread}));
		assert_true(store_close(&c, s));
		assert_true(store_told(&c, S(PATH), path, 2, &told));
		assert_str(told[0].org, "RV5");
		assert_int_equal(told[0].date, day_of(2025, 11, 30));
		assert_int_equal(told[1].org.n, 0);
		assert_str(ask(&c, "SELECT count(*) FROM observations"), "2");
		assert_str(ask(&c, "SELECT sha256 FROM source"), "00");
	}
	test_drop(&c);
}

static void
a_store_that_cannot_be_made_is_named(void **state)
{
	struct ctx c = test_ctx();
	struct store *s;

	assert_false(store_open(&c, S("/dev/null/x/skillmix.db"), &s));
	assert_int_equal(diag_failures(c.diag), 1);
	test_drop(&c);
}

#define TEST(name) cmocka_unit_test_setup(name, fresh)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(views_show_names_and_words),
	    TEST(a_run_again_replaces_what_was_there),
	    TEST(an_older_store_learns_new_dimensions),
	    TEST(other_files_and_periods_stay),
	    TEST(a_return_that_comes_after_all_is_missed_no_longer),
	    TEST(a_run_without_figures_keeps_the_old_ones),
	    TEST(a_failed_run_changes_nothing),
	    TEST(the_same_run_makes_the_same_bytes),
	    TEST(nothing_is_left_beside_the_file),
	    TEST(the_date_of_a_run_can_be_given),
	    TEST(what_is_not_our_store_is_left_alone),
	    TEST(a_store_of_version_1_gets_a_ledger),
	    TEST(a_store_of_version_2_gets_its_index),
	    TEST(the_ledger_comes_back_as_it_was_saved),
	    TEST(faults_and_scores_show_names),
	    TEST(a_damaged_store_is_said_and_left_alone),
	    TEST(a_store_that_others_wrote_to_is_looked_through),
	    TEST(a_file_that_could_not_be_read_keeps_what_it_said),
	    TEST(a_store_that_cannot_be_made_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
