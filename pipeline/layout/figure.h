/* layout/figure.h -- chart blocks: title, subtitle, drawing, note. */
#ifndef LAYOUT_FIGURE_H
#define LAYOUT_FIGURE_H

#include "layout/paper.h"

MUST_CHECK bool figure_set(
    struct press *, struct galley *, const struct block *, double width);
/* Draws scene into the last strip, its top left at x, y. One without alt is
 * decoration; else it becomes a Figure below parent. */
void figure_scene(struct press *, struct galley *, const struct scene *,
    double x, double y, int parent);

#endif
