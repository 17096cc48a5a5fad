/* charts/series.h -- a figure over time: line, mean, limits, signals, gaps. */
#ifndef CHARTS_SERIES_H
#define CHARTS_SERIES_H

#include "charts/marks.h"

/* The points in order of time; the numbers of a point are the caller's. */
struct series {
	const struct chart_point **point;
	size_t n, shown;
	double left, right, top, bottom;
	struct scale y;
	double r;    /* of a quiet point */
	bool limits; /* any point has them; else a run chart */
};

/* The points of a group, or all where group is empty. */
struct series series_of(const struct plot *, struct str group);
/* Places the series; points stand nearer when there are many. */
void series_place(
    struct series *, double left, double right, double top, double bottom);
double series_x(const struct series *, size_t i);
/* Values, means and limits. */
void series_span(const struct series *, struct span *);
const struct chart_point *series_last(const struct series *);

/* Limits dashed, mean solid or, without limits, dashed; a new stretch leaves a
 * gap and a dotted line. */
void series_draw_limits(struct plot *, const struct series *);
/* Breaks where a value is missing; a cross stands there on the mean. */
void series_draw_line(
    struct plot *, const struct series *, double width, enum ink);
void series_draw_points(struct plot *, const struct series *, enum ink);
/* What of w the words at the right may take beside an axis that needs `left`; 0:
 * there is no room for them, and the alt text says them. */
double series_ends(const struct plot *, double left, double w);
/* First and last label under the plot, as much of them as there is room. */
void series_draw_dates(struct plot *, const struct series *, double y);
/* "2022-23 Q2 4.6%, 2022-23 Q3 [x], not available ..." of the last twelve, the
 * mean, the limits and what the signals are. */
void series_say(
    const struct plot *, const struct series *, struct str name, struct buf *);

#endif
