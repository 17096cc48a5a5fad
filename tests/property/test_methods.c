/* needs: indicators */
/* Laws of the methods, with a printed seed. */
#include <math.h>
#include <stdlib.h>

#include "check.h"
#include "indicators/funnel.h"
#include "indicators/spc.h"

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

	seed = given != NULL ? strtoull(given, NULL, 10) : 20261122;
	print_message("seed %llu\n", (unsigned long long)seed);
	return seed == 0;
}

static double
whole(double most)
{
	return floor(chance() * (most + 1));
}

static bool
near(double a, double b)
{
	return isnan(a) ? isnan(b)
			: fabs(a - b) <= 1e-9 * fmax(1, fmax(fabs(a), fabs(b)));
}

static bool
holds(struct limits l, double v)
{
	return l.lower <= v && v <= l.upper;
}

/* The same shuffle for each array. */
static void
shuffle(double *const *v, size_t arrays, size_t n)
{
	for (size_t i = n - 1; i > 0; i--) {
		size_t k = (size_t)(chance() * (double)(i + 1));

		for (size_t a = 0; a < arrays; a++) {
			double t = v[a][i];
			v[a][i] = v[a][k];
			v[a][k] = t;
		}
	}
}

static void
intervals_of_two_groups_hold_the_estimate_and_shrink(void **state)
{
	for (int i = 0; i < 5000; i++) {
		double n1 = 1 + whole(500), n2 = 1 + whole(500);
		double a = whole(n1), b = whole(n2), k = 2 + whole(8);
		struct relative_likelihood r =
		    relative_likelihood(a, n1, b, n2, 0.95);
		struct relative_likelihood more =
		    relative_likelihood(k * a, k * n1, k * b, k * n2, 0.95);
		struct difference d = newcombe(a, n1, b, n2, 0.95);
		struct difference big =
		    newcombe(k * a, k * n1, k * b, k * n2, 0.95);

		assert_true(isnan(r.ratio) == (r.why != NULL));
		assert_true(isnan(r.ratio) == (b == 0));
		if (!isnan(r.limits.lower)) {
			assert_true(holds(r.limits, r.ratio));
			assert_true(more.limits.upper / more.limits.lower <
				    r.limits.upper / r.limits.lower);
		}
		assert_true(holds(d.limits, d.value));
		assert_true(d.limits.lower >= -1 && d.limits.upper <= 1);
		assert_true(big.limits.upper - big.limits.lower <
			    d.limits.upper - d.limits.lower);
		assert_true(r.p >= 0 && r.p <= 1);
	}
}

/* Naming the other group first is the reciprocal, and minus the difference. */
static void
turning_the_groups_round_turns_the_answer_round(void **state)
{
	for (int i = 0; i < 5000; i++) {
		double n1 = 1 + whole(300), n2 = 1 + whole(300);
		double a = whole(n1), b = whole(n2);
		struct relative_likelihood r =
		    relative_likelihood(a, n1, b, n2, 0.95);
		struct relative_likelihood t =
		    relative_likelihood(b, n2, a, n1, 0.95);
		struct difference d = newcombe(a, n1, b, n2, 0.95);
		struct difference u = newcombe(b, n2, a, n1, 0.95);

		assert_true(near(r.p, t.p));
		assert_true(near(d.value, -u.value));
		assert_true(near(d.limits.lower, -u.limits.upper));
		if (a == 0 || b == 0)
			continue;
		assert_true(near(r.ratio, 1 / t.ratio));
		assert_true(near(r.limits.lower, 1 / t.limits.upper));
	}
}

static void
equal_shares_are_not_told_apart(void **state)
{
	for (int i = 0; i < 2000; i++) {
		double n = 1 + whole(200), a = whole(n);

		assert_true(near(relative_likelihood(a, n, a, n, 0.95).p, 1));
	}
}

static long double
choose_of(double n, double k)
{
	long double c = 1;

	for (double i = 1; i <= k; i++)
		c = c * (long double)(n - k + i) / (long double)i;
	return c;
}

/* Two tails and a search give what adding up every table gives. */
static void
fishers_test_is_the_sum_over_tables(void **state)
{
	for (int i = 0; i < 5000; i++) {
		double n1 = 1 + whole(40), n2 = 1 + whole(40);
		double a = whole(n1), b = whole(n2), k = a + b;
		long double here = choose_of(n1, a) * choose_of(n2, b);
		long double sum = 0, all = choose_of(n1 + n2, k);

		for (double x = fmax(0, k - n2); x <= fmin(k, n1); x++) {
			long double t = choose_of(n1, x) * choose_of(n2, k - x);
			if (t <= here * (1 + 1e-7L))
				sum += t;
		}
		assert_true(near(relative_likelihood(a, n1, b, n2, 0.95).p,
		    (double)(sum / all)));
	}
}

static void
adjusting_for_strata_of_one_ratio_gives_that_ratio(void **state)
{
	for (int i = 0; i < 2000; i++) {
		double a[6], n1[6], b[6], n2[6];
		double *const all[] = {a, n1, b, n2};
		double ratio = 0.25 + chance() * 3;
		size_t strata = 1 + (size_t)whole(5);
		struct mantel_haenszel m, again;

		for (size_t k = 0; k < strata; k++) {
			n1[k] = 10 + whole(200);
			n2[k] = 10 + whole(200);
			b[k] = n2[k] * (0.05 + 0.2 * chance());
			a[k] = ratio * b[k] / n2[k] * n1[k];
		}
		m = mantel_haenszel(a, n1, b, n2, strata, 0.95);
		assert_true(near(m.ratio, ratio));
		assert_true(holds(m.limits, m.ratio));
		assert_true(strata == 1 || m.chi2 < 1e-9);
		shuffle(all, 4, strata);
		again = mantel_haenszel(a, n1, b, n2, strata, 0.95);
		assert_true(near(m.ratio, again.ratio));
		assert_true(near(m.limits.upper, again.limits.upper));
	}
}

static void
a_gap_is_closed_and_one_fewer_would_not_close_it(void **state)
{
	for (int i = 0; i < 20000; i++) {
		double n1 = 1 + whole(400), n2 = 1 + whole(400);
		double a = whole(n1), b = whole(n2);
		struct gap g = gap(a, n1, b, n2);

		assert_true(g.among >= 0 && g.among == floor(g.among));
		assert_true((b + g.among) * n1 >= a * n2);
		assert_true(b + g.among <= n2);
		if (g.among > 0)
			assert_true((b + g.among - 1) * n1 < a * n2);
		if (isnan(g.joining)) {
			assert_true(a == n1);
			continue;
		}
		assert_true((b + g.joining) * n1 >= a * (n2 + g.joining));
		if (g.joining > 0)
			assert_true((b + g.joining - 1) * n1 <
				    a * (n2 + g.joining - 1));
	}
}

static void
diversity_lies_between_one_and_all(void **state)
{
	for (int i = 0; i < 5000; i++) {
		double v[12], w[12];
		double *const one[] = {v}, *const both[] = {v, w};
		size_t n = 2 + (size_t)whole(10);
		struct diversity d, again;
		double apart;

		for (size_t k = 0; k < n; k++) {
			v[k] = whole(20);
			w[k] = 1 + whole(20);
		}
		v[0]++;
		d = diversity(v, n);
		assert_true(d.effective >= 1 - 1e-12);
		assert_true(d.effective <= (double)d.present + 1e-9);
		apart = dissimilarity(v, w, n);
		assert_true(apart >= 0 && apart <= 1 + 1e-12);
		assert_true(near(apart, dissimilarity(w, v, n)));
		shuffle(both, 2, n);
		assert_true(near(apart, dissimilarity(v, w, n)));
		shuffle(one, 1, n);
		again = diversity(v, n);
		assert_true(near(d.effective, again.effective));
	}
}

static void
means_and_medians_forget_the_order(void **state)
{
	for (int i = 0; i < 3000; i++) {
		double v[30], scratch[30], sum = 0;
		double *const one[] = {v};
		size_t n = 2 + (size_t)whole(28);
		struct mean m, again;
		struct median d, same;

		for (size_t k = 0; k < n; k++)
			sum += v[k] = floor(chance() * 1e6) / 1e3;
		m = mean(v, n, 0.95);
		d = median(v, n, 0.95, scratch);
		assert_true(holds(m.limits, m.value));
		assert_true(near(m.sum, sum));
		assert_true(isnan(d.limits.lower) == (n < 6));
		if (n >= 6)
			assert_true(
			    holds(d.limits, d.value) && d.cover >= 0.95);
		shuffle(one, 1, n);
		again = mean(v, n, 0.95);
		same = median(v, n, 0.95, scratch);
		assert_true(near(m.value, again.value));
		assert_true(near(m.limits.upper, again.limits.upper));
		assert_memory_equal(&d, &same, sizeof d);
	}
}

/* Weights like the base, or all alike on equal bases: the crude rate. */
static void
standardising_to_oneself_is_the_crude_rate(void **state)
{
	for (int i = 0; i < 3000; i++) {
		double x[9], base[9], equal[9], ones[9], ref[9];
		double *const both[] = {x, base};
		size_t n = 1 + (size_t)whole(8);
		struct standardised s, again;

		for (size_t k = 0; k < n; k++) {
			x[k] = 10 + whole(50);
			base[k] = 100 + whole(1000);
			equal[k] = 500;
			ones[k] = 1;
			ref[k] = x[k] * 3;
		}
		s = standardise_direct(x, base, base, n, 100, 0.95);
		assert_true(near(s.value, 100 * s.crude));
		assert_true(holds(s.limits, s.value));
		s = standardise_direct(x, equal, ones, n, 100, 0.95);
		assert_true(near(s.value, 100 * s.crude));
		/* Then the limits are those of the rate itself. */
		struct rate r = rate(s.observed, 500 * (double)n, 100, 0.95);
		assert_true(near(s.limits.lower, r.limits.lower));
		assert_true(near(s.limits.upper, r.limits.upper));
		/* The reference has three times the rate. */
		s = standardise_indirect(x, base, ref, base, n, 1, 0.95);
		assert_true(near(s.value, 1.0 / 3));
		shuffle(both, 2, n);
		again = standardise_direct(x, base, base, n, 100, 0.95);
		assert_true(near(again.value, 100 * s.crude));
	}
}

static void
rates_and_ratios_hold_their_value_and_shrink(void **state)
{
	for (int i = 0; i < 5000; i++) {
		double x = whole(200), y = 1 + whole(200), k = 2 + whole(5);
		struct ratio r = ratio(x, y, 0.95);
		struct ratio big = ratio(k * x, k * y, 0.95);
		struct rate e = rate(x, y, 100, 0.95);

		assert_true(holds(r.limits, r.value));
		assert_true(holds(e.limits, e.value));
		assert_true(big.limits.upper - big.limits.lower <
			    r.limits.upper - r.limits.lower);
	}
}

static void
ranks_and_quantiles_rise_together(void **state)
{
	for (int i = 0; i < 2000; i++) {
		double v[40];
		size_t n = 4 + (size_t)whole(36), q = 2 + (size_t)whole(2);

		for (size_t k = 0; k < n; k++)
			v[k] = whole(30);
		for (size_t k = 0; k < n; k++)
			for (size_t j = 0; j < n; j++) {
				size_t a = rank_of(v, n, v[k], false);
				size_t b = rank_of(v, n, v[j], false);
				size_t qa = rank_quantile(a, n, q);
				size_t qb = rank_quantile(b, n, q);

				assert_true(qa >= 1 && qa <= q);
				assert_true(v[k] < v[j]   ? a < b && qa <= qb
					    : v[k] > v[j] ? a > b
							  : a == b);
			}
	}
}

static void
funnels_narrow_and_overdispersion_widens_them(void **state)
{
	for (int i = 0; i < 3000; i++) {
		double x[20], n[20], z[20], w[20], scratch[20];
		double *const both[] = {x, n};
		size_t count = 3 + (size_t)whole(17);
		struct overdispersion o, again;
		double target;

		for (size_t k = 0; k < count; k++) {
			n[k] = 20 + whole(500);
			x[k] = whole(n[k] - 1) + 1;
		}
		target = funnel_target(x, n, count);
		o = overdispersion(FUNNEL_PROPORTION, FUNNEL_WINSORISE, x, n,
		    count, target, 0.1, z, w, scratch);
		assert_true(o.tau2 >= 0 && o.phi >= 0);
		for (size_t k = 0; k < count; k++) {
			struct limits l =
			    funnel_proportion(target, n[k], FUNNEL_95);
			struct limits far =
			    funnel_proportion(target, 2 * n[k], FUNNEL_95);
			struct limits in = funnel_adjusted(
			    FUNNEL_PROPORTION, target, n[k], 0, FUNNEL_95);
			struct limits out = funnel_adjusted(
			    FUNNEL_PROPORTION, target, n[k], o.tau2, FUNNEL_95);

			assert_true(holds(l, target));
			assert_true(far.upper - far.lower <= l.upper - l.lower);
			assert_true(out.lower <= in.lower);
			assert_true(out.upper >= in.upper);
		}
		shuffle(both, 2, count);
		again = overdispersion(FUNNEL_PROPORTION, FUNNEL_WINSORISE, x,
		    n, count, target, 0.1, z, w, scratch);
		assert_true(near(o.phi, again.phi));
		assert_true(near(o.tau2, again.tau2));
	}
}

/* Turning a series upside down turns every verdict; moving or stretching it
 * changes none. Steps of 1/8 keep the arithmetic exact. */
static void
series_upside_down_have_the_opposite_verdict(void **state)
{
	static const enum variation opposite[] = {
	    [VARIATION_NONE] = VARIATION_NONE,
	    [VARIATION_COMMON] = VARIATION_COMMON,
	    [VARIATION_IMPROVING_HIGH] = VARIATION_CONCERN_LOW,
	    [VARIATION_CONCERN_LOW] = VARIATION_IMPROVING_HIGH};
	struct xmr_options o = {.improvement = DIRECTION_HIGHER, .target = NAN};
	size_t special = 0;

	for (int i = 0; i < 5000; i++) {
		double y[32], turned[32], scratch[32];
		struct xmr_point p[32], q[32];
		size_t n = 2 + (size_t)whole(30);
		double drift = chance() < 0.3 ? 1 : 0;
		struct xmr a, b;

		for (size_t k = 0; k < n; k++) {
			y[k] = whole(40) / 8 + drift * (double)k / 4;
			turned[k] = 1000 - y[k];
		}
		a = xmr(y, n, &o, p, scratch);
		b = xmr(turned, n, &o, q, scratch);
		assert_true(holds(a.limits, a.mean));
		assert_int_equal(a.rule, b.rule);
		assert_int_equal(b.variation, opposite[a.variation]);
		assert_int_equal(a.fired_from, b.fired_from);
		assert_true(a.fired_from <= a.fired_to && a.fired_to == n - 1);
		for (size_t k = 0; k < n; k++)
			assert_true(
			    p[k].rule == q[k].rule && p[k].side == -q[k].side);
		special += a.rule != SPC_NO_RULE;
	}
	assert_true(special > 250);
}

static void
spines_keep_the_comparator_in_the_middle(void **state)
{
	for (int i = 0; i < 3000; i++) {
		double v[20], england;
		size_t n = 2 + (size_t)whole(18);
		struct spine s, low;

		v[0] = chance();
		for (size_t k = 1; k < n; k++)
			v[k] = v[k - 1] + chance() + 0.01;
		england = v[0] + chance() * (v[n - 1] - v[0]);
		s = spine(v, n, n, england, v[n / 2], false);
		low = spine(v, n, n, england, v[n / 2], true);
		assert_true(near(s.comparator, 0.5));
		assert_true(s.worst >= -1e-12 && s.best <= 1 + 1e-12);
		assert_true(
		    s.worst <= s.q25 && s.q25 <= s.q75 && s.q75 <= s.best);
		assert_true(near(s.value, 1 - low.value));
		assert_true(near(s.best, 1 - low.worst));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		intervals_of_two_groups_hold_the_estimate_and_shrink),
	    cmocka_unit_test(turning_the_groups_round_turns_the_answer_round),
	    cmocka_unit_test(equal_shares_are_not_told_apart),
	    cmocka_unit_test(fishers_test_is_the_sum_over_tables),
	    cmocka_unit_test(
		adjusting_for_strata_of_one_ratio_gives_that_ratio),
	    cmocka_unit_test(a_gap_is_closed_and_one_fewer_would_not_close_it),
	    cmocka_unit_test(diversity_lies_between_one_and_all),
	    cmocka_unit_test(means_and_medians_forget_the_order),
	    cmocka_unit_test(standardising_to_oneself_is_the_crude_rate),
	    cmocka_unit_test(rates_and_ratios_hold_their_value_and_shrink),
	    cmocka_unit_test(ranks_and_quantiles_rise_together),
	    cmocka_unit_test(funnels_narrow_and_overdispersion_widens_them),
	    cmocka_unit_test(series_upside_down_have_the_opposite_verdict),
	    cmocka_unit_test(spines_keep_the_comparator_in_the_middle),
	};
	return cmocka_run_group_tests(tests, start, NULL);
}
