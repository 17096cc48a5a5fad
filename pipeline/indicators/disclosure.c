/* indicators/disclosure.c -- what is withheld, decided once for a whole run.
 *
 * Small counts are withheld: of people counted, of people they are counted
 * among, of those left of a whole, of those left out as not known. Then guard.c
 * is asked, family by family of sums over the same observations, what else must
 * go so that no withheld count can be bounded more closely than the policy's
 * width from all that is told. The sums are facts: a number that several figures
 * tell is withheld from all of them or from none.
 *
 * What is left after that is asked of the sums of everybody at once: whatever still
 * bounds a withheld count goes, always a total, since without any of them nobody's
 * numbers say anything of another's. What is rounded is spared that: two rounded
 * numbers leave a wider doubt than the policy's. `make attack` tries both.
 *
 * Information lost is measured in people: those behind the figures that tell a
 * fact, twice for an unsplit figure, a fifth for a region and sixteen times
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
disclosure_open(const struct run *run, struct decided *decided)
{
	struct arena *mem;
	struct withholding *d;
	const struct dataset *data = run->dataset;

	if (run->settings->disclosure == DISCLOSURE_NONE)
		return NULL;
	mem = arena_new("disclosure control");
	d = NEW(mem, struct withholding);
	*d = (struct withholding){.run = run,
	    .policy = run->settings->disclosure,
	    .mem = mem,
	    .decided = decided};
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

bool
disclosure_small_rest(const struct withholding *d, const struct pair *p)
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

		if (disclosure_small_rest(d, p) &&
		    !is_spared(d, &d->fact[p->base]))
			d->fact[p->count].withheld = d->fact[p->count].primary =
			    true;
	}
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

/* The region of each atom, from 1. */
static void
set_regions(struct withholding *d)
{
	const struct regions *r = &d->run->regions;

	d->region_of = NEWS(d->mem, d->atoms + 1, uint32_t);
	for (size_t i = 0; i < d->n; i++) {
		const struct fact *f = &d->fact[i];
		uint32_t at = 0;

		for (uint32_t k = 0; f->owner != 0 && k < r->n; k++)
			if (r->region[k].code == f->owner)
				at = k + 1;
		for (size_t k = 0; at > 0 && k < f->n; k++)
			d->region_of[f->atom[k]] = at;
	}
	for (size_t i = 0; i < d->pairs; i++) {
		const struct pair *p = &d->pair[i];

		if (p->link > 0)
			d->region_of[p->link - 1] =
			    d->region_of[d->fact[p->base].atom[0]];
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
	struct families **of_region, *of_england, *of_all;

	if (d == NULL || d->n_told == 0)
		return;
	r = &d->run->regions;
	disclosure_lay(d);
	set_owners(d);
	set_regions(d);
	weigh_facts(d);
	of_all = families_of(d, 0);
	of_england = families_of(d, d->run->england);
	of_region = NEWS(d->mem, r->n, struct families *);
	for (size_t i = 0; i < r->n; i++)
		of_region[i] = families_of(d, r->region[i].code);
	/* What goes for the sake of a total may be told by its own parts. */
	for (size_t before = SIZE_MAX; before != count_withheld(d);) {
		before = count_withheld(d);
		families_protect(d, of_all);
		disclosure_totals(d);
		for (size_t i = 0; i < r->n; i++)
			families_protect(d, of_region[i]);
		families_protect(d, of_england);
		disclosure_totals(d);
	}
	/* What is rounded leaves more room than that. */
	if (!rounding_applies(d->policy))
		families_protect(d, families_of_everybody(d));
	for (size_t i = 0; i < d->n_told; i++)
		apply(d, &d->told[i]);
}
