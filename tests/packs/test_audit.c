/* needs: ingest render */
/* The verb audit as a user runs it: what a return is asked about, what stops
 * being asked once it is answered, and what the store remembers. */
#include "packs/run.h"
#include "render/form.h"

#define FORMS SCRATCH "/audit-forms"
#define IN    SCRATCH "/audit-in"
#define OUT   SCRATCH "/audit-out"
#define FILL  "/usr/bin/python3 tests/tools/fill_return.py "
#define ADD   "/usr/bin/python3 tests/tools/add_sheet.py "
#define AUDIT "$SKILLMIX audit --input " IN " --output " OUT
#define CSV   OUT "/2026-27-Q1/findings.csv"
#define DB    "sqlite3 " OUT "/skillmix.db "

static struct ctx c;
static struct return_form form;

static void
write_form(const char *code, struct period period)
{
	struct form_fill fill = {.org_code = str_of(code),
	    .org_name = S("Northmoor Trust"),
	    .period = period};

	if (!form_write(&c, &form, &fill, &theme_default,
		str_fmt(c.mem, FORMS "/%s-%d.xlsx", code, period.quarter)))
		fail_msg("%s", diag_text(c.diag).p);
}

static int
load(void **state)
{
	c = test_ctx();
	if (!return_form_load(&c, S("templates/return.yaml"), &form))
		fail_msg("%s", diag_text(c.diag).p);
	assert_int_equal(sh("rm -rf " FORMS " && mkdir -p " FORMS), 0);
	write_form("XN1", (struct period){2026, 1});
	write_form("XN1", (struct period){2025, 4});
	return 0;
}

static int
drop(void **state)
{
	test_drop(&c);
	return 0;
}

/* A register, and nothing sent yet. */
static int
fresh(void **state)
{
	assert_int_equal(sh("rm -rf " IN " " OUT " && mkdir -p " IN), 0);
	assert_true(file_replace(&c, S(IN "/register.csv"),
	    S("org_code,org_name,nhse_region_code,nhse_region_name,ics_code,"
	      "ics_name,benchmark_group\n"
	      "XN1,Northmoor Trust,Y63,North,QX1,One,Mental Health\n")));
	return 0;
}

/* The return with so many beds and a note beside them. */
static void
send(const char *beds, const char *note)
{
	assert_int_equal(sh(FILL FORMS "/XN1-1.xlsx " IN "/XN1.xlsx"
				       " --set 'Return wards!Beds/Inpatient=%s'"
				       " --set 'Return wards!F7=%s'",
			     beds, note),
	    0);
}

/* The same with a register of issues that answers for the beds. */
static void
send_register(const char *beds, const char *of)
{
	assert_int_equal(
	    sh(FILL FORMS
		"/XN1-1.xlsx " FORMS "/filled.xlsx"
		" --set 'Return wards!Beds/Inpatient=%s' && " ADD FORMS
		"/filled.xlsx " IN "/XN1.xlsx 'Issue register'"
		" 'Issue register' 'Level|Code|Sheet|Cell|Row and column|"
		"Value as sent|Your answer' 'error|ING010|Return wards|B99|"
		"Beds / Inpatient|%s|Known, beds lent'",
		beds, of),
	    0);
}

static bool
asked(void)
{
	assert_int_equal(sh(AUDIT), 0);
	return number_of("grep -c ING010 " CSV " || true") > 0;
}

static void
a_finding_stands_in_findings_csv_and_is_counted(void **state)
{
	send("-5", "");
	assert_int_equal(sh(AUDIT), 0);
	assert_true(says(SCRATCH "/out", "Period 2026-27-Q1: 1 returns, "));
	assert_true(says(SCRATCH "/out", "\n  XN1 Northmoor Trust: "));
	assert_true(says(SCRATCH "/out",
	    "Every finding is in " OUT "/2026-27-Q1/findings.csv\n"));
	assert_true(says(CSV, "2026-27-Q1,XN1,XN1.xlsx,Return wards,C7,ING010,"
			      "error,-5,"));
	/* No figures are kept, and what there is is on record. */
	assert_int_equal(access(OUT "/2026-27-Q1/scorecard.csv", F_OK), -1);
	assert_int_equal(sh("$SKILLMIX verify " OUT), 0);
	assert_int_equal(sh(AUDIT " --format json"), 0);
	assert_true(says(SCRATCH "/out", "{\"event\": \"audit\", \"period\": "
					 "\"2026-27-Q1\", \"returns\": 1, "));
	assert_true(says(SCRATCH "/out", "\"status\": 0}\n"));
	assert_int_equal(sh(AUDIT " --quiet"), 0);
	assert_int_equal(read_text(&c, SCRATCH "/out").n, 0);
}

static void
a_note_silences_a_finding_until_the_value_changes(void **state)
{
	send("-5", "");
	assert_true(asked());
	send("-5", "Known: beds lent to another trust");
	assert_int_equal(sh(AUDIT), 0);
	assert_true(says(SCRATCH "/out", "; 1 more are answered"));
	assert_int_equal(number_of("grep -c ING010 " CSV " || true"), 0);
	assert_int_equal(
	    number_of(DB "\"SELECT count(*) FROM faults WHERE code = 'ING010' "
			 "AND state = 'open' AND standing = 'answered' AND "
			 "answer LIKE 'Known: %' AND answered_value = '-5'\""),
	    1);
	/* The store remembers what the next file does not say again. */
	send("-5", "");
	assert_false(asked());
	send("-6", "");
	assert_true(asked());
	send("6", "");
	assert_false(asked());
	assert_int_equal(
	    number_of(DB "\"SELECT count(*) FROM ledger WHERE code = 'ING010' "
			 "AND state = 'closed' AND cell = 'C7'\""),
	    1);
}

static void
an_answer_in_the_register_is_remembered(void **state)
{
	send_register("-5", "-5");
	assert_false(asked());
	send("-5", "");
	assert_false(asked());
	send("-7", "");
	assert_true(asked());
}

static void
an_answer_of_another_value_answers_nothing(void **state)
{
	send_register("-5", "-4");
	assert_true(asked());
}

static void
older_quarters_feed_the_ledger_and_no_table(void **state)
{
	send("-5", "");
	assert_int_equal(sh(FILL FORMS "/XN1-4.xlsx " IN "/old.xlsx --set "
				       "'Return wards!Beds/Inpatient=-5'"),
	    0);
	assert_true(asked());
	assert_int_equal(number_of("grep -c old.xlsx " CSV " || true"), 0);
	assert_true(
	    number_of(DB "\"SELECT count(*) FROM finding WHERE file = "
			 "'old.xlsx' AND quarter = '2025-26-Q4'\"") > 0);
	assert_int_equal(
	    number_of(DB "\"SELECT quarters FROM finding WHERE file = "
			 "'XN1.xlsx' AND code = 'ING010' AND standing = "
			 "'persisting'\""),
	    2);
	/* Of the older period they are the findings. */
	assert_int_equal(sh(AUDIT " --period 2025-26-Q4"), 0);
	assert_true(says(OUT "/2025-26-Q4/findings.csv", "old.xlsx"));
	assert_int_equal(number_of("grep -c XN1.xlsx " OUT
				   "/2025-26-Q4/findings.csv || true"),
	    0);
}

static void
the_same_input_leaves_the_same_store(void **state)
{
	send("-5", "Confirmed");
	assert_false(asked());
	assert_int_equal(sh(DB ".dump >" SCRATCH "/dump"), 0);
	assert_false(asked());
	assert_int_equal(sh(DB ".dump | cmp - " SCRATCH "/dump"), 0);
}

/* Within one quarter too, and in every run that reads it again. */
static void
what_came_back_stays_called_so(void **state)
{
	send("-5", "");
	assert_true(asked());
	send("5", "");
	assert_false(asked());
	for (int i = 0; i < 2; i++) {
		send("-5", "");
		assert_true(asked());
		assert_int_equal(
		    number_of(DB "\"SELECT count(*) FROM faults WHERE code = "
				 "'ING010' AND standing = 'reopened'\""),
		    1);
	}
}

static void
a_refused_file_is_status_1_and_a_finding_is_not(void **state)
{
	send("-5", "");
	assert_int_equal(sh(AUDIT), 0);
	assert_int_equal(sh("echo nothing >" IN "/odd.csv; " AUDIT), 1);
	assert_true(says(SCRATCH "/err", "odd.csv"));
	assert_true(says(CSV, "odd.csv"));
}

static void
codes_are_listed_without_any_input(void **state)
{
	assert_int_equal(sh("$SKILLMIX audit --codes --input /nowhere | cmp - "
			    "pipeline/audit/CODES.md"),
	    0);
	assert_int_equal(sh("$SKILLMIX compute --codes"), 2);
}

#define TEST(name) cmocka_unit_test_setup(name, fresh)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(a_finding_stands_in_findings_csv_and_is_counted),
	    TEST(a_note_silences_a_finding_until_the_value_changes),
	    TEST(an_answer_in_the_register_is_remembered),
	    TEST(an_answer_of_another_value_answers_nothing),
	    TEST(older_quarters_feed_the_ledger_and_no_table),
	    TEST(the_same_input_leaves_the_same_store),
	    TEST(what_came_back_stays_called_so),
	    TEST(a_refused_file_is_status_1_and_a_finding_is_not),
	    TEST(codes_are_listed_without_any_input),
	};
	return cmocka_run_group_tests(tests, load, drop);
}
