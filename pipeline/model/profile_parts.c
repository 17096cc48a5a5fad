/* model/profile_parts.c -- the parts that profiles are made of: columns, places
 * of texts, patterns, conditions; and where in the file one went wrong. */
#include <glib.h>

#include "model/profile_schema.h"

/* The line of a key at the left edge, or of an item in the list under it. A list
 * in brackets stands on its key's line. Of a key that is missing: where keys
 * begin. */
static unsigned
line_of(struct str text, struct str key, int item)
{
	struct str line, rest = text;
	unsigned n = 0, at = 0, first = 0;
	size_t edge = SIZE_MAX;

	while (str_cut(rest, '\n', &line, &rest) || line.n > 0) {
		size_t indent = 0;
		n++;
		while (indent < line.n && line.p[indent] == ' ')
			indent++;
		if (indent == line.n || line.p[indent] == '#')
			continue;
		first = first == 0 ? n : first;
		if (at == 0) {
			if (str_starts(line, key) && line.n > key.n &&
			    line.p[key.n] == ':')
				at = n;
			if (at != 0 && item < 0)
				break;
			continue;
		}
		if (indent == 0 && line.p[0] != '-')
			break;
		if (line.p[indent] != '-' ||
		    (edge != SIZE_MAX && indent != edge))
			continue;
		edge = indent;
		if (item-- == 0)
			return n;
	}
	return at != 0 ? at : first;
}

bool
make_fail(const struct making *m, const char *fmt, ...)
{
	struct buf b = buf_new(m->c->tmp);
	struct at at = {.file = m->p->path,
	    .line = line_of(m->text, str_of(m->key), m->item)};
	va_list ap;

	va_start(ap, fmt);
	buf_vaddf(&b, fmt, ap);
	va_end(ap);
	return diag_fail(m->c, at, "%s: %.*s", m->key, STRF(buf_str(&b)));
}

struct str
make_text(const struct making *m, const char *z)
{
	return str_dup(m->c->mem, str_trim(str_of(z)));
}

struct str *
make_texts(const struct making *m, struct raw_list l, size_t *n)
{
	struct str *s = NEWS(m->c->mem, l.n, struct str);

	*n = l.n;
	for (unsigned i = 0; i < l.n; i++)
		s[i] = make_text(m, l.z[i]);
	return s;
}

static void
widen(struct arena *mem, struct profile *p)
{
	size_t n = p->n_columns, cap = p->cap_columns;

	ARENA_GROW(mem, p->column, n, cap);
	cap = p->cap_columns;
	ARENA_GROW(mem, p->column_title, n, cap);
	cap = p->cap_columns;
	ARENA_GROW(mem, p->needed, n, cap);
	cap = p->cap_columns;
	ARENA_GROW(mem, p->read, n, cap);
	p->cap_columns = cap;
}

int
make_column(const struct making *m, const char *title, bool needed)
{
	struct profile *p = m->p;
	struct str key;
	size_t i;

	if (title == NULL)
		return NO_COLUMN;
	key = header_key(m->c->mem, str_of(title));
	for (i = 0; i < p->n_columns && !str_eq(p->column[i], key); i++)
		;
	if (i == p->n_columns) {
		widen(m->c->mem, p);
		p->column[i] = key;
		p->column_title[i] = make_text(m, title);
		p->needed[i] = p->read[i] = false;
		p->n_columns++;
	}
	p->needed[i] = p->needed[i] || needed;
	return (int)i;
}

int
make_read(const struct making *m, const char *title, bool needed)
{
	int i = make_column(m, title, needed);

	if (i != NO_COLUMN)
		m->p->read[i] = true;
	return i;
}

bool
make_pattern(
    const struct making *m, const char *text, bool strict, struct pattern **out)
{
	struct str why;

	*out = NULL;
	if (text == NULL)
		return true;
	*out = pattern_new(m->c->mem, make_text(m, text), strict, &why);
	return *out != NULL ||
	       make_fail(m, "'%s' is not a regular expression: %.*s", text,
		   STRF(why));
}

static void
place_columns(const struct making *m, const struct raw_place *raw,
    struct profile_place *out)
{
	out->kind = PLACE_COLUMNS;
	out->n = raw->column != NULL ? 1 : raw->columns.n;
	out->column = NEWS(m->c->mem, out->n, int);
	if (raw->column != NULL)
		out->column[0] = make_read(m, raw->column, true);
	else
		for (size_t i = 0; i < out->n; i++)
			out->column[i] = make_read(m, raw->columns.z[i], true);
}

#define ROW_MAX 50 /* headings stand near the header row */

static bool
place_headings(const struct making *m, const struct raw_place *raw,
    struct profile_place *out)
{
	out->kind = PLACE_HEADINGS;
	out->n_rows = raw->headings.n;
	out->row = NEWS(m->c->mem, out->n_rows, int);
	for (size_t i = 0; i < out->n_rows; i++) {
		out->row[i] = raw->headings.row[i];
		if (out->row[i] > ROW_MAX || out->row[i] < -ROW_MAX)
			return make_fail(
			    m, "headings are %d rows away at most", ROW_MAX);
		if (out->row[i] > (int)m->p->below)
			m->p->below = (unsigned)out->row[i];
	}
	return true;
}

bool
make_place(const struct making *m, const struct raw_place *raw,
    struct profile_place *out)
{
	const char *pattern = raw->sheet  ? raw->sheet
			      : raw->file ? raw->file
					  : raw->title;
	int given = (raw->column != NULL) + (raw->columns.n > 0) +
		    (raw->constant != NULL) + (raw->sheet != NULL) +
		    (raw->file != NULL) + (raw->title != NULL) +
		    (raw->headings.n > 0) + raw->section;

	*out = (struct profile_place){0};
	if (given != 1)
		return make_fail(m,
		    "give one place that it comes from: columns, constant, "
		    "sheet, file, title, headings or section");
	if (raw->column != NULL || raw->columns.n > 0)
		place_columns(m, raw, out);
	if (raw->headings.n > 0 && !place_headings(m, raw, out))
		return false;
	if (raw->constant != NULL) {
		out->kind = PLACE_CONSTANT;
		out->constant = make_text(m, raw->constant);
	}
	if (raw->section) {
		out->kind = PLACE_SECTION;
		if (m->raw->sections == NULL)
			return make_fail(m, "there are no 'sections'");
	}
	if (pattern != NULL)
		out->kind = raw->sheet  ? PLACE_SHEET
			    : raw->file ? PLACE_FILE
					: PLACE_TITLE;
	return make_pattern(m, pattern, false, &out->pattern);
}

bool
make_rewrites(const struct making *m, const struct raw_rewrites *raw,
    struct profile_rewrite **out, size_t *n)
{
	*n = raw->n;
	*out = NEWS(m->c->mem, raw->n, struct profile_rewrite);
	for (size_t i = 0; i < raw->n; i++) {
		struct profile_rewrite *r = &(*out)[i];
		if ((raw->r[i].word == NULL) != raw->r[i].skip)
			return make_fail(
			    m, "a pattern needs either 'word' or 'skip: yes'");
		r->word = make_text(m, raw->r[i].word);
		r->skip = raw->r[i].skip;
		if (!make_pattern(m, raw->r[i].matches, false, &r->matches))
			return false;
	}
	return true;
}

static bool
make_condition(const struct making *m, const struct raw_condition *raw,
    struct profile_condition *out)
{
	int given = (raw->matches != NULL) + (raw->equals.n > 0) +
		    (raw->is != 0) + (raw->date != 0);

	if (given != 1)
		return make_fail(m,
		    "of column '%s' give one of equals, matches, is and date",
		    raw->column);
	out->column = make_read(m, raw->column, true);
	out->equals = make_texts(m, raw->equals, &out->n);
	out->format = raw->format;
	out->kind = raw->is != 0           ? (enum condition_kind)raw->is
		    : raw->date != 0       ? (enum condition_kind)raw->date
		    : raw->matches != NULL ? CONDITION_MATCHES
					   : CONDITION_EQUALS;
	return make_pattern(m, raw->matches, false, &out->matches);
}

bool
make_conditions(const struct making *m, const struct raw_conditions *raw,
    struct profile_conditions *out)
{
	out->n = raw->n;
	out->c = NEWS(m->c->mem, raw->n, struct profile_condition);
	for (size_t i = 0; i < raw->n; i++)
		if (!make_condition(m, &raw->c[i], &out->c[i]))
			return false;
	return true;
}
