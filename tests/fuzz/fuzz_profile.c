/* Any bytes as a profile: it is refused with a message, or it can be bound,
 * matched and fed rows. */
#include "ingest/match.h"
#include "ingest/observe.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A row whose texts are the profile's own words, so that some rows fit. */
static struct row
row_of(struct arena *mem, const struct profile *p, uint32_t number,
    const char *text)
{
	struct cell *cell = NEWS(mem, p->n_columns, struct cell);

	for (size_t i = 0; i < p->n_columns; i++)
		cell[i] = (struct cell){.column = (uint32_t)i + 1,
		    .type = CELL_TEXT,
		    .text = text == NULL ? p->column_title[i] : str_of(text)};
	return (struct row){.number = number, .cell = cell, .n = p->n_columns};
}

static void
feed(struct ctx *c, struct profile *p)
{
	static const char *const text[] = {
	    "RV5", "1", "-1", "202511", "30/11/2025", "*", "a b"};
	struct arena *work = arena_new("work");
	struct dataset *d = dataset_new(c->mem);
	struct findings *findings = findings_new(c->mem);
	struct reg *reg = reg_new(work, c->mem, d);
	struct observer *o = observer_new(c->mem, work, d, reg);
	struct matcher m = matcher_new(work, &p, 1);
	struct sheet sheet = {.name = S("Data")};
	struct row row = row_of(work, p, 1, NULL);

	d->source = NEW(c->mem, struct source);
	d->n_sources = 1;
	observer_open(o, 0, findings);
	matcher_sheet(&m, &sheet);
	if (matcher_row(&m, &row) == MATCH_FOUND) {
		observer_sheet(o, work, &sheet, &m.match, 0);
		for (size_t i = 0; i < COUNT(text); i++) {
			row = row_of(work, p, (uint32_t)i + 2, text[i]);
			observer_row(o, &row);
		}
		observer_close(o);
		reg_finish(reg);
	}
	arena_free(work);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *mem = arena_new("fuzz");
	struct ctx c = {mem, arena_new("scratch"), diag_new(mem, NULL, true)};
	struct str text = {(const char *)data, size};
	struct vocabulary *v;
	struct profile *p;

	if (profile_load_text(&c, S("p.yaml"), text, &p) &&
	    profile_bind(&c, p, NULL, 0))
		feed(&c, p);
	if (vocabulary_load_text(&c, S("v.yaml"), text, &v)) {
		struct str word;
		if (!vocabulary_find(v, S("a"), &word) && word.n > 0)
			__builtin_trap();
	}
	arena_free(c.tmp);
	arena_free(mem);
	return 0;
}
