/* base/diag.h -- what went wrong, where, said once. */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include <stdio.h>

#include "base/str.h"

/* Where: any part may be empty. line 0 means no line. */
struct at {
	struct str file, sheet, cell;
	unsigned line;
};

enum level { LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR };
extern const char *const level_name[];

struct diag; /* opaque: keeps the last failure, writes to one stream */

/* What every fallible function is given: memory to return in, memory to work
 * in, and a place to complain. */
struct ctx {
	struct arena *mem;
	struct arena *tmp;
	struct diag *diag;
};

/* err may be NULL: then nothing is written (tests read diag_text). With quiet
 * set, notes and warnings are not written. The diag lives in mem. */
struct diag *diag_new(struct arena *mem, FILE *err, bool quiet);

/* Writes "FILE: SHEET!CELL: error: MESSAGE" and keeps it. Always false, so that
 * a failing function can end with it. */
bool diag_fail(struct ctx *, struct at, const char *fmt, ...) PRINTF_LIKE(3, 4);
void diag_warn(struct ctx *, struct at, const char *fmt, ...) PRINTF_LIKE(3, 4);
void diag_note(struct ctx *, struct at, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* The last failure; empty if there was none. Lent until the next one. */
struct str diag_text(const struct diag *);
struct at diag_at(const struct diag *);
unsigned diag_failures(const struct diag *);
/* Failures, warnings and notes, written or not. */
unsigned diag_remarks(const struct diag *);
/* Writes the place as "FILE: SHEET!CELL" or "FILE:LINE", nothing if empty. */
void at_print(struct buf *, struct at);

#endif
