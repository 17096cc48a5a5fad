/* render/xlsx.h -- a pack as a workbook: cover, contents, notes and one table a
 * sheet, with native charts. */
#ifndef RENDER_XLSX_H
#define RENDER_XLSX_H

#include "model/page.h"

/* Writes path whole or not at all: on failure an old file stays, nothing else
 * is left and the message names path. The same pack gives the same bytes. */
MUST_CHECK bool xlsx_write(struct ctx *c, const struct pack *pack,
    const struct theme *theme, struct str path);

#endif
