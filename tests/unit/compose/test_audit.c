/* The data audit: what it says of a return with faults, of one without and of
 * one that never came; and what a region's pack says of its returns. */
#include "compose/audit.h"
#include "fake_audit.h"
#include "golden.h"

static struct pack *
audit_of(struct fake *f, const char *org)
{
	struct template *t;
	struct pack *p;

	if (!template_load(&f->c, S("templates/data-audit.md"), &t) ||
	    !compose_audit(&f->c, &f->in, t, str_of(org), &p))
		fail_msg("%.*s", STRF(diag_text(f->c.diag)));
	return p;
}

static void
a_return_with_findings(void **state)
{
	struct fake *f = fake_new();

	fake_audit_new(f);
	golden_compare(f, audit_of(f, "AA1"), "audit-full");
	fake_drop(f);
}

static void
a_return_without_a_finding_gets_a_short_pack(void **state)
{
	struct fake *f = fake_new();

	fake_audit_new(f);
	golden_compare(f, audit_of(f, "AA2"), "audit-clean");
	fake_drop(f);
}

static void
a_return_that_did_not_come_gets_a_short_pack(void **state)
{
	struct fake *f = fake_new();

	fake_audit_new(f);
	golden_compare(f, audit_of(f, "AA3"), "audit-unsent");
	fake_drop(f);
}

static void
who_never_sent_a_return_gets_none(void **state)
{
	struct fake *f = fake_new();
	struct fake_audit *a = fake_audit_new(f);
	struct template *t;
	struct pack *p;

	assert_false(compose_audited(
	    &a->audit, symbols_add(f->dataset->symbols, S("AA4"))));
	assert_true(compose_audited(
	    &a->audit, symbols_add(f->dataset->symbols, S("AA3"))));
	assert_true(template_load(&f->c, S("templates/data-audit.md"), &t));
	assert_false(compose_audit(&f->c, &f->in, t, S("AA4"), &p));
	assert_true(str_find(diag_text(f->c.diag), S("nothing to audit")) > 0);
	fake_drop(f);
}

static void
verdicts_come_first_then_new_results_then_the_size_of_the_effect(void **state)
{
	static const char *const cell[] = {"D27", "H5", "F12", "C9", "B6"};
	struct fake *f = fake_new();
	const struct audit_view *v;

	fake_audit_new(f);
	v = audit_view(f->c.mem, &f->in, S("AA1"));
	assert_int_equal(v->n_open, COUNT(cell));
	assert_int_equal(v->n_answered, 1);
	for (size_t i = 0; i < v->n_open; i++)
		assert_str(v->open[i]->finding->cell, cell[i]);
	assert_int_equal(v->open[0]->rank, RANK_VERDICT);
	assert_int_equal(v->open[1]->rank, RANK_NEW);
	assert_int_equal(v->open[4]->rank, RANK_NONE);
	fake_drop(f);
}

static void
the_stocks_of_the_ledger_agree(void **state)
{
	struct fake *f = fake_new();
	const struct audit_view *v;
	size_t before = 0, now = 0;

	fake_audit_new(f);
	v = audit_view(f->c.mem, &f->in, S("AA1"));
	for (size_t i = 0; i < v->audit->n_faults; i++) {
		before += v->audit->fault[i].mark[2] == FAULT_OPEN;
		now += v->audit->fault[i].mark[3] == FAULT_OPEN;
	}
	assert_int_equal(v->fixed + v->persisting, before);
	assert_int_equal(v->persisting + v->fresh, now);
	assert_int_equal(v->fixed, 1);
	assert_int_equal(v->fresh, 2);
	/* What was fixed long ago is no longer told. */
	assert_int_equal(v->n_faults, 5);
	fake_drop(f);
}

static void
a_quarter_without_a_return_is_passed_over(void **state)
{
	struct fake *f = fake_new();
	struct fake_audit *a = fake_audit_new(f);
	const struct audit_view *v;

	for (size_t i = 0; i < a->audit.n; i++)
		if (a->audit.sent[i].date == a->audit.quarter[2])
			a->audit.sent[i].sent = false;
	v = audit_view(f->c.mem, &f->in, S("AA1"));
	assert_int_equal(v->before->date, a->audit.quarter[1]);
	assert_int_equal(v->last, 1);
	fake_drop(f);
}

static void
the_few_rules_that_lead_make_up_half(void **state)
{
	struct audit_rule_count r[] = {{S("A"), LEVEL_ERROR, 7},
	    {S("B"), LEVEL_ERROR, 5}, {S("C"), LEVEL_NOTE, 3},
	    {S("D"), LEVEL_NOTE, 5}};
	size_t n;

	assert_int_equal(audit_rules_leading(r, 4, &n), 2);
	assert_int_equal(n, 12);
	assert_int_equal(audit_rules_leading(r, 1, &n), 1);
	assert_int_equal(n, 7);
	assert_int_equal(audit_rules_leading(r, 0, &n), 0);
	assert_int_equal(n, 0);
	/* One each: none stands out. */
	for (size_t i = 0; i < COUNT(r); i++)
		r[i].n = 1;
	assert_int_equal(audit_rules_leading(r, 4, &n), 0);
	assert_int_equal(n, 0);
	assert_int_equal(audit_rules_leading(r, 1, &n), 1);
}

/* The page on returns appears only where there are some. */
static void
a_region_shows_its_returns_on_one_page(void **state)
{
	struct fake *f = fake_new();
	struct template *t;
	struct pack *p;
	struct str words;

	fake_regions(f);
	fake_audit_new(f);
	if (!template_load(&f->c, S("templates/regional-comparison.md"), &t) ||
	    !compose_region(&f->c, &f->in, t, S("Y56"), &p))
		fail_msg("%.*s", STRF(diag_text(f->c.diag)));
	words = all_words(f, p);
	assert_true(
	    str_find(words, S("Returns came from two of three trusts; five "
			      "findings are open")) >= 0);
	for (size_t i = 0; i < p->n; i++)
		if (p->block[i].kind == BLOCK_TABLE &&
		    str_is(p->block[i].table->name, "returns")) {
			const struct table *k = p->block[i].table;
			assert_int_equal(k->n_rows, 3);
			assert_str(k->row[0].cell[0].text, "Northmoor");
			assert_str(k->row[0].cell[2].text, "Came");
			assert_str(k->row[0].cell[3].text, "79");
			assert_str(k->row[0].cell[4].text, "+8");
			assert_str(k->row[2].cell[2].text, "Not sent");
			assert_str(k->row[2].cell[3].text, "[x]");
		}
	assert_true(compose_region(&f->c, &f->in, t, S("Y58"), &p));
	assert_true(str_find(all_words(f, p), S("eturns came")) < 0);
	fake_drop(f);
}

static void
only_a_whole_score_is_a_hundred(void **state)
{
	assert_true(audit_whole(100) == 100);
	assert_true(audit_whole(99.6) == 99);
	assert_true(audit_whole(98.6) == 99);
	assert_true(isnan(audit_whole(NAN)));
	assert_true(audit_change(99.6, 99.9) == 0);
	assert_true(audit_change(99.6, 100) == 1);
}

/* A rule without words would stand on a chart as its bare code. */
static void
every_rule_of_a_return_has_words(void **state)
{
	struct ctx c = test_ctx();

	for (int i = 0; i < FINDING_N; i++) {
		struct str code = str_of(finding_rule[i].code);
		if (!str_starts(code, S("AUD")) && !str_starts(code, S("RTN")))
			continue;
		if (str_starts(audit_rule_words(c.mem, code), S("Rule ")) &&
		    !str_is(code, "RTN001") && !str_is(code, "RTN002") &&
		    !str_is(code, "RTN003"))
			fail_msg("%.*s has no words", STRF(code));
	}
	test_drop(&c);
}

static void
one_and_none_are_worded(void **state)
{
	struct fake *f = fake_new();
	struct pack *p;
	struct str words;

	fake_audit_new(f);
	for (size_t i = 0; i < findings_count(f->findings); i++) {
		struct finding *g = findings_edit(f->findings, i);
		if (!str_is(g->cell, "B6"))
			g->standing = STANDING_ANSWERED;
	}
	p = audit_of(f, "AA1");
	words = all_words(f, p);
	assert_true(str_find(words, S("One finding is open in")) >= 0);
	assert_true(str_find(words, S("1 findings")) < 0);
	assert_true(str_find(words, S("one findings")) < 0);
	assert_true(str_find(words, S("findings is")) < 0);
	fake_drop(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_return_with_findings),
	    cmocka_unit_test(a_return_without_a_finding_gets_a_short_pack),
	    cmocka_unit_test(a_return_that_did_not_come_gets_a_short_pack),
	    cmocka_unit_test(who_never_sent_a_return_gets_none),
	    cmocka_unit_test(
		verdicts_come_first_then_new_results_then_the_size_of_the_effect),
	    cmocka_unit_test(the_stocks_of_the_ledger_agree),
	    cmocka_unit_test(a_quarter_without_a_return_is_passed_over),
	    cmocka_unit_test(the_few_rules_that_lead_make_up_half),
	    cmocka_unit_test(a_region_shows_its_returns_on_one_page),
	    cmocka_unit_test(only_a_whole_score_is_a_hundred),
	    cmocka_unit_test(every_rule_of_a_return_has_words),
	    cmocka_unit_test(one_and_none_are_worded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
