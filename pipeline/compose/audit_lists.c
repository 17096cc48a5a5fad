/* compose/audit_lists.c -- tables of findings: what to fix first, all, fixed and
 * answered. */
#include <math.h>

#include "base/num.h"
#include "compose/audit.h"
#include "compose/figures.h"
#include "compose/words.h"

static const double effect_width = 57;

/* ---- what to fix first */

static const struct figure *
figure_of(struct scope *s, const struct effect *e)
{
	return scorecard_find(s->card, s->org, e->indicator, S(""));
}

/* A relative likelihood is compared with 1, other figures with England's. */
static bool
draw_effect(struct scope *s, struct at at, const struct effect *e,
    const struct scene **out)
{
	static const struct str ratio[] = {
	    {"scale", sizeof "scale" - 1}, {"ratio", sizeof "ratio" - 1}};
	const struct indicator *i =
	    catalogue_find(s->card->catalogue, e->indicator);
	const struct figure *f = figure_of(s, e);
	struct chart_point p = audit_point(e->name, e->value_after);
	struct chart_input in = {.point = &p, .n = 1, .places = 1};

	p.lower = e->lower_after;
	p.upper = e->upper_after;
	p.from = e->value_before;
	p.limit_low = e->lower_before;
	p.limit_high = e->upper_before;
	p.england = f == NULL ? NAN : f->england;
	if (i != NULL) {
		in.places = i->places;
		in.unit = indicator_unit(i);
	}
	if (i != NULL && i->method == METHOD_RELATIVE_LIKELIHOOD) {
		p.england = 1;
		in.option = ratio;
		in.n_options = 1;
	}
	return audit_draw(s, at, "effect", &in, effect_width, out);
}

static struct str
said(const struct finding *f)
{
	return f->value.n > 0 ? f->value : S("blank");
}

static struct str
cell_name(const struct finding *f)
{
	return f->cell.n > 0    ? f->cell
	       : f->sheet.n > 0 ? S("The sheet")
				: S("The return");
}

static struct str
message(struct arena *mem, const struct finding *f)
{
	struct buf b = buf_new(mem);

	finding_print(&b, f);
	return audit_quotes(mem, words_capital(mem, buf_str(&b)));
}

/* The value and how sure it is; without one, who can know. */
static void
suggestion_cells(struct table_maker *m, const struct finding *f)
{
	struct str text = issue_suggestion(m->mem, f);
	struct table_cell *c;

	if (text.n == 0) {
		table_text(m, S("Check"))->sub = S("No suggestion");
		return;
	}
	c = table_text(m, text);
	c->type = TYPE_row_strong;
	c->sub = str_of(certainty_words[f->certainty]);
}

static void
effect_cell(struct table_maker *m, const struct effect *e)
{
	struct table_cell *c;

	if (e == NULL) {
		table_text(m, S("None known"));
		return;
	}
	c = table_text(m, issue_effect(m->mem, e));
	c->type = TYPE_row_strong;
	c->sub = words_apostrophes(m->mem, issue_verdict(m->mem, e));
}

bool
table_fix_first(struct scope *s, struct table_maker *m, struct at at)
{
	const struct audit_view *v = s->audit;
	bool any = false;

	if (v == NULL)
		return true;
	for (size_t i = 0; i < v->n_open && i < AUDIT_FIRST; i++)
		any = any || v->open[i]->effect != NULL;
	table_column(m, S("No."), ALIGN_LEFT, 14);
	table_column(m, S("Cell and sheet"), ALIGN_LEFT, 60);
	table_column(m, S("What was sent"), ALIGN_LEFT, 40)->head_pdf =
	    S("Sent");
	table_column(m, S("What is wrong"), ALIGN_LEFT, 140);
	table_column(m, S("Suggested value"), ALIGN_LEFT, 46)->head_pdf =
	    S("Suggested");
	if (any) {
		table_column(m, S("Effect"), ALIGN_LEFT, 118);
		table_column(
		    m, S("Sent \u25cb fixed \u25cf"), ALIGN_LEFT, effect_width)
		    ->pdf_only = true;
	}
	m->table->row_heads = 2;
	m->table->summary =
	    S("One row for each finding, in the order to fix them: its number "
	      "in the list of all, the cell, what was sent, what is wrong, "
	      "what is suggested, and what it does to a figure.");
	for (size_t i = 0; i < v->n_open && i < AUDIT_FIRST; i++) {
		const struct audit_item *k = v->open[i];
		struct table_cell *c;
		table_row(m);
		table_number(m, (double)k->number, 0);
		c = table_text(m, cell_name(k->finding));
		c->type = TYPE_row_strong;
		c->sub = k->finding->sheet;
		table_text(m, said(k->finding))->type = TYPE_row_strong;
		table_text(m, message(s->c->mem, k->finding))->sub =
		    k->finding->place;
		suggestion_cells(m, k->finding);
		if (!any)
			continue;
		effect_cell(m, k->effect);
		c = table_text(m, S("no change"));
		if (k->effect != NULL &&
		    !draw_effect(s, at, k->effect, &c->scene))
			return false;
	}
	return true;
}

/* ---- all findings */

static struct str
topic_title(const struct audit_view *v, const struct audit_item *i)
{
	if (i->finding->sheet.n == 0)
		return S("The return as a whole");
	return i->topic < v->audit->n_topics ? v->audit->topic[i->topic]
					     : i->finding->sheet;
}

static void
issue_row(struct scope *s, struct table_maker *m, const struct audit_item *i)
{
	const struct finding *f = i->finding;
	struct table_cell *c;

	table_row(m);
	table_number(m, (double)i->number, 0);
	c = table_text(m, cell_name(f));
	c->type = TYPE_row_strong;
	c->sub = str_of(finding_rule[f->kind].code);
	table_text(m, f->place.n > 0 ? f->place : S("[z]"));
	table_text(m, said(f));
	table_text(m, message(s->c->mem, f));
	suggestion_cells(m, f);
	effect_cell(m, i->effect);
	table_text(m, issue_standing(s->c->mem, f));
}

bool
table_issues(struct scope *s, struct table_maker *m, struct at at)
{
	const struct audit_view *v = s->audit;
	struct str open = S("");

	if (v == NULL)
		return true;
	table_column(m, S("No."), ALIGN_LEFT, 16);
	table_column(m, S("Cell and rule"), ALIGN_LEFT, 38);
	table_column(m, S("Row and column"), ALIGN_LEFT, 82);
	table_column(m, S("Value sent"), ALIGN_LEFT, 38);
	table_column(m, S("What is wrong"), ALIGN_LEFT, 116);
	table_column(m, S("Suggested value"), ALIGN_LEFT, 48);
	table_column(m, S("Effect"), ALIGN_LEFT, 100);
	table_column(m, S("Standing"), ALIGN_LEFT, 46);
	m->table->row_heads = 2;
	m->table->summary =
	    S("One row for each open finding, grouped by topic: the cell and "
	      "the rule, row and column in words, the value sent, what is "
	      "wrong, what is suggested, its effect and since when it is "
	      "open.");
	for (size_t i = 0; i < v->n; i++) {
		const struct audit_item *k = &v->item[i];
		struct str title = topic_title(v, k);
		if (audit_item_answered(k))
			continue;
		if (!str_eq(title, open)) {
			table_group(m, title);
			open = title;
		}
		issue_row(s, m, k);
	}
	return true;
}

/* ---- fixed and answered */

bool
table_fixed(struct scope *s, struct table_maker *m, struct at at)
{
	const struct audit_view *v = s->audit;

	if (v == NULL || v->fixed == 0)
		return true;
	table_column(m, S("What was wrong"), ALIGN_LEFT, 160);
	table_column(m, S("Rule"), ALIGN_LEFT, 40);
	table_column(m, S("Where"), ALIGN_LEFT, 220);
	table_column(m, S("Quarters it was open"), ALIGN_RIGHT, 60);
	m->table->summary = S("One row for each fault that the return before "
			      "had and this one has not.");
	for (size_t i = 0; i < v->n_faults; i++) {
		const struct audit_fault *f = v->fault[i];
		size_t open = 0;
		if (audit_mark(v, f, v->quarter) == FAULT_OPEN)
			continue;
		for (size_t q = 0; q < v->audit->n_quarters; q++)
			open += audit_mark(v, f, q) == FAULT_OPEN;
		table_row(m);
		table_text(m, audit_rule_words(s->c->mem, f->code));
		table_text(m, f->code);
		table_text(m, f->place);
		table_number(m, (double)open, 0);
	}
	return true;
}

bool
table_answered(struct scope *s, struct table_maker *m, struct at at)
{
	const struct audit_view *v = s->audit;

	if (v == NULL || v->n_answered == 0)
		return true;
	table_column(m, S("No."), ALIGN_LEFT, 16);
	table_column(m, S("Cell and sheet"), ALIGN_LEFT, 80);
	table_column(m, S("Value sent"), ALIGN_LEFT, 44);
	table_column(m, S("What was asked"), ALIGN_LEFT, 160);
	table_column(m, S("Known, correct because"), ALIGN_LEFT, 160);
	m->table->row_heads = 2;
	m->table->summary =
	    S("One row for each finding that the trust has answered: the cell, "
	      "what was asked and the answer.");
	for (size_t i = 0; i < v->n; i++) {
		const struct audit_item *k = &v->item[i];
		const struct finding *f = k->finding;
		struct table_cell *c;
		if (!audit_item_answered(k))
			continue;
		table_row(m);
		table_number(m, (double)k->number, 0);
		c = table_text(m, cell_name(f));
		c->type = TYPE_row_strong;
		c->sub = f->sheet;
		table_text(m, said(f));
		table_text(m, message(s->c->mem, f))->sub = f->place;
		table_text(m, f->answer.n > 0
				  ? words_apostrophes(s->c->mem, f->answer)
				  : S("[x]"));
	}
	return true;
}
