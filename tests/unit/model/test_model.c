/* tests/unit/model/test_model.c -- dates, symbols, cells, findings, theme. */
#include "check.h"
#include "model/finding.h"
#include "model/theme.h"

static struct str
printed(struct ctx *c, void (*print)(struct buf *, struct period),
    const char *period)
{
	struct buf b = buf_new(c->mem);
	struct period p;

	assert_true(period_parse(str_of(period), &p));
	print(&b, p);
	return buf_str(&b);
}

static void
a_financial_quarter_knows_its_months(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);
	struct period p;

	assert_str(
	    printed(&c, period_print_span, "2026-27-Q1"), "April to June 2026");
	assert_str(printed(&c, period_print_span, "2025-26-Q4"),
	    "January to March 2026");
	assert_str(printed(&c, period_print_span, "2026-27"),
	    "April 2026 to March 2027");
	assert_str(printed(&c, period_print_page, "2026-27-Q1"), "2026-27 Q1");
	p = period_holding(day_of(2025, 11, 30));
	period_print(&b, p);
	assert_str(buf_str(&b), "2025-26-Q3");
	assert_int_equal(period_end(p), day_of(2025, 12, 31));
	assert_int_equal(period_start(p), day_of(2025, 10, 1));
	test_drop(&c);
}

static void
what_is_no_period_is_refused(void **state)
{
	static const char *const bad[] = {"2026", "2026-28", "2026-27-Q5",
	    "2026-27-Q0", "2026-27Q1", "26-27-Q1", "", "2099-00-Q11"};
	struct period p;

	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(period_parse(str_of(bad[i]), &p));
	assert_true(period_parse(S("2099-00-Q1"), &p));
}

static void
days_are_read_strictly(void **state)
{
	day d;

	assert_true(day_parse_british(S("30/09/2017"), &d));
	assert_int_equal(d, day_of(2017, 9, 30));
	assert_true(day_parse_iso(S("2016-02-29"), &d));
	assert_false(day_parse_iso(S("2015-02-29"), &d));
	assert_false(day_parse_british(S("31/04/2017"), &d));
	assert_false(day_parse_british(S("1/4/2017"), &d));
	assert_int_equal(day_of(1970, 1, 1), 0);
	assert_int_equal(month_end(2024, 2), day_of(2024, 2, 29));
	assert_int_equal(month_days(day_of(2025, 3, 31)), 31);
}

static void
symbols_are_equal_when_their_texts_are(void **state)
{
	struct ctx c = test_ctx();
	struct symbols *t = symbols_new(c.mem);
	sym rv5 = symbols_add(t, S("RV5"));

	for (int i = 0; i < 5000; i++)
		(void)symbols_add(t, str_fmt(c.mem, "code %d", i));
	assert_int_equal(symbols_add(t, S("RV5")), rv5);
	assert_int_equal(symbols_lookup(t, S("code 4999")), rv5 + 5000);
	assert_int_equal(symbols_lookup(t, S("none")), 0);
	assert_int_equal(symbols_add(t, S("")), 0);
	assert_str(symbols_text(t, rv5), "RV5");
	test_drop(&c);
}

static void
cell_names_go_there_and_back(void **state)
{
	static const struct {
		uint32_t row, column;
		const char *name;
	} cell[] = {{14, 3, "C14"}, {1, 26, "Z1"}, {1, 27, "AA1"},
	    {1048576, 16384, "XFD1048576"}, {9, 703, "AAA9"}};
	struct ctx c = test_ctx();
	uint32_t row, column;

	for (size_t i = 0; i < COUNT(cell); i++) {
		struct buf b = buf_new(c.mem);
		cell_print(&b, cell[i].row, cell[i].column);
		assert_str(buf_str(&b), cell[i].name);
		assert_true(cell_parse(buf_str(&b), &row, &column));
		assert_int_equal(row, cell[i].row);
		assert_int_equal(column, cell[i].column);
	}
	assert_false(cell_parse(S("C0"), &row, &column));
	assert_false(cell_parse(S("14"), &row, &column));
	assert_false(cell_parse(S("C"), &row, &column));
	assert_false(cell_parse(S("C14x"), &row, &column));
	test_drop(&c);
}

static void
the_same_finding_is_counted_not_repeated(void **state)
{
	struct ctx c = test_ctx();
	struct findings *all = findings_new(c.mem);
	struct buf b = buf_new(c.mem);
	struct finding f = {.kind = FINDING_unmapped,
	    .file = S("a.csv"),
	    .cell = S("B9"),
	    .value = S("Nurzes"),
	    .other = S("staff_group")};

	findings_add(all, f);
	f.cell = S("B12");
	findings_add(all, f);
	f.value = S("Doctors & co");
	f.cell = S("B3");
	findings_add(all, f);
	findings_sort(all);
	assert_int_equal(findings_count(all), 2);
	assert_str(findings_at(all, 0)->cell, "B3");
	finding_print(&b, findings_at(all, 1));
	assert_str(buf_str(&b),
	    "'Nurzes' is not in the vocabulary staff_group; the value is kept "
	    "and counted as unmapped (2 times, first here)");
	test_drop(&c);
}

static void
finding_codes_are_all_different(void **state)
{
	for (int i = 0; i < FINDING_N; i++)
		for (int k = 0; k < i; k++)
			assert_string_not_equal(
			    finding_rule[i].code, finding_rule[k].code);
}

static void
the_shipped_theme_is_the_default(void **state)
{
	struct ctx c = test_ctx();
	struct theme t;

	assert_true(theme_load(&c, S("templates/theme.yaml"), &t));
	assert_memory_equal(t.ink, theme_default.ink, sizeof t.ink);
	for (int i = 0; i < TYPE_N; i++) {
		assert_true(
		    t.type[i].style.size == theme_default.type[i].style.size);
		assert_int_equal(
		    t.type[i].style.weight, theme_default.type[i].style.weight);
	}
	/* Six of twelve columns, as the drawing specification has them. */
	assert_float_equal(theme_span(&t, 6), 240.95, 0.1);
	test_drop(&c);
}

/* Relative luminance, WCAG 2.1. */
static double
contrast(uint32_t a, uint32_t b)
{
	double lum[2];
	uint32_t rgb[2] = {a, b};

	for (int i = 0; i < 2; i++) {
		double part[3];
		for (int k = 0; k < 3; k++) {
			double v = ((rgb[i] >> (16 - 8 * k)) & 255) / 255.0;
			double x = (v + 0.055) / 1.055, p = 1;
			/* x to the power 2.4 by x^2 * x^0.4, Newton's fifth
			 * root of x^2: no libm in this test. */
			double r = 0.5;
			for (int n = 0; n < 60; n++)
				r -= (r * r * r * r * r - x * x) /
				     (5 * r * r * r * r);
			p = x * x * r;
			part[k] = v <= 0.03928 ? v / 12.92 : p;
		}
		lum[i] = 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
	}
	return lum[0] > lum[1] ? (lum[0] + 0.05) / (lum[1] + 0.05)
			       : (lum[1] + 0.05) / (lum[0] + 0.05);
}

static void
every_text_role_can_be_read_on_white(void **state)
{
	const uint32_t *ink = theme_default.ink;

	/* #595959 on white, a published value: 7.0. */
	assert_float_equal(contrast(0x595959, 0xffffff), 7.0, 0.01);
	for (int i = 0; i < TYPE_N; i++)
		assert_true(contrast(ink[theme_default.type[i].ink],
				ink[INK_white]) >= 4.5);
	assert_true(contrast(ink[INK_text2], ink[INK_tint]) >= 4.5);
	assert_true(contrast(ink[INK_concern], ink[INK_white]) >= 3);
	assert_true(contrast(ink[INK_other], ink[INK_white]) >= 3);
	/* The peer colour is under 3; its marks are hollow diamonds with a
	 * printed figure beside them, never colour alone. */
	assert_true(contrast(ink[INK_peer], ink[INK_white]) >= 2.9);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_financial_quarter_knows_its_months),
	    cmocka_unit_test(what_is_no_period_is_refused),
	    cmocka_unit_test(days_are_read_strictly),
	    cmocka_unit_test(symbols_are_equal_when_their_texts_are),
	    cmocka_unit_test(cell_names_go_there_and_back),
	    cmocka_unit_test(the_same_finding_is_counted_not_repeated),
	    cmocka_unit_test(finding_codes_are_all_different),
	    cmocka_unit_test(the_shipped_theme_is_the_default),
	    cmocka_unit_test(every_text_role_can_be_read_on_white),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
