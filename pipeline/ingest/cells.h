/* ingest/cells.h -- what the reader sees in a spreadsheet, as CSV or JSON. */
#ifndef INGEST_CELLS_H
#define INGEST_CELLS_H

#include "model/book.h"

struct cells_options {
	bool raw;  /* as the file stores them; else as a person sees them */
	bool json; /* else CSV */
	const struct book_limits *limits; /* NULL: the defaults */
};

/* CSV: each row as a line (RFC 4180 quoting, \n line ends), rows the file leaves
 * out as empty lines, so that a line's number is its row's. `sheet` empty: all,
 * each after a line "# SheetName" when there are several.
 *
 * JSON: an array with one object a line for each cell that holds something:
 * sheet (its name, "" in CSV), cell ("B7"), type (text, number, date, bool,
 * error, blank), value, format (the number format's code, "" for General) and
 * hidden (the sheet, row or column is). A formula that was never calculated is
 * a blank with "uncalculated": true.
 *
 * Nothing is added to `out` unless all could be read. */
MUST_CHECK bool cells_write(struct ctx *c, struct str path, struct str sheet,
    const struct cells_options *options, struct buf *out);
/* The same with default limits. */
MUST_CHECK bool cells_print(struct ctx *c, struct str path, struct str sheet,
    bool raw, struct buf *out);
MUST_CHECK bool cells_print_json(struct ctx *c, struct str path,
    struct str sheet, bool raw, struct buf *out);

#endif
