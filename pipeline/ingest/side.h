/* ingest/side.h -- files read side by side, kept in their order. */
#ifndef INGEST_SIDE_H
#define INGEST_SIDE_H

#include "ingest/intake.h"

/* Reads the files as intake_read would, one after the other, but with so many
 * reader processes. A reader that dies costs the file it was at; another takes
 * up the rest. False, with nothing read, when no process can be started: then
 * read them here. */
MUST_CHECK bool side_read(struct intake *, const struct ingest_options *,
    const struct walked *, size_t n);

#endif
