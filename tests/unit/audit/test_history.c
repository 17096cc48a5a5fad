/* What a return says beside the organisation's own earlier ones. */
#include "small_return.h"

static const char *const quarters[] = {"2024-25-Q4", "2025-26-Q1", "2025-26-Q2",
    "2025-26-Q3", "2025-26-Q4", "2026-27-Q1"};

#define NOW  "2026-27-Q1"
#define LAST "2025-26-Q4"

/* Six quarters in a row, nothing wrong. */
static void
open_six(struct small *s)
{
	small_open(s, NOW);
	for (size_t i = 0; i < COUNT(quarters); i++)
		small_send(s, "RV5", quarters[i]);
}

static void
all_families(struct inspection *look)
{
	rules_sending(look);
	rules_copied(look);
	rules_history(look);
	rules_jumps(look);
	rules_peers(look);
	rules_published(look);
}

/* Every cell of a topic, or of all (NULL), as another return has it. */
static void
copy(struct small *s, const char *from, const char *from_quarter,
    const char *org, const char *quarter, const char *topic)
{
	for (size_t i = 0; i < s->form_view->n_cells; i++) {
		const struct view_place *p = &s->form_view->cell[i];
		const char *name =
		    str_z(s->c.mem, s->form.topic[p->at.topic].name);
		const char *words = str_z(s->c.mem, p->words);

		if (topic == NULL || strcmp(topic, name) == 0)
			small_set(s, org, quarter, name, words,
			    small_said(s, from, from_quarter, name, words));
	}
}

static void
consistent_returns_are_not_asked_about(void **state)
{
	struct small s;

	(void)state;
	small_open(&s, NOW);
	for (int org = 0; org < 9; org++)
		for (size_t i = 0; i < COUNT(quarters); i++)
			small_send(&s,
			    str_z(s.c.mem, str_fmt(s.c.mem, "RA%d", org)),
			    quarters[i]);
	small_check(&s, all_families);
	small_none(&s);
	small_close(&s);
}

static void
a_jump_is_far_from_the_cells_own_quarters(void **state)
{
	struct small s;
	const struct finding *f;

	(void)state;
	open_six(&s);
	small_set(&s, "RV5", NOW, "wellbeing",
	    "Satisfaction survey, replies / Community", 150);
	small_check(&s, all_families);
	f = small_only(
	    &s, FINDING_jump, "Satisfaction survey, replies / Community");
	assert_str(f->value, "150");
	assert_int_equal(f->certainty, CERTAINTY_NONE);
	small_close(&s);
}

static void
a_jump_needs_enough_quarters(void **state)
{
	struct small s;

	(void)state;
	small_open(&s, NOW);
	for (size_t i = 2; i < COUNT(quarters); i++)
		small_send(&s, "RV5", quarters[i]);
	small_set(&s, "RV5", NOW, "wellbeing",
	    "Satisfaction survey, replies / Community", 150);
	small_check(&s, all_families);
	small_none(&s);
	small_close(&s);
}

static void
a_season_is_no_jump(void **state)
{
	static const double lost[] = {900, 500, 500, 500, 900, 500};
	struct small s;

	(void)state;
	open_six(&s);
	for (size_t i = 0; i < COUNT(quarters); i++)
		small_set(&s, "RV5", quarters[i], "wellbeing",
		    "WTE days lost to sickness / Inpatient", lost[i]);
	/* Winter is last year's winter. */
	s.period = small_period(LAST);
	small_check(&s, all_families);
	small_none(&s);
	/* Without it, the same figure is asked about. */
	small_miss(&s, "RV5", "2024-25-Q4", "wellbeing",
	    "WTE days lost to sickness / Inpatient", REASON_NOT_AVAILABLE);
	s.settings.audit.jump_quarters = 3;
	small_check(&s, all_families);
	small_only(&s, FINDING_jump, "WTE days lost to sickness / Inpatient");
	small_close(&s);
}

static void
a_new_level_is_asked_about_once(void **state)
{
	struct small s;

	(void)state;
	open_six(&s);
	small_set(&s, "RV5", LAST, "development", "Services / Inpatient", 150);
	small_set(&s, "RV5", NOW, "development", "Services / Inpatient", 151);
	small_check(&s, all_families);
	small_only(&s, FINDING_jump, "Services / Inpatient");
	assert_int_equal(
	    findings_at(s.found, 0)->date, period_end(small_period(LAST)));
	small_close(&s);
}

static void
ten_times_as_many_is_a_digit_too_many(void **state)
{
	struct small s;
	const struct finding *f;
	double right;

	(void)state;
	open_six(&s);
	right = small_said(
	    &s, "RV5", NOW, "wards", "Rosters published / Inpatient");
	small_set(&s, "RV5", NOW, "wards", "Rosters published / Inpatient",
	    10 * right);
	small_check(&s, all_families);
	f = small_only(
	    &s, FINDING_moved_point, "Rosters published / Inpatient");
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == right);
	small_close(&s);
}

static void
a_tenth_is_a_moved_point(void **state)
{
	struct small s;
	const struct finding *f;
	double right;

	(void)state;
	open_six(&s);
	right = small_said(
	    &s, "RV5", NOW, "staff", "Nursing, Band 5 / Inpatient WTE");
	small_set(&s, "RV5", NOW, "staff", "Nursing, Band 5 / Inpatient WTE",
	    right / 10);
	s.settings.audit.jump_least_people = 5;
	small_check(&s, rules_history);
	/* Less than three: it may be so few. */
	small_none(&s);
	right = small_said(
	    &s, "RV5", NOW, "wellbeing", "WTE days available / Community");
	small_set(&s, "RV5", NOW, "wellbeing", "WTE days available / Community",
	    right / 10);
	small_check(&s, all_families);
	f = small_only(
	    &s, FINDING_moved_point, "WTE days available / Community");
	assert_true(f->suggested > right - 0.01 && f->suggested < right + 0.01);
	small_close(&s);
}

static void
a_quarter_after_a_moved_point_is_right(void **state)
{
	struct small s;

	(void)state;
	open_six(&s);
	small_set(&s, "RV5", LAST, "wards", "Rosters published / Inpatient",
	    10 * small_said(&s, "RV5", LAST, "wards",
		     "Rosters published / Inpatient"));
	small_check(&s, all_families);
	assert_int_equal(small_only(&s, FINDING_moved_point, NULL)->date,
	    period_end(small_period(LAST)));
	small_close(&s);
}

static void
a_moved_point_needs_only_last_quarter(void **state)
{
	struct small s;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", LAST);
	small_send(&s, "RV5", NOW);
	small_set(
	    &s, "RV5", LAST, "wards", "Incidents debriefed / Inpatient", 30);
	small_set(
	    &s, "RV5", NOW, "wards", "Incidents debriefed / Inpatient", 310);
	small_check(&s, all_families);
	small_only(&s, FINDING_moved_point, "Incidents debriefed / Inpatient");
	/* 311 has no digit too many. */
	small_set(
	    &s, "RV5", NOW, "wards", "Incidents debriefed / Inpatient", 311);
	small_check(&s, all_families);
	small_none(&s);
	small_close(&s);
}

static void
two_cells_that_changed_places_are_one_finding(void **state)
{
	struct small s;
	const struct finding *f;
	double women, men;

	(void)state;
	open_six(&s);
	women = small_said(&s, "RV5", NOW, "gender", "Nursing / Women");
	men = small_said(&s, "RV5", NOW, "gender", "Nursing / Men");
	small_set(&s, "RV5", NOW, "gender", "Nursing / Women", men);
	small_set(&s, "RV5", NOW, "gender", "Nursing / Men", women);
	small_check(&s, all_families);
	f = small_only(&s, FINDING_exchanged, "Nursing / Women");
	assert_int_equal(f->certainty, LIKELY);
	assert_true(f->suggested == women);
	assert_true(
	    f->partner != 0 && s.d->observation[f->partner - 1].value == women);
	small_close(&s);
}

static void
two_rows_that_changed_places_are_found(void **state)
{
	struct small s;
	double above, below;

	(void)state;
	open_six(&s);
	above = small_said(
	    &s, "RV5", NOW, "retention", "Shifts worked / Inpatient");
	for (size_t i = 0; i < COUNT(quarters); i++)
		small_set(&s, "RV5", quarters[i], "retention",
		    "Shifts worked / Inpatient", above + 200);
	below = small_said(&s, "RV5", NOW, "retention",
	    "Shifts worked by agency staff / Inpatient");
	small_set(
	    &s, "RV5", NOW, "retention", "Shifts worked / Inpatient", below);
	small_set(&s, "RV5", NOW, "retention",
	    "Shifts worked by agency staff / Inpatient", above + 200);
	small_check(&s, all_families);
	small_only(&s, FINDING_exchanged, "Shifts worked / Inpatient");
	small_close(&s);
}

static void
a_return_sent_again_is_one_finding(void **state)
{
	struct small s;

	(void)state;
	open_six(&s);
	copy(&s, "RV5", LAST, "RV5", NOW, NULL);
	small_check(&s, all_families);
	small_only(&s, FINDING_copied_return, NULL);
	small_close(&s);
}

static void
a_sheet_sent_again_is_one_finding(void **state)
{
	struct small s;

	(void)state;
	open_six(&s);
	copy(&s, "RV5", LAST, "RV5", NOW, "gender");
	small_check(&s, all_families);
	assert_str(
	    small_only(&s, FINDING_copied_sheet, "Staff by gender")->sheet,
	    "Return gender");
	/* One figure of this quarter, and it is no copy. */
	small_set(&s, "RV5", NOW, "gender", "Nursing / Not known", 9);
	small_check(&s, all_families);
	small_none(&s);
	small_close(&s);
}

static void
a_sheet_may_stay_as_long_as_the_people_do(void **state)
{
	struct small s;

	(void)state;
	open_six(&s);
	copy(&s, "RV5", LAST, "RV5", NOW, "gender");
	copy(&s, "RV5", LAST, "RV5", NOW, "staff");
	small_check(&s, rules_copied);
	small_only(&s, FINDING_copied_sheet, "Staff in post");
	small_close(&s);
}

static void
people_not_known_have_rules_of_their_own(void **state)
{
	struct small s;

	(void)state;
	open_six(&s);
	small_set(&s, "RV5", NOW, "gender", "Nursing / Not known", 90);
	small_check(&s, rules_jumps);
	small_none(&s);
	small_close(&s);
}

static void
hours_and_days_come_in_lumps(void **state)
{
	struct small s;
	const char *const hours = "Nursing, Band 5, White / CPD hours";

	(void)state;
	open_six(&s);
	for (size_t i = 0; i < COUNT(quarters); i++)
		small_set(&s, "RV5", quarters[i], "cpd", hours, 16);
	small_set(&s, "RV5", NOW, "cpd", hours, 60);
	small_check(&s, rules_jumps);
	small_none(&s);
	small_set(&s, "RV5", NOW, "cpd", hours, 100);
	small_check(&s, rules_jumps);
	small_only(&s, FINDING_jump, hours);
	small_close(&s);
}

static void
headcount_follows_joiners_and_leavers(void **state)
{
	struct small s;
	const char *const joiners = "Inpatient, Admin / Joiners";

	(void)state;
	open_six(&s);
	small_set(&s, "RV5", NOW, "vacancies", joiners,
	    small_said(&s, "RV5", NOW, "vacancies", joiners) + 60);
	small_check(&s, rules_jumps);
	assert_int_equal(small_count(&s, FINDING_unexplained_change), 1);
	for (size_t i = 0; i < findings_count(s.found); i++)
		if (findings_at(s.found, i)->kind == FINDING_unexplained_change)
			assert_str(findings_at(s.found, i)->place, "Admin");
	/* A figure that is in doubt explains nothing. */
	small_miss(&s, "RV5", NOW, "vacancies", joiners, REASON_BLANK);
	small_check(&s, rules_jumps);
	assert_int_equal(small_count(&s, FINDING_unexplained_change), 0);
	small_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(consistent_returns_are_not_asked_about),
	    cmocka_unit_test(a_jump_is_far_from_the_cells_own_quarters),
	    cmocka_unit_test(a_jump_needs_enough_quarters),
	    cmocka_unit_test(a_season_is_no_jump),
	    cmocka_unit_test(a_new_level_is_asked_about_once),
	    cmocka_unit_test(ten_times_as_many_is_a_digit_too_many),
	    cmocka_unit_test(a_tenth_is_a_moved_point),
	    cmocka_unit_test(a_quarter_after_a_moved_point_is_right),
	    cmocka_unit_test(a_moved_point_needs_only_last_quarter),
	    cmocka_unit_test(two_cells_that_changed_places_are_one_finding),
	    cmocka_unit_test(two_rows_that_changed_places_are_found),
	    cmocka_unit_test(a_return_sent_again_is_one_finding),
	    cmocka_unit_test(a_sheet_sent_again_is_one_finding),
	    cmocka_unit_test(a_sheet_may_stay_as_long_as_the_people_do),
	    cmocka_unit_test(people_not_known_have_rules_of_their_own),
	    cmocka_unit_test(hours_and_days_come_in_lumps),
	    cmocka_unit_test(headcount_follows_joiners_and_leavers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
