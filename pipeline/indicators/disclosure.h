/* indicators/disclosure.h -- figures that could identify a person are withheld,
 * and those from which a withheld one could be worked out.
 *
 * Everything a run publishes is looked at as one: all indicators that count
 * people, settings, parts, quarters, trusts, regions and England. */
#ifndef INDICATORS_DISCLOSURE_H
#define INDICATORS_DISCLOSURE_H

#include "base/sha256.h"
#include "indicators/work.h"

struct discretion;
struct kept;

/* NULL when the policy withholds nothing. kept may be NULL. notes: so many places
 * to note at. */
struct discretion *disclosure_open(
    const struct run *, const struct kept *, size_t notes);
/* Notes which sums the figures of one indicator, setting and window tell. The
 * harvest and keep, where the note goes, must stay; the work may go. Several
 * threads may note at once, each at another place. */
void disclosure_note(struct discretion *, size_t place, struct arena *keep,
    const struct work *, const struct harvest *);
/* Decides once for all that was noted. A withheld figure loses its numbers and
 * gets its reason; its denominator stays where that is told anyway.
 *
 * First what is known from earlier runs; what is left are so many questions, which
 * threads may answer at once. A place that does not wait for them may have its
 * figures decided at once; mem holds their words. All may be given NULL: nothing
 * is asked and nothing withheld. */
size_t disclosure_begin(struct discretion *);
bool disclosure_waits(const struct discretion *, size_t place);
void disclosure_answer(struct discretion *, size_t question);
void disclosure_decide(
    const struct discretion *, size_t place, struct arena *mem);
/* The keys of the decisions (islands.c) that the notes of so many places from one
 * rest on, each once. */
unsigned char (*disclosure_rests_on(const struct discretion *, size_t place,
    size_t places, struct arena *mem, size_t *n))[SHA256_BYTES];
void disclosure_close(struct discretion *);

/* More people than none and few enough to be withheld. */
bool disclosure_is_small(enum disclosure, double count);
/* Does a figure of an indicator that counts people have such a count of its own?
 * Those that are left of a whole count as well: 98 of 100 tells of 2. */
bool disclosure_has_small(
    enum disclosure, const struct indicator *, const struct figure *);
/* Why a figure is withheld, under that policy: for its own small count, or for
 * what could be worked out from it. */
enum why disclosure_why(enum disclosure, bool small);
/* Takes every number out. */
void figure_withhold(struct figure *, enum status, struct str reason);

#endif
