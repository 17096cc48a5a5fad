/* charts/last_now.c -- a table cell: where a score stood and where it stands, on
 * a scale that all rows share. */
#include <math.h>

#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"height", "13", 10, 30, "height in points"},
    {"from", "0", -1e9, 1e9, "lower end of the scale"},
    {"to", "100", -1e9, 1e9, "upper end of the scale"},
    {NULL, NULL, 0, 0, NULL},
};

#define INSET 3.6
#define LAST  2.4
#define NOW   2.7

/* Grid lines at both ends and in the middle. */
static void
draw_grid(struct plot *p, const struct scale *x, double height)
{
	for (int i = 0; i < 3; i++) {
		double at = x->from + (x->to - x->from) * i / 2;
		scene_line(p->scene, at, 0, at, height, 0.5, INK_hair);
	}
}

static void
draw_marks(struct plot *p, const struct chart_point *q, const struct scale *x,
    double y)
{
	bool now = point_shown(q), last = isfinite(q->from);
	bool fell = now && last && q->value < q->from;
	double a = last ? scale_at(x, q->from) : 0,
	       b = now ? scale_at(x, q->value) : 0;

	if (now && last && fabs(b - a) > LAST)
		scene_line(
		    p->scene, a, y, b, y, 1.2, fell ? INK_concern : INK_self);
	if (last)
		scene_circle(p->scene, a, y, LAST, INK_white, INK_routine, 1);
	if (fell)
		scene_square(p->scene, b, y, NOW, INK_concern, INK_white, 0.6);
	else if (now)
		scene_circle(p->scene, b, y, NOW, INK_self, INK_white, 0.6);
	else if (!last)
		mark_cross(p, (x->from + x->to) / 2, y);
}

static void
say(const struct plot *p, const struct chart_point *q, struct buf *b)
{
	const struct chart_input *in = p->in;

	say_finding(b, in);
	buf_adds(b, q->label);
	buf_addz(b, q->label.n > 0 ? ": " : "");
	if (isfinite(q->from))
		buf_addf(b, "%.*s last, ",
		    STRF(number_text(p->tmp, q->from, in->places)));
	buf_addf(b, "%.*s now.",
	    STRF(point_shown(q) ? printed_of(p->tmp, in, q).number
				: status_words(p->tmp, q->status)));
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct plot p;
	struct scale x;
	struct buf alt;
	double height;

	if (in->n != 1)
		return diag_fail(c, (struct at){0},
		    "chart last_now draws one value, but %zu are given", in->n);
	if (!plot_open(c, &chart_last_now, in, theme, metrics, &p))
		return false;
	alt = buf_new(c->tmp);
	height = option_number(&chart_last_now, in, "height");
	x = (struct scale){option_number(&chart_last_now, in, "from"),
	    option_number(&chart_last_now, in, "to"), INSET, p.width - INSET};
	draw_grid(&p, &x, height);
	draw_marks(&p, &in->point[0], &x, height / 2);
	say(&p, &in->point[0], &alt);
	plot_close(&p, height, &alt, out);
	return true;
}

const struct chart chart_last_now = {
    "last_now",
    "a table cell: last value open, this one filled; a fall ends in a square",
    option,
    draw,
};
