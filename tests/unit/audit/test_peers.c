/* What a return says beside those of other trusts. */
#include "small_return.h"

#define NOW "2026-27-Q1"
enum { TRUSTS = 10 };

static void
open_all(struct small *s, int trusts)
{
	small_open(s, NOW);
	for (int i = 0; i < trusts; i++)
		small_send(
		    s, str_z(s->c.mem, str_fmt(s->c.mem, "RA%d", i)), NOW);
}

static void
like_shares_are_not_asked_about(void **state)
{
	struct small s;

	(void)state;
	open_all(&s, TRUSTS);
	small_check(&s, rules_peers);
	small_none(&s);
	small_close(&s);
}

static void
a_share_far_from_all_others_is_found(void **state)
{
	struct small s;
	const struct finding *f;
	const char *const held = "Staff with clinical supervision / Community";

	(void)state;
	open_all(&s, TRUSTS);
	for (int i = 0; i < TRUSTS; i++) {
		const char *org = str_z(s.c.mem, str_fmt(s.c.mem, "RA%d", i));
		small_set(&s, org, NOW, "wellbeing",
		    "Staff due clinical supervision / Community", 200);
		small_set(&s, org, NOW, "wellbeing", held, 160 + i % 3);
	}
	small_check(&s, rules_peers);
	small_none(&s);
	small_set(&s, "RA3", NOW, "wellbeing", held, 20);
	small_check(&s, rules_peers);
	f = small_only(&s, FINDING_far_share, held);
	assert_str(f->org, "RA3");
	assert_str(f->value, "20");
	assert_str(
	    f->other, "10% here, 80% to 81% at 9 others, 80.5% in the middle");
	/* Two who are alike have each other. */
	small_set(&s, "RA4", NOW, "wellbeing", held, 22);
	small_check(&s, rules_peers);
	small_none(&s);
	small_close(&s);
}

static void
few_trusts_are_no_measure(void **state)
{
	struct small s;

	(void)state;
	open_all(&s, 8);
	small_set(&s, "RA3", NOW, "wellbeing",
	    "Wellbeing hub, staff asked / Community", 300);
	small_set(&s, "RA3", NOW, "wellbeing",
	    "Wellbeing hub, staff aware / Community", 0);
	small_check(&s, rules_peers);
	small_none(&s);
	s.settings.audit.peers_least = 7;
	small_check(&s, rules_peers);
	small_only(
	    &s, FINDING_far_share, "Wellbeing hub, staff aware / Community");
	small_close(&s);
}

static void
shares_of_several_rows_are_one_share(void **state)
{
	struct small s;

	(void)state;
	open_all(&s, TRUSTS);
	for (size_t i = 0; i < s.form_view->n_cells; i++) {
		const struct view_place *p = &s.form_view->cell[i];
		if (str_is(p->measure->name, "trained_trauma") &&
		    str_is(p->dim[DIM_setting], "Inpatient"))
			small_set(&s, "RA5", NOW, "training",
			    str_z(s.c.mem, p->words), 1);
	}
	small_check(&s, rules_peers);
	small_only(
	    &s, FINDING_far_share, "Inpatient / Trauma-informed practice");
	small_close(&s);
}

static void
few_people_may_differ(void **state)
{
	struct small s;

	(void)state;
	open_all(&s, TRUSTS);
	/* None of nine: far as a share, few as people. */
	small_set(&s, "RA5", NOW, "development", "Leaders / Inpatient", 12);
	small_set(&s, "RA5", NOW, "development",
	    "Leaders in leadership development / Inpatient", 0);
	small_check(&s, rules_peers);
	small_none(&s);
	small_close(&s);
}

static void
wte_a_person_far_from_all_others_is_found(void **state)
{
	struct small s;

	(void)state;
	open_all(&s, TRUSTS);
	for (size_t i = 0; i < s.form_view->n_cells; i++) {
		const struct view_place *p = &s.form_view->cell[i];
		const char *words = str_z(s.c.mem, p->words);
		if (str_is(p->measure->name, "cyp_wte") &&
		    str_is(p->dim[DIM_discipline], "Admin"))
			small_set(&s, "RA5", NOW, "staff", words,
			    small_said(&s, "RA5", NOW, "staff", words) / 2);
	}
	small_check(&s, rules_peers);
	assert_str(small_only(&s, FINDING_far_wte, "Admin")->org, "RA5");
	small_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(like_shares_are_not_asked_about),
	    cmocka_unit_test(a_share_far_from_all_others_is_found),
	    cmocka_unit_test(few_trusts_are_no_measure),
	    cmocka_unit_test(shares_of_several_rows_are_one_share),
	    cmocka_unit_test(few_people_may_differ),
	    cmocka_unit_test(wte_a_person_far_from_all_others_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
