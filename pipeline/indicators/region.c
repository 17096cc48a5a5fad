/* indicators/region.c -- a region's figures: its reported organisations taken
 * together.
 *
 * A region's figure is the sum over those of its reported organisations that
 * have the newest date any of them has; where none has a number there is no
 * figure. It must not give away what one of them
 * withholds: where exactly one is withheld, or those withheld come to 4 people
 * or fewer together, the region's figure is withheld as well; and so is the
 * smallest other part where a withheld part could then be worked out from the
 * region's own total, or the total from its parts. */
#include <math.h>

#include "indicators/disclosure.h"
#include "indicators/work.h"

#define SMALL 4

/* One column of a region. hidden: its organisations whose figure is withheld
 * for the few people behind it. */
struct gathered {
	struct pool sums;
	sym *org;
	unsigned counted, of;
	size_t hidden;
	double hidden_part[METHOD_PARTS]; /* people behind those withheld */
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
take(struct gathered *p, const struct work *w, size_t row,
    const struct raw *raw, const struct figure *f)
{
	if (p->counted == 0 || raw->source < p->source)
		p->source = raw->source;
	pool_add(&p->sums, w, raw);
	p->org[p->counted++] = w->run->dataset->organisation[row].code;
	if (f != NULL && f->status == STATUS_SUPPRESSED) {
		p->hidden++;
		for (int i = 0; i < METHOD_PARTS; i++)
			p->hidden_part[i] += raw->amounts.part[i];
	}
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
			take(p, w, row, &raw[col],
			    w->at[row * w->feed->columns + col]);
	}
	return p->counted > 0;
}

static bool
gives_away(const struct gathered *p)
{
	bool few = false;

	for (int i = 0; i < METHOD_PARTS; i++)
		few |= p->hidden_part[i] <= SMALL; /* not NAN: has no part */
	return p->hidden == 1 || (p->hidden > 1 && few);
}

static struct figure
make(const struct work *w, const struct region *r, size_t col, day date,
    const struct gathered *p)
{
	struct figure f = work_blank(w, r->code, col, date);
	struct amounts m = pool_amounts(w->tmp, &p->sums, w);

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

static void
withhold(const struct work *w, struct figure *f)
{
	figure_withhold(f, STATUS_SUPPRESSED,
	    words_reason(
		w->run->c->mem, w->indicator, WHY_WOULD_GIVE_AWAY, f->date));
}

static struct figure *
smallest_shown(struct figure *part, size_t n)
{
	struct figure *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (isfinite(part[i].numerator) && part[i].numerator > 0 &&
		    (best == NULL || part[i].numerator < best->numerator))
			best = &part[i];
	return best;
}

/* The parts of a total, whose counts were these before any was withheld. */
static void
protect_parts(
    const struct work *w, struct figure *total, size_t n, const double *count)
{
	struct figure *part = total + 1, *next;
	bool shown = isfinite(total->numerator);

	for (;;) {
		size_t withheld = 0;
		double people = 0;

		for (size_t i = 0; i < n; i++)
			if (part[i].status == STATUS_SUPPRESSED &&
			    isfinite(count[i])) {
				withheld++;
				people += count[i];
			}
		if (shown ? withheld == 0 || (withheld > 1 && people > SMALL)
			  : total->status != STATUS_SUPPRESSED || withheld > 0)
			return;
		next = smallest_shown(part, n);
		if (next == NULL)
			return;
		withhold(w, next);
	}
}

static void
protect(const struct work *w, struct figure *f, size_t n, const bool *away)
{
	const struct indicator *ind = w->indicator;
	double *count = NEWS(w->run->c->tmp, n, double);
	bool total =
	    (ind->total.n > 0 || ind->summed) && n > 0 && f[0].breakdown == 0;

	for (size_t i = 0; i < n; i++)
		count[i] = f[i].numerator;
	disclosure_small_4(w->run->c->mem, ind, f, n, total);
	for (size_t i = 0; i < n; i++)
		if (away[i] && isfinite(f[i].numerator))
			withhold(w, &f[i]);
	if (total && n > 1)
		protect_parts(w, f, n - 1, count + 1);
}

size_t
work_region(struct work *w, const struct region *r, struct figure *f)
{
	const struct run *run = w->run;
	day date = newest_of(w, r);
	bool *away = NEWS(run->c->tmp, w->feed->columns, bool);
	size_t n = 0;

	for (size_t col = 0; col < w->feed->columns; col++) {
		struct gathered p;

		if (!gather(w, r, col, date, &p))
			continue;
		away[n] = gives_away(&p);
		f[n++] = make(w, r, col, date, &p);
	}
	if (w->indicator->people &&
	    run->settings->disclosure == DISCLOSURE_SMALL_4)
		protect(w, f, n, away);
	for (size_t i = 0; i < n; i++)
		f[i].verdict =
		    compare_verdict(&f[i], indicator_aim(w->indicator));
	work_framework(w, f, n);
	work_returns(w, f, n, r->code);
	return n;
}
