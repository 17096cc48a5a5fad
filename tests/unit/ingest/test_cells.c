/* The cells command's text: CSV, one line a row, as a person sees it. */
#include <glib.h>
#include <glib/gstdio.h>

#include "workbook.h"

#include "base/file.h"
#include "ingest/cells.h"

static bool json;

static struct str
print(struct ctx *c, struct str bytes, const char *sheet, bool raw, bool *ok)
{
	char *dir = g_dir_make_tmp("cellsXXXXXX", NULL);
	struct str path = str_fmt(c->mem, "%s/book", dir);
	struct buf b = buf_new(c->tmp);

	assert_true(file_replace(c, path, bytes));
	*ok = (json ? cells_print_json : cells_print)(
	    c, path, str_of(sheet), raw, &b);
	g_unlink(path.p);
	g_rmdir(dir);
	g_free(dir);
	return buf_str(&b);
}

static struct str
two_sheets(struct ctx *c)
{
	struct member m[] = {
	    {"xl/workbook.xml",
		"<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS
		"\"><sheets><sheet name=\"Staff\" r:id=\"a\"/><sheet "
		"name=\"Notes\" r:id=\"b\"/></sheets></workbook>",
		0},
	    {"xl/_rels/workbook.xml.rels",
		"<Relationships><Relationship Id=\"a\" Type=\"x/worksheet\" "
		"Target=\"a.xml\"/><Relationship Id=\"b\" "
		"Type=\"x/worksheet\" Target=\"b.xml\"/></Relationships>",
		0},
	    {"xl/a.xml",
		"<worksheet><sheetData><row><c><v>1</v></c></row></sheetData>"
		"</worksheet>",
		0},
	    {"xl/b.xml",
		"<worksheet><sheetData><row><c t=\"str\"><v>x</v></c></row>"
		"</sheetData></worksheet>",
		0},
	    {NULL, NULL, 0}};

	return workbook_zip(c, m);
}

static void
a_line_is_a_row_and_cells_stand_in_their_columns(void **state)
{
	struct ctx c = test_ctx();
	struct str book = workbook_of_sheet(&c,
	    "<worksheet xmlns=\"" MAIN_NS "\"><sheetData><row r=\"2\"><c "
	    "r=\"B2\" s=\"1\"><v>43008</v></c><c r=\"D2\" s=\"2\"><v>0.0765"
	    "</v></c></row><row r=\"4\"><c r=\"A4\" t=\"str\"><v>a, \"b\"</v>"
	    "</c></row></sheetData></worksheet>",
	    NULL);
	bool ok;

	assert_str(print(&c, book, "", false, &ok),
	    "\n,30/09/2017,,7.7%\n\n\"a, \"\"b\"\"\"\n");
	assert_true(ok);
	assert_str(print(&c, book, "staff", true, &ok),
	    "\n,43008,,0.0765\n\n\"a, \"\"b\"\"\"\n");
	assert_true(ok);
	test_drop(&c);
}

static void
several_sheets_have_their_names_over_them(void **state)
{
	struct ctx c = test_ctx();
	struct str book = two_sheets(&c);
	bool ok;

	assert_str(print(&c, book, "", false, &ok), "# Staff\n1\n# Notes\nx\n");
	assert_str(print(&c, book, "Notes", false, &ok), "x\n");
	test_drop(&c);
}

static void
a_sheet_that_is_not_there_names_those_that_are(void **state)
{
	struct ctx c = test_ctx();
	bool ok;

	print(&c, two_sheets(&c), "Stuff", false, &ok);
	assert_false(ok);
	assert_str(diag_text(c.diag),
	    "has no sheet 'Stuff'; its sheets are Staff, Notes");
	test_drop(&c);
}

static void
csv_comes_back_as_csv(void **state)
{
	struct ctx c = test_ctx();
	bool ok;

	assert_str(print(&c, S("a;\"b\nc\";\n\n018;1,5;x\n"), "", false, &ok),
	    "a,\"b\nc\",\n\n018,\"1,5\",x\n");
	assert_true(ok);
	print(&c, S("a,b\n"), "Staff", false, &ok);
	assert_false(ok);
	test_drop(&c);
}

static void
json_has_place_type_value_format_and_what_is_hidden(void **state)
{
	struct ctx c = test_ctx();
	struct str book = workbook_of_sheet(&c,
	    "<worksheet xmlns=\"" MAIN_NS "\"><cols><col min=\"2\" max=\"3\" "
	    "hidden=\"1\"/></cols><sheetData><row r=\"2\"><c r=\"A2\" "
	    "s=\"1\"><v>43008</v></c><c r=\"C2\" s=\"2\"><v>0.0765</v></c>"
	    "<c r=\"D2\" t=\"b\"><v>1</v></c></row><row r=\"4\" "
	    "hidden=\"1\"><c r=\"A4\" t=\"str\"><v>a &quot;\\&#10;b</v></c>"
	    "<c r=\"B4\"><f>A1</f></c></row></sheetData></worksheet>",
	    NULL);
	bool ok;

	json = true;
	assert_str(print(&c, book, "", false, &ok),
	    "[\n{\"sheet\": \"Staff\", \"cell\": \"A2\", \"type\": \"date\", "
	    "\"value\": \"30/09/2017\", \"format\": \"dd/mm/yyyy\", "
	    "\"hidden\": false},\n"
	    "{\"sheet\": \"Staff\", \"cell\": \"C2\", \"type\": \"number\", "
	    "\"value\": \"7.7%\", \"format\": \"0.0%\", \"hidden\": true},\n"
	    "{\"sheet\": \"Staff\", \"cell\": \"D2\", \"type\": \"bool\", "
	    "\"value\": \"TRUE\", \"format\": \"\", \"hidden\": false},\n"
	    "{\"sheet\": \"Staff\", \"cell\": \"A4\", \"type\": \"text\", "
	    "\"value\": \"a \\\"\\\\\\u000ab\", \"format\": \"\", \"hidden\": "
	    "true},\n"
	    "{\"sheet\": \"Staff\", \"cell\": \"B4\", \"type\": \"blank\", "
	    "\"value\": \"\", \"format\": \"\", \"hidden\": true, "
	    "\"uncalculated\": true}\n]\n");
	assert_true(ok);
	assert_true(str_find(print(&c, book, "staff", true, &ok),
			S("\"cell\": \"A2\", \"type\": \"date\", \"value\": "
			  "\"43008\", ")) > 0);
	assert_str(print(&c, S("a,\n"), "", false, &ok),
	    "[\n{\"sheet\": \"\", \"cell\": \"A1\", \"type\": \"text\", "
	    "\"value\": \"a\", \"format\": \"\", \"hidden\": false}\n]\n");
	assert_str(print(&c, book, "Stuff", false, &ok), "");
	assert_false(ok);
	assert_str(
	    diag_text(c.diag), "has no sheet 'Stuff'; its sheets are Staff");
	json = false;
	test_drop(&c);
}

static void
the_limits_given_are_kept(void **state)
{
	struct ctx c = test_ctx();
	struct book_limits limits = book_limits_default;
	struct cells_options options = {.limits = &limits};
	struct buf b = buf_new(c.mem);

	assert_true(file_replace(&c, S("build/test_cells.csv"), S("a\nb\n")));
	assert_true(
	    cells_write(&c, S("build/test_cells.csv"), S(""), &options, &b));
	assert_str(buf_str(&b), "a\nb\n");
	limits.rows = 1;
	assert_false(
	    cells_write(&c, S("build/test_cells.csv"), S(""), &options, &b));
	assert_true(str_find(diag_text(c.diag), S("rows in")) > 0);
	g_unlink("build/test_cells.csv");
	test_drop(&c);
}

static void
a_spreadsheet_that_breaks_off_prints_nothing(void **state)
{
	struct ctx c = test_ctx();
	bool ok;

	assert_str(print(&c, S("a,b\nc,\"d\n"), "", false, &ok), "");
	assert_false(ok);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_line_is_a_row_and_cells_stand_in_their_columns),
	    cmocka_unit_test(several_sheets_have_their_names_over_them),
	    cmocka_unit_test(a_sheet_that_is_not_there_names_those_that_are),
	    cmocka_unit_test(csv_comes_back_as_csv),
	    cmocka_unit_test(
		json_has_place_type_value_format_and_what_is_hidden),
	    cmocka_unit_test(the_limits_given_are_kept),
	    cmocka_unit_test(a_spreadsheet_that_breaks_off_prints_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
