/* charts/xmr.c -- a figure over time between its limits, or a run chart where
 * there are none. */
#include <math.h>

#include "charts/charts.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/series.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"height", "112", 80, 320, "height in points"},
    {"from", "auto", 0, 0, "auto|zero: where the axis starts"},
    {NULL, NULL, 0, 0, NULL},
};

#define TOP         9
#define FOOT        15
#define NOTE        18 /* over the plot for what a reset says */
#define RESET_ROOM  60 /* narrower stretches leave it to the alt text */
#define BESIDE_LEFT 60 /* what the plot keeps beside it */
#define CROWD       40 /* so many points leave no room for the first one's value */

struct xmr {
	struct plot p;
	struct series s;
	bool beside; /* the latest value stands right of the plot */
};

static struct str
centre_name(const struct chart_input *in)
{
	return in->centre_label.n > 0 ? in->centre_label : S("mean");
}

static struct str
level_text(const struct plot *p, struct str name, double v)
{
	return str_fmt(p->tmp, "%.*s %.*s", STRF(name),
	    STRF(number_text(p->tmp, v, p->in->places)));
}

/* The levels of the last stretch are named at the right, the mean in strong. */
struct level_label {
	struct str text;
	double y;
	bool strong;
};

static size_t
level_labels(const struct xmr *x, struct level_label *out)
{
	const struct plot *p = &x->p;
	const struct chart_point *last = x->s.point[x->s.n - 1];
	size_t n = 0;

	if (isfinite(last->limit_high))
		out[n++] = (struct level_label){
		    level_text(p, S("upper"), last->limit_high),
		    last->limit_high, false};
	if (isfinite(last->mean))
		out[n++] = (struct level_label){
		    level_text(p, centre_name(p->in), last->mean), last->mean,
		    true};
	if (isfinite(last->limit_low))
		out[n++] = (struct level_label){
		    level_text(p, S("lower"), last->limit_low), last->limit_low,
		    false};
	return n;
}

static struct text_style
level_style(const struct plot *p, bool strong)
{
	return plot_style_weight(p, TYPE_axis, strong ? 600 : 400);
}

static void
draw_level_labels(struct xmr *x, struct level_label *label, size_t n)
{
	struct plot *p = &x->p;
	double at[3];

	for (size_t i = 0; i < n; i++)
		at[i] = scale_at(&x->s.y, label[i].y);
	spread(at, n, 8, x->s.top, x->s.bottom);
	for (size_t i = 0; i < n; i++) {
		struct text_style style = level_style(p, label[i].strong);
		double left = x->s.right + 6;
		row_text(p, left, at[i],
		    plot_fit(p, label[i].text, style, p->width - left), style,
		    label[i].strong ? INK_text : INK_text2, ANCHOR_START);
	}
}

/* Those of the stretches before stand in the plot, over their lines' start. */
static void
draw_old_levels(struct xmr *x, size_t from, size_t to)
{
	struct plot *p = &x->p;
	const struct chart_point *q = x->s.point[from];
	struct text_style style = level_style(p, false);
	double left = series_x(&x->s, from) + 1,
	       room = series_x(&x->s, to - 1) - left;
	double h = (TEXT_ASCENT + TEXT_DESCENT) * style.size;

	for (int k = 0; k < 2; k++) {
		double v = k == 0 ? q->mean : q->limit_high, y, w;
		struct box at[4];
		struct str s;
		ptrdiff_t best;
		if (!isfinite(v))
			continue;
		style = level_style(p, k == 0);
		s = k == 0 ? level_text(p, centre_name(p->in), v)
			   : str_fmt(p->tmp, "limits %.*s",
				 STRF(interval_text(
				     p->tmp, q->limit_low, v, p->in->places)));
		w = plot_text_width(p, s, style);
		if (w > room)
			continue;
		y = scale_at(&x->s.y, v);
		at[0] = (struct box){left, y - h - 1.5, w, h};
		at[1] = (struct box){left, y + 1.5, w, h};
		at[2] = (struct box){left, y + 9, w, h};
		at[3] = (struct box){left, y - h - 9, w, h};
		best = plot_place(p,
		    (struct box){
			left, x->s.top - 8, room, x->s.bottom - x->s.top + 8},
		    at, COUNT(at));
		if (best >= 0)
			plot_text_halo(p, left,
			    at[best].y + TEXT_ASCENT * style.size, s, style,
			    k == 0 ? INK_text : INK_text2, ANCHOR_START);
	}
}

/* "Limits reset, 2023-24 Q2" in strong, the reason on the line under it. */
static void
draw_reset(struct xmr *x, size_t i, size_t next)
{
	struct plot *p = &x->p;
	struct text_style strong = level_style(p, true);
	struct text_style weak = level_style(p, false);
	double left = (series_x(&x->s, i - 1) + series_x(&x->s, i)) / 2 + 3;
	double room =
	    (next < x->s.n ? series_x(&x->s, next) : p->width) - left - 4;
	struct str head, reason;

	if (room < RESET_ROOM)
		return;
	str_cut(x->s.point[i]->reset, ':', &head, &reason);
	plot_text_halo(p, left, 8, plot_fit(p, head, strong, room), strong,
	    INK_text, ANCHOR_START);
	plot_text_halo(p, left, 16, plot_fit(p, str_trim(reason), weak, room),
	    weak, INK_text2, ANCHOR_START);
}

static bool
is_news(const struct series *s, size_t i)
{
	const struct chart_point *q = s->point[i];

	return point_shown(q) && q->signal != SIGNAL_NONE &&
	       (i == 0 || s->point[i - 1]->signal != q->signal);
}

static struct str
value_text(const struct xmr *x, size_t i)
{
	return printed_of(x->p.tmp, x->p.in, x->s.point[i]).number;
}

/* Right of the plot, where no line is: for charts that name no levels there. */
static double
beside_room(struct xmr *x, double left)
{
	const struct plot *p = &x->p;
	const struct chart_point *last = x->s.point[x->s.n - 1];
	double w;

	if (!point_shown(last) || last->note.n > 0)
		return 0;
	w = plot_text_width(p, value_text(x, x->s.n - 1), level_style(p, true));
	x->beside = p->width - left - w >= BESIDE_LEFT;
	return x->beside ? w : 0;
}

/* Over, under or beside its point. */
static void
label_point(struct xmr *x, size_t i, struct str s, enum ink ink, bool end)
{
	struct plot *p = &x->p;
	struct text_style style = level_style(p, end || ink != INK_text);
	double w = plot_text_width(p, s, style);
	double h = (TEXT_ASCENT + TEXT_DESCENT) * style.size;
	double cx = series_x(&x->s, i),
	       cy = scale_at(&x->s.y, x->s.point[i]->value);
	static const double away[] = {3.5, 6, 9, 13};
	double inside = fmax(x->s.left, fmin(cx - w / 2, x->s.right - w));
	struct box at[8 * COUNT(away)];
	size_t n = 0;
	ptrdiff_t k;

	if (end && x->beside) {
		row_text(p, x->s.right + 5, cy, s, style, ink, ANCHOR_START);
		return;
	}
	for (size_t j = 0; j < COUNT(away); j++) {
		double d = away[j];
		at[n++] = (struct box){cx - w / 2, cy - h - d, w, h};
		at[n++] = (struct box){cx + d, cy - h / 2, w, h};
		at[n++] = (struct box){cx - w / 2, cy + d, w, h};
		at[n++] = (struct box){cx - d - w, cy - h / 2, w, h};
		at[n++] = (struct box){inside, cy - h - d, w, h};
		at[n++] = (struct box){inside, cy + d, w, h};
		at[n++] = (struct box){cx + 1, cy - h - d, w, h};
		at[n++] = (struct box){cx + 1, cy + d, w, h};
	}
	k = plot_place(p,
	    (struct box){x->s.left - 2, 0, x->s.right - x->s.left + 4,
		x->s.bottom - 0.5},
	    at, n);
	if (k >= 0)
		plot_text_halo(p, at[k].x, at[k].y + TEXT_ASCENT * style.size,
		    s, style, ink, ANCHOR_START);
}

static void
label_points(struct xmr *x)
{
	struct plot *p = &x->p;
	size_t first = x->s.n, last = x->s.n;

	for (size_t i = 0; i < x->s.n; i++) {
		if (!point_shown(x->s.point[i]))
			continue;
		first = first == x->s.n ? i : first;
		last = i;
	}
	/* The latest matters most; then what is news; then where it began. */
	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < x->s.n; i++) {
			const struct chart_point *q = x->s.point[i];
			bool now = round == 0   ? i == last
				   : round == 1 ? i != last && is_news(&x->s, i)
						: i == first && i != last &&
						      x->s.n < CROWD &&
						      !is_news(&x->s, i);
			struct str s;
			if (!now)
				continue;
			s = value_text(x, i);
			if (q->note.n > 0 && q->signal != SIGNAL_NONE)
				s = str_fmt(p->tmp, "%.*s, %.*s", STRF(s),
				    STRF(q->note));
			label_point(x, i, s,
			    q->signal == SIGNAL_CONCERN ? INK_concern
			    : q->signal == SIGNAL_NONE  ? INK_text
							: INK_self,
			    round == 0);
		}
}

static void
draw_resets(struct xmr *x)
{
	size_t from = 0;

	for (size_t i = 1; i <= x->s.n; i++) {
		size_t next = i + 1;
		if (i < x->s.n && x->s.point[i]->reset.n == 0)
			continue;
		if (i < x->s.n)
			draw_old_levels(x, from, i);
		from = i;
		if (i == x->s.n)
			break;
		while (next < x->s.n && x->s.point[next]->reset.n == 0)
			next++;
		draw_reset(x, i, next);
	}
}

static bool
has_reset(const struct series *s)
{
	for (size_t i = 1; i < s->n; i++)
		if (s->point[i]->reset.n > 0)
			return true;
	return false;
}

static void
draw_plot(struct xmr *x, double height)
{
	struct plot *p = &x->p;
	const struct chart_input *in = p->in;
	struct level_label label[3];
	size_t n = level_labels(x, label);
	struct span s = SPAN_EMPTY;
	double left, w = 0;

	series_span(&x->s, &s);
	if (option_is(&chart_xmr, in, "from", "zero"))
		span_take(&s, 0);
	s = span_pad(s, 0.06, in->places, in->unit);
	x->s.y = (struct scale){
	    s.lo, s.hi, height - FOOT, TOP + (has_reset(&x->s) ? NOTE : 0)};
	left = axis_up_room(p, &x->s.y) + 3;
	for (size_t i = 0; i < n; i++)
		w = fmax(w, plot_text_width(p, label[i].text,
				level_style(p, label[i].strong)));
	w = series_ends(p, left, fmin(w, 0.3 * p->width));
	n = w > 0 ? n : 0;
	w = n > 0 ? w : beside_room(x, left);
	series_place(&x->s, left, p->width - (w > 0 ? w + 6 : 4) - 1, x->s.y.to,
	    x->s.y.from);
	axis_up(p, &x->s.y, left - 3, x->s.right);
	series_draw_limits(p, &x->s);
	draw_level_labels(x, label, n);
	series_draw_line(p, &x->s, x->s.limits ? 0.9 : 1.3,
	    x->s.limits ? INK_other : INK_self);
	if (!x->s.limits)
		x->s.r = fmin(2.1, x->s.r + 0.3);
	series_draw_points(p, &x->s, x->s.limits ? INK_routine : INK_self);
	draw_resets(x);
	label_points(x);
	series_draw_dates(p, &x->s, height - 3);
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct xmr x = {0};
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_xmr, in, theme, metrics, &x.p))
		return false;
	alt = buf_new(c->tmp);
	height = option_number(&chart_xmr, in, "height");
	x.s = series_of(&x.p, S(""));
	say_finding(&alt, in);
	series_say(&x.p, &x.s, in->self_name, &alt);
	if (x.s.shown == 0)
		height = plot_sentence(&x.p, 0, 2, in->width,
			     S("No figure of this series can be shown.")) +
			 6;
	else
		draw_plot(&x, height);
	plot_close(&x.p, height, &alt, out);
	return true;
}

const struct chart chart_xmr = {
    "xmr",
    "a figure over time with mean, limits and signals handed in; without "
    "limits a run chart",
    option,
    draw,
};
