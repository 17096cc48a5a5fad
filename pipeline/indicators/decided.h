/* indicators/decided.h -- what was withheld, remembered from run to run.
 *
 * What is withheld of an island of sums (islands.c) follows from these alone, and
 * takes most of the time of a run. One corrected cell changes one or two islands
 * of two hundred: of the others the last run's answers are known. An answer is
 * found by the SHA-256 of all that the decision rests on and by the program that
 * asked: nobody, with cells of their own choice, can make two islands look the
 * same. It holds which sums were withheld and no number. */
#ifndef INDICATORS_DECIDED_H
#define INDICATORS_DECIDED_H

#include "base/diag.h"
#include "base/sha256.h"

struct decided; /* opaque: see decided.c */

/* Knows nothing yet. program: its identity; another one asks anew. Several threads
 * may ask at once. */
struct decided *decided_new(struct arena *, struct str program);
/* Takes the bytes that decided_bytes gave in an earlier run of the same program.
 * False when they are damaged or another program's: then nothing is taken. The
 * bytes are lent. */
MUST_CHECK bool decided_take(struct decided *, struct str bytes);
/* Fills in the n outcomes, one byte each; false: nobody has asked that yet.
 * decided may be NULL. */
MUST_CHECK bool decided_find(struct decided *,
    const unsigned char key[SHA256_BYTES], unsigned char *outcome, size_t n);
/* The answer is left for the next run, though nobody asks for it in this one. False:
 * it is not known. decided may be NULL. */
MUST_CHECK bool decided_keep(
    struct decided *, const unsigned char key[SHA256_BYTES]);
/* decided may be NULL. */
void decided_note(struct decided *, const unsigned char key[SHA256_BYTES],
    const unsigned char *outcome, size_t n);
/* What was asked in this run, and nothing else: it grows with the run alone. The
 * same questions give the same bytes in any order. */
struct str decided_bytes(struct arena *, const struct decided *);
/* How many answers were looked up, and how many were known. */
struct decided_tally {
	size_t asked, known;
};
struct decided_tally decided_tally(const struct decided *);

#endif
