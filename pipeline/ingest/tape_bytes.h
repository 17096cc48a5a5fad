/* ingest/tape_bytes.h -- a finding as bytes. */
#ifndef INGEST_TAPE_BYTES_H
#define INGEST_TAPE_BYTES_H

#include "base/bytes.h"
#include "model/finding.h"

/* All that ingest fills in, but the file. */
void tape_put_finding(struct buf *, const struct finding *);
struct finding tape_take_finding(struct bytes_cursor *);

#endif
