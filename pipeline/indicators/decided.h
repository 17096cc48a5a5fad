/* indicators/decided.h -- what guard decided, remembered from run to run.
 *
 * What guard withholds of a family of sums follows from these alone, and takes
 * most of the time of a run. One corrected cell changes some families of many
 * hundred: of the others the last run's answers are known. An answer is found by
 * the SHA-256 of all that guard was given and of the program that asked: nobody,
 * with cells of their own choice, can make two families look the same. It holds
 * which sums were withheld and no number. */
#ifndef INDICATORS_DECIDED_H
#define INDICATORS_DECIDED_H

#include "indicators/guard.h"

struct decided; /* opaque: see decided.c */

/* Knows nothing yet. program: its identity; another one asks anew. jobs: so many
 * may ask at once, each in a thread. */
struct decided *decided_new(struct arena *, struct str program, unsigned jobs);
unsigned decided_jobs(const struct decided *); /* of NULL: 1 */
/* Takes the bytes that decided_bytes gave in an earlier run. False when they are
 * damaged: then nothing is taken. The bytes are lent. */
MUST_CHECK bool decided_take(struct decided *, struct str bytes);
/* guard_protect, or what it is known to answer. decided may be NULL. */
void decided_protect(struct decided *, struct arena *, struct guard *);
/* What was asked in this run, and nothing else: it grows with the run alone. The
 * same questions give the same bytes in any order. */
struct str decided_bytes(struct arena *, const struct decided *);
/* How many answers were looked up, and how many were known. */
struct decided_tally {
	size_t asked, known;
};
struct decided_tally decided_tally(const struct decided *);

#endif
