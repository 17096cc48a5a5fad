/* store/inside.h -- what the files of this room share. */
#ifndef STORE_INSIDE_H
#define STORE_INSIDE_H

#include "store/sql.h"
#include "store/store.h"

/* One save at work. */
struct save {
	struct db *db;
	struct arena *tmp;
	const struct dataset *dataset;
	int64_t *source;    /* the store's id, by dataset.source */
	int64_t *word;      /* the store's id, by symbol; 0 not yet */
	bool *unchanged;    /* by dataset.source: its rows are there already */
	const bool *unread; /* by dataset.source, or NULL */
};

struct store {
	struct db db;
	struct save save;
	bool begun;
};

/* save.c: the day as 2025-11-30, its quarter as 2025-26-Q3, both empty for no
 * day; a statement that takes one text. */
struct str save_iso(struct arena *, day);
struct str save_quarter(struct arena *, day);
MUST_CHECK bool save_with_text(struct db *, const char *statement, struct str);

/* Fills in s->unchanged. The sources have their ids. */
MUST_CHECK bool save_compare(struct save *);

/* One file each: a part of a run. Sources and words come first, the others point
 * to them. */
MUST_CHECK bool save_sources(struct save *);
MUST_CHECK bool save_words(struct save *);
MUST_CHECK bool save_observations(struct save *);
MUST_CHECK bool save_findings(
    struct save *, const struct findings *, const struct findings *elsewhere);
MUST_CHECK bool save_scorecard(
    struct save *, const struct findings *, const struct scorecard *);
MUST_CHECK bool save_ledger(struct save *, const struct store_contents *);

#endif
