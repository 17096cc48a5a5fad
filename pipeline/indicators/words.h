/* indicators/words.h -- figures and peer groups in plain sentences. */
#ifndef INDICATORS_WORDS_H
#define INDICATORS_WORDS_H

#include "model/scorecard.h"

/* Why there is no value. */
enum why {
	WHY_NONE,
	WHY_BLANK,
	WHY_SUPPRESSED,
	WHY_NOT_APPLICABLE,
	WHY_NOT_AVAILABLE,
	WHY_UNREADABLE,
	WHY_NOT_SERVED,  /* lacks what the indicator needs */
	WHY_NOT_IN_FILE, /* no observation at all */
	WHY_NO_ROW,      /* one of its numbers is not there */
	WHY_ZERO_BASE,
	WHY_LOW_BASE,
	WHY_SMALL_COUNT,    /* 1 to 4 people */
	WHY_WOULD_GIVE_AWAY /* another figure could be worked out from it */
};

enum why why_of(enum reason);
/* "not in the non-medical staff file of 30 September 2017". when is the date of
 * the file looked in; DAY_NONE: there is none. */
struct str words_reason(
    struct arena *, const struct indicator *, enum why, day when);

/* "mental health trusts" of the cluster "Mental Health". */
struct str words_cluster(struct arena *, struct str cluster);
/* "the 4 other mental health trusts in the North West"; region empty: in
 * England. */
struct str words_peers(
    struct arena *, size_t n, struct str cluster, struct str region);

/* One whole sentence: the figure and, where its verdict allows one, how it
 * compares with England. in_cluster: the words of whom England's figure counts,
 * empty for all. */
struct str words_sentence(struct arena *, const struct indicator *,
    const struct figure *, struct str breakdown, bool is_england,
    struct str in_cluster);

#endif
