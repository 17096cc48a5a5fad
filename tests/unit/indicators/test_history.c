/* Quarters before, how figures move over them, and what a doubtful cell does. */
#include <math.h>

#include "indicators/spc.h"
#include "unit/indicators/engine.h"

static const char absence[] =
    ENTRY("WEL01") "    method: share\n"
		   "    unit: percent\n"
		   "    places: 1\n"
		   "    direction: lower\n"
		   "    interval: wilson\n"
		   "    people: true\n"
		   "    numerator: {measures: [lost]}\n"
		   "    denominator: {measures: [available]}\n"
		   "    sentence: \"Absence was {value}\"\n";

static struct settings
thirteen(void)
{
	struct settings s = small_settings;

	s.history_quarters = 13;
	return s;
}

/* The last day of the quarter so many before June 2026. */
static day
quarter_end(int before)
{
	struct period p = engine_period;

	while (before-- > 0)
		p = period_holding(period_start(p) - 1);
	return period_end(p);
}

static void
one_quarter(
    struct ctx *c, struct dataset *d, const char *org, int before, double lost)
{
	engine_add(c, d, org, "lost", "", quarter_end(before), lost);
	engine_add(c, d, org, "available", "", quarter_end(before), 1000);
	engine_sent(c, d, org, quarter_end(before));
}

static void
a_history_has_a_card_for_each_quarter(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct figure *f, **series;
	struct scorecard *s;
	struct settings few = thirteen();

	for (int i = 0; i < 16; i++)
		if (i != 2)
			one_quarter(&c, d, "R1", i, 100 + i);
	one_quarter(&c, d, "R2", 2, 50);
	s = engine_compute(&c, d, absence, thirteen());
	assert_int_equal(s->history.n, 12);
	assert_int_equal(s->history.card[0]->period.year, 2023);
	assert_int_equal(s->history.card[0]->period.quarter, 1);
	assert_int_equal(s->history.card[11]->period.year, 2025);
	assert_int_equal(s->history.card[11]->period.quarter, 4);
	f = engine_figure(s, "R1", "WEL01", "", "");
	series = scorecard_series(c.mem, s, f);
	assert_true(series[12] == f && f->value == 10);
	engine_near(series[0]->value, 11.2, 1e-12);
	assert_false(series[0]->stale);
	assert_true(series[0]->england == series[0]->value);
	/* A quarter without data has no figure, not even a missing one. */
	assert_null(series[10]);
	assert_true(
	    engine_figure(s->history.card[10], "ENG", "WEL01", "", "")->value ==
	    5);
	assert_null(
	    scorecard_find(s->history.card[3], S("R2"), S("WEL01"), S("")));
	/* R2's is older than the quarter: it is no point of now. */
	f = engine_figure(s, "R2", "WEL01", "", "");
	assert_true(f->date == quarter_end(2) && f->points == 0);
	assert_null(scorecard_series(c.mem, s, f)[12]);
	few.history_quarters = 5;
	s = engine_compute(&c, d, absence, few);
	assert_int_equal(s->history.n, 4);
	few.history_quarters = 1;
	assert_int_equal(engine_compute(&c, d, absence, few)->history.n, 0);
	test_drop(&c);
}

static void
without_returns_there_is_no_history(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	struct scorecard *s;

	engine_add(&c, d, "R1", "lost", "", quarter_end(1), 5);
	engine_add(&c, d, "R1", "available", "", quarter_end(1), 100);
	s = engine_compute(&c, d, absence, thirteen());
	assert_int_equal(s->history.n, 0);
	assert_true(engine_figure(s, "R1", "WEL01", "", "")->value == 5);
	test_drop(&c);
}

/* 13 quarters, the last high beyond every swing. */
static void
a_figure_moves_by_the_rules_for_control_charts(void **state)
{
	static const double lost[13] = {
	    80, 50, 52, 48, 51, 49, 50, 52, 48, 50, 51, 49, 50};
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	double y[13], scratch[14];
	struct xmr_point point[13];
	struct xmr_options o = {.improvement = DIRECTION_LOWER, .target = NAN};
	const struct figure *f;
	struct xmr x;

	for (int i = 0; i < 13; i++) {
		one_quarter(&c, d, "R1", i, lost[i]);
		one_quarter(&c, d, "R2", i, lost[12 - i] + (i == 0));
		one_quarter(&c, d, "R3", i, 50 + i);
		y[12 - i] = lost[i] / 10;
	}
	for (size_t i = 0; i < d->n; i++)
		if (d->observation[i].date == quarter_end(12) &&
		    d->observation[i].org ==
			symbols_lookup(d->symbols, S("R2")))
			d->observation[i].date = quarter_end(40);
	x = xmr(y, 13, &o, point, scratch);
	f = engine_figure(
	    engine_compute(&c, d, absence, thirteen()), "R1", "WEL01", "", "");
	assert_int_equal(f->points, 13);
	assert_int_equal(f->variation, VARIATION_CONCERN_HIGH);
	assert_int_equal(f->rule, SPC_OUTSIDE);
	assert_int_equal(f->fired_from, 12);
	assert_int_equal(f->fired_to, 12);
	engine_near(f->mean, x.mean, 1e-12);
	engine_near(f->limit_high, x.limits.upper, 1e-12);
	assert_str(f->movement,
	    "The latest quarter is above its control limit of 5.8%: more than "
	    "chance would explain, and a concern.");
	f = engine_figure(
	    engine_compute(&c, d, absence, thirteen()), "R2", "WEL01", "", "");
	assert_int_equal(f->variation, VARIATION_COMMON);
	assert_int_equal(f->points, 12);
	f = engine_figure(
	    engine_compute(&c, d, absence, thirteen()), "R3", "WEL01", "", "");
	assert_int_equal(f->variation, VARIATION_IMPROVING_LOW);
	assert_int_equal(f->fired_to, 12);
	test_drop(&c);
}

static void
few_points_make_a_run_chart_and_a_withheld_one_breaks_it(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct figure *f;
	struct scorecard *s;

	small_org(&c, d, "R4", "Mental Health", "London", true);
	for (int i = 0; i < 13; i++) {
		one_quarter(&c, d, "R1", i, i == 5 ? 3 : 50 + i % 3);
		if (i < 8)
			one_quarter(&c, d, "R2", i, 50 + i);
		/* With few people: withheld beside R1, so that R2 is not. */
		one_quarter(&c, d, "R4", i, 20);
	}
	s = engine_compute(&c, d, absence, thirteen());
	f = engine_figure(s, "R1", "WEL01", "", "");
	assert_int_equal(
	    scorecard_series(c.mem, s, f)[7]->status, STATUS_SUPPRESSED);
	assert_int_equal(f->points, 5);
	assert_int_equal(f->variation, VARIATION_NONE);
	f = engine_figure(s, "R2", "WEL01", "", "");
	assert_int_equal(f->points, 8);
	assert_true(isnan(f->mean) && isnan(f->limit_low));
	assert_str(f->movement, "8 quarters are too few for control limits, "
				"which need 12.");
	test_drop(&c);
}

static const struct effect *
effect_of(struct ctx *c, const struct scorecard *s, const struct dataset *d,
    uint32_t observation, enum certainty certainty, double suggested, size_t *n)
{
	struct findings *all = findings_new(c->mem);

	findings_add(all, (struct finding){.own = true,
			      .date = JUNE,
			      .observation = observation,
			      .certainty = certainty,
			      .suggested = suggested});
	indicators_effects(c, s, d, 2, all);
	*n = findings_at(all, 0)->n_effects;
	return findings_at(all, 0)->effect;
}

static void
an_effect_says_what_a_corrected_cell_would_do(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct effect *e;
	struct limits l = wilson(50, 1000, 0.95);
	struct scorecard *s;
	size_t n;

	one_quarter(&c, d, "R1", 0, 500);
	one_quarter(&c, d, "R2", 0, 52);
	one_quarter(&c, d, "R3", 0, 48);
	one_quarter(&c, d, "R1", 1, 51);
	s = engine_compute(&c, d, absence, thirteen());
	e = effect_of(&c, s, d, 1, LIKELY, 50, &n);
	assert_int_equal(n, 1);
	assert_str(e->indicator, "WEL01");
	assert_str(e->name, "Something");
	assert_str(e->before, "50.0%");
	assert_str(e->after, "5.0%");
	assert_true(e->value_before == 50 && e->value_after == 5);
	assert_true(e->lower_after == 100 * l.lower);
	assert_str(e->verdict_before, "above England's");
	/* England's stays at 20 %. */
	assert_str(e->verdict_after, "below England's");
	assert_true(e->verdict_changes && !e->new_result && !e->left_out);
	/* Left out, the figure has one number too few. */
	e = effect_of(&c, s, d, 1, CERTAINTY_NONE, 0, &n);
	assert_true(e->left_out && !e->verdict_changes);
	assert_str(e->after, "[x]");
	assert_str(e->verdict_after, "no figure without this cell");
	assert_true(isnan(e->value_after));
	/* The same value, or a cell of another quarter, moves nothing. */
	effect_of(&c, s, d, 1, CERTAIN, 500, &n);
	assert_int_equal(n, 0);
	effect_of(&c, s, d, 7, CERTAIN, 5, &n);
	assert_int_equal(n, 0);
	/* The dataset and the scorecard are as before. */
	assert_true(d->observation[0].value == 500 &&
		    engine_figure(s, "R1", "WEL01", "", "")->value == 50);
	test_drop(&c);
}

static void
effects_know_new_results_and_keep_what_is_withheld(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct effect *e;
	struct scorecard *s;
	size_t n;

	one_quarter(&c, d, "R1", 0, 0);
	d->observation[0].reason = REASON_UNREADABLE;
	one_quarter(&c, d, "R2", 0, 3);
	one_quarter(&c, d, "R3", 0, 48);
	/* Withheld beside R2, so that R3 is not. */
	small_org(&c, d, "R4", "Mental Health", "South West", true);
	one_quarter(&c, d, "R4", 0, 20);
	s = engine_compute(&c, d, absence, thirteen());
	e = effect_of(&c, s, d, 1, LIKELY, 50, &n);
	assert_int_equal(n, 1);
	assert_true(e->new_result && !e->verdict_changes);
	assert_str(e->before, "[x]");
	assert_str(e->after, "5.0%");
	e = effect_of(&c, s, d, 3, LIKELY, 30, &n);
	assert_int_equal(n, 1);
	assert_str(e->before, "[c]");
	assert_str(e->after, "[c]");
	assert_true(isnan(e->value_before) && isnan(e->value_after));
	e = effect_of(&c, s, d, 5, LIKELY, 4, &n);
	assert_str(e->before, "4.8%");
	assert_str(e->after, "[c]");
	assert_true(isnan(e->value_after) && isnan(e->lower_after));
	test_drop(&c);
}

static const char parts[] =
    ENTRY("MIX01") "    method: share\n"
		   "    unit: percent\n"
		   "    places: 1\n"
		   "    direction: neutral\n"
		   "    interval: wilson\n"
		   "    blank: zero\n"
		   "    breakdown: discipline\n"
		   "    denominator_across: true\n"
		   "    settings: [Inpatient, Community]\n"
		   "    numerator: {measures: [wte]}\n"
		   "    denominator: {measures: [wte]}\n"
		   "    sentence_split: \"{breakdown} {value}\"\n" ENTRY(
		       "MIX03") "    method: share\n"
				"    unit: percent\n"
				"    places: 1\n"
				"    direction: neutral\n"
				"    interval: wilson\n"
				"    blank: zero\n"
				"    settings: [Inpatient, Community]\n"
				"    numerator: {measures: [wte], filters: "
				"[{dimension: discipline, "
				"values: [Nursing]}]}\n"
				"    denominator: {measures: [wte]}\n"
				"    sentence: \"Nurses were {value}\"\n";

static const struct effect *
named(const struct effect *e, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (str_is(e[i].name, name))
			return &e[i];
	fail_msg("there is no effect on %s", name);
	return NULL;
}

static void
the_largest_effect_of_each_indicator_and_setting_is_kept(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	static const char *const dims[] = {
	    "setting=Inpatient discipline=Nursing",
	    "setting=Inpatient discipline=Medical",
	    "setting=Community discipline=Nursing",
	    "setting=Community discipline=Medical"};
	static const double wte[] = {400, 60, 100, 100};
	struct findings *all = findings_new(c.mem);
	const struct effect *e, *part;
	struct scorecard *s;
	size_t n;

	for (int i = 0; i < 4; i++)
		engine_add(&c, d, "R1", "wte", dims[i], JUNE, wte[i]);
	s = engine_compute(&c, d, parts, thirteen());
	e = effect_of(&c, s, d, 1, LIKELY, 40, &n);
	/* Two indicators, each for all and for inpatients. */
	assert_int_equal(n, 4);
	for (size_t i = 0; i < n; i++) {
		assert_true(str_find(e[i].name, S("community")) < 0);
		assert_false(e[i].left_out);
	}
	/* A whole stands before its parts. */
	assert_str(e[0].name, "Something");
	/* Medical, inpatient: 60 of 460, then 60 of 100. */
	part = named(e, n, "Something, Medical, inpatient");
	assert_str(part->before, "13.0%");
	assert_str(part->after, "60.0%");
	/* Empty, a cell is nobody: the share of the others grows. */
	e = effect_of(&c, s, d, 1, CERTAINTY_NONE, 0, &n);
	assert_int_equal(n, 4);
	part = named(e, n, "Something, Medical, inpatient");
	assert_str(part->after, "100.0%");
	/* Two cells that changed places. */
	findings_add(all, (struct finding){.own = true,
			      .observation = 1,
			      .certainty = LIKELY,
			      .suggested = 60,
			      .partner = 2});
	indicators_effects(&c, s, d, 2, all);
	part = named(findings_at(all, 0)->effect,
	    findings_at(all, 0)->n_effects, "Something, Medical, inpatient");
	assert_str(part->before, "13.0%");
	assert_str(part->after, "87.0%");
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_history_has_a_card_for_each_quarter),
	    cmocka_unit_test(without_returns_there_is_no_history),
	    cmocka_unit_test(a_figure_moves_by_the_rules_for_control_charts),
	    cmocka_unit_test(
		few_points_make_a_run_chart_and_a_withheld_one_breaks_it),
	    cmocka_unit_test(an_effect_says_what_a_corrected_cell_would_do),
	    cmocka_unit_test(
		effects_know_new_results_and_keep_what_is_withheld),
	    cmocka_unit_test(
		the_largest_effect_of_each_indicator_and_setting_is_kept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
