/* render/xlsx_grid.h -- a table as a sheet shows it: one head for every column,
 * something in every cell. Knows nothing of the file format. */
#ifndef RENDER_XLSX_GRID_H
#define RENDER_XLSX_GRID_H

#include "model/page.h"

/* Marks of the shorthand that stand where a number is not shown. */
#define SHORTHAND_MISSING        S("[x]")
#define SHORTHAND_NOT_APPLICABLE S("[z]")

struct grid_cell {
	struct str text; /* never empty; of a number: as the page prints it */
	bool is_number, thousands;
	double number;
	int places;
};

struct grid_column {
	struct str head;                 /* with its unit; unique */
	const struct table_column *from; /* NULL: Group */
	bool detail;                     /* holds the second lines of `from` */
	bool numeric;                    /* has a number in some row */
	enum align align;
	double width; /* in digits of the sheet's font */
};

struct grid {
	struct grid_column *column;
	size_t n_columns;
	struct grid_cell *cell; /* row by row */
	size_t n_rows;          /* without the heads; at least 1 */
	size_t label;           /* the column with the rows' names */
};

/* No columns when all of them are for the page only. */
void grid_make(struct arena *, const struct table *, struct grid *out);
struct grid_cell *grid_at(const struct grid *, size_t row, size_t column);
/* The column made from the table's column with this head, or -1. */
ptrdiff_t grid_find(const struct grid *, struct str head);
/* How many lines a row, or with row = n_rows the heads, take when wrapped. */
unsigned grid_lines(const struct grid *, size_t row);
/* A number that rounds to nothing at three decimals or more: a p of 0.0000. */
bool grid_shows_nothing(const struct grid_cell *);
double grid_width(const struct grid *); /* of all columns */

/* What of a grid a chart can point at. A chart's range must hold numbers only:
 * a spreadsheet draws a mark such as [c] as a zero. */
struct plot {
	enum native native;
	size_t series, reference; /* columns; reference SIZE_MAX: none */
	size_t across;            /* scatter */
	size_t more[NATIVE_MORE], n_more;
	size_t n_line[NATIVE_MORE]; /* rows of each that are drawn */
	size_t undrawn;             /* further columns with a gap */
	size_t first;               /* row */
	size_t n, n_reference;      /* rows of each */
	bool flat_reference;        /* the same figure in every row */
	size_t missing;             /* rows that are not drawn */
};

/* Bars: rows without a number move below the others, which keep their order.
 * Lines: time keeps its order, and the longest run without a gap is drawn, the
 * later of two equals. Scatter: the rows stand by what is across. Columns become
 * bars where their names would have to be turned. False when there is nothing
 * to draw. */
bool grid_plot(
    struct arena *, struct grid *, const struct block *, struct plot *out);

#endif
