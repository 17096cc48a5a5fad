/* compose/england.h -- what an overview of the country says. */
#ifndef COMPOSE_ENGLAND_H
#define COMPOSE_ENGLAND_H

#include "compose/cells.h"

/* From the national figures that show a signal over time. */
struct str england_title(struct scope *);
/* A trust far outside the limits is asked about by the audit. */
bool england_in_query(struct scope *, const struct indicator *);
/* Tables of tables.def. */
MUST_CHECK bool table_national(struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_framework_2021(
    struct scope *, struct table_maker *, struct at);
MUST_CHECK bool table_coverage(struct scope *, struct table_maker *, struct at);

#endif
