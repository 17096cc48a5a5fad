/* indicators/guard_work.h -- what the files of guard.c share.
 *
 *	guard.c       which published sums must go
 *	guard_lay.c   the published sums as equations, by what hangs together
 *	guard_rows.c  equations eliminated, and eliminated otherwise
 *	guard_walk.c  how far a withheld sum can move under them */
#ifndef INDICATORS_GUARD_WORK_H
#define INDICATORS_GUARD_WORK_H

#include "indicators/guard.h"

/* What is less counts as nothing. */
#define TINY 1e-9

struct cell {
	uint32_t at, other; /* other: its place in the line across */
	double times;
};

/* What an eliminated equation still has: cells by column, its pivot among them
 * with 1. Columns after the atoms' are the equations that it is made of. Of a
 * column: cells by row. */
struct line {
	struct cell *cell;
	size_t n, cap;
	uint32_t pivot;
};

/* One component, eliminated. Its atoms are the columns. One that is no pivot is
 * a move: it up by one, and each pivot with it that it shares a row with. */
struct part {
	uint32_t *atom; /* column -> atom */
	size_t columns, rows;
	struct line *row, *column;
	uint32_t *row_of; /* by column: the row it is the pivot of + 1 */
	uint32_t *sum;    /* the equations, by place in guard.sum */
	size_t n_sums, cap_sums;
	bool solved;
	/* The rows as they were at first, with few cells. */
	struct line *first;
	size_t cells, first_cells;
	/* Tables that would have been published just the same, and one in the
	 * middle of them. */
	double **point, *middle;
	size_t points, walks, ends; /* ends: how many are ends of walks */
	/* Room to work with. */
	double *x, *form, *gain;
	uint32_t *spot; /* by column: its place in a row + 1 */
	uint32_t *note;
};

struct siege {
	struct arena *mem;
	const struct guard *g;
	bool *settled;   /* by atom: what stays told tells it */
	uint32_t *place; /* by atom: its part + 1, 0: in no equation */
	uint32_t *column;
	struct part *part;
	size_t n_parts;
};

/* The published sums as equations, by component. */
struct siege guard_lay(struct arena *, const struct guard *);
/* Gauss-Jordan elimination of a component. */
void guard_eliminate(struct siege *, struct part *);
/* The column takes the place of the row's pivot: the same told by other moves. */
void guard_swap(struct siege *, struct part *, uint32_t column, uint32_t row);
/* Puts the rows back as they were at first once exchanges have filled them up. */
void guard_tidy(struct siege *, struct part *);
/* How far a sum can move, not much farther than enough; where that is less, those
 * published sums that bound it are blamed. blamed, by sum, may be NULL. */
double guard_move(
    struct siege *, const struct guard_sum *, double enough, bool *blamed);
double guard_factor(const struct guard_sum *, size_t i);
bool guard_published(const struct guard *, size_t sum);

#endif
