/* charts/ranked.c -- all trusts from lowest to highest with their intervals, the
 * own one marked. */
#include <math.h>
#include <stdlib.h>

#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"height", "126", 80, 320, "height in points"},
    {"from", "auto", 0, 0, "auto|zero: where the axis starts"},
    {NULL, NULL, 0, 0, NULL},
};

/* The words and the key under the plot. */
#define FOOT 15
/* A value so many times the middle half's width beyond it would press all others
 * onto a line, if it stood on their scale. More than a few are no exception. */
#define FAR      6
#define FAR_MOST 2
#define FAR_OF   8

struct ranked {
	struct plot p;
	const struct chart_point **point; /* those shown, lowest first */
	size_t n;
	const struct chart_point *self; /* NULL: none */
	size_t place;                   /* of self in point; n if not shown */
	size_t low, high; /* those on the scale: from low, before high */
	double left, right, top, bottom;
	struct scale y;
};

static void
collect(struct ranked *r)
{
	const struct chart_input *in = r->p.in;

	r->point = points_by_value(r->p.tmp, in, NULL, &r->n);
	r->self = point_self(in);
	for (r->place = 0; r->place < r->n; r->place++)
		if (r->point[r->place] == r->self)
			break;
}

/* The own value is always on the scale. */
static void
set_far_apart(struct ranked *r)
{
	size_t low = 0, high = r->n;
	double q1, q3, far;

	r->low = 0;
	r->high = r->n;
	if (r->n < FAR_OF)
		return;
	q1 = r->point[r->n / 4]->value;
	q3 = r->point[r->n - 1 - r->n / 4]->value;
	far = FAR * (q3 - q1);
	if (far <= 0)
		return;
	while (low < r->place && r->point[low]->value < q1 - far)
		low++;
	while (high - 1 != r->place && r->point[high - 1]->value > q3 + far)
		high--;
	if (low <= FAR_MOST)
		r->low = low;
	if (r->n - high <= FAR_MOST)
		r->high = high;
}

static double
x_of(const struct ranked *r, size_t i)
{
	double pitch = (r->right - r->left) / (double)r->n;

	return r->left + pitch * ((double)i + 0.5);
}

/* Every value but those far apart is on the scale, and so is the own interval.
 * The intervals of small trusts may widen it by 0.6 of the values' range on
 * either side; past that they end in an arrowhead. */
static void
fit_scale(struct ranked *r)
{
	const struct chart_input *in = r->p.in;
	struct span core = SPAN_EMPTY, s;
	double more;

	span_take(&core, in->england);
	for (size_t i = r->low; i < r->high; i++)
		span_take(&core, r->point[i]->value);
	if (r->place < r->n && point_has_interval(r->self)) {
		span_take(&core, r->self->lower);
		span_take(&core, r->self->upper);
	}
	s = core;
	more = fmax(0.6 * (core.hi - core.lo), 2 * pow(10, -in->places));
	for (size_t i = r->low; i < r->high; i++)
		if (point_has_interval(r->point[i])) {
			span_take(&s, fmax(r->point[i]->lower, core.lo - more));
			span_take(&s, fmin(r->point[i]->upper, core.hi + more));
		}
	if (option_is(&chart_ranked, in, "from", "zero"))
		span_take(&s, 0);
	s = span_pad(s, 0.03, in->places, in->unit);
	r->y = (struct scale){s.lo, s.hi, r->bottom, r->top};
}

/* What labels had better not cover. */
static void
note_obstacles(struct ranked *r)
{
	for (size_t i = r->low; i < r->high; i++) {
		const struct chart_point *q = r->point[i];
		double x = x_of(r, i), y = scale_at(&r->y, q->value);
		bool own = q == r->self;
		double size = own ? 4.2 : 2.2;
		plot_avoid(&r->p,
		    (struct box){x - size, y - size, 2 * size, 2 * size},
		    own ? 200 : 30);
		if (point_has_interval(q)) {
			double top = scale_at(&r->y, q->upper);
			plot_avoid(&r->p,
			    (struct box){x - 0.4, top, 0.8,
				scale_at(&r->y, q->lower) - top},
			    4);
		}
	}
	/* A word that touches the line reads as struck out. */
	if (isfinite(r->p.in->england))
		plot_avoid(&r->p,
		    (struct box){r->left,
			scale_at(&r->y, r->p.in->england) - 1.5,
			r->right - r->left, 3},
		    120);
}

static struct box
within(const struct ranked *r)
{
	return (struct box){r->left, 0, r->p.width - r->left, r->bottom - 1};
}

static void
label_england(struct ranked *r)
{
	struct plot *p = &r->p;
	struct text_style style = plot_style_weight(p, TYPE_axis, 500);
	struct str s = england_text(p->tmp, p->in);
	double y, w, h = (TEXT_ASCENT + TEXT_DESCENT) * style.size;
	struct box at[8];
	ptrdiff_t k;

	if (!isfinite(p->in->england))
		return;
	y = scale_at(&r->y, p->in->england);
	s = plot_fit(p, s, style, r->right - r->left - 4);
	w = plot_text_width(p, s, style);
	/* The last four stand clear of dots on the line. */
	for (int i = 0; i < 8; i++) {
		double gap = i < 4 ? 1.2 : 3;
		at[i] = (struct box){i % 4 < 2 ? r->left + 2 : r->right - w - 2,
		    i % 2 == 0 ? y - h - gap : y + gap + 0.4, w, h};
	}
	k = plot_place(p, within(r), at, COUNT(at));
	if (k >= 0)
		plot_text_halo(p, at[k].x, at[k].y + TEXT_ASCENT * style.size,
		    s, style, INK_text, ANCHOR_START);
}

/* Places for a label of w x h: over and under the own interval, then at its
 * sides, near ones first, and at last in the corners beside it. */
static size_t
candidates(const struct ranked *r, double w, double h, struct box *at)
{
	static const double away[] = {5, 9, 14, 20, 28, 38, 50};
	static const double shift[] = {0.5, 0.12, 0.88, 0.02, 0.98};
	double x = x_of(r, r->place), v = scale_at(&r->y, r->self->value);
	double low = v + 4, high = v - 4;
	size_t n = 0;

	if (point_has_interval(r->self)) {
		low = fmax(low, scale_at(&r->y, r->self->lower));
		high = fmin(high, scale_at(&r->y, r->self->upper));
	}
	for (size_t k = 0; k < COUNT(away); k++) {
		for (size_t i = 0; i < COUNT(shift); i++) {
			at[n++] =
			    (struct box){x - shift[i] * w, low + away[k], w, h};
			at[n++] = (struct box){
			    x - shift[i] * w, high - away[k] - h, w, h};
		}
		at[n++] = (struct box){x + away[k] + 3, v - h / 2, w, h};
		at[n++] = (struct box){x - away[k] - 3 - w, v - h / 2, w, h};
	}
	for (int i = 0; i < 4; i++)
		at[n++] = (struct box){i % 2 == 0 ? x - 6 - w : x + 6,
		    i < 2 ? r->top : r->bottom - h - 2, w, h};
	return n;
}
#define CANDIDATES (7 * 12 + 4)

/* From the mark to the nearest point of the label's box. */
static void
leader(struct ranked *r, struct box b)
{
	double x = x_of(r, r->place), v = scale_at(&r->y, r->self->value);
	double tx = fmin(fmax(x, b.x), b.x + b.w);
	double ty = fmin(fmax(v, b.y), b.y + b.h);

	if (fabs(tx - x) < 0.01)
		tx = x;
	if (tx != x && ty == v)
		tx += tx > x ? -1.5 : 1.5;
	scene_line(r->p.scene, x, v, tx, ty, 0.6, INK_self);
	plot_avoid(&r->p,
	    (struct box){
		fmin(x, tx) - 1.5, fmin(v, ty), fabs(tx - x) + 3, fabs(ty - v)},
	    100);
}

/* "Northmoor 4.1% (3.7 to 4.6)", on two lines where one is too long. */
static size_t
self_lines(const struct ranked *r, struct text_style style, struct str *line)
{
	const struct plot *p = &r->p;
	struct printed v = printed_of(p->tmp, p->in, r->self);
	double room = r->right - r->left;
	struct str name = p->in->self_name, figures, whole;

	if (name.n == 0)
		name = r->self->label;
	if (r->place == r->n)
		figures = status_words(p->tmp, r->self->status);
	else if (point_has_interval(r->self))
		figures = str_fmt(p->tmp, "%.*s%.*s (%.*s)", STRF(v.number),
		    STRF(v.unit),
		    STRF(interval_text(
			p->tmp, r->self->lower, r->self->upper, v.places)));
	else
		figures =
		    str_fmt(p->tmp, "%.*s%.*s", STRF(v.number), STRF(v.unit));
	whole = str_fmt(p->tmp, r->place == r->n ? "%.*s: %.*s" : "%.*s %.*s",
	    STRF(name), STRF(figures));
	line[0] = whole;
	if (plot_text_width(p, whole, style) <= 0.6 * room)
		return 1;
	line[0] = plot_fit(p, name, style, room);
	line[1] = plot_fit(p, figures, style, room);
	return 2;
}

static void
label_self(struct ranked *r)
{
	struct plot *p = &r->p;
	struct text_style style = plot_style(p, TYPE_group);
	double lead = style.size + 1.4, w = 0, h;
	struct str line[2];
	struct box at[CANDIDATES];
	size_t n, lines;
	ptrdiff_t k;

	if (r->self == NULL)
		return;
	lines = self_lines(r, style, line);
	for (size_t i = 0; i < lines; i++)
		w = fmax(w, plot_text_width(p, line[i], style));
	h = lead * (double)(lines - 1) +
	    (TEXT_ASCENT + TEXT_DESCENT) * style.size;
	if (r->place < r->n) {
		n = candidates(r, w, h, at);
		/* A label may start left of the plot's middle and be pushed
		 * in from its edges rather than dropped. */
		for (size_t i = 0; i < n; i++)
			at[i].x =
			    fmax(r->left, fmin(at[i].x, p->width - at[i].w));
	} else {
		/* No mark to stand at: the corners of the plot. */
		n = 0;
		at[n++] = (struct box){r->right - w, r->bottom - h - 4, w, h};
		at[n++] = (struct box){r->left + 2, r->top + 2, w, h};
		at[n++] = (struct box){r->right - w, r->top + 2, w, h};
		at[n++] = (struct box){r->left + 2, r->bottom - h - 4, w, h};
	}
	k = plot_place(p, within(r), at, n);
	if (k < 0)
		return;
	if (r->place < r->n)
		leader(r, at[k]);
	for (size_t i = 0; i < lines; i++)
		plot_text_halo(p, at[k].x,
		    at[k].y + TEXT_ASCENT * style.size + lead * (double)i,
		    line[i], style, r->place < r->n ? INK_self : INK_text2,
		    ANCHOR_START);
}

/* Arrowheads at an edge with the values that lie beyond, those from `from` and
 * before `to`: each under its own, or beside them where they would touch. */
static void
draw_far(struct ranked *r, size_t from, size_t to, bool up)
{
	struct plot *p = &r->p;
	struct text_style style = plot_style(p, TYPE_axis);
	double y = up ? r->top + 1 : r->bottom - 3, w = 0;
	double pitch = (r->right - r->left) / (double)r->n;
	struct buf b = buf_new(p->tmp);

	for (size_t i = from; i < to; i++) {
		struct str s = printed_of(p->tmp, p->in, r->point[i]).number;
		mark_beyond(p, x_of(r, i), y, up, r->point[i]->role);
		buf_addz(&b, i > from ? ", " : "");
		buf_adds(&b, s);
		w = fmax(w, plot_text_width(p, s, style));
	}
	for (size_t i = from; i < to && w + 2 < pitch; i++)
		plot_text_halo(p, x_of(r, i), up ? y + 10.5 : y - 5,
		    printed_of(p->tmp, p->in, r->point[i]).number, style,
		    INK_text2, ANCHOR_MIDDLE);
	if (from < to && w + 2 >= pitch)
		plot_text_halo(p, up ? x_of(r, from) - 5 : x_of(r, to - 1) + 5,
		    y + 0.36 * style.size, buf_str(&b), style, INK_text2,
		    up ? ANCHOR_END : ANCHOR_START);
}

static void
draw_others(struct ranked *r)
{
	double pitch = (r->right - r->left) / (double)r->n;
	double small = pitch < 3.4 ? 1.4 : 1.8;

	for (size_t i = r->low; i < r->high; i++) {
		const struct chart_point *q = r->point[i];
		if (q == r->self || !point_has_interval(q))
			continue;
		mark_interval_up(&r->p, &r->y, x_of(r, i), q->lower, q->upper,
		    0.8, q->role == ROLE_PEER ? INK_peer_pale : INK_other_pale);
	}
	if (isfinite(r->p.in->england)) {
		double y = scale_at(&r->y, r->p.in->england);
		scene_line(r->p.scene, r->left, y, r->right, y, 0.8, INK_text);
	}
	/* Peers after the others, so that none of the few is covered. */
	for (int role = ROLE_OTHER; role >= ROLE_PEER; role--)
		for (size_t i = r->low; i < r->high; i++) {
			const struct chart_point *q = r->point[i];
			double x = x_of(r, i), y = scale_at(&r->y, q->value);
			if (q == r->self || (int)q->role != role)
				continue;
			if (role == ROLE_PEER)
				mark_peer(&r->p, x, y, 2.5);
			else
				scene_circle(r->p.scene, x, y, small, INK_white,
				    INK_other, 0.8);
		}
	draw_far(r, 0, r->low, false);
	draw_far(r, r->high, r->n, true);
}

static void
draw_self_band(struct ranked *r)
{
	double top;

	if (r->place == r->n || !point_has_interval(r->self))
		return;
	top = scale_at(&r->y, r->self->upper);
	scene_rect(r->p.scene, r->left, top, r->right - r->left,
	    scale_at(&r->y, r->self->lower) - top, INK_self_wash);
}

static void
draw_self(struct ranked *r)
{
	double x = x_of(r, r->place), y;

	if (r->place == r->n)
		return;
	y = scale_at(&r->y, r->self->value);
	if (point_has_interval(r->self))
		mark_interval_up(&r->p, &r->y, x, r->self->lower,
		    r->self->upper, 1.6, INK_self);
	scene_circle(r->p.scene, x, y, 3.6, INK_self, INK_white, 0.6);
}

/* "lowest", the key with its counts, "highest". What has no room is left out
 * from the key's end. */
static void
draw_foot(struct ranked *r, double y)
{
	struct plot *p = &r->p;
	struct text_style style = plot_style(p, TYPE_axis);
	size_t peers = points_shown(p->in, ROLE_PEER);
	size_t others = points_shown(p->in, ROLE_OTHER);
	size_t none = p->in->n - r->n;
	struct str part[3] = {
	    str_fmt(p->tmp, "%zu peer trust%s", peers, peers == 1 ? "" : "s"),
	    str_fmt(
		p->tmp, "%zu other trust%s", others, others == 1 ? "" : "s"),
	    str_fmt(p->tmp, "%zu without a value", none)};
	size_t count[3] = {peers, others, none};
	double gap = 14, w = -gap, x, edge, from, to;

	if (r->n > 1) {
		plot_text(
		    p, r->left, y, S("lowest"), style, INK_text2, ANCHOR_START);
		plot_text(
		    p, r->right, y, S("highest"), style, INK_text2, ANCHOR_END);
	}
	edge = r->n > 1 ? 8 : 0;
	from = r->left + edge +
	       plot_text_width(p, S("lowest"), style) * (r->n > 1);
	to = r->right - edge -
	     plot_text_width(p, S("highest"), style) * (r->n > 1);
	for (int k = 0; k < 3; k++) {
		double more =
		    plot_text_width(p, part[k], style) + gap + (k < 2 ? 8 : 0);
		if (count[k] == 0)
			continue;
		if (w + more > to - from)
			count[k] = 0;
		else
			w += more;
	}
	x = (from + to - w) / 2;
	for (int k = 0; k < 3; k++) {
		if (count[k] == 0)
			continue;
		if (k == 0)
			mark_peer(p, x + 2.5, y - 2.4, 2.5);
		else if (k == 1)
			scene_circle(p->scene, x + 2.5, y - 2.4, 1.8, INK_white,
			    INK_other, 0.8);
		x += k < 2 ? 8 : 0;
		plot_text(p, x, y, part[k], style, INK_text2, ANCHOR_START);
		x += plot_text_width(p, part[k], style) + gap;
	}
}

/* All withheld says so; otherwise they are not there. */
static struct str
nothing_words(const struct chart_input *in)
{
	size_t suppressed = 0;

	for (size_t i = 0; i < in->n; i++)
		suppressed += in->point[i].status == STATUS_SUPPRESSED;
	if (in->n > 0 && suppressed == in->n)
		return S("No trust's figure can be shown: all are suppressed, "
			 "[c].");
	if (suppressed > 0)
		return S("No trust's figure can be shown: each is suppressed, "
			 "[c], or not available, [x].");
	return S("No trust has a figure for this measure: [x], not "
		 "available.");
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct ranked r = {0};
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_ranked, in, theme, metrics, &r.p))
		return false;
	alt = buf_new(c->tmp);
	height = option_number(&chart_ranked, in, "height");
	collect(&r);
	set_far_apart(&r);
	say_trusts(&alt, in);
	if (r.n == 0) {
		height =
		    plot_sentence(&r.p, 0, 2, in->width, nothing_words(in)) + 6;
		plot_close(&r.p, height, &alt, out);
		return true;
	}
	r.top = 5;
	r.bottom = height - FOOT;
	/* The last dot stands whole inside. */
	r.right = in->width - 4;
	fit_scale(&r);
	r.left = axis_up_room(&r.p, &r.y);
	draw_self_band(&r);
	axis_up(&r.p, &r.y, r.left, r.right);
	draw_others(&r);
	note_obstacles(&r);
	label_self(&r);
	label_england(&r);
	draw_self(&r);
	draw_foot(&r, height - 3);
	plot_close(&r.p, height, &alt, out);
	return true;
}

const struct chart chart_ranked = {
    "ranked",
    "all trusts from lowest to highest with 95% intervals, the own one marked",
    option,
    draw,
};
