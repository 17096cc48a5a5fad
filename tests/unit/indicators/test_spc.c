/* Control charts: limits, rules, icons, against the tools of Making Data Count
 * and their peers. */
#include "indicators/spc.h"
#include "unit/indicators/oracle.h"

static const struct xmr_options plain = {
    .improvement = DIRECTION_HIGHER, .target = NAN};

/* "series20.y_base[1:10]", or the values themselves. */
static size_t
series_of(struct ctx *c, struct str name, double *y)
{
	struct oracle o;
	struct str column, range, from;
	double first = 1, last;
	size_t n = 0;

	if (!str_starts(name, S("series20.")))
		return oracle_list(name, y);
	o = oracle_read(c, "spc_xmr_series20");
	(void)str_cut(str_slice(name, 9, name.n), '[', &column, &range);
	last = (double)o.rows;
	if (str_cut(range, ':', &from, &range)) {
		assert_true(num_parse(from, &first));
		assert_true(num_parse(str_slice(range, 0, range.n - 1), &last));
	}
	for (size_t i = (size_t)first; i <= (size_t)last; i++)
		y[n++] = oracle_number(&o, i - 1, str_z(c->mem, column));
	return n;
}

/* Two rows give five digits only. */
static void
limits_are_the_published_ones(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "spc_xmr_expected_limits");

	assert_int_equal(o.rows, 8);
	for (size_t i = 0; i < o.rows; i++) {
		double y[24], scratch[24];
		struct xmr_point p[24];
		size_t n = series_of(&c, oracle_text(&o, i, "series"), y);
		double fix = oracle_number(&o, i, "fix_after_n");
		struct xmr_options how = plain;
		struct xmr x;

		how.keep_outliers =
		    str_is(oracle_text(&o, i, "screen_outliers"), "False");
		how.fix_after = isnan(fix) ? 0 : (size_t)fix;
		x = xmr(y, n, &how, p, scratch);
		assert_close(x.mean, oracle_number(&o, i, "mean"), 1e-6);
		assert_close(x.limits.lower, oracle_number(&o, i, "lpl"), 1e-6);
		assert_close(x.limits.upper, oracle_number(&o, i, "upl"), 1e-6);
		assert_close(
		    p[0].near_lower, oracle_number(&o, i, "near_lpl"), 1e-6);
		assert_close(
		    p[0].near_upper, oracle_number(&o, i, "near_upl"), 1e-6);
		assert_int_equal(x.run_chart, n < SPC_ENOUGH);
	}
	test_drop(&c);
}

static size_t
signs(struct str text, signed char *v)
{
	double d[16];
	size_t n = oracle_list(text, d);

	for (size_t i = 0; i < n; i++)
		v[i] = (signed char)d[i];
	return n;
}

/* "none upper lower" */
static size_t
sides(struct str text, signed char *v)
{
	struct str word;
	size_t n = 0;

	while (text.n > 0) {
		(void)str_cut(text, ' ', &word, &text);
		v[n++] = str_is(word, "upper")   ? 1
			 : str_is(word, "lower") ? -1
						 : 0;
	}
	return n;
}

/* The number after a key: "shift n=7 target 5". */
static double
after(struct str text, const char *key)
{
	ptrdiff_t at = str_find(text, str_of(key));
	struct str word, rest;
	double v = NAN;

	if (at < 0)
		return NAN;
	(void)str_cut(str_slice(text, (size_t)at + strlen(key), text.n), ' ',
	    &word, &rest);
	return num_parse(word, &v) ? v : NAN;
}

static void
rule_of_nhsr(struct str rule, struct str input, signed char *got, bool *bare)
{
	struct str first, second;
	signed char a[16], b[16];
	double y[16];
	size_t n;

	(void)str_cut(input, ';', &first, &second);
	*bare = true;
	if (str_starts(rule, S("seven_one_side"))) {
		n = signs(first, a);
		rule_shift_ends(a, n, 7, got);
	} else if (str_starts(rule, S("part_of_seven"))) {
		n = signs(first, a);
		rule_spread(a, n, 7, got);
	} else if (str_starts(rule, S("seven_trend"))) {
		n = oracle_list(first, y);
		rule_trend_ends(y, n, 7, got);
		*bare = false;
	} else {
		n = signs(first, a);
		(void)signs(second, b);
		/* Close means close to the limit of its own side there. */
		for (size_t i = 0; i < n; i++)
			a[i] = (signed char)(a[i] * b[i]);
		rule_two_of_three(
		    a, b, n, false, str_find(rule, S("flag")) >= 0, got);
	}
}

static void
rule_of_powerbi(struct str rule, struct str input, signed char *got)
{
	double y[16], run = after(rule, "n="), target = after(rule, "target ");
	size_t n = oracle_list(input, y);
	signed char side[16], close[16], end[16];

	for (size_t i = 0; i < n; i++) {
		side[i] = rule_outside(y[i], (struct limits){target, target});
		close[i] = rule_outside(y[i], (struct limits){0, 10});
	}
	if (str_starts(rule, S("shift"))) {
		rule_shift_ends(side, n, (size_t)run, end);
		rule_spread(end, n, (size_t)run, got);
	} else if (str_starts(rule, S("trend"))) {
		rule_trend_ends(y, n, (size_t)run, end);
		rule_spread(end, n, (size_t)run, got);
	} else if (str_starts(rule, S("two_in_three"))) {
		memset(side, 0, sizeof side);
		rule_two_of_three(close, side, n, true,
		    str_find(rule, S("highlight")) < 0, got);
	} else {
		memcpy(got, close, n);
	}
}

static void
rules_flag_the_published_points(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "spc_rule_vectors");
	size_t seen = 0;

	for (size_t i = 0; i < o.rows; i++) {
		struct str rule = oracle_text(&o, i, "rule");
		struct str input = oracle_text(&o, i, "input");
		struct str expected = oracle_text(&o, i, "expected");
		signed char got[16], want[16];
		bool nhsr = str_is(oracle_text(&o, i, "tool"), "nhsr");
		bool bare = false;
		size_t n;

		if (nhsr) {
			n = signs(expected, want);
			rule_of_nhsr(rule, input, got, &bare);
		} else {
			n = sides(expected, want);
			rule_of_powerbi(rule, input, got);
		}
		assert_true(n > 2);
		for (size_t k = 0; k < n; k++)
			if ((bare ? got[k] != 0 : got[k]) != want[k])
				fail_msg("%.*s, %.*s: point %zu is %d",
				    STRF(rule), STRF(input), k + 1, got[k]);
		seen++;
	}
	assert_int_equal(seen, 34);
	test_drop(&c);
}

static void
assurance_is_the_published_one(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "spc_assurance_icons");

	assert_int_equal(o.rows, 10);
	for (size_t i = 0; i < o.rows; i++) {
		struct str way = oracle_text(&o, i, "improvement_direction");
		struct str want = oracle_text(&o, i, "expected");

		assert_int_equal(
		    assurance_of((struct limits){oracle_number(&o, i, "lpl"),
				     oracle_number(&o, i, "upl")},
			oracle_number(&o, i, "target"),
			str_is(way, "increase")   ? DIRECTION_HIGHER
			: str_is(way, "decrease") ? DIRECTION_LOWER
						  : DIRECTION_NEUTRAL,
			false),
		    str_is(want, "consistent_fail")   ? ASSURANCE_FAIL
		    : str_is(want, "consistent_pass") ? ASSURANCE_PASS
		    : str_is(want, "inconsistent")    ? ASSURANCE_INCONSISTENT
						      : ASSURANCE_NONE);
	}
	test_drop(&c);
}

static void
check_chart(const char *name, enum spc_chart chart, double by, double tolerance)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, name);
	double *x = oracle_column(&c, &o, "numerators"), *n = NULL;
	struct spc_point *p = NEWS(c.mem, o.rows, struct spc_point);
	double *scratch = NEWS(c.mem, 2 * o.rows, double);
	bool *rebase = NEWS(c.mem, o.rows, bool);
	size_t from = chart == SPC_MR ? 1 : 0;

	if (chart == SPC_C)
		rebase[24] = true;
	else
		n = oracle_column(&c, &o, "denominators");
	spc_limits(chart, x, n, o.rows, rebase, false, p, scratch);
	assert_true(o.rows > 10);
	for (size_t i = from; i < o.rows; i++) {
		assert_close(
		    by * p[i].lower, oracle_number(&o, i, "ll99"), tolerance);
		assert_close(by * p[i].near_lower, oracle_number(&o, i, "ll95"),
		    tolerance);
		assert_close(by * p[i].near_upper, oracle_number(&o, i, "ul95"),
		    tolerance);
		if (chart != SPC_MR)
			assert_close(by * p[i].upper,
			    oracle_number(&o, i, "ul99"), tolerance);
	}
	assert_true(chart != SPC_MR || isnan(p[0].value));
	test_drop(&c);
}

static void
other_charts_have_the_published_limits(void **state)
{
	check_chart("powerbi_spc_i_chart", SPC_I, 1, 0.000051);
	check_chart("powerbi_spc_mr_chart", SPC_MR, 1, 0.000051);
	check_chart("powerbi_spc_p_chart", SPC_P, 100, 0.0051);
	check_chart("powerbi_spc_pprime_chart", SPC_P_PRIME, 100, 0.000051);
	check_chart("powerbi_spc_u_chart", SPC_U, 10000, 0.000051);
	check_chart("powerbi_spc_uprime_chart", SPC_U_PRIME, 1, 0.000051);
	check_chart("powerbi_spc_c_chart", SPC_C, 1, 0.0051);
}

static struct xmr
read_series(
    const double *y, size_t n, const struct xmr_options *o, struct xmr_point *p)
{
	double scratch[64];

	return xmr(y, n, o, p, scratch);
}

/* Both limits are 100, and so is the target: met every time. Compared strictly
 * with limits that a moving series happens to have, it would be hit and miss. */
static void
always_100_per_cent_meets_a_target_of_100(void **state)
{
	struct xmr_options o = plain;
	struct xmr_point p[14];
	double y[14];
	struct xmr x;

	for (size_t i = 0; i < 14; i++)
		y[i] = 100;
	o.target = 100;
	x = read_series(y, 14, &o, p);
	assert_true(x.limits.lower == 100 && x.limits.upper == 100);
	assert_int_equal(x.assurance, ASSURANCE_PASS);
	assert_int_equal(x.variation, VARIATION_COMMON);
	o.improvement = DIRECTION_LOWER;
	assert_int_equal(read_series(y, 14, &o, p).assurance, ASSURANCE_PASS);
	o.target = 99;
	assert_int_equal(read_series(y, 14, &o, p).assurance, ASSURANCE_FAIL);
	assert_int_equal(assurance_of((struct limits){90, 100}, 100,
			     DIRECTION_HIGHER, false),
	    ASSURANCE_INCONSISTENT);
	/* 0.1 has no exact mean of thirteen unless equal values are seen. */
	for (size_t i = 0; i < 14; i++)
		y[i] = 0.1;
	o.target = 0.1;
	x = read_series(y, 13, &o, p);
	assert_true(x.mean == 0.1 && x.rule == SPC_NO_RULE);
	assert_int_equal(x.assurance, ASSURANCE_PASS);
}

static void
fewer_than_twelve_points_make_a_run_chart(void **state)
{
	const double y[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 90};
	struct xmr_options o = plain;
	struct xmr_point p[11];
	struct xmr x;

	o.target = 5;
	x = read_series(y, 11, &o, p);
	assert_true(x.run_chart && p[10].trial);
	assert_true(x.median == 6);
	assert_int_equal(x.rule, SPC_NO_RULE);
	assert_int_equal(x.variation, VARIATION_NONE);
	assert_int_equal(x.assurance, ASSURANCE_NONE);
	assert_true(isfinite(x.limits.upper));
	x = read_series(y, 1, &o, p);
	assert_true(isnan(x.limits.upper) && x.why != NULL && x.mean == 1);
	assert_non_null(read_series(y, 0, &o, p).why);
}

/* Twelve that swing, then the points of a case. */
static size_t
after_swings(double *y, const double *then, size_t n)
{
	for (size_t i = 0; i < 12; i++)
		y[i] = i % 2 ? 52 : 48;
	memcpy(y + 12, then, n * sizeof *y);
	return 12 + n;
}

#define AFTER(y, ...)                                                          \
	after_swings(y, (const double[]){__VA_ARGS__},                         \
	    sizeof((const double[]){__VA_ARGS__}) / sizeof(double))

static void
the_gravest_rule_is_told_with_its_points(void **state)
{
	double y[40];
	struct xmr_point p[40];
	struct xmr x = read_series(y, AFTER(y, 49, 80), &plain, p);

	assert_int_equal(x.rule, SPC_OUTSIDE);
	assert_int_equal(x.variation, VARIATION_IMPROVING_HIGH);
	assert_true(x.fired_from == 13 && x.fired_to == 13);
	x = read_series(
	    y, AFTER(y, 51, 50, 50.2, 50.4, 50.6, 50.8, 51, 51.2), &plain, p);
	assert_int_equal(x.rule, SPC_TREND);
	assert_true(x.fired_from == 13 && x.fired_to == 19);
	assert_int_equal(p[12].rule, SPC_NO_RULE);
	x = read_series(
	    y, AFTER(y, 49, 49.1, 49, 49.2, 49, 49.1, 49), &plain, p);
	assert_int_equal(x.rule, SPC_SHIFT);
	assert_int_equal(x.variation, VARIATION_CONCERN_LOW);
	assert_true(x.fired_from == 12 && x.fired_to == 18);
	x = read_series(y, AFTER(y, 48, 61, 52, 61), &plain, p);
	assert_int_equal(x.rule, SPC_TWO_OF_THREE);
	assert_int_equal(x.variation, VARIATION_IMPROVING_HIGH);
	assert_true(x.fired_from == 13 && x.fired_to == 15);
	assert_int_equal(p[14].rule, SPC_NO_RULE);
}

static void
a_direction_turns_improvement_into_concern(void **state)
{
	double y[40];
	struct xmr_point p[40];
	struct xmr_options o = plain;
	size_t n = AFTER(y, 49, 80);

	o.improvement = DIRECTION_LOWER;
	assert_int_equal(
	    read_series(y, n, &o, p).variation, VARIATION_CONCERN_HIGH);
	o.improvement = DIRECTION_NEUTRAL;
	o.target = 20;
	assert_int_equal(
	    read_series(y, n, &o, p).variation, VARIATION_NEUTRAL_HIGH);
	assert_int_equal(read_series(y, n, &o, p).assurance, ASSURANCE_NONE);
	n = AFTER(y, 49, 20);
	o.improvement = DIRECTION_LOWER;
	assert_int_equal(
	    read_series(y, n, &o, p).variation, VARIATION_IMPROVING_LOW);
}

static void
rebasing_starts_anew_and_rules_do_not_cross_it(void **state)
{
	double y[40];
	bool rebase[40] = {false};
	struct xmr_point p[40];
	struct xmr_options o = plain;
	size_t n = AFTER(y, 71, 69, 71, 69, 71, 69, 71, 69, 71, 69, 71, 69);
	struct xmr x;

	rebase[12] = true;
	o.rebase = rebase;
	x = read_series(y, n, &o, p);
	assert_int_equal(x.stretches, 2);
	assert_true(p[0].mean == 50 && p[12].mean == 70 && x.mean == 70);
	assert_true(isnan(p[12].moving_range));
	for (size_t i = 0; i < n; i++)
		assert_int_equal(p[i].rule, SPC_NO_RULE);
	assert_int_equal(x.variation, VARIATION_COMMON);
	/* One point fewer: the new stretch cannot be judged yet. */
	x = read_series(y, n - 1, &o, p);
	assert_true(x.run_chart && !p[11].trial);
	assert_int_equal(x.variation, VARIATION_NONE);
	o.rebase = NULL;
	assert_int_equal(read_series(y, n, &o, p).rule, SPC_OUTSIDE);
}

/* Later points are held against the first twelve. */
static void
fixed_limits_do_not_move(void **state)
{
	double y[40];
	struct xmr_point p[40];
	struct xmr_options o = plain;
	size_t n = AFTER(y, 70, 72, 71);
	struct xmr x;

	o.fix_after = 12;
	x = read_series(y, n, &o, p);
	assert_true(x.mean == 50);
	assert_int_equal(p[12].rule, SPC_OUTSIDE);
	o.fix_after = 3; /* too few to fix on: twelve are used */
	assert_true(read_series(y, n, &o, p).mean == 50);
}

static void
points_beyond_the_limit_count_when_asked(void **state)
{
	const double y[] = {50, 50.5, 49.5, 50.5, 49.5, 50.5, 49.5, 50.5, 49.5,
	    50.5, 49.5, 50.5, 49.5, 50.7, 52.9, 56};
	struct xmr_point p[16];
	struct xmr_options o = plain;

	(void)read_series(y, 16, &o, p);
	assert_int_equal(p[15].rule, SPC_OUTSIDE);
	assert_int_equal(p[14].rule, SPC_NO_RULE);
	o.beyond_counts = true;
	(void)read_series(y, 16, &o, p);
	assert_int_equal(p[14].rule, SPC_TWO_OF_THREE);
	assert_int_equal(p[15].rule, SPC_OUTSIDE);
}

static void
one_point_has_no_prime_limits(void **state)
{
	struct spc_point p;
	double scratch[2];

	spc_limits(SPC_P_PRIME, (double[]){3}, (double[]){10}, 1, NULL, false,
	    &p, scratch);
	assert_true(p.value == 0.3 && isnan(p.lower) && isnan(p.upper));
	spc_limits(SPC_MR, (double[]){3}, NULL, 1, NULL, false, &p, scratch);
	assert_true(isnan(p.lower) && isnan(p.upper));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(limits_are_the_published_ones),
	    cmocka_unit_test(rules_flag_the_published_points),
	    cmocka_unit_test(assurance_is_the_published_one),
	    cmocka_unit_test(other_charts_have_the_published_limits),
	    cmocka_unit_test(always_100_per_cent_meets_a_target_of_100),
	    cmocka_unit_test(fewer_than_twelve_points_make_a_run_chart),
	    cmocka_unit_test(the_gravest_rule_is_told_with_its_points),
	    cmocka_unit_test(a_direction_turns_improvement_into_concern),
	    cmocka_unit_test(rebasing_starts_anew_and_rules_do_not_cross_it),
	    cmocka_unit_test(fixed_limits_do_not_move),
	    cmocka_unit_test(points_beyond_the_limit_count_when_asked),
	    cmocka_unit_test(one_point_has_no_prime_limits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
