/* unread.h -- returns that are there and could not be read. */
#ifndef UNREAD_H
#define UNREAD_H

#include "run.h"

/* Fills in run->unread and run->returns_unread. A file is known by what the
 * store has of it from an earlier run, or by its name: an organisation's code
 * and a quarter. The finding that says why it was not read gets its
 * organisation. */
MUST_CHECK bool unread_find(struct run *);

#endif
