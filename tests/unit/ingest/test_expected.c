/* The corpus's CSV files, written by Excel and other programs, against what our
 * reader shows of the workbooks, cell for cell. What differs is listed with its
 * reason in tests/golden/cells/differences.txt, and nothing else may. */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>

#include "workbook.h"

#include "base/file.h"
#include "ingest/numfmt.h"

#define CORPUS "../shared/corpus"
#define LISTED "tests/golden/cells/differences.txt"

/* Where the CSV's first cell stands, and which rows of ours it leaves out. */
struct placing {
	uint32_t row, column;
	bool all;
	uint32_t left_out[64], extra;
	size_t n;
	struct str book; /* another than the CSV's name says */
};

/* A sheet as text, by "row:column". */
struct grid {
	struct arena *mem;
	GHashTable *cell;
	int wanted; /* the sheet's index; -1: the first with cells; -2: all */
	uint32_t rows, columns, above;
	struct placing placing;
};

/* cell: B7, or with * and ?; +7: the CSV lacks our row 7; -7: we lack its row 7;
 * @B2: it starts there; =x: it is of workbook x; all: it has every sheet, each
 * under a line of its own. */
struct listed {
	struct str file, cell;
	bool met;
};

struct comparison {
	struct ctx *c;
	struct listed *listed;
	size_t n, cap;
	unsigned files, cells, unlisted;
};

static bool
grid_sheet(void *self, const struct sheet *sheet)
{
	struct grid *g = self;

	if (g->wanted == -2) {
		g->above = ++g->rows;
		return true;
	}
	return g->wanted == sheet->index || (g->wanted < 0 && g->rows == 0);
}

static bool
grid_row(void *self, const struct row *row)
{
	struct grid *g = self;
	uint32_t number = g->above + row->number - (g->placing.row - 1);

	g->rows = g->above + row->number;
	for (size_t i = 0; i < g->placing.n; i++) {
		if (g->placing.left_out[i] == row->number)
			return true;
		number -= g->placing.left_out[i] < row->number;
	}
	number += g->placing.extra > 0 && number >= g->placing.extra;
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *cell = &row->cell[i];
		struct buf b = buf_new(g->mem);
		char *key;

		numfmt_print(&b, cell);
		if (b.n == 0)
			continue;
		assert_true(cell->column >= g->placing.column);
		if (cell->column > g->columns)
			g->columns = cell->column;
		key = g_strdup_printf(
		    "%u:%u", number, cell->column - (g->placing.column - 1));
		g_hash_table_insert(g->cell, key, b.p);
	}
	return true;
}

static bool
grid_read(struct ctx *c, struct grid *g, struct str path, int wanted,
    struct placing placing)
{
	struct book_visitor visitor = {g, grid_sheet, grid_row};

	*g = (struct grid){.mem = c->mem,
	    .cell =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	    .wanted = placing.all ? -2 : wanted,
	    .placing = placing};
	return reader_read(c, path, path, &book_limits_default, &visitor, NULL);
}

static const char *
grid_at(const struct grid *g, uint32_t row, uint32_t column)
{
	char key[32];
	const char *text;

	g_snprintf(key, sizeof key, "%u:%u", row, column);
	text = g_hash_table_lookup(g->cell, key);
	return text == NULL ? "" : text;
}

static bool
is_listed(struct comparison *t, struct str file, struct str cell)
{
	bool listed = false;

	for (size_t i = 0; i < t->n; i++) {
		struct listed *l = &t->listed[i];

		if (str_eq(l->file, file) &&
		    strchr("+-@=", l->cell.p[0]) == NULL &&
		    g_pattern_match_simple(l->cell.p, str_z(t->c->mem, cell)))
			l->met = listed = true;
	}
	return listed;
}

static void
compare_cells(struct comparison *t, struct str file, const struct grid *ours,
    const struct grid *theirs)
{
	uint32_t rows = ours->rows > theirs->rows ? ours->rows : theirs->rows;
	uint32_t columns =
	    ours->columns > theirs->columns ? ours->columns : theirs->columns;

	for (uint32_t r = 1; r <= rows; r++) {
		for (uint32_t k = 1; k <= columns; k++) {
			const char *a = grid_at(ours, r, k);
			const char *b = grid_at(theirs, r, k);
			struct buf cell = buf_new(t->c->mem);

			t->cells += *a != '\0' || *b != '\0';
			if (strcmp(a, b) == 0)
				continue;
			cell_print(&cell, r, k);
			if (is_listed(t, file, buf_str(&cell)))
				continue;
			if (t->unlisted++ < 6000)
				print_message("%.*s\t%s\t'%s' not '%s'\n",
				    STRF(file), cell.p, a, b);
		}
	}
}

static struct placing
placing_of(struct comparison *t, struct str file)
{
	struct placing p = {.row = 1, .column = 1};

	for (size_t i = 0; i < t->n; i++) {
		struct listed *l = &t->listed[i];
		char column;

		if (!str_eq(l->file, file))
			continue;
		if (l->cell.p[0] == '+') {
			l->met = true;
			assert_true(p.n < COUNT(p.left_out));
			p.left_out[p.n++] = (uint32_t)atoi(l->cell.p + 1);
		} else if (l->cell.p[0] == '-') {
			l->met = true;
			p.extra = (uint32_t)atoi(l->cell.p + 1);
		} else if (l->cell.p[0] == '=') {
			l->met = true;
			p.book = str_slice(l->cell, 1, l->cell.n);
		} else if (l->cell.p[0] == '@') {
			l->met =
			    sscanf(l->cell.p, "@%c%u", &column, &p.row) == 2;
			p.column = (uint32_t)(column - 'A') + 1;
		} else if (str_is(l->cell, "all")) {
			l->met = p.all = true;
		}
	}
	return p;
}

/* poi/46535.xlsx.0.csv is sheet 0 of poi/46535.xlsx. */
static void
compare_file(struct comparison *t, struct str file)
{
	struct str stem = str_slice(file, 0, file.n - 4);
	struct ctx c = test_ctx();
	struct grid ours, theirs;
	struct placing placing;
	int wanted = -1;

	if (!str_ends(stem, S(".xlsx")) && !str_ends(stem, S(".xlsm"))) {
		wanted = stem.p[stem.n - 1] - '0';
		stem = str_slice(stem, 0, stem.n - 2);
	}
	placing = placing_of(t, file);
	if (placing.book.n > 0)
		stem = placing.book;
	assert_true(grid_read(&c, &ours,
	    str_fmt(c.mem, CORPUS "/%.*s", STRF(stem)), wanted, placing));
	/* A sheet without cells is an empty file, which is refused. */
	assert_true(grid_read(&c, &theirs,
			str_fmt(c.mem, CORPUS "/_expected/%.*s", STRF(file)),
			-1, (struct placing){.row = 1, .column = 1}) ||
		    str_starts(diag_text(c.diag), S("is empty")));
	compare_cells(t, file, &ours, &theirs);
	t->files++;
	g_hash_table_destroy(ours.cell);
	g_hash_table_destroy(theirs.cell);
	test_drop(&c);
}

/* file, cell (? and * stand for any characters), reason: with tabs between. */
static void
load_listed(struct comparison *t)
{
	struct arena *mem = t->c->mem;
	struct str text, line, file, rest, cell, reason;

	assert_true(file_read(t->c, S(LISTED), 0, &text));
	while (str_cut(text, '\n', &line, &text) || line.n > 0) {
		if (line.n == 0 || line.p[0] == '#')
			continue;
		assert_true(str_cut(line, '\t', &file, &rest));
		assert_true(str_cut(rest, '\t', &cell, &reason));
		assert_true(reason.n > 10);
		ARENA_GROW(mem, t->listed, t->n, t->cap);
		t->listed[t->n++] =
		    (struct listed){file, str_dup(mem, cell), false};
	}
}

static void
compare_folder(struct comparison *t, const char *name)
{
	char *path = g_build_filename(CORPUS "/_expected", name, NULL);
	GDir *dir = g_dir_open(path, 0, NULL);
	const char *file;

	assert_non_null(dir);
	while ((file = g_dir_read_name(dir)) != NULL)
		if (g_str_has_suffix(file, ".csv"))
			compare_file(
			    t, str_fmt(t->c->mem, "%s/%s", name, file));
	g_dir_close(dir);
	g_free(path);
}

static void
every_cell_is_as_excel_shows_it_or_listed_with_a_reason(void **state)
{
	static const char *const folder[] = {
	    "SheetJS", "openpyxl", "poi", "xlsx2csv"};
	struct ctx c = test_ctx();
	struct comparison t = {.c = &c};
	unsigned gone = 0;

	if (!g_file_test(CORPUS "/_expected", G_FILE_TEST_IS_DIR)) {
		print_message("skipped: no folder " CORPUS "\n");
		test_drop(&c);
		skip();
	}
	load_listed(&t);
	for (size_t i = 0; i < COUNT(folder); i++)
		compare_folder(&t, folder[i]);
	for (size_t i = 0; i < t.n; i++) {
		if (t.listed[i].met)
			continue;
		gone++;
		print_message("listed, but no difference: %.*s %s\n",
		    STRF(t.listed[i].file), t.listed[i].cell.p);
	}
	print_message(
	    "%u files, %u cells, %zu listed\n", t.files, t.cells, t.n);
	assert_true(t.files > 80);
	assert_int_equal(t.unlisted, 0);
	assert_int_equal(gone, 0);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		every_cell_is_as_excel_shows_it_or_listed_with_a_reason),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
