/* tests/packs/test_run.c -- the whole way on the sample: files in, packs out. */
#include "packs/run.h"

#define OUT    SCRATCH "/sample"
#define TRUSTS OUT "/2026-27-Q1/trusts"
/* Some packs of few returns. */
#define IN    SCRATCH "/few-in"
#define FEW   "--only XN1,XN2,XN3,Y63 --input " IN
#define PDFS  OUT "/2026-27-Q1/*/*/*.pdf"
#define BOOKS OUT "/2026-27-Q1/*/*/*.xlsx"

static int
make_packs(void **state)
{
	assert_true(program_is_named());
	assert_int_equal(sh("rm -rf " OUT " " OUT "-few " IN "; cp -r input " IN
			    "; " FEW_RETURNS(IN)),
	    0);
	assert_int_equal(
	    sh("$SKILLMIX run --input input --output " OUT " --jobs 2"), 0);
	return 0;
}

static void
the_sample_gives_a_board_report_for_each_of_its_trusts(void **state)
{
	assert_int_equal(number_of("ls " TRUSTS " | wc -l"), 24);
	assert_int_equal(
	    number_of("ls " TRUSTS "/*/*-board-report.pdf | wc -l"), 24);
	assert_int_equal(
	    number_of("ls " TRUSTS "/*/*-board-report.xlsx | wc -l"), 24);
	assert_int_equal(sh("for f in " TRUSTS "/*/*-board-report.pdf; do"
			    " n=$(pdfinfo $f | sed -n 's/^Pages: *//p');"
			    " [ $n -ge 8 ] && [ $n -le 12 ] || exit 1; done"),
	    0);
}

static void
every_trust_that_sends_returns_has_an_audit(void **state)
{
	assert_int_equal(
	    number_of("ls " TRUSTS "/*/*-data-audit.pdf | wc -l"), 24);
	assert_int_equal(
	    number_of("ls " TRUSTS "/*/*-data-audit.xlsx | wc -l"), 24);
}

static void
the_sample_gives_a_comparison_pack_for_each_region(void **state)
{
	assert_int_equal(
	    number_of("ls " OUT "/2026-27-Q1/regions/*/*-comparison"
		      "-pack.pdf | wc -l"),
	    7);
	assert_int_equal(sh("pdftotext " OUT
			    "/2026-27-Q1/regions/Y63/Y63-comparison-pack.pdf"
			    " - | grep -q 'North East and Yorkshire'"),
	    0);
}

static void
every_page_says_that_the_data_are_synthetic(void **state)
{
	assert_int_equal(
	    sh("for f in " PDFS "; do pdftotext $f - |"
	       " awk -v RS='\f' 'NF { n++; if (tolower($0) !~"
	       " /synthetic[[:space:]]data/) exit 1 }"
	       " END { if (n < 1) exit 1 }' || { echo $f; exit 1; }; done"),
	    0);
	assert_int_equal(sh("for f in " BOOKS "; do unzip -p $f"
			    " xl/sharedStrings.xml | grep -qi synthetic"
			    " || exit 1; done"),
	    0);
}

static void
the_referees_find_nothing_in_the_sample_packs(void **state)
{
	referee("uacheck.py --strict --pdfa", PDFS);
	referee("collide.py", PDFS);
	referee("xlsxcheck.py", BOOKS);
}

/* Long packs have contents, and links from their findings; short ones none. */
static void
contents_name_the_pages_of_long_packs(void **state)
{
	const char *links = "/usr/bin/python3 tests/tools/page_links.py ";

	assert_int_equal(sh("for f in " OUT "/2026-27-Q1/regions/*/*.pdf; do "
			    "%s $f 7 3 || exit 1; done",
			     links),
	    0);
	assert_int_equal(
	    sh("%s " TRUSTS "/XN3/XN3-data-audit.pdf 4 0", links), 0);
	assert_int_equal(
	    sh("%s " TRUSTS "/XM1/XM1-data-audit.pdf 0 0", links), 0);
	assert_true(says(SCRATCH "/out", " 0 lines of contents"));
}

static void
the_same_input_gives_the_same_bytes(void **state)
{
	assert_int_equal(sh("$SKILLMIX run " FEW " --output " OUT "-few"), 0);
	assert_int_equal(
	    sh("rm -rf " OUT "-again; TZ=Asia/Tokyo LC_ALL=C HOME=/nonexistent"
	       " $SKILLMIX run " FEW " --output " OUT "-again --jobs 1"),
	    0);
	assert_int_equal(sh("diff -r " OUT "-few " OUT "-again"), 0);
}

static void
the_manifest_names_every_file_with_its_checksum(void **state)
{
	assert_int_equal(
	    sh("cd " OUT "/2026-27-Q1 && for f in $(find . -type f ! -name"
	       " manifest.json | sed 's|^./||'); do"
	       " s=$(sha256sum $f | cut -c1-64);"
	       " grep -q \"\\\"$f\\\".*$s\" manifest.json || exit 1; done"),
	    0);
	assert_true(says(
	    OUT "/2026-27-Q1/manifest.json", "synthetic_turnover_2026-06.csv"));
}

static void
the_store_can_be_asked_with_sqlite(void **state)
{
	assert_true(number_of("sqlite3 " OUT "/skillmix.db"
			      " 'select count(*) from observation'") > 1000);
	assert_true(number_of("sqlite3 " OUT "/skillmix.db"
			      " 'select count(*) from figure'") > 500);
}

static void
bad_files_are_named_and_the_rest_of_the_run_goes_on(void **state)
{
	assert_int_equal(
	    sh("rm -rf " SCRATCH "/bad; cp -r " IN " " SCRATCH
	       "/bad; cd " SCRATCH "/bad/synthetic-sample; : > empty.csv;"
	       " head -c 9000 synthetic_non_medical_staff_2026-03.xlsx"
	       " > cut.xlsx; head -c 4000 /dev/zero > zero.xlsx;"
	       " printf 'Colour,Size\\nred,1\\n' > unknown.csv"),
	    0);
	assert_int_equal(sh("rm -rf " OUT "-bad; $SKILLMIX run --input " SCRATCH
			    "/bad --output " OUT "-bad --only XN1,XL2"),
	    1);
	for (size_t i = 0; i < 4; i++) {
		static const char *const name[] = {
		    "empty.csv", "cut.xlsx", "zero.xlsx", "unknown.csv"};
		assert_true(says(SCRATCH "/err", name[i]));
		assert_true(says(OUT "-bad/2026-27-Q1/findings.csv", name[i]));
	}
	assert_int_equal(
	    number_of("ls " OUT "-bad/2026-27-Q1/trusts/*/*-board-report.pdf |"
		      " wc -l"),
	    2);
}

static void
an_older_pack_stays_when_a_new_one_cannot_be_made(void **state)
{
	assert_int_equal(
	    sh("rm -rf " OUT "-old; cp -r " OUT "-few " OUT "-old"), 0);
	/* A folder stands where the new workbook of XN1 should go. */
	assert_int_equal(
	    sh("cd " OUT "-old/2026-27-Q1/trusts/XN1 &&"
	       " rm XN1-board-report.xlsx && mkdir -p XN1-board-report.xlsx/x"),
	    0);
	assert_int_equal(
	    sh("$SKILLMIX run " FEW " --output " OUT "-old --force"), 1);
	assert_true(says(SCRATCH "/err", "XN1"));
	assert_int_equal(
	    sh("cmp " OUT "-few/2026-27-Q1/trusts/XN2/XN2-board-report"
	       ".pdf " OUT "-old/2026-27-Q1/trusts/XN2/"
	       "XN2-board-report.pdf"),
	    0);
}

static void
wrong_use_is_told_apart_from_failure(void **state)
{
	assert_int_equal(sh("$SKILLMIX"), 2);
	assert_int_equal(sh("$SKILLMIX fly"), 2);
	assert_int_equal(sh("$SKILLMIX run --colour red"), 2);
	assert_int_equal(sh("$SKILLMIX compute --only XN1"), 2);
	assert_int_equal(
	    sh("$SKILLMIX run --input input --period soon --output " OUT), 2);
	assert_true(says(SCRATCH "/err", "2026-27-Q1"));
	assert_int_equal(
	    sh("$SKILLMIX run --input no-such-folder --output " OUT "-none"),
	    3);
	assert_int_equal(
	    sh("$SKILLMIX run --input input --output " OUT "-none --only ZZ9"),
	    3);
	assert_true(says(SCRATCH "/err", "ZZ9"));
	assert_int_equal(sh("$SKILLMIX run --help"), 0);
	assert_int_equal(sh("$SKILLMIX --version"), 0);
}

static void
form_writes_the_next_return_of_an_organisation(void **state)
{
	assert_int_equal(sh("rm -rf " OUT "-form; $SKILLMIX form XN1 --input "
			    "input --output " OUT "-form"),
	    0);
	assert_true(says(SCRATCH "/out", "XN1-return-2026-27-Q2.xlsx"));
	assert_int_equal(sh("unzip -p " OUT "-form/forms/XN1-return-2026-27-Q2"
			    ".xlsx xl/sharedStrings.xml | grep -q Northmoor"),
	    0);
	assert_int_equal(sh("$SKILLMIX form --input input"), 2);
	assert_int_equal(sh("$SKILLMIX form ZZ9 --input input"), 3);
	assert_true(says(SCRATCH "/err", "ZZ9"));
}

static void
cells_shows_a_sheet_as_csv(void **state)
{
	assert_int_equal(sh("$SKILLMIX cells --sheet non_medical_staff input/"
			    "synthetic-sample/synthetic_non_medical_staff_"
			    "2026-03.xlsx"),
	    0);
	assert_true(
	    says(SCRATCH "/out", "DATE,ORG_CODE,MAIN_STAFF_GROUP_CODE"));
	assert_true(says(SCRATCH "/out", ",XN1,001,005,010,"));
	assert_int_equal(sh("$SKILLMIX cells README.md/none.xlsx"), 3);
}

static void
the_scorecard_has_every_core_indicator_of_everybody_in_every_quarter(
    void **state)
{
	int status =
	    sh("/usr/bin/python3 tests/tools/complete_scorecard.py " OUT
	       "/2026-27-Q1/scorecard.csv templates/indicators.yaml "
	       "input/synthetic-sample/returns");

	if (status != 0)
		(void)!system("cat " SCRATCH "/err");
	assert_int_equal(status, 0);
	assert_true(
	    says(SCRATCH "/out", "13 quarters, 7 regions, 11367 core rows"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		the_sample_gives_a_board_report_for_each_of_its_trusts),
	    cmocka_unit_test(
		the_scorecard_has_every_core_indicator_of_everybody_in_every_quarter),
	    cmocka_unit_test(every_trust_that_sends_returns_has_an_audit),
	    cmocka_unit_test(
		the_sample_gives_a_comparison_pack_for_each_region),
	    cmocka_unit_test(every_page_says_that_the_data_are_synthetic),
	    cmocka_unit_test(the_referees_find_nothing_in_the_sample_packs),
	    cmocka_unit_test(contents_name_the_pages_of_long_packs),
	    cmocka_unit_test(the_same_input_gives_the_same_bytes),
	    cmocka_unit_test(the_manifest_names_every_file_with_its_checksum),
	    cmocka_unit_test(the_store_can_be_asked_with_sqlite),
	    cmocka_unit_test(
		bad_files_are_named_and_the_rest_of_the_run_goes_on),
	    cmocka_unit_test(an_older_pack_stays_when_a_new_one_cannot_be_made),
	    cmocka_unit_test(wrong_use_is_told_apart_from_failure),
	    cmocka_unit_test(form_writes_the_next_return_of_an_organisation),
	    cmocka_unit_test(cells_shows_a_sheet_as_csv),
	};
	return cmocka_run_group_tests(tests, make_packs, NULL);
}
