/* memory.h -- what earlier runs knew of each fault, between store and audit. */
#ifndef MEMORY_H
#define MEMORY_H

#include "run.h"

/* Settles every finding of the run by what the store remembers, and keeps in the
 * run what is to be remembered of it. Writes nothing. */
MUST_CHECK bool memory_settle(struct run *);

#endif
