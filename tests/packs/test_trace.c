/* The verbs indicators and trace: from a figure back to the cells of a return
 * that were typed. */
#include "packs/run.h"

#define IN   SCRATCH "/traced"
#define OUT  SCRATCH "/traced-out"
#define FORM OUT "/forms/XN1-return-2026-27-Q1.xlsx"
#define FILL "/usr/bin/python3 tests/tools/fill_return.py "
#define ASK  " --input " IN " --output " OUT
#define TOLD SCRATCH "/out"
#define ERR  SCRATCH "/err"

/* The published sample, and one return of which four cells are filled in. */
static int
lay_out(void **state)
{
	if (sh("rm -rf " IN " " OUT " && mkdir -p " IN
	       " && cp input/synthetic-sample/*.csv "
	       "input/synthetic-sample/*.xlsx " IN) != 0 ||
	    sh("$SKILLMIX form XN1 --period 2026-27-Q1" ASK) != 0)
		fail_msg("no form");
	if (sh(FILL FORM
		" " IN "/XN1.xlsx "
		"--set 'Return retention!Shifts worked/Inpatient=1000' "
		"--set 'Return retention!Shifts worked by agency "
		"staff/Inpatient=65' "
		"--set 'Return retention!Shifts worked/Community=[x]'") != 0)
		fail_msg("no return");
	return 0;
}

static void
a_figure_is_told_with_its_formula_and_cells(void **state)
{
	assert_int_equal(
	    sh("$SKILLMIX trace XN1 RET07 --setting Inpatient" ASK), 0);
	assert_true(says(TOLD, "RET07 Agency shifts, Inpatient: 6.5%"));
	assert_true(
	    says(TOLD, "65 / 1,000 = 6.5%; 95% Wilson interval 5.1% to 8.2%"));
	assert_true(says(TOLD, "Numerator, 65 from 1 cell\n"
			       "    XN1.xlsx Return retention!C15  65  "));
	assert_true(says(TOLD, "Shifts worked; setting: Inpatient"));
	assert_true(says(TOLD, "England: 6.5%, from 1 organisation,"));
	assert_true(says(TOLD, "peers: the 3 other mental health trusts"));
}

static void
what_has_no_number_is_named_with_its_reason(void **state)
{
	assert_int_equal(sh("$SKILLMIX trace XN1 RET07" ASK), 0);
	assert_true(says(TOLD, "RET07 Agency shifts: [x]"));
	assert_true(says(TOLD, "no value: "));
	assert_true(says(TOLD, "Without a number\n"));
	assert_true(says(TOLD, "  [x] not available  Shifts worked; "));
	assert_true(says(TOLD, "  blank  Shifts worked by agency staff; "));
	assert_true(says(TOLD, "not counted, denominator"));
}

static void
the_same_comes_as_json(void **state)
{
	assert_int_equal(
	    sh("$SKILLMIX trace XN1 RET07 --setting Inpatient "
	       "--format json" ASK " | /usr/bin/python3 -c 'import json,sys; "
	       "d=json.load(sys.stdin); "
	       "print(d[\"value\"], len(d[\"cells\"]), "
	       "d[\"cells\"][0][\"cell\"], "
	       "d[\"cells\"][0][\"part\"], "
	       "d[\"cells\"][1][\"value\"])'"),
	    0);
	assert_true(says(TOLD, "6.5 2 C15 numerator 1000"));
}

static void
england_is_told_as_the_sum_of_organisations(void **state)
{
	assert_int_equal(
	    sh("$SKILLMIX trace ENG RET07 --setting Inpatient" ASK), 0);
	assert_true(says(TOLD, "The sum of 1 organisations' figures"));
	assert_true(says(TOLD, "    XN1  6.5%  65 of 1000"));
}

static void
every_indicator_is_listed_with_its_source_or_why_it_is_empty(void **state)
{
	assert_int_equal(sh("$SKILLMIX indicators" ASK), 0);
	assert_true(says(TOLD, "\nRET07  Agency shifts "));
	assert_true(says(TOLD, "return    1, 30 Jun 2026\n"));
	/* Cells that are all blank feed nothing; the published file does. */
	assert_true(says(TOLD, "\nMIX91  Child and adolescent psychiatry "));
	assert_true(says(TOLD, "none: the cell in the file is empty\n"));
	assert_int_equal(
	    sh("rm -rf " IN "/XN1.xlsx; $SKILLMIX indicators" ASK), 0);
	assert_true(says(TOLD,
	    "none: no file gives vacant_wte; the return's sheet Return "
	    "vacancies does\n"));
	assert_int_equal(sh("$SKILLMIX indicators --format json" ASK
			    " | /usr/bin/python3 -c 'import json,sys; "
			    "d=json.load(sys.stdin); assert len(set(i[\"id\"] "
			    "for i in d)) == len(d) >= 73'"),
	    0);
}

static void
what_there_is_none_of_is_said_with_what_there_is(void **state)
{
	assert_int_equal(sh("$SKILLMIX trace XN1 ABC01" ASK), 2);
	assert_true(says(ERR, "there is no indicator 'ABC01'"));
	assert_int_equal(sh("$SKILLMIX trace XN1 MIX01" ASK), 2);
	assert_true(says(ERR, "--breakdown takes Admin, Nursing"));
	assert_int_equal(sh("$SKILLMIX trace QQQ RET91" ASK), 2);
	assert_true(says(ERR, "QQQ has no such figure of RET91"));
	assert_int_equal(sh("$SKILLMIX trace XN1" ASK), 2);
	assert_true(says(ERR, "trace takes"));
}

/* The cells add up to another number than the formula has. */
static void
a_formula_of_rounded_counts_says_that_they_are(void **state)
{
	assert_int_equal(sh("$SKILLMIX trace XN1 RET91" ASK), 0);
	assert_false(says(TOLD, "to the nearest 5"));
	assert_int_equal(sh("echo 'disclosure: nhs-7' >" IN "/settings.yaml; "
			    "$SKILLMIX trace XN1 RET91" ASK),
	    0);
	assert_true(says(TOLD, "; counts of people to the nearest 5, as told"));
	assert_int_equal(sh("$SKILLMIX trace XN1 MIX91" ASK), 0);
	assert_false(says(TOLD, "to the nearest 5"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_figure_is_told_with_its_formula_and_cells),
	    cmocka_unit_test(what_has_no_number_is_named_with_its_reason),
	    cmocka_unit_test(the_same_comes_as_json),
	    cmocka_unit_test(england_is_told_as_the_sum_of_organisations),
	    cmocka_unit_test(
		every_indicator_is_listed_with_its_source_or_why_it_is_empty),
	    cmocka_unit_test(what_there_is_none_of_is_said_with_what_there_is),
	    cmocka_unit_test(a_formula_of_rounded_counts_says_that_they_are),
	};
	return cmocka_run_group_tests(tests, lay_out, NULL);
}
