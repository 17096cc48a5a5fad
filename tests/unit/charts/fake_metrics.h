/* tests/unit/charts/fake_metrics.h -- characters of one width, so that goldens
 * depend on no font. */
#ifndef TESTS_CHARTS_FAKE_METRICS_H
#define TESTS_CHARTS_FAKE_METRICS_H

#include "model/metrics.h"

/* Of the size; Inter's mean over English text is about 0.56. */
struct fake_metrics {
	double width;
	struct glyph_run run;
};

static inline const struct glyph_run *
fake_shape(void *self, struct str text, struct text_style style)
{
	struct fake_metrics *f = self;

	f->run = (struct glyph_run){.text = text,
	    .width = (double)str_chars(text) * f->width * style.size};
	return &f->run;
}

static inline struct metrics
fake_metrics(struct fake_metrics *f, double width)
{
	f->width = width;
	return (struct metrics){f, fake_shape};
}

#endif
