/* What is withheld, and what is withheld with it. */
#include <math.h>

#include "unit/indicators/engine.h"

#include "indicators/disclosure.h"

/* Disciplines of 500 people each at one trust, these of whom left; the answer
 * has an x for every figure that is withheld, the sum of all first. */
static void
check(const double *left, size_t n, const char *want)
{
	static const char yaml[] = ENTRY(
	    "RET02") "    method: share\n    unit: percent\n    places: 1\n"
		     "    direction: lower\n    interval: wilson\n"
		     "    numerator: {measures: [gone]}\n"
		     "    denominator: {measures: [staff]}\n"
		     "    people: true\n    breakdown: discipline\n    summed: "
		     "true\n"
		     "    sentence: \"Leavers were {value}\"\n"
		     "    sentence_split: \"Leavers in {breakdown} were "
		     "{value}\"\n";
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct scorecard *s;
	const struct figure *f;
	char got[9] = {0}, dims[] = "discipline=A";

	for (size_t i = 0; i < n; i++, dims[sizeof dims - 2]++) {
		engine_add(&c, d, "R1", "gone", dims, JUNE, left[i]);
		engine_add(&c, d, "R1", "staff", dims, JUNE, 500);
	}
	/* Enough elsewhere for England to hide it. */
	for (size_t i = 0; i < n; i++) {
		dims[sizeof dims - 2] = (char)('A' + i);
		engine_add(&c, d, "R3", "gone", dims, JUNE, 90);
		engine_add(&c, d, "R3", "staff", dims, JUNE, 500);
	}
	s = engine_compute(&c, d, yaml, small_settings);
	f = scorecard_range(s, S("R1"), S("RET02"), &n);
	for (size_t i = 0; i < n; i++) {
		got[i] = f[i].status == STATUS_SUPPRESSED ? 'x' : '-';
		assert_int_equal(isnan(f[i].numerator), got[i] == 'x');
		assert_int_equal(isnan(f[i].value), got[i] == 'x');
		assert_int_equal(isnan(f[i].lower), got[i] == 'x');
		assert_int_equal(f[i].reason.n > 0, got[i] == 'x');
		/* The base tells nothing of who left. */
		assert_true(
		    f[i].denominator == (i == 0 ? 500.0 * (n - 1) : 500.0));
	}
	assert_string_equal(got, want);
	test_drop(&c);
}

#define CHECK(want, ...)                                                       \
	check((const double[]){__VA_ARGS__},                                   \
	    sizeof((const double[]){__VA_ARGS__}) / sizeof(double), want)

static void
one_to_four_people_are_small_or_one_to_seven(void **state)
{
	for (int i = 0; i < 9; i++)
		assert_int_equal(disclosure_is_small(DISCLOSURE_SMALL_4, i),
		    i >= 1 && i <= 4);
	for (int i = 0; i < 12; i++)
		assert_int_equal(
		    disclosure_is_small(DISCLOSURE_NHS_7, i), i >= 1 && i <= 7);
	/* Means of two counts: what would be told as 5 is small. */
	assert_true(disclosure_is_small(DISCLOSURE_NHS_7, 7.25));
	assert_false(disclosure_is_small(DISCLOSURE_NHS_7, 7.5));
	assert_false(disclosure_is_small(DISCLOSURE_NONE, 1));
}

static void
those_left_of_a_whole_are_small_too(void **state)
{
	struct indicator ind = {.people = true, .method = METHOD_SHARE};
	struct figure f = {.numerator = 98, .denominator = 100};

	f.against_numerator = f.against_denominator = NAN;
	assert_true(disclosure_has_small(DISCLOSURE_SMALL_4, &ind, &f));
	ind.method = METHOD_RATE; /* not counted among each other */
	assert_false(disclosure_has_small(DISCLOSURE_SMALL_4, &ind, &f));
	ind.method = METHOD_SHARE;
	f.numerator = 100;
	assert_false(disclosure_has_small(DISCLOSURE_SMALL_4, &ind, &f));
}

static void
a_single_small_part_takes_another_along(void **state)
{
	CHECK("-x-x-", 3, 20, 7, 0);
}

static void
two_small_parts_of_four_in_all_are_enough(void **state)
{
	CHECK("-xx--", 1, 3, 9, 11);
	CHECK("-xx--", 2, 3, 9, 11);
}

static void
two_small_parts_of_less_take_a_third(void **state)
{
	CHECK("-xxx-", 1, 2, 9, 11);
}

static void
a_total_that_is_small_itself_hides_its_parts(void **state)
{
	CHECK("xx--", 3, 0, 0);
	CHECK("xxx-", 2, 2, 0);
}

static void
nothing_small_is_left_as_it_is(void **state)
{
	CHECK("---", 6, 6);
	CHECK("---", 0, 60);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_to_four_people_are_small_or_one_to_seven),
	    cmocka_unit_test(those_left_of_a_whole_are_small_too),
	    cmocka_unit_test(a_single_small_part_takes_another_along),
	    cmocka_unit_test(two_small_parts_of_four_in_all_are_enough),
	    cmocka_unit_test(two_small_parts_of_less_take_a_third),
	    cmocka_unit_test(a_total_that_is_small_itself_hides_its_parts),
	    cmocka_unit_test(nothing_small_is_left_as_it_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
