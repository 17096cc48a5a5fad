/* depends.h -- what each pack is made from, as hashes. */
#ifndef DEPENDS_H
#define DEPENDS_H

#include "render/manifest.h"
#include "run.h"

struct depends; /* opaque: see depends.c */

/* Hashes what the packs of a run share. Template: of these packs. */
MUST_CHECK bool depends_new(
    const struct run *, struct str template_path, struct depends **out);
/* Of one organisation's pack. */
void depends_of(const struct run *, const struct depends *,
    const struct organisation *, struct str out[DEPEND_N]);

#endif
