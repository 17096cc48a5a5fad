/* needs: output */
/* tests/unit/run/test_output.c -- one run at a time, nothing left half-done. */
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../pipeline/output.h"
#include "base/file.h"
#include "check.h"

#define FOLDER "build/test-output"
#define TRUST  FOLDER "/2026-27-Q1/trusts/XN1"

static int
fresh(void **state)
{
	struct ctx c = test_ctx();

	assert_int_equal(system("rm -rf " FOLDER), 0);
	assert_true(file_make_folders(&c, S(TRUST)));
	test_drop(&c);
	return 0;
}

static bool
is_there(const char *path)
{
	struct stat st;

	return lstat(path, &st) == 0;
}

static void
put(const char *path)
{
	struct ctx c = test_ctx();

	assert_true(file_replace(&c, str_of(path), S("x")));
	test_drop(&c);
}

static void
a_second_run_is_refused_until_the_first_has_ended(void **state)
{
	struct ctx first = test_ctx(), second = test_ctx();

	assert_true(output_hold(&first, S(FOLDER)));
	assert_false(output_hold(&second, S(FOLDER)));
	assert_true(
	    str_find(diag_text(second.diag), S("another run is at work")) >= 0);
	test_drop(&first);
	assert_true(output_hold(&second, S(FOLDER)));
	test_drop(&second);
}

static void
a_killed_run_holds_nothing(void **state)
{
	struct ctx c = test_ctx();
	pid_t pid = fork();

	if (pid == 0) {
		if (!output_hold(&c, S(FOLDER)))
			_exit(1);
		raise(SIGKILL);
	}
	assert_int_equal(waitpid(pid, NULL, 0), pid);
	assert_true(output_hold(&c, S(FOLDER)));
	test_drop(&c);
}

static void
only_our_own_leavings_are_removed(void **state)
{
	static const char *const left[] = {TRUST "/XN1-board-report.pdf.Ab12Cd",
	    TRUST "/XN1-board-report.xlsx.part", FOLDER "/.skillmix.decided",
	    FOLDER "/.skillmix.returns",
	    FOLDER "/2026-27-Q1/manifest.json.QWERTY",
	    FOLDER "/2026-27-Q1/scorecard.csv.000000",
	    FOLDER "/2026-27-Q1/scorecard.csv.aside0",
	    TRUST "/charts/board-report/mix.svg.Ab12Cd",
	    FOLDER "/2026-27-Q1/england/charts/overview/mix.png.Ab12Cd"};
	static const char *const others[] = {TRUST "/XN1-board-report.pdf",
	    TRUST "/notes.txt.Ab12Cd", TRUST "/XN1-board-report.pdf.old",
	    TRUST "/minutes.part", TRUST "/deep/x.pdf.Ab12Cd",
	    TRUST "/charts/board-report/deep/x.svg.Ab12Cd",
	    FOLDER "/.skillmix.figures", FOLDER "/archive/x.pdf.Ab12Cd",
	    FOLDER "/x.pdf.Ab12Cd"};
	struct ctx c = test_ctx();

	for (size_t i = 0; i < COUNT(left); i++)
		put(left[i]);
	for (size_t i = 0; i < COUNT(others); i++)
		put(others[i]);
	put(FOLDER "/elsewhere/y.pdf.Ab12Cd");
	assert_int_equal(
	    symlink("../elsewhere", FOLDER "/2026-27-Q1/linked"), 0);
	assert_true(output_sweep(&c, S(FOLDER)));
	for (size_t i = 0; i < COUNT(left); i++)
		assert_false(is_there(left[i]));
	for (size_t i = 0; i < COUNT(others); i++)
		assert_true(is_there(others[i]));
	assert_true(is_there(FOLDER "/elsewhere/y.pdf.Ab12Cd"));
	test_drop(&c);
}

static void
what_is_secret_is_for_the_owner_alone(void **state)
{
	struct ctx c = test_ctx();
	struct stat st;
	mode_t mask = umask(022);

	put(FOLDER "/skillmix.db");
	assert_true(output_secret(&c, S(FOLDER "/skillmix.db")));
	assert_int_equal(stat(FOLDER "/skillmix.db", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(output_period(&c, S(FOLDER "/2026-27-Q1"), true));
	assert_int_equal(stat(FOLDER "/2026-27-Q1", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	put(FOLDER "/2026-27-Q1/secret.csv");
	assert_int_equal(stat(FOLDER "/2026-27-Q1/secret.csv", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	umask(022);
	assert_true(output_period(&c, S(FOLDER "/2026-27-Q1"), false));
	assert_int_equal(stat(FOLDER "/2026-27-Q1", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0755);
	umask(mask);
	test_drop(&c);
}

static void
a_link_on_the_way_to_a_pack_is_refused(void **state)
{
	struct ctx c = test_ctx();

	assert_true(
	    output_plain(&c, S(FOLDER "/2026-27-Q1"), S("trusts/XN1/XN1.pdf")));
	assert_int_equal(symlink("/etc", FOLDER "/2026-27-Q1/trusts/XN2"), 0);
	assert_false(
	    output_plain(&c, S(FOLDER "/2026-27-Q1"), S("trusts/XN2/XN2.pdf")));
	assert_true(str_find(diag_text(c.diag), S("symbolic link")) >= 0);
	assert_int_equal(symlink("2026-27-Q1", FOLDER "/2026-27-Q2"), 0);
	assert_false(output_period(&c, S(FOLDER "/2026-27-Q2"), false));
	assert_int_equal(symlink("/dev/null", FOLDER "/s.db"), 0);
	assert_false(output_secret(&c, S(FOLDER "/s.db")));
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(
		a_second_run_is_refused_until_the_first_has_ended, fresh),
	    cmocka_unit_test_setup(a_killed_run_holds_nothing, fresh),
	    cmocka_unit_test_setup(only_our_own_leavings_are_removed, fresh),
	    cmocka_unit_test_setup(
		what_is_secret_is_for_the_owner_alone, fresh),
	    cmocka_unit_test_setup(
		a_link_on_the_way_to_a_pack_is_refused, fresh),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
