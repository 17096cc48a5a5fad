/* render/xlsx_plot.c -- what of a table a native chart can point at. */
#include "render/xlsx_arial.h"
#include "render/xlsx_grid.h"
#include "render/xlsx_words.h"

static bool
is_number(const struct grid *g, size_t row, size_t column)
{
	return grid_at(g, row, column)->is_number;
}

/* Bars that stand beside each other, and an interval with its ends, are whole or
 * not drawn; a line or a reference may be missing. */
static bool
wants_all(const struct plot *p)
{
	return p->native == NATIVE_BAR || p->native == NATIVE_COLUMN ||
	       p->native == NATIVE_INTERVAL;
}

/* 0: all series have a number; 1: only the first; 2: nothing to draw. */
static int
drawable(const struct grid *g, const struct plot *p, size_t row)
{
	if (!is_number(g, row, p->series) ||
	    (p->native == NATIVE_SCATTER && !is_number(g, row, p->across)))
		return 2;
	for (size_t i = 0; wants_all(p) && i < p->n_more; i++)
		if (!is_number(g, row, p->more[i]))
			return 2;
	return p->reference != SIZE_MAX && !is_number(g, row, p->reference) ? 1
									    : 0;
}

/* The rows in another order; what cannot be drawn last, the others kept. */
static void
reorder(struct arena *mem, struct grid *g, const struct plot *p)
{
	struct grid_cell *sorted =
	    NEWS(mem, g->n_rows * g->n_columns, struct grid_cell);
	size_t to = 0;

	for (int want = 0; want <= 2; want++)
		for (size_t i = 0; i < g->n_rows; i++) {
			if (drawable(g, p, i) != want)
				continue;
			for (size_t k = 0; k < g->n_columns; k++)
				sorted[to * g->n_columns + k] =
				    *grid_at(g, i, k);
			to++;
		}
	g->cell = sorted;
}

static void
swap_rows(struct grid *g, size_t a, size_t b)
{
	for (size_t k = 0; k < g->n_columns; k++) {
		struct grid_cell kept = *grid_at(g, a, k);

		*grid_at(g, a, k) = *grid_at(g, b, k);
		*grid_at(g, b, k) = kept;
	}
}

/* A line through limits wants the points from left to right. */
static void
sort_across(struct grid *g, const struct plot *p)
{
	for (size_t i = 1; i < p->n; i++)
		for (size_t k = i;
		     k > 0 && grid_at(g, k, p->across)->number <
				  grid_at(g, k - 1, p->across)->number;
		     k--)
			swap_rows(g, k, k - 1);
}

static size_t
run_from(const struct grid *g, size_t first, size_t column)
{
	size_t n = 0;

	while (first + n < g->n_rows && is_number(g, first + n, column))
		n++;
	return n;
}

static void
find_longest_run(const struct grid *g, struct plot *p)
{
	for (size_t i = 0; i < g->n_rows;) {
		size_t n = run_from(g, i, p->series);

		if (n > 0 && n >= p->n) {
			p->first = i;
			p->n = n;
		}
		i += n + 1;
	}
}

static size_t
drawable_rows(const struct grid *g, const struct plot *p)
{
	size_t n = 0;

	while (n < g->n_rows && drawable(g, p, n) < 2)
		n++;
	return n;
}

/* Whether the rows' names stand side by side under columns without being
 * turned; a chart beside its table has room for 90 digits. */
static bool
names_fit_columns(const struct grid *g, const struct plot *p)
{
	double longest = 0, w;

	for (size_t i = 0; i < p->n; i++) {
		w = words_longest(
		    grid_at(g, p->first + i, g->label)->text, false);
		longest = w > longest ? w : longest;
	}
	return (longest + 2) * (double)p->n <= 90;
}

/* Further lines as far as they go; those with a gap at once are left out. */
static void
keep_lines(const struct grid *g, struct plot *p)
{
	size_t kept = 0;

	for (size_t i = 0; i < p->n_more; i++) {
		size_t n = run_from(g, p->first, p->more[i]);

		if (n == 0 || (p->native == NATIVE_SCATTER && n < p->n)) {
			p->undrawn++;
			continue;
		}
		p->more[kept] = p->more[i];
		p->n_line[kept++] = n < p->n ? n : p->n;
	}
	p->n_more = kept;
}

static void
find_reference(const struct grid *g, struct plot *p)
{
	size_t n = run_from(g, p->first, p->reference);
	double v;

	p->n_reference = n < p->n ? n : p->n;
	if (p->n_reference == 0) {
		p->reference = SIZE_MAX;
		return;
	}
	if (p->n_reference < 2)
		return;
	v = grid_at(g, p->first, p->reference)->number;
	p->flat_reference = p->n_reference == p->n;
	for (size_t i = 1; i < p->n_reference; i++)
		p->flat_reference &=
		    grid_at(g, p->first + i, p->reference)->number == v;
}

/* The columns of numbers, in order. */
static ptrdiff_t
take_numbers(const struct grid *g, struct plot *p)
{
	ptrdiff_t series = -1;

	for (size_t k = 0; k < g->n_columns; k++) {
		if (k == g->label || !g->column[k].numeric)
			continue;
		if (series < 0)
			series = (ptrdiff_t)k;
		else if (p->n_more < NATIVE_MORE)
			p->more[p->n_more++] = k;
		else
			p->undrawn++;
	}
	return series;
}

/* False when the block asks for a column that is not there. */
static bool
find_columns(const struct grid *g, const struct block *b, struct plot *p)
{
	ptrdiff_t series = grid_find(g, b->native_series), k;
	ptrdiff_t reference = grid_find(g, b->native_reference);

	if (b->native_series.n == 0)
		series = take_numbers(g, p);
	if (series < 0 || (size_t)series == g->label)
		return false;
	p->series = (size_t)series;
	for (size_t i = 0; i < NATIVE_MORE && b->native_more[i].n > 0; i++)
		if ((k = grid_find(g, b->native_more[i])) >= 0)
			p->more[p->n_more++] = (size_t)k;
	if (reference >= 0 && reference != series)
		p->reference = (size_t)reference;
	if (b->native == NATIVE_SCATTER) {
		if ((k = grid_find(g, b->native_across)) < 0)
			return false;
		p->across = (size_t)k;
	}
	return b->native != NATIVE_INTERVAL || p->n_more >= 2;
}

bool
grid_plot(
    struct arena *mem, struct grid *g, const struct block *b, struct plot *p)
{
	*p = (struct plot){.native = b->native, .reference = SIZE_MAX};
	if (b->native == NATIVE_NONE || !find_columns(g, b, p))
		return false;
	if (b->native == NATIVE_LINE) {
		find_longest_run(g, p);
	} else {
		reorder(mem, g, p);
		p->n = drawable_rows(g, p);
		if (p->native == NATIVE_COLUMN && !names_fit_columns(g, p))
			p->native = NATIVE_BAR;
	}
	if (p->native == NATIVE_SCATTER)
		sort_across(g, p);
	if (!wants_all(p))
		keep_lines(g, p);
	for (size_t i = 0; i < p->n_more && wants_all(p); i++)
		p->n_line[i] = p->n;
	for (size_t i = 0; i < g->n_rows; i++)
		p->missing += i < p->first || i >= p->first + p->n;
	if (p->reference != SIZE_MAX)
		find_reference(g, p);
	return p->n >= (b->native == NATIVE_LINE         ? 2
			   : b->native == NATIVE_SCATTER ? 3
							 : 1);
}
