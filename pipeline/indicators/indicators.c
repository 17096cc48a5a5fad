/* indicators/indicators.c -- observations to figures, one indicator after the
 * other. */
#include <math.h>
#include <stdlib.h>

#include "indicators/compare.h"
#include "indicators/disclosure.h"
#include "indicators/indicators.h"
#include "indicators/methods.h"
#include "indicators/table.h"
#include "indicators/words.h"

enum state { STATE_NO_FIGURE, STATE_KNOWN, STATE_UNKNOWN };

/* A figure before intervals, disclosure and comparisons. */
struct raw {
	enum state state;
	enum status status;
	enum why why;
	double x, n;
	uint16_t source;
};

/* What holds for every indicator of a run. */
struct run {
	struct ctx *c;
	const struct dataset *dataset;
	const struct settings *settings;
	day end;
	struct index index;
	struct circles circles;
	bool *in_cluster; /* by organisation: of a reported one's cluster */
	struct str cluster_words;
	sym england;
};

/* One indicator at work. Figures are in row and column order; England's are
 * the last, as if of one more row. */
struct work {
	const struct run *run;
	const struct indicator *indicator;
	unsigned place; /* of the indicator in the catalogue */
	struct table table;
	day date;   /* the newest that England's figure can be of */
	bool *live; /* by column: somebody England counts has any of it */
	struct raw *raw;
	struct figure **at;     /* rows x columns */
	struct figure *england; /* by column; status missing: none */
	bool *has_england;
	uint16_t source;
};

/* An indicator's figures, with where each row's start; row `rows` is England. */
struct harvest {
	struct figure *figure;
	size_t *start;
};

static bool
pooled(const struct work *w, size_t row)
{
	return w->indicator->england == ENGLAND_ALL || w->run->in_cluster[row];
}

/* Does a reported organisation without data get its missing figure here? */
static bool
stands_for_missing(const struct work *w, size_t col)
{
	bool any = false;

	if (w->indicator->breakdown == DIM_N || w->indicator->total.n > 0)
		return col == 0;
	for (size_t i = 1; i <= w->table.listed; i++)
		any |= w->live[i];
	return any ? col >= 1 && col <= w->table.listed && w->live[col]
		   : col == 0;
}

/* Is there to be a figure, given that the organisation has data? */
static bool
wanted(const struct work *w, size_t col, bool reported, const struct sum *num,
    const struct sum *den)
{
	const struct indicator *ind = w->indicator;
	bool across = ind->denominator_across;

	if (ind->method == METHOD_TOTAL && !reported)
		return num != NULL && sum_value(num) > 0;
	if (col == 0 && ind->breakdown == DIM_N)
		return true;
	if (col == 0)
		return ind->total.n > 0 &&
		       (reported || num != NULL || (den != NULL && !across));
	if (across)
		return num != NULL || (col <= w->table.listed && w->live[col]);
	return num != NULL || den != NULL;
}

static enum status
status_of(enum why why)
{
	return why == WHY_SUPPRESSED       ? STATUS_SUPPRESSED
	       : why == WHY_NOT_APPLICABLE ? STATUS_NOT_APPLICABLE
					   : STATUS_MISSING;
}

/* The number that a sum stands for; false when part of it is not there. */
static bool
amount(const struct indicator *ind, const struct quantity *q,
    const struct sum *s, double *out)
{
	uint32_t all = (uint32_t)((UINT64_C(1) << q->n_measures) - 1);

	if (!ind->absent_is_zero && (s == NULL || s->seen != all))
		return false;
	*out = s == NULL ? 0 : sum_value(s);
	if (q->mean)
		*out /= (double)q->n_measures;
	return true;
}

static struct raw
unknown(struct raw r, enum why why)
{
	r.state = STATE_UNKNOWN;
	r.why = why;
	r.status = status_of(why);
	return r;
}

static struct raw
evaluate(const struct work *w, size_t row, size_t col)
{
	const struct indicator *ind = w->indicator;
	const struct table *t = &w->table;
	bool reported = w->run->dataset->organisation[row].reported_on;
	const struct sum *num = table_numerator(t, row, col);
	const struct sum *den = table_denominator(t, row, col);
	struct raw r = {.source = w->source, .n = 1};
	enum reason why;

	if (!table_served(t, row)) {
		if (!reported || !stands_for_missing(w, col))
			return r;
		return unknown(
		    r, ind->needs.n_measures > 0 && w->date != DAY_NONE
			   ? WHY_NOT_SERVED
			   : WHY_NOT_IN_FILE);
	}
	if (!wanted(w, col, reported, num, den))
		return r;
	if (num != NULL || den != NULL)
		r.source = num != NULL ? num->source : den->source;
	why = num != NULL ? num->reason : REASON_NONE;
	if (den != NULL && ind->method != METHOD_TOTAL)
		why = reason_graver(why, den->reason);
	if (why != REASON_NONE)
		return unknown(r, why_of(why));
	if (!amount(ind, &ind->numerator, num, &r.x))
		return unknown(r, WHY_NO_ROW);
	if (ind->method != METHOD_TOTAL &&
	    !amount(ind, &ind->denominator, den, &r.n))
		return unknown(r, WHY_NO_ROW);
	r.state = STATE_KNOWN;
	return r;
}

static struct figure
blank_figure(const struct work *w, sym org, size_t col, day date)
{
	const struct run *run = w->run;
	int y0, m0, y1, m1, d;
	struct figure f = {.org = org,
	    .indicator = w->place,
	    .breakdown = w->table.column[col],
	    .date = date,
	    .numerator = NAN,
	    .denominator = NAN,
	    .value = NAN,
	    .lower = NAN,
	    .upper = NAN,
	    .peer_q1 = NAN,
	    .peer_median = NAN,
	    .peer_q3 = NAN,
	    .england = NAN,
	    .cluster_min = NAN,
	    .cluster_q1 = NAN,
	    .cluster_median = NAN,
	    .cluster_q3 = NAN,
	    .cluster_max = NAN,
	    .source = w->source};

	if (date != DAY_NONE) {
		day_split(date, &y0, &m0, &d);
		day_split(run->end, &y1, &m1, &d);
		f.stale = (y1 * 12 + m1) - (y0 * 12 + m0) >
			  run->settings->stale_after_months;
	}
	return f;
}

static struct limits
interval(const struct indicator *ind, double x, double n)
{
	struct limits l = {NAN, NAN};

	if (ind->interval == INTERVAL_WILSON)
		return wilson(x, n, 0.95);
	if (ind->interval == INTERVAL_BYAR) {
		l = byar(x, 0.95);
		l.lower /= n;
		l.upper /= n;
	}
	return l;
}

/* Value, interval and status from a numerator and a denominator. */
static void
work_out(const struct work *w, struct figure *f, double x, double n)
{
	const struct indicator *ind = w->indicator;
	struct arena *mem = w->run->c->mem;
	double scale = ind->unit == UNIT_PERCENT ? 100 : 1;
	double days = ind->base_per_day ? month_days(f->date) : 1;
	struct limits l;

	f->numerator = x;
	f->denominator = n;
	if (ind->method == METHOD_TOTAL) {
		f->value = x;
		return;
	}
	if (!(n > 0)) {
		figure_withhold(f, STATUS_NOT_APPLICABLE,
		    words_reason(mem, ind, WHY_ZERO_BASE, f->date));
		return;
	}
	if (n / days < ind->minimum_base) {
		f->status = STATUS_LOW_BASE;
		f->reason = words_reason(mem, ind, WHY_LOW_BASE, f->date);
		return;
	}
	f->value = scale * x / n;
	l = interval(ind, x / days, n / days);
	f->lower = scale * l.lower;
	f->upper = scale * l.upper;
}

/* England: the sum over the organisations it counts, of the newest date only. */
static void
pool(struct work *w)
{
	const struct table *t = &w->table;

	for (size_t col = 0; col < t->columns; col++) {
		struct figure *f = &w->england[col];
		struct sum x = {0}, n = {0};
		unsigned counted = 0;
		bool any = false;

		*f = blank_figure(w, w->run->england, col, w->date);
		for (size_t row = 0; row < t->rows; row++) {
			const struct raw *r = &w->raw[row * t->columns + col];

			if (!pooled(w, row) || t->newest[row] != w->date ||
			    r->state != STATE_KNOWN)
				continue;
			any = true;
			sum_add(&x, r->x);
			sum_add(&n, r->n);
			counted += w->indicator->method == METHOD_TOTAL
				       ? r->x > 0
				       : r->n > 0;
		}
		w->has_england[col] = any;
		f->england_n = counted;
		if (any)
			work_out(w, f, sum_value(&x),
			    w->indicator->method == METHOD_TOTAL
				? counted
				: sum_value(&n));
	}
}

/* The newest date that somebody England counts has, and its first source. */
static void
find_date(struct work *w)
{
	const struct table *t = &w->table;
	bool found = false;

	w->date = DAY_NONE;
	for (size_t row = 0; row < t->rows; row++)
		if (pooled(w, row) && table_served(t, row) &&
		    t->newest[row] > w->date)
			w->date = t->newest[row];
	for (size_t row = 0; row < t->rows && w->date != DAY_NONE; row++)
		for (size_t col = 0; col < t->columns; col++) {
			const struct sum *s = table_numerator(t, row, col);

			if (s == NULL || s->date != w->date || !pooled(w, row))
				continue;
			w->live[col] |=
			    s->reason != REASON_NONE || sum_value(s) > 0;
			if (!found || s->source < w->source)
				w->source = s->source;
			found = true;
		}
}

static void
finish_row(struct work *w, size_t row, struct figure *f, size_t n)
{
	const struct run *run = w->run;
	const struct indicator *ind = w->indicator;

	if (ind->people && run->settings->disclosure == DISCLOSURE_SMALL_4)
		disclosure_small_4(run->c->mem, ind, f, n,
		    ind->total.n > 0 && n > 0 && f[0].breakdown == 0);
	for (size_t i = 0; i < n; i++)
		f[i].verdict = compare_verdict(&f[i]);
}

/* Figures of one organisation, in column order; how many. */
static size_t
make_row(struct work *w, size_t row, struct figure *f)
{
	const struct run *run = w->run;
	const struct table *t = &w->table;
	const struct organisation *org = &run->dataset->organisation[row];
	day date = table_served(t, row) ? t->newest[row] : w->date;
	size_t n = 0;

	for (size_t col = 0; col < t->columns; col++) {
		const struct raw *r = &w->raw[row * t->columns + col];

		if (r->state == STATE_NO_FIGURE)
			continue;
		f[n] = blank_figure(w, org->code, col, date);
		f[n].source = r->source;
		if (r->state == STATE_KNOWN)
			work_out(w, &f[n], r->x, r->n);
		else
			figure_withhold(&f[n], r->status,
			    words_reason(
				run->c->mem, w->indicator, r->why, date));
		/* Another date's England is no comparator. */
		if (w->has_england[col] && date == w->date) {
			f[n].england = w->england[col].value;
			f[n].england_n = w->england[col].england_n;
		}
		w->at[row * t->columns + col] = &f[n++];
	}
	finish_row(w, row, f, n);
	return n;
}

static void
compare_reported(struct work *w, struct arena *tmp)
{
	const struct run *run = w->run;
	const struct table *t = &w->table;
	double *scratch = NEWS(tmp, t->rows + 1, double);

	for (size_t k = 0; k < run->circles.n; k++)
		for (size_t col = 0; col < t->columns; col++)
			compare_figure(w->at, t->columns, col,
			    &run->circles.circle[k],
			    run->settings->peers_minimum, scratch);
}

static void
write_sentence(const struct work *w, struct figure *f)
{
	const struct run *run = w->run;

	f->sentence = words_sentence(run->c->mem, w->indicator, f,
	    symbols_text(run->dataset->symbols, f->breakdown),
	    f->org == run->england,
	    w->indicator->england == ENGLAND_CLUSTER ? run->cluster_words
						     : S(""));
}

/* Only who gets a pack gets sentences, and England. */
static void
write_sentences(struct work *w, const struct harvest *h)
{
	const struct dataset *d = w->run->dataset;

	for (size_t row = 0; row <= d->n_organisations; row++)
		if (row == d->n_organisations ||
		    d->organisation[row].reported_on)
			for (size_t i = h->start[row]; i < h->start[row + 1];
			     i++)
				write_sentence(w, &h->figure[i]);
}

/* tmp holds what is needed for this indicator, keep its figures. */
static struct harvest
reap(const struct run *run, struct arena *tmp, struct arena *keep,
    const struct indicator *ind, unsigned place)
{
	struct work w = {.run = run, .indicator = ind, .place = place};
	struct table *t = &w.table;
	struct harvest h;
	size_t cells, n = 0;

	*t = table_gather(tmp, &run->index, ind, run->end);
	cells = t->rows * t->columns;
	w.live = NEWS(tmp, t->columns, bool);
	w.raw = NEWS(tmp, cells, struct raw);
	w.at = NEWS(tmp, cells, struct figure *);
	w.england = NEWS(tmp, t->columns, struct figure);
	w.has_england = NEWS(tmp, t->columns, bool);
	find_date(&w);
	for (size_t i = 0; i < cells; i++) {
		w.raw[i] = evaluate(&w, i / t->columns, i % t->columns);
		n += w.raw[i].state != STATE_NO_FIGURE;
	}
	pool(&w);
	h.figure = NEWS(keep, n + t->columns, struct figure);
	h.start = NEWS(keep, t->rows + 2, size_t);
	n = 0;
	for (size_t row = 0; row < t->rows; row++) {
		h.start[row] = n;
		n += make_row(&w, row, h.figure + n);
	}
	h.start[t->rows] = n;
	for (size_t col = 0; col < t->columns; col++)
		if (w.has_england[col])
			h.figure[n++] = w.england[col];
	h.start[t->rows + 1] = n;
	compare_reported(&w, tmp);
	write_sentences(&w, &h);
	return h;
}

/* Whose clusters England's figure counts, and what they are called. */
static void
find_cluster(struct run *run)
{
	const struct dataset *d = run->dataset;
	bool *taken = NEWS(run->c->tmp, run->index.symbols, bool);
	size_t kinds = 0;
	sym one = 0;

	for (size_t i = 0; i < d->n_organisations; i++) {
		const struct organisation *o = &d->organisation[i];
		if (!o->reported_on || o->cluster == 0 || taken[o->cluster])
			continue;
		taken[o->cluster] = true;
		one = o->cluster;
		kinds++;
	}
	run->in_cluster = NEWS(run->c->tmp, d->n_organisations, bool);
	for (size_t i = 0; i < d->n_organisations; i++)
		run->in_cluster[i] = taken[d->organisation[i].cluster];
	run->cluster_words = kinds == 1 ? words_cluster(run->c->mem,
					      symbols_text(d->symbols, one))
					: S("trusts of the same kinds");
}

struct place {
	struct str text;
	size_t i;
};

static int
by_text(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	return str_cmp(x->text, y->text);
}

/* Organisations with England among them, by code. */
static struct place *
order_organisations(const struct run *run, size_t *n)
{
	const struct dataset *d = run->dataset;
	struct place *p =
	    NEWS(run->c->tmp, d->n_organisations + 1, struct place);

	*n = d->n_organisations + 1;
	for (size_t i = 0; i < *n; i++)
		p[i] = (struct place){
		    symbols_text(d->symbols, i < d->n_organisations
						 ? d->organisation[i].code
						 : run->england),
		    i};
	qsort(p, *n, sizeof *p, by_text);
	return p;
}

static struct place *
order_indicators(const struct run *run, const struct catalogue *k)
{
	struct place *p = NEWS(run->c->tmp, k->n, struct place);

	for (size_t i = 0; i < k->n; i++)
		p[i] = (struct place){k->indicator[i].id, i};
	if (k->n > 0)
		qsort(p, k->n, sizeof *p, by_text);
	return p;
}

/* Every figure into one array, in the scorecard's order. */
static void
bind(const struct run *run, const struct catalogue *k, const struct harvest *h,
    struct scorecard *s)
{
	size_t n_orgs, all = 0;
	struct place *org = order_organisations(run, &n_orgs);
	struct place *ind = order_indicators(run, k);

	for (size_t i = 0; i < k->n; i++)
		all += h[i].start[n_orgs];
	s->figure = NEWS(run->c->mem, all, struct figure);
	for (size_t i = 0; i < n_orgs; i++)
		for (size_t j = 0; j < k->n; j++) {
			const struct harvest *one = &h[ind[j].i];
			size_t to = one->start[org[i].i + 1];

			for (size_t f = one->start[org[i].i]; f < to; f++)
				s->figure[s->n++] = one->figure[f];
		}
}

static int
by_org(const void *a, const void *b, void *symbols)
{
	const struct peer_group *x = a, *y = b;

	return str_cmp(
	    symbols_text(symbols, x->org), symbols_text(symbols, y->org));
}

bool
indicators_compute(struct ctx *c, const struct dataset *d,
    const struct catalogue *k, const struct settings *settings,
    struct period period, struct scorecard **out)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct arena *keep = arena_new("figures");
	struct scorecard *s = NEW(c->mem, struct scorecard);
	struct run run = {.c = c,
	    .dataset = d,
	    .settings = settings,
	    .end = period_end(period),
	    .england = symbols_add(d->symbols, S("ENG"))};
	struct harvest *h = NEWS(c->tmp, k->n, struct harvest);

	*s = (struct scorecard){.dataset = d, .catalogue = k, .period = period};
	for (size_t i = 0; i < k->n; i++)
		for (size_t j = 0; j < k->indicator[i].n_breakdown_order; j++)
			symbols_add(
			    d->symbols, k->indicator[i].breakdown_order[j]);
	run.index = table_index(c->tmp, d);
	run.circles = compare_circles(c->tmp, d, settings);
	find_cluster(&run);
	for (size_t i = 0; i < k->n; i++) {
		struct arena *tmp = arena_new("indicator");
		h[i] = reap(&run, tmp, keep, &k->indicator[i], (unsigned)i);
		arena_free(tmp);
	}
	bind(&run, k, h, s);
	s->n_peers = run.circles.n;
	s->peers = NEWS(c->mem, s->n_peers, struct peer_group);
	for (size_t i = 0; i < s->n_peers; i++)
		s->peers[i] = compare_group(c->mem, d, &run.circles.circle[i]);
	if (s->n_peers > 1)
		qsort_r(
		    s->peers, s->n_peers, sizeof *s->peers, by_org, d->symbols);
	arena_free(keep);
	arena_rewind(c->tmp, m);
	*out = s;
	return true;
}
