/* compose/tally.h -- what is decided once for a trust: which measures it has,
 * how they stand against England, which lead its report. */
#ifndef COMPOSE_TALLY_H
#define COMPOSE_TALLY_H

#include "compose/names.h"

enum { RECOMMENDATIONS = 6, HEADLINES = 6, BRIEFS = 3 };
extern const char *const recommendation_name[RECOMMENDATIONS + 1];

struct tally {
	/* One for each unsplit indicator, in the catalogue's order. */
	struct subject *measure;
	size_t n;
	const struct subject **newest_first; /* those without a figure last */
	size_t known, compared, above, below, same, stale;
	day newest, oldest;
	bool joiners_fewer;
	/* The figures that lead: those of headlines.def that this trust has. */
	const struct figure *headline[HEADLINES];
	size_t n_headlines;
	/* Recommendation r has no figure. */
	bool missing[RECOMMENDATIONS + 1];
	size_t n_missing;
};

/* An indicator has an unsplit figure unless its parts are shares of a whole. */
bool indicator_is_unsplit(const struct indicator *);
/* The lowest recommendation that it serves. */
int indicator_recommendation(const struct indicator *);
/* The number behind a figure may be shown. */
bool figure_known(const struct figure *);

void tally_make(struct arena *, const struct scorecard *, struct str org,
    struct tally *out);
/* Indicator k of headlines.def that the catalogue has; NULL: no more. */
const struct indicator *tally_lead(const struct scorecard *, size_t k);
/* "Leavers": the words of headlines.def, or the indicator's title. */
struct str tally_words(struct arena *, const struct indicator *);
/* "Leavers above England, sickness absence not clearly different" */
struct str tally_title(struct scope *, const struct tally *);

#endif
