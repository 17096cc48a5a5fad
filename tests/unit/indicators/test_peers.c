/* Whom an organisation is compared with, by each rule; distances worked by
 * hand. */
#include <math.h>

#include "indicators/peers.h"
#include "unit/indicators/engine.h"

static const char leaving[] =
    ENTRY("RET02") "    method: share\n"
		   "    unit: percent\n"
		   "    places: 1\n"
		   "    direction: lower\n"
		   "    numerator: {measures: [left]}\n"
		   "    denominator: {measures: [base]}\n"
		   "    sentence: \"Leavers were {value}\"\n";

/* Staff, WTE of nurses and of others on wards and outside, and leavers. */
static const struct trust {
	const char *code, *region;
	double staff, ward_nurses, ward_others, nurses, others, left;
} trust[] = {
    {"R1", "London", 400, 50, 50, 150, 150, 12},
    {"R2", "London", 100, 50, 50, 150, 150, 13},
    {"R3", "London", 200, 0, 0, 200, 200, 14},
    {"R4", "Midlands", 800, 50, 50, 150, 150, 15},
    {"R5", "Midlands", 1600, 0, 0, 100, 300, 16},
    {"R6", "Midlands", 400, 100, 100, 100, 100, 17},
};

static struct dataset *
six(struct ctx *c)
{
	struct dataset *d = dataset_new(c->mem);

	for (size_t i = 0; i < COUNT(trust); i++) {
		const struct trust *t = &trust[i];

		small_org(c, d, t->code, "Mental Health", t->region, true);
		engine_add(c, d, t->code, "cyp_headcount", "", JUNE, t->staff);
		engine_add(c, d, t->code, "cyp_wte",
		    "setting=Inpatient discipline=Nursing", JUNE,
		    t->ward_nurses);
		engine_add(c, d, t->code, "cyp_wte",
		    "setting=Inpatient discipline=Other", JUNE, t->ward_others);
		engine_add(c, d, t->code, "cyp_wte",
		    "setting=Community discipline=Nursing", JUNE, t->nurses);
		engine_add(c, d, t->code, "cyp_wte",
		    "setting=Community discipline=Other", JUNE, t->others);
		engine_add(c, d, t->code, "left", "", JUNE, t->left);
		engine_add(c, d, t->code, "base", "", JUNE, 100);
	}
	/* An older number of R1 does not count. */
	engine_add(c, d, "R1", "cyp_headcount", "", JUNE - 91, 9999);
	return d;
}

static struct settings
by(enum peers rule, unsigned count)
{
	struct settings s = small_settings;

	s.peers = rule;
	s.peers_count = count;
	s.peers_minimum = 2;
	return s;
}

static void
peers_are(struct ctx *c, const struct scorecard *s, const char *org,
    const char *codes, const char *rule)
{
	const struct peer_group *g = scorecard_peers(s, str_of(org));
	struct buf b = buf_new(c->mem);

	for (size_t i = 0; i < g->n; i++)
		buf_addf(&b, "%s%.*s", i > 0 ? " " : "",
		    STRF(symbols_text(s->dataset->symbols, g->peer[i])));
	assert_str(buf_str(&b), codes);
	assert_str(g->rule, rule);
}

/* log staff: 400 100 200 800 1600 400 are 2 0 1 3 4 2 in logs of 2 from 100:
 * mean 2, squares 0 4 1 1 4 0, sd sqrt(10/5). Share on wards: 1/4 1/4 0 1/4 0
 * 1/2: mean 5/24, squares 1/576 thrice, 25/576 twice, 49/576: sd sqrt(102/2880).
 * Nursing: half but for R5's quarter: mean 11/24, squares 1/576 five times and
 * 25/576: sd sqrt(30/2880); Other is its mirror. */
static void
distances_are_standardised_differences(void **state)
{
	static const size_t other[] = {1, 2, 3, 4, 5};
	struct ctx c = test_ctx();
	struct dataset *d = six(&c);
	double far[5], size = 1 / sqrt(2), ward = 1 / sqrt(102.0 / 2880);
	double mix = 1 / sqrt(30.0 / 2880);
	struct makeups m;

	dataset_sort_organisations(d);
	m = peers_makeups(c.tmp, d, JUNE);
	assert_int_equal(m.disciplines, 2);
	assert_true(m.of[0].staff == 400 && m.of[0].inpatient == 0.25);
	peers_distances(c.tmp, &m, 0, other, 5, true, far);
	engine_near(far[0], 2 * size, 1e-12);
	engine_near(far[1], hypot(size, 0.25 * ward), 1e-12);
	engine_near(far[2], size, 1e-12);
	engine_near(far[3],
	    sqrt(pow(2 * size, 2) + pow(0.25 * ward, 2) +
		 2 * pow(0.25 * mix, 2)),
	    1e-12);
	engine_near(far[4], 0.25 * ward, 1e-12);
	peers_distances(c.tmp, &m, 0, other, 5, false, far);
	engine_near(far[3], hypot(2 * size, 0.25 * ward), 1e-12);
	/* Who is not known is at no distance. */
	m.of[3].staff = NAN;
	peers_distances(c.tmp, &m, 0, other, 5, true, far);
	assert_true(isnan(far[2]) && isfinite(far[0]));
	test_drop(&c);
}

static void
the_most_similar_are_nearest_with_what_hangs_on_it(void **state)
{
	struct ctx c = test_ctx();
	struct scorecard *s =
	    engine_compute(&c, six(&c), leaving, by(PEERS_SIMILAR, 2));
	const struct figure *f = engine_figure(s, "R1", "RET02", "", "");

	/* R4 at 0.71, R6 at 1.33, R2 at 1.41, R3 at 1.51, R5 beyond. */
	peers_are(&c, s, "R1", "R4 R6",
	    "the 2 other mental health trusts in England most like it in "
	    "number of staff, share in inpatient services and share of each "
	    "discipline, each in standard deviations");
	assert_int_equal(f->peer_n, 2);
	assert_true(f->peer_median == 16);
	/* 15 17 13 14 by distance: four have a median of 14.5; one is too few.
	 * By size and wards alone the same two are nearest. */
	assert_str(scorecard_peers(s, S("R1"))->sensitivity,
	    "With 4 peers instead of 2, or peers nearest in size and share in "
	    "inpatient services alone, the median of something moves from "
	    "16.0% to between 14.5% and 16.0%.");
	s = engine_compute(&c, six(&c), leaving, by(PEERS_SIMILAR, 4));
	assert_str(scorecard_peers(s, S("R1"))->sensitivity,
	    "With 2 or 5 peers instead of 4, or peers nearest in size and "
	    "share in inpatient services alone, the median of something moves "
	    "from 14.5% to between 14.5% and 16.0%.");
	/* By region nothing was chosen that could be chosen otherwise. */
	s = engine_compute(&c, six(&c), leaving, by(PEERS_REGION, 2));
	peers_are(
	    &c, s, "R1", "R2 R3", "the 2 other mental health trusts in London");
	assert_int_equal(scorecard_peers(s, S("R1"))->sensitivity.n, 0);
	test_drop(&c);
}

static void
size_runs_from_half_as_many_to_twice(void **state)
{
	struct ctx c = test_ctx();
	struct scorecard *s =
	    engine_compute(&c, six(&c), leaving, by(PEERS_SIZE, 10));

	peers_are(&c, s, "R1", "R3 R4 R6",
	    "the 3 other mental health trusts in England nearest in number of "
	    "staff, from half as many to twice");
	/* R2 has R3 alone, twice as many. */
	peers_are(&c, s, "R2", "R1 R3",
	    "the 2 other mental health trusts in London, since fewer than 2 "
	    "others have from half as many staff to twice");
	s = engine_compute(&c, six(&c), leaving, by(PEERS_SIZE, 2));
	/* R6 is as large; R3 and R4 are as far as one another. */
	peers_are(&c, s, "R1", "R3 R6",
	    "the 2 other mental health trusts in England nearest in number of "
	    "staff, from half as many to twice");
	assert_str(scorecard_peers(s, S("R1"))->sensitivity,
	    "With 3 peers instead of 2, the median of something moves from "
	    "15.5% to 15.0%.");
	test_drop(&c);
}

static void
settings_and_care_boards_group_trusts(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = six(&c);
	struct scorecard *s =
	    engine_compute(&c, d, leaving, by(PEERS_SETTING, 10));

	peers_are(&c, s, "R1", "R2 R4 R6",
	    "the 3 other mental health trusts in England with inpatient as "
	    "well as community services");
	peers_are(&c, s, "R3", "R1 R2",
	    "the 2 other mental health trusts in London, since fewer than 2 "
	    "others have community services alone");
	for (size_t i = 0; i < 4; i++) {
		d->organisation[i].icb = symbols_add(d->symbols, S("QQQ"));
		d->organisation[i].icb_name =
		    symbols_add(d->symbols, S("NHS Somewhere ICB"));
	}
	d->organisation[4].icb = symbols_add(d->symbols, S("QQZ"));
	s = engine_compute(&c, d, leaving, by(PEERS_ICB, 10));
	peers_are(&c, s, "R1", "R2 R3 R4",
	    "the 3 other mental health trusts in NHS Somewhere ICB");
	peers_are(&c, s, "R5", "R4 R6",
	    "the 2 other mental health trusts in the Midlands, since fewer "
	    "than 2 others are in its integrated care board");
	peers_are(&c, s, "R6", "R4 R5",
	    "the 2 other mental health trusts in the Midlands, since its "
	    "integrated care board is not known");
	test_drop(&c);
}

static void
without_returns_the_region_stays_and_says_why(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	struct scorecard *s;

	engine_add(&c, d, "R1", "left", "", JUNE, 5);
	engine_add(&c, d, "R1", "base", "", JUNE, 100);
	s = engine_compute(&c, d, leaving, by(PEERS_SIMILAR, 10));
	peers_are(&c, s, "R1", "R2 R3",
	    "the 2 other mental health trusts in England, since its size and "
	    "service mix are not known");
	engine_add(&c, d, "R1", "fte", "", JUNE, 500);
	engine_add(&c, d, "R2", "fte", "", JUNE, 300);
	engine_add(&c, d, "R3", "fte", "", JUNE, 900);
	s = engine_compute(&c, d, leaving, by(PEERS_SIZE, 10));
	peers_are(&c, s, "R1", "R2 R3",
	    "the 2 other mental health trusts in England nearest in number of "
	    "staff (full-time equivalents), from half as many to twice");
	test_drop(&c);
}

/* Rows in any order, and WTE that binary fractions cannot hold. */
static void
the_order_of_rows_chooses_nobody(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = six(&c);
	struct scorecard *s;
	struct str rule, told;

	for (size_t i = 0; i < d->n; i++)
		d->observation[i].value += 0.1 * (double)(i % 7);
	s = engine_compute(&c, d, leaving, by(PEERS_SIMILAR, 3));
	rule = scorecard_peers(s, S("R4"))->rule;
	told = scorecard_peers(s, S("R4"))->sensitivity;
	assert_true(told.n > 0);
	for (int round = 0; round < 5; round++) {
		const struct peer_group *g, *was = scorecard_peers(s, S("R4"));

		for (size_t i = d->n - 1; i > 0; i--) {
			size_t k = (i * 31 + (size_t)round * 17) % (i + 1);
			struct observation o = d->observation[i];

			d->observation[i] = d->observation[k];
			d->observation[k] = o;
		}
		s = engine_compute(&c, d, leaving, by(PEERS_SIMILAR, 3));
		g = scorecard_peers(s, S("R4"));
		assert_true(str_eq(g->rule, rule));
		assert_true(str_eq(g->sensitivity, told));
		assert_int_equal(g->n, was->n);
		assert_memory_equal(g->peer, was->peer, g->n * sizeof(sym));
	}
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(distances_are_standardised_differences),
	    cmocka_unit_test(
		the_most_similar_are_nearest_with_what_hangs_on_it),
	    cmocka_unit_test(size_runs_from_half_as_many_to_twice),
	    cmocka_unit_test(settings_and_care_boards_group_trusts),
	    cmocka_unit_test(without_returns_the_region_stays_and_says_why),
	    cmocka_unit_test(the_order_of_rows_chooses_nobody),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
