/* indicators/guard_walk.c -- how far withheld sums can move under what is published.
 *
 * Published sums are linear equations over the atoms. They fall into components
 * that share no atom. In each, Gauss-Jordan elimination gives moves: changes of
 * the atoms that leave every published sum as it is. Going along them from the
 * true counts, as far as no count falls below zero, finds other tables that would
 * have been published just the same; how far a withheld sum differs among them is
 * a width that no attacker can undercut. It may be less than the widest, so that
 * more is withheld than need be, never less.
 *
 * Each eliminated row remembers which equations it is made of. Where a sum is
 * bounded too closely, those of the rows that bound it are what gives it away;
 * the cheapest of them is withheld next.
 *
 * Compare tau-ARGUS' hypercube method (Giessing), which looks for such moves
 * among the corners of a table, and GaussSuppression (Langsrud), which looks at
 * the span alone. */
#include <math.h>
#include <stdlib.h>

#include "indicators/guard_work.h"

#define TINY 1e-9
/* Sweeps over the moves and exchanges of them on one walk; what is not reached by
 * then counts as out of reach. Ten times as many withheld ten figures fewer of
 * 40,600 and took five times as long: sweeps can go to and fro in ever smaller steps. */
#define SWEEPS 4
#define SWAPS  20
/* Components of more atoms than this do without, since it would take long. */
#define SWAPPED 300

double
guard_factor(const struct guard_sum *s, size_t i)
{
	return s->factor == NULL ? 1 : s->factor[i];
}

bool
guard_published(const struct guard *g, size_t sum)
{
	return !g->withheld[g->sum[sum].group];
}

uint32_t
guard_root(uint32_t *up, uint32_t i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

/* Published sums tie their atoms together. */
static void
divide(struct siege *s)
{
	const struct guard *g = s->g;
	uint32_t *up = NEWS(s->mem, g->n_atoms + 1, uint32_t);
	bool *tied = NEWS(s->mem, g->n_atoms + 1, bool);

	for (uint32_t i = 0; i < g->n_atoms; i++)
		up[i] = i;
	for (size_t i = 0; i < g->n_sums; i++) {
		const struct guard_sum *e = &s->g->sum[i];
		uint32_t first = UINT32_MAX;

		if (!guard_published(g, i) || e->n == 0)
			continue;
		for (size_t k = 0; k < e->n; k++) {
			tied[e->atom[k]] = true;
			if (first == UINT32_MAX)
				first = guard_root(up, e->atom[k]);
			else
				up[guard_root(up, e->atom[k])] = first;
		}
	}
	s->place = NEWS(s->mem, g->n_atoms + 1, uint32_t);
	s->column = NEWS(s->mem, g->n_atoms + 1, uint32_t);
	s->part = NEWS(s->mem, g->n_atoms + 1, struct part);
	for (uint32_t i = 0; i < g->n_atoms; i++) {
		uint32_t root = guard_root(up, i);

		if (!tied[i])
			continue;
		if (s->place[root] == 0)
			s->place[root] = (uint32_t)++s->n_parts;
		s->place[i] = s->place[root];
		s->column[i] = (uint32_t)s->part[s->place[i] - 1].columns++;
	}
	for (size_t p = 0; p < s->n_parts; p++)
		s->part[p].atom = NEWS(s->mem, s->part[p].columns, uint32_t);
	for (uint32_t i = 0; i < g->n_atoms; i++)
		if (s->place[i] > 0)
			s->part[s->place[i] - 1].atom[s->column[i]] = i;
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < g->n_sums; i++) {
			const struct guard_sum *e = &s->g->sum[i];
			struct part *p;

			if (!guard_published(g, i) || e->n == 0)
				continue;
			p = &s->part[s->place[e->atom[0]] - 1];
			if (pass == 1) {
				if (p->sum == NULL) {
					p->sum =
					    NEWS(s->mem, p->n_sums, uint32_t);
					p->n_sums = 0;
				}
				p->sum[p->n_sums++] = (uint32_t)i;
			} else {
				p->n_sums++;
			}
		}
}

/* Scatters times a row into a line of zeros, noting what is touched. */
static size_t
scatter(double *line, bool *noted, uint32_t *note, size_t n,
    const struct row *from, double times)
{
	for (size_t i = 0; i < from->n; i++) {
		uint32_t c = from->column[i];

		line[c] += times * from->times[i];
		if (!noted[c])
			note[n++] = c;
		noted[c] = true;
	}
	return n;
}

/* What is left on the line becomes a row, and the line zeros again. */
static void
gather(struct arena *mem, double *line, bool *noted, const uint32_t *note,
    size_t n, struct row *out)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		kept += fabs(line[note[i]]) > TINY;
	out->column = NEWS(mem, kept + 1, uint32_t);
	out->times = NEWS(mem, kept + 1, double);
	out->n = 0;
	for (size_t i = 0; i < n; i++) {
		double v = line[note[i]];

		line[note[i]] = 0;
		noted[note[i]] = false;
		if (fabs(v) > TINY) {
			out->column[out->n] = note[i];
			out->times[out->n++] = v;
		}
	}
}

static double
times_of(const struct row *r, uint32_t column)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->column[i] == column)
			return r->times[i];
	return 0;
}

/* An equation less what the rows say of its pivots. */
static struct row
reduced(struct siege *s, const struct part *p, size_t equation, double *line,
    bool *noted, uint32_t *note)
{
	const struct guard_sum *e = &s->g->sum[p->sum[equation]];
	struct row r = {.column = NEWS(s->mem, e->n + 1, uint32_t),
	    .times = NEWS(s->mem, e->n + 1, double)};
	size_t n;

	for (; r.n < e->n; r.n++) {
		r.column[r.n] = s->column[e->atom[r.n]];
		r.times[r.n] = guard_factor(e, r.n);
	}
	r.column[r.n] = (uint32_t)(p->columns + equation);
	r.times[r.n++] = 1;
	n = scatter(line, noted, note, 0, &r, 1);
	/* Rows hold no pivot but their own. */
	for (size_t i = 0; i + 1 < r.n; i++) {
		uint32_t at = p->row_of[r.column[i]];

		if (at > 0 && fabs(line[r.column[i]]) > TINY)
			n = scatter(line, noted, note, n, &p->row[at - 1],
			    -line[r.column[i]]);
	}
	gather(s->mem, line, noted, note, n, &r);
	return r;
}

/* Takes the new row's pivot out of the others. */
static void
clear_pivot(struct siege *s, struct part *p, const struct row *new,
    double *line, bool *noted, uint32_t *note)
{
	for (size_t i = 0; i < p->rows; i++) {
		struct row *r = &p->row[i];
		double times = times_of(r, new->pivot);
		size_t n;

		if (r == new || fabs(times) <= TINY)
			continue;
		n = scatter(line, noted, note, 0, r, 1);
		n = scatter(line, noted, note, n, new, -times);
		gather(s->mem, line, noted, note, n, r);
	}
}

/* The rows by free column. */
static void
turn(struct siege *s, struct part *p)
{
	size_t total = 0;
	uint32_t *column;
	double *times;

	for (size_t f = 0; f < p->columns; f++)
		p->by_free[f].n = 0;
	for (size_t i = 0; i < p->rows; i++)
		for (size_t k = 0; k < p->row[i].n; k++)
			if (p->row[i].column[k] < p->columns) {
				p->by_free[p->row[i].column[k]].n++;
				total++;
			}
	column = NEWS(s->mem, total + 1, uint32_t);
	times = NEWS(s->mem, total + 1, double);
	for (size_t f = 0; f < p->columns; f++) {
		struct row *r = &p->by_free[f];

		r->column = column;
		r->times = times;
		column += r->n;
		times += r->n;
		r->n = 0;
	}
	for (size_t i = 0; i < p->rows; i++)
		for (size_t k = 0; k < p->row[i].n; k++) {
			struct row *r;

			if (p->row[i].column[k] >= p->columns)
				continue;
			r = &p->by_free[p->row[i].column[k]];
			r->column[r->n] = p->row[i].pivot;
			r->times[r->n++] = p->row[i].times[k];
		}
}

/* Moves are blocked by the pivots that go with them and have nothing to give, so
 * the largest counts become pivots. */
static bool
better_pivot(const struct siege *s, const struct part *p, const struct row *r,
    size_t i, size_t than)
{
	double a, b;

	if (r->column[i] >= p->columns || than == r->n)
		return r->column[i] < p->columns;
	a = s->g->atom[p->atom[r->column[i]]];
	b = s->g->atom[p->atom[r->column[than]]];
	if ((fabs(r->times[i]) > 0.01) != (fabs(r->times[than]) > 0.01))
		return fabs(r->times[i]) > 0.01;
	return a != b ? a > b : fabs(r->times[i]) > fabs(r->times[than]);
}

/* Gauss-Jordan. A row that comes to nothing said nothing new. */
static void
eliminate(struct siege *s, struct part *p)
{
	size_t n = p->columns, most = p->n_sums < n ? p->n_sums : n;
	double *line = p->line = NEWS(s->mem, n + p->n_sums, double);
	bool *noted = p->noted = NEWS(s->mem, n + p->n_sums, bool);
	uint32_t *note = p->note = NEWS(s->mem, n + p->n_sums, uint32_t);

	p->solved = true;
	p->by_free = NEWS(s->mem, n, struct row);
	p->row = NEWS(s->mem, most + 1, struct row);
	p->row_of = NEWS(s->mem, n, uint32_t);
	for (size_t q = 0; q < p->n_sums; q++) {
		struct row r = reduced(s, p, q, line, noted, note);
		size_t best = r.n;
		double by;

		for (size_t i = 0; i < r.n; i++)
			if (better_pivot(s, p, &r, i, best))
				best = i;
		if (best == r.n)
			continue;
		r.pivot = r.column[best];
		by = r.times[best];
		for (size_t i = 0; i < r.n; i++)
			r.times[i] /= by;
		clear_pivot(s, p, &r, line, noted, note);
		p->row[p->rows++] = r;
		p->row_of[r.pivot] = (uint32_t)p->rows;
	}
	turn(s, p);
}

/* How far the atoms can go along one move: the free column up by one, each pivot
 * with it. Downwards when back. stop: the pivot that has no more to give, or the
 * column itself. */
static double
reach(
    const struct part *p, const double *x, size_t free, bool back, size_t *stop)
{
	const struct row *f = &p->by_free[free];
	double sign = back ? -1 : 1, most = back ? x[free] : INFINITY;

	*stop = free;
	for (size_t i = 0; i < f->n; i++) {
		double d = -sign * f->times[i];

		if (d < -TINY && x[f->column[i]] / -d < most) {
			most = x[f->column[i]] / -d;
			*stop = f->column[i];
		}
	}
	return most < 0 ? 0 : most;
}

static void
go(const struct part *p, double *x, size_t free, double by)
{
	const struct row *f = &p->by_free[free];

	x[free] += by;
	for (size_t i = 0; i < f->n; i++) {
		double *v = &x[f->column[i]];
		*v -= by * f->times[i];
		if (*v < 0)
			*v = 0; /* the last digits of a division */
	}
}

/* What the form gains by each move. */
static double *
gains_of(struct siege *s, const struct part *p, const double *form)
{
	double *gain = NEWS(s->mem, p->columns, double);

	for (size_t f = 0; f < p->columns; f++)
		gain[f] = p->row_of[f] > 0 ? 0 : form[f];
	for (size_t r = 0; r < p->rows; r++) {
		const struct row *w = &p->row[r];

		for (size_t i = 0; form[w->pivot] != 0 && i < w->n; i++)
			if (w->column[i] != w->pivot &&
			    w->column[i] < p->columns)
				gain[w->column[i]] -=
				    form[w->pivot] * w->times[i];
	}
	/* The last digits of a division may leave a pivot in another's row. */
	for (size_t r = 0; r < p->rows; r++)
		gain[p->row[r].pivot] = 0;
	return gain;
}

/* The free column takes the place of a pivot: the same table told by other moves. */
static void
swap(struct siege *s, struct part *p, size_t free, size_t pivot)
{
	struct row *r = &p->row[p->row_of[pivot] - 1];
	double by = times_of(r, (uint32_t)free);

	for (size_t i = 0; i < r->n; i++)
		r->times[i] /= by;
	r->pivot = (uint32_t)free;
	clear_pivot(s, p, r, p->line, p->noted, p->note);
	p->row_of[free] = p->row_of[pivot];
	p->row_of[pivot] = 0;
	turn(s, p);
}

struct walk {
	double *x, *gain, moved, enough;
	bool down;
};

/* Along one move as far as it goes; stop is the pivot that ends it. False: it
 * gains nothing, or cannot begin. moved is INFINITY when nothing ends it. */
static bool
advance(const struct part *p, struct walk *w, size_t f, size_t *stop)
{
	bool back = (w->gain[f] > 0) == w->down;
	double far;

	if (fabs(w->gain[f]) < TINY || (back && w->x[f] < TINY))
		return false;
	far = reach(p, w->x, f, back, stop);
	if (isinf(far)) {
		w->moved = INFINITY;
		return true;
	}
	go(p, w->x, f, back ? -far : far);
	w->moved += fabs(w->gain[f]) * far;
	return true;
}

/* Goes along every move that gains once; false: none of them can go. */
static bool
sweep(const struct part *p, struct walk *w)
{
	double before = w->moved;

	for (size_t f = 0; f < p->columns && w->moved < w->enough; f++) {
		size_t stop;

		if (!advance(p, w, f, &stop))
			continue;
		if (isinf(w->moved))
			return false;
	}
	return w->moved - before > TINY;
}

/* Where no move can go, one that gains is exchanged for the pivot that stops it,
 * as in the simplex method with Bland's rule. False: none gains. */
static bool
exchange(struct siege *s, struct part *p, const double *form, struct walk *w)
{
	for (size_t f = 0; f < p->columns; f++) {
		size_t stop;

		if (!advance(p, w, f, &stop))
			continue;
		if (isinf(w->moved))
			return false;
		if (stop != f) {
			swap(s, p, f, stop);
			w->gain = gains_of(s, p, form);
		}
		return true;
	}
	return false;
}

/* Walks towards the highest (or lowest) value of the form and says how far it
 * came; not much farther than enough. */
static double
walk(struct siege *s, struct part *p, const double *form, double enough,
    bool down)
{
	struct walk w = {.x = NEWS(s->mem, p->columns, double),
	    .gain = gains_of(s, p, form),
	    .enough = enough,
	    .down = down};
	size_t swaps = p->columns <= SWAPPED ? SWAPS : 0;
	size_t sweeps = SWEEPS;

	for (size_t i = 0; i < p->columns; i++)
		w.x[i] = s->g->atom[p->atom[i]];
	while (w.moved < enough && sweeps-- > 0 && sweep(p, &w))
		;
	while (w.moved < enough && swaps-- > 0 && exchange(s, p, form, &w))
		;
	return w.moved;
}

/* The equations of a row. */
static void
blame_row(const struct part *p, const struct row *r, bool *blamed)
{
	for (size_t i = 0; i < r->n; i++)
		if (r->column[i] >= p->columns)
			blamed[p->sum[r->column[i] - p->columns]] = true;
}

/* What bounds the form: the rows that it goes by, or where moves are left, those
 * that have too little to give to them. */
static void
blame(const struct siege *s, const struct part *p, const double *form,
    const double *gain, bool *blamed)
{
	for (size_t f = 0; f < p->columns; f++) {
		const struct row *r = &p->by_free[f];

		if (fabs(gain[f]) < TINY)
			continue;
		for (size_t i = 0; i < r->n; i++)
			if (s->g->atom[p->atom[r->column[i]]] < s->g->width)
				blame_row(p,
				    &p->row[p->row_of[r->column[i]] - 1],
				    blamed);
	}
	for (size_t i = 0; i < p->rows; i++)
		if (form[p->row[i].pivot] != 0)
			blame_row(p, &p->row[i], blamed);
}

double
guard_move(
    struct siege *s, const struct guard_sum *e, double enough, bool *blamed)
{
	double width = 0;

	for (size_t k = 0; k < e->n; k++)
		if (s->place[e->atom[k]] == 0)
			return INFINITY;
	/* The parts of a sum move apart from each other. */
	for (size_t k = 0; k < e->n && width < enough; k++) {
		struct part *p = &s->part[s->place[e->atom[k]] - 1];
		double *form;
		bool first = true;

		for (size_t j = 0; j < k && first; j++)
			first = s->place[e->atom[j]] != s->place[e->atom[k]];
		if (!first)
			continue;
		if (!p->solved)
			eliminate(s, p);
		form = NEWS(s->mem, p->columns, double);
		for (size_t j = k; j < e->n; j++)
			if (s->place[e->atom[j]] == s->place[e->atom[k]])
				form[s->column[e->atom[j]]] +=
				    guard_factor(e, j);
		width += walk(s, p, form, enough - width, false);
		if (width < enough)
			width += walk(s, p, form, enough - width, true);
		if (width < enough && blamed != NULL)
			blame(s, p, form, gains_of(s, p, form), blamed);
	}
	return width;
}

struct siege
guard_lay(struct arena *mem, const struct guard *g)
{
	struct siege s = {.mem = mem, .g = g};

	divide(&s);
	return s;
}
