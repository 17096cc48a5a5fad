/* layout/table.h -- tables: rows that stay whole under a repeated header. */
#ifndef LAYOUT_TABLE_H
#define LAYOUT_TABLE_H

#include "layout/paper.h"

void table_set(
    struct press *, struct galley *, const struct table *, double width);

#endif
