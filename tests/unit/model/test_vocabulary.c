/* What model/vocabulary.c promises. */
#include "check.h"
#include "model/vocabulary.h"

static const char text[] = "name: discipline\n"
			   "groups:\n"
			   "  - word: Nursing\n"
			   "    labels: [\"006 / Adult\", Midwives]\n"
			   "  - word: Other\n"
			   "    labels: [Unknown]\n";

static struct vocabulary *
load(struct ctx *c, const char *z)
{
	struct vocabulary *v = NULL;

	assert_true(vocabulary_load_text(c, S("v.yaml"), str_of(z), &v));
	return v;
}

static void
a_label_finds_its_word(void **state)
{
	struct ctx c = test_ctx();
	struct vocabulary *v = load(&c, text);
	struct str word;

	assert_true(vocabulary_find(v, S("006 / Adult"), &word));
	assert_str(word, "Nursing");
	assert_true(vocabulary_find(v, S("Unknown"), &word));
	assert_str(word, "Other");
	assert_str(vocabulary_name(v), "discipline");
	assert_int_equal(vocabulary_labels(v), 3);
	test_drop(&c);
}

static void
case_and_white_space_make_no_difference(void **state)
{
	struct ctx c = test_ctx();
	struct vocabulary *v = load(&c, text);
	struct str word;

	assert_true(vocabulary_find(v,
	    S("  006  /\xc2\xa0"
	      "ADULT "),
	    &word));
	assert_str(word, "Nursing");
	assert_false(vocabulary_find(v, S("006/Adult"), &word));
	test_drop(&c);
}

static void
a_word_stands_for_itself_and_the_unknown_is_not_found(void **state)
{
	struct ctx c = test_ctx();
	struct vocabulary *v = load(&c, text);
	struct str word;

	assert_true(vocabulary_find(v, S("nursing"), &word));
	assert_str(word, "Nursing");
	assert_false(vocabulary_find(v, S("Nurses"), &word));
	assert_false(vocabulary_find(v, S(""), &word));
	assert_int_equal(word.n, 0);
	test_drop(&c);
}

static void
a_label_listed_twice_is_an_error_that_names_it(void **state)
{
	struct ctx c = test_ctx();
	struct vocabulary *v;

	assert_false(vocabulary_load_text(&c, S("v.yaml"),
	    S("name: x\ngroups:\n  - {word: A, labels: [one]}\n"
	      "  - {word: B, labels: [ONE]}\n"),
	    &v));
	assert_str(diag_text(c.diag),
	    "'ONE' is listed twice, for 'A' and for 'B'; keep one");
	assert_str(diag_at(c.diag).file, "v.yaml");
	test_drop(&c);
}

static void
an_unknown_key_is_an_error_that_names_it(void **state)
{
	struct ctx c = test_ctx();
	struct vocabulary *v;

	assert_false(vocabulary_load_text(&c, S("v.yaml"),
	    S("name: x\ngrouping:\n  - {word: A, labels: [one]}\n"), &v));
	assert_true(str_find(diag_text(c.diag), S("grouping")) >= 0);
	assert_str(diag_at(c.diag).file, "v.yaml");
	assert_true(diag_at(c.diag).line > 0);
	test_drop(&c);
}

static void
the_nearest_label_is_found_and_what_is_far_is_not(void **state)
{
	struct ctx c = test_ctx();
	struct vocabulary *v = load(&c, text);

	assert_str(vocabulary_nearest(v, c.mem, S("Midwifes")), "Midwives");
	assert_str(vocabulary_nearest(v, c.mem, S("006/adult")), "006 / Adult");
	assert_str(vocabulary_nearest(v, c.mem, S("Nursng ")), "Nursing");
	assert_int_equal(vocabulary_nearest(v, c.mem, S("Surgeons")).n, 0);
	assert_int_equal(vocabulary_nearest(v, c.mem, S("")).n, 0);
	test_drop(&c);
}

static void
the_distance_counts_changes_up_to_a_most(void **state)
{
	assert_int_equal(label_distance(S("kitten"), S("SITTING"), 5), 3);
	assert_int_equal(label_distance(S("kitten"), S("sitting"), 2), 3);
	assert_int_equal(label_distance(S(""), S("ab"), 2), 2);
	assert_int_equal(label_distance(S("ab"), S("ab"), 0), 0);
}

static void
an_empty_file_is_an_error(void **state)
{
	struct ctx c = test_ctx();
	struct vocabulary *v;

	assert_false(vocabulary_load_text(&c, S("v.yaml"), S(""), &v));
	assert_int_equal(diag_failures(c.diag), 1);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_label_finds_its_word),
	    cmocka_unit_test(case_and_white_space_make_no_difference),
	    cmocka_unit_test(
		a_word_stands_for_itself_and_the_unknown_is_not_found),
	    cmocka_unit_test(a_label_listed_twice_is_an_error_that_names_it),
	    cmocka_unit_test(an_unknown_key_is_an_error_that_names_it),
	    cmocka_unit_test(the_nearest_label_is_found_and_what_is_far_is_not),
	    cmocka_unit_test(the_distance_counts_changes_up_to_a_most),
	    cmocka_unit_test(an_empty_file_is_an_error),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
