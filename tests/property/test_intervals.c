/* needs: indicators */
/* Laws of intervals and sums, with a printed seed. */
#include <math.h>
#include <stdlib.h>

#include "indicators/methods.h"
#include "unit/indicators/small.h"

static uint64_t seed;

/* xorshift64*: the same numbers on every machine. */
static double
chance(void)
{
	seed ^= seed >> 12;
	seed ^= seed << 25;
	seed ^= seed >> 27;
	return (double)((seed * UINT64_C(2685821657736338717)) >> 11) /
	       9007199254740992.0;
}

static int
start(void **state)
{
	const char *given = getenv("SEED");

	seed = given != NULL ? strtoull(given, NULL, 10) : 20251130;
	print_message("seed %llu\n", (unsigned long long)seed);
	return seed == 0;
}

static void
wilson_holds_the_share_inside_0_and_1(void **state)
{
	for (int i = 0; i < 20000; i++) {
		double n = exp(chance() * 14 - 1), x = n * chance();
		struct limits l = wilson(x, n, 0.95);
		struct limits wide = wilson(x, n, 0.998);

		assert_true(l.lower >= 0 && l.upper <= 1);
		assert_true(l.lower <= x / n && x / n <= l.upper);
		assert_true(l.lower < l.upper);
		assert_true(wide.lower <= l.lower && l.upper <= wide.upper);
	}
}

static void
wilson_shrinks_as_the_base_grows(void **state)
{
	for (int i = 0; i < 20000; i++) {
		double n = exp(chance() * 10), p = chance();
		double more = n * (1.05 + chance());
		struct limits a = wilson(p * n, n, 0.95);
		struct limits b = wilson(p * more, more, 0.95);

		assert_true(b.upper - b.lower < a.upper - a.lower);
	}
}

/* Counting who is in or who is out gives the same interval, mirrored. */
static void
wilson_is_symmetric(void **state)
{
	for (int i = 0; i < 20000; i++) {
		double n = exp(chance() * 10), x = n * chance();
		struct limits a = wilson(x, n, 0.95);
		struct limits b = wilson(n - x, n, 0.95);

		assert_true(fabs(a.lower + b.upper - 1) < 1e-9);
		assert_true(fabs(a.upper + b.lower - 1) < 1e-9);
	}
}

static void
byar_holds_the_count_and_shrinks_beside_it(void **state)
{
	for (int i = 0; i < 5000; i++) {
		double x = exp(chance() * 12), more = x * (1.2 + chance());
		struct limits a = byar(x, 0.95), b = byar(more, 0.95);

		assert_true(a.lower >= 0 && a.lower <= x && x <= a.upper);
		assert_true(
		    (b.upper - b.lower) / more < (a.upper - a.lower) / x);
	}
}

static void
quantiles_rise_and_stay_inside(void **state)
{
	for (int i = 0; i < 2000; i++) {
		double v[40], last = -1;
		size_t n = 1 + (size_t)(chance() * 39);

		v[0] = chance();
		for (size_t k = 1; k < n; k++)
			v[k] = v[k - 1] + chance();
		for (double p = 0; p <= 1; p += 0.05) {
			double q = quantile(v, n, p);
			assert_true(q >= v[0] && q <= v[n - 1] && q >= last);
			last = q;
		}
	}
}

static void
swap(struct observation *a, struct observation *b)
{
	struct observation t = *a;

	*a = *b;
	*b = t;
}

static struct dataset *
staff(struct ctx *c)
{
	static const char *const group[] = {"All", "A", "B", "C", "D"};
	static const char *const measure[] = {"start", "end", "leavers"};
	struct dataset *d = dataset_new(c->mem);

	for (int org = 0; org < 12; org++) {
		char code[16];

		snprintf(code, sizeof code, "R%02d", org);
		small_org(c, d, code, "Mental Health",
		    org % 2 ? "London" : "Midlands", org < 9);
	}
	for (int i = 0; i < 3000; i++) {
		char code[16];

		snprintf(code, sizeof code, "R%02d", (int)(chance() * 12));
		small_add(c, d, code, measure[(int)(chance() * 3)],
		    group[(int)(chance() * 5)],
		    day_of(2025, 9 + (int)(chance() * 3), 30),
		    floor(chance() * 1e7) / 1e5);
	}
	return d;
}

static void
order_of_observations_never_matters(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = staff(&c);
	struct indicator ind = small_leavers(&c);
	struct scorecard *first, *again;

	first = small_compute(&c, d, &ind, 1, small_settings);
	assert_true(first->n > 40);
	for (int round = 0; round < 20; round++) {
		for (size_t i = d->n - 1; i > 0; i--)
			swap(&d->observation[i],
			    &d->observation[(size_t)(chance() * (double)i)]);
		again = small_compute(&c, d, &ind, 1, small_settings);
		assert_int_equal(again->n, first->n);
		for (size_t i = 0; i < first->n; i++) {
			struct figure a = first->figure[i];
			struct figure b = again->figure[i];

			assert_true(str_eq(a.sentence, b.sentence));
			assert_true(str_eq(a.reason, b.reason));
			a.sentence = b.sentence = a.reason = b.reason = S("");
			assert_memory_equal(
			    &a.numerator, &b.numerator, sizeof(double[5]));
			assert_memory_equal(
			    &a.peer_q1, &b.peer_q1, sizeof(double[4]));
			assert_true(a.rank == b.rank && a.org == b.org);
			assert_true(a.verdict == b.verdict);
			assert_true(a.status == b.status);
			assert_true(a.breakdown == b.breakdown);
		}
	}
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(wilson_holds_the_share_inside_0_and_1),
	    cmocka_unit_test(wilson_shrinks_as_the_base_grows),
	    cmocka_unit_test(wilson_is_symmetric),
	    cmocka_unit_test(byar_holds_the_count_and_shrinks_beside_it),
	    cmocka_unit_test(quantiles_rise_and_stay_inside),
	    cmocka_unit_test(order_of_observations_never_matters),
	};
	return cmocka_run_group_tests(tests, start, NULL);
}
