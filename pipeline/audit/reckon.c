/* audit/reckon.c -- sums of cells, and the one cell that explains why two of
 * them differ. */
#include <math.h>
#include <string.h>

#include "audit/totals.h"

/* [z] from top to bottom. */
static bool
is_nobody(const struct view *v, const struct sent *s, size_t cell)
{
	struct return_place at = v->cell[cell].at;
	const struct return_topic *t = &v->form->topic[at.topic];

	if (!view_lacks(s, cell, REASON_NOT_APPLICABLE))
		return false;
	for (size_t r = 0; r < t->n_rows; r++) {
		size_t k = v->first[at.topic] + r * t->n_columns + at.column;
		if (view_asked(v, s, k) &&
		    !view_lacks(s, k, REASON_NOT_APPLICABLE))
			return false;
	}
	return true;
}

bool
reckon(const struct reckoning *r, struct view_group g, double *out)
{
	const struct view *v = r->look->v;
	size_t known = 0;

	*out = 0;
	for (size_t i = 0; i < g.n; i++) {
		size_t cell = g.cell[i];
		double value;

		if (!view_asked(v, r->s, cell))
			continue;
		if (r->settled[cell] || is_doubted(r->look, r->s, cell))
			return false;
		if (view_value(r->s, cell, &value, NULL))
			known++;
		else if (!is_nobody(v, r->s, cell))
			return false;
		*out += value;
	}
	return known > 0;
}

bool
differ(const struct inspection *look, double a, double b)
{
	double may = fmax(look->limit->sum_tolerance_people,
	    look->limit->sum_tolerance_percent / 100 * fmax(a, b));

	return fabs(a - b) > may + 1e-9;
}

void
settle(struct reckoning *r, struct view_group g)
{
	for (size_t i = 0; i < g.n; i++)
		r->settled[g.cell[i]] = true;
}

/* A cell explains the surplus when it left its past by about as much, and would
 * be back there without it. */
static bool
explains(const struct reckoning *r, size_t cell, double value, double surplus)
{
	double before;

	return last_value(r->look, r->s, cell, &before) &&
	       fabs(value - surplus - before) <= fmax(1, fabs(surplus) / 4) &&
	       fabs(value - before) >= fabs(surplus) * 3 / 4;
}

/* The cell to correct; VIEW_NONE when several might be it. Only one that holds
 * the surplus at all is certain, provided that a third total says which of the
 * two is right. */
static size_t
culprit(
    const struct reckoning *r, const struct difference *d, struct hint *hint)
{
	double surplus = d->is - d->expected, held = 0, fitting = 0;
	size_t can = 0, fits = 0, holds = VIEW_NONE, fit = VIEW_NONE;

	for (size_t i = 0; i < d->cells.n; i++) {
		size_t cell = d->cells.cell[i];
		double value;

		if (!view_value(r->s, cell, &value, NULL) || value < surplus)
			continue;
		can++;
		holds = cell;
		held = value - surplus;
		if (!explains(r, cell, value, surplus))
			continue;
		fits++;
		fit = cell;
		fitting = value - surplus;
	}
	*hint = NO_HINT;
	if (can == 1 && (d->sure || fits == 1)) {
		*hint = (struct hint){d->sure ? CERTAIN : LIKELY, held};
		return holds;
	}
	if (fits != 1)
		return VIEW_NONE;
	*hint = (struct hint){LIKELY, fitting};
	return fit;
}

void
find_difference(struct reckoning *r, const struct difference *d)
{
	struct hint hint;
	size_t cell = culprit(r, d, &hint);

	settle(r, d->cells);
	if (cell != VIEW_NONE) {
		find_cell(r->look, d->kind, r->s, cell, d->words, hint);
		doubt(r->look, r->s, cell);
		return;
	}
	find_cells(r->look, d->kind, r->s, d->cells.cell[0], d->place,
	    view_number(r->look->c->tmp, d->is), d->words);
}

struct str
two_totals(
    struct arena *mem, double a, const char *of_a, double b, const char *of_b)
{
	return str_fmt(mem, "%.*s %s, %.*s %s", STRF(view_number(mem, a)), of_a,
	    STRF(view_number(mem, b)), of_b);
}
