/* indicators/contributions.c -- the observations that one figure is made of. */
#include <stdlib.h>

#include "indicators/contributions.h"

const char *const part_name[PARTS] = {
    [PART_NUMERATOR] = "numerator",
    [PART_DENOMINATOR] = "denominator",
    [PART_AGAINST] = "against",
    [PART_AGAINST_BASE] = "against_denominator",
    [PART_UNKNOWN] = "unknown",
    [PART_UNKNOWN_BASE] = "unknown_denominator",
    [PART_NEEDS] = "needs",
};

const char *const part_words[PARTS] = {
    [PART_NUMERATOR] = "numerator",
    [PART_DENOMINATOR] = "denominator",
    [PART_AGAINST] = "numerator of the group compared with",
    [PART_AGAINST_BASE] = "denominator of the group compared with",
    [PART_UNKNOWN] = "left out as not known",
    [PART_UNKNOWN_BASE] = "of whom that share is taken",
    [PART_NEEDS] = "what the figure needs",
};

/* Does a part of a figure in a column take a hit? As table.c sums it. */
static bool
reaches(const struct feed *f, const struct hit *h, enum part part, size_t col)
{
	const struct indicator *ind = f->indicator;

	if (part == PART_NEEDS ||
	    (ind->denominator_across &&
		(part == PART_DENOMINATOR || part == PART_AGAINST_BASE)))
		return true;
	if (h->column == UINT32_MAX)
		return false;
	return h->column == col || (col == 0 && ind->summed);
}

static day
earlier(day date, int years)
{
	int y, m, d;

	day_split(date, &y, &m, &d);
	return date == month_end(y, m) ? month_end(y - years, m)
				       : day_of(y - years, m, d);
}

static void
add(struct arena *mem, struct contributions *all, size_t *cap,
    const struct feed *f, const struct hit *h, enum part part)
{
	const struct observation *o = &f->dataset->observation[h->observation];

	ARENA_GROW(mem, all->item, all->n, *cap);
	all->item[all->n++] = (struct contribution){.observation = o,
	    .part = part,
	    .zero =
		o->reason == REASON_BLANK && f->indicator->blank == BLANK_ZERO};
}

static int
by_place(const void *a, const void *b)
{
	const struct contribution *x = a, *y = b;
	const struct origin *p = &x->observation->origin;
	const struct origin *q = &y->observation->origin;

	if (x->part != y->part)
		return x->part < y->part ? -1 : 1;
	if (p->source != q->source)
		return p->source < q->source ? -1 : 1;
	if (p->sheet != q->sheet)
		return p->sheet < q->sheet ? -1 : 1;
	if (p->row != q->row)
		return p->row < q->row ? -1 : 1;
	if (p->column != q->column)
		return p->column < q->column ? -1 : 1;
	return (x->observation > y->observation) -
	       (x->observation < y->observation);
}

struct contributions
contributions_of(struct arena *mem, const struct dataset *d,
    const struct indicator *ind, const struct figure *figure)
{
	struct arena *tmp = arena_new("contributions");
	struct index index = table_index(tmp, d);
	struct feed f = feed_gather(tmp, &index, ind, DAY_NONE + 1);
	size_t col = feed_column(&f, figure->breakdown), cap = 0;
	struct contributions all = {0};
	day before = ind->method == METHOD_GROWTH && figure->date != DAY_NONE
			 ? earlier(figure->date, ind->years)
			 : DAY_NONE;

	for (size_t i = 0; i < f.measure[f.measures]; i++) {
		const struct hit *h = &f.hit[i];

		if (d->organisation[h->row].code != figure->org ||
		    (figure->setting != 0 && h->setting != figure->setting))
			continue;
		if (h->date == before && h->measure[PART_NUMERATOR] != 0 &&
		    reaches(&f, h, PART_NUMERATOR, col))
			add(mem, &all, &cap, &f, h, PART_DENOMINATOR);
		for (int p = 0; p < PARTS && h->date == figure->date; p++)
			if (h->measure[p] != 0 && reaches(&f, h, p, col))
				add(mem, &all, &cap, &f, h, p);
	}
	if (all.n > 1)
		qsort(all.item, all.n, sizeof *all.item, by_place);
	arena_free(tmp);
	return all;
}
