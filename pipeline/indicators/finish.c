/* indicators/finish.c -- what stands beside figures: England's, the peers', the
 * limits, the verdict, the sentences; all of it from what is told alone. */
#include <math.h>

#include "indicators/choices.h"

/* England is no comparator where its own figure is withheld. */
static void
compare_england(const struct work *w, const struct harvest *h)
{
	double aim = indicator_aim(w->indicator);
	size_t last = h->start[w->feed->rows + 1 + w->run->regions.n];

	for (size_t i = 0; i < last; i++) {
		if (w->england[h->column[i]].status == STATUS_SUPPRESSED)
			h->figure[i].england = NAN;
		h->figure[i].verdict = compare_verdict(&h->figure[i], aim);
	}
}

static void
compare_reported(const struct work *w)
{
	const struct run *run = w->run;
	const struct feed *t = w->feed;
	double *scratch = NEWS(w->tmp, t->rows + 1, double);

	/* Shares of different things have no order. */
	if (w->indicator->method == METHOD_MODE)
		return;
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
	struct told t = {symbols_text(run->dataset->symbols, f->breakdown),
	    symbols_text(run->dataset->symbols, f->setting),
	    f->org == run->england,
	    w->indicator->england == ENGLAND_CLUSTER ? run->cluster_words
						     : S("")};

	f->sentence = words_sentence(run->c->mem, w->indicator, f, &t);
}

/* Only who gets a pack gets sentences: organisations, regions, England. */
static void
write_sentences(const struct work *w, const struct harvest *h)
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

/* The figures by row and column, as they were when they were made. */
static void
lay_out(struct work *w, const struct harvest *h)
{
	size_t rows = w->feed->rows, columns = h->columns;

	w->at = NEWS(w->tmp, rows * columns, struct figure *);
	w->england = NEWS(w->tmp, columns, struct figure);
	w->has_england = NEWS(w->tmp, columns, bool);
	for (size_t row = 0; row < rows; row++)
		for (size_t i = h->start[row]; i < h->start[row + 1]; i++)
			w->at[row * columns + h->column[i]] = &h->figure[i];
	for (size_t i = h->start[rows]; i < h->start[rows + 1]; i++) {
		w->england[h->column[i]] = h->figure[i];
		w->has_england[h->column[i]] = true;
	}
}

static const struct figure *
figure_in(const struct harvest *h, size_t row, uint32_t column)
{
	for (size_t i = h->start[row]; i < h->start[row + 1]; i++)
		if (h->column[i] == column)
			return &h->figure[i];
	return NULL;
}

static void
stand_beside(struct figure *f, const struct figure *then)
{
	f->peer_n = then->peer_n;
	f->peer_q1 = then->peer_q1;
	f->peer_median = then->peer_median;
	f->peer_q3 = then->peer_q3;
	f->england = then->england;
	f->england_n = then->england_n;
	f->rank = then->rank;
	f->rank_of = then->rank_of;
	f->overlapping = then->overlapping;
	f->cluster_min = then->cluster_min;
	f->cluster_q1 = then->cluster_q1;
	f->cluster_median = then->cluster_median;
	f->cluster_q3 = then->cluster_q3;
	f->cluster_max = then->cluster_max;
	f->verdict = then->verdict;
}

/* What was made of the quarter that ended then; NULL: it is no past one. */
static const struct harvest *
harvest_of(
    const struct run *run, const struct crop *crop, size_t window, day end)
{
	for (size_t p = 0; p < window; p++)
		if (run->window[p].to == end && crop->harvest[p].start != NULL)
			return &crop->harvest[p];
	return NULL;
}

/* Who sent nothing this quarter has older figures, beside which nobody's stand
 * now. They are set beside those of their own date, as they were then. */
static void
compare_earlier(const struct run *run, const struct crop *crop, size_t window)
{
	const struct harvest *now = &crop->harvest[window];

	for (size_t row = 0; row < run->dataset->n_organisations; row++)
		for (size_t i = now->start[row]; i < now->start[row + 1]; i++) {
			struct figure *f = &now->figure[i];
			const struct harvest *past =
			    isfinite(f->england)
				? NULL
				: harvest_of(run, crop, window, f->date);
			const struct figure *then =
			    past == NULL ? NULL
					 : figure_in(past, row, now->column[i]);
			if (then != NULL && then->date == f->date &&
			    then->status == f->status)
				stand_beside(f, then);
		}
}

void
crop_finish(const struct run *run, const struct indicator *ind,
    struct crop *crop, size_t window)
{
	const struct harvest *h = &crop->harvest[window];
	struct arena *tmp = arena_new("what stands beside figures");
	struct feed feed = {.indicator = ind,
	    .dataset = run->dataset,
	    .rows = run->dataset->n_organisations,
	    .columns = h->columns,
	    .column = NEWS(tmp, h->columns, sym)};
	struct work w = {.run = run,
	    .window = &run->window[window],
	    .indicator = ind,
	    .place = crop->indicator,
	    .setting = crop->setting,
	    .feed = &feed,
	    .tmp = tmp,
	    .date = h->date};

	lay_out(&w, h);
	compare_england(&w, h);
	work_beside(&w, h);
	compare_reported(&w);
	if (!w.window->past) {
		compare_earlier(run, crop, window);
		work_units(&w);
		write_sentences(&w, h);
		if (w.setting == 0)
			crop->funnel = work_funnel(&w);
	}
	arena_free(tmp);
}
