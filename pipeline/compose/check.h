/* compose/check.h -- is a template right, before any pack is made from it? */
#ifndef COMPOSE_CHECK_H
#define COMPOSE_CHECK_H

#include "compose/compose.h"

/* Appends a line "file:line: what is wrong" for each error that template_load
 * cannot see: charts, options, tables, points and indicators that are not there.
 * Returns how many. */
size_t template_check(const struct template *, const struct catalogue *,
    const struct chart_set *, struct buf *out);

#endif
