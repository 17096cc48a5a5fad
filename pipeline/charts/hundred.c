/* charts/hundred.c -- a share as so many of a hundred circles, for pages that
 * are easy to read. */
#include <math.h>

#include "base/num.h"
#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"pitch", "10", 6, 20, "from circle to circle, in points"},
    {NULL, NULL, 0, 0, NULL},
};

enum { SIDE = 10 };

static void
draw_circles(struct plot *p, size_t filled, double pitch)
{
	double r = 0.38 * pitch;

	for (size_t i = 0; i < (size_t)SIDE * SIDE; i++) {
		double x = pitch * ((double)(i % SIDE) + 0.5);
		double y = pitch * ((double)(i / SIDE) + 0.5);
		bool own = i < filled;
		scene_circle(p->scene, x, y, own ? r : r - 0.4,
		    own ? INK_self : INK_white, own ? INK_NONE : INK_other,
		    own ? 0 : 0.7);
	}
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct plot p;
	struct buf alt;
	double pitch, height;

	if (!plot_open(c, &chart_hundred, in, theme, metrics, &p))
		return false;
	alt = buf_new(c->tmp);
	say_finding(&alt, in);
	pitch =
	    fmin(option_number(&chart_hundred, in, "pitch"), p.width / SIDE);
	height = pitch * SIDE;
	if (in->n == 0 || !point_shown(&in->point[0]) ||
	    in->point[0].value < 0 || in->point[0].value > 100) {
		height = plot_sentence(
		    &p, 0, 0, p.width, S("There is no number to show."));
		buf_addz(&alt, "There is no number to show.");
	} else {
		size_t n = (size_t)num_round(in->point[0].value, 0);
		draw_circles(&p, n, pitch);
		buf_addf(&alt, "%zu of 100 circles are filled.", n);
	}
	plot_close(&p, height, &alt, out);
	return true;
}

const struct chart chart_hundred = {
    "hundred",
    "a share as so many of a hundred circles",
    option,
    draw,
};
