/* charts/gap.c -- the people of one group: those who had something, those who
 * would close the gap to the other group, and the others. */
#include <math.h>

#include "base/num.h"
#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"height", "106", 60, 320,
	"of the circles at most, in points; many people get smaller ones"},
    {NULL, NULL, 0, 0, NULL},
};

/* Lengths at thirteen circles to a row; more are drawn to the same scale. */
#define ACROSS 13
#define PITCH  15.3
#define RISE   13.2
#define RADIUS 4.1
#define BAR    14.0
#define LINE   14.0

/* Beyond this a circle for each is a texture, not a count. */
enum { MOST_CIRCLES = 300 };

enum { HAD, WOULD_CLOSE, OTHERS, PARTS };

/* Whole people in the three parts, in the order of the points. */
struct people {
	size_t part[PARTS], all;
};

static bool
count_people(const struct chart_input *in, struct people *n)
{
	*n = (struct people){{0}, 0};
	if (in->n != PARTS)
		return false;
	for (size_t i = 0; i < PARTS; i++) {
		const struct chart_point *q = &in->point[i];
		if (!point_shown(q) || q->value < 0)
			return false;
		n->part[i] = (size_t)num_round(q->value, 0);
		n->all += n->part[i];
	}
	return n->all > 0;
}

static void
one_circle(struct plot *p, int part, double x, double y, double r)
{
	if (part == OTHERS) {
		scene_circle(p->scene, x, y, r, INK_range, INK_NONE, 0);
	} else if (part == HAD) {
		scene_circle(p->scene, x, y, r, INK_self, INK_NONE, 0);
	} else {
		double line = fmin(1.4, 0.34 * r);
		scene_circle(
		    p->scene, x, y, r - line / 2, INK_white, INK_self, line);
		scene_circle(p->scene, x, y, 0.32 * r, INK_self, INK_NONE, 0);
	}
}

static double
circles(struct plot *p, const struct people *n)
{
	double most = option_number(&chart_gap, p->in, "height");
	size_t across = ACROSS, i = 0;
	double pitch, scale;

	/* At least as many to a row as the height asks for. */
	for (;; across++) {
		pitch = fmin(PITCH, p->width / (double)across);
		scale = pitch / PITCH;
		if ((double)((n->all + across - 1) / across) * RISE * scale <=
		    most)
			break;
	}
	for (int part = 0; part < PARTS; part++)
		for (size_t k = 0; k < n->part[part]; k++, i++)
			one_circle(p, part,
			    pitch * ((double)(i % across) + 0.5),
			    RISE * scale * ((double)(i / across) + 0.5),
			    RADIUS * scale);
	return (double)((n->all + across - 1) / across) * RISE * scale;
}

/* The same three parts as lengths. */
static double
bar(struct plot *p, const struct people *n)
{
	double x = 0;

	for (int part = 0; part < PARTS; part++) {
		double w = p->width * (double)n->part[part] / (double)n->all;
		if (part == WOULD_CLOSE && w > 1.4) {
			struct mark *m = scene_rect(p->scene, x + 0.7, 0.7,
			    w - 1.4, BAR - 1.4, INK_white);
			m->stroke = INK_self;
			m->width = 1.4;
		} else if (w > 0) {
			scene_rect(p->scene, x, 0, w, BAR,
			    part == OTHERS ? INK_range : INK_self);
		}
		x += w;
	}
	return BAR;
}

/* "37  took up training", under the picture, with the mark before it. */
static double
words(struct plot *p, const struct people *n, double y, struct buf *alt)
{
	struct text_style bold = plot_style_weight(p, TYPE_row, 600);
	struct text_style plain = plot_style(p, TYPE_row);
	double column = 0;

	for (int part = 0; part < PARTS; part++)
		column = fmax(column,
		    plot_text_width(p,
			number_text(p->tmp, (double)n->part[part], 0), bold));
	for (int part = 0; part < PARTS; part++) {
		struct str count =
		    number_text(p->tmp, (double)n->part[part], 0);
		double x = 2 * RADIUS + 7 + column;
		struct str line[2];
		size_t lines;
		if (part == WOULD_CLOSE && n->part[part] == 0)
			continue;
		one_circle(p, part, RADIUS + 0.5, y + LINE / 2, RADIUS);
		plot_text(
		    p, x, y + LINE - 4, count, bold, INK_text, ANCHOR_END);
		lines = plot_wrap(p, p->in->point[part].label, plain,
		    p->width - x - 7, 2, line);
		for (size_t k = 0; k < lines; k++, y += LINE)
			plot_text(p, x + 7, y + LINE - 4, line[k], plain,
			    INK_text, ANCHOR_START);
		buf_addf(alt, "%.*s %.*s%s", STRF(count),
		    STRF(p->in->point[part].label),
		    part == OTHERS ? "." : "; ");
	}
	return y;
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct people n;
	struct plot p;
	struct buf alt;
	double y;

	if (!plot_open(c, &chart_gap, in, theme, metrics, &p))
		return false;
	alt = buf_new(c->tmp);
	say_finding(&alt, in);
	if (!count_people(in, &n)) {
		y = plot_sentence(&p, 0, 0, p.width,
		    S("The numbers of people cannot be shown."));
		buf_addz(&alt, "The numbers of people cannot be shown.");
	} else {
		y = n.all > MOST_CIRCLES ? bar(&p, &n) : circles(&p, &n);
		y = words(&p, &n, y + 5, &alt);
	}
	plot_close(&p, y, &alt, out);
	return true;
}

const struct chart chart_gap = {
    "gap",
    "people of one group: a circle each, or a bar above 300",
    option,
    draw,
};
