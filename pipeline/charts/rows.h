/* charts/rows.h -- names beside rows, labels spread along a line, and scales of
 * ratios: what the forms with a row or a line for each name share. */
#ifndef CHARTS_ROWS_H
#define CHARTS_ROWS_H

#include "charts/axis.h"

/* A name on one or two lines. */
struct row_name {
	struct str line[2];
	size_t n;
};

/* As wide as the longest name, at most a share of the chart. */
double rows_width(const struct plot *, struct text_style, double share);
struct row_name row_name(
    const struct plot *, struct str, struct text_style, double width);
/* y is the middle of the row. */
void row_name_draw(struct plot *, const struct row_name *, double x, double y,
    struct text_style, enum ink, enum anchor);
/* A row of this pitch, or higher for a name of two lines. */
double row_pitch(const struct row_name *, struct text_style, double pitch);
/* Words centred on the middle of a row. */
void row_text(struct plot *, double x, double y, struct str, struct text_style,
    enum ink, enum anchor);

/* Moves the places, which ascend, apart to `gap` and keeps their order between
 * lo and hi. Each moves as little as its neighbours allow. False: no room for
 * all; they are then closer than gap. */
bool spread(double *at, size_t n, double gap, double lo, double hi);

/* ---- Ratios: equal steps are equal factors. */
struct scale ratio_scale(struct span values, double from, double to);
/* What mark_interval takes for a ratio; nought is further than any scale. */
double ratio_log(double ratio);
double ratio_at(const struct scale *, double ratio);
/* Grid lines, and labels with their base line at y; 1 is dark and always
 * labelled. */
void ratio_axis(
    struct plot *, const struct scale *, double top, double bottom, double y);

#endif
