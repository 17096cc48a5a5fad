/* ingest/intake_kept.h -- returns that an earlier run has read. */
#ifndef INGEST_INTAKE_KEPT_H
#define INGEST_INTAKE_KEPT_H

#include "ingest/intake_file.h"

/* Gives each file whose bytes are known its checksum. */
void intake_recognise(
    struct intake *, struct walked *, size_t n, unsigned jobs);
/* Keeps the next file as intake_read would have, without opening it. False, with
 * nothing done, when it is not known. */
MUST_CHECK bool intake_recall(struct intake *, const struct walked *);
/* A file that was read to its end, for the runs to come. */
void intake_remember(const struct file *);

#endif
