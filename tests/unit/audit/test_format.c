/* What audit/format.c promises: shares, percentages and dates are
 * told from counts, and counts are left alone. */
#include "small_return.h"

#define NOW  SMALL_NOW
#define LAST SMALL_LAST

static void
a_correct_return_is_left_alone(void **state)
{
	struct small s;

	small_two(&s);
	small_check(&s, rules_format);
	small_none(&s);
	assert_int_equal(s.v->n, 2);
	small_close(&s);
}

static void
a_share_is_found_with_the_count_it_stands_for(void **state)
{
	struct small s;
	const struct finding *f;
	double staff, trained;

	small_two(&s);
	staff = small_said(
	    &s, "RV5", NOW, "training", "Inpatient, Nursing / Staff");
	trained = small_said(&s, "RV5", NOW, "training",
	    "Inpatient, Nursing / Cultural competency");
	small_set(&s, "RV5", NOW, "training",
	    "Inpatient, Nursing / Cultural competency", trained / staff);
	small_check(&s, rules_format);
	f = small_only(&s, FINDING_share_for_count,
	    "Inpatient, Nursing / Cultural competency");
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == trained);
	small_close(&s);
}

static void
a_share_without_a_whole_has_no_suggestion(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	small_set(&s, "RV5", NOW, "wards", "Beds / Inpatient", 0.4);
	small_check(&s, rules_format);
	f = small_only(&s, FINDING_share_for_count, "Beds / Inpatient");
	assert_int_equal(f->certainty, CERTAINTY_NONE);
	small_close(&s);
}

static void
a_percentage_is_found_when_the_quarter_before_had_the_count(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	small_set(&s, "RV5", LAST, "equity", "White / Shortlisted", 40);
	small_set(&s, "RV5", LAST, "equity", "White / Appointed", 24);
	small_set(&s, "RV5", NOW, "equity", "White / Shortlisted", 42);
	small_set(&s, "RV5", NOW, "equity", "White / Appointed", 60);
	small_check(&s, rules_format);
	f = small_only(&s, FINDING_percentage_for_count, "White / Appointed");
	assert_str(f->value, "60");
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == 25);
	small_close(&s);
}

static void
a_part_above_its_whole_is_no_percentage_without_history(void **state)
{
	struct small s;

	small_open(&s, NOW);
	small_send(&s, "RV5", NOW);
	small_set(&s, "RV5", NOW, "equity", "White / Appointed", 60);
	small_check(&s, rules_format);
	small_none(&s);
	small_close(&s);
}

static void
a_date_serial_is_found_where_small_numbers_stood(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	small_set(&s, "RV5", NOW, "equity", "White / Shortlisted", 45292);
	small_check(&s, rules_format);
	f = small_only(&s, FINDING_date_for_count, "White / Shortlisted");
	assert_str(f->value, "45292");
	small_close(&s);
}

static void
a_large_number_is_no_date_where_large_numbers_stood(void **state)
{
	struct small s;

	small_two(&s);
	small_set(&s, "RV5", LAST, "wellbeing",
	    "WTE days available / Inpatient", 44000);
	small_set(&s, "RV5", NOW, "wellbeing", "WTE days available / Inpatient",
	    45292);
	small_check(&s, rules_format);
	small_none(&s);
	small_close(&s);
}

static void
a_cell_without_a_number_says_nothing(void **state)
{
	struct small s;

	small_two(&s);
	for (enum reason r = REASON_BLANK; r <= REASON_UNREADABLE; r++) {
		small_miss(&s, "RV5", NOW, "wards", "Beds / Inpatient", r);
		small_check(&s, rules_format);
		small_none(&s);
	}
	small_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_correct_return_is_left_alone),
	    cmocka_unit_test(a_share_is_found_with_the_count_it_stands_for),
	    cmocka_unit_test(a_share_without_a_whole_has_no_suggestion),
	    cmocka_unit_test(
		a_percentage_is_found_when_the_quarter_before_had_the_count),
	    cmocka_unit_test(
		a_part_above_its_whole_is_no_percentage_without_history),
	    cmocka_unit_test(a_date_serial_is_found_where_small_numbers_stood),
	    cmocka_unit_test(
		a_large_number_is_no_date_where_large_numbers_stood),
	    cmocka_unit_test(a_cell_without_a_number_says_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
