/* ingest/returns_said.c -- what a trust says of findings in a marked-up return:
 * answers in its issue register, and notes beside the rows. */
#include "ingest/returns_file.h"
#include "model/vocabulary.h"

/* The register's columns, by enum returns_issue. */
static const char *const issue_heading[ISSUE_N] = {
    "Code", "Sheet", "Cell", "Value as sent", "Your answer", "Row and column"};

bool
returns_is_register(struct str key)
{
	return str_is(key, "issue register");
}

/* With texts of its own. */
static struct answer
answer_copy(struct arena *mem, const struct answer *from)
{
	struct answer a = *from;

	a.code = str_dup(mem, a.code);
	a.sheet = str_dup(mem, a.sheet);
	a.cell = str_dup(mem, a.cell);
	a.value = str_dup(mem, a.value);
	a.text = str_dup(mem, a.text);
	a.place = str_dup(mem, a.place);
	return a;
}

static void
add_answer(struct returns *r, struct answer a, uint32_t row, uint32_t column)
{
	ARENA_GROW(r->file_mem, r->said, r->n_said, r->cap_said);
	a = answer_copy(r->file_mem, &a);
	a.origin =
	    (struct origin){.sheet = r->sheet, .row = row, .column = column};
	r->said[r->n_said++] = a;
}

/* The row that has all the headings; words in other rows lead nowhere. */
static void
find_headings(struct returns *r, const struct row *row)
{
	uint32_t column[ISSUE_N] = {0};

	for (size_t i = 0; i < row->n; i++) {
		struct str key = label_key(r->file_mem, row->cell[i].text);

		for (int k = 0; k < ISSUE_N; k++)
			if (column[k] == 0 &&
			    str_eq(key, label_key(r->file_mem,
					    str_of(issue_heading[k]))))
				column[k] = row->cell[i].column;
	}
	for (int k = 0; k < ISSUE_NEEDED; k++)
		if (column[k] == 0)
			return;
	memcpy(r->issue, column, sizeof column);
}

/* What a finding does not have is written as a mark. */
static struct str
unless_mark(struct returns *r, const struct row *row, enum returns_issue k)
{
	struct str text =
	    r->issue[k] > 0 ? returns_text(row, r->issue[k]) : S("");
	enum reason why;

	return return_mark(text, &why) ? S("") : text;
}

void
returns_register_row(struct returns *r, const struct row *row)
{
	const uint32_t *at = r->issue;

	if (at[ISSUE_ANSWER] == 0)
		find_headings(r, row);
	else if (returns_text(row, at[ISSUE_ANSWER]).n > 0 &&
		 returns_text(row, at[ISSUE_CODE]).n > 0)
		add_answer(r,
		    (struct answer){.code = returns_text(row, at[ISSUE_CODE]),
			.sheet = unless_mark(r, row, ISSUE_SHEET),
			.cell = unless_mark(r, row, ISSUE_CELL),
			.place = unless_mark(r, row, ISSUE_PLACE),
			.value = returns_value(r, row, at[ISSUE_VALUE]),
			.text = returns_text(row, at[ISSUE_ANSWER])},
		    row->number, at[ISSUE_ANSWER]);
}

/* Its first word is one of those that settle a question: "Known, ward closed",
 * but not "Corrected in May". */
static bool
settles(struct str note)
{
	static const char *const word[] = {"known", "confirmed", "correct"};
	size_t n = 0;

	while (n < note.n && g_ascii_isalpha(note.p[n]))
		n++;
	for (size_t i = 0; i < COUNT(word); i++)
		if (str_eq_nocase(str_slice(note, 0, n), str_of(word[i])))
			return true;
	return false;
}

static void
answer_cell(
    struct returns *r, const struct row *row, uint32_t column, struct str text)
{
	struct buf cell = buf_new(r->file_mem);

	cell_print(&cell, row->number, column);
	add_answer(r,
	    (struct answer){.sheet = r->sheet_name,
		.cell = buf_str(&cell),
		.value = returns_value(r, row, column),
		.text = text},
	    row->number, r->notes);
}

/* Without a code: whatever is asked about a cell of the row. */
void
returns_note(struct returns *r, const struct row *row)
{
	const struct return_topic *t = &r->form->topic[r->at];
	struct str text = r->notes > 0 ? returns_text(row, r->notes) : S("");

	if (!settles(text))
		return;
	for (size_t i = 0; i < t->n_labels; i++)
		answer_cell(r, row, r->label[i], text);
	for (size_t i = 0; i < t->n_columns; i++)
		if (r->fill[i] > 0)
			answer_cell(r, row, r->fill[i], text);
}

void
returns_keep_said(struct returns *r, const struct return_read *read,
    const struct returns_kept *k)
{
	struct dataset *d = r->d;

	for (size_t i = 0; i < read->n_said; i++) {
		struct answer a = answer_copy(r->mem, &read->said[i]);

		a.org = k->code;
		a.date = k->date;
		a.origin.source = k->source;
		ARENA_GROW(r->mem, d->answer, d->n_answers, d->cap_answers);
		d->answer[d->n_answers++] = a;
	}
}
