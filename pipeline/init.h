/* init.h -- a folder laid out for somebody's own data. */
#ifndef INIT_H
#define INIT_H

#include "pipeline.h"

/* Makes the folder, or fills an empty one: settings, profiles, vocabulary,
 * templates and a short guide. Fails, changing nothing, when there is anything
 * in it. */
MUST_CHECK bool init_folder(
    struct ctx *c, const struct places *, struct str folder);

#endif
