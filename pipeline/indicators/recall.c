/* indicators/recall.c -- figures that an earlier run computed of the same numbers. */
#include <string.h>

#include "base/threads.h"
#include "indicators/guard.h"
#include "indicators/recall.h"

typedef unsigned char key[SHA256_BYTES];

struct recall {
	const struct run *run;
	const struct catalogue *catalogue;
	const struct kept *kept;
	struct recalled *plot;
	uint32_t *group; /* by plot: one plot of its group */
	key *key;        /* by plot */
	/* While keys are made: by plot, its measures; by symbol, the key of its
	 * observations, and whether any indicator takes them. */
	struct measures {
		sym *of;
		size_t n;
	} * measures;
	key *measure;
	bool *wanted;
};

/* ---- what figures rest on */

static void
add(struct sha256 *s, const void *p, size_t n)
{
	sha256_add_number(s, n);
	sha256_add(s, p, n);
}

static void
add_text(struct sha256 *s, struct str t)
{
	add(s, t.p, t.n);
}

/* Figures name organisations, files and values of dimensions by number. */
static void
add_names(struct sha256 *s, const struct dataset *d)
{
	sha256_add_number(s, symbols_count(d->symbols));
	for (sym i = 0; i < symbols_count(d->symbols); i++)
		add_text(s, symbols_text(d->symbols, i));
	sha256_add_number(s, d->n_sources);
	for (size_t i = 0; i < d->n_sources; i++) {
		add_text(s, d->source[i].path);
		add_text(s, d->source[i].profile);
		sha256_add_number(s, d->source[i].synthetic);
	}
}

static void
add_organisations(struct sha256 *s, const struct dataset *d)
{
	sha256_add_number(s, d->n_organisations);
	for (size_t i = 0; i < d->n_organisations; i++) {
		const struct organisation *o = &d->organisation[i];
		const sym of[] = {o->code, o->name, o->region, o->region_name,
		    o->icb, o->icb_name, o->cluster, o->reported_on};

		sha256_add(s, of, sizeof of);
	}
	sha256_add_number(s, d->n_sent);
	for (size_t i = 0; i < d->n_sent; i++) {
		const struct return_sent *r = &d->sent[i];
		const int64_t of[] = {
		    r->org, r->date, r->source, r->version, r->received};

		sha256_add(s, of, sizeof of);
	}
}

/* Who is compared with whom follows from numbers too. */
static void
add_circles(struct sha256 *s, const struct circles *all)
{
	sha256_add_number(s, all->n);
	for (size_t i = 0; i < all->n; i++) {
		const struct circle *c = &all->circle[i];

		sha256_add_number(s, c->self);
		add(s, c->cluster, c->n_cluster * sizeof *c->cluster);
		add(s, c->peer, c->n_peers * sizeof *c->peer);
		sha256_add_number(s, c->whole_cluster);
		add_text(s, c->rule);
	}
}

/* What all figures of a run rest on. */
static struct sha256
begin_key(const struct recall *r, struct period period)
{
	struct sha256 s = sha256_begin();
	const int64_t of[] = {period_start(period), period_end(period),
	    (int64_t)r->run->windows, r->run->england};

	add_text(&s, r->kept->basis);
	sha256_add(&s, of, sizeof of);
	add_names(&s, r->run->dataset);
	add_organisations(&s, r->run->dataset);
	add_circles(&s, &r->run->circles);
	/* Of several entries of one id, those that were chosen. */
	for (size_t i = 0; i < r->catalogue->n; i++) {
		add_text(&s, r->catalogue->indicator[i].id);
		add_text(&s, r->catalogue->indicator[i].source);
	}
	return s;
}

static void
add_observation(struct buf *b, const struct observation *o)
{
	uint32_t dim[DIM_N + 1] = {0}, n = 1;
	const uint64_t of[] = {(uint64_t)o->org << 32 | (uint32_t)o->date,
	    (uint64_t)o->reason << 32 | o->origin.source};

	for (unsigned k = 0; k < DIM_N; k++)
		if (o->dim[k] != 0) {
			dim[0] |= 1u << k;
			dim[n++] = o->dim[k];
		}
	buf_add(b, of, sizeof of);
	buf_add(b, &o->value, sizeof o->value);
	buf_add(b, dim, n * sizeof *dim);
}

static void
hash_measure(void *self, size_t measure)
{
	struct recall *r = self;
	const struct index *x = &r->run->index;
	struct arena *tmp;
	struct buf b;

	if (!r->wanted[measure])
		return;
	tmp = arena_new("observations of a measure");
	b = buf_new(tmp);
	for (uint32_t i = x->measure[measure]; i < x->measure[measure + 1]; i++)
		add_observation(&b, &x->dataset->observation[x->dated[i]]);
	sha256_of(b.p, b.n, r->measure[measure]);
	arena_free(tmp);
}

/* ---- groups */

/* owner: by symbol, a plot that takes the measure + 1. */
static void
join_owner(struct recall *r, uint32_t plot, sym measure, uint32_t *owner)
{
	r->wanted[measure] = true;
	if (owner[measure] == 0)
		owner[measure] = plot + 1;
	else
		r->group[guard_root(r->group, plot)] =
		    guard_root(r->group, owner[measure] - 1);
}

static void
find_groups(struct recall *r, struct arena *tmp)
{
	uint32_t n = (uint32_t)r->catalogue->n;
	uint32_t *owner = NEWS(tmp, r->run->index.symbols, uint32_t);

	r->measures = NEWS(tmp, n, struct measures);
	for (uint32_t i = 0; i < n; i++) {
		struct measures *m = &r->measures[i];

		r->group[i] = i;
		m->of = feed_measures(
		    tmp, &r->run->index, &r->catalogue->indicator[i], &m->n);
	}
	for (uint32_t i = 0; i < n; i++)
		for (size_t k = 0; k < r->measures[i].n; k++)
			join_owner(r, i, r->measures[i].of[k], owner);
	for (uint32_t i = 0; i < n; i++)
		r->group[i] = guard_root(r->group, i);
}

/* Each indicator's of all that its group rests on. */
static void
make_keys(struct recall *r, struct arena *tmp, struct period period)
{
	size_t n = r->catalogue->n;
	const struct sha256 begun = begin_key(r, period);
	struct sha256 *sum = NEWS(tmp, n, struct sha256);
	key *of_group = NEWS(tmp, n, key);

	for (uint32_t i = 0; i < n; i++)
		sum[i] = begun;
	for (uint32_t i = 0; i < n; i++)
		for (size_t k = 0; k < r->measures[i].n; k++)
			sha256_add(&sum[r->group[i]],
			    r->measure[r->measures[i].of[k]], sizeof(key));
	for (uint32_t i = 0; i < n; i++)
		if (r->group[i] == i)
			sha256_end(&sum[i], of_group[i]);
	for (uint32_t i = 0; i < n; i++) {
		struct sha256 s = sha256_begin();

		sha256_add(&s, of_group[r->group[i]], sizeof(key));
		sha256_add_number(&s, i);
		sha256_end(&s, r->key[i]);
	}
}

/* ---- looking up and noting */

/* What was decided of its sums stays known; where it is not, it is to be decided
 * again. */
static bool
keep_decisions(struct recall *r, struct bytes_cursor *k)
{
	size_t n;
	const key *island = bytes_take_array(k, sizeof *island, &n);
	bool known = !k->bad;

	for (size_t i = 0; known && i < n; i++)
		known = memo_keep(r->kept->decided, island[i]);
	return known;
}

static void
look_up(void *self, size_t i)
{
	struct recall *r = self;
	struct recalled *p = &r->plot[i];
	struct bytes_cursor k;
	struct str bytes;

	/* An indicator without crops has no figures. */
	p->finished = p->n == 0;
	if (p->finished ||
	    !memo_find(r->kept->figures, r->key[i], p->keep, &bytes))
		return;
	k = (struct bytes_cursor){bytes.p, bytes.n, false};
	p->finished =
	    keep_decisions(r, &k) && recall_take(&k, r->run, p) && k.n == 0;
}

/* All of a group or none: what is withheld of one is so for another's sake. */
static void
forget_parts(const struct recall *r, struct arena *tmp)
{
	bool *lacks = NEWS(tmp, r->catalogue->n, bool);

	for (size_t i = 0; i < r->catalogue->n; i++)
		lacks[r->group[i]] |= !r->plot[i].finished;
	for (size_t i = 0; i < r->catalogue->n; i++) {
		struct recalled *p = &r->plot[i];

		p->finished = !lacks[r->group[i]];
		for (size_t k = 0; !p->finished && k < p->n; k++) {
			p->crop[k].harvest = NULL;
			p->crop[k].funnel.n = 0;
		}
	}
}

struct recall *
recall_open(const struct run *run, const struct catalogue *catalogue,
    const struct kept *kept, struct period period, struct recalled *plot)
{
	struct arena *mem = run->c->mem;
	struct arena_mark m = arena_mark(run->c->tmp);
	struct recall *r;

	if (kept == NULL || kept->figures == NULL)
		return NULL;
	r = NEW(mem, struct recall);
	*r = (struct recall){.run = run,
	    .catalogue = catalogue,
	    .kept = kept,
	    .plot = plot,
	    .key = NEWS(mem, catalogue->n, key),
	    .group = NEWS(mem, catalogue->n, uint32_t),
	    .measure = NEWS(run->c->tmp, run->index.symbols, key),
	    .wanted = NEWS(run->c->tmp, run->index.symbols, bool)};
	find_groups(r, run->c->tmp);
	threads_each(kept->jobs, run->index.symbols, hash_measure, r);
	make_keys(r, run->c->tmp, period);
	threads_each(kept->jobs, catalogue->n, look_up, r);
	forget_parts(r, run->c->tmp);
	arena_rewind(run->c->tmp, m);
	return r;
}

void
recall_note(struct recall *r, const struct recalled *plot,
    const struct discretion *c, size_t place)
{
	struct arena *tmp;
	struct buf b;
	key *island;
	size_t n;

	if (r == NULL || !memo_keeps(r->kept->figures))
		return;
	tmp = arena_new("figures to keep");
	b = buf_new(tmp);
	island =
	    disclosure_rests_on(c, place, plot->n * r->run->windows, tmp, &n);
	bytes_put_array(&b, island, n, sizeof *island);
	recall_put(&b, r->run, plot);
	memo_note(r->kept->figures, r->key[plot - r->plot], buf_str(&b));
	arena_free(tmp);
}

const unsigned char (*recall_keys(const struct recall *r))[SHA256_BYTES]
{
	return r == NULL ? NULL : (const key *)r->key;
}
