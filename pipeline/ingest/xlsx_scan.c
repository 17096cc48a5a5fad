/* ingest/xlsx_scan.c -- the fast way over ordinary rows of a sheet. */
#include <string.h>

#include "ingest/xlsx.h"

/* Ordinary is what Excel, LibreOffice and the usual libraries write: no
 * prefixes, comments, CDATA, processing instructions, entities in attributes,
 * runs of rich text or line ends to be normalised. Anything else, and anything
 * ill-formed or not wholly in the stretch, is left to expat, row by row; so the
 * scanner may call a row unusual whenever in doubt, and need not explain. The
 * stretch ends with NULs, which stop every loop. */

struct scan {
	struct xlsx_rows *rows;
	struct arena *tmp;
	bool failed; /* a message was given */
	const struct lexer *lexer;
	const unsigned char *kind;
};

static const char *
skip_space(const char *p)
{
	while (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')
		p++;
	return p;
}

/* The attributes that the standard gives a row, a cell and a formula. Any other
 * might be ill-formed in more ways than are worth the knowing. */
static const struct str row_names[] = {{"r", 1}, {"spans", 5},
    {"x14ac:dyDescent", 15}, {"hidden", 6}, {"ht", 2}, {"customHeight", 12},
    {"s", 1}, {"customFormat", 12}, {"outlineLevel", 12}, {"collapsed", 9},
    {"thickTop", 8}, {"thickBot", 8}, {"ph", 2}};
static const struct str cell_names[] = {
    {"r", 1}, {"s", 1}, {"t", 1}, {"cm", 2}, {"vm", 2}, {"ph", 2}};
static const struct str formula_names[] = {{"t", 1}, {"ref", 3}, {"si", 2},
    {"ca", 2}, {"aca", 3}, {"dt2D", 4}, {"dtr", 3}, {"r1", 2}, {"r2", 2},
    {"del1", 4}, {"del2", 4}, {"bx", 2}, {"xml:space", 9}};

enum { ROW_R = 0, ROW_X14AC = 2, ROW_HIDDEN = 3 };
enum { CELL_R, CELL_S, CELL_T };
#define NAMES_MAX COUNT(row_names)

/* One attribute at p, into the value of its name; NULL when it is unusual. */
static inline const char *
attribute(const struct scan *s, const char *p, const struct str *names,
    size_t n, struct str *value)
{
	const char *q = p;
	size_t i = 0, length;
	char quote;

	while ((s->kind[(unsigned char)*q] & NAME_STOP) == 0)
		q++;
	quote = *q == '=' ? q[1] : '\0';
	if (quote != '"' && quote != '\'')
		return NULL;
	length = (size_t)(q - p);
	while (i < n && (names[i].n != length || *names[i].p != *p ||
			    memcmp(names[i].p, p, length) != 0))
		i++;
	if (i == n || value[i].p != NULL)
		return NULL; /* not known, or given twice */
	p = q += 2;
	while (*q != quote) {
		if (s->kind[(unsigned char)*q] & VALUE_UNUSUAL)
			return NULL;
		q++;
	}
	value[i] = (struct str){p, (size_t)(q - p)};
	q++;
	return *q == ' ' || *q == '>' || *q == '/' || *q == '\n' ||
		       *q == '\r' || *q == '\t'
		   ? q
		   : NULL;
}

/* All attributes of a tag, up to its end. */
static inline const char *
attributes(const struct scan *s, const char *p, const struct str *names,
    size_t n, struct str *value)
{
	for (p = skip_space(p); *p != '>' && *p != '/'; p = skip_space(p)) {
		p = attribute(s, p, names, n, value);
		if (p == NULL)
			return NULL;
	}
	return p;
}

/* Behind the tag's end; *empty when it was "/>". */
static const char *
tag_end(const char *p, bool *empty)
{
	*empty = *p == '/';
	p += *empty;
	return *p == '>' ? p + 1 : NULL;
}

/* A formula is skipped; only that there is one matters. p is behind "<f". */
static const char *
scan_formula(const struct scan *s, const char *p)
{
	struct str value[NAMES_MAX] = {0}, text;
	bool empty;

	p = attributes(s, p, formula_names, COUNT(formula_names), value);
	p = p == NULL ? NULL : tag_end(p, &empty);
	if (p == NULL || empty)
		return p;
	p = lexer_text(s->lexer, p, &text);
	return p != NULL && NEXT(p, "</f>") ? p + 4 : NULL;
}

static const char *
scan_inlined(const struct scan *s, const char *p, struct raw_cell *raw)
{
	bool preserve = NEXT(p, "<t xml:space=\"preserve\">");
	struct str text;

	if (!preserve && !NEXT(p, "<t>"))
		return NULL;
	p = lexer_text(s->lexer, p + (preserve ? 24 : 3), &text);
	if (p == NULL || !NEXT(p, "</t></is>"))
		return NULL;
	if (!preserve)
		text = xlsx_trim(text);
	raw->inlined = xlsx_unescape(s->tmp, text);
	raw->has_inlined = true;
	return p + 9;
}

/* What stands between <c ...> and </c>. */
static const char *
scan_content(const struct scan *s, const char *p, struct raw_cell *raw)
{
	for (;;) {
		p = skip_space(p);
		if (NEXT(p, "</c>"))
			return p + 4;
		if (NEXT(p, "<v>") && !raw->has_value) {
			raw->has_value = true;
			p = lexer_text(s->lexer, p + 3, &raw->value);
			if (p == NULL || !NEXT(p, "</v>"))
				return NULL;
			p += 4;
		} else if (NEXT(p, "<v/>") && !raw->has_value) {
			raw->has_value = true;
			p += 4;
		} else if (NEXT(p, "<f") &&
			   (p[2] == '>' || p[2] == ' ' || p[2] == '/')) {
			raw->formula = true;
			p = scan_formula(s, p + 2);
		} else if (NEXT(p, "<is>") && !raw->has_inlined) {
			p = scan_inlined(s, p + 4, raw);
		} else {
			return NULL;
		}
		if (p == NULL)
			return NULL;
	}
}

/* A cell; p is behind "<c". */
static const char *
scan_cell(const struct scan *s, const char *p, struct raw_cell *raw)
{
	struct str value[NAMES_MAX] = {0};
	bool empty;

	p = attributes(s, p, cell_names, COUNT(cell_names), value);
	if (p == NULL)
		return NULL;
	raw->ref = value[CELL_R];
	raw->style = value[CELL_S];
	raw->type = value[CELL_T];
	p = tag_end(p, &empty);
	return p == NULL || empty ? p : scan_content(s, p, raw);
}

static const char *
scan_cells(struct scan *s, const char *p)
{
	for (;;) {
		struct raw_cell raw = {0};

		p = xlsx_fast_cells(s->rows, p);
		p = skip_space(p);
		if (NEXT(p, "</row>"))
			return p + 6;
		if (!NEXT(p, "<c") ||
		    (p[2] != ' ' && p[2] != '>' && p[2] != '/'))
			return NULL;
		p = scan_cell(s, p + 2, &raw);
		if (p == NULL)
			return NULL;
		if (!xlsx_row_add(s->rows, &raw)) {
			s->failed = true;
			return NULL;
		}
	}
}

/* A row; p is behind "<row". */
static const char *
scan_row(struct scan *s, const char *p)
{
	struct str value[NAMES_MAX] = {0}, hidden;
	bool empty;

	p = attributes(s, p, row_names, COUNT(row_names), value);
	if (p == NULL || (value[ROW_X14AC].p != NULL && !s->rows->x14ac))
		return NULL;
	hidden = value[ROW_HIDDEN];
	p = tag_end(p, &empty);
	if (p == NULL)
		return NULL;
	if (!xlsx_row_begin(s->rows, value[ROW_R],
		hidden.n > 0 && xml_true(str_z(s->tmp, hidden)))) {
		s->failed = true;
		return NULL;
	}
	return empty ? p : scan_cells(s, p);
}

bool
xlsx_scan(struct xlsx_rows *rows, const char **at, const char *end)
{
	struct scan s = {.rows = rows,
	    .tmp = rows->book->r->c.tmp,
	    .lexer = &rows->book->lexer,
	    .kind = rows->book->lexer.kind};

	while (!rows->enough) {
		const char *p = skip_space(*at);
		uint32_t before = rows->number;
		struct arena_mark m = arena_mark(s.tmp);

		if (!NEXT(p, "<row") ||
		    (p[4] != ' ' && p[4] != '>' && p[4] != '/'))
			break;
		p = scan_row(&s, p + 4);
		if (s.failed)
			return false;
		if (p == NULL) {
			/* As if the row had not been touched. */
			rows->number = before;
			arena_rewind(s.tmp, m);
			break;
		}
		if (!xlsx_row_end(rows))
			return false;
		*at = p;
	}
	return true;
}
