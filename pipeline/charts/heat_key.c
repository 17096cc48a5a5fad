/* charts/heat_key.c -- what the fills and marks of a heat map mean. */
#include "charts/heat_key.h"
#include "charts/marks.h"
#include "charts/rows.h"
#include "charts/words.h"

#define SWATCH 17
#define LINE   13
#define GAP    12

enum entry {
	BELOW_FAR,
	BELOW,
	WITHIN,
	ABOVE,
	ABOVE_FAR,
	OUT_95,
	OUT_998,
	QUERY,
	WITHHELD,
	NOT_SENT,
	NOT_APPLICABLE,
	ENTRIES
};

static const char *const words[ENTRIES] = {"2+ units below", "1 to 2 below",
    "within 1 unit of median", "1 to 2 above", "2+ units above",
    "outside the 95% limits", "outside the 99.8% limits", "in query",
    "[c] suppressed", "[x] not sent", "[z] does not apply"};

static bool
has(const struct chart_input *in, enum entry e)
{
	for (size_t i = 0; i < in->n; i++) {
		const struct chart_point *q = &in->point[i];
		bool shown = point_shown(q);
		switch (e) {
		case OUT_95:
		case OUT_998:
			if (shown && q->outside == (e == OUT_95 ? OUTSIDE_95
								: OUTSIDE_998))
				return true;
			break;
		case QUERY:
			if (shown && q->query)
				return true;
			break;
		case WITHHELD:
			if (q->status == STATUS_SUPPRESSED)
				return true;
			break;
		case NOT_SENT:
			if (!shown && (q->status == STATUS_MISSING ||
					  q->status == STATUS_OK))
				return true;
			break;
		case NOT_APPLICABLE:
			if (q->status == STATUS_NOT_APPLICABLE)
				return true;
			break;
		default: /* the fills, all when any cell has one */
			if (shown && q->step != 0)
				return true;
			break;
		}
	}
	return false;
}

static double
glyph_width(enum entry e)
{
	return e <= ABOVE_FAR ? SWATCH : e == OUT_95 || e == OUT_998 ? 17 : 8;
}

/* y is the middle. */
static void
swatch(struct plot *p, int step, double x, double y)
{
	static const enum ink fill[] = {
	    INK_below_far, INK_below, INK_white, INK_above, INK_above_far};
	double bar = step == 2 || step == -2 ? SWATCH : SWATCH / 2.0;
	struct mark *m =
	    scene_rect(p->scene, x, y - 4.5, SWATCH, 9, fill[step + 2]);

	if (step == 0) {
		m->stroke = INK_hair;
		m->width = 0.5;
		m->x += 0.25;
		m->x2 -= 0.5;
		return;
	}
	scene_rect(p->scene, x + (SWATCH - bar) / 2,
	    step > 0 ? y - 4.5 : y + 4.5 - 1.3, bar, 1.3,
	    step > 0 ? INK_above_edge : INK_below_edge);
}

static void
glyph(struct plot *p, enum entry e, double x, double y)
{
	if (e <= ABOVE_FAR) {
		swatch(p, (int)e - WITHIN, x, y);
	} else if (e == OUT_95 || e == OUT_998) {
		mark_triangle(p, x + 4, y, 3, true, e == OUT_998, INK_text);
		mark_triangle(p, x + 12, y, 3, false, e == OUT_998, INK_text);
	} else if (e == QUERY) {
		row_text(p, x, y - 1, S("q"),
		    plot_style_weight(p, TYPE_row_base, 600), INK_text,
		    ANCHOR_START);
	} else if (e == NOT_APPLICABLE) {
		struct mark *m =
		    scene_rect(p->scene, x + 0.25, y - 3.5, 7, 7, INK_white);
		m->stroke = INK_hair;
		m->width = 0.5;
	} else {
		mark_hatched(p, x, y - 4, 8, 8);
	}
}

double
heat_key(struct plot *p, double y)
{
	struct text_style style = plot_style(p, TYPE_axis);
	double x = 0, top = y;

	for (enum entry e = 0; e < ENTRIES; e++) {
		struct str s = str_of(words[e]);
		double w = glyph_width(e) + 4 + plot_text_width(p, s, style);
		if (!has(p->in, e))
			continue;
		/* Fills and marks have lines of their own. */
		if (x > 0 && (x + w > p->width || e == OUT_95)) {
			x = 0;
			y += LINE;
		}
		glyph(p, e, x, y + LINE / 2.0);
		x += glyph_width(e) + 4;
		s = plot_fit(p, s, style, p->width - x);
		row_text(
		    p, x, y + LINE / 2.0, s, style, INK_text2, ANCHOR_START);
		x += plot_text_width(p, s, style) + GAP;
	}
	return x > 0 ? y + LINE - top : y - top;
}
