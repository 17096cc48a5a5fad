/* indicators/peers.h -- the rules by which an organisation's peers are chosen. */
#ifndef INDICATORS_PEERS_H
#define INDICATORS_PEERS_H

#include "indicators/compare.h"

/* What an organisation is like, at its newest numbers: NAN where not known. */
struct makeup {
	double staff; /* people of the service; FTE where nobody's is known */
	double inpatient; /* share of its WTE in inpatient services */
	double *share;    /* of WTE, by discipline */
};

struct makeups {
	struct makeup *of; /* by place in the dataset */
	size_t disciplines;
	bool fte; /* staff is FTE */
};

struct makeups peers_makeups(struct arena *, const struct dataset *, day end);

/* Standardised distances from one organisation to others. Each measure is
 * divided by its standard deviation over all of them, itself included; one in
 * which they do not differ is left out.
 *
 *	sqrt(sum ((own - other)/sd)^2)
 *
 * of log staff and the share in inpatient services and, with disciplines, their
 * shares. NAN: not known. */
void peers_distances(struct arena *tmp, const struct makeups *, size_t self,
    const size_t *other, size_t n, bool disciplines, double *out);

/* Chooses by settings' rule, and says it in words; where what the rule needs is
 * not known, or leaves too few, circles keep the peers that they have, and say
 * so. mem holds the words. */
void peers_choose(struct ctx *, const struct dataset *, const struct settings *,
    day end, struct circles *);

/* The sentences on how far medians hang on how many, and which measures, were
 * chosen; groups are those of the circles, by any order. */
void peers_sensitivity(struct ctx *, const struct circles *,
    const struct settings *, struct scorecard *);

#endif
