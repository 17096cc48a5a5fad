/* model/catalogue.c -- finding indicators, and choosing among their sources. */
#include <math.h>

#include "model/catalogue.h"

const char *const unit_name[UNIT_N] = {
#define UNIT(name, suffix) #name,
#include "model/units.def"
#undef UNIT
};

const char *const unit_suffix[UNIT_N] = {
#define UNIT(name, suffix) suffix,
#include "model/units.def"
#undef UNIT
};

const struct indicator *
catalogue_find(const struct catalogue *k, struct str id)
{
	for (size_t i = 0; i < k->n; i++)
		if (str_eq(k->indicator[i].id, id))
			return &k->indicator[i];
	return NULL;
}

bool
indicator_overlaps(const struct indicator *ind)
{
	return ind->window_months > 3;
}

bool
indicator_has_against(const struct indicator *ind)
{
	return ind->method == METHOD_RELATIVE_LIKELIHOOD ||
	       ind->method == METHOD_DIFFERENCE ||
	       ind->method == METHOD_DISPARITY;
}

enum dimension
indicator_over(const struct indicator *ind)
{
	return ind->stratified || ind->method == METHOD_DIVERSITY ||
		       ind->method == METHOD_MODE ||
		       ind->method == METHOD_STANDARDISED
		   ? ind->over
		   : DIM_N;
}

double
indicator_aim(const struct indicator *ind)
{
	if (ind->direction != DIRECTION_PARITY)
		return NAN;
	if (ind->method == METHOD_DIFFERENCE)
		return 0;
	return indicator_has_against(ind) || ind->method == METHOD_RATIO ||
		       (ind->method == METHOD_STANDARDISED &&
			   ind->unit == UNIT_RATIO)
		   ? 1
		   : NAN;
}

static bool
listed(const struct symbols *t, const struct str *text, size_t n, sym s)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(symbols_text(t, s), text[i]))
			return true;
	return false;
}

static bool
passes(const struct symbols *t, const struct quantity *q,
    const struct observation *o)
{
	for (size_t i = 0; i < q->n_filters; i++) {
		const struct filter *f = &q->filter[i];

		if (listed(t, f->value, f->n, o->dim[f->dimension]) ==
		    f->negated)
			return false;
	}
	return true;
}

/* Does anybody say a number of its numerator? */
static bool
is_fed(const struct dataset *d, const struct indicator *ind, day end)
{
	const struct quantity *q = &ind->numerator;

	for (size_t m = 0; m < q->n_measures; m++) {
		sym measure = symbols_lookup(d->symbols, q->measure[m]);

		if (measure == 0)
			continue;
		for (size_t i = 0; i < d->n; i++) {
			const struct observation *o = &d->observation[i];

			if (o->measure == measure && o->reason == REASON_NONE &&
			    o->date != DAY_NONE && o->date <= end &&
			    passes(d->symbols, q, o))
				return true;
		}
	}
	return false;
}

/* Its entries stand apart in the file: the first of them that is fed. */
static size_t
choice(
    const struct dataset *d, const struct catalogue *k, size_t first, day end)
{
	size_t entries = 0;

	for (size_t i = first; i < k->n; i++)
		entries += str_eq(k->indicator[i].id, k->indicator[first].id);
	if (entries == 1)
		return first;
	for (size_t i = first; i < k->n; i++)
		if (str_eq(k->indicator[i].id, k->indicator[first].id) &&
		    is_fed(d, &k->indicator[i], end))
			return i;
	return first;
}

struct catalogue
catalogue_choose(struct arena *mem, const struct dataset *d,
    const struct catalogue *k, day end)
{
	struct catalogue out = {NEWS(mem, k->n, struct indicator), 0};
	bool *taken = NEWS(mem, k->n, bool);

	for (size_t i = 0; i < k->n; i++)
		if (catalogue_find(k, k->indicator[i].id) == &k->indicator[i])
			taken[choice(d, k, i, end)] = true;
	for (size_t i = 0; i < k->n; i++)
		if (taken[i])
			out.indicator[out.n++] = k->indicator[i];
	return out;
}

double
indicator_framework(
    const struct indicator *ind, struct str setting, struct str breakdown)
{
	for (size_t i = 0; i < ind->n_framework; i++)
		if (str_eq(ind->framework[i].setting, setting) &&
		    str_eq(ind->framework[i].breakdown, breakdown))
			return ind->framework[i].value;
	return NAN;
}
