/* The NHS Staff Survey's workbook of results by organisation: a made-up one of
 * its layout, written here. */
#include <glib.h>
#include <glib/gstdio.h>
#include <xlsxwriter.h>

#include "check.h"
#include "ingest/ingest.h"

static const char *const question[] = {
    "Q4d. I am satisfied with the support I get from my colleagues",
    "Q24b. There are opportunities for me to develop my career"};
static const char *const answer[] = {
    "Base (number of responses)", "% Strongly agree", "% Agree", "% Disagree"};

/* Row 1: questions, merged over four answers. Row 5: the header. */
static void
write_survey(const char *path)
{
	lxw_workbook *book = workbook_new(path);
	lxw_worksheet *notes = workbook_add_worksheet(book, "Notes"),
		      *sheet = workbook_add_worksheet(book, "Your job");
	static const char *const code[] = {"XN1", "XN2"};

	worksheet_write_string(notes, 0, 0, "Synthetic data", NULL);
	worksheet_write_string(sheet, 2, 0, "Results are weighted", NULL);
	worksheet_write_string(sheet, 4, 0, "Org ID", NULL);
	worksheet_write_string(sheet, 4, 1, "Organisation name", NULL);
	for (lxw_col_t q = 0; q < 2; q++) {
		worksheet_merge_range(sheet, 0, (lxw_col_t)(2 + 4 * q), 0,
		    (lxw_col_t)(5 + 4 * q), question[q], NULL);
		for (lxw_col_t a = 0; a < 4; a++)
			worksheet_write_string(sheet, 4,
			    (lxw_col_t)(2 + 4 * q + a), answer[a], NULL);
	}
	for (lxw_row_t r = 0; r < 2; r++) {
		worksheet_write_string(sheet, 5 + r, 0, code[r], NULL);
		worksheet_write_string(sheet, 5 + r, 1, "A trust", NULL);
		for (lxw_col_t k = 0; k < 8; k++)
			if (r == 1 && k >= 4)
				worksheet_write_string(sheet, 5 + r,
				    (lxw_col_t)(2 + k), "-", NULL);
			else
				worksheet_write_number(sheet, 5 + r,
				    (lxw_col_t)(2 + k),
				    k % 4 == 0 ? 120 + k : 20.25 + k, NULL);
	}
	worksheet_write_string(sheet, 8, 0, "- fewer than 10 answers", NULL);
	assert_int_equal(workbook_close(book), LXW_NO_ERROR);
}

static const struct observation *
said(const struct dataset *d, const char *org, const char *measure,
    const char *q, const char *a)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		if (str_is(symbols_text(d->symbols, o->org), org) &&
		    str_is(symbols_text(d->symbols, o->measure), measure) &&
		    str_is(symbols_text(d->symbols, o->dim[DIM_question]), q) &&
		    str_is(symbols_text(d->symbols, o->dim[DIM_answer]), a))
			return o;
	}
	fail_msg("nobody said %s", a);
	return NULL;
}

static void
questions_stand_over_their_answers(void **state)
{
	struct ctx c = test_ctx();
	char *folder = g_dir_make_tmp("skillmix-survey-XXXXXX", NULL);
	char *path = g_build_filename(
	    folder, "staff_survey_2024_organisations.xlsx", NULL);
	struct ingest_options options = {
	    .input = str_of(folder), .program_input = S("input")};
	struct findings *findings = findings_new(c.mem);
	const struct observation *o;
	struct dataset *d;

	write_survey(path);
	assert_true(ingest_run(&c, &options, &d, findings));
	assert_int_equal(findings_count(findings), 0);
	assert_str(d->source[0].profile, "staff_survey");
	assert_true(d->source[0].synthetic);
	assert_int_equal(d->source[0].rows, 2);
	assert_int_equal(d->n, 16);
	o = said(d, "XN1", "survey_percent", question[1], "Agree");
	assert_true(o->value == 26.25);
	assert_int_equal(o->date, day_of(2024, 11, 30));
	assert_int_equal(o->origin.row, 6);
	assert_int_equal(o->origin.column, 9);
	o = said(d, "XN1", "survey_base", question[0], "All who answered");
	assert_true(o->value == 120);
	assert_true(
	    said(d, "XN2", "survey_percent", question[0], "Strongly agree")
		->value == 21.25);
	assert_int_equal(
	    said(d, "XN2", "survey_percent", question[1], "Agree")->reason,
	    REASON_SUPPRESSED);
	g_remove(path);
	g_rmdir(folder);
	g_free(path);
	g_free(folder);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(questions_stand_over_their_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
