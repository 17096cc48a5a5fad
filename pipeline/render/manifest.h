/* render/manifest.h -- what a run made, from what, with what. */
#ifndef RENDER_MANIFEST_H
#define RENDER_MANIFEST_H

#include "model/dataset.h"

/* Writes folder/manifest.json: every other file under folder with its size and
 * sha256, every input file with its sha256 and profile, and the versions of the
 * program and its libraries. Nothing in it depends on the clock or on where the
 * folder lies. */
MUST_CHECK bool manifest_write(struct ctx *c, const struct dataset *,
    struct str period, struct str folder);

#endif
