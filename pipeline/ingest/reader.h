/* ingest/reader.h -- a spreadsheet's bytes to rows, whatever its format. */
#ifndef INGEST_READER_H
#define INGEST_READER_H

#include "model/book.h"

/* Reads a spreadsheet row by row: what it is is decided by its content, never
 * by its name. `label` stands for the file in messages. *format (may be NULL)
 * becomes "csv" or "xlsx". False after diag_fail, which says what is wrong,
 * where, and what to do. The visitor ends a sheet by returning false from row,
 * and skips one by returning false from sheet; neither is an error. */
MUST_CHECK bool reader_read(struct ctx *c, struct str path, struct str label,
    const struct book_limits *limits, const struct book_visitor *visitor,
    const char **format);
/* The same from bytes in memory, which must outlive the call. */
MUST_CHECK bool reader_read_bytes(struct ctx *c, struct str bytes,
    struct str label, const struct book_limits *limits,
    const struct book_visitor *visitor, const char **format);

/* How many sheets a workbook seems to have, without reading them; 1 of all
 * else. */
unsigned reader_sheets(struct ctx *, struct str path, struct str label,
    const struct book_limits *);

#endif
