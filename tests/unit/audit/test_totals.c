/* What audit/totals.c and its neighbours promise: the same people on two sheets
 * are as many, a total with a missing part is never said to differ, and one
 * cause is one finding. */
#include "base/num.h"
#include "small_return.h"

#define NOW  SMALL_NOW
#define LAST SMALL_LAST

static void
look(struct small *s)
{
	small_check(s, rules_totals);
}

/* Adds to what this quarter's return says. */
static double
add(struct small *s, const char *topic, const char *words, double more)
{
	double now = small_said(s, "RV5", NOW, topic, words) + more;

	small_set(s, "RV5", NOW, topic, words, now);
	return now;
}

static void
correct_returns_are_left_alone(void **state)
{
	static const char *const quarters[] = {
	    "2025-26-Q2", "2025-26-Q3", LAST, NOW};
	struct small s;

	small_open(&s, NOW);
	for (size_t i = 0; i < COUNT(quarters); i++) {
		small_send(&s, "RV5", quarters[i]);
		small_send(&s, "RXX", quarters[i]);
	}
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
a_gender_total_differs_at_the_cell_that_left_its_past(void **state)
{
	struct small s;
	const struct finding *f;
	double was;

	small_two(&s);
	was = add(&s, "gender", "Nursing / Men", 30) - 30;
	look(&s);
	f = small_only(&s, FINDING_gender_of_discipline, "Nursing / Men");
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == was);
	assert_str(f->sheet, "Return gender");
	small_close(&s);
}

static void
the_only_cell_that_can_hold_the_surplus_is_certain(void **state)
{
	struct small s;
	const struct finding *f;
	double was;

	/* No past to ask; but every other cell of the row is smaller. */
	small_open(&s, NOW);
	small_send(&s, "RV5", NOW);
	was = add(&s, "gender", "Nursing / Women", 100) - 100;
	look(&s);
	f = small_only(&s, FINDING_gender_of_discipline, "Nursing / Women");
	assert_int_equal(f->certainty, CERTAIN);
	assert_true(f->suggested == was);
	small_close(&s);
}

static void
nobody_knows_which_cell_lacks_a_person(void **state)
{
	struct small s;
	const struct finding *f;

	small_open(&s, NOW);
	small_send(&s, "RV5", NOW);
	add(&s, "gender", "Nursing / Women", -20);
	look(&s);
	f = small_only(&s, FINDING_gender_of_discipline, "Nursing");
	assert_int_equal(f->certainty, CERTAINTY_NONE);
	assert_int_equal(f->observation, 0);
	assert_str(f->cell, "D6");
	small_close(&s);
}

static void
a_disability_total_differs(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	add(&s, "disability", "Psychology / Not disabled", -25);
	look(&s);
	f = small_only(
	    &s, FINDING_disability_of_discipline, "Psychology / Not disabled");
	assert_int_equal(f->certainty, LIKELY);
	small_close(&s);
}

static void
two_sheets_that_agree_put_it_at_the_headcount(void **state)
{
	struct small s;
	const struct finding *f;
	double was;

	small_two(&s);
	was =
	    add(&s, "staff", "Nursing, Band 5 / Inpatient headcount", 40) - 40;
	look(&s);
	f = small_only(&s, FINDING_gender_of_discipline,
	    "Nursing, Band 5 / Inpatient headcount");
	assert_int_equal(
	    f->certainty, CERTAIN == f->certainty ? CERTAIN : LIKELY);
	assert_true(f->suggested == was);
	small_close(&s);
}

static void
many_disciplines_are_one_finding_of_the_sheet(void **state)
{
	static const char *const rows[] = {
	    "Nursing / Women", "Psychology / Women", "Admin / Women"};
	struct small s;

	small_two(&s);
	for (size_t i = 0; i < COUNT(rows); i++)
		add(&s, "gender", rows[i], 20);
	look(&s);
	small_only(&s, FINDING_gender_of_sheet, "every row");
	small_close(&s);

	small_two(&s);
	add(&s, "disability", "Nursing / Disabled", 20);
	add(&s, "disability", "Psychology / Disabled", 20);
	add(&s, "disability", "Admin / Disabled", 20);
	look(&s);
	small_only(&s, FINDING_disability_of_sheet, "every row");
	small_close(&s);
}

static void
an_ethnicity_total_differs_by_group_or_by_sheet(void **state)
{
	struct small s;
	const struct finding *f;
	double was;

	small_two(&s);
	was = add(&s, "ethnicity", "Nursing, Band 5 / White", 50) - 50;
	look(&s);
	f = small_only(
	    &s, FINDING_ethnicity_of_group, "Nursing, Band 5 / White");
	assert_true(f->suggested == was);
	small_close(&s);

	small_two(&s);
	add(&s, "ethnicity", "Support worker, Bands 2 to 4 / White", -20);
	look(&s);
	small_only(&s, FINDING_ethnicity_of_group,
	    "Support worker, Bands 2 to 4 / White");
	small_close(&s);

	small_two(&s);
	was = add(&s, "ethnicity", "Non-clinical, Band 5 / White", 60) - 60;
	look(&s);
	f = small_only(
	    &s, FINDING_ethnicity_of_sheet, "Non-clinical, Band 5 / White");
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == was);
	small_close(&s);
}

static void
a_fault_that_stays_is_found_where_it_was(void **state)
{
	struct small s;
	const char *cell = "Nursing / Men";
	double right;

	small_open(&s, NOW);
	small_send(&s, "RV5", "2025-26-Q3");
	small_send(&s, "RV5", LAST);
	small_send(&s, "RV5", NOW);
	right = small_said(&s, "RV5", NOW, "gender", cell);
	small_set(&s, "RV5", LAST, "gender", cell,
	    small_said(&s, "RV5", LAST, "gender", cell) + 30);
	small_set(&s, "RV5", NOW, "gender", cell, right + 30);
	look(&s);
	assert_int_equal(findings_count(s.found), 2);
	for (size_t i = 0; i < 2; i++) {
		const struct finding *f = findings_at(s.found, i);
		assert_int_equal(f->kind, FINDING_gender_of_discipline);
		assert_str(f->place, cell);
		assert_int_equal(f->certainty, LIKELY);
	}
	assert_true(findings_at(s.found, 1)->suggested == right);
	small_close(&s);
}

static void
a_difference_within_the_tolerance_is_none(void **state)
{
	struct small s;

	small_two(&s);
	/* One in more than a hundred people of Nursing. */
	add(&s, "gender", "Nursing / Women", 1);
	add(&s, "ethnicity", "Nursing, Band 5 / White", 1);
	look(&s);
	small_none(&s);
	s.settings.audit.sum_tolerance_percent = 0;
	look(&s);
	assert_int_equal(findings_count(s.found), 2);
	small_close(&s);
}

static void
a_total_with_a_missing_part_never_differs(void **state)
{
	struct small s;

	small_two(&s);
	for (enum reason r = REASON_BLANK; r <= REASON_UNREADABLE; r++) {
		small_miss(&s, "RV5", NOW, "gender", "Nursing / Women", r);
		small_miss(&s, "RV5", NOW, "disability", "Admin / Disabled", r);
		small_miss(
		    &s, "RV5", NOW, "ethnicity", "Nursing, Band 5 / White", r);
		small_miss(&s, "RV5", NOW, "training",
		    "Inpatient, Nursing / Staff", r);
		small_miss(
		    &s, "RV5", NOW, "cpd", "Nursing, Band 5, White / Staff", r);
		small_miss(&s, "RV5", NOW, "vacancies",
		    "Inpatient, Nursing / Vacant WTE", r);
		look(&s);
		small_none(&s);
	}
	small_close(&s);
}

/* A service without wards: [z] all along the inpatient columns. */
static void
a_setting_that_does_not_apply_is_nobody(void **state)
{
	struct small s;
	const struct view_place *p;
	const struct finding *f;

	small_two(&s);
	for (size_t i = 0; i < s.form_view->first[1]; i++) {
		p = &s.form_view->cell[i];
		if (str_is(p->dim[DIM_setting], "Inpatient"))
			small_miss(&s, "RV5", NOW, "staff",
			    str_z(s.c.mem, p->words), REASON_NOT_APPLICABLE);
	}
	look(&s);
	f = small_only(&s, FINDING_gender_of_sheet, "every row");
	assert_str(f->sheet, "Return staff in post");
	/* One number, and each [z] is a part that nobody knows. */
	small_set(
	    &s, "RV5", NOW, "staff", "Admin, Band 9 / Inpatient headcount", 0);
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
training_staff_are_those_in_post(void **state)
{
	struct small s;
	const struct finding *f;
	double was;

	small_two(&s);
	was = add(&s, "training", "Community, Medical / Staff", -9) + 9;
	look(&s);
	f = small_only(
	    &s, FINDING_training_staff, "Community, Medical / Staff");
	assert_int_equal(f->certainty, CERTAIN);
	assert_true(f->suggested == was);
	small_close(&s);
}

static void
filled_posts_are_wte_in_post_more_or_less(void **state)
{
	struct small s;
	const struct finding *f;
	const char *funded = "Inpatient, Nursing / Funded establishment WTE";
	double was;

	small_two(&s);
	was = small_said(&s, "RV5", NOW, "vacancies", funded);
	/* A tenth more is within the tolerance, half as much is not. */
	small_set(&s, "RV5", NOW, "vacancies", funded, was * 1.1);
	look(&s);
	small_none(&s);
	small_set(&s, "RV5", NOW, "vacancies", funded, was * 1.5);
	look(&s);
	f = small_only(&s, FINDING_filled_posts, funded);
	assert_int_equal(f->certainty, GUESS);
	assert_true(f->suggested == num_round(was, 1));
	/* Ten times as many: the point, and no guess. */
	small_set(&s, "RV5", NOW, "vacancies", funded, was * 10);
	look(&s);
	f = small_only(&s, FINDING_filled_posts, funded);
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == was);
	small_close(&s);
}

static void
more_vacant_than_funded_is_said_by_another_rule(void **state)
{
	struct small s;

	small_two(&s);
	small_set(&s, "RV5", NOW, "vacancies",
	    "Inpatient, Nursing / Vacant WTE", 900);
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
staff_of_an_ethnic_group_are_no_more_in_cpd_than_in_post(void **state)
{
	struct small s;
	const struct finding *f;
	double was;

	small_two(&s);
	was = add(&s, "cpd", "Nursing, Band 5, All other ethnic groups / Staff",
		  40) -
	      40;
	look(&s);
	f = small_only(&s, FINDING_cpd_ethnicity,
	    "Nursing, Band 5, All other ethnic groups / Staff");
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == was);
	/* Fewer could have taken it up: that may be. */
	small_set(&s, "RV5", NOW, "cpd",
	    "Nursing, Band 5, All other ethnic groups / Staff", 1);
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
cpd_staff_are_no_more_and_not_far_fewer_than_in_post(void **state)
{
	struct small s;

	small_two(&s);
	for (size_t i = 0; i < s.form_view->n_cells; i++) {
		const struct view_place *p = &s.form_view->cell[i];
		if (str_is(p->measure->name, "cpd_staff") &&
		    str_is(p->dim[DIM_ethnicity], "White"))
			small_set(
			    &s, "RV5", NOW, "cpd", str_z(s.c.mem, p->words), 2);
	}
	look(&s);
	small_only(&s, FINDING_cpd_staff, "every row / Staff");
	s.settings.audit.cpd_least_percent = 1;
	look(&s);
	small_none(&s);
	small_close(&s);

	/* Above the headcount, where the sheet of ethnic groups is no help. */
	small_two(&s);
	small_miss(&s, "RV5", NOW, "ethnicity", "Nursing, Band 5 / White",
	    REASON_NOT_AVAILABLE);
	add(&s, "cpd", "Nursing, Band 5, White / Staff", 90);
	look(&s);
	small_only(&s, FINDING_cpd_staff, "every row / Staff");
	small_close(&s);
}

static void
a_number_in_doubt_makes_no_total_differ(void **state)
{
	struct small s;
	struct audit_input in;
	struct inspection both;

	small_two(&s);
	small_set(&s, "RV5", NOW, "gender", "Nursing / Women", 0.8);
	in = small_input(&s);
	both = (struct inspection){.c = &s.c,
	    .v = view_new(&s.c, &in),
	    .limit = &s.settings.audit,
	    .out = findings_new(s.c.mem),
	    .doubt = NEWS(s.c.mem, s.d->n, bool)};
	rules_format(&both);
	rules_totals(&both);
	s.found = both.out;
	small_only(&s, FINDING_share_for_count, "Nursing / Women");
	small_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(correct_returns_are_left_alone),
	    cmocka_unit_test(
		a_gender_total_differs_at_the_cell_that_left_its_past),
	    cmocka_unit_test(
		the_only_cell_that_can_hold_the_surplus_is_certain),
	    cmocka_unit_test(nobody_knows_which_cell_lacks_a_person),
	    cmocka_unit_test(a_disability_total_differs),
	    cmocka_unit_test(two_sheets_that_agree_put_it_at_the_headcount),
	    cmocka_unit_test(many_disciplines_are_one_finding_of_the_sheet),
	    cmocka_unit_test(an_ethnicity_total_differs_by_group_or_by_sheet),
	    cmocka_unit_test(a_fault_that_stays_is_found_where_it_was),
	    cmocka_unit_test(a_difference_within_the_tolerance_is_none),
	    cmocka_unit_test(a_total_with_a_missing_part_never_differs),
	    cmocka_unit_test(a_setting_that_does_not_apply_is_nobody),
	    cmocka_unit_test(training_staff_are_those_in_post),
	    cmocka_unit_test(filled_posts_are_wte_in_post_more_or_less),
	    cmocka_unit_test(more_vacant_than_funded_is_said_by_another_rule),
	    cmocka_unit_test(
		staff_of_an_ethnic_group_are_no_more_in_cpd_than_in_post),
	    cmocka_unit_test(
		cpd_staff_are_no_more_and_not_far_fewer_than_in_post),
	    cmocka_unit_test(a_number_in_doubt_makes_no_total_differ),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
