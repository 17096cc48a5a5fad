/* layout/layout.h -- a pack's blocks placed on pages. */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "layout/type.h"
#include "model/frame.h"
#include "model/page.h"

/* Breaks, aligns and places every block, with running head and foot, structure
 * tags, link targets and bookmarks. The paper lives in c->mem and lends the
 * pack's texts and scenes. Fails, naming the pack, when a link has no target or
 * a block cannot be placed. */
MUST_CHECK bool layout_pack(struct ctx *c, const struct pack *,
    const struct theme *, struct type_engine *, struct paper **out);

#endif
