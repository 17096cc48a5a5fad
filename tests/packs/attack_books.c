/* tests/packs/attack_books.c -- do the workbooks tell more than the scorecard?
 *
 * Whoever has the workbooks has the scorecard too. So every number of a table in
 * a published workbook has to be one that the scorecard tells: of the same
 * figures, to the last digit that the cell holds, or reckoned from them by the
 * formulas that everybody knows. What is under a heading that speaks of something
 * else than figures of people is named below, with why. */
#include <stdlib.h>

#include "attack.h"
#include "base/num.h"
#include "ingest/reader.h"

enum { DIGITS = 12, HEADS = 64 };

/* Headings of numbers that are no figures of the scorecard. */
static const struct {
	const char *starts, *why;
} other[] = {
    {"Mean", "a control chart's, of values that are told"},
    {"Lower limit", "a control chart's, of values that are told"},
    {"Upper limit", "a control chart's, of values that are told"},
    {"Lower 99.8%", "a funnel's, of England and a volume"},
    {"Lower 95% limit", "a funnel's or a change's, of values that are told"},
    {"Upper 95% limit", "a funnel's or a change's, of values that are told"},
    {"Upper 99.8%", "a funnel's, of England and a volume"},
    {"Volume", "a funnel's axis"},
    {"Change", "of two values that are told"},
    {"p", "a test's, of counts that are told"},
    {"Number", "people of the two groups, of counts that are told"},
    {"Inpatient, England 2021", "the Framework's"},
    {"Community, England 2021", "the Framework's"},
    {"Inpatient 2021", "the Framework's"},
    {"Community 2021", "the Framework's"},
    {"Organisations in England", "how many trusts"},
    {"Trusts", "how many trusts"},
    {"Returns", "how many returns"},
    {"Mean score", "of returns"},
    {"Score", "of returns"},
    {"Validity", "of returns"},
    {"Coverage", "of returns"},
    {"England, median", "of scores of returns"},
    {"Errors", "findings"},
    {"Warnings and notes", "findings"},
    {"Findings", "findings"},
    {"Open findings", "findings"},
    {"Running share", "of findings"},
    {"Checks", "of returns"},
    {"Files", "of the input"},
    {"Rows", "of the input"},
};

/* What a row of a withheld figure may still have a number under. */
static const char *const beside[] = {
    "Denominator", "England", "Peers", "Lowest", "Highest", "Group"};

struct books {
	const struct attack *a;
	GHashTable *told; /* numbers as text */
	const char *path;
	struct arena *mem;
	char sheet[64];
	bool table; /* a sheet of figures, not the cover or the contents */
	struct str head[HEADS];
	size_t heads, numbers, untold;
};

static const char *
text_of(struct arena *mem, double v)
{
	char z[64];

	snprintf(z, sizeof z, "%.*g", DIGITS, v == 0 ? 0 : v);
	return str_z(mem, str_of(z));
}

/* Every number of the scorecard, rank and all. */
static GHashTable *
told_by(struct attack *a, struct str scorecard)
{
	GHashTable *all = g_hash_table_new(g_str_hash, g_str_equal);
	struct str rest = scorecard, line, f[19];
	double v;

	while (str_cut(rest, '\n', &line, &rest)) {
		size_t n = attack_fields(str_trim(line), f, COUNT(f));

		for (size_t i = 6; i < n; i++)
			if (num_parse(f[i], &v))
				g_hash_table_add(
				    all, (gpointer)text_of(a->c.mem, v));
	}
	return all;
}

static bool
is_other(struct str head)
{
	for (size_t i = 0; i < COUNT(other); i++)
		if (str_starts(head, str_of(other[i].starts)))
			return true;
	return false;
}

static bool
is_beside(struct str head)
{
	for (size_t i = 0; i < COUNT(beside); i++)
		if (str_starts(head, str_of(beside[i])))
			return true;
	return false;
}

static bool
is_withheld(const struct row *row)
{
	for (size_t i = 0; i < row->n; i++)
		if (str_is(row->cell[i].text, "suppressed"))
			return true;
	return false;
}

static void
complain(struct books *b, const struct row *row, const struct cell *k,
    struct str head, const char *what)
{
	b->untold++;
	print_message("%s: %s, row %u, %.*s: %.*s %s\n", b->path, b->sheet,
	    row->number, STRF(head), STRF(k->text), what);
}

static bool
take_sheet(void *self, const struct sheet *s)
{
	struct books *b = self;

	snprintf(b->sheet, sizeof b->sheet, "%.*s", STRF(s->name));
	/* Scores of returns have a column for each trust. */
	b->table = s->name.n > 0 && s->name.p[0] >= '0' &&
		   s->name.p[0] <= '9' && !str_ends(s->name, S("scores"));
	b->heads = 0;
	return b->table;
}

static void
take_heads(struct books *b, const struct row *row)
{
	for (size_t i = 0; i < row->n; i++) {
		size_t c = row->cell[i].column;

		if (c >= HEADS)
			continue;
		b->head[c] = str_dup(b->mem, row->cell[i].text);
		b->heads = c + 1;
	}
}

static bool
take_row(void *self, const struct row *row)
{
	struct books *b = self;
	bool withheld = is_withheld(row);

	if (b->heads == 0) {
		if (row->n > 1)
			take_heads(b, row);
		return true;
	}
	for (size_t i = 0; i < row->n; i++) {
		const struct cell *k = &row->cell[i];
		struct str head =
		    k->column < b->heads ? b->head[k->column] : S("");
		struct arena_mark m = arena_mark(b->a->c.tmp);

		if (k->type != CELL_NUMBER)
			continue;
		b->numbers++;
		if (withheld && !is_beside(head))
			complain(b, row, k, head, "of a withheld figure");
		else if (!is_other(head) &&
			 !g_hash_table_contains(
			     b->told, text_of(b->a->c.tmp, k->number)))
			complain(b, row, k, head, "is not in the scorecard");
		arena_rewind(b->a->c.tmp, m);
	}
	return true;
}

size_t
attack_books(struct attack *a, struct str scorecard, const char *const *path,
    size_t n, size_t *numbers)
{
	struct books b = {.a = a, .mem = a->c.mem};
	const struct book_visitor v = {&b, take_sheet, take_row};

	b.told = told_by(a, scorecard);
	for (size_t i = 0; i < n; i++) {
		b.path = path[i];
		if (!reader_read(&a->c, str_of(path[i]), str_of(path[i]),
			&book_limits_default, &v, NULL))
			fail_msg("%s", diag_text(a->c.diag).p);
	}
	g_hash_table_destroy(b.told);
	*numbers = b.numbers;
	return b.untold;
}
