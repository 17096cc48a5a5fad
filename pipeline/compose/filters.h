/* compose/filters.h -- what may stand behind a | in {{name | filter}}. */
#ifndef COMPOSE_FILTERS_H
#define COMPOSE_FILTERS_H

#include "compose/tree.h"

/* -1 if there is none such. */
int filter_lookup(struct str name);
/* False when it takes another number of arguments; says how many in words. */
bool filter_takes(int filter, size_t n_args, const char **wants);
/* Changes v in place; false when it cannot be done to such a value: then *why
 * says what it wants. */
MUST_CHECK bool filter_apply(struct arena *mem, const struct filter_use *,
    struct value *v, const char **why);

#endif
