/* What ingest/readings.h promises: what is remembered comes back while it is whole
 * and of the same setup, and what nobody asks for is forgotten. */
#include "check.h"
#include "ingest/readings.h"

/* Checksums in the order in which nobody adds them. */
static const struct str sum[] = {
    {"1111", 4}, {"2222", 4}, {"3333", 4}, {"4444", 4}};

static struct str
written(struct ctx *c)
{
	struct readings *r = readings_new(c->mem, S("this form"));

	readings_add(r, sum[2], S("the third"));
	readings_add(r, sum[0], S("the first"));
	readings_add(r, sum[1], S("the second"));
	return readings_bytes(c->mem, r);
}

static void
what_was_added_is_found_by_the_next_run(void **state)
{
	struct ctx c = test_ctx();
	struct readings *r = readings_new(c.mem, S("this form"));

	assert_false(readings_any(r));
	assert_true(readings_take(r, written(&c)));
	assert_true(readings_any(r));
	assert_str(readings_find(r, sum[1]), "the second");
	assert_int_equal(readings_find(r, sum[3]).n, 0);
	test_drop(&c);
}

static void
what_nobody_asks_for_is_forgotten(void **state)
{
	struct ctx c = test_ctx();
	struct readings *r = readings_new(c.mem, S("this form"));
	struct readings *next = readings_new(c.mem, S("this form"));
	struct readings *fresh = readings_new(c.mem, S("this form"));
	struct str bytes;

	assert_true(readings_take(r, written(&c)));
	readings_add(r, sum[3], S("the fourth"));
	(void)readings_find(r, sum[0]);
	bytes = readings_bytes(c.mem, r);
	assert_true(readings_take(next, bytes));
	assert_str(readings_find(next, sum[0]), "the first");
	assert_str(readings_find(next, sum[3]), "the fourth");
	assert_int_equal(readings_find(next, sum[1]).n, 0);
	/* As if nothing had been known. */
	readings_add(fresh, sum[0], S("the first"));
	readings_add(fresh, sum[3], S("the fourth"));
	assert_true(str_eq(readings_bytes(c.mem, fresh), bytes));
	test_drop(&c);
}

static void
another_setup_begins_with_nothing(void **state)
{
	struct ctx c = test_ctx();
	struct readings *r = readings_new(c.mem, S("that form"));

	assert_false(readings_take(r, written(&c)));
	assert_false(readings_any(r));
	test_drop(&c);
}

static void
damaged_bytes_are_ignored(void **state)
{
	struct ctx c = test_ctx();
	struct str whole = written(&c);

	for (size_t at = 0; at < whole.n; at++) {
		struct readings *r = readings_new(c.mem, S("this form"));
		char *p = arena_copy(c.mem, whole.p, whole.n);

		p[at] ^= 1;
		assert_false(readings_take(r, (struct str){p, whole.n}));
		assert_false(readings_take(r, str_slice(whole, 0, at)));
		assert_false(readings_any(r));
	}
	test_drop(&c);
}

static void
a_record_that_is_too_large_is_not_kept(void **state)
{
	struct ctx c = test_ctx();
	struct readings *r = readings_new(c.mem, S("this form"));
	size_t n = (size_t)256 << 10;
	char *p = NEWS(c.mem, n + 1, char);

	readings_add(r, sum[0], (struct str){p, n + 1});
	assert_false(readings_any(r));
	readings_add(r, sum[0], (struct str){p, n});
	assert_true(readings_any(r));
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_was_added_is_found_by_the_next_run),
	    cmocka_unit_test(what_nobody_asks_for_is_forgotten),
	    cmocka_unit_test(another_setup_begins_with_nothing),
	    cmocka_unit_test(damaged_bytes_are_ignored),
	    cmocka_unit_test(a_record_that_is_too_large_is_not_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
