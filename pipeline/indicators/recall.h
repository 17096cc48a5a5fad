/* indicators/recall.h -- figures that an earlier run computed of the same numbers.
 *
 * Indicators that share a measure, or share one with another that does, are a
 * group. Their figures, and what of them is withheld, rest on the observations of
 * the group's measures and on what holds for the whole run, and on nothing else:
 * sums that share no observation are decided apart (islands.c). A group of which no
 * observation has changed is taken over whole; of any other all is computed. */
#ifndef INDICATORS_RECALL_H
#define INDICATORS_RECALL_H

#include "base/bytes.h"
#include "indicators/disclosure.h"
#include "indicators/kept.h"

struct recall; /* opaque: see recall.c */

/* One indicator's figures: its crops, in which they come to lie. */
struct recalled {
	struct crop *crop;
	size_t n;           /* crops */
	struct arena *mem;  /* for texts, as long as the scorecard */
	struct arena *keep; /* for figures, until the scorecard has them */
	bool finished;      /* the crops have all figures */
};

/* Looks up the plots, one for each indicator of the catalogue in its order. NULL
 * when nothing is kept. The memory is the run's. */
struct recall *recall_open(const struct run *, const struct catalogue *,
    const struct kept *, struct period, struct recalled *plot);
/* Notes what was computed of a plot that was not known. Several threads may. The
 * notes of its figures begin at the place. recall may be NULL. */
void recall_note(struct recall *, const struct recalled *plot,
    const struct discretion *, size_t place);
/* By indicator: the SHA-256 of all that its figures rest on. NULL: not known. */
const unsigned char (*recall_keys(const struct recall *))[SHA256_BYTES];

/* recall_figures.c: the crops of one indicator as bytes. */
void recall_put(struct buf *, const struct run *, const struct recalled *);
/* The crops' figures stay packed in the bytes. False when they are no such bytes. */
MUST_CHECK bool recall_take(
    struct bytes_cursor *, const struct run *, struct recalled *);
/* The next n figures of an indicator and window: by run.by_code, then by the text
 * of their setting. */
void recall_next(struct packed *, struct figure *, size_t n);

#endif
