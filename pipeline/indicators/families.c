/* indicators/families.c -- sums that share atoms, and guard asked about each.
 *
 * Each owner has families of its own, small enough to look for what costs least.
 * What one organisation's sums tell of another's is seen in the families of
 * everybody, of which only totals may still go. */
#include <math.h>
#include <stdlib.h>

#include "base/threads.h"
#include "indicators/disclosed.h"
#include "indicators/rounding.h"

/* Facts that share atoms, and what is a part of what among them. What guard was
 * asked last and what it left is kept by fact: it is not asked again as long as
 * all of that is still so. */
struct family {
	struct withholding *d;
	bool everybody;
	struct arena *mem; /* while guard is asked */
	uint32_t *fact;    /* by place of the family's */
	size_t n, cap;
	uint32_t *pair;
	size_t pairs, cap_pairs;
	size_t atoms;
	unsigned char *left;
	bool asked;
};

struct families {
	struct family *family;
	size_t n, cap;
	uint32_t *local; /* by atom: its place among its family's */
};

/* An owner that is none. */
#define EVERYBODY ((sym)-1)

static bool
is_of(const struct fact *f, sym owner)
{
	return f->owner == owner || owner == EVERYBODY;
}

static void
tie(uint32_t *up, const uint32_t *atom, size_t n)
{
	for (size_t k = 1; k < n; k++)
		up[guard_root(up, atom[k])] = guard_root(up, atom[0]);
}

/* Everything over the same atoms is one family. */
static void
tie_all(const struct withholding *d, sym owner, uint32_t *up)
{
	for (uint32_t i = 0; i < d->atoms; i++)
		up[i] = i;
	for (size_t i = 0; i < d->n; i++)
		if (d->fact[i].same == i && is_of(&d->fact[i], owner))
			tie(up, d->fact[i].atom, d->fact[i].n);
	for (size_t i = 0; i < d->pairs; i++) {
		const struct fact *base = &d->fact[d->pair[i].base];
		const struct fact *count = &d->fact[d->pair[i].count];
		uint32_t link = d->pair[i].link;

		if (link == 0)
			continue;
		tie(up, (uint32_t[]){link - 1, base->atom[0]}, 2);
		if (count->n > 0)
			tie(up, (uint32_t[]){link - 1, count->atom[0]}, 2);
	}
}

static void
add_fact(struct withholding *d, struct family *f, uint32_t fact)
{
	ARENA_GROW(d->mem, f->fact, f->n, f->cap);
	f->fact[f->n++] = fact;
}

static void
add_pair(struct withholding *d, struct family *f, uint32_t pair)
{
	ARENA_GROW(d->mem, f->pair, f->pairs, f->cap_pairs);
	f->pair[f->pairs++] = pair;
}

static void
claim(uint32_t *of, uint32_t family, const uint32_t *atom, size_t n)
{
	for (size_t i = 0; i < n; i++)
		of[atom[i]] = family;
}

/* Numbers each family's atoms in the order that they have among all. */
static void
number_atoms(struct withholding *d, struct families *all)
{
	uint32_t *of = NEWS(d->mem, d->atoms + 1, uint32_t);

	for (uint32_t i = 0; i < all->n; i++) {
		const struct family *f = &all->family[i];

		for (size_t k = 0; k < f->n; k++)
			claim(of, i + 1, d->fact[f->fact[k]].atom,
			    d->fact[f->fact[k]].n);
		for (size_t k = 0; k < f->pairs; k++)
			claim(of, i + 1, d->pair[f->pair[k]].rest,
			    d->pair[f->pair[k]].n);
	}
	all->local = NEWS(d->mem, d->atoms + 1, uint32_t);
	for (size_t i = 0; i < d->atoms; i++)
		if (of[i] > 0)
			all->local[i] =
			    (uint32_t)all->family[of[i] - 1].atoms++;
}

struct families *
families_of(struct withholding *d, sym owner)
{
	struct families *all = NEW(d->mem, struct families);
	uint32_t *up = NEWS(d->mem, d->atoms + 1, uint32_t);
	uint32_t *place = NEWS(d->mem, d->atoms + 1, uint32_t);

	tie_all(d, owner, up);
	for (uint32_t i = 0; i < d->n; i++) {
		const struct fact *f = &d->fact[i];
		uint32_t *at;

		if (f->same != i || f->n == 0 || !is_of(f, owner))
			continue;
		at = &place[guard_root(up, f->atom[0])];
		if (*at == 0) {
			ARENA_GROW(d->mem, all->family, all->n, all->cap);
			all->family[all->n] = (struct family){
			    .d = d, .everybody = owner == EVERYBODY};
			*at = (uint32_t)++all->n;
		}
		add_fact(d, &all->family[*at - 1], i);
	}
	for (uint32_t i = 0; i < d->pairs; i++) {
		const struct fact *f = &d->fact[d->pair[i].base];

		if (f->n > 0 && is_of(f, owner))
			add_pair(d,
			    &all->family[place[guard_root(up, f->atom[0])] - 1],
			    i);
	}
	for (size_t i = 0; i < all->n; i++)
		all->family[i].left =
		    NEWS(d->mem, all->family[i].n, unsigned char);
	number_atoms(d, all);
	return all;
}

struct families *
families_of_everybody(struct withholding *d)
{
	return families_of(d, EVERYBODY);
}

enum { NEVER_TOLD, ALWAYS_TOLD, FIRST_FACT };

static int
by_place(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static uint32_t *
local_atoms(
    struct family *f, const uint32_t *local, const uint32_t *atom, size_t n)
{
	uint32_t *out = NEWS(f->mem, n + 1, uint32_t);

	for (size_t i = 0; i < n; i++)
		out[i] = local[atom[i]];
	return out;
}

/* A rounded count is known no closer than its rounding leaves it. */
static void
loosen(const struct family *f, struct guard_sum *sum)
{
	const struct withholding *d = f->d;

	if (!rounding_applies(d->policy))
		return;
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *k = &d->fact[f->fact[i]];

		if (!k->national || !rounding_spares_england(d->run->settings))
			rounding_leeway(k->value, &sum[i].below, &sum[i].above);
	}
}

/* That base less count less rest is nothing. */
static struct guard_sum
link_of(struct family *f, const struct pair *p, const uint32_t *local)
{
	const struct fact *count = &f->d->fact[p->count];
	const struct fact *base = &f->d->fact[p->base];
	size_t most = base->n + count->n + 1, n = 0, kept = 0;
	struct term *t = NEWS(f->mem, most, struct term);
	uint32_t *atom = NEWS(f->mem, most, uint32_t);
	double *factor = NEWS(f->mem, most, double);

	for (size_t i = 0; i < base->n; i++)
		t[n++] = (struct term){local[base->atom[i]], base->factor[i]};
	for (size_t i = 0; i < count->n; i++)
		t[n++] =
		    (struct term){local[count->atom[i]], -count->factor[i]};
	t[n++] = (struct term){local[p->link - 1], -1};
	disclosure_sort(t, n);
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && t[i].atom == t[i - 1].atom) {
			factor[kept - 1] += t[i].factor;
			continue;
		}
		atom[kept] = t[i].atom;
		factor[kept++] = t[i].factor;
	}
	return (struct guard_sum){
	    .atom = atom, .factor = factor, .n = kept, .group = ALWAYS_TOLD};
}

/* A small rest, which nobody may learn either. */
static struct guard_sum
rest_of(struct family *f, const struct pair *p, const uint32_t *local)
{
	uint32_t *rest = local_atoms(f, local, p->rest, p->n);

	if (p->n > 1)
		qsort(rest, p->n, sizeof *rest, by_place);
	return (struct guard_sum){
	    .atom = rest, .n = p->n, .group = NEVER_TOLD, .guarded = true};
}

static bool
has_hidden(const struct withholding *d, const struct fact *total)
{
	for (size_t i = 0; i < total->n_parts; i++)
		if (d->fact[total->part[i]].withheld)
			return true;
	return false;
}

/* What the organisations tell is not withheld by their total. */
static bool
is_kept(const struct withholding *d, const struct fact *f)
{
	return f->n_parts > 0 && !has_hidden(d, f);
}

static void
take_counts(const struct family *f, const uint32_t *local, const uint32_t *atom,
    size_t n, double *count)
{
	for (size_t i = 0; i < n; i++)
		count[local[atom[i]]] = f->d->atom[atom[i]];
}

static double *
counts_of(struct family *f, const uint32_t *local)
{
	const struct withholding *d = f->d;
	double *count = NEWS(f->mem, f->atoms + 1, double);

	for (size_t i = 0; i < f->n; i++)
		take_counts(f, local, d->fact[f->fact[i]].atom,
		    d->fact[f->fact[i]].n, count);
	for (size_t i = 0; i < f->pairs; i++)
		take_counts(f, local, d->pair[f->pair[i]].rest,
		    d->pair[f->pair[i]].n, count);
	return count;
}

/* Of everybody's, only totals may go. */
static bool
stays(const struct family *f, const struct fact *k)
{
	return is_kept(f->d, k) || (f->everybody && k->n_parts == 0);
}

/* The family's sums for guard to look at. */
static struct guard
guard_of(struct family *f, const uint32_t *local)
{
	struct withholding *d = f->d;
	struct guard g = {.width = disclosure_width(d->policy)};
	struct guard_sum *sum =
	    NEWS(f->mem, f->n + 2 * f->pairs, struct guard_sum);
	double *cost = NEWS(f->mem, f->n + FIRST_FACT, double);

	g.atom = counts_of(f, local);
	g.n_atoms = f->atoms;
	g.withheld = NEWS(f->mem, f->n + FIRST_FACT, bool);
	g.n_groups = f->n + FIRST_FACT;
	g.withheld[NEVER_TOLD] = true;
	cost[NEVER_TOLD] = cost[ALWAYS_TOLD] = INFINITY;
	for (size_t i = 0; i < f->n; i++) {
		const struct fact *k = &d->fact[f->fact[i]];

		sum[g.n_sums++] = (struct guard_sum){
		    .atom = local_atoms(f, local, k->atom, k->n),
		    .factor = k->factor,
		    .n = k->n,
		    .group = (uint32_t)i + FIRST_FACT,
		    .guarded = true};
		g.withheld[i + FIRST_FACT] = k->withheld;
		cost[i + FIRST_FACT] = stays(f, k) ? INFINITY : k->cost;
	}
	for (size_t i = 0; i < f->pairs; i++) {
		const struct pair *p = &d->pair[f->pair[i]];

		if (disclosure_small_rest(d, p))
			sum[g.n_sums++] = rest_of(f, p, local);
		if (p->link > 0)
			sum[g.n_sums++] = link_of(f, p, local);
	}
	loosen(f, sum);
	g.sum = sum;
	g.cost = cost;
	return g;
}

/* Asks guard about one family. */
static void
protect(struct family *f, const uint32_t *local)
{
	struct withholding *d = f->d;
	struct guard g;

	f->mem = arena_new("family of sums");
	g = guard_of(f, local);
	guard_protect(f->mem, &g);
	for (size_t i = 0; i < f->n; i++)
		d->fact[f->fact[i]].withheld = g.withheld[i + FIRST_FACT];
	arena_free(f->mem);
}

/* Of the facts, those withheld and those that stay as they are. */
static unsigned char
mark_of(const struct withholding *d, const struct fact *f)
{
	return (unsigned char)(f->withheld | is_kept(d, f) << 1);
}

/* Is there anything to ask, or anything new since guard left it? What guard has
 * left it leaves again. */
static bool
asks(const struct family *f)
{
	bool any = false, same = f->asked;

	for (size_t i = 0; i < f->n; i++) {
		const struct fact *k = &f->d->fact[f->fact[i]];

		any |= k->withheld;
		same = same && f->left[i] == mark_of(f->d, k);
	}
	return any && !same;
}

static void
settle(struct family *f, const uint32_t *local)
{
	if (!asks(f))
		return;
	protect(f, local);
	f->asked = true;
	for (size_t i = 0; i < f->n; i++)
		f->left[i] = mark_of(f->d, &f->d->fact[f->fact[i]]);
}

static void
settle_one(void *self, size_t i)
{
	struct families *all = self;

	settle(&all->family[i], all->local);
}

/* A family's facts are its own, and the parts of its totals too, or are another
 * owner's; so it comes to the same in any order. */
void
families_protect(struct withholding *d, struct families *all)
{
	threads_each(d->jobs, all->n, settle_one, all);
}
