/* render/picture.h -- a chart block as one drawing that stands alone: on a
 * slide nobody sees the page that it came from. */
#ifndef RENDER_PICTURE_H
#define RENDER_PICTURE_H

#include "model/metrics.h"
#include "model/page.h"

/* Title, subtitle, the chart itself, its note, the report it is of, and what
 * the pages of the pack are marked with, in one scene with a margin. Lives in
 * c->mem. */
struct scene *picture_make(struct ctx *c, const struct pack *,
    const struct block *, const struct theme *, const struct metrics *);
/* File names without an end for the chart blocks of a pack, in their order:
 * the block's name in letters, digits, _ and - only, no name twice. The other
 * blocks have an empty one. */
struct str *picture_names(struct arena *, const struct pack *);

#endif
