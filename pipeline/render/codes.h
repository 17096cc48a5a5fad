/* render/codes.h -- every code of findings.csv and what it means. */
#ifndef RENDER_CODES_H
#define RENDER_CODES_H

#include "base/str.h"

/* A page of Markdown with one table, in the order of the codes. */
void codes_print(struct buf *);

#endif
