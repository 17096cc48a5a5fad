/* needs: settings */
/* What fuzzing found in settings, again. */
#include "../../fuzz/fuzz_settings.c"

#include "../ingest/replay.h"

static void
every_found_case_of_settings_is_survived(void **state)
{
	replay("settings");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_found_case_of_settings_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
