/* ingest/observe_file.h -- what the files of observe.h share. */
#ifndef INGEST_OBSERVE_FILE_H
#define INGEST_OBSERVE_FILE_H

#include "ingest/keys.h"
#include "ingest/observe.h"
#include "ingest/tape.h"

/* By symbol: what a label was found to mean, so that a vocabulary is asked once
 * for each distinct label of a file. */
struct memo {
	sym *word; /* 0: not asked yet */
	size_t cap;
};

/* The word of a label whose row is left out. */
#define WORD_SKIP UINT32_MAX

/* A value column that was found by its heading. */
struct wide {
	uint32_t column;
	size_t value; /* of the profile's */
	sym dim[DIM_N];
	day date; /* if the profile's dates are headings */
};

/* The last cell of a column that is filled down. */
struct filled {
	struct cell cell;
	char *text;
	size_t cap;
	bool set;
};

/* More findings of one kind in one file only count up. */
#define TOLD_MAX 1000

struct observer {
	struct arena *mem, *work, *file_mem, *row_mem;
	struct arena_mark row_start;
	struct dataset *d;
	struct reg *reg;
	struct keys *keys;
	sym unmapped;
	struct tape_log *log; /* NULL: what is observed is kept at once */

	/* The file. */
	uint16_t source;
	struct findings *findings;
	unsigned told[FINDING_N];
	size_t first;       /* its first observation */
	size_t range;       /* the first of the profile at hand */
	size_t rows, codes; /* read, of lists of codes apart */
	day newest;
	/* The lowest of its profiles that speak of organisations. */
	int precedence;
	bool ranked;

	/* The sheet. */
	uint16_t sheet;
	struct str sheet_name;
	const struct profile *p;
	uint32_t header;       /* its row; 0: none */
	uint32_t *at;          /* by profile column: the sheet's; 0: none */
	struct seen_row *seen; /* headings and what stands above them */
	size_t n_seen, cap_seen;
	bool laid;      /* the headings were read */
	bool ended;     /* notes follow */
	uint32_t *slot; /* by sheet column: field + 1 */
	size_t n_slots;
	/* By field: the profile's columns, then the wide ones. NULL: blank. */
	const struct cell **cell;
	struct wide *wide;
	size_t n_wide;
	struct filled *filled; /* by profile column */
	struct observation *batch;
	/* What the sheet or the table says for all rows. */
	struct str org_text, section;
	sym *fixed; /* by dimension of the profile */
	day fixed_date;
	struct memo *memo; /* by dimension of the profile */
	struct memo word_memo, cluster_memo, org_memo, code_memo;
	sym *measure; /* by word (or 0) and value column */
	/* The last row's, since rows of one organisation stand together. */
	char date_text[64];
	size_t date_n;
	day date;
	sym last_code;
	day last_date;
};

/* Adds what stands at the file's origin to the dataset, or to the observation of
 * the same key where rows add up; a second one is a finding. */
void observer_add(struct observer *, const struct observation *);
void observer_find(struct observer *, enum finding_kind, uint32_t row,
    uint32_t column, sym org, struct str value, struct str other);

/* observe_sheet.c: where the cells of a sheet stand. */
/* The row is a heading, a title or the header of the next table: there is
 * nothing to observe in it. */
bool observer_heads(struct observer *, const struct row *);
/* Puts the row's cells in their fields; false if it has none. */
bool observer_lay_out(struct observer *, const struct row *);

/* observe_words.c: labels to words. */
struct str observer_label(struct observer *, const struct profile_place *);
/* What is said once for the sheet or the table at hand. */
struct str observer_fixed_label(
    const struct observer *, const struct profile_place *);
/* WORD_SKIP: the row (or the value column) is left out. */
sym observer_word(struct observer *, size_t dimension, sym label, uint32_t row,
    uint32_t column, sym org);
/* The row's code; false if it is left out or has none, perhaps with a finding. */
bool observer_org(struct observer *, const struct row *, sym *org);
void observer_read_organisation(
    struct observer *, const struct row *, sym code, day when);
/* Where the row's measures stand in o->measure; NULL after a finding. */
const sym *observer_measures(struct observer *, const struct row *, sym *label);
/* A row of a list of codes. */
void observer_read_code(struct observer *, const struct row *);

/* observe_cells.c: the cell of a field in the row at hand. */
uint32_t observer_column(const struct observer *, int field); /* 0: none */
struct str observer_text(const struct observer *, int field); /* trimmed */
bool observer_has_values(const struct observer *);
/* False after a finding: the row has no date. */
bool observer_date(struct observer *, const struct row *, day *out);
/* A text to a date in one of the profile's formats. */
bool observer_parse_date(const struct profile *, struct str, day *out);
/* Fills in value and reason, perhaps with a finding. False: nothing is kept of
 * this cell. *rejected is set when the row is to be left out for it. */
bool observer_value(struct observer *, const struct row *,
    const struct profile_value *, int field, struct observation *out,
    bool *rejected);
bool observer_meets(struct observer *, const struct row *,
    const struct profile_condition *, day when, bool *rejected);
/* Is the row one to leave out? */
bool observer_skips(struct observer *, const struct row *);

/* observe_tape.c: what o->log is told. */
void observer_note_sheet(struct observer *, unsigned family);
void observer_note_finding(struct observer *);

/* observe.c: a profile's rows are over. */
void observer_end_profile(struct observer *);
/* totals.c: the end of the rows of one profile, the observations from
 * o->range. */
void observer_fill_zeros(struct observer *);
void observer_check_totals(struct observer *);

#endif
