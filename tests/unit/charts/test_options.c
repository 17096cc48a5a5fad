/* tests/unit/charts/test_options.c -- options and inputs that cannot be drawn
 * are refused in words. */
#include "check.h"

#include "case_list.h"
#include "charts/options.h"
#include "fake_metrics.h"

static struct str
refusal(struct ctx *c, const struct chart *chart, const struct chart_input *in)
{
	struct fake_metrics fake;
	struct metrics metrics = fake_metrics(&fake, 0.56);
	struct scene *s;

	assert_false(chart->draw(c, in, &theme_default, &metrics, &s));
	return diag_text(c->diag);
}

static void
refuses(const struct chart *chart, const char *key, const char *value,
    const char *words)
{
	struct ctx c = test_ctx();
	struct chart_input in = case_trusts(c.mem, 5, 1, 5, 1, WIDE);

	case_option(c.mem, &in, key, value);
	assert_str(refusal(&c, chart, &in), words);
	test_drop(&c);
}

static void
an_option_that_is_not_there_is_named_with_those_that_are(void **state)
{
	refuses(&chart_ranked, "heigth", "90",
	    "chart ranked has no option 'heigth'; it has: height, from");
	refuses(&chart_headline, "height", "90",
	    "chart headline takes no options, but 'height' is given; leave it "
	    "out");
}

static void
a_number_out_of_its_range_is_refused_with_the_range(void **state)
{
	refuses(&chart_ranked, "height", "20",
	    "chart ranked: option 'height' is '20'; give a number from 80 to "
	    "320");
	refuses(&chart_ranked, "height", "tall",
	    "chart ranked: option 'height' is 'tall'; give a number from 80 "
	    "to 320");
}

static void
a_word_that_is_no_choice_is_refused_with_the_choices(void **state)
{
	refuses(&chart_strip, "scale", "log",
	    "chart strip: option 'scale' is 'log'; give one of common|own");
	refuses(&chart_strip, "scale", "",
	    "chart strip: option 'scale' is ''; give one of common|own");
}

static void
an_option_given_twice_is_refused(void **state)
{
	struct ctx c = test_ctx();
	struct chart_input in = case_trusts(c.mem, 5, 1, 5, 1, WIDE);
	const struct str option[] = {
	    S("height"), S("90"), S("height"), S("100")};

	in.option = option;
	in.n_options = 2;
	assert_str(refusal(&c, &chart_ranked, &in),
	    "chart ranked: option 'height' is given twice; keep one");
	test_drop(&c);
}

static void
every_fallback_passes_its_own_check(void **state)
{
	struct ctx c = test_ctx();

	for (size_t i = 0; i < charts_all.n; i++) {
		const struct chart *chart = charts_all.chart[i];
		for (size_t k = 0; chart->option[k].key != NULL; k++) {
			struct chart_input in = case_input(WIDE);
			case_option(c.mem, &in, chart->option[k].key,
			    chart->option[k].fallback);
			assert_true(options_check(&c, chart, &in));
			assert_true(option_is(chart, &in, chart->option[k].key,
			    chart->option[k].fallback));
		}
	}
	test_drop(&c);
}

static void
an_option_that_is_given_is_used(void **state)
{
	struct ctx c = test_ctx();
	struct fake_metrics fake;
	struct metrics metrics = fake_metrics(&fake, 0.56);
	struct chart_input in = case_trusts(c.mem, 5, 1, 5, 1, WIDE);
	struct scene *s;

	case_option(c.mem, &in, "height", "200");
	assert_true(chart_ranked.draw(&c, &in, &theme_default, &metrics, &s));
	assert_true(s->height == 200);
	test_drop(&c);
}

static void
inputs_without_a_drawing_are_refused(void **state)
{
	struct ctx c = test_ctx();
	struct chart_input in = case_mix(c.mem, 2, WIDE);

	assert_str(refusal(&c, &chart_spine, &in),
	    "chart spine draws one value, but 18 are given");
	assert_str(refusal(&c, &chart_headline, &in),
	    "chart headline has room for 1 to 6 figures, but 18 are given");
	in.point[1].label = in.point[0].label;
	assert_str(refusal(&c, &chart_mix, &in),
	    "chart mix: 'Support worker' is given twice; give one value a "
	    "category");
	in.point[0].group = S("Crisis");
	assert_str(refusal(&c, &chart_bands, &in),
	    "chart bands: 'Support worker' is in the group 'Crisis', which "
	    "the chart does not list");
	in.n_groups = 3;
	assert_str(refusal(&c, &chart_mix, &in),
	    "chart mix draws two groups at most, but 3 are given; make two "
	    "charts");
	in.width = 20;
	assert_str(refusal(&c, &chart_strip, &in),
	    "chart strip: a width of 20 points is too narrow; it needs 40 or "
	    "more");
	test_drop(&c);
}

static void
charts_are_found_by_the_names_of_the_list(void **state)
{
	assert_int_equal(charts_all.n, 29);
	assert_string_equal(charts_all.chart[0]->name, "bands");
	for (size_t i = 0; i < charts_all.n; i++) {
		assert_non_null(charts_all.chart[i]->draw);
		assert_non_null(charts_all.chart[i]->help);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		an_option_that_is_not_there_is_named_with_those_that_are),
	    cmocka_unit_test(
		a_number_out_of_its_range_is_refused_with_the_range),
	    cmocka_unit_test(
		a_word_that_is_no_choice_is_refused_with_the_choices),
	    cmocka_unit_test(an_option_given_twice_is_refused),
	    cmocka_unit_test(every_fallback_passes_its_own_check),
	    cmocka_unit_test(an_option_that_is_given_is_used),
	    cmocka_unit_test(inputs_without_a_drawing_are_refused),
	    cmocka_unit_test(charts_are_found_by_the_names_of_the_list),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
