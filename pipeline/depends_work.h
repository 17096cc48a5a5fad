/* depends_work.h -- what depends.c and depends_figures.c share. */
#ifndef DEPENDS_WORK_H
#define DEPENDS_WORK_H

#include "depends.h"

/* Numbers are eight bytes, and each text has its length before it, so that no
 * two lists of parts are the same bytes. */
void depends_add_count(struct buf *, int64_t);
void depends_add_text(struct buf *, struct str);
void depends_add_sym(struct buf *, const struct run *, sym);
void depends_add_number(struct buf *, double);

/* Of one organisation, of this quarter and of those before, which charts draw.
 * The buffer is room to work in. */
struct str depends_figures_of(
    const struct run *, struct arena *, struct buf *, sym org);

#endif
