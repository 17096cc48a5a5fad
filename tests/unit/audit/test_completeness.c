/* What audit/completeness.c promises: blanks, shorthands and zeros are asked
 * about where the return itself or its past says that there is more. */
#include "small_return.h"

#define Q1 "2025-26-Q2"
#define Q2 "2025-26-Q3"
#define Q3 "2025-26-Q4"
#define Q4 "2026-27-Q1"

static const char *const quarters[] = {Q1, Q2, Q3, Q4};

static void
four_quarters(struct small *s)
{
	small_open(s, Q4);
	for (size_t i = 0; i < COUNT(quarters); i++)
		small_send(s, "RV5", quarters[i]);
}

static void
look(struct small *s)
{
	small_check(s, rules_completeness);
}

/* Gives every cell of a sheet, or of one column of it, the same reason or, with
 * REASON_NONE, 0. */
static void
wipe(struct small *s, const char *quarter, const char *topic,
    const char *heading, enum reason why)
{
	for (size_t i = 0; i < s->form_view->n_cells; i++) {
		const struct view_place *p = &s->form_view->cell[i];
		const struct return_topic *t = &s->form.topic[p->at.topic];
		struct observation *o;

		if (!str_is(t->name, topic) ||
		    (heading != NULL &&
			!str_is(t->column[p->at.column].heading, heading)))
			continue;
		o = small_at(
		    s, "RV5", quarter, topic, str_z(s->c.mem, p->words));
		o->value = 0;
		o->reason = why;
	}
}

static void
correct_returns_are_left_alone(void **state)
{
	struct small s;

	four_quarters(&s);
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
a_blank_is_found_where_last_quarter_had_a_number(void **state)
{
	struct small s;
	const struct finding *f;

	four_quarters(&s);
	small_set(&s, "RV5", Q3, "wards", "Beds / Inpatient", 38);
	small_miss(&s, "RV5", Q4, "wards", "Beds / Inpatient", REASON_BLANK);
	look(&s);
	f = small_only(&s, FINDING_blank_after_number, "Beds / Inpatient");
	assert_str(f->value, "blank");
	assert_str(f->other, "38");
	assert_int_equal(f->certainty, CERTAINTY_NONE);
	small_close(&s);
}

static void
a_blank_is_no_news_where_last_quarter_had_none(void **state)
{
	struct small s;

	four_quarters(&s);
	small_set(&s, "RV5", Q2, "wards", "Beds / Inpatient", 3);
	small_set(&s, "RV5", Q3, "wards", "Beds / Inpatient", 0);
	small_miss(&s, "RV5", Q4, "wards", "Beds / Inpatient", REASON_BLANK);
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
a_blank_column_is_one_finding(void **state)
{
	struct small s;
	const struct finding *f;

	four_quarters(&s);
	wipe(&s, Q4, "training", "Cultural competency", REASON_BLANK);
	look(&s);
	f = small_only(
	    &s, FINDING_blank_after_number, "every row / Cultural competency");
	assert_str(f->other, "numbers in 18 rows");
	small_close(&s);
}

static void
a_blank_sheet_is_one_finding(void **state)
{
	struct small s;
	const struct finding *f;

	four_quarters(&s);
	wipe(&s, Q4, "gender", NULL, REASON_BLANK);
	look(&s);
	f = small_only(&s, FINDING_blank_sheet, "Staff by gender");
	assert_str(f->sheet, "Return gender");
	assert_str(f->cell, "");
	small_close(&s);
}

static void
a_sheet_with_one_word_is_not_blank(void **state)
{
	struct small s;

	four_quarters(&s);
	wipe(&s, Q3, "gender", NULL, REASON_BLANK);
	wipe(&s, Q4, "gender", NULL, REASON_BLANK);
	small_miss(
	    &s, "RV5", Q3, "gender", "Nursing / Men", REASON_NOT_AVAILABLE);
	small_miss(
	    &s, "RV5", Q4, "gender", "Nursing / Men", REASON_NOT_AVAILABLE);
	look(&s);
	assert_int_equal(small_count(&s, FINDING_blank_sheet), 0);
	small_close(&s);
}

static void
a_zero_is_found_after_two_quarters_with_numbers(void **state)
{
	struct small s;
	const struct finding *f;

	four_quarters(&s);
	small_set(&s, "RV5", Q2, "wards", "Seclusion / Inpatient", 5);
	small_set(&s, "RV5", Q3, "wards", "Seclusion / Inpatient", 9);
	small_set(&s, "RV5", Q4, "wards", "Seclusion / Inpatient", 0);
	look(&s);
	f = small_only(&s, FINDING_zero_after_numbers, "Seclusion / Inpatient");
	assert_str(f->value, "0");
	assert_str(f->other, "9 and 5 the quarter before");
	small_close(&s);
}

static void
a_zero_after_few_is_chance(void **state)
{
	struct small s;

	four_quarters(&s);
	small_set(&s, "RV5", Q2, "wards", "Seclusion / Inpatient", 4);
	small_set(&s, "RV5", Q4, "wards", "Seclusion / Inpatient", 0);
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
four_quarters_of_not_available_are_found_and_three_are_not(void **state)
{
	struct small s;
	const struct finding *f;

	four_quarters(&s);
	for (size_t i = 1; i < COUNT(quarters); i++)
		small_miss(&s, "RV5", quarters[i], "wards", "Beds / Inpatient",
		    REASON_NOT_AVAILABLE);
	look(&s);
	small_none(&s);
	small_miss(
	    &s, "RV5", Q1, "wards", "Beds / Inpatient", REASON_NOT_AVAILABLE);
	look(&s);
	f = small_only(&s, FINDING_long_unavailable, "Beds / Inpatient");
	assert_str(f->value, "[x]");
	assert_str(f->other, "4");
	small_close(&s);
}

static void
withheld_numbers_are_found_and_unreadable_ones_are_not(void **state)
{
	struct small s;
	const struct finding *f;

	four_quarters(&s);
	small_miss(&s, "RV5", Q4, "gender", "Nursing / Another gender",
	    REASON_SUPPRESSED);
	small_miss(
	    &s, "RV5", Q4, "gender", "Nursing / Not known", REASON_UNREADABLE);
	look(&s);
	f = small_only(
	    &s, FINDING_withheld_in_return, "Nursing / Another gender");
	assert_str(f->value, "[c]");
	small_close(&s);
}

static void
people_not_known_are_found_above_the_limit(void **state)
{
	static const struct {
		const char *topic, *known, *unknown;
		enum finding_kind kind;
	} of[] = {
	    {"ethnicity", "Nursing, Band 5 / White",
		"Nursing, Band 5 / Not known", FINDING_ethnicity_unknown},
	    {"gender", "Nursing / Women", "Nursing / Not known",
		FINDING_gender_unknown},
	    {"disability", "Nursing / Not disabled", "Nursing / Not known",
		FINDING_disability_unknown},
	};

	for (size_t i = 0; i < COUNT(of); i++) {
		struct small s;
		const struct finding *f;

		four_quarters(&s);
		wipe(&s, Q4, of[i].topic, NULL, REASON_NONE);
		for (size_t k = 0; k < 2; k++)
			wipe(&s, quarters[k + 1], of[i].topic, NULL,
			    REASON_NONE);
		small_set(&s, "RV5", Q4, of[i].topic, of[i].known, 90);
		small_set(&s, "RV5", Q4, of[i].topic, of[i].unknown, 10);
		look(&s);
		small_none(&s);
		small_set(&s, "RV5", Q4, of[i].topic, of[i].unknown, 11);
		look(&s);
		f = small_only(&s, of[i].kind, "every row / Not known");
		assert_str(f->value, "11");
		assert_str(f->other, "101 (10.9 %)");
		/* A part that is missing: nobody knows the share. */
		small_miss(&s, "RV5", Q4, of[i].topic, of[i].known,
		    REASON_NOT_AVAILABLE);
		look(&s);
		small_none(&s);
		small_close(&s);
	}
}

static void
does_not_apply_is_found_beside_people(void **state)
{
	struct small s;

	four_quarters(&s);
	small_miss(
	    &s, "RV5", Q4, "gender", "Nursing / Men", REASON_NOT_APPLICABLE);
	look(&s);
	assert_str(
	    small_only(&s, FINDING_not_applicable_beside, "Nursing / Men")
		->value,
	    "[z]");
	small_close(&s);
}

static void
does_not_apply_is_found_where_there_are_staff(void **state)
{
	struct small s;

	four_quarters(&s);
	small_miss(&s, "RV5", Q4, "vacancies", "Inpatient, Nursing / Joiners",
	    REASON_NOT_APPLICABLE);
	look(&s);
	small_only(
	    &s, FINDING_not_applicable_beside, "Inpatient, Nursing / Joiners");
	small_close(&s);
}

static void
a_line_that_does_not_apply_at_all_is_left_alone(void **state)
{
	struct small s;

	four_quarters(&s);
	wipe(&s, Q4, "wards", NULL, REASON_NOT_APPLICABLE);
	wipe(&s, Q4, "staff", "Inpatient WTE", REASON_NOT_APPLICABLE);
	wipe(&s, Q4, "staff", "Inpatient headcount", REASON_NOT_APPLICABLE);
	small_miss(&s, "RV5", Q4, "vacancies", "Inpatient, Nursing / Joiners",
	    REASON_NOT_APPLICABLE);
	small_miss(&s, "RV5", Q4, "retention",
	    "Staff who may rotate / Inpatient", REASON_NOT_APPLICABLE);
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
a_column_of_zeros_is_one_finding(void **state)
{
	struct small s;
	const struct finding *f;

	four_quarters(&s);
	for (size_t i = 0; i < s.form_view->n_cells; i++)
		if (str_is(
			s.form_view->cell[i].measure->name, "shortlisted_12m"))
			small_set(&s, "RV5", Q3, "equity",
			    str_z(s.c.mem, s.form_view->cell[i].words), 20);
	wipe(&s, Q4, "equity", "Shortlisted", REASON_NONE);
	look(&s);
	f = small_only(&s, FINDING_zero_column, "every row / Shortlisted");
	assert_str(f->value, "0");
	assert_str(f->other, "120");
	/* Few in a quarter are none in the next by chance. */
	for (size_t i = 0; i < s.form_view->n_cells; i++)
		if (str_is(
			s.form_view->cell[i].measure->name, "shortlisted_12m"))
			small_set(&s, "RV5", Q3, "equity",
			    str_z(s.c.mem, s.form_view->cell[i].words), 1);
	look(&s);
	small_none(&s);
	small_close(&s);
}

static void
a_sheet_of_zeros_is_no_empty_column(void **state)
{
	struct small s;

	four_quarters(&s);
	wipe(&s, Q4, "equity", NULL, REASON_NONE);
	look(&s);
	assert_int_equal(small_count(&s, FINDING_zero_column), 0);
	small_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(correct_returns_are_left_alone),
	    cmocka_unit_test(a_blank_is_found_where_last_quarter_had_a_number),
	    cmocka_unit_test(a_blank_is_no_news_where_last_quarter_had_none),
	    cmocka_unit_test(a_blank_column_is_one_finding),
	    cmocka_unit_test(a_blank_sheet_is_one_finding),
	    cmocka_unit_test(a_sheet_with_one_word_is_not_blank),
	    cmocka_unit_test(a_zero_is_found_after_two_quarters_with_numbers),
	    cmocka_unit_test(a_zero_after_few_is_chance),
	    cmocka_unit_test(
		four_quarters_of_not_available_are_found_and_three_are_not),
	    cmocka_unit_test(
		withheld_numbers_are_found_and_unreadable_ones_are_not),
	    cmocka_unit_test(people_not_known_are_found_above_the_limit),
	    cmocka_unit_test(does_not_apply_is_found_beside_people),
	    cmocka_unit_test(does_not_apply_is_found_where_there_are_staff),
	    cmocka_unit_test(a_line_that_does_not_apply_at_all_is_left_alone),
	    cmocka_unit_test(a_column_of_zeros_is_one_finding),
	    cmocka_unit_test(a_sheet_of_zeros_is_no_empty_column),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
