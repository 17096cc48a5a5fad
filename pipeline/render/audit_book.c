/* render/audit_book.c -- a data audit as a workbook: the return as it was sent,
 * marked up, with a register of what is asked about it. */
#include <glib.h>

#include "base/num.h"
#include "render/audit_pages.h"

enum { LINE_WIDTH = 118 };

static const char level_word[][8] = {"Note", "Warning", "Error"};

/* ---- what was sent */

static const struct return_sent *
sent_of(const struct dataset *d, sym org, day date)
{
	for (size_t i = 0; i < d->n_sent; i++)
		if (d->sent[i].org == org && d->sent[i].date == date)
			return &d->sent[i];
	return NULL;
}

/* Text that could not be read stands in the findings of its cell alone. */
static struct str
text_sent(struct marked_book *b, size_t observation)
{
	const struct dataset *d = b->in->dataset;
	struct at at =
	    dataset_at(b->form.x.c->tmp, d, d->observation[observation].origin);

	for (size_t i = 0; i < b->n; i++) {
		const struct finding *f = b->issue[i].finding;

		if (f->value.n > 0 && (f->observation == observation + 1 ||
					  (str_eq(f->sheet, at.sheet) &&
					      str_eq(f->cell, at.cell))))
			return f->value;
	}
	return S("not readable");
}

static struct form_value *
values_sent(struct marked_book *b, struct arena *mem, size_t *n)
{
	const struct dataset *d = b->in->dataset;
	struct form_value *all = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		struct form_value v = {
		    .measure = symbols_text(d->symbols, o->measure),
		    .value = o->value,
		    .reason = o->reason};

		if (o->org != b->sent->org || o->date != b->sent->date ||
		    o->origin.source != b->sent->source ||
		    return_measure_find(b->in->form, v.measure) == NULL)
			continue;
		for (int k = 0; k < DIM_N; k++)
			v.dim[k] = symbols_text(d->symbols, o->dim[k]);
		if (o->reason == REASON_UNREADABLE)
			v.text = text_sent(b, i);
		ARENA_GROW(mem, all, *n, cap);
		all[(*n)++] = v;
	}
	return all;
}

/* ---- marks */

static struct str
message_of(struct arena *mem, const struct finding *f)
{
	struct buf b = buf_new(mem);

	finding_print(&b, f);
	if (b.n > 0 && b.p[0] >= 'a' && b.p[0] <= 'z')
		b.p[0] = (char)(b.p[0] - 'a' + 'A');
	return buf_str(&b);
}

static struct str
remedy_of(struct arena *mem, const struct finding *f)
{
	struct buf b = buf_new(mem);

	finding_print_remedy(&b, f);
	return buf_str(&b);
}

static struct str
status_of(struct arena *mem, const struct finding *f)
{
	return str_fmt(mem, "%s %s%s", level_word[finding_rule[f->kind].level],
	    finding_rule[f->kind].code,
	    f->standing == STANDING_ANSWERED ? " (answered)" : "");
}

/* Rule, what is wrong, what is suggested. */
static struct str
comment_of(struct arena *mem, const struct finding *f)
{
	struct str value = issue_suggestion(mem, f);
	struct buf b = buf_new(mem);

	buf_addf(&b, "%.*s. %.*s.", STRF(status_of(mem, f)),
	    STRF(message_of(mem, f)));
	if (value.n > 0)
		buf_addf(&b, " Suggested: %.*s (%s).", STRF(value),
		    certainty_words[f->certainty]);
	buf_addf(&b, " %.*s", STRF(remedy_of(mem, f)));
	return buf_str(&b);
}

/* A second finding of a cell stands with the first. */
static void
join_mark(struct arena *mem, struct form_mark *m, const struct finding *f)
{
	enum level level = finding_rule[f->kind].level;

	m->level = level > m->level ? level : m->level;
	m->status = str_fmt(
	    mem, "%.*s, %.*s", STRF(m->status), STRF(status_of(mem, f)));
	m->comment = str_fmt(
	    mem, "%.*s %.*s", STRF(m->comment), STRF(comment_of(mem, f)));
}

static bool
same_cell(const struct form_mark *a, const struct form_mark *b)
{
	bool same = str_eq(a->measure, b->measure);

	for (int i = 0; same && i < DIM_N; i++)
		same = str_eq(a->dim[i], b->dim[i]);
	return same;
}

/* Where a finding belongs in the form; false: to no sheet of it. */
static bool
place_mark(
    const struct marked_book *b, const struct issue *i, struct form_mark *m)
{
	const struct dataset *d = b->in->dataset;
	const struct finding *f = i->finding;

	m->topic = i->topic;
	if (f->observation == 0 || f->observation > d->n)
		return i->topic < b->in->form->n_topics && f->sheet.n > 0;
	m->measure = symbols_text(
	    d->symbols, d->observation[f->observation - 1].measure);
	for (int k = 0; k < DIM_N; k++)
		m->dim[k] = symbols_text(
		    d->symbols, d->observation[f->observation - 1].dim[k]);
	return return_measure_find(b->in->form, m->measure) != NULL;
}

static void
make_marks(struct marked_book *b, struct arena *mem)
{
	struct form_mark *mark = NEWS(mem, b->n + 1, struct form_mark);
	size_t n = 0;

	b->mark = NEWS(mem, b->n + 1, size_t);
	for (size_t i = 0; i < b->n; i++) {
		const struct finding *f = b->issue[i].finding;
		struct form_mark m = {.level = finding_rule[f->kind].level,
		    .status = status_of(mem, f),
		    .comment = comment_of(mem, f)};
		size_t k = 0;

		if (!place_mark(b, &b->issue[i], &m))
			continue;
		while (k < n && (m.measure.n == 0 || !same_cell(&mark[k], &m)))
			k++;
		b->mark[i] = k + 1;
		if (k < n)
			join_mark(mem, &mark[k], f);
		else
			mark[n++] = m;
	}
	b->fill.mark = mark;
	b->fill.n_marks = n;
}

/* ---- the register */

enum {
	ISSUE_NUMBER,
	ISSUE_CODE,
	ISSUE_LEVEL,
	ISSUE_SHEET,
	ISSUE_CELL,
	ISSUE_PLACE,
	ISSUE_VALUE,
	ISSUE_WRONG,
	ISSUE_SUGGESTED,
	ISSUE_SURE,
	ISSUE_EFFECT,
	ISSUE_STANDING,
	ISSUE_QUARTERS,
	ISSUE_COLUMNS, /* the answer stands beside the table: it may be empty */
	ISSUE_ANSWER = ISSUE_COLUMNS
};

static const struct {
	const char *head;
	double width;
} issue_column[ISSUE_COLUMNS] = {{"No.", 6}, {"Code", 10}, {"Level", 10},
    {"Sheet", 20}, {"Cell", 8}, {"Row and column", 34}, {"Value as sent", 15},
    {"What is wrong", 52}, {"Suggested value", 13}, {"How sure", 10},
    {"Effect", 60}, {"Standing", 14}, {"Quarters open", 11}};
static const double answer_width = 44;

/* One sentence for each figure that moves. */
static struct str
effects_of(struct arena *mem, const struct finding *f)
{
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < f->n_effects; i++) {
		const struct effect *e = &f->effect[i];

		if (str_eq(e->before, e->after) && !e->verdict_changes)
			continue;
		buf_addf(&b, "%s%.*s (%.*s)", b.n > 0 ? "; " : "",
		    STRF(issue_effect(mem, e)), STRF(issue_verdict(mem, e)));
	}
	return buf_str(&b);
}

static void
texts_of(struct arena *mem, const struct issue *i, size_t number,
    struct str text[ISSUE_COLUMNS])
{
	const struct finding *f = i->finding;

	text[ISSUE_NUMBER] = str_fmt(mem, "%zu", number);
	text[ISSUE_CODE] = str_of(finding_rule[f->kind].code);
	text[ISSUE_LEVEL] = str_of(level_word[finding_rule[f->kind].level]);
	text[ISSUE_SHEET] = f->sheet;
	text[ISSUE_CELL] = f->cell;
	text[ISSUE_PLACE] = f->place;
	text[ISSUE_VALUE] = f->value;
	text[ISSUE_WRONG] = message_of(mem, f);
	text[ISSUE_SUGGESTED] = issue_suggestion(mem, f);
	text[ISSUE_SURE] = str_of(certainty_words[f->certainty]);
	text[ISSUE_EFFECT] = effects_of(mem, f);
	text[ISSUE_STANDING] = issue_standing(mem, f);
	text[ISSUE_QUARTERS] =
	    f->quarters > 0 ? str_fmt(mem, "%u", f->quarters) : S("");
}

static void
put_number(
    struct xlsx_page *p, lxw_col_t column, double v, int places, bool tall)
{
	xlsx_note_error(p->x, p->name,
	    worksheet_write_number(p->sheet, p->row, column, v,
		xlsx_number_format(p->x, places, true, tall)));
}

/* The cell as it was named, with a link to where it stands in this workbook. */
static void
put_cell_link(struct marked_book *b, struct xlsx_page *p,
    const struct form_mark *m, struct str words, bool tall)
{
	struct arena *mem = p->x->c->tmp;
	struct buf to = buf_new(mem);

	buf_addf(
	    &to, "internal:'%.*s'!", STRF(b->in->form->topic[m->topic].sheet));
	cell_print(&to, m->row, m->column);
	xlsx_note_error(p->x, p->name,
	    worksheet_write_url_opt(p->sheet, p->row, ISSUE_CELL, to.p,
		p->x->look[tall ? LOOK_TALL_LINK : LOOK_CELL_LINK],
		words_of_cell(mem, words).p, NULL));
}

static void
put_issue(struct marked_book *b, struct xlsx_page *p, size_t i)
{
	struct arena *mem = p->x->c->tmp;
	const struct finding *f = b->issue[i].finding;
	const struct form_mark *m =
	    b->mark[i] > 0 ? &b->fill.mark[b->mark[i] - 1] : NULL;
	struct str text[ISSUE_COLUMNS];
	unsigned lines = words_lines(f->answer, answer_width, false);
	bool tall;

	texts_of(mem, &b->issue[i], i + 1, text);
	for (int k = 0; k < ISSUE_COLUMNS; k++) {
		unsigned n =
		    words_lines(text[k], issue_column[k].width - 1, false);
		lines = n > lines ? n : lines;
	}
	tall = lines > 1;
	for (int k = 0; k < ISSUE_COLUMNS; k++) {
		struct str shown =
		    text[k].n > 0 ? text[k] : SHORTHAND_NOT_APPLICABLE;

		if (k == ISSUE_NUMBER)
			put_number(p, ISSUE_NUMBER, (double)(i + 1), 0, tall);
		else if (k == ISSUE_QUARTERS && f->quarters > 0)
			put_number(p, ISSUE_QUARTERS, f->quarters, 0, tall);
		else if (k == ISSUE_SUGGESTED && text[k].n > 0)
			put_number(p, ISSUE_SUGGESTED, f->suggested,
			    num_round(f->suggested, 0) == f->suggested ? 0 : 2,
			    tall);
		else if (k == ISSUE_CELL && b->sent != NULL && m != NULL &&
			 m->row > 0)
			put_cell_link(b, p, m, shown, tall);
		else
			xlsx_put(p, (lxw_col_t)k, shown,
			    tall ? LOOK_TALL : LOOK_CELL);
	}
	form_put_text(
	    &b->form, p, ISSUE_ANSWER, f->answer, b->form.input[INPUT_TEXT]);
	xlsx_set_lines(p, lines);
	p->row++;
}

/* A row for a table that has none else. */
static void
put_nothing(struct xlsx_page *p)
{
	for (int k = 0; k < ISSUE_COLUMNS; k++)
		xlsx_put(p, (lxw_col_t)k,
		    k == ISSUE_WRONG ? S("No finding")
				     : SHORTHAND_NOT_APPLICABLE,
		    LOOK_CELL);
	p->row++;
}

/* Its page was opened before the return's sheets, which stand behind it and had
 * to be written first: then it is known where the cells are. */
static void
put_register(struct marked_book *b, struct xlsx_page *p)
{
	struct grid_column column[ISSUE_COLUMNS];
	double width = answer_width;
	lxw_row_t first;

	for (int k = 0; k < ISSUE_COLUMNS; k++)
		column[k] = audit_column(p, (lxw_col_t)k, issue_column[k].head,
		    issue_column[k].width);
	worksheet_set_column(
	    p->sheet, ISSUE_ANSWER, ISSUE_ANSWER, answer_width, NULL);
	xlsx_put_row(p,
	    S("This sheet contains one table: a row for each finding, with a "
	      "link to its cell. Where a value is right, write why under Your "
	      "answer, at the right of the table."),
	    LOOK_LINE, 0);
	xlsx_put_link(p, 0, S("Contents"), S("Go to the contents"), LOOK_LINK);
	p->row++;
	form_put_long(p,
	    S("Shorthand: [z] not applicable: there is none. Certain: no other "
	      "value fits. Likely: earlier quarters or other cells point to "
	      "it. A guess: ask who counted."),
	    LINE_WIDTH);
	first = p->row;
	worksheet_set_row(p->sheet, first, 2 * XLSX_LINE + 10, NULL);
	xlsx_put(p, ISSUE_ANSWER, S("Your answer"), LOOK_HEAD);
	p->row++;
	for (size_t i = 0; i < b->n; i++)
		put_issue(b, p, i);
	if (b->n == 0)
		put_nothing(p);
	xlsx_mark_table(
	    p, first, p->row - 1, S("issue_register"), column, ISSUE_COLUMNS);
	worksheet_repeat_rows(p->sheet, first, first);
	for (int k = 0; k < ISSUE_COLUMNS; k++)
		width += issue_column[k].width;
	xlsx_print_apart(p, width, ISSUE_CODE);
}

/* ---- the whole */

static void
name_tables(struct xlsx *x)
{
	size_t number = 0;

	for (size_t i = 0; i < x->n_tables; i++) {
		struct xlsx_table *t = &x->table[i];

		if (str_is(t->table->name, "fix_first"))
			t->sheet = S("Fix first");
		else if (audit_table_shown(t))
			t->sheet = words_sheet_name(
			    x->c->tmp, ++number, t->table->name, t->title);
	}
}

static void
fill_book(struct xlsx *x)
{
	struct marked_book *b = (struct marked_book *)x;
	struct xlsx_page issues;

	form_open(&b->form);
	xlsx_properties(x);
	xlsx_plan(x);
	name_tables(x);
	audit_cover(b);
	audit_contents(b);
	issues = xlsx_page_new(x, S(ISSUE_REGISTER),
	    S("Issue register: what is asked about the return"), true);
	for (size_t i = 0; i < x->n_tables; i++)
		if (audit_table_shown(&x->table[i]))
			xlsx_table_sheet(x, &x->table[i]);
	for (size_t i = 0; b->sent != NULL && i < b->in->form->n_topics; i++)
		form_topic(&b->form, i);
	if (b->sent != NULL)
		form_definitions(&b->form);
	xlsx_notes(x);
	put_register(b, &issues);
}

static void
open_fill(struct marked_book *b, const struct pack *pack, struct arena *mem)
{
	const struct dataset *d = b->in->dataset;
	struct period before = period_holding(period_start(pack->period) - 1);

	b->fill = (struct form_fill){.org_code = pack->org_code,
	    .org_name = pack->org_name,
	    .period = pack->period,
	    .synthetic = pack->synthetic,
	    .audited = true};
	make_marks(b, mem);
	if (b->sent == NULL)
		return;
	/* As the cover has it, which a register may know better. */
	if (b->sent->source < d->n_sources &&
	    d->source[b->sent->source].publisher.n > 0)
		b->fill.org_name = d->source[b->sent->source].publisher;
	b->fill.version = b->sent->version;
	b->fill.sent = b->sent->received;
	b->fill.answer = values_sent(b, mem, &b->fill.n_answers);
	b->fill.last = form_values(
	    mem, b->in->form, d, pack->org_code, before, &b->fill.n_last);
}

bool
audit_book_write(struct ctx *c, const struct pack *pack,
    const struct audit_book *in, const struct theme *theme, struct str path)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct arena *mem = arena_new("audit book");
	struct ctx own = {mem, c->tmp, c->diag};
	sym org = symbols_lookup(in->dataset->symbols, pack->org_code);
	day date = period_end(pack->period);
	struct marked_book b = {.form = {.x = {.c = &own,
					     .pack = pack,
					     .theme = theme,
					     .path = path},
				    .form = in->form},
	    .in = in,
	    .sent = sent_of(in->dataset, org, date)};
	bool ok;

	b.form.fill = &b.fill;
	b.issue = issues_of(
	    mem, in->findings, in->dataset, in->form, org, date, &b.n);
	open_fill(&b, pack, mem);
	ok = xlsx_write_whole(&b.form.x, fill_book);
	arena_free(mem);
	arena_rewind(c->tmp, m);
	return ok;
}
