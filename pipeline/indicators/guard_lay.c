/* indicators/guard_lay.c -- the published sums as equations over the atoms.
 *
 * What can be worked out one after the other from sums that stay told is settled
 * at once and in no equation. The others fall into components that share no
 * atom. */
#include <math.h>

#include "indicators/guard_work.h"

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

/* The first atom that is not settled; e->n: none. */
static size_t
first_open(const struct siege *s, const struct guard_sum *e)
{
	size_t k = 0;

	while (k < e->n && s->settled[e->atom[k]])
		k++;
	return k;
}

/* What one sum that stays as it is says of its atoms alone. */
static bool
settle_by(struct siege *s, const struct guard_sum *e)
{
	size_t open = 0;
	double left = 0, least = 0;

	for (size_t k = 0; k < e->n; k++) {
		if (s->settled[e->atom[k]])
			continue;
		open++;
		left += guard_factor(e, k) * s->g->atom[e->atom[k]];
		least = fmin(least, guard_factor(e, k));
	}
	if (open == 0 || (open > 1 && (left > TINY || least < 0)))
		return false;
	for (size_t k = 0; k < e->n; k++)
		s->settled[e->atom[k]] = true;
	return true;
}

/* Atoms that can be worked out, one after the other, from sums that stay told:
 * they cannot move, and nobody is to blame. */
static void
settle(struct siege *s)
{
	const struct guard *g = s->g;

	s->settled = NEWS(s->mem, g->n_atoms + 1, bool);
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < g->n_sums; i++)
			if (isinf(g->cost[g->sum[i].group]) &&
			    guard_published(g, i))
				more |= settle_by(s, &g->sum[i]);
	}
}

/* Published sums tie their atoms together; tied: those that are in one. */
static void
tie(const struct siege *s, uint32_t *up, bool *tied)
{
	const struct guard *g = s->g;

	for (uint32_t i = 0; i < g->n_atoms; i++)
		up[i] = i;
	for (size_t i = 0; i < g->n_sums; i++) {
		const struct guard_sum *e = &g->sum[i];
		size_t first = first_open(s, e);

		for (size_t k = first; guard_published(g, i) && k < e->n; k++) {
			if (s->settled[e->atom[k]])
				continue;
			tied[e->atom[k]] = true;
			up[guard_root(up, e->atom[k])] =
			    guard_root(up, e->atom[first]);
		}
	}
}

/* A part for each root, a column for each atom. */
static void
divide(struct siege *s)
{
	const struct guard *g = s->g;
	uint32_t *up = NEWS(s->mem, g->n_atoms + 1, uint32_t);
	bool *tied = NEWS(s->mem, g->n_atoms + 1, bool);

	tie(s, up, tied);
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
}

/* The published sums of each part. */
static void
give_out(struct siege *s)
{
	for (uint32_t i = 0; i < s->g->n_sums; i++) {
		const struct guard_sum *e = &s->g->sum[i];
		size_t open = first_open(s, e);
		struct part *p;

		if (!guard_published(s->g, i) || open == e->n)
			continue;
		p = &s->part[s->place[e->atom[open]] - 1];
		ARENA_GROW(s->mem, p->sum, p->n_sums, p->cap_sums);
		p->sum[p->n_sums++] = i;
	}
}

struct siege
guard_lay(struct arena *mem, const struct guard *g)
{
	struct siege s = {.mem = mem, .g = g};

	settle(&s);
	divide(&s);
	give_out(&s);
	return s;
}
