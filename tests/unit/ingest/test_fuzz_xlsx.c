/* What fuzzing found in workbooks, again. */
#include "../../fuzz/fuzz_xlsx.c"

#include "replay.h"

static void
every_found_case_of_xlsx_is_survived(void **state)
{
	replay("xlsx");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_found_case_of_xlsx_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
