/* indicators/disclosure.c -- what is withheld, decided once for a whole run.
 *
 * Small counts are withheld: of people counted, of people they are counted
 * among, of those left of a whole, of those left out as not known. Then guard.c
 * is asked, family by family of sums over the same observations, what else must
 * go so that no withheld count can be bounded more closely than the policy's
 * width from all that is told. The sums are facts: a number that several figures
 * tell is withheld from all of them or from none.
 *
 * Information lost is measured in people: those behind the figures that tell a
 * fact, twice for an unsplit figure, four times for a region and sixteen times
 * for England. The cheapest facts go first, so that parts go before totals and
 * trusts before England.
 *
 * What is not people needs no control: whole-time equivalents, days, hours,
 * rosters. Values that are no sum are left alone too: medians, intervals, and
 * ratios adjusted for strata, of which the strata are not told. */
#include <math.h>
#include <stdlib.h>

#include "base/hash.h"
#include "indicators/disclosed.h"
#include "indicators/rounding.h"

bool
disclosure_is_small(enum disclosure policy, double count)
{
	static const double most[] = {[DISCLOSURE_NONE] = 0,
	    [DISCLOSURE_SMALL_4] = 4,
	    /* What rounds to 5: of a mean of two counts 7.0, not 7.5. */
	    [DISCLOSURE_NHS_7] = 7.4999};

	return count > 1e-9 && count <= most[policy] + 1e-9;
}

/* A width as that of the smallest and the largest count that may stand behind a
 * mark, nought among them: whoever withholds one of 1 to 4 leaves 4 in doubt. */
double
disclosure_width(enum disclosure policy)
{
	return policy == DISCLOSURE_SMALL_4 ? 4
	       : policy == DISCLOSURE_NHS_7 ? 7
					    : 0;
}

bool
disclosure_has_small(
    enum disclosure policy, const struct indicator *ind, const struct figure *f)
{
	const double count[] = {f->numerator, f->against_numerator};
	const double base[] = {f->denominator, f->against_denominator};

	for (int i = 0; ind->people && i < 2; i++)
		if (disclosure_is_small(policy, count[i]) ||
		    (ind->method != METHOD_TOTAL &&
			disclosure_is_small(policy, base[i])) ||
		    (disclosure_is_part(
			 ind, i == 0 ? PART_NUMERATOR : PART_AGAINST) &&
			disclosure_is_small(policy, base[i] - count[i])))
			return true;
	return false;
}

enum why
disclosure_why(enum disclosure policy, bool small)
{
	if (policy == DISCLOSURE_NHS_7)
		return small ? WHY_COUNT_TO_7 : WHY_WOULD_GIVE_TO_7;
	return small ? WHY_SMALL_COUNT : WHY_WOULD_GIVE_AWAY;
}

void
figure_withhold(struct figure *f, enum status status, struct str reason)
{
	f->status = status;
	f->reason = reason;
	f->numerator = f->denominator = f->value = f->lower = f->upper = NAN;
	f->against_numerator = f->against_denominator = NAN;
	f->p = f->p_same = f->unknown = f->to_close = NAN;
	f->framework_verdict = VERDICT_NONE;
}

struct withholding *
disclosure_open(const struct run *run)
{
	struct arena *mem;
	struct withholding *d;
	const struct dataset *data = run->dataset;

	if (run->settings->disclosure == DISCLOSURE_NONE)
		return NULL;
	mem = arena_new("disclosure control");
	d = NEW(mem, struct withholding);
	*d = (struct withholding){
	    .run = run, .policy = run->settings->disclosure, .mem = mem};
	d->over =
	    hash_tie(mem, g_hash_table_new(g_direct_hash, g_direct_equal));
	d->slots = data->n;
	d->cap_slots = data->n + 1024;
	d->slot = NEWS(mem, d->cap_slots, struct slot);
	for (size_t i = 0; i < data->n; i++)
		d->slot[i] = (struct slot){.key = i,
		    .value = data->observation[i].reason == REASON_NONE
				 ? data->observation[i].value
				 : 0};
	return d;
}

void
disclosure_close(struct withholding *d)
{
	if (d != NULL)
		arena_free(d->mem);
}

/* A small count of England's own where the settings leave those as they are. It
 * may still go for what it would give away. */
static bool
is_spared(const struct withholding *d, const struct fact *f)
{
	return rounding_spares_england(d->run->settings) && !f->local;
}

static bool
is_small_rest(const struct withholding *d, const struct pair *p)
{
	return disclosure_is_small(
	    d->policy, d->fact[p->base].value - d->fact[p->count].value);
}

/* What each fact costs, and which are small. */
static void
weigh_facts(struct withholding *d)
{
	for (size_t i = 0; i < d->n_told; i++)
		for (int p = 0; p < SUMMED_PARTS; p++) {
			const struct disclosed *t = &d->told[i];
			struct fact *f;

			if (t->fact[p] == NO_FACT)
				continue;
			f = &d->fact[t->fact[p]];
			/* The share of the unknown is a side remark. */
			f->cost +=
			    p >= PART_UNKNOWN ? t->weight / 4 : t->weight;
			f->counts |= p % 2 == 0;
			f->national |= t->figure->org == d->run->england;
			f->local |= t->figure->org != d->run->england;
		}
	for (size_t i = 0; i < d->n; i++)
		if (d->fact[i].same == i && !is_spared(d, &d->fact[i]) &&
		    disclosure_is_small(d->policy, d->fact[i].value))
			d->fact[i].withheld = d->fact[i].primary = true;
	for (size_t i = 0; i < d->pairs; i++) {
		const struct pair *p = &d->pair[i];

		if (is_small_rest(d, p) && !is_spared(d, &d->fact[p->base]))
			d->fact[p->count].withheld = d->fact[p->count].primary =
			    true;
	}
}

static void
tie(uint32_t *up, const uint32_t *atom, size_t n)
{
	for (size_t k = 1; k < n; k++)
		up[guard_root(up, atom[k])] = guard_root(up, atom[0]);
}

/* One family of facts that share atoms, at guard. */
struct family {
	struct withholding *d;
	struct arena *mem;
	uint32_t *fact; /* by place of the family's */
	size_t n, cap;
	uint32_t *pair;
	size_t pairs, cap_pairs;
	bool any; /* something is withheld */
};

/* Families of facts of one organisation, by root, in the order of their first.
 * owner: the region, or England; 0: all organisations with numbers of their own. */
static struct family *
divide(struct withholding *d, sym owner, size_t *n)
{
	uint32_t *up = NEWS(d->mem, d->atoms + 1, uint32_t);
	uint32_t *place = NEWS(d->mem, d->atoms + 1, uint32_t);
	struct family *all = NULL;
	size_t cap = 0;

	for (uint32_t i = 0; i < d->atoms; i++)
		up[i] = i;
	for (size_t i = 0; i < d->n; i++)
		if (d->fact[i].same == i && d->fact[i].owner == owner)
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
	*n = 0;
	for (uint32_t i = 0; i < d->n; i++) {
		const struct fact *f = &d->fact[i];
		uint32_t *at;

		if (f->same != i || f->n == 0 || f->owner != owner)
			continue;
		at = &place[guard_root(up, f->atom[0])];
		if (*at == 0) {
			ARENA_GROW(d->mem, all, *n, cap);
			all[*n] = (struct family){.d = d};
			*at = (uint32_t)++ * n;
		}
		ARENA_GROW(d->mem, all[*at - 1].fact, all[*at - 1].n,
		    all[*at - 1].cap);
		all[*at - 1].fact[all[*at - 1].n++] = i;
		all[*at - 1].any |= f->withheld;
	}
	for (uint32_t i = 0; i < d->pairs; i++) {
		const struct fact *f = &d->fact[d->pair[i].base];
		struct family *k;

		if (f->n == 0 || f->owner != owner)
			continue;
		k = &all[place[guard_root(up, f->atom[0])] - 1];
		ARENA_GROW(d->mem, k->pair, k->pairs, k->cap_pairs);
		k->pair[k->pairs++] = i;
	}
	return all;
}

enum { NEVER_TOLD, ALWAYS_TOLD, FIRST_FACT };

static int
by_place(const void *a, const void *b)
{
	const uint32_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* Numbers the family's atoms in the order they have among all. */
static double *
number_atoms(struct family *f, uint32_t *local, size_t *n)
{
	const struct withholding *d = f->d;
	size_t most = 0, all = 0;
	uint32_t *atom;
	double *count;

	for (size_t i = 0; i < f->n; i++)
		most += d->fact[f->fact[i]].n;
	for (size_t i = 0; i < f->pairs; i++)
		most += d->pair[f->pair[i]].n;
	atom = NEWS(f->mem, most + 1, uint32_t);
	for (size_t i = 0; i < f->n; i++)
		for (size_t k = 0; k < d->fact[f->fact[i]].n; k++)
			atom[all++] = d->fact[f->fact[i]].atom[k];
	for (size_t i = 0; i < f->pairs; i++)
		for (size_t k = 0; k < d->pair[f->pair[i]].n; k++)
			atom[all++] = d->pair[f->pair[i]].rest[k];
	if (all > 1)
		qsort(atom, all, sizeof *atom, by_place);
	count = NEWS(f->mem, all + 1, double);
	*n = 0;
	for (size_t i = 0; i < all; i++) {
		if (i > 0 && atom[i] == atom[i - 1])
			continue;
		count[*n] = d->atom[atom[i]];
		local[atom[i]] = (uint32_t)(*n)++;
	}
	return count;
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

/* Asks guard about one family. */
static void
protect(struct family *f, uint32_t *local)
{
	struct withholding *d = f->d;
	struct guard g = {.width = disclosure_width(d->policy)};
	struct guard_sum *sum =
	    NEWS(f->mem, f->n + 2 * f->pairs, struct guard_sum);
	double *cost = NEWS(f->mem, f->n + FIRST_FACT, double);

	g.atom = number_atoms(f, local, &g.n_atoms);
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
		/* What the organisations tell is not withheld by their total. */
		cost[i + FIRST_FACT] =
		    k->n_parts > 0 && !has_hidden(d, k) ? INFINITY : k->cost;
	}
	for (size_t i = 0; i < f->pairs; i++) {
		const struct pair *p = &d->pair[f->pair[i]];

		if (is_small_rest(d, p))
			sum[g.n_sums++] = rest_of(f, p, local);
		if (p->link > 0)
			sum[g.n_sums++] = link_of(f, p, local);
	}
	loosen(f, sum);
	g.sum = sum;
	g.cost = cost;
	guard_protect(f->mem, &g);
	d->unguarded += g.unguarded;
	for (size_t i = 0; i < f->n; i++)
		d->fact[f->fact[i]].withheld = g.withheld[i + FIRST_FACT];
}

static bool
is_withheld(const struct withholding *d, uint32_t fact)
{
	return fact != NO_FACT && d->fact[fact].withheld;
}

static bool
is_primary(const struct withholding *d, uint32_t fact)
{
	return fact != NO_FACT && d->fact[fact].primary;
}

static void
apply(const struct withholding *d, const struct disclosed *t)
{
	struct figure *f = t->figure;
	double base = f->denominator;
	bool withheld = false, small = false;

	for (int p = 0; p < METHOD_PARTS; p++) {
		withheld |= is_withheld(d, t->fact[p]);
		small |= is_primary(d, t->fact[p]);
	}
	if (is_withheld(d, t->fact[PART_UNKNOWN]) ||
	    is_withheld(d, t->fact[PART_UNKNOWN_BASE]))
		f->unknown = NAN;
	if (!withheld || !isfinite(f->numerator))
		return;
	figure_withhold(f, STATUS_SUPPRESSED,
	    words_reason(d->run->c->mem, t->indicator,
		disclosure_why(d->policy, small), f->date));
	if (t->fact[PART_DENOMINATOR] != NO_FACT &&
	    !is_withheld(d, t->fact[PART_DENOMINATOR]))
		f->denominator = base;
}

/* Every family of one owner. */
static void
protect_owner(struct withholding *d, sym owner, uint32_t *local)
{
	size_t n;
	struct family *all = divide(d, owner, &n);

	for (size_t i = 0; i < n; i++) {
		if (!all[i].any)
			continue;
		all[i].mem = arena_new("family of sums");
		protect(&all[i], local);
		arena_free(all[i].mem);
	}
}

static void
set_owners(struct withholding *d)
{
	for (size_t i = 0; i < d->n_told; i++)
		for (int p = 0; p < SUMMED_PARTS; p++) {
			uint32_t at = d->told[i].fact[p];

			if (at != NO_FACT && d->fact[at].n_parts > 0)
				d->fact[at].owner = d->told[i].figure->org;
		}
}

static size_t
count_withheld(const struct withholding *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		n += d->fact[i].withheld;
	return n;
}

void
disclosure_decide(struct withholding *d)
{
	const struct regions *r;
	uint32_t *local;

	if (d == NULL || d->n_told == 0)
		return;
	r = &d->run->regions;
	disclosure_lay(d);
	set_owners(d);
	weigh_facts(d);
	local = NEWS(d->mem, d->atoms + 1, uint32_t);
	/* What goes for the sake of a total may be told by its own parts. */
	for (size_t before = SIZE_MAX; before != count_withheld(d);) {
		before = count_withheld(d);
		protect_owner(d, 0, local);
		disclosure_totals(d);
		for (size_t i = 0; i < r->n; i++)
			protect_owner(d, r->region[i].code, local);
		protect_owner(d, d->run->england, local);
		disclosure_totals(d);
	}
	for (size_t i = 0; i < d->n_told; i++)
		apply(d, &d->told[i]);
}
