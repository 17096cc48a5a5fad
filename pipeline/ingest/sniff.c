/* ingest/sniff.c -- which format some bytes are in, and refusals that help. */
#include <string.h>

#include "ingest/sniff.h"

#define READER(name) extern const struct reader reader_##name;
#include "ingest/readers.def"
#undef READER

static const struct reader *const readers[] = {
#define READER(name) &reader_##name,
#include "ingest/readers.def"
#undef READER
};

/* What is no spreadsheet of ours, by its first bytes. */
static const struct {
	struct str magic;
	const char *message;
} refused[] = {
    {{"%PDF-", 5}, "is a PDF, not a spreadsheet; ask for the XLSX or CSV it "
		   "was made from"},
    {{"{\\rtf", 5}, "is a word processor's document (RTF), not a spreadsheet; "
		    "ask for the XLSX or CSV"},
    {{"\x1f\x8b", 2}, "is packed with gzip; unpack it first"},
    {{"7z\xbc\xaf\x27\x1c", 6}, "is a 7-Zip archive; unpack it first"},
    {{"Rar!", 4}, "is a RAR archive; unpack it first"},
    {{"SQLite format 3", 15}, "is a database (SQLite), not a spreadsheet; "
			      "export the table as CSV"},
    {{"\x89PNG", 4}, "is a picture (PNG), not a spreadsheet; ask for the XLSX "
		     "or CSV"},
    {{"\xff\xd8\xff", 3}, "is a picture (JPEG), not a spreadsheet; ask for "
			  "the XLSX or CSV"},
};

struct at
reading_at(const struct reading *r)
{
	return (struct at){.file = r->label};
}

bool
reading_sheet(const struct reading *r, const struct sheet *sheet)
{
	return r->visitor->sheet == NULL ||
	       r->visitor->sheet(r->visitor->self, sheet);
}

static bool
holds_wide(struct str bytes, const char *ascii)
{
	char wide[64];
	size_t n = 0;

	for (; *ascii != '\0'; ascii++) {
		wide[n++] = *ascii;
		wide[n++] = '\0';
	}
	return memmem(bytes.p, bytes.n, wide, n) != NULL;
}

/* The container of Excel 97 to 2003 and of anything with a password. */
static bool
refuse_ole2(struct reading *r)
{
	/* Its folder of streams may stand anywhere. */
	char *p = arena_alloc(r->c.mem, r->size, 1);
	struct str bytes = {p, r->size};

	if (!reading_bytes(r, 0, p, r->size))
		return false;
	if (holds_wide(bytes, "EncryptedPackage"))
		return diag_fail(&r->c, reading_at(r),
		    "is protected with a password; open it in Excel, remove "
		    "the password (File, Info, Protect Workbook) and save it "
		    "again");
	if (holds_wide(bytes, "Workbook") || holds_wide(bytes, "Book"))
		return diag_fail(&r->c, reading_at(r),
		    "is an Excel 97-2003 workbook (XLS), which is not read; "
		    "open it in Excel and save it as Excel Workbook (XLSX)");
	return diag_fail(&r->c, reading_at(r),
	    "is an old Office document, not a workbook we read; save it as "
	    "Excel Workbook (XLSX) or CSV");
}

static bool
starts_nocase(struct str s, const char *word)
{
	struct str w = str_of(word);

	return str_eq_nocase(str_slice(s, 0, w.n), w);
}

/* XML and HTML have text enough to pass for CSV, and would be nonsense. */
static bool
refuse_markup(struct reading *r, struct str text)
{
	static const char *const html[] = {
	    "<!doctype html", "<html", "<head", "<body", "<table", "<div"};
	struct str head = str_slice(text, 0, 4096);

	for (size_t i = 0; i < COUNT(html); i++)
		if (starts_nocase(text, html[i]))
			return diag_fail(&r->c, reading_at(r),
			    "is a web page (HTML), not a spreadsheet; download "
			    "the file itself, or open it in Excel and save it "
			    "as XLSX");
	if (!starts_nocase(text, "<?xml"))
		return true;
	if (str_find(head, S("office:spreadsheet")) >= 0)
		return diag_fail(&r->c, reading_at(r),
		    "is an Excel 2003 XML spreadsheet, which is not read; "
		    "open it in Excel and save it as Excel Workbook (XLSX)");
	if (str_find(head, S("<html")) >= 0)
		return diag_fail(&r->c, reading_at(r),
		    "is a web page (XHTML), not a spreadsheet; download the "
		    "file itself");
	return diag_fail(&r->c, reading_at(r),
	    "is an XML file, not a spreadsheet; ask for the XLSX or CSV");
}

static bool
refuse(struct reading *r)
{
	struct str text = r->head;

	if (text.n == 0)
		return diag_fail(&r->c, reading_at(r),
		    "is empty (0 bytes); ask for it again");
	if (str_starts(text, S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")))
		return refuse_ole2(r);
	for (size_t i = 0; i < COUNT(refused); i++)
		if (str_starts(text, refused[i].magic))
			return diag_fail(
			    &r->c, reading_at(r), "%s", refused[i].message);
	if (str_starts(text, S("\xef\xbb\xbf")))
		text = str_slice(text, 3, text.n);
	return refuse_markup(r, str_trim(text));
}

static bool
read_it(struct reading *r, const char **format)
{
	if (!refuse(r))
		return false;
	for (size_t i = 0; i < COUNT(readers); i++) {
		if (!readers[i]->fits(r->head))
			continue;
		if (format != NULL)
			*format = readers[i]->name;
		return readers[i]->read(r) && reading_unchanged(r);
	}
	return diag_fail(&r->c, reading_at(r),
	    "is no spreadsheet we read; save it as XLSX or CSV");
}

static struct reading
new_reading(struct ctx *c, struct str label, const struct book_limits *limits,
    const struct book_visitor *visitor)
{
	return (struct reading){
	    .c = {arena_new("workbook"), arena_new("workbook part"), c->diag},
	    .label = label,
	    .limits = limits,
	    .visitor = visitor};
}

static bool
drop_reading(struct reading *r, bool ok)
{
	arena_free(r->c.tmp);
	arena_free(r->c.mem);
	return ok;
}

bool
reader_read_bytes(struct ctx *c, struct str bytes, struct str label,
    const struct book_limits *limits, const struct book_visitor *visitor,
    const char **format)
{
	struct reading r = new_reading(c, label, limits, visitor);

	return drop_reading(&r, reading_take(&r, bytes) && read_it(&r, format));
}

bool
reader_read(struct ctx *c, struct str path, struct str label,
    const struct book_limits *limits, const struct book_visitor *visitor,
    const char **format)
{
	struct reading r = new_reading(c, label, limits, visitor);

	return drop_reading(&r, reading_open(&r, path) && read_it(&r, format));
}

unsigned
reader_sheets(struct ctx *c, struct str path, struct str label,
    const struct book_limits *limits)
{
	struct reading r = new_reading(c, label, limits, NULL);
	unsigned n = 0;

	if (reading_open(&r, path) && str_starts(r.head, S("PK")))
		n = xlsx_sheets(&r);
	(void)drop_reading(&r, true);
	return n > 0 ? n : 1;
}
