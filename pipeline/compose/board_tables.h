/* compose/board_tables.h -- the tables of board_tables.def. */
#ifndef COMPOSE_BOARD_TABLES_H
#define COMPOSE_BOARD_TABLES_H

#include "compose/cells.h"

#define TABLE(name, title, help)                                               \
	MUST_CHECK bool table_##name(                                          \
	    struct scope *, struct table_maker *, struct at);
#include "compose/board_tables.def"
#undef TABLE

#endif
