/* tests/tools/bench_readers.c -- the spreadsheet readers against what the bytes
 * themselves cost, in one run: bench_readers FOLDER [ROWS [REPEATS]].
 *
 * Makes a workbook and a CSV file of a million rows of staff records in FOLDER
 * unless they are there, and prints CPU times, the least of the repeats, and their ratios. Peak memory
 * is that of a child process that does nothing but read. */
#include <expat.h>
#include <inttypes.h>
#include <libdeflate.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>

#include "base/file.h"
#include "ingest/reader.h"

#define COLUMNS 15
#define SHEET   "xl/worksheets/sheet1.xml"

static const char types[] = "<styleSheet xmlns=\"http://schemas."
			    "openxmlformats.org/spreadsheetml/2006/main\">"
			    "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/>"
			    "</cellXfs></styleSheet>";
static const char workbook[] =
    "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/"
    "main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
    "relationships\"><sheets><sheet name=\"Staff\" sheetId=\"1\" "
    "r:id=\"rId1\"/></sheets></workbook>";
static const char relations[] =
    "<Relationships><Relationship Id=\"rId1\" Type=\"x/worksheet\" "
    "Target=\"worksheets/sheet1.xml\"/></Relationships>";

/* A column: how many different texts, or 0 for a number. */
static const struct {
	const char *title;
	unsigned texts;
} column[COLUMNS] = {{"Period", 0}, {"Organisation code", 60},
    {"Organisation", 60}, {"Region", 7}, {"Setting", 2}, {"Discipline", 9},
    {"Band", 12}, {"Gender", 3}, {"Ethnicity", 18}, {"Disability", 3},
    {"Headcount", 0}, {"WTE", 0}, {"CPD hours", 0}, {"Start date", 0},
    {"Leaving date", 0}};

static uint64_t seed = 20261122;

static unsigned
draw(unsigned below)
{
	seed = seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)((seed >> 33) % below);
}

static void
stop(const char *what)
{
	fprintf(stderr, "bench_readers: %s\n", what);
	exit(1);
}

static void
text_of(char *out, size_t n, unsigned c, unsigned i)
{
	snprintf(out, n, "%s %u", column[c].title, i + 1);
}

/* One number, as the sheet and the CSV have it; false: the cell is empty. */
static bool
number_of(char *out, size_t n, unsigned c)
{
	unsigned v;

	switch (c) {
	case 10:
		snprintf(out, n, "1");
		return true;
	case 11:
		v = draw(4);
		snprintf(out, n, "%s",
		    v == 0   ? "1"
		    : v == 1 ? "0.8"
		    : v == 2 ? "0.56000000000000005"
			     : "0.6");
		return true;
	case 12:
		snprintf(out, n, "%u.%u", draw(80), draw(4) * 25);
		return true;
	case 14:
		if (draw(10) > 0)
			return false;
		/* fall through */
	default:
		snprintf(out, n, "%u", 40000 + draw(6000));
		return true;
	}
}

static void
write_files(const char *xml, const char *csv, unsigned rows)
{
	FILE *x = fopen(xml, "wb"), *v = fopen(csv, "wb");
	unsigned first[COLUMNS], n = COLUMNS;
	char text[64];

	if (x == NULL || v == NULL)
		stop("cannot write into the folder");
	for (unsigned c = 0; c < COLUMNS; c++) {
		first[c] = n;
		n += column[c].texts;
	}
	fprintf(x,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
	    "<worksheet xmlns=\"http://schemas.openxmlformats.org/"
	    "spreadsheetml/2006/main\"><sheetData><row r=\"1\">");
	for (unsigned c = 0; c < COLUMNS; c++) {
		fprintf(x, "<c r=\"%c1\" t=\"s\"><v>%u</v></c>", 'A' + c, c);
		fprintf(v, "%s%s", c > 0 ? "," : "", column[c].title);
	}
	fprintf(x, "</row>");
	fprintf(v, "\n");
	for (unsigned r = 2; r < rows + 2; r++) {
		fprintf(x, "<row r=\"%u\">", r);
		for (unsigned c = 0; c < COLUMNS; c++) {
			if (c > 0)
				fputc(',', v);
			if (column[c].texts > 0) {
				unsigned i = draw(column[c].texts);
				fprintf(x,
				    "<c r=\"%c%u\" t=\"s\"><v>%u</v></c>",
				    'A' + c, r, first[c] + i);
				/* Short words keep the file at 91 MB. */
				fprintf(v, "%.*s %u", c == 1 ? 9 : 3,
				    column[c].title, i + 1);
			} else if (number_of(text, sizeof text, c)) {
				fprintf(x, "<c r=\"%c%u\"%s><v>%s</v></c>",
				    'A' + c, r,
				    c == 0 || c > 12 ? " s=\"1\"" : "", text);
				fputs(text, v);
			}
		}
		fprintf(x, "</row>");
		fputc('\n', v);
	}
	fprintf(x, "</sheetData></worksheet>");
	if (fclose(x) != 0 || fclose(v) != 0)
		stop("the folder is full");
}

/* Level 3, about as well as Excel itself packs: the default takes zlib minutes
 * for half a gigabyte of such text. */
static void
add(zip_t *z, const char *name, zip_source_t *s)
{
	zip_int64_t i =
	    s == NULL ? -1 : zip_file_add(z, name, s, ZIP_FL_ENC_UTF_8);

	if (i < 0 || zip_set_file_compression(
			 z, (zip_uint64_t)i, ZIP_CM_DEFLATE, 3) != 0)
		stop("cannot pack");
}

static void
pack(const char *xlsx, const char *xml)
{
	zip_t *z = zip_open(xlsx, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	char *strings = NULL, text[64];
	size_t n = 0;
	FILE *f = open_memstream(&strings, &n);

	if (z == NULL || f == NULL)
		stop("cannot pack");
	fprintf(f, "<sst xmlns=\"http://schemas.openxmlformats.org/"
		   "spreadsheetml/2006/main\">");
	for (unsigned c = 0; c < COLUMNS; c++)
		fprintf(f, "<si><t>%s</t></si>", column[c].title);
	for (unsigned c = 0; c < COLUMNS; c++)
		for (unsigned i = 0; i < column[c].texts; i++) {
			text_of(text, sizeof text, c, i);
			fprintf(f, "<si><t>%s</t></si>", text);
		}
	fprintf(f, "</sst>");
	fclose(f);
	add(z, "xl/workbook.xml",
	    zip_source_buffer(z, workbook, sizeof workbook - 1, 0));
	add(z, "xl/_rels/workbook.xml.rels",
	    zip_source_buffer(z, relations, sizeof relations - 1, 0));
	add(z, "xl/styles.xml",
	    zip_source_buffer(z, types, sizeof types - 1, 0));
	add(z, "xl/sharedStrings.xml", zip_source_buffer(z, strings, n, 1));
	add(z, SHEET, zip_source_file(z, xml, 0, -1));
	if (zip_close(z) != 0)
		stop("cannot pack");
}

struct seen {
	uint64_t rows, cells, texts, dates;
	double sum;
};

static bool
on_row(void *self, const struct row *row)
{
	struct seen *s = self;

	s->rows++;
	s->cells += row->n;
	for (size_t i = 0; i < row->n; i++) {
		s->texts += row->cell[i].type == CELL_TEXT;
		s->dates += row->cell[i].is_date;
		s->sum += row->cell[i].number;
	}
	return true;
}

static struct seen
read_file(const char *path)
{
	struct arena *mem = arena_new("bench"), *tmp = arena_new("scratch");
	struct ctx c = {mem, tmp, diag_new(mem, stderr, false)};
	struct seen seen = {0};
	struct book_visitor visitor = {&seen, NULL, on_row};

	if (!reader_read(&c, str_of(path), str_of(path), &book_limits_default,
		&visitor, NULL))
		stop("cannot be read");
	arena_free(tmp);
	arena_free(mem);
	return seen;
}

/* MiB at most in a process that reads, beyond one that does not. */
static double
peak(const char *path)
{
	struct rusage use;
	int status;
	pid_t child = fork();

	if (child == 0) {
		if (path != NULL)
			read_file(path);
		_exit(0);
	}
	if (child < 0 || wait4(child, &status, 0, &use) < 0 || status != 0)
		stop("the child process failed");
	return (double)use.ru_maxrss / 1024;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

struct packed {
	void *in, *out;
	size_t n_in, n_out;
};

static struct packed
sheet_of(const char *xlsx)
{
	zip_t *z = zip_open(xlsx, ZIP_RDONLY, NULL);
	struct packed p = {0};
	zip_stat_t st;
	zip_file_t *f;

	if (z == NULL || zip_stat(z, SHEET, 0, &st) != 0)
		stop("no sheet");
	p = (struct packed){
	    malloc(st.comp_size), malloc(st.size), st.comp_size, st.size};
	f = zip_fopen_index(z, st.index, ZIP_FL_COMPRESSED);
	if (p.in == NULL || p.out == NULL || f == NULL ||
	    zip_fread(f, p.in, p.n_in) != (zip_int64_t)p.n_in)
		stop("no sheet");
	zip_fclose(f);
	zip_discard(z);
	return p;
}

static void
inflate_it(const struct packed *p)
{
	struct libdeflate_decompressor *d = libdeflate_alloc_decompressor();

	if (libdeflate_deflate_decompress(
		d, p->in, p->n_in, p->out, p->n_out, NULL) != 0)
		stop("cannot inflate");
	libdeflate_free_decompressor(d);
}

static void
on_start(void *self, const char *name, const char **attribute)
{
}

static void
on_end(void *self, const char *name)
{
}

static void
on_text(void *self, const char *p, int n)
{
}

static void
parse_it(const struct packed *p)
{
	XML_Parser x = XML_ParserCreate(NULL);

	XML_SetElementHandler(x, on_start, on_end);
	XML_SetCharacterDataHandler(x, on_text);
	for (size_t i = 0; i < p->n_out; i += 1 << 20) {
		size_t n = p->n_out - i < 1 << 20 ? p->n_out - i : 1 << 20;
		if (XML_Parse(x, (char *)p->out + i, (int)n,
			i + n == p->n_out) != XML_STATUS_OK)
			stop("cannot parse");
	}
	XML_ParserFree(x);
}

/* What else could be done with the bytes of a CSV file, piece by piece. */
struct peer {
	const char *title;
	uint64_t (*fields)(const char *p, size_t n);
};

static uint64_t
no_fields(const char *p, size_t n)
{
	return 0;
}

static uint64_t
words_summed(const char *p, size_t n)
{
	uint64_t sum = 0, word;

	for (; n >= sizeof word; p += sizeof word, n -= sizeof word) {
		memcpy(&word, p, sizeof word);
		sum += word;
	}
	return sum;
}

static uint64_t
found_by_memchr(const char *p, size_t n, char mark)
{
	const char *end = p + n;
	uint64_t found = 0;

	while ((p = memchr(p, mark, (size_t)(end - p))) != NULL) {
		found++;
		p++;
	}
	return found;
}

static uint64_t
fields_by_memchr(const char *p, size_t n)
{
	return found_by_memchr(p, n, ',') + found_by_memchr(p, n, '\n');
}

/* As textbooks have it. */
static uint64_t
fields_by_bytes(const char *p, size_t n)
{
	static bool quoted;
	uint64_t fields = 0;

	for (const char *end = p + n; p < end; p++) {
		switch (*p) {
		case '"':
			quoted = !quoted;
			break;
		case ',':
		case '\n':
			fields += !quoted;
		}
	}
	return fields;
}

enum { PEER_BYTES, PEER_SUM, PEER_MEMCHR, PEER_TEXTBOOK, PEERS };

static const struct peer peer[PEERS] = {
    {"reading the CSV's bytes", no_fields},
    {"reading and adding them up, 8 at once", words_summed},
    {"reading and memchr for each comma and line end", fields_by_memchr},
    {"reading and a state machine, byte by byte", fields_by_bytes},
};

static uint64_t
read_bytes(const char *path, const struct peer *with)
{
	static char piece[1 << 18];
	uint64_t fields = 0;
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL)
		stop("cannot be read");
	setvbuf(f, NULL, _IONBF, 0);
	while ((n = fread(piece, 1, sizeof piece, f)) > 0)
		fields += with->fields(piece, n);
	fclose(f);
	return fields;
}

static void
least(double *best, double from)
{
	double t = now() - from;

	if (*best == 0 || t < *best)
		*best = t;
}

int
main(int argc, char **argv)
{
	char xml[4096], xlsx[4096], csv[4096];
	unsigned rows = argc > 2 ? (unsigned)atoi(argv[2]) : 1000000;
	int repeats = argc > 3 ? atoi(argv[3]) : 3;
	double base, xlsx_peak, csv_peak, t, inflate = 0, sax = 0, book = 0,
					     alone[PEERS] = {0}, text = 0;
	uint64_t fields[PEERS];
	struct packed sheet;
	struct seen seen = {0}, lines = {0};
	FILE *f;
	long size;

	if (argc < 2 || rows == 0 || rows > 1048574 || repeats < 1)
		stop("FOLDER [ROWS [REPEATS]]");
	snprintf(xml, sizeof xml, "%s/sheet1.xml", argv[1]);
	snprintf(xlsx, sizeof xlsx, "%s/staff.xlsx", argv[1]);
	snprintf(csv, sizeof csv, "%s/staff.csv", argv[1]);
	if (access(xlsx, R_OK) != 0 || access(csv, R_OK) != 0) {
		write_files(xml, csv, rows);
		pack(xlsx, xml);
		unlink(xml);
	}
	base = peak(NULL);
	xlsx_peak = peak(xlsx) - base;
	csv_peak = peak(csv) - base;
	sheet = sheet_of(xlsx);
	inflate_it(&sheet); /* warms the pages */
	for (int i = 0; i < repeats; i++) {
		t = now();
		inflate_it(&sheet);
		least(&inflate, t);
		t = now();
		seen = read_file(xlsx);
		least(&book, t);
		for (unsigned k = 0; k < PEERS; k++) {
			t = now();
			fields[k] = read_bytes(csv, &peer[k]);
			least(&alone[k], t);
		}
		t = now();
		lines = read_file(csv);
		least(&text, t);
	}
	if (fields[PEER_MEMCHR] != lines.cells ||
	    fields[PEER_TEXTBOOK] != lines.cells)
		stop("the peers see other cells");
	t = now();
	parse_it(&sheet);
	least(&sax, t);
	f = fopen(csv, "rb");
	fseek(f, 0, SEEK_END);
	size = ftell(f);
	fclose(f);
	printf("workbook: %" PRIu64 " rows, %" PRIu64 " cells (%" PRIu64
	       " texts, %" PRIu64 " dates, sum %.2f), sheet of %.0f MB\n",
	    seen.rows, seen.cells, seen.texts, seen.dates, seen.sum,
	    (double)sheet.n_out / 1e6);
	printf("CSV: %" PRIu64 " rows, %" PRIu64 " cells, %.1f MB\n",
	    lines.rows, lines.cells, (double)size / 1e6);
	printf("%-48s %8.3f s\n", "libdeflate inflate of the sheet, warm",
	    inflate);
	printf("%-48s %8.3f s\n", "inflate + expat with empty handlers",
	    inflate + sax);
	printf("%-48s %8.3f s %10.0f rows/s\n", "workbook read", book,
	    (double)seen.rows / book);
	for (unsigned k = 0; k < PEERS; k++)
		printf("%-48s %8.3f s\n", peer[k].title, alone[k]);
	printf("%-48s %8.3f s %10.0f rows/s\n", "CSV read", text,
	    (double)lines.rows / text);
	printf("%-48s %8.2f, goal at most 2.5\n", "workbook read / inflate",
	    book / inflate);
	printf("%-48s %8.3f\n", "workbook read / (inflate + expat)",
	    book / (inflate + sax));
	printf("%-48s %8.2f, goal at most 12.2 *\n",
	    "CSV read / reading the bytes", text / alone[PEER_BYTES]);
	printf("%-48s %8.2f\n", "CSV read / memchr", text / alone[PEER_MEMCHR]);
	printf("%-48s %8.2f\n", "CSV read / state machine",
	    text / alone[PEER_TEXTBOOK]);
	printf(
	    "%-48s %8.1f MiB\n", "peak memory of the workbook read", xlsx_peak);
	printf("%-48s %8.1f MiB\n", "peak memory of the CSV read", csv_peak);
	printf("* 0.11 s for 91 MB on a machine that reads them in 0.009 s\n");
	return 0;
}
