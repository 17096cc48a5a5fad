/* What model/pattern.c promises. */
#include "check.h"
#include "model/pattern.h"

static struct pattern *
pattern(struct ctx *c, const char *text)
{
	struct str why;
	struct pattern *p = pattern_new(c->mem, str_of(text), false, &why);

	assert_non_null(p);
	assert_int_equal(why.n, 0);
	return p;
}

static void
it_fits_all_of_a_text_or_not_at_all(void **state)
{
	struct ctx c = test_ctx();

	assert_true(pattern_fits(pattern(&c, "A|AB"), S(" ab ")));
	assert_false(pattern_fits(pattern(&c, "A|AB"), S("abc")));
	assert_true(pattern_fits(pattern(&c, ".*"), S("")));
	test_drop(&c);
}

static void
a_strict_one_minds_the_case(void **state)
{
	struct ctx c = test_ctx();
	struct str why;

	assert_false(
	    pattern_fits(pattern_new(c.mem, S("[A-Z]+"), true, &why), S("a")));
	assert_true(
	    pattern_fits(pattern_new(c.mem, S("[A-Z]+"), false, &why), S("a")));
	test_drop(&c);
}

static void
a_part_is_the_first_group_or_all_that_matched(void **state)
{
	struct ctx c = test_ctx();
	struct str part;

	assert_true(pattern_find(pattern(&c, "for (.*),"),
	    S("Table 1, for all services, x"), &part));
	assert_str(part, "all services");
	assert_true(
	    pattern_find(pattern(&c, "2[0-9]{3}"), S("in 2024."), &part));
	assert_str(part, "2024");
	assert_false(pattern_find(pattern(&c, "x"), S("y"), &part));
	assert_int_equal(part.n, 0);
	test_drop(&c);
}

static void
groups_stand_in_the_word(void **state)
{
	struct ctx c = test_ctx();
	struct str word;

	assert_true(pattern_rewrite(pattern(&c, "(.*) to (.*)"), c.mem,
	    S("1 to 2"), S("\\2 from \\1"), &word));
	assert_str(word, "2 from 1");
	assert_false(
	    pattern_rewrite(pattern(&c, "a"), c.mem, S("ab"), S("x"), &word));
	assert_true(pattern_rewrite(
	    pattern(&c, "a(b)?"), c.mem, S("a"), S("<\\1\\2>\\"), &word));
	assert_str(word, "<>\\");
	test_drop(&c);
}

static void
what_is_no_expression_says_why(void **state)
{
	struct ctx c = test_ctx();
	struct str why;

	assert_null(pattern_new(c.mem, S("[A-Z"), false, &why));
	assert_true(str_find(why, S("[A-Z")) >= 0);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(it_fits_all_of_a_text_or_not_at_all),
	    cmocka_unit_test(a_strict_one_minds_the_case),
	    cmocka_unit_test(a_part_is_the_first_group_or_all_that_matched),
	    cmocka_unit_test(groups_stand_in_the_word),
	    cmocka_unit_test(what_is_no_expression_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
