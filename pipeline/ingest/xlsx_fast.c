/* ingest/xlsx_fast.c -- the cells of nearly all sheets, without a detour. */
#include "ingest/xlsx.h"

/* Nearly every cell is <c r="B7" s="1" t="s"><v>12</v></c>, with its attributes
 * in this order, s and t only when needed, and so right of the one before it.
 * Such cells are read here in one go, at a third of what the general scanner
 * takes; at the first other one the general scanner goes on. Both must mean the
 * same, which tests/fuzz/fuzz_xmlcells.c looks after. */

/* What was read of one cell before its value. */
struct fast {
	uint32_t column, style;
	char type; /* n, s, or i for an inline string */
};

/* AB7" with the row's own number, as far as the quote. */
static inline const char *
reference(const struct xlsx_rows *t, const char *p, uint32_t *column)
{
	uint32_t v = 0;
	uint64_t here, digits, mask;

	for (int i = 0; i < 3; i++) {
		unsigned d = (unsigned char)*p - (unsigned)'A';
		if (d >= 26)
			break;
		v = v * 26 + d + 1;
		p++;
	}
	memcpy(&here, p, sizeof here);
	memcpy(&digits, t->digits, sizeof digits);
	memcpy(&mask, t->digits_mask, sizeof mask);
	if (((here ^ digits) & mask) != 0)
		return NULL;
	*column = v;
	return p + t->n_digits + 1;
}

static inline const char *
style(const char *p, uint32_t *out)
{
	uint32_t v = 0;
	int i = 0;

	for (; i < 6; i++) {
		unsigned d = (unsigned char)p[i] - (unsigned)'0';
		if (d >= 10)
			break;
		v = v * 10 + d;
	}
	*out = v;
	return i > 0 && p[i] == '"' ? p + i + 1 : NULL;
}

/* The start tag; p is its first byte. */
static inline const char *
start_tag(const struct xlsx_rows *t, const char *p, struct fast *f)
{
	if (!NEXT(p, "<c r=\""))
		return NULL;
	p = reference(t, p + 6, &f->column);
	if (p == NULL || f->column <= t->last_column ||
	    f->column > t->last_possible)
		return NULL;
	f->style = 0;
	if (NEXT(p, " s=\"") && (p = style(p + 4, &f->style)) == NULL)
		return NULL;
	f->type = 'n';
	if (NEXT(p, " t=\"")) {
		if (NEXT(p + 4, "s\"")) {
			f->type = 's';
			p += 6;
		} else if (NEXT(p + 4, "n\"")) {
			p += 6;
		} else if (NEXT(p + 4, "inlineStr\"><is><t>")) {
			f->type = 'i';
			return p + 22;
		} else {
			return NULL;
		}
	}
	return p;
}

/* A decimal without exponent, up to the next tag. */
static inline const char *
number(const char *p, struct cell *cell)
{
	const char *from = p, *digits, *point;
	uint64_t v = 0;
	bool minus = *p == '-';
	size_t n, places = 0;

	p += minus;
	digits = p;
	for (; (unsigned char)(*p - '0') < 10; p++)
		v = v * 10 + (unsigned)(*p - '0');
	n = (size_t)(p - digits);
	if (*p == '.') {
		point = ++p;
		for (; (unsigned char)(*p - '0') < 10; p++)
			v = v * 10 + (unsigned)(*p - '0');
		places = (size_t)(p - point);
	}
	if (n + places == 0 || n + places > 19 ||
	    !xlsx_decimal(v, (unsigned)places, &cell->number))
		return NULL;
	if (minus)
		cell->number = -cell->number;
	cell->text = (struct str){from, (size_t)(p - from)};
	cell->type = CELL_NUMBER;
	return p;
}

static inline const char *
shared(const struct xlsx *b, const char *p, struct cell *cell)
{
	const char *from = p;
	uint64_t v = 0;

	for (; (unsigned char)(*p - '0') < 10; p++)
		v = v * 10 + (unsigned)(*p - '0');
	if (p == from || p - from > 9 || v >= b->n_strings)
		return NULL;
	cell->text = b->string[v];
	cell->type = cell->text.n == 0 ? CELL_BLANK : CELL_TEXT;
	return p;
}

static inline const char *
inlined(const struct xlsx_rows *t, const char *p, struct cell *cell)
{
	const unsigned char *kind = t->book->lexer.kind;
	const unsigned odd =
	    TEXT_ENTITY | TEXT_HIGH | TEXT_BRACKET | TEXT_UNUSUAL | TEXT_ESCAPE;
	const char *from = p;
	unsigned seen = 0, k;

	for (; ((k = kind[(unsigned char)*p]) & TEXT_STOP) == 0; p++)
		seen |= k;
	/* Space at an end is trimmed, _x0041_ an escape. */
	if (p == from || (seen & odd) != 0 || *from <= ' ' || p[-1] <= ' ')
		return NULL;
	cell->text = (struct str){from, (size_t)(p - from)};
	cell->type = CELL_TEXT;
	return p;
}

static inline const char *
value(const struct xlsx_rows *t, const char *p, char type, struct cell *cell)
{
	if (type == 'i') {
		p = inlined(t, p, cell);
		return p != NULL && NEXT(p, "</t></is></c>") ? p + 13 : NULL;
	}
	if (!NEXT(p, "><v>"))
		return NULL;
	p = type == 's' ? shared(t->book, p + 4, cell) : number(p + 4, cell);
	return p != NULL && NEXT(p, "</v></c>") ? p + 8 : NULL;
}

const char *
xlsx_fast_cells(struct xlsx_rows *t, const char *p)
{
	const struct xlsx *b = t->book;
	uint64_t longest = b->r->limits->text_bytes;

	if (t->digits_mask[0] == 0)
		return p;
	for (;;) {
		struct fast f;
		const char *q = start_tag(t, p, &f);
		struct cell *cell;

		if (q == NULL)
			return p;
		if (f.type != 'i' && NEXT(q, "/>")) {
			t->last_column = f.column;
			p = q + 2;
			continue;
		}
		cell = xlsx_row_room(t);
		*cell = (struct cell){.column = f.column};
		q = value(t, q, f.type, cell);
		if (q == NULL || cell->text.n > longest)
			return p;
		p = q;
		t->last_column = f.column;
		if (cell->type == CELL_BLANK)
			continue;
		if (f.style < b->n_formats) {
			cell->format = b->format[f.style].code;
			if (b->format[f.style].is_date && f.type == 'n')
				cell->is_date = xlsx_serial_day(
				    cell->number, b->date1904, &cell->when);
		}
		if (t->hidden_column != NULL)
			cell->hidden = t->hidden_column[f.column];
		t->n++;
	}
}
