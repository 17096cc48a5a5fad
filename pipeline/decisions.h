/* decisions.h -- what was withheld, kept between runs so that it need not be found
 * out again (see indicators/decided.h). */
#ifndef DECISIONS_H
#define DECISIONS_H

#include "run.h"

/* Fills in r->decided from the output folder, for whoever computes. A file that is
 * not there or is damaged is as good as an empty one. */
void decisions_read(struct run *);
/* Leaves what this run asked for the next one, for the owner's eyes only. The
 * output folder is held. */
MUST_CHECK bool decisions_write(const struct run *);

#endif
