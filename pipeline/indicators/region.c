/* indicators/region.c -- a region's figures: its reported organisations taken
 * together.
 *
 * A region's figure is the sum over those of its reported organisations that
 * have the newest date any of them has; where none has a number there is no
 * figure. */
#include "indicators/rounding.h"

/* One column of a region. */
struct gathered {
	struct pool sums;
	sym *org;
	unsigned counted, of;
	uint16_t source;
};

static day
newest_of(const struct work *w, const struct region *r)
{
	day newest = DAY_NONE;

	for (size_t i = 0; i < r->n; i++) {
		const struct line *l = w->table.line[r->member[i]];

		if (line_served(w->feed, l) && l->newest > newest)
			newest = l->newest;
	}
	return newest;
}

static void
take(
    struct gathered *p, const struct work *w, size_t row, const struct raw *raw)
{
	if (p->counted == 0 || raw->source < p->source)
		p->source = raw->source;
	pool_add(&p->sums, w, raw);
	p->org[p->counted++] = w->run->dataset->organisation[row].code;
}

/* False when no organisation of the region has a number in this column. */
static bool
gather(const struct work *w, const struct region *r, size_t col, day date,
    struct gathered *p)
{
	*p = (struct gathered){
	    .sums = pool_new(w->tmp, w), .of = (unsigned)r->n};
	p->org = NEWS(w->run->c->mem, r->n, sym);
	for (size_t i = 0; i < r->n; i++) {
		size_t row = r->member[i];
		const struct raw *raw = w->raw[row];

		if (raw != NULL && raw[col].state == STATE_KNOWN &&
		    w->table.line[row] != NULL &&
		    w->table.line[row]->newest == date)
			take(p, w, row, &raw[col]);
	}
	return p->counted > 0;
}

static struct figure
make(const struct work *w, const struct region *r, size_t col, day date,
    const struct gathered *p)
{
	struct figure f = work_blank(w, r->code, col, date);
	struct amounts sum = pool_amounts(w->tmp, &p->sums, w);
	struct amounts m = rounding_amounts(w, &sum, false);

	f.source = p->source;
	f.pooled = p->org;
	f.pooled_n = p->counted;
	f.pooled_of = p->of;
	/* A total says how many organisations are in it. */
	if (w->indicator->method == METHOD_TOTAL)
		m.part[PART_DENOMINATOR] = p->counted;
	work_out(w, &f, col, &m);
	work_compare(w, &f, col);
	return f;
}

size_t
work_region(struct work *w, const struct region *r, struct figure *f)
{
	day date = newest_of(w, r);
	size_t n = 0;

	for (size_t col = 0; col < w->feed->columns; col++) {
		struct gathered p;

		if (!gather(w, r, col, date, &p))
			continue;
		f[n++] = make(w, r, col, date, &p);
	}
	return n;
}
