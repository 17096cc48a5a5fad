/* charts/pareto.c -- faults by kind, the most frequent first, with their running
 * share as numbers and a rule under those that the title names. */
#include <math.h>

#include "base/num.h"
#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"row", "20.6", 12, 34, "height of a row in points"},
    {"head", "Faults", 0, 0, "words over the bars"},
    {"rows", "20", 1, 60, "rows drawn; the alt text counts those left out"},
    {NULL, NULL, 0, 0, NULL},
};

#define HEAD 14
#define GAP  8

struct pareto {
	struct plot p;
	size_t n;
	double names, share, left, right;
	double most;
};

static struct text_style
name_style(const struct plot *p, const struct chart_point *q)
{
	return plot_style_weight(p, TYPE_row, q->role == ROLE_SELF ? 600 : 400);
}

static struct text_style
count_style(const struct plot *p)
{
	return plot_style_weight(p, TYPE_row, 600);
}

static struct str
share_text(const struct plot *p, const struct chart_point *q)
{
	if (!point_shown(q) || !isfinite(q->share))
		return S("");
	return str_fmt(p->tmp, "%.*s%%",
	    STRF(number_text(p->tmp, num_round(q->share, 0), 0)));
}

static void
measure(struct pareto *g)
{
	const struct plot *p = &g->p;
	double count = 0;

	for (size_t i = 0; i < g->n; i++) {
		const struct chart_point *q = &p->in->point[i];
		g->names = fmax(
		    g->names, plot_text_width(p, q->label, name_style(p, q)));
		g->share = fmax(g->share,
		    plot_text_width(p, share_text(p, q), count_style(p)));
		count = fmax(count,
		    plot_text_width(p, printed_of(p->tmp, p->in, q).number,
			count_style(p)));
		if (point_shown(q))
			g->most = fmax(g->most, q->value);
	}
	if (g->share > 0)
		g->share = fmax(g->share, plot_text_width(p, S("Running share"),
					      plot_style(p, TYPE_axis)));
	g->names = fmin(g->names, 0.42 * p->width);
	if (p->width - g->names - g->share - count < 0.3 * p->width)
		g->share = 0; /* the alt text says it */
	g->left = g->names + GAP;
	g->right = p->width - (g->share > 0 ? g->share + GAP : 0) - count - 6;
}

static void
draw_row(struct pareto *g, const struct chart_point *q,
    const struct row_name *name, double y, double pitch)
{
	struct plot *p = &g->p;
	bool named = q->role == ROLE_SELF;
	double bar = fmin(11, pitch - 5), w = 0;
	struct text_style weak = plot_style(p, TYPE_row);

	row_name_draw(p, name, 0, y, name_style(p, q), INK_text, ANCHOR_START);
	if (point_shown(q) && q->value > 0 && g->most > 0) {
		w = (g->right - g->left) * q->value / g->most;
		scene_rect(p->scene, g->left, y - bar / 2, w, bar,
		    named ? INK_self : INK_middle);
	} else if (!point_shown(q)) {
		/* Of one length, so that it carries nothing. */
		w = fmin(20, g->right - g->left);
		mark_hatched(p, g->left, y - bar / 2, w, bar);
	}
	row_text(p, g->left + w + 5, y, printed_of(p->tmp, p->in, q).number,
	    point_shown(q) ? count_style(p) : weak,
	    point_shown(q) ? INK_text : INK_text2, ANCHOR_START);
	if (g->share > 0)
		row_text(p, p->width, y, share_text(p, q),
		    named ? count_style(p) : weak, named ? INK_text : INK_text2,
		    ANCHOR_END);
}

static void
draw_head(struct pareto *g)
{
	struct plot *p = &g->p;
	struct text_style style = plot_style(p, TYPE_axis);
	struct str head = option_text(&chart_pareto, p->in, "head");
	double room = p->width - g->left - g->share - GAP;

	plot_text(p, g->left, 8, plot_fit(p, head, style, room), style,
	    INK_text2, ANCHOR_START);
	if (g->share > 0)
		plot_text(p, p->width, 8, S("Running share"), style, INK_text2,
		    ANCHOR_END);
	scene_line(p->scene, 0, HEAD - 2, p->width, HEAD - 2, 0.5, INK_text);
}

static double
draw_all(struct pareto *g)
{
	struct plot *p = &g->p;
	double pitch = option_number(&chart_pareto, p->in, "row"), y = HEAD;

	measure(g);
	draw_head(g);
	for (size_t i = 0; i < g->n; i++) {
		const struct chart_point *q = &p->in->point[i];
		bool named = q->role == ROLE_SELF;
		struct row_name name =
		    row_name(p, q->label, name_style(p, q), g->names);
		double h = row_pitch(&name, name_style(p, q), pitch);
		bool last = named && i + 1 < p->in->n &&
			    p->in->point[i + 1].role != ROLE_SELF;
		struct mark *m;
		draw_row(g, q, &name, y + h / 2, pitch);
		y += h;
		m = scene_line(p->scene, 0, y, p->width, y, last ? 0.8 : 0.5,
		    last ? INK_text : INK_hair);
		m->dash[0] = last ? 2.5 : 0;
		m->dash[1] = last ? 2 : 0;
	}
	return y + 1;
}

static void
say(const struct pareto *g, struct buf *b)
{
	const struct chart_input *in = g->p.in;

	say_finding(b, in);
	for (size_t i = 0; i < g->n; i++) {
		const struct chart_point *q = &in->point[i];
		struct str share = share_text(&g->p, q);
		say_point(b, in, q, q->label);
		if (share.n > 0)
			buf_addf(b, ", running share %.*s", STRF(share));
		buf_addz(b, i + 1 == g->n ? "." : "; ");
	}
	if (in->n > g->n)
		buf_addf(b, " %zu more are not drawn.", in->n - g->n);
	if (in->n == 0)
		buf_addz(b, "There is nothing to count.");
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct pareto g = {0};
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_pareto, in, theme, metrics, &g.p))
		return false;
	alt = buf_new(c->tmp);
	g.n = (size_t)option_number(&chart_pareto, in, "rows");
	g.n = in->n < g.n ? in->n : g.n;
	say(&g, &alt);
	if (in->n == 0)
		height = plot_sentence(&g.p, 0, 2, in->width,
			     S("There is nothing to count.")) +
			 6;
	else
		height = draw_all(&g);
	plot_close(&g.p, height, &alt, out);
	return true;
}

const struct chart chart_pareto = {
    "pareto",
    "counts as bars in the order given, the running share in figures, a "
    "dashed rule under those named (role self)",
    option,
    draw,
};
