/* indicators/guard_work.h -- what guard.c and guard_walk.c share. */
#ifndef INDICATORS_GUARD_WORK_H
#define INDICATORS_GUARD_WORK_H

#include "indicators/guard.h"

/* What an eliminated equation still has, by column; its pivot among them. Columns
 * after the atoms' are the equations that it is made of. */
struct row {
	uint32_t *column, pivot;
	double *times;
	size_t n;
};

/* One component, eliminated. Its atoms are the columns. A free column is a move:
 * what goes with it stands in by_free, by row. */
struct part {
	uint32_t *atom; /* column -> atom */
	size_t columns, rows;
	struct row *row;
	uint32_t *row_of; /* by column: the row it is the pivot of + 1 */
	struct row *by_free;
	uint32_t *sum; /* the equations, by place in guard.sum */
	size_t n_sums;
	bool solved;
	/* Room to work with. */
	double *line;
	bool *noted;
	uint32_t *note;
};

struct siege {
	struct arena *mem;
	const struct guard *g;
	uint32_t *place; /* by atom: its part + 1, 0: in no equation */
	uint32_t *column;
	struct part *part;
	size_t n_parts;
};

/* The published sums as equations, by component. */
struct siege guard_lay(struct arena *, const struct guard *);
/* How far a sum can move, not much farther than enough; where that is less, those
 * published sums that bound it are blamed. blamed, by sum, may be NULL. */
double guard_move(
    struct siege *, const struct guard_sum *, double enough, bool *blamed);
double guard_factor(const struct guard_sum *, size_t i);
bool guard_published(const struct guard *, size_t sum);

#endif
