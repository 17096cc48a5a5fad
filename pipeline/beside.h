/* beside.h -- what is made of the figures in a thread of its own, while findings
 * are weighed and the store is written. */
#ifndef BESIDE_H
#define BESIDE_H

#include "run.h"

struct beside {
	struct str csv;      /* scorecard.csv */
	struct str *figures; /* what packs rest on: see depends.h */
};

/* Begins, once the scorecard is there; nobody may change it, nor add symbols,
 * until beside_end. With one job all is done there. */
void beside_begin(struct run *);
/* Waits for it; r->beside is filled in. No thread is left when this returns. */
void beside_end(struct run *);

#endif
