/* audit/history.c -- slips of the hand that only earlier quarters show: a moved
 * decimal point, two cells in each other's place. */
#include <math.h>

#include "audit/past.h"

/* Fewer people than this may well become ten times as many. */
#define FEW 3
/* A moved point leaves all that the cell ever said this many times behind. */
#define TIMES 3
/* How far from each other's place, as a share of what lies between them, two
 * exchanged cells may be. */
#define NEAR 0.25

static bool
within_percent(double v, double of, double percent)
{
	return fabs(v - of) <= of * percent / 100;
}

/* Would the value do among what the cell said before? */
static bool
fits(const struct inspection *look, const struct past *p, double v)
{
	if (within_percent(v, p->last, look->limit->factor_ten_tolerance))
		return true;
	return (double)p->n >= look->limit->jump_quarters && v >= p->of.low &&
	       v <= p->of.high;
}

/* A value that only fits with its point elsewhere; *right gets it so. */
static bool
is_moved_point(const struct inspection *look, const struct past *p, double v,
    bool whole, double *right)
{
	if (isnan(p->last) || p->last <= 0 || v <= 0 || fmin(v, p->last) < FEW)
		return false;
	if (p->n > 1 && v < TIMES * p->of.high && v > p->of.low / TIMES)
		return false;
	*right = v > p->last ? v / 10 : v * 10;
	/* A digit too many leaves a whole number behind. */
	if (whole && *right != floor(*right))
		return false;
	return fits(look, p, *right);
}

/* Most cells are close to last quarter's: those need no history. */
static bool
moved_at_all(const struct inspection *look, const struct sent *s, size_t cell,
    double *now)
{
	double last = past_last(look, s, cell);

	return view_value(s, cell, now, NULL) && !isnan(last) &&
	       fabs(*now - last) >= look->limit->jump_least_people &&
	       !is_doubted(look, s, cell);
}

static void
check_point(struct inspection *look, const struct sent *s, size_t cell)
{
	bool whole = look->v->cell[cell].measure->number == RETURN_WHOLE;
	struct past p;
	double now, right = 0;

	if (!moved_at_all(look, s, cell, &now))
		return;
	p = past_of(look, s, cell);
	if (!is_moved_point(look, &p, now, whole, &right))
		return;
	find_cell(look, FINDING_moved_point, s, cell,
	    view_number(look->c->tmp, p.last), (struct hint){LIKELY, right});
	doubt(look, s, cell);
}

/* The next cell of the row that counts the same. */
static size_t
next_alike(const struct view *v, size_t cell)
{
	const struct return_place *at = &v->cell[cell].at;
	size_t columns = v->form->topic[at->topic].n_columns;
	size_t end = cell - at->column + columns;

	for (size_t i = cell + 1; i < end; i++)
		if (str_eq(
			v->cell[i].measure->unit, v->cell[cell].measure->unit))
			return i;
	return VIEW_NONE;
}

/* The cell below, if it counts the same. */
static size_t
under(const struct view *v, size_t cell)
{
	size_t topic = v->cell[cell].at.topic;
	size_t i = cell + v->form->topic[topic].n_columns;

	return i < v->first[topic + 1] && str_eq(v->cell[i].measure->unit,
					      v->cell[cell].measure->unit)
		   ? i
		   : VIEW_NONE;
}

/* What a cell says and what it should, going by earlier quarters. */
struct claim {
	double now;
	struct past past;
};

static bool
took_place_of(const struct claim *a, const struct claim *b)
{
	double apart = fabs(a->past.of.median - b->past.of.median);

	return fabs(a->now - b->past.last) <= NEAR * apart &&
	       fabs(a->now - b->past.of.median) <= NEAR * apart &&
	       fabs(a->now - a->past.last) > a->past.usual &&
	       (a->now > a->past.of.high || a->now < a->past.of.low);
}

/* x: what the cell says. */
static bool
check_pair(struct inspection *look, const struct sent *s, size_t cell, double x,
    size_t other)
{
	const struct view *v = look->v;
	struct arena *tmp = look->c->tmp;
	struct claim a, b;
	double y;

	if (other == VIEW_NONE || !moved_at_all(look, s, other, &y))
		return false;
	a = (struct claim){x, past_of(look, s, cell)};
	b = (struct claim){y, past_of(look, s, other)};
	if (!took_place_of(&a, &b) || !took_place_of(&b, &a))
		return false;
	find_cell(look, FINDING_exchanged, s, cell,
	    str_fmt(tmp, "%.*s in %.*s (%.*s)", STRF(view_number(tmp, b.now)),
		STRF(view_at(tmp, v, s, other).cell),
		STRF(v->cell[other].words)),
	    (struct hint){LIKELY, b.now});
	findings_edit(look->out, findings_count(look->out) - 1)->partner =
	    s->cell[other];
	doubt(look, s, cell);
	doubt(look, s, other);
	return true;
}

static void
check_places(struct inspection *look, const struct sent *s, size_t cell)
{
	const struct view *v = look->v;
	double now;

	if (moved_at_all(look, s, cell, &now) &&
	    !check_pair(look, s, cell, now, next_alike(v, cell)))
		check_pair(look, s, cell, now, under(v, cell));
}

void
rules_history(struct inspection *look)
{
	const struct view *v = look->v;

	for (size_t i = 0; i < v->n; i++) {
		const struct sent *s = &v->sent[i];

		if (view_before(s, 1) == NULL)
			continue;
		for (size_t cell = 0; cell < v->n_cells; cell++)
			if (v->cell[cell].measure->number != RETURN_YES_NO)
				check_places(look, s, cell);
		for (size_t cell = 0; cell < v->n_cells; cell++)
			if (v->cell[cell].measure->number != RETURN_YES_NO)
				check_point(look, s, cell);
	}
}
