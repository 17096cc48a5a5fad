/* ingest/tape.h -- what was read of a file in one process, to be kept in
 * another.
 *
 * A reader process observes as ever, but into a dataset of its own, and puts
 * what it saw on a tape. The process that keeps the run's dataset plays the
 * tapes in the order of the files: everything that looks at what was kept before
 * (duplicates, totals, who is believed) happens there, so that nobody can tell
 * which process read a file. */
#ifndef INGEST_TAPE_H
#define INGEST_TAPE_H

#include "ingest/register.h"
#include "ingest/return_read.h"
#include "model/finding.h"

/* A sheet that a profile took, and how much was on the tape before it. */
struct tape_sheet {
	uint16_t index;
	uint32_t profile; /* its place on the shelf */
	uint32_t symbols, observations, findings;
};

/* What the observer of a reader process notes as it goes. */
struct tape_log {
	struct arena *mem;
	struct tape_sheet *sheet;
	size_t n_sheets, cap_sheets;
	uint32_t *before; /* by finding: observations before it */
	size_t n_before, cap_before;
};

struct tape {
	bool read; /* to its end; if not, why */
	bool is_return, any_row, synthetic, sums;
	struct str sha256;
	uint64_t bytes;
	struct str why, why_sheet, why_cell;
	/* Places on the shelf, from 1; 0 is none. */
	uint32_t profile, second, nearest;
	struct str missed;
	struct str *name; /* of its sheets */
	size_t n_names;
	size_t rows, codes;
	day newest;
	const struct tape_sheet *sheet;
	size_t n_sheets;
	uint32_t first_symbol; /* the reader's number of symbol[0] */
	struct str *symbol;
	size_t n_symbols;
	struct finding *finding;
	const uint32_t *before;
	size_t n_findings;
	const struct said *said;
	size_t n_said;
	const struct return_read *as_return; /* if it is one, and read */
	const struct observation *observation;
	size_t n_observations;
};

/* Everything but the observations, which follow it; its length is a multiple of
 * eight. */
struct str tape_write(struct arena *, const struct tape *);
/* Texts and arrays point into the bytes, which are aligned to eight. False when
 * they are no tape. */
MUST_CHECK bool tape_read(struct arena *, struct str bytes, struct tape *out);

#endif
