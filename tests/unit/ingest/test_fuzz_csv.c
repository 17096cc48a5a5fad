/* What fuzzing found in CSV, again. */
#include "../../fuzz/fuzz_csv.c"

#include "replay.h"

static void
every_found_case_of_csv_is_survived(void **state)
{
	replay("csv");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_found_case_of_csv_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
