/* store/store.h -- output/skillmix.db: observations, findings, figures and runs
 * of every period so far. The only SQL. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "model/finding.h"
#include "model/scorecard.h"

struct store; /* opaque: see store.c */

/* Opens the file or makes it. Fails, naming the file, when it cannot be opened
 * or is not a store of this version. What is not closed is closed with c->mem. */
MUST_CHECK bool store_open(struct ctx *, struct str path, struct store **out);

/* Writes a run in one transaction: what the store held of the dataset's files
 * and of the scorecard's period is replaced, all else stays. The scorecard may be
 * NULL (a run that stopped before it). On failure nothing has changed. */
MUST_CHECK bool store_save(struct ctx *, struct store *, const struct dataset *,
    const struct findings *, const struct scorecard *);

/* The file is whole afterwards; no journal is left beside it. */
MUST_CHECK bool store_close(struct ctx *, struct store *);

#endif
