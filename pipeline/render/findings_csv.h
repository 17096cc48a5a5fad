/* render/findings_csv.h -- findings.csv: every finding of a run that is still
 * asked about. */
#ifndef RENDER_FINDINGS_CSV_H
#define RENDER_FINDINGS_CSV_H

#include "model/date.h"
#include "model/finding.h"

/* In the findings' own order: sort them first. What the trust has answered is
 * left out. */
void findings_csv_print(struct buf *, const struct findings *, struct period);
MUST_CHECK bool findings_csv_write(
    struct ctx *, const struct findings *, struct period, struct str path);

#endif
