/* tests/fuzz/fuzz_xlsx.c -- any bytes as a workbook. Input that is a ZIP file is
 * read as one; other input is "part\n\n" texts, packed here, since a fuzzer
 * does not guess checksums. Rows and columns must come in order, text must be
 * valid, and every cell must have something a person sees. */
#include <glib.h>
#include <stdlib.h>
#include <zip.h>

#include "ingest/numfmt.h"
#include "ingest/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

#define NS "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define REL                                                                    \
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships"

static const char workbook[] =
    "<workbook xmlns=\"" NS "\" xmlns:r=\"" REL
    "\"><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>";
static const char relations[] =
    "<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" "
    "Target=\"worksheets/sheet1.xml\"/></Relationships>";

struct seen {
	uint32_t row;
	struct arena *mem;
};

static void
must(bool truth)
{
	if (!truth)
		abort();
}

static bool
on_sheet(void *self, const struct sheet *sheet)
{
	((struct seen *)self)->row = 0;
	return true;
}

static bool
on_row(void *self, const struct row *row)
{
	struct seen *seen = self;
	uint32_t column = 0;

	must(row->number > seen->row);
	seen->row = row->number;
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *cell = &row->cell[i];
		struct arena_mark m = arena_mark(seen->mem);
		struct buf b = buf_new(seen->mem);

		must(cell->column > column);
		column = cell->column;
		must(g_utf8_validate_len(cell->text.p, cell->text.n, NULL));
		numfmt_print(&b, cell);
		must(g_utf8_validate_len(buf_str(&b).p, b.n, NULL));
		arena_rewind(seen->mem, m);
	}
	return true;
}

static void
add(zip_t *z, const char *name, struct str text)
{
	zip_source_t *s = zip_source_buffer(z, text.p, text.n, 0);
	zip_int64_t i = zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8);

	must(i >= 0);
	must(
	    zip_set_file_compression(z, (zip_uint64_t)i, ZIP_CM_STORE, 0) == 0);
}

/* Up to three texts, parted by an empty line: sheet, strings, styles. */
static struct str
pack(struct arena *mem, struct str text)
{
	static const char *const name[] = {"xl/worksheets/sheet1.xml",
	    "xl/sharedStrings.xml", "xl/styles.xml"};
	zip_error_t err;
	zip_source_t *whole = zip_source_buffer_create(NULL, 0, 0, &err);
	zip_stat_t st;
	zip_t *z;
	char *p;

	zip_source_keep(whole);
	z = zip_open_from_source(whole, ZIP_TRUNCATE, &err);
	add(z, "xl/workbook.xml", (struct str){workbook, sizeof workbook - 1});
	add(z, "xl/_rels/workbook.xml.rels",
	    (struct str){relations, sizeof relations - 1});
	for (size_t i = 0; i < COUNT(name); i++) {
		ptrdiff_t cut = str_find(text, S("\n\n"));
		size_t at = cut < 0 || i == 2 ? text.n : (size_t)cut;

		add(z, name[i], str_slice(text, 0, at));
		text = str_slice(text, at + 2, text.n);
		if (cut < 0)
			break;
	}
	must(zip_close(z) == 0 && zip_source_open(whole) == 0);
	must(zip_source_stat(whole, &st) == 0);
	p = arena_alloc(mem, st.size, 1);
	must(zip_source_read(whole, p, st.size) == (zip_int64_t)st.size);
	zip_source_close(whole);
	zip_source_free(whole);
	return (struct str){p, st.size};
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *mem = arena_new("fuzz");
	struct ctx c = {
	    mem, arena_new("fuzz scratch"), diag_new(mem, NULL, true)};
	struct seen seen = {0, mem};
	struct book_visitor visitor = {&seen, on_sheet, on_row};
	struct book_limits limits = book_limits_default;
	struct str bytes = {(const char *)p, n};
	bool ok;

	limits.part_bytes = 1 << 20;
	if (!str_starts(bytes, S("PK")))
		bytes = pack(mem, bytes);
	ok = reader_read_bytes(&c, bytes, S("fuzz"), &limits, &visitor, NULL);
	must(diag_failures(c.diag) == (ok ? 0 : 1));
	must(ok || diag_text(c.diag).n > 0);
	arena_free(c.tmp);
	arena_free(c.mem);
	return 0;
}
