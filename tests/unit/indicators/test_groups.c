/* Comparing two groups, mixes, places and quality of data. */
#include <stdlib.h>

#include "indicators/methods.h"
#include "unit/indicators/oracle.h"

static void
likelihoods_have_the_recomputed_limits(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o =
	    oracle_read(&c, "edi_relative_likelihood_constructed");

	assert_int_equal(o.rows, 7);
	for (size_t i = 0; i < o.rows; i++) {
		double a = oracle_number(&o, i, "x_white");
		double n1 = oracle_number(&o, i, "n_white");
		double b = oracle_number(&o, i, "x_bme");
		double n2 = oracle_number(&o, i, "n_bme");
		struct relative_likelihood r =
		    relative_likelihood(a, n1, b, n2, 0.95);
		struct difference d = newcombe(a, n1, b, n2, 0.95);
		double ratio = oracle_number(&o, i, "rl_white_over_bme");

		assert_relative(r.ratio, ratio, 1e-9);
		assert_true((r.why != NULL) == isnan(ratio));
		assert_relative(r.limits.lower,
		    oracle_number(&o, i, "rl_lower95_katz"), 1e-9);
		assert_relative(r.limits.upper,
		    oracle_number(&o, i, "rl_upper95_katz"), 1e-9);
		assert_relative(
		    r.p, oracle_number(&o, i, "fisher_two_sided_p"), 1e-9);
		assert_close(d.value, oracle_number(&o, i, "diff"), 1e-9);
		assert_close(d.limits.lower,
		    oracle_number(&o, i, "diff_lower95_newcombe"), 1e-9);
		assert_close(d.limits.upper,
		    oracle_number(&o, i, "diff_upper95_newcombe"), 1e-9);
		assert_true(r.no_base == (n2 == 0));
		if (n2 > 0) {
			assert_relative(
			    r.rate1, oracle_number(&o, i, "rate_white"), 1e-9);
			assert_relative(
			    r.rate2, oracle_number(&o, i, "rate_bme"), 1e-9);
		} else {
			assert_non_null(d.why);
		}
	}
	test_drop(&c);
}

/* From percentages, as the bodies themselves did it. */
static void
published_examples_are_as_recomputed(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "edi_published_examples");
	size_t ratios = 0;

	for (size_t i = 0; i < o.rows; i++) {
		double a = oracle_number(&o, i, "value_a");
		double b = oracle_number(&o, i, "value_b");
		double want = oracle_number(&o, i, "recomputed");

		if (isnan(want))
			continue;
		if (want < 0) {
			/* Board less workforce, in percentage points. */
			assert_close(100 * newcombe(a, 100, b, 100, 0.95).value,
			    want, 1e-9);
			continue;
		}
		assert_close(relative_likelihood(a, 100, b, 100, 0.95).ratio,
		    want, 0.00006);
		ratios++;
	}
	assert_int_equal(ratios, 5);
	test_drop(&c);
}

/* Sums over every table, in whole numbers. */
static void
fishers_test_sums_every_table_no_more_likely(void **state)
{
	static const struct {
		double a, n1, b, n2, p;
	} t[] = {{5, 20, 15, 20, 0.00384752730837753}, {0, 3, 3, 3, 0.1},
	    {7, 10, 7, 10, 1}, {3, 8, 9, 11, 0.0739461776613479},
	    {1, 50, 9, 60, 0.0207931471804138},
	    {40, 90, 12, 70, 0.000313436197214079}};

	for (size_t i = 0; i < COUNT(t); i++) {
		double p =
		    relative_likelihood(t[i].a, t[i].n1, t[i].b, t[i].n2, 0.95)
			.p;
		double turned =
		    relative_likelihood(t[i].b, t[i].n2, t[i].a, t[i].n1, 0.95)
			.p;
		assert_relative(p, t[i].p, 1e-10);
		assert_relative(turned, t[i].p, 1e-10);
	}
	assert_true(isnan(relative_likelihood(1.5, 10, 2, 10, 0.95).p));
	assert_non_null(relative_likelihood(1.5, 10, 2, 10, 0.95).why_p);
	/* A hundred million people are no more work than a hundred. */
	assert_close(relative_likelihood(5e7, 1e8, 5e7, 1e8, 0.95).p, 1, 1e-9);
}

static void
say(struct ctx *c, double a, double n1, double b, double n2, const char *want)
{
	struct buf out = buf_new(c->mem);
	struct relative_likelihood r = relative_likelihood(a, n1, b, n2, 0.95);

	relative_likelihood_words(&out, &r, S("white staff"), S("BME staff"));
	assert_str(buf_str(&out), want);
}

static void
the_likelier_group_comes_first(void **state)
{
	struct ctx c = test_ctx();

	say(&c, 180, 400, 60, 200,
	    "White staff were 1.5 times as likely as BME staff; chance alone "
	    "does not explain it.");
	say(&c, 60, 200, 180, 400,
	    "BME staff were 1.5 times as likely as white staff; chance alone "
	    "does not explain it.");
	say(&c, 17, 2505, 9, 725,
	    "BME staff were 1.8 times as likely as white staff; a difference "
	    "of this size could be chance.");
	say(&c, 51, 100, 49, 100,
	    "White staff were 1.04 times as likely as BME staff; a difference "
	    "of this size could be chance.");
	say(&c, 30, 100, 30, 100, "White staff were as likely as BME staff.");
	say(&c, 10, 40, 0, 15,
	    "No relative likelihood is given: nobody in the second group had "
	    "it.");
	say(&c, 0, 40, 5, 15, "BME staff had it, white staff never did.");
	say(&c, 5, 10, 0, 0,
	    "No relative likelihood is given: a group has nobody in it.");
	test_drop(&c);
}

static void
odd_counts_have_no_likelihood(void **state)
{
	assert_non_null(relative_likelihood(11, 10, 1, 10, 0.95).why);
	assert_non_null(relative_likelihood(-1, 10, 1, 10, 0.95).why);
	assert_non_null(relative_likelihood(NAN, 10, 1, 10, 0.95).why);
	assert_non_null(relative_likelihood(0, 10, 1, 10, 0.95).why_limits);
	assert_true(relative_likelihood(0, 10, 1, 10, 0.95).ratio == 0);
	assert_non_null(relative_likelihood(10, 10, 8, 8, 0.95).why_limits);
	assert_true(relative_likelihood(10, 10, 8, 8, 0.95).ratio == 1);
	assert_non_null(newcombe(11, 10, 1, 10, 0.95).why);
}

static void
tolerance_bands_are_the_published_ones(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o =
	    oracle_read(&c, "relative_likelihood_tolerance_bands");

	assert_int_equal(o.rows, 5);
	for (size_t i = 0; i < o.rows; i++) {
		enum tolerance t = (enum tolerance)(TOLERANCE_BELOW + i);
		double lower = oracle_number(&o, i, "lower");
		double upper = oracle_number(&o, i, "upper");

		assert_true(
		    tolerance_limits(t).lower == (isnan(lower) ? 0 : lower));
		assert_true(tolerance_limits(t).upper == upper);
		assert_int_equal(tolerance_band(upper - 0.01), t);
		assert_true(strlen(tolerance_words(t)) > 10);
	}
	assert_int_equal(tolerance_band(0.8), TOLERANCE_WITHIN);
	assert_int_equal(tolerance_band(1.25), TOLERANCE_WITHIN);
	assert_int_equal(tolerance_band(1.26), TOLERANCE_ABOVE);
	assert_int_equal(tolerance_band(2), TOLERANCE_TWICE);
	assert_int_equal(tolerance_band(3), TOLERANCE_THRICE);
	assert_int_equal(tolerance_band(NAN), TOLERANCE_NONE);
	test_drop(&c);
}

/* Worked out apart from this program, from the formulas. */
static void
strata_are_adjusted_for(void **state)
{
	const double a[] = {40, 70, 30}, n1[] = {100, 140, 40};
	const double b[] = {15, 20, 12}, n2[] = {60, 50, 30};
	struct mantel_haenszel m = mantel_haenszel(a, n1, b, n2, 3, 0.95);

	assert_relative(m.ratio, 1.49434008072593, 1e-12);
	assert_relative(m.limits.lower, 1.1573399124837, 1e-9);
	assert_relative(m.limits.upper, 1.92946968542003, 1e-9);
	assert_relative(m.chi2, 1.81279525405023, 1e-9);
	assert_relative(m.crude, 1.48936170212766, 1e-12);
	/* Two degrees of freedom: exp(-x/2). */
	assert_int_equal(m.df, 2);
	assert_relative(m.p, exp(-m.chi2 / 2), 1e-12);
	assert_int_equal(m.used, 3);
}

/* Within each band both groups fare alike; only the mix of bands differs. */
static void
a_difference_of_mix_alone_goes_away(void **state)
{
	const double a[] = {10, 240}, n1[] = {100, 400};
	const double b[] = {40, 60}, n2[] = {400, 100};
	struct mantel_haenszel m = mantel_haenszel(a, n1, b, n2, 2, 0.95);

	assert_close(m.ratio, 1, 1e-12);
	assert_close(m.crude, 2.5, 1e-12);
	assert_close(m.chi2, 0, 1e-12);
	assert_close(m.p, 1, 1e-12);
}

static void
strata_of_one_group_or_without_events_are_handled(void **state)
{
	const double a[] = {40, 5, 3}, n1[] = {100, 10, 10};
	const double b[] = {15, 0, 0}, n2[] = {60, 0, 12};
	struct mantel_haenszel m = mantel_haenszel(a, n1, b, n2, 3, 0.95);

	assert_int_equal(m.used, 2);
	assert_int_equal(m.tested, 1);
	assert_non_null(m.why_test);
	assert_true(isnan(m.p) && isfinite(m.limits.upper));
	m = mantel_haenszel(a + 1, n1 + 1, b + 1, n2 + 1, 1, 0.95);
	assert_non_null(m.why);
	m = mantel_haenszel(a + 2, n1 + 2, b + 2, n2 + 2, 1, 0.95);
	assert_non_null(m.why);
	m = mantel_haenszel(b + 2, n2 + 2, a + 2, n1 + 2, 1, 0.95);
	assert_true(m.ratio == 0 && m.why_limits != NULL);
	m = mantel_haenszel(n1, a, b, n2, 1, 0.95);
	assert_non_null(m.why);
}

/* One stratum is the plain ratio with its Katz interval. */
static void
one_stratum_is_the_plain_ratio(void **state)
{
	struct mantel_haenszel m = mantel_haenszel((double[]){180},
	    (double[]){400}, (double[]){60}, (double[]){200}, 1, 0.95);
	struct relative_likelihood r =
	    relative_likelihood(180, 400, 60, 200, 0.95);

	assert_close(m.ratio, r.ratio, 1e-12);
	assert_close(m.limits.lower, r.limits.lower, 1e-9);
	assert_close(m.limits.upper, r.limits.upper, 1e-9);
}

static void
a_gap_is_closed_by_the_smallest_whole_number(void **state)
{
	struct gap g = gap(180, 400, 60, 200);

	/* 45 % of 200 is 90; (60 + k)/(200 + k) >= 0.45 from k = 54.5 on. */
	assert_close(g.points, -15, 1e-12);
	assert_true(g.among == 30 && g.joining == 55);
	/* A third exactly: a division would ask for one more. */
	g = gap(1, 3, 0, 30);
	assert_true(g.among == 10 && g.joining == 15);
	g = gap(60, 200, 180, 400);
	assert_true(g.points > 0 && g.among == 0 && g.joining == 0);
	g = gap(10, 10, 3, 5);
	assert_true(g.among == 2 && isnan(g.joining));
	assert_non_null(gap(1, 0, 1, 1).why);
	assert_non_null(gap(3, 2, 1, 1).why);
}

static void
disparity_compares_odds_of_bands(void **state)
{
	/* Bands 2 to 5, 6 and 7, 8a and 8b. */
	const double white[] = {100, 80, 60, 160, 120, 80, 30, 20};
	const double bme[] = {50, 40, 30, 80, 30, 20, 4, 1};
	const size_t size[] = {4, 2, 2};
	double w[3], b[3];
	struct disparity d;

	band_groups(white, size, 3, w);
	band_groups(bme, size, 3, b);
	assert_true(w[0] == 400 && w[1] == 200 && w[2] == 50);
	assert_true(b[0] == 200 && b[1] == 50 && b[2] == 5);
	d = disparity(w[0], w[1], b[0], b[1], 0.95);
	assert_true(d.first == 2 && d.second == 4 && d.ratio == 0.5);
	/* sqrt(1/400 + 1/200 + 1/200 + 1/50) */
	assert_relative(
	    d.limits.upper, 0.5 * exp(1.959963984540054 * sqrt(0.0325)), 1e-9);
	d = disparity(w[0], w[2], b[0], b[2], 0.95);
	assert_close(d.ratio, 0.2, 1e-12);
	assert_non_null(disparity(1, 0, 1, 1, 0.95).why);
	assert_non_null(disparity(1, 1, 0, 1, 0.95).why);
	assert_non_null(disparity(0, 1, 1, 1, 0.95).why_limits);
	assert_non_null(disparity(-1, 1, 1, 1, 0.95).why);
}

static double
share(const struct oracle *o, const char *discipline)
{
	return oracle_number(
	    o, oracle_row(o, "discipline", discipline), "proportion");
}

/* Every figure that follows from the framework's three charts. */
static void
the_frameworks_figures_follow_from_its_charts(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "seed_derived_checks");
	struct oracle f1 =
	    oracle_read(&c, "seed_fig1_inpatient_discipline_mix");
	struct oracle f2 =
	    oracle_read(&c, "seed_fig2_community_discipline_mix");
	struct oracle f3 = oracle_read(&c, "seed_fig3_nursing_skill_mix");
	double *in = oracle_column(&c, &f1, "proportion");
	double *out = oracle_column(&c, &f2, "proportion");
	double *band_in = oracle_column(&c, &f3, "inpatient");
	double *band_out = oracle_column(&c, &f3, "community");
	static const size_t groups[] = {1, 4}, senior[] = {3, 2};
	static const double index[] = {5, 6, 7, 8, 9};
	double in6[2], out6[2], in8[2], out8[2];
	double support = share(&f1, "Support worker");
	double nurses = share(&f1, "Nursing");
	double support_out = share(&f2, "Support worker");
	double nurses_out = share(&f2, "Nursing");

	band_groups(band_in, groups, 2, in6);
	band_groups(band_out, groups, 2, out6);
	band_groups(band_in, senior, 2, in8);
	band_groups(band_out, senior, 2, out8);
	const struct {
		const char *check;
		double value;
	} got[] = {
	    {"inpatient_discipline_sum", diversity(in, f1.rows).total},
	    {"community_discipline_sum", diversity(out, f2.rows).total},
	    {"community_nursing_sum", diversity(band_out, 5).total},
	    {"inpatient_nursing_sum", diversity(band_in, 5).total},
	    {"inpatient_band6plus", in6[1]},
	    {"community_band6plus", out6[1]},
	    {"band6plus_gap_pp",
		-gap(out6[1] * 100, 100, in6[1] * 100, 100).points},
	    {"inpatient_senior_8a_plus", in8[1]},
	    {"community_senior_8a_plus", out8[1]},
	    {"inpatient_support_plus_nursing", support + nurses},
	    {"inpatient_support_plus_band5_nursing",
		support + nurses * band_in[0]},
	    {"support_to_registered_nurse_ratio_inpatient",
		ratio(support, nurses, 0.95).value},
	    {"support_to_registered_nurse_ratio_community",
		ratio(support_out, nurses_out, 0.95).value},
	    {"support_share_ratio_inpatient_vs_community",
		relative_likelihood(support, 1, support_out, 1, 0.95).ratio},
	    {"inpatient_support_headcount_est", 3354 * support},
	    {"inpatient_nursing_headcount_est", 3354 * nurses},
	    {"discipline_dissimilarity_index", dissimilarity(in, out, f1.rows)},
	    {"inpatient_discipline_herfindahl",
		diversity(in, f1.rows).herfindahl},
	    {"community_discipline_herfindahl",
		diversity(out, f2.rows).herfindahl},
	    {"inpatient_mean_band_index(5=5..8a=8,8b=8.25)",
		mean_weighted(index, band_in, 5)},
	};

	assert_int_equal(COUNT(got), o.rows);
	for (size_t i = 0; i < COUNT(got); i++)
		assert_close(got[i].value,
		    oracle_number(
			&o, oracle_row(&o, "check", got[i].check), "expected"),
		    0.00006);
	test_drop(&c);
}

static void
equal_disciplines_count_in_full(void **state)
{
	struct diversity d = diversity((double[]){20, 20, 20, 20}, 4);

	assert_close(d.effective, 4, 1e-12);
	d = diversity((double[]){97, 1, 1, 1, 0}, 5);
	assert_true(d.effective > 1 && d.effective < 1.1 && d.present == 4);
	assert_non_null(diversity((double[]){0, 0}, 2).why);
	assert_non_null(diversity((double[]){3, -1}, 2).why);
	assert_true(
	    isnan(dissimilarity((double[]){1, 0}, (double[]){0, 0}, 2)));
	assert_close(
	    dissimilarity((double[]){1, 0}, (double[]){0, 3}, 2), 1, 1e-12);
}

static void
a_ratio_of_counts_has_an_interval(void **state)
{
	struct ratio r = ratio(41, 31, 0.95);
	struct limits l = wilson(41, 72, 0.95);

	assert_close(r.value, 41.0 / 31, 1e-12);
	assert_close(r.limits.lower, l.lower / (1 - l.lower), 1e-12);
	assert_true(r.limits.lower < r.value && r.value < r.limits.upper);
	r = ratio(0, 31, 0.95);
	assert_true(r.value == 0 && r.limits.lower == 0 && r.limits.upper > 0);
	assert_non_null(ratio(3, 0, 0.95).why);
	assert_non_null(ratio(-3, 1, 0.95).why);
}

static void
growth_is_spread_over_its_years(void **state)
{
	struct growth g = growth(100, 121, 2);

	assert_true(g.change == 21);
	assert_close(g.percent, 21, 1e-12);
	assert_close(g.yearly, 10, 1e-12);
	assert_non_null(growth(0, 5, 1).why);
	assert_true(growth(0, 5, 1).change == 5);
	assert_non_null(growth(1, 5, 0).why);
}

static int
by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void
spines_are_the_constructed_ones(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "spine_rescale_constructed");

	assert_int_equal(o.rows, 2);
	for (size_t i = 0; i < o.rows; i++) {
		double v[16];
		size_t n = oracle_list(oracle_text(&o, i, "values"), v);
		struct spine s;

		qsort(v, n, sizeof *v, by_size);
		s = spine(v, n, n, oracle_number(&o, i, "england"),
		    oracle_number(&o, i, "area_value"),
		    str_is(oracle_text(&o, i, "polarity"), "Low is good"));
		assert_close(
		    s.scale_min, oracle_number(&o, i, "scale_min"), 1e-9);
		assert_close(
		    s.scale_max, oracle_number(&o, i, "scale_max"), 1e-9);
		assert_close(s.worst, oracle_number(&o, i, "pos_worst"), 1e-9);
		assert_close(s.q25, oracle_number(&o, i, "pos_q25"), 1e-9);
		assert_close(s.q75, oracle_number(&o, i, "pos_q75"), 1e-9);
		assert_close(s.best, oracle_number(&o, i, "pos_best"), 1e-9);
		assert_close(
		    s.comparator, oracle_number(&o, i, "pos_england"), 1e-9);
		assert_close(s.value, oracle_number(&o, i, "pos_area"), 1e-9);
	}
	test_drop(&c);
}

static void
a_spine_needs_three_quarters_of_its_values(void **state)
{
	const double v[] = {1, 2, 3, 4, 5, 6};

	assert_null(spine(v, 6, 8, 3, 4, false).why);
	assert_non_null(spine(v, 5, 8, 3, 4, false).why);
	assert_non_null(spine(v, 0, 0, 3, 4, false).why);
	assert_non_null(spine(v, 6, 6, NAN, 4, false).why);
	assert_non_null(spine(v, 1, 1, 1, 1, false).why);
}

static void
the_worked_quality_score_is_47_2(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "dqmi_worked_example");
	struct oracle want = oracle_read(&c, "dqmi_worked_example_result");
	double item[12], coverage[12], sum = 0;
	struct dqmi d;

	assert_int_equal(o.rows, 12);
	for (size_t i = 0; i < 12; i++) {
		double defaults = oracle_number(&o, i, "defaults");
		double threshold = oracle_number(&o, i, "threshold_pct") / 100;
		double excess = oracle_number(&o, i, "defaults_in_excess");
		struct str head, tail,
		    cover = oracle_text(&o, i, "coverage_used_in_calculation");
		struct dqmi_item t = dqmi_item(oracle_number(&o, i, "records"),
		    oracle_number(&o, i, "valid_and_complete"),
		    isnan(defaults) ? 0 : defaults,
		    isnan(threshold) ? 1 : threshold);
		double by = 1;

		assert_close(t.excess, isnan(excess) ? 0 : excess, 1e-9);
		assert_close(100 * t.score,
		    oracle_number(&o, i, "data_item_score"), 1e-9);
		item[i] = t.score;
		sum += t.score;
		if (str_cut(cover, '/', &head, &tail))
			assert_true(num_parse(tail, &by));
		assert_true(num_parse(head, &coverage[i]));
		coverage[i] /= by;
	}
	d = dqmi(item, 12, coverage, 12);
	assert_close(sum,
	    oracle_number(&want,
		oracle_row(&want, "quantity", "sum_item_scores"), "value"),
	    1e-9);
	assert_close(12 * d.coverage,
	    oracle_number(
		&want, oracle_row(&want, "quantity", "sum_coverage"), "value"),
	    1e-9);
	assert_close(d.score,
	    oracle_number(&want,
		oracle_row(&want, "quantity", "dqmi_pct_unrounded"), "value"),
	    1e-7);
	assert_close(num_round(d.score, 1),
	    oracle_number(&want,
		oracle_row(&want, "quantity", "dqmi_pct_published"), "value"),
	    1e-9);
	assert_non_null(dqmi(item, 0, coverage, 1).why);
	assert_true(isnan(dqmi_item(0, 0, 0, 0).score));
	assert_true(isnan(dqmi_item(5, 6, 0, 0).score));
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(likelihoods_have_the_recomputed_limits),
	    cmocka_unit_test(published_examples_are_as_recomputed),
	    cmocka_unit_test(fishers_test_sums_every_table_no_more_likely),
	    cmocka_unit_test(the_likelier_group_comes_first),
	    cmocka_unit_test(odd_counts_have_no_likelihood),
	    cmocka_unit_test(tolerance_bands_are_the_published_ones),
	    cmocka_unit_test(strata_are_adjusted_for),
	    cmocka_unit_test(a_difference_of_mix_alone_goes_away),
	    cmocka_unit_test(strata_of_one_group_or_without_events_are_handled),
	    cmocka_unit_test(one_stratum_is_the_plain_ratio),
	    cmocka_unit_test(a_gap_is_closed_by_the_smallest_whole_number),
	    cmocka_unit_test(disparity_compares_odds_of_bands),
	    cmocka_unit_test(the_frameworks_figures_follow_from_its_charts),
	    cmocka_unit_test(equal_disciplines_count_in_full),
	    cmocka_unit_test(a_ratio_of_counts_has_an_interval),
	    cmocka_unit_test(growth_is_spread_over_its_years),
	    cmocka_unit_test(spines_are_the_constructed_ones),
	    cmocka_unit_test(a_spine_needs_three_quarters_of_its_values),
	    cmocka_unit_test(the_worked_quality_score_is_47_2),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
