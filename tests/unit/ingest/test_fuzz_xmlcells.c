/* What fuzzing found in rows read both ways, again. */
#include "../../fuzz/fuzz_xmlcells.c"

#include "replay.h"

static void
every_found_case_of_xmlcells_is_survived(void **state)
{
	replay("xmlcells");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_found_case_of_xmlcells_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
