/* Where figures lie among the others, and how they changed. */
#include <math.h>

#include "indicators/funnel.h"
#include "unit/indicators/engine.h"

static const char share[] =
    ENTRY("WEL01") "    method: share\n"
		   "    unit: percent\n"
		   "    places: 1\n"
		   "    direction: lower\n"
		   "    interval: wilson\n"
		   "    people: true\n"
		   "    numerator: {measures: [lost]}\n"
		   "    denominator: {measures: [available]}\n"
		   "    sentence: \"Absence was {value}\"\n";

/* One trust lies far above the others. */
enum { TRUSTS = 12 };
static const double lost[TRUSTS] = {
    20, 44, 61, 78, 105, 118, 143, 158, 185, 196, 222, 480};
static const double available[TRUSTS] = {
    200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800, 2000, 2200, 2400};

static void
twelve(struct ctx *c, struct dataset *d, day when, double times)
{
	for (int i = 0; i < TRUSTS; i++) {
		const char *org = str_z(c->mem, str_fmt(c->mem, "T%d", i + 10));
		if (dataset_find(d, symbols_lookup(d->symbols, str_of(org))) ==
		    NULL)
			small_org(c, d, org, "Mental Health", "London", true);
		engine_add(c, d, org, "lost", "", when, times * lost[i]);
		engine_add(c, d, org, "available", "", when, available[i]);
		engine_sent(c, d, org, when);
	}
}

static struct scorecard *
computed(struct ctx *c, bool before)
{
	struct dataset *d = dataset_new(c->mem);
	struct settings s = small_settings;

	s.history_quarters = 3;
	if (before)
		twelve(c, d, day_of(2026, 3, 31), 0.5);
	twelve(c, d, JUNE, 1);
	return engine_compute(c, d, share, s);
}

static void
limits_are_those_of_the_method_at_each_volume(void **state)
{
	struct ctx c = test_ctx();
	struct scorecard *s = computed(&c, false);
	const struct indicator *ind = catalogue_find(s->catalogue, S("WEL01"));
	const struct funnel_limits *f = scorecard_funnel(s, ind);
	double z[TRUSTS], w[TRUSTS], scratch[TRUSTS];
	double target = funnel_target(lost, available, TRUSTS);
	struct overdispersion o =
	    overdispersion(FUNNEL_PROPORTION, FUNNEL_WINSORISE, lost, available,
		TRUSTS, target, 0.1, z, w, scratch);

	assert_non_null(f);
	assert_int_equal(f->used, TRUSTS);
	engine_near(f->target, 100 * target, 1e-9);
	engine_near(f->phi, o.phi, 1e-9);
	engine_near(f->tau2, o.tau2, 1e-12);
	assert_true(f->phi > 1);
	for (size_t i = 0; i < f->n; i++) {
		struct limits outer = funnel_adjusted(FUNNEL_PROPORTION, target,
		    f->place[i].volume, o.tau2, FUNNEL_998);
		struct limits inner = funnel_adjusted(FUNNEL_PROPORTION, target,
		    f->place[i].volume, o.tau2, FUNNEL_95);
		assert_true(
		    i == 0 || f->place[i].volume > f->place[i - 1].volume);
		engine_near(f->place[i].lower_998, 100 * outer.lower, 1e-9);
		engine_near(f->place[i].upper_95, 100 * inner.upper, 1e-9);
		assert_true(f->place[i].lower_998 < f->place[i].lower_95 &&
			    f->place[i].upper_95 < f->place[i].upper_998);
	}
	assert_true(f->place[0].volume < 200);
	assert_true(f->place[f->n - 1].volume > 2400);
	test_drop(&c);
}

static void
the_one_far_away_is_outside_and_the_others_inside(void **state)
{
	struct ctx c = test_ctx();
	struct scorecard *s = computed(&c, false);
	const struct figure *far = engine_figure(s, "T21", "WEL01", "", "");
	size_t outside = 0;

	assert_true(
	    far->placed == PLACED_OUT_95 || far->placed == PLACED_OUT_998);
	assert_true(far->volume == 2400);
	for (size_t i = 0; i < s->n; i++) {
		const struct figure *f = &s->figure[i];
		outside += f->placed > PLACED_INSIDE;
	}
	assert_int_equal(outside, 1);
	/* England is in no funnel of its own. */
	assert_int_equal(
	    engine_figure(s, "ENG", "WEL01", "", "")->placed, PLACED_NONE);
	test_drop(&c);
}

static void
units_are_median_absolute_deviations_from_the_median(void **state)
{
	struct ctx c = test_ctx();
	struct scorecard *s = computed(&c, false);
	double v[TRUSTS], middle, unit;
	double sorted[TRUSTS];
	const struct figure *f;

	for (int i = 0; i < TRUSTS; i++)
		v[i] = sorted[i] = 100 * lost[i] / available[i];
	for (int round = 0; round < 2; round++) {
		for (int i = 1; i < TRUSTS; i++)
			for (int k = i; k > 0 && sorted[k - 1] > sorted[k];
			     k--) {
				double x = sorted[k];
				sorted[k] = sorted[k - 1];
				sorted[k - 1] = x;
			}
		if (round == 1)
			break;
		middle = (sorted[5] + sorted[6]) / 2;
		for (int i = 0; i < TRUSTS; i++)
			sorted[i] = fabs(v[i] - middle);
	}
	unit = 1.4826 * (sorted[5] + sorted[6]) / 2;
	f = engine_figure(s, "T21", "WEL01", "", "");
	engine_near(f->units, (v[11] - middle) / unit, 1e-9);
	assert_true(f->units > 2);
	f = engine_figure(s, "T10", "WEL01", "", "");
	engine_near(f->units, (v[0] - middle) / unit, 1e-9);
	test_drop(&c);
}

static void
a_change_has_the_interval_of_newcombe(void **state)
{
	struct ctx c = test_ctx();
	struct scorecard *s = computed(&c, true);
	const struct figure *f = engine_figure(s, "T21", "WEL01", "", "");
	struct difference d = newcombe(480, 2400, 240, 2400, 0.95);

	assert_true(f->before == 10);
	engine_near(f->change, 10, 1e-9);
	engine_near(f->change_lower, 100 * d.limits.lower, 1e-9);
	engine_near(f->change_upper, 100 * d.limits.upper, 1e-9);
	assert_int_equal(f->changed, VERDICT_ABOVE);
	/* Ten of 200 more than ten: the interval holds zero. */
	f = engine_figure(s, "T10", "WEL01", "", "");
	assert_int_equal(f->changed, VERDICT_NOT_DIFFERENT);
	s = computed(&c, false);
	f = engine_figure(s, "T21", "WEL01", "", "");
	assert_int_equal(f->changed, VERDICT_NONE);
	assert_true(isnan(f->change));
	test_drop(&c);
}

static void
a_change_over_a_year_is_against_the_same_quarter(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = dataset_new(c.mem);
	struct settings s = small_settings;
	const struct figure *f;
	struct difference n = newcombe(480, 2400, 240, 2400, 0.95);

	s.history_quarters = 6;
	twelve(&c, d, day_of(2025, 3, 31), 0.1);
	twelve(&c, d, day_of(2025, 6, 30), 0.5);
	twelve(&c, d, day_of(2025, 9, 30), 0.7);
	twelve(&c, d, JUNE, 1);
	f = engine_figure(
	    engine_compute(&c, d, share, s), "T21", "WEL01", "", "");
	assert_true(f->year_before == 10);
	engine_near(f->year_change, 10, 1e-9);
	engine_near(f->year_lower, 100 * n.limits.lower, 1e-9);
	engine_near(f->year_upper, 100 * n.limits.upper, 1e-9);
	assert_int_equal(f->year_changed, VERDICT_ABOVE);
	/* Nothing was sent for the quarter before: no change from it. */
	assert_int_equal(f->changed, VERDICT_NONE);
	test_drop(&c);
}

static void
a_year_without_its_quarter_has_no_change(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = dataset_new(c.mem);
	struct settings s = small_settings;
	const struct figure *f;

	s.history_quarters = 6;
	twelve(&c, d, day_of(2025, 3, 31), 0.5);
	twelve(&c, d, JUNE, 1);
	f = engine_figure(
	    engine_compute(&c, d, share, s), "T21", "WEL01", "", "");
	assert_int_equal(f->year_changed, VERDICT_NONE);
	assert_true(isnan(f->year_change));
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(limits_are_those_of_the_method_at_each_volume),
	    cmocka_unit_test(the_one_far_away_is_outside_and_the_others_inside),
	    cmocka_unit_test(
		units_are_median_absolute_deviations_from_the_median),
	    cmocka_unit_test(a_change_has_the_interval_of_newcombe),
	    cmocka_unit_test(a_change_over_a_year_is_against_the_same_quarter),
	    cmocka_unit_test(a_year_without_its_quarter_has_no_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
