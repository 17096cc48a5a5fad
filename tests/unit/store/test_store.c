/* What a run leaves in the store. */
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

static void
save(struct ctx *c, const struct run *r, const char *path)
{
	struct store *s;

	if (!store_open(c, str_of(path), &s))
		fail_msg("%s", str_z(c->tmp, diag_text(c->diag)));
	assert_true(store_save(c, s, r->dataset, r->findings, &r->scorecard));
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
	assert_str(ask(&c, "PRAGMA user_version"), "1");
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

static void
a_run_without_figures_keeps_the_old_ones(void **state)
{
	struct ctx c = test_ctx();
	struct run r = make_run(&c, "a.xlsx", (struct period){2025, 3}, 4);
	struct store *s;

	save(&c, &r, PATH);
	assert_true(store_open(&c, S(PATH), &s));
	assert_true(store_save(&c, s, r.dataset, r.findings, NULL));
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
	assert_false(
	    store_save(&c, s, twice.dataset, twice.findings, &twice.scorecard));
	assert_str(diag_at(c.diag).file, PATH);
	assert_true(
	    str_starts(diag_text(c.diag), S("the store cannot be written")));
	/* It can go on after that. */
	assert_true(store_save(&c, s, r.dataset, r.findings, &r.scorecard));
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
	    TEST(a_run_without_figures_keeps_the_old_ones),
	    TEST(a_failed_run_changes_nothing),
	    TEST(the_same_run_makes_the_same_bytes),
	    TEST(nothing_is_left_beside_the_file),
	    TEST(the_date_of_a_run_can_be_given),
	    TEST(what_is_not_our_store_is_left_alone),
	    TEST(a_store_that_cannot_be_made_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
