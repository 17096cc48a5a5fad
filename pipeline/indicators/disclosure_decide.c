/* indicators/disclosure_decide.c -- what must go of the sums of an island.
 *
 * Guard is asked, family by family of sums over the same observations, what must
 * go with the small counts so that none of them can be bounded more closely than
 * the policy's width from all that is told. The sums are facts: a number that
 * several figures tell is withheld from all of them or from none.
 *
 * What is left after that is asked of the sums of everybody at once: whatever still
 * bounds a withheld count goes, always a total, since without any of them nobody's
 * numbers say anything of another's. What is rounded is spared that: two rounded
 * numbers leave a wider doubt than the policy's. `make attack` tries both.
 *
 * Information lost is measured in people: those behind the figures that tell a
 * fact, twice for an unsplit figure, a fifth for a region and sixteen times
 * for England. The cheapest facts go first, so that parts go before totals and
 * trusts before England. */
#include "indicators/disclosed.h"
#include "indicators/rounding.h"

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
disclosure_settle(struct withholding *d)
{
	const struct regions *r = &d->run->regions;
	struct families **of_region, *of_england, *of_all;

	disclosure_lay(d);
	set_owners(d);
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
}
