/* compose/board_names.h -- the values of board_names.def. */
#ifndef COMPOSE_BOARD_NAMES_H
#define COMPOSE_BOARD_NAMES_H

#include "compose/names.h"

#define NAME(name, help)         struct value board_name_##name(struct scope *);
#define LIST(name, fields, help) struct value board_name_##name(struct scope *);
#include "compose/board_names.def"
#undef NAME
#undef LIST

#endif
