/* ingest/csv.c -- rows of comma, semicolon or tab separated text. */
#include <string.h>

#include "ingest/csv_marks.h"
#include "ingest/encoding.h"
#include "ingest/window.h"

/* How much is looked at to find the separator. */
#define SNIFF_LINES 50
#define SNIFF_BYTES ((size_t)64 << 10)

struct csv {
	struct reading *r;
	struct window window;
	struct marks marks;
	struct cell
	    *cell; /* columns are numbered, and nothing but a text set */
	size_t n, cap;
	uint32_t number; /* of the row, from 1 */
	bool enough;
};

enum outcome { ROW_READ, ROW_CUT, ROW_FAILED };

static bool
csv_fits(struct str bytes)
{
	return true;
}

static struct at
csv_at(const struct csv *v, uint32_t row)
{
	return (struct at){.file = v->r->label, .line = row};
}

/* Counts of one candidate: lines that share the usual count, that count. */
struct candidate {
	size_t lines, count;
};

static struct candidate
usual_count(const size_t *count, size_t lines)
{
	struct candidate best = {0, 0};

	for (size_t i = 0; i < lines; i++) {
		size_t same = 0;

		if (count[i] == 0)
			continue;
		for (size_t j = 0; j < lines; j++)
			same += count[j] == count[i];
		if (same > best.lines ||
		    (same == best.lines && count[i] > best.count))
			best = (struct candidate){same, count[i]};
	}
	return best;
}

static bool
digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

/* The separator is the one found the same number of times, outside quotes, on
 * the most of the first lines. With as many lines tab and semicolon win over
 * commas that all stand between digits (1,5;2,0). */
static char
find_separator(struct str text)
{
	static const char mark[] = {',', ';', '\t'};
	size_t count[3][SNIFF_LINES] = {{0}}, lines = 0;
	bool quoted = false, only_decimals = true, filled = false;
	struct candidate best, c;
	int found = 0;

	text = str_slice(text, 0, SNIFF_BYTES);
	for (size_t i = 0; i < text.n && lines < SNIFF_LINES; i++) {
		char ch = text.p[i];

		if (ch == '"')
			quoted = !quoted;
		else if (!quoted && (ch == '\n' || ch == '\r'))
			lines += filled;
		filled = quoted || (ch != '\n' && ch != '\r');
		for (int k = 0; k < 3 && !quoted && lines < SNIFF_LINES; k++)
			count[k][lines] += ch == mark[k];
		if (ch == ',' && !quoted &&
		    !(i > 0 && i + 1 < text.n && digit(text.p[i - 1]) &&
			digit(text.p[i + 1])))
			only_decimals = false;
	}
	if (lines < SNIFF_LINES)
		lines += filled;
	best = usual_count(count[0], lines);
	for (int k = 1; k < 3; k++) {
		c = usual_count(count[k], lines);
		if (c.lines > best.lines ||
		    (c.lines == best.lines && c.lines > 0 &&
			(c.count > best.count ||
			    (found == 0 && only_decimals)))) {
			best = c;
			found = k;
		}
	}
	return mark[found];
}

/* Excel's first line "sep=;" names the separator and is no row. */
static bool
cut_sep_line(struct str *text, char *separator)
{
	struct str line, rest;

	str_cut(str_slice(*text, 0, 16), '\n', &line, &rest);
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	if (line.n == 7 && line.p[0] == '"' && line.p[6] == '"')
		line = str_slice(line, 1, 6);
	if (line.n != 5 || line.p[4] == '"' ||
	    !str_eq_nocase(str_slice(line, 0, 4), S("sep=")))
		return false;
	*separator = line.p[4];
	str_cut(*text, '\n', &line, text);
	return true;
}

static enum outcome
too_long(struct csv *v)
{
	diag_fail(&v->r->c, csv_at(v, v->number),
	    "a cell has more than %llu bytes, perhaps for want of a closing "
	    "quote; the limit is text_bytes in settings.yaml",
	    (unsigned long long)v->r->limits->text_bytes);
	return ROW_FAILED;
}

static enum outcome
too_many(struct csv *v)
{
	diag_fail(&v->r->c, csv_at(v, v->number),
	    "has more than %u columns; the limit is columns in settings.yaml",
	    v->r->limits->columns);
	return ROW_FAILED;
}

static enum outcome
unclosed(struct csv *v, size_t column)
{
	diag_fail(&v->r->c, csv_at(v, v->number),
	    "the quote that opens cell %zu is never closed; close it or ask "
	    "for the file again",
	    column);
	return ROW_FAILED;
}

static void
more_cells(struct csv *v)
{
	ARENA_GROW(v->r->c.mem, v->cell, v->n, v->cap);
	for (size_t i = v->n; i < v->cap; i++)
		v->cell[i].column = (uint32_t)i + 1;
}

/* A field with doubled quotes, or with text behind its closing quote, which
 * belongs to it, as Excel has it. *at stands behind the opening quote, and then
 * on the field's end. NULL when the stretch ends first. */
static const char *
quoted_field(struct csv *v, const char *p, struct marks *m, struct str *out)
{
	const char *end = v->window.end, *q;
	struct buf b = buf_new(v->r->c.tmp);

	for (;;) {
		q = memchr(p, '"', (size_t)(end - p));
		if (q == NULL)
			return NULL;
		buf_add(&b, p, (size_t)(q - p));
		p = q + 1;
		if (p == end || *p != '"')
			break;
		buf_addc(&b, '"');
		p++;
	}
	marks_start(m, p);
	do
		q = marks_next(m, end);
	while (q < end && *q == '"');
	buf_add(&b, p, (size_t)(q - p));
	*out = buf_str(&b);
	return q;
}

static void
put_cell(struct cell *cell, const char *p, const char *end)
{
	cell->type = p == end ? CELL_BLANK : CELL_TEXT;
	cell->text = (struct str){p, (size_t)(end - p)};
}

/* Most fields have no quotes and end with a separator: those from p on, until
 * something else comes, or room or a limit is reached, which is read_row's. A
 * third less time over 91 MB. */
static const char *
plain_fields(struct csv *v, const char *p, struct marks *marks)
{
	struct marks m = *marks;
	const char *end = v->window.end, *q;
	uint64_t longest = v->r->limits->text_bytes;
	uint32_t columns = v->r->limits->columns;
	size_t n = v->n, most = v->cap < columns ? v->cap : columns;

	while (n < most) {
		if (m.bits == 0 && end - m.block <= 64)
			break;
		if (m.bits == 0) {
			m.block += 64;
			m.bits = marks_of_block(&m);
			continue;
		}
		q = m.block + __builtin_ctzll(m.bits);
		if (q >= end || *q != m.separator || (size_t)(q - p) > longest)
			break;
		m.bits &= m.bits - 1;
		put_cell(&v->cell[n++], p, q);
		p = q + 1;
	}
	v->n = n;
	*marks = m;
	return p;
}

/* The row at *at, which then stands behind it. A row that the stretch's end
 * cuts off is read again when there is more. */
static enum outcome
read_row(struct csv *v, const char **at)
{
	const char *p = *at, *end = v->window.end, *q;
	struct marks m = v->marks;
	uint64_t longest = v->r->limits->text_bytes;
	uint32_t columns = v->r->limits->columns;
	struct str text;

	v->n = 0;
	for (;;) {
		p = plain_fields(v, p, &m);
		q = marks_next(&m, end);
		if (q == p && q < end && *p == '"') {
			p++;
			do
				q = marks_next(&m, end);
			while (q < end && *q != '"');
			text = (struct str){p, (size_t)(q - p)};
			if (q == end && text.n > longest)
				return too_long(v);
			if (q == end)
				return v->window.ended ? unclosed(v, v->n + 1)
						       : ROW_CUT;
			q++;
			if (q == end ? v->window.ended
				     : *q != '"' && marks_is(&m, *q)) {
				q = marks_next(&m, end);
			} else {
				q = quoted_field(v, p, &m, &text);
				if (q == NULL)
					return v->window.ended
						   ? unclosed(v, v->n + 1)
						   : ROW_CUT;
			}
		} else {
			while (q < end && *q == '"')
				q = marks_next(&m, end);
			text = (struct str){p, (size_t)(q - p)};
		}
		if (text.n > longest)
			return too_long(v);
		if (q == end && !v->window.ended)
			return ROW_CUT;
		if (v->n >= columns)
			return too_many(v);
		if (v->n == v->cap)
			more_cells(v);
		put_cell(&v->cell[v->n++], text.p, text.p + text.n);
		p = q + 1;
		if (q == end || *q != m.separator)
			break;
	}
	if (q < end && *q == '\r') {
		if (p == end && !v->window.ended)
			return ROW_CUT;
		if (p < end && *p == '\n')
			p = marks_next(&m, end) + 1;
	}
	*at = q == end ? end : p;
	v->marks = m;
	return ROW_READ;
}

static void
hand_over(struct csv *v)
{
	struct row row = {v->number, false, v->cell, v->n};

	if (v->n == 1 && v->cell[0].type == CELL_BLANK)
		row.n = 0; /* an empty line */
	v->enough = !v->r->visitor->row(v->r->visitor->self, &row);
}

static bool
read_rows(struct csv *v, const char *p)
{
	struct window *w = &v->window;

	marks_start(&v->marks, p);
	while (!v->enough) {
		struct arena_mark m = arena_mark(v->r->c.tmp);
		enum outcome outcome;

		if (p == w->end && w->ended)
			break;
		if (v->number >= v->r->limits->rows)
			return diag_fail(&v->r->c, csv_at(v, v->number),
			    "has more than %u rows; the limit is rows in "
			    "settings.yaml",
			    v->r->limits->rows);
		v->number++;
		outcome = p == w->end ? ROW_CUT : read_row(v, &p);
		if (outcome == ROW_READ)
			hand_over(v);
		arena_rewind(v->r->c.tmp, m);
		if (outcome == ROW_FAILED)
			return false;
		if (outcome == ROW_CUT) {
			v->number--;
			if (!window_more(w, &p))
				return false;
			marks_start(&v->marks, p);
		}
	}
	return true;
}

static bool
csv_read(struct reading *r)
{
	struct csv *v = NEW(r->c.mem, struct csv);
	struct encoding e;
	struct sheet sheet = {0};
	struct str text;
	char separator;

	v->r = r;
	if (!encoding_open(&e, r))
		return false;
	v->window = (struct window){
	    .r = r, .fill = encoding_fill, .self = &e, .likely = r->size};
	if (!window_open(&v->window))
		return false;
	text = (struct str){v->window.p, (size_t)(v->window.end - v->window.p)};
	if (!cut_sep_line(&text, &separator))
		separator = find_separator(text);
	marks_of(&v->marks, separator);
	return !reading_sheet(r, &sheet) || read_rows(v, text.p);
}

const struct reader reader_csv = {"csv", csv_fits, csv_read};
