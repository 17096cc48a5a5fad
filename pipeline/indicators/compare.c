/* indicators/compare.c -- peers, cluster, rank and the one verdict. */
#include <math.h>
#include <stdlib.h>

#include "base/sort.h"
#include "indicators/compare.h"
#include "indicators/methods.h"
#include "indicators/words.h"

static struct region *
region_of(struct arena *mem, struct regions *all, sym code, size_t most)
{
	struct region *r = all->region;

	while (r < all->region + all->n && r->code != code)
		r++;
	if (r == all->region + all->n) {
		r->code = code;
		r->member = NEWS(mem, most, size_t);
		all->n++;
	}
	return r;
}

struct regions
compare_regions(struct arena *mem, const struct dataset *d)
{
	struct regions all = {0};
	size_t reported = 0;

	for (size_t i = 0; i < d->n_organisations; i++)
		reported += d->organisation[i].reported_on;
	all.region = NEWS(mem, reported, struct region);
	for (size_t i = 0; i < d->n_organisations; i++) {
		const struct organisation *o = &d->organisation[i], *own;
		struct region *r;

		if (!o->reported_on || o->region == 0)
			continue;
		r = region_of(mem, &all, o->region, reported);
		r->member[r->n++] = i;
		own = dataset_find(d, o->region);
		r->own = own == NULL ? d->n_organisations
				     : (size_t)(own - d->organisation);
	}
	return all;
}

struct circles
compare_circles(
    struct arena *mem, const struct dataset *d, const struct settings *settings)
{
	const struct organisation *org = d->organisation;
	struct circles all = {0};
	size_t *reported = NEWS(mem, d->n_organisations, size_t);

	for (size_t i = 0; i < d->n_organisations; i++)
		if (org[i].reported_on)
			reported[all.n++] = i;
	all.circle = NEWS(mem, all.n, struct circle);
	for (size_t k = 0; k < all.n; k++) {
		struct circle *me = &all.circle[k];
		const struct organisation *o = &org[reported[k]];

		size_t alike = 1;

		/* Room for no more than there are: for all, each time, would be
		 * memory that grows with the square of the trusts. */
		for (size_t j = 0; o->cluster != 0 && j < all.n; j++)
			alike += org[reported[j]].cluster == o->cluster;
		me->self = reported[k];
		me->cluster = NEWS(mem, alike, size_t);
		me->peer = NEWS(mem, alike, size_t);
		for (size_t j = 0; j < all.n; j++) {
			const struct organisation *p = &org[reported[j]];
			/* Nobody is alike for having no cluster at all. */
			if (j != k &&
			    (o->cluster == 0 || p->cluster != o->cluster))
				continue;
			me->cluster[me->n_cluster++] = reported[j];
			if (j != k && p->region == o->region)
				me->peer[me->n_peers++] = reported[j];
		}
		if (me->n_peers >= settings->peers_minimum)
			continue;
		me->whole_cluster = true;
		me->n_peers = 0;
		for (size_t j = 0; j < me->n_cluster; j++)
			if (me->cluster[j] != me->self)
				me->peer[me->n_peers++] = me->cluster[j];
	}
	return all;
}

static int
by_text(const void *a, const void *b, void *symbols)
{
	return str_cmp(symbols_text(symbols, *(const sym *)a),
	    symbols_text(symbols, *(const sym *)b));
}

struct peer_group
compare_group(
    struct arena *mem, const struct dataset *d, const struct circle *me)
{
	const struct organisation *o = &d->organisation[me->self];
	struct peer_group g = {.org = o->code, .n = me->n_peers};
	sym region = o->region_name != 0 ? o->region_name : o->region;

	g.peer = NEWS(mem, g.n, sym);
	for (size_t i = 0; i < g.n; i++)
		g.peer[i] = d->organisation[me->peer[i]].code;
	if (g.n > 1)
		qsort_r(g.peer, g.n, sizeof *g.peer, by_text, d->symbols);
	g.rule = me->rule;
	if (g.rule.n == 0)
		g.rule = words_peers(mem, g.n,
		    symbols_text(d->symbols, o->cluster),
		    symbols_text(d->symbols, me->whole_cluster ? 0 : region));
	return g;
}

static bool
comparable(const struct figure *f, day date)
{
	return f != NULL && f->status == STATUS_OK && isfinite(f->value) &&
	       f->date == date;
}

static bool
overlap(const struct figure *a, const struct figure *b)
{
	return a->lower <= b->upper && b->lower <= a->upper;
}

/* The values of rows in a column, sorted; how many. */
static size_t
values(struct figure *const *at, size_t columns, size_t col, const size_t *row,
    size_t n, day date, double *out)
{
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		const struct figure *f = at[row[i] * columns + col];
		if (comparable(f, date))
			out[k++] = f->value;
	}
	sort_numbers(out, k);
	return k;
}

void
compare_figure(struct figure *const *at, size_t columns, size_t col,
    const struct circle *me, unsigned peers_minimum, double *v)
{
	struct figure *f = at[me->self * columns + col];
	size_t n;

	if (f == NULL)
		return;
	n = values(at, columns, col, me->peer, me->n_peers, f->date, v);
	f->peer_n = (unsigned)n;
	/* A median of one or two others would be those others. */
	if (n > 0 && n >= peers_minimum) {
		f->peer_q1 = quantile(v, n, 0.25);
		f->peer_median = quantile(v, n, 0.5);
		f->peer_q3 = quantile(v, n, 0.75);
	}
	n = values(at, columns, col, me->cluster, me->n_cluster, f->date, v);
	if (n > 0) {
		f->cluster_min = v[0];
		f->cluster_q1 = quantile(v, n, 0.25);
		f->cluster_median = quantile(v, n, 0.5);
		f->cluster_q3 = quantile(v, n, 0.75);
		f->cluster_max = v[n - 1];
	}
	if (comparable(f, f->date)) {
		f->rank_of = (unsigned)n;
		f->rank = 1;
		for (size_t i = 0; i < n && v[i] < f->value; i++)
			f->rank++;
		for (size_t i = 0; i < me->n_cluster; i++) {
			const struct figure *o =
			    at[me->cluster[i] * columns + col];
			if (o != f && comparable(o, f->date))
				f->overlapping += overlap(f, o);
		}
	}
}

enum verdict
compare_verdict(const struct figure *f, double aim)
{
	double with = isnan(aim) ? f->england : aim;

	if (f->status != STATUS_OK || !isfinite(with) || !isfinite(f->lower) ||
	    !isfinite(f->upper))
		return VERDICT_NONE;
	if (f->lower > with)
		return VERDICT_ABOVE;
	return f->upper < with ? VERDICT_BELOW : VERDICT_NOT_DIFFERENT;
}
