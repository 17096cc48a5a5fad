/* The answer key of the sample against what the program finds in it: every fault
 * that was planted, at its cell, with its code, and no error anywhere else. */
#include "packs/run.h"

#define OUT SCRATCH "/answer-key"
#define Q   OUT "/2026-27-Q1"
#define DB  SCRATCH "/answer-key.db"

/* What the program found of all quarters, and the key beside it. Of the findings
 * of a whole return neither sheet nor cell is said. */
static int
audit_sample(void **state)
{
	assert_true(program_is_named());
	assert_int_equal(sh("rm -rf " OUT " " DB
			    "; $SKILLMIX audit --input input --output " OUT),
	    0);
	assert_int_equal(
	    sh("cp " OUT "/skillmix.db " DB " && sqlite3 " DB
	       " '.import --csv tests/data/sample_faults.csv planted'"
	       " '.import --csv " Q "/findings.csv listed'"
	       " \"CREATE TABLE found AS SELECT quarter AS period,"
	       " coalesce(org, '') AS org, coalesce(sheet, '') AS sheet,"
	       " coalesce(cell, '') AS cell, code, level, value, standing,"
	       " quarters, suggested, certainty FROM finding\""),
	    0);
	return 0;
}

/* Prints what a query gives and fails unless that is nothing. */
static void
assert_none(const char *what, const char *query)
{
	struct ctx c = test_ctx();
	struct str rows;

	assert_int_equal(sh("sqlite3 " DB " \"%s\"", query), 0);
	rows = read_text(&c, SCRATCH "/out");
	if (rows.n > 0)
		fail_msg("%s:\n%.*s", what, STRF(rows));
	test_drop(&c);
}

static long
count(const char *query)
{
	struct ctx c = test_ctx();
	long n = number_of(
	    str_fmt(c.mem, "sqlite3 " DB " \"SELECT count(*) %s\"", query).p);

	test_drop(&c);
	return n;
}

#define PLACE      "period, org, sheet, cell, code"
#define IS_FOUND   "(" PLACE ") IN (SELECT " PLACE " FROM found)"
#define IS_PLANTED "(" PLACE ") IN (SELECT " PLACE " FROM planted)"
#define BOTH       "planted AS p JOIN found AS f USING (" PLACE ")"
#define THIS       "period = '2026-27-Q1'"

/* Rows noted "part" are left out: such a cell is wrong together with another, and
 * the rule names one of them. Of two cells that changed places it is the first,
 * of a column that is all zero its top, of people in the wrong band the line with
 * too many, of psychologists counted by half the line that is farthest off. */
static void
every_planted_fault_is_found_at_its_cell(void **state)
{
	assert_none("not found",
	    "SELECT * FROM planted WHERE note <> 'part' AND NOT " IS_FOUND);
	assert_none("not found anywhere on its sheet",
	    "SELECT * FROM planted AS p WHERE note = 'part' AND NOT EXISTS ("
	    "SELECT 1 FROM found AS f WHERE f.period = p.period AND f.org = "
	    "p.org AND f.code = p.code)");
	assert_true(count("FROM planted WHERE note <> 'part' AND " THIS) > 80);
}

static void
no_error_stands_where_nothing_was_planted(void **state)
{
	assert_none("errors that were not planted",
	    "SELECT * FROM found WHERE level = 'error' AND NOT " IS_PLANTED);
	assert_none("this quarter's that were not planted",
	    "SELECT * FROM found WHERE " THIS " AND NOT " IS_PLANTED);
	/* In thirteen quarters chance makes a trust look odd now and then. */
	assert_true(count("FROM found WHERE NOT " IS_PLANTED) <=
		    count("FROM found") / 20);
}

/* What was planted stands in the list that people read, and is all of it. */
static void
findings_csv_lists_this_quarter_s_and_no_other(void **state)
{
	assert_none("listed otherwise than found",
	    "SELECT " PLACE ", level FROM listed EXCEPT "
	    "SELECT " PLACE ", level FROM found");
	assert_none("found and not listed",
	    "SELECT " PLACE ", level FROM found WHERE " THIS " EXCEPT "
	    "SELECT " PLACE ", level FROM listed");
}

static void
level_and_value_are_those_of_the_key(void **state)
{
	assert_none(
	    "another level", "SELECT * FROM " BOTH " WHERE p.level <> f.level");
	/* Of more than one cell, of a whole sheet or of the sending, a finding
	 * says a sum, a count or a date. */
	assert_none("another value",
	    "SELECT * FROM " BOTH " WHERE note = '' AND sent <> '' AND cell <> "
	    "'' AND sent <> value AND code NOT IN ('AUD408', 'ING012')");
}

/* The verb weighs what each fault does to the figures, though it keeps none. */
static void
findings_have_their_effects(void **state)
{
	assert_int_equal(
	    count("FROM listed WHERE org = 'XN1' AND cell = 'E17' AND "
		  "code = 'AUD504' AND effect LIKE '%verdict%'"),
	    1);
	/* 59 (est.) is read as 59. */
	assert_int_equal(
	    count("FROM listed WHERE org = 'XA1' AND cell = 'C24' AND "
		  "code = 'ING006' AND effect <> ''"),
	    1);
	assert_int_equal(access(Q "/scorecard.csv", F_OK), -1);
}

/* What is suggested and more than a guess is what was right, to a twentieth where
 * it is worked out from others' numbers. */
static void
likely_suggestions_are_right(void **state)
{
	assert_none("a wrong suggestion",
	    "SELECT * FROM " BOTH " WHERE certainty IN ('Certain', 'Likely') "
	    "AND right <> '' AND abs(suggested - right) > "
	    "iif(code = 'AUD406', right / 20.0, 0)");
	assert_true(count("FROM " BOTH " WHERE suggested = right * 1") > 25);
}

/* What the key says of each fault's history: the quarters in a row, and whether
 * it was there before. */
#define HISTORY                                                                \
	"WITH at AS (SELECT DISTINCT " PLACE ", substr(period, 1, 4) * 4 + "   \
	"substr(period, 10, 1) AS q FROM planted WHERE note <> 'part'), "      \
	"run AS (SELECT *, q - row_number() OVER (PARTITION BY org, sheet, "   \
	"cell, code ORDER BY q) AS first FROM at), "                           \
	"history AS (SELECT *, row_number() OVER (PARTITION BY org, sheet, "   \
	"cell, code, first ORDER BY q) AS n, min(q) OVER (PARTITION BY org, "  \
	"sheet, cell, code) AS oldest FROM run) "
#define STANDING                                                               \
	"CASE WHEN n > 1 THEN 'persisting' WHEN q > oldest THEN 'reopened' "   \
	"ELSE 'new' END"

static void
standings_follow_the_key(void **state)
{
	assert_none("another standing", HISTORY
	    "SELECT *, " STANDING " FROM history JOIN found USING "
	    "(" PLACE ") WHERE standing <> " STANDING " OR quarters <> n");
	assert_int_equal(
	    count("FROM found WHERE " THIS " AND standing = 'reopened'"), 3);
	assert_true(count("FROM found WHERE " THIS
			  " AND standing = 'persisting'") >= 13);
	assert_int_equal(
	    count("FROM found WHERE org = 'XW3' AND code = 'AUD206' AND " THIS
		  " AND quarters = 13"),
	    1);
}

/* A fault of the quarter before that is in the key no more is closed. */
static void
what_was_put_right_is_found_no_more(void **state)
{
	assert_none("found after it was put right",
	    "SELECT b.org, b.code FROM planted AS b JOIN found AS f USING "
	    "(org, sheet, cell, code) WHERE b.period = '2025-26-Q4' AND "
	    "f.period = '2026-27-Q1' AND NOT EXISTS (SELECT 1 FROM planted AS "
	    "p WHERE p.period = f.period AND (p.org, p.sheet, p.cell, p.code) "
	    "= (b.org, b.sheet, b.cell, b.code))");
	assert_int_equal(
	    count("FROM found WHERE org = 'XN4' AND code = 'ING006' AND "
		  "period = '2025-26-Q4' AND quarters = 2"),
	    1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_planted_fault_is_found_at_its_cell),
	    cmocka_unit_test(no_error_stands_where_nothing_was_planted),
	    cmocka_unit_test(findings_csv_lists_this_quarter_s_and_no_other),
	    cmocka_unit_test(level_and_value_are_those_of_the_key),
	    cmocka_unit_test(findings_have_their_effects),
	    cmocka_unit_test(likely_suggestions_are_right),
	    cmocka_unit_test(standings_follow_the_key),
	    cmocka_unit_test(what_was_put_right_is_found_no_more),
	};
	return cmocka_run_group_tests(tests, audit_sample, NULL);
}
