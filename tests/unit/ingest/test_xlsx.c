/* Workbooks: what cells mean, two ways of reading that agree, damage. */
#include <glib.h>

#include "workbook.h"

#define SHEET(rows)                                                            \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet "              \
	"xmlns=\"" MAIN_NS "\"><dimension ref=\"A1\"/><sheetData>" rows        \
	"</sheetData><pageMargins left=\"1\"/></worksheet>"
#define SST(items) "<sst xmlns=\"" MAIN_NS "\">" items "</sst>"

static void
expect(const char *sheet, const char *strings, const char *seen)
{
	struct ctx c = test_ctx();

	assert_str(see(&c, workbook_of_sheet(&c, sheet, strings)), seen);
	test_drop(&c);
}

static void
each_kind_of_cell_has_its_type(void **state)
{
	expect(SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>1</v></c>"
		     "<c r=\"B1\"><v>0.76000000000000001</v></c>"
		     "<c r=\"C1\" t=\"b\"><v>1</v></c>"
		     "<c r=\"D1\" t=\"e\"><v>#N/A</v></c>"
		     "<c r=\"E1\" t=\"inlineStr\"><is><t>a &amp; b</t></is></c>"
		     "<c r=\"F1\" t=\"str\"><f>A1</f><v>x</v></c>"
		     "<c r=\"G1\" s=\"1\"/><c r=\"H1\"><f>B1</f></c></row>"),
	    SST("<si><t>no</t></si><si><t>yes</t></si>"),
	    "[0 Staff]\n1: A1 text=yes| B1 number=0.76000000000000001| C1 "
	    "bool=TRUE| D1 error=#N/A| E1 text=a & b| F1 text=x| H1 blank= "
	    "uncalculated|\n");
}

static void
the_number_format_decides_what_is_a_date(void **state)
{
	expect(
	    SHEET("<row><c s=\"1\"><v>43008</v></c><c><v>43008</v></c>"
		  "<c s=\"1\"><v>59</v></c><c s=\"1\"><v>60</v></c>"
		  "<c s=\"1\"><v>61.5</v></c><c s=\"2\"><v>1</v></c>"
		  "<c t=\"d\"><v>2017-09-30</v></c><c t=\"d\"><v>soon</v></c>"
		  "</row>"),
	    NULL,
	    "[0 Staff]\n1: A1 number=43008 day=2017-09-30| B1 number=43008| "
	    "C1 number=59 day=1900-02-28| D1 number=60| E1 number=61.5 "
	    "day=1900-03-01| F1 number=1| G1 number=2017-09-30 "
	    "day=2017-09-30| H1 text=soon|\n");
}

static void
strings_lose_phonetic_runs_and_keep_escaped_characters(void **state)
{
	expect(SHEET("<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>"
		     "<c t=\"s\"><v>2</v></c></row>"),
	    SST("<si><r><t>Band </t></r><r><rPr><b/></rPr><t>5</t></r>"
		"<rPh sb=\"0\" eb=\"1\"><t>bando</t></rPh></si>"
		"<si><t>a_x000A_b_x005F_x_xD83D__xDE00__x0000_</t></si>"
		"<si><t> trimmed </t></si>"),
	    "[0 Staff]\n1: A1 text=Band 5| B1 text=a\nb_x\U0001F600_x0000_| "
	    "C1 text=trimmed|\n");
}

static void
rows_and_cells_without_numbers_follow_on_and_hidden_ones_are_marked(
    void **state)
{
	expect(SHEET("<row r=\"3\" hidden=\"1\"><c><v>1</v></c><c r=\"D3\"><v>2"
		     "</v></c><c><v>3</v></c></row><row><c r=\"B4\"><v>5</v>"
		     "</c><c r=\"A4\"><v>4</v></c></row>"),
	    NULL,
	    "[0 Staff]\n3 hidden: A3 number=1| D3 number=2| E3 number=3|\n"
	    "4: A4 number=4| B4 number=5|\n");
}

/* One sheet five times: as it is, and so that rows or all of it are beyond the
 * scanner. */
static void
the_scanner_and_expat_see_the_same_cells(void **state)
{
	static const char rows[] =
	    "<row r=\"1\" spans=\"1:3\" x14ac:dyDescent=\"0.2\"><c r=\"A1\" "
	    "s=\"1\"><v>43008.25</v></c><c r='B1' t='str'><f t=\"shared\" "
	    "si=\"0\">A1&amp;\"]\"</f><v>[c] &#163;&lt;\u00e9]</v></c>"
	    "<c r=\"C1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> a "
	    "</t></is></c></row>\n  <row r=\"2\"/><row r=\"7\" hidden=\"true\">"
	    "\n<c r=\"AA7\"><v>-1.5E-3</v></c><c r=\"XFD7\"><v/></c></row>";
	static const struct {
		const char *open, *between, *close;
	} form[] = {
	    {"<worksheet xmlns=\"" MAIN_NS "\" xmlns:x14ac=\"urn:x\">"
	     "<sheetData>",
		"", "</sheetData></worksheet>"},
	    {"<worksheet xmlns=\"" MAIN_NS "\" xmlns:x14ac=\"urn:x\">"
	     "<sheetData>",
		"<!-- </row> -->", "</sheetData></worksheet>"},
	    {"<worksheet xmlns=\"" MAIN_NS "\" xmlns:x14ac=\"urn:x\">"
	     "<sheetData  >",
		"", "</sheetData></worksheet>"},
	    {"<worksheet xmlns=\"" MAIN_NS "\" xmlns:x14ac=\"urn:x\">"
	     "<!-- <sheetData> --><sheetData>",
		"<?pi?>", "</sheetData></worksheet>"},
	    {"<worksheet xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/"
	     "main\" xmlns:x14ac=\"urn:x\"><sheetData>",
		"<other xmlns=\"urn:y\"><row r=\"5\"><c><v>9</v></c></row>"
		"</other>",
		"</sheetData></worksheet>"},
	};

	for (size_t i = 0; i < COUNT(form); i++) {
		struct ctx c = test_ctx();
		struct str sheet = str_fmt(c.mem, "%s%s%s%s", form[i].open,
		    form[i].between, rows, form[i].close);

		assert_str(see(&c, workbook_of_sheet(&c, sheet.p, NULL)),
		    "[0 Staff]\n1: A1 number=43008.25 day=2017-09-30| B1 "
		    "text=[c] \u00a3<\u00e9]| C1 text= a |\n2:\n7 hidden: AA7 "
		    "number=-1.5E-3|\n");
		test_drop(&c);
	}
}

static void
prefixes_cdata_and_comments_are_read(void **state)
{
	expect("<x:worksheet xmlns:x=\"" MAIN_NS "\"><x:sheetData><x:row><x:c>"
	       "<x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>",
	    NULL, "[0 Staff]\n1: A1 number=1|\n");
	expect(SHEET("<row><c t=\"str\"><v><![CDATA[a</row>]]></v></c></row>"
		     "<row><c><v>2<!-- </row> -->3</v></c></row>"
		     "<row><c><v>4</v></c></row>"),
	    NULL,
	    "[0 Staff]\n1: A1 text=a</row>|\n2: A2 number=23|\n3: A3 "
	    "number=4|\n");
}

/* Found by fuzzing: the end of the inner row once ended the outer one and took
 * the text of the cell at hand with it. */
static void
rows_and_cells_where_they_mean_nothing_are_left_out(void **state)
{
	expect(SHEET("<row><c t=\"str\"><v>a<row><c><v>b</v></c></row>c</v></c>"
		     "<x><c><v>1</v></c></x><c><v>2</v></c></row><c><v>3</v>"
		     "</c><row><row><c><v>4</v></c></row></row>"),
	    NULL, "[0 Staff]\n1: A1 text=abc| B1 number=2|\n2:\n");
}

static void
a_utf16_sheet_is_read(void **state)
{
	const char *text = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>"
			   "<worksheet xmlns=\"" MAIN_NS "\"><sheetData><row>"
			   "<c><v>7</v></c></row></sheetData></worksheet>";
	struct ctx c = test_ctx();
	gsize n = 0;
	char *wide = g_convert(text, -1, "UTF-16LE", "UTF-8", NULL, &n, NULL);
	struct buf b = buf_new(c.mem);
	struct member m[] = {
	    {"xl/workbook.xml",
		"<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS
		"\"><sheets><sheet name=\"S\" r:id=\"a\"/></sheets></workbook>",
		0},
	    {"xl/_rels/workbook.xml.rels",
		"<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" "
		"Target=\"\\xl\\Sheet1.xml\"/></Relationships>",
		0},
	    {"XL\\sheet1.xml", NULL, 0}, {NULL, NULL, 0}};

	buf_add(&b, "\xff\xfe", 2);
	buf_add(&b, wide, n);
	g_free(wide);
	m[2].text = b.p;
	m[2].n = b.n;
	assert_str(see(&c, workbook_zip(&c, m)), "[0 S]\n1: A1 number=7|\n");
	test_drop(&c);
}

static void
sheets_come_in_workbook_order_without_charts(void **state)
{
	struct ctx c = test_ctx();
	struct member m[] = {
	    {"xl/workbook.xml",
		"<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS
		"\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"B\" "
		"r:id=\"b\"/><sheet name=\"Chart\" r:id=\"c\"/><sheet "
		"name=\"A\" r:id=\"a\" state=\"veryHidden\"/></sheets>"
		"</workbook>",
		0},
	    {"xl/_rels/workbook.xml.rels",
		"<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" "
		"Target=\"../other/./a.xml\"/><Relationship Id=\"b\" "
		"Type=\"x/worksheet\" Target=\"/xl/b.xml\"/><Relationship "
		"Id=\"c\" Type=\"x/chartsheet\" Target=\"c.xml\"/>"
		"</Relationships>",
		0},
	    {"other/a.xml",
		"<worksheet><sheetData><row><c t=\"d\"><v>1904-01-02</v></c>"
		"</row></sheetData></worksheet>",
		0},
	    {"xl/b.xml", "<worksheet><sheetData/></worksheet>", 0},
	    {NULL, NULL, 0}};

	assert_str(see(&c, workbook_zip(&c, m)),
	    "[0 B]\n[2 A hidden]\n1: A1 number=1904-01-02 day=1904-01-02|\n");
	test_drop(&c);
}

/* The day before the first is no date, and there is no false leap day. */
static void
serial_numbers_of_1904_count_from_its_first_day(void **state)
{
	struct ctx c = test_ctx();
	struct member m[] = {
	    {"xl/workbook.xml",
		"<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS
		"\"><workbookPr date1904=\"true\"/><sheets><sheet name=\"S\" "
		"r:id=\"a\"/></sheets></workbook>",
		0},
	    {"xl/_rels/workbook.xml.rels",
		"<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" "
		"Target=\"a.xml\"/></Relationships>",
		0},
	    {"xl/styles.xml",
		"<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf "
		"numFmtId=\"14\"/></cellXfs></styleSheet>",
		0},
	    {"xl/a.xml",
		"<worksheet><sheetData><row><c s=\"1\"><v>0</v></c><c s=\"1\">"
		"<v>59</v></c><c s=\"1\"><v>60</v></c><c s=\"1\"><v>41546.5"
		"</v></c><c s=\"1\"><v>-1</v></c><c><v>41546</v></c></row>"
		"</sheetData></worksheet>",
		0},
	    {NULL, NULL, 0}};

	assert_str(see(&c, workbook_zip(&c, m)),
	    "[0 S]\n1: A1 number=0 day=1904-01-01| B1 number=59 "
	    "day=1904-02-29| C1 number=60 day=1904-03-01| D1 number=41546.5 "
	    "day=2017-09-30| E1 number=-1| F1 number=41546|\n");
	test_drop(&c);
}

static void
damage_is_an_error_and_never_a_shorter_sheet(void **state)
{
	expect(SHEET("<row><c t=\"s\"><v>3</v></c></row>"), SST(""),
	    "refers to text number 3, but the workbook holds 0; the file is "
	    "damaged, ask for it again");
	expect("<worksheet xmlns=\"" MAIN_NS "\"><sheetData><row><c><v>1</v>"
	       "</c></row>",
	    NULL,
	    "its part xl/worksheets/sheet1.xml, byte 114: no element found; "
	    "the file is damaged, ask for it again");
	expect(SHEET("<row><c><v>1</v></c></row></sheetData><oops>"), NULL,
	    "its part xl/worksheets/sheet1.xml, byte 194: mismatched tag; the "
	    "file is damaged, ask for it again");
	expect(SHEET("<row><c><v>1</v></c></row><row><c><v>\x01</v></c></row>"),
	    NULL,
	    "its part xl/worksheets/sheet1.xml, byte 185: not well-formed "
	    "(invalid token); the file is damaged, ask for it again");
	expect(SHEET("<row r=\"2\"/><row r=\"2\"/>"), NULL,
	    "row 2 comes after row 2; the file is damaged: open it in Excel "
	    "and save it again");
	expect(SHEET("<row r=\"1\"><c r=\"B1\"><v>1</v></c><c r=\"B1\"><v>2"
		     "</v></c></row>"),
	    NULL, "is given twice; open the file in Excel and save it again");
	expect(SHEET("<row r=\"1\"><c r=\"B2\"><v>1</v></c></row>"), NULL,
	    "holds a cell that calls itself B2, of another row; the file is "
	    "damaged, ask for it again");
	expect("<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet/>", NULL,
	    "its part xl/worksheets/sheet1.xml declares a document type, "
	    "which no spreadsheet program writes; the file is refused as "
	    "unsafe");
}

/* Whatever byte changes or wherever the file ends, it is an error or nothing
 * that is read differs. */
static void
no_cut_or_changed_byte_goes_unseen(void **state)
{
	struct ctx c = test_ctx();
	struct str whole = workbook_of_sheet(
	    &c, SHEET("<row><c><v>12345</v></c></row>"), NULL);
	struct str seen = see(&c, whole);
	char *p = arena_copy(c.mem, whole.p, whole.n);
	unsigned refused = 0;

	assert_true(str_starts(seen, S("[0 Staff]\n1: A1 number=12345|")));
	for (size_t n = 0; n < whole.n; n++) {
		struct ctx d = test_ctx();
		unsigned before = diag_failures(d.diag);

		see(&d, str_slice(whole, 0, n));
		assert_int_equal(diag_failures(d.diag), before + 1);
		assert_true(diag_text(d.diag).n > 0);
		test_drop(&d);
	}
	for (size_t i = 0; i < whole.n; i++) {
		struct ctx d = test_ctx();
		struct str now;

		p[i] ^= 0x10;
		now = see(&d, (struct str){p, whole.n});
		p[i] ^= 0x10;
		refused += diag_failures(d.diag) > 0;
		/* The names of parts have no checksum: a workbook that finds
		 * its styles under another name no more is read without. */
		assert_true(diag_failures(d.diag) > 0 || str_eq(now, seen));
		test_drop(&d);
	}
	assert_true(refused > whole.n / 2);
	test_drop(&c);
}

static void
bombs_are_stopped_by_limits(void **state)
{
	struct book_limits limits = book_limits_default;
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem), seen = buf_new(c.mem);
	struct book_visitor visitor = {&seen, see_sheet, see_row};
	struct str bytes;

	buf_addz(&b, "<worksheet xmlns=\"" MAIN_NS "\"><sheetData>");
	while (b.n < (size_t)18 << 20)
		buf_addz(&b, "                                              ");
	buf_addz(&b, "</sheetData></worksheet>");
	bytes = workbook_of_sheet(&c, b.p, NULL);
	assert_false(
	    reader_read_bytes(&c, bytes, S("f"), &limits, &visitor, NULL));
	assert_true(str_find(diag_text(c.diag), S("raise ratio")) > 0);
	limits.ratio = 2000;
	assert_true(
	    reader_read_bytes(&c, bytes, S("f"), &limits, &visitor, NULL));
	limits.part_bytes = (uint64_t)16 << 20;
	assert_false(
	    reader_read_bytes(&c, bytes, S("f"), &limits, &visitor, NULL));
	assert_true(str_find(diag_text(c.diag), S("part_bytes")) > 0);
	limits.parts = 2;
	assert_false(
	    reader_read_bytes(&c, bytes, S("f"), &limits, &visitor, NULL));
	assert_true(str_find(diag_text(c.diag), S("parts")) > 0);
	test_drop(&c);
}

static void
other_zip_files_are_refused_with_a_way_out(void **state)
{
	static const struct {
		const char *part, *words;
	} other[] = {{"xl/workbook.bin", "is a binary workbook (XLSB)"},
	    {"content.xml", "is an OpenDocument file (ODS)"},
	    {"Index/Document.iwa", "is an Apple Numbers document"},
	    {"word/document.xml", "is a Word document"},
	    {"returns/RV5.xlsx", "is a ZIP folder with spreadsheets"},
	    {"notes.txt", "is a ZIP file without a workbook"}};

	for (size_t i = 0; i < COUNT(other); i++) {
		struct ctx c = test_ctx();
		struct member m[] = {{other[i].part, "x", 0}, {NULL, NULL, 0}};

		assert_true(str_starts(
		    see(&c, workbook_zip(&c, m)), str_of(other[i].words)));
		test_drop(&c);
	}
}

static bool
walk(const char *folder, unsigned *files, unsigned *refused)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;

	if (dir == NULL)
		return false;
	while ((name = g_dir_read_name(dir)) != NULL) {
		struct ctx c = test_ctx();
		struct buf b = buf_new(c.mem);
		struct book_visitor visitor = {&b, see_sheet, see_row};
		struct str path = str_fmt(c.mem, "%s/%s", folder, name);

		if (strcmp(name, "_expected") != 0 &&
		    !walk(path.p, files, refused)) {
			++*files;
			if (!reader_read(&c, path, path, &book_limits_default,
				&visitor, NULL)) {
				++*refused;
				assert_int_equal(diag_failures(c.diag), 1);
				assert_true(diag_text(c.diag).n > 20);
			} else {
				assert_int_equal(diag_failures(c.diag), 0);
			}
		}
		test_drop(&c);
	}
	g_dir_close(dir);
	return true;
}

static void
every_awkward_file_is_read_or_refused_with_a_sentence(void **state)
{
	unsigned files = 0, refused = 0;

	if (!walk("../shared/corpus", &files, &refused)) {
		print_message("skipped: no folder ../shared/corpus\n");
		skip();
	}
	print_message("%u files, %u refused\n", files, refused);
	assert_true(files > 200);
	assert_true(refused < 40);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_kind_of_cell_has_its_type),
	    cmocka_unit_test(the_number_format_decides_what_is_a_date),
	    cmocka_unit_test(
		strings_lose_phonetic_runs_and_keep_escaped_characters),
	    cmocka_unit_test(
		rows_and_cells_without_numbers_follow_on_and_hidden_ones_are_marked),
	    cmocka_unit_test(the_scanner_and_expat_see_the_same_cells),
	    cmocka_unit_test(prefixes_cdata_and_comments_are_read),
	    cmocka_unit_test(
		rows_and_cells_where_they_mean_nothing_are_left_out),
	    cmocka_unit_test(a_utf16_sheet_is_read),
	    cmocka_unit_test(sheets_come_in_workbook_order_without_charts),
	    cmocka_unit_test(serial_numbers_of_1904_count_from_its_first_day),
	    cmocka_unit_test(damage_is_an_error_and_never_a_shorter_sheet),
	    cmocka_unit_test(no_cut_or_changed_byte_goes_unseen),
	    cmocka_unit_test(bombs_are_stopped_by_limits),
	    cmocka_unit_test(other_zip_files_are_refused_with_a_way_out),
	    cmocka_unit_test(
		every_awkward_file_is_read_or_refused_with_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
