/* indicators/disclosure_note.c -- which sums of observations the figures tell. */
#include <math.h>
#include <string.h>

#include "indicators/disclosed.h"
#include "indicators/rounding.h"

/* The facts of one indicator at work, by row, column and part; + 1, 0 none. */
struct notes {
	struct note *to;
	struct arena *mem; /* while it grows */
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
add_fact(struct notes *s, double value)
{
	struct note *n = s->to;

	ARENA_GROW(s->mem, n->fact, n->n, n->cap);
	n->fact[n->n] = (struct noted){.value = value, .among = NO_FACT};
	return (uint32_t)n->n++;
}

static void
add_entry(struct notes *s, uint32_t fact, uint32_t slot, double factor)
{
	struct note *n = s->to;

	ARENA_GROW(s->mem, n->entry, n->entries, n->cap_entries);
	n->entry[n->entries++] = (struct entry){slot, fact, factor};
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
	struct note *n = s->to;
	struct disclosed *t;

	ARENA_GROW(s->mem, n->told, n->n_told, n->cap_told);
	t = &n->told[n->n_told++];
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
				*at = add_fact(s, raw->amounts.part[p]) + 1;
			fact[p] = *at - 1;
		}
		tell(s, &f[i], fact, weight_of(&f[i], raw->amounts.part, 1));
	}
}

static uint32_t
add_over(struct notes *s, uint64_t key, double value)
{
	struct note *n = s->to;

	ARENA_GROW(s->mem, n->over, n->n_over, n->cap_over);
	n->over[n->n_over] = (struct over){key, value};
	return OVER | (uint32_t)n->n_over++;
}

/* Takes a hit into the fact of one place, if there is one. */
static void
enter(struct notes *s, const struct hit *h, size_t col, int part)
{
	uint32_t fact = *place(s, h->row, col, part);

	if (fact > 0)
		add_entry(s, fact - 1, h->observation,
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
		add_entry(s, fact - 1, add_over(s, s->total_key[i], fabs(over)),
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
				       : feed_from(f, m, w->table.first);
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

/* Who is in a pooled figure; NULL: all that England counts. */
struct members {
	const size_t *row;
	size_t n;
};

/* A fact over several organisations; NO_FACT where one of them has none. room: for
 * so many parts as there are members. */
static uint32_t
add_total(struct notes *s, const struct members *m, size_t col, day date,
    int part, uint32_t *room, double *amount)
{
	const struct work *w = s->w;
	uint32_t fact, n = 0;
	bool all = true;

	for (size_t j = 0; j < m->n; j++) {
		size_t row = m->row == NULL ? j : m->row[j];
		uint32_t at;

		if (!is_in(w, row, col, date) ||
		    (m->row == NULL && !work_pooled(w, row)))
			continue;
		at = *place(s, row, col, part);
		all &= at > 0;
		if (at == 0)
			continue;
		room[n++] = at - 1;
		*amount += s->to->fact[at - 1].value;
	}
	if (!all || n == 0)
		return NO_FACT;
	fact = add_fact(s, *amount);
	s->to->fact[fact].part = NEWS(s->mem, n, uint32_t);
	memcpy(s->to->fact[fact].part, room, n * sizeof *room);
	s->to->fact[fact].n_parts = n;
	return fact;
}

/* The figures over several organisations. */
static void
note_pooled(struct notes *s, struct figure *f, size_t n,
    const struct members *m, double level)
{
	const struct work *w = s->w;
	uint32_t *room = NEWS(w->tmp, m->n, uint32_t);

	for (size_t i = 0; i < n; i++) {
		size_t col = feed_column(w->feed, f[i].breakdown);
		bool fine =
		    f[i].breakdown != 0 && (w->setting != 0 || m->row != NULL);
		uint32_t fact[SUMMED_PARTS];
		double amount[SUMMED_PARTS] = {0};

		for (int p = 0; p < SUMMED_PARTS; p++) {
			fact[p] = add_total(
			    s, m, col, f[i].date, p, room, &amount[p]);
			if (fact[p] != NO_FACT)
				s->to->fact[fact[p]].fine = fine;
		}
		for (int p = PART_NUMERATOR; p <= PART_AGAINST;
		     p += PART_AGAINST - PART_NUMERATOR)
			if (fact[p] != NO_FACT && fact[p + 1] != NO_FACT &&
			    disclosure_is_part(w->indicator, p))
				s->to->fact[fact[p]].among = fact[p + 1];
		tell(s, &f[i], fact, weight_of(&f[i], amount, level));
	}
}

static void
note_all(struct notes *s, const struct harvest *h)
{
	const struct work *w = s->w;
	const struct regions *r = &w->run->regions;
	size_t rows = w->feed->rows;

	for (size_t row = 0; row < rows; row++)
		note_row(s, row, h->figure + h->start[row],
		    h->start[row + 1] - h->start[row]);
	each_hit(s, enter_hit);
	if (w->indicator->total.n > 0) {
		each_hit(s, enter_total);
		for (size_t row = 0; row < rows; row++)
			for (int p = 0; p < SUMMED_PARTS; p++)
				enter_rest(s, row, p);
	}
	if (w->indicator->method == METHOD_VALUE)
		return; /* a median is no sum */
	note_pooled(s, h->figure + h->start[rows],
	    h->start[rows + 1] - h->start[rows], &(struct members){NULL, rows},
	    16);
	for (size_t i = 0; i < r->n; i++)
		if (r->region[i].own == rows ||
		    h->start[r->region[i].own] ==
			h->start[r->region[i].own + 1])
			note_pooled(s, h->figure + h->start[rows + 1 + i],
			    h->start[rows + 2 + i] - h->start[rows + 1 + i],
			    &(struct members){
				r->region[i].member, r->region[i].n},
			    0.2);
}

/* What grew elsewhere, in no more room than it takes. */
static void
settle_in(struct note *n, struct arena *keep)
{
	n->fact = (void *)arena_copy(keep, n->fact, n->n * sizeof *n->fact);
	for (size_t i = 0; i < n->n; i++)
		n->fact[i].part = (void *)arena_copy(keep, n->fact[i].part,
		    n->fact[i].n_parts * sizeof *n->fact[i].part);
	n->entry =
	    (void *)arena_copy(keep, n->entry, n->entries * sizeof *n->entry);
	n->told =
	    (void *)arena_copy(keep, n->told, n->n_told * sizeof *n->told);
	n->over =
	    (void *)arena_copy(keep, n->over, n->n_over * sizeof *n->over);
}

void
disclosure_note(struct discretion *c, size_t place, struct arena *keep,
    const struct work *w, const struct harvest *h)
{
	size_t rows = w->feed->rows, columns = w->feed->columns;
	struct notes s = {.mem = w->tmp, .w = w};

	if (c == NULL ||
	    (!w->indicator->people &&
		!rounding_counts(w->run, w->indicator, PART_DENOMINATOR)))
		return;
	s.to = &c->note[place];
	s.fact = NEWS(w->tmp, rows * columns * SUMMED_PARTS, uint32_t);
	s.total = NEWS(w->tmp, rows * SUMMED_PARTS, double);
	s.parts = NEWS(w->tmp, rows * SUMMED_PARTS, double);
	s.total_key = NEWS(w->tmp, rows * SUMMED_PARTS, uint64_t);
	note_all(&s, h);
	settle_in(s.to, keep);
}
