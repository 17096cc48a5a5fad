/* ingest/returns.h -- the quarterly return: recognised by its cover, read by its
 * words. */
#ifndef INGEST_RETURNS_H
#define INGEST_RETURNS_H

#include "ingest/register.h"
#include "model/book.h"
#include "model/finding.h"
#include "model/return_form.h"

struct returns;     /* opaque: one a run */
struct return_read; /* see ingest/return_read.h */

#define RETURN_PROFILE "cypmh_return" /* as dataset.source names it */

/* Works in `work`; observations and symbols go to the dataset in mem. */
struct returns *returns_new(struct arena *mem, struct arena *work,
    struct dataset *, struct reg *, const struct return_form *);

/* This row opens the cover of a return. */
bool returns_fits(const struct returns *, const struct row *);
/* The sheets and rows of a file in their order. Nothing comes into the dataset:
 * that needs nothing but the form, and can be done in another process. What is
 * read lives in file_mem. at_once: the file begins with the cover. */
void returns_open(struct returns *, struct arena *file_mem, bool at_once);
void returns_sheet(struct returns *, const struct sheet *);
void returns_row(struct returns *, const struct row *);
/* The file was read to its end: this is what it says. */
const struct return_read *returns_end(struct returns *);
/* Are all its cells those of the form? So what another process says was read is
 * known for one before it is kept. */
MUST_CHECK bool returns_knows(
    const struct returns *, const struct return_read *);
/* Puts it into the dataset, as the file at this place in dataset.source, and what
 * is odd in it among the run's findings. False when it is left out: then there is
 * nothing but a finding of why. */
bool returns_keep(struct returns *, const struct return_read *, uint16_t source,
    struct findings *run);
/* After the last file and reg_finish: are the codes those of registers, and the
 * names theirs? */
void returns_finish(struct returns *, struct findings *run);

#endif
