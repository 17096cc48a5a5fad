/* Memory with one lifetime: zeroed, kept while arrays grow, given back. */
#include <stdint.h>
#include <string.h>

#include "base/arena.h"
#include "check.h"

/* An array of its own pages is far larger than what starts it. */
#define MANY 6000000u

static void
all_memory_comes_zeroed(void **state)
{
	struct arena *a = arena_new("test");

	for (size_t size = 1; size < (size_t)100 << 20; size *= 7) {
		struct arena_mark m = arena_mark(a);

		for (int again = 0; again < 2; again++) {
			unsigned char *p = arena_alloc(a, size, 1);

			assert_int_equal(p[0] | p[size / 2] | p[size - 1], 0);
			memset(p, 0xff, size);
			arena_rewind(a, m);
		}
	}
	arena_free(a);
}

/* What two arrays hold and what lies between survives as they grow, each by turns,
 * and so does what stands in another arena. */
static void
arrays_keep_what_is_in_them(void **state)
{
	struct arena *a = arena_new("test"), *b = arena_new("other");
	uint64_t *x = NULL, *y = NULL, **between = NULL;
	size_t nx = 0, cx = 0, ny = 0, cy = 0, nb = 0, cb = 0;

	for (uint64_t i = 0; i < MANY; i++) {
		ARENA_GROW(a, x, nx, cx);
		x[nx++] = i;
		if (i % 2 == 0) {
			ARENA_GROW(i < MANY / 2 ? a : b, y, ny, cy);
			y[ny++] = ~i;
		}
		if (i % 1000 == 0) {
			ARENA_GROW(a, between, nb, cb);
			between[nb] = NEW(a, uint64_t);
			*between[nb++] = i;
		}
	}
	for (uint64_t i = 0; i < MANY; i++)
		assert_int_equal(x[i], i);
	for (uint64_t i = 0; i < ny; i++)
		assert_int_equal(y[i], ~(2 * i));
	for (uint64_t i = 0; i < nb; i++)
		assert_int_equal(*between[i], i * 1000);
	arena_free(a);
	arena_free(b);
}

/* An array begun before the mark keeps growing behind it. */
static void
rewinding_gives_back_what_came_after(void **state)
{
	struct arena *a = arena_new("test");
	uint64_t *x = NULL;
	size_t n = 0, cap = 0;
	struct arena_mark m;

	while (n < MANY / 2) {
		ARENA_GROW(a, x, n, cap);
		x[n] = n;
		n++;
	}
	m = arena_mark(a);
	for (int again = 0; again < 3; again++) {
		char *p = arena_alloc(a, (size_t)20 << 20, 1);

		assert_int_equal(p[0] | p[((size_t)20 << 20) - 1], 0);
		p[0] = p[((size_t)20 << 20) - 1] = 1;
		arena_rewind(a, m);
	}
	for (size_t i = 0; i < n; i++)
		assert_int_equal(x[i], i);
	arena_free(a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_memory_comes_zeroed),
	    cmocka_unit_test(arrays_keep_what_is_in_them),
	    cmocka_unit_test(rewinding_gives_back_what_came_after),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
