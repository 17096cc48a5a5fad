/* Median and median absolute deviation, against the definition. */
#include <math.h>

#include "audit/robust.h"
#include "base/sort.h"
#include "check.h"

enum { MOST = 40 };

static double
middle_of(double *v, size_t n)
{
	sort_numbers(v, n);
	return n % 2 == 1 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

static void
sorting_puts_numbers_in_order(void **state)
{
	double v[] = {3, -1, 3, 0, 12.5, 2, -1}, one = 7;

	(void)state;
	sort_numbers(v, COUNT(v));
	for (size_t i = 1; i < COUNT(v); i++)
		assert_true(v[i - 1] <= v[i]);
	assert_true(v[0] == -1 && v[COUNT(v) - 1] == 12.5);
	sort_numbers(&one, 1);
	assert_true(one == 7);
}

/* Small numbers, so that many are alike. */
static void
the_deviation_is_the_middle_of_the_distances(void **state)
{
	uint32_t seed = 3;

	(void)state;
	for (size_t n = 1; n <= MOST; n++)
		for (int trial = 0; trial < 50; trial++) {
			double v[MOST], away[MOST];
			struct robust r;

			for (size_t i = 0; i < n; i++) {
				seed = seed * 1664525 + 1013904223;
				v[i] = (seed >> 8) % 24 / 3.0;
			}
			assert_true(middle_of(v, n) == robust_of(v, n).median);
			r = robust_of(v, n);
			for (size_t i = 0; i < n; i++)
				away[i] = fabs(v[i] - r.median);
			assert_true(r.deviation == middle_of(away, n));
			assert_true(r.low == v[0] && r.high == v[n - 1]);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(sorting_puts_numbers_in_order),
	    cmocka_unit_test(the_deviation_is_the_middle_of_the_distances),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
