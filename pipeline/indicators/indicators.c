/* indicators/indicators.c -- observations to figures, one indicator after the
 * other. */
#include <stdlib.h>

#include "indicators/indicators.h"
#include "indicators/work.h"

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

/* Only who gets a pack gets sentences: organisations, regions, England. */
static void
write_sentences(struct work *w, const struct harvest *h)
{
	const struct dataset *d = w->run->dataset;
	size_t rows = d->n_organisations + 1 + w->run->regions.n;

	for (size_t row = 0; row < rows; row++)
		if (row >= d->n_organisations ||
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
	work_find_date(&w);
	for (size_t i = 0; i < cells; i++) {
		w.raw[i] = work_evaluate(&w, i / t->columns, i % t->columns);
		n += w.raw[i].state != STATE_NO_FIGURE;
	}
	work_pool(&w);
	h.figure =
	    NEWS(keep, n + t->columns * (1 + run->regions.n), struct figure);
	h.start = NEWS(keep, t->rows + 2 + run->regions.n, size_t);
	n = 0;
	for (size_t row = 0; row < t->rows; row++) {
		h.start[row] = n;
		n += work_row(&w, row, h.figure + n);
	}
	h.start[t->rows] = n;
	for (size_t col = 0; col < t->columns; col++)
		if (w.has_england[col])
			h.figure[n++] = w.england[col];
	h.start[t->rows + 1] = n;
	for (size_t i = 0; i < run->regions.n; i++) {
		const struct region *r = &run->regions.region[i];

		/* What a file says of the region itself stands. */
		if (r->own == t->rows || h.start[r->own] == h.start[r->own + 1])
			n += work_region(&w, r, h.figure + n);
		h.start[t->rows + 2 + i] = n;
	}
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

static int
by_org(const void *a, const void *b, void *symbols)
{
	const struct peer_group *x = a, *y = b;

	return str_cmp(
	    symbols_text(symbols, x->org), symbols_text(symbols, y->org));
}

/* The first day that is not too old: months are counted whole. */
static day
stale_before(day end, int months)
{
	int y, m, d, first;

	day_split(end, &y, &m, &d);
	first = y * 12 + (m - 1) - months;
	return day_of(first / 12, first % 12 + 1, 1);
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

	run.stale_before = stale_before(run.end, settings->stale_after_months);
	*s = (struct scorecard){.dataset = d, .catalogue = k, .period = period};
	for (size_t i = 0; i < k->n; i++)
		for (size_t j = 0; j < k->indicator[i].n_breakdown_order; j++)
			symbols_add(
			    d->symbols, k->indicator[i].breakdown_order[j]);
	run.index = table_index(c->tmp, d);
	run.circles = compare_circles(c->tmp, d, settings);
	run.regions = compare_regions(c->tmp, d);
	find_cluster(&run);
	for (size_t i = 0; i < k->n; i++) {
		struct arena *tmp = arena_new("indicator");
		h[i] = reap(&run, tmp, keep, &k->indicator[i], (unsigned)i);
		arena_free(tmp);
	}
	harvest_bind(&run, k, h, s);
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
