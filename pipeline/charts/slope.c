/* charts/slope.c -- two dates joined by a line for each name, names and values
 * spread apart at both ends. */
#include <math.h>
#include <stdlib.h>

#include "charts/charts.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"height", "150", 80, 600, "height in points, more where names need it"},
    {NULL, NULL, 0, 0, NULL},
};

#define HEAD     14
#define GAP      7.6
#define NAME_MIN 18 /* less of a name names nobody */
#define ELBOW    9  /* from a label to the plot's edge */

struct line {
	const struct chart_point *point;
	struct str left, right; /* values as printed */
	double y[2], at[2];     /* of the values and of their labels */
};

struct slope {
	struct plot p;
	struct line *line;
	size_t n, gone;
	struct scale y;
	double left, right, names;
	bool values; /* those of the first date are printed */
};

static bool
has_both(const struct chart_point *q)
{
	return q->status == STATUS_OK && isfinite(q->from) && isfinite(q->to);
}

static struct str
value_text(const struct plot *p, struct str text, double v)
{
	return text.n > 0 ? text : number_text(p->tmp, v, p->in->places);
}

static void
collect(struct slope *s)
{
	const struct chart_input *in = s->p.in;

	s->line = NEWS(s->p.tmp, in->n + 1, struct line);
	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *q = &in->point[i];
		if (!has_both(q)) {
			s->gone++;
			continue;
		}
		s->line[s->n++] = (struct line){.point = q,
		    .left = value_text(&s->p, q->from_text, q->from),
		    .right = value_text(&s->p, q->to_text, q->to)};
	}
}

static int
by_end(const void *a, const void *b, int end)
{
	const struct line *p = *(const struct line *const *)a;
	const struct line *q = *(const struct line *const *)b;

	if (p->y[end] != q->y[end])
		return p->y[end] < q->y[end] ? -1 : 1;
	/* Alike here: in the order of the other end, so that elbows cross
	 * least. */
	if (p->y[1 - end] != q->y[1 - end])
		return p->y[1 - end] < q->y[1 - end] ? -1 : 1;
	return str_cmp(p->point->label, q->point->label);
}

static int
by_left(const void *a, const void *b)
{
	return by_end(a, b, 0);
}

static int
by_right(const void *a, const void *b)
{
	return by_end(a, b, 1);
}

static void
spread_labels(struct slope *s, double top, double bottom)
{
	struct line **order = NEWS(s->p.tmp, s->n + 1, struct line *);
	double *at = NEWS(s->p.tmp, s->n + 1, double);

	for (int end = 0; end < 2; end++) {
		for (size_t i = 0; i < s->n; i++)
			order[i] = &s->line[i];
		qsort(
		    order, s->n, sizeof *order, end == 0 ? by_left : by_right);
		for (size_t i = 0; i < s->n; i++)
			at[i] = order[i]->y[end];
		spread(at, s->n, GAP, top, bottom);
		for (size_t i = 0; i < s->n; i++)
			order[i]->at[end] = at[i];
	}
}

static struct text_style
value_style(const struct plot *p, const struct line *l, bool right)
{
	bool own = l->point->role == ROLE_SELF;

	return plot_style_weight(p, TYPE_axis, right || own ? 600 : 400);
}

static void
measure(struct slope *s, double top, double bottom)
{
	const struct plot *p = &s->p;
	double left = 0, right = 0, names = 0;
	struct span span = SPAN_EMPTY;

	for (size_t i = 0; i < s->n; i++) {
		struct line *l = &s->line[i];
		span_take(&span, l->point->from);
		span_take(&span, l->point->to);
		left = fmax(left,
		    plot_text_width(p, l->left, value_style(p, l, false)));
		right = fmax(right,
		    plot_text_width(p, l->right, value_style(p, l, true)));
		names = fmax(names, plot_text_width(p, l->point->label,
					plot_style_weight(p, TYPE_axis, 600)));
	}
	span = span_pad(span, 0, p->in->places, p->in->unit);
	s->y = (struct scale){span.lo, span.hi, bottom, top};
	/* Where names would be cut short the earlier values give way. */
	s->values = left + right + names < 0.65 * p->width;
	s->left = (s->values ? left : 0) + ELBOW;
	s->names =
	    fmin(names, fmax(0, p->width * 0.75 - s->left - right - 3 - ELBOW));
	if (s->names < NAME_MIN)
		s->names = 0;
	s->right = p->width - s->names - right - 3 - ELBOW;
}

static void
draw_line(struct slope *s, const struct line *l)
{
	struct plot *p = &s->p;
	bool own = l->point->role == ROLE_SELF;
	enum ink ink = own ? INK_self : INK_other;
	struct text_style style = value_style(p, l, true);

	scene_line(p->scene, s->left, l->y[0], s->right, l->y[1],
	    own ? 1.5 : 0.8, ink);
	for (int end = 0; end < 2; end++) {
		double x = end == 0 ? s->left : s->right;
		double out = end == 0 ? x - ELBOW + 2 : x + ELBOW - 2;
		scene_line(
		    p->scene, x, l->y[end], out, l->at[end], 0.5, INK_rule);
		scene_circle(p->scene, x, l->y[end], own ? 2.3 : 1.7, ink,
		    INK_white, 0.4);
	}
	if (s->values)
		row_text(p, s->left - ELBOW, l->at[0], l->left,
		    value_style(p, l, false), own ? INK_text : INK_text2,
		    ANCHOR_END);
	row_text(p, s->right + ELBOW, l->at[1], l->right, style, INK_text,
	    ANCHOR_START);
	if (s->names > 0)
		row_text(p,
		    s->right + ELBOW + 3 + plot_text_width(p, l->right, style),
		    l->at[1],
		    plot_fit(p, l->point->label,
			plot_style_weight(p, TYPE_axis, own ? 600 : 400),
			s->names),
		    plot_style_weight(p, TYPE_axis, own ? 600 : 400), INK_text,
		    ANCHOR_START);
}

/* The dates stand over their ends, moved in where they would leave or meet. */
static void
draw_head(struct slope *s)
{
	struct plot *p = &s->p;
	struct text_style style = plot_style(p, TYPE_axis);
	double middle = (s->left + s->right) / 2;
	struct str left = plot_fit(p, p->in->from_label, style, middle - 4);
	struct str right =
	    plot_fit(p, p->in->to_label, style, p->width - middle - 4);
	double wl = plot_text_width(p, left, style);
	double wr = plot_text_width(p, right, style);

	plot_text(p, fmax(0, fmin(s->left - wl / 2, middle - 4 - wl)), 8, left,
	    style, INK_text2, ANCHOR_START);
	plot_text(p, fmin(p->width - wr, fmax(s->right - wr / 2, middle + 4)),
	    8, right, style, INK_text2, ANCHOR_START);
}

static double
draw_all(struct slope *s, double height)
{
	double top = HEAD + 4, bottom;

	height = fmax(height, top + GAP * (double)(s->n - 1) + 6);
	bottom = height - 5;
	measure(s, top, bottom);
	draw_head(s);
	for (int end = 0; end < 2; end++) {
		double x = end == 0 ? s->left : s->right;
		scene_line(s->p.scene, x, HEAD - 2, x, height, 0.5, INK_rule);
	}
	for (size_t i = 0; i < s->n; i++) {
		struct line *l = &s->line[i];
		l->y[0] = scale_at(&s->y, l->point->from);
		l->y[1] = scale_at(&s->y, l->point->to);
	}
	spread_labels(s, top, bottom);
	/* The own lines over the others. */
	for (int own = 0; own < 2; own++)
		for (size_t i = 0; i < s->n; i++)
			if ((s->line[i].point->role == ROLE_SELF) == own)
				draw_line(s, &s->line[i]);
	return height;
}

static void
say(const struct slope *s, struct buf *b)
{
	const struct chart_input *in = s->p.in;

	say_finding(b, in);
	if (in->from_label.n > 0 && in->to_label.n > 0)
		buf_addf(b, "From %.*s to %.*s: ", STRF(in->from_label),
		    STRF(in->to_label));
	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *q = &in->point[i];
		buf_addf(b, "%.*s ", STRF(q->label));
		if (has_both(q))
			buf_addf(b, "%.*s to %.*s%.*s",
			    STRF(value_text(&s->p, q->from_text, q->from)),
			    STRF(value_text(&s->p, q->to_text, q->to)),
			    STRF(in->unit));
		else
			buf_adds(b, status_words(b->mem, q->status));
		buf_addz(b, i + 1 == in->n ? "." : "; ");
	}
	if (in->n == 0)
		buf_addz(b, "there is nothing to compare.");
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct slope s = {0};
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_slope, in, theme, metrics, &s.p))
		return false;
	alt = buf_new(c->tmp);
	height = option_number(&chart_slope, in, "height");
	collect(&s);
	say(&s, &alt);
	if (s.n == 0)
		height = plot_sentence(&s.p, 0, 2, in->width,
			     S("No figure can be shown at both dates.")) +
			 6;
	else
		height = draw_all(&s, height);
	if (s.n > 0 && s.gone > 0)
		height += plot_sentence(&s.p, 0, height, in->width,
			      str_fmt(c->tmp,
				  "%zu not drawn, without a figure at one of "
				  "the dates.",
				  s.gone)) +
			  2;
	plot_close(&s.p, height, &alt, out);
	return true;
}

const struct chart chart_slope = {
    "slope",
    "two dates joined by a line for each name; the own ones stand out",
    option,
    draw,
};
