/* indicators/guard.c -- which published sums must be withheld with the small ones.
 *
 * Published sums are linear equations over the atoms. First every equation with
 * one unknown atom gives that atom away, until none is left. What remains falls
 * into components that share no atom. In each, Gauss-Jordan elimination gives
 * moves: changes of the atoms that leave every published sum as it is. Going
 * along them from the true counts, as far as no count falls below zero, finds
 * other tables that would have been published just the same; how far a withheld
 * sum differs among them is a width that no attacker can undercut. It may be less
 * than the widest, so that more is withheld than need be, never less.
 *
 * Compare tau-ARGUS' hypercube method (Giessing), which looks for such moves
 * among the corners of a table, and GaussSuppression (Langsrud), which looks at
 * the span alone. */
#include <math.h>
#include <stdlib.h>

#include "indicators/guard.h"

#define TINY 1e-9
/* Rounds of walking along the moves, up and down. */
#define WALKS 8

/* One component, eliminated. Its atoms are the columns. */
struct part {
	uint32_t *atom; /* column -> atom */
	size_t columns, rows;
	double *a;     /* rows x columns, reduced */
	size_t *pivot; /* by row: its column */
	bool *bound;   /* by column: is a pivot */
	uint32_t *sum; /* the equations, by place in guard.sum */
	size_t n_sums;
	bool solved;
};

struct siege {
	struct arena *mem;
	const struct guard *g;
	bool *known;     /* by atom */
	uint32_t *place; /* by atom: its part + 1, 0: in no equation */
	uint32_t *column;
	uint32_t *touch, *touch_at; /* by atom: the sums it is in */
	struct part *part;
	size_t n_parts;
};

static double
factor_of(const struct guard_sum *s, size_t i)
{
	return s->factor == NULL ? 1 : s->factor[i];
}

static bool
published(const struct guard *g, size_t sum)
{
	return !g->withheld[g->sum[sum].group];
}

/* Every atom's sums, published or not. */
static void
index_atoms(struct siege *s)
{
	const struct guard *g = s->g;
	size_t total = 0;

	s->touch_at = NEWS(s->mem, g->n_atoms + 2, uint32_t);
	for (size_t i = 0; i < g->n_sums; i++)
		for (size_t k = 0; k < g->sum[i].n; k++)
			s->touch_at[g->sum[i].atom[k] + 2]++;
	for (size_t i = 0; i < g->n_atoms + 2; i++) {
		total += s->touch_at[i];
		s->touch_at[i] = (uint32_t)total;
	}
	s->touch = NEWS(s->mem, total + 1, uint32_t);
	for (size_t i = 0; i < g->n_sums; i++)
		for (size_t k = 0; k < g->sum[i].n; k++)
			s->touch[s->touch_at[g->sum[i].atom[k] + 1]++] =
			    (uint32_t)i;
}

/* Equations with one unknown atom, over and over. left counts the unknown atoms
 * of each sum. */
static void
peel(struct siege *s, uint32_t *left)
{
	const struct guard *g = s->g;
	uint32_t *queue = NEWS(s->mem, g->n_sums + 1, uint32_t);
	size_t n = 0;

	for (size_t i = 0; i < g->n_sums; i++) {
		left[i] = (uint32_t)g->sum[i].n;
		if (published(g, i) && left[i] == 1)
			queue[n++] = (uint32_t)i;
	}
	for (size_t q = 0; q < n; q++) {
		const struct guard_sum *e = &g->sum[queue[q]];
		size_t k = 0;

		while (k < e->n && s->known[e->atom[k]])
			k++;
		if (k == e->n)
			continue;
		s->known[e->atom[k]] = true;
		for (uint32_t t = s->touch_at[e->atom[k]];
		     t < s->touch_at[e->atom[k] + 1]; t++)
			if (--left[s->touch[t]] == 1 &&
			    published(g, s->touch[t]))
				queue[n++] = s->touch[t];
	}
}

static uint32_t
root_of(uint32_t *up, uint32_t i)
{
	while (up[i] != i)
		i = up[i] = up[up[i]];
	return i;
}

/* Published sums that still have unknown atoms tie these together. */
static void
divide(struct siege *s, const uint32_t *left)
{
	const struct guard *g = s->g;
	uint32_t *up = NEWS(s->mem, g->n_atoms + 1, uint32_t);
	bool *tied = NEWS(s->mem, g->n_atoms + 1, bool);

	for (uint32_t i = 0; i < g->n_atoms; i++)
		up[i] = i;
	for (size_t i = 0; i < g->n_sums; i++) {
		const struct guard_sum *e = &g->sum[i];
		uint32_t first = UINT32_MAX;

		if (!published(g, i) || left[i] == 0)
			continue;
		for (size_t k = 0; k < e->n; k++) {
			if (s->known[e->atom[k]])
				continue;
			tied[e->atom[k]] = true;
			if (first == UINT32_MAX)
				first = root_of(up, e->atom[k]);
			else
				up[root_of(up, e->atom[k])] = first;
		}
	}
	s->place = NEWS(s->mem, g->n_atoms + 1, uint32_t);
	s->column = NEWS(s->mem, g->n_atoms + 1, uint32_t);
	s->part = NEWS(s->mem, g->n_atoms + 1, struct part);
	for (uint32_t i = 0; i < g->n_atoms; i++) {
		uint32_t root = root_of(up, i);

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
			const struct guard_sum *e = &g->sum[i];
			struct part *p;
			size_t k = 0;

			if (!published(g, i) || left[i] == 0)
				continue;
			while (s->known[e->atom[k]])
				k++;
			p = &s->part[s->place[e->atom[k]] - 1];
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

static void
subtract_row(double *to, const double *from, double times, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] -= times * from[i];
}

/* Gauss-Jordan. A row that comes to nothing said nothing new. */
static void
eliminate(struct siege *s, struct part *p)
{
	const struct guard *g = s->g;
	size_t n = p->columns;
	double *row = NEWS(s->mem, n, double);
	size_t most = p->n_sums < n ? p->n_sums : n;

	p->solved = true;
	p->a = NEWS(s->mem, most * n + 1, double);
	p->pivot = NEWS(s->mem, most + 1, size_t);
	p->bound = NEWS(s->mem, n, bool);
	for (size_t q = 0; q < p->n_sums; q++) {
		const struct guard_sum *e = &g->sum[p->sum[q]];
		size_t best = 0;

		for (size_t i = 0; i < n; i++)
			row[i] = 0;
		for (size_t k = 0; k < e->n; k++)
			if (!s->known[e->atom[k]])
				row[s->column[e->atom[k]]] += factor_of(e, k);
		for (size_t r = 0; r < p->rows; r++)
			if (fabs(row[p->pivot[r]]) > TINY)
				subtract_row(
				    row, p->a + r * n, row[p->pivot[r]], n);
		for (size_t i = 1; i < n; i++)
			if (fabs(row[i]) > fabs(row[best]))
				best = i;
		if (fabs(row[best]) < TINY)
			continue;
		for (size_t i = n, v = best; i-- > 0;)
			if (i != v)
				row[i] /= row[v];
		row[best] = 1;
		for (size_t r = 0; r < p->rows; r++)
			if (fabs(p->a[r * n + best]) > TINY)
				subtract_row(
				    p->a + r * n, row, p->a[r * n + best], n);
		for (size_t i = 0; i < n; i++)
			p->a[p->rows * n + i] = row[i];
		p->pivot[p->rows++] = best;
		p->bound[best] = true;
	}
}

/* How far the atoms can go along one move: the free column up by one, each pivot
 * with it. Downwards when back. */
static double
reach(const struct part *p, const double *x, size_t free, bool back)
{
	double sign = back ? -1 : 1, most = back ? x[free] : INFINITY;

	for (size_t r = 0; r < p->rows; r++) {
		double d = -sign * p->a[r * p->columns + free];
		if (d < -TINY && x[p->pivot[r]] / -d < most)
			most = x[p->pivot[r]] / -d;
	}
	return most < 0 ? 0 : most;
}

static void
go(const struct part *p, double *x, size_t free, double by)
{
	x[free] += by;
	for (size_t r = 0; r < p->rows; r++) {
		double *v = &x[p->pivot[r]];
		*v -= by * p->a[r * p->columns + free];
		if (*v < 0)
			*v = 0; /* the last digits of a division */
	}
}

/* Walks towards the highest (or lowest) value of the form and says how far it
 * came. */
static double
walk(struct siege *s, const struct part *p, const double *form, bool down)
{
	struct arena_mark m = arena_mark(s->mem);
	double *x = NEWS(s->mem, p->columns, double), moved = 0;

	for (size_t i = 0; i < p->columns; i++)
		x[i] = s->g->atom[p->atom[i]];
	for (int round = 0; round < WALKS; round++) {
		double before = moved;

		for (size_t f = 0; f < p->columns; f++) {
			double gain = form[f], far;
			bool back;

			if (p->bound[f])
				continue;
			for (size_t r = 0; r < p->rows; r++)
				gain -= form[p->pivot[r]] *
					p->a[r * p->columns + f];
			if (fabs(gain) < TINY)
				continue;
			back = (gain > 0) == down;
			far = reach(p, x, f, back);
			if (isinf(far)) {
				arena_rewind(s->mem, m);
				return INFINITY;
			}
			go(p, x, f, back ? -far : far);
			moved += fabs(gain) * far;
		}
		if (moved - before < TINY)
			break;
	}
	arena_rewind(s->mem, m);
	return moved;
}

static double
width_of(struct siege *s, const struct guard_sum *e)
{
	double width = 0;

	for (size_t k = 0; k < e->n; k++)
		if (!s->known[e->atom[k]] && s->place[e->atom[k]] == 0)
			return INFINITY;
	/* The parts of a sum move apart from each other. */
	for (size_t k = 0; k < e->n; k++) {
		struct arena_mark m;
		struct part *p;
		double *form;
		bool first = true;

		if (s->known[e->atom[k]])
			continue;
		p = &s->part[s->place[e->atom[k]] - 1];
		for (size_t j = 0; j < k && first; j++)
			first = s->known[e->atom[j]] ||
				s->place[e->atom[j]] != s->place[e->atom[k]];
		if (!first)
			continue;
		if (!p->solved)
			eliminate(s, p);
		m = arena_mark(s->mem);
		form = NEWS(s->mem, p->columns, double);
		for (size_t j = k; j < e->n; j++)
			if (!s->known[e->atom[j]] &&
			    s->place[e->atom[j]] == s->place[e->atom[k]])
				form[s->column[e->atom[j]]] += factor_of(e, j);
		width += walk(s, p, form, false) + walk(s, p, form, true);
		arena_rewind(s->mem, m);
	}
	return width;
}

static struct siege
lay(struct arena *mem, const struct guard *g)
{
	struct siege s = {.mem = mem, .g = g};
	uint32_t *left = NEWS(mem, g->n_sums + 1, uint32_t);

	s.known = NEWS(mem, g->n_atoms + 1, bool);
	index_atoms(&s);
	peel(&s, left);
	divide(&s, left);
	return s;
}

static double
value_of(const struct guard *g, const struct guard_sum *e)
{
	double v = 0;

	for (size_t k = 0; k < e->n; k++)
		v += factor_of(e, k) * g->atom[e->atom[k]];
	return v;
}

static bool
has_atom(const struct guard_sum *e, uint32_t atom)
{
	size_t low = 0, high = e->n;

	while (low < high) {
		size_t mid = (low + high) / 2;
		if (e->atom[mid] < atom)
			low = mid + 1;
		else
			high = mid;
	}
	return low < e->n && e->atom[low] == atom;
}

/* What other withheld atoms give the sum inside a published one. */
static double
slack(const struct siege *s, const struct guard_sum *over,
    const struct guard_sum *e)
{
	const struct guard *g = s->g;
	double v = 0;

	for (size_t j = 0; j < over->n; j++) {
		uint32_t a = over->atom[j];
		bool hidden = false;

		for (uint32_t u = s->touch_at[a];
		     u < s->touch_at[a + 1] && !hidden; u++)
			hidden = g->sum[s->touch[u]].guarded &&
				 !published(g, s->touch[u]);
		if (hidden && !has_atom(e, a))
			v += g->atom[a];
	}
	return v;
}

/* Marks the published groups with a sum above zero over an atom of this one. */
static void
mark_groups(const struct siege *s, const struct guard_sum *over, bool *mark)
{
	const struct guard *g = s->g;

	for (size_t j = 0; j < over->n; j++)
		for (uint32_t u = s->touch_at[over->atom[j]];
		     u < s->touch_at[over->atom[j] + 1]; u++) {
			size_t v = s->touch[u];

			if (published(g, v) && value_of(g, &g->sum[v]) > 0)
				mark[g->sum[v].group] = true;
		}
}

/* The published sums over a bounded sum's atoms. Those that leave it too little
 * room are tight; the others only add up to too little. */
static void
find_tight(const struct siege *s, const struct guard_sum *e, bool *tight,
    bool *loose, bool *any)
{
	const struct guard *g = s->g;
	double own = value_of(g, e);

	for (size_t k = 0; k < e->n; k++)
		for (uint32_t t = s->touch_at[e->atom[k]];
		     t < s->touch_at[e->atom[k] + 1]; t++) {
			size_t v = s->touch[t];
			double room;

			if (!published(g, v) || tight[v])
				continue;
			room = slack(s, &g->sum[v], e);
			if (room > 0 && own + room >= g->width) {
				loose[v] = true;
				continue;
			}
			tight[v] = *any = true;
		}
}

/* Withholds groups until every listed sum has one over its atoms: always the one
 * that costs least for each sum it serves. How many. */
static size_t
cover(struct siege *s, struct guard *g, const bool *listed)
{
	size_t *open = NEWS(s->mem, g->n_sums + 1, size_t), n = 0, taken = 0;
	bool **has = NEWS(s->mem, g->n_sums + 1, bool *);

	for (size_t v = 0; v < g->n_sums; v++)
		if (listed[v]) {
			has[n] = NEWS(s->mem, g->n_groups + 1, bool);
			mark_groups(s, &g->sum[v], has[n]);
			open[n] = n;
			n++;
		}
	while (n > 0) {
		size_t best = g->n_groups, kept = 0;
		double price = INFINITY;

		for (size_t group = 0; group < g->n_groups; group++) {
			size_t serves = 0;

			for (size_t i = 0; i < n; i++)
				serves += has[open[i]][group];
			if (serves > 0 &&
			    g->cost[group] / (double)serves < price) {
				price = g->cost[group] / (double)serves;
				best = group;
			}
		}
		if (best == g->n_groups)
			break;
		g->withheld[best] = true;
		taken++;
		for (size_t i = 0; i < n; i++)
			if (!has[open[i]][best])
				open[kept++] = open[i];
		n = kept;
	}
	return taken;
}

void
guard_protect(struct arena *tmp, struct guard *g)
{
	bool more = true;

	while (more) {
		struct arena_mark m = arena_mark(tmp);
		struct siege s = lay(tmp, g);
		bool *tight = NEWS(tmp, g->n_sums + 1, bool);
		bool *loose = NEWS(tmp, g->n_sums + 1, bool);
		bool any = false, bounded = false;

		g->unguarded = 0;
		for (size_t i = 0; i < g->n_sums; i++) {
			if (!g->sum[i].guarded || published(g, i) ||
			    width_of(&s, &g->sum[i]) >= g->width)
				continue;
			g->unguarded++;
			bounded = true;
			find_tight(&s, &g->sum[i], tight, loose, &any);
		}
		more = bounded && cover(&s, g, any ? tight : loose) > 0;
		arena_rewind(tmp, m);
	}
}

double
guard_width(struct arena *tmp, const struct guard *g, size_t sum)
{
	struct arena_mark m = arena_mark(tmp);
	struct siege s = lay(tmp, g);
	double width = width_of(&s, &g->sum[sum]);

	arena_rewind(tmp, m);
	return width;
}
