/* indicators/indicators.h -- observations to figures: the only statistics. */
#ifndef INDICATORS_INDICATORS_H
#define INDICATORS_INDICATORS_H

#include "model/date.h"
#include "model/scorecard.h"
#include "model/settings.h"

/* Computes every indicator of the catalogue for every organisation that has
 * data, and for England (org ENG), as of the period's end. Dataset and catalogue
 * are lent to the scorecard; organisations must be sorted by code. New symbols
 * (ENG, breakdown values) are added to the dataset's table. */
MUST_CHECK bool indicators_compute(struct ctx *, const struct dataset *,
    const struct catalogue *, const struct settings *, struct period,
    struct scorecard **out);

#endif
