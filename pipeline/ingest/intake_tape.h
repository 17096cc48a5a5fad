/* ingest/intake_tape.h -- a file read in one process and kept in another. */
#ifndef INGEST_INTAKE_TAPE_H
#define INGEST_INTAKE_TAPE_H

#include "ingest/intake_file.h"

/* In a reader process: reads a file, or the part-th stretch of its sheets, as
 * the source it will be. The intake's dataset is the reader's own from now on.
 * What the tape points to lives in mem and until the next call. */
void intake_record(struct intake *, struct arena *mem, uint16_t source,
    const struct walked *, unsigned part, unsigned of, struct tape *out);

/* A tape, and what the reader's symbols are called here: those below the tape's
 * first_symbol are known, with room for the tape's own. */
struct played {
	struct tape tape;
	sym *number;
};

/* Keeps the next file as intake_read would have: n tapes in the order of its
 * parts. Where a tape cannot say all, the file is read here again. */
void intake_play(
    struct intake *, const struct walked *, const struct played *, unsigned n);
/* The next file, whose reader came to grief: a finding, and nothing of it. */
void intake_lose(struct intake *, const struct walked *, struct str why);

#endif
