/* Whether returns came, when, by whom and on which form. */
#include "small_return.h"

#define NOW  "2026-27-Q1"
#define LAST "2025-26-Q4"

static void
all_families(struct inspection *look)
{
	rules_sending(look);
	rules_copied(look);
	rules_history(look);
	rules_jumps(look);
}

/* The cover of a return that was sent before. */
static struct return_sent *
cover(struct small *s, uint16_t source, int version, day received)
{
	struct dataset *d = s->d;
	const struct observation *o = d->observation;

	while (o->origin.source != source)
		o++;
	ARENA_GROW(s->c.mem, d->sent, d->n_sent, d->cap_sent);
	d->sent[d->n_sent] =
	    (struct return_sent){o->org, o->date, source, version, received};
	return &d->sent[d->n_sent++];
}

static void
a_gap_between_returns_is_found(void **state)
{
	struct small s;
	const struct finding *f;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", "2025-26-Q3");
	small_send(&s, "RV5", NOW);
	small_check(&s, all_families);
	assert_int_equal(findings_count(s.found), 1);
	f = findings_at(s.found, 0);
	assert_int_equal(f->kind, FINDING_not_sent);
	assert_str(f->org, "RV5");
	assert_str(f->value, "2025-26 Q4");
	assert_int_equal(f->date, day_of(2026, 3, 31));
	assert_true(f->own && f->file.n == 0);
	small_close(&s);
}

static void
a_return_that_could_not_be_read_is_not_missing(void **state)
{
	struct audit_unread unread;
	struct small s;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", "2025-26-Q2");
	small_send(&s, "RV5", NOW);
	unread = (struct audit_unread){
	    symbols_lookup(s.d->symbols, S("RV5")), day_of(2026, 3, 31)};
	s.unread = &unread;
	small_check(&s, all_families);
	/* That of the quarter before it is. */
	assert_int_equal(findings_count(s.found), 1);
	assert_str(findings_at(s.found, 0)->value, "2025-26 Q3");
	small_close(&s);
}

static void
two_organisations_that_miss_a_quarter_are_two_findings(void **state)
{
	struct small s;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", LAST);
	small_send(&s, "RXA", LAST);
	small_send(&s, "RXB", LAST);
	small_send(&s, "RXB", NOW);
	small_check(&s, all_families);
	assert_int_equal(small_count(&s, FINDING_not_sent), 2);
	small_close(&s);
}

static void
nobody_is_late_before_anybody_has_sent(void **state)
{
	struct small s;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", LAST);
	small_check(&s, all_families);
	small_none(&s);
	small_close(&s);
}

static void
who_stopped_sending_long_ago_is_not_expected(void **state)
{
	struct small s;

	(void)state;
	small_open(&s, NOW);
	s.settings.audit.expected_quarters = 2;
	small_send(&s, "RV5", "2024-25-Q4");
	small_send(&s, "RXA", LAST);
	small_send(&s, "RXA", NOW);
	small_check(&s, all_families);
	/* The two quarters after its last, and no more. */
	assert_int_equal(small_count(&s, FINDING_not_sent), 2);
	small_close(&s);
}

static void
who_has_no_packs_any_more_is_not_waited_for(void **state)
{
	struct small s;
	sym open, closed;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", "2025-26-Q2");
	small_send(&s, "RV5", LAST);
	small_send(&s, "RXA", LAST);
	small_send(&s, "RXA", NOW);
	open = symbols_lookup(s.d->symbols, S("RXA"));
	closed = symbols_lookup(s.d->symbols, S("RV5"));
	dataset_organisation(s.c.mem, s.d, open)->reported_on = true;
	dataset_organisation(s.c.mem, s.d, closed)->reported_on = false;
	small_check(&s, all_families);
	/* The gap before its last, not what came after. */
	assert_int_equal(small_count(&s, FINDING_not_sent), 1);
	assert_str(findings_at(s.found, 0)->value, "2025-26 Q3");
	dataset_organisation(s.c.mem, s.d, closed)->reported_on = true;
	small_check(&s, all_families);
	assert_int_equal(small_count(&s, FINDING_not_sent), 2);
	small_close(&s);
}

static void
a_return_is_late_after_the_day_it_is_due(void **state)
{
	struct small s;
	const struct finding *f;
	struct return_sent *sent;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", NOW);
	sent = cover(&s, 0, 2, day_of(2026, 6, 30) + 42);
	small_check(&s, all_families);
	small_none(&s);
	sent->received++;
	small_check(&s, all_families);
	f = small_only(&s, FINDING_late, NULL);
	assert_str(f->value, "12 August 2026");
	assert_str(f->other, "11 August 2026");
	sent->received = DAY_NONE;
	small_check(&s, all_families);
	small_none(&s);
	small_close(&s);
}

static void
an_older_form_is_noted_once_a_newer_is_in_use(void **state)
{
	struct small s;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", LAST);
	small_send(&s, "RXA", LAST);
	small_send(&s, "RV5", NOW);
	small_send(&s, "RXA", NOW);
	for (uint16_t i = 0; i < 4; i++)
		cover(&s, i, 1, DAY_NONE);
	small_check(&s, all_families);
	small_none(&s);
	s.d->sent[3].version = 2;
	small_check(&s, all_families);
	assert_str(small_only(&s, FINDING_older_form, NULL)->org, "RV5");
	assert_int_equal(
	    findings_at(s.found, 0)->date, period_end(small_period(NOW)));
	small_close(&s);
}

static void
another_name_than_last_quarters_is_noted(void **state)
{
	struct small s;
	const struct finding *f;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", LAST);
	small_send(&s, "RV5", NOW);
	s.d->source[0].publisher = S("Elm Trust");
	s.d->source[1].publisher = S("ELM TRUST ");
	small_check(&s, all_families);
	small_none(&s);
	s.d->source[1].publisher = S("Oak Trust");
	small_check(&s, all_families);
	f = small_only(&s, FINDING_renamed, NULL);
	assert_str(f->value, "Oak Trust");
	assert_str(f->other, "Elm Trust");
	small_close(&s);
}

static void
copy_of(struct small *s, const char *from, const char *to, const char *quarter)
{
	for (size_t i = 0; i < s->form_view->n_cells; i++) {
		const struct view_place *p = &s->form_view->cell[i];
		const char *topic =
		    str_z(s->c.mem, s->form.topic[p->at.topic].name);
		const char *words = str_z(s->c.mem, p->words);

		small_set(s, to, quarter, topic, words,
		    small_said(s, from, quarter, topic, words));
	}
}

static void
another_organisations_figures_are_laid_to_the_one_they_are_strange_to(
    void **state)
{
	struct small s;
	const struct finding *f;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", LAST);
	small_send(&s, "RXA", LAST);
	small_send(&s, "RV5", NOW);
	small_send(&s, "RXA", NOW);
	copy_of(&s, "RV5", "RXA", NOW);
	small_check(&s, all_families);
	f = small_only(&s, FINDING_copied_other, NULL);
	assert_str(f->org, "RXA");
	assert_str(f->other, "RV5");
	/* One figure of its own, and it is none. */
	small_set(&s, "RXA", NOW, "gender", "Admin / Women", 99);
	small_check(&s, rules_copied);
	small_none(&s);
	small_close(&s);
}

static void
the_next_quarter_tells_where_there_is_none_before(void **state)
{
	struct small s;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", LAST);
	small_send(&s, "RXA", LAST);
	small_send(&s, "RV5", NOW);
	small_send(&s, "RXA", NOW);
	copy_of(&s, "RV5", "RXA", LAST);
	small_check(&s, rules_copied);
	assert_str(small_only(&s, FINDING_copied_other, NULL)->org, "RXA");
	small_close(&s);
}

static void
without_earlier_returns_both_are_asked(void **state)
{
	struct small s;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", NOW);
	small_send(&s, "RXA", NOW);
	copy_of(&s, "RV5", "RXA", NOW);
	small_check(&s, all_families);
	assert_int_equal(small_count(&s, FINDING_copied_other), 2);
	small_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_gap_between_returns_is_found),
	    cmocka_unit_test(a_return_that_could_not_be_read_is_not_missing),
	    cmocka_unit_test(
		two_organisations_that_miss_a_quarter_are_two_findings),
	    cmocka_unit_test(nobody_is_late_before_anybody_has_sent),
	    cmocka_unit_test(who_stopped_sending_long_ago_is_not_expected),
	    cmocka_unit_test(who_has_no_packs_any_more_is_not_waited_for),
	    cmocka_unit_test(a_return_is_late_after_the_day_it_is_due),
	    cmocka_unit_test(an_older_form_is_noted_once_a_newer_is_in_use),
	    cmocka_unit_test(another_name_than_last_quarters_is_noted),
	    cmocka_unit_test(
		another_organisations_figures_are_laid_to_the_one_they_are_strange_to),
	    cmocka_unit_test(the_next_quarter_tells_where_there_is_none_before),
	    cmocka_unit_test(without_earlier_returns_both_are_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
