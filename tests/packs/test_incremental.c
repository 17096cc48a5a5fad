/* tests/packs/test_incremental.c -- what is drawn again, what is kept, and what
 * the manifest proves afterwards. */
#include <sys/stat.h>
#include <sys/xattr.h>

#include "packs/run.h"

#define IN   SCRATCH "/in"
#define OUT  SCRATCH "/kept"
#define NEW_ SCRATCH "/fresh"
#define Q    "/2026-27-Q1"
#define SOME " --packs board,region --only XN1,XN2,Y63 "
#define RUN  "$SKILLMIX run" SOME "--input " IN " --output "
#define SAME "diff -r -x skillmix.db " OUT " " NEW_
#define TREE SCRATCH "/tree"
#define OLD  IN "/synthetic-sample/returns/2025-26-Q4/XN1.xlsx"
#define XN1  IN "/synthetic-sample/returns/2026-27-Q1/XN1.xlsx"
#define SICK IN "/synthetic-sample/synthetic_sickness_2026-05.csv"

static int
make_packs(void **state)
{
	assert_true(program_is_named());
	assert_int_equal(
	    sh("rm -rf " IN " " OUT "; cp -r input " IN "; " FEW_RETURNS(IN)),
	    0);
	assert_int_equal(sh(RUN OUT), 0);
	assert_true(says(SCRATCH "/out", "Drew 3 packs, 0 were up to date."));
	return 0;
}

static void
assert_out(const char *words)
{
	assert_true(says(SCRATCH "/out", words));
}

static void
what_has_not_changed_is_not_drawn_again(void **state)
{
	/* Without the note that it is all the same. */
	assert_int_equal(sh("rm -rf " NEW_ "; cp -rp " OUT " " NEW_ "; rm " OUT
			    "/.skillmix.lock"),
	    0);
	assert_int_equal(sh(RUN OUT), 0);
	assert_out("Drew 0 packs, 3 were up to date.");
	assert_int_equal(sh(SAME), 0);
	assert_int_equal(
	    sh("[ " OUT Q "/trusts/XN1/XN1-board-report.pdf -ot " OUT Q
	       "/manifest.json ]"),
	    0);
	assert_int_equal(
	    sh("$SKILLMIX status" SOME "--input " IN " --output " OUT), 0);
	assert_out("3 up to date, 0 out of date");
	assert_out("2026-27-Q1");
}

/* Some disks keep no attributes of files: nothing stops at once there. */
static bool
notes_are_kept(void)
{
	bool kept = setxattr(SCRATCH, "user.skillmix.test", "x", 1, 0) == 0;

	if (!kept)
		printf("skipped: this disk keeps no attributes of files\n");
	return kept;
}

/* Nothing is even read: what was said is said again, and every file is the very
 * one. Whatever may have changed ends that. */
#define STATS "stat -c '%%n %%i %%z' $(find " OUT " -type f | sort) > " SCRATCH
static void
a_run_of_which_nothing_has_changed_stops_at_once(void **state)
{
	if (!notes_are_kept())
		return;
	assert_int_equal(sh(RUN OUT "; " STATS "/first.stat"), 0);
	assert_int_equal(sh(RUN OUT "; " STATS "/again.stat"), 0);
	assert_out("Read ");
	assert_out("Drew 0 packs, 3 were up to date.");
	assert_int_equal(
	    sh("cmp " SCRATCH "/first.stat " SCRATCH "/again.stat"), 0);
}

/* Runs again after a change, which must not stop at once. */
static void
assert_not_the_same(const char *change)
{
	assert_int_equal(sh(STATS "/first.stat; " RUN OUT "; " STATS
				  "/again.stat; cmp " SCRATCH
				  "/first.stat " SCRATCH "/again.stat"),
	    0);
	assert_int_equal(sh("%s", change), 0);
	assert_int_equal(sh(STATS "/first.stat; " RUN OUT "; " STATS
				  "/again.stat; ! cmp -s " SCRATCH
				  "/first.stat " SCRATCH "/again.stat"),
	    0);
}

static void
assert_as_fresh(void)
{
	assert_int_equal(sh("rm -rf " NEW_ "; " RUN NEW_ " && " SAME), 0);
}

static void
whatever_may_have_changed_is_looked_at(void **state)
{
	if (!notes_are_kept())
		return;
	/* The time that a program can set is not what counts. */
	assert_not_the_same(
	    "touch -r " XN1 " " SCRATCH "/then; /usr/bin/python3 "
	    "tests/tools/fill_return.py " XN1 " " XN1 ".new --set 'Return "
	    "wards!Restraint/Inpatient=32' && cat " XN1 ".new > " XN1
	    "; rm " XN1 ".new; touch -r " SCRATCH "/then " XN1);
	assert_not_the_same("/usr/bin/python3 tests/tools/fill_return.py " OLD
			    " " OLD ".new --set 'Return wards!Restraint/"
			    "Inpatient=33' && mv " OLD ".new " OLD);
	assert_as_fresh();
	assert_not_the_same(
	    "echo '# a remark' >> " IN "/vocabulary/ethnicity.yaml");
	assert_not_the_same(
	    "rm " IN "/synthetic-sample/returns/2025-26-Q4/XN2.xlsx");
	assert_not_the_same(
	    "sed -i 's/^author:.*/author: Another/' " IN "/settings.yaml");
	assert_as_fresh();
	assert_not_the_same("rm " OUT Q "/scorecard.csv");
	assert_not_the_same("sqlite3 " OUT "/skillmix.db 'VACUUM'");
	/* Of the same text, built otherwise. */
	assert_int_equal(
	    sh("rm -rf " TREE "; mkdir -p " TREE
	       "/build/release && cp -r input templates fonts " TREE
	       " && cp $SKILLMIX " TREE "/build/release/skillmix"),
	    0);
	assert_int_equal(sh(RUN OUT "; " STATS "/first.stat; " TREE
				    "/build/release/skillmix run" SOME
				    "--input " IN " --output " OUT "; " STATS
				    "/again.stat; ! cmp -s " SCRATCH
				    "/first.stat " SCRATCH "/again.stat"),
	    0);
	assert_int_equal(sh(SAME), 0);
}

static void
drawing_all_again_gives_the_same_bytes(void **state)
{
	assert_int_equal(sh("rm -rf " NEW_ "; cp -rp " OUT " " NEW_), 0);
	assert_int_equal(sh(RUN OUT " --force"), 0);
	assert_out("Drew 3 packs, 0 were up to date.");
	assert_int_equal(sh(SAME), 0);
}

static void
a_corrected_cell_gives_what_a_fresh_run_gives(void **state)
{
	/* One cell of a trust's return. */
	assert_int_equal(
	    sh("/usr/bin/python3 tests/tools/fill_return.py " XN1 " " XN1
	       ".new --set 'Return wards!Restraint/Inpatient=31' && mv " XN1
	       ".new " XN1),
	    0);
	assert_int_equal(
	    sh("$SKILLMIX status" SOME "--input " IN " --output " OUT), 0);
	assert_out("3 out of date");
	assert_out("XN1 board-report: changed: its own figures");
	assert_int_equal(sh(RUN OUT), 0);
	assert_int_equal(sh("rm -rf " NEW_ "; " RUN NEW_), 0);
	assert_int_equal(sh(SAME), 0);
}

/* What was withheld, figures, and what returns say are remembered between runs. A run
 * that has them from another input withholds, computes and reads as one that begins
 * with nothing, and one that finds them damaged does too. */
#define KNOWN OUT "/.skillmix.decided"
#define READ  OUT "/.skillmix.returns"
#define MADE  OUT "/.skillmix.figures"
#define SPOIL                                                                  \
	"for f in " KNOWN "/* " READ "/* " MADE "/*; do printf x | "           \
	"dd bs=1 seek=64 conv=notrunc of=$f; done"

static void
what_is_remembered_changes_no_byte(void **state)
{
	assert_int_equal(number_of("find " KNOWN " " READ " " MADE
				   " -type d -perm 700 | wc -l"),
	    3);
	assert_int_equal(number_of("find " KNOWN " " READ " " MADE
				   " -type f ! -perm 600 | wc -l"),
	    0);
	assert_int_equal(
	    sh("cp -r " KNOWN " " SCRATCH "/first; cp -r " READ " " SCRATCH
	       "/read; /usr/bin/python3 tests/tools/fill_return.py " XN1 " " XN1
	       ".new --set 'Return disability!Nursing/Disabled=3' && mv " XN1
	       ".new " XN1 "; " RUN OUT),
	    0);
	assert_int_equal(sh("! diff -rq " KNOWN " " SCRATCH "/first"), 0);
	assert_int_equal(sh("! diff -rq " READ " " SCRATCH "/read"), 0);
	assert_as_fresh();
	assert_int_equal(
	    sh(SPOIL "; rm " OUT "/.skillmix.lock; " RUN OUT " && " SAME), 0);
}

/* Of another form it is forgotten. */
static void
returns_are_read_anew_with_another_form(void **state)
{
	assert_int_equal(sh("mkdir " IN "/templates && sed '$a # a remark' "
			    "templates/return.yaml > " IN
			    "/templates/return.yaml; rm -r " SCRATCH
			    "/read; cp -r " READ " " SCRATCH "/read; " RUN OUT),
	    0);
	assert_int_equal(sh("! diff -rq " READ " " SCRATCH "/read"), 0);
	assert_as_fresh();
	assert_int_equal(sh("rm -r " IN "/templates; " RUN OUT "; diff -r " READ
			    " " SCRATCH "/read"),
	    0);
}

/* Checksums of the input are the manifest's alone. */
static void
bytes_that_mean_the_same_draw_nothing_again(void **state)
{
	assert_int_equal(sh("sed -i '2s/$/ /' " SICK), 0);
	assert_int_equal(sh(RUN OUT), 0);
	assert_out("Drew 0 packs, 3 were up to date.");
	assert_int_equal(sh("grep -q $(sha256sum < " SICK
			    " | cut -d' ' -f1) " OUT Q "/manifest.json"),
	    0);
	assert_int_equal(sh("rm -rf " NEW_ "; " RUN NEW_), 0);
	assert_int_equal(sh(SAME), 0);
}

static void
another_month_of_grace_is_a_change_of_the_settings(void **state)
{
	assert_int_equal(
	    sh("sed -i 's/^stale_after_months:.*/stale_after_months: 13/' " IN
	       "/settings.yaml; " RUN OUT " --verbose"),
	    0);
	assert_true(says(SCRATCH "/err",
	    "drew board-report of XN1 (changed: settings.yaml"));
	assert_int_equal(sh("rm -rf " NEW_ "; " RUN NEW_), 0);
	assert_int_equal(sh(SAME), 0);
}

static void
packs_of_other_organisations_stay_recorded(void **state)
{
	assert_int_equal(sh("$SKILLMIX run --packs board --only XN2 --input " IN
			    " --output " OUT),
	    0);
	assert_out("Drew 0 packs, 1 was up to date.");
	assert_int_equal(sh(SAME), 0);
	assert_int_equal(
	    sh("$SKILLMIX compute --input " IN " --output " OUT), 0);
	assert_int_equal(sh(SAME), 0);
}

static void
a_file_that_is_not_the_one_recorded_is_drawn_again(void **state)
{
	assert_int_equal(
	    sh("echo x >> " OUT Q "/trusts/XN1/XN1-board-report.pdf; rm " OUT Q
	       "/trusts/XN2/XN2-board-report.xlsx; " RUN OUT),
	    0);
	assert_out("Drew 2 packs, 1 was up to date.");
	assert_int_equal(sh(SAME), 0);
	assert_int_equal(sh("echo x >> " OUT Q "/manifest.json; " RUN OUT), 0);
	assert_true(says(SCRATCH "/err", "all packs of the period are drawn"));
	assert_out("Drew 3 packs");
	assert_int_equal(sh(SAME), 0);
}

static void
another_theme_is_a_reason_and_named(void **state)
{
	assert_int_equal(sh("rm -rf " TREE "; mkdir -p " TREE
			    "/build/release && cp -r input "
			    "templates fonts " TREE " && cp $SKILLMIX " TREE
			    "/build/release/skillmix && " TREE
			    "/build/release/skillmix status --packs board "
			    "--only XN1 --input " IN " --output " OUT),
	    0);
	assert_out("1 up to date, 0 out of date");
	assert_int_equal(
	    sh("echo '# another word' >> " TREE "/templates/theme.yaml; " TREE
	       "/build/release/skillmix status --packs board --only XN1 "
	       "--input " IN " --output " OUT),
	    0);
	assert_out("XN1 board-report: changed: theme.yaml\n");
}

static void
verify_names_what_is_changed_missing_or_extra(void **state)
{
	assert_int_equal(sh("$SKILLMIX verify " OUT), 0);
	assert_out("8 files are as recorded, 0 are not.");
	assert_int_equal(sh("$SKILLMIX verify " OUT Q), 0);
	assert_int_equal(
	    sh("rm -rf " NEW_ "; cp -r " OUT " " NEW_ "; cd " NEW_ Q
	       "; printf x | dd of=trusts/XN1/XN1-board-report.pdf bs=1"
	       " seek=500 conv=notrunc; rm trusts/XN2/XN2-board-report.xlsx;"
	       " echo x > trusts/XN2/extra.pdf; rm scorecard.csv; ln -s "
	       "findings.csv scorecard.csv"),
	    0);
	assert_int_equal(sh("$SKILLMIX verify " NEW_), 1);
	assert_true(says(SCRATCH "/err",
	    "2026-27-Q1/trusts/XN1/XN1-board-report.pdf: changed"));
	assert_true(says(SCRATCH "/err", "XN2-board-report.xlsx: missing"));
	assert_true(says(SCRATCH "/err", "trusts/XN2/extra.pdf: extra"));
	assert_true(says(SCRATCH "/err", "scorecard.csv: is no plain file"));
	assert_out("5 files are as recorded, 4 are not.");
	assert_int_equal(sh("$SKILLMIX verify templates"), 3);
	assert_int_equal(sh("$SKILLMIX verify no-such-folder"), 3);
	assert_int_equal(sh("$SKILLMIX verify"), 2);
}

static void
a_second_run_at_the_same_time_is_refused(void **state)
{
	assert_int_equal(
	    sh("flock " OUT "/.skillmix.lock -c '" RUN OUT "'"), 3);
	assert_true(says(SCRATCH "/err", "another run is at work"));
	assert_int_equal(sh("$SKILLMIX verify " OUT), 0);
}

static void
what_programs_read_is_json(void **state)
{
#define EACH_LINE                                                              \
	" | python3 -c 'import json, sys\n"                                    \
	"n = [json.loads(l) for l in sys.stdin]\n"                             \
	"print(*sorted(set(e[\"event\"] for e in n)))'"
	assert_int_equal(sh(RUN OUT " --format json" EACH_LINE), 0);
	assert_out("file_read pack_kept summary");
	assert_int_equal(sh(RUN OUT " --force --format json" EACH_LINE), 0);
	assert_out("file_read pack_made summary");
	assert_int_equal(
	    sh("$SKILLMIX ingest --input " IN " --format json" EACH_LINE), 0);
	assert_out("file_read summary");
	assert_int_equal(
	    sh("$SKILLMIX verify " NEW_ " --format json" EACH_LINE), 0);
	assert_out("summary wrong");
	assert_int_equal(
	    sh("$SKILLMIX status --packs board --only XN1 --format json "
	       "--input " IN " --output " OUT " | python3 -m json.tool"),
	    0);
	assert_out("\"up_to_date\": true");
	assert_int_equal(sh("python3 -m json.tool " OUT Q "/manifest.json"), 0);
	assert_int_equal(sh("$SKILLMIX run --format xml"), 2);
}

static void
internal_packs_and_the_store_are_for_the_owner_alone(void **state)
{
	assert_int_equal(number_of("stat -c %a " OUT "/skillmix.db"), 600);
	assert_int_equal(number_of("stat -c %a " OUT Q "/manifest.json"), 644);
	assert_int_equal(
	    number_of("stat -c %a " OUT Q "/trusts/XN1/XN1-board-report.xlsx"),
	    644);
	/* What tells numbers as they were sent. */
	assert_int_equal(number_of("stat -c %a " OUT Q "/findings.csv"), 600);
	assert_int_equal(sh("$SKILLMIX run --packs audit --only XN1 --input " IN
			    " --output " OUT),
	    0);
	assert_int_equal(
	    number_of("stat -c %a " OUT Q "/trusts/XN1/XN1-data-audit.xlsx"),
	    600);
	assert_int_equal(
	    number_of("stat -c %a " OUT Q "/trusts/XN1/XN1-data-audit.pdf"),
	    600);
	assert_int_equal(sh("sed -i 's/^disclosure:.*/disclosure: none/' " IN
			    "/settings.yaml; " RUN OUT),
	    0);
	assert_int_equal(number_of("stat -c %a " OUT Q), 700);
	assert_int_equal(
	    number_of("find " OUT Q " -type f -perm /077 | wc -l"), 0);
	assert_true(says(OUT Q "/manifest.json", "\"disclosure\": \"none\""));
}

static void
calc_and_profiles_answer(void **state)
{
	assert_int_equal(sh("$SKILLMIX calc wilson x=65 n=100"), 0);
	assert_out("0.55");
	assert_int_equal(sh("$SKILLMIX calc wilson x=65 n=100 --format json |"
			    " python3 -m json.tool"),
	    0);
	assert_int_equal(sh("$SKILLMIX calc wilson x=65"), 2);
	assert_int_equal(sh("$SKILLMIX calc"), 2);
	assert_int_equal(sh("$SKILLMIX profiles"), 0);
	assert_out("turnover_monthly");
	assert_int_equal(sh("$SKILLMIX profiles " SICK), 0);
	assert_out("sickness_absence");
	assert_int_equal(
	    sh("$SKILLMIX cells --format json " SICK " | python3 -m json.tool"),
	    0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_has_not_changed_is_not_drawn_again),
	    cmocka_unit_test(a_run_of_which_nothing_has_changed_stops_at_once),
	    cmocka_unit_test(whatever_may_have_changed_is_looked_at),
	    cmocka_unit_test(drawing_all_again_gives_the_same_bytes),
	    cmocka_unit_test(a_corrected_cell_gives_what_a_fresh_run_gives),
	    cmocka_unit_test(what_is_remembered_changes_no_byte),
	    cmocka_unit_test(returns_are_read_anew_with_another_form),
	    cmocka_unit_test(bytes_that_mean_the_same_draw_nothing_again),
	    cmocka_unit_test(
		another_month_of_grace_is_a_change_of_the_settings),
	    cmocka_unit_test(packs_of_other_organisations_stay_recorded),
	    cmocka_unit_test(
		a_file_that_is_not_the_one_recorded_is_drawn_again),
	    cmocka_unit_test(another_theme_is_a_reason_and_named),
	    cmocka_unit_test(verify_names_what_is_changed_missing_or_extra),
	    cmocka_unit_test(a_second_run_at_the_same_time_is_refused),
	    cmocka_unit_test(what_programs_read_is_json),
	    cmocka_unit_test(
		internal_packs_and_the_store_are_for_the_owner_alone),
	    cmocka_unit_test(calc_and_profiles_answer),
	};
	return cmocka_run_group_tests(tests, make_packs, NULL);
}
