/* render/svg.c -- a scene as a picture of its own, for slides and the web. */
#include <math.h>

#include "base/num.h"
#include "render/svg.h"

#define HALO 2.4

static void
number(struct buf *b, const char *name, double v)
{
	buf_addf(b, " %s=\"", name);
	num_fixed(b, v, 2, NUM_TRIM);
	buf_addc(b, '"');
}

static void
colour(struct buf *b, const char *name, const struct theme *theme, enum ink ink)
{
	if (ink == INK_NONE)
		buf_addf(b, " %s=\"none\"", name);
	else
		buf_addf(b, " %s=\"#%06x\"", name,
		    (unsigned)(theme->ink[ink] & 0xffffff));
}

/* Control characters have no place in XML at all. */
static void
escaped(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		switch (s.p[i]) {
		case '<':
			buf_addz(b, "&lt;");
			break;
		case '>':
			buf_addz(b, "&gt;");
			break;
		case '&':
			buf_addz(b, "&amp;");
			break;
		case '"':
			buf_addz(b, "&quot;");
			break;
		default:
			if ((unsigned char)s.p[i] >= ' ')
				buf_addc(b, s.p[i]);
		}
}

static void
paint(struct buf *b, const struct mark *m, const struct theme *theme)
{
	colour(b, "fill", theme, m->fill);
	if (m->stroke == INK_NONE || !(m->width > 0))
		return;
	colour(b, "stroke", theme, m->stroke);
	number(b, "stroke-width", m->width);
	if (m->kind == MARK_POLYLINE)
		buf_addz(b, " stroke-linejoin=\"round\"");
	if (m->dash[0] > 0) {
		buf_addz(b, " stroke-dasharray=\"");
		num_fixed(b, m->dash[0], 2, NUM_TRIM);
		buf_addc(b, ' ');
		num_fixed(b, m->dash[1], 2, NUM_TRIM);
		buf_addc(b, '"');
	}
}

static void
points(struct buf *b, const struct point *p, size_t n)
{
	buf_addz(b, " points=\"");
	for (size_t i = 0; i < n; i++) {
		if (i > 0)
			buf_addc(b, ' ');
		num_fixed(b, p[i].x, 2, NUM_TRIM);
		buf_addc(b, ',');
		num_fixed(b, p[i].y, 2, NUM_TRIM);
	}
	buf_addc(b, '"');
}

static void
line(struct buf *b, double x1, double y1, double x2, double y2)
{
	buf_addz(b, "<line");
	number(b, "x1", x1);
	number(b, "y1", y1);
	number(b, "x2", x2);
	number(b, "y2", y2);
}

static void
shape(struct buf *b, const struct mark *m)
{
	struct point diamond[] = {{m->x, m->y - m->r}, {m->x + m->r, m->y},
	    {m->x, m->y + m->r}, {m->x - m->r, m->y}};
	bool square = m->kind == MARK_SQUARE;

	switch (m->kind) {
	case MARK_LINE:
		line(b, m->x, m->y, m->x2, m->y2);
		break;
	case MARK_POLYLINE:
		buf_addz(b, m->fill == INK_NONE ? "<polyline" : "<polygon");
		points(b, m->point, m->n);
		break;
	case MARK_RECT:
	case MARK_SQUARE:
		buf_addz(b, "<rect");
		number(b, "x", square ? m->x - m->r : m->x);
		number(b, "y", square ? m->y - m->r : m->y);
		number(b, "width", square ? 2 * m->r : m->x2);
		number(b, "height", square ? 2 * m->r : m->y2);
		break;
	case MARK_CIRCLE:
		buf_addz(b, "<circle");
		number(b, "cx", m->x);
		number(b, "cy", m->y);
		number(b, "r", m->r);
		break;
	case MARK_DIAMOND:
		buf_addz(b, "<polygon");
		points(b, diamond, COUNT(diamond));
		break;
	case MARK_TEXT:
	case MARK_N:
		break;
	}
}

static void
hatch(struct buf *b, const struct mark *m, const struct theme *theme)
{
	double at = -INFINITY;
	struct point from, to;

	buf_addz(b, "<g");
	colour(b, "stroke", theme, m->hatch);
	number(b, "stroke-width", HATCH_WIDTH);
	buf_addz(b, ">\n");
	while (scene_hatch_line(m, &at, &from, &to)) {
		line(b, from.x, from.y, to.x, to.y);
		buf_addz(b, "/>\n");
	}
	buf_addz(b, "</g>\n");
}

/* The measured width is given too, so that words keep apart in another face. */
static void
text(struct buf *b, const struct mark *m, const struct theme *theme,
    const struct metrics *metrics)
{
	static const char *const anchor[] = {"start", "middle", "end"};

	if (m->text.n == 0)
		return;
	buf_addz(b, "<text");
	number(b, "x", m->x);
	number(b, "y", m->y);
	number(b, "font-size", m->style.size);
	buf_addf(b, " font-weight=\"%d\"", m->style.weight);
	if (m->style.face == FACE_DISPLAY)
		buf_addz(
		    b, " font-family=\"Inter Display, Inter, sans-serif\"");
	if (m->style.tabular)
		buf_addz(b, " class=\"tabular\"");
	if (m->anchor != ANCHOR_START)
		buf_addf(b, " text-anchor=\"%s\"", anchor[m->anchor]);
	number(b, "textLength", text_width(metrics, m->text, m->style));
	buf_addz(b, " lengthAdjust=\"spacingAndGlyphs\"");
	colour(b, "fill", theme, m->fill);
	if (m->halo) {
		colour(b, "stroke", theme, INK_white);
		number(b, "stroke-width", HALO);
		buf_addz(
		    b, " stroke-linejoin=\"round\" paint-order=\"stroke\"");
	}
	buf_addc(b, '>');
	escaped(b, m->text);
	buf_addz(b, "</text>\n");
}

/* "Turnover is high" of "Turnover is high. Northmoor 4.1%. ..." */
static struct str
first_sentence(struct str s)
{
	ptrdiff_t end = str_find(s, S(". "));

	if (end < 0 && str_ends(s, S(".")))
		end = (ptrdiff_t)s.n - 1;
	return end < 0 ? s : str_slice(s, 0, (size_t)end);
}

static void
opening(struct buf *b, const struct scene *s)
{
	buf_addz(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		    "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" "
		    "aria-labelledby=\"title desc\"");
	number(b, "width", s->width);
	number(b, "height", s->height);
	buf_addz(b, " viewBox=\"0 0 ");
	num_fixed(b, s->width, 2, NUM_TRIM);
	buf_addc(b, ' ');
	num_fixed(b, s->height, 2, NUM_TRIM);
	buf_addz(b, "\" font-family=\"Inter, sans-serif\">\n"
		    "<title id=\"title\">");
	escaped(b, first_sentence(s->alt));
	buf_addz(b, "</title>\n<desc id=\"desc\">");
	escaped(b, s->alt);
	buf_addz(b,
	    "</desc>\n"
	    "<style>text{font-feature-settings:\"cv11\",\"ss03\",\"liga\" 0}"
	    "text.tabular{font-feature-settings:\"cv11\",\"ss03\",\"tnum\","
	    "\"liga\" 0}</style>\n"
	    "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
}

bool
svg_render(struct ctx *c, const struct scene *s, const struct theme *theme,
    const struct metrics *metrics, struct str *bytes)
{
	struct buf b = buf_new(c->mem);

	if (s->alt.n == 0)
		return diag_fail(c, (struct at){0},
		    "a chart without an alternative text cannot be a picture "
		    "of its own; give it a finding");
	opening(&b, s);
	for (size_t i = 0; i < s->n; i++) {
		const struct mark *m = &s->mark[i];
		if (m->kind == MARK_TEXT) {
			text(&b, m, theme, metrics);
			continue;
		}
		shape(&b, m);
		paint(&b, m, theme);
		buf_addz(&b, "/>\n");
		if (m->hatch != INK_NONE)
			hatch(&b, m, theme);
	}
	buf_addz(&b, "</svg>\n");
	*bytes = buf_str(&b);
	return true;
}
