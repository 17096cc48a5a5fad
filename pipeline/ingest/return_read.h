/* ingest/return_read.h -- what one file says as a return, before anything of it is
 * kept: it can be read in one process and kept in another. */
#ifndef INGEST_RETURN_READ_H
#define INGEST_RETURN_READ_H

#include "ingest/tape_bytes.h"
#include "model/dataset.h"
#include "model/finding.h"

/* A row of the form as the file has it: with a cell in each of the topic's columns
 * that its sheet has. It fills 12 bytes without a gap. */
struct return_line {
	uint32_t row;    /* of the topic */
	uint32_t at_row; /* of the sheet */
	uint16_t topic, sheet;
};

/* Files of findings and sources of answers are those of whoever keeps it. */
struct return_read {
	bool left_out;
	struct finding why; /* then: its only finding */
	bool at_once; /* the file begins with the cover: no profile was asked */

	/* The cover. */
	struct str code, code_as_written, name;
	struct str sheet, code_cell, name_cell;
	day date, received;
	int version;

	const struct return_line *line; /* in the order of the file */
	size_t n_lines;
	/* By column of the form, topic after topic: the sheet's; 0: none. */
	const uint32_t *column;
	size_t n_columns;
	/* By cell, line after line: 0 when missing, and why. */
	const double *value;
	const unsigned char *reason; /* enum reason */
	size_t n_cells, n_reasons;   /* the same */
	/* In each, `observation` is a place among the cells + 1. */
	const struct finding *odd;
	size_t n_odd;
	const struct answer *said;
	size_t n_said;
};

void return_read_put(struct buf *, const struct return_read *);
/* In mem, with views of the bytes. */
struct return_read *return_read_take(struct bytes_cursor *, struct arena *mem);

#endif
