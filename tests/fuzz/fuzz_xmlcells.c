/* tests/fuzz/fuzz_xmlcells.c -- rows of a sheet, and shared texts behind an
 * empty line, read twice: with the scanner running ahead, and by expat alone.
 * Both must see the same cells, or both must fail. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

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
static const char styles[] =
    "<styleSheet xmlns=\"" NS "\"><cellXfs><xf numFmtId=\"0\"/><xf "
    "numFmtId=\"14\"/><xf numFmtId=\"9\"/></cellXfs></styleSheet>";

static void
must(bool truth)
{
	if (!truth)
		abort();
}

static bool
on_row(void *self, const struct row *row)
{
	struct buf *b = self;

	buf_addf(b, "%u%d\n", row->number, row->hidden);
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *cell = &row->cell[i];

		buf_addf(b, " %u %d %d %d %d %d %a|%.*s|%.*s\n", cell->column,
		    (int)cell->type, cell->is_date, cell->uncalculated,
		    cell->when, cell->hidden, cell->number, STRF(cell->text),
		    STRF(cell->format));
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

/* A space in the list's tag, and a comment with an item in it, keep the scanner
 * away. */
static struct str
pack(struct arena *mem, struct str rows, struct str texts, bool scanned)
{
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
	add(z, "xl/styles.xml", (struct str){styles, sizeof styles - 1});
	add(z, "xl/sharedStrings.xml",
	    str_fmt(mem, "<sst xmlns=\"" NS "\">%s%.*s</sst>",
		scanned ? "" : "<!--<si>-->", STRF(texts)));
	add(z, "xl/worksheets/sheet1.xml",
	    str_fmt(mem,
		"<worksheet xmlns=\"" NS "\"><cols><col min=\"2\" max=\"2\" "
		"hidden=\"1\"/></cols><sheetData%s>%.*s</sheetData>"
		"</worksheet>",
		scanned ? "" : " ", STRF(rows)));
	must(zip_close(z) == 0 && zip_source_open(whole) == 0);
	must(zip_source_stat(whole, &st) == 0);
	p = arena_alloc(mem, st.size, 1);
	must(zip_source_read(whole, p, st.size) == (zip_int64_t)st.size);
	zip_source_close(whole);
	zip_source_free(whole);
	return (struct str){p, st.size};
}

static bool
see(struct arena *mem, struct str bytes, struct buf *out)
{
	struct ctx c = {mem, arena_new("scratch"), diag_new(mem, NULL, true)};
	struct book_visitor visitor = {out, NULL, on_row};
	bool ok = reader_read_bytes(
	    &c, bytes, S("fuzz"), &book_limits_default, &visitor, NULL);

	must(diag_failures(c.diag) == (ok ? 0 : 1));
	arena_free(c.tmp);
	return ok;
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *mem = arena_new("fuzz");
	struct str text = {(const char *)p, n}, rows, texts = {0};
	struct buf fast = buf_new(mem), slow = buf_new(mem);
	ptrdiff_t cut = str_find(text, S("\n\n"));
	bool ok, slow_ok;

	rows = str_slice(text, 0, cut < 0 ? n : (size_t)cut);
	if (cut >= 0)
		texts = str_slice(text, (size_t)cut + 2, n);
	/* What "%.*s" would cut short is another target's business. */
	if (n > 0 && memchr(p, '\0', n) == NULL) {
		ok = see(mem, pack(mem, rows, texts, true), &fast);
		slow_ok = see(mem, pack(mem, rows, texts, false), &slow);
		must(ok == slow_ok);
		must(!ok || str_eq(buf_str(&fast), buf_str(&slow)));
	}
	arena_free(mem);
	return 0;
}
