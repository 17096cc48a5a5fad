/* indicators/disclosure_totals.c -- withheld counts and the totals over them.
 *
 * A region's total less its trusts that are told is what its withheld trusts come
 * to; England's less the regions and trusts that are told is what the withheld
 * trusts elsewhere come to. Each such group must hold two or more of them, and as
 * many people as the policy's width, so that each may be nought or all of them.
 * Where one does not, a region's total goes, and its trusts join the group of
 * England; for England's group another region or trust goes, the cheapest that
 * helps, and England itself last.
 *
 * The same is asked of those whom the hidden parts leave of a whole that is told.
 * A total of one group, of a region or in one setting, is told only with all its
 * parts.
 *
 * This takes each fact by itself. Where several facts of several organisations at
 * once bind more closely than each alone, guard finds it afterwards among the sums
 * of everybody, and withholds the totals that do. */
#include <math.h>
#include <stdlib.h>

#include "indicators/disclosed.h"

/* A total and the totals over some of its parts. */
struct tree {
	uint32_t total, *under;
	size_t n, cap;
};

struct group {
	double people;
	size_t hidden;
};

/* Part i of a total, or with a whole those whom the part leaves of it. */
static void
add(const struct withholding *d, struct group *g, const struct fact *total,
    const struct fact *whole, size_t i)
{
	const struct fact *f = &d->fact[total->part[i]];
	const struct fact *w = whole == NULL ? NULL : &d->fact[whole->part[i]];

	if (!f->withheld && (w == NULL || !w->withheld))
		return;
	g->hidden++;
	g->people += w == NULL ? f->value : w->value - f->value;
}

static struct group
group_over(const struct withholding *d, const struct fact *total,
    const struct fact *whole)
{
	struct group g = {0};

	for (size_t i = 0; i < total->n_parts; i++)
		add(d, &g, total, whole, i);
	return g;
}

static struct group
group_of(const struct withholding *d, const struct fact *total)
{
	return group_over(d, total, NULL);
}

static bool
holds(const struct withholding *d, const struct group *g)
{
	return g->hidden == 0 ||
	       (g->hidden > 1 && g->people >= disclosure_width(d->policy) &&
		   !disclosure_is_small(d->policy, g->people));
}

/* By part, the total under England that has it and is told + 1. */
static struct group
group_elsewhere(const struct withholding *d, const struct tree *t,
    const struct fact *whole, uint32_t *region_of)
{
	const struct fact *all = &d->fact[t->total];
	struct group g = {0};

	for (size_t i = 0; i < all->n_parts; i++)
		region_of[all->part[i]] = 0;
	for (size_t i = 0; i < t->n; i++) {
		const struct fact *r = &d->fact[t->under[i]];

		for (size_t k = 0; !r->withheld && k < r->n_parts; k++)
			region_of[r->part[k]] = t->under[i] + 1;
	}
	for (size_t i = 0; i < all->n_parts; i++)
		if (region_of[all->part[i]] == 0)
			add(d, &g, all, whole, i);
	/* A withheld region's trusts that are all told would tell it. */
	return g;
}

/* The withheld region whose trusts are all there is in the group, so that it is
 * told with them. */
static uint32_t
told_region(
    const struct withholding *d, const struct tree *t, const struct group *g)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct fact *r = &d->fact[t->under[i]];

		if (r->withheld && g->hidden > 0 &&
		    group_of(d, r).hidden == g->hidden)
			return t->under[i];
	}
	return NO_FACT;
}

static bool
has_part(const struct fact *total, uint32_t part)
{
	for (size_t i = 0; i < total->n_parts; i++)
		if (total->part[i] == part)
			return true;
	return false;
}

/* The cheapest fact that would join England's group with somebody in it: a region
 * that has something withheld, or a trust, with its region where that is told.
 * Not one of the region that is told. */
static uint32_t
next_to_go(const struct withholding *d, const struct tree *t,
    const uint32_t *region_of, uint32_t told)
{
	const struct fact *all = &d->fact[t->total];
	uint32_t best = NO_FACT;
	double least = INFINITY;

	for (size_t i = 0; i < t->n; i++) {
		const struct fact *r = &d->fact[t->under[i]];

		if (!r->withheld && group_of(d, r).people > 0 &&
		    r->cost < least) {
			best = t->under[i];
			least = r->cost;
		}
	}
	for (size_t i = 0; i < all->n_parts; i++) {
		uint32_t at = all->part[i], region = region_of[at];
		const struct fact *f = &d->fact[at];
		double cost =
		    f->cost + (region > 0 ? d->fact[region - 1].cost : 0);

		if (f->withheld || !(f->value > 0) || cost >= least ||
		    (told != NO_FACT && has_part(&d->fact[told], at)))
			continue;
		best = at;
		least = cost;
	}
	return best;
}

/* One group, of a region or in one setting, is so fine that sums along groups,
 * settings and regions would give it away together: its total is told only with
 * all its parts. */
static bool
is_safe(const struct withholding *d, const struct fact *total,
    const struct group *g)
{
	return total->fine ? g->hidden == 0 : holds(d, g);
}

/* A number that the total is counted among and that is told, where those whom the
 * hidden parts leave of it are too few; NULL: none. Of the organisations that
 * are under no told region, or without a tree, of all. */
static struct fact *
too_few_left(const struct withholding *d, const struct fact *total,
    const struct tree *t, uint32_t *region_of)
{
	for (const struct whole *w = total->whole; w != NULL; w = w->next) {
		struct fact *whole = &d->fact[w->fact];
		struct group rest;

		if (whole->withheld || whole->n_parts != total->n_parts)
			continue;
		rest = t == NULL ? group_over(d, total, whole)
				 : group_elsewhere(d, t, whole, region_of);
		if (!holds(d, &rest))
			return whole;
	}
	return NULL;
}

static void
withhold_regions(struct withholding *d, struct tree *t)
{
	for (size_t i = 0; i < t->n; i++) {
		struct fact *r = &d->fact[t->under[i]], *whole;
		struct group g = group_of(d, r);

		if (!is_safe(d, r, &g))
			r->withheld = true;
		/* Of the two, what the parts do not tell anyway. */
		while (!r->withheld &&
		       (whole = too_few_left(d, r, NULL, NULL)) != NULL)
			*(g.hidden > 0 ? &r->withheld : &whole->withheld) =
			    true;
	}
}

/* A region that is withheld as small must not be told by its trusts. */
static void
hide_parts(struct withholding *d, struct fact *total)
{
	struct group g = group_of(d, total);
	struct fact *best = NULL;

	if (!total->withheld || !total->primary || g.hidden > 0)
		return;
	for (size_t i = 0; i < total->n_parts; i++) {
		struct fact *f = &d->fact[total->part[i]];

		if (f->value > 0 && (best == NULL || f->cost < best->cost))
			best = f;
	}
	if (best != NULL)
		best->withheld = best->primary = true;
}

static void
protect_tree(struct withholding *d, struct tree *t, uint32_t *region_of)
{
	struct fact *all = &d->fact[t->total];

	hide_parts(d, all);
	for (size_t i = 0; i < t->n; i++)
		hide_parts(d, &d->fact[t->under[i]]);
	withhold_regions(d, t);
	while (!all->withheld) {
		struct fact *whole = too_few_left(d, all, t, region_of);
		struct group g = group_elsewhere(d, t, NULL, region_of);
		uint32_t told = told_region(d, t, &g), next;

		if (is_safe(d, all, &g) && whole == NULL && told == NO_FACT)
			return;
		if (all->fine) {
			all->withheld = true;
			return;
		}
		if (g.hidden == 0) {
			whole->withheld = true;
			continue;
		}
		next = next_to_go(d, t, region_of, told);
		d->fact[next == NO_FACT ? t->total : next].withheld = true;
		withhold_regions(d, t);
	}
}

/* Totals by the first of their parts; of those, the one with most parts is
 * England's, the others are under it. */
static int
by_parts(const void *a, const void *b, void *facts)
{
	const struct fact *x = (struct fact *)facts + *(const uint32_t *)a;
	const struct fact *y = (struct fact *)facts + *(const uint32_t *)b;

	if (x->n_parts != y->n_parts)
		return x->n_parts > y->n_parts ? -1 : 1;
	return (x > y) - (x < y);
}

/* The trees that a number is a part of: of a trust without wards it is that of
 * its community services and that of all. */
struct among {
	uint32_t tree;
	struct among *next;
};

static bool
is_among(const struct among *a, uint32_t tree)
{
	for (; a != NULL; a = a->next)
		if (a->tree == tree)
			return true;
	return false;
}

/* The tree that has all its parts, NULL: none. */
static struct tree *
tree_over(struct tree *tree, struct among *const *among, const struct fact *f)
{
	for (const struct among *a = among[f->part[0]]; a != NULL;
	     a = a->next) {
		bool all = true;

		for (size_t k = 1; k < f->n_parts && all; k++)
			all = is_among(among[f->part[k]], a->tree);
		if (all)
			return &tree[a->tree];
	}
	return NULL;
}

void
disclosure_totals(struct withholding *d)
{
	uint32_t *total = NEWS(d->mem, d->n + 1, uint32_t);
	struct among **among = NEWS(d->mem, d->n + 1, struct among *);
	uint32_t *region_of = NEWS(d->mem, d->n + 1, uint32_t);
	struct tree *tree = NEWS(d->mem, d->n + 1, struct tree);
	size_t n = 0, trees = 0;

	for (uint32_t i = 0; i < d->n; i++)
		if (d->fact[i].same == i && d->fact[i].n_parts > 0)
			total[n++] = i;
	if (n > 1)
		qsort_r(total, n, sizeof *total, by_parts, d->fact);
	for (size_t i = 0; i < n; i++) {
		const struct fact *f = &d->fact[total[i]];
		struct tree *t = tree_over(tree, among, f);

		if (t != NULL) {
			ARENA_GROW(d->mem, t->under, t->n, t->cap);
			t->under[t->n++] = total[i];
			continue;
		}
		for (size_t k = 0; k < f->n_parts; k++) {
			struct among *a = NEW(d->mem, struct among);

			*a = (struct among){(uint32_t)trees, among[f->part[k]]};
			among[f->part[k]] = a;
		}
		tree[trees++].total = total[i];
	}
	for (size_t i = 0; i < trees; i++)
		protect_tree(d, &tree[i], region_of);
}
