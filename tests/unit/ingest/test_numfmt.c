/* What a person sees of a number, format code by format code. */
#include "workbook.h"

#include "base/num.h"
#include "ingest/numfmt.h"

static void
expect_cell(struct cell cell, const char *code, const char *seen)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);

	cell.format = str_of(code);
	numfmt_print(&b, &cell);
	assert_str(buf_str(&b), seen);
	test_drop(&c);
}

static void
expect(double v, const char *code, const char *seen)
{
	expect_cell(
	    (struct cell){.type = CELL_NUMBER, .number = v}, code, seen);
}

/* A serial number of the 1900 epoch. */
static void
expect_date(double v, const char *code, const char *seen)
{
	expect_cell((struct cell){.type = CELL_NUMBER,
			.number = v,
			.is_date = true,
			.when = day_of(1899, 12, 30) + (day)v},
	    code, seen);
}

static void
general_shows_eleven_characters(void **state)
{
	expect(0, "", "0");
	expect(43008, "General", "43008");
	expect(0.76, "", "0.76");
	expect(43.231189999999998, "", "43.23119");
	expect(1.0 / 3, "", "0.333333333");
	expect(-1234567.891234, "", "-1234567.891");
	expect(12345678901, "", "12345678901");
	expect(123456789012, "", "1.23457E+11");
	expect(0.00001, "", "0.00001");
	expect(0.0000123456789, "", "1.23457E-05");
	expect(1e300, "", "1E+300");
}

static void
places_thousands_and_percent_round_half_up(void **state)
{
	expect(2.5, "0", "3");
	expect(4.125, "0.00", "4.13");
	expect(1234567.5, "#,##0", "1,234,568");
	expect(12, "#,##0", "12");
	expect(0.285, "0%", "29%");
	expect(0.0765, "0.0%", "7.7%");
	expect(7, "000", "007");
	expect(0.5, "#.##", ".5");
	expect(1.5, "0.0#", "1.5");
	expect(1234567, "#,##0,", "1,235");
	expect(1234567, "0.0,,\"m\"", "1.2m");
	expect(2079460, "000\\-0000", "207-9460");
	expect(1.1, "??.??", " 1.1 ");
	expect(5, "\"Band \"0", "Band 5");
	expect(1234.5, "[$\u00a3-809]#,##0.00", "\u00a31,234.50");
}

static void
sections_choose_by_sign_or_condition(void **state)
{
	expect(-5, "0.0", "-5.0");
	expect(-5, "0;(0)", "(5)");
	expect(0, "0;-0;\"none\"", "none");
	expect(-5, "0;", "");
	expect(3, ";;;", "");
	expect(3, "[<5]\"[c]\";0", "[c]");
	expect(7, "[<5]\"[c]\";0", "7");
	expect(-7, "[>=5]0;0.0", "-7.0");
	expect(-3, "[Red]-0.0;[Blue]+0.0", "+3.0");
	expect(-1234.5, "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-",
	    "-1,234.50 ");
	expect(2, "0;@", "2");
}

static void
scientific_and_fractions(void **state)
{
	expect(12345, "0.00E+00", "1.23E+04");
	expect(0.00012345, "0.0E-0", "1.2E-4");
	expect(12345, "##0.0E+0", "12.3E+3");
	expect(9.999, "0.00E+00", "1.00E+01");
	expect(5.25, "# ?/?", "5 1/4");
	expect(0.5, "# ?/?", " 1/2");
	expect(5, "# ?/?", "5    ");
	expect(5, "# #/#", "5");
	expect(3.14159, "?/?", "22/7");
	expect(0.3, "# ?/8", " 2/8");
	/* A quote that is not closed takes all, whole characters. */
	expect(5, "0\"\u00a3", "5\u00a3");
	expect(1e15, "?/?\?\?", "1000000000000000/1  ");
	expect(2.999, "# ?/?", "3    ");
	expect(0.25, "# ?/100", " 25/100");
	expect(5.25, "# ?\?/?\?", "5  1/4 ");
	expect(3.75, "#\\:#=/=#", "3:3=/=4");
}

static void
dates_and_times_of_day(void **state)
{
	expect_date(43008, "dd/mm/yyyy", "30/09/2017");
	expect_date(43008, "d mmm yy", "30 Sep 17");
	expect_date(43008, "dddd, mmmm d", "Saturday, September 30");
	expect_date(43008.75, "yyyy-mm-dd hh:mm:ss", "2017-09-30 18:00:00");
	expect_date(43008.5625, "h:mm AM/PM", "1:30 PM");
	expect_date(43008.0, "h AM/PM", "12 AM");
	expect_date(43008.999999, "dd/mm hh:mm", "01/10 00:00");
	expect_date(0.5 + 1.2345 / 86400, "ss.000", "01.235");
	expect_date(43008, "[$-809]dd\\ mmm", "30 Sep");
	expect_date(43008, "[$-F800]dddd", "30 September 2017");
	expect(60, "dd/mm/yyyy", "29/02/1900");
	expect(-1, "dd/mm/yyyy", "########");
}

static void
elapsed_time_counts_on(void **state)
{
	expect(1.5, "[h]:mm", "36:00");
	expect(0.0625, "[mm]:ss", "90:00");
	expect(2, "[ss]", "172800");
	expect(-0.5, "[h]:mm", "-12:00");
}

static void
text_bools_and_errors_keep_their_words(void **state)
{
	struct cell text = {.type = CELL_TEXT, .text = S("RV5")};

	expect_cell(text, "0.00", "RV5");
	expect_cell(text, "@", "RV5");
	expect_cell(text, "0;0;0;\"Trust \"@", "Trust RV5");
	expect_cell(text, ";;;", "");
	expect_cell(
	    (struct cell){.type = CELL_BOOL, .text = S("TRUE")}, "0", "TRUE");
	expect_cell(
	    (struct cell){.type = CELL_ERROR, .text = S("#N/A")}, "0", "#N/A");
}

static void
only_calendar_and_clock_formats_are_dates(void **state)
{
	assert_true(numfmt_is_date(S("dd/mm/yyyy")));
	assert_true(numfmt_is_date(S("[$-409]mmm\\-yy;@")));
	assert_true(numfmt_is_date(S("h:mm")));
	assert_false(numfmt_is_date(S("")));
	assert_false(numfmt_is_date(S("General")));
	assert_false(numfmt_is_date(S("0.00E+00")));
	assert_false(numfmt_is_date(S("0 \"days\"")));
	assert_false(numfmt_is_date(S("0\\d;[Red]0")));
	assert_false(numfmt_is_date(S("[h]:mm")));
	for (unsigned id = 14; id <= 22; id++)
		assert_true(numfmt_is_date(numfmt_builtin(id)));
	assert_false(numfmt_is_date(numfmt_builtin(9)));
	assert_int_equal(numfmt_builtin(0).n, 0);
}

/* Apache POI's tables of formats: what Excel's TEXT() says, code, number. */
struct table {
	unsigned rows, differ;
};

static bool
only_tests(void *self, const struct sheet *sheet)
{
	return str_is(sheet->name, "Tests");
}

static bool
compare(void *self, const struct row *row)
{
	struct table *t = self;
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);
	struct cell cell = {.type = CELL_BLANK};

	if (row->number > 1 && row->n > 2 && row->cell[2].column == 3)
		cell = row->cell[2];
	if (row->n > 1)
		cell.format = row->cell[1].text;
	if (cell.type == CELL_NUMBER) {
		numfmt_print(&b, &cell);
		t->rows++;
		if (!str_eq(buf_str(&b), row->cell[0].text)) {
			t->differ++;
			print_message(
			    "row %u: %.*s of %g is '%.*s' not '%.*s'\n",
			    row->number, STRF(cell.format), cell.number,
			    STRF(buf_str(&b)), STRF(row->cell[0].text));
		}
	}
	test_drop(&c);
	return true;
}

static void
excels_own_answers_are_met(void **state)
{
	static const struct {
		const char *name;
		unsigned rows;
	} file[] = {{"Date", 45}, {"Elapsed", 50}, {"Number", 325}};

	for (size_t i = 0; i < COUNT(file); i++) {
		struct ctx c = test_ctx();
		struct table t = {0};
		struct book_visitor visitor = {&t, only_tests, compare};
		struct str path = str_fmt(c.mem,
		    "../shared/corpus/poi/%sFormatTests.xlsx", file[i].name);

		if (!reader_read(
			&c, path, path, &book_limits_default, &visitor, NULL)) {
			print_message("skipped: no %s\n", path.p);
			test_drop(&c);
			skip();
		}
		assert_int_equal(t.rows, file[i].rows);
		assert_int_equal(t.differ, 0);
		test_drop(&c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(general_shows_eleven_characters),
	    cmocka_unit_test(places_thousands_and_percent_round_half_up),
	    cmocka_unit_test(sections_choose_by_sign_or_condition),
	    cmocka_unit_test(scientific_and_fractions),
	    cmocka_unit_test(dates_and_times_of_day),
	    cmocka_unit_test(elapsed_time_counts_on),
	    cmocka_unit_test(text_bools_and_errors_keep_their_words),
	    cmocka_unit_test(only_calendar_and_clock_formats_are_dates),
	    cmocka_unit_test(excels_own_answers_are_met),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
