/* indicators/guard.h -- which published sums must be withheld with the small ones,
 * so that none of those can be worked out. */
#ifndef INDICATORS_GUARD_H
#define INDICATORS_GUARD_H

#include "base/diag.h"

/* A sum over atoms, the finest counts that any sum is made of: published unless
 * its group is withheld. guarded: when it is withheld, nobody may bound it more
 * closely than the width. */
struct guard_sum {
	const uint32_t *atom; /* sorted, none twice */
	const double *factor; /* by atom; NULL: all 1 */
	size_t n;
	uint32_t group;
	bool guarded;
	/* How much less and how much more than its true value a published sum
	 * might be, as far as a reader can see: it is rounded. 0 and 0: it is
	 * told exactly. guard_walk.c takes all for exact: that withholds more
	 * than need be, never less. */
	double below, above;
};

/* Groups are published whole or not at all: the numerator and the denominator of
 * one figure. withheld is true at first for those with a small count. */
struct guard {
	const double *atom; /* counts, 0 or more */
	size_t n_atoms;
	const struct guard_sum *sum;
	size_t n_sums;
	bool *withheld;     /* by group; more become true */
	const double *cost; /* by group: information lost without it;
			       INFINITY: it stays as it is */
	size_t n_groups;
	double width;
	size_t unguarded; /* out: withheld sums that could not be protected */
};

/* Withholds more groups until every guarded sum of a withheld group keeps its
 * width, by what can be worked out from all published sums and from counts being
 * 0 or more. Each time the cheapest group that touches a bounded sum goes: the
 * loss is small, not proven the least. */
void guard_protect(struct arena *, struct guard *);
/* How closely the sum can be bounded at most; at least this wide. INFINITY: it is
 * not bounded. Zero: it can be worked out. */
double guard_width(struct arena *, const struct guard *, size_t sum);

/* Where a place's chain of `up` ends; the chain gets shorter. Places tied together
 * have one root. */
uint32_t guard_root(uint32_t *up, uint32_t i);

#endif
