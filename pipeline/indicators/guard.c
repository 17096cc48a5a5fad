/* indicators/guard.c -- which published sums must be withheld with the small ones.
 *
 * guard_walk.c says which published sums bound a withheld one too closely. The
 * cheapest of them, for all the sums it would serve, is withheld next, until none
 * is bounded. */
#include <assert.h>
#include <math.h>

#include "indicators/guard_work.h"

/* Groups of systems small enough to try every first step. */
#define TRIED 16

static double
value_of(const struct guard *g, const struct guard_sum *e)
{
	double v = 0;

	for (size_t k = 0; k < e->n; k++)
		v += guard_factor(e, k) * g->atom[e->atom[k]];
	return v;
}

/* The sums that ask for a group, by group. */
struct asked {
	uint32_t *by;
	size_t n, cap;
};

/* One sum asks for all groups that bound it. False: there are none. */
static bool
ask(struct siege *s, uint32_t sum, const bool *blamed, struct asked *all)
{
	const struct guard *g = s->g;
	bool *mark = NEWS(s->mem, g->n_groups + 1, bool), any = false;

	for (size_t v = 0; v < g->n_sums; v++) {
		const struct guard_sum *e = &g->sum[v];

		if (blamed[v] && value_of(g, e) > 0)
			mark[e->group] = true;
	}
	for (size_t i = 0; i < g->n_groups; i++) {
		struct asked *a = &all[i];

		if (!mark[i] || isinf(g->cost[i]))
			continue;
		ARENA_GROW(s->mem, a->by, a->n, a->cap);
		a->by[a->n++] = sum;
		any = true;
	}
	return any;
}

/* Withholds groups until every sum that asked has one: always the one that costs
 * least for each sum it serves. */
static void
cover(struct siege *s, struct guard *g, struct asked *all, size_t open)
{
	bool *served = NEWS(s->mem, g->n_sums + 1, bool);

	while (open > 0) {
		size_t best = g->n_groups;
		double price = INFINITY;

		for (size_t i = 0; i < g->n_groups; i++) {
			struct asked *a = &all[i];
			size_t kept = 0;

			for (size_t k = 0; k < a->n; k++)
				if (!served[a->by[k]])
					a->by[kept++] = a->by[k];
			a->n = kept;
			if (kept > 0 && g->cost[i] / (double)kept < price) {
				price = g->cost[i] / (double)kept;
				best = i;
			}
		}
		assert(best < g->n_groups);
		g->withheld[best] = true;
		open -= all[best].n;
		for (size_t k = 0; k < all[best].n; k++)
			served[all[best].by[k]] = true;
	}
}

/* What is known of a sum. More that is withheld takes nothing back: who is safe
 * stays safe, and whom only sums give away that stay told stays lost. */
enum { UNKNOWN, SAFE, LOST };

/* One round; false when nothing more can be done. */
static bool
protect_more(struct arena *tmp, struct guard *g, unsigned char *known)
{
	struct siege s = guard_lay(tmp, g);
	struct asked *all = NEWS(tmp, g->n_groups + 1, struct asked);
	bool *blamed = NEWS(tmp, g->n_sums + 1, bool);
	size_t open = 0;

	g->unguarded = 0;
	for (uint32_t i = 0; i < g->n_sums; i++) {
		if (!g->sum[i].guarded || guard_published(g, i))
			continue;
		if (known[i] == UNKNOWN) {
			for (size_t v = 0; v < g->n_sums; v++)
				blamed[v] = false;
			if (guard_move(&s, &g->sum[i], g->width, blamed) >=
			    g->width)
				known[i] = SAFE;
			else if (ask(&s, i, blamed, all))
				open++;
			else
				known[i] = LOST;
		}
		g->unguarded += known[i] != SAFE;
	}
	cover(&s, g, all, open);
	return open > 0;
}

static void
protect(struct arena *tmp, struct guard *g, unsigned char *known)
{
	for (bool more = true; more;) {
		struct arena_mark m = arena_mark(tmp);

		more = protect_more(tmp, g, known);
		arena_rewind(tmp, m);
	}
}

static double
cost_of(const struct guard *g, const bool *withheld)
{
	double cost = 0;

	for (size_t i = 0; i < g->n_groups; i++)
		cost += withheld[i] && isfinite(g->cost[i]) ? g->cost[i] : 0;
	return cost;
}

static void
copy(bool *to, const bool *from, size_t n)
{
	for (size_t i = 0; i < n; i++)
		to[i] = from[i];
}

/* The cheapest step is not always the beginning of the cheapest way: in small
 * systems each other first step is tried too. */
static void
try_others(struct arena *tmp, struct guard *g, const bool *first, bool *best)
{
	bool *trial = NEWS(tmp, g->n_groups, bool);
	size_t unguarded = g->unguarded;
	struct guard other = *g;

	other.withheld = trial;
	for (size_t i = 0; i < g->n_groups; i++) {
		if (first[i] || isinf(g->cost[i]))
			continue;
		copy(trial, first, g->n_groups);
		trial[i] = true;
		if (cost_of(g, trial) >= cost_of(g, best))
			continue;
		protect(tmp, &other, NEWS(tmp, g->n_sums + 1, unsigned char));
		if (other.unguarded <= unguarded &&
		    cost_of(g, trial) < cost_of(g, best)) {
			copy(best, trial, g->n_groups);
			g->unguarded = unguarded = other.unguarded;
		}
	}
}

void
guard_protect(struct arena *tmp, struct guard *g)
{
	struct arena_mark m = arena_mark(tmp);
	bool *first = NEWS(tmp, g->n_groups + 1, bool);

	copy(first, g->withheld, g->n_groups);
	protect(tmp, g, NEWS(tmp, g->n_sums + 1, unsigned char));
	if (g->n_groups <= TRIED)
		try_others(tmp, g, first, g->withheld);
	arena_rewind(tmp, m);
}

double
guard_width(struct arena *tmp, const struct guard *g, size_t sum)
{
	struct arena_mark m = arena_mark(tmp);
	struct siege s = guard_lay(tmp, g);
	double width = guard_move(&s, &g->sum[sum], INFINITY, NULL);

	arena_rewind(tmp, m);
	return width;
}
