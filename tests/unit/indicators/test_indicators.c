/* From observations to figures. */
#include <math.h>

#include "indicators/methods.h"
#include "unit/indicators/small.h"

#define NOV day_of(2025, 11, 30)
#define OCT day_of(2025, 10, 31)

static const struct figure *
figure(const struct scorecard *s, const char *org, const char *id,
    const char *breakdown)
{
	const struct figure *f =
	    scorecard_find(s, str_of(org), str_of(id), str_of(breakdown));

	if (f == NULL)
		fail_msg("no figure %s %s '%s'", org, id, breakdown);
	return f;
}

/* Five mental health trusts in two regions, one closed, and a hospital. */
static struct dataset *
trusts(struct ctx *c)
{
	struct dataset *d = dataset_new(c->mem);

	small_org(c, d, "R1", "Mental Health", "London", true);
	small_org(c, d, "R2", "Mental Health", "London", true);
	small_org(c, d, "R3", "Mental Health", "South West", true);
	small_org(c, d, "R4", "Mental Health", "London", true);
	small_org(c, d, "R5", "Mental Health", "London", true);
	small_org(c, d, "R8", "Mental Health", "London", false);
	small_org(c, d, "R9", "Acute", "London", false);
	return d;
}

static void
both(struct ctx *c, struct dataset *d, const char *org, day when, double lost,
    double available)
{
	small_add(c, d, org, "lost", "", when, lost);
	small_add(c, d, org, "available", "", when, available);
}

static void
a_share_has_its_parts_and_interval(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	const struct figure *f;
	struct limits l = wilson(65, 100, 0.95);

	both(&c, d, "R1", NOV, 65, 100);
	f = figure(
	    small_compute(&c, d, &ind, 1, small_settings), "R1", "WEL01", "");
	assert_true(f->numerator == 65 && f->denominator == 100);
	assert_true(f->value == 65);
	assert_true(f->lower == 100 * l.lower && f->upper == 100 * l.upper);
	assert_int_equal(f->status, STATUS_OK);
	test_drop(&c);
}

static void
days_of_a_month_widen_the_interval(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	const struct figure *f;
	struct limits l = wilson(5, 100, 0.95);

	ind.base_per_day = true;
	both(&c, d, "R1", NOV, 150, 3000);
	f = figure(
	    small_compute(&c, d, &ind, 1, small_settings), "R1", "WEL01", "");
	assert_true(f->value == 5);
	assert_true(fabs(f->lower - 100 * l.lower) < 1e-12);
	assert_true(f->denominator == 3000);
	test_drop(&c);
}

static void
the_newest_date_up_to_the_end_is_taken(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	const struct figure *f;
	struct scorecard *s;

	both(&c, d, "R1", day_of(2026, 1, 31), 90, 100);
	both(&c, d, "R1", OCT, 10, 100);
	both(&c, d, "R1", NOV, 20, 100);
	both(&c, d, "R2", OCT, 30, 100);
	both(&c, d, "R3", day_of(2024, 11, 30), 40, 100);
	s = small_compute(&c, d, &ind, 1, small_settings);
	f = figure(s, "R1", "WEL01", "");
	assert_true(f->value == 20 && f->date == NOV && !f->stale);
	f = figure(s, "R2", "WEL01", "");
	assert_true(f->value == 30 && f->date == OCT && !f->stale);
	f = figure(s, "R3", "WEL01", "");
	assert_true(f->value == 40 && f->stale);
	test_drop(&c);
}

static void
a_numerator_of_another_date_does_not_count(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	const struct figure *f;

	small_add(&c, d, "R1", "lost", "", OCT, 10);
	small_add(&c, d, "R1", "available", "", NOV, 100);
	f = figure(
	    small_compute(&c, d, &ind, 1, small_settings), "R1", "WEL01", "");
	assert_int_equal(f->status, STATUS_MISSING);
	assert_str(f->reason, "one of its numbers is not in the file");
	assert_true(isnan(f->value) && isnan(f->numerator));
	test_drop(&c);
}

static void
england_pools_the_newest_date_only(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	const struct figure *f;
	struct scorecard *s;

	both(&c, d, "R1", NOV, 10, 100);
	both(&c, d, "R8", NOV, 20, 100);
	both(&c, d, "R9", NOV, 30, 200);
	both(&c, d, "R2", OCT, 90, 100);
	s = small_compute(&c, d, &ind, 1, small_settings);
	f = figure(s, "ENG", "WEL01", "");
	assert_true(f->numerator == 60 && f->denominator == 400);
	assert_true(f->value == 15 && f->england_n == 3 && f->date == NOV);
	assert_true(isnan(f->england) && f->verdict == VERDICT_NONE);
	assert_true(figure(s, "R1", "WEL01", "")->england == 15);
	/* October is not compared with November. */
	assert_true(isnan(figure(s, "R2", "WEL01", "")->england));
	assert_int_equal(figure(s, "R2", "WEL01", "")->verdict, VERDICT_NONE);
	test_drop(&c);
}

static void
england_of_the_cluster_leaves_hospitals_out(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "MIX02", "lost", "available");
	const struct figure *f;

	ind.england = ENGLAND_CLUSTER;
	both(&c, d, "R1", NOV, 10, 100);
	both(&c, d, "R8", NOV, 20, 100); /* closed, but of the kind */
	both(&c, d, "R9", NOV, 30, 200);
	f = figure(
	    small_compute(&c, d, &ind, 1, small_settings), "ENG", "MIX02", "");
	assert_true(f->value == 15 && f->england_n == 2);
	assert_str(f->sentence, "Absence was 15.0% in November 2025 across "
				"mental health trusts in England.");
	test_drop(&c);
}

static void
verdicts_need_an_interval_that_excludes_england(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	struct scorecard *s;

	both(&c, d, "R1", NOV, 10, 1000);
	both(&c, d, "R2", NOV, 52, 1000);
	both(&c, d, "R3", NOV, 90, 1000);
	s = small_compute(&c, d, &ind, 1, small_settings);
	assert_int_equal(figure(s, "R1", "WEL01", "")->verdict, VERDICT_BELOW);
	assert_int_equal(
	    figure(s, "R2", "WEL01", "")->verdict, VERDICT_NOT_DIFFERENT);
	assert_int_equal(figure(s, "R3", "WEL01", "")->verdict, VERDICT_ABOVE);
	assert_str(figure(s, "R1", "WEL01", "")->sentence,
	    "Absence was 1.0% in November 2025, below England's 5.1%.");
	assert_str(figure(s, "R2", "WEL01", "")->sentence,
	    "Absence was 5.2% in November 2025, not clearly different from "
	    "England's 5.1%.");
	test_drop(&c);
}

static void
missing_values_keep_their_reason(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	struct scorecard *s;

	both(&c, d, "R1", NOV, 10, 100);
	both(&c, d, "R2", NOV, 0, 100);
	d->observation[2].reason = REASON_SUPPRESSED;
	both(&c, d, "R3", NOV, 5, 0);
	d->observation[5].reason = REASON_UNREADABLE;
	both(&c, d, "R4", NOV, 5, 0);
	both(&c, d, "R8", NOV, 0, 100);
	d->observation[8].reason = REASON_BLANK;
	s = small_compute(&c, d, &ind, 1, small_settings);
	assert_int_equal(
	    figure(s, "R2", "WEL01", "")->status, STATUS_SUPPRESSED);
	assert_str(
	    figure(s, "R2", "WEL01", "")->reason, "withheld by its publisher");
	assert_int_equal(figure(s, "R3", "WEL01", "")->status, STATUS_MISSING);
	assert_int_equal(
	    figure(s, "R4", "WEL01", "")->status, STATUS_NOT_APPLICABLE);
	assert_true(isnan(figure(s, "R4", "WEL01", "")->numerator));
	/* Nothing at all: said for who gets a pack, and for nobody else. */
	assert_int_equal(figure(s, "R5", "WEL01", "")->status, STATUS_MISSING);
	assert_str(figure(s, "R5", "WEL01", "")->reason,
	    "not in the file of 30 November 2025");
	assert_null(scorecard_find(s, S("R9"), S("WEL01"), S("")));
	assert_true(figure(s, "R8", "WEL01", "")->status == STATUS_MISSING);
	/* What is missing is in nobody's sum. */
	assert_true(figure(s, "ENG", "WEL01", "")->numerator == 15);
	assert_true(figure(s, "ENG", "WEL01", "")->denominator == 100);
	test_drop(&c);
}

static void
a_small_base_keeps_its_parts_only(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	const struct figure *f;

	ind.minimum_base = 11;
	both(&c, d, "R1", NOV, 4, 10);
	both(&c, d, "R2", NOV, 4, 1000);
	f = figure(
	    small_compute(&c, d, &ind, 1, small_settings), "R1", "WEL01", "");
	assert_int_equal(f->status, STATUS_LOW_BASE);
	assert_true(f->numerator == 4 && f->denominator == 10);
	assert_true(isnan(f->value) && isnan(f->lower) && f->rank == 0);
	assert_str(f->reason, "the base is below 11");
	test_drop(&c);
}

static void
a_total_counts_the_organisations_that_have_any(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "MIX91", "fte", "fte");
	struct scorecard *s;
	const struct figure *f;

	ind.method = METHOD_TOTAL;
	ind.unit = UNIT_FTE;
	ind.interval = INTERVAL_NONE;
	ind.denominator = (struct quantity){0};
	small_add(&c, d, "R1", "fte", "", NOV, 10.25);
	small_add(&c, d, "R1", "fte", "", NOV, 0.5);
	small_add(&c, d, "R2", "fte", "", NOV, 0);
	small_add(&c, d, "R9", "fte", "", NOV, 5);
	s = small_compute(&c, d, &ind, 1, small_settings);
	f = figure(s, "ENG", "MIX91", "");
	assert_true(f->value == 15.75 && f->numerator == 15.75);
	assert_true(f->denominator == 2 && f->england_n == 2);
	f = figure(s, "R1", "MIX91", "");
	assert_true(f->value == 10.75 && f->denominator == 1);
	assert_true(isnan(f->lower) && f->verdict == VERDICT_NONE);
	assert_true(f->england == 15.75);
	test_drop(&c);
}

static void
peers_are_of_the_region_or_else_of_the_cluster(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	struct scorecard *s;
	const struct peer_group *g;
	const struct figure *f;

	both(&c, d, "R1", NOV, 100, 1000);
	both(&c, d, "R2", NOV, 10, 1000);
	both(&c, d, "R3", NOV, 90, 1000);
	both(&c, d, "R4", NOV, 20, 1000);
	both(&c, d, "R5", NOV, 30, 1000);
	both(&c, d, "R8", NOV, 900, 1000);
	s = small_compute(&c, d, &ind, 1, small_settings);
	g = scorecard_peers(s, S("R1"));
	assert_int_equal(g->n, 3);
	assert_str(g->rule, "the 3 other mental health trusts in London");
	f = figure(s, "R1", "WEL01", "");
	assert_int_equal(f->peer_n, 3);
	assert_true(f->peer_q1 == 1.5 && f->peer_median == 2);
	assert_true(f->peer_q3 == 2.5);
	assert_true(f->cluster_min == 1 && f->cluster_max == 10);
	assert_true(f->cluster_median == 3);
	assert_true(f->rank == 5 && f->rank_of == 5);
	assert_int_equal(f->overlapping, 1);
	g = scorecard_peers(s, S("R3"));
	assert_str(g->rule, "the 4 other mental health trusts in England");
	assert_int_equal(g->n, 4);
	assert_true(figure(s, "R3", "WEL01", "")->peer_median == 2.5);
	/* Closed organisations stand in no ranking. */
	assert_int_equal(figure(s, "R8", "WEL01", "")->rank, 0);
	assert_null(scorecard_peers(s, S("R8")));
	test_drop(&c);
}

static void
ties_share_the_lowest_rank(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	struct scorecard *s;

	both(&c, d, "R1", NOV, 20, 100);
	both(&c, d, "R2", NOV, 20, 100);
	both(&c, d, "R3", NOV, 30, 100);
	both(&c, d, "R4", NOV, 10, 100);
	s = small_compute(&c, d, &ind, 1, small_settings);
	assert_int_equal(figure(s, "R4", "WEL01", "")->rank, 1);
	assert_int_equal(figure(s, "R1", "WEL01", "")->rank, 2);
	assert_int_equal(figure(s, "R2", "WEL01", "")->rank, 2);
	assert_int_equal(figure(s, "R3", "WEL01", "")->rank, 4);
	assert_int_equal(figure(s, "R5", "WEL01", "")->rank, 0);
	assert_int_equal(figure(s, "R1", "WEL01", "")->rank_of, 4);
	test_drop(&c);
}

static void
leavers(struct ctx *c, struct dataset *d, const char *org, const char *group,
    double start, double end, double gone)
{
	small_add(c, d, org, "start", group, NOV, start);
	small_add(c, d, org, "end", group, NOV, end);
	if (gone > 0)
		small_add(c, d, org, "leavers", group, NOV, gone);
}

static void
a_mean_denominator_and_an_absent_row(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_leavers(&c);
	struct scorecard *s;
	const struct figure *f;

	leavers(&c, d, "R1", "All", 6335, 6382, 83);
	leavers(&c, d, "R1", "Nurses", 2000, 2100, 0);
	s = small_compute(&c, d, &ind, 1, small_settings);
	f = figure(s, "R1", "RET02", "");
	assert_true(f->denominator == 6358.5 && f->numerator == 83);
	assert_true(fabs(f->value - 1.3053393) < 1e-6);
	f = figure(s, "R1", "RET02", "Nurses");
	assert_true(f->numerator == 0 && f->value == 0);
	assert_int_equal(f->status, STATUS_OK);
	test_drop(&c);
}

static void
small_counts_and_what_gives_them_away_are_withheld(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_leavers(&c);
	struct scorecard *s;
	const struct figure *f;

	leavers(&c, d, "R1", "All", 900, 900, 23);
	leavers(&c, d, "R1", "Doctors", 300, 300, 3);
	leavers(&c, d, "R1", "Managers", 100, 100, 0);
	leavers(&c, d, "R1", "Nurses", 300, 300, 12);
	leavers(&c, d, "R1", "Porters", 200, 200, 8);
	s = small_compute(&c, d, &ind, 1, small_settings);
	f = figure(s, "R1", "RET02", "Doctors");
	assert_int_equal(f->status, STATUS_SUPPRESSED);
	assert_true(isnan(f->numerator) && f->denominator == 300);
	assert_true(isnan(f->value) && isnan(f->lower) && f->rank == 0);
	assert_str(f->reason, "it would count 1 to 4 people");
	f = figure(s, "R1", "RET02", "Porters");
	assert_int_equal(f->status, STATUS_SUPPRESSED);
	assert_true(isnan(f->numerator));
	assert_int_equal(figure(s, "R1", "RET02", "Nurses")->status, STATUS_OK);
	assert_int_equal(
	    figure(s, "R1", "RET02", "Managers")->status, STATUS_OK);
	assert_int_equal(figure(s, "R1", "RET02", "")->status, STATUS_OK);
	/* England's figure is this one organisation's. */
	assert_int_equal(
	    figure(s, "ENG", "RET02", "Doctors")->status, STATUS_SUPPRESSED);
	test_drop(&c);
}

static void
without_a_policy_nothing_is_withheld(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_leavers(&c);
	struct settings open = small_settings;

	open.disclosure = DISCLOSURE_NONE;
	leavers(&c, d, "R1", "All", 900, 900, 3);
	assert_true(
	    figure(small_compute(&c, d, &ind, 1, open), "R1", "RET02", "")
		->numerator == 3);
	test_drop(&c);
}

static void
who_lacks_what_is_needed_is_missing_in_words(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "MIX02", "nurses", "staff");
	struct scorecard *s;

	ind.needs = small_quantity(&c, "file", NULL);
	ind.needs_words = S("not in the staff file of {date}");
	small_add(&c, d, "R1", "file", "", NOV, 1);
	small_add(&c, d, "R1", "nurses", "", NOV, 10);
	small_add(&c, d, "R1", "staff", "", NOV, 100);
	small_add(&c, d, "R2", "nurses", "", NOV, 10);
	small_add(&c, d, "R2", "staff", "", NOV, 100);
	small_add(&c, d, "R9", "staff", "", NOV, 100);
	s = small_compute(&c, d, &ind, 1, small_settings);
	assert_true(figure(s, "R1", "MIX02", "")->value == 10);
	assert_int_equal(figure(s, "R2", "MIX02", "")->status, STATUS_MISSING);
	assert_str(figure(s, "R2", "MIX02", "")->reason,
	    "not in the staff file of 30 November 2025");
	assert_str(figure(s, "R2", "MIX02", "")->sentence,
	    "No figure is given for absence: not in the staff file of 30 "
	    "November 2025.");
	assert_null(scorecard_find(s, S("R9"), S("MIX02"), S("")));
	assert_int_equal(figure(s, "ENG", "MIX02", "")->england_n, 1);
	test_drop(&c);
}

/* The nine disciplines in miniature: a share of the whole by staff group. */
static struct indicator
mix(struct ctx *c)
{
	static struct str order[] = {
	    {"Nurses", 6}, {"Admin", 5}, {"Therapists", 10}};
	struct indicator ind = small_share(c, "MIX01", "fte", "fte");

	ind.breakdown = DIM_staff_group;
	ind.breakdown_order = order;
	ind.n_breakdown_order = 3;
	ind.denominator_across = true;
	ind.absent_is_zero = true;
	ind.sentence = S("");
	ind.sentence_split = S("The {breakdown} share was {value}");
	return ind;
}

static void
a_breakdown_stands_in_the_catalogue_s_order(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = mix(&c);
	const struct figure *f;
	struct scorecard *s;
	size_t n;

	small_add(&c, d, "R1", "fte", "Zoo", NOV, 5);
	small_add(&c, d, "R1", "fte", "Admin", NOV, 30);
	small_add(&c, d, "R1", "fte", "Nurses", NOV, 60);
	small_add(&c, d, "R1", "fte", "Ark", NOV, 5);
	small_add(&c, d, "R2", "fte", "Admin", NOV, 40);
	s = small_compute(&c, d, &ind, 1, small_settings);
	f = scorecard_range(s, S("R1"), S("MIX01"), &n);
	assert_int_equal(n, 4); /* nobody has therapists */
	assert_str(symbols_text(d->symbols, f[0].breakdown), "Nurses");
	assert_str(symbols_text(d->symbols, f[1].breakdown), "Admin");
	assert_str(symbols_text(d->symbols, f[2].breakdown), "Ark");
	assert_str(symbols_text(d->symbols, f[3].breakdown), "Zoo");
	assert_true(f[0].value == 60 && f[0].denominator == 100);
	/* A listed value that the organisation lacks is a zero of its own; one
	 * that is not listed is nothing. */
	f = scorecard_range(s, S("R2"), S("MIX01"), &n);
	assert_int_equal(n, 2);
	assert_true(f[0].value == 0 && f[1].value == 100);
	assert_true(figure(s, "ENG", "MIX01", "Admin")->numerator == 70);
	assert_true(figure(s, "ENG", "MIX01", "Admin")->denominator == 140);
	/* Who has nothing gets every row of the table, marked missing. */
	f = scorecard_range(s, S("R3"), S("MIX01"), &n);
	assert_int_equal(n, 2);
	assert_true(f[0].status == STATUS_MISSING && f[0].england > 0);
	test_drop(&c);
}

static void
figures_stand_by_organisation_then_indicator(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind[] = {small_share(&c, "WEL01", "lost", "available"),
	    small_share(&c, "ABC01", "lost", "available")};
	struct scorecard *s;

	both(&c, d, "R9", NOV, 1, 100);
	both(&c, d, "R1", NOV, 1, 100);
	s = small_compute(&c, d, ind, 2, small_settings);
	for (size_t i = 1; i < s->n; i++) {
		const struct figure *a = &s->figure[i - 1], *b = &s->figure[i];
		int r = str_cmp(symbols_text(d->symbols, a->org),
		    symbols_text(d->symbols, b->org));
		assert_true(r < 0 || (r == 0 && str_cmp(ind[a->indicator].id,
						    ind[b->indicator].id) < 0));
	}
	assert_str(symbols_text(d->symbols, s->figure[0].org), "ENG");
	test_drop(&c);
}

static void
no_data_at_all_is_said_too(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	struct scorecard *s = small_compute(&c, d, &ind, 1, small_settings);

	assert_int_equal(s->n, 5);
	assert_str(
	    figure(s, "R1", "WEL01", "")->reason, "no file of this run has it");
	assert_null(scorecard_find(s, S("ENG"), S("WEL01"), S("")));
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_share_has_its_parts_and_interval),
	    cmocka_unit_test(days_of_a_month_widen_the_interval),
	    cmocka_unit_test(the_newest_date_up_to_the_end_is_taken),
	    cmocka_unit_test(a_numerator_of_another_date_does_not_count),
	    cmocka_unit_test(england_pools_the_newest_date_only),
	    cmocka_unit_test(england_of_the_cluster_leaves_hospitals_out),
	    cmocka_unit_test(verdicts_need_an_interval_that_excludes_england),
	    cmocka_unit_test(missing_values_keep_their_reason),
	    cmocka_unit_test(a_small_base_keeps_its_parts_only),
	    cmocka_unit_test(a_total_counts_the_organisations_that_have_any),
	    cmocka_unit_test(peers_are_of_the_region_or_else_of_the_cluster),
	    cmocka_unit_test(ties_share_the_lowest_rank),
	    cmocka_unit_test(a_mean_denominator_and_an_absent_row),
	    cmocka_unit_test(
		small_counts_and_what_gives_them_away_are_withheld),
	    cmocka_unit_test(without_a_policy_nothing_is_withheld),
	    cmocka_unit_test(who_lacks_what_is_needed_is_missing_in_words),
	    cmocka_unit_test(a_breakdown_stands_in_the_catalogue_s_order),
	    cmocka_unit_test(figures_stand_by_organisation_then_indicator),
	    cmocka_unit_test(no_data_at_all_is_said_too),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
