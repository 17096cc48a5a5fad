/* needs: workers settings */
/* tests/unit/run/test_workers.c -- jobs over processes, and settings. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../pipeline/settings.h"
#include "../pipeline/workers.h"
#include "check.h"

static bool
even_jobs_only(void *self, size_t job, char message[WORKER_MESSAGE])
{
	if (job == 5)
		raise(SIGKILL);
	if (job == 7)
		_Exit(3);
	if (job % 2 == 1)
		snprintf(message, WORKER_MESSAGE, "job %zu is odd", job);
	return job % 2 == 0;
}

static void
a_worker_that_dies_fails_its_job_alone(void **state)
{
	for (unsigned jobs = 1; jobs <= 4; jobs++) {
		struct ctx c = test_ctx();
		struct job_result r[12] = {0};
		struct workers w = {
		    .jobs = jobs, .n = 12, .run = even_jobs_only};
		assert_true(workers_run(&c, &w, r));
		for (size_t i = 0; i < 12; i++)
			assert_int_equal(r[i].done, i % 2 == 0);
		assert_non_null(strstr(r[5].message, "signal 9"));
		assert_non_null(strstr(r[7].message, "status 3"));
		assert_string_equal(r[9].message, "job 9 is odd");
		test_drop(&c);
	}
}

static void
no_jobs_are_done_at_once(void **state)
{
	struct ctx c = test_ctx();
	struct workers w = {.jobs = 4, .run = even_jobs_only};

	assert_true(workers_run(&c, &w, NULL));
	test_drop(&c);
}

static bool
one_is_slow_and_one_is_greedy(
    void *self, size_t job, char message[WORKER_MESSAGE])
{
	if (job == 1)
		for (;;)
			pause();
	if (job == 3) {
		struct arena *mem = arena_new("greedy");
		for (size_t i = 0; i < 4096; i++)
			memset(arena_alloc(mem, 1 << 20, 1), 1, 1 << 20);
	}
	return true;
}

static void
a_job_that_takes_too_much_fails_alone_with_its_reason(void **state)
{
	struct ctx c = test_ctx();
	struct job_result r[6] = {0};
	struct workers w = {.jobs = 2,
	    .n = 6,
	    .seconds = 1,
	    .mib = 64,
	    .run = one_is_slow_and_one_is_greedy};

	assert_true(workers_run(&c, &w, r));
	assert_non_null(strstr(r[1].message, "more than 1 seconds"));
	assert_non_null(strstr(r[1].message, "pack_seconds"));
#if !defined(__SANITIZE_ADDRESS__)
	assert_non_null(strstr(r[3].message, "more than 64 MiB"));
	assert_non_null(strstr(r[3].message, "arena 'greedy'"));
#endif
	for (size_t i = 0; i < 6; i++)
		if (i != 1 && i != 3)
			assert_true(r[i].done);
	test_drop(&c);
}

static bool
load(struct ctx *c, const char *text, struct settings *s)
{
	FILE *f = fopen("build/test-settings.yaml", "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
	return settings_load(c, S("build/test-settings.yaml"), s);
}

static void
settings_keep_defaults_for_what_they_leave_out(void **state)
{
	struct ctx c = test_ctx();
	struct settings s;

	assert_true(load(&c, "disclosure: none\nlimits:\n  rows: 7\n", &s));
	assert_int_equal(s.disclosure, DISCLOSURE_NONE);
	assert_int_equal(s.stale_after_months, 12);
	assert_int_equal(s.pack_seconds, 60);
	assert_str(settings_disclosure(&s), "none");
	assert_false(s.national_exact);
	assert_int_equal(s.limits.rows, 7);
	assert_int_equal(s.limits.columns, book_limits_default.columns);
	assert_true(settings_load(&c, S("input/settings.yaml"), &s));
	assert_int_equal(s.disclosure, DISCLOSURE_SMALL_4);
	test_drop(&c);
}

static void
the_rounding_policy_and_how_england_is_told_are_read(void **state)
{
	struct ctx c = test_ctx();
	struct settings s;

	assert_true(load(&c, "disclosure: nhs-7\n", &s));
	assert_int_equal(s.disclosure, DISCLOSURE_NHS_7);
	assert_false(s.national_exact);
	assert_str(settings_disclosure(&s), "nhs-7");
	assert_true(load(&c, "disclosure: nhs-7\nnhs_7_national: exact\n", &s));
	assert_true(s.national_exact);
	assert_true(load(&c, "nhs_7_national: rounded\n", &s));
	assert_false(s.national_exact);
	test_drop(&c);
}

static void
a_wrong_setting_names_file_line_and_key(void **state)
{
	struct ctx c = test_ctx();
	struct settings s;

	assert_false(load(&c, "author: A\nstale_aftr: 3\n", &s));
	assert_true(str_find(diag_text(c.diag), S("stale_aftr")) >= 0);
	assert_int_equal(diag_at(c.diag).line, 2);
	assert_true(
	    str_find(diag_at(c.diag).file, S("test-settings.yaml")) >= 0);
	assert_false(load(&c, "disclosure: loose\n", &s));
	assert_true(str_find(diag_text(c.diag), S("disclosure")) >= 0);
	assert_false(load(&c, "nhs_7_national: yes\n", &s));
	assert_true(str_find(diag_text(c.diag), S("nhs_7_national")) >= 0);
	assert_false(load(&c, "stale_after_months: 0\n", &s));
	assert_false(load(&c, "pack_seconds: 0\n", &s));
	assert_false(load(&c, "pack_mib: 1\n", &s));
	test_drop(&c);
}

static void
peers_targets_and_new_limits_are_read(void **state)
{
	struct ctx c = test_ctx();
	struct settings s;

	assert_true(load(&c, "stale_after_months: 12\n", &s));
	assert_int_equal(s.peers, PEERS_REGION);
	assert_int_equal(s.peers_count, 10);
	assert_int_equal(s.n_rebase + s.n_target, 0);
	assert_true(load(&c,
	    "peers: similar\npeers_count: 4\n"
	    "rebase:\n"
	    "  - {indicator: RET07, date: 2025-04-01, reason: a ward closed}\n"
	    "targets:\n"
	    "  - {organisation: XN1, indicator: WEL01, target: 4.5}\n",
	    &s));
	assert_int_equal(s.peers, PEERS_SIMILAR);
	assert_int_equal(s.peers_count, 4);
	assert_int_equal(s.rebase[0].date, day_of(2025, 4, 1));
	assert_str(s.rebase[0].reason, "a ward closed");
	assert_int_equal(s.rebase[0].organisation.n, 0);
	assert_true(s.target[0].value == 4.5);
	assert_str(s.target[0].organisation, "XN1");
	assert_false(load(&c, "peers: friends\n", &s));
	assert_true(str_find(diag_text(c.diag), S("peers")) >= 0);
	assert_false(load(&c, "peers_count: 1\n", &s));
	assert_false(load(&c,
	    "rebase:\n  - {indicator: A, date: 1 April 2025, reason: b}\n",
	    &s));
	assert_true(str_find(diag_text(c.diag), S("1 April 2025")) >= 0);
	assert_false(
	    load(&c, "rebase:\n  - {indicator: A, date: 2025-04-01}\n", &s));
	assert_true(str_find(diag_text(c.diag), S("reason")) >= 0);
	assert_false(load(&c,
	    "targets:\n"
	    "  - {organisation: XN1, indicator: A, target: 1}\n"
	    "  - {organisation: XN1, indicator: A, target: 2}\n",
	    &s));
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_worker_that_dies_fails_its_job_alone),
	    cmocka_unit_test(
		a_job_that_takes_too_much_fails_alone_with_its_reason),
	    cmocka_unit_test(no_jobs_are_done_at_once),
	    cmocka_unit_test(settings_keep_defaults_for_what_they_leave_out),
	    cmocka_unit_test(
		the_rounding_policy_and_how_england_is_told_are_read),
	    cmocka_unit_test(a_wrong_setting_names_file_line_and_key),
	    cmocka_unit_test(peers_targets_and_new_limits_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
