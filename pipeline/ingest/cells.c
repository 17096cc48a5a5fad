/* ingest/cells.c -- what the reader sees in a spreadsheet, as CSV or JSON. */
#include <string.h>

#include "ingest/cells.h"
#include "ingest/numfmt.h"
#include "ingest/reader.h"
#include "model/origin.h"

struct printer {
	struct arena *mem, *scratch; /* of the whole; of a cell */
	struct buf *out;
	struct str wanted; /* a sheet's name; empty: all */
	bool raw, found;
	struct sheet at; /* being printed as JSON */
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

static void
put_json(struct buf *out, struct str text)
{
	buf_addc(out, '"');
	for (size_t i = 0; i < text.n; i++) {
		unsigned char ch = (unsigned char)text.p[i];

		if (ch == '"' || ch == '\\')
			buf_addc(out, '\\');
		if (ch < ' ' || ch == 0x7f)
			buf_addf(out, "\\u%04x", ch);
		else
			buf_addc(out, (char)ch);
	}
	buf_addc(out, '"');
}

static bool
on_sheet_json(void *self, const struct sheet *sheet)
{
	struct printer *t = self;

	if (t->names.n > 0)
		buf_addz(&t->names, ", ");
	buf_adds(&t->names, sheet->name);
	if (t->wanted.n > 0 && !str_eq_nocase(t->wanted, sheet->name))
		return false;
	t->found = true;
	t->at = *sheet;
	t->at.name = str_dup(t->mem, sheet->name);
	return true;
}

static void
put_object(struct printer *t, const struct row *row, const struct cell *cell)
{
	static const char *const type[] = {[CELL_BLANK] = "blank",
	    [CELL_TEXT] = "text",
	    [CELL_NUMBER] = "number",
	    [CELL_BOOL] = "bool",
	    [CELL_ERROR] = "error"};
	struct buf *out = t->out, text = buf_new(t->scratch);

	buf_addz(out, t->sheets++ == 0 ? "\n{\"sheet\": " : ",\n{\"sheet\": ");
	put_json(out, t->at.name);
	buf_addz(out, ", \"cell\": \"");
	cell_print(out, row->number, cell->column);
	buf_addf(out, "\", \"type\": \"%s\", \"value\": ",
	    cell->is_date ? "date" : type[cell->type]);
	if (t->raw)
		buf_adds(&text, cell->text);
	else
		numfmt_print(&text, cell);
	put_json(out, buf_str(&text));
	buf_addz(out, ", \"format\": ");
	put_json(out, cell->format);
	buf_addf(out, ", \"hidden\": %s",
	    t->at.hidden || row->hidden || cell->hidden ? "true" : "false");
	if (cell->uncalculated)
		buf_addz(out, ", \"uncalculated\": true");
	buf_addc(out, '}');
}

static bool
on_row_json(void *self, const struct row *row)
{
	struct printer *t = self;

	for (size_t i = 0; i < row->n; i++) {
		const struct cell *cell = &row->cell[i];
		struct arena_mark m = arena_mark(t->scratch);

		if (cell->type != CELL_BLANK || cell->uncalculated)
			put_object(t, row, cell);
		arena_rewind(t->scratch, m);
	}
	return true;
}

bool
cells_write(struct ctx *c, struct str path, struct str sheet,
    const struct cells_options *options, struct buf *out)
{
	/* Not c->tmp: out may live there, and grows while cells come and go. */
	struct arena *mem = arena_new("cells"), *scratch = arena_new("cell");
	struct printer t = {.mem = mem,
	    .scratch = scratch,
	    .out = out,
	    .wanted = sheet,
	    .raw = options->raw,
	    .names = buf_new(mem)};
	struct book_visitor visitor = {&t, on_sheet, on_row};
	size_t before = out->n;
	bool ok;

	if (options->json) {
		visitor = (struct book_visitor){&t, on_sheet_json, on_row_json};
		buf_addc(out, '[');
	}
	ok = reader_read(c, path, path,
	    options->limits != NULL ? options->limits : &book_limits_default,
	    &visitor, NULL);
	if (ok && !t.found && sheet.n > 0)
		ok = refuse(c, &t, path);
	if (ok && options->json)
		buf_addz(out, "\n]\n");
	/* Half a spreadsheet is none. */
	if (!ok)
		out->n = before;
	arena_free(scratch);
	arena_free(mem);
	return ok;
}

bool
cells_print(
    struct ctx *c, struct str path, struct str sheet, bool raw, struct buf *out)
{
	return cells_write(
	    c, path, sheet, &(struct cells_options){.raw = raw}, out);
}

bool
cells_print_json(
    struct ctx *c, struct str path, struct str sheet, bool raw, struct buf *out)
{
	return cells_write(c, path, sheet,
	    &(struct cells_options){.raw = raw, .json = true}, out);
}
