/* render/scorecard_csv.h -- scorecard.csv: every figure of a run. */
#ifndef RENDER_SCORECARD_CSV_H
#define RENDER_SCORECARD_CSV_H

#include "model/scorecard.h"

void scorecard_csv_print(struct buf *, const struct scorecard *);
MUST_CHECK bool scorecard_csv_write(
    struct ctx *, const struct scorecard *, struct str path);

#endif
