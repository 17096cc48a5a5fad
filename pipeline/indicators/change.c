/* indicators/change.c -- a figure against the one of the quarter before.
 *
 * The interval of the change is put together from those of both figures, as
 * Newcombe (1998, Stat. Med. 17, 873-890) does it for two proportions:
 *
 *	d - sqrt((v1 - l1)^2 + (u0 - v0)^2),  d + sqrt((u1 - v1)^2 + (v0 - l0)^2)
 *
 * with v1 now and v0 before, which holds for rates too (Zou and Donner 2008). It
 * takes both for separate samples. Quarters share their people, and years that
 * end in them share nine months: the interval is then too wide, so that a change
 * is said too seldom rather than too often. Ratios have no change. */
#include <math.h>

#include "indicators/work.h"

static bool
can_change(const struct indicator *ind)
{
	return ind->interval != INTERVAL_NONE &&
	       (ind->method == METHOD_SHARE || ind->method == METHOD_RATE ||
		   ind->method == METHOD_DIFFERENCE);
}

static bool
usable(const struct figure *f)
{
	return f != NULL && f->status == STATUS_OK && isfinite(f->value) &&
	       isfinite(f->lower) && isfinite(f->upper);
}

static void
set_change(struct figure *now, const struct figure *then)
{
	double d = now->value - then->value;

	now->before = then->value;
	now->change = d;
	now->change_lower =
	    d - hypot(now->value - now->lower, then->upper - then->value);
	now->change_upper =
	    d + hypot(now->upper - now->value, then->value - then->lower);
	now->changed = now->change_lower > 0   ? VERDICT_ABOVE
		       : now->change_upper < 0 ? VERDICT_BELOW
					       : VERDICT_NOT_DIFFERENT;
}

void
crop_change(
    const struct run *run, const struct indicator *ind, const struct crop *crop)
{
	size_t last = run->windows - 1;
	size_t rows = run->dataset->n_organisations + 1 + run->regions.n;
	struct harvest *now = &crop->harvest[last];
	day from = period_start(period_holding(run->window[last].to));

	if (last == 0 || !can_change(ind) || now->start == NULL)
		return;
	for (size_t row = 0; row < rows; row++)
		for (size_t i = now->start[row]; i < now->start[row + 1]; i++) {
			struct figure *f = &now->figure[i];
			const struct figure *then = harvest_find(
			    &crop->harvest[last - 1], row, f->breakdown);
			if (usable(f) && f->date >= from && usable(then))
				set_change(f, then);
		}
}
