/* charts/bars.h -- rows of bars with dot, interval and comparators: what the
 * discipline mix and the band distribution share. */
#ifndef CHARTS_BARS_H
#define CHARTS_BARS_H

#include "charts/columns.h"
#include "charts/marks.h"

/* A category; point[g] is NULL where a panel has none. */
struct bar_row {
	struct str label;
	const struct chart_point *point[2];
	struct str line[2]; /* the label, wrapped */
	size_t n_lines;
	double y; /* middle */
};

struct bars {
	struct bar_row *row;
	size_t n;
	size_t panels;           /* 1 or 2 */
	double bar, pitch, tick; /* heights of bar, row and England's tick */
	struct scale scale;      /* lo and hi; the places are the panel's */
	bool notes; /* the words stand in the plot, behind the marks */
};

/* Collects the rows in the order of the points. Fails when there are more than
 * two groups, a group that is not listed or a category given twice. */
MUST_CHECK bool bars_collect(struct plot *, struct bars *);
/* The highest band on top, other pay at the bottom. */
void bars_sort_bands(struct bars *);
/* From zero to the furthest mark. */
void bars_scale(const struct plot *, struct bars *);
/* The points of one panel. */
const struct chart_point **bars_points(
    const struct plot *, const struct bars *, size_t panel, size_t *n);
/* "Inpatient" and, if all its points say the same, its base. Ends or starts at
 * x by the anchor. */
void bars_panel_head(struct plot *, const struct bars *, size_t panel, double x,
    double y, double width, enum anchor);
/* How long the scale may be in a plot of this width so that the words behind
 * the marks have room. */
double bars_length(const struct plot *, const struct bars *, double width);
/* Bar, England's tick, peers, interval, dot and word of one row. */
void bars_marks(struct plot *, const struct bars *, const struct scale *,
    const struct chart_point *, double y);
/* Labels at the left, one or two panels with their numbers at the right; gives
 * the height. */
double bars_side_by_side(struct plot *, struct bars *);
void bars_alt(const struct plot *, const struct bars *, struct buf *);
/* Words instead of rows when there are none; gives the height. */
double bars_none(struct plot *, struct buf *alt);

#endif
