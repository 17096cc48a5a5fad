/* ingest/xlsx_styles.c -- which number format each cell style has. */
#include <stdlib.h>
#include <string.h>

#include "ingest/numfmt.h"
#include "ingest/xlsx.h"

/* No workbook that Excel opens has more styles than this. */
#define STYLES_MAX 65536

struct custom {
	unsigned id;
	struct str code;
};

struct styles {
	struct xlsx *book;
	struct custom *custom;
	size_t n, cap, format_cap;
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
	for (size_t i = t->n; i-- > 0;)
		if (t->custom[i].id == id)
			return t->custom[i].code;
	return numfmt_builtin(id);
}

static void
add_custom(struct styles *t, const char **attribute)
{
	struct arena *mem = t->book->r->c.mem;
	struct str code = str_of(xml_attribute(attribute, "formatCode"));

	if (t->n >= STYLES_MAX)
		return;
	if (str_eq_nocase(code, S("General")))
		code = S("");
	ARENA_GROW(t->book->r->c.tmp, t->custom, t->n, t->cap);
	t->custom[t->n++] =
	    (struct custom){number_of(xml_attribute(attribute, "numFmtId")),
		str_dup(mem, code)};
}

static void
add_format(struct styles *t, const char **attribute)
{
	struct xlsx *b = t->book;
	unsigned id = number_of(xml_attribute(attribute, "numFmtId"));
	struct cell_format *f;

	if (b->n_formats >= STYLES_MAX)
		return;
	ARENA_GROW(b->r->c.mem, b->format, b->n_formats, t->format_cap);
	f = &b->format[b->n_formats++];
	f->code = code_of(t, id);
	f->is_date = numfmt_is_date(f->code);
}

static void
styles_start(struct xml *x, const char *name, const char **attribute)
{
	struct styles *t = x->self;

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
xlsx_styles(struct xlsx *book, struct str part, struct str bytes)
{
	struct styles t = {.book = book};
	struct xml x = {.r = book->r,
	    .part = part,
	    .self = &t,
	    .start = styles_start,
	    .end = styles_end};

	return xml_read(&x, bytes);
}
