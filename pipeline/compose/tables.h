/* compose/tables.h -- the tables a template can ask for by kind. */
#ifndef COMPOSE_TABLES_H
#define COMPOSE_TABLES_H

#include "compose/names.h"

struct table_request {
	struct str kind, name, title, subtitle;
	struct at at;
};

/* A table may come out without rows: then the block is left out. */
MUST_CHECK bool tables_make(
    struct scope *, const struct table_request *, struct table **out);

#endif
