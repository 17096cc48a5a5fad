/* ingest/cells.c -- what the reader sees in a spreadsheet, as CSV. */
#include <string.h>

#include "ingest/cells.h"
#include "ingest/numfmt.h"
#include "ingest/reader.h"

struct printer {
	struct arena *mem, *scratch; /* of the whole; of a cell */
	struct buf *out;
	struct str wanted; /* a sheet's name; empty: all */
	bool raw, found;
	unsigned sheets;
	size_t first; /* where the first sheet starts in out */
	struct str first_name;
	uint32_t last_row;
	struct buf names; /* of all sheets, for the message */
};

static void
head(struct printer *t, struct str name)
{
	buf_addz(t->out, "# ");
	buf_adds(t->out, name);
	buf_addc(t->out, '\n');
}

/* That there are several sheets is known at the second: then the first gets its
 * line, too. */
static void
head_first(struct printer *t)
{
	struct buf b = buf_new(t->mem);

	buf_add(&b, t->out->p + t->first, t->out->n - t->first);
	t->out->n = t->first;
	head(t, t->first_name);
	buf_adds(t->out, buf_str(&b));
}

static bool
on_sheet(void *self, const struct sheet *sheet)
{
	struct printer *t = self;

	if (t->names.n > 0)
		buf_addz(&t->names, ", ");
	buf_adds(&t->names, sheet->name);
	if (t->wanted.n > 0 && !str_eq_nocase(t->wanted, sheet->name))
		return false;
	t->found = true;
	t->last_row = 0;
	if (t->sheets++ == 0) {
		t->first = t->out->n;
		t->first_name = str_dup(t->mem, sheet->name);
		return true;
	}
	if (t->sheets == 2)
		head_first(t);
	head(t, sheet->name);
	return true;
}

static void
put(struct buf *out, struct str text)
{
	bool quote = false;

	for (size_t i = 0; i < text.n && !quote; i++)
		quote = text.p[i] == ',' || text.p[i] == '"' ||
			text.p[i] == '\n' || text.p[i] == '\r';
	if (!quote) {
		buf_adds(out, text);
		return;
	}
	buf_addc(out, '"');
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '"')
			buf_addc(out, '"');
		buf_addc(out, text.p[i]);
	}
	buf_addc(out, '"');
}

static bool
on_row(void *self, const struct row *row)
{
	struct printer *t = self;
	uint32_t column = 1;

	for (t->last_row++; t->last_row < row->number; t->last_row++)
		buf_addc(t->out, '\n');
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *cell = &row->cell[i];
		struct arena_mark m = arena_mark(t->scratch);
		struct buf text = buf_new(t->scratch);

		for (; column < cell->column; column++)
			buf_addc(t->out, ',');
		if (t->raw)
			buf_adds(&text, cell->text);
		else
			numfmt_print(&text, cell);
		put(t->out, buf_str(&text));
		arena_rewind(t->scratch, m);
	}
	buf_addc(t->out, '\n');
	return true;
}

/* The wanted sheet was not there. */
static bool
refuse(struct ctx *c, const struct printer *t, struct str path)
{
	struct at at = {.file = path};

	if (t->names.n == 0)
		return diag_fail(
		    c, at, "has no sheets with names; leave --sheet out");
	return diag_fail(c, at, "has no sheet '%.*s'; its sheets are %.*s",
	    STRF(t->wanted), STRF(buf_str(&t->names)));
}

bool
cells_print(
    struct ctx *c, struct str path, struct str sheet, bool raw, struct buf *out)
{
	/* Not c->tmp: out may live there, and grows while cells come and go. */
	struct arena *mem = arena_new("cells"), *scratch = arena_new("cell");
	struct printer t = {.mem = mem,
	    .scratch = scratch,
	    .out = out,
	    .wanted = sheet,
	    .raw = raw,
	    .names = buf_new(mem)};
	struct book_visitor visitor = {&t, on_sheet, on_row};
	bool ok =
	    reader_read(c, path, path, &book_limits_default, &visitor, NULL);

	if (ok && !t.found && sheet.n > 0)
		ok = refuse(c, &t, path);
	arena_free(scratch);
	arena_free(mem);
	return ok;
}
