/* render/audit_front.c -- cover and contents of a data audit's workbook. */
#include "render/audit_pages.h"

enum { LINE_WIDTH = 118 };

static void
put_who(struct marked_book *b, struct xlsx_page *p)
{
	const struct pack *pack = p->x->pack;
	struct buf t = buf_new(p->x->c->tmp);

	buf_addf(&t, "%.*s: %.*s (%.*s), ", STRF(pack->kind_title),
	    STRF(pack->org_name), STRF(pack->org_code));
	period_print_page(&t, pack->period);
	buf_addz(&t, " (");
	period_print_span(&t, pack->period);
	buf_addz(&t, b->sent != NULL ? "). This is the return as it was sent, "
				       "marked up."
				     : "). No return came.");
	form_put_long(p, buf_str(&t), LINE_WIDTH);
	if (pack->synthetic)
		form_put_long(p,
		    S("Synthetic data: organisation and figures are made up."),
		    LINE_WIDTH);
	if (pack->internal)
		form_put_long(p,
		    S("Internal: small numbers are not withheld. Do not "
		      "publish it or pass it on outside the organisation."),
		    LINE_WIDTH);
	if (pack->counts.n > 0)
		form_put_long(p, pack->counts, LINE_WIDTH);
	xlsx_put_link(p, 0, S("Contents"), S("Go to the contents"), LOOK_LINK);
	p->row++;
}

static void
put_steps(struct xlsx_page *p)
{
	static const char *const how[] = {
	    "1. Correct: change the cell on its sheet Return. Leave sheet "
	    "names and headings as they are.",
	    "2. Say why: where a figure is right, write the reason under Your "
	    "answer on the sheet Issue register.",
	    "3. Send: save the workbook as .xlsx under any name and send it "
	    "back; it is read as a return.",
	    "4. See the result: the next audit runs every check again.",
	};

	xlsx_put_row(p, S("How to send a correction"), LOOK_HEADING, 0);
	for (size_t i = 0; i < COUNT(how); i++)
		form_put_long(p, str_of(how[i]), LINE_WIDTH);
}

/* The title of the form in A1 is what a return is known by. */
void
audit_cover(struct marked_book *b)
{
	struct xlsx *x = &b->form.x;
	struct xlsx_page p = xlsx_page_new(x, S("Cover"),
	    b->sent != NULL ? b->in->form->title : x->pack->title, false);

	worksheet_set_column(p.sheet, 0, 0, 30, NULL);
	worksheet_set_column(p.sheet, 1, 1, 46, NULL);
	worksheet_set_column(p.sheet, 2, 2, 52, NULL);
	worksheet_activate(p.sheet);
	put_who(b, &p);
	if (b->sent == NULL)
		return;
	form_fields(&b->form, &p);
	put_steps(&p);
}

struct grid_column
audit_column(struct xlsx_page *p, lxw_col_t at, const char *head, double width)
{
	worksheet_set_column(p->sheet, at, at, width, NULL);
	return (struct grid_column){.head = str_of(head), .width = width};
}

static void
put_entry(struct xlsx_page *p, struct str sheet, struct str what)
{
	unsigned lines = words_lines(what, 78, false);

	xlsx_put_link(
	    p, 0, sheet, sheet, lines > 1 ? LOOK_TALL_LINK : LOOK_CELL_LINK);
	xlsx_put(p, 1, what, lines > 1 ? LOOK_TALL : LOOK_CELL);
	xlsx_set_lines(p, lines);
	p->row++;
}

bool
audit_table_shown(const struct xlsx_table *t)
{
	return !str_is(t->table->name, "issues");
}

void
audit_contents(struct marked_book *b)
{
	struct xlsx *x = &b->form.x;
	struct xlsx_page p =
	    xlsx_page_new(x, S("Contents"), S("Contents"), true);
	struct grid_column column[] = {audit_column(&p, 0, "Sheet", 32),
	    audit_column(&p, 1, "What it shows", 78)};
	lxw_row_t first;

	xlsx_put_row(&p,
	    S("This sheet contains one table, with a link to every sheet."),
	    LOOK_LINE, 0);
	worksheet_set_row(p.sheet, p.row, XLSX_LINE + 10, NULL);
	first = p.row++;
	put_entry(&p, S("Cover"),
	    b->sent != NULL ? S("Who sent the return, and how to correct it")
			    : S("What this workbook is"));
	put_entry(&p, S(ISSUE_REGISTER),
	    S("Every finding, with a link to its cell and room for an answer"));
	for (size_t i = 0; i < x->n_tables; i++)
		if (audit_table_shown(&x->table[i]))
			put_entry(&p, x->table[i].sheet, x->table[i].title);
	for (size_t i = 0; b->sent != NULL && i < b->in->form->n_topics; i++)
		put_entry(&p, b->in->form->topic[i].sheet,
		    str_fmt(x->c->tmp, "%.*s: as sent, marked up",
			STRF(b->in->form->topic[i].title)));
	if (b->sent != NULL)
		put_entry(&p, S("Definitions"),
		    S("Every item of the return, its unit and what it means"));
	if (xlsx_has_notes(x))
		put_entry(
		    &p, S("Notes"), S("Notes, and sources of the figures"));
	xlsx_mark_table(
	    &p, first, p.row - 1, S("contents"), column, COUNT(column));
}
