/* What guard decided is remembered, and only that. */
#include "check.h"
#include "indicators/decided.h"

enum { CELLS = 4, SUMS = CELLS + 1 };

/* Four cells and their total; the first is small, another must go with it. */
struct row {
	double atom[CELLS], cost[SUMS], factor[CELLS];
	uint32_t place[CELLS];
	struct guard_sum sum[SUMS];
	bool withheld[SUMS];
	struct guard g;
};

static void
make_row(struct row *t, double first)
{
	*t = (struct row){.atom = {first, 30, 20, 40}};
	for (uint32_t i = 0; i < CELLS; i++) {
		t->place[i] = i;
		t->factor[i] = 1;
		t->cost[i] = t->atom[i];
		t->sum[i] = (struct guard_sum){
		    .atom = &t->place[i], .n = 1, .group = i, .guarded = true};
	}
	t->sum[CELLS] = (struct guard_sum){
	    .atom = t->place, .factor = t->factor, .n = CELLS, .group = CELLS};
	t->cost[CELLS] = 1000;
	t->withheld[0] = true;
	t->g = (struct guard){.atom = t->atom,
	    .n_atoms = CELLS,
	    .sum = t->sum,
	    .n_sums = SUMS,
	    .withheld = t->withheld,
	    .cost = t->cost,
	    .n_groups = SUMS,
	    .width = 4};
}

static size_t
known(const struct decided *d)
{
	return decided_tally(d).known;
}

/* What a run leaves that asked for one row. */
static struct str
bytes_of(struct ctx *c, double first)
{
	struct decided *d = decided_new(c->mem, S("program"), 1);
	struct row t;

	make_row(&t, first);
	decided_protect(d, c->tmp, &t.g);
	return decided_bytes(c->mem, d);
}

static void
what_was_decided_is_known_to_the_next_run(void **state)
{
	struct ctx c = test_ctx();
	struct decided *d = decided_new(c.mem, S("program"), 1);
	struct row asked, told;

	make_row(&asked, 2);
	guard_protect(c.tmp, &asked.g);
	assert_true(asked.withheld[2]);
	assert_true(decided_take(d, bytes_of(&c, 2)));
	make_row(&told, 2);
	told.g.unguarded = 7;
	decided_protect(d, c.tmp, &told.g);
	assert_int_equal(known(d), 1);
	assert_memory_equal(told.withheld, asked.withheld, SUMS);
	assert_int_equal(told.g.unguarded, asked.g.unguarded);
	/* Within a run as well. */
	make_row(&told, 3);
	decided_protect(d, c.tmp, &told.g);
	make_row(&told, 3);
	decided_protect(d, c.tmp, &told.g);
	assert_int_equal(decided_tally(d).asked, 3);
	assert_int_equal(known(d), 2);
	test_drop(&c);
}

/* One change of anything that guard is given. */
static void
change(struct row *t, int what)
{
	static const double two[CELLS] = {1, 1, 1, 2};

	switch (what) {
	case 0:
		t->atom[3]++;
		break;
	case 1:
		t->cost[1] = 19;
		break;
	case 2:
		t->withheld[3] = true;
		break;
	case 3:
		t->sum[1].guarded = false;
		break;
	case 4:
		t->sum[CELLS].group = 0;
		break;
	case 5:
		t->sum[CELLS].n--;
		break;
	case 6:
		t->sum[CELLS].factor = NULL;
		break;
	case 7:
		t->sum[CELLS].factor = two;
		break;
	case 8:
		t->sum[CELLS].below = 1;
		break;
	case 9:
		t->sum[CELLS].above = 1;
		break;
	case 10:
		t->g.width = 7;
		break;
	case 11:
		t->sum[2].atom = &t->place[3];
		break;
	case 12:
		t->g.n_sums--;
		break;
	case 13:
		t->g.block = t->place;
		t->g.n_blocks = 2;
		break;
	}
}

static void
whatever_guard_is_given_makes_another_question(void **state)
{
	struct ctx c = test_ctx();

	for (int what = 0; what < 14; what++) {
		struct decided *d = decided_new(c.mem, S("program"), 1);
		struct row changed, alone;

		assert_true(decided_take(d, bytes_of(&c, 2)));
		make_row(&changed, 2);
		change(&changed, what);
		decided_protect(d, c.tmp, &changed.g);
		if (known(d) != 0)
			fail_msg("change %d is not looked at", what);
		make_row(&alone, 2);
		change(&alone, what);
		guard_protect(c.tmp, &alone.g);
		assert_memory_equal(changed.withheld, alone.withheld, SUMS);
	}
	test_drop(&c);
}

/* A guard that has grown is given something more: hash it in decided.c, change it
 * above, then put its new size here. */
static void
guard_is_given_no_more_than_that(void **state)
{
	assert_int_equal(sizeof(struct guard), 88);
	assert_int_equal(sizeof(struct guard_sum), 48);
}

static void
another_program_asks_anew(void **state)
{
	struct ctx c = test_ctx();
	struct decided *d = decided_new(c.mem, S("another program"), 1);
	struct row t;

	assert_true(decided_take(d, bytes_of(&c, 2)));
	make_row(&t, 2);
	decided_protect(d, c.tmp, &t.g);
	assert_int_equal(known(d), 0);
	test_drop(&c);
}

static void
damaged_bytes_are_not_believed(void **state)
{
	struct ctx c = test_ctx();
	struct str whole = bytes_of(&c, 2);

	for (size_t i = 0; i < whole.n; i++) {
		struct decided *d = decided_new(c.mem, S("program"), 1);
		char *p = arena_copy(c.mem, whole.p, whole.n);
		struct row t;

		p[i] ^= 1;
		assert_false(decided_take(d, (struct str){p, whole.n}));
		assert_false(decided_take(d, str_slice(whole, 0, i)));
		make_row(&t, 2);
		decided_protect(d, c.tmp, &t.g);
		assert_int_equal(known(d), 0);
		assert_true(t.withheld[2]);
	}
	test_drop(&c);
}

/* What nobody asks for any more is left out. */
static void
only_what_was_asked_is_left_in_any_order(void **state)
{
	struct ctx c = test_ctx();
	struct decided *one = decided_new(c.mem, S("program"), 1);
	struct decided *other = decided_new(c.mem, S("program"), 1);
	struct str left;
	struct row t;

	assert_true(decided_take(one, bytes_of(&c, 2)));
	for (int i = 0; i < 5; i++) {
		make_row(&t, 3 + i);
		decided_protect(one, c.tmp, &t.g);
		make_row(&t, 7 - i);
		decided_protect(other, c.tmp, &t.g);
	}
	left = decided_bytes(c.mem, one);
	assert_true(str_eq(left, decided_bytes(c.mem, other)));
	assert_true(decided_take(decided_new(c.mem, S("program"), 1), left));
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(what_was_decided_is_known_to_the_next_run),
	    cmocka_unit_test(whatever_guard_is_given_makes_another_question),
	    cmocka_unit_test(guard_is_given_no_more_than_that),
	    cmocka_unit_test(another_program_asks_anew),
	    cmocka_unit_test(damaged_bytes_are_not_believed),
	    cmocka_unit_test(only_what_was_asked_is_left_in_any_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
