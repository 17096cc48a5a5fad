/* tests/unit/base/test_str.c -- views, buffers, arenas, diagnostics. */
#include "base/file.h"
#include "check.h"

static void
cutting_walks_through_every_part(void **state)
{
	struct str rest = S("a;bb;;c"), part;
	const char *want[] = {"a", "bb", "", "c"};
	size_t i = 0;
	bool more = true;

	while (more) {
		more = str_cut(rest, ';', &part, &rest);
		assert_str(part, want[i]);
		i++;
	}
	assert_int_equal(i, COUNT(want));
}

static void
trimming_takes_no_break_spaces_too(void **state)
{
	assert_str(str_trim(S(" \t00D\xc2\xa0 \r\n")), "00D");
	assert_str(str_trim(S("\xc2\xa0")), "");
	assert_str(str_trim(S("")), "");
}

static void
finding_meets_the_end_and_near_misses(void **state)
{
	assert_int_equal(str_find(S("aaab"), S("aab")), 1);
	assert_int_equal(str_find(S("abc"), S("c")), 2);
	assert_int_equal(str_find(S("abc"), S("cd")), -1);
	assert_int_equal(str_find(S("ab"), S("abc")), -1);
	assert_int_equal(str_find(S("abc"), S("")), 0);
}

static void
a_buffer_keeps_what_it_was_given(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);

	for (int i = 0; i < 1000; i++)
		buf_addf(&b, "%d,", i);
	assert_int_equal(b.n, 10 * 2 + 90 * 3 + 900 * 4);
	assert_true(str_ends(buf_str(&b), S("998,999,")));
	test_drop(&c);
}

static int deferred;

static void
count_up(void *p)
{
	deferred += *(int *)p;
}

static void
rewind_runs_defers_and_reuses_memory(void **state)
{
	struct arena *a = arena_new("test");
	int *one = NEW(a, int);
	struct arena_mark m;
	void *first;

	*one = 1;
	deferred = 0;
	m = arena_mark(a);
	first = arena_alloc(a, 1, 32);
	arena_defer(a, count_up, one);
	arena_rewind(a, m);
	assert_int_equal(deferred, 1);
	assert_ptr_equal(arena_alloc(a, 1, 32), first);
	for (int i = 0; i < 100; i++)
		(void)arena_alloc(a, 1, 10000);
	arena_rewind(a, m);
	assert_ptr_equal(arena_alloc(a, 1, 32), first);
	arena_free(a);
	assert_int_equal(deferred, 1);
}

static void
a_failure_says_where_and_returns_false(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);

	assert_false(diag_fail(&c,
	    (struct at){S("R1A.xlsx"), S("Staffing"), S("C14"), 0},
	    "%d is too much", 7));
	assert_str(diag_text(c.diag), "7 is too much");
	at_print(&b, diag_at(c.diag));
	assert_str(buf_str(&b), "R1A.xlsx: Staffing!C14");
	assert_int_equal(diag_failures(c.diag), 1);
	diag_warn(&c, (struct at){.line = 3}, "a little");
	diag_note(&c, (struct at){.line = 4}, "by the way");
	assert_int_equal(diag_failures(c.diag), 1);
	assert_int_equal(diag_remarks(c.diag), 3);
	test_drop(&c);
}

static void
a_file_is_replaced_whole_and_read_back(void **state)
{
	struct ctx c = test_ctx();
	struct str path = S("build/test-scratch/deep/file.txt"), got;

	assert_true(file_replace(&c, path, S("one")));
	assert_true(file_replace(&c, path, S("two two")));
	assert_true(file_read(&c, path, 0, &got));
	assert_str(got, "two two");
	assert_false(file_read(&c, path, 3, &got));
	assert_true(str_find(diag_text(c.diag), S("limit is 3")) > 0);
	assert_false(file_read(&c, S("build/test-scratch"), 0, &got));
	assert_false(file_read(&c, S("build/test-scratch/none"), 0, &got));
	test_drop(&c);
}

/* FIPS 180-2, appendix B.1. */
static void
sha256_of_abc_is_the_published_one(void **state)
{
	struct ctx c = test_ctx();

	assert_str(file_sha256(c.mem, S("abc")),
	    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cutting_walks_through_every_part),
	    cmocka_unit_test(trimming_takes_no_break_spaces_too),
	    cmocka_unit_test(finding_meets_the_end_and_near_misses),
	    cmocka_unit_test(a_buffer_keeps_what_it_was_given),
	    cmocka_unit_test(rewind_runs_defers_and_reuses_memory),
	    cmocka_unit_test(a_failure_says_where_and_returns_false),
	    cmocka_unit_test(a_file_is_replaced_whole_and_read_back),
	    cmocka_unit_test(sha256_of_abc_is_the_published_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
