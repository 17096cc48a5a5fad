/* charts/columns.c -- the numbers beside a plot: own, England, peers, a word. */
#include <math.h>

#include "charts/columns.h"
#include "charts/words.h"

#define GAP      9
#define HEAD_MAX 58

static struct text_style
style_of(const struct plot *p, enum column k, const struct chart_point *point)
{
	if (k == COLUMN_NOTE)
		return plot_style_weight(p, TYPE_axis, 600);
	if (k == COLUMN_SELF)
		return plot_style_weight(
		    p, TYPE_row, point_shown(point) ? 600 : 500);
	return plot_style(p, TYPE_row);
}

static struct text_style
head_style(const struct plot *p, enum column k)
{
	return plot_style_weight(p, TYPE_axis, k == COLUMN_SELF ? 600 : 400);
}

static struct str
with_unit(const struct plot *p, const struct columns *c, struct str number,
    struct str unit)
{
	if (!c->wish.unit || number.n == 0 || unit.n == 0)
		return number;
	return str_fmt(p->tmp, "%.*s%.*s", STRF(number), STRF(unit));
}

struct str
column_note(const struct chart_point *point)
{
	return point_shown(point) ? point->note : S("");
}

static struct str
text_of(const struct plot *p, const struct columns *c, enum column k,
    const struct chart_point *point)
{
	struct printed v = printed_of(p->tmp, p->in, point);
	struct str unit = point_shown(point) ? v.unit : p->in->unit;

	switch (k) {
	case COLUMN_SELF:
		return with_unit(p, c, v.number, v.unit);
	case COLUMN_ENGLAND:
		return with_unit(
		    p, c, number_text(p->tmp, point->england, v.places), unit);
	case COLUMN_PEERS:
		return with_unit(p, c,
		    number_text(p->tmp, point->peer_median, v.places), unit);
	case COLUMN_NOTE:
	case COLUMN_N:
		break;
	}
	return column_note(point);
}

/* The trust's short name where it fits over its numbers. */
static struct str
self_head(const struct plot *p)
{
	struct str name = p->in->self_name;

	if (name.n == 0 ||
	    plot_text_width(p, name, head_style(p, COLUMN_SELF)) > HEAD_MAX)
		return S("This trust");
	return name;
}

void
columns_fit(const struct plot *p, const struct chart_point *const *point,
    size_t n, struct columns_wish wish, struct columns *c)
{
	*c = (struct columns){.wish = wish,
	    .head = {self_head(p), S("England"), S("Peers"), S("")}};
	if (wish.brief) {
		c->head[COLUMN_SELF] = S("Value");
		c->head[COLUMN_ENGLAND] = S("Eng");
	}
	for (int k = 0; k < COLUMN_N; k++) {
		double w = 0;
		if ((k == COLUMN_PEERS && !wish.peers) ||
		    (k == COLUMN_NOTE && !wish.note))
			continue;
		for (size_t i = 0; i < n; i++)
			w = fmax(
			    w, plot_text_width(p, text_of(p, c, k, point[i]),
				   style_of(p, k, point[i])));
		if (w > 0)
			w = fmax(w,
			    plot_text_width(p, c->head[k], head_style(p, k)));
		c->width[k] = w;
	}
}

double
columns_width(const struct columns *c)
{
	double w = 0;

	for (int k = 0; k < COLUMN_N; k++)
		w += c->width[k] > 0 ? c->width[k] + GAP : 0;
	return w;
}

void
columns_place(struct columns *c, double left)
{
	for (int k = 0; k < COLUMN_N; k++) {
		if (c->width[k] > 0)
			left += GAP + c->width[k];
		c->right[k] = left;
	}
}

void
columns_place_mirrored(struct columns *c, double right)
{
	for (int k = 0; k < COLUMN_N; k++) {
		if (c->width[k] == 0)
			continue;
		c->right[k] = right - GAP;
		right -= GAP + c->width[k];
	}
}

void
columns_head(struct plot *p, const struct columns *c, double y)
{
	for (int k = 0; k < COLUMN_N; k++)
		if (c->width[k] > 0)
			plot_text(p, c->right[k], y, c->head[k],
			    head_style(p, k),
			    k == COLUMN_SELF ? INK_self : INK_text2,
			    ANCHOR_END);
}

void
columns_row(struct plot *p, const struct columns *c,
    const struct chart_point *point, double y)
{
	for (int k = 0; k < COLUMN_N; k++) {
		struct text_style style = style_of(p, k, point);
		enum ink ink = k == COLUMN_NOTE ? INK_text
			       : k == COLUMN_SELF && point_shown(point)
				   ? INK_self
				   : INK_text2;
		double base = y + 0.36 * style.size;
		if (c->width[k] == 0)
			continue;
		if (k == COLUMN_NOTE)
			plot_text(p, c->right[k] - c->width[k], base,
			    text_of(p, c, k, point), style, ink, ANCHOR_START);
		else
			plot_text(p, c->right[k], base, text_of(p, c, k, point),
			    style, ink, ANCHOR_END);
	}
}
