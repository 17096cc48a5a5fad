/* charts/dumbbell.c -- two values of each row joined by a line: two services, two
 * groups; England's pair in grey under them. */
#include <math.h>

#include "charts/bars.h"
#include "charts/charts.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"row", "15.8", 12, 30, "height of a row in points"},
    {"order", "difference", 0, 0,
	"difference|first|as_given: rows by first minus second, by the first "
	"group's value, or as they come"},
    {NULL, NULL, 0, 0, NULL},
};

#define HEAD 13
#define FOOT 13
#define R    2.6

struct dumbbell {
	struct plot p;
	struct bars b;
	struct scale x;
	double names;
	bool england; /* any row has a pair of England's */
};

static bool
shown(const struct chart_point *q)
{
	return q != NULL && point_shown(q);
}

/* What rows are sorted by, highest first; those without both values last. */
static double
rank_of(const struct dumbbell *d, const struct bar_row *row)
{
	if (option_is(&chart_dumbbell, d->p.in, "order", "first"))
		return shown(row->point[0]) ? row->point[0]->value : -INFINITY;
	if (!shown(row->point[0]) || !shown(row->point[1]))
		return -INFINITY;
	return row->point[0]->value - row->point[1]->value;
}

static void
sort_rows(struct dumbbell *d)
{
	struct bars *b = &d->b;

	if (option_is(&chart_dumbbell, d->p.in, "order", "as_given"))
		return;
	for (size_t i = 1; i < b->n; i++) {
		struct bar_row row = b->row[i];
		double rank = rank_of(d, &row);
		size_t k = i;
		for (; k > 0 && rank_of(d, &b->row[k - 1]) < rank; k--)
			b->row[k] = b->row[k - 1];
		b->row[k] = row;
	}
}

static struct text_style
value_style(const struct plot *p)
{
	return plot_style_weight(p, TYPE_axis, 500);
}

static struct str
number_of(const struct dumbbell *d, const struct chart_point *q)
{
	return printed_of(d->p.tmp, d->p.in, q).number;
}

static double
value_room(const struct dumbbell *d)
{
	double w = 0;

	for (size_t i = 0; i < d->p.in->n; i++)
		w = fmax(
		    w, plot_text_width(&d->p, number_of(d, &d->p.in->point[i]),
			   value_style(&d->p)));
	return w + 8;
}

/* First group filled, second open; squares where neither end is better are for
 * the first alone, so that the pair differs in shape too. */
static void
draw_mark(
    struct dumbbell *d, size_t g, double x, double y, double r, enum ink ink)
{
	struct scene *s = d->p.scene;

	if (g == 0 && d->p.in->neutral)
		scene_square(s, x, y, r, ink, INK_white, 0.5);
	else if (g == 0)
		scene_circle(s, x, y, r + 0.4, ink, INK_white, 0.5);
	else
		scene_circle(s, x, y, r, INK_white, ink, 1.2);
}

/* Values stand outside the pair, the lower at the left. */
static void
draw_values(struct dumbbell *d, const struct bar_row *row, double y)
{
	struct plot *p = &d->p;
	const struct chart_point *q[2] = {row->point[0], row->point[1]};
	struct text_style style = value_style(p);
	size_t low;

	if (shown(q[0]) && shown(q[1])) {
		double a, b;
		low = q[0]->value <= q[1]->value ? 0 : 1;
		a = scale_at(&d->x, q[low]->value);
		b = scale_at(&d->x, q[1 - low]->value);
		/* The axis may run behind the lower one. */
		plot_text_halo(p, a - 5, y + 0.36 * style.size,
		    number_of(d, q[low]), style, low == 0 ? INK_self : INK_text,
		    ANCHOR_END);
		plot_text_halo(p, b + 5, y + 0.36 * style.size,
		    number_of(d, q[1 - low]), style,
		    low == 0 ? INK_text : INK_self, ANCHOR_START);
		return;
	}
	for (size_t g = 0; g < 2; g++) {
		struct str s, name;
		double x;
		if (!shown(q[g]))
			continue;
		x = scale_at(&d->x, q[g]->value);
		s = number_of(d, q[g]);
		row_text(p, x - 5, y, s, style, g == 0 ? INK_self : INK_text,
		    ANCHOR_END);
		if (q[1 - g] == NULL)
			return;
		name = p->in->n_groups == 2 ? p->in->group[1 - g] : S("");
		s = str_fmt(p->tmp, "%.*s %.*s", STRF(name),
		    STRF(number_of(d, q[1 - g])));
		row_text(p, x + 6, y,
		    plot_fit(p, str_trim(s), style, p->width - x - 6), style,
		    INK_text2, ANCHOR_START);
		return;
	}
	{
		const struct chart_point *one = q[0] != NULL ? q[0] : q[1];
		struct str s =
		    one == NULL ? S("") : status_words(p->tmp, one->status);
		row_text(p, d->x.from + 4, y,
		    plot_fit(p, s, style, p->width - d->x.from - 4), style,
		    INK_text2, ANCHOR_START);
	}
}

static void
draw_row(struct dumbbell *d, const struct bar_row *row)
{
	struct plot *p = &d->p;
	double y = row->y - (d->england ? 2.1 : 0), at[2];
	double below = row->y + 4.1;
	bool pair = true;

	for (size_t g = 0; g < 2; g++) {
		const struct chart_point *q = row->point[g];
		pair &= q != NULL && isfinite(q->england);
	}
	if (pair) {
		for (size_t g = 0; g < 2; g++)
			at[g] = scale_at(&d->x, row->point[g]->england);
		scene_line(
		    p->scene, at[0], below, at[1], below, 0.8, INK_other);
		scene_square(
		    p->scene, at[0], below, 1.3, INK_white, INK_other, 0.8);
		scene_circle(
		    p->scene, at[1], below, 1.4, INK_white, INK_other, 0.8);
	}
	if (shown(row->point[0]) && shown(row->point[1]))
		scene_line(p->scene, scale_at(&d->x, row->point[0]->value), y,
		    scale_at(&d->x, row->point[1]->value), y, 1.8,
		    INK_self_mid);
	for (size_t g = 2; g-- > 0;)
		if (shown(row->point[g]))
			draw_mark(d, g, scale_at(&d->x, row->point[g]->value),
			    y, R, INK_self);
	draw_values(d, row, y);
}

/* The groups' names with their marks are the key, over the plot. */
static void
draw_head(struct dumbbell *d)
{
	struct plot *p = &d->p;
	struct text_style style = plot_style_weight(p, TYPE_axis, 600);
	double x = d->names + 8, room = (p->width - x) / 2 - 4, w;
	struct str s;

	if (p->in->n_groups < 2)
		return;
	s = plot_fit(p, p->in->group[1], style, room - 8);
	draw_mark(d, 1, x + 3, 5.6, 2.2, INK_self);
	plot_text(p, x + 9, 8, s, style, INK_text, ANCHOR_START);
	s = plot_fit(p, p->in->group[0], style, room - 8);
	w = plot_text_width(p, s, style);
	plot_text(p, p->width, 8, s, style, INK_self, ANCHOR_END);
	draw_mark(d, 0, p->width - w - 6, 5.6, 2.2, INK_self);
}

static double
draw_all(struct dumbbell *d)
{
	struct plot *p = &d->p;
	struct text_style style = plot_style(p, TYPE_row);
	double pitch = option_number(&chart_dumbbell, p->in, "row");
	double top = HEAD, room = value_room(d);
	struct row_name name;

	d->names = rows_width(p, style, 0.32);
	d->x = d->b.scale;
	d->x.from = d->names + 8 + room;
	d->x.to = p->width - room;
	for (size_t i = 0; i < d->b.n; i++) {
		struct bar_row *row = &d->b.row[i];
		double h;
		name = row_name(p, row->label, style, d->names);
		h = row_pitch(&name, style, pitch);
		row->y = top + h / 2;
		top += h;
		row_name_draw(
		    p, &name, d->names, row->y, style, INK_text, ANCHOR_END);
	}
	draw_head(d);
	axis_across(p, &d->x, HEAD, top, top + 10);
	for (size_t i = 0; i < d->b.n; i++)
		draw_row(d, &d->b.row[i]);
	return top + FOOT;
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct dumbbell d = {0};
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_dumbbell, in, theme, metrics, &d.p) ||
	    !bars_collect(&d.p, &d.b))
		return false;
	alt = buf_new(c->tmp);
	for (size_t i = 0; i < in->n; i++)
		d.england |= isfinite(in->point[i].england);
	bars_scale(&d.p, &d.b);
	sort_rows(&d);
	if (d.b.n == 0) {
		height = bars_none(&d.p, &alt);
	} else {
		height = draw_all(&d);
		bars_alt(&d.p, &d.b, &alt);
	}
	plot_close(&d.p, height, &alt, out);
	return true;
}

const struct chart chart_dumbbell = {
    "dumbbell",
    "two values of each row joined by a line; the first group filled, the "
    "second open, England's pair in grey",
    option,
    draw,
};
