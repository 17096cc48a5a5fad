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

/* One attribute at p; NULL when it is unusual. */
static inline const char *
attribute(
    const struct scan *s, const char *p, struct str *name, struct str *value)
{
	const char *q = p;
	char quote;

	while ((s->kind[(unsigned char)*q] & NAME_STOP) == 0)
		q++;
	quote = *q == '=' ? q[1] : '\0';
	if (q == p || (quote != '"' && quote != '\''))
		return NULL;
	*name = (struct str){p, (size_t)(q - p)};
	p = q += 2;
	while (*q != quote) {
		if (s->kind[(unsigned char)*q] & VALUE_UNUSUAL)
			return NULL;
		q++;
	}
	*value = (struct str){p, (size_t)(q - p)};
	q++;
	if (*q != ' ' && *q != '>' && *q != '/' && *q != '\n' && *q != '\r' &&
	    *q != '\t')
		return NULL;
	return name->n >= 5 && NEXT(name->p, "xmlns") ? NULL : q;
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
	struct str name, value;
	bool empty;

	for (p = skip_space(p); *p != '>' && *p != '/'; p = skip_space(p)) {
		p = attribute(s, p, &name, &value);
		if (p == NULL)
			return NULL;
	}
	p = tag_end(p, &empty);
	if (p == NULL || empty)
		return p;
	p = lexer_text(s->lexer, p, &value);
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
	struct str name, value;
	bool empty;

	for (p = skip_space(p); *p != '>' && *p != '/'; p = skip_space(p)) {
		struct str *place = NULL;

		p = attribute(s, p, &name, &value);
		if (p == NULL)
			return NULL;
		if (name.n == 1)
			place = *name.p == 'r'   ? &raw->ref
				: *name.p == 's' ? &raw->style
				: *name.p == 't' ? &raw->type
						 : NULL;
		if (place == NULL)
			continue;
		if (place->p != NULL)
			return NULL; /* given twice */
		*place = value;
	}
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
	struct str name, value, r = {0}, hidden = {0};
	bool empty;

	for (p = skip_space(p); *p != '>' && *p != '/'; p = skip_space(p)) {
		p = attribute(s, p, &name, &value);
		if (p == NULL)
			return NULL;
		if (name.n == 1 && *name.p == 'r')
			r = value;
		else if (name.n == 6 && NEXT(name.p, "hidden"))
			hidden = value;
	}
	p = tag_end(p, &empty);
	if (p == NULL)
		return NULL;
	if (!xlsx_row_begin(
		s->rows, r, hidden.n > 0 && xml_true(str_z(s->tmp, hidden)))) {
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
	    .lexer = &rows->lexer,
	    .kind = rows->lexer.kind};

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
