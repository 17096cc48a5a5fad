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
	WHY_ZERO_COMPARATOR, /* nothing to divide by in the other group */
	WHY_NO_GROUP,        /* one of two groups has nobody */
	WHY_NOT_PART,        /* a group is larger than its whole */
	WHY_NOT_EARLIER,     /* nothing to grow from */
	WHY_SEVERAL,         /* values that do not add up */
	WHY_NO_REFERENCE,    /* England has no rates of that date */
	WHY_SMALL_COUNT,     /* 1 to 4 people */
	WHY_WOULD_GIVE_AWAY, /* another figure could be worked out from it */
	WHY_COUNT_TO_7,      /* the same where 1 to 7 are withheld */
	WHY_WOULD_GIVE_TO_7
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

/* "4.1%", "1.31". */
struct str words_value(
    struct arena *, const struct indicator *, double v, int places);

/* What a sentence is told beside the figure. */
struct told {
	struct str breakdown, setting;
	bool is_england;
	/* Whom England's figure counts; empty: all. */
	struct str in_cluster;
};

/* One whole sentence: the figure and, where its verdict allows one, how it
 * compares with England, or with parity. */
struct str words_sentence(struct arena *, const struct indicator *,
    const struct figure *, const struct told *);

/* "above England's", or the like; empty without a verdict. */
const char *words_verdict(const struct indicator *, enum verdict);
/* "Sickness absence, Nursing, inpatient". */
struct str words_name(struct arena *, const struct indicator *,
    struct str breakdown, struct str setting);

/* "22 of the 24 returns expected for the quarter (92%)"; empty where returns do
 * not feed the figure, or it is nobody's sum. */
struct str words_returns(struct arena *, const struct figure *);

/* How many quarters fired a rule, from which to which. */
struct fired {
	unsigned n;
	struct period from, to;
};

/* How a figure moves, whole sentences; empty without a point. high: the side of
 * its rule. */
struct str words_movement(struct arena *, const struct indicator *,
    const struct figure *, bool high, const struct fired *);

#endif
