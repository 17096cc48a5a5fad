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

/* What a chart asks of its columns. */
struct columns_wish {
	bool unit;  /* printed with the numbers */
	bool peers; /* the peers' column, if any point has one */
	bool note;  /* the word's column, if any point has one */
	bool brief; /* heads "Value" and "Eng" where the plot is narrow */
};

/* A width of 0: the column is not shown. */
struct columns {
	struct columns_wish wish;
	struct str head[COLUMN_N];
	double width[COLUMN_N];
	double right[COLUMN_N];
};

/* Wide enough for the points given. Columns that no point fills are left out. */
void columns_fit(const struct plot *, const struct chart_point *const *,
    size_t n, struct columns_wish, struct columns *);
/* The word in a point's note; empty if it has no value to speak of. */
struct str column_note(const struct chart_point *);
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
