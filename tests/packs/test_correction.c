/* A data audit comes back: cells corrected or findings answered in the marked-up
 * return, put in place of the one that was sent. What is closed, and what is drawn
 * again because of it. */
#include "packs/run.h"

#define IN     SCRATCH "/correct-in"
#define OUT    SCRATCH "/correct-out"
#define Q      OUT "/2026-27-Q1"
#define TRUST  Q "/trusts/"
#define RETURN IN "/synthetic-sample/returns/2026-27-Q1/"
#define FILL   "/usr/bin/python3 tests/tools/fill_return.py "
#define RUN                                                                    \
	"$SKILLMIX run --only XA1,XN1,XN3,Y61,Y63 --jobs 2 --input " IN        \
	" --output " OUT
#define DB "sqlite3 " OUT "/skillmix.db "

/* The newest three quarters of the sample: the others say the same of these. */
static int
make_packs(void **state)
{
	assert_true(program_is_named());
	assert_int_equal(
	    sh("rm -rf " IN " " OUT "; cp -r input " IN " && rm -r " IN
	       "/synthetic-sample/returns/202[34]-* " IN
	       "/synthetic-sample/returns/2025-26-Q[12]; " RUN),
	    0);
	assert_true(says(SCRATCH "/out", "Drew 8 packs, 0 were up to date."));
	return 0;
}

/* The pages that the last run drew, by organisation, with how many bytes
 * changed. */
static void
remember(void)
{
	assert_int_equal(sh("rm -rf " OUT "-was; cp -rp " OUT " " OUT "-was;"
			    " touch " SCRATCH "/mark; sleep 0.02"),
	    0);
}

static void
assert_pages_drawn(const char *names)
{
	struct ctx c = test_ctx();

	assert_int_equal(sh("cd " Q "; find . -name '*.pdf' -newer"
			    " ../../mark | sed 's|.*/||; s|[.]pdf||' | sort |"
			    " tr '\\n' ' '"),
	    0);
	assert_str(read_text(&c, SCRATCH "/out"), names);
	test_drop(&c);
}

/* Nothing is drawn for nothing. */
static void
assert_pages_differ(void)
{
	assert_int_equal(sh("cd " Q "; for f in $(find . -name '*.pdf' -newer"
			    " ../../mark); do"
			    " ! cmp -s $f ../../correct-out-was/2026-27-Q1/$f"
			    " || { echo $f; exit 1; }; done"),
	    0);
}

static long
findings_of(const char *where)
{
	struct ctx c = test_ctx();
	long n = number_of(str_fmt(c.mem,
	    DB "\"SELECT count(*) FROM finding WHERE quarter = '2026-27-Q1' "
	       "AND %s\"",
	    where)
			       .p);

	test_drop(&c);
	return n;
}

/* A warning that is answered changes no figure and no score: what shows it are
 * the trust's two packs and its region's. Workbooks list the checksum of each
 * file, so that all of them are written again. */
static void
an_answer_draws_the_pages_that_show_it_and_no_other(void **state)
{
	remember();
	assert_int_equal(
	    sh(FILL TRUST "XA1/XA1-data-audit.xlsx " RETURN "XA1.xlsx"
			  " --set 'Issue register!N7=Known: a new system.'"),
	    0);
	assert_int_equal(sh(RUN), 0);
	assert_pages_drawn("XA1-board-report XA1-data-audit "
			   "Y61-comparison-pack ");
	assert_pages_differ();
	assert_int_equal(findings_of("standing = 'answered'"), 1);
	assert_int_equal(findings_of("org = 'XA1' AND code = 'AUD208' AND "
				     "answer = 'Known: a new system.'"),
	    1);
}

/* Two cells that were no numbers count now: the trust's score and its share of
 * valid cells rise, and with them the means of England that stand in all packs.
 * The label 'Band 52' is the form's own again in a marked-up return. */
static void
corrected_cells_close_their_findings(void **state)
{
	long before = findings_of("org = 'XN3'");

	remember();
	assert_int_equal(
	    sh(FILL TRUST
		"XN3/XN3-data-audit.xlsx " RETURN "XN3.xlsx"
		" --set 'Return wards!Seclusion/Inpatient=4'"
		" --set 'Return retention!Exit interviews held/Inpatient=4'"),
	    0);
	assert_int_equal(sh(RUN), 0);
	assert_int_equal(findings_of("org = 'XN3'"), before - 3);
	assert_int_equal(
	    number_of(DB "\"SELECT count(*) FROM ledger WHERE org = 'XN3' AND "
			 "quarter = '2026-27-Q1' AND state = 'closed' AND "
			 "place IN ('Return wards: Seclusion / Inpatient', "
			 "'Return retention: Exit interviews held / Inpatient',"
			 " 'Return staff in post: Support worker, Band 5')\""),
	    3);
	assert_int_equal(
	    number_of(DB "\"SELECT count(*) FROM ledger WHERE quarter = "
			 "'2026-27-Q1' AND state = 'closed'\""),
	    3);
	assert_int_equal(
	    number_of("grep -c 'XN3.*ING010' " Q "/findings.csv || true"), 0);
	assert_pages_drawn(
	    "XA1-board-report XA1-data-audit XN1-board-report XN1-data-audit "
	    "XN3-board-report XN3-data-audit Y61-comparison-pack "
	    "Y63-comparison-pack ");
	assert_pages_differ();
	/* The answer of the other trust still stands. */
	assert_int_equal(findings_of("standing = 'answered'"), 1);
}

static void
the_next_run_says_the_same(void **state)
{
	assert_int_equal(sh(RUN), 0);
	assert_true(says(SCRATCH "/out", "Drew 0 packs, 8 were up to date."));
	assert_int_equal(sh("$SKILLMIX verify " OUT), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		an_answer_draws_the_pages_that_show_it_and_no_other),
	    cmocka_unit_test(corrected_cells_close_their_findings),
	    cmocka_unit_test(the_next_run_says_the_same),
	};
	return cmocka_run_group_tests(tests, make_packs, NULL);
}
