/* indicators/indicators.c -- observations to figures, one indicator after the
 * other. */
#include <stdlib.h>

#include "indicators/choices.h"
#include "indicators/disclosure.h"
#include "indicators/indicators.h"
#include "indicators/peers.h"

static size_t
count_known(const struct work *w)
{
	const struct feed *t = w->feed;
	size_t n = 0;

	for (size_t row = 0; row < t->rows; row++)
		for (size_t col = 0; w->raw[row] != NULL && col < t->columns;
		     col++)
			n += w->raw[row][col].state != STATE_NO_FIGURE;
	return n;
}

/* The figures of one indicator, setting and window; keep holds them. */
static struct harvest
reap(struct work *w, struct arena *keep)
{
	const struct run *run = w->run;
	size_t columns = w->feed->columns, rows = w->feed->rows, n = 0;
	struct harvest h;

	work_open(w);
	h.figure = NEWS(keep, count_known(w) + columns * (1 + run->regions.n),
	    struct figure);
	h.start = NEWS(keep, rows + 2 + run->regions.n, size_t);
	for (size_t row = 0; row < rows; row++) {
		h.start[row] = n;
		n += work_row(w, row, w->raw[row], h.figure + n);
	}
	h.start[rows] = n;
	for (size_t col = 0; col < columns; col++)
		if (w->has_england[col])
			h.figure[n++] = w->england[col];
	h.start[rows + 1] = n;
	for (size_t i = 0; i < run->regions.n; i++) {
		const struct region *r = &run->regions.region[i];

		/* What a file says of the region itself stands. */
		if (r->own == rows || h.start[r->own] == h.start[r->own + 1])
			n += work_region(w, r, h.figure + n);
		h.start[rows + 2 + i] = n;
	}
	h.columns = columns;
	h.date = w->date;
	h.column = NEWS(keep, n, uint32_t);
	for (size_t i = 0; i < n; i++)
		h.column[i] = feed_column(w->feed, h.figure[i].breakdown);
	return h;
}

/* One indicator in one setting, over all windows. */
static void
reap_all(const struct run *run, const struct indicator *ind,
    const struct feed *feed, struct arena *keep, struct withholding *control,
    struct crop *crop)
{
	crop->harvest = NEWS(keep, run->windows, struct harvest);
	for (size_t i = 0; i < run->windows; i++) {
		struct arena *tmp;
		struct work w = {.run = run,
		    .window = &run->window[i],
		    .indicator = ind,
		    .place = crop->indicator,
		    .setting = crop->setting,
		    .feed = feed};

		if (w.window->past &&
		    !feed_reaches(feed, w.window->from, w.window->to))
			continue;
		tmp = w.tmp = arena_new("indicator");
		crop->harvest[i] = reap(&w, keep);
		disclosure_note(control, &w, &crop->harvest[i]);
		arena_free(tmp);
	}
}

static void
finish_all(const struct run *run, const struct catalogue *k, struct crop *crop,
    size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct indicator *ind = &k->indicator[crop[i].indicator];

		for (size_t w = 0; w < run->windows; w++)
			if (crop[i].harvest[w].start != NULL)
				crop_finish(run, ind, &crop[i], w);
		crop_movement(run, ind, &crop[i]);
		crop_change(run, ind, &crop[i]);
	}
}

static int
by_org(const void *a, const void *b, void *symbols)
{
	const struct peer_group *x = a, *y = b;

	return str_cmp(
	    symbols_text(symbols, x->org), symbols_text(symbols, y->org));
}

static void
set_peers(const struct run *run, struct scorecard *s)
{
	struct arena *mem = run->c->mem;

	s->n_peers = run->circles.n;
	s->peers = NEWS(mem, s->n_peers, struct peer_group);
	for (size_t i = 0; i < s->n_peers; i++)
		s->peers[i] =
		    compare_group(mem, run->dataset, &run->circles.circle[i]);
	if (s->n_peers > 1)
		qsort_r(s->peers, s->n_peers, sizeof *s->peers, by_org,
		    run->dataset->symbols);
}

/* Each indicator with its settings: all together, then each by itself. */
static struct crop *
lay_crops(const struct run *run, const struct catalogue *k, size_t *n)
{
	struct crop *crop;
	size_t most = 0;

	for (size_t i = 0; i < k->n; i++)
		most += 1 + k->indicator[i].n_settings;
	crop = NEWS(run->c->tmp, most, struct crop);
	*n = 0;
	for (size_t i = 0; i < k->n; i++) {
		const struct indicator *ind = &k->indicator[i];

		if (!ind->settings_only)
			crop[(*n)++].indicator = (unsigned)i;
		for (size_t j = 0; j < ind->n_settings; j++)
			crop[(*n)++] = (struct crop){.indicator = (unsigned)i,
			    .setting = symbols_lookup(
				run->dataset->symbols, ind->setting[j])};
	}
	return crop;
}

static void
bind_all(const struct run *run, const struct crop *crop, size_t n,
    struct scorecard *s)
{
	size_t last = run->windows - 1;

	set_peers(run, s);
	s->funnel = NEWS(run->c->mem, n, struct funnel_limits);
	for (size_t i = 0; i < n; i++)
		if (crop[i].funnel.n > 0)
			s->funnel[s->n_funnels++] = crop[i].funnel;
	crops_bind(run, s->catalogue, crop, n, last, s);
	peers_sensitivity(run->c, &run->circles, run->settings, s);
	s->history.n = last;
	s->history.card = NEWS(run->c->mem, last, struct scorecard *);
	for (size_t i = 0; i < last; i++) {
		struct scorecard *past = NEW(run->c->mem, struct scorecard);

		*past = (struct scorecard){.dataset = s->dataset,
		    .catalogue = s->catalogue,
		    .period = run->window[i].period,
		    .peers = s->peers,
		    .n_peers = s->n_peers};
		crops_bind(run, s->catalogue, crop, n, i, past);
		s->history.card[i] = past;
	}
}

bool
indicators_compute(struct ctx *c, const struct dataset *d,
    const struct catalogue *all, const struct settings *settings,
    struct period period, struct decided *decided, struct scorecard **out)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct arena *keep = arena_new("figures");
	struct scorecard *s = NEW(c->mem, struct scorecard);
	struct catalogue *k = NEW(c->mem, struct catalogue);
	struct withholding *control;
	struct run run;
	struct crop *crop;
	size_t n;

	*k = catalogue_choose(c->mem, d, all, period_end(period));
	*s = (struct scorecard){.dataset = d, .catalogue = k, .period = period};
	if (!choices_check(c, d, k, settings)) {
		arena_free(keep);
		return false;
	}
	run = run_open(c, d, k, settings, period);
	control = disclosure_open(&run, decided);
	crop = lay_crops(&run, k, &n);
	for (size_t i = 0; i < n;) {
		const struct indicator *ind = &k->indicator[crop[i].indicator];
		struct arena *tmp = arena_new("indicator's observations");
		struct feed feed = feed_gather(tmp, &run.index, ind);
		unsigned one = crop[i].indicator;

		for (; i < n && crop[i].indicator == one; i++)
			reap_all(&run, ind, &feed, keep, control, &crop[i]);
		arena_free(tmp);
	}
	disclosure_decide(control);
	disclosure_close(control);
	finish_all(&run, k, crop, n);
	bind_all(&run, crop, n, s);
	arena_free(keep);
	arena_rewind(c->tmp, m);
	*out = s;
	return true;
}
