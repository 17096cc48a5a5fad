/* tests/unit/ingest/workbook.h -- workbooks made in memory, and what a reader
 * sees in bytes, as text. */
#ifndef TESTS_WORKBOOK_H
#define TESTS_WORKBOOK_H

#include <zip.h>

#include "check.h"

#include "ingest/reader.h"
#include "model/date.h"
#include "model/origin.h"

struct member {
	const char *name, *text;
	size_t n; /* 0: text is a string */
};

#define MAIN_NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL_NS                                                                 \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"

/* A ZIP file in c->mem; the list ends with a NULL name. */
static inline struct str
workbook_pack(struct ctx *c, const struct member *member, int method)
{
	zip_error_t err;
	zip_source_t *whole;
	zip_stat_t st;
	zip_t *z;
	char *p;

	zip_error_init(&err);
	whole = zip_source_buffer_create(NULL, 0, 0, &err);
	assert_non_null(whole);
	zip_source_keep(whole);
	z = zip_open_from_source(whole, ZIP_TRUNCATE, &err);
	assert_non_null(z);
	for (; member->name != NULL; member++) {
		size_t n = member->n > 0 ? member->n : strlen(member->text);
		zip_source_t *s = zip_source_buffer(z, member->text, n, 0);
		zip_int64_t i =
		    zip_file_add(z, member->name, s, ZIP_FL_ENC_UTF_8);

		assert_true(i >= 0);
		assert_int_equal(
		    zip_set_file_compression(z, (zip_uint64_t)i, method, 0), 0);
	}
	assert_int_equal(zip_close(z), 0);
	assert_int_equal(zip_source_open(whole), 0);
	assert_int_equal(zip_source_stat(whole, &st), 0);
	p = arena_alloc(c->mem, st.size, 1);
	assert_int_equal(
	    zip_source_read(whole, p, st.size), (zip_int64_t)st.size);
	zip_source_close(whole);
	zip_source_free(whole);
	return (struct str){p, st.size};
}

static inline struct str
workbook_zip(struct ctx *c, const struct member *member)
{
	return workbook_pack(c, member, ZIP_CM_DEFAULT);
}

/* A workbook of one sheet, "Staff". Styles: 1 is a date, 2 is 0.0%. */
static inline struct str
workbook_of_sheet(struct ctx *c, const char *sheet, const char *strings)
{
	struct member m[] = {
	    {"_rels/.rels",
		"<Relationships xmlns=\"http://schemas.openxmlformats.org/"
		"package/2006/relationships\"><Relationship Id=\"r1\" "
		"Type=\"" REL_NS "/officeDocument\" "
		"Target=\"xl/workbook.xml\"/></Relationships>",
		0},
	    {"xl/workbook.xml",
		"<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS
		"\"><sheets><sheet name=\"Staff\" sheetId=\"1\" "
		"r:id=\"rId1\"/></sheets></workbook>",
		0},
	    {"xl/_rels/workbook.xml.rels",
		"<Relationships xmlns=\"http://schemas.openxmlformats.org/"
		"package/2006/relationships\"><Relationship Id=\"rId1\" "
		"Type=\"" REL_NS "/worksheet\" "
		"Target=\"worksheets/sheet1.xml\"/></Relationships>",
		0},
	    {"xl/styles.xml",
		"<styleSheet xmlns=\"" MAIN_NS "\"><numFmts><numFmt "
		"numFmtId=\"164\" formatCode=\"0.0%\"/></numFmts><cellXfs>"
		"<xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf "
		"numFmtId=\"164\"/></cellXfs></styleSheet>",
		0},
	    {"xl/worksheets/sheet1.xml", sheet, 0},
	    {strings == NULL ? NULL : "xl/sharedStrings.xml", strings, 0},
	    {NULL, NULL, 0},
	};

	return workbook_zip(c, m);
}

static inline bool
see_sheet(void *self, const struct sheet *sheet)
{
	struct buf *b = self;

	buf_addf(b, "[%u %.*s%s]\n", sheet->index, STRF(sheet->name),
	    sheet->hidden ? " hidden" : "");
	return true;
}

/* A1 text=Nursing|B1 number=2.5|... */
static inline bool
see_row(void *self, const struct row *row)
{
	static const char *const type[] = {
	    "blank", "text", "number", "bool", "error"};
	struct buf *b = self;

	buf_addf(b, "%u%s:", row->number, row->hidden ? " hidden" : "");
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *cell = &row->cell[i];
		buf_addc(b, ' ');
		cell_print(b, row->number, cell->column);
		buf_addf(b, " %s=%.*s", type[cell->type], STRF(cell->text));
		if (cell->is_date) {
			buf_addz(b, " day=");
			day_print_iso(b, cell->when);
		}
		if (cell->uncalculated)
			buf_addz(b, " uncalculated");
		buf_addc(b, '|');
	}
	buf_addc(b, '\n');
	return true;
}

/* What is seen; after a failure its message. */
static inline struct str
see(struct ctx *c, struct str bytes)
{
	struct buf b = buf_new(c->mem);
	struct book_visitor visitor = {&b, see_sheet, see_row};

	if (!reader_read_bytes(
		c, bytes, S("file"), &book_limits_default, &visitor, NULL))
		return diag_text(c->diag);
	return buf_str(&b);
}

#endif
