/* tests/packs/test_install.c -- what a user gets who installs the program: the
 * same packs, a manual that leaves nothing out, completion, and a new folder. */
#include "packs/run.h"

#define IN    SCRATCH "/install-in"
#define ROOT  SCRATCH "/root"
#define MINE  SCRATCH "/mine"
#define INTO  SCRATCH "/installed"
#define HERE  SCRATCH "/here"
#define PACKS "/2026-27-Q1/trusts/XN1/"

/* Only the release build is installed. */
static bool
is_release(void)
{
	if (strstr(getenv("SKILLMIX"), "/release/") != NULL)
		return true;
	printf("skipped: this is not the release build\n");
	return false;
}

static int
start(void **state)
{
	assert_true(program_is_named());
	assert_int_equal(sh("rm -rf " IN " " ROOT " " MINE " " INTO " " HERE
			    "; cp -r input " IN "; " FEW_RETURNS(
				IN) "; $SKILLMIX run --only"
				    " XN1 --input " IN " --output " HERE),
	    0);
	return 0;
}

static void
the_installed_program_makes_the_same_packs(void **state)
{
	if (!is_release())
		return;
	assert_int_equal(
	    sh("make -s DEPS=no install PREFIX=/usr DESTDIR=$PWD/" ROOT), 0);
	/* Once more: what was installed may have been built just now. */
	assert_int_equal(
	    sh("$SKILLMIX run --only XN1 --input " IN " --output " HERE), 0);
	assert_int_equal(
	    sh("cd / && $OLDPWD/" ROOT "/usr/bin/skillmix run --only XN1"
	       " --input $OLDPWD/" IN " --output $OLDPWD/" INTO),
	    0);
	assert_int_equal(sh("diff -r -x skillmix.db " HERE " " INTO), 0);
	assert_int_equal(
	    sh("cd " ROOT "/usr/share && ls man/man1/skillmix.1"
	       " bash-completion/completions/skillmix"
	       " zsh/site-functions/_skillmix skillmix/templates/return.yaml"),
	    0);
}

static void
every_verb_and_option_is_in_the_manual(void **state)
{
	assert_int_equal(
	    sh("for v in $($SKILLMIX --help | sed -n 's/^  \\([a-z-]*\\) "
	       ".*/\\1/p');"
	       " do grep -q \"^.It Cm $v\" templates/skillmix.1 ||"
	       " echo the verb $v; for o in $($SKILLMIX $v --help |"
	       " grep -o -- '^  .*--[a-z]*' | grep -o -- '--[a-z]*'); do"
	       " grep -q \"^.It Fl.*.-${o#--}\" templates/skillmix.1 ||"
	       " echo the option $o of $v; done; done | grep . && exit 1 ||"
	       " exit 0"),
	    0);
	/* And no verb that there is not. */
	assert_int_equal(
	    sh("for v in $(sed -n 's/^.It Cm \\([a-z-]*\\).*/\\1/p'"
	       " templates/skillmix.1); do $SKILLMIX $v --help >&2 || echo $v;"
	       " done | grep . && exit 1 || exit 0"),
	    0);
}

static void
bash_completes_verbs_options_and_methods(void **state)
{
#define COMPLETE(words, at)                                                    \
	sh("bash -c '. templates/skillmix.bash; COMP_WORDS=($SKILLMIX " words  \
	   "); COMP_CWORD=" at "; _skillmix; echo \"${COMPREPLY[@]}\"'")
	assert_int_equal(COMPLETE("ver", "1"), 0);
	assert_true(says(SCRATCH "/out", "verify"));
	assert_int_equal(COMPLETE("run --fo", "2"), 0);
	assert_true(says(SCRATCH "/out", "--force"));
	assert_int_equal(COMPLETE("calc wil", "2"), 0);
	assert_true(says(SCRATCH "/out", "wilson"));
	assert_int_equal(COMPLETE("cells --format c", "3"), 0);
	assert_true(says(SCRATCH "/out", "csv"));
}

static void
a_new_folder_makes_the_same_packs_of_the_same_files(void **state)
{
	assert_int_equal(sh("$SKILLMIX init " MINE), 0);
	assert_true(says(SCRATCH "/out", "README.md"));
	assert_int_equal(sh("diff -r input/profiles " MINE "/profiles"), 0);
	assert_int_equal(sh("cp -r " IN "/synthetic-sample " MINE), 0);
	assert_int_equal(sh("$SKILLMIX run --only XN1 --input " MINE
			    " --output " MINE "-packs"),
	    0);
	assert_int_equal(sh("diff -r " HERE PACKS " " MINE "-packs" PACKS), 0);
	assert_int_equal(sh("rm -r " MINE "-packs"), 0);
}

static void
templates_of_the_folder_come_before_the_program_s(void **state)
{
	assert_int_equal(
	    sh("sed -i 's/^running-right: Board report/running-right: "
	       "Chair/' " MINE
	       "/templates/board-report.md && $SKILLMIX run --only XN1"
	       " --input " MINE " --output " MINE "-packs && pdftotext " MINE
	       "-packs" PACKS "XN1-board-report.pdf - | grep -q '^Chair'"),
	    0);
	assert_int_equal(
	    sh("echo '# darker' >> " MINE "/templates/theme.yaml; $SKILLMIX"
	       " status --only XN1 --input " MINE " --output " MINE "-packs"),
	    0);
	assert_true(
	    says(SCRATCH "/out", "XN1 board-report: changed: theme.yaml\n"));
}

static void
a_folder_with_anything_in_it_is_left_alone(void **state)
{
	assert_int_equal(sh("$SKILLMIX init " MINE), 3);
	assert_true(says(SCRATCH "/err", "nothing was changed"));
	assert_int_equal(sh("$SKILLMIX init README.md"), 3);
	assert_int_equal(sh("$SKILLMIX init"), 2);
}

static void
the_debian_package_holds_what_is_installed(void **state)
{
	if (!is_release())
		return;
	if (sh("command -v dpkg-shlibdeps") != 0) {
		printf("skipped: dpkg-dev is not here\n");
		return;
	}
	assert_int_equal(sh("make -s DEPS=no deb"), 0);
	assert_int_equal(
	    sh("dpkg-deb -f build/skillmix_*.deb Depends | grep -q 'libcairo2.*"
	       "fonts-inter' && dpkg-deb -c build/skillmix_*.deb"),
	    0);
	assert_true(says(SCRATCH "/out", "./usr/bin/skillmix"));
	assert_true(says(SCRATCH "/out", "./usr/share/man/man1/skillmix.1.gz"));
	assert_true(says(
	    SCRATCH "/out", "./usr/share/zsh/vendor-completions/_skillmix"));
	assert_int_equal(
	    sh("cp build/skillmix_*.deb " SCRATCH
	       "/first.deb && make -s DEPS=no"
	       " deb && cmp build/skillmix_*.deb " SCRATCH "/first.deb"),
	    0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_installed_program_makes_the_same_packs),
	    cmocka_unit_test(every_verb_and_option_is_in_the_manual),
	    cmocka_unit_test(bash_completes_verbs_options_and_methods),
	    cmocka_unit_test(
		a_new_folder_makes_the_same_packs_of_the_same_files),
	    cmocka_unit_test(templates_of_the_folder_come_before_the_program_s),
	    cmocka_unit_test(a_folder_with_anything_in_it_is_left_alone),
	    cmocka_unit_test(the_debian_package_holds_what_is_installed),
	};
	return cmocka_run_group_tests(tests, start, NULL);
}
