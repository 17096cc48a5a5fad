/* render/findings_csv.h -- findings.csv: every finding of a run. */
#ifndef RENDER_FINDINGS_CSV_H
#define RENDER_FINDINGS_CSV_H

#include "model/date.h"
#include "model/finding.h"

/* In the findings' own order: sort them first. */
void findings_csv_print(struct buf *, const struct findings *, struct period);
MUST_CHECK bool findings_csv_write(
    struct ctx *, const struct findings *, struct period, struct str path);

#endif
