/* How complete and valid returns are. */
#include <math.h>

#include "audit/score.h"
#include "base/file.h"
#include "base/num.h"
#include "model/dqmi.h"
#include "small_return.h"

#define NOW  "2026-27-Q1"
#define LAST "2025-26-Q4"

static struct audit
scored(struct small *s)
{
	struct audit_input in = small_input(s);
	struct view *v = view_new(&s->c, &in);
	struct audit *a = audit_new(&s->c, v);

	if (s->found == NULL)
		s->found = findings_new(s->c.mem);
	audit_score(&s->c, v, s->found, a);
	return *a;
}

static const struct audit_return *
of(struct small *s, const struct audit *a, const char *org, const char *quarter)
{
	const struct audit_return *r =
	    audit_find(a, symbols_lookup(s->d->symbols, str_of(org)),
		period_end(small_period(quarter)));

	assert_non_null(r);
	return r;
}

static size_t
topic(const struct small *s, const char *name)
{
	for (size_t i = 0; i < s->form.n_topics; i++)
		if (str_is(s->form.topic[i].name, name))
			return i;
	fail_msg("no topic %s", name);
	return 0;
}

/* One finding at a cell, as a rule or the ingest leaves it. */
static void
wrong(struct small *s, const char *org, const char *quarter, const char *sheet,
    const char *words, enum finding_kind kind)
{
	struct observation *o = small_at(s, org, quarter, sheet, words);

	findings_add(s->found,
	    (struct finding){.kind = kind,
		.file = s->d->source[o->origin.source].path,
		.cell = str_of(words),
		.org = str_of(org),
		.own = true,
		.date = o->date,
		.observation = (uint32_t)(o - s->d->observation) + 1});
}

/* Counts and scores of the worked example that NHS Digital published. */
static void
the_published_example_comes_to_47_2(void **state)
{
	struct ctx c = test_ctx();
	struct str text, line, rest;
	double item[12], coverage[12];
	size_t n = 0;

	(void)state;
	assert_true(file_read(
	    &c, S("tests/data/oracles/dqmi_worked_example.csv"), 0, &text));
	str_cut(text, '\n', &line, &rest);
	while (str_cut(rest, '\n', &line, &rest) || line.n > 0) {
		struct str cell[9], more = line;
		double v[9] = {0}, part, whole = 1;
		struct dqmi_item got;

		for (size_t i = 0; i < 9; i++) {
			str_cut(more, ',', &cell[i], &more);
			if (!num_parse(cell[i], &v[i]))
				v[i] = 0;
		}
		if (str_cut(cell[8], '/', &cell[8], &more))
			assert_true(num_parse(more, &whole));
		assert_true(n < 12 && num_parse(cell[8], &part));
		coverage[n] = part / whole;
		got = dqmi_item(v[2], v[3], v[4], v[6] / 100);
		assert_true(fabs(got.excess - v[5]) < 1e-9);
		assert_true(fabs(100 * got.score - v[7]) < 1e-9);
		item[n++] = got.score;
	}
	assert_int_equal(n, 12);
	assert_true(
	    fabs(dqmi(item, 12, coverage, 12).score - 47.152778) < 1e-6);
	assert_true(num_round(dqmi(item, 12, coverage, 12).score, 1) == 47.2);
	test_drop(&c);
}

static void
a_full_return_scores_a_hundred(void **state)
{
	struct small s;
	struct audit a;
	const struct audit_return *r;
	double cells = 0;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", LAST);
	small_send(&s, "RV5", NOW);
	a = scored(&s);
	assert_int_equal(a.n_quarters, 2);
	assert_int_equal(a.quarter[1], period_end(small_period(NOW)));
	assert_int_equal(a.n_topics, s.form.n_topics);
	r = of(&s, &a, "RV5", NOW);
	assert_true(r->sent && r->validity == 100 && r->coverage == 100 &&
		    r->score == 100);
	for (size_t i = 0; i < a.n_topics; i++)
		cells += r->topic[i].expected;
	assert_true(cells == (double)return_cells(&s.form, s.form.version));
	small_close(&s);
}

static void
blanks_and_errors_lower_the_topic_they_are_in(void **state)
{
	struct small s;
	struct audit a;
	const struct audit_topic *t;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", NOW);
	s.found = findings_new(s.c.mem);
	small_miss(&s, "RV5", NOW, "gender", "Admin / Women", REASON_BLANK);
	small_miss(&s, "RV5", NOW, "gender", "Admin / Men", REASON_UNREADABLE);
	small_miss(
	    &s, "RV5", NOW, "gender", "Other / Men", REASON_NOT_APPLICABLE);
	small_miss(
	    &s, "RV5", NOW, "gender", "Other / Women", REASON_NOT_AVAILABLE);
	wrong(&s, "RV5", NOW, "gender", "Nursing / Men", FINDING_moved_point);
	wrong(&s, "RV5", NOW, "gender", "Nursing / Women", FINDING_jump);
	a = scored(&s);
	t = &of(&s, &a, "RV5", NOW)->topic[topic(&s, "gender")];
	assert_true(t->expected == 36);
	assert_true(t->present == 35);
	assert_true(t->valid == 33);
	/* One [x], and people not known below what is allowed. */
	assert_true(t->defaults > 1 && t->defaults < 2 && t->excess == 0);
	assert_true(fabs(t->validity - 100 * 33.0 / 36) < 1e-9);
	assert_int_equal(t->errors, 1);
	assert_int_equal(t->warnings, 1);
	assert_int_equal(of(&s, &a, "RV5", NOW)->open, 2);
	assert_true(
	    of(&s, &a, "RV5", NOW)->topic[topic(&s, "wards")].validity == 100);
	assert_true(fabs(of(&s, &a, "RV5", NOW)->validity -
			 (100.0 * ((double)a.n_topics - 1) + t->validity) /
			     (double)a.n_topics) < 1e-9);
	small_close(&s);
}

static void
defaults_count_beyond_what_is_allowed(void **state)
{
	struct small s;
	struct audit a;
	const struct audit_topic *t;
	size_t n = 0;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", NOW);
	for (size_t i = 0; i < s.form_view->n_cells; i++) {
		const struct view_place *p = &s.form_view->cell[i];
		if (p->at.topic == topic(&s, "wards") && n++ < 5)
			small_miss(&s, "RV5", NOW, "wards",
			    str_z(s.c.mem, p->words), REASON_NOT_AVAILABLE);
	}
	a = scored(&s);
	t = &of(&s, &a, "RV5", NOW)->topic[topic(&s, "wards")];
	assert_true(t->expected == 17 && t->valid == 17 && t->defaults == 5);
	assert_true(fabs(t->excess - 3.3) < 1e-9);
	assert_true(fabs(t->validity - 100 * 13.7 / 17) < 1e-9);
	small_close(&s);
}

static void
people_not_known_beyond_what_is_allowed_are_excess(void **state)
{
	struct small s;
	struct audit a;
	const struct audit_topic *t;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", NOW);
	for (size_t i = 0; i < s.form_view->n_cells; i++) {
		const struct view_place *p = &s.form_view->cell[i];
		if (str_is(p->measure->name, "disability_headcount"))
			small_set(&s, "RV5", NOW, "disability",
			    str_z(s.c.mem, p->words),
			    str_is(p->dim[DIM_disability], "Unknown") ? 20
								      : 40);
	}
	a = scored(&s);
	t = &of(&s, &a, "RV5", NOW)->topic[topic(&s, "disability")];
	/* A fifth of the people, a tenth allowed: a tenth of 27 cells. */
	assert_true(fabs(t->defaults - 5.4) < 1e-9);
	assert_true(fabs(t->excess - 2.7) < 1e-9);
	assert_true(fabs(t->validity - 90) < 1e-9);
	small_close(&s);
}

static void
coverage_looks_back_on_the_quarters_expected(void **state)
{
	struct small s;
	struct audit a;
	const struct audit_return *r;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", "2025-26-Q1");
	small_send(&s, "RV5", "2025-26-Q2");
	small_send(&s, "RV5", LAST);
	small_send(&s, "RXA", LAST);
	small_send(&s, "RXA", NOW);
	a = scored(&s);
	assert_int_equal(a.n_quarters, 5);
	r = of(&s, &a, "RV5", LAST);
	assert_true(r->sent && r->coverage == 75 && r->score == 75);
	r = of(&s, &a, "RV5", NOW);
	assert_true(!r->sent && r->coverage == 50 && isnan(r->score) &&
		    isnan(r->validity));
	assert_int_equal(r->quarters_expected, 4);
	assert_int_equal(r->quarters_sent, 2);
	assert_int_equal(r->source, UINT16_MAX);
	/* Not expected before its first. */
	assert_true(of(&s, &a, "RXA", NOW)->coverage == 100);
	assert_null(audit_find(&a, symbols_lookup(s.d->symbols, S("RXA")),
	    period_end(small_period("2025-26-Q3"))));
	small_close(&s);
}

static void
who_has_packs_is_expected_all_along(void **state)
{
	struct small s;
	struct audit a;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", LAST);
	small_send(&s, "RV5", NOW);
	dataset_organisation(s.c.mem, s.d, symbols_add(s.d->symbols, S("RAA")))
	    ->reported_on = true;
	dataset_organisation(s.c.mem, s.d, symbols_add(s.d->symbols, S("RAB")));
	a = scored(&s);
	/* RV5 has none and sent its last now; RAB never sent. */
	assert_int_equal(a.n, 4);
	assert_true(of(&s, &a, "RAA", NOW)->coverage == 0);
	/* By code, then by date. */
	assert_str(symbols_text(s.d->symbols, a.sent[0].org), "RAA");
	assert_true(a.sent[2].date < a.sent[3].date);
	small_close(&s);
}

static void
who_has_no_packs_any_more_is_expected_up_to_its_last(void **state)
{
	struct small s;
	struct audit a;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", LAST);
	small_send(&s, "RXA", LAST);
	small_send(&s, "RXA", NOW);
	dataset_organisation(
	    s.c.mem, s.d, symbols_lookup(s.d->symbols, S("RXA")))
	    ->reported_on = true;
	a = scored(&s);
	assert_int_equal(a.n, 3);
	assert_true(of(&s, &a, "RV5", LAST)->sent);
	assert_null(audit_find(&a, symbols_lookup(s.d->symbols, S("RV5")),
	    period_end(small_period(NOW))));
	small_close(&s);
}

static void
thirteen_quarters_are_shown(void **state)
{
	struct small s;
	struct audit a;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", "2022-23-Q4");
	small_send(&s, "RV5", NOW);
	a = scored(&s);
	assert_int_equal(a.n_quarters, 13);
	assert_int_equal(a.quarter[0], period_end(small_period("2023-24-Q1")));
	assert_null(audit_find(&a, symbols_lookup(s.d->symbols, S("RV5")),
	    period_end(small_period("2022-23-Q4"))));
	small_close(&s);
}

static void
an_answered_error_is_valid_after_all(void **state)
{
	struct small s;
	struct audit a;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", NOW);
	s.found = findings_new(s.c.mem);
	wrong(&s, "RV5", NOW, "gender", "Nursing / Men", FINDING_moved_point);
	a = scored(&s);
	assert_true(of(&s, &a, "RV5", NOW)->score < 100);
	assert_int_equal(of(&s, &a, "RV5", NOW)->open, 1);
	findings_edit(s.found, 0)->standing = STANDING_ANSWERED;
	a = scored(&s);
	assert_true(of(&s, &a, "RV5", NOW)->score == 100);
	assert_int_equal(of(&s, &a, "RV5", NOW)->open, 0);
	assert_int_equal(of(&s, &a, "RV5", NOW)->errors, 1);
	small_close(&s);
}

static double
total(struct small *s, const char *org, const char *quarter, const char *name)
{
	double sum = 0;

	for (size_t i = 0; i < s->d->n; i++) {
		const struct observation *o = &s->d->observation[i];
		if (o->org == symbols_lookup(s->d->symbols, str_of(org)) &&
		    o->measure == symbols_lookup(s->d->symbols, str_of(name)) &&
		    o->date == period_end(small_period(quarter)))
			sum += o->value;
	}
	return sum;
}

static void
scores_become_observations(void **state)
{
	struct small s;
	struct audit a;

	(void)state;
	small_open(&s, NOW);
	small_send(&s, "RV5", LAST);
	small_send(&s, "RXA", LAST);
	small_send(&s, "RV5", NOW);
	small_miss(&s, "RV5", NOW, "gender", "Admin / Women", REASON_BLANK);
	dataset_organisation(s.c.mem, s.d, symbols_add(s.d->symbols, S("RZZ")))
	    ->reported_on = true;
	dataset_organisation(
	    s.c.mem, s.d, symbols_lookup(s.d->symbols, S("RXA")))
	    ->reported_on = true;
	a = scored(&s);
	audit_observe(&s.c, &a, s.d);
	assert_true(total(&s, "RV5", NOW, "dq_expected_cells") ==
		    (double)return_cells(&s.form, s.form.version));
	assert_true(total(&s, "RV5", NOW, "dq_valid_cells") ==
		    total(&s, "RV5", NOW, "dq_expected_cells") - 1);
	assert_true(total(&s, "RV5", NOW, "quarters_sent") == 2);
	assert_true(total(&s, "RXA", NOW, "quarters_expected") == 2);
	assert_true(total(&s, "RXA", NOW, "quarters_sent") == 1);
	assert_true(total(&s, "RXA", NOW, "dq_expected_cells") == 0);
	/* No file of it to point to. */
	assert_true(total(&s, "RZZ", NOW, "quarters_expected") == 0);
	small_close(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_published_example_comes_to_47_2),
	    cmocka_unit_test(a_full_return_scores_a_hundred),
	    cmocka_unit_test(blanks_and_errors_lower_the_topic_they_are_in),
	    cmocka_unit_test(defaults_count_beyond_what_is_allowed),
	    cmocka_unit_test(
		people_not_known_beyond_what_is_allowed_are_excess),
	    cmocka_unit_test(coverage_looks_back_on_the_quarters_expected),
	    cmocka_unit_test(who_has_packs_is_expected_all_along),
	    cmocka_unit_test(
		who_has_no_packs_any_more_is_expected_up_to_its_last),
	    cmocka_unit_test(thirteen_quarters_are_shown),
	    cmocka_unit_test(an_answered_error_is_valid_after_all),
	    cmocka_unit_test(scores_become_observations),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
