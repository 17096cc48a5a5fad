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
struct pool {
	struct sum x, n;
	sym *org;
	unsigned counted, of;
	size_t hidden;
	double hidden_x, hidden_n;
	uint16_t source;
};

static day
newest_of(const struct work *w, const struct region *r)
{
	day newest = DAY_NONE;

	for (size_t i = 0; i < r->n; i++)
		if (table_served(&w->table, r->member[i]) &&
		    w->table.newest[r->member[i]] > newest)
			newest = w->table.newest[r->member[i]];
	return newest;
}

static void
take(struct pool *p, const struct work *w, size_t row, const struct raw *raw,
    const struct figure *f)
{
	if (p->counted == 0 || raw->source < p->source)
		p->source = raw->source;
	sum_add(&p->x, raw->x);
	sum_add(&p->n, raw->n);
	p->org[p->counted++] = w->run->dataset->organisation[row].code;
	if (f != NULL && f->status == STATUS_SUPPRESSED) {
		p->hidden++;
		p->hidden_x += raw->x;
		p->hidden_n += raw->n;
	}
}

/* False when no organisation of the region has a number in this column. */
static bool
gather(const struct work *w, const struct region *r, size_t col, day date,
    struct pool *p)
{
	const struct table *t = &w->table;

	*p = (struct pool){.of = (unsigned)r->n};
	p->org = NEWS(w->run->c->mem, r->n, sym);
	for (size_t i = 0; i < r->n; i++) {
		size_t row = r->member[i], at = row * t->columns + col;

		if (w->raw[at].state == STATE_KNOWN && t->newest[row] == date)
			take(p, w, row, &w->raw[at], w->at[at]);
	}
	return p->counted > 0;
}

static bool
gives_away(const struct pool *p)
{
	return p->hidden == 1 || (p->hidden > 1 && (p->hidden_x <= SMALL ||
						       p->hidden_n <= SMALL));
}

static struct figure
make(const struct work *w, const struct region *r, size_t col, day date,
    const struct pool *p)
{
	const struct indicator *ind = w->indicator;
	struct figure f = work_blank(w, r->code, col, date);

	f.source = p->source;
	f.pooled = p->org;
	f.pooled_n = p->counted;
	f.pooled_of = p->of;
	work_out(w, &f, sum_value(&p->x),
	    ind->method == METHOD_TOTAL ? p->counted : sum_value(&p->n));
	/* Another date's England is no comparator. */
	if (w->has_england[col] && date == w->date) {
		f.england = w->england[col].value;
		f.england_n = w->england[col].england_n;
	}
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
	bool total = ind->total.n > 0 && n > 0 && f[0].breakdown == 0;

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
	bool *away = NEWS(run->c->tmp, w->table.columns, bool);
	size_t n = 0;

	for (size_t col = 0; col < w->table.columns; col++) {
		struct pool p;

		if (!gather(w, r, col, date, &p))
			continue;
		away[n] = gives_away(&p);
		f[n++] = make(w, r, col, date, &p);
	}
	if (w->indicator->people &&
	    run->settings->disclosure == DISCLOSURE_SMALL_4)
		protect(w, f, n, away);
	for (size_t i = 0; i < n; i++)
		f[i].verdict = compare_verdict(&f[i]);
	return n;
}
