/* What audit/fractions.c promises: half a person is found, half a WTE is not. */
#include "small_return.h"

#define NOW  SMALL_NOW
#define LAST SMALL_LAST

static void
half_a_person_is_found_and_half_a_wte_is_not(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	small_set(&s, "RV5", NOW, "gender", "Nursing / Men", 12.5);
	small_set(
	    &s, "RV5", NOW, "staff", "Nursing, Band 5 / Inpatient WTE", 12.5);
	small_check(&s, rules_fractions);
	f = small_only(&s, FINDING_fraction_of_person, "Nursing / Men");
	assert_str(f->value, "12.5");
	assert_str(f->sheet, "Return gender");
	assert_str(f->cell, "F6");
	assert_str(f->org, "RV5");
	assert_int_equal(f->date, period_end(small_period(NOW)));
	assert_int_equal(s.d->observation[f->observation - 1].value * 2, 25);
	small_close(&s);
}

static void
a_slipped_point_suggests_ten_times_as_many(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	small_set(
	    &s, "RV5", LAST, "retention", "Shifts worked / Inpatient", 900);
	small_set(
	    &s, "RV5", NOW, "retention", "Shifts worked / Inpatient", 91.1);
	small_check(&s, rules_fractions);
	f = small_only(
	    &s, FINDING_fraction_of_person, "Shifts worked / Inpatient");
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == 911);
	small_close(&s);
}

static void
whole_numbers_and_missing_ones_are_left_alone(void **state)
{
	struct small s;

	small_two(&s);
	small_miss(
	    &s, "RV5", NOW, "wards", "Beds / Inpatient", REASON_UNREADABLE);
	small_check(&s, rules_fractions);
	small_none(&s);
	small_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(half_a_person_is_found_and_half_a_wte_is_not),
	    cmocka_unit_test(a_slipped_point_suggests_ten_times_as_many),
	    cmocka_unit_test(whole_numbers_and_missing_ones_are_left_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
