/* indicators/disclosure_note.c -- which sums of observations the figures tell. */
#include <math.h>

#include "indicators/disclosed.h"
#include "indicators/rounding.h"

/* The facts of one indicator at work, by row, column and part; + 1, 0 none. */
struct notes {
	struct withholding *d;
	const struct work *w;
	uint32_t *fact;
	/* By row and part, where the file gives totals: the totals, their parts,
	 * and the totals' key. */
	double *total, *parts;
	uint64_t *total_key;
};

/* Splitmix64's last step: spreads neighbouring numbers over all 64 bits, so that
 * sums of them tell sets of observations apart. */
uint64_t
disclosure_spread(uint64_t x)
{
	x += 0x9e3779b97f4a7c15;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
	return x ^ (x >> 31);
}

/* A factor is one divided by a small number of measures. */
uint64_t
disclosure_weigh(uint64_t key, double factor)
{
	return disclosure_spread(key) * (uint64_t)llround(factor * 5040);
}

static bool
is_across(const struct indicator *ind, int part)
{
	return ind->denominator_across &&
	       (part == PART_DENOMINATOR || part == PART_AGAINST_BASE);
}

static double
factor_of(const struct indicator *ind, int part)
{
	const struct quantity *q[SUMMED_PARTS] = {&ind->numerator,
	    ind->method == METHOD_GROWTH ? &ind->numerator : &ind->denominator,
	    &ind->against, &ind->against_denominator, &ind->unknown,
	    &ind->unknown_denominator};

	return q[part]->mean ? 1.0 / (double)q[part]->n_measures : 1;
}

static uint32_t *
place(struct notes *s, size_t row, size_t col, int part)
{
	if (is_across(s->w->indicator, part))
		col = 0;
	return &s->fact[(row * s->w->feed->columns + col) * SUMMED_PARTS +
			(size_t)part];
}

static uint32_t
add_fact(struct withholding *d, double value)
{
	ARENA_GROW(d->mem, d->fact, d->n, d->cap);
	d->fact[d->n] = (struct fact){.value = value, .among = NO_FACT};
	return (uint32_t)d->n++;
}

static void
add_entry(struct withholding *d, uint32_t fact, uint32_t slot, double factor)
{
	ARENA_GROW(d->mem, d->entry, d->entries, d->cap_entries);
	d->entry[d->entries++] = (struct entry){slot, fact, factor};
	d->fact[fact].key += disclosure_weigh(d->slot[slot].key, factor);
}

/* A total's base is how many organisations are in it, and of an indicator that
 * counts no people the base alone may do so. */
static bool
tells(const struct work *w, int part, double amount)
{
	const struct indicator *ind = w->indicator;

	if (isnan(amount))
		return false;
	return ind->people
		   ? !(ind->method == METHOD_TOTAL && part == PART_DENOMINATOR)
		   : rounding_counts(w->run, ind, part);
}

static void
tell(struct notes *s, struct figure *f, const uint32_t *fact, double weight)
{
	struct withholding *d = s->d;
	struct disclosed *t;

	ARENA_GROW(d->mem, d->told, d->n_told, d->cap_told);
	t = &d->told[d->n_told++];
	*t = (struct disclosed){
	    .figure = f, .indicator = s->w->indicator, .weight = weight};
	for (int p = 0; p < SUMMED_PARTS; p++)
		t->fact[p] = fact[p];
}

/* What is lost with a figure: the people behind it, more for the unsplit one and
 * for England, which more readers look at. A region goes first: most of what it
 * says can be had from its trusts. */
static double
weight_of(const struct figure *f, const double *amount, double level)
{
	double people = 1;

	for (int p = 0; p < METHOD_PARTS; p++)
		people += isnan(amount[p]) ? 0 : amount[p];
	return people * level * (f->breakdown == 0 ? 2 : 1);
}

static void
note_row(struct notes *s, size_t row, struct figure *f, size_t n)
{
	const struct work *w = s->w;

	for (size_t i = 0; i < n; i++) {
		size_t col = feed_column(w->feed, f[i].breakdown);
		const struct raw *raw =
		    w->raw[row] == NULL ? NULL : &w->raw[row][col];
		uint32_t fact[SUMMED_PARTS];

		if (raw == NULL || raw->state != STATE_KNOWN)
			continue;
		for (int p = 0; p < SUMMED_PARTS; p++) {
			uint32_t *at = place(s, row, col, p);

			fact[p] = NO_FACT;
			if (!tells(w, p, raw->amounts.part[p]))
				continue;
			if (*at == 0)
				*at = add_fact(s->d, raw->amounts.part[p]) + 1;
			fact[p] = *at - 1;
		}
		tell(s, &f[i], fact, weight_of(&f[i], raw->amounts.part, 1));
	}
}

static uint32_t
slot_of(struct withholding *d, uint64_t key, double value)
{
	gpointer at = GSIZE_TO_POINTER(key);
	gpointer found = g_hash_table_lookup(d->over, at);

	if (found != NULL)
		return (uint32_t)GPOINTER_TO_SIZE(found);
	ARENA_GROW(d->mem, d->slot, d->slots, d->cap_slots);
	d->slot[d->slots] = (struct slot){.key = key, .value = value};
	g_hash_table_insert(d->over, at, GSIZE_TO_POINTER(d->slots));
	return (uint32_t)d->slots++;
}

/* Takes a hit into the fact of one place, if there is one. */
static void
enter(struct notes *s, const struct hit *h, size_t col, int part)
{
	uint32_t fact = *place(s, h->row, col, part);

	if (fact > 0)
		add_entry(s->d, fact - 1, h->observation,
		    factor_of(s->w->indicator, part));
}

static double
value_of(const struct hit *h)
{
	return h->reason == REASON_NONE ? h->value : 0;
}

static void
enter_hit(struct notes *s, const struct hit *h, int part)
{
	const struct indicator *ind = s->w->indicator;
	size_t i = h->row * SUMMED_PARTS + (size_t)part;

	if (is_across(ind, part)) {
		enter(s, h, 0, part);
		return;
	}
	if (h->column == UINT32_MAX)
		return;
	if (ind->total.n > 0 && h->column == 0) {
		s->total[i] += value_of(h);
		s->total_key[i] += disclosure_spread(h->observation);
		return;
	}
	if (ind->total.n > 0)
		s->parts[i] += value_of(h);
	enter(s, h, h->column, part);
	if (ind->summed && h->column != 0)
		enter(s, h, 0, part);
}

/* A total that the file gives is its parts and what it has over them, or less
 * those who are in two of them. */
static void
enter_total(struct notes *s, const struct hit *h, int part)
{
	if (is_across(s->w->indicator, part) || h->column == UINT32_MAX ||
	    h->column == 0)
		return;
	enter(s, h, 0, part);
}

static void
enter_rest(struct notes *s, size_t row, int part)
{
	size_t i = row * SUMMED_PARTS + (size_t)part;
	uint32_t fact = *place(s, row, 0, part);
	double over = s->total[i] - s->parts[i];
	double factor = factor_of(s->w->indicator, part);

	if (fact > 0 && fabs(over) > 1e-9)
		add_entry(s->d, fact - 1,
		    slot_of(
			s->d, disclosure_spread(s->total_key[i]), fabs(over)),
		    over > 0 ? factor : -factor);
}

/* Each hit that the tables took. A growth begins at another day. */
static void
each_hit(struct notes *s, void (*take)(struct notes *, const struct hit *, int))
{
	const struct work *w = s->w;
	const struct feed *f = w->feed;
	bool growth = w->indicator->method == METHOD_GROWTH;

	for (size_t m = 0; m < f->measures; m++)
		for (size_t i = growth ? f->measure[m]
				       : feed_from(f, m, w->window->from);
		     i < f->measure[m + 1] && f->hit[i].date <= w->window->to;
		     i++) {
			const struct hit *h = &f->hit[i];
			const struct line *l = w->table.line[h->row];

			/* What does not apply is told to be so, and none. */
			if (l == NULL || h->reason == REASON_NOT_APPLICABLE ||
			    (w->setting != 0 && h->setting != w->setting))
				continue;
			if (growth && h->date == l->earlier &&
			    h->measure[PART_NUMERATOR] != 0)
				take(s, h, PART_DENOMINATOR);
			for (int p = 0;
			     p < SUMMED_PARTS && h->date == l->newest; p++)
				if (h->measure[p] != 0)
					take(s, h, p);
		}
}

/* Is the organisation in a pooled figure of that date? As figures.c and region.c
 * pool them. */
static bool
is_in(const struct work *w, size_t row, size_t col, day date)
{
	return w->raw[row] != NULL && w->table.line[row] != NULL &&
	       w->table.line[row]->newest == date &&
	       w->raw[row][col].state == STATE_KNOWN;
}

/* The figures over several organisations; member NULL: England. */
static void
note_pooled(struct notes *s, struct figure *f, size_t n, const size_t *member,
    size_t members, double level)
{
	const struct work *w = s->w;
	struct withholding *d = s->d;

	for (size_t i = 0; i < n; i++) {
		size_t col = feed_column(w->feed, f[i].breakdown);
		uint32_t fact[SUMMED_PARTS];
		double amount[SUMMED_PARTS] = {0};

		for (int p = 0; p < SUMMED_PARTS; p++) {
			uint32_t *part = NEWS(d->mem, members, uint32_t), *at;
			size_t k = 0;
			bool all = true;
			uint64_t key = 0;

			for (size_t j = 0; j < members; j++) {
				size_t row = member == NULL ? j : member[j];

				if (!is_in(w, row, col, f[i].date) ||
				    (member == NULL && !work_pooled(w, row)))
					continue;
				at = place(s, row, col, p);
				all &= *at > 0;
				if (*at == 0)
					continue;
				part[k++] = *at - 1;
				amount[p] += d->fact[*at - 1].value;
				key += d->fact[*at - 1].key;
			}
			fact[p] = NO_FACT;
			if (!all || k == 0)
				continue;
			fact[p] = add_fact(d, amount[p]);
			d->fact[fact[p]].part = part;
			d->fact[fact[p]].n_parts = k;
			d->fact[fact[p]].key = key;
			d->fact[fact[p]].fine =
			    f[i].breakdown != 0 &&
			    (w->setting != 0 || member != NULL);
		}
		for (int p = PART_NUMERATOR; p <= PART_AGAINST;
		     p += PART_AGAINST - PART_NUMERATOR)
			if (fact[p] != NO_FACT && fact[p + 1] != NO_FACT &&
			    disclosure_is_part(w->indicator, p))
				d->fact[fact[p]].among = fact[p + 1];
		tell(s, &f[i], fact, weight_of(&f[i], amount, level));
	}
}

void
disclosure_note(
    struct withholding *d, const struct work *w, const struct harvest *h)
{
	const struct run *run = w->run;
	size_t rows = w->feed->rows, columns = w->feed->columns;
	struct notes s = {.d = d,
	    .w = w,
	    .fact = NEWS(w->tmp, rows * columns * SUMMED_PARTS, uint32_t),
	    .total = NEWS(w->tmp, rows * SUMMED_PARTS, double),
	    .parts = NEWS(w->tmp, rows * SUMMED_PARTS, double),
	    .total_key = NEWS(w->tmp, rows * SUMMED_PARTS, uint64_t)};

	if (d == NULL ||
	    (!w->indicator->people &&
		!rounding_counts(w->run, w->indicator, PART_DENOMINATOR)))
		return;
	for (size_t row = 0; row < rows; row++)
		note_row(&s, row, h->figure + h->start[row],
		    h->start[row + 1] - h->start[row]);
	each_hit(&s, enter_hit);
	if (w->indicator->total.n > 0) {
		each_hit(&s, enter_total);
		for (size_t row = 0; row < rows; row++)
			for (int p = 0; p < SUMMED_PARTS; p++)
				enter_rest(&s, row, p);
	}
	if (w->indicator->method == METHOD_VALUE)
		return; /* a median is no sum */
	note_pooled(&s, h->figure + h->start[rows],
	    h->start[rows + 1] - h->start[rows], NULL, rows, 16);
	for (size_t i = 0; i < run->regions.n; i++)
		if (run->regions.region[i].own == rows ||
		    h->start[run->regions.region[i].own] ==
			h->start[run->regions.region[i].own + 1])
			note_pooled(&s, h->figure + h->start[rows + 1 + i],
			    h->start[rows + 2 + i] - h->start[rows + 1 + i],
			    run->regions.region[i].member,
			    run->regions.region[i].n, 0.2);
}
