/* status.h -- what the store holds and which packs are out of date. */
#ifndef STATUS_H
#define STATUS_H

#include "pipeline.h"

/* Reads the input and computes as a run would, and writes nothing. */
enum outcome status_print(
    struct ctx *c, const struct run_options *, bool json, struct buf *out);

#endif
