/* charts/multiples.c -- the same figure of many organisations over time, a small
 * panel each, on one common axis. */
#include <math.h>

#include "charts/charts.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/series.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"columns", "4", 1, 6, "panels side by side, fewer where they are narrow"},
    {"from", "zero", 0, 0, "auto|zero: where the common axis starts"},
    {NULL, NULL, 0, 0, NULL},
};

#define PANEL_MIN 92 /* narrower ones have no room for their words */
#define PITCH     104
#define HEAD      22 /* two lines */
#define PLOT      58

struct multiples {
	struct plot p;
	struct series *panel;
	size_t n, across;
	struct scale y;
	double width, ticks, ends;
	bool values; /* beside the names, where all have room for both */
};

static bool
known_group(const struct chart_input *in, struct str group)
{
	for (size_t i = 0; i < in->n_rows; i++)
		if (str_eq(in->row[i].name, group))
			return true;
	return false;
}

static bool
check_groups(struct ctx *c, const struct chart_input *in)
{
	for (size_t i = 0; i < in->n; i++)
		if (!known_group(in, in->point[i].group))
			return diag_fail(c, (struct at){0},
			    "chart multiples: '%.*s' is in the panel '%.*s', "
			    "which the chart does not list",
			    STRF(in->point[i].label), STRF(in->point[i].group));
	return true;
}

/* ---- The numbers at the right of a panel: limits in grey, last in strong. */

struct end {
	struct str text;
	double v;
	bool strong;
};

static size_t
ends_of(const struct plot *p, const struct series *s, struct end *end)
{
	const struct chart_point *last = series_last(s), *q;
	double v[3];
	size_t n = 0;

	if (last == NULL)
		return 0;
	q = s->point[s->n - 1];
	v[0] = q->limit_high;
	v[1] = last->value;
	v[2] = q->limit_low;
	for (int k = 0; k < 3; k++) {
		struct end e = {
		    number_text(p->tmp, v[k], p->in->places), v[k], k == 1};
		size_t at = n;
		if (!isfinite(v[k]))
			continue;
		if (k == 1)
			e.text = printed_of(p->tmp, p->in, last).number;
		/* The last value may lie outside the limits. */
		for (; at > 0 && end[at - 1].v < e.v; at--)
			end[at] = end[at - 1];
		end[at] = e;
		n++;
	}
	return n;
}

static struct text_style
end_style(const struct plot *p, bool strong)
{
	return strong ? plot_style_weight(p, TYPE_axis, 600)
		      : plot_style(p, TYPE_row_base);
}

static double
ends_width(const struct multiples *m)
{
	double w = 0;

	for (size_t i = 0; i < m->n; i++) {
		struct end end[3];
		size_t n = ends_of(&m->p, &m->panel[i], end);
		for (size_t k = 0; k < n; k++)
			w = fmax(w, plot_text_width(&m->p, end[k].text,
					end_style(&m->p, end[k].strong)));
	}
	return w;
}

static void
draw_ends(struct multiples *m, const struct series *s)
{
	struct plot *p = &m->p;
	struct end end[3];
	double at[3], left = s->right + 4;
	size_t n = m->ends > 0 ? ends_of(p, s, end) : 0;

	for (size_t i = 0; i < n; i++)
		at[i] = scale_at(&s->y, end[i].v);
	spread(at, n, 7.4, s->top, s->bottom);
	for (size_t i = 0; i < n; i++) {
		struct text_style style = end_style(p, end[i].strong);
		row_text(p, left, at[i],
		    plot_fit(p, end[i].text, style, m->ends), style,
		    end[i].strong ? INK_text : INK_text2, ANCHOR_START);
	}
}

/* ---- A panel. */

static void
draw_verdict(
    struct multiples *m, const struct chart_row *row, double x, double y)
{
	struct plot *p = &m->p;
	struct text_style strong = plot_style_weight(p, TYPE_axis, 600);
	struct text_style weak = plot_style(p, TYPE_axis);
	enum ink ink = row->signal == SIGNAL_CONCERN ? INK_concern : INK_self;
	double right = x + m->width;
	struct str head, rest;

	if (row->signal == SIGNAL_NONE) {
		plot_text(p, x, y, plot_fit(p, row->note, weak, m->width), weak,
		    INK_text2, ANCHOR_START);
		return;
	}
	mark_signal(p, x + 3.6, y - 2.4, 1.4, row->signal);
	x += 9.5;
	if (!str_cut(row->note, ':', &head, &rest)) {
		plot_text(p, x, y, plot_fit(p, head, strong, right - x), strong,
		    ink, ANCHOR_START);
		return;
	}
	head = str_slice(row->note, 0, head.n + 1);
	head = plot_fit(p, head, strong, right - x);
	plot_text(p, x, y, head, strong, ink, ANCHOR_START);
	x += plot_text_width(p, head, strong) + 2.5;
	if (right - x > 12)
		plot_text(p, x, y, plot_fit(p, str_trim(rest), weak, right - x),
		    weak, INK_text2, ANCHOR_START);
}

static void
draw_head(struct multiples *m, const struct chart_row *row, double x, double y)
{
	struct plot *p = &m->p;
	struct text_style strong = plot_style_weight(p, TYPE_row, 600);
	struct text_style weak = plot_style(p, TYPE_axis);
	struct str value =
	    m->values ? plot_fit(p, row->reference, weak, 0.5 * m->width)
		      : S("");
	double w = plot_text_width(p, value, weak);

	plot_text(p, x, y + 8,
	    plot_fit(p, row->name, strong, m->width - w - (w > 0 ? 4 : 0)),
	    strong, INK_text, ANCHOR_START);
	plot_text(p, x + m->width, y + 8, value, weak, INK_text2, ANCHOR_END);
	draw_verdict(m, row, x, y + 17.5);
}

/* "mean 5.1" clear of the first points, over or under them. */
static void
label_mean(struct multiples *m, const struct series *s)
{
	struct plot *p = &m->p;
	const struct chart_point *q = s->point[s->n - 1];
	struct text_style style = plot_style_weight(p, TYPE_row_base, 500);
	struct str words = p->in->centre_label;
	double w, h = (TEXT_ASCENT + TEXT_DESCENT) * style.size, y;
	struct box at[8];
	size_t n = 0;
	ptrdiff_t k;

	if (!isfinite(q->mean))
		return;
	words =
	    str_fmt(p->tmp, "%.*s %.*s", STRF(words.n > 0 ? words : S("mean")),
		STRF(number_text(p->tmp, q->mean, p->in->places)));
	w = plot_text_width(p, words, style);
	y = scale_at(&s->y, q->mean);
	for (int i = 0; i < 4; i++) {
		at[n++] = (struct box){s->left, y + 2 + 4.5 * i, w, h};
		at[n++] = (struct box){s->left, y - h - 2 - 4.5 * i, w, h};
	}
	k = plot_place(p,
	    (struct box){s->left, s->top - 4, s->right - s->left,
		s->bottom - s->top + 4},
	    at, n);
	if (k >= 0)
		plot_text_halo(p, at[k].x, at[k].y + TEXT_ASCENT * style.size,
		    words, style, INK_text, ANCHOR_START);
}

static void
draw_panel(struct multiples *m, size_t i, double x, double y)
{
	struct plot *p = &m->p;
	struct series *s = &m->panel[i];
	double top = y + HEAD + 5, bottom = top + PLOT;

	draw_head(m, &p->in->row[i], x, y);
	s->y = m->y;
	series_place(
	    s, x + m->ticks + 2, x + m->width - m->ends - 4, top, bottom);
	axis_up(p, &s->y, x + m->ticks, s->right);
	if (s->shown == 0) {
		struct text_style style = plot_style(p, TYPE_axis);
		row_text(p, s->left + 3, (top + bottom) / 2,
		    plot_fit(p, S("No figure to show"), style,
			x + m->width - s->left - 3),
		    style, INK_text2, ANCHOR_START);
		return;
	}
	series_draw_limits(p, s);
	series_draw_line(p, s, 0.8, INK_other);
	s->r = fmin(s->r, 1.5);
	series_draw_points(p, s, INK_routine);
	draw_ends(m, s);
	label_mean(m, s);
	series_draw_dates(p, s, bottom + 10);
}

static bool
names_fit_beside_values(const struct multiples *m)
{
	const struct plot *p = &m->p;
	struct text_style strong = plot_style_weight(p, TYPE_row, 600);
	struct text_style weak = plot_style(p, TYPE_axis);

	for (size_t i = 0; i < m->n; i++)
		if (plot_text_width(p, p->in->row[i].name, strong) + 4 +
			plot_text_width(p, p->in->row[i].reference, weak) >
		    m->width)
			return false;
	return true;
}

static double
draw_all(struct multiples *m)
{
	const struct chart_input *in = m->p.in;
	double gutter = m->p.theme->gutter;
	struct span s = SPAN_EMPTY;

	for (size_t i = 0; i < m->n; i++)
		series_span(&m->panel[i], &s);
	if (option_is(&chart_multiples, in, "from", "zero"))
		span_take(&s, 0);
	s = span_pad(s, 0.03, in->places, in->unit);
	m->y = (struct scale){s.lo, s.hi, PLOT, 0};
	m->ticks = axis_up_room(&m->p, &m->y);
	m->ends = ends_width(m);
	m->across = (size_t)option_number(&chart_multiples, in, "columns") + 1;
	do {
		m->across--;
		m->width = (in->width + gutter) / (double)m->across - gutter;
	} while (m->across > 1 &&
		 (m->width < PANEL_MIN || m->ticks + m->ends > 0.6 * m->width));
	if (m->ticks + m->ends > 0.8 * m->width)
		m->ends = 0; /* a number is left out rather than cut */
	m->values = names_fit_beside_values(m);
	for (size_t i = 0; i < m->n; i++)
		draw_panel(m, i, (m->width + gutter) * (double)(i % m->across),
		    PITCH * (double)(i / m->across));
	return PITCH * (double)((m->n + m->across - 1) / m->across);
}

static void
say(const struct multiples *m, struct buf *b)
{
	const struct chart_input *in = m->p.in;
	size_t quiet = 0;

	say_finding(b, in);
	for (size_t i = 0; i < m->n; i++) {
		const struct chart_row *row = &in->row[i];
		const struct chart_point *last = series_last(&m->panel[i]);
		if (last == NULL && row->note.n == 0) {
			quiet++;
			continue;
		}
		buf_adds(b, row->name);
		if (last != NULL) {
			buf_addc(b, ' ');
			say_point(b, in, last, last->label);
		}
		if (row->reference.n > 0)
			buf_addf(
			    b, ", beside its name %.*s", STRF(row->reference));
		if (row->note.n > 0)
			buf_addf(b, ": %.*s", STRF(row->note));
		buf_addz(b, ". ");
	}
	if (quiet > 0 || m->n == 0)
		buf_addf(b, "%zu panels have no figure to show.", quiet);
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct multiples m = {.n = in->n_rows};
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_multiples, in, theme, metrics, &m.p) ||
	    !check_groups(c, in))
		return false;
	alt = buf_new(c->tmp);
	m.panel = NEWS(c->tmp, m.n + 1, struct series);
	for (size_t i = 0; i < m.n; i++)
		m.panel[i] = series_of(&m.p, in->row[i].name);
	say(&m, &alt);
	if (m.n == 0)
		height = plot_sentence(&m.p, 0, 2, in->width,
			     S("There are no figures to show.")) +
			 6;
	else
		height = draw_all(&m);
	plot_close(&m.p, height, &alt, out);
	return true;
}

const struct chart chart_multiples = {
    "multiples",
    "the same figure of many organisations over time, a panel each, on one "
    "axis",
    option,
    draw,
};
