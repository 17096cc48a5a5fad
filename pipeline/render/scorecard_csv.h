/* render/scorecard_csv.h -- scorecard.csv: every figure of a run. */
#ifndef RENDER_SCORECARD_CSV_H
#define RENDER_SCORECARD_CSV_H

#include "model/scorecard.h"

/* All of it; and one part after the other, which may be printed side by side. */
void scorecard_csv_print(struct buf *, const struct scorecard *);
size_t scorecard_csv_parts(const struct scorecard *);
void scorecard_csv_part(struct buf *, const struct scorecard *, size_t part);
MUST_CHECK bool scorecard_csv_write(
    struct ctx *, const struct scorecard *, struct str path);

#endif
