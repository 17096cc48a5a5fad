/* charts/hexmap.c -- areas as hexagons of one size, filled by closed classes:
 * shows place, not rank. */
#include <math.h>

#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/rows.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"radius", "11.7", 8, 30, "of a hexagon at most, points"},
    {NULL, NULL, 0, 0, NULL},
};

#define CLASSES 5
#define SWATCH  10
#define LINE    13

struct area {
	const struct chart_hex *hex;
	const struct chart_point *point; /* NULL: no figure was given */
	double x, y;
};

struct hexmap {
	struct plot p;
	struct area *area;
	size_t n;
	double r, left, right, top, bottom; /* of the map */
	double key; /* width of the key at the left; 0: under the map */
};

static bool
collect(struct hexmap *h)
{
	const struct chart_input *in = h->p.in;

	h->n = in->n_hexes;
	h->area = NEWS(h->p.tmp, h->n + 1, struct area);
	for (size_t i = 0; i < h->n; i++)
		h->area[i].hex = &in->hex[i];
	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *q = &in->point[i];
		size_t k = 0;
		while (k < h->n && !str_eq(in->hex[k].code, q->label))
			k++;
		if (k == h->n)
			return diag_fail(h->p.c, (struct at){0},
			    "chart hexmap: '%.*s' has no place on the map; add "
			    "it to hexmap.yaml",
			    STRF(q->label));
		if (h->area[k].point != NULL)
			return diag_fail(h->p.c, (struct at){0},
			    "chart hexmap: '%.*s' is given twice; give one "
			    "value an area",
			    STRF(q->label));
		if (point_shown(q) && (q->step < 1 || q->step > CLASSES))
			return diag_fail(h->p.c, (struct at){0},
			    "chart hexmap: '%.*s' is in class %d; give 1 to %d",
			    STRF(q->label), q->step, CLASSES);
		h->area[k].point = q;
	}
	return true;
}

static bool
shown(const struct area *a)
{
	return a->point != NULL && point_shown(a->point);
}

static enum status
status_of(const struct area *a)
{
	return a->point == NULL || a->point->status == STATUS_OK
		   ? STATUS_MISSING
		   : a->point->status;
}

static bool
any_status(const struct hexmap *h, enum status s)
{
	for (size_t i = 0; i < h->n; i++)
		if (!shown(&h->area[i]) && status_of(&h->area[i]) == s)
			return true;
	return false;
}

/* ---- Room. */

static double
key_width(const struct hexmap *h)
{
	const struct plot *p = &h->p;
	double w = plot_text_width(
	    p, S("[x] not available"), plot_style(p, TYPE_axis));

	for (size_t i = 0; i < p->in->n_steps; i++)
		w = fmax(w, plot_text_width(p, p->in->step_label[i],
				plot_style(p, TYPE_axis)));
	return SWATCH + 5 + w;
}

/* The key stands at the left where the hexagons keep their size, else under
 * them. */
static void
place(struct hexmap *h)
{
	const struct plot *p = &h->p;
	double most = option_number(&chart_hexmap, p->in, "radius");
	double half = sqrt(3) / 2, span = 0, rows = 0, room = p->width;

	for (size_t i = 0; i < h->n; i++) {
		span = fmax(span, h->area[i].hex->column);
		rows = fmax(rows, h->area[i].hex->row);
	}
	span += 2;
	h->key = key_width(h);
	if (h->key + 8 + most * half * span > room)
		h->key = 0;
	room -= h->key > 0 ? h->key + 8 : 0;
	h->r = fmin(most, (room - 1.6) / (half * span));
	h->right = p->width - 0.8;
	h->left = h->right - h->r * half * span;
	h->top = 1;
	h->bottom = h->top + h->r * (2 + 1.5 * rows);
	for (size_t i = 0; i < h->n; i++) {
		struct area *a = &h->area[i];
		a->x = h->left + h->r * half * (a->hex->column + 1);
		a->y = h->top + h->r * (1 + 1.5 * a->hex->row);
	}
}

/* ---- Drawing. */

static void
corners(double x, double y, double r, struct point *c)
{
	double half = r * sqrt(3) / 2;

	c[0] = (struct point){x, y - r};
	c[1] = (struct point){x + half, y - r / 2};
	c[2] = (struct point){x + half, y + r / 2};
	c[3] = (struct point){x, y + r};
	c[4] = (struct point){x - half, y + r / 2};
	c[5] = (struct point){x - half, y - r / 2};
	c[6] = c[0];
}

static enum ink
class_ink(int step)
{
	static const enum ink ink[CLASSES] = {
	    INK_step1, INK_step2, INK_step3, INK_step4, INK_step5};

	return ink[step - 1];
}

static void
draw_area(struct hexmap *h, const struct area *a)
{
	struct plot *p = &h->p;
	struct text_style code = plot_style(p, TYPE_row_base);
	struct text_style value = plot_style_weight(p, TYPE_row_base, 600);
	struct str s = shown(a) ? printed_of(p->tmp, p->in, a->point).number
				: str_of(status_mark[status_of(a)]);
	struct point c[7];
	struct mark *m;
	enum ink ink = INK_text;

	code.size = 6.4;
	/* The gap of 0.5 between neighbours is theirs in halves. */
	corners(a->x, a->y, h->r - 0.29, c);
	m = scene_polyline(p->scene, c, 6, 0, INK_NONE);
	if (shown(a)) {
		m->fill = class_ink(a->point->step);
		ink = a->point->step > 3 ? INK_white : INK_text;
	} else {
		m->fill = INK_tint;
		m->hatch = INK_hatch;
		ink = INK_text2;
	}
	if (!shown(a))
		scene_rect(p->scene, a->x - 0.62 * h->r, a->y - 6.6,
		    1.24 * h->r, 13.4, INK_tint);
	row_text(p, a->x, a->y - 3.6,
	    plot_fit(p, a->hex->brief, code, h->r * 1.7), code, ink,
	    ANCHOR_MIDDLE);
	/* A number that does not fit is left to the class and the alt text. */
	if (plot_text_width(p, s, value) <= h->r * 1.7)
		row_text(p, a->x, a->y + 3.6, s, value, ink, ANCHOR_MIDDLE);
	plot_avoid(p,
	    (struct box){
		a->x - h->r * 0.87, a->y - h->r * 0.8, h->r * 1.74, h->r * 1.6},
	    1000);
}

/* The outline of those named, over all fills, and their name beside them. False:
 * there is no room for the name that touches no other area. */
static bool
draw_outline(struct hexmap *h)
{
	struct plot *p = &h->p;
	struct text_style style = plot_style_weight(p, TYPE_axis, 600);
	double x0 = INFINITY, x1 = -INFINITY, y0 = INFINITY, y1 = 0, w = 0,
	       lead = style.size + 1.2, high;
	struct str line[2];
	size_t lines;

	for (size_t i = 0; i < h->n; i++) {
		const struct area *a = &h->area[i];
		struct point c[7];
		if (a->point == NULL || a->point->role != ROLE_SELF)
			continue;
		corners(a->x, a->y, h->r - 0.29, c);
		scene_polyline(p->scene, c, 7, 1.3, INK_text);
		x0 = fmin(x0, a->x - h->r);
		x1 = fmax(x1, a->x + h->r);
		y0 = fmin(y0, a->y - h->r);
		y1 = fmax(y1, a->y + h->r);
	}
	if (!(x0 < x1) || p->in->self_name.n == 0)
		return true;
	lines = plot_wrap(p, p->in->self_name, style, 78, 2, line);
	for (size_t i = 0; i < lines; i++)
		w = fmax(w, plot_text_width(p, line[i], style));
	high = lead * (double)(lines - 1) +
	       (TEXT_ASCENT + TEXT_DESCENT) * style.size;
	for (double y = y0; y + high <= y1; y += 2)
		for (double x = x1 + 2; x >= x0 - w - 2; x -= 2) {
			struct box at = {x, y, w, high};
			bool clear =
			    x >= 0 && x + w <= p->width && plot_is_free(p, at);
			for (size_t i = 0; i < p->n_obstacles && clear; i++)
				clear = !box_meets(p->obstacle[i].box, at);
			if (!clear)
				continue;
			for (size_t i = 0; i < lines; i++)
				plot_text(p, x,
				    y + TEXT_ASCENT * style.size +
					lead * (double)i,
				    line[i], style, INK_text, ANCHOR_START);
			return true;
		}
	return false;
}

static double
key_line(struct hexmap *h, double x, double y, enum ink fill, struct str words)
{
	struct plot *p = &h->p;
	struct text_style style = plot_style(p, TYPE_axis);
	double right = h->key > 0 ? h->left - 4 : p->width;
	struct mark *m = scene_rect(p->scene, x, y, SWATCH, 9, fill);

	if (fill == INK_tint)
		m->hatch = INK_hatch;
	if (fill == INK_white) {
		m->stroke = INK_text;
		m->width = 1.3;
		m->x += 0.7;
		m->x2 -= 1.4;
	}
	words = plot_fit(p, words, style, right - x - SWATCH - 5);
	row_text(
	    p, x + SWATCH + 5, y + 4.5, words, style, INK_text2, ANCHOR_START);
	return x + SWATCH + 5 + plot_text_width(p, words, style) + 10;
}

/* In a column, or in lines under the map. Gives the bottom. */
static double
draw_key(struct hexmap *h, bool named)
{
	struct plot *p = &h->p;
	const struct chart_input *in = p->in;
	bool under = h->key == 0;
	double x = 0, y = under ? h->bottom + 6 : 2;
	size_t n = in->n_steps < CLASSES ? in->n_steps : CLASSES;

	for (size_t i = 0; i < n + 3; i++) {
		enum status s = i == n ? STATUS_SUPPRESSED : STATUS_MISSING;
		struct str words = i < n        ? in->step_label[i]
				   : i == n     ? S("[c] suppressed")
				   : i == n + 1 ? S("[x] not available")
						: in->self_name;
		double w = SWATCH + 5 +
			   plot_text_width(p, words, plot_style(p, TYPE_axis));
		if (i == n + 2 ? named : i >= n && !any_status(h, s))
			continue;
		if (under && x > 0 && x + w > p->width) {
			x = 0;
			y += LINE;
		}
		w = key_line(
		    h, x, y, i < n ? class_ink((int)i + 1) : INK_tint, words);
		if (under)
			x = w;
		else
			y += LINE;
	}
	return under && x > 0 ? y + LINE : y;
}

static void
say(const struct hexmap *h, struct buf *b)
{
	const struct chart_input *in = h->p.in;
	bool first = true;

	say_finding(b, in);
	for (size_t i = 0; i < h->n; i++) {
		const struct area *a = &h->area[i];
		buf_addz(b, first ? "" : "; ");
		first = false;
		if (a->point != NULL)
			say_point(b, in, a->point, a->hex->name);
		else
			buf_addf(b, "%.*s %.*s", STRF(a->hex->name),
			    STRF(status_words(b->mem, STATUS_MISSING)));
		if (a->point != NULL && a->point->role == ROLE_SELF &&
		    in->self_name.n > 0)
			buf_addf(b, ", in %.*s", STRF(in->self_name));
	}
	buf_addz(b, h->n == 0 ? "There is no map to show." : ".");
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct hexmap h = {0};
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_hexmap, in, theme, metrics, &h.p) ||
	    !collect(&h))
		return false;
	alt = buf_new(c->tmp);
	say(&h, &alt);
	if (h.n == 0) {
		height = plot_sentence(&h.p, 0, 2, in->width,
			     S("There is no map to show.")) +
			 6;
	} else {
		place(&h);
		for (size_t i = 0; i < h.n; i++)
			draw_area(&h, &h.area[i]);
		height = fmax(h.bottom, draw_key(&h, draw_outline(&h))) + 1;
	}
	plot_close(&h.p, height, &alt, out);
	return true;
}

const struct chart chart_hexmap = {
    "hexmap",
    "areas as hexagons of one size in five closed classes; the layout is "
    "data",
    option,
    draw,
};
