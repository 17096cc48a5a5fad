/* charts/marks.h -- the marks that all charts share, so that one mark means one
 * thing in a pack. */
#ifndef CHARTS_MARKS_H
#define CHARTS_MARKS_H

#include "charts/axis.h"

/* A horizontal interval; past the scale it stops 1 outside with an arrowhead. */
void mark_interval(struct plot *, const struct scale *, double y, double lower,
    double upper, double width, enum ink);
/* Its vertical sister, for a scale that runs up. */
void mark_interval_up(struct plot *, const struct scale *, double x,
    double lower, double upper, double width, enum ink);
/* The own value: circle, or square where neither end is better; filled, or open
 * when its interval includes England's figure, or nothing is said of that. */
void mark_own(
    struct plot *, double x, double y, double r, bool square, enum verdict);
/* A vertical tick centred on y. */
void mark_england(struct plot *, double x, double y, double height);
void mark_peer(struct plot *, double x, double y, double r);
/* Position against limits, no judgement: up is higher, down lower. */
void mark_triangle(struct plot *, double x, double y, double r, bool up,
    bool filled, enum ink);
/* A trust whose value lies beyond the scale: an arrowhead at its edge. */
void mark_beyond(struct plot *, double x, double y, bool up, enum role);
/* What a series says at a point: improving a disc, concern a diamond, a change
 * that is neither a square, else a quiet dot of radius r. */
void mark_signal(struct plot *, double x, double y, double r, enum signal);
/* Nothing was sent: a cross on the mean. */
void mark_cross(struct plot *, double x, double y);
/* A tinted field under a hatch: withheld or not there. */
void mark_hatched(struct plot *, double x, double y, double w, double h);
/* Where the arrowheads of an interval end. */
#define ARROW_LENGTH 3.2

bool point_is_square(const struct chart_input *, const struct chart_point *);

#endif
