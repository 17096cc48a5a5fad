/* ingest/cells.h -- what the reader sees in a spreadsheet, as CSV. */
#ifndef INGEST_CELLS_H
#define INGEST_CELLS_H

#include "model/book.h"

/* Each row as a line (RFC 4180 quoting, \n line ends), rows the file leaves out
 * as empty lines, so that a line's number is its row's. `sheet` empty: all, each
 * after a line "# SheetName" when there are several. Cells as a person sees
 * them; raw: as the file stores them. */
MUST_CHECK bool cells_print(struct ctx *c, struct str path, struct str sheet,
    bool raw, struct buf *out);

#endif
