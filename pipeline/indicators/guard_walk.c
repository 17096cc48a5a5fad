/* indicators/guard_walk.c -- how far withheld sums can move under what is published.
 *
 * Going along the moves of guard_rows.c from a table that would have been
 * published just the same, as far as no count falls below zero, finds other such
 * tables; how far a withheld sum differs among them is a width that no attacker
 * can undercut. It may be less than the widest, so that more is withheld than
 * need be, never less.
 *
 * In a large component some tables are found first by going at random; most sums
 * differ enough among those. For each other sum there is a walk of its own: along
 * every move that gains, and where none can go, one is exchanged for the pivot
 * that stops it, as in the simplex method. Where that ends short, what the sum is
 * made of then, in equations, is what gives it away; the cheapest of them is
 * withheld next.
 *
 * Compare tau-ARGUS' hypercube method (Giessing), which looks for such moves
 * among the corners of a table, and GaussSuppression (Langsrud), which looks at
 * the span alone. */
#include <math.h>

#include "indicators/guard_work.h"

/* Sweeps over the moves and exchanges of them on one walk; what is not reached by
 * then counts as out of reach. */
#define SWEEPS 4
#define SWAPS  200
/* Tables found at random in a component, once WALKED walks have set out there, and
 * as many as are kept of those that later walks ended at. */
#define POINTS 17
#define WALKED 16
#define ENDS   96

#define NO_ROW UINT32_MAX

/* A walk towards the highest or lowest value of p->form, at p->x. */
struct walk {
	double moved, enough;
	bool down;
};

/* What the form gains by each move; of equations, how often it is made of them,
 * less than none. */
static void
find_gains(struct part *p)
{
	size_t all = p->columns + p->n_sums;

	for (size_t f = 0; f < all; f++)
		p->gain[f] = f < p->columns ? p->form[f] : 0;
	for (size_t r = 0; r < p->rows; r++) {
		const struct line *w = &p->row[r];
		double times = p->form[w->pivot];

		for (size_t i = 0; times != 0 && i < w->n; i++)
			p->gain[w->cell[i].at] -= times * w->cell[i].times;
	}
	for (size_t r = 0; r < p->rows; r++)
		p->gain[p->row[r].pivot] = 0;
}

/* How far the atoms can go along one move, downwards when back. stop: the row
 * whose pivot has no more to give, or NO_ROW. */
static double
reach(const struct part *p, uint32_t free, bool back, uint32_t *stop)
{
	const struct line *f = &p->column[free];
	double sign = back ? -1 : 1, most = back ? p->x[free] : INFINITY;

	*stop = NO_ROW;
	for (size_t i = 0; i < f->n; i++) {
		double d = sign * f->cell[i].times;
		double has = p->x[p->row[f->cell[i].at].pivot];

		if (d > TINY && has / d < most) {
			most = has / d;
			*stop = f->cell[i].at;
		}
	}
	return most < 0 ? 0 : most;
}

static void
go(struct part *p, uint32_t free, double by)
{
	const struct line *f = &p->column[free];

	p->x[free] = fmax(0, p->x[free] + by);
	for (size_t i = 0; i < f->n; i++) {
		double *v = &p->x[p->row[f->cell[i].at].pivot];

		/* Below: the last digits of a division. */
		*v = fmax(0, *v - by * f->cell[i].times);
	}
}

static bool
is_back(const struct part *p, const struct walk *w, uint32_t free)
{
	return (p->gain[free] > 0) == w->down;
}

static bool
can_gain(const struct part *p, const struct walk *w, uint32_t free)
{
	return fabs(p->gain[free]) > TINY &&
	       !(is_back(p, w, free) && p->x[free] < TINY);
}

/* Along one move as far as it goes, but not farther than most; stop as above.
 * moved is INFINITY when nothing ends it. */
static void
advance(struct part *p, struct walk *w, uint32_t f, double most, uint32_t *stop)
{
	bool back = is_back(p, w, f);
	double far = fmin(most, reach(p, f, back, stop));

	w->moved += fabs(p->gain[f]) * far;
	if (isfinite(far))
		go(p, f, back ? -far : far);
}

/* Goes along every move that gains once; false: none of them can go. */
static bool
sweep(struct part *p, struct walk *w, double most)
{
	double before = w->moved;

	for (uint32_t f = 0; f < p->columns && w->moved < w->enough; f++) {
		uint32_t stop;

		if (can_gain(p, w, f))
			advance(p, w, f, most, &stop);
	}
	return w->moved - before > TINY;
}

/* Rather a move that gains much than one that takes much along: exchanges of the
 * latter fill the rows up. */
static double
promise(const struct part *p, uint32_t free)
{
	return fabs(p->gain[free]) / (double)(1 + p->column[free].n);
}

/* A move that gains is exchanged for what stops it. False: none gains. */
static bool
exchange(struct siege *s, struct part *p, struct walk *w)
{
	uint32_t best = NO_ROW, stop;

	for (uint32_t f = 0; f < p->columns; f++)
		if (can_gain(p, w, f) &&
		    (best == NO_ROW || promise(p, f) > promise(p, best)))
			best = f;
	if (best == NO_ROW)
		return false;
	advance(p, w, best, INFINITY, &stop);
	if (isfinite(w->moved) && stop != NO_ROW) {
		const struct line *r = &p->row[stop];
		double gain = p->gain[best];

		guard_swap(s, p, best, stop);
		for (size_t i = 0; i < r->n; i++)
			p->gain[r->cell[i].at] -= gain * r->cell[i].times;
		p->gain[best] = 0;
	}
	return true;
}

/* A walk begins in the middle of the tables that are known. */
static void
begin(struct part *p)
{
	for (size_t i = 0; i < p->columns; i++)
		p->x[i] = p->middle[i];
}

/* The equations that the form is made of at the end of a walk. */
static void
blame(const struct part *p, bool *blamed)
{
	for (size_t q = 0; q < p->n_sums; q++)
		if (fabs(p->gain[p->columns + q]) > TINY)
			blamed[p->sum[q]] = true;
}

/* A number from 0 to 1; the same ones every time. */
static double
lot(uint64_t *seed)
{
	uint64_t z = *seed += 0x9e3779b97f4a7c15;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
	return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

/* Keeps a table, and finds the new middle. */
static void
keep_point(struct siege *s, struct part *p)
{
	double *x = NEWS(s->mem, p->columns, double);

	p->point[p->points++] = x;
	for (size_t i = 0; i < p->columns; i++) {
		x[i] = p->x[i];
		p->middle[i] += (x[i] - p->middle[i]) / (double)p->points;
	}
}

/* The end of a walk takes the place of an older one. */
static void
keep_end(struct siege *s, struct part *p)
{
	size_t i = POINTS + p->ends++ % ENDS;

	if (i == p->points)
		p->point[p->points++] = NEWS(s->mem, p->columns, double);
	for (size_t k = 0; k < p->columns; k++)
		p->point[i][k] = p->x[k];
}

/* Finds tables at random, each from the middle of those before: up along a form
 * and down along it. */
static void
wander(struct siege *s, struct part *p)
{
	uint64_t seed = p->columns;

	p->point = NEWS(s->mem, POINTS + ENDS, double *);
	begin(p);
	keep_point(s, p);
	for (int way = 0; p->points < POINTS; way = !way) {
		struct walk w = {.enough = INFINITY, .down = way == 1};

		for (size_t i = 0; way == 0 && i < p->columns; i++)
			p->form[i] = lot(&seed) - 0.5;
		begin(p);
		find_gains(p);
		for (int i = 0; i < SWEEPS; i++)
			(void)sweep(p, &w, 4 * s->g->width);
		keep_point(s, p);
	}
	for (size_t i = 0; i < p->columns; i++)
		p->form[i] = 0;
}

/* How far a walk comes; not much farther than enough. */
static double
walk(struct siege *s, struct part *p, double enough, bool down, bool *blamed)
{
	struct walk w = {.enough = enough, .down = down};
	size_t swaps = SWAPS, sweeps = SWEEPS;

	guard_tidy(s, p);
	begin(p);
	find_gains(p);
	while (w.moved < enough && sweeps-- > 0 && sweep(p, &w, INFINITY))
		;
	while (w.moved < enough && swaps-- > 0 && exchange(s, p, &w))
		(void)sweep(p, &w, INFINITY);
	if (p->points > 0 && isfinite(w.moved))
		keep_end(s, p);
	if (w.moved < enough && blamed != NULL)
		blame(p, blamed);
	return w.moved;
}

/* How much the form differs among the tables that are known. */
static double
glance(const struct part *p, const uint32_t *column, size_t n)
{
	double low = INFINITY, high = -INFINITY;

	for (size_t k = 0; k < p->points; k++) {
		double v = 0;

		for (size_t i = 0; i < n; i++)
			v += p->form[column[i]] * p->point[k][column[i]];
		low = fmin(low, v);
		high = fmax(high, v);
	}
	return p->points == 0 ? 0 : high - low;
}

/* How far what the sum has in one part can move. */
static double
move_in(struct siege *s, struct part *p, const struct guard_sum *e, size_t from,
    double enough, bool *blamed)
{
	uint32_t at = s->place[e->atom[from]], *column;
	size_t n = 0;
	double width;

	if (!p->solved)
		guard_eliminate(s, p);
	if (p->walks == WALKED && p->points == 0)
		wander(s, p);
	column = p->note;
	for (size_t j = from; j < e->n; j++)
		if (s->place[e->atom[j]] == at) {
			column[n] = s->column[e->atom[j]];
			p->form[column[n++]] = guard_factor(e, j);
		}
	width = glance(p, column, n);
	if (width < enough) {
		p->walks++;
		width = walk(s, p, enough, false, blamed);
		if (width < enough)
			width += walk(s, p, enough - width, true, blamed);
	}
	for (size_t j = from; j < e->n; j++)
		if (s->place[e->atom[j]] == at)
			p->form[s->column[e->atom[j]]] = 0;
	return width;
}

double
guard_move(
    struct siege *s, const struct guard_sum *e, double enough, bool *blamed)
{
	double width = 0;

	for (size_t k = 0; k < e->n; k++)
		if (s->place[e->atom[k]] == 0 && !s->settled[e->atom[k]])
			return INFINITY;
	/* The parts of a sum move apart from each other. */
	for (size_t k = 0; k < e->n && width < enough; k++) {
		uint32_t at = s->place[e->atom[k]];
		bool first = at > 0;

		for (size_t j = 0; j < k && first; j++)
			first = s->place[e->atom[j]] != at;
		if (first)
			width += move_in(
			    s, &s->part[at - 1], e, k, enough - width, blamed);
	}
	return width;
}
