/* compose/points.h -- what charts of many figures are given: funnels, grids,
 * histories, changes, pairs, ratios. One file each; every number is the
 * scorecard's. */
#ifndef COMPOSE_POINTS_H
#define COMPOSE_POINTS_H

#include "compose/cells.h"

/* A chart as the template asks for it. The input has its finding, subtitle and
 * width; the points and the table behind them are to be made. */
struct points {
	struct scope *s;
	struct at at;
	struct str word, indicators, breakdown;
	struct chart_input *in;
	struct table_maker *m;
	size_t cap; /* points that there is room for */
};

bool points_has(struct str word);
MUST_CHECK bool points_make(struct scope *, struct at, struct str word,
    struct str indicators, struct str breakdown, struct str name,
    struct chart_input *, struct table **out);

/* One each of the words; see points.c. */
MUST_CHECK bool points_funnel(struct points *);
MUST_CHECK bool points_grid(struct points *);
MUST_CHECK bool points_history(struct points *);
MUST_CHECK bool points_histories(struct points *);
MUST_CHECK bool points_change(struct points *);
MUST_CHECK bool points_year(struct points *);
MUST_CHECK bool points_moved(struct points *);
MUST_CHECK bool points_settings(struct points *);
MUST_CHECK bool points_forest(struct points *);
MUST_CHECK bool points_framework(struct points *);
MUST_CHECK bool points_groups(struct points *);
MUST_CHECK bool points_gap(struct points *);

/* ---- for those files */

/* The one indicator asked for, NULL after diag_fail. */
const struct indicator *points_one(struct points *);
/* The next id of the list; false at its end, *out NULL for an unknown one after
 * diag_fail. */
bool points_next(
    struct points *, struct str *rest, const struct indicator **out);
/* Appends; the point of series_point is a good start. */
struct chart_point *points_add(struct points *, struct chart_point);
/* "2026-27 Q1" */
struct str points_quarter(struct arena *, struct period);
/* The signal that a figure's variation is. */
enum signal points_signal(const struct figure *);
/* "Concern: one quarter outside the limits", "Routine variation" */
struct str points_variation(
    struct arena *, const struct indicator *, const struct figure *);
/* The chart's mark: outside the limits, unless neither end is better. */
enum outside points_outside(const struct indicator *, const struct figure *);
/* The side of England that the figure is on, whatever its interval says. */
enum verdict points_side(const struct figure *);
/* -2 to 2 by robust units. */
int points_step(const struct figure *);

#endif
