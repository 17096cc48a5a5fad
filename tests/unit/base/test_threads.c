/* Before a fork nobody else may hold a lock. */
#include <glib.h>

#include "base/threads.h"
#include "check.h"

static gpointer
sleep_for(gpointer ms)
{
	g_usleep(GPOINTER_TO_UINT(ms) * 1000);
	return NULL;
}

/* Nobody joins it, as with those that a library starts for itself. */
static void
start(unsigned ms)
{
	g_thread_unref(g_thread_new("test", sleep_for, GUINT_TO_POINTER(ms)));
}

static void
one_thread_waits_for_nobody(void **state)
{
	assert_true(threads_wait(0));
}

static void
a_thread_that_ends_is_waited_for(void **state)
{
	start(30);
	assert_true(threads_wait(20000));
	assert_true(threads_wait(0));
}

static void
one_that_stays_is_not_waited_for_for_ever(void **state)
{
	start(2000);
	assert_false(threads_wait(5));
	assert_true(threads_wait(20000));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_thread_waits_for_nobody),
	    cmocka_unit_test(a_thread_that_ends_is_waited_for),
	    cmocka_unit_test(one_that_stays_is_not_waited_for_for_ever),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
