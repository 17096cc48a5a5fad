/* What ingest/match.c promises. */
#include "unit/ingest/feed.h"

#define PROFILE(name, header, rest)                                            \
	"name: " name "\ntitle: T\npublisher: P\nkind: observations\n"         \
	"precedence: 50\nrecognise:\n  header: [" header "]\n" rest            \
	"organisation: {code: ORG}\ndate: {constant: 2025-03-31}\n"            \
	"values:\n  - {column: FTE, measure: fte}\n"

/* Feeds rows until something other than "not yet" comes out. */
static enum match_result
run(struct ctx *c, struct matcher *m, const char *sheet,
    const char *const *rows)
{
	struct sheet s = {.name = str_of(sheet)};
	enum match_result r = MATCH_NOT_YET;

	matcher_sheet(m, &s);
	for (uint32_t i = 0; rows[i] != NULL && r == MATCH_NOT_YET; i++) {
		struct row row = row_of(c->mem, i + 1, rows[i]);
		r = matcher_row(m, &row);
	}
	return r;
}

static void
the_header_is_found_by_its_words_wherever_it_stands(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p = profile_of(&c, PROFILE("p", "Area of work", ""));
	struct matcher m = matcher_new(c.mem, &p, 1);
	const char *rows[] = {"A title", "", "Notes|and more",
	    "Fte||Area  Of\nWork|Other|org", NULL};

	assert_int_equal(run(&c, &m, "Data", rows), MATCH_FOUND);
	assert_int_equal(m.match.header, 4);
	assert_int_equal(m.match.at[0], 3); /* area of work */
	assert_int_equal(m.match.at[p->code], 5);
	assert_int_equal(m.match.at[p->value[0].column], 1);
	test_drop(&c);
}

static void
what_nothing_takes_has_a_nearest_profile_and_what_it_misses(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p[] = {profile_of(&c, PROFILE("one", "A, B", "")),
	    profile_of(&c, PROFILE("two", "B, C", ""))};
	struct matcher m = matcher_new(c.mem, p, 2);
	const char *rows[] = {"ORG|B|C|x", "1|2|3|4", NULL};

	assert_int_equal(run(&c, &m, "", rows), MATCH_NOT_YET);
	assert_str(m.nearest->name, "two");
	assert_str(m.missed, "FTE");
	test_drop(&c);
}

static void
two_profiles_for_one_row_are_two(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p[] = {profile_of(&c, PROFILE("one", "A", "")),
	    profile_of(&c, PROFILE("two", "B", ""))};
	struct matcher m = matcher_new(c.mem, p, 2);
	const char *rows[] = {"ORG|FTE|A|B", NULL};

	assert_int_equal(run(&c, &m, "", rows), MATCH_TWO);
	assert_str(m.match.profile->name, "one");
	assert_str(m.second->name, "two");
	test_drop(&c);
}

static void
a_word_that_must_not_be_there_tells_two_layouts_apart(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p[] = {
	    profile_of(&c, PROFILE("one", "A", "  lacks: [b]\n")),
	    profile_of(&c, PROFILE("two", "B", ""))};
	struct matcher m = matcher_new(c.mem, p, 2);
	const char *rows[] = {"ORG|FTE|A|B", NULL};

	assert_int_equal(run(&c, &m, "", rows), MATCH_FOUND);
	assert_str(m.match.profile->name, "two");
	test_drop(&c);
}

static void
a_column_met_twice_does_not_fit(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p = profile_of(&c, PROFILE("p", "A", ""));
	struct matcher m = matcher_new(c.mem, &p, 1);
	const char *rows[] = {"ORG|A|FTE|fte", NULL};

	assert_int_equal(run(&c, &m, "", rows), MATCH_NOT_YET);
	assert_str(m.missed, "a single column FTE");
	test_drop(&c);
}

static void
the_sheet_s_name_may_be_asked_for(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p =
	    profile_of(&c, PROFILE("p", "A", "  sheet: \"Data*\"\n"));
	struct matcher m = matcher_new(c.mem, &p, 1);
	const char *rows[] = {"ORG|A|FTE", NULL};

	assert_int_equal(run(&c, &m, "Notes", rows), MATCH_NOT_YET);
	assert_str(m.missed, "a sheet called Data*");
	assert_int_equal(run(&c, &m, "Data 2025", rows), MATCH_FOUND);
	test_drop(&c);
}

static void
the_search_ends_after_the_rows_that_profiles_look_at(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p = profile_of(&c, PROFILE("p", "A", "  within: 2\n"));
	struct matcher m = matcher_new(c.mem, &p, 1);
	const char *late[] = {"one", "two", "ORG|A|FTE", NULL};
	const char *soon[] = {"one", "", "ORG|A|FTE", NULL};

	assert_int_equal(run(&c, &m, "", late), MATCH_NEVER);
	assert_int_equal(run(&c, &m, "", soon), MATCH_FOUND);
	test_drop(&c);
}

static void
a_list_without_header_is_known_by_its_first_row(void **state)
{
	struct ctx c = test_ctx();
	struct profile *p = profile_of(&c,
	    "name: ods\ntitle: T\npublisher: P\nkind: organisations\n"
	    "precedence: 1\nrecognise:\n  headerless:\n"
	    "    - {column: \"1\", matches: \"[A-Z0-9]{3,5}\"}\n"
	    "    - {column: \"3\", matches: \"Y[0-9]{2}\"}\n"
	    "organisation: {code: \"1\", region: \"3\"}\n");
	struct matcher m = matcher_new(c.mem, &p, 1);
	const char *list[] = {"R0A|MANCHESTER|Y62", NULL};
	const char *other[] = {"CODE|NAME|REGION", "R0A|MANCHESTER|Y62", NULL};
	const char *longer[] = {"R0A|MANCHESTER|Y621", NULL};

	assert_int_equal(run(&c, &m, "", other), MATCH_NEVER);
	assert_int_equal(run(&c, &m, "", longer), MATCH_NEVER);
	assert_int_equal(run(&c, &m, "", list), MATCH_FOUND);
	assert_int_equal(m.match.header, 0);
	assert_int_equal(m.match.at[p->region], 3);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		the_header_is_found_by_its_words_wherever_it_stands),
	    cmocka_unit_test(
		what_nothing_takes_has_a_nearest_profile_and_what_it_misses),
	    cmocka_unit_test(two_profiles_for_one_row_are_two),
	    cmocka_unit_test(
		a_word_that_must_not_be_there_tells_two_layouts_apart),
	    cmocka_unit_test(a_column_met_twice_does_not_fit),
	    cmocka_unit_test(the_sheet_s_name_may_be_asked_for),
	    cmocka_unit_test(
		the_search_ends_after_the_rows_that_profiles_look_at),
	    cmocka_unit_test(a_list_without_header_is_known_by_its_first_row),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
