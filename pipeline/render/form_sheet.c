/* render/form_sheet.c -- one topic of the return on one sheet: cells to fill in,
 * what was sent last quarter beside each, and checks. */
#include <math.h>

#include "render/form_book.h"
#include "render/xlsx_arial.h"

/* In digits of the sheet's font. */
static const double label_min = 14, label_max = 44, unit_width = 13,
		    definition_width = 62, notes_width = 28, check_width = 42,
		    value_width = 12;
enum { LINE_WIDTH = 126 };

/* Where a topic's columns lie on its sheet. */
struct layout {
	lxw_col_t unit, first, definition, notes, check, n; /* check 0: none */
	lxw_row_t heads; /* the row of the headings */
	lxw_row_t *row;  /* by the topic's row */
	lxw_col_t *fill; /* by the topic's column; 0: not in this version */
};

static bool
has_column(const struct form_book *b, const struct return_column *k)
{
	return k->since <= b->version;
}

static bool
has_row(const struct form_book *b, const struct return_row *r)
{
	return r->since <= b->version;
}

static struct str
cell_name(struct arena *mem, lxw_row_t row, lxw_col_t column)
{
	struct buf b = buf_new(mem);

	cell_print(&b, row + 1, (uint32_t)column + 1);
	return buf_str(&b);
}

static void
put_definitions(struct form_book *b, struct xlsx_page *p, size_t topic)
{
	const struct return_form *form = b->form;

	for (size_t i = 0; i < form->n_measures; i++) {
		const struct return_measure *m = &form->measure[i];

		if (m->topic == topic && m->since <= b->version)
			form_put_long(p,
			    str_fmt(b->x.c->tmp, "%.*s (%.*s): %.*s",
				STRF(m->label), STRF(m->unit),
				STRF(m->definition)),
			    LINE_WIDTH);
	}
}

/* What the audit says of the sheet as a whole, and how its cells are marked. */
static void
put_marks(struct form_book *b, struct xlsx_page *p, size_t topic)
{
	if (!b->fill->audited)
		return;
	form_put_long(p,
	    S("The audit asks about cells with a fill. Each has a comment, and "
	      "the column Check at the end of its row says which and why; "
	      "answers go to the sheet Issue register."),
	    LINE_WIDTH);
	for (size_t i = 0; i < b->fill->n_marks; i++) {
		struct form_mark *m = &b->fill->mark[i];

		if (m->measure.n > 0 || m->topic != topic)
			continue;
		m->row = p->row + 1;
		m->column = 1;
		form_put_long(p,
		    str_fmt(b->x.c->tmp, "%.*s: %.*s", STRF(m->status),
			STRF(m->comment)),
		    LINE_WIDTH);
	}
}

static void
put_intro(struct form_book *b, struct xlsx_page *p, size_t topic)
{
	const struct return_topic *t = &b->form->topic[topic];

	for (size_t i = 0; i < t->n_about; i++)
		form_put_long(p, t->about[i], LINE_WIDTH);
	form_put_long(p,
	    S("Fill in the cells with a border, under headings that begin with "
	      "Fill in. Write 0 for none; [x] not available, [z] does not "
	      "apply, "
	      "[c] withheld. A blank cell counts as not sent."),
	    LINE_WIDTH);
	if (!t->measure_rows)
		put_definitions(b, p, topic);
	put_marks(b, p, topic);
	xlsx_put_link(p, 0, S("Cover"), S("Go to the cover"), LOOK_LINK);
	p->row++;
}

/* The longest word decides, since headings wrap at spaces. */
static double
heading_width(struct str heading)
{
	return fmax(
	    value_width, arial_column(words_longest(heading, true)) + 1);
}

static double
label_width(const struct form_book *b, const struct return_topic *t, size_t i)
{
	double width = label_min;

	for (size_t k = 0; k < t->n_rows; k++) {
		struct str label = return_label(&t->row[k], i, b->version);
		double w = arial_column(arial_width(label, false)) + 1;
		if (w > width)
			width = w;
	}
	return width < label_max ? width : label_max;
}

static void
put_heading(struct form_book *b, struct xlsx_page *p, lxw_col_t column,
    struct str heading, double width, bool right, unsigned *lines)
{
	unsigned n = words_lines(heading, width - right, true);

	if (n > *lines)
		*lines = n;
	xlsx_put(p, column, heading, right ? LOOK_HEAD_RIGHT : LOOK_HEAD);
	xlsx_note_error(&b->x, p->name,
	    worksheet_set_column(p->sheet, column, column, width, NULL));
}

static void
put_headings(struct form_book *b, struct xlsx_page *p,
    const struct return_topic *t, struct layout *at)
{
	struct arena *mem = b->x.c->tmp;
	lxw_col_t next = 0;
	unsigned lines = 1;

	for (size_t i = 0; i < t->n_labels; i++)
		put_heading(b, p, next++, t->label[i], label_width(b, t, i),
		    false, &lines);
	if (t->measure_rows) {
		at->unit = next;
		put_heading(b, p, next++, S("Unit"), unit_width, false, &lines);
	}
	at->first = next;
	for (size_t i = 0; i < t->n_columns; i++) {
		struct str heading = return_heading(&t->column[i], b->version);
		double width = heading_width(heading);

		if (!has_column(b, &t->column[i]))
			continue;
		at->fill[i] = next;
		put_heading(b, p, next++,
		    str_fmt(mem, RETURN_FILL_IN "%.*s", STRF(heading)), width,
		    true, &lines);
		put_heading(b, p, next++,
		    str_fmt(mem, RETURN_LAST "%.*s", STRF(heading)), width,
		    true, &lines);
	}
	if (t->measure_rows) {
		at->definition = next;
		put_heading(b, p, next++, S("Definition"), definition_width,
		    false, &lines);
	}
	at->notes = next;
	put_heading(
	    b, p, next++, S("Notes, if any"), notes_width, false, &lines);
	if (b->fill->audited) {
		at->check = next;
		put_heading(
		    b, p, next++, S("Check"), check_width, false, &lines);
	}
	at->n = next;
	at->heads = p->row;
	worksheet_set_row(p->sheet, p->row, XLSX_LINE * lines + 10, NULL);
	p->row++;
}

/* What was said last quarter, in words where there is no number or mark. */
static void
put_last(struct form_book *b, struct xlsx_page *p, lxw_col_t column,
    const struct form_value *last, const struct return_measure *m)
{
	lxw_format *f = b->beside[INPUT_WHOLE];

	if (last == NULL || last->reason == REASON_BLANK)
		form_put_text(b, p, column, S("not sent"), f);
	else if (last->reason == REASON_UNREADABLE)
		form_put_text(b, p, column, S("not readable"), f);
	else
		form_put_value(b, p, column, last, m, b->beside);
}

/* "Error AUD401 in Inpatient WTE" */
static void
add_status(const struct form_book *b, const struct form_mark *m,
    const struct return_column *k, struct buf *status)
{
	buf_addf(status, "%s%.*s in %.*s", status->n > 0 ? "; " : "",
	    STRF(m->status), STRF(return_heading(k, b->version)));
}

static void
put_comment(struct form_book *b, struct xlsx_page *p, lxw_col_t column,
    struct form_mark *m)
{
	enum { WIDTH = 320, LINE = 20, CHARS = 44 };
	struct arena *mem = b->x.c->tmp;
	lxw_comment_options o = {.author = (char *)"Data audit",
	    .font_name = (char *)"Arial",
	    .font_size = 11,
	    .width = WIDTH,
	    .height =
		(uint16_t)(LINE * (words_lines(m->comment, CHARS, false) + 2))};

	m->row = p->row + 1;
	m->column = (uint32_t)column + 1;
	b->x.comments = true;
	xlsx_note_error(&b->x, p->name,
	    worksheet_write_comment_opt(p->sheet, p->row, column,
		words_of_cell(mem, m->comment).p, &o));
}

/* The answers of a row, what was said last quarter, and what is asked. */
static void
put_cells(struct form_book *b, struct xlsx_page *p, struct return_place place,
    const struct layout *at, struct buf *status)
{
	const struct return_topic *t = &b->form->topic[place.topic];

	for (place.column = 0; place.column < t->n_columns; place.column++) {
		lxw_col_t column = at->fill[place.column];
		struct str dim[DIM_N];
		const struct return_measure *m =
		    return_cell(b->form, place, dim);
		lxw_format *look[INPUT_N];
		struct form_mark *mark;

		if (column == 0)
			continue;
		mark = form_marked(b, place);
		for (int i = 0; i < INPUT_N; i++)
			look[i] = mark == NULL ? b->input[i]
					       : b->marked[i][mark->level];
		form_put_value(
		    b, p, column, form_lookup(b, b->answer, place), m, look);
		if (mark != NULL) {
			put_comment(b, p, column, mark);
			add_status(b, mark, &t->column[place.column], status);
		}
		put_last(b, p, column + 1, form_lookup(b, b->last, place), m);
	}
}

static void
put_row(struct form_book *b, struct xlsx_page *p, struct return_place place,
    struct layout *at)
{
	const struct return_topic *t = &b->form->topic[place.topic];
	const struct return_row *r = &t->row[place.row];
	struct buf status = buf_new(b->x.c->tmp);
	unsigned lines = 1, n;

	at->row[place.row] = p->row;
	for (size_t i = 0; i < t->n_labels; i++)
		form_put_text(b, p, (lxw_col_t)i,
		    return_label(r, i, b->version), b->beside[INPUT_TEXT]);
	if (t->measure_rows) {
		const struct return_measure *m = &b->form->measure[r->measure];

		form_put_text(b, p, at->unit, m->unit, b->beside[INPUT_TEXT]);
		form_put_text(
		    b, p, at->definition, m->definition, b->beside[INPUT_TEXT]);
		n = words_lines(m->definition, definition_width, false);
		lines = n > lines ? n : lines;
		n = words_lines(r->label[0], label_width(b, t, 0), false);
		lines = n > lines ? n : lines;
	}
	put_cells(b, p, place, at, &status);
	form_put_text(b, p, at->notes, S(""), b->input[INPUT_TEXT]);
	if (at->check > 0) {
		form_put_text(
		    b, p, at->check, buf_str(&status), b->beside[INPUT_TEXT]);
		n = words_lines(buf_str(&status), check_width, false);
		lines = n > lines ? n : lines;
	}
	worksheet_set_row(p->sheet, p->row, XLSX_LINE * lines + 4, NULL);
	p->row++;
}

/* A number of its kind, not below zero nor above its bound, or a shorthand. */
static struct str
formula_of(struct form_book *b, struct return_place place,
    const struct layout *at, const struct return_measure *m)
{
	struct arena *mem = b->x.c->tmp;
	struct str cell =
	    cell_name(mem, at->row[place.row], at->fill[place.column]);
	struct buf f = buf_new(mem);
	struct return_place bound;

	buf_addf(&f, "=IF(ISNUMBER(%s),AND(%s>=0", cell.p, cell.p);
	if (m->number == RETURN_WHOLE)
		buf_addf(&f, ",%s=INT(%s)", cell.p, cell.p);
	if (return_bound(b->form, place, &bound) && form_has(b, bound)) {
		struct str limit =
		    cell_name(mem, at->row[bound.row], at->fill[bound.column]);

		buf_addf(&f, ",IF(ISNUMBER(%s),%s<=%s,TRUE)", limit.p, cell.p,
		    limit.p);
	}
	buf_addf(&f, "),OR(%s=\"[c]\",%s=\"[x]\",%s=\"[z]\"))", cell.p, cell.p,
	    cell.p);
	return buf_str(&f);
}

static struct str
refusal_of(struct form_book *b, const struct return_measure *m)
{
	struct buf t = buf_new(b->x.c->tmp);

	buf_addz(&t, m->number == RETURN_WHOLE
			 ? "Type a whole number, 0 or more"
			 : "Type a number, 0 or more");
	if (m->at_most >= 0)
		buf_addf(&t, ", not above %.*s",
		    STRF(b->form->measure[m->at_most].label));
	buf_addz(&t, "; or [x] not available, [z] does not apply, [c] "
		     "withheld.");
	return buf_str(&t);
}

/* Rows r1 to r2 of a column ask for one measure. */
static void
check_run(struct form_book *b, struct xlsx_page *p, struct return_place place,
    size_t last, const struct layout *at, const struct return_measure *m)
{
	static const char *yes_no[] = {"Yes", "No", "[x]", "[z]", NULL};
	struct arena *mem = b->x.c->tmp;
	bool choice = m->number == RETURN_YES_NO;
	struct str help = str_fmt(mem, "%.*s%s", STRF(m->definition),
	    choice                      ? " Choose Yes or No."
	    : m->number == RETURN_WHOLE ? " A whole number."
					: " Decimals may be used.");

	form_check(b, p, at->row[place.row], at->row[last],
	    at->fill[place.column], choice ? yes_no : NULL,
	    choice ? S("") : formula_of(b, place, at, m),
	    str_fmt(mem, "%.*s, %.*s", STRF(m->label), STRF(m->unit)), help,
	    choice ? S("Choose Yes, No, [x] not available or [z] does not "
		       "apply.")
		   : refusal_of(b, m));
}

static void
put_checks(struct form_book *b, struct xlsx_page *p, size_t topic,
    const struct layout *at)
{
	const struct return_topic *t = &b->form->topic[topic];
	struct return_place place = {.topic = topic};
	struct str dim[DIM_N];

	for (place.column = 0; place.column < t->n_columns; place.column++) {
		if (at->fill[place.column] == 0)
			continue;
		for (place.row = 0; place.row < t->n_rows;) {
			const struct return_measure *m =
			    return_cell(b->form, place, dim);
			size_t last = place.row;

			if (at->row[place.row] == 0) {
				place.row++;
				continue;
			}
			while (!t->measure_rows && last + 1 < t->n_rows &&
			       at->row[last + 1] == at->row[last] + 1)
				last++;
			check_run(b, p, place, last, at, m);
			place.row = last + 1;
		}
	}
}

/* Screen readers take the headings of a region from a name of this form. */
static void
name_region(struct form_book *b, struct xlsx_page *p, const struct layout *at)
{
	struct arena *mem = b->x.c->tmp;
	struct str first = cell_name(mem, at->heads, 0),
		   last = cell_name(mem, p->row - 1, at->n - 1);
	struct str name = str_fmt(mem, "'%.*s'!TitleRegion1.%s.%s.%u",
	    STRF(p->name), first.p, last.p, p->sheet->index + 1);
	struct buf f = buf_new(mem);
	struct str letters = first;

	while (letters.n > 0 && letters.p[letters.n - 1] <= '9')
		letters.n--;
	buf_addf(&f, "='%.*s'!$%.*s$%u", STRF(p->name), STRF(letters),
	    at->heads + 1);
	xlsx_note_error(
	    &b->x, p->name, workbook_define_name(b->x.book, name.p, f.p));
}

void
form_topic(struct form_book *b, size_t topic)
{
	const struct return_topic *t = &b->form->topic[topic];
	struct arena *mem = b->x.c->tmp;
	struct return_place place = {.topic = topic};
	struct layout at = {.row = NEWS(mem, t->n_rows, lxw_row_t),
	    .fill = NEWS(mem, t->n_columns, lxw_col_t)};
	struct xlsx_page p = xlsx_page_new(&b->x, t->sheet, t->title, true);

	put_intro(b, &p, topic);
	put_headings(b, &p, t, &at);
	for (; place.row < t->n_rows; place.row++)
		if (has_row(b, &t->row[place.row]))
			put_row(b, &p, place, &at);
	put_checks(b, &p, topic, &at);
	name_region(b, &p, &at);
	worksheet_repeat_rows(p.sheet, at.heads, at.heads);
}
