/* What settings.yaml and the catalogue choose for single indicators: new limits,
 * targets, control charts, the Framework's figures; and the returns behind
 * pooled figures. */
#include <math.h>

#include "indicators/spc.h"
#include "indicators/work.h"
#include "unit/indicators/engine.h"

#define ABSENCE(more)                                                          \
	ENTRY("WEL01")                                                         \
	"    method: share\n"                                                  \
	"    unit: percent\n"                                                  \
	"    places: 1\n"                                                      \
	"    direction: lower\n"                                               \
	"    interval: wilson\n"                                               \
	"    source: return\n"                                                 \
	"    numerator: {measures: [lost]}\n"                                  \
	"    denominator: {measures: [available]}\n" more                      \
	"    sentence: \"Absence was {value}\"\n"

static day
quarter_end(int before)
{
	struct period p = engine_period;

	while (before-- > 0)
		p = period_holding(period_start(p) - 1);
	return period_end(p);
}

static void
one_quarter(struct ctx *c, struct dataset *d, const char *org, int before,
    double lost, double available)
{
	engine_add(c, d, org, "lost", "", quarter_end(before), lost);
	engine_add(c, d, org, "available", "", quarter_end(before), available);
	engine_sent(c, d, org, quarter_end(before));
}

static struct settings
long_history(void)
{
	struct settings s = small_settings;

	s.history_quarters = 20;
	s.peers_count = 10;
	return s;
}

/* 18 quarters: six around 8%, then twelve around 5%. */
static struct dataset *
two_levels(struct ctx *c)
{
	struct dataset *d = engine_dataset(c);

	for (int i = 0; i < 18; i++) {
		one_quarter(
		    c, d, "R1", i, (i < 12 ? 50 : 80) + (i * 7) % 3, 1000);
		one_quarter(
		    c, d, "R2", i, (i < 12 ? 50 : 80) + (i * 7) % 3, 1000);
	}
	return d;
}

static void
limits_begin_anew_on_a_date_with_its_reason(void **state)
{
	struct ctx c = test_ctx();
	struct settings s = long_history();
	/* In the middle of the quarter that ends 11 before the last. */
	struct rebase at[] = {
	    {S("WEL01"), S("R1"), S("the ward closed"), quarter_end(11) - 40},
	    {S("OTHER"), S(""), S("never"), quarter_end(3)}};
	const struct figure *f;
	struct scorecard *card;

	s.rebase = at;
	s.n_rebase = 1;
	card = engine_compute(&c, two_levels(&c), ABSENCE(""), s);
	f = engine_figure(card, "R1", "WEL01", "", "");
	assert_int_equal(f->points, 12);
	assert_int_equal(f->rebased_from, 6);
	assert_str(f->rebased, "Limits reset, 2023-24 Q2: the ward closed");
	assert_int_equal(f->variation, VARIATION_COMMON);
	engine_near(f->mean, 5.1, 1e-9);
	assert_true(str_ends(
	    f->movement, S(" Limits reset, 2023-24 Q2: the ward closed.")));
	/* Of R1 alone. */
	f = engine_figure(card, "R2", "WEL01", "", "");
	assert_int_equal(f->points, 18);
	assert_int_equal(f->rebased.n, 0);
	assert_int_equal(f->variation, VARIATION_IMPROVING_LOW);
	/* Of everybody; too few points after it are a run chart. */
	at[0].organisation = S("");
	at[0].date = quarter_end(4);
	card = engine_compute(&c, two_levels(&c), ABSENCE(""), s);
	f = engine_figure(card, "R2", "WEL01", "", "");
	assert_int_equal(f->points, 5);
	assert_int_equal(f->variation, VARIATION_NONE);
	assert_true(isnan(f->mean));
	test_drop(&c);
}

static const struct figure *
with_target(struct ctx *c, double target, const char *direction)
{
	struct target t = {S("R1"), S("WEL01"), target};
	struct settings s = long_history();
	struct dataset *d = engine_dataset(c);
	struct str yaml = str_fmt(c->mem,
	    ENTRY("WEL01") "    method: share\n"
			   "    unit: percent\n"
			   "    places: 1\n"
			   "    direction: %s\n"
			   "    numerator: {measures: [lost]}\n"
			   "    denominator: {measures: [available]}\n"
			   "    sentence: \"Absence was {value}\"\n",
	    direction);

	s.target = &t;
	s.n_target = 1;
	for (int i = 0; i < 13; i++) {
		one_quarter(c, d, "R1", i, 48 + (i * 7) % 5, 1000);
		one_quarter(c, d, "R2", i, 48 + (i * 7) % 5, 1000);
	}
	return engine_figure(engine_compute(c, d, str_z(c->mem, yaml), s), "R1",
	    "WEL01", "", "");
}

static void
a_target_gives_assurance_by_the_limits(void **state)
{
	struct ctx c = test_ctx();
	const struct figure *f = with_target(&c, 9, "lower");

	assert_int_equal(f->assurance, ASSURANCE_PASS);
	assert_true(f->target == 9);
	assert_true(str_ends(f->movement,
	    S(" As it swings now it can be expected to meet its target of "
	      "9.0%.")));
	assert_int_equal(
	    with_target(&c, 1, "lower")->assurance, ASSURANCE_FAIL);
	assert_int_equal(
	    with_target(&c, 5, "lower")->assurance, ASSURANCE_INCONSISTENT);
	assert_int_equal(
	    with_target(&c, 9, "higher")->assurance, ASSURANCE_FAIL);
	test_drop(&c);
}

static void
no_target_is_set_of_what_is_neither_better_nor_worse(void **state)
{
	struct ctx c = test_ctx();
	struct target t = {S("R1"), S("WEL01"), 9};
	struct settings s = long_history();
	struct dataset *d = engine_dataset(&c);
	struct scorecard *card;

	s.target = &t;
	s.n_target = 1;
	one_quarter(&c, d, "R1", 0, 50, 1000);
	dataset_sort_organisations(d);
	assert_false(indicators_compute(&c, d,
	    engine_catalogue(&c, ENTRY("WEL01") "    method: share\n"
						"    unit: percent\n"
						"    direction: neutral\n"
						"    numerator: {measures: "
						"[lost]}\n"
						"    denominator: {measures: "
						"[available]}\n"
						"    sentence: \"{value}\"\n"),
	    &s, engine_period, NULL, &card));
	assert_true(str_find(diag_text(c.diag), S("neither better high")) >= 0);
	t.indicator = S("NONE1");
	assert_false(indicators_compute(&c, d,
	    engine_catalogue(&c, ABSENCE("")), &s, engine_period, NULL, &card));
	assert_true(str_find(diag_text(c.diag), S("NONE1")) >= 0);
	test_drop(&c);
}

static void
a_share_can_have_a_p_chart_with_limits_by_its_base(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	double x[13], n[13], scratch[26];
	struct spc_point p[13];
	const struct figure *f;

	for (int i = 0; i < 13; i++) {
		x[12 - i] = i == 0 ? 90 : 50 + (i * 7) % 3;
		n[12 - i] = i == 0 ? 900 : 1000;
		one_quarter(&c, d, "R1", i, x[12 - i], n[12 - i]);
	}
	spc_limits(SPC_P, x, n, 13, NULL, false, p, scratch);
	f = engine_figure(
	    engine_compute(&c, d, ABSENCE("    spc: p\n"), long_history()),
	    "R1", "WEL01", "", "");
	engine_near(f->limit_high, 100 * p[12].upper, 1e-12);
	engine_near(f->limit_low, 100 * p[12].lower, 1e-12);
	engine_near(f->mean, 100 * p[12].centre, 1e-12);
	assert_int_equal(f->rule, SPC_OUTSIDE);
	assert_int_equal(f->variation, VARIATION_CONCERN_HIGH);
	spc_limits(SPC_P_PRIME, x, n, 13, NULL, false, p, scratch);
	f = engine_figure(engine_compute(&c, d, ABSENCE("    spc: p_prime\n"),
			      long_history()),
	    "R1", "WEL01", "", "");
	engine_near(f->limit_high, 100 * p[12].upper, 1e-12);
	test_drop(&c);
}

/* 500 of 1,000 has 46.9 to 53.1. */
static void
a_difference_to_a_rounded_figure_needs_an_interval_clear_of_it(void **state)
{
	static const struct {
		double printed;
		enum verdict verdict;
	} row[] = {{46, VERDICT_ABOVE}, {46.3, VERDICT_ABOVE},
	    {46.5, VERDICT_NOT_DIFFERENT}, {50, VERDICT_NOT_DIFFERENT},
	    {53.5, VERDICT_NOT_DIFFERENT}, {53.7, VERDICT_BELOW}};
	struct limits l = wilson(500, 1000, 0.95);
	struct figure f = {
	    .value = 50, .lower = 100 * l.lower, .upper = 100 * l.upper};

	for (size_t i = 0; i < COUNT(row); i++)
		assert_int_equal(
		    compare_framework(&f, row[i].printed, 0.5), row[i].verdict);
	assert_int_equal(compare_framework(&f, NAN, 0.5), VERDICT_NONE);
	f.status = STATUS_SUPPRESSED;
	assert_int_equal(compare_framework(&f, 10, 0.5), VERDICT_NONE);
}

static void
the_frameworks_figure_stands_beside_those_it_is_of(void **state)
{
	static const char yaml[] =
	    ABSENCE("    settings: [Inpatient]\n"
		    "    framework:\n"
		    "      source: figure 1\n"
		    "      rounding: 0.5\n"
		    "      values:\n"
		    "        - {setting: Inpatient, value: 3}\n");
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct figure *f;
	struct scorecard *s;

	engine_add(&c, d, "R1", "lost", "setting=Inpatient", JUNE, 100);
	engine_add(&c, d, "R1", "available", "setting=Inpatient", JUNE, 1000);
	s = engine_compute(&c, d, yaml, small_settings);
	f = engine_figure(s, "R1", "WEL01", "Inpatient", "");
	assert_true(f->framework == 3);
	assert_int_equal(f->framework_verdict, VERDICT_ABOVE);
	f = engine_figure(s, "ENG", "WEL01", "Inpatient", "");
	assert_int_equal(f->framework_verdict, VERDICT_ABOVE);
	f = engine_figure(s, "R1", "WEL01", "", "");
	assert_true(isnan(f->framework));
	assert_int_equal(f->framework_verdict, VERDICT_NONE);
	test_drop(&c);
}

/* The numbers of 2021 as the Framework prints them. */
static void
the_catalogue_has_the_frameworks_figures(void **state)
{
	static const struct {
		const char *id, *setting, *breakdown;
		double value;
	} row[] = {{"MIX01", "Inpatient", "Support worker", 41},
	    {"MIX01", "Community", "Other", 17}, {"MIX02", "Community", "", 6},
	    {"MIX03", "Inpatient", "", 31}, {"MIX04", "Community", "", 15},
	    {"MIX09", "Inpatient", "", 72}, {"MIX10", "", "", 82},
	    {"BND01", "Community", "Band 6", 53},
	    {"BND02", "Inpatient", "", 49}, {"BND02", "Community", "", 93},
	    {"BND03", "Inpatient", "", 16}, {"BND05", "Inpatient", "", 51}};
	struct ctx c = test_ctx();
	struct catalogue k;
	double sum = 0;

	assert_true(catalogue_load(&c, S("templates/indicators.yaml"), &k));
	for (size_t i = 0; i < COUNT(row); i++) {
		const struct indicator *ind =
		    catalogue_find(&k, str_of(row[i].id));

		assert_str(ind->source, "return");
		if (indicator_framework(ind, str_of(row[i].setting),
			str_of(row[i].breakdown)) != row[i].value)
			fail_msg("%s %s %s", row[i].id, row[i].setting,
			    row[i].breakdown);
		assert_true(ind->framework_rounding >= 0.5);
	}
	/* Each setting's shares make up 100. */
	for (size_t i = 0; i < catalogue_find(&k, S("MIX01"))->n_framework; i++)
		sum += catalogue_find(&k, S("MIX01"))->framework[i].value;
	assert_true(sum == 200);
	test_drop(&c);
}

static void
pooled_figures_say_who_is_in_them_and_how_many_returns_came(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct figure *f;
	struct scorecard *s;

	/* R3 sent its first a quarter ago and none now. */
	one_quarter(&c, d, "R1", 0, 50, 1000);
	one_quarter(&c, d, "R1", 1, 50, 1000);
	one_quarter(&c, d, "R2", 0, 50, 1000);
	one_quarter(&c, d, "R3", 1, 50, 1000);
	s = engine_compute(&c, d, ABSENCE(""), long_history());
	f = engine_figure(s, "ENG", "WEL01", "", "");
	assert_int_equal(f->returns, 2);
	assert_int_equal(f->returns_of, 3);
	assert_int_equal(f->pooled_n, 2);
	assert_int_equal(f->pooled_of, 0);
	assert_str(symbols_text(d->symbols, f->pooled[0]), "R1");
	assert_str(words_returns(c.mem, f),
	    "2 of the 3 returns expected for the quarter (67%)");
	f = engine_figure(s, "London", "WEL01", "", "");
	assert_int_equal(f->returns, 2);
	assert_int_equal(f->returns_of, 2);
	f = engine_figure(s, "R1", "WEL01", "", "");
	assert_int_equal(f->returns_of, 0);
	assert_int_equal(words_returns(c.mem, f).n, 0);
	/* Two of three were due a quarter ago from the start. */
	f = engine_figure(s->history.card[0], "ENG", "WEL01", "", "");
	assert_int_equal(f->returns, 2);
	assert_int_equal(f->returns_of, 3);
	test_drop(&c);
}

/* A trust that has merged is waited for up to its last return. */
static void
who_has_no_packs_is_expected_from_first_to_last_return(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	struct returns r;

	small_org(&c, d, "X1", "Mental Health", "London", false);
	for (int i = 0; i < 6; i++)
		engine_sent(&c, d, "R1", quarter_end(i));
	engine_sent(&c, d, "X1", quarter_end(4));
	engine_sent(&c, d, "X1", quarter_end(2));
	engine_sent(&c, d, "X1", quarter_end(2));
	dataset_sort_organisations(d);
	r = returns_of(c.tmp, d, quarter_end(5), 0);
	assert_int_equal(r.expected, 3);
	r = returns_of(c.tmp, d, quarter_end(3), 0);
	assert_int_equal(r.expected, 4);
	assert_int_equal(r.received, 1);
	r = returns_of(c.tmp, d, quarter_end(2), 0);
	assert_int_equal(r.received, 2);
	r = returns_of(c.tmp, d, quarter_end(1), 0);
	assert_int_equal(r.expected, 3);
	r = returns_of(c.tmp, d, quarter_end(2),
	    symbols_lookup(d->symbols, S("South West")));
	assert_int_equal(r.expected, 1);
	assert_int_equal(r.received, 0);
	/* Before the first of all, and after the newest, none is. */
	assert_int_equal(returns_of(c.tmp, d, quarter_end(6), 0).expected, 0);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(limits_begin_anew_on_a_date_with_its_reason),
	    cmocka_unit_test(a_target_gives_assurance_by_the_limits),
	    cmocka_unit_test(
		no_target_is_set_of_what_is_neither_better_nor_worse),
	    cmocka_unit_test(
		a_share_can_have_a_p_chart_with_limits_by_its_base),
	    cmocka_unit_test(
		a_difference_to_a_rounded_figure_needs_an_interval_clear_of_it),
	    cmocka_unit_test(
		the_frameworks_figure_stands_beside_those_it_is_of),
	    cmocka_unit_test(the_catalogue_has_the_frameworks_figures),
	    cmocka_unit_test(
		pooled_figures_say_who_is_in_them_and_how_many_returns_came),
	    cmocka_unit_test(
		who_has_no_packs_is_expected_from_first_to_last_return),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
