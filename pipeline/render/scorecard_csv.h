/* render/scorecard_csv.h -- scorecard.csv: every figure of a run. */
#ifndef RENDER_SCORECARD_CSV_H
#define RENDER_SCORECARD_CSV_H

#include "model/scorecard.h"

/* The rows of one indicator, in the order of by_indicator. */
struct csv_rows {
	struct str text;
	const uint32_t *end; /* by row: where it ends in the text */
	size_t n;
};

/* Several threads may, each with memory of its own. */
struct csv_rows scorecard_csv_rows(struct arena *, const struct scorecard *,
    const struct by_indicator *, size_t indicator);
/* The whole file of the rows of all indicators. */
struct str scorecard_csv_join(
    struct arena *, const struct scorecard *, const struct csv_rows *);

#endif
