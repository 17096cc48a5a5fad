/* tests/unit/layout/test_type.c -- fonts, shaping and line breaking. */
#include "check.h"
#include "layout/type.h"

static const struct text_style body = {.weight = 400, .size = 10};

static struct type_engine *
open_engine(struct ctx *c)
{
	struct type_engine *e = NULL;

	assert_true(type_open(c, S("fonts"), &e));
	return e;
}

static void
a_label_has_one_glyph_per_character(void **state)
{
	struct ctx c = test_ctx();
	const struct metrics *m = type_metrics(open_engine(&c));
	const struct glyph_run *r = m->shape(m->self, S("office 4.1%"), body);

	assert_null(r->next);
	assert_int_equal(r->n, 11);
	for (size_t i = 0; i < r->n; i++)
		assert_int_equal(r->cluster[i], 1);
	assert_true(r->width > 40 && r->width < 70);
	test_drop(&c);
}

static void
a_label_is_shaped_once(void **state)
{
	struct ctx c = test_ctx();
	const struct metrics *m = type_metrics(open_engine(&c));

	assert_ptr_equal(m->shape(m->self, S("Nursing"), body),
	    m->shape(m->self, S("Nursing"), body));
	test_drop(&c);
}

static void
tabular_figures_have_one_width(void **state)
{
	struct ctx c = test_ctx();
	const struct metrics *m = type_metrics(open_engine(&c));
	struct text_style t = {.weight = 400, .size = 10, .tabular = true};

	assert_float_equal(
	    text_width(m, S("1111"), t), text_width(m, S("8888"), t), 0.001);
	assert_true(
	    text_width(m, S("1111"), body) < text_width(m, S("8888"), body));
	test_drop(&c);
}

static void
lines_fit_and_keep_their_last_space(void **state)
{
	struct ctx c = test_ctx();
	struct type_engine *e = open_engine(&c);
	struct type_span s[] = {{S("Sickness absence was "), body},
	    {S("4.1%"), {.weight = 600, .size = 10}},
	    {S(" of days in March, and not clearly different."), body}};
	struct type_line *line;
	size_t n = type_break(e, c.mem, s, COUNT(s), 120, &line);
	struct buf text = buf_new(c.mem);

	assert_true(n >= 3);
	for (size_t i = 0; i < n; i++) {
		/* The space at the end may stand out. */
		assert_true(line[i].width <= 124);
		for (size_t k = 0; k < COUNT(s); k++)
			for (const struct glyph_run *r = line[i].runs[k]; r;
			     r = r->next)
				buf_adds(&text, r->text);
	}
	assert_str(buf_str(&text),
	    "Sickness absence was 4.1% of days in March, and not clearly "
	    "different.");
	test_drop(&c);
}

static void
a_word_wider_than_the_line_is_broken_and_kept_apart(void **state)
{
	struct ctx c = test_ctx();
	struct type_engine *e = open_engine(&c);
	struct type_span s = {S("turnover_benchmarking_staffgroup"), body};
	struct type_line *line;
	size_t n = type_break(e, c.mem, &s, 1, 60, &line);

	assert_true(n >= 3);
	for (size_t i = 0; i < n; i++) {
		assert_true(line[i].width <= 60);
		assert_int_equal(
		    str_ends(line[i].runs[0]->text, S(" ")), i + 1 < n);
	}
	test_drop(&c);
}

static void
a_folder_without_fonts_is_an_error_that_says_what_to_do(void **state)
{
	struct ctx c = test_ctx();
	struct type_engine *e;

	assert_false(type_open(&c, S("build/no-fonts-here"), &e));
	assert_true(str_find(diag_text(c.diag), S("make fonts")) > 0);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_label_has_one_glyph_per_character),
	    cmocka_unit_test(a_label_is_shaped_once),
	    cmocka_unit_test(tabular_figures_have_one_width),
	    cmocka_unit_test(lines_fit_and_keep_their_last_space),
	    cmocka_unit_test(
		a_word_wider_than_the_line_is_broken_and_kept_apart),
	    cmocka_unit_test(
		a_folder_without_fonts_is_an_error_that_says_what_to_do),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
