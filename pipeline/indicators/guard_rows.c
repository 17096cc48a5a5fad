/* indicators/guard_rows.c -- published sums, eliminated.
 *
 * Gauss-Jordan elimination gives moves: changes of the atoms that leave every
 * published sum as it is. Rows are kept by row and by column, so that what a
 * move takes along and what a row is made of are both at hand. */
#include <math.h>

#include "indicators/guard_work.h"

static void
reserve(struct arena *mem, struct line *l, size_t n)
{
	struct cell *more;

	if (n <= l->cap)
		return;
	l->cap = 2 * n;
	more = NEWS(mem, l->cap, struct cell);
	for (size_t i = 0; i < l->n; i++)
		more[i] = l->cell[i];
	l->cell = more;
}

/* Every cell stands in its row and in its column, and each knows where the other
 * is. */
static void
add_cell(struct siege *s, struct part *p, uint32_t row, uint32_t column,
    double times)
{
	struct line *r = &p->row[row], *c = &p->column[column];

	reserve(s->mem, r, r->n + 1);
	reserve(s->mem, c, c->n + 1);
	r->cell[r->n] = (struct cell){column, (uint32_t)c->n, times};
	c->cell[c->n++] = (struct cell){row, (uint32_t)r->n++, times};
	p->cells++;
}

/* The last cell takes its place. */
static void
close_gap(struct line *l, uint32_t i, struct line *across)
{
	l->cell[i] = l->cell[--l->n];
	if (i < l->n)
		across[l->cell[i].at].cell[l->cell[i].other].other = i;
}

static void
drop_cell(struct part *p, uint32_t row, uint32_t i)
{
	struct cell k = p->row[row].cell[i];

	close_gap(&p->column[k.at], k.other, p->row);
	close_gap(&p->row[row], i, p->column);
	p->cells--;
}

static void
set_times(struct part *p, struct cell *k, double times)
{
	k->times = times;
	p->column[k->at].cell[k->other].times = times;
}

static double
times_of(const struct line *l, uint32_t at)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->cell[i].at == at)
			return l->cell[i].times;
	return 0;
}

/* Adds times one row to another. */
static void
add_row(struct siege *s, struct part *p, uint32_t row, const struct line *from,
    double times)
{
	struct line *r = &p->row[row];

	for (uint32_t i = 0; i < r->n; i++)
		p->spot[r->cell[i].at] = i + 1;
	for (size_t i = 0; i < from->n; i++) {
		uint32_t c = from->cell[i].at, at = p->spot[c];
		double v = times * from->cell[i].times;

		if (at == 0)
			add_cell(s, p, row, c, v);
		else
			set_times(
			    p, &r->cell[at - 1], r->cell[at - 1].times + v);
	}
	for (uint32_t i = (uint32_t)r->n; i-- > 0;) {
		p->spot[r->cell[i].at] = 0;
		if (fabs(r->cell[i].times) <= TINY)
			drop_cell(p, row, i);
	}
}

/* The cell at the column becomes 1, and the row the only one that has it. */
static void
make_pivot(struct siege *s, struct part *p, uint32_t row, uint32_t column)
{
	struct line *r = &p->row[row], *c = &p->column[column];
	double by = times_of(r, column);

	for (size_t i = 0; i < r->n; i++)
		set_times(p, &r->cell[i], r->cell[i].times / by);
	r->pivot = column;
	p->row_of[column] = row + 1;
	for (size_t i = c->n; i-- > 0;)
		if (c->cell[i].at != row)
			add_row(s, p, c->cell[i].at, r, -c->cell[i].times);
}

void
guard_swap(struct siege *s, struct part *p, uint32_t column, uint32_t row)
{
	p->row_of[p->row[row].pivot] = 0;
	make_pivot(s, p, row, column);
}

/* A new row: an equation less what the rows say of its pivots. */
static void
reduce(struct siege *s, struct part *p, uint32_t equation)
{
	const struct guard_sum *e = &s->g->sum[p->sum[equation]];
	uint32_t row = (uint32_t)p->rows;

	for (size_t k = 0; k < e->n; k++)
		if (!s->settled[e->atom[k]])
			add_cell(s, p, row, s->column[e->atom[k]],
			    guard_factor(e, k));
	if (isfinite(s->g->cost[e->group]))
		add_cell(s, p, row, (uint32_t)p->columns + equation, 1);
	/* Rows hold no pivot but their own. */
	for (size_t k = 0; k < e->n; k++) {
		uint32_t c = s->column[e->atom[k]];

		if (!s->settled[e->atom[k]] && p->row_of[c] > 0)
			add_row(s, p, row, &p->row[p->row_of[c] - 1],
			    -guard_factor(e, k));
	}
}

/* A row that comes to nothing goes. */
static void
drop_row(struct part *p, uint32_t row)
{
	while (p->row[row].n > 0)
		drop_cell(p, row, (uint32_t)p->row[row].n - 1);
}

/* Moves are blocked by the pivots that go with them and have nothing to give, so
 * the largest counts become pivots. */
static bool
is_better(const struct siege *s, const struct part *p, const struct cell *a,
    const struct cell *than)
{
	double x, y;

	if (a->at >= p->columns || than == NULL)
		return a->at < p->columns;
	x = s->g->atom[p->atom[a->at]];
	y = s->g->atom[p->atom[than->at]];
	if ((fabs(a->times) > 0.01) != (fabs(than->times) > 0.01))
		return fabs(a->times) > 0.01;
	return x != y ? x > y : fabs(a->times) > fabs(than->times);
}

static void
make_room(struct siege *s, struct part *p)
{
	size_t n = p->columns, all = n + p->n_sums;
	size_t most = p->n_sums < n ? p->n_sums : n;

	p->spot = NEWS(s->mem, all, uint32_t);
	p->note = NEWS(s->mem, n, uint32_t);
	p->gain = NEWS(s->mem, all, double);
	p->x = NEWS(s->mem, n, double);
	p->form = NEWS(s->mem, n, double);
	p->middle = NEWS(s->mem, n, double);
	p->row = NEWS(s->mem, most + 1, struct line);
	p->first = NEWS(s->mem, most + 1, struct line);
	p->column = NEWS(s->mem, all, struct line);
	p->row_of = NEWS(s->mem, n, uint32_t);
	for (size_t i = 0; i < n; i++)
		p->middle[i] = s->g->atom[p->atom[i]];
}

static void
copy(struct arena *mem, struct line *to, const struct line *from)
{
	reserve(mem, to, from->n);
	to->n = from->n;
	to->pivot = from->pivot;
	for (size_t i = 0; i < from->n; i++)
		to->cell[i] = from->cell[i];
}

void
guard_tidy(struct siege *s, struct part *p)
{
	if (2 * p->cells <= 3 * p->first_cells)
		return;
	p->cells = 0;
	for (size_t c = 0; c < p->columns + p->n_sums; c++)
		p->column[c].n = 0;
	for (size_t c = 0; c < p->columns; c++)
		p->row_of[c] = 0;
	for (uint32_t r = 0; r < p->rows; r++) {
		const struct line *first = &p->first[r];

		p->row[r].n = 0;
		p->row[r].pivot = first->pivot;
		p->row_of[first->pivot] = r + 1;
		for (size_t i = 0; i < first->n; i++)
			add_cell(
			    s, p, r, first->cell[i].at, first->cell[i].times);
	}
}

/* Gauss-Jordan. A row that comes to nothing said nothing new. */
void
guard_eliminate(struct siege *s, struct part *p)
{
	make_room(s, p);
	for (uint32_t q = 0; q < p->n_sums; q++) {
		struct line *r = &p->row[p->rows];
		const struct cell *best = NULL;

		reduce(s, p, q);
		for (size_t i = 0; i < r->n; i++)
			if (is_better(s, p, &r->cell[i], best))
				best = &r->cell[i];
		if (best == NULL)
			drop_row(p, (uint32_t)p->rows);
		else
			make_pivot(s, p, (uint32_t)p->rows++, best->at);
	}
	for (size_t r = 0; r < p->rows; r++)
		copy(s->mem, &p->first[r], &p->row[r]);
	p->first_cells = p->cells;
	p->solved = true;
}
