/* charts/plot.h -- a chart being drawn: its scene and the places taken by text.
 * No text is set where another stands or over the scene's edge. */
#ifndef CHARTS_PLOT_H
#define CHARTS_PLOT_H

#include "model/chart.h"

struct box {
	double x, y, w, h;
};

/* What a label had better not cover, and how bad it is if it does. */
struct obstacle {
	struct box box;
	double cost;
};

/* Scratch is taken from c->tmp from open to close; the scene is in c->mem. */
struct plot {
	struct ctx *c;
	const struct chart *chart;
	const struct chart_input *in;
	const struct theme *theme;
	const struct metrics *metrics;
	struct scene *scene;
	double width;
	struct arena *tmp;
	struct arena_mark mark;
	struct box *taken;
	size_t n_taken, cap_taken;
	struct obstacle *obstacle;
	size_t n_obstacles, cap_obstacles;
};

/* Checks the options and the width. */
MUST_CHECK bool plot_open(struct ctx *, const struct chart *,
    const struct chart_input *, const struct theme *, const struct metrics *,
    struct plot *);
void plot_close(
    struct plot *, double height, const struct buf *alt, struct scene **out);

/* The style of a role with figures of one width. */
struct text_style plot_style(const struct plot *, enum type_role);
struct text_style plot_style_weight(
    const struct plot *, enum type_role, int weight);
double plot_text_width(const struct plot *, struct str, struct text_style);

/* Letters stand this far over and under the base line, in parts of the size. */
#define TEXT_ASCENT  0.76
#define TEXT_DESCENT 0.22

bool box_meets(struct box, struct box);
struct box plot_text_box(const struct plot *, double x, double y, struct str,
    struct text_style, enum anchor);
/* Sets the text and takes its place. */
void plot_text(struct plot *, double x, double y, struct str, struct text_style,
    enum ink, enum anchor);
/* The same with a white edge, for text over lines. */
void plot_text_halo(struct plot *, double x, double y, struct str,
    struct text_style, enum ink, enum anchor);
/* No text is there yet. */
bool plot_is_free(const struct plot *, struct box);
void plot_avoid(struct plot *, struct box, double cost);

/* The first of the candidates that is inside `within`, free, and of the lowest
 * cost; one place later costs 1. -1: none is free. */
ptrdiff_t plot_place(const struct plot *, struct box within,
    const struct box *candidate, size_t n);

/* The text, or its beginning with an ellipsis, no wider than width. */
struct str plot_fit(
    const struct plot *, struct str, struct text_style, double width);
/* At most `most` lines, the last one fitted. */
size_t plot_wrap(const struct plot *, struct str, struct text_style,
    double width, size_t most, struct str *line);
/* Sentences in place of marks, from y down; gives the height they take. */
double plot_sentence(
    struct plot *, double x, double y, double width, struct str);

#endif
