/* indicators/change.c -- a figure against the one of the quarter before, and of
 * the quarter a year before.
 *
 * The interval of the change is put together from those of both figures, as
 * Newcombe (1998, Stat. Med. 17, 873-890) does it for two proportions:
 *
 *	d - sqrt((v1 - l1)^2 + (u0 - v0)^2),  d + sqrt((u1 - v1)^2 + (v0 - l0)^2)
 *
 * with v1 now and v0 before, which holds for rates too (Zou and Donner 2008). It
 * takes both for separate samples. Quarters share their people, and years that
 * end in them share nine months: the interval is then too wide, so that a change
 * is said too seldom rather than too often. Years a year apart share no day,
 * though people stay: the same holds for them, more weakly. Ratios have no change. */
#include <math.h>

#include "indicators/work.h"

enum { QUARTERS = 4 };

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

static double
lower_end(const struct figure *now, const struct figure *then)
{
	return now->value - then->value -
	       hypot(now->value - now->lower, then->upper - then->value);
}

static double
upper_end(const struct figure *now, const struct figure *then)
{
	return now->value - then->value +
	       hypot(now->upper - now->value, then->value - then->lower);
}

static enum verdict
side_of_zero(double lower, double upper)
{
	return lower > 0   ? VERDICT_ABOVE
	       : upper < 0 ? VERDICT_BELOW
			   : VERDICT_NOT_DIFFERENT;
}

static void
set_change(struct figure *now, const struct figure *then)
{
	now->before = then->value;
	now->change = now->value - then->value;
	now->change_lower = lower_end(now, then);
	now->change_upper = upper_end(now, then);
	now->changed = side_of_zero(now->change_lower, now->change_upper);
}

static void
set_year(struct figure *now, const struct figure *then)
{
	now->year_before = then->value;
	now->year_change = now->value - then->value;
	now->year_lower = lower_end(now, then);
	now->year_upper = upper_end(now, then);
	now->year_changed = side_of_zero(now->year_lower, now->year_upper);
}

void
crop_change(
    const struct run *run, const struct indicator *ind, const struct crop *crop)
{
	size_t last = run->windows - 1;
	size_t rows = run->dataset->n_organisations + 1 + run->regions.n;
	struct harvest *now = &crop->harvest[last];
	day from = period_start(period_holding(run->window[last].to));
	day year_from =
	    last < QUARTERS
		? DAY_NONE
		: period_start(period_holding(run->window[last - QUARTERS].to));

	if (last == 0 || !can_change(ind) || now->start == NULL)
		return;
	for (size_t row = 0; row < rows; row++)
		for (size_t i = now->start[row]; i < now->start[row + 1]; i++) {
			struct figure *f = &now->figure[i];
			const struct figure *then = harvest_find(
			    &crop->harvest[last - 1], row, f->breakdown);
			if (!usable(f) || f->date < from)
				continue;
			if (usable(then))
				set_change(f, then);
			if (last < QUARTERS)
				continue;
			then = harvest_find(
			    &crop->harvest[last - QUARTERS], row, f->breakdown);
			/* One that stands there for want of a newer one is of
			 * another quarter. */
			if (usable(then) && then->date >= year_from)
				set_year(f, then);
		}
}
