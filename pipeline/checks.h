/* checks.h -- the audit of a run: its rules, what became of each fault, and which
 * findings stand in the period. */
#ifndef CHECKS_H
#define CHECKS_H

#include "run.h"

/* The period is chosen and the input read. Afterwards run->findings are those of
 * the period, sorted: of its returns and of files without a quarter;
 * run->elsewhere has those of other quarters' returns. The summary is told. */
MUST_CHECK bool checks_run(struct run *);

#endif
