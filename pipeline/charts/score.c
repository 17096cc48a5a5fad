/* charts/score.c -- the score as one large figure, and under it its way there
 * beside England's. */
#include <math.h>

#include "charts/charts.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/series.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"size", "44", 20, 60, "size of the figure in points"},
    {"height", "74", 50, 240, "height of the line under it in points"},
    {"of", "of 100", 0, 0, "words beside the figure"},
    {NULL, NULL, 0, 0, NULL},
};

#define GAP 6

/* The last point that shows a value before the newest. */
static const struct chart_point *
before(const struct chart_input *in)
{
	for (size_t i = in->n; i-- > 1;)
		if (point_shown(&in->point[i - 1]))
			return &in->point[i - 1];
	return NULL;
}

static struct str
before_words(const struct plot *p)
{
	const struct chart_point *q = before(p->in);

	if (q == NULL)
		return S("the first score");
	return str_fmt(p->tmp, "%.*s %s%.*s",
	    STRF(printed_of(p->tmp, p->in, q).number),
	    q == &p->in->point[p->in->n - 2] ? "last quarter" : "in ",
	    STRF(q == &p->in->point[p->in->n - 2] ? S("") : q->label));
}

/* The figure and the words at its right; gives the height. */
static double
draw_figure(struct plot *p)
{
	const struct chart_point *q = &p->in->point[p->in->n - 1];
	struct text_style big = plot_style(p, TYPE_figure),
			  of = plot_style_weight(p, TYPE_chart_subtitle, 600),
			  weak = plot_style(p, TYPE_chart_subtitle);
	struct str number = printed_of(p->tmp, p->in, q).number;
	double size = option_number(&chart_score, p->in, "size"), x, base;

	big.size = point_shown(q) ? size : size / 2;
	big.tabular = false;
	number = plot_fit(p, number, big, p->width * 0.6);
	base = TEXT_ASCENT * size + 1;
	x = plot_text_width(p, number, big) + GAP;
	plot_text(p, 0, base, number, big, INK_text, ANCHOR_START);
	if (point_shown(q))
		plot_text(p, x, base - 12,
		    plot_fit(p, option_text(&chart_score, p->in, "of"), of,
			p->width - x),
		    of, INK_text, ANCHOR_START);
	plot_text(p, x, base, plot_fit(p, before_words(p), weak, p->width - x),
	    weak, INK_text2, ANCHOR_START);
	return base + 0.22 * size;
}

static void
take_marks(struct scene *to, const struct scene *from, double dy)
{
	for (size_t i = 0; i < from->n; i++) {
		struct mark m = from->mark[i];
		m.y += dy;
		if (m.kind == MARK_LINE)
			m.y2 += dy;
		for (size_t k = 0; k < m.n; k++)
			m.point[k].y += dy;
		ARENA_GROW(to->mem, to->mark, to->n, to->cap);
		to->mark[to->n++] = m;
	}
}

static bool
draw_trend(struct plot *p, double y, struct scene **out)
{
	struct str *height = NEWS(p->c->mem, 2, struct str);
	struct chart_input in = *p->in;
	bool ok;

	height[0] = S("height");
	height[1] = option_text(&chart_score, p->in, "height");
	in.option = height;
	in.n_options = 1;
	in.finding = S("");
	ok = chart_trend.draw(p->c, &in, p->theme, p->metrics, out);
	if (ok)
		take_marks(p->scene, *out, y);
	return ok;
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct plot p;
	struct scene *trend = NULL;
	struct buf alt;
	double y;

	if (in->n == 0)
		return diag_fail(c, (struct at){0},
		    "chart score draws a score, but none is given");
	if (!plot_open(c, &chart_score, in, theme, metrics, &p))
		return false;
	alt = buf_new(c->tmp);
	y = draw_figure(&p) + 2;
	if (!draw_trend(&p, y, &trend))
		return false;
	say_finding(&alt, in);
	buf_addf(&alt, "%.*s %.*s; %.*s. %.*s",
	    STRF(printed_of(p.tmp, in, &in->point[in->n - 1]).number),
	    STRF(option_text(&chart_score, in, "of")), STRF(before_words(&p)),
	    STRF(trend->alt));
	plot_close(&p, y + trend->height, &alt, out);
	return true;
}

const struct chart chart_score = {
    "score",
    "the newest score as a large figure over its line, beside England's",
    option,
    draw,
};
