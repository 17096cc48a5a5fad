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

/* What a return is looked at with. */
struct desk {
	struct inspection *look;
	const struct sent *s;
	struct earlier earlier;
};

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
moved_at_all(const struct desk *k, size_t cell, double *now)
{
	double last = past_last(k->look, &k->earlier, cell);

	return view_value(k->look->v, k->s, cell, now, NULL) && !isnan(last) &&
	       fabs(*now - last) >= k->look->limit->jump_least_people &&
	       !is_doubted(k->look, k->s, cell);
}

static void
check_point(const struct desk *k, size_t cell)
{
	const struct view *v = k->look->v;
	struct past p;
	double now, right = 0;

	if (!moved_at_all(k, cell, &now))
		return;
	p = past_of(k->look, &k->earlier, cell);
	if (!is_moved_point(k->look, &p, now,
		v->cell[cell].measure->number == RETURN_WHOLE, &right))
		return;
	find_cell(k->look, FINDING_moved_point, k->s, cell,
	    view_number(k->look->c->tmp, p.last), (struct hint){LIKELY, right});
	doubt(k->look, k->s, cell);
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

static struct claim
claim_of(const struct desk *k, size_t cell, double now)
{
	return (struct claim){now, past_of(k->look, &k->earlier, cell)};
}

static bool
took_place_of(const struct claim *a, const struct claim *b)
{
	double apart = fabs(a->past.of.median - b->past.of.median);

	return fabs(a->now - b->past.last) <= NEAR * apart &&
	       fabs(a->now - b->past.of.median) <= NEAR * apart &&
	       fabs(a->now - a->past.last) > a->past.usual &&
	       (a->now > a->past.of.high || a->now < a->past.of.low);
}

static bool
check_pair(const struct desk *k, size_t cell, size_t other)
{
	const struct view *v = k->look->v;
	struct arena *tmp = k->look->c->tmp;
	struct claim a, b;
	double x, y;

	if (other == VIEW_NONE || !moved_at_all(k, cell, &x) ||
	    !moved_at_all(k, other, &y))
		return false;
	a = claim_of(k, cell, x);
	b = claim_of(k, other, y);
	if (!took_place_of(&a, &b) || !took_place_of(&b, &a))
		return false;
	find_cell(k->look, FINDING_exchanged, k->s, cell,
	    str_fmt(tmp, "%.*s in %.*s (%.*s)", STRF(view_number(tmp, b.now)),
		STRF(view_at(tmp, v, k->s, other).cell),
		STRF(v->cell[other].words)),
	    (struct hint){LIKELY, b.now});
	findings_edit(k->look->out, findings_count(k->look->out) - 1)->partner =
	    k->s->cell[other];
	doubt(k->look, k->s, cell);
	doubt(k->look, k->s, other);
	return true;
}

void
rules_history(struct inspection *look)
{
	const struct view *v = look->v;

	for (size_t i = 0; i < v->n; i++) {
		struct desk k = {look, &v->sent[i], earlier_of(v, &v->sent[i])};
		if (k.earlier.was[0] == NULL)
			continue;
		for (size_t cell = 0; cell < v->n_cells; cell++)
			if (v->cell[cell].measure->number != RETURN_YES_NO &&
			    !check_pair(&k, cell, next_alike(v, cell)))
				check_pair(&k, cell, under(v, cell));
		for (size_t cell = 0; cell < v->n_cells; cell++)
			if (v->cell[cell].measure->number != RETURN_YES_NO)
				check_point(&k, cell);
	}
}
