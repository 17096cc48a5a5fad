/* ingest/xlsx_sheet.c -- what the elements of a sheet's part mean to expat. */
#include <stdlib.h>
#include <string.h>

#include "ingest/xlsx.h"
#include "ingest/xlsx_part.h"

struct sheet_part {
	struct xlsx_rows rows;
	struct part_scan scan;
	unsigned data_depth; /* of sheetData; 0: not inside it */
	unsigned cols;
	bool in_row, in_cell, in_value, in_inlined, preserve;
	unsigned text, phonetic; /* the depth of t, of rPh; 0: outside */
	struct raw_cell raw;
	struct xlsx_text inlined;
	struct buf value, run;
};

static struct str
kept(struct sheet_part *s, const char *z)
{
	return str_dup(s->rows.book->r->c.tmp, str_of(z));
}

static void
cell_start(struct sheet_part *s, const char **attribute)
{
	struct arena *tmp = s->rows.book->r->c.tmp;

	s->in_cell = true;
	s->raw =
	    (struct raw_cell){.ref = kept(s, xml_attribute(attribute, "r")),
		.type = kept(s, xml_attribute(attribute, "t")),
		.style = kept(s, xml_attribute(attribute, "s"))};
	s->value = buf_new(tmp);
	s->inlined = (struct xlsx_text){.text = buf_new(tmp)};
}

static uint32_t
column_number(const char **attribute, const char *name)
{
	const char *z = xml_attribute(attribute, name);
	unsigned long v = z == NULL ? 0 : strtoul(z, NULL, 10);

	return v > XLSX_COLUMNS ? XLSX_COLUMNS : (uint32_t)v;
}

static void
hide_columns(struct sheet_part *s, const char **attribute)
{
	uint32_t from = column_number(attribute, "min");
	uint32_t to = column_number(attribute, "max");

	/* No more stretches than columns, or they hide nothing new. */
	if (from == 0 || from > to || s->cols++ > XLSX_COLUMNS ||
	    !xml_true(xml_attribute(attribute, "hidden")))
		return;
	if (s->rows.hidden_column == NULL)
		s->rows.hidden_column =
		    NEWS(s->rows.book->r->c.tmp, XLSX_COLUMNS + 1, bool);
	memset(&s->rows.hidden_column[from], true, to - from + 1);
}

static void
sheet_start(struct xml *x, const char *name, const char **attribute)
{
	struct sheet_part *s = x->self;
	const char *space;

	if (s->data_depth == 0) {
		if (strcmp(name, "col") == 0)
			hide_columns(s, attribute);
		if (strcmp(name, "sheetData") != 0)
			return;
		s->data_depth = x->depth;
		part_list_start(&s->scan);
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
	if (s->inlined.text.n <= s->rows.book->r->limits->text_bytes)
		xlsx_text_add(s->rows.book->r->c.tmp, &s->inlined,
		    buf_str(&s->run), s->preserve);
}

static void
cell_end(struct sheet_part *s)
{
	s->in_cell = false;
	s->raw.value = buf_str(&s->value);
	s->raw.inlined = buf_str(&s->inlined.text);
	if (!xlsx_row_add(&s->rows, &s->raw))
		xml_fail(&s->scan.xml);
}

static void
row_end(struct sheet_part *s)
{
	s->in_row = false;
	part_item_end(&s->scan);
	if (!xlsx_row_end(&s->rows))
		xml_fail(&s->scan.xml);
	else if (s->rows.enough)
		xml_enough(&s->scan.xml);
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
		part_list_end(&s->scan);
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

static bool
scan_rows(void *self, const char **p, const char *end)
{
	struct sheet_part *s = self;
	bool ok = xlsx_scan(&s->rows, p, end);

	s->scan.xml.enough |= s->rows.enough;
	return ok;
}

bool
xlsx_sheet(struct xlsx *book, struct str name, const struct part *part)
{
	struct sheet_part *s = NEW(book->r->c.tmp, struct sheet_part);

	s->rows =
	    (struct xlsx_rows){.book = book, .part = part->name, .name = name};
	s->rows.last_possible = book->r->limits->columns < XLSX_COLUMNS
				    ? book->r->limits->columns
				    : XLSX_COLUMNS;
	s->scan = (struct part_scan){.xml = {.self = s,
					 .x14ac = &s->rows.x14ac,
					 .start = sheet_start,
					 .end = sheet_end,
					 .text = sheet_text},
	    .list = "<sheetData>",
	    .item_end = "</row>",
	    .list_end = "</sheetData>",
	    .scan = scan_rows};
	return part_scan(&s->scan, book->r, book->archive, part);
}
