/* links: glpk */
/* Tables of several organisations with totals over them, protected by guard and
 * then attacked with a linear program that is none of ours. */
#include <glpk.h>
#include <math.h>

#include "check.h"
#include "indicators/guard.h"

enum { ORGS = 5, CELLS = 6, SUMS = (ORGS + 1) * (CELLS + 3), WIDTH = 4 };

/* Every organisation tells its cells, the sums of each half, and of all; a total
 * over the organisations tells the same. */
struct tables {
	double atom[ORGS * CELLS], cost[SUMS];
	struct guard_sum sum[SUMS];
	uint32_t list[SUMS * ORGS * CELLS];
	bool withheld[SUMS];
	struct guard g;
};

static uint32_t
next(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 16;
}

static void
make(struct tables *t, uint32_t seed, double rounded)
{
	double count[ORGS * CELLS];
	uint32_t *list = t->list;

	*t = (struct tables){0};
	for (size_t i = 0; i < ORGS * CELLS; i++) {
		uint32_t v = next(&seed);

		count[i] = v % 3 == 0 ? v / 3 % 6 : v % 40;
	}
	for (size_t o = 0; o <= ORGS; o++)
		for (size_t k = 0; k < CELLS + 3; k++) {
			struct guard_sum *e = &t->sum[t->g.n_sums];
			double value = 0;

			e->atom = list;
			for (size_t i = 0; i < ORGS * CELLS; i++) {
				size_t cell = i % CELLS;
				bool in = k < CELLS ? cell == k
					  : k == CELLS + 2
					      ? true
					      : cell / 3 == k - CELLS;

				if (in && (o == ORGS || i / CELLS == o)) {
					*list++ = (uint32_t)i;
					e->n++;
				}
			}
			for (size_t i = 0; i < e->n; i++) {
				t->atom[e->atom[i]] = count[e->atom[i]];
				value += count[e->atom[i]];
			}
			e->group = (uint32_t)t->g.n_sums;
			e->guarded = true;
			e->below = e->above = value > 0 ? rounded : 0;
			/* Unlike any other, so that no order decides. */
			t->cost[t->g.n_sums] =
			    value * (o == ORGS ? 16 : 1) + (double)k / 64;
			t->withheld[t->g.n_sums++] = value > 0 && value < 5;
		}
	t->g.atom = t->atom;
	t->g.n_atoms = ORGS * CELLS;
	t->g.sum = t->sum;
	t->g.withheld = t->withheld;
	t->g.cost = t->cost;
	t->g.n_groups = t->g.n_sums;
	t->g.width = WIDTH;
}

static void
fill(glp_prob *lp, const struct tables *t)
{
	int index[ORGS * CELLS + 1];
	double times[ORGS * CELLS + 1];

	glp_add_cols(lp, ORGS * CELLS);
	for (int i = 1; i <= ORGS * CELLS; i++)
		glp_set_col_bnds(lp, i, GLP_LO, 0, 0);
	for (size_t s = 0; s < t->g.n_sums; s++) {
		const struct guard_sum *e = &t->sum[s];
		double value = 0;
		int row;

		if (t->withheld[s])
			continue;
		for (size_t i = 0; i < e->n; i++) {
			index[i + 1] = (int)e->atom[i] + 1;
			times[i + 1] = 1;
			value += t->atom[e->atom[i]];
		}
		row = glp_add_rows(lp, 1);
		glp_set_mat_row(lp, row, (int)e->n, index, times);
		glp_set_row_bnds(lp, row, e->above > 0 ? GLP_DB : GLP_FX,
		    value - e->below, value + e->above);
	}
}

static double
extreme(glp_prob *lp, int way)
{
	glp_smcp o;

	glp_init_smcp(&o);
	o.msg_lev = GLP_MSG_OFF;
	glp_set_obj_dir(lp, way);
	assert_int_equal(glp_simplex(lp, &o), 0);
	if (glp_get_status(lp) == GLP_UNBND)
		return way == GLP_MAX ? INFINITY : -INFINITY;
	assert_int_equal(glp_get_status(lp), GLP_OPT);
	return glp_get_obj_val(lp);
}

static double
width_of(glp_prob *lp, const struct guard_sum *e)
{
	for (int i = 1; i <= ORGS * CELLS; i++)
		glp_set_obj_coef(lp, i, 0);
	for (size_t i = 0; i < e->n; i++)
		glp_set_obj_coef(lp, (int)e->atom[i] + 1, 1);
	return extreme(lp, GLP_MAX) - extreme(lp, GLP_MIN);
}

/* The least width of what is withheld. */
static double
least_width(const struct tables *t)
{
	glp_prob *lp = glp_create_prob();
	double least = INFINITY;

	fill(lp, t);
	for (size_t s = 0; s < t->g.n_sums; s++)
		if (t->withheld[s])
			least = fmin(least, width_of(lp, &t->sum[s]));
	glp_delete_prob(lp);
	glp_free_env();
	return least;
}

static void
protect_and_attack(double rounded)
{
	struct ctx c = test_ctx();
	struct tables *t = NEW(c.mem, struct tables);
	size_t bitten = 0;

	for (uint32_t seed = 1; seed <= 25; seed++) {
		make(t, seed, rounded);
		bitten += least_width(t) < WIDTH - 1e-6;
		guard_protect(c.tmp, &t->g);
		assert_int_equal(t->g.unguarded, 0);
		assert_true(least_width(t) >= WIDTH - 1e-6);
	}
	/* Unprotected, the same attack finds what is small. */
	assert_true(rounded > 0 || bitten > 20);
	test_drop(&c);
}

static void
no_attack_bounds_what_is_withheld(void **state)
{
	protect_and_attack(0);
}

static void
no_attack_bounds_what_is_withheld_among_rounded_sums(void **state)
{
	protect_and_attack(1);
}

static void
withholding_twice_is_withholding_once(void **state)
{
	struct ctx c = test_ctx();
	struct tables *t = NEW(c.mem, struct tables);
	bool once[SUMS];

	for (uint32_t seed = 1; seed <= 25; seed++) {
		make(t, seed, 0);
		guard_protect(c.tmp, &t->g);
		memcpy(once, t->withheld, sizeof once);
		guard_protect(c.tmp, &t->g);
		assert_memory_equal(once, t->withheld, sizeof once);
	}
	test_drop(&c);
}

static bool
is_total(size_t sum)
{
	return sum >= ORGS * (CELLS + 3);
}

/* Organisations that are safe alone, and their totals: only these may go. */
static void
totals_alone_are_enough_to_withhold(void **state)
{
	struct ctx c = test_ctx();
	struct tables *t = NEW(c.mem, struct tables);
	bool small[SUMS];
	size_t bitten = 0;

	for (uint32_t seed = 1; seed <= 25; seed++) {
		make(t, seed, 0);
		memcpy(small, t->withheld, sizeof small);
		for (size_t s = 0; s < t->g.n_sums; s++)
			t->withheld[s] |= is_total(s);
		guard_protect(c.tmp, &t->g);
		for (size_t s = 0; s < t->g.n_sums; s++) {
			if (is_total(s))
				t->withheld[s] = small[s];
			else
				t->cost[s] = INFINITY;
			small[s] = t->withheld[s];
		}
		bitten += least_width(t) < WIDTH - 1e-6;
		guard_protect(c.tmp, &t->g);
		assert_int_equal(t->g.unguarded, 0);
		assert_true(least_width(t) >= WIDTH - 1e-6);
		for (size_t s = 0; s < t->g.n_sums; s++)
			assert_true(is_total(s) || t->withheld[s] == small[s]);
	}
	assert_true(bitten > 10);
	test_drop(&c);
}

/* In systems of this size the walks come to the end. */
static void
a_width_is_what_the_attack_finds(void **state)
{
	struct ctx c = test_ctx();
	struct tables *t = NEW(c.mem, struct tables);

	for (uint32_t seed = 1; seed <= 10; seed++) {
		glp_prob *lp = glp_create_prob();

		make(t, seed, 0);
		for (size_t s = 0; s < t->g.n_sums; s += 3)
			t->withheld[s] = true;
		fill(lp, t);
		for (size_t s = 0; s < t->g.n_sums; s += 3) {
			double want = width_of(lp, &t->sum[s]);
			double got = guard_width(c.tmp, &t->g, s);

			assert_true(
			    isinf(want) ? isinf(got) : fabs(got - want) < 1e-6);
		}
		glp_delete_prob(lp);
		glp_free_env();
	}
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_attack_bounds_what_is_withheld),
	    cmocka_unit_test(
		no_attack_bounds_what_is_withheld_among_rounded_sums),
	    cmocka_unit_test(withholding_twice_is_withholding_once),
	    cmocka_unit_test(totals_alone_are_enough_to_withhold),
	    cmocka_unit_test(a_width_is_what_the_attack_finds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
