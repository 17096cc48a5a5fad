/* tests/unit/base/test_num.c -- numbers to text and back. */
#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/num.h"
#include "check.h"

static struct str
fixed(struct ctx *c, double v, int places, unsigned flags)
{
	struct buf b = buf_new(c->mem);

	num_fixed(&b, v, places, flags);
	return buf_str(&b);
}

static struct str
shortest(struct ctx *c, double v)
{
	struct buf b = buf_new(c->mem);

	num_short(&b, v);
	return buf_str(&b);
}

static void
halves_are_rounded_away_from_zero_in_decimal(void **state)
{
	struct ctx c = test_ctx();

	/* 4.125 and 1.005: the second is below its decimal in binary. */
	assert_str(fixed(&c, 4.125, 2, 0), "4.13");
	assert_str(fixed(&c, 1.005, 2, 0), "1.01");
	assert_str(fixed(&c, -2.5, 0, 0), "-3");
	assert_str(fixed(&c, 0.5, 0, 0), "1");
	assert_str(fixed(&c, 99.995, 2, 0), "100.00");
	assert_str(fixed(&c, 0.04, 1, 0), "0.0");
	assert_str(fixed(&c, -0.04, 1, NUM_TRUE_MINUS), "0.0");
	test_drop(&c);
}

/* RV5, March 2025, in the published sickness absence file: 4.13. */
static void
a_published_rate_reproduces(void **state)
{
	struct ctx c = test_ctx();

	assert_str(
	    fixed(&c, 100 * 7887.17376 / 191134.31599, 2, NUM_TRIM), "4.13");
	assert_str(fixed(&c, 4.9, 2, NUM_TRIM), "4.9");
	test_drop(&c);
}

static void
flags_change_only_the_dress(void **state)
{
	struct ctx c = test_ctx();

	assert_str(fixed(&c, 1234567.8, 1, NUM_THOUSANDS), "1,234,567.8");
	assert_str(fixed(&c, 999.96, 1, NUM_THOUSANDS), "1,000.0");
	assert_str(fixed(&c, -1.25, 1, NUM_TRUE_MINUS), "\u22121.3");
	assert_str(fixed(&c, 1.25, 1, NUM_SIGN), "+1.3");
	assert_str(fixed(&c, 12345678901234.0, 0, 0), "12345678901234");
	test_drop(&c);
}

static void
the_shortest_text_reads_back_as_the_same_number(void **state)
{
	static const double v[] = {0, 0.1, 1.0 / 3, 3730.14, 1e-9, 1e22, 123456,
	    0.30000000000000004, -7887.17376, 5e-324, 1.7976931348623157e308};
	struct ctx c = test_ctx();

	for (size_t i = 0; i < COUNT(v); i++) {
		struct buf b = buf_new(c.mem);
		double back;
		num_short(&b, v[i]);
		assert_true(num_parse(buf_str(&b), &back));
		assert_true(back == v[i]);
	}
	assert_str(shortest(&c, 1e-7), "1e-7");
	assert_str(shortest(&c, -1.25e-9), "-1.25e-9");
	test_drop(&c);
}

/* %.0e, %.1e ... are the nearest of their length; the first that reads back has
 * as many digits as are needed, save beside powers of two. */
static void
no_shorter_or_nearer_text_reads_back(void **state)
{
	struct ctx c = test_ctx();
	uint64_t seed = 20261122;

	for (int i = 0; i < 60000; i++) {
		struct arena_mark m = arena_mark(c.mem);
		char want[64];
		const char *text;
		double v;
		int n = 0, digits = 0, zeros = 0;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		/* From 2^-15 to 2^50, every ninth a power of two. */
		v = (1 + (i % 9 ? (double)(seed >> 12) / 0x1p52 : 0)) *
		    ldexp(1, i % 65) / 0x1p15;
		v = i % 4 == 1 ? (double)(int64_t)(v * 1000) / 1000 : v;
		text = str_z(c.mem, shortest(&c, v));
		assert_true(strtod(text, NULL) == v);
		do
			snprintf(want, sizeof want, "%.*e", n++, v);
		while (strtod(want, NULL) != v);
		for (const char *p = text; *p != '\0' && *p != 'e'; p++) {
			if (*p < '0' || *p > '9')
				continue;
			zeros = *p == '0' && digits > 0 ? zeros + 1 : 0;
			digits += *p != '0' || digits > 0;
		}
		assert_in_range(digits - zeros, 0, n);
		if (digits - zeros == n)
			assert_true(fabsl(strtold(text, NULL) - v) <=
				    fabsl(strtold(want, NULL) - v));
		arena_rewind(c.mem, m);
	}
	test_drop(&c);
}

/* Against rounding in whole numbers, ties included. */
static void
rounding_agrees_with_whole_numbers(void **state)
{
	struct ctx c = test_ctx();
	uint64_t seed = 20260630;

	for (int i = 0; i < 20000; i++) {
		struct arena_mark m = arena_mark(c.mem);
		struct buf quick = buf_new(c.mem), want = buf_new(c.mem);
		char text[64];
		int64_t n;
		int places = i % 5, more = 1 + i % 3;
		seed = seed * 6364136223846793005u + 1442695040888963407u;
		n = (int64_t)(seed >> 30) % 100000000 * (i % 2 ? 1 : -1);
		/* n / 10^(places + more), rounded in whole numbers. */
		int64_t unit = more == 1   ? 10
			       : more == 2 ? 100
					   : 1000,
			down = 1;
		int64_t up = (llabs(n) + unit / 2) / unit;
		double v;
		for (int k = 0; k < places; k++)
			down *= 10;
		v = (double)n / (double)(down * unit);
		num_fixed(&quick, v, places, NUM_PLAIN);
		snprintf(text, sizeof text, places ? "%s%lld.%0*lld" : "%s%lld",
		    n < 0 && up > 0 ? "-" : "", (long long)(up / down), places,
		    (long long)(up % down));
		buf_addz(&want, text);
		assert_str(buf_str(&quick), buf_str(&want).p);
		arena_rewind(c.mem, m);
	}
	test_drop(&c);
}

static void
only_whole_decimal_numbers_are_read(void **state)
{
	double v;

	assert_true(num_parse(S(" 12.5 "), &v));
	assert_true(v == 12.5);
	assert_true(num_parse(S("-3e2"), &v));
	assert_true(v == -300);
	assert_false(num_parse(S("1,234"), &v));
	assert_false(num_parse(S("12 people"), &v));
	assert_false(num_parse(S("0x10"), &v));
	assert_false(num_parse(S("nan"), &v));
	assert_false(num_parse(S("1e999"), &v));
	assert_false(num_parse(S(""), &v));
	assert_false(num_parse(S("-"), &v));
}

static void
no_locale_changes_a_number(void **state)
{
	struct ctx c = test_ctx();
	double v;

	setlocale(LC_ALL, "de_DE.UTF-8"); /* where it is there at all */
	assert_str(fixed(&c, 1.5, 1, 0), "1.5");
	assert_true(num_parse(S("1.5"), &v));
	setlocale(LC_ALL, "C");
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(halves_are_rounded_away_from_zero_in_decimal),
	    cmocka_unit_test(a_published_rate_reproduces),
	    cmocka_unit_test(flags_change_only_the_dress),
	    cmocka_unit_test(the_shortest_text_reads_back_as_the_same_number),
	    cmocka_unit_test(no_shorter_or_nearer_text_reads_back),
	    cmocka_unit_test(rounding_agrees_with_whole_numbers),
	    cmocka_unit_test(only_whole_decimal_numbers_are_read),
	    cmocka_unit_test(no_locale_changes_a_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
