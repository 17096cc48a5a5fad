/* ingest/readings.h -- what returns say, remembered from run to run, so that one
 * that has not changed is not opened again. */
#ifndef INGEST_READINGS_H
#define INGEST_READINGS_H

#include "base/str.h"

struct readings; /* opaque */

/* setup: all that decides what a return says but its bytes, in a few words or as a
 * checksum: the program, the form, the limits. What was remembered under another
 * is forgotten. */
struct readings *readings_new(struct arena *, struct str setup);
/* Takes up the bytes of an earlier run, which stay where they are, aligned to
 * eight. False when they are damaged or of another setup: then nothing of them is
 * known. */
MUST_CHECK bool readings_take(struct readings *, struct str bytes);
/* What this run asked for or added, for the next one: the same for the same input,
 * whatever was known before. */
struct str readings_bytes(struct arena *, const struct readings *);

bool readings_any(const struct readings *);
/* What the file with this checksum was found to say; empty: not known. */
struct str readings_find(struct readings *, struct str sha256);
/* Copies it, unless it is too large. */
void readings_add(struct readings *, struct str sha256, struct str record);

#endif
