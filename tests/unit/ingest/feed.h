/* unit/ingest/feed.h -- rows written by hand, for tests of what reads them. */
#ifndef UNIT_INGEST_FEED_H
#define UNIT_INGEST_FEED_H

#include "check.h"
#include "ingest/match.h"
#include "ingest/observe.h"

/* A row of text cells: "A|B||D". Empty cells are left out, as readers may. */
static inline struct row
row_of(struct arena *mem, uint32_t number, const char *z)
{
	struct str rest = str_of(z), text;
	struct cell *cell = NEWS(mem, rest.n + 1, struct cell);
	struct row row = {.number = number, .cell = cell};
	uint32_t column = 0;
	bool more = true;

	while (more) {
		more = str_cut(rest, '|', &text, &rest);
		column++;
		if (text.n > 0)
			cell[row.n++] = (struct cell){
			    .column = column, .type = CELL_TEXT, .text = text};
	}
	return row;
}

static inline struct profile *
profile_of(struct ctx *c, const char *yaml)
{
	struct profile *p = NULL;

	if (!profile_load_text(c, S("p.yaml"), str_of(yaml), &p))
		fail_msg("%s", str_z(c->mem, diag_text(c->diag)));
	return p;
}

/* A file with one sheet, read by hand. */
struct feed {
	struct ctx c;
	struct arena *work, *file;
	struct dataset *d;
	struct findings *findings;
	struct reg *reg;
	struct observer *o;
	uint32_t row;
};

static inline void
feed_open(struct feed *f)
{
	*f = (struct feed){.c = test_ctx()};
	f->work = arena_new("work");
	f->file = arena_new("file");
	f->d = dataset_new(f->c.mem);
	f->d->source = NEWS(f->c.mem, 8, struct source);
	f->findings = findings_new(f->c.mem);
	f->reg = reg_new(f->work, f->c.mem, f->d);
	f->o = observer_new(f->c.mem, f->work, f->d, f->reg);
}

static inline void
feed_file(struct feed *f, const char *path)
{
	f->d->source[f->d->n_sources++].path = str_of(path);
	observer_open(f->o, (uint16_t)(f->d->n_sources - 1), f->findings);
	f->row = 0;
}

/* A header row and what stands under it, one string a row; NULL ends. */
static inline void
feed_rows(struct feed *f, struct profile *p, const char *const *rows)
{
	struct matcher m = matcher_new(f->file, &p, 1);
	struct sheet sheet = {.name = S("Data")};

	matcher_sheet(&m, &sheet);
	for (bool found = false; *rows != NULL; rows++) {
		struct row row = row_of(f->file, ++f->row, *rows);
		if (found) {
			observer_row(f->o, &row);
			continue;
		}
		assert_int_equal(matcher_row(&m, &row), MATCH_FOUND);
		observer_sheet(f->o, f->file, &sheet, &m.match, 0);
		found = true;
	}
}

static inline void
feed_drop(struct feed *f)
{
	arena_free(f->file);
	arena_free(f->work);
	test_drop(&f->c);
}

#endif
