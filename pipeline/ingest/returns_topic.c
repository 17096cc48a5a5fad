/* ingest/returns_topic.c -- a topic's sheet: headings, rows and cells. */
#include "base/num.h"
#include "ingest/returns_file.h"
#include "model/vocabulary.h"

/* Which column of the form a heading names; 0: none. */
static size_t
column_of(struct returns *r, struct str text)
{
	const struct returns_topic *t = &r->topic[r->at];
	struct str key = label_key(r->file_mem, text);
	struct str fill = label_key(r->file_mem, S(RETURN_FILL_IN));

	if (!str_starts(key, fill))
		return 0;
	key = label_key(r->file_mem, str_slice(key, fill.n, key.n));
	return GPOINTER_TO_SIZE(g_hash_table_lookup(t->column, key.p));
}

/* The row with a heading to fill in is the one with all headings. */
static void
read_heads(struct returns *r, const struct row *row)
{
	const struct return_topic *t = &r->form->topic[r->at];
	struct returns_seen *seen = &r->seen[r->at];

	for (size_t i = 0; i < row->n; i++) {
		struct str text = row->cell[i].text;
		size_t k =
		    row->cell[i].type == CELL_TEXT ? column_of(r, text) : 0;

		if (k == 0)
			continue;
		seen->heads = true;
		if (seen->column[k - 1]) {
			returns_find(r, FINDING_return_twice, row->number,
			    row->cell[i].column, str_trim(text));
			continue;
		}
		seen->column[k - 1] = true;
		r->fill[k - 1] = row->cell[i].column;
	}
	for (size_t i = 0; seen->heads && i < row->n; i++)
		if (r->notes == 0 &&
		    str_starts(
			label_key(r->file_mem, row->cell[i].text), S("notes")))
			r->notes = row->cell[i].column;
	for (size_t i = 0; seen->heads && i < t->n_labels; i++) {
		for (size_t k = 0; k < row->n && r->label[i] == 0; k++)
			if (str_eq(label_key(r->file_mem, row->cell[k].text),
				r->topic[r->at].label[i]))
				r->label[i] = row->cell[k].column;
		if (r->label[i] == 0)
			returns_find(r, FINDING_return_heading, row->number, 0,
			    t->label[i]);
	}
}

/* The row of the form with these labels, or 0. */
static size_t
row_with(struct returns *r, const struct str *label, size_t n)
{
	struct buf key = buf_new(r->file_mem);

	for (size_t i = 0; i < n; i++) {
		buf_adds(&key, label_key(r->file_mem, label[i]));
		buf_addc(&key, '\x1f');
	}
	return GPOINTER_TO_SIZE(
	    g_hash_table_lookup(r->topic[r->at].row, key.p));
}

/* "Band 52" without its last digit, a raised one too; all of it without one. */
static struct str
drop_digit(struct str s)
{
	static const char *const raised[] = {"\u00b9", "\u00b2", "\u00b3",
	    "\u2074", "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};

	for (size_t i = 0; i < COUNT(raised); i++)
		if (str_ends(s, str_of(raised[i])))
			return str_trim(
			    str_slice(s, 0, s.n - strlen(raised[i])));
	if (s.n > 1 && g_ascii_isdigit(s.p[s.n - 1]))
		return str_trim(str_slice(s, 0, s.n - 1));
	return s;
}

/* A footnote's number has slipped into a label: the row without it, if the form
 * has one that was not met yet. */
static size_t
row_with_footnote(struct returns *r, const struct row *row, struct str *label)
{
	const struct return_topic *t = &r->form->topic[r->at];

	for (size_t i = 0; i < t->n_labels; i++) {
		struct str whole = label[i];
		struct finding f;
		size_t at;

		label[i] = drop_digit(whole);
		at = row_with(r, label, t->n_labels);
		if (label[i].n == whole.n || at == 0 ||
		    r->seen[r->at].row[at - 1]) {
			label[i] = whole;
			continue;
		}
		f = returns_odd(r, FINDING_return_footnote, row->number,
		    r->label[i], whole);
		f.other = return_label(&t->row[at - 1], i, r->form->version);
		f.place = returns_row_words(r, t, at - 1, r->form->version);
		findings_add(r->odd, f);
		return at;
	}
	return 0;
}

/* Nearly always rows follow each other as in the form, under its words. */
static bool
is_next(const struct returns *r, const struct row *row)
{
	const struct return_topic *t = &r->form->topic[r->at];
	const struct returns_topic *to = &r->topic[r->at];

	if (r->next >= t->n_rows || !to->plain[r->next])
		return false;
	for (size_t i = 0; i < t->n_labels; i++) {
		const struct cell *c = returns_cell(row, r->label[i]);

		if (c == NULL || !str_eq(c->text, t->row[r->next].label[i]))
			return false;
	}
	return true;
}

/* The row of the form, or 0. */
static size_t
row_of(struct returns *r, const struct row *row)
{
	const struct return_topic *t = &r->form->topic[r->at];
	struct str label[RETURN_LABELS];
	size_t at;

	if (is_next(r, row))
		return r->next + 1;
	for (size_t i = 0; i < t->n_labels; i++)
		label[i] = returns_text(row, r->label[i]);
	at = row_with(r, label, t->n_labels);
	return at > 0 ? at : row_with_footnote(r, row, label);
}

/* The labels as they stand there. */
static struct str
words_of(struct returns *r, const struct row *row)
{
	struct buf b = buf_new(r->file_mem);

	for (size_t i = 0; i < r->form->topic[r->at].n_labels; i++) {
		struct str label = returns_text(row, r->label[i]);

		if (label.n > 0)
			buf_addf(
			    &b, "%s%.*s", b.n > 0 ? ", " : "", STRF(label));
	}
	return buf_str(&b);
}

static bool
has_figures(const struct returns *r, const struct row *row)
{
	const struct return_topic *t = &r->form->topic[r->at];

	for (size_t i = 0; i < t->n_columns; i++)
		if (r->fill[i] > 0 && returns_text(row, r->fill[i]).n > 0)
			return true;
	return false;
}

static bool
yes_or_no(const struct cell *c, double *out)
{
	struct str text = str_trim(c->text);
	bool yes = str_eq_nocase(text, S("yes")) || str_is(text, "1");
	bool no = str_eq_nocase(text, S("no")) || str_is(text, "0");

	if (c->type == CELL_BOOL) {
		yes = str_is(text, "1") || str_eq_nocase(text, S("true"));
		no = !yes;
	}
	*out = yes;
	return yes || no;
}

/* A cell that says no number, with the one that its text may mean. */
static void
find_odd(struct returns *r, enum finding_kind kind, const struct row *row,
    struct return_place place, const struct return_measure *m)
{
	uint32_t column = r->fill[place.column];
	struct finding f = returns_odd_cell(
	    r, kind, row->number, column, place, returns_value(r, row, column));

	if (kind == FINDING_not_a_number && m->number != RETURN_YES_NO &&
	    returns_guess(returns_text(row, column), m->number == RETURN_WHOLE,
		&f.suggested))
		f.certainty = LIKELY;
	findings_add(r->odd, f);
}

/* A number, or why there is none, perhaps with a finding. */
static enum reason
read_value(struct returns *r, const struct row *row, struct return_place place,
    const struct return_measure *m, double *value)
{
	uint32_t column = r->fill[place.column];
	const struct cell *c = returns_cell(row, column);
	struct str text = c == NULL ? S("") : str_trim(c->text);
	enum finding_kind odd = FINDING_not_a_number;
	enum reason reason = REASON_NONE;

	if (c != NULL && c->uncalculated) {
		odd = FINDING_not_calculated;
	} else if (text.n == 0) {
		return REASON_BLANK;
	} else if (c->type == CELL_TEXT && return_mark(text, &reason)) {
		return reason;
	} else if (m->number == RETURN_YES_NO) {
		if (yes_or_no(c, value))
			return REASON_NONE;
	} else if (c->type == CELL_NUMBER && !c->is_date) {
		*value = c->number;
	} else if (c->type != CELL_TEXT || !num_parse(text, value)) {
		if (c->type == CELL_TEXT && text.p[0] == '[')
			odd = FINDING_return_shorthand;
		reason = REASON_UNREADABLE;
	}
	if (reason == REASON_NONE && m->number != RETURN_YES_NO &&
	    odd == FINDING_not_a_number) {
		if (*value >= 0)
			return REASON_NONE;
		odd = FINDING_negative;
	}
	find_odd(r, odd, row, place, m);
	return REASON_UNREADABLE;
}

static const struct return_measure *
measure_of(const struct returns *r, struct return_place at)
{
	const struct return_topic *t = &r->form->topic[at.topic];
	int measure = t->measure_rows ? t->row[at.row].measure
				      : t->column[at.column].measure;

	return &r->form->measure[measure];
}

static void
read_cells(struct returns *r, const struct row *row, size_t at)
{
	const struct return_topic *t = &r->form->topic[r->at];
	struct return_place place = {r->at, at, 0};

	r->line[r->n_lines++] = (struct return_line){.row = (uint32_t)at,
	    .at_row = row->number,
	    .topic = (uint16_t)r->at,
	    .sheet = r->sheet};
	for (; place.column < t->n_columns; place.column++) {
		size_t n = r->n_cells;
		double value = 0;

		if (r->fill[place.column] == 0)
			continue;
		r->reason[n] = (unsigned char)read_value(
		    r, row, place, measure_of(r, place), &value);
		r->value[n] = r->reason[n] == REASON_NONE ? value : 0;
		r->n_cells++;
	}
}

void
returns_topic_row(struct returns *r, const struct row *row)
{
	const struct return_topic *t = &r->form->topic[r->at];
	struct returns_seen *seen = &r->seen[r->at];
	size_t at;

	if (!seen->heads) {
		read_heads(r, row);
		return;
	}
	for (size_t i = 0; i < t->n_labels; i++)
		if (r->label[i] == 0)
			return;
	at = row_of(r, row);
	if (at == 0) {
		/* Lines of the sender's own do no harm; figures do. */
		if (has_figures(r, row))
			returns_find(r, FINDING_return_unknown_row, row->number,
			    r->label[t->n_labels - 1], words_of(r, row));
		return;
	}
	r->next = at;
	if (seen->row[at - 1]) {
		returns_find(r, FINDING_return_twice, row->number, r->label[0],
		    words_of(r, row));
		return;
	}
	seen->row[at - 1] = true;
	read_cells(r, row, at - 1);
	returns_note(r, row);
}
