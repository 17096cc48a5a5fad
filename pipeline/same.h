/* same.h -- a run that would do again what the last one did. */
#ifndef SAME_H
#define SAME_H

#include "run.h"

/* True when every file that a run reads, every file that the last run left, the
 * program and what is asked for are those of the last complete run: then the
 * summary is filled in and nothing need be done. Call it before anything is
 * read. */
bool same_as_last(struct run *);
/* Notes what a run that is complete rests on and has left. The output folder is
 * held. What cannot be noted is done again the next time. */
void same_remember(struct run *);

#endif
