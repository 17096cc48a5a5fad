/* ingest/observe_file.h -- what the files of observe.h share. */
#ifndef INGEST_OBSERVE_FILE_H
#define INGEST_OBSERVE_FILE_H

#include "ingest/keys.h"
#include "ingest/observe.h"

/* By symbol: what a label was found to mean, so that a vocabulary is asked once
 * for each distinct label of a file. */
struct memo {
	sym *word; /* 0: not asked yet */
	size_t cap;
};

struct observer {
	struct arena *mem, *work, *file_mem;
	struct dataset *d;
	struct reg *reg;
	struct keys *keys;
	sym unmapped;

	/* The file. */
	uint16_t source;
	struct findings *findings;
	size_t first; /* its first observation */
	size_t rows;
	day newest;

	/* The sheet. */
	uint16_t sheet;
	struct str sheet_name;
	struct match match;
	const struct profile *p;
	uint32_t *slot; /* by sheet column: profile column + 1 */
	size_t n_slots;
	const struct cell **cell; /* by profile column; NULL: blank */
	struct memo *memo;        /* by dimension */
	struct memo word_memo, cluster_memo;
	sym *measure; /* by word (or 0) and value column */
	/* The last row's, since rows of one organisation stand together. */
	struct str date_text;
	day date;
	sym last_code;
	day last_date;
};

/* Adds what stands at the file's origin to the dataset, or to the observation of
 * the same key where rows add up; a second one is a finding. */
void observer_add(struct observer *, const struct observation *);
void observer_find(struct observer *, enum finding_kind, uint32_t row,
    uint32_t column, sym org, struct str value, struct str other);

/* observe_cells.c: the cell of a profile's column in the row at hand. */
uint32_t observer_column(const struct observer *, int column); /* 0: none */
struct str observer_text(const struct observer *, int column); /* trimmed */
/* False after a finding: the row has no date. */
bool observer_date(struct observer *, const struct row *, day *out);
/* Fills in value and reason, perhaps with a finding. False: nothing is kept of
 * this cell. */
bool observer_value(
    struct observer *, const struct row *, int column, struct observation *out);

/* totals.c: the end of a file. */
void observer_fill_zeros(struct observer *);
void observer_check_totals(struct observer *);

#endif
