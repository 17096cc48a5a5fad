/* indicators/feed.c -- the observations that one indicator takes. */
#include <assert.h>
#include <stdlib.h>

#include "indicators/table.h"

/* A quantity with its words turned into tables by symbol. */
struct sieve {
	uint8_t *measure; /* place in the quantity + 1; 0: not one of it */
	size_t n;
	struct {
		enum dimension dimension;
		bool negated;
		bool *listed;
	} * filter;
	unsigned measures;
};

static struct sieve
sieve_of(struct arena *mem, const struct index *x, const struct quantity *q)
{
	const struct symbols *t = x->dataset->symbols;
	struct sieve s = {
	    .n = q->n_filters, .measures = (unsigned)q->n_measures};
	sym y;

	assert(q->n_measures <= 32);
	if (s.measures == 0)
		return s;
	s.measure = NEWS(mem, x->symbols, uint8_t);
	for (size_t i = 0; i < q->n_measures; i++)
		if ((y = symbols_lookup(t, q->measure[i])) != 0)
			s.measure[y] = (uint8_t)(i + 1);
	s.filter = arena_alloc(mem, q->n_filters, sizeof *s.filter);
	for (size_t i = 0; i < q->n_filters; i++) {
		s.filter[i].dimension = q->filter[i].dimension;
		s.filter[i].negated = q->filter[i].negated;
		s.filter[i].listed = NEWS(mem, x->symbols, bool);
		for (size_t j = 0; j < q->filter[i].n; j++)
			if ((y = symbols_lookup(t, q->filter[i].value[j])) != 0)
				s.filter[i].listed[y] = true;
	}
	return s;
}

/* The measure's place + 1, or 0 when the observation is left out. The measure is
 * one that the quantity takes. */
static inline uint8_t
passes(const struct sieve *s, const struct observation *o)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->filter[i].listed[o->dim[s->filter[i].dimension]] ==
		    s->filter[i].negated)
			return 0;
	return s->measure[o->measure];
}

struct place {
	day date;
	uint32_t i;
};

static int
by_date(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->date != y->date)
		return x->date < y->date ? -1 : 1;
	return (x->i > y->i) - (x->i < y->i);
}

/* Files mostly come in the order of their dates. */
static void
sort_places(struct place *p, size_t n)
{
	size_t i = 1;

	while (i < n && by_date(&p[i - 1], &p[i]) < 0)
		i++;
	if (i < n)
		qsort(p, n, sizeof *p, by_date);
}

struct index
table_index(struct arena *mem, const struct dataset *d)
{
	struct index x = {.dataset = d, .symbols = symbols_count(d->symbols)};
	struct arena *tmp = arena_new("index");
	struct place *p = NEWS(tmp, d->n, struct place);
	uint32_t *at = NEWS(tmp, x.symbols + 1, uint32_t);

	x.row = NEWS(mem, x.symbols, uint32_t);
	for (size_t i = 0; i < d->n_organisations; i++)
		x.row[d->organisation[i].code] = (uint32_t)i + 1;
	x.dated = NEWS(mem, d->n, uint32_t);
	x.measure = NEWS(mem, x.symbols + 1, uint32_t);
	for (size_t i = 0; i < d->n; i++)
		x.measure[d->observation[i].measure + 1]++;
	for (size_t i = 0; i < x.symbols; i++)
		at[i + 1] = x.measure[i + 1] += x.measure[i];
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];

		p[at[o->measure]++] = (struct place){o->date, (uint32_t)i};
	}
	for (size_t i = 0; i < x.symbols; i++)
		sort_places(p + x.measure[i], x.measure[i + 1] - x.measure[i]);
	for (size_t i = 0; i < d->n; i++)
		x.dated[i] = p[i].i;
	arena_free(tmp);
	return x;
}

static int
by_text(const void *a, const void *b, void *symbols)
{
	return str_cmp(symbols_text(symbols, *(const sym *)a),
	    symbols_text(symbols, *(const sym *)b));
}

static const struct quantity *
quantity_of(const struct indicator *ind, enum part p)
{
	const struct quantity *q[PARTS] = {&ind->numerator, &ind->denominator,
	    &ind->against, &ind->against_denominator, &ind->unknown,
	    &ind->unknown_denominator, &ind->needs};

	return q[p];
}

sym *
feed_measures(struct arena *mem, const struct index *x,
    const struct indicator *ind, size_t *n)
{
	sym *all;
	size_t most = 0;

	for (int p = 0; p < PARTS; p++)
		most += quantity_of(ind, p)->n_measures;
	all = NEWS(mem, most + 1, sym);
	*n = 0;
	for (int p = 0; p < PARTS; p++) {
		const struct quantity *q = quantity_of(ind, p);

		for (size_t i = 0; i < q->n_measures; i++) {
			sym y =
			    symbols_lookup(x->dataset->symbols, q->measure[i]);
			size_t k = 0;

			while (k < *n && all[k] != y)
				k++;
			if (y != 0 && k == *n)
				all[(*n)++] = y;
		}
	}
	return all;
}

/* Where the file gives totals, they alone are the denominator across the
 * breakdown: the parts would count everybody twice. */
static bool
is_total(const struct indicator *ind, sym total, const struct observation *o)
{
	return ind->breakdown != DIM_N && o->dim[ind->breakdown] != 0 &&
	       o->dim[ind->breakdown] == total;
}

/* The parts that take a measure at all; how many. */
static int
parts_of(const struct sieve *sieve, sym measure, int part[PARTS])
{
	int n = 0;

	for (int p = 0; p < PARTS; p++)
		if (sieve[p].measures > 0 && sieve[p].measure[measure] != 0)
			part[n++] = p;
	return n;
}

static void
take(struct feed *f, const struct index *x, const struct sieve *sieve,
    const int *part, int parts, uint32_t i, sym total)
{
	const struct indicator *ind = f->indicator;
	const struct observation *o = &x->dataset->observation[i];
	enum dimension over = indicator_over(ind);
	struct hit h = {.observation = i};
	bool any = false;

	if (o->date == DAY_NONE)
		return;
	for (int k = 0; k < parts; k++) {
		int p = part[k];

		h.measure[p] = passes(&sieve[p], o);
		if (p < METHOD_PARTS && over != DIM_N && o->dim[over] == 0)
			h.measure[p] = 0;
		if ((p == PART_DENOMINATOR || p == PART_AGAINST_BASE) &&
		    ind->denominator_across && ind->total.n > 0 &&
		    !is_total(ind, total, o))
			h.measure[p] = 0;
		any |= h.measure[p] != 0;
	}
	if (!any)
		return;
	assert(x->row[o->org] != 0);
	h.value = o->value;
	h.source = o->origin.source;
	h.reason = (uint8_t)o->reason;
	h.setting = o->dim[DIM_setting];
	h.date = o->date;
	h.row = x->row[o->org] - 1;
	f->hit[f->measure[f->measures]++] = h;
}

/* Columns: the unsplit one, then the listed values, then what else a part that
 * is split has, by its text. place, by symbol, gets the column of each value. */
static void
lay_columns(
    struct arena *mem, const struct index *x, struct feed *f, uint32_t *place)
{
	const struct indicator *ind = f->indicator;
	const struct dataset *d = x->dataset;
	sym total = symbols_lookup(d->symbols, ind->total), y;

	f->column = NEWS(mem, x->symbols + ind->n_breakdown_order + 1, sym);
	f->columns = 1;
	if (ind->breakdown == DIM_N)
		return;
	for (size_t i = 0; i < ind->n_breakdown_order; i++) {
		y = symbols_lookup(d->symbols, ind->breakdown_order[i]);
		if (y == 0 || place[y] != 0)
			continue;
		place[y] = (uint32_t)f->columns;
		f->column[f->columns++] = y;
	}
	f->listed = f->columns - 1;
	for (size_t i = 0; i < f->measure[f->measures]; i++) {
		const struct hit *h = &f->hit[i];
		bool split = h->measure[PART_NUMERATOR] != 0 ||
			     h->measure[PART_AGAINST] != 0;

		if (!ind->denominator_across)
			split |= h->measure[PART_DENOMINATOR] != 0 ||
				 h->measure[PART_AGAINST_BASE] != 0;
		y = d->observation[h->observation].dim[ind->breakdown];
		if (!split || y == 0 || y == total || place[y] != 0)
			continue;
		place[y] = 1;
		f->column[f->columns++] = y;
	}
	if (f->columns - 1 > f->listed)
		qsort_r(f->column + 1 + f->listed, f->columns - 1 - f->listed,
		    sizeof *f->column, by_text, d->symbols);
	for (size_t i = 1; i < f->columns; i++)
		place[f->column[i]] = (uint32_t)i;
}

/* Not split where the split is asked for, or a value that has no column. */
#define NOWHERE UINT32_MAX

static uint32_t
column_of(const struct indicator *ind, const uint32_t *place, sym total,
    const struct observation *o)
{
	sym y;

	if (ind->breakdown == DIM_N)
		return 0;
	y = o->dim[ind->breakdown];
	if (y == 0)
		return NOWHERE;
	if (y == total)
		return 0;
	return place[y] > 0 ? place[y] : NOWHERE;
}

static void
lay_levels(struct arena *mem, const struct index *x, struct feed *f)
{
	const struct dataset *d = x->dataset;
	enum dimension over = indicator_over(f->indicator);
	uint16_t *place;

	if (over == DIM_N)
		return;
	place = NEWS(mem, x->symbols, uint16_t);
	f->level = NEWS(mem, x->symbols, sym);
	for (size_t i = 0; i < f->measure[f->measures]; i++) {
		sym y = d->observation[f->hit[i].observation].dim[over];

		if (y == 0 || place[y] != 0)
			continue;
		place[y] = 1;
		f->level[f->levels++] = y;
	}
	assert(f->levels <= UINT16_MAX);
	if (f->levels > 1)
		qsort_r(
		    f->level, f->levels, sizeof *f->level, by_text, d->symbols);
	for (size_t i = 0; i < f->levels; i++)
		place[f->level[i]] = (uint16_t)i;
	for (size_t i = 0; i < f->measure[f->measures]; i++)
		f->hit[i].level =
		    place[d->observation[f->hit[i].observation].dim[over]];
}

bool
feed_takes(
    const struct index *x, const struct indicator *ind, const bool *measure)
{
	struct arena *tmp = arena_new("measures");
	size_t n;
	const sym *all = feed_measures(tmp, x, ind, &n);
	bool any = false;

	for (size_t i = 0; i < n; i++)
		any |= measure[all[i]];
	arena_free(tmp);
	return any;
}

/* The first of a measure's observations on or after a day. */
static uint32_t
dated_from(const struct index *x, sym measure, day from)
{
	uint32_t low = x->measure[measure], high = x->measure[measure + 1];

	while (low < high) {
		uint32_t mid = low + (high - low) / 2;

		if (x->dataset->observation[x->dated[mid]].date < from)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

struct feed
feed_gather(struct arena *mem, const struct index *x,
    const struct indicator *ind, day from)
{
	const struct dataset *d = x->dataset;
	struct feed f = {.indicator = ind,
	    .dataset = d,
	    .rows = d->n_organisations,
	    .governs = ind->needs.n_measures > 0         ? PART_NEEDS
		       : ind->denominator.n_measures > 0 ? PART_DENOMINATOR
							 : PART_NUMERATOR};
	uint32_t *place = NEWS(mem, x->symbols, uint32_t);
	sym total = symbols_lookup(d->symbols, ind->total);
	struct sieve sieve[PARTS];
	size_t n, most = 0;
	sym *measure = feed_measures(mem, x, ind, &n);
	uint32_t *first = NEWS(mem, n + 1, uint32_t);

	if (ind->method == METHOD_GROWTH)
		from = DAY_NONE + 1;
	for (int p = 0; p < PARTS; p++) {
		sieve[p] = sieve_of(mem, x, quantity_of(ind, p));
		f.has[p] = sieve[p].measures > 0;
	}
	for (size_t i = 0; i < n; i++) {
		first[i] = dated_from(x, measure[i], from);
		most += x->measure[measure[i] + 1] - first[i];
	}
	f.hit = NEWS(mem, most, struct hit);
	f.measure = NEWS(mem, n + 1, size_t);
	for (size_t i = 0; i < n; i++) {
		uint32_t to = x->measure[measure[i] + 1];
		int part[PARTS], parts = parts_of(sieve, measure[i], part);

		f.measures = i + 1;
		f.measure[i + 1] = f.measure[i];
		for (uint32_t k = first[i]; k < to; k++)
			take(&f, x, sieve, part, parts, x->dated[k], total);
	}
	lay_columns(mem, x, &f, place);
	for (size_t i = 0; i < f.measure[f.measures]; i++)
		f.hit[i].column = column_of(
		    ind, place, total, &d->observation[f.hit[i].observation]);
	lay_levels(mem, x, &f);
	return f;
}

/* The first hit of a measure on or after a day. */
uint32_t
feed_column(const struct feed *f, sym breakdown)
{
	for (uint32_t i = 1; breakdown != 0 && i < f->columns; i++)
		if (f->column[i] == breakdown)
			return i;
	return 0;
}

size_t
feed_from(const struct feed *f, size_t measure, day from)
{
	size_t low = f->measure[measure], high = f->measure[measure + 1];

	while (low < high) {
		size_t mid = (low + high) / 2;

		if (f->hit[mid].date < from)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

bool
feed_reaches(const struct feed *f, day from, day to)
{
	for (size_t i = 0; i < f->measures; i++) {
		size_t at = feed_from(f, i, from);

		if (at < f->measure[i + 1] && f->hit[at].date <= to)
			return true;
	}
	return false;
}
