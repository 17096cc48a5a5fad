/* charts/axis.h -- scales with sensible ticks, and axes drawn of them. */
#ifndef CHARTS_AXIS_H
#define CHARTS_AXIS_H

#include "charts/plot.h"

/* The value lo stands at `from`, hi at `to`; from may be right of or under to. */
struct scale {
	double lo, hi, from, to;
};
double scale_at(const struct scale *, double v); /* kept on the scale */
bool scale_holds(const struct scale *, double v);

/* A range of values, grown one by one. Starts empty. */
struct span {
	double lo, hi;
};
#define SPAN_EMPTY ((struct span){INFINITY, -INFINITY})
void span_take(struct span *, double v); /* no number: nothing */
/* A point's value and interval, as far as they are shown. */
void span_take_point(struct span *, const struct chart_point *);
bool span_empty(struct span);
/* Wider by a share of itself on both sides and at least two units of the last
 * printed decimal wide, but not past zero, nor past 100 for percentages, when
 * the values are not. */
struct span span_pad(struct span, double share, int places, struct str unit);

/* Steps of 1, 2 or 5 x 10^n, never finer than the printed decimals. Both first
 * and step are whole numbers, to be divided. */
struct ticks {
	double first, step, divisor;
	size_t n;
	int places; /* that the labels need */
};
struct ticks ticks_of(double lo, double hi, size_t most, int places);
double tick_value(const struct ticks *, size_t i);
/* The unit is on the last, and on all but zero when there are three or fewer
 * percentages. */
struct str tick_text(
    struct arena *, const struct ticks *, size_t i, struct str unit);

/* Grid lines from top to bottom and labels with their base line at y, as many
 * as stand clear of each other, at most six. A line at zero is darker. */
void axis_across(
    struct plot *, const struct scale *, double top, double bottom, double y);
/* Grid lines from x to x2 and labels that end at x - 5; at most six. */
void axis_up(struct plot *, const struct scale *, double x, double x2);
/* Room that the labels of axis_up need left of x. */
double axis_up_room(const struct plot *, const struct scale *);

#endif
