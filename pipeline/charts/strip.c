/* charts/strip.c -- one row a measure or group: range of all trusts, middle
 * half, England, peers and the own value. */
#include <math.h>

#include "charts/charts.h"
#include "charts/columns.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"scale", "common", 0, 0,
	"common|own: one axis for all rows, or one for each with its ends "
	"printed"},
    {"key", "yes", 0, 0, "yes|no: the marks named under the rows"},
    {NULL, NULL, 0, 0, NULL},
};

#define BAR   6.4 /* high, range and middle half alike */
#define TICK  10.4
#define ENDS  28 /* room for a range end in own scales */
#define INSET 5  /* room for an arrowhead beyond the scale */

/* An end of the range so many times the middle half's width beyond it would leave
 * the middle half no room: the bar is cut and ends in an arrowhead. */
#define FAR    6
#define CUT_AT 3

struct strip {
	struct plot p;
	bool own;                   /* a scale a row */
	double labels, left, right; /* the plot runs from left to right */
	struct columns columns;
	struct scale common;
};

/* The range as far as it is drawn. */
static struct span
range_of(const struct chart_point *p)
{
	struct span r = {p->min, p->max};
	double half = p->q3 - p->q1;

	if (!isfinite(half) || half <= 0)
		return r;
	if (p->max > p->q3 + FAR * half)
		r.hi = p->q3 + CUT_AT * half;
	if (p->min < p->q1 - FAR * half)
		r.lo = p->q1 - CUT_AT * half;
	return r;
}

/* All that must be on the scale; the own interval may push it out by a tenth, by
 * half where no range of others is drawn, and beyond that ends in an arrowhead. */
static void
take(struct span *s, const struct chart_point *p)
{
	struct span range = range_of(p);

	span_take(s, range.lo);
	span_take(s, range.hi);
	span_take(s, p->england);
	span_take(s, p->peer_median);
	if (point_shown(p))
		span_take(s, p->value);
}

static void
take_interval(struct span *s, struct span core, const struct chart_point *p)
{
	double more = (isfinite(p->min) ? 0.1 : 0.5) * (core.hi - core.lo);

	if (!point_has_interval(p))
		return;
	span_take(s, fmax(p->lower, core.lo - more));
	span_take(s, fmin(p->upper, core.hi + more));
}

static struct scale
scale_of(const struct strip *t, const struct chart_point *point, size_t n,
    int places)
{
	struct span core = SPAN_EMPTY, s;

	for (size_t i = 0; i < n; i++)
		take(&core, &point[i]);
	s = core;
	for (size_t i = 0; i < n; i++)
		take_interval(&s, core, &point[i]);
	s = span_pad(s, 0.02, places, t->p.in->unit);
	return (struct scale){s.lo, s.hi, t->left + INSET, t->right - INSET};
}

static void
range_arrow(struct plot *p, double x, double y, double way)
{
	struct point tip[] = {
	    {x, y - BAR / 2}, {x + way * INSET, y}, {x, y + BAR / 2}};

	scene_polyline(p->scene, tip, COUNT(tip), 0, INK_NONE)->fill =
	    INK_range;
}

static void
draw_range(struct plot *p, const struct scale *s, const struct chart_point *q,
    double y)
{
	if (isfinite(q->min) && isfinite(q->max)) {
		double lo = scale_at(s, fmax(q->min, s->lo));
		double hi = scale_at(s, fmin(q->max, s->hi));
		scene_rect(p->scene, lo, y - BAR / 2, fmax(0.6, hi - lo), BAR,
		    INK_range);
		if (q->max > s->hi)
			range_arrow(p, hi, y, 1);
		if (q->min < s->lo)
			range_arrow(p, lo, y, -1);
	}
	if (isfinite(q->q1) && isfinite(q->q3)) {
		double x = scale_at(s, q->q1);
		scene_rect(p->scene, x, y - BAR / 2,
		    fmax(0.6, scale_at(s, q->q3) - x), BAR, INK_middle);
	}
}

static void
draw_marks(struct strip *t, const struct scale *s, const struct chart_point *q,
    double y)
{
	struct plot *p = &t->p;

	draw_range(p, s, q, y);
	if (isfinite(q->england))
		mark_england(p, scale_at(s, q->england), y, TICK);
	if (isfinite(q->peer_median))
		mark_peer(p, scale_at(s, q->peer_median), y, 2.6);
	if (point_has_interval(q))
		mark_interval(p, s, y, q->lower, q->upper, 1.2, INK_self);
	if (point_shown(q))
		mark_own(p, scale_at(s, q->value), y, 2.7,
		    point_is_square(p->in, q), q->verdict);
}

/* The lowest and highest trust's figures beside their own scale. */
static void
draw_ends(struct strip *t, const struct chart_point *q, double y)
{
	struct plot *p = &t->p;
	struct text_style style = plot_style(p, TYPE_row_base);
	int places = printed_of(p->tmp, p->in, q).places;
	double base = y + 0.36 * style.size;

	plot_text(p, t->left - 2, base,
	    plot_fit(p, number_text(p->tmp, q->min, places), style, ENDS),
	    style, INK_text2, ANCHOR_END);
	plot_text(p, t->right + 2, base,
	    plot_fit(p, number_text(p->tmp, q->max, places), style, ENDS),
	    style, INK_text2, ANCHOR_START);
}

/* The base, and the word where it has no column and there is room: the filled
 * mark says the same. */
static struct str
base_of(const struct strip *t, const struct chart_point *q)
{
	struct str note = column_note(q), both;

	if (t->columns.wish.note || note.n == 0)
		return q->base_text;
	if (q->base_text.n == 0)
		return note;
	both = str_fmt(t->p.tmp, "%.*s; %.*s", STRF(q->base_text), STRF(note));
	return plot_text_width(&t->p, both, plot_style(&t->p, TYPE_row_base)) <=
		       t->labels
		   ? both
		   : q->base_text;
}

/* Name on one or two lines, base under it; gives the row's height. */
static double
draw_label(struct strip *t, const struct chart_point *q, double top)
{
	struct plot *p = &t->p;
	struct text_style name = plot_style_weight(p, TYPE_row, 500);
	struct text_style base = plot_style(p, TYPE_row_base);
	double lead = name.size + 1, y = top + lead;
	struct str line[2], under = base_of(t, q);
	size_t n = plot_wrap(p, q->label, name, t->labels, COUNT(line), line);

	if (n == 1 && under.n == 0)
		y = top + 15.8 / 2 + 0.36 * name.size;
	for (size_t i = 0; i < n; i++, y += lead)
		plot_text(p, 0, y, line[i], name, INK_text, ANCHOR_START);
	if (under.n > 0) {
		y -= lead - base.size - 1.2;
		plot_text(p, 0, y, plot_fit(p, under, base, t->labels), base,
		    INK_text2, ANCHOR_START);
		y += lead;
	}
	return fmax(15.8, y - lead + 3.3 - top);
}

static double
draw_row(struct strip *t, const struct chart_point *q, double top)
{
	double h = draw_label(t, q, top), y = top + h / 2;
	struct scale s = t->common;

	if (t->own) {
		s = scale_of(t, q, 1, printed_of(t->p.tmp, t->p.in, q).places);
		draw_ends(t, q, y);
	}
	draw_marks(t, &s, q, y);
	columns_row(&t->p, &t->columns, q, y);
	scene_line(t->p.scene, 0, top + h, t->p.width, top + h, 0.45, INK_hair);
	return h;
}

static void
measure(struct strip *t)
{
	const struct chart_input *in = t->p.in;
	const struct chart_point **all =
	    NEWS(t->p.tmp, in->n + 1, const struct chart_point *);
	struct text_style name = plot_style_weight(&t->p, TYPE_row, 500);
	double w = 0, ends = t->own ? ENDS + 2 : 0;

	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *q = all[i] = &in->point[i];
		w = fmax(w, plot_text_width(&t->p, q->label, name));
		w = fmax(w, plot_text_width(&t->p, q->base_text,
				plot_style(&t->p, TYPE_row_base)));
	}
	t->labels = fmin(w, 0.36 * in->width);
	t->left = t->labels + 6 + ends;
	for (size_t k = 0; k < 3; k++) {
		struct columns_wish wish = {.unit = t->own,
		    .peers = k == 0,
		    .note = k == 0,
		    .brief = k == 2};
		columns_fit(&t->p, all, in->n, wish, &t->columns);
		if (in->width - columns_width(&t->columns) - ends - t->left >=
		    90)
			break;
	}
	t->right = in->width - columns_width(&t->columns) - ends;
	columns_place(&t->columns, t->right + ends);
}

static bool
any(const struct chart_input *in, size_t field)
{
	for (size_t i = 0; i < in->n; i++)
		if (isfinite(
			*(const double *)((const char *)&in->point[i] + field)))
			return true;
	return false;
}

enum key {
	KEY_RANGE,
	KEY_MIDDLE,
	KEY_ENGLAND,
	KEY_PEERS,
	KEY_SELF,
	KEY_OPEN,
	KEY_N
};

static void
key_mark(struct plot *p, enum key k, double x, double y)
{
	switch (k) {
	case KEY_RANGE:
		scene_rect(p->scene, x, y - BAR / 2, 12, BAR, INK_range);
		break;
	case KEY_MIDDLE:
		scene_rect(p->scene, x, y - BAR / 2, 12, BAR, INK_middle);
		break;
	case KEY_ENGLAND:
		mark_england(p, x + 1, y, 8);
		break;
	case KEY_PEERS:
		mark_peer(p, x + 3.2, y, 2.6);
		break;
	case KEY_SELF:
		scene_line(p->scene, x, y, x + 14, y, 1.2, INK_self);
		mark_own(p, x + 7, y, 2.7, p->in->neutral, VERDICT_ABOVE);
		break;
	case KEY_OPEN:
		mark_own(
		    p, x + 3.2, y, 2.7, p->in->neutral, VERDICT_NOT_DIFFERENT);
		break;
	case KEY_N:
		break;
	}
}

static bool
any_open(const struct chart_input *in)
{
	for (size_t i = 0; i < in->n; i++)
		if (point_shown(&in->point[i]) &&
		    in->point[i].verdict == VERDICT_NOT_DIFFERENT)
			return true;
	return false;
}

/* The marks that occur, named from the left, in as many lines as they need;
 * gives the height. */
static double
draw_key(struct plot *p, double top)
{
	static const double mark[KEY_N] = {12, 12, 2, 6.4, 14, 6.4};
	static const char *const words[KEY_N] = {"all trusts", "middle half",
	    "England", "peers' median", "",
	    "open: the interval includes England"};
	const struct chart_input *in = p->in;
	bool there[KEY_N] = {any(in, offsetof(struct chart_point, min)),
	    any(in, offsetof(struct chart_point, q1)),
	    any(in, offsetof(struct chart_point, england)),
	    any(in, offsetof(struct chart_point, peer_median)), true,
	    any_open(in)};
	struct text_style style = plot_style(p, TYPE_row_base);
	double x = 0, y = top + 6;

	for (int k = 0; k < KEY_N; k++) {
		struct str s = str_of(words[k]);
		double w;
		if (!there[k])
			continue;
		if (k == KEY_SELF)
			s = str_fmt(
			    p->tmp, "%.*s, 95%% interval", STRF(in->self_name));
		s = plot_fit(p, s, style, p->width - mark[k] - 3);
		w = mark[k] + 3 + plot_text_width(p, s, style);
		if (x > 0 && x + w > p->width) {
			x = 0;
			y += 10;
		}
		key_mark(p, k, x, y);
		plot_text(p, x + mark[k] + 3, y + 0.36 * style.size, s, style,
		    INK_text2, ANCHOR_START);
		x += w + 11;
	}
	return y + 5 - top;
}

static void
say(const struct chart_input *in, struct buf *b)
{
	say_finding(b, in);
	buf_adds(b, in->self_name);
	buf_addc(b, ':');
	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *q = &in->point[i];
		struct printed v = printed_of(b->mem, in, q);
		struct str unit = point_shown(q) ? v.unit : in->unit;
		buf_addc(b, ' ');
		say_point(b, in, q, q->label);
		say_comparators(b, q->england, q->peer_median, v.places, unit);
		if (isfinite(q->min) && isfinite(q->max)) {
			buf_addz(b, ", all trusts ");
			buf_adds(
			    b, interval_text(b->mem, q->min, q->max, v.places));
			buf_adds(b, unit);
		}
		if (point_shown(q) && q->note.n > 0)
			buf_addf(b, ", %.*s", STRF(q->note));
		buf_addc(b, i + 1 == in->n ? '.' : ';');
	}
}

static double
draw_rows(struct strip *t)
{
	struct plot *p = &t->p;
	struct str group = S("");
	double y = 13;

	columns_head(p, &t->columns, 8);
	if (t->own) {
		struct text_style style = plot_style(p, TYPE_row_base);
		plot_text(p, t->left - 2, 8, S("lowest"), style, INK_text2,
		    ANCHOR_END);
		plot_text(p, t->right + 2, 8, S("highest"), style, INK_text2,
		    ANCHOR_START);
	}
	scene_line(p->scene, 0, y, p->width, y, 0.6, INK_text);
	for (size_t i = 0; i < p->in->n; i++) {
		const struct chart_point *q = &p->in->point[i];
		if (!str_eq(q->group, group)) {
			group = q->group;
			plot_text(p, 0, y + 10,
			    plot_fit(
				p, group, plot_style(p, TYPE_head), p->width),
			    plot_style(p, TYPE_head), INK_self, ANCHOR_START);
			y += 14;
		}
		y += draw_row(t, q, y);
	}
	return y;
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct strip t = {0};
	struct buf alt;
	double y;

	if (!plot_open(c, &chart_strip, in, theme, metrics, &t.p))
		return false;
	alt = buf_new(c->tmp);
	if (in->n == 0) {
		struct str words = S("There are no figures to show: [x], not "
				     "available.");
		say_finding(&alt, in);
		buf_adds(&alt, words);
		y = plot_sentence(&t.p, 0, 2, in->width, words) + 6;
		plot_close(&t.p, y, &alt, out);
		return true;
	}
	t.own = option_is(&chart_strip, in, "scale", "own");
	measure(&t);
	t.common = scale_of(&t, in->point, in->n, in->places);
	y = draw_rows(&t);
	if (!t.own) {
		axis_across(&t.p, &t.common, y, y + 3, y + 11);
		y += 13;
	}
	if (option_is(&chart_strip, in, "key", "yes"))
		y += draw_key(&t.p, y + 3) + 3;
	say(in, &alt);
	plot_close(&t.p, y + 1, &alt, out);
	return true;
}

const struct chart chart_strip = {
    "strip",
    "one row a measure: all trusts' range, middle half, England, peers, own",
    option,
    draw,
};
