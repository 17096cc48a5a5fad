/* charts/change.c -- how far each measure moved since the date before, with the
 * interval of the change. */
#include <math.h>

#include "base/num.h"
#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"row", "22", 18, 40, "height of a row in points"},
    {"unit", "points", 0, 0, "words behind the change"},
    {NULL, NULL, 0, 0, NULL},
};

#define HEAD  12
#define FOOT  13
#define GAP   8
#define INSET (ARROW_LENGTH + 1.5)

/* Value and interval of a point are those of the change; from and to are the
 * measure before and after. */
struct change {
	struct plot p;
	double names, words, left, right;
	struct scale x;
};

static struct str
signed_text(const struct plot *p, double v)
{
	struct buf b = buf_new(p->tmp);

	if (v == 0)
		return S("0");
	num_fixed(
	    &b, v, p->in->places, NUM_THOUSANDS | NUM_TRUE_MINUS | NUM_SIGN);
	return buf_str(&b);
}

static bool
is_clear(const struct chart_point *q)
{
	return q->verdict == VERDICT_ABOVE || q->verdict == VERDICT_BELOW;
}

static struct str
verdict_text(const struct chart_point *q)
{
	if (!point_shown(q))
		return S("");
	if (q->note.n > 0)
		return q->note;
	return q->verdict == VERDICT_ABOVE   ? S("Rose")
	       : q->verdict == VERDICT_BELOW ? S("Fell")
	       : q->verdict == VERDICT_NONE  ? S("")
					     : S("No clear change");
}

static struct str
amount_text(const struct plot *p, const struct chart_point *q)
{
	struct str unit = option_text(&chart_change, p->in, "unit");

	if (!point_shown(q))
		return status_words(p->tmp, q->status);
	return str_trim(str_fmt(
	    p->tmp, "%.*s %.*s", STRF(signed_text(p, q->value)), STRF(unit)));
}

/* "77.6% to 71.2%", what there is of it. */
static struct str
from_to(const struct plot *p, const struct chart_point *q)
{
	struct str from = q->from_text, to = q->to_text;

	if (from.n == 0 && isfinite(q->from))
		from = str_fmt(p->tmp, "%.*s%.*s",
		    STRF(number_text(p->tmp, q->from, p->in->places)),
		    STRF(p->in->unit));
	if (to.n == 0 && isfinite(q->to))
		to = str_fmt(p->tmp, "%.*s%.*s",
		    STRF(number_text(p->tmp, q->to, p->in->places)),
		    STRF(p->in->unit));
	if (from.n == 0 || to.n == 0 || q->status != STATUS_OK)
		return S("");
	return str_fmt(p->tmp, "%.*s to %.*s", STRF(from), STRF(to));
}

static struct text_style
verdict_style(const struct plot *p, const struct chart_point *q)
{
	return plot_style_weight(p, TYPE_axis, is_clear(q) ? 600 : 400);
}

static void
measure(struct change *g)
{
	const struct plot *p = &g->p;

	for (size_t i = 0; i < p->in->n; i++) {
		const struct chart_point *q = &p->in->point[i];
		g->names = fmax(g->names,
		    plot_text_width(p, q->label, plot_style(p, TYPE_row)));
		g->names = fmax(g->names, plot_text_width(p, from_to(p, q),
					      plot_style(p, TYPE_row_base)));
		g->words = fmax(g->words,
		    plot_text_width(p, verdict_text(q), verdict_style(p, q)));
		g->words = fmax(g->words, plot_text_width(p, amount_text(p, q),
					      plot_style(p, TYPE_axis)));
	}
	g->names = fmin(g->names, 0.38 * p->width);
	g->words = fmin(g->words, 0.3 * p->width);
	g->left = g->names + GAP;
	g->right = p->width - g->words - GAP;
}

/* Nought is on the scale. Intervals may run past the changes by their range. */
static void
fit_scale(struct change *g)
{
	const struct chart_input *in = g->p.in;
	struct span core = {0, 0}, s;
	double more;

	for (size_t i = 0; i < in->n; i++)
		if (point_shown(&in->point[i]))
			span_take(&core, in->point[i].value);
	s = core;
	more = fmax(core.hi - core.lo, 3 * pow(10, -in->places));
	for (size_t i = 0; i < in->n; i++)
		if (point_has_interval(&in->point[i])) {
			span_take(&s, fmax(in->point[i].lower, core.lo - more));
			span_take(&s, fmin(in->point[i].upper, core.hi + more));
		}
	s = span_pad(s, 0.02, in->places, S(""));
	g->x = (struct scale){s.lo, s.hi, g->left + INSET, g->right - INSET};
}

static void
draw_row(struct change *g, const struct chart_point *q, double y)
{
	struct plot *p = &g->p;
	struct text_style name = plot_style(p, TYPE_row);
	struct text_style base = plot_style(p, TYPE_row_base);
	struct text_style word = plot_style(p, TYPE_axis);
	struct str verdict = verdict_text(q), amount = amount_text(p, q);
	double right = g->right + GAP;

	row_text(p, 0, y - 4.2, plot_fit(p, q->label, name, g->names), name,
	    INK_text, ANCHOR_START);
	row_text(p, 0, y + 4.6, plot_fit(p, from_to(p, q), base, g->names),
	    base, INK_text2, ANCHOR_START);
	if (plot_text_width(p, verdict, verdict_style(p, q)) > g->words) {
		/* On two lines; the amount is in the marks and the alt text. */
		struct row_name lines =
		    row_name(p, verdict, verdict_style(p, q), g->words);
		row_name_draw(p, &lines, right, y, verdict_style(p, q),
		    INK_text, ANCHOR_START);
	} else {
		row_text(p, right, y - 4.2, verdict, verdict_style(p, q),
		    INK_text, ANCHOR_START);
		row_text(p, right, verdict.n > 0 ? y + 4.4 : y,
		    plot_fit(p, amount, word, g->words), word, INK_text2,
		    ANCHOR_START);
	}
	if (point_has_interval(q))
		mark_interval(p, &g->x, y, q->lower, q->upper, 1.2, INK_self);
	if (point_shown(q))
		mark_own(p, scale_at(&g->x, q->value), y, 2.9,
		    point_is_square(p->in, q), q->verdict);
}

/* The change has its own unit, so the axis carries none. */
static void
draw_axis(struct change *g, double bottom)
{
	struct plot *p = &g->p;
	const struct chart_input *in = p->in;
	struct chart_input bare = *in;
	struct text_style style = plot_style(p, TYPE_axis);
	double zero = scale_at(&g->x, 0);

	bare.unit = S("");
	p->in = &bare;
	axis_across(p, &g->x, HEAD, bottom, bottom + 10);
	p->in = in;
	plot_text(p, zero - 4, 8, plot_fit(p, S("fell"), style, zero - 4),
	    style, INK_text2, ANCHOR_END);
	plot_text(p, zero + 4, 8,
	    plot_fit(p, S("rose"), style, p->width - zero - 4), style,
	    INK_text2, ANCHOR_START);
}

static double
draw_all(struct change *g)
{
	const struct chart_input *in = g->p.in;
	double pitch = option_number(&chart_change, in, "row"), y = HEAD;

	measure(g);
	fit_scale(g);
	for (size_t i = 0; i <= in->n; i++)
		scene_line(g->p.scene, 0, HEAD + pitch * (double)i, in->width,
		    HEAD + pitch * (double)i, 0.5, INK_hair);
	draw_axis(g, HEAD + pitch * (double)in->n);
	for (size_t i = 0; i < in->n; i++, y += pitch)
		draw_row(g, &in->point[i], y + pitch / 2);
	return y + FOOT;
}

static void
say(const struct change *g, struct buf *b)
{
	const struct chart_input *in = g->p.in;

	say_finding(b, in);
	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *q = &in->point[i];
		struct str both = from_to(&g->p, q), word = verdict_text(q);
		buf_adds(b, q->label);
		if (both.n > 0)
			buf_addf(b, " %.*s,", STRF(both));
		buf_addf(b, " %.*s", STRF(amount_text(&g->p, q)));
		if (point_has_interval(q))
			buf_addf(b, " (95%% interval %.*s)",
			    STRF(interval_text(
				b->mem, q->lower, q->upper, in->places)));
		if (word.n > 0)
			buf_addf(b, ": %.*s", STRF(word));
		buf_addz(b, i + 1 == in->n ? "." : "; ");
	}
	if (in->n == 0)
		buf_addz(b, "There is no change to show.");
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct change g = {0};
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_change, in, theme, metrics, &g.p))
		return false;
	alt = buf_new(c->tmp);
	say(&g, &alt);
	if (in->n == 0)
		height = plot_sentence(&g.p, 0, 2, in->width,
			     S("There is no change to show.")) +
			 6;
	else
		height = draw_all(&g);
	plot_close(&g.p, height, &alt, out);
	return true;
}

const struct chart chart_change = {
    "change",
    "how far each measure moved, with the interval of the change; filled "
    "where it excludes none",
    option,
    draw,
};
