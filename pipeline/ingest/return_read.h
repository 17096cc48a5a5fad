/* ingest/return_read.h -- what one file says as a return, before anything of it is
 * kept: it can be read in one process and kept in another. */
#ifndef INGEST_RETURN_READ_H
#define INGEST_RETURN_READ_H

#include "ingest/tape_bytes.h"
#include "model/dataset.h"
#include "model/finding.h"

/* A cell of the form as the file has it. It fills 32 bytes without a gap. */
struct return_filled {
	double value;               /* 0 when missing */
	uint32_t at_row, at_column; /* of the sheet */
	uint32_t row, column;       /* of the topic */
	uint16_t topic, sheet;
	uint32_t reason; /* enum reason */
};

/* Files of findings and sources of answers are those of whoever keeps it. */
struct return_read {
	bool left_out;
	struct finding why; /* then: its only finding */

	/* The cover. */
	struct str code, code_as_written, name;
	struct str sheet, code_cell, name_cell;
	day date, received;
	int version;

	size_t rows;                        /* of the form */
	const struct return_filled *filled; /* in the order of the file */
	size_t n_filled;
	/* In each, `observation` is a place in filled + 1. */
	const struct finding *odd;
	size_t n_odd;
	const struct answer *said;
	size_t n_said;
};

void return_read_put(struct buf *, const struct return_read *);
/* In mem, with views of the bytes. */
struct return_read *return_read_take(struct tape_cursor *, struct arena *mem);

#endif
