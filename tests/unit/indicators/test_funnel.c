/* Funnel limits, classes and overdispersion against published ones. */
#include "indicators/funnel.h"
#include "unit/indicators/oracle.h"

static void
all_303_shares_have_the_published_class(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "phe_funnel_prop_inputs");
	double *x = oracle_column(&c, &o, "numerator");
	double *n = oracle_column(&c, &o, "denominator");
	double target = funnel_target(x, n, o.rows);
	size_t high = 0;

	assert_int_equal(o.rows, 303);
	for (size_t i = 0; i < o.rows; i++) {
		enum funnel_class class =
		    funnel_proportion_class(x[i], n[i], target);

		assert_str(oracle_text(&o, i, "significance"),
		    funnel_class_name(class));
		high += class == FUNNEL_HIGH_001;
	}
	assert_int_equal(high, 168);
	test_drop(&c);
}

/* The lines as drawn: places on the axis and limits there. */
static void
check_lines(const char *name, double low, double high)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, name);
	double *place = NEWS(c.mem, o.rows, double);

	assert_int_equal(o.rows, 100);
	funnel_axis_places((struct funnel_axis){low, high}, place, o.rows);
	for (size_t i = 0; i < o.rows; i++) {
		double target = oracle_number(&o, i, "Baseline") / 100;
		double n = oracle_number(&o, i, "Population");
		struct limits in = funnel_proportion(target, n, FUNNEL_95);
		struct limits out = funnel_proportion(target, n, FUNNEL_998);

		assert_true(place[i] == n);
		assert_close(100 * in.lower,
		    oracle_number(&o, i, "Lower2s0025limit"), 1e-6);
		assert_close(100 * in.upper,
		    oracle_number(&o, i, "Upper2s0025limit"), 1e-6);
		assert_close(100 * out.lower,
		    oracle_number(&o, i, "Lower3s0001limit"), 1e-6);
		assert_close(100 * out.upper,
		    oracle_number(&o, i, "Upper3s0001limit"), 1e-6);
	}
	test_drop(&c);
}

static void
share_limits_are_the_published_lines(void **state)
{
	check_lines("phe_funnel_prop_outputs", 0, 110000);
	check_lines(
	    "phe_funnel_prop_outputs_with_axis_variation", 10000, 33000);
}

static void
all_300_ratios_have_the_published_class(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "phe_funnel_ratio_inputs");

	assert_int_equal(o.rows, 300);
	for (size_t i = 0; i < o.rows; i++)
		assert_str(oracle_text(&o, i, "significance"),
		    funnel_class_name(
			funnel_ratio_class(oracle_number(&o, i, "obs"),
			    oracle_number(&o, i, "expected"))));
	test_drop(&c);
}

/* The source bisects to about 5e-5. */
static void
expected_events_are_the_published_ones(void **state)
{
	static const struct {
		const char *column;
		double confidence;
		bool upper;
	} line[] = {{"lower_2s", 0.95, false}, {"upper_2s", 0.95, true},
	    {"lower_3s", 0.998, false}, {"upper_3s", 0.998, true}};
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "phe_funnel_ratio_outputs");
	double place[100];

	assert_int_equal(o.rows, 100);
	funnel_axis_places((struct funnel_axis){0, 716}, place, 100);
	for (size_t i = 0; i < o.rows; i++) {
		double x = oracle_number(&o, i, "Observed_events");

		assert_true(place[i] == x);
		for (size_t k = 0; k < COUNT(line); k++) {
			struct limits l =
			    funnel_expected(x, line[k].confidence);
			double e = line[k].upper ? l.upper : l.lower;
			const char *z = line[k].column;

			assert_relative(e,
			    oracle_number(&o, i,
				str_z(
				    c.mem, str_fmt(c.mem, "%s_exp_events", z))),
			    1e-4);
			assert_relative(100 * x / e,
			    oracle_number(&o, i,
				str_z(c.mem, str_fmt(c.mem, "%s_isr", z))),
			    1e-4);
			/* Relative to e, which for one event is 0.001. */
			assert_close((x - e) / e,
			    oracle_number(&o, i,
				str_z(c.mem, str_fmt(c.mem, "%s_count", z))),
			    1e-4);
		}
	}
	test_drop(&c);
}

/* Three years of events; the base is for one. */
static void
check_rate_lines(const char *name, double low, double high)
{
	static const struct {
		const char *column;
		double confidence;
		bool upper;
	} line[] = {{"lower_2s", 0.95, false}, {"upper_2s", 0.95, true},
	    {"lower_3s", 0.998, false}, {"upper_3s", 0.998, true}};
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, name);
	double place[100];

	assert_int_equal(o.rows, 100);
	funnel_axis_places((struct funnel_axis){low, high}, place, 100);
	for (size_t i = 0; i < o.rows; i++) {
		double x = oracle_number(&o, i, "Events");
		double target = oracle_number(&o, i, "baseline") / 100000;

		assert_true(place[i] == x);
		for (size_t k = 0; k < COUNT(line); k++) {
			struct limits l =
			    funnel_expected(x, line[k].confidence);
			double e = line[k].upper ? l.upper : l.lower;
			const char *z = line[k].column;

			assert_relative(e / target / 3,
			    oracle_number(&o, i,
				str_z(c.mem,
				    str_fmt(c.mem, "%s_population_1_year", z))),
			    1e-4);
			assert_relative(100000 * x / (e / target),
			    oracle_number(&o, i,
				str_z(c.mem, str_fmt(c.mem, "%s_limit", z))),
			    1e-4);
		}
	}
	test_drop(&c);
}

static void
rate_limits_are_the_published_lines(void **state)
{
	check_rate_lines("phe_funnel_rate_outputs", 0, 1360);
	check_rate_lines("phe_funnel_rate_outputs_2", 0, 1344);
	check_rate_lines("phe_funnel_rate_outputs_3", 286, 1119);
}

/* Bases of one year from rates of three, and of five with a base stated. */
static void
bases_follow_from_rates(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "phe_funnel_rate_input_funnels");
	size_t seen = 0;

	for (size_t i = 0; i < o.rows; i++) {
		double events = oracle_number(&o, i, "ev");
		double per_year = oracle_number(&o, i, "denominator_derived");

		if (isnan(per_year))
			continue;
		assert_relative(rate(events, 3 * per_year, 100000, 0.95).value,
		    oracle_number(&o, i, "rate_chart"), 1e-8);
		assert_relative(
		    rate(events,
			5 * oracle_number(
				&o, i, "denominator_derived_crude_with_denom"),
			100000, 0.95)
			.value,
		    oracle_number(&o, i, "rate_chart_crude_with_denom"), 1e-8);
		seen++;
	}
	assert_int_equal(seen, 49);
	test_drop(&c);
}

/* A direct rate's base is what its events would need for it; the target is all
 * events over all such bases. */
static void
check_rate_classes(const char *column, const char *rates, double per, bool zero)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "phe_funnel_rate_dsr_inputs");
	double all = 0, events = 0;
	bool direct = str_is(str_of(rates), "rate_dsr");

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < o.rows; i++) {
			double x = oracle_number(&o, i, "count"), base;
			double r = oracle_number(&o, i, rates) *
				   (direct ? per / 100000 : 1);
			enum funnel_class class;

			if (x == 0 && (!zero || direct))
				continue;
			base =
			    x == 0 ? oracle_number(&o, i, "pop") : per * x / r;
			events += pass == 0 ? x : 0;
			all += pass == 0 ? base : 0;
			if (pass == 0)
				continue;
			class = funnel_ratio_class(x, base * events / all);
			assert_str(oracle_text(&o, i, column),
			    funnel_class_name(class));
		}
	test_drop(&c);
}

static void
rates_have_the_published_classes(void **state)
{
	check_rate_classes("dsr_per_100000_with_0", "rate_dsr", 100000, true);
	check_rate_classes("dsr_per_100_with_0", "rate_dsr", 100, true);
	check_rate_classes(
	    "dsr_per_100000_without_0", "rate_dsr", 100000, false);
	check_rate_classes("dsr_per_100_without_0", "rate_dsr", 100, false);
	check_rate_classes(
	    "crude_per_100000_with_0", "rate_crude_per_100000", 100000, true);
	check_rate_classes(
	    "crude_per_100_with_0", "rate_crude_per_100", 100, true);
	check_rate_classes("crude_per_100000_without_0",
	    "rate_crude_per_100000", 100000, false);
	check_rate_classes(
	    "crude_per_100_without_0", "rate_crude_per_100", 100, false);
}

static void
poisson_limits_are_the_published_ones(void **state)
{
	static const struct {
		const char *test;
		double confidence;
		bool upper;
	} row[] = {{"Poisson ll95 at 15,20,30", 0.95, false},
	    {"Poisson ul95", 0.95, true}, {"Poisson ll99.8", 0.998, false},
	    {"Poisson ul99.8", 0.998, true}};
	static const double expected[] = {15, 20, 30};
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "funnelplotr_tests");

	for (size_t k = 0; k < COUNT(row); k++) {
		double want[8];
		size_t i = oracle_row(&o, "test", row[k].test);

		assert_int_equal(
		    oracle_list(oracle_text(&o, i, "expected"), want), 3);
		for (size_t j = 0; j < 3; j++) {
			struct limits l =
			    funnel_poisson(expected[j], row[k].confidence);
			assert_relative(
			    row[k].upper ? l.upper : l.lower, want[j], 1e-6);
		}
	}
	test_drop(&c);
}

static const double sr_x[] = {100, 150, 180, 80, 120, 225};
static const double sr_n[] = {108, 112, 165, 95, 100, 220};

static double
middle(struct ctx *c, const struct oracle *o, const char *of, const char *what,
    char unit)
{
	struct str name =
	    unit ? str_fmt(c->mem, "%s_%c", what, unit) : str_of(what);

	for (size_t i = 0; i < o->rows; i++)
		if (str_is(oracle_text(o, i, "case"), of) &&
		    str_eq(oracle_text(o, i, "quantity"), name))
			return oracle_number(o, i, "value");
	fail_msg("no %s %.*s", of, STRF(name));
	return NAN;
}

/* The limits were made with z to seven digits: 1.959964 and 3.090232. */
static void
check_spread(struct ctx *c, const struct oracle *o, const char *of,
    enum funnel_scale scale, enum funnel_trim how, const double *x,
    const double *n, size_t count, double target, bool unadjusted)
{
	double z[10], w[10], scratch[10];
	struct overdispersion d =
	    overdispersion(scale, how, x, n, count, target, 0.1, z, w, scratch);

	assert_relative(d.phi, middle(c, o, of, "phi", 0), 1e-9);
	assert_relative(d.tau2, middle(c, o, of, "tau2", 0), 1e-9);
	assert_int_equal(d.used, count);
	for (size_t i = 0; i < count; i++) {
		char unit = (char)('a' + i);
		struct limits in =
		    funnel_adjusted(scale, target, n[i], d.tau2, FUNNEL_95);
		struct limits out =
		    funnel_adjusted(scale, target, n[i], d.tau2, FUNNEL_998);

		assert_relative(z[i], middle(c, o, of, "z", unit), 1e-9);
		assert_relative(w[i], middle(c, o, of, "W", unit), 1e-9);
		if (scale == FUNNEL_RATIO_ROOT)
			continue;
		assert_relative(
		    in.lower, middle(c, o, of, "OD95LCL", unit), 1e-6);
		assert_relative(
		    in.upper, middle(c, o, of, "OD95UCL", unit), 1e-6);
		assert_relative(
		    out.lower, middle(c, o, of, "OD99.8LCL", unit), 1e-6);
		assert_relative(
		    out.upper, middle(c, o, of, "OD99.8UCL", unit), 1e-6);
		if (!unadjusted)
			continue;
		in = funnel_adjusted(scale, target, n[i], 0, FUNNEL_95);
		out = funnel_adjusted(scale, target, n[i], 0, FUNNEL_998);
		assert_relative(
		    in.lower, middle(c, o, of, "UN95LCL", unit), 1e-6);
		assert_relative(
		    in.upper, middle(c, o, of, "UN95UCL", unit), 1e-6);
		assert_relative(
		    out.lower, middle(c, o, of, "UN99.8LCL", unit), 1e-6);
		assert_relative(
		    out.upper, middle(c, o, of, "UN99.8UCL", unit), 1e-6);
	}
}

static void
overdispersion_is_the_published_one(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "funnelplotr_derived_intermediates");
	const char *shares = "PR_winsor0.1_constructed";
	double x[10], n[10];

	check_spread(&c, &o, "SR_SHMI_trim0.1", FUNNEL_RATIO_LOG, FUNNEL_CUT,
	    sr_x, sr_n, 6, 1, false);
	check_spread(&c, &o, "SR_CQC_winsor0.1", FUNNEL_RATIO_ROOT,
	    FUNNEL_WINSORISE, sr_x, sr_n, 6, 1, false);
	for (size_t i = 0; i < 10; i++) {
		x[i] = middle(&c, &o, shares, "num", (char)('a' + i));
		n[i] = middle(&c, &o, shares, "den", (char)('a' + i));
	}
	assert_relative(
	    funnel_target(x, n, 10), middle(&c, &o, shares, "target", 0), 1e-9);
	check_spread(&c, &o, shares, FUNNEL_PROPORTION, FUNNEL_WINSORISE, x, n,
	    10, funnel_target(x, n, 10), true);
	test_drop(&c);
}

static void
phi_of_the_published_test_is_2_948033(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "funnelplotr_tests");
	double z[6], w[6], scratch[6], want[4];
	struct overdispersion d = overdispersion(
	    FUNNEL_RATIO_LOG, FUNNEL_CUT, sr_x, sr_n, 6, 1, 0.1, z, w, scratch);

	(void)oracle_list(
	    oracle_text(
		&o, oracle_row(&o, "test", "phi SR/SHMI trim 0.1"), "expected"),
	    want);
	assert_close(d.phi, want[0], 1e-6);
	/* Groups are summed before they are divided. */
	(void)oracle_list(
	    oracle_text(&o, oracle_row(&o, "test", "aggregate rr"), "expected"),
	    want);
	assert_close(funnel_target((double[]){100, 150, 180},
			 (double[]){102, 135, 165}, 3),
	    want[0], 1e-6);
	assert_close(funnel_target((double[]){89, 120}, (double[]){95, 100}, 2),
	    want[1], 1e-6);
	assert_close(
	    funnel_target((double[]){225}, (double[]){220}, 1), want[2], 1e-6);
	test_drop(&c);
}

static void
outliers_are_the_published_ones(void **state)
{
	static const struct {
		const char *test;
		struct limits limits;
	} row[] = {{"outlier 95 unadjusted", {0.9, 1.1}},
	    {"outlier 95 adjusted", {0.79, 1.21}},
	    {"outlier 99.8 unadjusted", {0.59, 1.41}},
	    {"outlier 99.8 adjusted", {0.38, 1.62}}};
	static const double value[] = {
	    1, .95, 1.05, .8, 1.2, .6, 1.4, .4, 1.6, 0};
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "funnelplotr_tests");

	for (size_t k = 0; k < COUNT(row); k++) {
		double want[10];

		assert_int_equal(
		    oracle_list(
			oracle_text(&o, oracle_row(&o, "test", row[k].test),
			    "expected"),
			want),
		    10);
		for (size_t i = 0; i < 10; i++)
			assert_true(
			    (funnel_place(value[i], row[k].limits,
				 row[k].limits) != FUNNEL_NOT_SIGNIFICANT) ==
			    (want[i] == 1));
	}
	test_drop(&c);
}

static void
a_place_without_events_is_left_out_of_logs_only(void **state)
{
	const double x[] = {0, 10, 30, 20}, n[] = {12, 12, 20, 20};
	double z[4], w[4], scratch[4];
	struct overdispersion d = overdispersion(
	    FUNNEL_RATIO_LOG, FUNNEL_CUT, x, n, 4, 1, 0.1, z, w, scratch);

	assert_int_equal(d.used, 3);
	assert_true(isnan(z[0]) && isnan(w[0]));
	d = overdispersion(FUNNEL_PROPORTION, FUNNEL_WINSORISE, x,
	    (double[]){40, 40, 40, 40}, 4, 0.375, 0.1, z, w, scratch);
	assert_int_equal(d.used, 4);
	assert_true(isfinite(z[0]));
	d = overdispersion(
	    FUNNEL_RATIO_LOG, FUNNEL_CUT, x, n, 2, 1, 0.1, z, w, scratch);
	assert_true(isnan(d.phi) && d.why != NULL);
}

static void
limits_of_a_tiny_share_end_at_the_scale(void **state)
{
	struct limits l =
	    funnel_adjusted(FUNNEL_PROPORTION, 0.1, 1, 0.5, FUNNEL_998);

	assert_true(l.lower == 0 && l.upper == 1);
	l = funnel_proportion(0.02, 3, FUNNEL_95);
	assert_true(l.lower == 0 && l.upper < 1);
	assert_true(isnan(funnel_proportion(0.5, 0, FUNNEL_95).lower));
	assert_int_equal(funnel_proportion_class(3, 0, 0.5), FUNNEL_NONE);
	assert_int_equal(funnel_ratio_class(3, 0), FUNNEL_NONE);
}

static void
a_value_on_its_limit_is_inside(void **state)
{
	struct limits l = {0.25, 0.75};

	assert_int_equal(funnel_place(0.75, l, l), FUNNEL_NOT_SIGNIFICANT);
	assert_int_equal(funnel_place(0.25, l, l), FUNNEL_NOT_SIGNIFICANT);
	assert_int_equal(
	    funnel_place(0.76, (struct limits){0.1, 0.9}, l), FUNNEL_HIGH_025);
	assert_int_equal(
	    funnel_place(0.91, (struct limits){0.1, 0.9}, l), FUNNEL_HIGH_001);
	assert_int_equal(
	    funnel_place(0.2, (struct limits){0.1, 0.9}, l), FUNNEL_LOW_025);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(all_303_shares_have_the_published_class),
	    cmocka_unit_test(share_limits_are_the_published_lines),
	    cmocka_unit_test(all_300_ratios_have_the_published_class),
	    cmocka_unit_test(expected_events_are_the_published_ones),
	    cmocka_unit_test(rate_limits_are_the_published_lines),
	    cmocka_unit_test(bases_follow_from_rates),
	    cmocka_unit_test(rates_have_the_published_classes),
	    cmocka_unit_test(poisson_limits_are_the_published_ones),
	    cmocka_unit_test(overdispersion_is_the_published_one),
	    cmocka_unit_test(phi_of_the_published_test_is_2_948033),
	    cmocka_unit_test(outliers_are_the_published_ones),
	    cmocka_unit_test(a_place_without_events_is_left_out_of_logs_only),
	    cmocka_unit_test(limits_of_a_tiny_share_end_at_the_scale),
	    cmocka_unit_test(a_value_on_its_limit_is_inside),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
