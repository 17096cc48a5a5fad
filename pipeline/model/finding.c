/* model/finding.c -- what is odd in the input: rule, place, value, remedy. */
#include <glib.h>
#include <stdlib.h>

#include "base/hash.h"
#include "model/finding.h"

const struct finding_rule finding_rule[FINDING_N] = {
#define FINDING(name, code, level, message, remedy)                            \
	{code, level, message, remedy},
#include "model/findings.def"
#undef FINDING
};

const char *const certainty_words[] = {"", "Certain", "Likely", "A guess"};
const char *const standing_words[STANDING_N] = {
    "", "new", "persisting", "reopened", "answered"};

struct findings {
	struct arena *mem;
	struct finding *f;
	size_t n, cap;
	GHashTable *seen; /* key text -> index + 1 */
};

struct findings *
findings_new(struct arena *mem)
{
	struct findings *all = NEW(mem, struct findings);

	all->mem = mem;
	all->seen = hash_tie(mem, g_hash_table_new(g_str_hash, g_str_equal));
	return all;
}

void
findings_add(struct findings *all, struct finding f)
{
	struct arena_mark m = arena_mark(all->mem);
	struct str key =
	    str_fmt(all->mem, "%d\x1f%.*s\x1f%.*s\x1f%.*s\x1f%.*s\x1f%.*s",
		f.kind, STRF(f.file), STRF(f.sheet), STRF(f.value),
		STRF(f.other), STRF(f.own ? f.cell : S("")));
	size_t at = GPOINTER_TO_SIZE(g_hash_table_lookup(all->seen, key.p));

	if (at > 0) {
		all->f[at - 1].times++;
		arena_rewind(all->mem, m);
		return;
	}
	ARENA_GROW(all->mem, all->f, all->n, all->cap);
	f.file = str_dup(all->mem, f.file);
	f.sheet = str_dup(all->mem, f.sheet);
	f.cell = str_dup(all->mem, f.cell);
	f.org = str_dup(all->mem, f.org);
	f.value = str_dup(all->mem, f.value);
	f.other = str_dup(all->mem, f.other);
	f.place = str_dup(all->mem, f.place);
	f.times = 1;
	all->f[all->n++] = f;
	g_hash_table_insert(
	    all->seen, (gpointer)key.p, GSIZE_TO_POINTER(all->n));
}

size_t
findings_count(const struct findings *all)
{
	return all->n;
}

const struct finding *
findings_at(const struct findings *all, size_t i)
{
	return &all->f[i];
}

struct finding *
findings_edit(struct findings *all, size_t i)
{
	return &all->f[i];
}

static int
by_place(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;
	uint32_t row[2] = {0, 0}, col[2] = {0, 0};
	int r = str_cmp(x->file, y->file);

	if (r == 0)
		r = str_cmp(x->sheet, y->sheet);
	if (r == 0 && cell_parse(x->cell, &row[0], &col[0]) &&
	    cell_parse(y->cell, &row[1], &col[1]))
		r = row[0] != row[1] ? (row[0] > row[1] ? 1 : -1)
				     : (int)col[0] - (int)col[1];
	if (r == 0)
		r = str_cmp(str_of(finding_rule[x->kind].code),
		    str_of(finding_rule[y->kind].code));
	return r != 0 ? r : str_cmp(x->value, y->value);
}

void
findings_sort(struct findings *all)
{
	if (all->n > 0)
		qsort(all->f, all->n, sizeof *all->f, by_place);
	g_hash_table_remove_all(all->seen);
}

static void
fill(struct buf *b, const char *text, const struct finding *f)
{
	for (; *text != '\0'; text++) {
		if (text[0] == '%' && (text[1] == '1' || text[1] == '2'))
			buf_adds(b, *++text == '1' ? f->value : f->other);
		else
			buf_addc(b, *text);
	}
}

void
finding_print(struct buf *b, const struct finding *f)
{
	fill(b, finding_rule[f->kind].message, f);
	if (f->times > 1)
		buf_addf(b, " (%u times, first here)", f->times);
}

void
finding_print_remedy(struct buf *b, const struct finding *f)
{
	fill(b, finding_rule[f->kind].remedy, f);
}
