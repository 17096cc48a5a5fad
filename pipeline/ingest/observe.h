/* ingest/observe.h -- the rows of a sheet to observations, as its profile
 * says. */
#ifndef INGEST_OBSERVE_H
#define INGEST_OBSERVE_H

#include "ingest/match.h"
#include "ingest/register.h"
#include "model/finding.h"

struct observer; /* opaque: one a run */

/* Observations and symbols go into the dataset in mem; what is only needed
 * during the run lives in work. */
struct observer *observer_new(
    struct arena *mem, struct arena *work, struct dataset *, struct reg *);

/* A file by its place in dataset.source, whose path is set, and where to put
 * what is odd in it. */
void observer_open(struct observer *, uint16_t source, struct findings *);
/* A sheet of it, with the profile that takes it. What is needed for the file at
 * hand lives in file_mem. */
void observer_sheet(struct observer *, struct arena *file_mem,
    const struct sheet *, const struct match *, unsigned family);
/* A row under the header. */
void observer_row(struct observer *, const struct row *);
/* The same for rows that were observed elsewhere: what follows is of this
 * sheet. */
void observer_resume(struct observer *, struct arena *file_mem, uint16_t sheet,
    struct str name, const struct profile *, unsigned family);
/* The file was read to its end: absent zeros are filled in, totals compared, and
 * the source's counts and date set. */
void observer_close(struct observer *);
/* The file is left out: nothing of it stays in the dataset. */
void observer_drop(struct observer *);

/* For a reader process (see tape.h). From now on nothing is compared with what
 * was kept before; the log notes what observations and findings cannot say. */
struct tape_log;
struct tape;
void observer_record(struct observer *, struct tape_log *);
/* What was observed of the file at hand since observer_open. */
void observer_recorded(const struct observer *, struct tape *);
/* Keeps what a tape says of the file at hand: number[i] is the symbol of the
 * reader's i. */
void observer_play(struct observer *, struct arena *file_mem,
    const struct tape *, struct profile *const *shelf, sym *number);
/* Finds symbols for the tape's own. */
void observer_learn(struct observer *, const struct tape *, sym *number);
/* Is something that the tape sums up kept already? Then each row of it is a
 * finding, which a tape of sums cannot say. */
bool observer_knows(struct observer *, const struct tape *,
    struct profile *const *shelf, sym *number);

/* The dimension word of a label that its vocabulary does not list. */
#define WORD_UNMAPPED "Unmapped"

#endif
