/* listing.h -- which indicators there are, and which of them have figures. */
#ifndef LISTING_H
#define LISTING_H

#include "pipeline.h"

/* Computes as a run would, writes nothing, and says of every indicator of the
 * catalogue where its figures come from, how many organisations have one, and
 * of what date the newest is; or why there is none. */
enum outcome listing_print(
    struct ctx *c, const struct run_options *, bool json, struct buf *out);

#endif
