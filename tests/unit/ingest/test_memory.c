/* Memory is bounded: a sheet of four times the rows is read in the same memory,
 * and a workbook's texts cost little more than their bytes. Each file is read in
 * a process of its own. A million rows are for `make bench`. */
#include <glib.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "scratch.h"
#include "workbook.h"

#define MIB 1024L /* as getrusage counts: in KiB */

static char *
path_of(const char *name)
{
	return g_build_filename(folder, name, NULL);
}

static void
write_sheet(const char *path, unsigned rows, unsigned texts)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs("<worksheet xmlns=\"" MAIN_NS "\"><sheetData>", f);
	for (unsigned r = 1; r <= rows; r++)
		fprintf(f,
		    "<row r=\"%u\"><c r=\"A%u\" t=\"s\"><v>%u</v></c><c "
		    "r=\"B%u\" s=\"1\"><v>%u</v></c><c r=\"C%u\"><v>%u.25</v>"
		    "</c><c r=\"D%u\" t=\"inlineStr\"><is><t>person %u</t>"
		    "</is></c></row>",
		    r, r, r % texts, r, 43000 + r % 900, r, r % 60, r, r);
	fputs("</sheetData></worksheet>", f);
	assert_int_equal(fclose(f), 0);
}

/* No text is like another. Returns their bytes. */
static size_t
write_texts(const char *path, unsigned texts)
{
	FILE *f = fopen(path, "w");
	size_t n = 0;

	assert_non_null(f);
	fputs("<sst xmlns=\"" MAIN_NS "\">", f);
	for (unsigned i = 0; i < texts; i++) {
		fputs("<si><t>", f);
		n += (size_t)fprintf(
		    f, "Mental health trust number %u", i * 7919);
		fputs("</t></si>", f);
	}
	fputs("</sst>", f);
	assert_int_equal(fclose(f), 0);
	return n;
}

static void
add_part(zip_t *z, const char *name, zip_source_t *source)
{
	zip_int64_t i = zip_file_add(z, name, source, ZIP_FL_ENC_UTF_8);

	assert_true(i >= 0);
	assert_int_equal(
	    zip_set_file_compression(z, (zip_uint64_t)i, ZIP_CM_DEFLATE, 1), 0);
}

/* Packed from disk, so that this process stays small. Returns the bytes of its
 * texts. */
static size_t
write_workbook(const char *path, unsigned rows, unsigned texts)
{
	static const char book[] =
	    "<workbook xmlns=\"" MAIN_NS "\" xmlns:r=\"" REL_NS
	    "\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"a\"/></sheets>"
	    "</workbook>",
			  relations[] =
			      "<Relationships><Relationship Id=\"a\" "
			      "Type=\"x/worksheet\" Target=\"sheet.xml\"/>"
			      "</Relationships>",
			  styles[] = "<styleSheet xmlns=\"" MAIN_NS "\">"
				     "<cellXfs><xf numFmtId=\"0\"/><xf "
				     "numFmtId=\"14\"/></cellXfs></styleSheet>";
	char *sheet = path_of("sheet.xml"), *strings = path_of("strings.xml");
	zip_t *z = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	size_t n;

	assert_non_null(z);
	write_sheet(sheet, rows, texts);
	n = write_texts(strings, texts);
	add_part(z, "xl/workbook.xml",
	    zip_source_buffer(z, book, sizeof book - 1, 0));
	add_part(z, "xl/_rels/workbook.xml.rels",
	    zip_source_buffer(z, relations, sizeof relations - 1, 0));
	add_part(z, "xl/styles.xml",
	    zip_source_buffer(z, styles, sizeof styles - 1, 0));
	add_part(z, "xl/sharedStrings.xml", zip_source_file(z, strings, 0, -1));
	add_part(z, "xl/sheet.xml", zip_source_file(z, sheet, 0, -1));
	assert_int_equal(zip_close(z), 0);
	g_remove(sheet);
	g_remove(strings);
	g_free(sheet);
	g_free(strings);
	return n;
}

static void
write_csv(const char *path, unsigned rows)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	for (unsigned r = 1; r <= rows; r++)
		fprintf(f, "Trust %u,2026-06-30,%u.25,\"person, %u\"\n", r % 60,
		    r % 60, r);
	assert_int_equal(fclose(f), 0);
}

static bool
count_row(void *self, const struct row *row)
{
	*(unsigned *)self += row->n == 4 && row->cell[3].text.n > 7;
	return true;
}

static bool
has_rows(const char *path, unsigned rows)
{
	struct ctx c = test_ctx();
	unsigned seen = 0;
	struct book_visitor visitor = {&seen, NULL, count_row};

	return reader_read(&c, str_of(path), S("file"), &book_limits_default,
		   &visitor, NULL) &&
	       seen == rows;
}

/* The most KiB that were resident in a process that reads the file, or, without
 * one, in any. */
static long
peak(const char *path, unsigned rows)
{
	struct rusage usage;
	int status;
	pid_t child = fork();

	if (child == 0)
		_exit(path == NULL || has_rows(path, rows) ? 0 : 1);
	assert_int_equal(wait4(child, &status, 0, &usage), child);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	return usage.ru_maxrss;
}

#ifdef __SANITIZE_ADDRESS__
#define BOUND(truth) (void)(truth) /* what was freed stays for a while */
#else
#define BOUND(truth) assert_true(truth)
#endif

static void
four_times_the_rows_are_read_in_the_same_memory(void **state)
{
	char *xlsx = path_of("staff.xlsx"), *csv = path_of("staff.csv");
	const unsigned n = 50000;
	long none = peak(NULL, 0), few[2], many[2];

	write_workbook(xlsx, n, 500);
	write_csv(csv, n);
	few[0] = peak(xlsx, n) - none;
	few[1] = peak(csv, n) - none;
	write_workbook(xlsx, 4 * n, 500);
	write_csv(csv, 4 * n);
	many[0] = peak(xlsx, 4 * n) - none;
	many[1] = peak(csv, 4 * n) - none;
	g_remove(xlsx);
	g_remove(csv);
	g_free(xlsx);
	g_free(csv);
	for (int i = 0; i < 2; i++) {
		print_message("%s: %ld KiB for 50,000 rows, %ld for 200,000\n",
		    i == 0 ? "XLSX" : "CSV", few[i], many[i]);
		BOUND(many[i] < few[i] + MIB / 2);
		BOUND(many[i] < 8 * MIB);
	}
}

static void
texts_cost_little_more_than_their_bytes(void **state)
{
	char *xlsx = path_of("texts.xlsx");
	const unsigned n = 100000;
	long none = peak(NULL, 0), used, table;

	table = (long)(write_workbook(xlsx, n, n) / 1024);
	used = peak(xlsx, n) - none;
	g_remove(xlsx);
	g_free(xlsx);
	print_message("%ld KiB with %ld KiB of texts\n", used, table);
	BOUND(used < 3 * table + 8 * MIB);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(four_times_the_rows_are_read_in_the_same_memory),
	    cmocka_unit_test(texts_cost_little_more_than_their_bytes),
	};

	return cmocka_run_group_tests(tests, make_folder, drop_folder);
}
