/* CSV as it comes: encodings, separators, quotes, line ends, damage. */
#include <stdio.h>
#include <stdlib.h>

#include "workbook.h"

static void
expect(struct str bytes, const char *seen)
{
	struct ctx c = test_ctx();

	assert_str(see(&c, bytes), seen);
	test_drop(&c);
}

static void
commas_quotes_and_doubled_quotes_make_cells(void **state)
{
	expect(S("Org,Group\r\nRV5,\"Nurses, \"\"all\"\"\"\r\n"),
	    "[0 ]\n1: A1 text=Org| B1 text=Group|\n"
	    "2: A2 text=RV5| B2 text=Nurses, \"all\"|\n");
}

static void
codes_stay_text_and_empty_cells_are_blank(void **state)
{
	expect(S("018,,1.50\n"),
	    "[0 ]\n1: A1 text=018| B1 blank=| C1 text=1.50|\n");
}

static void
a_line_break_inside_quotes_stays_in_its_row(void **state)
{
	expect(S("a,\"b\nc\"\nd,e"),
	    "[0 ]\n1: A1 text=a| B1 text=b\nc|\n2: A2 text=d| B2 text=e|\n");
}

static void
all_line_ends_and_empty_lines_count_rows(void **state)
{
	expect(S("a\r\rb\n\nc\r\nd"),
	    "[0 ]\n1: A1 text=a|\n2:\n3: A3 text=b|\n4:\n"
	    "5: A5 text=c|\n6: A6 text=d|\n");
}

static void
text_behind_a_closing_quote_belongs_to_the_cell(void **state)
{
	expect(S("\"North\" Trust,1\n\"\",\"x\""),
	    "[0 ]\n1: A1 text=North Trust| B1 text=1|\n"
	    "2: A2 blank=| B2 text=x|\n");
}

static void
the_separator_is_found_outside_quotes(void **state)
{
	expect(S("a;\"x,y,z\"\nb;2,5\n"),
	    "[0 ]\n1: A1 text=a| B1 text=x,y,z|\n2: A2 text=b| B2 "
	    "text=2,5|\n");
	expect(S("a\tb, c\nd\te, f, g\n"),
	    "[0 ]\n1: A1 text=a| B1 text=b, c|\n2: A2 text=d| B2 "
	    "text=e, f, g|\n");
	/* Decimal commas alone are no separators. */
	expect(S("1,5;2,5\n3,5;4,5\n"),
	    "[0 ]\n1: A1 text=1,5| B1 text=2,5|\n2: A2 text=3,5| B2 "
	    "text=4,5|\n");
	/* A title with a comma over a table of tabs. */
	expect(S("Staff, all\n\nx\ty\nz\tw\n"),
	    "[0 ]\n1: A1 text=Staff, all|\n2:\n3: A3 text=x| B3 text=y|\n"
	    "4: A4 text=z| B4 text=w|\n");
}

static void
a_sep_line_names_the_separator_and_is_no_row(void **state)
{
	expect(S("sep=|\r\na|b,c\r\n"), "[0 ]\n1: A1 text=a| B1 text=b,c|\n");
}

static void
every_encoding_gives_the_same_cells(void **state)
{
	const char *seen = "[0 ]\n1: A1 text=caf\u00e9| B1 text=\u20ac5|\n";

	expect(S("caf\u00e9,\u20ac5\n"), seen);
	expect(S("\xef\xbb\xbf"
		 "caf\u00e9,\u20ac5\n"),
	    seen);
	expect(S("caf\xe9,\x80"
		 "5\n"),
	    seen);
	expect(S("\xff\xfe"
		 "c\0a\0f\0\xe9\0,\0\xac\x20"
		 "5\0\n\0"),
	    seen);
	expect(S("\xfe\xff\0c\0a\0f\0\xe9\0,\x20\xac\0005\0\n"), seen);
	/* Without a mark the NULs tell. */
	expect(S("c\0a\0f\0\xe9\0,\0\xac\x20"
		 "5\0\n\0"),
	    seen);
	expect(S("\0c\0a\0f\0\xe9\0,\x20\xac\0005\0\n"), seen);
	expect(S("\0\0\0c\0\0\0a\0\0\0f\0\0\0\xe9\0\0\0,\0\0\x20\xac"
		 "\0\0\0005\0\0\0\n"),
	    seen);
	expect(S("\xff\xfe\0\0c\0\0\0a\0\0\0f\0\0\0\xe9\0\0\0,\0\0\0\xac"
		 "\x20\0\0"
		 "5\0\0\0\n\0\0\0"),
	    seen);
}

/* Greek and Chinese: no ASCII but separators and line ends. */
static void
utf16_without_a_mark_and_without_letters_is_known(void **state)
{
	const char *seen = "[0 ]\n1: A1 text=\u03b1\u03b2\u03b3| B1 "
			   "text=\u4e2d\u6587|\n2: A2 text=\u03b4|\n";

	expect(S("\xb1\x03\xb2\x03\xb3\x03,\0\x2d\x4e\x87\x65\n\0\xb4\x03\n"
		 "\0"),
	    seen);
	expect(S("\x03\xb1\x03\xb2\x03\xb3\0,\x4e\x2d\x65\x87\0\n\x03\xb4\0"
		 "\n"),
	    seen);
}

/* Rows across the edge of what is read at once, in each way a row can end or
 * go on there. */
static void
rows_that_cross_the_edge_of_a_window_stay_whole(void **state)
{
	static const char *const piece[] = {"ab,cd\r\n",
	    "\"a\"\"b\",\"c\nd\"\n", "\u00e9\u20ac,x\r", "caf\xe9,\x80\n"};

	for (size_t k = 0; k < COUNT(piece); k++) {
		for (size_t shift = 0; shift < 14; shift++) {
			struct ctx c = test_ctx();
			struct buf b = buf_new(c.mem);
			struct str seen, tail;
			unsigned rows = 0;

			for (size_t i = 0; i < shift; i++)
				buf_addc(&b, 'x');
			buf_addc(&b, '\n');
			while (b.n < ((size_t)256 << 10) + 64) {
				buf_addz(&b, piece[k]);
				rows++;
			}
			seen = see(&c, buf_str(&b));
			assert_int_equal(diag_failures(c.diag), 0);
			tail = str_fmt(
			    c.mem, "\n%u: A%u text=", rows + 1, rows + 1);
			assert_true(str_find(seen, tail) > 0);
			tail = str_fmt(c.mem, "\n%u:", rows + 2);
			assert_true(str_find(seen, tail) < 0);
			test_drop(&c);
		}
	}
}

/* Plain rows, and behind them, far from the start, what tells the encoding. */
static struct str
late(struct ctx *c, struct str tail, struct str *seen)
{
	struct buf b = buf_new(c->mem);

	while (b.n < 300000)
		buf_addz(&b, "Nursing,1.5\n");
	buf_adds(&b, tail);
	*seen = see(c, buf_str(&b));
	return str_slice(*seen, seen->n < 30 ? 0 : seen->n - 30, seen->n);
}

static void
the_first_byte_beyond_ascii_tells_the_encoding_wherever_it_stands(void **state)
{
	static const struct {
		struct str tail;
		const char *seen, *note;
	} try[] = {
	    {{"caf\u00e9,\u20ac5\n", 10}, "caf\u00e9| B25001 text=\u20ac5|\n",
		""},
	    {{"caf\xe9,\x80"
	      "5\n",
		 8},
		"caf\u00e9| B25001 text=\u20ac5|\n",
		"byte 300003 is not UTF-8: the file is read as Windows-1252"},
	    /* What seems to be UTF-8 at first, and is not at its end. */
	    {{"\u00e9,x\ncaf\xe9\n", 10}, "25002: A25002 text=caf\u00e9|\n",
		"byte 300008 is not UTF-8: the file is read as Windows-1252"},
	};

	for (size_t i = 0; i < COUNT(try); i++) {
		struct ctx c = test_ctx();
		char *said = NULL;
		size_t n = 0;
		FILE *err = open_memstream(&said, &n);
		struct str seen, end;

		c.diag = diag_new(c.mem, err, false);
		end = late(&c, try[i].tail, &seen);
		assert_int_equal(fclose(err), 0);
		assert_int_equal(diag_failures(c.diag), 0);
		assert_true(str_ends(end, str_of(try[i].seen)));
		assert_int_equal(n > 0, try[i].note[0] != '\0');
		assert_non_null(strstr(said, try[i].note));
		if (i == 2)
			assert_true(
			    str_find(seen, S("A25001 text=\u00c3\u00a9| "
					     "B25001 text=x|")) > 0);
		free(said);
		test_drop(&c);
	}
}

static void
a_nul_is_damage_wherever_it_stands(void **state)
{
	static const struct str tail[] = {{"ab\0cd\n", 6},
	    {"\xc3\xa9"
	     "\0cd\n",
		6},
	    {"\xe9,\0cd\n", 6}};

	for (size_t i = 0; i < COUNT(tail); i++) {
		struct ctx c = test_ctx();
		struct str seen;

		late(&c, tail[i], &seen);
		assert_int_equal(diag_failures(c.diag), 1);
		assert_true(str_starts(
		    diag_text(c.diag), S("byte 300002: holds a NUL")));
		test_drop(&c);
	}
}

static void
ragged_rows_keep_the_cells_they_have(void **state)
{
	expect(S("a,b,c\nd\n,,,e\n\nf,\n"),
	    "[0 ]\n1: A1 text=a| B1 text=b| C1 text=c|\n2: A2 text=d|\n"
	    "3: A3 blank=| B3 blank=| C3 blank=| D3 text=e|\n4:\n"
	    "5: A5 text=f| B5 blank=|\n");
}

/* Longer than all that is read at once, with and without quotes. */
static void
a_very_long_field_is_whole(void **state)
{
	struct book_limits limits = book_limits_default;

	limits.text_bytes = 2000000;
	for (int quoted = 0; quoted < 2; quoted++) {
		struct ctx c = test_ctx();
		struct buf b = buf_new(c.mem), seen = buf_new(c.mem);
		struct book_visitor visitor = {&seen, see_sheet, see_row};
		struct str field;

		buf_addz(&b, quoted ? "1,\"" : "1,");
		while (b.n < 1000000)
			buf_addz(&b, quoted ? "ab\nc,d " : "abcdefg ");
		field = str_dup(
		    c.mem, str_slice(buf_str(&b), 2U + (size_t)quoted, b.n));
		buf_addz(&b, quoted ? "!\",2\n" : "!,2\n");
		assert_true(reader_read_bytes(
		    &c, buf_str(&b), S("f"), &limits, &visitor, NULL));
		assert_true(str_eq(buf_str(&seen),
		    str_fmt(c.mem,
			"[0 ]\n1: A1 text=1| B1 text=%.*s!| C1 text=2|\n",
			STRF(field))));
		test_drop(&c);
	}
}

static void
damage_is_named_with_its_place(void **state)
{
	expect(S("a,b\nc,\"d\n"),
	    "the quote that opens cell 2 is never closed; close it or ask "
	    "for the file again");
	expect(S("abcdefgh\nab\0cd"),
	    "byte 11: holds a NUL, so it is neither a spreadsheet nor text; "
	    "save it again as XLSX or CSV");
	expect(S("\xff\xfe"
		 "a\0b"),
	    "byte 4: ends in the middle of a UTF-16 character; the file is "
	    "cut short, ask for it again");
	expect(S("\xff\xfe"
		 "a\0\0\xd8"
		 "b\0"),
	    "byte 4: no UTF-16 character stands here; the file is damaged, "
	    "ask for it again");
}

static bool
first_only(void *self, const struct row *row)
{
	*(uint32_t *)self = row->number;
	return false;
}

static void
a_visitor_may_have_enough(void **state)
{
	struct ctx c = test_ctx();
	uint32_t last = 0;
	struct book_visitor visitor = {&last, NULL, first_only};
	const char *format = NULL;

	/* What comes behind is never looked at, not even an open quote. */
	assert_true(reader_read_bytes(&c, S("a\nb\n\"c"), S("f"),
	    &book_limits_default, &visitor, &format));
	assert_int_equal(last, 1);
	assert_string_equal(format, "csv");
	test_drop(&c);
}

static void
limits_stop_long_cells_many_columns_and_many_rows(void **state)
{
	struct book_limits limits = book_limits_default;
	struct ctx c = test_ctx();
	struct buf b = buf_new(c.mem);
	struct book_visitor visitor = {&b, see_sheet, see_row};

	limits.text_bytes = limits.columns = limits.rows = 3;
	assert_true(reader_read_bytes(
	    &c, S("abc,d,e\n1\n2\n"), S("f"), &limits, &visitor, NULL));
	assert_false(reader_read_bytes(
	    &c, S("abcd\n"), S("f"), &limits, &visitor, NULL));
	assert_true(str_find(diag_text(c.diag), S("text_bytes")) > 0);
	assert_false(reader_read_bytes(
	    &c, S("a,b,c,d\n"), S("f"), &limits, &visitor, NULL));
	assert_true(str_find(diag_text(c.diag), S("columns")) > 0);
	assert_false(reader_read_bytes(
	    &c, S("a\nb\nc\nd\n"), S("f"), &limits, &visitor, NULL));
	assert_true(str_find(diag_text(c.diag), S("rows")) > 0);
	assert_int_equal(diag_at(c.diag).line, 3);
	limits.file_bytes = 5;
	assert_false(reader_read_bytes(
	    &c, S("a\nb\nc\n"), S("f"), &limits, &visitor, NULL));
	assert_true(str_find(diag_text(c.diag), S("file_bytes")) > 0);
	test_drop(&c);
}

static void
what_is_no_spreadsheet_is_refused_with_a_way_out(void **state)
{
	expect(S(""), "is empty (0 bytes); ask for it again");
	expect(S("%PDF-1.7\n"),
	    "is a PDF, not a spreadsheet; ask for the XLSX or CSV it was made "
	    "from");
	expect(S("\xef\xbb\xbf\n<!DOCTYPE html><p>a,b"),
	    "is a web page (HTML), not a spreadsheet; download the file "
	    "itself, or open it in Excel and save it as XLSX");
	expect(S("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1..W\0o\0r\0k\0b\0o\0o\0k\0"),
	    "is an Excel 97-2003 workbook (XLS), which is not read; open it "
	    "in Excel and save it as Excel Workbook (XLSX)");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(commas_quotes_and_doubled_quotes_make_cells),
	    cmocka_unit_test(codes_stay_text_and_empty_cells_are_blank),
	    cmocka_unit_test(a_line_break_inside_quotes_stays_in_its_row),
	    cmocka_unit_test(all_line_ends_and_empty_lines_count_rows),
	    cmocka_unit_test(text_behind_a_closing_quote_belongs_to_the_cell),
	    cmocka_unit_test(the_separator_is_found_outside_quotes),
	    cmocka_unit_test(a_sep_line_names_the_separator_and_is_no_row),
	    cmocka_unit_test(every_encoding_gives_the_same_cells),
	    cmocka_unit_test(utf16_without_a_mark_and_without_letters_is_known),
	    cmocka_unit_test(rows_that_cross_the_edge_of_a_window_stay_whole),
	    cmocka_unit_test(
		the_first_byte_beyond_ascii_tells_the_encoding_wherever_it_stands),
	    cmocka_unit_test(a_nul_is_damage_wherever_it_stands),
	    cmocka_unit_test(ragged_rows_keep_the_cells_they_have),
	    cmocka_unit_test(a_very_long_field_is_whole),
	    cmocka_unit_test(damage_is_named_with_its_place),
	    cmocka_unit_test(a_visitor_may_have_enough),
	    cmocka_unit_test(limits_stop_long_cells_many_columns_and_many_rows),
	    cmocka_unit_test(what_is_no_spreadsheet_is_refused_with_a_way_out),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
