/* ingest/numfmt.h -- number format codes: what is a date, what a person sees. */
#ifndef INGEST_NUMFMT_H
#define INGEST_NUMFMT_H

#include "model/book.h"

/* The code of a built-in format as a British Excel has it; empty: General. */
struct str numfmt_builtin(unsigned id);
/* Whether numbers of this format are days or times of day. Elapsed time such as
 * [h]:mm is not. */
bool numfmt_is_date(struct str code);
/* What a person sees in the cell. */
void numfmt_print(struct buf *, const struct cell *);

#endif
