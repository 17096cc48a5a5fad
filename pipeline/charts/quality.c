/* charts/quality.c -- a table cell: three squares, filled by how complete the
 * answers behind a figure are. */
#include <math.h>

#include "charts/charts.h"
#include "charts/rows.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {NULL, NULL, 0, 0, NULL},
};

#define SQUARES    3
#define SIDE       3.4
#define PITCH      4.6
#define HEIGHT     13
#define EDGE       0.5
#define PLOT_LEAST 40

/* The point's value says how many are filled, its note says it in words. */
static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	/* The squares need less room than the narrowest plot with words. */
	struct chart_input room = *in;
	struct plot p;
	struct buf alt;

	room.width = fmax(in->width, PLOT_LEAST);
	if (!plot_open(c, &chart_quality, &room, theme, metrics, &p))
		return false;
	p.scene->width = fmax(in->width, SQUARES * PITCH);
	alt = buf_new(c->tmp);
	for (int i = 0; in->n > 0 && i < SQUARES; i++) {
		bool filled = i < in->point[0].value;
		double x = p.scene->width - SIDE / 2 - EDGE - PITCH * (2 - i);
		scene_square(p.scene, x, HEIGHT / 2.0,
		    filled ? SIDE / 2 : (SIDE - EDGE) / 2,
		    filled ? INK_text2 : INK_white,
		    filled ? INK_NONE : INK_text2, filled ? 0 : EDGE);
	}
	if (in->n > 0)
		buf_addf(&alt, "%.*s.", STRF(in->point[0].note));
	plot_close(&p, HEIGHT, &alt, out);
	return true;
}

const struct chart chart_quality = {
    "quality",
    "a table cell: three squares, filled by how complete the answers behind a "
    "figure are",
    option,
    draw,
};
