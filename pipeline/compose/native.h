/* compose/native.h -- how the workbook draws a chart. */
#ifndef COMPOSE_NATIVE_H
#define COMPOSE_NATIVE_H

#include "model/page.h"

/* Its points of this role are named and stand out. */
void native_own(
    struct arena *, const struct chart_input *, enum role, struct block *);
/* Of a chart whose template says `points: ...`; one without a form is left to
 * its table. */
void native_choose(struct arena *, struct str points,
    const struct chart_input *, struct block *);

#endif
