/* indicators/kept.h -- what runs keep of indicators for the next one. */
#ifndef INDICATORS_KEPT_H
#define INDICATORS_KEPT_H

#include "base/memo.h"

struct scorecard;

/* All answers are of one program. NULL: nothing is kept. */
struct kept {
	struct memo *decided; /* what was withheld: see islands.c */
	struct memo *figures; /* see recall.h */
	/* Checksums of all that figures rest on but the dataset and the period:
	 * the catalogue, the settings. */
	struct str basis;
	unsigned jobs; /* so many threads at once */
	/* Called when the dataset has all its words, and is only read from then
	 * on, and there is time for another thread. The scorecard has its keys
	 * and no figures yet. NULL: nobody waits. */
	void (*ready)(void *self, const struct scorecard *);
	void *self;
};

#endif
