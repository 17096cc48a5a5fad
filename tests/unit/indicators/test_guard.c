/* What must be withheld with small counts so that nobody can work them out. */
#include "indicators/guard.h"
#include "oracle.h"

enum { SIDE = 6, CELLS = SIDE * SIDE };

/* A table with totals: cells are groups of their own, so are row totals, column
 * totals and the total of all. A total costs more than all cells. */
struct grid {
	size_t rows, columns;
	double atom[CELLS], cost[CELLS + 2 * SIDE + 1];
	struct guard_sum sum[CELLS + 2 * SIDE + 1];
	bool withheld[CELLS + 2 * SIDE + 1];
	uint32_t list[CELLS * 4 + 8];
	size_t listed;
	struct guard g;
};

static void
add_sum(struct grid *t, const uint32_t *atom, size_t n, double cost)
{
	size_t i = t->g.n_sums++;

	for (size_t k = 0; k < n; k++)
		t->list[t->listed + k] = atom[k];
	t->sum[i] = (struct guard_sum){
	    .atom = t->list + t->listed, .n = n, .group = (uint32_t)i};
	t->listed += n;
	t->cost[i] = cost;
}

static void
make_grid(struct grid *t, size_t rows, size_t columns, const double *count)
{
	uint32_t atom[CELLS];
	double all = 0;

	*t = (struct grid){.rows = rows, .columns = columns};
	for (size_t i = 0; i < rows * columns; i++)
		all += t->atom[i] = count[i];
	for (size_t i = 0; i < rows * columns; i++) {
		atom[0] = (uint32_t)i;
		add_sum(t, atom, 1, count[i]);
		t->sum[i].guarded = true;
	}
	for (size_t r = 0; r < rows; r++) {
		for (size_t k = 0; k < columns; k++)
			atom[k] = (uint32_t)(r * columns + k);
		add_sum(t, atom, columns, 2 * all);
	}
	for (size_t k = 0; k < columns; k++) {
		for (size_t r = 0; r < rows; r++)
			atom[r] = (uint32_t)(r * columns + k);
		add_sum(t, atom, rows, 2 * all);
	}
	for (size_t i = 0; i < rows * columns; i++)
		atom[i] = (uint32_t)i;
	add_sum(t, atom, rows * columns, 3 * all);
	t->g.atom = t->atom;
	t->g.n_atoms = rows * columns;
	t->g.sum = t->sum;
	t->g.withheld = t->withheld;
	t->g.cost = t->cost;
	t->g.n_groups = t->g.n_sums;
	t->g.width = 4;
}

static double
number(const struct oracle *o, size_t row, size_t column)
{
	double v;

	assert_true(num_parse(o->cell[row * o->columns + column], &v));
	return v;
}

/* sdcTable, tests/testthat/test-simpleheuristic.R: two or more withheld in every
 * row and column, and still one is the difference of two totals. */
static void
two_in_every_row_and_column_are_not_enough(void **state)
{
	struct ctx c = test_ctx();
	struct oracle shown =
	    oracle_read(&c, "sdc_attack_table_published_unsafe");
	struct oracle truth = oracle_read(&c, "sdc_attack_table_true");
	struct grid t;
	double count[16];
	bool hidden[16];

	(void)state;
	for (size_t r = 0; r < 4; r++)
		for (size_t k = 0; k < 4; k++) {
			count[r * 4 + k] = number(&truth, r, k + 1);
			hidden[r * 4 + k] = str_is(
			    shown.cell[r * shown.columns + k + 1], "[c]");
		}
	make_grid(&t, 4, 4, count);
	for (size_t i = 0; i < 16; i++)
		t.withheld[i] = hidden[i];
	assert_true(count[1] == 47);
	assert_true(guard_width(c.tmp, &t.g, 1) < 1e-6);
	/* The published remedy: x|b as well; then nought to 141. */
	t.withheld[5] = true;
	assert_true(guard_width(c.tmp, &t.g, 1) > 4);
	assert_true(guard_width(c.tmp, &t.g, 1) <= 141 + 1e-6);
	t.withheld[5] = false;
	guard_protect(c.tmp, &t.g);
	assert_int_equal(t.g.unguarded, 0);
	for (size_t i = 0; i < 16; i++)
		if (t.withheld[i])
			assert_true(guard_width(c.tmp, &t.g, i) >= 4);
	test_drop(&c);
}

/* sdcTable, microdata1: A|female = 2 takes A|male, C|male and C|female with it,
 * 40 people in all; Gauss takes 43. */
static void
the_smallest_loss_of_a_published_example_is_found(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "sdc_2d_min_suppression_table");
	struct grid t;
	double count[8], lost = 0;

	(void)state;
	for (size_t r = 0; r < 4; r++)
		for (size_t k = 0; k < 2; k++)
			count[r * 2 + k] = number(&o, r, k + 1);
	make_grid(&t, 4, 2, count);
	t.withheld[1] = true;
	guard_protect(c.tmp, &t.g);
	for (size_t i = 0; i < t.g.n_sums; i++)
		lost += t.withheld[i] && i != 1 ? t.cost[i] : 0;
	assert_true(t.withheld[0] && t.withheld[4] && t.withheld[5]);
	assert_true(lost == 40);
	test_drop(&c);
}

/* Two people who are each the only one of their row know each other's count:
 * together they come to two, too narrow a space. */
static void
two_lone_people_need_a_third_cell(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "sdc_singleton_example");
	struct grid t;
	double count[4];
	size_t more = 0;

	(void)state;
	for (size_t r = 0; r < 4; r++)
		count[r] = number(&o, r, 1);
	make_grid(&t, 1, 4, count);
	t.withheld[0] = t.withheld[2] = true;
	t.g.width = 3; /* 1 to 4 has this width; 2 people have 2 */
	guard_protect(c.tmp, &t.g);
	for (size_t i = 0; i < 4; i++)
		more += t.withheld[i] && i != 0 && i != 2;
	assert_int_equal(more, 1);
	assert_true(t.withheld[1]);
	test_drop(&c);
}

static void
protecting_twice_is_protecting_once(void **state)
{
	struct ctx c = test_ctx();
	struct grid t;
	bool once[COUNT(t.withheld)];
	uint32_t seed = 7;
	double count[25];

	(void)state;
	for (int trial = 0; trial < 40; trial++) {
		for (size_t i = 0; i < 25; i++) {
			seed = seed * 1664525u + 1013904223u;
			count[i] = (seed >> 16) % 40;
		}
		make_grid(&t, 5, 5, count);
		for (size_t i = 0; i < 25; i++)
			t.withheld[i] = count[i] > 0 && count[i] < 5;
		guard_protect(c.tmp, &t.g);
		for (size_t i = 0; i < 25; i++)
			if (t.withheld[i] && t.g.unguarded == 0)
				assert_true(guard_width(c.tmp, &t.g, i) >= 4);
		memcpy(once, t.withheld, sizeof once);
		guard_protect(c.tmp, &t.g);
		assert_memory_equal(once, t.withheld, sizeof once);
	}
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(two_in_every_row_and_column_are_not_enough),
	    cmocka_unit_test(the_smallest_loss_of_a_published_example_is_found),
	    cmocka_unit_test(two_lone_people_need_a_third_cell),
	    cmocka_unit_test(protecting_twice_is_protecting_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
