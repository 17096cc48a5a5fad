/* layout/type.h -- the fonts of fonts/ and text shaped with them. */
#ifndef LAYOUT_TYPE_H
#define LAYOUT_TYPE_H

#include "model/metrics.h"

struct type_engine; /* opaque: font map, context, cache of shaped labels */

/* Opens the fonts in dir and sees no others: the machine's own fonts and
 * fontconfig files do not matter. Lives in c->mem. */
MUST_CHECK bool type_open(
    struct ctx *c, struct str dir, struct type_engine **out);
/* For charts and tables: shapes one line of text, cached for the run. */
const struct metrics *type_metrics(struct type_engine *);

/* A stretch of a paragraph in one style. */
struct type_span {
	struct str text;
	struct text_style style;
};

/* One line of a broken paragraph. runs[i] is the part of span i on this line
 * (NULL if none) with its start at x[i]; width is the sum. */
struct type_line {
	const struct glyph_run **runs;
	double *x;
	double width;
};

/* Breaks spans into lines no wider than width (points); a line has at least
 * one word, broken inside only when it is wider than the line. Lines live in
 * mem or are lent for the run: do not change them. Returns the number of lines. A word at a soft line end keeps its space. */
size_t type_break(struct type_engine *, struct arena *mem,
    const struct type_span *, size_t n, double width, struct type_line **out);

#endif
