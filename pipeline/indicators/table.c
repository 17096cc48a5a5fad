/* indicators/table.c -- observations summed by organisation and breakdown. */
#include <assert.h>
#include <math.h>
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

/* Knuth's two-sum: hi + lo stays exact as long as the digits of all parts fit
 * into twice those of a double, which sums of staff and days do by far. */
void
sum_add(struct sum *s, double v)
{
	double hi = s->hi + v, part = hi - s->hi;
	double lo = s->lo + ((s->hi - (hi - part)) + (v - part));

	s->hi = hi + lo;
	s->lo = lo - (s->hi - hi);
	s->any = true;
}

/* Binary rounding of the parts shows in the last digits of their sum
 * (34581.465729999996). No source gives more than nine decimals, so the sum is the
 * nearest number that has nine; six above nine million. */
double
sum_value(const struct sum *s)
{
	double v = s->hi + s->lo;
	double unit = fabs(v) < 9e6 ? 1e9 : 1e6;

	return fabs(v) < 9e9 ? round(v * unit) / unit : v;
}

/* Which of two reasons a sum shows: what was withheld must stay withheld, and
 * what cannot be read is graver than what is not there. */
enum reason
reason_graver(enum reason a, enum reason b)
{
	static const int weight[] = {[REASON_NONE] = 0,
	    [REASON_NOT_APPLICABLE] = 1,
	    [REASON_BLANK] = 2,
	    [REASON_NOT_AVAILABLE] = 3,
	    [REASON_UNREADABLE] = 4,
	    [REASON_SUPPRESSED] = 5};

	return weight[a] >= weight[b] ? a : b;
}

static void
take(struct sum *s, const struct observation *o, unsigned measure)
{
	if (s->any && o->date < s->date)
		return;
	if (!s->any || o->date > s->date)
		*s = (struct sum){.date = o->date, .source = UINT16_MAX};
	sum_add(s, o->reason == REASON_NONE ? o->value : 0);
	s->reason = reason_graver(s->reason, o->reason);
	s->seen |= 1u << (measure - 1);
	if (o->origin.source < s->source)
		s->source = o->origin.source;
}

static struct sieve
sieve_of(struct arena *mem, const struct index *x, const struct quantity *q)
{
	const struct symbols *t = x->dataset->symbols;
	struct sieve s = {
	    .n = q->n_filters, .measures = (unsigned)q->n_measures};
	sym y;

	assert(q->n_measures <= 32);
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

/* The measure's place + 1, or 0 when the observation is left out. */
static inline unsigned
passes(const struct sieve *s, const struct observation *o)
{
	unsigned m = s->measure[o->measure];

	if (m == 0)
		return 0;
	for (size_t i = 0; i < s->n; i++)
		if (s->filter[i].listed[o->dim[s->filter[i].dimension]] ==
		    s->filter[i].negated)
			return 0;
	return m;
}

struct index
table_index(struct arena *mem, const struct dataset *d)
{
	struct index x = {.dataset = d, .symbols = symbols_count(d->symbols)};

	x.row = NEWS(mem, x.symbols, uint32_t);
	for (size_t i = 0; i < d->n_organisations; i++)
		x.row[d->organisation[i].code] = (uint32_t)i + 1;
	return x;
}

static int
by_text(const void *a, const void *b, void *symbols)
{
	return str_cmp(symbols_text(symbols, *(const sym *)a),
	    symbols_text(symbols, *(const sym *)b));
}

/* Columns: the unsplit one, then the listed values, then what else the numerator
 * or a split denominator has, by its text. place, by symbol, gets the column of each value. */
static void
lay_columns(struct arena *mem, const struct index *x, const struct sieve *num,
    const struct sieve *den, struct table *t, uint32_t *place)
{
	const struct indicator *ind = t->indicator;
	const struct dataset *d = x->dataset;
	size_t cap = x->symbols + ind->n_breakdown_order + 1;
	sym total, y;

	t->column = NEWS(mem, cap, sym);
	t->columns = 1;
	if (ind->breakdown == DIM_N)
		return;
	total = symbols_lookup(d->symbols, ind->total);
	for (size_t i = 0; i < ind->n_breakdown_order; i++) {
		y = symbols_lookup(d->symbols, ind->breakdown_order[i]);
		if (y == 0 || place[y] != 0)
			continue;
		place[y] = (uint32_t)t->columns;
		t->column[t->columns++] = y;
	}
	t->listed = t->columns - 1;
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];

		y = o->dim[ind->breakdown];
		if (y == 0 || y == total || place[y] != 0)
			continue;
		if (!passes(num, o) &&
		    (ind->denominator_across || !passes(den, o)))
			continue;
		place[y] = 1;
		t->column[t->columns++] = y;
	}
	if (t->columns - 1 > t->listed)
		qsort_r(t->column + 1 + t->listed, t->columns - 1 - t->listed,
		    sizeof *t->column, by_text, d->symbols);
	for (size_t i = 1; i < t->columns; i++)
		place[t->column[i]] = (uint32_t)i;
}

/* Not split where the split is asked for, or a value that has no column. */
#define NOWHERE SIZE_MAX

static size_t
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

/* Where the file gives totals, they alone are the denominator across the
 * breakdown: the parts would count everybody twice. */
static bool
across_takes(const struct indicator *ind, size_t col)
{
	return ind->total.n == 0 || col == 0;
}

struct table
table_gather(struct arena *mem, const struct index *x,
    const struct indicator *ind, day end)
{
	const struct dataset *d = x->dataset;
	struct table t = {.indicator = ind, .rows = d->n_organisations};
	struct sieve num = sieve_of(mem, x, &ind->numerator);
	struct sieve den = sieve_of(mem, x, &ind->denominator);
	struct sieve needs = sieve_of(mem, x, &ind->needs);
	const struct sieve *governs = needs.measures > 0 ? &needs
				      : den.measures > 0 ? &den
							 : &num;
	uint32_t *place = NEWS(mem, x->symbols, uint32_t);
	sym total = symbols_lookup(d->symbols, ind->total);
	size_t across;

	lay_columns(mem, x, &num, &den, &t, place);
	across = ind->denominator_across ? 1 : t.columns;
	t.numerator = NEWS(mem, t.rows * t.columns, struct sum);
	t.denominator = NEWS(mem, t.rows * across, struct sum);
	t.needs = NEWS(mem, t.rows, struct sum);
	t.newest = NEWS(mem, t.rows, day);
	for (size_t i = 0; i < t.rows; i++)
		t.newest[i] = DAY_NONE;
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		unsigned n = passes(&num, o), m = passes(&den, o);
		unsigned k = passes(&needs, o);
		size_t row, col;

		if ((n | m | k) == 0 || o->date == DAY_NONE || o->date > end)
			continue;
		assert(x->row[o->org] != 0);
		row = x->row[o->org] - 1;
		if ((governs == &needs    ? k
			: governs == &den ? m
					  : n) != 0 &&
		    o->date > t.newest[row])
			t.newest[row] = o->date;
		if (k != 0)
			take(&t.needs[row], o, k);
		col = column_of(ind, place, total, o);
		if (n != 0 && col != NOWHERE)
			take(&t.numerator[row * t.columns + col], o, n);
		if (m != 0 && ind->denominator_across && across_takes(ind, col))
			take(&t.denominator[row], o, m);
		else if (m != 0 && !ind->denominator_across && col != NOWHERE)
			take(&t.denominator[row * t.columns + col], o, m);
	}
	return t;
}

static const struct sum *
counting(const struct table *t, size_t row, const struct sum *s)
{
	return s->any && s->date == t->newest[row] ? s : NULL;
}

const struct sum *
table_numerator(const struct table *t, size_t row, size_t col)
{
	return counting(t, row, &t->numerator[row * t->columns + col]);
}

const struct sum *
table_denominator(const struct table *t, size_t row, size_t col)
{
	return counting(t, row,
	    t->indicator->denominator_across
		? &t->denominator[row]
		: &t->denominator[row * t->columns + col]);
}

bool
table_served(const struct table *t, size_t row)
{
	const struct sum *s = counting(t, row, &t->needs[row]);

	return t->newest[row] != DAY_NONE &&
	       (t->indicator->needs.n_measures == 0 ||
		   (s != NULL &&
		       (s->reason != REASON_NONE || sum_value(s) > 0)));
}
