/* What fuzzing found in number formats, again. */
#include "../../fuzz/fuzz_numfmt.c"

#include "replay.h"

static void
every_found_case_of_numfmt_is_survived(void **state)
{
	replay("numfmt");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_found_case_of_numfmt_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
