/* What charts of many figures are given, and what is said of limits. */
#include "golden.h"
#include "compose/points.h"
#include "compose/region_marks.h"

static void
a_figure_is_marked_only_where_one_end_is_better(void **state)
{
	struct indicator aim = {.direction = DIRECTION_LOWER};
	struct indicator none = {.direction = DIRECTION_NEUTRAL};
	struct figure f = {
	    .value = 12, .england = 10, .placed = PLACED_OUT_998};

	assert_int_equal(points_outside(&aim, &f), OUTSIDE_998);
	assert_int_equal(points_outside(&none, &f), OUTSIDE_NONE);
	f.placed = PLACED_INSIDE;
	assert_int_equal(points_outside(&aim, &f), OUTSIDE_NONE);
	f.placed = PLACED_OUT_95;
	assert_int_equal(points_outside(&aim, &f), OUTSIDE_95);
	assert_int_equal(points_side(&f), VERDICT_ABOVE);
	f.status = STATUS_SUPPRESSED;
	assert_int_equal(points_outside(&aim, &f), OUTSIDE_NONE);
	assert_int_equal(points_side(&f), VERDICT_NONE);
}

static void
steps_begin_at_one_unit_and_end_at_two(void **state)
{
	struct figure f = {.value = 1};

	f.units = 0.99;
	assert_int_equal(points_step(&f), 0);
	f.units = -1.5;
	assert_int_equal(points_step(&f), -1);
	f.units = 2.1;
	assert_int_equal(points_step(&f), 2);
	f.units = NAN;
	assert_int_equal(points_step(&f), 0);
	f.units = -9;
	f.status = STATUS_MISSING;
	assert_int_equal(points_step(&f), 0);
}

static void
a_series_says_what_it_does_and_when_it_is_too_short(void **state)
{
	struct ctx c = test_ctx();
	struct indicator i = {.id = S("RET01")};
	struct figure f = {.points = 9};

	assert_str(
	    points_variation(c.mem, &i, &f), "9 quarters; limits need 12");
	i.window_months = 12;
	assert_str(
	    points_variation(c.mem, &i, &f), "No verdict: the figures overlap");
	i.window_months = 3;
	f.points = 13;
	f.variation = VARIATION_COMMON;
	assert_str(points_variation(c.mem, &i, &f), "Routine variation");
	f.variation = VARIATION_CONCERN_HIGH;
	f.rule = SPC_SHIFT;
	f.fired_from = 5;
	f.fired_to = 12;
	assert_str(points_variation(c.mem, &i, &f), "Concern: 8 one side");
	assert_int_equal(points_signal(&f), SIGNAL_CONCERN);
	f.variation = VARIATION_IMPROVING_LOW;
	f.rule = SPC_OUTSIDE;
	assert_str(points_variation(c.mem, &i, &f), "Better: outside limits");
	test_drop(&c);
}

/* The leavers of two of London's trusts, placed by hand. */
static void
findings_say_no_more_than_the_limits(void **state)
{
	struct fake *f = fake_new();
	struct scope s = {.c = &f->c, .in = &f->in, .card = &f->card};
	const struct indicator *i;
	struct placed_marks m;
	size_t placed = 0;

	fake_regions(f);
	i = catalogue_find(f->card.catalogue, S("RET02"));
	assert_non_null(i);
	s.org = S("Y56");
	s.region = region_view(f->c.mem, f->dataset,
	    symbols_lookup(f->dataset->symbols, S("Y56")));
	assert_true(s.region->n > 1 && !s.region->country);
	m = region_placed_marks(&s, i);
	assert_int_equal(m.tested, 0);
	assert_true(
	    str_ends(region_limits_finding(&s, i), S(": no figure to test")));
	for (size_t k = 0; k < f->card.n; k++)
		if (f->catalogue.indicator[f->figure[k].indicator].id.n > 0 &&
		    str_is(f->catalogue.indicator[f->figure[k].indicator].id,
			"RET02"))
			f->figure[k].placed = PLACED_INSIDE;
	m = region_placed_marks(&s, i);
	assert_true(m.tested > 0 && m.out == 0);
	assert_true(
	    str_find(region_limits_finding(&s, i), S("inside the ")) > 0);
	for (size_t k = 0; k < s.region->n; k++) {
		const struct figure *g = region_placed(&s, i, k);
		if (g == NULL || placed++ > 0)
			continue;
		f->figure[g - f->figure].placed = PLACED_OUT_998;
	}
	m = region_placed_marks(&s, i);
	assert_int_equal(m.out, 1);
	assert_int_equal(m.far, 1);
	assert_true(
	    str_find(region_limits_evidence(&s, i), S("99.8% limit")) > 0);
	fake_drop(f);
}

static void
england_is_its_regions(void **state)
{
	struct fake *f = fake_new();
	struct region_view *r;

	fake_regions(f);
	r = region_of_england(f->c.mem, f->dataset);
	assert_true(r->country && r->n > 0);
	for (size_t k = 1; k < r->n; k++)
		assert_true(str_cmp(r->member[k - 1].plain_name,
				r->member[k].plain_name) < 0);
	fake_drop(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_figure_is_marked_only_where_one_end_is_better),
	    cmocka_unit_test(steps_begin_at_one_unit_and_end_at_two),
	    cmocka_unit_test(
		a_series_says_what_it_does_and_when_it_is_too_short),
	    cmocka_unit_test(findings_say_no_more_than_the_limits),
	    cmocka_unit_test(england_is_its_regions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
