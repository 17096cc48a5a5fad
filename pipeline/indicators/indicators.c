/* indicators/indicators.c -- observations to figures, the indicators side by
 * side.
 *
 * What all have in common is made ready first and only read from then on; each
 * indicator has memory of its own. */
#include <stdlib.h>

#include "base/threads.h"
#include "indicators/choices.h"
#include "indicators/disclosure.h"
#include "indicators/indicators.h"
#include "indicators/peers.h"
#include "indicators/recall.h"

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
	struct harvest h = {.packed = NULL};
	size_t *start;

	work_open(w);
	h.figure = NEWS(keep, count_known(w) + columns * (1 + run->regions.n),
	    struct figure);
	h.start = start = NEWS(keep, rows + 2 + run->regions.n, size_t);
	for (size_t row = 0; row < rows; row++) {
		start[row] = n;
		n += work_row(w, row, w->raw[row], h.figure + n);
	}
	start[rows] = n;
	for (size_t col = 0; col < columns; col++)
		if (w->has_england[col])
			h.figure[n++] = w->england[col];
	start[rows + 1] = n;
	for (size_t i = 0; i < run->regions.n; i++) {
		const struct region *r = &run->regions.region[i];

		/* What a file says of the region itself stands. */
		if (r->own == rows || h.start[r->own] == h.start[r->own + 1])
			n += work_region(w, r, h.figure + n);
		start[rows + 2 + i] = n;
	}
	h.columns = columns;
	h.date = w->date;
	h.column = NEWS(keep, n, uint32_t);
	for (size_t i = 0; i < n; i++)
		h.column[i] = feed_column(w->feed, h.figure[i].breakdown);
	return h;
}

/* One indicator at a time: its crops, and what its figures and notes lie in. */
struct plot {
	struct run run; /* the run's, with memory of the indicator's own */
	struct ctx c;
	size_t first; /* of its crops, among all */
	struct recalled *its;
};

struct field {
	const struct run *run;
	const struct catalogue *catalogue;
	struct discretion *discretion;
	struct recall *recall;
	size_t questions;
	struct crop *crop;
	size_t crops;
	struct plot *plot;
	struct recalled *recalled; /* by indicator */
	size_t n;
};

static void
drop_arena(void *arena)
{
	arena_free(arena);
}

static void
lay_plots(struct field *f)
{
	struct ctx *c = f->run->c;

	f->plot = NEWS(c->tmp, f->crops, struct plot);
	f->recalled = NEWS(c->mem, f->catalogue->n, struct recalled);
	for (size_t i = 0; i < f->crops;) {
		struct plot *p = &f->plot[f->n++];
		unsigned one = f->crop[i].indicator;

		p->first = i;
		while (i < f->crops && f->crop[i].indicator == one)
			i++;
		p->c = (struct ctx){arena_new("words of figures"),
		    arena_new("figures' scratch"), NULL};
		arena_defer(c->mem, drop_arena, p->c.mem);
		p->run = *f->run;
		p->run.c = &p->c;
		p->its = &f->recalled[one];
		*p->its = (struct recalled){&f->crop[p->first], i - p->first,
		    p->c.mem, arena_new("figures"), false};
	}
}

static void
drop_plots(struct field *f)
{
	for (size_t i = 0; i < f->n; i++) {
		arena_free(f->plot[i].its->keep);
		arena_free(f->plot[i].c.tmp);
	}
}

/* One indicator in one setting, over all windows. */
static void
reap_all(struct plot *p, struct crop *crop, const struct feed *feed,
    struct discretion *discretion)
{
	const struct run *run = &p->run;
	size_t place =
	    (p->first + (size_t)(crop - p->its->crop)) * run->windows;

	crop->harvest = NEWS(p->its->keep, run->windows, struct harvest);
	for (size_t i = 0; i < run->windows; i++) {
		struct arena *tmp;
		struct work w = {.run = run,
		    .window = &run->window[i],
		    .indicator = feed->indicator,
		    .place = crop->indicator,
		    .setting = crop->setting,
		    .feed = feed};

		if (w.window->past &&
		    !feed_reaches(feed, w.window->from, w.window->to))
			continue;
		tmp = w.tmp = arena_new("indicator");
		crop->harvest[i] = reap(&w, p->its->keep);
		disclosure_note(
		    discretion, place + i, p->its->keep, &w, &crop->harvest[i]);
		arena_free(tmp);
	}
}

static const struct indicator *
indicator_of(const struct field *f, const struct plot *p)
{
	return &f->catalogue->indicator[p->its->crop->indicator];
}

static void
reap_plot(void *self, size_t i)
{
	const struct field *f = self;
	struct plot *p = &f->plot[i];
	struct arena *tmp;
	struct feed feed;

	if (p->its->finished)
		return;
	tmp = arena_new("indicator's observations");
	feed =
	    feed_gather(tmp, &p->run.index, indicator_of(f, p), DAY_NONE + 1);
	for (size_t k = 0; k < p->its->n; k++)
		reap_all(p, &p->its->crop[k], &feed, f->discretion);
	arena_free(tmp);
}

static void
finish_plot(const struct field *f, struct plot *p)
{
	const struct indicator *ind = indicator_of(f, p);
	size_t windows = p->run.windows;

	for (size_t k = 0; k < p->its->n; k++) {
		struct crop *crop = &p->its->crop[k];

		for (size_t w = 0; w < windows; w++)
			disclosure_decide(f->discretion,
			    (p->first + k) * windows + w, p->c.mem);
		for (size_t w = 0; w < windows; w++)
			if (crop->harvest[w].start != NULL)
				crop_finish(&p->run, ind, crop, w);
		crop_movement(&p->run, ind, crop);
		crop_change(&p->run, ind, crop);
	}
	recall_note(f->recall, p->its, f->discretion, p->first * windows);
	p->its->finished = true;
}

static bool
waits(const struct field *f, const struct plot *p)
{
	size_t windows = f->run->windows;
	size_t end = (p->first + p->its->n) * windows;

	for (size_t i = p->first * windows; i < end; i++)
		if (disclosure_waits(f->discretion, i))
			return true;
	return false;
}

/* The questions come first: they take longest. */
static void
decide_or_finish(void *self, size_t i)
{
	const struct field *f = self;

	if (i < f->questions)
		disclosure_answer(f->discretion, i);
	else if (!f->plot[i - f->questions].its->finished &&
		 !waits(f, &f->plot[i - f->questions]))
		finish_plot(f, &f->plot[i - f->questions]);
}

static void
finish_rest(void *self, size_t i)
{
	const struct field *f = self;

	if (!f->plot[i].its->finished)
		finish_plot(f, &f->plot[i]);
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

/* The quarters before, oldest first; their figures are still to come. */
static void
lay_history(const struct run *run, struct scorecard *s)
{
	size_t n = run->windows - 1;

	s->history.n = n;
	s->history.card = NEWS(run->c->mem, n, struct scorecard *);
	for (size_t i = 0; i < n; i++) {
		struct scorecard *past = NEW(run->c->mem, struct scorecard);

		*past = (struct scorecard){.dataset = s->dataset,
		    .catalogue = s->catalogue,
		    .period = run->window[i].period,
		    .peers = s->peers,
		    .n_peers = s->n_peers};
		s->history.card[i] = past;
	}
}

static void
bind_all(const struct field *f, unsigned jobs, struct scorecard *s)
{
	const struct run *run = f->run;
	struct scorecard **card =
	    NEWS(run->c->tmp, run->windows, struct scorecard *);

	set_peers(run, s);
	s->funnel = NEWS(run->c->mem, f->crops, struct funnel_limits);
	for (size_t i = 0; i < f->crops; i++)
		if (f->crop[i].funnel.n > 0)
			s->funnel[s->n_funnels++] = f->crop[i].funnel;
	lay_history(run, s);
	for (size_t i = 0; i < s->history.n; i++)
		card[i] = s->history.card[i];
	card[s->history.n] = s;
	crops_bind(run, s->catalogue, f->crop, f->crops, jobs, card);
	peers_sensitivity(run->c, &run->circles, run->settings, s);
}

/* It stays as long as the scorecard. */
static struct groundwork *
lay_ground(struct ctx *c, const struct dataset *d, const struct catalogue *k,
    const struct settings *settings, struct period period)
{
	struct arena *mem = arena_new("what holds for all figures");
	struct ctx own = {mem, c->tmp, c->diag};
	struct settings *copy = NEW(mem, struct settings);
	struct groundwork *ground;

	*copy = *settings;
	ground = run_open(&own, d, k, copy, period);
	arena_defer(c->mem, drop_arena, mem);
	ground->run.c = NULL; /* whoever takes it brings memory of his own */
	return ground;
}

bool
indicators_compute(struct ctx *c, const struct dataset *d,
    const struct catalogue *all, const struct settings *settings,
    struct period period, const struct kept *kept, struct scorecard **out)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct scorecard *s = NEW(c->mem, struct scorecard);
	struct catalogue *k = NEW(c->mem, struct catalogue);
	struct field f = {.catalogue = k};
	unsigned jobs = kept == NULL ? 1 : kept->jobs;
	struct groundwork *ground;
	struct run run;

	*k = catalogue_choose(c->mem, d, all, period_end(period));
	*s = (struct scorecard){.dataset = d, .catalogue = k, .period = period};
	if (!choices_check(c, d, k, settings))
		return false;
	ground = lay_ground(c, d, k, settings, period);
	s->ground = ground;
	run = ground->run;
	run.c = c;
	f.run = &run;
	f.crop = lay_crops(&run, k, &f.crops);
	f.discretion = disclosure_open(&run, kept, f.crops * run.windows);
	lay_plots(&f);
	f.recall = recall_open(&run, k, kept, period, f.recalled);
	s->key = recall_keys(f.recall);
	threads_each(jobs, f.n, reap_plot, &f);
	f.questions = disclosure_begin(f.discretion);
	/* From here on not all threads have enough to do. */
	if (kept != NULL && kept->ready != NULL)
		kept->ready(kept->self, s);
	threads_each(jobs, f.questions + f.n, decide_or_finish, &f);
	threads_each(jobs, f.n, finish_rest, &f);
	disclosure_close(f.discretion);
	bind_all(&f, jobs, s);
	drop_plots(&f);
	arena_rewind(c->tmp, m);
	*out = s;
	return true;
}
