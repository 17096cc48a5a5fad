/* compose/audit_tables.c -- the tables of a data audit. */
#include <math.h>

#include "base/num.h"
#include "compose/audit.h"
#include "compose/quality.h"
#include "compose/region.h"
#include "compose/words.h"

static const double line_width = 54, change_width = 78, strip_width = 66;

/* ---- topics */

/* All rows share it, and the subtitle says where it starts. */
static void
set_scale(struct scope *s, struct chart_input *in)
{
	struct str *option = NEWS(s->c->mem, 2, struct str);
	struct buf b = buf_new(s->c->mem);

	num_fixed(&b, audit_scale_from(s->audit), 0, NUM_PLAIN);
	option[0] = S("from");
	option[1] = buf_str(&b);
	in->option = option;
	in->n_options = 1;
}

static bool
draw_topic_line(
    struct scope *s, struct at at, size_t topic, const struct scene **out)
{
	const struct audit_view *v = s->audit;
	size_t from = audit_first_quarter(v->audit), n = v->audit->n_quarters;
	struct chart_input in = {.self_name = audit_topic_words(s, topic)};

	in.point = NEWS(s->c->mem, n, struct chart_point);
	for (size_t q = from; q < n; q++)
		in.point[in.n++] = audit_point(
		    audit_quarter_words(s->c->mem, v->audit->quarter[q]),
		    audit_whole(audit_topic_score(
			audit_find(v->audit, v->org, v->audit->quarter[q]),
			topic)));
	set_scale(s, &in);
	return audit_draw(s, at, "sparkline", &in, line_width, out);
}

static bool
draw_topic_change(
    struct scope *s, struct at at, size_t topic, const struct scene **out)
{
	const struct audit_view *v = s->audit;
	struct chart_point p = audit_point(
	    audit_topic_words(s, topic), audit_topic_score(v->now, topic));
	struct chart_input in = {.point = &p, .n = 1};

	p.from = audit_whole(audit_topic_score(v->before, topic));
	set_scale(s, &in);
	return audit_draw(s, at, "last_now", &in, change_width, out);
}

static struct table_cell *
change_cell(struct table_maker *m, double was, double now)
{
	struct table_cell *c;
	struct buf b = buf_new(m->mem);
	double change;

	if (!isfinite(was) || !isfinite(now))
		return table_none(m);
	change = audit_change(was, now);
	c = table_number(m, change, 0);
	num_fixed(&b, change, 0, NUM_TRUE_MINUS | NUM_SIGN);
	c->text = buf_str(&b);
	return c;
}

static size_t
open_of(const struct audit_view *v, size_t topic)
{
	size_t n = 0;

	for (size_t k = 0; k < v->n_open; k++)
		n += v->open[k]->topic == topic;
	return n;
}

/* A score under 100, a change or a finding. */
static bool
says_something(const struct audit_view *v, size_t topic)
{
	double now = audit_topic_score(v->now, topic),
	       was = audit_topic_score(v->before, topic);

	return !(audit_whole(now) >= 100) || open_of(v, topic) > 0 ||
	       (isfinite(was) && audit_change(was, now) != 0);
}

static void
topic_columns(struct table_maker *m, bool squares)
{
	table_column(m, S("Topic"), ALIGN_LEFT, 92);
	table_column(m, S("Checks"), ALIGN_RIGHT, 0)->workbook_only = true;
	table_column(m, S("By quarter"), ALIGN_LEFT, line_width)->pdf_only =
	    true;
	table_column(
	    m, S("Last \u25cb, now \u25cf \u25a0"), ALIGN_LEFT, change_width)
	    ->pdf_only = true;
	table_column(m, S("Score before"), ALIGN_RIGHT, 0)->workbook_only =
	    true;
	table_column(m, S("Score"), ALIGN_RIGHT, 26);
	table_column(m, S("Change"), ALIGN_RIGHT, 30);
	table_column(m, S("Findings"), ALIGN_RIGHT, 32);
	if (squares)
		table_column(m, S("Data quality"), ALIGN_RIGHT, 24)->head_pdf =
		    S("Data");
	m->table->summary = S("One row for each topic of the return: how many "
			      "cells are checked, its score, the change since "
			      "the return before, and open findings.");
}

static bool
topic_row(struct scope *s, struct table_maker *m, struct at at, size_t i,
    bool squares)
{
	const struct audit_view *v = s->audit;
	double now = audit_topic_score(v->now, i),
	       was = audit_topic_score(v->before, i);
	struct table_cell *c;

	table_row(m);
	c = table_text(m, audit_topic_words(s, i));
	table_number(m, v->now->topic[i].expected, 0);
	c = table_text(m, S(""));
	if (!draw_topic_line(s, at, i, &c->scene))
		return false;
	c = table_text(m, S(""));
	if (!draw_topic_change(s, at, i, &c->scene))
		return false;
	table_number(m, audit_whole(was), 0);
	table_number(m, audit_whole(now), 0)->type = TYPE_row_strong;
	change_cell(m, was, now);
	table_number(m, (double)open_of(v, i), 0);
	if (!squares)
		return true;
	c = table_text(m, quality_words(quality_of_score(now)));
	return quality_draw(s, at, quality_of_score(now), &c->scene);
}

bool
table_topics(struct scope *s, struct table_maker *m, struct at at)
{
	const struct audit_view *v = s->audit;

	if (v == NULL || v->now == NULL || !v->now->sent)
		return true;
	topic_columns(m, false);
	for (size_t i = 0; i < v->audit->n_topics; i++)
		if (!topic_row(s, m, at, i, false))
			return false;
	return true;
}

/* The lowest scores first; among equals the form's order. */
static size_t
telling_topics(const struct audit_view *v, size_t *out)
{
	size_t n = 0;

	for (size_t i = 0; i < v->audit->n_topics; i++) {
		double now = audit_whole(audit_topic_score(v->now, i));
		size_t at = n;
		if (!says_something(v, i))
			continue;
		while (at > 0 && audit_whole(audit_topic_score(
				     v->now, out[at - 1])) > now)
			at--;
		for (size_t k = n++; k > at; k--)
			out[k] = out[k - 1];
		out[at] = i;
	}
	return n;
}

bool
table_topics_open(struct scope *s, struct table_maker *m, struct at at)
{
	const struct audit_view *v = s->audit;
	size_t *topic, n;

	if (v == NULL || v->now == NULL || !v->now->sent)
		return true;
	topic = NEWS(s->c->tmp, v->audit->n_topics + 1, size_t);
	n = telling_topics(v, topic);
	topic_columns(m, true);
	for (size_t i = 0; i < n && i < AUDIT_TOPICS; i++)
		if (!topic_row(s, m, at, topic[i], true))
			return false;
	return true;
}

static struct value
of_topics(struct scope *s, size_t (*number)(size_t told, size_t all))
{
	const struct audit_view *v = s->audit;
	size_t *topic;

	if (v == NULL || v->now == NULL || !v->now->sent)
		return value_number(0, 0, S(""));
	topic = NEWS(s->c->tmp, v->audit->n_topics + 1, size_t);
	return value_number(
	    (double)number(telling_topics(v, topic), v->audit->n_topics), 0,
	    S(""));
}

static size_t
told_topics(size_t told, size_t all)
{
	return told;
}

static size_t
rest_of_topics(size_t told, size_t all)
{
	return all - told;
}

static size_t
more_topics(size_t told, size_t all)
{
	return told > AUDIT_TOPICS ? told - AUDIT_TOPICS : 0;
}

struct value
audit_name_audit_topics_told_n(struct scope *s)
{
	return of_topics(s, told_topics);
}

struct value
audit_name_audit_topics_rest_n(struct scope *s)
{
	return of_topics(s, rest_of_topics);
}

struct value
audit_name_audit_topics_more_n(struct scope *s)
{
	return of_topics(s, more_topics);
}

/* ---- the ledger */

static bool
draw_strip(struct scope *s, struct at at, const struct audit_fault *f,
    const struct scene **out)
{
	const struct audit_view *v = s->audit;
	size_t from = audit_first_quarter(v->audit), n = v->audit->n_quarters;
	struct chart_input in = {.self_name = f->code};

	in.point = NEWS(s->c->mem, n, struct chart_point);
	for (size_t q = from; q < n; q++) {
		struct chart_point *p = &in.point[in.n++];
		*p = audit_point(
		    audit_quarter_words(s->c->mem, v->audit->quarter[q]), 0);
		p->step = audit_mark(v, f, q);
	}
	return audit_draw(s, at, "quarters", &in, strip_width, out);
}

static struct str
state(
    struct arena *mem, const struct audit_view *v, const struct audit_fault *f)
{
	struct buf b = buf_new(mem);

	if (audit_mark(v, f, v->quarter) != FAULT_OPEN)
		return S("Fixed");
	if (audit_mark(v, f, v->last) != FAULT_OPEN)
		return S("New");
	words_count(&b, f->quarters);
	buf_addz(&b, f->quarters == 1 ? " quarter" : " quarters");
	return words_capital(mem, buf_str(&b));
}

/* The oldest, the new and the fixed, a few of each. */
bool
table_ledger(struct scope *s, struct table_maker *m, struct at at)
{
	enum { MOST = 3 };
	const struct audit_view *v = s->audit;
	size_t taken[3] = {0};

	if (v == NULL)
		return true;
	table_column(m, S("Oldest and newest"), ALIGN_LEFT, 124);
	table_column(m, S("Place"), ALIGN_LEFT, 0)->workbook_only = true;
	table_column(m, S("Quarters"), ALIGN_RIGHT, strip_width)->pdf_only =
	    true;
	table_column(m, S("State"), ALIGN_RIGHT, 36);
	m->table->summary =
	    S("One row for each of a few faults: those open longest, new ones "
	      "and those fixed; in which quarters each was open.");
	for (size_t i = 0; i < v->n_faults; i++) {
		const struct audit_fault *f = v->fault[i];
		bool now = audit_mark(v, f, v->quarter) == FAULT_OPEN,
		     then = audit_mark(v, f, v->last) == FAULT_OPEN;
		struct table_cell *c;
		if (taken[!now ? 2 : !then]++ >= MOST)
			continue;
		table_row(m);
		table_text(m, audit_rule_words(s->c->mem, f->code))->sub =
		    f->place;
		table_text(m, f->place);
		c = table_text(m, S(""));
		if (!draw_strip(s, at, f, &c->scene))
			return false;
		table_text(m, state(s->c->mem, v, f))->type = TYPE_row_strong;
	}
	return true;
}

/* ---- how the score is made */

bool
table_scores(struct scope *s, struct table_maker *m, struct at at)
{
	const struct audit_view *v = s->audit;

	if (v == NULL || v->now == NULL || !v->now->sent)
		return true;
	table_column(m, S("Topic"), ALIGN_LEFT, 130);
	table_column(m, S("Cells asked for"), ALIGN_RIGHT, 44);
	table_column(m, S("Filled in"), ALIGN_RIGHT, 40);
	table_column(m, S("Valid"), ALIGN_RIGHT, 36);
	table_column(m, S("Not available or not known"), ALIGN_RIGHT, 62);
	table_column(m, S("Beyond what is allowed"), ALIGN_RIGHT, 56);
	table_column(m, S("Score"), ALIGN_RIGHT, 34);
	table_column(m, S("England, mean"), ALIGN_RIGHT, 46);
	m->table->summary =
	    S("One row for each topic: cells asked for, filled in and valid, "
	      "defaults, the score that they make, and England's mean.");
	for (size_t i = 0; i < v->audit->n_topics; i++) {
		const struct audit_topic *t = &v->now->topic[i];
		table_row(m);
		table_text(m, audit_topic_words(s, i));
		table_number(m, t->expected, 0);
		table_number(m, t->present, 0);
		table_number(m, t->valid, 0);
		table_number(m, t->defaults, 0);
		table_number(m, t->excess, 0);
		table_number(m, audit_whole(t->validity), 0)->type =
		    TYPE_row_strong;
		table_number(m,
		    audit_england_topic(
			v->audit, v->audit->quarter[v->quarter], i),
		    0);
	}
	return true;
}

/* ---- the codes used */

static struct str
remedy(struct arena *mem, const struct finding *f)
{
	struct buf b = buf_new(mem);

	finding_print_remedy(&b, f);
	return audit_quotes(mem, buf_str(&b));
}

bool
table_codes(struct scope *s, struct table_maker *m, struct at at)
{
	static const char *const level[] = {"Note", "Warning", "Error"};
	const struct audit_view *v = s->audit;
	size_t n;
	struct audit_rule_count *rule;

	if (v == NULL)
		return true;
	rule = audit_rules(s->c->mem, &s->audit, 1, &n);
	table_column(m, S("Code"), ALIGN_LEFT, 40);
	table_column(m, S("Level"), ALIGN_LEFT, 40);
	table_column(m, S("What it means"), ALIGN_LEFT, 150);
	table_column(
	    m, S("What to do, for the first of them"), ALIGN_LEFT, 200);
	table_column(m, S("Findings"), ALIGN_RIGHT, 36);
	m->table->summary = S("One row for each rule that an open finding is "
			      "of: its code, level, meaning and remedy.");
	for (size_t i = 0; i < n; i++) {
		const struct finding *first = NULL;
		for (size_t k = 0; k < v->n && first == NULL; k++)
			if (!audit_item_answered(&v->item[k]) &&
			    str_is(rule[i].code,
				finding_rule[v->item[k].finding->kind].code))
				first = v->item[k].finding;
		table_row(m);
		table_text(m, rule[i].code)->type = TYPE_row_strong;
		table_text(m, str_of(level[rule[i].level]));
		table_text(m, audit_rule_words(s->c->mem, rule[i].code));
		table_text(m, remedy(s->c->mem, first));
		table_number(m, (double)rule[i].n, 0);
	}
	return true;
}

/* ---- a region's trusts */

bool
table_audited(struct scope *s, struct table_maker *m, struct at at)
{
	size_t n = s->audits == NULL ? 0 : s->region->n;

	table_column(m, S("Trust"), ALIGN_LEFT, 150);
	table_column(m, S("Code"), ALIGN_LEFT, 36);
	table_column(m, S("Return"), ALIGN_LEFT, 50);
	table_column(m, S("Score"), ALIGN_RIGHT, 36);
	table_column(m, S("Change"), ALIGN_RIGHT, 36);
	table_column(m, S("Validity"), ALIGN_RIGHT, 40);
	table_column(m, S("Coverage"), ALIGN_RIGHT, 42);
	table_column(m, S("Errors"), ALIGN_RIGHT, 36);
	table_column(m, S("Warnings and notes"), ALIGN_RIGHT, 54);
	m->table->summary =
	    S("One row for each trust: whether its return came, score, change "
	      "since its return before, validity, coverage and open findings.");
	for (size_t i = 0; i < n; i++) {
		const struct audit_view *v = s->audits[i];
		bool came = v != NULL && v->now != NULL && v->now->sent;
		size_t errors = 0;
		if (v == NULL)
			continue;
		for (size_t k = 0; k < v->n_open; k++)
			errors +=
			    finding_rule[v->open[k]->finding->kind].level ==
			    LEVEL_ERROR;
		table_row(m);
		table_text(m, s->region->member[i].plain_name)->type =
		    TYPE_row_strong;
		table_text(m, s->region->member[i].shown_code.n > 0
				  ? s->region->member[i].shown_code
				  : s->region->member[i].plain_name);
		table_text(m, came ? S("Came") : S("Not sent"));
		table_number(m, audit_whole(came ? v->now->score : NAN), 0)
		    ->type = TYPE_row_strong;
		change_cell(m, v->before == NULL ? NAN : v->before->score,
		    came ? v->now->score : NAN);
		table_number(m, audit_whole(came ? v->now->validity : NAN), 0);
		table_number(
		    m, v->now == NULL ? NAN : audit_whole(v->now->coverage), 0);
		table_number(m, (double)errors, 0);
		table_number(m, (double)(v->n_open - errors), 0);
	}
	return true;
}
