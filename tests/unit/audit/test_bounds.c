/* What audit/bounds.c promises: numbers above what can be are found where they
 * most likely went wrong, and a missing number bounds nothing. */
#include "small_return.h"

#define NOW  SMALL_NOW /* 91 days */
#define LAST SMALL_LAST

static void
look(struct small *s)
{
	small_check(s, rules_bounds);
}

static void
set(struct small *s, const char *topic, const char *words, double value)
{
	small_set(s, "RV5", NOW, topic, words, value);
}

static void
correct_returns_are_left_alone(void **state)
{
	static const char *const quarters[] = {
	    "2025-26-Q2", "2025-26-Q3", LAST, NOW};
	struct small s;

	small_open(&s, NOW);
	for (size_t i = 0; i < COUNT(quarters); i++)
		small_send(&s, "RV5", quarters[i]);
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
a_part_above_its_whole_is_found_and_a_missing_whole_is_not(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	set(&s, "wards", "Incidents that call for a debrief / Inpatient", 40);
	set(&s, "wards", "Incidents debriefed / Inpatient", 41);
	look(&s);
	f = small_only(
	    &s, FINDING_part_above_whole, "Incidents debriefed / Inpatient");
	assert_str(f->value, "41");
	assert_str(f->other, "41 (Incidents debriefed) of 40 (Incidents that "
			     "call for a debrief)");
	assert_int_equal(f->certainty, CERTAINTY_NONE);
	set(&s, "wards", "Incidents debriefed / Inpatient", 40);
	look(&s);
	small_none(&s);
	set(&s, "wards", "Incidents debriefed / Inpatient", 41);
	for (enum reason r = REASON_BLANK; r <= REASON_UNREADABLE; r++) {
		small_miss(&s, "RV5", NOW, "wards",
		    "Incidents that call for a debrief / Inpatient", r);
		look(&s);
		small_none(&s);
	}
	small_close(&s);
}

static void
a_part_with_its_point_moved_suggests_a_tenth(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	small_set(&s, "RV5", LAST, "equity", "White / Shortlisted", 300);
	small_set(&s, "RV5", LAST, "equity", "White / Appointed", 58);
	set(&s, "equity", "White / Shortlisted", 310);
	set(&s, "equity", "White / Appointed", 620);
	look(&s);
	f = small_only(&s, FINDING_part_above_whole, "White / Appointed");
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == 62);
	small_close(&s);
}

static void
a_whole_that_left_its_past_is_one_finding_for_all_parts(void **state)
{
	struct small s;
	const struct finding *f;
	const char *staff = "Inpatient, Nursing / Staff";
	double was;

	small_two(&s);
	was = small_said(&s, "RV5", NOW, "training", staff);
	set(&s, "training", staff, was / 10);
	look(&s);
	f = small_only(&s, FINDING_part_above_whole, staff);
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == was);
	small_close(&s);
}

static void
more_vacant_than_funded_has_a_code_of_its_own(void **state)
{
	struct small s;

	small_two(&s);
	set(&s, "vacancies", "Inpatient, Admin / Vacant WTE", 500);
	look(&s);
	small_only(
	    &s, FINDING_vacant_above_funded, "Inpatient, Admin / Vacant WTE");
	small_close(&s);
}

static void
more_bed_days_than_beds_have_are_found(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	small_set(&s, "RV5", LAST, "wards", "Beds / Inpatient", 40);
	set(&s, "wards", "Beds / Inpatient", 40);
	set(&s, "wards", "Occupied bed days / Inpatient", 40 * 91);
	look(&s);
	small_none(&s);
	set(&s, "wards", "Occupied bed days / Inpatient", 40 * 91 + 1);
	look(&s);
	f = small_only(
	    &s, FINDING_too_many_days, "Occupied bed days / Inpatient");
	assert_str(f->value, "3641");
	assert_str(f->other, "40 beds of 91 days each come to 3,640");
	/* Beds that closed on the last day gave days before. */
	small_set(&s, "RV5", LAST, "wards", "Beds / Inpatient", 48);
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
more_ward_days_than_wards_have_are_found(void **state)
{
	struct small s;

	small_two(&s);
	set(&s, "wards", "Ward days / Inpatient", 9000);
	look(&s);
	small_only(&s, FINDING_too_many_days, "Ward days / Inpatient");
	small_close(&s);
}

static void
more_hours_than_anybody_learns_are_found(void **state)
{
	struct small s;
	const char *row = "Nursing, Band 7, White / CPD hours";
	double staff;

	small_two(&s);
	staff =
	    small_said(&s, "RV5", NOW, "cpd", "Nursing, Band 7, White / Staff");
	set(&s, "cpd", row, staff * 400);
	look(&s);
	small_none(&s);
	set(&s, "cpd", row, staff * 400 + 1);
	look(&s);
	small_only(&s, FINDING_many_hours, row);
	small_close(&s);
}

static void
more_points_than_ten_a_reply_are_found(void **state)
{
	struct small s;

	small_two(&s);
	set(&s, "wellbeing", "Satisfaction survey, replies / Community", 50);
	set(&s, "wellbeing", "Satisfaction survey, points / Community", 500);
	look(&s);
	small_none(&s);
	set(&s, "wellbeing", "Satisfaction survey, points / Community", 501);
	look(&s);
	small_only(
	    &s, FINDING_many_points, "Satisfaction survey, points / Community");
	small_close(&s);
}

#define LEFT_NOW  "Community, Nursing / Leavers"
#define LEFT_YEAR "Community, Nursing / Leavers in 12 months"

static void
more_leavers_in_a_quarter_than_in_a_year_are_found(void **state)
{
	static const char *const before[] = {
	    "2025-26-Q2", "2025-26-Q3", "2025-26-Q4"};
	struct small s;
	const struct finding *f;

	small_open(&s, NOW);
	small_send(&s, "RV5", NOW);
	set(&s, "turnover",
	    "Community, Nursing / Leavers with under a year of "
	    "service",
	    0);
	set(&s, "turnover", LEFT_YEAR, 12);
	set(&s, "vacancies", LEFT_NOW, 12);
	look(&s);
	small_none(&s);
	set(&s, "vacancies", LEFT_NOW, 30);
	look(&s);
	f = small_only(&s, FINDING_leavers_of_quarter, LEFT_NOW);
	assert_int_equal(f->certainty, CERTAINTY_NONE);

	/* The year less the three quarters before leaves three. */
	for (size_t i = 0; i < COUNT(before); i++) {
		small_send(&s, "RV5", before[i]);
		small_set(&s, "RV5", before[i], "vacancies", LEFT_NOW, 3);
	}
	look(&s);
	f = small_only(&s, FINDING_leavers_of_quarter, LEFT_NOW);
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == 3);

	/* The year does not even hold those: it is wrong itself. */
	set(&s, "turnover", LEFT_YEAR, 1);
	set(&s, "vacancies", LEFT_NOW, 4);
	look(&s);
	f = small_only(&s, FINDING_leavers_of_quarter, LEFT_YEAR);
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == 13);
	small_close(&s);
}

static void
days_available_are_wte_times_days_within_a_factor(void **state)
{
	struct small s;
	const struct finding *f;
	const char *cell = "WTE days available / Community";
	double was;

	small_two(&s);
	was = small_said(&s, "RV5", NOW, "wellbeing", cell);
	set(&s, "wellbeing", "WTE days lost to sickness / Community", 1);
	set(&s, "wellbeing", cell, was * 1.9);
	look(&s);
	small_none(&s);
	set(&s, "wellbeing", cell, was / 91);
	look(&s);
	f = small_only(&s, FINDING_days_available, cell);
	assert_int_equal(f->certainty, GUESS);
	assert_true(f->suggested > was - 1 && f->suggested < was + 1);
	/* A part of the WTE is missing: nobody knows. */
	small_miss(&s, "RV5", NOW, "staff", "Nursing, Band 5 / Community WTE",
	    REASON_BLANK);
	look(&s);
	small_none(&s);
	small_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(correct_returns_are_left_alone),
	    cmocka_unit_test(
		a_part_above_its_whole_is_found_and_a_missing_whole_is_not),
	    cmocka_unit_test(a_part_with_its_point_moved_suggests_a_tenth),
	    cmocka_unit_test(
		a_whole_that_left_its_past_is_one_finding_for_all_parts),
	    cmocka_unit_test(more_vacant_than_funded_has_a_code_of_its_own),
	    cmocka_unit_test(more_bed_days_than_beds_have_are_found),
	    cmocka_unit_test(more_ward_days_than_wards_have_are_found),
	    cmocka_unit_test(more_hours_than_anybody_learns_are_found),
	    cmocka_unit_test(more_points_than_ten_a_reply_are_found),
	    cmocka_unit_test(
		more_leavers_in_a_quarter_than_in_a_year_are_found),
	    cmocka_unit_test(days_available_are_wte_times_days_within_a_factor),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
