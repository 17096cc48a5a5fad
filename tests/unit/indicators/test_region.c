/* Regions: their organisations taken together, and what must stay hidden. */
#include <math.h>

#include "indicators/methods.h"
#include "unit/indicators/small.h"

#define NOV day_of(2025, 11, 30)
#define OCT day_of(2025, 10, 31)

static const struct figure *
figure(const struct scorecard *s, const char *org, const char *id,
    const char *part)
{
	const struct figure *f =
	    scorecard_find(s, str_of(org), str_of(id), str_of(part));

	if (f == NULL)
		fail_msg("no figure %s %s '%s'", org, id, part);
	return f;
}

/* R1 to R3 in Y1, R4 alone in Y2; R8 of Y1 is closed. */
static struct dataset *
trusts(struct ctx *c)
{
	struct dataset *d = dataset_new(c->mem);

	small_org(c, d, "R1", "Mental Health", "Y1", true);
	small_org(c, d, "R2", "Mental Health", "Y1", true);
	small_org(c, d, "R3", "Mental Health", "Y1", true);
	small_org(c, d, "R4", "Mental Health", "Y2", true);
	small_org(c, d, "R8", "Mental Health", "Y1", false);
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
a_region_is_the_sum_of_its_reported_trusts_of_the_newest_date(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	struct limits l = wilson(60, 300, 0.95);
	const struct figure *f;
	struct scorecard *s;

	both(&c, d, "R1", NOV, 20, 100);
	both(&c, d, "R2", NOV, 40, 200);
	both(&c, d, "R3", OCT, 99, 100);
	both(&c, d, "R8", NOV, 99, 100);
	both(&c, d, "R4", NOV, 1, 400);
	s = small_compute(&c, d, &ind, 1, small_settings);
	f = figure(s, "Y1", "WEL01", "");
	assert_true(f->numerator == 60 && f->denominator == 300);
	assert_true(f->value == 20 && f->date == NOV);
	assert_true(f->lower == 100 * l.lower && f->upper == 100 * l.upper);
	assert_int_equal(f->pooled_n, 2);
	assert_int_equal(f->pooled_of, 3);
	assert_str(symbols_text(d->symbols, f->pooled[0]), "R1");
	assert_str(symbols_text(d->symbols, f->pooled[1]), "R2");
	/* England: (20 + 40 + 99 + 1) of 800. */
	assert_true(f->england == 20);
	assert_int_equal(f->verdict, VERDICT_NOT_DIFFERENT);
	f = figure(s, "Y2", "WEL01", "");
	assert_true(f->value == figure(s, "R4", "WEL01", "")->value);
	assert_int_equal(f->pooled_n, 1);
	assert_int_equal(f->verdict, VERDICT_BELOW);
	assert_int_equal(figure(s, "R1", "WEL01", "")->pooled_n, 0);
	test_drop(&c);
}

static void
a_region_of_an_older_date_has_no_england_beside_it(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	const struct figure *f;

	both(&c, d, "R1", OCT, 20, 100);
	both(&c, d, "R4", NOV, 1, 400);
	f = figure(
	    small_compute(&c, d, &ind, 1, small_settings), "Y1", "WEL01", "");
	assert_true(f->value == 20 && f->date == OCT);
	assert_true(isnan(f->england));
	assert_int_equal(f->verdict, VERDICT_NONE);
	test_drop(&c);
}

static void
a_region_without_a_number_has_no_figure(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");

	both(&c, d, "R4", NOV, 1, 400);
	small_add(&c, d, "R1", "lost", "", NOV, 1);
	assert_null(
	    scorecard_find(small_compute(&c, d, &ind, 1, small_settings),
		S("Y1"), S("WEL01"), S("")));
	test_drop(&c);
}

/* A region's own row of a file is not added up again. */
static void
what_a_file_says_of_the_region_itself_stands(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct indicator ind = small_share(&c, "WEL01", "lost", "available");
	struct scorecard *s;
	size_t n = 0;

	small_org(&c, d, "Y1", "", "", false);
	both(&c, d, "R1", NOV, 20, 100);
	both(&c, d, "Y1", NOV, 7, 100);
	s = small_compute(&c, d, &ind, 1, small_settings);
	assert_true(figure(s, "Y1", "WEL01", "")->value == 7);
	(void)scorecard_range(s, S("Y1"), S("WEL01"), &n);
	assert_int_equal(n, 1);
	test_drop(&c);
}

/* ---- disclosure */

static void
leavers(struct ctx *c, struct dataset *d, const char *org, const char *group,
    double left, double staff)
{
	small_add(c, d, org, "leavers", group, NOV, left);
	small_add(c, d, org, "start", group, NOV, staff);
	small_add(c, d, org, "end", group, NOV, staff);
}

/* Parts a, b, c of a trust and their total. */
static void
trust(struct ctx *c, struct dataset *d, const char *org, double a, double b,
    double k)
{
	leavers(c, d, org, "A", a, 100);
	leavers(c, d, org, "B", b, 100);
	leavers(c, d, org, "C", k, 100);
	leavers(c, d, org, "All", a + b + k, 300);
}

static struct scorecard *
counted(struct ctx *c, struct dataset *d, enum disclosure disclosure)
{
	struct indicator *ind = NEW(c->mem, struct indicator);
	struct settings s = small_settings;

	*ind = small_leavers(c);
	s.disclosure = disclosure;
	return small_compute(c, d, ind, 1, s);
}

static enum status
status(const struct scorecard *s, const char *org, const char *part)
{
	return figure(s, org, "RET02", part)->status;
}

static void
one_withheld_trust_withholds_its_region(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct scorecard *s;

	leavers(&c, d, "R1", "All", 3, 100);
	leavers(&c, d, "R2", "All", 20, 100);
	leavers(&c, d, "R3", "All", 20, 100);
	leavers(&c, d, "R4", "All", 30, 100);
	s = counted(&c, d, DISCLOSURE_SMALL_4);
	assert_int_equal(status(s, "R1", ""), STATUS_SUPPRESSED);
	/* Else England's less the others would tell R1; R2 alone would tell the
	 * region. */
	assert_int_equal(status(s, "R4", ""), STATUS_SUPPRESSED);
	assert_int_equal(status(s, "R2", ""), STATUS_OK);
	assert_int_equal(status(s, "ENG", ""), STATUS_OK);
	assert_int_equal(status(s, "Y1", ""), STATUS_SUPPRESSED);
	assert_true(isnan(figure(s, "Y1", "RET02", "")->numerator));
	assert_int_equal(figure(s, "Y1", "RET02", "")->verdict, VERDICT_NONE);
	s = counted(&c, d, DISCLOSURE_NONE);
	assert_true(figure(s, "Y1", "RET02", "")->numerator == 43);
	test_drop(&c);
}

static void
two_withheld_trusts_of_four_people_withhold_it_and_of_five_do_not(void **state)
{
	for (int second = 1; second <= 2; second++) {
		struct ctx c = test_ctx();
		struct dataset *d = trusts(&c);
		struct scorecard *s;

		leavers(&c, d, "R1", "All", 3, 100);
		leavers(&c, d, "R2", "All", second, 100);
		leavers(&c, d, "R3", "All", 20, 100);
		leavers(&c, d, "R4", "All", 30, 100);
		s = counted(&c, d, DISCLOSURE_SMALL_4);
		assert_int_equal(status(s, "Y1", ""),
		    second == 1 ? STATUS_SUPPRESSED : STATUS_OK);
		test_drop(&c);
	}
}

/* Only R1 withholds A and B (A is small, B would give it away); in the region
 * both go, and C may stay. */
static void
a_part_of_one_trust_is_not_found_in_the_region(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = trusts(&c);
	struct scorecard *s;

	trust(&c, d, "R1", 2, 9, 30);
	trust(&c, d, "R2", 20, 30, 40);
	trust(&c, d, "R3", 25, 35, 45);
	trust(&c, d, "R4", 25, 35, 45);
	s = counted(&c, d, DISCLOSURE_SMALL_4);
	assert_int_equal(status(s, "R1", "A"), STATUS_SUPPRESSED);
	assert_int_equal(status(s, "R1", "B"), STATUS_SUPPRESSED);
	assert_int_equal(status(s, "Y1", "A"), STATUS_SUPPRESSED);
	assert_int_equal(status(s, "Y1", "B"), STATUS_SUPPRESSED);
	assert_int_equal(status(s, "Y1", "C"), STATUS_OK);
	assert_int_equal(status(s, "Y1", ""), STATUS_OK);
	test_drop(&c);
}

/* R1 withholds A with B, R2 A with C: of the region's parts only B and C are
 * one trust's; A, 6 people of two trusts, may be shown. */
static void
no_withheld_count_can_be_worked_out_whatever_is_shown(void **state)
{
	for (int seed = 0; seed < 200; seed++) {
		struct ctx c = test_ctx();
		struct dataset *d = trusts(&c);
		static const char *const org[] = {"R1", "R2", "R3"};
		static const char *const part[] = {"A", "B", "C", ""};
		unsigned x = (unsigned)seed * 2654435761u;
		struct scorecard *s;
		double sent[3][4];

		for (int i = 0; i < 3; i++) {
			sent[i][3] = 0;
			for (int k = 0; k < 3; k++) {
				x = x * 1664525u + 1013904223u;
				sent[i][k] = x >> 24 & 15;
				sent[i][3] += sent[i][k];
			}
			trust(
			    &c, d, org[i], sent[i][0], sent[i][1], sent[i][2]);
		}
		s = counted(&c, d, DISCLOSURE_SMALL_4);
		for (int k = 0; k < 4; k++) {
			size_t hidden = 0;
			double people = 0;
			for (int i = 0; i < 3; i++)
				if (status(s, org[i], part[k]) != STATUS_OK) {
					hidden++;
					people += sent[i][k];
				}
			if (status(s, "Y1", part[k]) == STATUS_OK &&
			    (hidden == 1 || (hidden > 1 && people <= 4)))
				fail_msg("seed %d: column %d gives %g of %zu "
					 "trusts away",
				    seed, k, people, hidden);
		}
		/* And the region's own row does not give a part away. */
		size_t hidden = 0;
		for (int k = 0; k < 3; k++)
			hidden += status(s, "Y1", part[k]) != STATUS_OK;
		if (status(s, "Y1", "") == STATUS_OK)
			assert_int_not_equal(hidden, 1);
		else
			assert_int_not_equal(hidden, 0);
		test_drop(&c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_region_is_the_sum_of_its_reported_trusts_of_the_newest_date),
	    cmocka_unit_test(
		a_region_of_an_older_date_has_no_england_beside_it),
	    cmocka_unit_test(a_region_without_a_number_has_no_figure),
	    cmocka_unit_test(what_a_file_says_of_the_region_itself_stands),
	    cmocka_unit_test(one_withheld_trust_withholds_its_region),
	    cmocka_unit_test(
		two_withheld_trusts_of_four_people_withhold_it_and_of_five_do_not),
	    cmocka_unit_test(a_part_of_one_trust_is_not_found_in_the_region),
	    cmocka_unit_test(
		no_withheld_count_can_be_worked_out_whatever_is_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
