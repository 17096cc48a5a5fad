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

#endif
