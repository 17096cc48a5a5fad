/* charts/effect.c -- a table cell: a figure as it was sent and as it would be if
 * a cell were corrected, each with its interval. */
#include <math.h>

#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"height", "20", 16, 40, "height in points"},
    {"scale", "plain", 0, 0, "plain|ratio: equal steps are equal factors"},
    {NULL, NULL, 0, 0, NULL},
};

#define INSET (ARROW_LENGTH + 1.2)

struct effect_glyph {
	struct plot p;
	const struct chart_point *q;
	bool ratio;
	struct scale x;
};

static bool
usable(const struct effect_glyph *g, double v)
{
	return isfinite(v) && (!g->ratio || v > 0);
}

/* What the scale and the marks take. */
static double
place(const struct effect_glyph *g, double v)
{
	return g->ratio ? log(v) : v;
}

static void
take(const struct effect_glyph *g, struct span *s, double v)
{
	if (usable(g, v))
		span_take(s, place(g, v));
}

static bool
make_scale(struct effect_glyph *g)
{
	const struct chart_point *q = g->q;
	struct span s = SPAN_EMPTY;
	double pad;

	take(g, &s, q->from);
	take(g, &s, q->limit_low);
	take(g, &s, q->limit_high);
	take(g, &s, q->england);
	if (point_shown(q)) {
		take(g, &s, q->value);
		take(g, &s, q->lower);
		take(g, &s, q->upper);
	}
	if (span_empty(s))
		return false;
	pad = fmax((s.hi - s.lo) * 0.06, fmax(fabs(s.hi), 1) * 1e-6);
	g->x =
	    (struct scale){s.lo - pad, s.hi + pad, INSET, g->p.width - INSET};
	return true;
}

static void
draw_interval(
    struct effect_glyph *g, double lower, double upper, double y, bool sent)
{
	size_t first = g->p.scene->n;

	if (!usable(g, lower) || !usable(g, upper) || upper < lower)
		return;
	mark_interval(&g->p, &g->x, y, place(g, lower), place(g, upper),
	    sent ? 1 : 1.4, sent ? INK_routine : INK_self);
	for (; sent && first < g->p.scene->n; first++)
		if (g->p.scene->mark[first].kind == MARK_LINE) {
			g->p.scene->mark[first].dash[0] = 2;
			g->p.scene->mark[first].dash[1] = 1.4;
		}
}

static void
draw_marks(struct effect_glyph *g, double height)
{
	const struct chart_point *q = g->q;
	struct plot *p = &g->p;
	double up = height * 0.3, down = height * 0.7;

	if (usable(g, q->england)) {
		double x = scale_at(&g->x, place(g, q->england));
		scene_line(p->scene, x, 1, x, height - 1, 0.75, INK_text);
	}
	draw_interval(g, q->limit_low, q->limit_high, up, true);
	if (usable(g, q->from))
		scene_circle(p->scene, scale_at(&g->x, place(g, q->from)), up,
		    2.4, INK_white, INK_self, 1);
	if (!point_shown(q) || !usable(g, q->value))
		return;
	draw_interval(g, q->lower, q->upper, down, false);
	scene_circle(p->scene, scale_at(&g->x, place(g, q->value)), down, 2.4,
	    INK_self, INK_white, 0.5);
}

static void
say(const struct effect_glyph *g, struct buf *b)
{
	const struct chart_input *in = g->p.in;
	const struct chart_point *q = g->q;
	struct arena *tmp = g->p.tmp;

	say_finding(b, in);
	buf_adds(b, q->label);
	buf_addz(b, q->label.n > 0 ? ": " : "");
	if (isfinite(q->from))
		buf_addf(b, "as sent %.*s%.*s",
		    STRF(number_text(tmp, q->from, in->places)),
		    STRF(in->unit));
	else
		buf_addz(b, "as sent there is no figure");
	if (isfinite(q->limit_low) && isfinite(q->limit_high))
		buf_addf(b, " (95%% interval %.*s)",
		    STRF(interval_text(
			tmp, q->limit_low, q->limit_high, in->places)));
	buf_addz(b, "; corrected ");
	if (!point_shown(q)) {
		buf_addz(b, "it cannot be known yet.");
		return;
	}
	buf_addf(b, "%.*s%.*s", STRF(number_text(tmp, q->value, in->places)),
	    STRF(in->unit));
	if (point_has_interval(q))
		buf_addf(b, " (95%% interval %.*s)",
		    STRF(interval_text(tmp, q->lower, q->upper, in->places)));
	if (isfinite(q->england))
		buf_addf(b, "; the line stands at %.*s",
		    STRF(number_text(tmp, q->england, in->places)));
	buf_addc(b, '.');
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct effect_glyph g = {0};
	struct buf alt;
	double height;

	if (in->n != 1)
		return diag_fail(c, (struct at){0},
		    "chart effect draws one figure, but %zu are given", in->n);
	if (!plot_open(c, &chart_effect, in, theme, metrics, &g.p))
		return false;
	alt = buf_new(c->tmp);
	height = option_number(&chart_effect, in, "height");
	g.q = &in->point[0];
	g.ratio = option_is(&chart_effect, in, "scale", "ratio");
	if (make_scale(&g))
		draw_marks(&g, height);
	if (g.p.scene->n == 0)
		row_text(&g.p, 0, height / 2,
		    plot_fit(&g.p, S("not yet known"),
			plot_style(&g.p, TYPE_axis), in->width),
		    plot_style(&g.p, TYPE_axis), INK_text2, ANCHOR_START);
	say(&g, &alt);
	plot_close(&g.p, height, &alt, out);
	return true;
}

const struct chart chart_effect = {
    "effect",
    "a table cell: a figure as sent, open with a dashed interval, over the "
    "same corrected, filled; the line is England or equality",
    option,
    draw,
};
