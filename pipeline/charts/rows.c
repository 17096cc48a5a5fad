/* charts/rows.c -- names beside rows, labels spread along a line, and scales of
 * ratios. */
#include <math.h>

#include "base/num.h"
#include "charts/rows.h"
#include "charts/words.h"

double
rows_width(const struct plot *p, struct text_style style, double share)
{
	double w = 0;

	for (size_t i = 0; i < p->in->n; i++)
		w = fmax(w, plot_text_width(p, p->in->point[i].label, style));
	return fmin(w, share * p->width);
}

struct row_name
row_name(
    const struct plot *p, struct str s, struct text_style style, double width)
{
	struct row_name name = {0};

	name.n = plot_wrap(p, s, style, width, COUNT(name.line), name.line);
	return name;
}

static double
leading(struct text_style style)
{
	return style.size + 1;
}

void
row_name_draw(struct plot *p, const struct row_name *name, double x, double y,
    struct text_style style, enum ink ink, enum anchor anchor)
{
	double down = leading(style) * ((double)name->n - 1) / 2;

	for (size_t k = 0; k < name->n; k++)
		row_text(p, x, y - down + leading(style) * (double)k,
		    name->line[k], style, ink, anchor);
}

double
row_pitch(const struct row_name *name, struct text_style style, double pitch)
{
	return name->n < 2 ? pitch : fmax(pitch, 2 * leading(style) + 2);
}

void
row_text(struct plot *p, double x, double y, struct str s,
    struct text_style style, enum ink ink, enum anchor anchor)
{
	plot_text(p, x, y + 0.36 * style.size, s, style, ink, anchor);
}

/* Neighbours that want to be closer than the gap become a block that stands
 * where its members are moved least; blocks join until all are apart. */
bool
spread(double *at, size_t n, double gap, double lo, double hi)
{
	bool room = n < 2 || gap * (double)(n - 1) <= hi - lo;
	double step = room ? gap : (hi - lo) / (double)(n - 1);

	for (size_t i = 0; i < n; i++)
		at[i] -= step * (double)i;
	/* Now the places need only not descend: pool what does. */
	for (size_t i = 0; i < n; i++) {
		double sum = at[i];
		size_t from = i;
		while (from > 0 && at[from - 1] > sum / (double)(i + 1 - from))
			sum += at[--from];
		for (size_t k = from; k <= i; k++)
			at[k] = sum / (double)(i + 1 - from);
	}
	for (size_t i = 0; i < n; i++) {
		double last = hi - step * (double)(n - 1);
		at[i] = fmax(lo, fmin(at[i], last)) + step * (double)i;
	}
	return room;
}

struct scale
ratio_scale(struct span s, double from, double to)
{
	double lo = 0.8, hi = 1.25;

	if (s.lo > 0)
		lo = fmin(lo, s.lo);
	if (!span_empty(s) && s.hi > 0)
		hi = fmax(hi, s.hi);
	return (struct scale){log(lo) - 0.06, log(hi) + 0.06, from, to};
}

double
ratio_log(double ratio)
{
	return ratio > 0 ? log(ratio) : -INFINITY;
}

double
ratio_at(const struct scale *s, double ratio)
{
	return scale_at(s, ratio_log(ratio));
}

static struct str
ratio_label(const struct plot *p, double v)
{
	struct buf b = buf_new(p->tmp);

	num_short(&b, v);
	return buf_str(&b);
}

void
ratio_axis(
    struct plot *p, const struct scale *s, double top, double bottom, double y)
{
	/* Those that are said first have their label first. */
	static const double value[] = {1, 2, 0.5, 4, 0.25, 1.5, 0.75, 1.25, 0.8,
	    3, 10, 0.1, 100, 0.01, 1000, 0.001, 10000, 0.0001, 100000, 1000000,
	    10000000};
	struct text_style style = plot_style(p, TYPE_axis);

	for (size_t i = 0; i < COUNT(value); i++) {
		struct str label;
		struct box b, wide;
		double x;
		if (!scale_holds(s, log(value[i])))
			continue;
		x = ratio_at(s, value[i]);
		style.weight = value[i] == 1 ? 600 : 400;
		label = ratio_label(p, value[i]);
		b = plot_text_box(p, x, y, label, style, ANCHOR_MIDDLE);
		b.x = fmax(0, fmin(b.x, p->width - b.w));
		wide = (struct box){b.x - 3, b.y, b.w + 6, b.h};
		if (!plot_is_free(p, wide))
			continue;
		if (value[i] == 1)
			scene_line(p->scene, x, top, x, bottom, 0.75, INK_text);
		else
			scene_line(p->scene, x, top, x, bottom, 0.5, INK_hair);
		plot_text(p, b.x, y, label, style,
		    value[i] == 1 ? INK_text : INK_text2, ANCHOR_START);
	}
}
