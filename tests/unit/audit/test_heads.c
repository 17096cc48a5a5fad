/* What audit/heads.c promises: a person is at most one WTE, counted in two
 * settings for WTE and in one for headcount. */
#include "small_return.h"

#define NOW  SMALL_NOW
#define LAST SMALL_LAST

#define IN_WTE    "Psychology, Band 8a / Inpatient WTE"
#define IN_HEADS  "Psychology, Band 8a / Inpatient headcount"
#define OUT_WTE   "Psychology, Band 8a / Community WTE"
#define OUT_HEADS "Psychology, Band 8a / Community headcount"

static void
line(struct small *s, const char *quarter, double in_wte, double in_heads,
    double out_wte, double out_heads)
{
	small_set(s, "RV5", quarter, "staff", IN_WTE, in_wte);
	small_set(s, "RV5", quarter, "staff", IN_HEADS, in_heads);
	small_set(s, "RV5", quarter, "staff", OUT_WTE, out_wte);
	small_set(s, "RV5", quarter, "staff", OUT_HEADS, out_heads);
}

static void
look(struct small *s)
{
	small_check(s, rules_heads);
}

static void
correct_returns_are_left_alone(void **state)
{
	struct small s;

	small_two(&s);
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
who_works_in_both_settings_counts_in_one(void **state)
{
	struct small s;

	small_two(&s);
	/* Two in the community, one of whom gives the wards two days. */
	line(&s, NOW, 0.4, 0, 1.6, 2);
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
fewer_people_than_wte_are_found(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	line(&s, LAST, 9.1, 11, 0, 0);
	line(&s, NOW, 9.4, 5, 0, 0);
	look(&s);
	f = small_only(&s, FINDING_heads_below_wte, IN_HEADS);
	assert_str(f->value, "5");
	assert_str(f->other, "5 people, 9.4 WTE");
	assert_str(f->sheet, "Return staff in post");
	small_close(&s);
}

static void
the_other_setting_lends_half_a_wte_a_person_at_most(void **state)
{
	struct small s;

	small_two(&s);
	line(&s, NOW, 12, 10, 2, 4);
	look(&s);
	small_none(&s);
	line(&s, NOW, 13, 10, 1, 4);
	look(&s);
	small_only(&s, FINDING_heads_below_wte, IN_HEADS);
	small_close(&s);
}

static void
the_wte_is_suspected_when_it_left_its_past(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	line(&s, LAST, 18.5, 20, 0, 0);
	line(&s, NOW, 184, 20, 0, 0);
	look(&s);
	f = small_only(&s, FINDING_heads_below_wte, IN_WTE);
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == 18.4);
	small_close(&s);
}

static void
wte_without_headcount_is_found(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	line(&s, LAST, 3.4, 4, 0, 0);
	line(&s, NOW, 3.4, 0, 0, 0);
	look(&s);
	f = small_only(&s, FINDING_wte_without_heads, IN_HEADS);
	assert_int_equal(f->certainty, GUESS);
	assert_true(f->suggested == 4);
	small_close(&s);
}

static void
a_blank_headcount_beside_wte_is_found_once(void **state)
{
	struct small s;

	small_two(&s);
	/* Last quarter had a number: completeness asks about the blank. */
	line(&s, LAST, 3.4, 4, 0, 0);
	line(&s, NOW, 3.4, 4, 0, 0);
	small_miss(&s, "RV5", NOW, "staff", IN_HEADS, REASON_BLANK);
	look(&s);
	small_none(&s);
	small_miss(&s, "RV5", LAST, "staff", IN_HEADS, REASON_NOT_AVAILABLE);
	look(&s);
	small_only(&s, FINDING_wte_without_heads, IN_HEADS);
	small_close(&s);
}

static void
headcount_without_wte_is_found(void **state)
{
	struct small s;

	small_two(&s);
	line(&s, NOW, 0, 3, 2, 4);
	look(&s);
	small_only(&s, FINDING_heads_without_wte, IN_WTE);
	small_miss(&s, "RV5", LAST, "staff", IN_WTE, REASON_BLANK);
	small_miss(&s, "RV5", NOW, "staff", IN_WTE, REASON_BLANK);
	small_set(&s, "RV5", LAST, "staff", IN_HEADS, 0);
	look(&s);
	small_only(&s, FINDING_heads_without_wte, IN_WTE);
	small_close(&s);
}

static void
little_wte_is_asked_about_where_there_are_enough_people(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	line(&s, NOW, 0.2, 1, 0, 0);
	look(&s);
	small_none(&s);
	line(&s, LAST, 17, 20, 0, 0);
	line(&s, NOW, 1.7, 20, 0, 0);
	look(&s);
	f = small_only(&s, FINDING_little_wte, IN_WTE);
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == 17);
	small_close(&s);
}

static void
a_missing_number_contradicts_nothing(void **state)
{
	struct small s;

	small_two(&s);
	for (enum reason r = REASON_SUPPRESSED; r <= REASON_UNREADABLE; r++) {
		line(&s, NOW, 9.4, 5, 0, 0);
		small_miss(&s, "RV5", NOW, "staff", OUT_HEADS, r);
		look(&s);
		/* Does not apply is nobody: the contradiction stays. */
		assert_int_equal(findings_count(s.found),
		    r == REASON_NOT_APPLICABLE ? 1 : 0);
	}
	small_close(&s);
}

static void
more_senior_nurses_than_at_band_7_are_noted(void **state)
{
	struct small s;
	const struct finding *f;

	small_two(&s);
	small_set(
	    &s, "RV5", NOW, "staff", "Nursing, Band 8a / Community WTE", 22);
	small_set(&s, "RV5", NOW, "staff",
	    "Nursing, Band 8a / Community headcount", 26);
	look(&s);
	f = small_only(&s, FINDING_top_heavy,
	    "Nursing, Band 8a and above / Community WTE");
	assert_str(f->value, "24.55");
	s.settings.audit.senior_least_wte = 30;
	look(&s);
	small_none(&s);
	small_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(correct_returns_are_left_alone),
	    cmocka_unit_test(who_works_in_both_settings_counts_in_one),
	    cmocka_unit_test(fewer_people_than_wte_are_found),
	    cmocka_unit_test(
		the_other_setting_lends_half_a_wte_a_person_at_most),
	    cmocka_unit_test(the_wte_is_suspected_when_it_left_its_past),
	    cmocka_unit_test(wte_without_headcount_is_found),
	    cmocka_unit_test(a_blank_headcount_beside_wte_is_found_once),
	    cmocka_unit_test(headcount_without_wte_is_found),
	    cmocka_unit_test(
		little_wte_is_asked_about_where_there_are_enough_people),
	    cmocka_unit_test(a_missing_number_contradicts_nothing),
	    cmocka_unit_test(more_senior_nurses_than_at_band_7_are_noted),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
