/* tests/fuzz/fuzz_numfmt.c -- any text as a number format code: a number and a
 * text are printed by it, as valid and not endless text. The first eight bytes
 * are the number. */
#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ingest/numfmt.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);

static void
check(struct arena *mem, const struct cell *cell)
{
	struct arena_mark m = arena_mark(mem);
	struct buf b = buf_new(mem);

	numfmt_print(&b, cell);
	if (!g_utf8_validate_len(b.n == 0 ? "" : b.p, b.n, NULL) ||
	    b.n > 4096 + 400 * (cell->format.n + cell->text.n))
		abort();
	arena_rewind(mem, m);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct arena *mem;
	struct cell cell = {.type = CELL_NUMBER, .text = S("RV5")};

	if (n < 8 || n > 1024 ||
	    !g_utf8_validate_len((const char *)p + 8, n - 8, NULL))
		return 0;
	memcpy(&cell.number, p, 8);
	if (!isfinite(cell.number))
		return 0;
	mem = arena_new("fuzz");
	cell.format = str_dup(mem, (struct str){(const char *)p + 8, n - 8});
	check(mem, &cell);
	/* As the reader makes it: a day of the calendar. */
	cell.is_date = numfmt_is_date(cell.format) && cell.number >= 0 &&
		       cell.number < 2958466;
	if (cell.is_date) {
		cell.when = (int32_t)floor(cell.number) - 25569;
		check(mem, &cell);
	}
	cell = (struct cell){
	    .type = CELL_TEXT, .text = S("RV5"), .format = cell.format};
	check(mem, &cell);
	arena_free(mem);
	return 0;
}
