/* indicators/indicators.h -- observations to figures: the only statistics. */
#ifndef INDICATORS_INDICATORS_H
#define INDICATORS_INDICATORS_H

#include "model/date.h"
#include "model/finding.h"
#include "model/scorecard.h"
#include "model/settings.h"

struct kept;

/* Computes every indicator of the catalogue for every organisation that has
 * data, for the regions of those reported on and for England (org ENG), as of
 * the period's end. Of several entries of one id it takes the first that is fed:
 * the scorecard's catalogue has that one alone. Where organisations sent returns
 * the scorecard has a history, one for each quarter before back to the first
 * return, and its figures say how they move. The dataset is lent to the
 * scorecard; organisations must be sorted by code. New symbols (ENG, breakdown
 * values) are added to the dataset's table.
 * What earlier runs left is looked up, and what this one leaves is noted (kept.h);
 * it may be NULL. */
MUST_CHECK bool indicators_compute(struct ctx *, const struct dataset *,
    const struct catalogue *, const struct settings *, struct period,
    const struct kept *, struct scorecard **out);

/* At most so many effects of a finding are kept, one for each indicator and
 * setting: the largest. */
#define EFFECTS_KEPT 6

/* Of each finding at a cell of the scorecard's quarter: how the organisation's
 * figures would change if the cell had the suggested value, or were empty where
 * nothing is suggested. Other organisations' and England's figures stay. Figures
 * that are withheld before or after print as [c] and have no numbers. jobs: so many
 * threads at once. */
void indicators_effects(struct ctx *, const struct scorecard *,
    const struct dataset *, unsigned jobs, struct findings *);

#endif
