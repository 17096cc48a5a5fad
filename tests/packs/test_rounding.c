/* A run under the policy that rounds: no count of people that it publishes is
 * anything else, and its pages say so. */
#include <math.h>

#include "base/num.h"
#include "model/catalogue.h"
#include "packs/run.h"

#define IN  SCRATCH "/in"
#define OUT SCRATCH "/out-files"
#define Q   "/2026-27-Q1"

static struct ctx c;
static struct catalogue catalogue;

static int
make_packs(void **state)
{
	assert_true(program_is_named());
	c = test_ctx();
	if (!catalogue_load(&c, S("templates/indicators.yaml"), &catalogue) ||
	    sh("rm -rf " IN " " OUT "; mkdir -p " SCRATCH " && cp -r input " IN
	       " && " FEW_RETURNS(IN)) != 0 ||
	    sh("sed -i 's/^disclosure:.*/disclosure: nhs-7/' " IN
	       "/settings.yaml") != 0)
		return -1;
	return sh("$SKILLMIX run --input " IN " --output " OUT
		  " --only XN1,Y63,ENG --period 2026-27-Q1");
}

static int
drop(void **state)
{
	test_drop(&c);
	return 0;
}

static const struct indicator *
indicator_of(struct str id)
{
	for (size_t i = 0; i < catalogue.n; i++)
		if (str_eq(catalogue.indicator[i].id, id))
			return &catalogue.indicator[i];
	fail_msg("no indicator %.*s", STRF(id));
	return NULL;
}

enum { INDICATOR = 4, NUMERATOR = 6, DENOMINATOR = 7, VALUE = 8, FIELDS = 9 };

/* The first fields of the next line; false at the end. A comma in quotes would
 * shift what follows. */
static bool
next_line(struct str *rest, struct str *field, struct str *line)
{
	struct str left;

	do {
		if (!str_cut(*rest, '\n', line, rest))
			return false;
	} while (str_find(*line, S("\"")) >= 0);
	left = *line;
	for (int i = 0; i < FIELDS; i++)
		assert_true(str_cut(left, ',', &field[i], &left));
	return true;
}

static struct str
scorecard_lines(void)
{
	struct str line, rest = read_text(&c, OUT Q "/scorecard.csv");

	assert_true(str_cut(rest, '\n', &line, &rest));
	assert_true(str_find(line, S(",indicator,breakdown,numerator,")) > 0);
	return rest;
}

static void
every_count_of_people_in_scorecard_csv_is_rounded(void **state)
{
	struct str line, field[FIELDS], rest = scorecard_lines();
	size_t people = 0, others = 0;

	while (next_line(&rest, field, &line)) {
		const struct indicator *ind = indicator_of(field[INDICATOR]);

		for (int i = NUMERATOR; i <= DENOMINATOR; i++) {
			double v;

			if (field[i].n == 0)
				continue;
			assert_true(num_parse(field[i], &v));
			if (!ind->people) {
				others += fmod(v, 5) != 0;
				continue;
			}
			if (fmod(v, 5) != 0 || v == 5)
				fail_msg("%.*s", STRF(line));
			people++;
		}
	}
	assert_true(people > 1000);
	/* WTE, days and the like are as they were. */
	assert_true(others > 300);
}

/* Whoever divides what the file tells comes to what the file tells. */
static void
every_share_in_scorecard_csv_is_that_of_its_own_counts(void **state)
{
	struct str line, field[FIELDS], rest = scorecard_lines();
	size_t shares = 0;

	while (next_line(&rest, field, &line)) {
		double x, n, value;

		if (indicator_of(field[INDICATOR])->method != METHOD_SHARE ||
		    !num_parse(field[NUMERATOR], &x) ||
		    !num_parse(field[DENOMINATOR], &n) ||
		    !num_parse(field[VALUE], &value))
			continue;
		if (!(fabs(value - 100 * x / n) < 1e-6))
			fail_msg("%.*s", STRF(line));
		shares++;
	}
	assert_true(shares > 300);
}

/* Numbers before these words count people, wherever they stand. */
static void
every_number_of_people_on_a_page_is_rounded(void **state)
{
	assert_int_equal(
	    sh("for f in " OUT Q "/trusts/XN1/XN1-board-report.pdf " OUT Q
	       "/regions/Y63/*.pdf " OUT Q "/england/*.pdf; do"
	       " pdftotext \"$f\" - ; done | tr '\\n' ' ' |"
	       " grep -oE '[0-9][0-9,]* people' >" OUT "/people"),
	    0);
	assert_true(number_of("wc -l <" OUT "/people") >= 10);
	assert_int_equal(
	    number_of("grep -cv '[05] people' " OUT "/people; true"), 0);
}

static void
each_kind_of_pack_says_that_counts_are_rounded(void **state)
{
	static const char *const pack[] = {
	    "trusts/XN1/XN1-board-report", "regions/Y63/*", "england/*"};

	for (size_t i = 0; i < COUNT(pack); i++) {
		assert_int_equal(sh("pdftotext " OUT Q "/%s.pdf - | tr '\\n' "
				    "' ' | grep -q 'rounded to the nearest 5'",
				     pack[i]),
		    0);
		assert_int_equal(
		    sh("unzip -p " OUT Q "/%s.xlsx xl/sharedStrings.xml | "
		       "grep -q 'Counts of 1 to 7 people are suppressed. Other "
		       "counts of people are rounded to the nearest 5'",
			pack[i]),
		    0);
	}
	assert_true(says(OUT Q "/manifest.json", "\"disclosure\": \"nhs-7\""));
}

/* What a trust sent comes back to it as it was sent. */
static void
an_audit_is_of_the_return_as_it_was_sent(void **state)
{
	assert_int_equal(
	    sh("pdftotext " OUT Q "/trusts/XN1/XN1-data-audit.pdf - | grep -c "
	       "'Internal: not for publication'"),
	    0);
	assert_int_equal(
	    sh("unzip -p " OUT Q "/trusts/XN1/XN1-data-audit.xlsx "
	       "xl/sharedStrings.xml | grep -q 'The return is as it was sent'"),
	    0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_count_of_people_in_scorecard_csv_is_rounded),
	    cmocka_unit_test(
		every_share_in_scorecard_csv_is_that_of_its_own_counts),
	    cmocka_unit_test(every_number_of_people_on_a_page_is_rounded),
	    cmocka_unit_test(each_kind_of_pack_says_that_counts_are_rounded),
	    cmocka_unit_test(an_audit_is_of_the_return_as_it_was_sent),
	};
	return cmocka_run_group_tests(tests, make_packs, drop);
}
