/* What fuzzing found in profiles, again. */
#include "../../fuzz/fuzz_profile.c"

#include "replay.h"

static void
every_found_case_of_profile_is_survived(void **state)
{
	replay("profile");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_found_case_of_profile_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
