/* Work shared among threads; and before a fork nobody else may hold a lock. */
#include <glib.h>
#include <stdatomic.h>

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

struct tally {
	atomic_int done[1000];
};

static void
count_one(void *self, size_t i)
{
	struct tally *t = self;

	atomic_fetch_add(&t->done[i], 1);
}

static void
each_piece_of_work_is_done_once(void **state)
{
	const struct {
		unsigned jobs;
		size_t n;
	} given[] = {{1, 1000}, {4, 1000}, {64, 3}, {0, 5}, {2, 0}};

	for (size_t k = 0; k < 5; k++) {
		struct tally t = {{0}};

		threads_each(given[k].jobs, given[k].n, count_one, &t);
		for (size_t i = 0; i < 1000; i++)
			assert_int_equal(t.done[i], i < given[k].n);
	}
	/* And all who helped have ended. */
	assert_true(threads_wait(20000));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(one_thread_waits_for_nobody),
	    cmocka_unit_test(a_thread_that_ends_is_waited_for),
	    cmocka_unit_test(each_piece_of_work_is_done_once),
	    cmocka_unit_test(one_that_stays_is_not_waited_for_for_ever),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
