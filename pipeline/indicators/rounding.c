/* indicators/rounding.c -- the policy nhs-7: counts of people to the nearest 5.
 *
 * NHS England's method for hospital figures below national level: 0 is shown, 1 to
 * 7 is not, other counts are rounded to the nearest 5 and percentages are worked
 * out from the rounded counts. The rounding is done on what a figure is made of,
 * before there is a figure: value, interval, test, verdict, rank, limits, charts
 * and sentences can then know nothing else. The choice of what is withheld is
 * made on the true counts (disclosure.c) and takes the figure away again, so that
 * what stands here for a count of 1 to 7 is never told.
 *
 * The method leaves national figures as they are. There they come from a nation's
 * records; here England is the sum of the organisations that stand beside it, and
 * its exact count would tell one of theirs where it has a category alone. So
 * England is rounded too, unless the settings say `nhs_7_national: exact`; and what
 * would give a withheld count away is withheld in either case.
 *
 * Parts are rounded each by itself and need not add up to their total. Whole-time
 * equivalents, days and hours are not people and stay as they are. So does the
 * value of a method that is no sum (a median). The sum behind a mean is scaled with
 * its rounded base, which leaves the mean as it is: a mean of points out of 10
 * could else come out above 10. */
#include <math.h>

#include "indicators/disclosed.h"
#include "indicators/rounding.h"

bool
rounding_applies(enum disclosure policy)
{
	return policy == DISCLOSURE_NHS_7;
}

/* The half goes up: 12.5, a mean of 12 and 13, is told as 15. */
static double
nearest_five(double count)
{
	return 5 * floor(count / 5 + 0.5);
}

double
rounding_to_five(double count)
{
	double five = nearest_five(count);

	return count > 0 && five < 5 ? 5 : five;
}

/* A mean may lie half a person farther off; who reads it need not know that it is
 * one, so that the narrower bounds are taken, widened to the count itself. */
void
rounding_leeway(double count, double *below, double *above)
{
	double told = rounding_to_five(count);

	*below = told > 0 ? fmax(0, count - (told - 2)) : 0;
	*above = told > 0 ? fmax(0, told + 2 - count) : 0;
}

bool
rounding_spares_england(const struct settings *s)
{
	return rounding_applies(s->disclosure) && s->national_exact;
}

struct rounded
rounding_of(const struct settings *s, bool national, double count)
{
	if (national && rounding_spares_england(s))
		return (struct rounded){false, count};
	if (disclosure_is_small(s->disclosure, count))
		return (struct rounded){true, NAN};
	return (struct rounded){false,
	    rounding_applies(s->disclosure) ? rounding_to_five(count) : count};
}

/* Strata are not told one by one, so that few may come to nobody. */
static const double *
rounded_levels(const struct work *w, const double *exact)
{
	double *v;

	if (exact == NULL)
		return NULL;
	v = NEWS(w->tmp, w->feed->levels, double);
	for (size_t i = 0; i < w->feed->levels; i++)
		v[i] = nearest_five(exact[i]);
	return v;
}

static void
mark(const struct dataset *d, const struct quantity *q, bool *people)
{
	for (size_t i = 0; i < q->n_measures; i++)
		people[symbols_lookup(d->symbols, q->measure[i])] = true;
}

bool *
rounding_measures(
    struct arena *mem, const struct dataset *d, const struct catalogue *k)
{
	bool *people = NEWS(mem, symbols_count(d->symbols) + 1, bool);

	for (size_t i = 0; i < k->n; i++) {
		const struct indicator *ind = &k->indicator[i];

		if (!ind->people)
			continue;
		mark(d, &ind->numerator, people);
		if (disclosure_is_part(ind, PART_NUMERATOR))
			mark(d, &ind->denominator, people);
	}
	return people;
}

/* Every measure of it that there is counts people. */
static bool
is_of_people(const struct run *run, const struct quantity *q)
{
	bool any = false;

	for (size_t i = 0; i < q->n_measures; i++) {
		sym y = symbols_lookup(run->dataset->symbols, q->measure[i]);

		if (y != 0 && !run->people[y])
			return false;
		any |= y != 0;
	}
	return any;
}

bool
rounding_counts(const struct run *run, const struct indicator *ind, int part)
{
	if (ind->method == METHOD_VALUE)
		return false;
	/* A total's base is how many organisations are in it. */
	if (part == PART_DENOMINATOR && ind->method == METHOD_TOTAL)
		return false;
	if (part == PART_DENOMINATOR &&
	    (ind->method == METHOD_RATE || ind->method == METHOD_RATIO ||
		ind->method == METHOD_MEAN || !ind->people))
		return is_of_people(run, &ind->denominator);
	return ind->people;
}

struct amounts
rounding_amounts(
    const struct work *w, const struct amounts *exact, bool national)
{
	const struct settings *s = w->run->settings;
	struct amounts a = *exact;

	if (!rounding_applies(s->disclosure) ||
	    (national && rounding_spares_england(s)))
		return a;
	for (int p = 0; p < SUMMED_PARTS; p++) {
		if (!rounding_counts(w->run, w->indicator, p))
			continue;
		a.part[p] = rounding_to_five(exact->part[p]);
		if (p < METHOD_PARTS)
			a.level[p] = rounded_levels(w, exact->level[p]);
	}
	if (w->indicator->method == METHOD_MEAN && exact->part[1] > 0)
		a.part[0] = round(exact->part[0] * a.part[1] / exact->part[1]);
	return a;
}
