/* charts/pyramid.c -- two groups mirrored, bands or ages between them, on one
 * scale. */
#include <math.h>

#include "charts/bars.h"
#include "charts/charts.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"row", "15.5", 11, 30, "height of a row in points"},
    {"order", "high_first", 0, 0,
	"high_first|as_given: the highest band on top, or as the points come"},
    {"middle", "Band", 0, 0, "word over the names"},
    {NULL, NULL, 0, 0, NULL},
};

#define HEAD   14
#define HATCH  20 /* long whatever the value, so that it carries nothing */
#define GUTTER 26

struct pyramid {
	struct plot p;
	struct bars b;
	double gutter, number, side;
};

static struct text_style
number_style(const struct plot *p)
{
	return plot_style(p, TYPE_axis);
}

/* "Band 8a" under the word Band is "8a". */
static struct str
short_name(const struct plot *p, struct str label)
{
	struct str word = option_text(&chart_pyramid, p->in, "middle");

	if (word.n > 0 && str_starts(label, word) && label.n > word.n + 1)
		return str_trim(str_slice(label, word.n, label.n));
	return label;
}

static void
measure(struct pyramid *g)
{
	const struct plot *p = &g->p;
	struct text_style name = plot_style_weight(p, TYPE_row, 600);

	g->gutter = GUTTER;
	for (size_t i = 0; i < g->b.n; i++)
		g->gutter = fmax(g->gutter,
		    plot_text_width(p, short_name(p, g->b.row[i].label), name) +
			10);
	g->gutter = fmin(g->gutter, 0.3 * p->width);
	for (size_t i = 0; i < p->in->n; i++)
		g->number = fmax(g->number,
		    plot_text_width(p,
			printed_of(p->tmp, p->in, &p->in->point[i]).number,
			number_style(p)));
	g->number += 5;
	/* Names are cut before bars and their numbers are. */
	g->gutter =
	    fmin(g->gutter, fmax(GUTTER, p->width - 2 * g->number - 40));
	g->side = (p->width - g->gutter) / 2;
}

static void
draw_bar(struct pyramid *g, const struct chart_point *q, size_t panel, double y,
    double bar)
{
	struct plot *p = &g->p;
	double sign = panel == 0 ? -1 : 1;
	double base = p->width / 2 + sign * g->gutter / 2, length = 0;
	struct str s = printed_of(p->tmp, p->in, q).number;

	if (point_shown(q) && q->value > 0) {
		length =
		    fmax(4, g->side - g->number) * q->value / g->b.scale.hi;
		scene_rect(p->scene, panel == 0 ? base - length : base,
		    y - bar / 2, length, bar,
		    panel == 0 ? INK_self : INK_second);
	} else if (!point_shown(q)) {
		length = fmin(HATCH, g->side - g->number);
		mark_hatched(p, panel == 0 ? base - length : base, y - bar / 2,
		    length, bar);
	}
	row_text(p, base + sign * (length + 4), y, s, number_style(p),
	    point_shown(q) ? INK_text : INK_text2,
	    panel == 0 ? ANCHOR_END : ANCHOR_START);
}

/* Group and base, right over its side; the base gives way first. */
static void
draw_head(struct pyramid *g)
{
	struct plot *p = &g->p;
	struct text_style strong = plot_style_weight(p, TYPE_axis, 600);
	struct text_style weak = plot_style(p, TYPE_axis);
	struct str middle = plot_fit(p,
	    option_text(&chart_pyramid, p->in, "middle"), weak, g->gutter - 4);

	plot_text(p, p->width / 2, 8, middle, weak, INK_text2, ANCHOR_MIDDLE);
	for (size_t k = 0; k < 2; k++) {
		double x = p->width / 2 + (k == 0 ? -1 : 1) * g->gutter / 2;
		size_t n;
		const struct chart_point **points =
		    bars_points(p, &g->b, k, &n);
		struct str s = k < p->in->n_groups ? p->in->group[k] : S("");
		struct str both = s;
		if (n > 0 && points[0]->base_text.n > 0)
			both = str_fmt(p->tmp, "%.*s %.*s", STRF(s),
			    STRF(points[0]->base_text));
		if (plot_text_width(p, both, strong) <= g->side)
			s = both;
		/* Text in the second group's own colour would be too pale. */
		plot_text(p, x, 8, plot_fit(p, s, strong, g->side), strong,
		    k == 0 ? INK_self : INK_text,
		    k == 0 ? ANCHOR_END : ANCHOR_START);
	}
}

static double
draw_all(struct pyramid *g)
{
	struct plot *p = &g->p;
	struct text_style name = plot_style_weight(p, TYPE_row, 600);
	double pitch = option_number(&chart_pyramid, p->in, "row"), y = HEAD;

	measure(g);
	draw_head(g);
	for (size_t i = 0; i < g->b.n; i++, y += pitch) {
		const struct bar_row *row = &g->b.row[i];
		row_text(p, p->width / 2, y + pitch / 2,
		    plot_fit(p, short_name(p, row->label), name, g->gutter - 4),
		    name, INK_text, ANCHOR_MIDDLE);
		for (size_t k = 0; k < 2; k++)
			if (row->point[k] != NULL)
				draw_bar(g, row->point[k], k, y + pitch / 2,
				    fmin(pitch - 2.5, 13));
	}
	return y + 1;
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct pyramid g = {0};
	struct buf alt;
	double height;

	if (in->n_groups != 2 && in->n > 0)
		return diag_fail(c, (struct at){0},
		    "chart pyramid mirrors two groups, but %zu are given",
		    in->n_groups);
	for (size_t i = 0; i < in->n; i++)
		if (point_shown(&in->point[i]) && in->point[i].value < 0)
			return diag_fail(c, (struct at){0},
			    "chart pyramid: '%.*s' is below zero; its bars "
			    "start there, so give shares or counts",
			    STRF(in->point[i].label));
	if (!plot_open(c, &chart_pyramid, in, theme, metrics, &g.p) ||
	    !bars_collect(&g.p, &g.b))
		return false;
	alt = buf_new(c->tmp);
	if (option_is(&chart_pyramid, in, "order", "high_first"))
		bars_sort_bands(&g.b);
	for (size_t i = 0; i < in->n; i++)
		if (point_shown(&in->point[i]))
			g.b.scale.hi = fmax(g.b.scale.hi, in->point[i].value);
	if (g.b.n == 0) {
		height = bars_none(&g.p, &alt);
	} else {
		height = draw_all(&g);
		bars_alt(&g.p, &g.b, &alt);
	}
	plot_close(&g.p, height, &alt, out);
	return true;
}

const struct chart chart_pyramid = {
    "pyramid",
    "two groups mirrored on one scale, bands or ages between them",
    option,
    draw,
};
