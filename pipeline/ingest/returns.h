/* ingest/returns.h -- the quarterly return: recognised by its cover, read by its
 * words. */
#ifndef INGEST_RETURNS_H
#define INGEST_RETURNS_H

#include "ingest/register.h"
#include "model/book.h"
#include "model/finding.h"
#include "model/return_form.h"

struct returns; /* opaque: one a run */

#define RETURN_PROFILE "cypmh_return" /* as dataset.source names it */

/* Works in `work`; observations and symbols go to the dataset in mem. */
struct returns *returns_new(struct arena *mem, struct arena *work,
    struct dataset *, struct reg *, const struct return_form *);

/* This row opens the cover of a return. */
bool returns_fits(const struct returns *, const struct row *);
/* A file by its place in dataset.source. What is odd in it goes to run when the
 * return is kept; else only why it is not. */
void returns_open(struct returns *, uint16_t source, struct findings *run);
void returns_sheet(struct returns *, const struct sheet *);
void returns_row(struct returns *, const struct row *);
/* The file was read to its end: its source is filled in. False when it is left
 * out: nothing of it stays in the dataset. */
bool returns_close(struct returns *);
/* The file could not be read to its end. */
void returns_drop(struct returns *);
/* After the last file and reg_finish: are the codes those of registers, and the
 * names theirs? */
void returns_finish(struct returns *, struct findings *run);

#endif
