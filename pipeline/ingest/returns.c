/* ingest/returns.c -- the quarterly return: recognised by its cover, read by its
 * words. */
#include "base/hash.h"
#include "base/num.h"
#include "ingest/returns_file.h"
#include "model/vocabulary.h"

/* A return says what its organisation is called; any register knows better. */
enum { PRECEDENCE = 5, CODE_MIN = 3, CODE_MAX = 6 };

static GHashTable *
table(struct arena *mem)
{
	return hash_tie(mem, g_hash_table_new(g_str_hash, g_str_equal));
}

/* The first of equal keys stays: what is called so now comes before what was. */
static void
lead(GHashTable *t, const char *key, size_t to)
{
	if (!g_hash_table_contains(t, key))
		g_hash_table_insert(t, (gpointer)key, GSIZE_TO_POINTER(to + 1));
}

static const char *
row_key(struct arena *mem, const struct return_row *row, size_t n, int version)
{
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < n; i++) {
		buf_adds(&b, label_key(mem, return_label(row, i, version)));
		buf_addc(&b, '\x1f');
	}
	return b.p;
}

static void
learn(struct returns *r, size_t topic)
{
	const struct return_topic *t = &r->form->topic[topic];
	struct returns_topic *to = &r->topic[topic];

	to->row = table(r->work);
	to->column = table(r->work);
	to->label = NEWS(r->work, t->n_labels, struct str);
	for (size_t i = 0; i < t->n_labels; i++)
		to->label[i] = label_key(r->work, t->label[i]);
	for (int version = r->form->version; version > 0; version--) {
		for (size_t i = 0; i < t->n_rows; i++)
			lead(to->row,
			    row_key(r->work, &t->row[i], t->n_labels, version),
			    i);
		for (size_t i = 0; i < t->n_columns; i++)
			lead(to->column,
			    label_key(
				r->work, return_heading(&t->column[i], version))
				.p,
			    i);
	}
}

struct returns *
returns_new(struct arena *mem, struct arena *work, struct dataset *d,
    struct reg *reg, const struct return_form *form)
{
	struct returns *r = NEW(work, struct returns);

	r->mem = mem;
	r->work = work;
	r->d = d;
	r->reg = reg;
	r->form = form;
	r->topic = NEWS(work, form->n_topics, struct returns_topic);
	for (size_t i = 0; i < form->n_topics; i++)
		learn(r, i);
	return r;
}

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

static bool
says(struct arena *mem, struct str text, struct str words)
{
	return str_eq(label_key(mem, text), label_key(mem, words));
}

bool
returns_fits(const struct returns *r, const struct row *row)
{
	return row->number == 1 &&
	       str_eq_nocase(returns_text(row, 1), r->form->title);
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
	    .file = r->d->source[r->source].path,
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
	f.observation = (uint32_t)r->d->n + 1;
	return f;
}

void
returns_open(struct returns *r, uint16_t source, struct findings *run)
{
	r->file_mem = arena_new("return");
	r->source = source;
	r->run = run;
	r->odd = findings_new(r->file_mem);
	r->first = r->d->n;
	r->rows = r->n_said = r->cap_said = 0;
	r->seen = NEWS(r->file_mem, r->form->n_topics, struct returns_seen);
	for (size_t i = 0; i < r->form->n_topics; i++) {
		const struct return_topic *t = &r->form->topic[i];

		r->seen[i].row = NEWS(r->file_mem, t->n_rows, bool);
		r->seen[i].column = NEWS(r->file_mem, t->n_columns, bool);
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
	r->label = NEWS(r->file_mem, t->n_labels, uint32_t);
	r->fill = NEWS(r->file_mem, t->n_columns, uint32_t);
}

void
returns_sheet(struct returns *r, const struct sheet *sheet)
{
	r->sheet = sheet->index;
	r->sheet_name = str_dup(r->file_mem, sheet->name);
	r->cover = r->ignored = false;
	r->is_register = returns_is_register(r, sheet->name);
	r->answers = r->notes = 0;
	memset(r->issue, 0, sizeof r->issue);
	r->at = r->form->n_topics;
	for (size_t i = 0; i < r->form->n_topics; i++)
		if (says(r->file_mem, sheet->name, r->form->topic[i].sheet)) {
			enter(r, i);
			return;
		}
}

/* A sheet under another name is known by its title. */
static void
know_by_title(struct returns *r, const struct row *row)
{
	struct str title = returns_text(row, 1);

	r->cover = returns_fits(r, row);
	r->is_register = r->is_register || returns_is_register(r, title);
	for (size_t i = 0; !r->cover && i < r->form->n_topics; i++)
		if (says(r->file_mem, title, r->form->topic[i].title)) {
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
cover_row(struct returns *r, const struct row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *c = &row->cell[i];

		if (c->type != CELL_TEXT)
			continue;
		if (r->answers == 0 && says(r->file_mem, c->text, S("Fill in")))
			r->answers = c->column;
		for (int f = 0; f < RETURN_FIELDS; f++) {
			uint32_t column =
			    r->answers > 0 ? r->answers : c->column + 1;
			if (r->answer[f].there || !says(r->file_mem, c->text,
						      str_of(return_field[f])))
				continue;
			r->answer[f] = (struct returns_answer){
			    .text =
				str_dup(r->file_mem, returns_text(row, column)),
			    .sheet = r->sheet_name,
			    .cell = place_text(r, row->number, column),
			    .there = true};
			note_date(&r->answer[f], returns_cell(row, column));
		}
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
    struct str value, struct str other)
{
	findings_add(r->run, (struct finding){.kind = kind,
				 .file = r->d->source[r->source].path,
				 .sheet = r->answer[f].sheet,
				 .cell = r->answer[f].cell,
				 .org = r->answer[RETURN_CODE].text,
				 .value = value,
				 .other = other});
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
read_cover(struct returns *r, struct returns_kept *k)
{
	struct returns_answer *a = r->answer;
	double v = 0;
	struct buf newest = buf_new(r->file_mem);

	buf_addf(&newest, "%d", r->form->version);
	if (!num_parse(a[RETURN_VERSION].text, &v) || v < 1 ||
	    v > r->form->version || v != (int)v)
		return refuse(r, FINDING_return_version, RETURN_VERSION,
		    a[RETURN_VERSION].text, buf_str(&newest));
	k->version = (int)v;
	if (!is_code(a[RETURN_CODE].text))
		return refuse(r, FINDING_return_code, RETURN_CODE,
		    a[RETURN_CODE].text, S(""));
	if (!read_period(r->file_mem, a[RETURN_PERIOD].text, &k->date))
		return refuse(r, FINDING_return_period, RETURN_PERIOD,
		    a[RETURN_PERIOD].text, S(""));
	k->source = r->source;
	k->code =
	    symbols_add(r->d->symbols, upper(r->file_mem, a[RETURN_CODE].text));
	k->name = symbols_add(r->d->symbols, a[RETURN_NAME].text);
	k->sheet = str_dup(r->work, a[RETURN_CODE].sheet);
	k->code_cell = str_dup(r->work, a[RETURN_CODE].cell);
	k->name_cell = str_dup(r->work, a[RETURN_NAME].cell);
	for (size_t i = 0; i < r->n_kept; i++)
		if (r->kept[i].code == k->code && r->kept[i].date == k->date)
			return refuse(r, FINDING_return_again, RETURN_CODE,
			    symbols_text(r->d->symbols, k->code),
			    r->d->source[r->kept[i].source].path);
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
tell_all(struct returns *r, const struct returns_kept *k)
{
	for (size_t i = 0; i < findings_count(r->odd); i++) {
		struct finding f = *findings_at(r->odd, i);

		f.org = symbols_text(r->d->symbols, k->code);
		f.date = k->date;
		for (unsigned n = 0; n < f.times; n++)
			findings_add(r->run, f);
	}
}

static void
keep_sent(struct returns *r, const struct returns_kept *k)
{
	struct dataset *d = r->d;

	ARENA_GROW(r->mem, d->sent, d->n_sent, d->cap_sent);
	d->sent[d->n_sent++] = (struct return_sent){
	    k->code, k->date, k->source, k->version, k->received};
}

static void
keep(struct returns *r, const struct returns_kept *k)
{
	struct source *s = &r->d->source[r->source];
	struct particulars say = {.name = k->name};

	for (size_t i = r->first; i < r->d->n; i++) {
		r->d->observation[i].org = k->code;
		r->d->observation[i].date = k->date;
	}
	ARENA_GROW(r->work, r->kept, r->n_kept, r->cap_kept);
	r->kept[r->n_kept++] = *k;
	keep_sent(r, k);
	returns_keep_said(r, k);
	reg_say(r->reg, k->code, &say, k->date);
	reg_keep(r->reg, PRECEDENCE);
	s->profile = S(RETURN_PROFILE);
	s->title = r->form->title;
	s->publisher = symbols_text(r->d->symbols, k->name);
	s->rows = r->rows;
	s->observations = r->d->n - r->first;
	s->date = k->date;
}

bool
returns_close(struct returns *r)
{
	struct returns_kept k;

	if (!read_cover(r, &k)) {
		returns_drop(r);
		return false;
	}
	k.received = read_sent(r);
	for (size_t i = 0; i < r->form->n_topics; i++)
		miss(r, i, k.version);
	keep(r, &k);
	tell_all(r, &k);
	arena_free(r->file_mem);
	return true;
}

void
returns_drop(struct returns *r)
{
	r->d->n = r->first;
	arena_free(r->file_mem);
}
