/* tests/unit/compose/fake_audit.h -- four quarters of returns of three trusts,
 * faults and findings: AA1's as in a year of work, AA2's without a fault, AA3
 * sent none this quarter, AA4 never did. */
#ifndef TESTS_COMPOSE_FAKE_AUDIT_H
#define TESTS_COMPOSE_FAKE_AUDIT_H

#include "fake.h"
#include "model/audit.h"
#include "model/issues.h"

struct fake_audit {
	struct audit audit;
	struct return_form form;
	day end; /* of the quarter */
};

enum { FAKE_QUARTERS = 4 };

static inline void
fake_return(struct fake *f, struct fake_audit *a, const char *org, size_t q,
    double score, bool sent)
{
	struct audit_return *r = &a->audit.sent[a->audit.n++];
	struct return_sent *to = &f->dataset->sent[f->dataset->n_sent];

	*r = (struct audit_return){
	    .org = symbols_add(f->dataset->symbols, str_of(org)),
	    .date = a->audit.quarter[q],
	    .sent = sent,
	    .source = sent ? 0 : UINT16_MAX,
	    .received = sent ? a->audit.quarter[q] + 20 : DAY_NONE,
	    .validity = sent ? score : NAN,
	    .coverage = sent ? 100 : 75,
	    .score = sent ? score : NAN};
	r->topic = NEWS(f->c.mem, a->form.n_topics, struct audit_topic);
	for (size_t t = 0; t < a->form.n_topics; t++) {
		double v = score - (double)(t * 7 % 11) + (double)(q * t % 5);
		r->topic[t] = (struct audit_topic){.expected = 200,
		    .present = 196,
		    .valid = 2 * v,
		    .defaults = 6,
		    .excess = 0,
		    .validity = sent ? v : NAN};
	}
	if (!sent)
		return;
	f->dataset->n_sent++;
	*to = (struct return_sent){
	    r->org, r->date, 0, a->form.version, r->received};
}

static inline void
fake_fault(struct fake *f, struct fake_audit *a, const char *code,
    const char *place, const char *marks, unsigned quarters)
{
	struct audit_fault *to = &a->audit.fault[a->audit.n_faults++];

	*to = (struct audit_fault){
	    .org = symbols_add(f->dataset->symbols, S("AA1")),
	    .code = str_of(code),
	    .place = str_of(place),
	    .mark = NEWS(f->c.mem, FAKE_QUARTERS, uint8_t),
	    .quarters = quarters};
	for (size_t q = 0; q < FAKE_QUARTERS; q++)
		to->mark[q] = (uint8_t)(marks[q] - '0');
}

/* By the code of a rule that is already there, so that none is missed here. */
static inline struct finding *
fake_finding(struct fake *f, struct fake_audit *a, enum finding_kind kind,
    const char *sheet, const char *cell, const char *place, const char *value,
    const char *other)
{
	size_t n;

	findings_add(f->findings, (struct finding){.kind = kind,
				      .file = S("returns/AA1.xlsx"),
				      .sheet = str_of(sheet),
				      .cell = str_of(cell),
				      .org = S("AA1"),
				      .value = str_of(value),
				      .other = str_of(other),
				      .own = true,
				      .date = a->end,
				      .place = str_of(place),
				      .standing = STANDING_NEW,
				      .quarters = 1});
	n = findings_count(f->findings);
	return findings_edit(f->findings, n - 1);
}

static inline struct effect *
fake_effect(struct fake *f, struct finding *to, const char *id,
    const char *name, double before, double after)
{
	struct buf b = buf_new(f->c.mem), e = buf_new(f->c.mem);
	struct effect *x = NEW(f->c.mem, struct effect);

	num_fixed(&b, before, 1, NUM_PLAIN);
	num_fixed(&e, after, 1, NUM_PLAIN);
	*x = (struct effect){.indicator = str_of(id),
	    .name = str_of(name),
	    .before = str_fmt(f->c.mem, "%.*s%%", STRF(buf_str(&b))),
	    .after = str_fmt(f->c.mem, "%.*s%%", STRF(buf_str(&e))),
	    .value_before = before,
	    .lower_before = before - 1,
	    .upper_before = before + 1,
	    .value_after = after,
	    .lower_after = after - 1,
	    .upper_after = after + 1,
	    .verdict_before = S("not clearly different from England"),
	    .verdict_after = S("not clearly different from England")};
	to->effect = x;
	to->n_effects = 1;
	return x;
}

static inline void
fake_findings(struct fake *f, struct fake_audit *a)
{
	struct finding *g;
	struct effect *e;

	g = fake_finding(f, a, FINDING_not_a_number, "Return vacancies", "F12",
	    "Nursing, Band 5 / Vacant posts", "10,2", "");
	g->certainty = CERTAIN;
	g->suggested = 10.2;
	fake_effect(f, g, "WEL01", "Sickness absence", 9.6, 11.9);
	g = fake_finding(f, a, FINDING_return_row, "Return CPD", "D27",
	    "Nursing, Asian / Staff who took up CPD", "34", "");
	g->certainty = LIKELY;
	g->suggested = 41;
	g->standing = STANDING_PERSISTING;
	g->quarters = 3;
	e = fake_effect(f, g, "RET02", "Leavers", 4.2, 3.1);
	e->verdict_before = S("above England");
	e->verdict_after = S("not clearly different from England");
	e->verdict_changes = true;
	g = fake_finding(f, a, FINDING_negative, "Return wards", "C9",
	    "Occupied bed days / General", "-128", "");
	e = fake_effect(f, g, "BND02", "Band 6+ nurses", 48, NAN);
	e->left_out = true;
	e->after = S("[x]");
	e->lower_after = e->upper_after = NAN;
	g = fake_finding(f, a, FINDING_return_shorthand, "Return ethnicity",
	    "H5", "Nursing, Band 8a / White", "[q]", "");
	e = fake_effect(f, g, "MIX02", "Support workers", NAN, 31.2);
	e->before = S("[x]");
	e->lower_before = e->upper_before = NAN;
	e->new_result = true;
	fake_finding(f, a, FINDING_return_name, "Cover", "B6", "",
	    "Northmoor Trust", "Northmoor Mental Health NHS Trust");
	g = fake_finding(f, a, FINDING_duplicate, "Return turnover", "D11",
	    "Nursing / Leavers", "12", "C11");
	g->standing = STANDING_ANSWERED;
	g->answer = S("Both wards closed that week.");
}

static inline struct fake_audit *
fake_audit_new(struct fake *f)
{
	struct fake_audit *a = NEW(f->c.mem, struct fake_audit);
	struct audit *to = &a->audit;

	assert_true(
	    return_form_load(&f->c, S("templates/return.yaml"), &a->form));
	a->end = period_end(f->card.period);
	to->n_quarters = FAKE_QUARTERS;
	to->quarter = NEWS(f->c.mem, FAKE_QUARTERS, day);
	to->quarter[FAKE_QUARTERS - 1] = a->end;
	for (size_t q = FAKE_QUARTERS - 1; q-- > 0;)
		to->quarter[q] =
		    period_start(period_holding(to->quarter[q + 1])) - 1;
	to->n_topics = a->form.n_topics;
	to->topic = NEWS(f->c.mem, to->n_topics, struct str);
	for (size_t i = 0; i < to->n_topics; i++)
		to->topic[i] = a->form.topic[i].title;
	to->sent = NEWS(f->c.mem, 3 * FAKE_QUARTERS, struct audit_return);
	f->dataset->sent =
	    NEWS(f->c.mem, 3 * FAKE_QUARTERS, struct return_sent);
	for (size_t q = 0; q < FAKE_QUARTERS; q++)
		fake_return(
		    f, a, "AA1", q, 58 + 7 * (double)q - (q == 2), true);
	for (size_t q = 0; q < FAKE_QUARTERS; q++)
		fake_return(f, a, "AA2", q, 91 + (double)q, true);
	for (size_t q = 0; q < FAKE_QUARTERS; q++)
		fake_return(f, a, "AA3", q, 83, q + 1 < FAKE_QUARTERS);
	to->fault = NEWS(f->c.mem, 8, struct audit_fault);
	fake_fault(f, a, "AUD401",
	    "Return CPD: Nursing, Asian / Staff who took up CPD", "0111", 3);
	fake_fault(
	    f, a, "AUD203", "Return wards: Bed days / General", "1111", 4);
	fake_fault(f, a, "ING006",
	    "Return vacancies: Nursing, Band 5 / Vacant posts", "0001", 1);
	fake_fault(
	    f, a, "ING010", "Return wards: Bed days / General", "0301", 1);
	fake_fault(f, a, "AUD301", "Return ethnicity: Total", "1112", 0);
	fake_fault(f, a, "RTN012", "Cover: Organisation", "1200", 0);
	fake_findings(f, a);
	f->in.audit = to;
	f->in.form = &a->form;
	f->in.template_path = S("templates/data-audit.md");
	return a;
}

#endif
