/* render/svg.h -- a scene as a picture of its own, for slides and the web. */
#ifndef RENDER_SVG_H
#define RENDER_SVG_H

#include "model/metrics.h"
#include "model/scene.h"

/* The whole file, in c->mem. Text stays text, in Inter or, where there is none,
 * a plain face pressed to the same width; the alt text is its description. The
 * first sentence of it is the title. */
MUST_CHECK bool svg_render(struct ctx *c, const struct scene *,
    const struct theme *, const struct metrics *, struct str *bytes);

#endif
