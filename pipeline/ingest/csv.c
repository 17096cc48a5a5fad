/* ingest/csv.c -- rows of comma, semicolon or tab separated text. */
#include <string.h>

#include "ingest/encoding.h"

/* How much is looked at to find the separator. */
#define SNIFF_LINES 50
#define SNIFF_BYTES ((size_t)256 << 10)

struct csv {
	struct reading *r;
	struct str text;
	char separator;
	bool ends[256]; /* characters that end a plain field */
	struct cell *cell;
	size_t n, cap;
	uint32_t number; /* of the row, from 1 */
	bool enough;
};

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

	str_cut(*text, '\n', &line, &rest);
	if (line.n > 0 && line.p[line.n - 1] == '\r')
		line.n--;
	if (line.n == 7 && line.p[0] == '"' && line.p[6] == '"')
		line = str_slice(line, 1, 6);
	if (line.n != 5 || line.p[4] == '"' ||
	    !str_eq_nocase(str_slice(line, 0, 4), S("sep=")))
		return false;
	*separator = line.p[4];
	*text = rest;
	return true;
}

static bool
too_long(struct csv *v)
{
	return diag_fail(&v->r->c, csv_at(v, v->number),
	    "a cell has more than %llu bytes, perhaps for want of a closing "
	    "quote; the limit is text_bytes in settings.yaml",
	    (unsigned long long)v->r->limits->text_bytes);
}

/* A field that opens with a quote; *at stands behind the quote. What follows
 * the closing quote up to the separator belongs to it, as Excel has it. */
static bool
quoted_field(struct csv *v, const char **at, const char *end, struct str *out)
{
	const char *p = *at, *q = memchr(p, '"', (size_t)(end - p));
	struct buf b;

	if (q != NULL && (q + 1 == end || v->ends[(unsigned char)q[1]])) {
		*out = (struct str){p, (size_t)(q - p)};
		*at = q + 1;
		return true;
	}
	b = buf_new(v->r->c.tmp);
	while (q != NULL) {
		buf_add(&b, p, (size_t)(q - p));
		p = q + 1;
		if (p == end || *p != '"')
			break;
		buf_addc(&b, '"');
		p++;
		q = memchr(p, '"', (size_t)(end - p));
	}
	if (q == NULL)
		return diag_fail(&v->r->c, csv_at(v, v->number),
		    "the quote that opens cell %zu is never closed; close it "
		    "or ask for the file again",
		    v->n + 1);
	while (p < end && !v->ends[(unsigned char)*p])
		buf_addc(&b, *p++);
	*out = buf_str(&b);
	*at = p;
	return true;
}

static bool
read_row(struct csv *v, const char **at, const char *end)
{
	const char *p = *at;
	uint64_t longest = v->r->limits->text_bytes;

	v->n = 0;
	for (;;) {
		const char *start = p;
		struct str text;
		struct cell *cell;

		if (p < end && *p == '"') {
			p++;
			if (!quoted_field(v, &p, end, &text))
				return false;
		} else {
			while (p < end && !v->ends[(unsigned char)*p])
				p++;
			text = (struct str){start, (size_t)(p - start)};
		}
		if (text.n > longest)
			return too_long(v);
		if (v->n >= v->r->limits->columns)
			return diag_fail(&v->r->c, csv_at(v, v->number),
			    "has more than %u columns; the limit is columns "
			    "in settings.yaml",
			    v->r->limits->columns);
		ARENA_GROW(v->r->c.mem, v->cell, v->n, v->cap);
		cell = &v->cell[v->n++];
		cell->column = (uint32_t)v->n;
		cell->type = text.n == 0 ? CELL_BLANK : CELL_TEXT;
		cell->text = text;
		if (p == end || *p != v->separator)
			break;
		p++;
	}
	if (p < end)
		p += *p == '\r' && end - p > 1 && p[1] == '\n' ? 2 : 1;
	*at = p;
	return true;
}

static bool
read_rows(struct csv *v)
{
	const char *p = v->text.p, *end = v->text.p + v->text.n;

	while (p < end && !v->enough) {
		struct arena_mark m = arena_mark(v->r->c.tmp);
		struct row row;

		if (v->number >= v->r->limits->rows)
			return diag_fail(&v->r->c, csv_at(v, v->number),
			    "has more than %u rows; the limit is rows in "
			    "settings.yaml",
			    v->r->limits->rows);
		v->number++;
		if (!read_row(v, &p, end))
			return false;
		if (v->n == 1 && v->cell[0].type == CELL_BLANK)
			v->n = 0; /* an empty line */
		row = (struct row){v->number, false, v->cell, v->n};
		v->enough = !v->r->visitor->row(v->r->visitor->self, &row);
		arena_rewind(v->r->c.tmp, m);
	}
	return true;
}

static bool
csv_read(struct reading *r)
{
	struct csv v = {.r = r};
	struct sheet sheet = {0};

	if (!encoding_utf8(r, &v.text))
		return false;
	if (!cut_sep_line(&v.text, &v.separator))
		v.separator = find_separator(v.text);
	v.ends['\n'] = v.ends['\r'] = v.ends[(unsigned char)v.separator] = true;
	return !reading_sheet(r, &sheet) || read_rows(&v);
}

const struct reader reader_csv = {"csv", csv_fits, csv_read};
