/* What indicators/contributions.c promises: the observations of one figure, and
 * that they add up to it. */
#include <math.h>

#include "check.h"
#include "indicators/contributions.h"
#include "unit/indicators/engine.h"

static const char share[] =
    ENTRY("ABC01") "    source: return\n"
		   "    method: share\n"
		   "    unit: percent\n"
		   "    direction: lower\n"
		   "    interval: wilson\n"
		   "    settings: [Inpatient, Community]\n"
		   "    numerator: {measures: [gone]}\n"
		   "    denominator: {measures: [staff]}\n"
		   "    breakdown: discipline\n"
		   "    summed: true\n"
		   "    sentence: \"{value}\"\n"
		   "    sentence_split: \"{value} {breakdown}\"\n";

static double
sum(const struct contributions *all, enum part part, size_t *n)
{
	double v = 0;

	*n = 0;
	for (size_t i = 0; i < all->n; i++)
		if (all->item[i].part == part) {
			v += all->item[i].observation->value;
			++*n;
		}
	return v;
}

static struct dataset *
leavers(struct ctx *c)
{
	struct dataset *d = engine_dataset(c);

	engine_add(c, d, "R1", "gone", "setting=Inpatient discipline=Nursing",
	    JUNE, 4);
	engine_add(c, d, "R1", "staff", "setting=Inpatient discipline=Nursing",
	    JUNE, 40);
	engine_add(c, d, "R1", "gone", "setting=Community discipline=Nursing",
	    JUNE, 3);
	engine_add(c, d, "R1", "staff", "setting=Community discipline=Nursing",
	    JUNE, 50);
	engine_add(
	    c, d, "R1", "gone", "setting=Inpatient discipline=Admin", JUNE, 2);
	engine_add(c, d, "R1", "staff", "setting=Inpatient discipline=Admin",
	    JUNE, 20);
	/* Another quarter's and another trust's are none of it. */
	engine_add(c, d, "R1", "gone", "setting=Inpatient discipline=Nursing",
	    day_of(2026, 3, 31), 9);
	engine_add(c, d, "R2", "gone", "setting=Inpatient discipline=Nursing",
	    JUNE, 7);
	engine_add(c, d, "R2", "staff", "setting=Inpatient discipline=Nursing",
	    JUNE, 70);
	return d;
}

static void
adds_up(const char *setting, const char *breakdown, size_t cells)
{
	struct ctx c = test_ctx();
	struct dataset *d = leavers(&c);
	struct scorecard *s = engine_compute(
	    &c, d, share, (struct settings){.stale_after_months = 12});
	const struct figure *f =
	    engine_figure(s, "R1", "ABC01", setting, breakdown);
	struct contributions all = contributions_of(
	    c.mem, d, &s->catalogue->indicator[f->indicator], f);
	size_t n, m;

	engine_near(sum(&all, PART_NUMERATOR, &n), f->numerator, 0);
	engine_near(sum(&all, PART_DENOMINATOR, &m), f->denominator, 0);
	assert_int_equal(n, cells);
	assert_int_equal(m, cells);
	assert_int_equal(all.n, 2 * cells);
	test_drop(&c);
}

static void
they_add_up_to_numerator_and_denominator(void **state)
{
	adds_up("", "", 3);
	adds_up("Inpatient", "", 2);
	adds_up("", "Nursing", 2);
	adds_up("Inpatient", "Nursing", 1);
	adds_up("Inpatient", "Admin", 1);
}

static const char across[] =
    ENTRY("ABC02") "    method: share\n"
		   "    unit: percent\n"
		   "    direction: neutral\n"
		   "    interval: none\n"
		   "    numerator: {measures: [staff]}\n"
		   "    denominator: {measures: [staff]}\n"
		   "    breakdown: discipline\n"
		   "    denominator_across: true\n"
		   "    sentence_split: \"{value} {breakdown}\"\n";

static void
the_denominator_across_takes_all_parts(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = leavers(&c);
	struct scorecard *s = engine_compute(
	    &c, d, across, (struct settings){.stale_after_months = 12});
	const struct figure *f = engine_figure(s, "R1", "ABC02", "", "Admin");
	struct contributions all = contributions_of(
	    c.mem, d, &s->catalogue->indicator[f->indicator], f);
	size_t n;

	engine_near(sum(&all, PART_NUMERATOR, &n), 20, 0);
	assert_int_equal(n, 1);
	engine_near(sum(&all, PART_DENOMINATOR, &n), 110, 0);
	assert_int_equal(n, 3);
	engine_near(f->denominator, 110, 0);
	test_drop(&c);
}

static const char grown[] =
    ENTRY("ABC03") "    method: growth\n"
		   "    years: 1\n"
		   "    unit: percent\n"
		   "    direction: higher\n"
		   "    numerator: {measures: [staff]}\n"
		   "    sentence: \"{value}\"\n";

static void
a_growth_has_the_cells_of_a_year_before(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = leavers(&c);
	struct scorecard *s;
	const struct figure *f;
	struct contributions all;
	size_t n;

	engine_add(&c, d, "R1", "staff", "", day_of(2025, 6, 30), 100);
	s = engine_compute(
	    &c, d, grown, (struct settings){.stale_after_months = 12});
	f = engine_figure(s, "R1", "ABC03", "", "");
	all = contributions_of(
	    c.mem, d, &s->catalogue->indicator[f->indicator], f);
	engine_near(sum(&all, PART_NUMERATOR, &n), 110, 0);
	engine_near(sum(&all, PART_DENOMINATOR, &n), 100, 0);
	assert_int_equal(n, 1);
	engine_near(f->value, 10, 1e-9);
	test_drop(&c);
}

static void
england_has_none_of_its_own(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = leavers(&c);
	struct scorecard *s = engine_compute(
	    &c, d, share, (struct settings){.stale_after_months = 12});
	const struct figure *f = engine_figure(s, "ENG", "ABC01", "", "");

	assert_int_equal(contributions_of(c.mem, d,
			     &s->catalogue->indicator[f->indicator], f)
			     .n,
	    0);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(they_add_up_to_numerator_and_denominator),
	    cmocka_unit_test(the_denominator_across_takes_all_parts),
	    cmocka_unit_test(a_growth_has_the_cells_of_a_year_before),
	    cmocka_unit_test(england_has_none_of_its_own),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
