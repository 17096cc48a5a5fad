/* ingest/xlsx_styles.c -- which number format each cell style has. */
#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "ingest/numfmt.h"
#include "ingest/xlsx.h"

/* Excel opens no workbook with more than 65,490 styles. */
#define STYLES_MAX 131072

struct styles {
	struct xlsx *book;
	GHashTable *custom; /* id -> struct str */
	size_t n, format_cap;
	unsigned in_cell_styles; /* the depth of cellXfs, 0: outside */
};

static unsigned
number_of(const char *digits)
{
	unsigned long v = digits == NULL ? 0 : strtoul(digits, NULL, 10);

	return v > 1000000 ? 1000000 : (unsigned)v;
}

/* A code the workbook gives itself wins over the built-in of that number. */
static struct str
code_of(const struct styles *t, unsigned id)
{
	const struct str *code =
	    g_hash_table_lookup(t->custom, GUINT_TO_POINTER(id));

	return code == NULL ? numfmt_builtin(id) : *code;
}

static void
add_custom(struct styles *t, const char **attribute)
{
	struct arena *mem = t->book->r->c.mem;
	struct str code = str_of(xml_attribute(attribute, "formatCode"));
	struct str *kept;

	if (str_eq_nocase(code, S("General")))
		code = S("");
	kept = NEW(mem, struct str);
	*kept = str_dup(mem, code);
	g_hash_table_insert(t->custom,
	    GUINT_TO_POINTER(number_of(xml_attribute(attribute, "numFmtId"))),
	    kept);
	t->n++;
}

static void
add_format(struct styles *t, const char **attribute)
{
	struct xlsx *b = t->book;
	unsigned id = number_of(xml_attribute(attribute, "numFmtId"));
	struct cell_format *f;

	ARENA_GROW(b->r->c.mem, b->format, b->n_formats, t->format_cap);
	f = &b->format[b->n_formats++];
	f->code = code_of(t, id);
	f->is_date = numfmt_is_date(f->code);
}

static void
styles_start(struct xml *x, const char *name, const char **attribute)
{
	struct styles *t = x->self;

	if (t->n + t->book->n_formats > STYLES_MAX) {
		diag_fail(&x->r->c, reading_at(x->r),
		    "has more than %u styles; the file is damaged, ask for "
		    "it again",
		    STYLES_MAX);
		xml_fail(x);
		return;
	}
	if (strcmp(name, "numFmt") == 0 && t->in_cell_styles == 0)
		add_custom(t, attribute);
	else if (strcmp(name, "cellXfs") == 0)
		t->in_cell_styles = x->depth;
	else if (strcmp(name, "xf") == 0 && t->in_cell_styles > 0)
		add_format(t, attribute);
}

static void
styles_end(struct xml *x, const char *name)
{
	struct styles *t = x->self;

	if (x->depth == t->in_cell_styles)
		t->in_cell_styles = 0;
}

bool
xlsx_styles(struct xlsx *book, const struct part *part)
{
	struct styles t = {.book = book};
	struct str bytes;
	struct xml x = {.r = book->r,
	    .part = part->name,
	    .self = &t,
	    .start = styles_start,
	    .end = styles_end};

	t.custom = hash_tie(book->r->c.tmp, g_hash_table_new(NULL, NULL));
	return archive_unpack(book->r, book->archive, part, &bytes) &&
	       xml_read(&x, bytes);
}
