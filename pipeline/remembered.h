/* remembered.h -- what runs find out once and keep in the output folder, for its
 * owner's eyes only. It saves time and changes nothing: a file that is not there
 * or is damaged is as good as an empty one. */
#ifndef REMEMBERED_H
#define REMEMBERED_H

#include "run.h"

/* The file of that name; empty if there is none. Aligned as memory is. */
struct str remembered_read(const struct run *, const char *name);
/* Leaves it for the next run, unless it is as it was. The output folder is held. */
MUST_CHECK bool remembered_write(
    const struct run *, const char *name, struct str was, struct str is);

#endif
