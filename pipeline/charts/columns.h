/* charts/columns.h -- the numbers beside a plot: own, England, peers, a word. */
#ifndef CHARTS_COLUMNS_H
#define CHARTS_COLUMNS_H

#include "charts/plot.h"

enum column {
	COLUMN_SELF,
	COLUMN_ENGLAND,
	COLUMN_PEERS,
	COLUMN_NOTE,
	COLUMN_N
};

/* A width of 0: the column is not shown. */
struct columns {
	bool unit; /* printed with the numbers */
	struct str head[COLUMN_N];
	double width[COLUMN_N];
	double right[COLUMN_N];
};

/* Wide enough for the points given. Columns that no point fills are left out;
 * peers too unless wanted. */
void columns_fit(const struct plot *, const struct chart_point *const *,
    size_t n, bool unit, bool peers, struct columns *);
/* With the space before each column. */
double columns_width(const struct columns *);
/* From left on: own, England, peers, word. */
void columns_place(struct columns *, double left);
/* Back from right: own nearest the plot. */
void columns_place_mirrored(struct columns *, double right);
void columns_head(struct plot *, const struct columns *, double y);
/* y is the middle of the row. */
void columns_row(struct plot *, const struct columns *,
    const struct chart_point *, double y);

#endif
