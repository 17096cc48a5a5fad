/* indicators/run.c -- what holds for every indicator of a run. */
#include "indicators/peers.h"
#include "indicators/rounding.h"

/* Whose clusters England's figure counts, and what they are called. */
static void
find_cluster(struct run *run)
{
	const struct dataset *d = run->dataset;
	bool *taken = NEWS(run->c->mem, run->index.symbols, bool);
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
	run->in_cluster = NEWS(run->c->mem, d->n_organisations, bool);
	for (size_t i = 0; i < d->n_organisations; i++)
		run->in_cluster[i] = taken[d->organisation[i].cluster];
	run->cluster_words = kinds == 1 ? words_cluster(run->c->mem,
					      symbols_text(d->symbols, one))
					: S("trusts of the same kinds");
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

static struct period
quarter_before(struct period p)
{
	return period_holding(period_start(p) - 1);
}

/* Quarters back to that of the first return, at most as many as are asked for;
 * none where nobody sent any. */
static void
lay_windows(struct run *run, struct period period)
{
	const struct dataset *d = run->dataset;
	day first = DAY_NONE, end = period_end(period);
	struct period q = quarter_before(period_holding(end));
	size_t most = run->settings->history_quarters, n = 0;

	for (size_t i = 0; i < d->n_sent; i++)
		if (d->sent[i].date != DAY_NONE &&
		    (first == DAY_NONE || d->sent[i].date < first))
			first = d->sent[i].date;
	for (struct period p = q;
	     first != DAY_NONE && n + 1 < most && period_end(p) >= first;
	     p = quarter_before(p))
		n++;
	run->window = NEWS(run->c->mem, n + 1, struct window);
	run->windows = n + 1;
	run->window[n] = (struct window){period, DAY_NONE + 1, end, false};
	for (; n-- > 0; q = quarter_before(q))
		run->window[n] =
		    (struct window){q, period_start(q), period_end(q), true};
}

struct groundwork *
run_open(struct ctx *c, const struct dataset *d, const struct catalogue *k,
    const struct settings *settings, struct period period)
{
	struct groundwork *g = NEW(c->mem, struct groundwork);
	struct run *run = &g->run;

	*run = (struct run){.c = c,
	    .dataset = d,
	    .settings = settings,
	    .england = symbols_add(d->symbols, S("ENG"))};

	for (size_t i = 0; i < k->n; i++) {
		const struct indicator *ind = &k->indicator[i];

		for (size_t j = 0; j < ind->n_breakdown_order; j++)
			symbols_add(d->symbols, ind->breakdown_order[j]);
		for (size_t j = 0; j < ind->n_settings; j++)
			symbols_add(d->symbols, ind->setting[j]);
	}
	run->stale_before =
	    stale_before(period_end(period), settings->stale_after_months);
	run->index = table_index(c->mem, d);
	run->circles = compare_circles(c->mem, d, settings);
	peers_choose(c, d, settings, period_end(period), &run->circles);
	run->regions = compare_regions(c->mem, d);
	find_cluster(run);
	lay_windows(run, period);
	run->returns = returns_by_window(c->mem, run);
	run->by_code = rows_by_code(c->mem, run, &run->all_rows);
	run->people = rounding_measures(c->mem, d, k);
	return g;
}
