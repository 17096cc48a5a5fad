/* charts/headline.c -- up to six figures side by side: name, base, figure,
 * interval, where England lies, and the verdict in words. */
#include <math.h>

#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {NULL, NULL, 0, 0, NULL},
};

#define CELLS     6
#define WIDE      300
#define PAGE_LINE 9

/* A text of a cell, on one or two lines. */
struct lines {
	struct str line[2];
	size_t n;
};

struct cell {
	const struct chart_point *point;
	struct printed value;
	struct lines name, base, verdict;
	double x, width;
};

struct headline {
	struct plot p;
	struct cell cell[CELLS];
	size_t n;
};

static struct str
verdict_words(const struct chart_point *q)
{
	static const char *const words[] = {
	    "", "Below England", "Not clearly different", "Above England"};

	if (!point_shown(q))
		return S("");
	if (q->note.n == 0 && q->verdict == VERDICT_NONE &&
	    isfinite(q->england) && !point_has_interval(q))
		return S("No interval, no verdict");
	return q->note.n > 0 ? q->note : str_of(words[q->verdict]);
}

static bool
is_different(const struct chart_point *q)
{
	return q->verdict == VERDICT_ABOVE || q->verdict == VERDICT_BELOW;
}

static struct text_style
verdict_style(const struct plot *p, const struct chart_point *q)
{
	return plot_style_weight(p, TYPE_caption, is_different(q) ? 600 : 400);
}

static struct lines
wrap(const struct plot *p, struct str s, struct text_style style, double width)
{
	struct lines l = {0};

	l.n = plot_wrap(p, s, style, width, COUNT(l.line), l.line);
	return l;
}

/* Names are words: figures in them have their own widths. */
static struct text_style
name_style(const struct plot *p)
{
	struct text_style s = plot_style(p, TYPE_head);

	s.tabular = false;
	return s;
}

static void
measure(struct headline *h)
{
	const struct chart_input *in = h->p.in;
	double gutter = h->p.theme->gutter;
	/* One or two are no wider than one of three: a line across the page
	 * would say no more. */
	double across =
	    h->n < CELLS / 2 && in->width > WIDE ? CELLS / 2 : (double)h->n;
	double width = (in->width - gutter * (across - 1)) / across;

	for (size_t i = 0; i < h->n; i++) {
		struct cell *c = &h->cell[i];
		const struct chart_point *q = &in->point[i];
		*c = (struct cell){.point = q,
		    .value = printed_of(h->p.tmp, in, q),
		    .x = (width + gutter) * (double)i,
		    .width = width};
		/* Into the gutter by a little rather than onto two lines. */
		c->name = wrap(&h->p, q->label, name_style(&h->p),
		    i + 1 < h->n ? width + 0.4 * gutter : width);
		c->base = wrap(&h->p, q->base_text,
		    plot_style(&h->p, TYPE_row_base), width);
		c->verdict = wrap(
		    &h->p, verdict_words(q), verdict_style(&h->p, q), width);
	}
}

/* Sets the lines from the base line y down. */
static void
set_lines(struct plot *p, const struct lines *l, double x, double y,
    double lead, struct text_style style, enum ink ink)
{
	for (size_t i = 0; i < l->n; i++)
		plot_text(p, x, y + lead * (double)i, l->line[i], style, ink,
		    ANCHOR_START);
}

/* The base and the verdict say of what. */
static struct str
unit_short(struct str unit)
{
	return str_is(unit, "percentage points") ? S("points") : unit;
}

/* The figure in large type, its unit smaller behind it. */
static void
draw_figure(struct headline *h, const struct cell *c, double y)
{
	static const enum type_role smaller[] = {
	    TYPE_figure_unit, TYPE_value, TYPE_row_base};
	struct text_style big = h->p.theme->type[TYPE_figure].style;
	struct text_style small = h->p.theme->type[TYPE_figure_unit].style;
	struct str unit = unit_short(str_trim(c->value.unit));
	double w = plot_text_width(&h->p, c->value.number, big);
	double gap = str_is(unit, "%") ? 1 : 2.5;

	if (!point_shown(c->point)) {
		plot_text(&h->p, c->x, y, c->value.number,
		    plot_style_weight(&h->p, TYPE_section, 500), INK_text2,
		    ANCHOR_START);
		return;
	}
	/* A figure is never cut: it is set in the largest type that fits. */
	for (size_t k = 0; k < COUNT(smaller) && w > c->width; k++) {
		big = h->p.theme->type[smaller[k]].style;
		w = plot_text_width(&h->p, c->value.number, big);
	}
	plot_text(&h->p, c->x, y, c->value.number, big, INK_self, ANCHOR_START);
	for (size_t k = 1;
	     k < COUNT(smaller) &&
	     w + gap + plot_text_width(&h->p, unit, small) > c->width;
	     k++)
		small = h->p.theme->type[smaller[k]].style;
	if (w + gap + plot_text_width(&h->p, unit, small) <= c->width)
		plot_text(&h->p, c->x + w + gap, y, unit, small, INK_self,
		    ANCHOR_START);
}

static struct str
interval_words(const struct headline *h, const struct cell *c)
{
	struct text_style style = plot_style(&h->p, TYPE_axis);
	struct str s = S("");

	if (point_has_interval(c->point))
		s = interval_text(h->p.tmp, c->point->lower, c->point->upper,
		    c->value.places);
	else if (!point_shown(c->point))
		s = str_slice(
		    status_words(h->p.tmp, c->point->status), 5, SIZE_MAX);
	return plot_fit(&h->p, s, style, c->width);
}

static void
draw_interval_text(struct headline *h, const struct cell *c, double y)
{
	plot_text(&h->p, c->x, y, interval_words(h, c),
	    plot_style(&h->p, TYPE_axis), INK_text2, ANCHOR_START);
}

/* Behind the intervals, where all cells have room for it. */
static bool
pages_fit(const struct headline *h)
{
	struct text_style style = plot_style(&h->p, TYPE_axis);
	double room =
	    6 + plot_text_width(&h->p, S(SCENE_LINK_WORDS " 00"), style);

	for (size_t i = 0; i < h->n; i++)
		if (plot_text_width(
			&h->p, interval_words(h, &h->cell[i]), style) +
			room >
		    h->cell[i].width)
			return false;
	return true;
}

/* A cell leads to where more is told of it; returns the height with the line of
 * pages, if they need one. */
static double
link_cells(struct headline *h, double interval, double height)
{
	bool fit = pages_fit(h), any = false;

	for (size_t i = 0; i < h->n; i++)
		any = any || h->cell[i].point->link.n > 0;
	if (!any)
		return height;
	height += fit ? 0 : PAGE_LINE;
	for (size_t i = 0; i < h->n; i++) {
		const struct cell *c = &h->cell[i];
		if (c->point->link.n > 0)
			scene_link(h->p.scene,
			    (struct scene_link){.to = c->point->link,
				.name = c->point->link_name,
				.x = c->x,
				.w = c->width,
				.h = height,
				.number_x = c->x + c->width,
				.number_y = fit ? interval : height - 4});
	}
	return height;
}

/* What the verdict is against: England, or equality. */
static double
tick_of(const struct chart_point *q)
{
	return q->aimed ? q->aim : q->england;
}

static struct str
tick_words(const struct headline *h, const struct cell *c)
{
	const struct chart_point *q = c->point;
	struct arena *tmp = h->p.tmp;
	struct str england = str_fmt(tmp, "England %.*s",
	    STRF(number_text(tmp, q->england, c->value.places)));

	if (!q->aimed)
		return england;
	return str_fmt(tmp, "Equality %.*s%s%.*s",
	    STRF(number_text(tmp, q->aim, 0)), isfinite(q->england) ? "; " : "",
	    STRF(isfinite(q->england) ? england : S("")));
}

static struct scale
scale_of(const struct cell *c)
{
	const struct chart_point *q = c->point;
	struct span s = SPAN_EMPTY;
	double pad;

	span_take(&s, tick_of(q));
	span_take_point(&s, q);
	if (span_empty(s))
		s = (struct span){0, 0};
	pad = s.hi > s.lo ? 0.16 * (s.hi - s.lo) : 1;
	return (struct scale){
	    s.lo - pad, s.hi + pad, c->x + 3, c->x + c->width - 3};
}

static void
draw_line(struct headline *h, const struct cell *c, double y)
{
	const struct chart_point *q = c->point;
	struct plot *p = &h->p;
	struct scale s = scale_of(c);
	struct text_style style = plot_style(p, TYPE_axis);
	struct str words;
	double x, w;

	scene_line(p->scene, c->x, y, c->x + c->width, y, 0.5, INK_hair);
	if (isfinite(tick_of(q))) {
		x = scale_at(&s, tick_of(q));
		mark_england(p, x, y, 11);
		words = plot_fit(p, tick_words(h, c), style, c->width);
		w = plot_text_width(p, words, style);
		x = fmax(c->x, fmin(x - w / 2, c->x + c->width - w));
		plot_text(
		    p, x, y + 14.5, words, style, INK_text2, ANCHOR_START);
	}
	if (point_has_interval(q))
		mark_interval(p, &s, y, q->lower, q->upper, 1.2, INK_self);
	if (point_shown(q))
		mark_own(p, scale_at(&s, q->value), y, 2.9,
		    point_is_square(p->in, q), q->verdict);
}

/* How many lines the longest of a kind takes in any cell. */
static size_t
most(const struct headline *h, size_t field)
{
	size_t n = 1;

	for (size_t i = 0; i < h->n; i++) {
		const struct lines *l =
		    (const struct lines *)((const char *)&h->cell[i] + field);
		n = l->n > n ? l->n : n;
	}
	return n;
}

static double
draw_cells(struct headline *h)
{
	struct plot *p = &h->p;
	double name = 9.4 * (double)(most(h, offsetof(struct cell, name)) - 1);
	double base = 8 * (double)(most(h, offsetof(struct cell, base)) - 1);
	double more = 9 * (double)(most(h, offsetof(struct cell, verdict)) - 1);
	double down = name + base;

	for (size_t i = 0; i < h->n; i++) {
		const struct cell *c = &h->cell[i];
		scene_line(
		    p->scene, c->x, 0.3, c->x + c->width, 0.3, 0.6, INK_text);
		set_lines(p, &c->name, c->x, 12, 9.4, name_style(p), INK_text);
		set_lines(p, &c->base, c->x,
		    21.5 + 9.4 * (double)(c->name.n - 1), 8,
		    plot_style(p, TYPE_row_base), INK_text2);
		draw_figure(h, c, 42 + down);
		draw_interval_text(h, c, 52.5 + down);
		draw_line(h, c, 66 + down);
		set_lines(p, &c->verdict, c->x, 93 + down, 9,
		    verdict_style(p, c->point), INK_text);
	}
	return link_cells(h, 52.5 + down, 98 + down + more);
}

static void
say(const struct headline *h, struct buf *b)
{
	say_finding(b, h->p.in);
	for (size_t i = 0; i < h->n; i++) {
		const struct cell *c = &h->cell[i];
		const struct chart_point *q = c->point;
		struct str words = verdict_words(q);
		if (i > 0)
			buf_addc(b, ' ');
		say_point(b, h->p.in, q, q->label);
		say_comparators(b, q->england, NAN, c->value.places,
		    point_shown(q) ? c->value.unit : h->p.in->unit);
		if (words.n > 0)
			buf_addf(b, ": %.*s", STRF(words));
		buf_addc(b, '.');
	}
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct headline h = {.n = in->n};
	struct buf alt;
	double height;

	if (in->n < 1 || in->n > CELLS)
		return diag_fail(c, (struct at){0},
		    "chart headline has room for 1 to %d figures, but %zu are "
		    "given",
		    CELLS, in->n);
	if (!plot_open(c, &chart_headline, in, theme, metrics, &h.p))
		return false;
	alt = buf_new(c->tmp);
	measure(&h);
	height = draw_cells(&h);
	say(&h, &alt);
	plot_close(&h.p, height, &alt, out);
	return true;
}

const struct chart chart_headline = {
    "headline",
    "up to six figures side by side with interval, England and verdict",
    option,
    draw,
};
