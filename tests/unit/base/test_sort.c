/* Numbers in order, few and many. */
#include "base/sort.h"
#include "check.h"

enum { MOST = 300 };

static void
numbers_are_put_in_order_and_none_is_lost(void **state)
{
	double v[MOST];

	for (size_t n = 0; n <= MOST; n++) {
		double sum = 0, was = 0;

		for (size_t i = 0; i < n; i++)
			was += v[i] = (double)((i * 7919 + n) % 101) - 50;
		sort_numbers(v, n);
		for (size_t i = 0; i < n; i++) {
			assert_true(i == 0 || v[i - 1] <= v[i]);
			sum += v[i];
		}
		assert_true(sum == was);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(numbers_are_put_in_order_and_none_is_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
