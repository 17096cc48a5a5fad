/* charts/ledger.c -- what became of the faults: fixed, still open, new, as one
 * bar; brackets name what was open before and what is open now. */
#include <math.h>

#include "base/num.h"
#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"height", "14", 8, 30, "height of the bar in points"},
    {NULL, NULL, 0, 0, NULL},
};

enum { FIXED, STAYED, NEW, PARTS };
#define TOP 13
#define GAP 6

struct ledger {
	struct plot p;
	double value[PARTS], x[PARTS + 1], height;
};

static struct text_style
strong(const struct plot *p)
{
	return plot_style_weight(p, TYPE_row, 600);
}

/* "14 fixed" over its part, moved right of the one before, then left of the
 * edge. */
static void
draw_labels(struct ledger *l)
{
	struct plot *p = &l->p;
	struct str text[PARTS];
	double x[PARTS], w[PARTS], from = 0, to = p->width;

	for (int i = 0; i < PARTS; i++) {
		const struct chart_point *q = &p->in->point[i];
		text[i] = S("");
		if (l->value[i] > 0)
			text[i] = plot_fit(p,
			    str_fmt(p->tmp, "%.*s %.*s",
				STRF(number_text(p->tmp, l->value[i], 0)),
				STRF(q->label)),
			    strong(p), (p->width - 2 * GAP) / PARTS);
		w[i] = plot_text_width(p, text[i], strong(p));
		x[i] = fmax(l->x[i], from);
		from = text[i].n > 0 ? x[i] + w[i] + GAP : from;
	}
	for (int i = PARTS; i-- > 0;) {
		x[i] = fmin(x[i], to - w[i]);
		to = text[i].n > 0 ? x[i] - GAP : to;
		plot_text(
		    p, x[i], 8, text[i], strong(p), INK_text, ANCHOR_START);
	}
}

static void
draw_bar(struct ledger *l)
{
	static const enum ink ink[PARTS] = {INK_white, INK_self, INK_self_mid};
	struct mark *m;

	for (int i = 0; i < PARTS; i++) {
		double w = l->x[i + 1] - l->x[i];
		if (!(w > 0))
			continue;
		if (i != FIXED) {
			scene_rect(
			    l->p.scene, l->x[i], TOP, w, l->height, ink[i]);
			continue;
		}
		m = scene_rect(l->p.scene, l->x[i] + 0.4, TOP + 0.4,
		    fmax(w - 0.8, 0.1), l->height - 0.8, ink[i]);
		m->stroke = INK_self;
		m->width = 0.8;
	}
}

static void
bracket(struct ledger *l, double x1, double x2, double y)
{
	struct scene *s = l->p.scene;

	if (x2 - x1 < 1)
		return;
	scene_line(s, x1 + 0.4, y - 3, x1 + 0.4, y, 0.7, INK_text2);
	scene_line(s, x2 - 0.4, y - 3, x2 - 0.4, y, 0.7, INK_text2);
	scene_line(s, x1, y, x2, y, 0.7, INK_text2);
}

/* Both stocks under the bar; they stand under each other where one line has no
 * room for them. */
static double
draw_stocks(struct ledger *l, double y)
{
	struct plot *p = &l->p;
	const struct chart_input *in = p->in;
	struct text_style weak = plot_style(p, TYPE_row);
	struct str last = plot_fit(p, in->from_label, weak, p->width),
		   now = plot_fit(p, in->to_label, strong(p), p->width);
	bool one = plot_text_width(p, last, weak) +
		       plot_text_width(p, now, strong(p)) + GAP <=
		   p->width;

	bracket(l, l->x[FIXED], l->x[NEW], y + 4);
	bracket(l, l->x[STAYED], l->x[PARTS], y + 8);
	plot_text(p, 0, y + 17, last, weak, INK_text2, ANCHOR_START);
	plot_text(p, p->width, y + (one ? 17 : 27), now, strong(p), INK_text,
	    ANCHOR_END);
	return y + (one ? 20 : 30);
}

static void
say(const struct ledger *l, struct buf *b)
{
	const struct chart_input *in = l->p.in;

	say_finding(b, in);
	for (int i = 0; i < PARTS; i++)
		buf_addf(b, "%s%.*s %.*s", i > 0 ? ", " : "",
		    STRF(number_text(l->p.tmp, l->value[i], 0)),
		    STRF(in->point[i].label));
	if (in->from_label.n > 0)
		buf_addf(b, "; %.*s", STRF(in->from_label));
	if (in->to_label.n > 0)
		buf_addf(b, "; %.*s", STRF(in->to_label));
	buf_addc(b, '.');
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct ledger l = {0};
	struct buf alt;
	double sum = 0, height;

	if (in->n != PARTS)
		return diag_fail(c, (struct at){0},
		    "chart ledger draws fixed, persisting and new, but %zu "
		    "values are given",
		    in->n);
	if (!plot_open(c, &chart_ledger, in, theme, metrics, &l.p))
		return false;
	alt = buf_new(c->tmp);
	l.height = option_number(&chart_ledger, in, "height");
	for (int i = 0; i < PARTS; i++) {
		const struct chart_point *q = &in->point[i];
		if (point_shown(q) && q->value > 0)
			l.value[i] = num_round(q->value, 0);
		sum += l.value[i];
	}
	say(&l, &alt);
	if (sum > 0) {
		for (int i = 0; i < PARTS; i++)
			l.x[i + 1] = l.x[i] + in->width * l.value[i] / sum;
		l.x[PARTS] = in->width;
		draw_labels(&l);
		draw_bar(&l);
		height = draw_stocks(&l, TOP + l.height);
	} else {
		height = plot_sentence(&l.p, 0, 2, in->width,
			     S("No fault was open last quarter and none is "
			       "now.")) +
			 6;
	}
	plot_close(&l.p, height, &alt, out);
	return true;
}

const struct chart chart_ledger = {
    "ledger",
    "fixed, persisting and new faults as one bar; brackets name those open "
    "last quarter and now",
    option,
    draw,
};
