/* What cannot be read is refused with what is wrong and what to do about it;
 * limits are named by their keys in settings.yaml. */
#include "workbook.h"

#define SHEET(rows)                                                            \
	"<worksheet xmlns=\"" MAIN_NS "\"><sheetData>" rows                    \
	"</sheetData></worksheet>"
#define SST(items) "<sst xmlns=\"" MAIN_NS "\">" items "</sst>"
#define OLE2       "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

static void
expect(struct str bytes, const char *message)
{
	struct ctx c = test_ctx();
	struct str said = see(&c, bytes);

	assert_int_equal(diag_failures(c.diag), 1);
	assert_str(said, message);
	test_drop(&c);
}

/* A ZIP file of one part. */
static void
expect_zip(const char *part, const char *message)
{
	struct ctx c = test_ctx();
	struct member m[] = {{part, "x", 0}, {NULL, NULL, 0}};

	expect(workbook_zip(&c, m), message);
	test_drop(&c);
}

static void
other_programs_files_say_how_to_save_them(void **state)
{
	expect(S(OLE2 "....W\0o\0r\0k\0b\0o\0o\0k\0"),
	    "is an Excel 97-2003 workbook (XLS), which is not read; open it "
	    "in Excel and save it as Excel Workbook (XLSX)");
	expect(S(OLE2 "..W\0o\0r\0d\0"),
	    "is an old Office document, not a workbook we read; save it as "
	    "Excel Workbook (XLSX) or CSV");
	expect_zip("xl/workbook.bin",
	    "is a binary workbook (XLSB), which is not read; open it in Excel "
	    "and save it as Excel Workbook (XLSX)");
	expect_zip("content.xml",
	    "is an OpenDocument file (ODS), which is not read; open it and "
	    "save it as Excel Workbook (XLSX)");
	expect_zip("Index/Document.iwa",
	    "is an Apple Numbers document, which is not read; export it as "
	    "Excel (XLSX)");
	expect_zip("Index.zip",
	    "is an Apple Numbers document, which is not read; export it as "
	    "Excel (XLSX)");
	expect_zip("word/document.xml",
	    "is a Word document, not a spreadsheet; ask for the XLSX or CSV");
	expect_zip("ppt/presentation.xml",
	    "is a PowerPoint document, not a spreadsheet; ask for the XLSX or "
	    "CSV");
	expect_zip("returns/RV5.xlsx",
	    "is a ZIP folder with spreadsheets in it; unpack it first");
	expect_zip("notes.txt",
	    "is a ZIP file without a workbook in it; ask for the XLSX or CSV");
}

static void
an_encrypted_workbook_says_how_to_take_the_password_off(void **state)
{
	expect(S(OLE2 "..E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"),
	    "is protected with a password; open it in Excel, remove the "
	    "password (File, Info, Protect Workbook) and save it again");
}

static void
what_only_looks_like_text_is_refused(void **state)
{
	expect(S("<?xml version=\"1.0\"?><?mso-application progid=\"Excel."
		 "Sheet\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:"
		 "spreadsheet\"/>"),
	    "is an Excel 2003 XML spreadsheet, which is not read; open it in "
	    "Excel and save it as Excel Workbook (XLSX)");
	expect(S("<?xml version=\"1.0\"?><a/>"),
	    "is an XML file, not a spreadsheet; ask for the XLSX or CSV");
	expect(S("{\\rtf1 a}"),
	    "is a word processor's document (RTF), not a spreadsheet; ask for "
	    "the XLSX or CSV");
	expect(S("\x1f\x8b\x08\0"), "is packed with gzip; unpack it first");
	expect(S("7z\xbc\xaf\x27\x1c"), "is a 7-Zip archive; unpack it first");
	expect(S("Rar!\x1a\x07"), "is a RAR archive; unpack it first");
	expect(S("SQLite format 3\0"),
	    "is a database (SQLite), not a spreadsheet; export the table as "
	    "CSV");
	expect(S("\x89PNG\r\n"),
	    "is a picture (PNG), not a spreadsheet; ask for the XLSX or CSV");
	expect(S("\xff\xd8\xff\xe0"),
	    "is a picture (JPEG), not a spreadsheet; ask for the XLSX or "
	    "CSV");
}

/* By its content, never by its name. */
static void
plain_text_under_a_workbooks_name_is_read_as_the_text_it_is(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);
	struct book_visitor visitor = {&b, see_sheet, see_row};
	const char *format = NULL;

	assert_true(reader_read_bytes(&c, S("Org,WTE\nRV5,2\n"),
	    S("staff.xlsx"), &book_limits_default, &visitor, &format));
	assert_string_equal(format, "csv");
	assert_str(buf_str(&b), "[0 ]\n1: A1 text=Org| B1 text=WTE|\n"
				"2: A2 text=RV5| B2 text=2|\n");
	test_drop(&c);
}

static void
a_workbook_that_is_cut_short_says_so(void **state)
{
	struct ctx c = test_ctx();
	struct str whole = workbook_of_sheet(&c, SHEET(""), NULL);

	expect(str_slice(whole, 0, whole.n / 2),
	    "is cut short or damaged: it starts as a workbook, but its ZIP "
	    "directory at the end cannot be read (Not a zip archive); ask for "
	    "the file again");
	test_drop(&c);
}

/* What is said when one limit is lower. */
static void
limited(const struct book_limits *limits, struct str bytes, const char *says)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);
	struct book_visitor visitor = {&b, see_sheet, see_row};

	assert_false(
	    reader_read_bytes(&c, bytes, S("f"), limits, &visitor, NULL));
	assert_int_equal(diag_failures(c.diag), 1);
	assert_str(diag_text(c.diag), says);
	test_drop(&c);
}

#define LOWER(key, value)                                                      \
	(&(const struct book_limits){.file_bytes = 1000000,                    \
	    .part_bytes = 1000000,                                             \
	    .text_bytes = 1000,                                                \
	    .ratio = 400,                                                      \
	    .parts = 100,                                                      \
	    .rows = 100,                                                       \
	    .columns = 100,                                                    \
	    .strings = 100,                                                    \
	    .depth = 10,                                                       \
	    .key = (value)})
#pragma GCC diagnostic ignored "-Woverride-init"

static void
every_limit_is_named_by_its_key(void **state)
{
	struct ctx c = test_ctx();
	struct str book = workbook_of_sheet(&c,
	    SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c></row><row "
		  "r=\"7\"><c r=\"C7\" t=\"str\"><v>abcdef</v></c></row>"),
	    SST("<si><t>a</t></si><si><t>b</t></si>"));
	struct str csv = S("a,b,c\nd,e,f\n");

	limited(LOWER(file_bytes, 10), csv,
	    "has 12 bytes; the limit is 10 (file_bytes in settings.yaml)");
	limited(LOWER(part_bytes, 10), book,
	    "its part _rels/.rels unpacks to 238 bytes; the limit is 10 "
	    "(part_bytes in settings.yaml)");
	limited(LOWER(parts, 2), book,
	    "has 6 parts; the limit is 2 (parts in settings.yaml)");
	limited(LOWER(strings, 1), book,
	    "has more than 1 different texts; the limit is strings in "
	    "settings.yaml");
	limited(LOWER(text_bytes, 5), book,
	    "has more than 5 bytes; the limit is text_bytes in settings.yaml");
	limited(LOWER(rows, 6), book,
	    "is beyond the last row, 6 (rows in settings.yaml)");
	limited(LOWER(columns, 2), book,
	    "is beyond the last column, 2 (columns in settings.yaml)");
	limited(LOWER(depth, 1), book,
	    "its part _rels/.rels nests elements more than 1 deep; the limit "
	    "is depth in settings.yaml");
	limited(LOWER(rows, 1), csv,
	    "has more than 1 rows; the limit is rows in settings.yaml");
	limited(LOWER(columns, 2), csv,
	    "has more than 2 columns; the limit is columns in settings.yaml");
	limited(LOWER(text_bytes, 3), S("abcd\n"),
	    "a cell has more than 3 bytes, perhaps for want of a closing "
	    "quote; the limit is text_bytes in settings.yaml");
	test_drop(&c);
}

/* 20 MB of spaces in a few kilobytes, in the sheet or among the texts. */
static void
a_part_that_swells_is_stopped_before_it_is_unpacked(void **state)
{
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem), sheet = buf_new(c.mem),
		   strings = buf_new(c.mem);
	struct str said;

	while (b.n < (size_t)20 << 20)
		buf_addz(&b, "                                              ");
	buf_addf(&sheet, "<worksheet xmlns=\"%s\"><sheetData>%s</sheetData>",
	    MAIN_NS, b.p);
	buf_addf(&strings, "<sst xmlns=\"%s\">%s</sst>", MAIN_NS, b.p);
	/* Both sizes stand in the directory: nothing is unpacked. */
	said = see(&c, workbook_of_sheet(&c, sheet.p, NULL));
	assert_true(str_starts(said, S("unpacks to ")));
	assert_true(str_ends(said, S("more than 400 to 1; if the file is "
				     "right, raise ratio in settings.yaml")));
	said = see(&c, workbook_of_sheet(&c, SHEET(""), strings.p));
	assert_true(str_starts(said, S("unpacks to ")));
	test_drop(&c);
}

static void
a_bomb_of_entities_is_refused_unread(void **state)
{
	struct ctx c = test_ctx();

	expect(workbook_of_sheet(&c, SHEET(""),
		   "<!DOCTYPE lolz [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;"
		   "\"><!ENTITY c \"&b;&b;&b;\">]><sst xmlns=\"" MAIN_NS
		   "\"><si><t>&c;</t></si></sst>"),
	    "its part xl/sharedStrings.xml declares a document type, which no "
	    "spreadsheet program writes; the file is refused as unsafe");
	test_drop(&c);
}

/* A long text costs what it costs once, however many cells refer to it. */
static bool
same_text(void *self, const struct row *row)
{
	struct str *first = self;

	if (first->p == NULL)
		*first = row->cell[0].text;
	assert_ptr_equal(row->cell[0].text.p, first->p);
	return true;
}

static void
cells_that_share_a_text_share_its_bytes(void **state)
{
	struct ctx c = test_ctx();
	struct buf sheet = buf_new(c.mem);
	struct str first = {0};
	struct book_visitor visitor = {&first, NULL, same_text};

	buf_addf(&sheet, "<worksheet xmlns=\"%s\"><sheetData>", MAIN_NS);
	for (unsigned i = 0; i < 2000; i++)
		buf_addz(&sheet, "<row><c t=\"s\"><v>0</v></c></row>");
	buf_addz(&sheet, "</sheetData></worksheet>");
	assert_true(reader_read_bytes(&c,
	    workbook_of_sheet(
		&c, sheet.p, SST("<si><t>a rather long text</t></si>")),
	    S("f"), &book_limits_default, &visitor, NULL));
	assert_int_equal(first.n, 18);
	test_drop(&c);
}

static void
a_workbook_within_a_workbook_is_never_unpacked(void **state)
{
	struct ctx c = test_ctx();
	struct str inner = workbook_of_sheet(&c, SHEET(""), NULL);
	struct member m[] = {
	    {"a/nested.xlsx", inner.p, inner.n}, {NULL, NULL, 0}};

	expect(workbook_zip(&c, m),
	    "is a ZIP folder with spreadsheets in it; unpack it first");
	test_drop(&c);
}

static void
a_file_that_is_not_there_or_none_is_named_by_its_label(void **state)
{
	struct ctx c = test_ctx();
	struct book_visitor visitor = {NULL, NULL, see_row};

	assert_false(reader_read(&c, S("build/none.xlsx"), S("RV5.xlsx"),
	    &book_limits_default, &visitor, NULL));
	assert_str(
	    diag_text(c.diag), "cannot be opened: No such file or directory");
	assert_str(diag_at(c.diag).file, "RV5.xlsx");
	assert_false(reader_read(&c, S("pipeline"), S("folder"),
	    &book_limits_default, &visitor, NULL));
	assert_str(diag_text(c.diag), "is not a file");
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(other_programs_files_say_how_to_save_them),
	    cmocka_unit_test(
		an_encrypted_workbook_says_how_to_take_the_password_off),
	    cmocka_unit_test(what_only_looks_like_text_is_refused),
	    cmocka_unit_test(
		plain_text_under_a_workbooks_name_is_read_as_the_text_it_is),
	    cmocka_unit_test(a_workbook_that_is_cut_short_says_so),
	    cmocka_unit_test(every_limit_is_named_by_its_key),
	    cmocka_unit_test(
		a_part_that_swells_is_stopped_before_it_is_unpacked),
	    cmocka_unit_test(a_bomb_of_entities_is_refused_unread),
	    cmocka_unit_test(cells_that_share_a_text_share_its_bytes),
	    cmocka_unit_test(a_workbook_within_a_workbook_is_never_unpacked),
	    cmocka_unit_test(
		a_file_that_is_not_there_or_none_is_named_by_its_label),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
