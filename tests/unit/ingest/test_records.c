/* Staff-level records: one row a person, counted while they are read. Each file
 * is read in a process of its own, so that its peak memory can be compared. */
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "check.h"
#include "ingest/ingest.h"
#include "scratch.h"

#define HEADER                                                                 \
	"Period,Trust,Setting,Discipline,Band,Ethnicity,Gender,Disability,"    \
	"WTE,CPD accessed,CPD hours,Start date,Leaving date\n"

/* Person i of a workforce whose totals can be told by arithmetic: of ten, six
 * are inpatient, four accessed CPD, one of fifty left in the quarter, one of
 * forty joined. */
static void
print_person(FILE *out, unsigned i)
{
	static const char *const discipline[] = {
	    "Nursing", "Psychology", "Support worker", "Medical"};
	static const char *const ethnicity[] = {"White", "Asian", "Black", ""};

	fprintf(out, "2026-27-Q1,XN%u,%s,%s,Band %u,%s,%s,%s,%s,%s,%s,%s,%s\n",
	    1 + i % 3, i % 10 < 6 ? "Inpatient" : "Community",
	    discipline[i % 4], 5 + i % 3, ethnicity[i % 4],
	    i % 2 ? "Female" : "Male", i % 5 ? "No" : "Yes",
	    i % 2 ? "1" : "0.5", i % 10 < 4 ? "Yes" : "No",
	    i % 10 < 4 ? "7.5" : "0", i % 40 ? "2020-01-06" : "2026-05-01",
	    i % 50 ? "" : "2026-06-15");
}

static void
write_people(const char *path, unsigned people)
{
	FILE *out = fopen(path, "w");

	assert_non_null(out);
	fputs(HEADER, out);
	for (unsigned i = 0; i < people; i++)
		print_person(out, i);
	assert_int_equal(fclose(out), 0);
}

static double
sum(const struct dataset *d, const char *measure, enum dimension dim,
    const char *word)
{
	sym m = symbols_lookup(d->symbols, str_of(measure)),
	    w = symbols_lookup(d->symbols, str_of(word));
	double all = 0;

	for (size_t i = 0; i < d->n; i++)
		if (d->observation[i].measure == m &&
		    (dim == DIM_N || d->observation[i].dim[dim] == w))
			all += d->observation[i].value;
	return all;
}

static struct dataset *
ingest(struct ctx *c, struct findings *findings)
{
	struct ingest_options o = {
	    .input = str_of(folder), .program_input = S("input")};
	struct dataset *d;

	if (!ingest_run(c, &o, &d, findings))
		fail_msg("%s", str_z(c->mem, diag_text(c->diag)));
	return d;
}

/* In a process of its own: what the files come to, and the most memory that was
 * resident, in KiB. */
static long
peak_of(unsigned people)
{
	char *path = g_build_filename(folder, "people.csv", NULL);
	struct rusage usage;
	int status;
	pid_t child;

	write_people(path, people);
	child = fork();
	if (child == 0) {
		struct ctx c = test_ctx();
		struct findings *findings = findings_new(c.mem);
		struct dataset *d = ingest(&c, findings);
		bool ok =
		    sum(d, "headcount", DIM_N, NULL) == people - people / 50 &&
		    d->source[0].rows == people &&
		    findings_count(findings) == 0;
		_exit(ok ? 0 : 1);
	}
	assert_int_equal(wait4(child, &status, 0, &usage), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	g_remove(path);
	g_free(path);
	return usage.ru_maxrss;
}

static void
two_hundred_thousand_people_are_counted_right(void **state)
{
	struct ctx c = test_ctx();
	struct findings *findings = findings_new(c.mem);
	char *path = g_build_filename(folder, "people.csv", NULL);
	const unsigned n = 200000;
	struct dataset *d;

	write_people(path, n);
	d = ingest(&c, findings);
	assert_int_equal(findings_count(findings), 0);
	assert_int_equal(d->source[0].rows, n);
	assert_str(d->source[0].profile, "staff_records");
	assert_int_equal(d->source[0].date, day_of(2026, 6, 30));
	assert_true(sum(d, "headcount", DIM_N, NULL) == n - n / 50);
	/* Leavers have even numbers and half a post. */
	assert_true(sum(d, "fte", DIM_N, NULL) == n * 0.75 - n / 50 * 0.5);
	assert_true(sum(d, "cpd_staff", DIM_N, NULL) == n * 0.4);
	assert_true(sum(d, "cpd_hours", DIM_N, NULL) == n * 0.4 * 7.5);
	assert_true(sum(d, "joiners", DIM_N, NULL) == n / 40);
	assert_true(sum(d, "leavers", DIM_N, NULL) == n / 50);
	assert_true(sum(d, "cpd_staff", DIM_setting, "Inpatient") == n * 0.4);
	assert_true(sum(d, "cpd_hours", DIM_discipline, "Medical") ==
		    sum(d, "cpd_hours", DIM_ethnicity, "Unknown"));
	assert_true(sum(d, "headcount", DIM_gender, "Female") == n / 2);
	assert_true(
	    sum(d, "headcount", DIM_disability, "Disabled") == n / 5 - n / 50);
	/* Few, whatever the number of rows. */
	assert_true(d->n < 5000);
	g_remove(path);
	g_free(path);
	test_drop(&c);
}

static void
memory_does_not_grow_with_the_rows(void **state)
{
	long few = peak_of(50000), many = peak_of(200000);

	print_message("peak memory: %ld KiB for 50,000 rows, %ld KiB for "
		      "200,000\n",
	    few, many);
	/* Three times the rows are 17 MB of text. */
	assert_true(many < few + 2048);
}

static void
a_row_that_cannot_be_read_is_left_out_and_said(void **state)
{
	struct ctx c = test_ctx();
	struct findings *findings = findings_new(c.mem);
	char *path = g_build_filename(folder, "people.csv", NULL);
	struct dataset *d;

	assert_true(file_replace(&c, str_of(path),
	    S(HEADER
		"2026-27-Q1,XN1,Ward,RMN,5,A,F,N,1,Yes,3,2020-01-01,\n"
		"2026-27-Q1,XN1,Ward,RMN,5,A,F,N,2,Yes,3,2020-01-01,\n"
		"2026-27-Q1,XN1,Ward,RMN,5,A,F,N,one,Yes,3,2020-01-01,\n"
		"2026-27-Q1,XN1,Ward,RMN,5,A,F,N,1,Yes,-3,2020-01-01,\n"
		"2026-27-Q1,XN1,Ward,RMN,5,A,F,N,1,Yes,3,1/1/20,\n"
		"2026-27-Q5,XN1,Ward,RMN,5,A,F,N,1,Yes,3,2020-01-01,\n"
		"2026-27-Q1,,Ward,RMN,5,A,F,N,1,Yes,3,2020-01-01,\n"
		"2026-27-Q1,XN1,Ward,Nursng,5,A,F,N,1,No,,01/06/2026,\n")));
	d = ingest(&c, findings);
	findings_sort(findings);
	assert_true(sum(d, "headcount", DIM_N, NULL) == 2);
	assert_true(sum(d, "fte", DIM_band, "Band 5") == 2);
	assert_true(sum(d, "joiners", DIM_N, NULL) == 1);
	assert_true(sum(d, "cpd_hours", DIM_ethnicity, "White") == 3);
	assert_int_equal(findings_count(findings), 7);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(
		    findings_at(findings, i)->kind, FINDING_row_rejected);
	assert_str(findings_at(findings, 0)->cell, "I3");
	assert_str(findings_at(findings, 0)->value, "2");
	assert_str(findings_at(findings, 0)->other, "is out of its range");
	assert_str(findings_at(findings, 1)->other, "is not a number");
	assert_str(findings_at(findings, 2)->other, "is below zero");
	assert_str(findings_at(findings, 3)->other, "is not a date");
	assert_int_equal(findings_at(findings, 4)->kind, FINDING_bad_date);
	assert_int_equal(
	    findings_at(findings, 5)->kind, FINDING_no_organisation);
	assert_str(
	    findings_at(findings, 6)->other, "discipline (nearest: 'Nursing')");
	g_remove(path);
	g_free(path);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(two_hundred_thousand_people_are_counted_right),
	    cmocka_unit_test(memory_does_not_grow_with_the_rows),
	    cmocka_unit_test(a_row_that_cannot_be_read_is_left_out_and_said),
	};

	return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
