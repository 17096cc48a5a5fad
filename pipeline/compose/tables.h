/* compose/tables.h -- the tables a template can ask for by kind. */
#ifndef COMPOSE_TABLES_H
#define COMPOSE_TABLES_H

#include "compose/cells.h"

struct table_request {
	struct str kind, name, title, subtitle;
	bool details; /* rows lead to what tells more */
	struct at at;
};

/* A table may come out without rows: then the block is left out. */
MUST_CHECK bool tables_make(
    struct scope *, const struct table_request *, struct table **out);

/* Is there a table of that name? */
bool tables_has(struct str kind);
/* See indicator_table.c. */
MUST_CHECK bool table_indicators(
    struct scope *, struct table_maker *, struct at);
/* "Leavers, %" */
struct str title_with_unit(struct arena *, const struct indicator *);

#endif
