/* beside.h -- what is done in a thread of its own: an old store is looked through
 * while figures are computed, and what is made of the figures is made while
 * findings are weighed and the store is written. With one job all is done when it
 * is asked for. */
#ifndef BESIDE_H
#define BESIDE_H

#include "base/file.h"
#include "run.h"

struct store;

/* What is made of the figures. */
struct beside {
	struct file_sum csv; /* of scorecard.csv */
	struct str *figures; /* what packs rest on: see depends.h */
};

/* Fetches what earlier runs made of figures that are as they were: by the keys of
 * the scorecard, which need not have figures yet. The dataset has all its words. */
void beside_fetch(struct run *, const struct scorecard *);
/* Makes the rest, once r->scorecard is there; nobody may change it, nor add symbols,
 * until beside_end. The folder of the period is there. */
void beside_begin(struct run *);
/* Waits for it; r->beside is filled in and scorecard.csv in its place. No thread is
 * left when this returns. */
MUST_CHECK bool beside_end(struct run *);

/* Begins to open the store, if there is one: no other connection to it may write
 * until beside_store has given it. The output folder is held. */
void beside_open_store(struct run *);
/* Begins to write the dataset into it, once nobody changes that any more. */
void beside_save_dataset(struct run *);
MUST_CHECK bool beside_store(struct run *, struct str path, struct store **out);

#endif
