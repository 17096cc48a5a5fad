/* compose/cells.h -- building tables: columns, rows and cells. */
#ifndef COMPOSE_CELLS_H
#define COMPOSE_CELLS_H

#include "compose/names.h"

/* A table that grows by rows. */
struct table_maker {
	struct arena *mem;
	struct table *table;
	size_t cap_columns, cap_rows;
	size_t at;    /* the next cell of the newest row */
	bool details; /* rows lead to what tells more, see details.h */
};

struct table_maker table_make(struct arena *, struct str name, struct str title,
    struct str subtitle, struct str summary);
struct table_column *table_column(
    struct table_maker *, struct str head, enum align, double weight);
void table_group(struct table_maker *, struct str text);
/* Opens a row; its cells follow in the order of the columns. */
void table_row(struct table_maker *);
struct table_cell *table_text(struct table_maker *, struct str text);
/* The text is the number with its places; NAN prints [x]: no cell is blank. */
struct table_cell *table_number(struct table_maker *, double, int places);
struct table_cell *table_day(struct table_maker *, day);
/* A cell that cannot have a value: [z]. */
struct table_cell *table_none(struct table_maker *);
/* With details, the newest row leads to what tells more of a measure, which is
 * called by this name there. */
void table_link(
    struct table_maker *, const struct indicator *, struct str name);
/* With details, a column for the pages that rows lead to, and its cell. */
void table_page_column(struct table_maker *);
void table_page(struct table_maker *);
/* The number, or the mark of why there is none. */
struct table_cell *table_figure(
    struct table_maker *, const struct scope *, const struct figure *, double);

#endif
