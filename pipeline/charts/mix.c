/* charts/mix.c -- shares of categories as bars, against England and peers. */
#include "charts/bars.h"
#include "charts/charts.h"
#include "charts/options.h"

static const struct chart_option option[] = {
    {"row", "14.6", 12, 30, "height of a row in points"},
    {NULL, NULL, 0, 0, NULL},
};

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct plot p;
	struct bars b = {.bar = 6.8, .tick = 10.5};
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_mix, in, theme, metrics, &p) ||
	    !bars_collect(&p, &b))
		return false;
	alt = buf_new(c->tmp);
	b.pitch = option_number(&chart_mix, in, "row");
	bars_scale(&p, &b);
	if (b.n == 0) {
		height = bars_none(&p, &alt);
	} else {
		height = bars_side_by_side(&p, &b);
		bars_alt(&p, &b, &alt);
	}
	plot_close(&p, height, &alt, out);
	return true;
}

const struct chart chart_mix = {
    "mix",
    "bars for the categories of one or two groups, with dot, interval, "
    "England and peers",
    option,
    draw,
};
