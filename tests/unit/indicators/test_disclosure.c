/* What is withheld, and what is withheld with it. */
#include <math.h>

#include "check.h"
#include "indicators/disclosure.h"

/* A family of counts, the first the total if there is one; the answer has an x
 * for every count that is withheld. */
static void
check(const double *count, size_t n, bool total, const char *want)
{
	struct ctx c = test_ctx();
	struct indicator ind = {.people = true};
	struct figure f[8] = {0};
	char got[9] = {0};

	for (size_t i = 0; i < n; i++)
		f[i] = (struct figure){.numerator = count[i],
		    .denominator = 500,
		    .value = count[i] / 5};
	disclosure_small_4(c.mem, &ind, f, n, total);
	for (size_t i = 0; i < n; i++) {
		got[i] = f[i].status == STATUS_SUPPRESSED ? 'x' : '-';
		assert_int_equal(isnan(f[i].numerator), got[i] == 'x');
		assert_int_equal(isnan(f[i].denominator), got[i] == 'x');
		assert_int_equal(isnan(f[i].value), got[i] == 'x');
		assert_int_equal(f[i].reason.n > 0, got[i] == 'x');
	}
	assert_string_equal(got, want);
	test_drop(&c);
}

#define CHECK(total, want, ...)                                                \
	check((const double[]){__VA_ARGS__},                                   \
	    sizeof((const double[]){__VA_ARGS__}) / sizeof(double), total,     \
	    want)

static void
one_to_four_are_withheld_and_zero_is_not(void **state)
{
	CHECK(false, "-xxxx-", 0, 1, 2, 3, 4, 5);
}

static void
a_base_of_one_to_four_people_is_withheld_too(void **state)
{
	struct ctx c = test_ctx();
	struct indicator ind = {.people = true};
	struct figure f[] = {{.numerator = 0, .denominator = 3, .value = NAN},
	    {.numerator = 0, .denominator = 4.5, .value = 0}};

	disclosure_small_4(c.mem, &ind, f, COUNT(f), false);
	assert_int_equal(f[0].status, STATUS_SUPPRESSED);
	assert_true(isnan(f[0].denominator));
	assert_int_equal(f[1].status, STATUS_OK);
	test_drop(&c);
}

static void
a_single_small_part_takes_the_next_smallest_along(void **state)
{
	CHECK(true, "-x-x-", 30, 3, 20, 7, 0);
}

static void
two_small_parts_of_four_in_all_take_a_third(void **state)
{
	CHECK(true, "-xxx-", 24, 1, 3, 9, 11);
	CHECK(true, "-xx--", 25, 2, 3, 9, 11);
}

static void
a_total_that_is_small_itself_hides_its_parts(void **state)
{
	CHECK(true, "xx--", 3, 3, 0, 0);
	CHECK(true, "xxx-", 4, 2, 2, 0);
}

static void
without_a_total_nothing_can_be_subtracted(void **state)
{
	CHECK(false, "x--", 3, 20, 7);
}

static void
nothing_left_to_withhold_ends_it(void **state)
{
	CHECK(true, "-x--", 9, 3, 0, 0);
	CHECK(true, "-", 9);
	CHECK(true, "---", 12, 6, 6);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_to_four_are_withheld_and_zero_is_not),
	    cmocka_unit_test(a_base_of_one_to_four_people_is_withheld_too),
	    cmocka_unit_test(a_single_small_part_takes_the_next_smallest_along),
	    cmocka_unit_test(two_small_parts_of_four_in_all_take_a_third),
	    cmocka_unit_test(a_total_that_is_small_itself_hides_its_parts),
	    cmocka_unit_test(without_a_total_nothing_can_be_subtracted),
	    cmocka_unit_test(nothing_left_to_withhold_ends_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
