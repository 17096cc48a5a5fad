/* compose/tally.h -- what is decided once for a trust: which measures it has,
 * how they stand against England, which lead its report. */
#ifndef COMPOSE_TALLY_H
#define COMPOSE_TALLY_H

#include "compose/names.h"

enum { RECOMMENDATIONS = 6, HEADLINES = 6, BRIEFS = 3 };
extern const char *const recommendation_name[RECOMMENDATIONS + 1];

struct tally {
	/* One for each unsplit indicator, in the catalogue's order; those of the
	 * template's list that anybody feeds, in its order. */
	struct subject *measure;
	size_t n;
	const struct subject **newest_first; /* those without a figure last */
	size_t known, compared, above, below, same, stale;
	/* By the stored variation of their series. */
	size_t improving, concern, special, common;
	bool returned; /* some of its figures come from a return */
	bool *doubted; /* by indicator: an error is open at its cells */
	/* What the summary tells first: what is a concern, what improves, what
	 * is unequal, what differs from England. */
	const struct figure *brief[BRIEFS];
	size_t n_brief;
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
/* The same of a template's own lists, see struct template; an empty one stands
 * for all measures, and for those of headlines.def. An id that the catalogue
 * has not is an error. */
MUST_CHECK bool tally_listed(struct scope *, struct at, struct str core,
    struct str headlines, struct tally *out);
bool figure_improves(const struct figure *);
bool figure_concerns(const struct figure *);
/* A special cause where neither end is better. */
bool figure_shifts(const struct figure *);
/* The direction of its special cause. */
bool figure_moves_up(const struct figure *);
/* Indicator k of headlines.def that the catalogue has; NULL: no more. */
const struct indicator *tally_lead(const struct scorecard *, size_t k);
/* "Leavers": the words of headlines.def, or the indicator's title. */
struct str tally_words(struct arena *, const struct indicator *);
/* "Leavers above England, sickness absence not clearly different" */
/* "Fewer empty posts and unequal take-up of training": what the summary's
 * findings say in a few words; empty when they say less than two things. */
struct str tally_stories(struct scope *, const struct tally *);
struct str tally_title(struct scope *, const struct tally *);

#endif
