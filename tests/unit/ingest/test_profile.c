/* What model/profile.c promises of the profile language. */
#include "unit/ingest/feed.h"

#define HEAD                                                                   \
	"name: p\ntitle: T\npublisher: P\nkind: observations\n"                \
	"precedence: 50\n"
#define BODY                                                                   \
	"organisation: {code: ORG CODE}\n"                                     \
	"date: {column: DATE, format: dd/mm/yyyy}\n"                           \
	"values:\n  - {column: FTE, measure: fte}\n"

static void
assert_refused(const char *yaml, const char *says)
{
	struct ctx c = test_ctx();
	struct profile *p;

	assert_false(profile_load_text(&c, S("p.yaml"), str_of(yaml), &p));
	if (str_find(diag_text(c.diag), str_of(says)) < 0)
		fail_msg("'%s' does not say '%s'",
		    str_z(c.mem, diag_text(c.diag)), says);
	assert_str(diag_at(c.diag).file, "p.yaml");
	test_drop(&c);
}

static void
every_column_it_speaks_of_is_listed_once(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p = profile_of(
	    &c, HEAD "recognise: {header: [DATE, Org  Code]}\n" BODY);

	assert_int_equal(p->n_columns, 3);
	assert_str(p->column[0], "date");
	assert_str(p->column[1], "orgcode");
	assert_str(p->column[2], "fte");
	assert_int_equal(p->code, 1);
	assert_true(p->needed[0] && p->needed[1] && p->needed[2]);
	test_drop(&c);
}

static void
what_is_not_said_has_a_plain_meaning(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p =
	    profile_of(&c, HEAD "recognise: {header: [DATE]}\n" BODY);

	assert_int_equal(p->blank, REASON_BLANK);
	assert_false(p->sum);
	assert_false(p->synthetic);
	assert_int_equal(p->n_totals, 0);
	assert_int_equal(p->cluster, NO_COLUMN);
	assert_int_equal(p->within, 30);
	test_drop(&c);
}

static void
optional_columns_are_not_needed(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p =
	    profile_of(&c, HEAD "recognise: {header: [DATE]}\n"
				"organisation: {code: ORG, name: NAME}\n"
				"date: {constant: 2017-09-30}\n"
				"values:\n  - {column: FTE, measure: fte}\n"
				"blank: nothing\naggregate: sum\n");

	assert_false(p->needed[p->org_name]);
	assert_int_equal(p->date, NO_COLUMN);
	assert_int_equal(p->date_constant, day_of(2017, 9, 30));
	assert_int_equal(p->blank, REASON_NONE);
	assert_true(p->sum);
	test_drop(&c);
}

static void
a_word_it_does_not_know_is_refused(void **state)
{
	assert_refused(HEAD "recognise: {header: [DATE]}\n" BODY
			    "dimensions:\n  - {dimension: banding, columns: "
			    "[X]}\n",
	    "banding");
	assert_refused(HEAD "recognise: {header: [DATE]}\n" BODY "totals: 1\n",
	    "totals: needs a list, not a single value");
	assert_refused(HEAD "synthetic: perhaps\n",
	    "synthetic: 'perhaps' is none of the words for it");
	assert_refused(HEAD "recognise: {headr: [DATE]}\n",
	    "recognise: 'headr' is no key that may stand here");
	assert_refused(HEAD "precedence: 5\n", "'precedence' is given twice");
	assert_refused("title: T\n", "'name' is missing");
}

static void
what_contradicts_itself_is_refused(void **state)
{
	assert_refused("", "the file is empty");
	assert_refused(
	    HEAD "recognise: {sheet: Data}\n" BODY, "needs either 'header'");
	assert_refused(HEAD
	    "recognise: {header: [DATE]}\norganisation: {code: C}\n"
	    "values:\n  - {column: FTE, measure: fte}\n",
	    "observations need a date");
	assert_refused(HEAD
	    "recognise: {header: [DATE]}\norganisation: {code: C}\n"
	    "date: {constant: 2017-02-30}\n"
	    "values:\n  - {column: FTE, measure: fte}\n",
	    "'constant' is a date");
	assert_refused(HEAD
	    "recognise: {header: [DATE]}\norganisation: {code: C}\n"
	    "date: {column: DATE}\nvalues:\n  - {column: FTE}\n",
	    "the measure comes from");
	assert_refused(HEAD "recognise: {header: [DATE]}\n" BODY
			    "dimensions:\n  - {dimension: band}\n",
	    "give one place that it comes from");
	assert_refused(HEAD "recognise: {header: [DATE]}\n" BODY
			    "total: {dimension: band, value: All, checks: "
			    "[{measures: [fte], tolerance: 1}]}\n",
	    "not one of this profile's");
}

static void
what_is_no_yaml_is_said_with_its_line(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p;

	assert_false(profile_load_text(
	    &c, S("p.yaml"), S("name: x\ntitle: T\n\tkind: codes\n"), &p));
	assert_str(diag_text(c.diag), "title: is no YAML: found a tab "
				      "character that violates indentation");
	assert_int_equal(diag_at(c.diag).line, 3);
	test_drop(&c);
}

static unsigned
line_of(const char *yaml)
{
	struct ctx c = test_ctx();
	struct profile *p;
	unsigned line;

	assert_false(profile_load_text(&c, S("p.yaml"), str_of(yaml), &p));
	line = diag_at(c.diag).line;
	test_drop(&c);
	return line;
}

static void
an_error_names_the_line_of_its_key_and_item(void **state)
{
	/* HEAD has five lines, recognise one, BODY four. */
	assert_int_equal(line_of(HEAD "recognise: {sheet: Data}\n" BODY), 6);
	assert_int_equal(line_of(HEAD "recognise: {header: [DATE]}\n" BODY
				      "  - {column: HC, measure: heads}\n"
				      "  # one that nothing gives a measure\n"
				      "  - {column: X}\n"),
	    13);
	assert_int_equal(
	    line_of(HEAD "recognise: {header: [DATE]}\n" BODY "dimensions:\n"
			 "- {dimension: band, columns: [B]}\n"
			 "- dimension: grade\n"
			 "  patterns: [{matches: \"(\", word: "
			 "x}]\n"
			 "  columns: [G]\n"),
	    13);
	assert_int_equal(line_of(HEAD "recognise: {header: [DATE]}\n" BODY
				      "thousands: \"..\"\n"),
	    11);
	assert_int_equal(
	    line_of(HEAD "recognise: {header: [DATE]}\n" BODY "skipp: 1\n"),
	    11);
}

static void
new_words_that_contradict_themselves_are_refused(void **state)
{
	assert_refused(HEAD "recognise: {header: [DATE]}\n" BODY
			    "skip:\n  - {column: A, date: until}\n",
	    "'date' belongs to a value");
	assert_refused(HEAD "recognise: {header: [DATE]}\n" BODY
			    "keep:\n  - {column: A, is: blank, equals: [x]}\n",
	    "give one of equals, matches, is and date");
	assert_refused(HEAD "recognise: {header: [DATE]}\n" BODY
			    "dimensions:\n  - {dimension: band, section: "
			    "yes}\n",
	    "there are no 'sections'");
	assert_refused(HEAD "recognise: {header: [DATE]}\n" BODY
			    "reason: none\n",
	    "reason: 'kind: ignored' needs it");
	assert_refused("name: p\ntitle: T\npublisher: P\nkind: codes\n"
		       "recognise: {header: [A]}\n",
	    "codes: 'kind: codes' needs it");
}

static void
without_a_header_columns_are_numbers(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p = profile_of(&c,
	    "name: p\ntitle: T\npublisher: P\nkind: organisations\n"
	    "precedence: 1\n"
	    "recognise:\n  headerless:\n"
	    "    - {column: \"1\", matches: \"[A-Z]+\"}\n"
	    "organisation: {code: \"1\", name: \"12\"}\n");

	assert_int_equal(p->number[p->org_name], 12);
	test_drop(&c);
	assert_refused("name: p\ntitle: T\npublisher: P\nkind: organisations\n"
		       "precedence: 1\n"
		       "recognise:\n  headerless:\n"
		       "    - {column: \"1\", matches: \"[A-Z]+\"}\n"
		       "organisation: {code: ORG}\n",
	    "a column is its number");
	assert_refused("name: p\ntitle: T\npublisher: P\nkind: organisations\n"
		       "precedence: 1\n"
		       "recognise:\n  headerless:\n"
		       "    - {column: \"1\", matches: \"[A-Z\"}\n"
		       "organisation: {code: \"1\"}\n",
	    "is not a regular expression");
}

static void
a_vocabulary_that_is_not_there_is_named(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p = profile_of(&c,
	    HEAD "recognise: {header: [DATE]}\n" BODY
		 "dimensions:\n  - {dimension: band, columns: [B], vocabulary: "
		 "bands}\n");

	assert_false(profile_bind(&c, p, NULL, 0));
	assert_str(
	    diag_text(c.diag), "there is no vocabulary 'bands' in vocabulary/");
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_column_it_speaks_of_is_listed_once),
	    cmocka_unit_test(what_is_not_said_has_a_plain_meaning),
	    cmocka_unit_test(optional_columns_are_not_needed),
	    cmocka_unit_test(a_word_it_does_not_know_is_refused),
	    cmocka_unit_test(what_contradicts_itself_is_refused),
	    cmocka_unit_test(what_is_no_yaml_is_said_with_its_line),
	    cmocka_unit_test(an_error_names_the_line_of_its_key_and_item),
	    cmocka_unit_test(new_words_that_contradict_themselves_are_refused),
	    cmocka_unit_test(without_a_header_columns_are_numbers),
	    cmocka_unit_test(a_vocabulary_that_is_not_there_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
