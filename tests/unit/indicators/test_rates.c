/* Proportions, rates, means, quantiles and standardisation against the numbers
 * that England's public health statistics publish. */
#include "indicators/methods.h"
#include "unit/indicators/oracle.h"

static void
check_shares(const char *name, size_t known)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, name);
	bool grouped = str_is(o.header[4], "lowercl");
	size_t seen = 0;

	for (size_t i = 0; i < o.rows; i++) {
		double x = oracle_number(&o, i, "Numerator");
		double n = oracle_number(&o, i, "Denominator");
		double by = oracle_number(&o, i, "multiplier");
		struct limits l = wilson(x, n, 0.95);
		struct limits wide = wilson(x, n, 0.998);

		assert_relative(
		    by * x / n, oracle_number(&o, i, "value"), 1e-12);
		assert_relative(by * l.lower,
		    oracle_number(&o, i, grouped ? "lowercl" : "lower95_0cl"),
		    1e-9);
		assert_relative(by * l.upper,
		    oracle_number(&o, i, grouped ? "uppercl" : "upper95_0cl"),
		    1e-9);
		seen += !isnan(l.lower);
		if (grouped)
			continue;
		assert_relative(
		    by * wide.lower, oracle_number(&o, i, "lower99_8cl"), 1e-9);
		assert_relative(
		    by * wide.upper, oracle_number(&o, i, "upper99_8cl"), 1e-9);
	}
	assert_int_equal(seen, known);
	test_drop(&c);
}

static void
shares_have_the_published_limits(void **state)
{
	check_shares("phe_proportion_wilson", 16);
	check_shares("phe_proportion_wilson_grouped", 8);
}

static void
check_rates(const char *name, size_t known)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, name);
	bool grouped = str_is(o.header[4], "lowercl");
	size_t seen = 0;

	for (size_t i = 0; i < o.rows; i++) {
		double x = oracle_number(&o, i, "Numerator");
		double n = oracle_number(&o, i, "Denominator");
		double per = oracle_number(&o, i, "multiplier");
		struct rate r = rate(x, n, per, 0.95);
		struct rate wide = rate(x, n, per, 0.998);

		assert_relative(r.value, oracle_number(&o, i, "value"), 1e-12);
		assert_true((r.why != NULL) == isnan(r.value));
		assert_relative(r.limits.lower,
		    oracle_number(&o, i, grouped ? "lowercl" : "lower95_0cl"),
		    1e-9);
		assert_relative(r.limits.upper,
		    oracle_number(&o, i, grouped ? "uppercl" : "upper95_0cl"),
		    1e-9);
		if (r.why == NULL)
			assert_true(
			    r.exact ==
			    str_is(oracle_text(&o, i, "method"), "Exact"));
		seen += r.why == NULL;
		if (grouped)
			continue;
		assert_relative(wide.limits.lower,
		    oracle_number(&o, i, "lower99_8cl"), 1e-9);
		assert_relative(wide.limits.upper,
		    oracle_number(&o, i, "upper99_8cl"), 1e-9);
	}
	assert_int_equal(seen, known);
	test_drop(&c);
}

static void
rates_have_the_published_limits(void **state)
{
	check_rates("phe_rate_byars_exact", 17);
	check_rates("phe_rate_byars_exact_grouped", 9);
}

/* Byar's own approximation below 10 is not what we print: the exact limits are,
 * and Byar's lower limit there is even missing. */
static void
single_limits_are_the_published_ones(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "phe_wilson_byars");
	size_t seen = 0;

	for (size_t i = 0; i < o.rows; i++) {
		bool is_byar = str_is(oracle_text(&o, i, "method"), "Byars");
		double confidence =
		    str_is(oracle_text(&o, i, "confidence"), "95%") ? 0.95
								    : 0.998;
		double x = oracle_number(&o, i, "x");
		struct limits l =
		    is_byar ? byar(x, confidence)
			    : wilson(x, oracle_number(&o, i, "n"), confidence);

		if (is_byar && x < 10)
			continue;
		assert_relative(l.lower, oracle_number(&o, i, "lower"), 1e-9);
		assert_relative(l.upper, oracle_number(&o, i, "upper"), 1e-9);
		seen++;
	}
	assert_int_equal(seen, 11);
	test_drop(&c);
}

static size_t
values_of(const struct oracle *in, struct str area, double *v)
{
	size_t n = 0;

	for (size_t i = 0; i < in->rows; i++)
		if (str_is(area, "No grouping") ||
		    str_eq(oracle_text(in, i, "area"), area))
			v[n++] = oracle_number(in, i, "value");
	return n;
}

static void
means_have_the_published_limits(void **state)
{
	struct ctx c = test_ctx();
	struct oracle in = oracle_read(&c, "phe_mean_t_input");
	struct oracle o = oracle_read(&c, "phe_mean_t_expected");

	assert_int_equal(o.rows, 3);
	for (size_t i = 0; i < o.rows; i++) {
		double v[40];
		size_t n = values_of(&in, oracle_text(&o, i, "area"), v);
		struct mean m = mean(v, n, 0.95), wide = mean(v, n, 0.998);

		assert_true((double)n == oracle_number(&o, i, "value_count"));
		assert_relative(
		    m.sum, oracle_number(&o, i, "value_sum"), 1e-12);
		assert_relative(m.sd, oracle_number(&o, i, "stdev"), 1e-12);
		assert_relative(m.value, oracle_number(&o, i, "value"), 1e-12);
		assert_relative(
		    m.limits.lower, oracle_number(&o, i, "lower95_0cl"), 1e-9);
		assert_relative(
		    m.limits.upper, oracle_number(&o, i, "upper95_0cl"), 1e-9);
		assert_relative(wide.limits.lower,
		    oracle_number(&o, i, "lower99_8cl"), 1e-9);
		assert_relative(wide.limits.upper,
		    oracle_number(&o, i, "upper99_8cl"), 1e-9);
	}
	test_drop(&c);
}

static void
one_value_has_a_mean_and_no_interval(void **state)
{
	struct mean m = mean((double[]){7}, 1, 0.95);

	assert_true(m.value == 7 && isnan(m.limits.lower));
	assert_non_null(m.why_limits);
	assert_null(m.why);
	assert_non_null(mean(NULL, 0, 0.95).why);
}

static void
medians_have_an_interval_that_covers_enough(void **state)
{
	double scratch[20];
	const double v[] = {9, 1, 8, 2, 7, 3, 6, 4, 5, 10};
	struct median m = median(v, 10, 0.95, scratch);

	/* 2nd to 9th of ten: 1 - 2 (1 + 10)/1024. */
	assert_true(m.value == 5.5 && m.q1 == 3.25 && m.q3 == 7.75);
	assert_true(m.limits.lower == 2 && m.limits.upper == 9);
	assert_close(m.cover, 1 - 22.0 / 1024, 1e-12);
	m = median(v, 5, 0.95, scratch);
	assert_true(m.value == 7 && isnan(m.limits.lower));
	assert_non_null(m.why_limits);
	assert_non_null(median(v, 0, 0.95, scratch).why);
}

static void
every_published_quantile_is_reproduced(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "phe_quantile");
	size_t seen = 0;

	for (size_t i = 0; i < o.rows; i++) {
		struct str name = oracle_text(&o, i, "quantile_name");
		size_t quantiles = str_is(name, "Decile")    ? 10
				   : str_is(name, "Septile") ? 7
							     : 4;
		double want = oracle_number(&o, i, "expected_quantile");
		double rank = oracle_number(&o, i, "rank_in_group");
		double rows = oracle_number(&o, i, "rows_in_group");

		assert_int_equal(isnan(rank) ? 0
					     : rank_quantile((size_t)rank,
						   (size_t)rows, quantiles),
		    isnan(want) ? 0 : (size_t)want);
		seen++;
	}
	assert_int_equal(seen, 1017);
	test_drop(&c);
}

/* The ranks themselves, from the values: of one sex and region at a time, where
 * low is good from the highest down. */
static void
ranks_share_the_lowest_place(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "phe_quantile");
	double *v = NEWS(c.mem, o.rows, double);
	size_t seen = 0;

	for (size_t i = 0; i < o.rows; i++) {
		struct str pole = oracle_text(&o, i, "polarity");
		double rank = oracle_number(&o, i, "rank_in_group");
		size_t n = 0;

		if (!str_is(oracle_text(&o, i, "group_set"), "IndSexReg") ||
		    isnan(rank))
			continue;
		for (size_t k = 0; k < o.rows; k++)
			if (str_eq(oracle_text(&o, k, "group_set"),
				oracle_text(&o, i, "group_set")) &&
			    str_eq(oracle_text(&o, k, "indicator_sex"),
				oracle_text(&o, i, "indicator_sex")) &&
			    str_eq(oracle_text(&o, k, "parent_code"),
				oracle_text(&o, i, "parent_code")) &&
			    str_eq(oracle_text(&o, k, "polarity"), pole) &&
			    !isnan(oracle_number(&o, k, "value")))
				v[n++] = oracle_number(&o, k, "value");
		assert_true((double)n == oracle_number(&o, i, "rows_in_group"));
		assert_int_equal(
		    rank_of(v, n, oracle_number(&o, i, "value"),
			str_is(pole, "1") || str_ends(pole, S("Low is good"))),
		    (size_t)rank);
		seen++;
	}
	assert_true(seen > 300);
	test_drop(&c);
}

struct strata {
	double events[32], base[32], ref_events[32], ref_base[32];
	size_t n;
};

static struct strata
strata_of(struct ctx *c, struct str area)
{
	struct oracle in = oracle_read(c, "phe_isr_inputs");
	struct strata s = {.n = 0};

	for (size_t i = 0; i < in.rows; i++) {
		double count = oracle_number(&in, i, "count");
		double base = oracle_number(&in, i, "pop");
		double ref = oracle_number(&in, i, "refcount");

		if (!str_eq(oracle_text(&in, i, "area"), area))
			continue;
		s.events[s.n] = isnan(count) ? 0 : count;
		/* One row of the smallest area is blank but for the reference;
		 * its base is as in the other areas. */
		s.base[s.n] = isnan(base) ? 609 : base;
		s.ref_events[s.n] = isnan(ref) ? 0 : ref;
		s.ref_base[s.n] = oracle_number(&in, i, "refpop");
		s.n++;
	}
	return s;
}

static void
assert_limits(const struct oracle *o, size_t i, struct standardised s,
    struct standardised wide)
{
	assert_relative(s.value, oracle_number(o, i, "value"), 1e-9);
	assert_relative(
	    s.limits.lower, oracle_number(o, i, "lower95_0cl"), 1e-9);
	assert_relative(
	    s.limits.upper, oracle_number(o, i, "upper95_0cl"), 1e-9);
	if (isnan(oracle_number(o, i, "lower99_8cl")))
		return;
	assert_relative(
	    wide.limits.lower, oracle_number(o, i, "lower99_8cl"), 1e-9);
	assert_relative(
	    wide.limits.upper, oracle_number(o, i, "upper99_8cl"), 1e-9);
}

/* "indirectly standardised rate per 1000" ends with its multiplier. */
static double
last_number(struct str statistic)
{
	struct str head, rest = statistic;
	double v;

	while (str_cut(rest, ' ', &head, &rest))
		;
	return num_parse(head, &v) ? v : NAN;
}

static void
observed_over_expected_is_the_published_ratio(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "phe_isr_expected");
	size_t from_strata = 0;

	assert_int_equal(o.rows, 16);
	for (size_t i = 0; i < o.rows; i++) {
		struct str area = oracle_text(&o, i, "area");
		double reference = oracle_number(&o, i, "ref_rate");
		double per = last_number(oracle_text(&o, i, "statistic"));
		double events = oracle_number(&o, i, "observed");
		double expected = oracle_number(&o, i, "expected");
		/* The reference's rate is printed with its multiplier. */
		double by = isnan(reference) ? per : reference;
		struct strata t = strata_of(&c, area);

		assert_limits(&o, i,
		    standardise_ratio(events, expected, by, 0.95),
		    standardise_ratio(events, expected, by, 0.998));
		if (t.n == 0)
			continue;
		struct standardised s = standardise_indirect(
		    t.events, t.base, t.ref_events, t.ref_base, t.n, by, 0.95);
		assert_limits(&o, i, s,
		    standardise_indirect(t.events, t.base, t.ref_events,
			t.ref_base, t.n, by, 0.998));
		assert_relative(s.expected, expected, 1e-12);
		assert_true(s.observed == events);
		assert_true(
		    s.exact == str_is(oracle_text(&o, i, "method"), "Exact"));
		if (!isnan(reference))
			assert_relative(
			    s.reference_rate * per, reference, 1e-12);
		from_strata++;
	}
	assert_int_equal(from_strata, 12);
	test_drop(&c);
}

/* European Standard Population 2013; the 1976 one has no group over 85. */
static const double standard_2013[] = {5000, 5500, 5500, 5500, 6000, 6000, 6500,
    7000, 7000, 7000, 7000, 6500, 6000, 5500, 5000, 4000, 2500, 1500, 1000};
static const double standard_1976[] = {8000, 7000, 7000, 7000, 7000, 7000, 7000,
    7000, 7000, 7000, 7000, 6000, 5000, 4000, 3000, 2000, 1000, 1000};

static void
direct_rates_are_the_published_ones(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "phe_dsr_expected");
	size_t seen = 0;

	for (size_t i = 0; i < o.rows; i++) {
		struct str area = oracle_text(&o, i, "area");
		bool old = str_is(area, "testdata_1976");
		double per = last_number(oracle_text(&o, i, "statistic"));
		struct strata t = strata_of(&c, old ? S("testdata_big") : area);
		const double *standard = old ? standard_1976 : standard_2013;
		struct standardised s, wide;

		if (t.n == 0)
			continue;
		/* "dsr NA for total count < 10" ends with a 10 too. */
		s = standardise_direct(t.events, t.base, standard,
		    old ? COUNT(standard_1976) : t.n, per, 0.95);
		wide = standardise_direct(t.events, t.base, standard,
		    old ? COUNT(standard_1976) : t.n, per, 0.998);
		assert_true(s.observed == oracle_number(&o, i, "total_count"));
		if (isnan(oracle_number(&o, i, "value"))) {
			assert_true(isnan(s.value) && s.why != NULL);
		} else if (old) {
			assert_relative(
			    s.value, oracle_number(&o, i, "value"), 1e-9);
			assert_relative(s.limits.lower,
			    oracle_number(&o, i, "lower95_0cl"), 1e-9);
			/* Published ten times too large. */
			assert_relative(10 * wide.limits.upper,
			    oracle_number(&o, i, "upper99_8cl"), 1e-9);
		} else {
			assert_limits(&o, i, s, wide);
		}
		seen++;
	}
	assert_int_equal(seen, 8);
	test_drop(&c);
}

static void
standardisation_says_why_it_cannot(void **state)
{
	const double one[] = {20, 1}, zero[] = {0, 0}, half[] = {5, 0};

	assert_non_null(
	    standardise_indirect(one, one, one, half, 2, 1, 0.95).why);
	assert_non_null(
	    standardise_indirect(one, one, zero, one, 2, 1, 0.95).why);
	assert_non_null(standardise_direct(one, half, one, 2, 1, 0.95).why);
	assert_non_null(standardise_direct(one, one, zero, 2, 1, 0.95).why);
	assert_non_null(standardise_direct(half, one, one, 2, 1, 0.95).why);
	assert_null(standardise_direct(one, one, one, 2, 1, 0.95).why);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(shares_have_the_published_limits),
	    cmocka_unit_test(rates_have_the_published_limits),
	    cmocka_unit_test(single_limits_are_the_published_ones),
	    cmocka_unit_test(means_have_the_published_limits),
	    cmocka_unit_test(one_value_has_a_mean_and_no_interval),
	    cmocka_unit_test(medians_have_an_interval_that_covers_enough),
	    cmocka_unit_test(every_published_quantile_is_reproduced),
	    cmocka_unit_test(ranks_share_the_lowest_place),
	    cmocka_unit_test(observed_over_expected_is_the_published_ratio),
	    cmocka_unit_test(direct_rates_are_the_published_ones),
	    cmocka_unit_test(standardisation_says_why_it_cannot),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
