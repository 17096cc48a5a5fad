/* charts/sparkline.c -- a table cell: the quarters of one row as a line, on a
 * scale that all rows share. */
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

#define INSET 2.6

static double
x_of(const struct plot *p, size_t i)
{
	double room = p->width - 2 * INSET;

	return p->in->n < 2 ? p->width - INSET
			    : INSET + room * (double)i / (double)(p->in->n - 1);
}

/* Breaks where a quarter has no value; a quarter alone is a small dot. */
static void
draw_line(struct plot *p, const struct scale *y)
{
	const struct chart_input *in = p->in;
	struct point *at = NEWS(p->tmp, in->n + 1, struct point);
	size_t n = 0;

	for (size_t i = 0; i <= in->n; i++) {
		if (i < in->n && point_shown(&in->point[i])) {
			at[n++] = (struct point){
			    x_of(p, i), scale_at(y, in->point[i].value)};
			continue;
		}
		if (n > 1)
			scene_polyline(p->scene, at, n, 1.1, INK_routine);
		else if (n == 1)
			scene_circle(p->scene, at[0].x, at[0].y, 1.1,
			    INK_routine, INK_NONE, 0);
		n = 0;
	}
}

static void
say(const struct plot *p, struct buf *b)
{
	const struct chart_input *in = p->in;
	const struct chart_point *first = NULL, *last = NULL;
	size_t none = 0;

	say_finding(b, in);
	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *q = &in->point[i];
		none += !point_shown(q);
		if (!point_shown(q))
			continue;
		first = first == NULL ? q : first;
		last = q;
	}
	if (last == NULL) {
		buf_addz(b, "No quarter has a value.");
		return;
	}
	buf_adds(b, in->self_name);
	buf_addz(b, in->self_name.n > 0 ? ": " : "");
	if (first != last)
		buf_addf(b, "%.*s %.*s%.*s to ",
		    STRF(printed_of(p->tmp, in, first).number),
		    first->label.n > 0 ? 3 : 0, "in ", STRF(first->label));
	buf_addf(b, "%.*s %.*s%.*s", STRF(printed_of(p->tmp, in, last).number),
	    last->label.n > 0 ? 3 : 0, "in ", STRF(last->label));
	if (none > 0)
		buf_addf(
		    b, "; %zu of %zu quarters without a value", none, in->n);
	buf_addc(b, '.');
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct plot p;
	struct scale y;
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_sparkline, in, theme, metrics, &p))
		return false;
	alt = buf_new(c->tmp);
	height = option_number(&chart_sparkline, in, "height");
	y = (struct scale){option_number(&chart_sparkline, in, "from"),
	    option_number(&chart_sparkline, in, "to"), height - INSET, INSET};
	draw_line(&p, &y);
	if (in->n > 0 && point_shown(&in->point[in->n - 1]))
		scene_circle(p.scene, x_of(&p, in->n - 1),
		    scale_at(&y, in->point[in->n - 1].value), 2, INK_self,
		    INK_NONE, 0);
	else
		mark_cross(&p, p.width - INSET, height / 2);
	say(&p, &alt);
	plot_close(&p, height, &alt, out);
	return true;
}

const struct chart chart_sparkline = {
    "sparkline",
    "a table cell: values by quarter as a line, the last as a dot; a cross "
    "where the last is missing",
    option,
    draw,
};
