/* indicators/framework.c -- figures beside those that the Strategic Framework
 * printed of 2021.
 *
 * It prints whole percents, so 41% may be anything from 40.5% to 41.5%, and a sum
 * of two is as uncertain as both. A difference is claimed only where the
 * interval is clear of all that. */
#include <math.h>

#include "indicators/choices.h"

enum verdict
compare_framework(const struct figure *f, double printed, double rounding)
{
	if (f->status != STATUS_OK || !isfinite(printed) ||
	    !isfinite(f->lower) || !isfinite(f->upper))
		return VERDICT_NONE;
	if (f->lower > printed + rounding)
		return VERDICT_ABOVE;
	return f->upper < printed - rounding ? VERDICT_BELOW
					     : VERDICT_NOT_DIFFERENT;
}

void
work_framework(const struct work *w, struct figure *f, size_t n)
{
	const struct indicator *ind = w->indicator;
	const struct symbols *s = w->run->dataset->symbols;

	for (size_t i = 0; ind->n_framework > 0 && i < n; i++) {
		f[i].framework =
		    indicator_framework(ind, symbols_text(s, f[i].setting),
			symbols_text(s, f[i].breakdown));
		f[i].framework_verdict = compare_framework(
		    &f[i], f[i].framework, ind->framework_rounding);
	}
}

void
work_beside(const struct work *w, const struct harvest *h)
{
	const struct regions *all = &w->run->regions;
	size_t rows = w->feed->rows;

	work_framework(w, h->figure, h->start[rows + 1 + all->n]);
	work_returns(w, h->figure + h->start[rows],
	    h->start[rows + 1] - h->start[rows], SIZE_MAX);
	for (size_t i = 0; i < all->n; i++) {
		size_t from = h->start[rows + 1 + i];

		work_returns(
		    w, h->figure + from, h->start[rows + 2 + i] - from, i);
	}
}
