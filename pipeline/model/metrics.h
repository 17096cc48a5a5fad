/* model/metrics.h -- how text is measured and shaped, handed to whoever needs
 * it without naming a library. */
#ifndef MODEL_METRICS_H
#define MODEL_METRICS_H

#include "model/theme.h"

/* Same layout as cairo's glyph: index and position of its origin, in points,
 * y downwards, relative to the start of the base line. */
struct glyph {
	unsigned long index;
	double x, y;
};

/* One run of shaped text in one font. text is what the glyphs say; cluster[i]
 * is how many bytes of text glyph i stands for (one glyph, one cluster: no
 * ligatures). A space at a line's end has its glyph, so that words stay apart
 * for who listens to the text. */
struct glyph_run {
	void *font; /* cairo_scaled_font_t *, lent */
	struct glyph *glyph;
	int *cluster;
	size_t n;
	struct str text;
	double width;
	struct glyph_run
	    *next; /* another font in the same line, or NULL; x goes
				   on counting from the start of the line */
};

struct metrics {
	void *self;
	/* Shaped text of one line, never broken; cached, lent for the run. */
	const struct glyph_run *(*shape)(
	    void *self, struct str text, struct text_style);
};

static inline double
text_width(const struct metrics *m, struct str text, struct text_style style)
{
	const struct glyph_run *r = m->shape(m->self, text, style);
	double w = 0;

	for (; r != NULL; r = r->next)
		w += r->width;
	return w;
}

#endif
