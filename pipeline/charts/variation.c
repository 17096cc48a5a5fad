/* charts/variation.c -- a table cell: what a series says, as an icon with its
 * word. */
#include "charts/charts.h"
#include "charts/rows.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {NULL, NULL, 0, 0, NULL},
};

#define HEIGHT 13
#define CENTRE 6
#define WORD   14

/* Which way the figure moved: step 1 is up, -1 down. */
static void
draw_arrow(struct plot *p, double x, double y, int step)
{
	double tip = step < 0 ? y + 2.1 : y - 2.1, tail = 2 * y - tip;
	double back = step < 0 ? tip - 1.6 : tip + 1.6;

	scene_line(p->scene, x, tail, x, tip, 0.9, INK_white);
	scene_line(p->scene, x - 1.6, back, x, tip, 0.9, INK_white);
	scene_line(p->scene, x + 1.6, back, x, tip, 0.9, INK_white);
}

static void
draw_wave(struct plot *p, double x, double y)
{
	const struct point wave[] = {{x - 2.1, y + 0.5}, {x - 1.1, y - 0.5},
	    {x, y}, {x + 1.1, y + 0.5}, {x + 2.1, y - 0.5}};

	scene_polyline(p->scene, wave, COUNT(wave), 0.8, INK_text2);
}

static void
draw_icon(struct plot *p, const struct chart_point *q)
{
	double y = HEIGHT / 2.0;

	switch (q->signal) {
	case SIGNAL_IMPROVING:
		scene_circle(p->scene, CENTRE, y, 4, INK_self, INK_NONE, 0);
		draw_arrow(p, CENTRE, y, q->step);
		break;
	case SIGNAL_CONCERN:
		scene_diamond(
		    p->scene, CENTRE, y, 4.9, INK_concern, INK_NONE, 0);
		draw_arrow(p, CENTRE, y, q->step);
		break;
	case SIGNAL_NEUTRAL:
		scene_square(p->scene, CENTRE, y, 3.6, INK_self, INK_NONE, 0);
		draw_arrow(p, CENTRE, y, q->step);
		break;
	case SIGNAL_NONE:
		if (q->note.n == 0) {
			scene_line(p->scene, CENTRE - 3, y, CENTRE + 3, y, 1.2,
			    INK_rule);
			break;
		}
		scene_circle(
		    p->scene, CENTRE, y, 3.6, INK_NONE, INK_text2, 0.8);
		draw_wave(p, CENTRE, y);
		break;
	}
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct plot p;
	struct buf alt;

	if (!plot_open(c, &chart_variation, in, theme, metrics, &p))
		return false;
	alt = buf_new(c->tmp);
	if (in->n > 0) {
		const struct chart_point *q = &in->point[0];
		bool clear = q->signal != SIGNAL_NONE;
		struct str word = q->note.n > 0 ? q->note : S("No verdict");
		struct text_style style =
		    plot_style_weight(&p, TYPE_axis, clear ? 600 : 400);
		draw_icon(&p, q);
		row_text(&p, WORD, HEIGHT / 2.0,
		    plot_fit(&p, word, style, p.width - WORD), style,
		    clear ? INK_text : INK_text2, ANCHOR_START);
		buf_adds(&alt, word);
		if (clear)
			buf_addz(&alt, q->step < 0 ? ", it fell" : ", it rose");
		buf_addc(&alt, '.');
	}
	plot_close(&p, HEIGHT, &alt, out);
	return true;
}

const struct chart chart_variation = {
    "variation",
    "a table cell: what a series says, as an icon with its word",
    option,
    draw,
};
