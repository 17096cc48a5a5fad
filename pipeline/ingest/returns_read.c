/* ingest/returns_read.c -- a return's file: which sheet is which topic, what its
 * cover says, what is missing. */
#include "base/num.h"
#include "ingest/returns_file.h"
#include "model/vocabulary.h"

enum { CODE_MIN = 3, CODE_MAX = 6 };

const struct cell *
returns_cell(const struct row *row, uint32_t column)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->cell[i].column == column)
			return row->cell[i].type == CELL_BLANK &&
				       !row->cell[i].uncalculated
				   ? NULL
				   : &row->cell[i];
	return NULL;
}

struct str
returns_text(const struct row *row, uint32_t column)
{
	const struct cell *c = returns_cell(row, column);

	return c == NULL ? S("") : str_trim(c->text);
}

struct str
returns_value(struct returns *r, const struct row *row, uint32_t column)
{
	const struct cell *c = returns_cell(row, column);
	struct buf b = buf_new(r->file_mem);

	if (c == NULL || c->type != CELL_NUMBER || c->is_date)
		return returns_text(row, column);
	num_short(&b, c->number);
	return buf_str(&b);
}

static struct str
place_text(struct returns *r, uint32_t row, uint32_t column)
{
	struct buf b = buf_new(r->file_mem);

	if (row > 0 && column > 0)
		cell_print(&b, row, column);
	return buf_str(&b);
}

struct finding
returns_odd(struct returns *r, enum finding_kind kind, uint32_t row,
    uint32_t column, struct str value)
{
	return (struct finding){.kind = kind,
	    .sheet = r->sheet_name,
	    .cell = place_text(r, row, column),
	    .value = value,
	    .own = true,
	    .place = value};
}

void
returns_find(struct returns *r, enum finding_kind kind, uint32_t row,
    uint32_t column, struct str value)
{
	findings_add(r->odd, returns_odd(r, kind, row, column, value));
}

struct str
returns_row_words(
    struct returns *r, const struct return_topic *t, size_t row, int version)
{
	struct buf b = buf_new(r->file_mem);

	for (size_t i = 0; i < t->n_labels; i++) {
		buf_addz(&b, i > 0 ? ", " : "");
		buf_adds(&b, return_label(&t->row[row], i, version));
	}
	return buf_str(&b);
}

/* The newest words, so that a place is called the same in every quarter. */
struct finding
returns_odd_cell(struct returns *r, enum finding_kind kind, uint32_t row,
    uint32_t column, struct return_place at, struct str value)
{
	const struct return_topic *t = &r->form->topic[at.topic];
	struct finding f = returns_odd(r, kind, row, column, value);

	f.place = str_fmt(r->file_mem, "%.*s / %.*s",
	    STRF(returns_row_words(r, t, at.row, r->form->version)),
	    STRF(t->column[at.column].heading));
	f.observation = (uint32_t)r->n_cells + 1;
	return f;
}

void
returns_open(struct returns *r, struct arena *file_mem, bool at_once)
{
	r->file_mem = file_mem;
	r->odd = findings_new(file_mem);
	r->read =
	    (struct return_read){.at_once = at_once, .received = DAY_NONE};
	r->line = NEWS(file_mem, r->rows, struct return_line);
	r->column = NEWS(file_mem, r->columns, uint32_t);
	r->value = NEWS(file_mem, r->cells, double);
	r->reason = NEWS(file_mem, r->cells, unsigned char);
	r->n_lines = r->n_cells = 0;
	r->said = NULL;
	r->n_said = r->cap_said = 0;
	r->seen = NEWS(file_mem, r->form->n_topics, struct returns_seen);
	for (size_t i = 0; i < r->form->n_topics; i++) {
		const struct return_topic *t = &r->form->topic[i];

		r->seen[i].row = NEWS(file_mem, t->n_rows, bool);
		r->seen[i].column = NEWS(file_mem, t->n_columns, bool);
	}
	for (int i = 0; i < RETURN_FIELDS; i++)
		r->answer[i] = (struct returns_answer){.there = false};
}

/* The second sheet of a topic is left out: which one is meant cannot be known. */
static void
enter(struct returns *r, size_t topic)
{
	const struct return_topic *t = &r->form->topic[topic];

	if (r->seen[topic].sheet) {
		returns_find(r, FINDING_return_twice, 0, 0, t->title);
		r->ignored = true;
		return;
	}
	r->seen[topic].sheet = true;
	r->seen[topic].name = r->sheet_name;
	r->at = topic;
	r->next = 0;
	r->label = NEWS(r->file_mem, t->n_labels, uint32_t);
	r->fill = &r->column[r->topic[topic].first];
}

void
returns_sheet(struct returns *r, const struct sheet *sheet)
{
	struct str key;

	r->sheet = sheet->index;
	r->sheet_name = str_dup(r->file_mem, sheet->name);
	r->cover = r->ignored = false;
	key = label_key(r->file_mem, sheet->name);
	r->is_register = returns_is_register(key);
	r->answers = r->notes = 0;
	memset(r->issue, 0, sizeof r->issue);
	r->at = r->form->n_topics;
	for (size_t i = 0; i < r->form->n_topics; i++)
		if (str_eq(key, r->topic[i].sheet)) {
			enter(r, i);
			return;
		}
}

/* A sheet under another name is known by its title. */
static void
know_by_title(struct returns *r, const struct row *row)
{
	struct str key = label_key(r->file_mem, returns_text(row, 1));

	r->cover = returns_fits(r, row);
	r->is_register = r->is_register || returns_is_register(key);
	for (size_t i = 0; !r->cover && i < r->form->n_topics; i++)
		if (str_eq(key, r->topic[i].title)) {
			enter(r, i);
			return;
		}
}

static void
note_date(struct returns_answer *a, const struct cell *c)
{
	if ((a->is_date = c != NULL && c->is_date))
		a->date = c->when;
}

static void
take_answer(struct returns *r, const struct row *row, uint32_t column,
    struct returns_answer *out)
{
	*out = (struct returns_answer){
	    .text = str_dup(r->file_mem, returns_text(row, column)),
	    .sheet = r->sheet_name,
	    .cell = place_text(r, row->number, column),
	    .there = true};
	note_date(out, returns_cell(row, column));
}

static void
cover_row(struct returns *r, const struct row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *c = &row->cell[i];
		struct str key;

		if (c->type != CELL_TEXT)
			continue;
		key = label_key(r->file_mem, c->text);
		if (r->answers == 0 && str_eq(key, r->fill_in))
			r->answers = c->column;
		for (int f = 0; f < RETURN_FIELDS; f++)
			if (!r->answer[f].there && str_eq(key, r->field[f]))
				take_answer(r, row,
				    r->answers > 0 ? r->answers : c->column + 1,
				    &r->answer[f]);
	}
}

void
returns_row(struct returns *r, const struct row *row)
{
	if (r->ignored)
		return;
	if (row->number == 1 && r->at == r->form->n_topics)
		know_by_title(r, row);
	if (r->is_register)
		returns_register_row(r, row);
	else if (r->cover)
		cover_row(r, row);
	else if (r->at < r->form->n_topics)
		returns_topic_row(r, row);
}

/* Why the return is left out: the only finding of it. */
static bool
refuse(struct returns *r, enum finding_kind kind, enum return_field f,
    struct str other)
{
	r->read.left_out = true;
	r->read.why = (struct finding){.kind = kind,
	    .sheet = r->answer[f].sheet,
	    .cell = r->answer[f].cell,
	    .org = r->answer[RETURN_CODE].text,
	    .value = r->answer[f].text,
	    .other = other};
	return false;
}

static bool
is_code(struct str code)
{
	for (size_t i = 0; i < code.n; i++)
		if (!g_ascii_isalnum(code.p[i]))
			return false;
	return code.n >= CODE_MIN && code.n <= CODE_MAX;
}

static struct str
upper(struct arena *mem, struct str s)
{
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < s.n; i++)
		buf_addc(&b, g_ascii_toupper(s.p[i]));
	return buf_str(&b);
}

/* A quarter, however its parts are held together: 2026-27-Q1, 2026-27 Q1. */
static bool
read_period(struct arena *mem, struct str text, day *date)
{
	struct buf b = buf_new(mem);
	struct period p;

	for (size_t i = 0; i < text.n; i++)
		buf_addc(
		    &b, text.p[i] == ' ' ? '-' : g_ascii_toupper(text.p[i]));
	if (!period_parse(buf_str(&b), &p) || p.quarter == 0)
		return false;
	*date = period_end(p);
	return true;
}

/* Organisation, quarter and version; false after the one finding. */
static bool
read_cover(struct returns *r)
{
	const struct returns_answer *a = r->answer;
	struct return_read *read = &r->read;
	double v = 0;

	if (!num_parse(a[RETURN_VERSION].text, &v) || v < 1 ||
	    v > r->form->version || v != (int)v)
		return refuse(r, FINDING_return_version, RETURN_VERSION,
		    str_fmt(r->file_mem, "%d", r->form->version));
	if (!is_code(a[RETURN_CODE].text))
		return refuse(r, FINDING_return_code, RETURN_CODE, S(""));
	if (!read_period(r->file_mem, a[RETURN_PERIOD].text, &read->date))
		return refuse(r, FINDING_return_period, RETURN_PERIOD, S(""));
	read->version = (int)v;
	read->code_as_written = a[RETURN_CODE].text;
	read->code = upper(r->file_mem, a[RETURN_CODE].text);
	read->name = a[RETURN_NAME].text;
	read->sheet = a[RETURN_CODE].sheet;
	read->code_cell = a[RETURN_CODE].cell;
	read->name_cell = a[RETURN_NAME].cell;
	return true;
}

/* DAY_NONE when the cover does not say, or says no day. */
static day
read_sent(struct returns *r)
{
	const struct returns_answer *a = &r->answer[RETURN_SENT];
	struct finding f;
	day when;

	if (a->is_date)
		return a->date;
	if (a->text.n == 0)
		return DAY_NONE;
	if (day_parse_iso(a->text, &when) || day_parse_british(a->text, &when))
		return when;
	f = returns_odd(r, FINDING_return_sent, 0, 0, a->text);
	f.sheet = a->sheet;
	f.cell = a->cell;
	f.place = str_of(return_field[RETURN_SENT]);
	findings_add(r->odd, f);
	return DAY_NONE;
}

/* A topic may be newer than the form. */
static bool
is_asked(const struct return_topic *t, int version)
{
	for (size_t i = 0; i < t->n_rows; i++)
		for (size_t k = 0; k < t->n_columns; k++)
			if (t->row[i].since <= version &&
			    t->column[k].since <= version)
				return true;
	return false;
}

/* What the version asks for and the file has not. */
static void
miss(struct returns *r, size_t topic, int version)
{
	const struct return_topic *t = &r->form->topic[topic];
	const struct returns_seen *seen = &r->seen[topic];

	r->sheet_name = seen->name;
	if (!seen->sheet) {
		if (is_asked(t, version))
			returns_find(r, FINDING_return_sheet, 0, 0, t->sheet);
		return;
	}
	for (size_t i = 0; i < t->n_columns; i++)
		if (!seen->column[i] && t->column[i].since <= version)
			returns_find(r, FINDING_return_heading, 0, 0,
			    return_heading(&t->column[i], version));
	for (size_t i = 0; seen->heads && i < t->n_rows; i++)
		if (!seen->row[i] && t->row[i].since <= version)
			returns_find(r, FINDING_return_row, 0, 0,
			    returns_row_words(r, t, i, version));
}

static void
take_odd(struct returns *r)
{
	size_t n = findings_count(r->odd);
	struct finding *odd = NEWS(r->file_mem, n, struct finding);

	for (size_t i = 0; i < n; i++)
		odd[i] = *findings_at(r->odd, i);
	r->read.odd = odd;
	r->read.n_odd = n;
}

static void
take_cells(struct returns *r)
{
	struct return_read *read = &r->read;

	read->line = r->line;
	read->n_lines = r->n_lines;
	read->column = r->column;
	read->n_columns = r->columns;
	read->value = r->value;
	read->reason = r->reason;
	read->n_cells = read->n_reasons = r->n_cells;
}

const struct return_read *
returns_end(struct returns *r)
{
	/* One that is left out has nothing else to say. */
	if (!read_cover(r))
		return &r->read;
	r->read.received = read_sent(r);
	for (size_t i = 0; i < r->form->n_topics; i++)
		miss(r, i, r->read.version);
	take_odd(r);
	take_cells(r);
	r->read.said = r->said;
	r->read.n_said = r->n_said;
	return &r->read;
}
