/* ingest/xlsx_sheet.c -- a sheet's part to rows: expat reads the frame and the
 * unusual, the scanner runs ahead over ordinary rows. */
#include <string.h>

#include "ingest/xlsx.h"

/* expat is 20 times slower than the scanner, so it gets what stands around the
 * rows and single rows the scanner leaves to it. Both feed the same cells, and
 * expat vouches that the XML is whole. */
struct sheet_part {
	struct xlsx_rows rows;
	struct xml xml;
	unsigned data_depth; /* of sheetData; 0: not inside it */
	bool plain;        /* UTF-8, sheetData without prefix: may be scanned */
	uint64_t boundary; /* what expat was given up to the end of the last
				row, or of sheetData's tag */
	bool in_row, in_cell, in_value, in_inlined, preserve;
	unsigned text, phonetic; /* the depth of t, of rPh; 0: outside */
	struct raw_cell raw;
	struct xlsx_text inlined;
	struct buf value, run;
};

static struct str
kept(struct sheet_part *s, const char *z)
{
	return str_dup(s->xml.r->c.tmp, str_of(z));
}

static void
cell_start(struct sheet_part *s, const char **attribute)
{
	struct arena *tmp = s->xml.r->c.tmp;

	s->in_cell = true;
	s->raw =
	    (struct raw_cell){.ref = kept(s, xml_attribute(attribute, "r")),
		.type = kept(s, xml_attribute(attribute, "t")),
		.style = kept(s, xml_attribute(attribute, "s"))};
	s->value = buf_new(tmp);
	s->inlined = (struct xlsx_text){.text = buf_new(tmp)};
}

/* Where expat stands behind the tag at hand, in the bytes it was given. */
static uint64_t
behind_tag(const struct xml *x)
{
	return (uint64_t)XML_GetCurrentByteIndex(x->parser) +
	       (uint64_t)XML_GetCurrentByteCount(x->parser);
}

static void
sheet_start(struct xml *x, const char *name, const char **attribute)
{
	struct sheet_part *s = x->self;
	const char *space;

	if (s->data_depth == 0) {
		if (strcmp(name, "sheetData") != 0)
			return;
		s->data_depth = x->depth;
		s->boundary = behind_tag(x);
	} else if (x->depth == s->data_depth + 1) {
		if (strcmp(name, "row") != 0)
			return;
		s->in_row = true;
		if (!xlsx_row_begin(&s->rows,
			str_of(xml_attribute(attribute, "r")),
			xml_true(xml_attribute(attribute, "hidden"))))
			xml_fail(x);
	} else if (x->depth == s->data_depth + 2) {
		if (s->in_row && strcmp(name, "c") == 0)
			cell_start(s, attribute);
	} else if (s->in_cell && x->depth == s->data_depth + 3) {
		s->in_value = strcmp(name, "v") == 0;
		s->in_inlined = strcmp(name, "is") == 0;
		s->raw.has_value |= s->in_value;
		s->raw.has_inlined |= s->in_inlined;
		s->raw.formula |= strcmp(name, "f") == 0;
	} else if (s->in_inlined && s->phonetic == 0 && s->text == 0) {
		if (strcmp(name, "rPh") == 0)
			s->phonetic = x->depth;
		if (strcmp(name, "t") != 0)
			return;
		space = xml_attribute(attribute, "space");
		s->text = x->depth;
		s->preserve = space != NULL && strcmp(space, "preserve") == 0;
		s->run = buf_new(x->r->c.tmp);
	}
}

static void
text_end(struct sheet_part *s)
{
	s->text = 0;
	if (s->inlined.text.n <= s->xml.r->limits->text_bytes)
		xlsx_text_add(s->xml.r->c.tmp, &s->inlined, buf_str(&s->run),
		    s->preserve);
}

static void
cell_end(struct sheet_part *s)
{
	s->in_cell = false;
	s->raw.value = buf_str(&s->value);
	s->raw.inlined = buf_str(&s->inlined.text);
	if (!xlsx_row_add(&s->rows, &s->raw))
		xml_fail(&s->xml);
}

static void
row_end(struct sheet_part *s)
{
	s->in_row = false;
	s->boundary = behind_tag(&s->xml);
	if (!xlsx_row_end(&s->rows))
		xml_fail(&s->xml);
	else if (s->rows.enough)
		xml_enough(&s->xml);
}

/* What ends is known by its depth: a name may stand where it means nothing. */
static void
sheet_end(struct xml *x, const char *name)
{
	struct sheet_part *s = x->self;

	if (s->data_depth == 0)
		return;
	if (x->depth == s->data_depth) {
		s->data_depth = 0;
		s->plain = false;
	} else if (x->depth == s->data_depth + 1) {
		if (s->in_row)
			row_end(s);
	} else if (x->depth == s->data_depth + 2) {
		if (s->in_cell)
			cell_end(s);
	} else if (x->depth == s->data_depth + 3) {
		s->in_value = s->in_inlined = false;
	} else if (x->depth == s->text) {
		text_end(s);
	} else if (x->depth == s->phonetic) {
		s->phonetic = 0;
	}
}

static void
sheet_text(struct xml *x, const char *p, size_t n)
{
	struct sheet_part *s = x->self;
	struct buf *b = s->in_value ? &s->value : s->text > 0 ? &s->run : NULL;

	if (b != NULL && b->n <= x->r->limits->text_bytes)
		buf_add(b, p, n);
}

static void
sheet_declaration(
    void *self, const char *version, const char *encoding, int standalone)
{
	struct xml *x = self;
	struct sheet_part *s = x->self;

	if (encoding != NULL && !str_eq_nocase(str_of(encoding), S("UTF-8")))
		s->plain = false;
}

/* Just behind "<sheetData>", or NULL when this sheet is not plain. */
static const char *
find_data(const struct sheet_part *s, struct str bytes)
{
	ptrdiff_t at = s->plain ? str_find(bytes, S("<sheetData>")) : -1;

	return at < 0 ? NULL : bytes.p + at + 11;
}

/* The next row's end from p on, or the end of all. */
static const char *
find_row_end(const char *p, const char *end)
{
	ptrdiff_t at =
	    str_find((struct str){p, (size_t)(end - p)}, S("</row>"));

	return at < 0 ? end : p + at + 6;
}

/* Scans what it can; what it cannot goes to expat row by row. When expat does
 * not stand right behind a row, but in a comment or a CDATA section that has
 * the letters of one, it gets all the rest. */
static bool
read_data(struct sheet_part *s, const char *p, const char *end)
{
	struct xml *x = &s->xml;

	while (s->plain && s->data_depth > 0 && s->data_depth == x->depth &&
	       s->boundary == x->fed) {
		const char *from = p, *to;

		if (!xlsx_scan(&s->rows, &p, end))
			return false;
		if (s->rows.enough)
			return true;
		x->skipped += (uint64_t)(p - from);
		to = find_row_end(p, end);
		if (to == end)
			break;
		if (!xml_feed(x, (struct str){p, (size_t)(to - p)}, false))
			return x->enough;
		p = to;
	}
	return xml_feed(x, (struct str){p, (size_t)(end - p)}, true) ||
	       x->enough;
}

bool
xlsx_sheet(
    struct xlsx *book, struct str name, struct str part, struct str bytes)
{
	struct sheet_part *s = NEW(book->r->c.tmp, struct sheet_part);
	const char *data, *end = bytes.p + bytes.n;

	s->rows = (struct xlsx_rows){.book = book, .part = part, .name = name};
	s->plain = true;
	s->xml = (struct xml){.r = book->r,
	    .part = part,
	    .self = s,
	    .start = sheet_start,
	    .end = sheet_end,
	    .text = sheet_text};
	xml_open(&s->xml);
	if (!s->xml.failed)
		XML_SetXmlDeclHandler(s->xml.parser, sheet_declaration);
	data = find_data(s, bytes);
	if (data == NULL)
		data = bytes.p;
	else if (!xml_feed(&s->xml,
		     (struct str){bytes.p, (size_t)(data - bytes.p)}, false))
		return s->xml.enough;
	return read_data(s, data, end);
}
