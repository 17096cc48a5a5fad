/* tests/packs/test_real_files.c -- the published files, where they are present:
 * figures that NHS England published come out again. */
#include "packs/run.h"

#define DATA  "../shared/data"
#define OUT   SCRATCH "/real"
#define Q3    OUT "/2025-26-Q3"
#define TRUST Q3 "/trusts"

static bool
here(void)
{
	if (access(DATA, R_OK) == 0)
		return true;
	printf("skipped: " DATA " is not here\n");
	return false;
}

static int
make_packs(void **state)
{
	if (!here())
		return 0;
	assert_int_equal(sh("rm -rf " OUT), 0);
	assert_int_equal(sh("$SKILLMIX run --input " DATA " --output " OUT), 0);
	return 0;
}

/* Prints column n of the scorecard row of an organisation and indicator with
 * no breakdown, or with the one given. */
static double
figure(const char *folder, const char *org, const char *indicator,
    const char *breakdown, const char *column)
{
	struct ctx c = test_ctx();
	double v;

	assert_int_equal(
	    sh("/usr/bin/python3 -c \"import csv\n"
	       "for r in csv.DictReader(open('%s/scorecard.csv')):\n"
	       " if (r['org'],r['indicator'],r['breakdown'])==('%s','%s','%s'):"
	       " print(r['%s'])\"",
		folder, org, indicator, breakdown, column),
	    0);
	v = strtod(str_z(c.mem, read_text(&c, SCRATCH "/out")), NULL);
	test_drop(&c);
	return v;
}

static void
forty_seven_mental_health_trusts_have_a_report(void **state)
{
	if (!here())
		return;
	assert_int_equal(number_of("ls " TRUST "/*/*.pdf | wc -l"), 47);
	assert_int_equal(number_of("ls " TRUST "/*/*.xlsx | wc -l"), 47);
	assert_int_equal(sh("for f in " TRUST "/*/*.pdf; do"
			    " n=$(pdfinfo $f | sed -n 's/^Pages: *//p');"
			    " [ $n -ge 5 ] || exit 1; done"),
	    0);
}

/* Every published file has its profile; one more that has none is named alone,
 * and the rest of the run goes on. */
static void
only_a_file_without_a_profile_is_named(void **state)
{
	if (!here())
		return;
	assert_int_equal(sh("$SKILLMIX ingest --quiet --input " DATA), 0);
	assert_int_equal(
	    sh("rm -rf " OUT "-more; cp -r " DATA " " OUT "-more;"
	       " printf 'Colour,Size\\nred,1\\n' > " OUT "-more/paint.csv"),
	    0);
	assert_int_equal(
	    sh("$SKILLMIX ingest --quiet --input " OUT "-more"), 1);
	assert_true(says(SCRATCH "/err", "paint.csv"));
	assert_true(says(SCRATCH "/err", "no source profile"));
	/* grep finds no line that says anything else. */
	assert_int_equal(sh("cp " SCRATCH "/err " SCRATCH
			    "/named; grep -v paint.csv " SCRATCH "/named"),
	    1);
}

/* The published rate of every row, half-up to two places. */
static void
every_published_sickness_rate_comes_out_again(void **state)
{
	static const struct {
		const char *folder, *file;
		int rows;
	} month[] = {{Q3, "nhs_sickness_absence_2025-03.csv", 280},
	    {OUT "-2024/2024-25-Q1", "nhs_sickness_absence_2024-04.csv", 285}};

	if (!here())
		return;
	assert_int_equal(
	    sh("rm -rf " OUT "-2024; $SKILLMIX compute --input " DATA
	       " --output " OUT "-2024 --period 2024-25-Q1"),
	    0);
	for (size_t i = 0; i < COUNT(month); i++) {
		char line[2000];
		snprintf(line, sizeof line,
		    "/usr/bin/python3 -c \"import csv\n"
		    "from decimal import Decimal as D, ROUND_HALF_UP as U\n"
		    "got={r['org']:r['value'] for r in csv.DictReader(open("
		    "'%s/scorecard.csv')) if r['indicator']=='WEL01'}\n"
		    "n=0\n"
		    "for r in csv.DictReader(open('" DATA "/sickness/%s')):\n"
		    " v=D(got[r['ORG_CODE']]).quantize(D('0.01'),U)\n"
		    " n+=v==D(r['SICKNESS_ABSENCE_RATE_PERCENT'])\n"
		    "print(n)\"",
		    month[i].folder, month[i].file);
		assert_int_equal(number_of(line), month[i].rows);
	}
}

static void
figures_of_the_published_files_come_out_again(void **state)
{
	static const struct {
		const char *org, *indicator, *breakdown, *column;
		double value, within;
	} f[] = {
	    {"RV5", "RET02", "", "numerator", 83, 0},
	    {"RV5", "RET02", "", "denominator", (6335 + 6382) / 2.0, 0},
	    {"RV5", "RET02", "", "value", 1.305, 0.0005},
	    {"RV5", "MIX93", "", "value", 3730.14, 0.005},
	    {"RV5", "BND91", "Band 5", "value", 18.4, 0.05},
	    {"RV5", "BND91", "Band 6", "value", 21.9, 0.05},
	    {"RV5", "BND91", "Band 7", "value", 15.4, 0.05},
	    {"RV5", "BND91", "Band 8a", "value", 8.0, 0.05},
	    {"ENG", "MIX92", "", "value", 35390.3, 0.05},
	    {"ENG", "MIX92", "", "denominator", 116, 0},
	    {"ENG", "MIX91", "", "value", 969.88, 0.005},
	    {"ENG", "MIX91", "", "denominator", 72, 0},
	    {"RV5", "MIX91", "", "value", 83.6, 0.05},
	};

	if (!here())
		return;
	for (size_t i = 0; i < COUNT(f); i++)
		assert_float_equal(figure(Q3, f[i].org, f[i].indicator,
				       f[i].breakdown, f[i].column),
		    f[i].value, f[i].within + 1e-9);
}

static void
the_referees_find_nothing_in_the_real_packs(void **state)
{
	if (!here())
		return;
	referee("uacheck.py --strict --pdfa", TRUST "/*/*.pdf");
	referee("collide.py", TRUST "/*/*.pdf");
	referee("xlsxcheck.py", TRUST "/*/*.xlsx");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(forty_seven_mental_health_trusts_have_a_report),
	    cmocka_unit_test(only_a_file_without_a_profile_is_named),
	    cmocka_unit_test(every_published_sickness_rate_comes_out_again),
	    cmocka_unit_test(figures_of_the_published_files_come_out_again),
	    cmocka_unit_test(the_referees_find_nothing_in_the_real_packs),
	};
	return cmocka_run_group_tests(tests, make_packs, NULL);
}
