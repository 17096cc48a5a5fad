/* Intervals and quantiles against published values. */
#include <math.h>

#include "base/file.h"
#include "base/num.h"
#include "check.h"
#include "indicators/methods.h"

static void
assert_near(double got, double want)
{
	if (!(fabs(got - want) <= 1e-9 * fmax(1, fabs(want))))
		fail_msg("%.17g is not %.17g", got, want);
}

static double
field(struct str *rest)
{
	struct str word;
	double v;

	str_cut(*rest, ',', &word, rest);
	return num_parse(word, &v) ? v : NAN;
}

static void
intervals_are_the_published_ones(void **state)
{
	struct ctx c = test_ctx();
	struct str text, line, method;
	unsigned wilsons = 0, byars = 0;

	assert_true(file_read(&c, S("tests/data/intervals.csv"), 0, &text));
	while (str_cut(text, '\n', &line, &text)) {
		double confidence, x, n, lower, upper;
		struct limits l;

		if (line.p[0] == '#' || str_starts(line, S("method")))
			continue;
		str_cut(line, ',', &method, &line);
		confidence = field(&line) / 100;
		x = field(&line);
		n = field(&line);
		lower = field(&line);
		upper = field(&line);
		if (str_is(method, "wilson")) {
			l = wilson(x, n, confidence);
			wilsons++;
		} else {
			l = byar(x, confidence);
			byars++;
		}
		assert_near(l.lower, lower);
		assert_near(l.upper, upper);
	}
	assert_int_equal(wilsons, 22);
	assert_int_equal(byars, 23);
	test_drop(&c);
}

static void
wilson_has_no_limits_without_a_share(void **state)
{
	assert_true(isnan(wilson(-1, 10, 0.95).lower));
	assert_true(isnan(wilson(1, 0, 0.95).upper));
	assert_true(isnan(wilson(11, 10, 0.95).lower));
	assert_true(isnan(wilson(NAN, 10, 0.95).lower));
	assert_true(isnan(wilson(1, NAN, 0.95).upper));
}

static void
wilson_touches_the_ends_exactly(void **state)
{
	assert_true(wilson(0, 20, 0.95).lower == 0);
	assert_true(wilson(20, 20, 0.95).upper == 1);
	/* z^2 / (n + z^2) */
	assert_near(
	    wilson(0, 20, 0.95).upper, 3.8414588206941 / 23.8414588206941);
}

static void
a_count_of_zero_has_an_upper_limit_only(void **state)
{
	struct limits l = byar(0, 0.95);

	assert_true(l.lower == 0);
	assert_near(l.upper, -log(0.025));
	assert_true(isnan(byar(-1, 0.95).lower));
}

static void
quantiles_lie_on_lines_between_neighbours(void **state)
{
	const double v[] = {1, 2, 4, 8};

	assert_near(quantile(v, 4, 0), 1);
	assert_near(quantile(v, 4, 0.25), 1.75);
	assert_near(quantile(v, 4, 0.5), 3);
	assert_near(quantile(v, 4, 0.75), 5);
	assert_near(quantile(v, 4, 1), 8);
	assert_near(quantile(v, 3, 0.5), 2);
	assert_near(quantile(v, 1, 0.75), 1);
	assert_true(isnan(quantile(v, 0, 0.5)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(intervals_are_the_published_ones),
	    cmocka_unit_test(wilson_has_no_limits_without_a_share),
	    cmocka_unit_test(wilson_touches_the_ends_exactly),
	    cmocka_unit_test(a_count_of_zero_has_an_upper_limit_only),
	    cmocka_unit_test(quantiles_lie_on_lines_between_neighbours),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
