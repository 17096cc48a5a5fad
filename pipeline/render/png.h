/* render/png.h -- a scene as pixels, for slides. */
#ifndef RENDER_PNG_H
#define RENDER_PNG_H

#include "model/metrics.h"
#include "model/scene.h"

/* The whole file, in c->mem, on white; `scale` pixels a point, 0.5 to 8. The alt
 * text is in it as its description, and its size on paper is the scene's. */
MUST_CHECK bool png_render(struct ctx *c, const struct scene *,
    const struct theme *, const struct metrics *, double scale,
    struct str *bytes);

#endif
