/* ingest/match.h -- which profile takes a sheet. */
#ifndef INGEST_MATCH_H
#define INGEST_MATCH_H

#include "model/book.h"
#include "model/profile.h"

/* The texts of a row that was looked at, kept since headings and titles stand
 * there. */
struct seen_cell {
	uint32_t column;
	struct str text;
};

struct seen_row {
	uint32_t number;
	struct seen_cell *cell;
	size_t n;
};

/* How a profile's columns lie in a sheet: at[i] is the sheet's column (from 1)
 * of profile.column[i], 0 when the sheet has none. */
struct match {
	const struct profile *profile;
	uint32_t header; /* the row's number; 0 when there is no header row */
	uint32_t *at;
	const struct seen_row *seen; /* rows down to the header, with it */
	size_t n_seen;
};

enum match_result {
	MATCH_NOT_YET, /* the next row, please */
	MATCH_FOUND,
	MATCH_TWO,   /* two profiles take this row: match and second */
	MATCH_NEVER, /* no profile looks further down */
};

/* Looks at one file's sheets, row by row. The first row that fits a profile
 * decides its sheet. */
struct matcher {
	struct arena *mem;
	struct profile *const *profile;
	size_t n;
	struct match match;
	const struct profile *second;
	/* Of the whole file, for those that nothing takes: the profile that
	 * missed the smallest share of its columns, and what it missed. */
	const struct profile *nearest;
	double nearest_share;
	struct str missed;
	struct str file; /* its name, for profiles that ask; may be set */
	/* The sheet at hand. */
	struct str sheet;
	unsigned rows, longest;
	struct seen_row *seen;
	size_t n_seen, cap_seen;
};

/* What the matcher finds lives in mem. */
struct matcher matcher_new(
    struct arena *mem, struct profile *const *profile, size_t n);
void matcher_sheet(struct matcher *, const struct sheet *);
enum match_result matcher_row(struct matcher *, const struct row *);

/* Is this row, too, a header of the profile? Then at says where its columns
 * lie. */
bool match_header(
    struct arena *, const struct profile *, const struct row *, uint32_t *at);
struct seen_row seen_row_of(struct arena *, const struct row *);

#endif
