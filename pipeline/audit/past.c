/* audit/past.c -- what one cell of one trust said in the quarters before. */
#include <math.h>

#include "audit/past.h"
#include "base/sort.h"

/* The least deviation of a cell. Counts move by chance as their square root
 * does, and an even history of a few quarters knows too little of that; larger
 * figures move with the service's size. */
#define CHANCE   1.25
#define LIVELY   0.05
#define LEAST_OF 1.0

/* What comes in lumps moves by more: a spell of sickness is days, an episode of
 * learning is hours, whoever is booked works several shifts, whoever replies
 * gives several points, and one post brings a shortlist. */
static const struct {
	const char *unit, *measure;
	double lump;
} lumps[] = {{"days", "", 10}, {"hours", "", 7.5}, {"shifts", "", 5},
    {"points", "", 7}, {"", "shortlisted_12m", 5}};

static double
lump_of(const struct return_measure *m)
{
	for (size_t i = 0; i < COUNT(lumps); i++)
		if (str_is(m->unit, lumps[i].unit) ||
		    str_is(m->name, lumps[i].measure))
			return lumps[i].lump;
	return 1;
}

static double
least_deviation(const struct return_measure *m, double median)
{
	double chance = CHANCE * sqrt(median * lump_of(m));

	return fmax(fmax(chance, LIVELY * median), LEAST_OF);
}

/* NAN when the cell had no number then, or none to go by. */
static double
number(const struct inspection *look, const struct sent *s, size_t cell)
{
	double v;

	if (s == NULL || !view_value(s, cell, &v, NULL) ||
	    is_doubted(look, s, cell))
		return NAN;
	return v;
}

double
past_last(const struct inspection *look, const struct sent *s, size_t cell)
{
	return number(look, s->before[0], cell);
}

struct past
past_of(const struct inspection *look, const struct sent *s, size_t cell)
{
	struct past p = {.n = 0};
	double v[VIEW_BACK], least;

	for (size_t k = 0; k < VIEW_BACK; k++) {
		double was = number(look, s->before[k], cell);
		if (k == 0)
			p.last = was;
		if (k == QUARTERS_A_YEAR - 1)
			p.year = was;
		if (!isnan(was))
			v[p.n++] = was;
	}
	if (p.n == 0)
		return p;
	sort_numbers(v, p.n);
	p.of = robust_of(v, p.n);
	least = least_deviation(look->v->cell[cell].measure, p.of.median);
	p.usual = look->limit->jump_deviations * fmax(p.of.deviation, least);
	p.usual = fmax(p.usual, look->limit->jump_least_people);
	return p;
}

static bool
is_far(double v, double from, double usual)
{
	return isnan(from) || fabs(v - from) > usual;
}

bool
past_is_jump(const struct inspection *look, const struct past *p, double v)
{
	return (double)p->n >= look->limit->jump_quarters &&
	       is_far(v, p->of.median, p->usual) &&
	       is_far(v, p->last, p->usual) && is_far(v, p->year, p->usual) &&
	       (v > p->of.high || v < p->of.low);
}
