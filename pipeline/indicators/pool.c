/* indicators/pool.c -- several organisations taken together: sums of their
 * amounts, never means of their values; of single values the median. */
#include <math.h>

#include "base/sort.h"
#include "indicators/methods.h"
#include "indicators/work.h"

struct pool
pool_new(struct arena *mem, const struct work *w)
{
	struct pool p = {0};

	for (int i = 0; i < METHOD_PARTS; i++)
		if (w->feed->levels > 0 && w->feed->has[i])
			p.level[i] = NEWS(mem, w->feed->levels, struct sum);
	if (w->indicator->method == METHOD_VALUE)
		p.value = NEWS(mem, w->feed->rows, double);
	return p;
}

/* Does England's figure count an organisation that has this? */
static bool
weighs(const struct indicator *ind, const struct amounts *a)
{
	if (ind->method == METHOD_TOTAL || ind->method == METHOD_DIVERSITY ||
	    ind->method == METHOD_MODE)
		return a->part[PART_NUMERATOR] > 0;
	return ind->method == METHOD_VALUE || a->part[PART_DENOMINATOR] > 0;
}

void
pool_add(struct pool *p, const struct work *w, const struct raw *raw)
{
	const struct amounts *a = &raw->amounts;

	for (int i = 0; i < SUMMED_PARTS; i++) {
		if (isnan(a->part[i]))
			p->unknown[i] = true;
		else
			sum_add(&p->part[i], a->part[i]);
		for (size_t k = 0; i < METHOD_PARTS && a->level[i] != NULL &&
				   k < w->feed->levels;
		     k++)
			sum_add(&p->level[i][k], a->level[i][k]);
	}
	if (p->value != NULL)
		p->value[p->organisations] = a->part[PART_NUMERATOR];
	p->organisations++;
	p->counted += weighs(w->indicator, a);
}

struct amounts
pool_amounts(struct arena *mem, const struct pool *p, const struct work *w)
{
	struct amounts a = {.counted = p->counted, .pooled = true};

	for (int i = 0; i < SUMMED_PARTS; i++) {
		a.part[i] = p->unknown[i] ? NAN : sum_value(&p->part[i]);
		if (i < METHOD_PARTS && p->level[i] != NULL) {
			double *v = NEWS(mem, w->feed->levels, double);

			for (size_t k = 0; k < w->feed->levels; k++)
				v[k] = sum_value(&p->level[i][k]);
			a.level[i] = v;
		}
	}
	if (w->indicator->method == METHOD_TOTAL)
		a.part[PART_DENOMINATOR] = p->counted;
	if (p->value != NULL) {
		sort_numbers(p->value, p->organisations);
		a.median = quantile(p->value, p->organisations, 0.5);
	}
	return a;
}
