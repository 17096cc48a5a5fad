/* audit/format.c -- numbers of the wrong kind: shares, percentages and dates
 * where a count is asked. A cell without a number, blank ones too, says nothing
 * here. */
#include <math.h>

#include "audit/rule.h"
#include "base/num.h"

/* Excel's numbers for the days from 1909 to 2064 that people type. */
enum { SERIAL_FIRST = 40000, SERIAL_LAST = 60000, SERIAL_HISTORY = 1000 };

/* How many quarters back a value is looked for. */
enum { QUARTERS_BACK = 8 };

bool
last_value(const struct inspection *look, const struct sent *s, size_t cell,
    double *out)
{
	for (unsigned k = 1; k <= QUARTERS_BACK; k++) {
		const struct sent *before = view_before(s, k);
		if (before != NULL && !is_doubted(look, before, cell) &&
		    view_value(before, cell, out, NULL))
			return true;
	}
	return false;
}

/* Near enough to be the same thing a quarter later: a quarter of it, and two
 * people for small numbers. */
static bool
fits(double value, double before)
{
	return fabs(value - before) <= fmax(2, before / 4);
}

bool
fits_past(const struct inspection *look, const struct sent *s, size_t cell,
    double value)
{
	double before;

	return last_value(look, s, cell, &before) && fits(value, before);
}

struct hint
moved_point(const struct inspection *look, const struct sent *s, size_t cell)
{
	double value;

	if (!view_value(s, cell, &value, NULL) || value == 0 ||
	    fits_past(look, s, cell, value))
		return NO_HINT;
	if (fits_past(look, s, cell, value * 10))
		return (struct hint){LIKELY, num_round(value * 10, 6)};
	if (fits_past(look, s, cell, value / 10))
		return (struct hint){LIKELY, num_round(value / 10, 6)};
	return NO_HINT;
}

bool
is_percentage(const struct inspection *look, const struct sent *s, size_t part,
    size_t whole, double *count)
{
	double p, w;

	if (!view_value(s, part, &p, NULL) || !view_value(s, whole, &w, NULL) ||
	    p <= w || p > 100 || w <= 0)
		return false;
	*count = round(p / 100 * w);
	/* It would fit as it stands: then it is the whole that is wrong. */
	return fits_past(look, s, part, *count) && !fits_past(look, s, part, p);
}

/* The count that a share of the whole beside it stands for. */
static struct hint
count_of_share(const struct inspection *look, const struct sent *s, size_t cell,
    double share)
{
	size_t whole = look->v->cell[cell].whole;
	double w;
	struct hint hint = NO_HINT;

	if (whole == VIEW_NONE || !view_value(s, whole, &w, NULL) || w < 1)
		return hint;
	hint = (struct hint){GUESS, round(share * w)};
	if (fits_past(look, s, cell, hint.value))
		hint.certainty = LIKELY;
	return hint;
}

static bool
is_serial(const struct inspection *look, const struct sent *s, size_t cell,
    double value)
{
	bool any = false;
	double before;

	if (value < SERIAL_FIRST || value > SERIAL_LAST ||
	    value != floor(value))
		return false;
	for (unsigned k = 1; k <= QUARTERS_BACK; k++) {
		const struct sent *b = view_before(s, k);
		if (b == NULL || is_doubted(look, b, cell) ||
		    !view_value(b, cell, &before, NULL))
			continue;
		if (before >= SERIAL_HISTORY)
			return false;
		any = true;
	}
	return any;
}

static void
check_serial(struct inspection *look, const struct sent *s, size_t cell)
{
	double before = 0;

	if (!last_value(look, s, cell, &before))
		return;
	find_cell(look, FINDING_date_for_count, s, cell,
	    str_fmt(look->c->tmp, "it was %.*s before",
		STRF(view_number(look->c->tmp, before))),
	    NO_HINT);
	doubt(look, s, cell);
}

static void
check_cell(struct inspection *look, const struct sent *s, size_t cell)
{
	const struct view *v = look->v;
	const struct return_measure *m = v->cell[cell].measure;
	size_t whole = v->cell[cell].whole;
	double value, count, w;

	if (m->number == RETURN_YES_NO || !view_value(s, cell, &value, NULL))
		return;
	if (is_serial(look, s, cell, value)) {
		check_serial(look, s, cell);
		return;
	}
	if (m->number != RETURN_WHOLE)
		return;
	if (value > 0 && value < 1) {
		find_cell(look, FINDING_share_for_count, s, cell, m->unit,
		    count_of_share(look, s, cell, value));
		doubt(look, s, cell);
	} else if (whole != VIEW_NONE &&
		   is_percentage(look, s, cell, whole, &count) &&
		   view_value(s, whole, &w, NULL)) {
		find_cell(look, FINDING_percentage_for_count, s, cell,
		    str_fmt(look->c->tmp,
			"it is above its whole (%.*s), and as a percentage "
			"of it would be %.*s, near what was sent before",
			STRF(view_number(look->c->tmp, w)),
			STRF(view_number(look->c->tmp, count))),
		    (struct hint){LIKELY, count});
		doubt(look, s, cell);
	}
}

void
rules_format(struct inspection *look)
{
	for (size_t i = 0; i < look->v->n; i++)
		for (size_t k = 0; k < look->v->n_cells; k++)
			check_cell(look, &look->v->sent[i], k);
}
