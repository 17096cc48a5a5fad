/* charts/bands.c -- staff by pay band: one panel of bars, or two mirrored ones
 * with the bands between them. */
#include <math.h>

#include "charts/bars.h"
#include "charts/charts.h"
#include "charts/options.h"

static const struct chart_option option[] = {
    {"row", "20", 14, 34, "height of a row in points"},
    {"order", "high_first", 0, 0,
	"high_first|as_given: the highest band on top, or as the points come"},
    {NULL, NULL, 0, 0, NULL},
};

/* "Band 8a" between the panels is "8a": the head says Band. */
static struct str
short_name(struct str label)
{
	return str_starts(label, S("Band ")) ? str_slice(label, 5, label.n)
					     : label;
}

static double
gutter(const struct plot *p, const struct bars *b, struct text_style style)
{
	double w = 16;

	for (size_t i = 0; i < b->n; i++)
		w = fmax(
		    w, plot_text_width(p, short_name(b->row[i].label), style));
	return fmin(w, 0.3 * p->width) + 10;
}

static void
draw_names(struct plot *p, const struct bars *b, double x, double width,
    struct text_style style)
{
	plot_text(p, x, 21, S("Band"), plot_style(p, TYPE_axis), INK_text2,
	    ANCHOR_MIDDLE);
	for (size_t i = 0; i < b->n; i++)
		plot_text(p, x, b->row[i].y + 0.36 * style.size,
		    plot_fit(p, short_name(b->row[i].label), style, width),
		    style, INK_text, ANCHOR_MIDDLE);
}

static void
draw_panel(struct plot *p, struct bars *b, size_t g, const struct scale *s,
    const struct columns *c, double bottom)
{
	axis_across(p, s, 26, bottom, bottom + 10);
	columns_head(p, c, 21);
	for (size_t i = 0; i < b->n; i++) {
		const struct chart_point *point = b->row[i].point[g];
		if (point == NULL)
			continue;
		columns_row(p, c, point, b->row[i].y);
		bars_marks(p, b, s, point, b->row[i].y);
	}
}

static double
draw_mirrored(struct plot *p, struct bars *b)
{
	struct text_style style = plot_style_weight(p, TYPE_row, 600);
	struct columns_wish wish = {.brief = p->width < 360};
	double names, bottom = 26, room, side, length, x = p->width / 2;
	struct columns c[2];

	style.size = 9;
	names = gutter(p, b, style);
	room = (p->width - names) / 2;
	for (size_t i = 0; i < b->n; i++, bottom += b->pitch)
		b->row[i].y = bottom + b->pitch / 2;
	for (size_t g = 0; g < 2; g++) {
		size_t n;
		const struct chart_point **points = bars_points(p, b, g, &n);
		columns_fit(p, points, n, wish, &c[g]);
	}
	/* One length for both sides, so that bars compare across. */
	side = room - fmax(columns_width(&c[0]), columns_width(&c[1]));
	b->notes = true;
	length = bars_length(p, b, side);
	columns_place_mirrored(&c[0], x - names / 2 - side);
	columns_place(&c[1], x + names / 2 + side);
	draw_names(p, b, x, names, style);
	for (size_t g = 0; g < 2; g++) {
		struct scale s = b->scale;
		double edge = names / 2;
		s.from = g == 0 ? x - edge : x + edge;
		s.to = g == 0 ? x - edge - length : x + edge + length;
		bars_panel_head(p, b, g, s.from, 8, room,
		    g == 0 ? ANCHOR_END : ANCHOR_START);
		draw_panel(p, b, g, &s, &c[g], bottom);
	}
	return bottom + 13;
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct plot p;
	struct bars b = {.bar = 12, .tick = 16};
	struct buf alt;
	double height;

	if (!plot_open(c, &chart_bands, in, theme, metrics, &p) ||
	    !bars_collect(&p, &b))
		return false;
	alt = buf_new(c->tmp);
	b.pitch = option_number(&chart_bands, in, "row");
	b.bar = fmin(12, b.pitch - 6);
	b.tick = b.bar + 4;
	bars_scale(&p, &b);
	if (option_is(&chart_bands, in, "order", "high_first"))
		bars_sort_bands(&b);
	height = b.n == 0        ? bars_none(&p, &alt)
		 : b.panels == 2 ? draw_mirrored(&p, &b)
				 : bars_side_by_side(&p, &b);
	if (b.n > 0)
		bars_alt(&p, &b, &alt);
	plot_close(&p, height, &alt, out);
	return true;
}

const struct chart chart_bands = {
    "bands",
    "share of staff at each pay band, highest on top; two groups are mirrored",
    option,
    draw,
};
