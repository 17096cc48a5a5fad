/* tests/faults/test_crash.c -- a run that is killed, or whose disk fails, leaves
 * every file old or new and whole, and the next run finishes.
 *
 * KILLS says how often it is killed (12; make torture: 200), SEED repeats a
 * series that failed, TEST is a pattern of the tests to run. */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <time.h>

#include "packs/run.h"

#define ROOT  "build/test-faults"
#define IN    ROOT "/in"
#define OLD   ROOT "/old" /* as an earlier run left it */
#define FRESH ROOT "/new" /* as an undisturbed run leaves it */
#define OUT   ROOT "/out"
#define ONLY  "--only=XN1,XN2"
/* A copy of the program and what it brings along, so that a build meanwhile does
 * not change what is compared. */
#define TREE    ROOT "/tree"
#define PROGRAM TREE "/build/release/skillmix"

static unsigned seed;
static long run_us; /* how long an undisturbed run takes */

/* Set before the program starts, by the child that becomes it. */
struct weakness {
	const char *call, *at; /* see failing.c */
	long file_bytes;       /* no file may grow beyond; -1: no limit */
	bool nobody;           /* as a user who may not write */
};

static pid_t
start(const char *out, const struct weakness *w)
{
	pid_t pid = fork();
	struct rlimit most;
	int fd;

	assert_true(pid >= 0);
	if (pid > 0)
		return pid;
	if (w != NULL && w->call != NULL) {
		setenv("LD_PRELOAD", getenv("FAILING"), 1);
		setenv("FAIL_CALL", w->call, 1);
		setenv("FAIL_AT", w->at, 1);
	}
	fd = open(ROOT "/err", O_WRONLY | O_CREAT | O_TRUNC, 0666);
	dup2(fd, STDERR_FILENO);
	fd = open("/dev/null", O_WRONLY);
	dup2(fd, STDOUT_FILENO);
	if (w != NULL && w->file_bytes >= 0) {
		most = (struct rlimit){
		    (rlim_t)w->file_bytes, (rlim_t)w->file_bytes};
		setrlimit(RLIMIT_FSIZE, &most);
	}
	if (w != NULL && w->nobody && (setgid(65534) || setuid(65534)))
		_exit(99);
	execl(PROGRAM, "skillmix", "run", "--input", IN, "--output", out, ONLY,
	    "--jobs=2", (char *)NULL);
	_exit(98);
}

/* The exit status; 128 and more: ended by a signal. */
static int
ended(pid_t pid)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static long
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int
prepare(void **state)
{
	const char *given = getenv("SEED");
	long second_us;

	assert_true(program_is_named());
	seed = given ? (unsigned)atoi(given) : (unsigned)time(NULL);
	assert_int_equal(
	    sh("rm -rf " ROOT "; mkdir -p " TREE "/build/release &&"
	       " cp $SKILLMIX " PROGRAM " && cp -r input templates fonts " TREE
	       " && cp -r input " IN " &&"
	       " " FEW_RETURNS(
		   IN) " &&"
		       " sed -i 's/^author:.*/author: Somebody else/' " IN
		       "/settings.yaml"),
	    0);
	run_us = now_us();
	assert_int_equal(ended(start(OLD, NULL)), 0);
	run_us = now_us() - run_us;
	assert_int_equal(sh("cp input/settings.yaml " IN "/settings.yaml"), 0);
	second_us = now_us();
	assert_int_equal(ended(start(FRESH, NULL)), 0);
	second_us = now_us() - second_us;
	if (second_us < run_us) /* the first one warms the caches */
		run_us = second_us;
	return 0;
}

/* Every file is the old one or the new one, byte for byte. A manifest may also
 * be a third: of a run in which some packs failed; and so may the tables, of one
 * in which a file could not be read. */
static void
assert_whole(const char *what)
{
	if (sh("cd " OUT " 2>/dev/null || exit 0; find . -type f -name '*.pdf'"
	       " -o -name '*.xlsx' -o -name '*.csv' -o -name manifest.json |"
	       " while read -r f; do cmp -s $f ../old/$f ||"
	       " cmp -s $f ../new/$f || { [ ${f##*/} = manifest.json ] &&"
	       " python3 -m json.tool $f /dev/null; } ||"
	       " { [ ${f##*.} = csv ] && python3 -c 'import csv, sys;"
	       " n = {len(r) for r in csv.reader(open(sys.argv[1]))};"
	       " sys.exit(len(n) != 1)' $f; } || echo $f; done |"
	       " grep . && exit 1; [ ! -s skillmix.db ] ||"
	       " [ \"$(sqlite3 skillmix.db 'PRAGMA integrity_check')\" = ok ] "
	       "||"
	       " exit 2") != 0) {
		(void)!system("cat " SCRATCH "/out " SCRATCH "/err");
		fail_msg(
		    "%s (SEED=%u) left something half-written", what, seed);
	}
}

static void
assert_next_run_finishes(const char *what)
{
	int status = ended(start(OUT, NULL));

	if (status != 0 || sh("diff -r -x skillmix.db " OUT " " FRESH) != 0 ||
	    sh("for d in " OUT " " FRESH "; do sqlite3 $d/skillmix.db"
	       " 'SELECT * FROM figures' | sha256sum; done | uniq | wc -l |"
	       " grep -qx 1") != 0) {
		(void)!system("cat " SCRATCH "/out " ROOT "/err");
		fail_msg("after %s (SEED=%u) the next run ends with %d or "
			 "gives something else",
		    what, seed, status);
	}
}

static void
from(const char *folder)
{
	assert_int_equal(sh("rm -rf " OUT), 0);
	if (folder != NULL)
		assert_int_equal(sh("cp -rp %s " OUT, folder), 0);
}

static void
a_killed_run_leaves_old_or_new_and_the_next_one_finishes(void **state)
{
	const char *given = getenv("KILLS");
	int kills = given ? atoi(given) : 12, dead = 0;
	unsigned r = seed;

	for (int i = 0; i < kills; i++) {
		char what[64];
		long us = (long)((double)rand_r(&r) / RAND_MAX *
				 (double)run_us * 1.1);
		struct timespec pause = {us / 1000000, us % 1000000 * 1000};
		pid_t pid;

		snprintf(what, sizeof what, "kill %d after %ld us", i, us);
		from(i % 3 == 0 ? NULL : OLD);
		pid = start(OUT, NULL);
		nanosleep(&pause, NULL);
		kill(pid, SIGKILL);
		dead += ended(pid) == 128 + SIGKILL;
		assert_whole(what);
		assert_next_run_finishes(what);
	}
	printf("killed %d runs of %d before their end; SEED=%u\n", dead, kills,
	    seed);
	assert_true(dead > kills / 4);
}

static void
try(const struct weakness *w, const char *what)
{
	int status;

	from(OLD);
	status = ended(start(OUT, w));
	if (status != 0 && status != 1 && status != 3)
		fail_msg("%s ends the run with status %d", what, status);
	assert_whole(what);
	assert_next_run_finishes(what);
}

static void
a_call_that_fails_costs_no_more_than_its_file(void **state)
{
	static const char *const call[] = {
	    "rename", "fsync", "write", "pwrite"};
	int most = getenv("KILLS") ? 12 : 2;

	if (getenv("FAILING") == NULL) {
		printf("skipped: a sanitizer must be loaded first\n");
		return;
	}
	for (size_t i = 0; i < COUNT(call); i++)
		for (int at = 1; at <= most; at++) {
			char number[16], what[64];
			snprintf(number, sizeof number, "%d", at);
			snprintf(what, sizeof what, "%s %d", call[i], at);
			try(&(struct weakness){call[i], number, -1, false},
			    what);
		}
}

/* What the store remembers of one trust. */
#define REMEMBERED(out)                                                        \
	"sqlite3 " out "/skillmix.db \"SELECT * FROM ledger WHERE org ="       \
	" 'XN1'; SELECT * FROM score WHERE org = 'XN1' AND quarter ="          \
	" '2025-26-Q4'; SELECT count(*) FROM observations WHERE org ="         \
	" 'XN1'\""

static void
a_return_whose_reader_is_killed_is_not_taken_as_missing(void **state)
{
	struct weakness w = {"fopen", "2025-26-Q4/XN1.xlsx", -1, false};

	if (getenv("FAILING") == NULL) {
		printf("skipped: a sanitizer must be loaded first\n");
		return;
	}
	from(FRESH);
	/* What is known already is not opened by a reader. */
	assert_int_equal(sh("rm -r " OUT "/.skillmix.returns"), 0);
	/* Twice: what the first time left must do for the second. */
	for (int i = 0; i < 2; i++) {
		assert_int_equal(ended(start(OUT, &w)), 1);
		assert_true(says(ROOT "/err", "2025-26-Q4/XN1.xlsx"));
		assert_true(says(ROOT "/err", "ended by signal 9"));
		assert_int_equal(
		    sh("grep -q '^2026-27-Q1,XN1,.*ING001.*"
		       "cannot be read' " OUT "/2026-27-Q1/findings.csv"),
		    0);
		assert_int_equal(
		    sh("grep AUD601 " OUT "/2026-27-Q1/findings.csv"), 1);
		assert_int_equal(
		    sh("[ \"$(" REMEMBERED(FRESH) ")\" = \"$(" REMEMBERED(
			OUT) ")\" ]"),
		    0);
	}
	assert_next_run_finishes("a reader that was killed");
	assert_int_equal(
	    sh("[ \"$(" REMEMBERED(FRESH) ")\" = \"$(" REMEMBERED(OUT) ")\" ]"),
	    0);
}

static void
a_full_disk_costs_no_more_than_its_files(void **state)
{
	static const long bytes[] = {
	    0, 30000, 100000, 160000, 1000, 20000, 60000, 130000, 300000};
	size_t n = getenv("KILLS") ? COUNT(bytes) : 4;

	for (size_t i = 0; i < n; i++) {
		char what[64];
		snprintf(what, sizeof what, "a limit of %ld bytes", bytes[i]);
		try(&(struct weakness){NULL, NULL, bytes[i], false}, what);
	}
}

static void
a_folder_that_may_not_be_written_is_named(void **state)
{
	struct weakness w = {NULL, NULL, -1, getuid() == 0};
	int status;

	from(OLD);
	assert_int_equal(sh("chmod -R a-w " OUT), 0);
	status = ended(start(OUT, &w));
	if (status >= 98) {
		printf("skipped: another user cannot run the program here\n");
		return;
	}
	assert_int_equal(status, 3);
	assert_true(says(ROOT "/err", "cannot be written"));
	assert_int_equal(sh("diff -r " OUT " " OLD), 0);
	assert_int_equal(sh("chmod -R u+w " OUT), 0);
	assert_next_run_finishes("a read-only folder");
}

static void
a_store_that_cannot_be_written_leaves_the_packs_alone(void **state)
{
	from(OLD);
	assert_int_equal(
	    sh("echo no database at all > " OUT "/skillmix.db"), 0);
	assert_int_equal(ended(start(OUT, NULL)), 3);
	assert_true(says(ROOT "/err", "skillmix.db"));
	assert_int_equal(sh("diff -r -x skillmix.db " OUT " " OLD), 0);
	assert_int_equal(
	    sh("rm " OUT "/skillmix.db; mkdir -p " OUT "/skillmix.db/x"), 0);
	assert_int_equal(ended(start(OUT, NULL)), 3);
	assert_int_equal(sh("diff -r -x skillmix.db " OUT " " OLD), 0);
	assert_int_equal(sh("rm -r " OUT "/skillmix.db"), 0);
	assert_next_run_finishes("a broken store");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_killed_run_leaves_old_or_new_and_the_next_one_finishes),
	    cmocka_unit_test(a_call_that_fails_costs_no_more_than_its_file),
	    cmocka_unit_test(
		a_return_whose_reader_is_killed_is_not_taken_as_missing),
	    cmocka_unit_test(a_full_disk_costs_no_more_than_its_files),
	    cmocka_unit_test(a_folder_that_may_not_be_written_is_named),
	    cmocka_unit_test(
		a_store_that_cannot_be_written_leaves_the_packs_alone),
	};
	cmocka_set_test_filter(getenv("TEST"));
	return cmocka_run_group_tests(tests, prepare, NULL);
}
