/* tests/fuzz/fuzz_csv.c -- any bytes as CSV: every cell is valid, printable text
 * in order, or there is one message. */
#include <glib.h>
#include <stdlib.h>

#include "ingest/numfmt.h"
#include "ingest/reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

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
on_row(void *self, const struct row *row)
{
	struct seen *seen = self;
	uint32_t column = 0;

	must(row->number == seen->row + 1);
	seen->row = row->number;
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *cell = &row->cell[i];

		must(cell->column > column);
		column = cell->column;
		must(cell->type == CELL_TEXT || cell->type == CELL_BLANK);
		must((cell->text.n == 0) == (cell->type == CELL_BLANK));
		must(g_utf8_validate_len(cell->text.p, cell->text.n, NULL));
	}
	return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *mem = arena_new("fuzz");
	struct ctx c = {
	    mem, arena_new("fuzz scratch"), diag_new(mem, NULL, true)};
	struct seen seen = {0, mem};
	struct book_visitor visitor = {&seen, NULL, on_row};
	struct book_limits limits = book_limits_default;
	bool ok;

	/* An XLSX is the other target's business. */
	if (n < 2 || p[0] != 'P' || p[1] != 'K') {
		ok = reader_read_bytes(&c, (struct str){(const char *)p, n},
		    S("fuzz"), &limits, &visitor, NULL);
		must(diag_failures(c.diag) == (ok ? 0 : 1));
		must(ok || diag_text(c.diag).n > 0);
	}
	arena_free(c.tmp);
	arena_free(c.mem);
	return 0;
}
