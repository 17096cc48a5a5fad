/* render/draw.h -- a scene on a cairo surface: a page or a preview. */
#ifndef RENDER_DRAW_H
#define RENDER_DRAW_H

#include <cairo.h>

#include "model/metrics.h"
#include "model/scene.h"

/* Draws with the scene's top left at x, y. Plain painting only: no groups and
 * no operator but OVER, so that the marked content around it stays whole. */
void draw_scene(cairo_t *, const struct scene *, double x, double y,
    const struct theme *, const struct metrics *);

/* One shaped line, its base line from x, y, so that its words can be copied and
 * read aloud. */
void draw_run(cairo_t *, const struct glyph_run *, double x, double y);

bool draw_reads_png(struct str png);
/* A PNG in a rectangle, laid on white: no part of it is transparent. */
void draw_png(
    cairo_t *, struct str png, double x, double y, double w, double h);

void draw_ink(cairo_t *, const struct theme *, enum ink);

#endif
