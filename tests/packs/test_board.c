/* tests/packs/test_board.c -- the board report of three trusts of the sample: a
 * large one, a small one, and the one with the most faults. */
#include "packs/run.h"

#define OUT    SCRATCH "/board"
#define TRUSTS OUT "/2026-27-Q1/trusts"
#define EACH   "for t in XN1 XN3 XK3; do f=" TRUSTS "/$t/$t-board-report.pdf; "
#define PAGES  "n=$(pdfinfo $f | sed -n 's/^Pages: *//p'); "
#define AGE    "/usr/bin/python3 tests/tools/reading_age.py "

static int
make_packs(void **state)
{
	assert_true(program_is_named());
	assert_int_equal(sh("rm -rf " OUT), 0);
	assert_int_equal(sh("$SKILLMIX run --input input --output " OUT
			    " --packs board --only XN1,XN3,XK3 --quiet"),
	    0);
	return 0;
}

static void
a_report_has_eight_to_twelve_pages(void **state)
{
	assert_int_equal(
	    sh(EACH PAGES "[ $n -ge 8 ] && [ $n -le 12 ] || exit 1; done"), 0);
}

static void
the_measures_stand_on_one_page_under_six_recommendations(void **state)
{
	assert_int_equal(
	    sh(EACH "pdftotext -f 2 -l 2 $f - > " SCRATCH
		    "/page; for w in 'Recruitment and retention' "
		    "'Workforce development' 'Culture and values' "
		    "Leadership 'Equality, diversity' Wellbeing "
		    "Variation; do grep -q \"$w\" " SCRATCH
		    "/page || exit 1; done; pdftotext -f 3 -l 3 $f "
		    "- | grep -q Variation && exit 1; done; true"),
	    0);
}

static void
the_summary_is_read_at_twelve_and_the_easy_page_at_eight(void **state)
{
	assert_int_equal(sh(EACH AGE "$f 1 1 7 || exit 1; done"), 0);
	assert_int_equal(sh(EACH PAGES AGE "$f $n $n 3 || exit 1; done"), 0);
	/* The measure itself can fail. */
	assert_int_equal(sh(EACH AGE "$f 1 1 0 && exit 1; done; true"), 0);
}

static void
every_figure_of_a_trust_is_in_its_workbook(void **state)
{
	int rows = number_of("tail -n +2 " OUT "/2026-27-Q1/scorecard.csv | "
			     "grep -c '^2026-27-Q1,[^,]*,XN1,'");

	assert_true(rows > 300);
	assert_int_equal(
	    number_of(
		"/usr/bin/python3 -c \"import zipfile,re;"
		"z=zipfile.ZipFile('" TRUSTS "/XN1/XN1-board-report.xlsx');"
		"w=z.read('xl/workbook.xml').decode();"
		"t=[z.read(n).decode() for n in z.namelist() "
		"if n.startswith('xl/tables/')];"
		"r=[x for x in t if 'every_measure' in x][0];"
		"a,b=re.search(r'ref=.[A-Z]+(\\d+):[A-Z]+(\\d+)',r)"
		".groups();print(int(b)-int(a))\""),
	    rows);
}

static void
every_figure_of_a_page_is_in_the_workbook(void **state)
{
	const char *printed =
	    "/usr/bin/python3 tests/tools/printed_figures.py ";

	assert_int_equal(
	    sh(EACH "%s $f ${f%%.pdf}.xlsx || exit 1; done", printed), 0);
	/* The figures of one trust are not those of another. */
	assert_int_equal(sh("%s " TRUSTS "/XN1/XN1-board-report.pdf " TRUSTS
			    "/XK3/XK3-board-report.xlsx",
			     printed),
	    1);
}

static void
nothing_is_said_of_england_where_the_aim_is_equality(void **state)
{
	assert_int_equal(sh(EACH "pdftotext $f - | grep -A3 'CPD by ethnic' | "
				 "grep -q 'Above England' && exit 1; done; "
				 "true"),
	    0);
}

/* Every line of contents, the findings and figures of the first page and the
 * rows of the measures' table. */
static void
contents_and_summary_lead_to_the_pages_they_print(void **state)
{
	const char *links = "/usr/bin/python3 tests/tools/page_links.py ";

	assert_int_equal(sh(EACH "%s $f 9 30 || exit 1; done", links), 0);
	/* One link bent to the last page is found. */
	assert_int_equal(
	    sh("/usr/bin/python3 -c \"import pikepdf; "
	       "p=pikepdf.open('" TRUSTS "/XN1/XN1-board-report.pdf'); "
	       "p.pages[0].Annots[0].Dest[0]=p.pages[-1].obj; "
	       "p.save('" SCRATCH "/bent.pdf')\""),
	    0);
	assert_int_equal(sh("%s " SCRATCH "/bent.pdf 9 27", links), 1);
	assert_true(says(SCRATCH "/out", "leads to page 12"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_report_has_eight_to_twelve_pages),
	    cmocka_unit_test(
		the_measures_stand_on_one_page_under_six_recommendations),
	    cmocka_unit_test(
		the_summary_is_read_at_twelve_and_the_easy_page_at_eight),
	    cmocka_unit_test(every_figure_of_a_trust_is_in_its_workbook),
	    cmocka_unit_test(every_figure_of_a_page_is_in_the_workbook),
	    cmocka_unit_test(contents_and_summary_lead_to_the_pages_they_print),
	    cmocka_unit_test(
		nothing_is_said_of_england_where_the_aim_is_equality),
	};
	return cmocka_run_group_tests(tests, make_packs, NULL);
}
