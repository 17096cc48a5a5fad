/* indicators/disclosure.h -- figures that could identify a person are withheld. */
#ifndef INDICATORS_DISCLOSURE_H
#define INDICATORS_DISCLOSURE_H

#include "model/scorecard.h"

/* One organisation's figures of one indicator that counts people; total says
 * that the first is the total of the others. Withheld figures lose every number
 * and get their reason. */
void disclosure_small_4(struct arena *, const struct indicator *,
    struct figure *, size_t n, bool total);
/* A count of 1 to 4. */
bool disclosure_is_small(double count);
/* Takes every number out. */
void figure_withhold(struct figure *, enum status, struct str reason);

#endif
