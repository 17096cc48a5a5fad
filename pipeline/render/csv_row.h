/* render/csv_row.h -- fields of a CSV file (RFC 4180). */
#ifndef RENDER_CSV_ROW_H
#define RENDER_CSV_ROW_H

#include "base/str.h"
#include "model/date.h"

/* Each adds a field. The first of a row is told by what stands before it: the
 * start of the file or a line end. */
void csv_text(struct buf *, struct str);
void csv_number(struct buf *, double); /* NAN: an empty field */
void csv_count(struct buf *, unsigned long);
void csv_day(struct buf *, day); /* DAY_NONE: an empty field */
void csv_empty(struct buf *);
void csv_end(struct buf *); /* CR LF */

#endif
