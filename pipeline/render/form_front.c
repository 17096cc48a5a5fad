/* render/form_front.c -- cover, definitions and uses of the return. */
#include <stdlib.h>
#include <string.h>

#include "render/form_book.h"

/* EPOCH: what Excel calls 1 January 1970. */
enum { LINE_WIDTH = 118, PERIODS = 4, EPOCH = 25569 };

static const double field_width = 30, answer_width = 46, help_width = 52;

static const struct {
	const char *help, *message, *refusal, *formula; /* %s: the cell */
} fields[RETURN_FIELDS] = {
    [RETURN_CODE] = {"The ODS code of the organisation, such as RV5.",
	"Three to six letters and digits.",
	"An ODS code has three to six letters and digits, such as RV5.",
	"=AND(LEN(%s)>=3,LEN(%s)<=6,ISERROR(FIND(\" \",%s)))"},
    [RETURN_NAME] = {"Its full name, as in the register.",
	"The organisation's full name.", "Type the organisation's name.",
	"=LEN(%s)>2"},
    [RETURN_PERIOD] = {"The quarter that the figures are about. Choose it from "
		       "the list.",
	"Choose the quarter from the list.",
	"Choose a quarter from the list, such as 2026-27-Q1.", NULL},
    [RETURN_CONTACT] = {"Who can answer questions about the figures.",
	"First and last name.", "Type a name.", "=LEN(%s)>2"},
    [RETURN_EMAIL] = {"Where the data audit and questions are to be sent.",
	"An address such as name@trust.nhs.uk.",
	"An e-mail address has an @ in it.", "=ISNUMBER(FIND(\"@\",%s))"},
    [RETURN_SENT] = {"The day on which you send the return.",
	"A date such as 14/07/2026.", "Type a date such as 14/07/2026.",
	"=AND(ISNUMBER(%s),%s>=DATE(2020,1,1))"},
    [RETURN_VERSION] = {"Leave this as it is.", NULL, NULL, NULL},
};

static struct str
answer_of(struct form_book *b, enum return_field f)
{
	struct buf t = buf_new(b->x.c->tmp);

	switch (f) {
	case RETURN_CODE:
		return b->fill->org_code;
	case RETURN_NAME:
		return b->fill->org_name;
	case RETURN_PERIOD:
		period_print(&t, b->fill->period);
		return buf_str(&t);
	case RETURN_CONTACT:
		return b->fill->contact;
	case RETURN_EMAIL:
		return b->fill->email;
	default:
		return S("");
	}
}

/* The quarter of the form and those before it, newest first. */
static const char **
periods(struct arena *mem, struct period from)
{
	const char **list = NEWS(mem, PERIODS + 1, const char *);

	for (int i = 0; i < PERIODS; i++) {
		struct buf b = buf_new(mem);

		period_print(&b, from);
		list[i] = b.p;
		from = period_holding(period_start(from) - 1);
	}
	return list;
}

static struct str
formula_of(struct arena *mem, const char *pattern, struct str cell)
{
	struct buf f = buf_new(mem);

	for (; *pattern != '\0'; pattern++) {
		if (pattern[0] == '%' && pattern[1] == 's') {
			buf_adds(&f, cell);
			pattern++;
		} else {
			buf_addc(&f, *pattern);
		}
	}
	return buf_str(&f);
}

static void
put_sent(struct form_book *b, struct xlsx_page *p)
{
	day sent = b->fill->sent;

	if (sent == 0 || sent == DAY_NONE)
		form_put_text(b, p, 1, S(""), b->date);
	else
		xlsx_note_error(&b->x, p->name,
		    worksheet_write_number(
			p->sheet, p->row, 1, sent + EPOCH, b->date));
}

static void
put_field(struct form_book *b, struct xlsx_page *p, enum return_field f)
{
	struct arena *mem = b->x.c->tmp;
	struct buf cell = buf_new(mem);
	unsigned lines;

	cell_print(&cell, p->row + 1, 2);
	form_put_text(b, p, 0, str_of(return_field[f]), b->beside[INPUT_TEXT]);
	if (f == RETURN_VERSION)
		xlsx_note_error(&b->x, p->name,
		    worksheet_write_number(
			p->sheet, p->row, 1, b->version, b->left));
	else if (f == RETURN_SENT)
		put_sent(b, p);
	else
		form_put_text(b, p, 1, answer_of(b, f), b->input[INPUT_TEXT]);
	form_put_text(b, p, 2, str_of(fields[f].help), b->beside[INPUT_TEXT]);
	lines = words_lines(answer_of(b, f), answer_width, false);
	if (words_lines(str_of(fields[f].help), help_width, false) > lines)
		lines = words_lines(str_of(fields[f].help), help_width, false);
	worksheet_set_row(p->sheet, p->row, XLSX_LINE * lines + 6, NULL);
	if (fields[f].message != NULL)
		form_check(b, p, p->row, p->row, 1,
		    fields[f].formula == NULL ? periods(mem, b->fill->period)
					      : NULL,
		    fields[f].formula == NULL
			? S("")
			: formula_of(mem, fields[f].formula, buf_str(&cell)),
		    str_of(return_field[f]), str_of(fields[f].message),
		    str_of(fields[f].refusal));
	p->row++;
}

void
form_fields(struct form_book *b, struct xlsx_page *p)
{
	xlsx_put_row(p, S("Who sends it"), LOOK_HEADING, 0);
	xlsx_put(p, 0, S("What"), LOOK_HEAD);
	xlsx_put(p, 1, S("Fill in"), LOOK_HEAD);
	xlsx_put(p, 2, S("How"), LOOK_HEAD);
	p->row++;
	for (enum return_field f = 0; f < RETURN_FIELDS; f++)
		put_field(b, p, f);
}

static void
put_how(struct form_book *b, struct xlsx_page *p)
{
	static const char *const how[] = {
	    "1. Fill in the cells that have a border; their headings begin "
	    "with Fill in. Beside each stands what was sent last quarter.",
	    "2. Write numbers only: 12 or 12.5, not 12 WTE and not 12%. A "
	    "percentage is never asked for.",
	    "3. Write 0 where there are none. Where there is no number, write "
	    "why: [x] it is not available, [z] it does not apply here, [c] you "
	    "withhold it. A blank cell counts as not sent.",
	    "4. Count true numbers, small ones too. Whoever publishes them "
	    "withholds what could identify a person.",
	    "5. A cell refuses what it cannot take and says why. Select it to "
	    "read what it asks for; all definitions stand on the sheet "
	    "Definitions.",
	    "6. Leave sheet names and headings as they are. Rows and columns "
	    "are found by their words, so lines of your own do no harm.",
	    "7. Save the workbook as .xlsx under any name and send it back.",
	};

	xlsx_put_row(p, S("How to fill it in"), LOOK_HEADING, 0);
	for (size_t i = 0; i < COUNT(how); i++)
		form_put_long(p, str_of(how[i]), LINE_WIDTH);
}

static size_t
cells_of(const struct form_book *b, size_t topic)
{
	const struct return_topic *t = &b->form->topic[topic];
	struct return_place at = {.topic = topic};
	size_t n = 0;

	for (at.row = 0; at.row < t->n_rows; at.row++)
		for (at.column = 0; at.column < t->n_columns; at.column++)
			n += form_has(b, at);
	return n;
}

static void
put_sheet_line(struct form_book *b, struct xlsx_page *p, struct str sheet,
    struct str what, struct str cells)
{
	xlsx_put_link(p, 0, sheet, sheet, LOOK_CELL_LINK);
	form_put_text(b, p, 1, what, b->beside[INPUT_TEXT]);
	form_put_text(b, p, 2, cells, b->beside[INPUT_TEXT]);
	p->row++;
}

static void
put_sheets(struct form_book *b, struct xlsx_page *p)
{
	xlsx_put_row(p, S("The sheets"), LOOK_HEADING, 0);
	xlsx_put(p, 0, S("Sheet"), LOOK_HEAD);
	xlsx_put(p, 1, S("What it asks"), LOOK_HEAD);
	xlsx_put(p, 2, S("Cells to fill in"), LOOK_HEAD);
	p->row++;
	for (size_t i = 0; i < b->form->n_topics; i++)
		put_sheet_line(b, p, b->form->topic[i].sheet,
		    b->form->topic[i].title,
		    str_fmt(b->x.c->tmp, "%zu", cells_of(b, i)));
	put_sheet_line(b, p, S("Definitions"),
	    S("Every item, its unit and what it means"), S("none"));
	put_sheet_line(b, p, S("Indicators"),
	    S("What your figures are used for"), S("none"));
}

void
form_cover(struct form_book *b)
{
	struct arena *mem = b->x.c->tmp;
	struct xlsx_page p =
	    xlsx_page_new(&b->x, S("Cover"), b->form->title, false);
	struct buf t = buf_new(mem);

	worksheet_set_column(p.sheet, 0, 0, field_width, NULL);
	worksheet_set_column(p.sheet, 1, 1, answer_width, NULL);
	worksheet_set_column(p.sheet, 2, 2, help_width, NULL);
	worksheet_activate(p.sheet);
	period_print_page(&t, b->fill->period);
	buf_addz(&t, " (");
	period_print_span(&t, b->fill->period);
	buf_addz(&t, "): staff, roles, learning and wellbeing of NHS children "
		     "and young people's mental health services.");
	form_put_long(&p, buf_str(&t), LINE_WIDTH);
	if (b->fill->synthetic)
		form_put_long(&p,
		    S("Synthetic data: organisation and figures are made up."),
		    LINE_WIDTH);
	form_fields(b, &p);
	put_how(b, &p);
	put_sheets(b, &p);
}

static struct grid_column
list_column(struct xlsx_page *p, lxw_col_t at, const char *head, double width)
{
	worksheet_set_column(p->sheet, at, at, width, NULL);
	return (struct grid_column){.head = str_of(head), .width = width};
}

static void
put_list_row(struct xlsx_page *p, const struct grid_column *column,
    const struct str *text, size_t n)
{
	unsigned lines = 1;

	for (size_t i = 0; i < n; i++) {
		unsigned k = words_lines(text[i], column[i].width, false);
		lines = k > lines ? k : lines;
	}
	for (size_t i = 0; i < n; i++)
		xlsx_put(p, (lxw_col_t)i,
		    text[i].n > 0 ? text[i] : SHORTHAND_MISSING,
		    lines > 1 ? LOOK_TALL : LOOK_CELL);
	xlsx_set_lines(p, lines);
	p->row++;
}

/* "This sheet contains one table." and room for its heads; gives their row. */
static lxw_row_t
open_list(struct xlsx_page *p, struct str what)
{
	xlsx_put_row(p, what, LOOK_LINE, 0);
	xlsx_put_link(p, 0, S("Cover"), S("Go to the cover"), LOOK_LINK);
	p->row++;
	worksheet_set_row(p->sheet, p->row, XLSX_LINE + 10, NULL);
	return p->row++;
}

static struct str
used_for(struct arena *mem, const struct return_measure *m)
{
	struct buf b = buf_new(mem);

	if (m->n_feeds == 0)
		return m->unused;
	for (size_t i = 0; i < m->n_feeds; i++) {
		buf_addz(&b, i > 0 ? ", " : "");
		buf_adds(&b, m->feeds[i]);
	}
	return buf_str(&b);
}

void
form_definitions(struct form_book *b)
{
	struct xlsx_page p =
	    xlsx_page_new(&b->x, S("Definitions"), S("Definitions"), true);
	struct grid_column column[] = {list_column(&p, 0, "Item", 44),
	    list_column(&p, 1, "Sheet", 28), list_column(&p, 2, "Unit", 14),
	    list_column(&p, 3, "Definition", 66),
	    list_column(&p, 4, "Used for", 34)};
	lxw_row_t first = open_list(&p,
	    S("This sheet contains one table: what every item means and which "
	      "indicators it is used for."));

	for (size_t i = 0; i < b->form->n_measures; i++) {
		const struct return_measure *m = &b->form->measure[i];
		struct str text[] = {m->label, b->form->topic[m->topic].sheet,
		    m->unit, m->definition, used_for(b->x.c->tmp, m)};

		if (m->since <= b->version)
			put_list_row(&p, column, text, COUNT(text));
	}
	xlsx_mark_table(
	    &p, first, p.row - 1, S("definitions"), column, COUNT(column));
	worksheet_repeat_rows(p.sheet, first, first);
}

static int
by_id(const void *a, const void *b)
{
	const struct str *x = a, *y = b;

	return strcmp(x->p, y->p);
}

/* Every indicator that a measure or the form as a whole names, once, by its
 * id. */
static struct str *
indicators(struct form_book *b, size_t *n)
{
	const struct return_form *form = b->form;
	struct str *all = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; i <= form->n_measures; i++) {
		bool own = i < form->n_measures;
		size_t feeds =
		    own ? form->measure[i].n_feeds : form->n_every_cell_feeds;

		for (size_t k = 0; k < feeds; k++) {
			struct str id = own ? form->measure[i].feeds[k]
					    : form->every_cell_feeds[k];
			size_t at = 0;

			while (at < *n && !str_eq(all[at], id))
				at++;
			if (at < *n)
				continue;
			ARENA_GROW(b->x.c->mem, all, *n, cap);
			all[(*n)++] = id;
		}
	}
	if (*n > 0)
		qsort(all, *n, sizeof *all, by_id);
	return all;
}

static bool
feeds_itself(const struct return_measure *m, struct str id)
{
	for (size_t i = 0; i < m->n_feeds; i++)
		if (str_eq(m->feeds[i], id))
			return true;
	return false;
}

/* "Return vacancies: Funded establishment, Vacant posts; Return ..." */
static struct str
items_of(struct form_book *b, struct str id)
{
	const struct return_form *form = b->form;
	struct buf t = buf_new(b->x.c->tmp);
	size_t topic = form->n_topics;

	for (size_t i = 0; i < form->n_measures; i++) {
		const struct return_measure *m = &form->measure[i];

		if (!feeds_itself(m, id) || m->since > b->version)
			continue;
		if (m->topic != topic)
			buf_addf(&t, "%s%.*s: ", t.n > 0 ? "; " : "",
			    STRF(form->topic[m->topic].sheet));
		else
			buf_addz(&t, ", ");
		topic = m->topic;
		buf_adds(&t, m->label);
	}
	return t.n > 0 ? buf_str(&t) : S("every cell of the return");
}

void
form_indicators(struct form_book *b)
{
	struct xlsx_page p =
	    xlsx_page_new(&b->x, S("Indicators"), S("Indicators"), true);
	struct grid_column column[] = {list_column(&p, 0, "Indicator", 18),
	    list_column(&p, 1, "Title", 50),
	    list_column(&p, 2, "Sheets and items it takes", 110)};
	lxw_row_t first = open_list(&p,
	    S("This sheet contains one table: the indicators of the packs and "
	      "what they take from this return."));
	size_t n;
	struct str *id = indicators(b, &n);

	for (size_t i = 0; i < n; i++) {
		const struct indicator *known =
		    b->fill->catalogue != NULL
			? catalogue_find(b->fill->catalogue, id[i])
			: NULL;
		struct str text[] = {id[i],
		    known != NULL ? known->title : S(""), items_of(b, id[i])};

		put_list_row(&p, column, text, COUNT(text));
	}
	xlsx_mark_table(
	    &p, first, p.row - 1, S("indicators"), column, COUNT(column));
	worksheet_repeat_rows(p.sheet, first, first);
}
