/* charts/marks.c -- the marks that all charts share, so that one mark means one
 * thing in a pack. */
#include <math.h>

#include "charts/marks.h"
#include "charts/words.h"

static void
arrow(struct plot *p, struct point tip, double dx, double dy, enum ink ink)
{
	struct point corner[] = {tip,
	    {tip.x - dx * ARROW_LENGTH - dy * 2,
		tip.y - dy * ARROW_LENGTH - dx * 2},
	    {tip.x - dx * ARROW_LENGTH + dy * 2,
		tip.y - dy * ARROW_LENGTH + dx * 2}};

	scene_polyline(p->scene, corner, COUNT(corner), 0, INK_NONE)->fill =
	    ink;
}

/* Ends of an interval along its direction. An end past the scale stands 1
 * outside it, and the arrowhead begins there. */
static void
ends(const struct scale *s, double lower, double upper, double at[2],
    bool past[2])
{
	double sign = s->to >= s->from ? 1 : -1;

	past[0] = lower < s->lo;
	past[1] = upper > s->hi;
	at[0] = past[0] ? s->from - sign : scale_at(s, lower);
	at[1] = past[1] ? s->to + sign : scale_at(s, upper);
}

void
mark_interval(struct plot *p, const struct scale *s, double y, double lower,
    double upper, double width, enum ink ink)
{
	double at[2], sign = s->to >= s->from ? 1 : -1;
	bool past[2];

	ends(s, lower, upper, at, past);
	scene_line(p->scene, at[0], y, at[1], y, width, ink);
	if (past[0])
		arrow(p, (struct point){at[0] - sign * ARROW_LENGTH, y}, -sign,
		    0, ink);
	if (past[1])
		arrow(p, (struct point){at[1] + sign * ARROW_LENGTH, y}, sign,
		    0, ink);
}

void
mark_interval_up(struct plot *p, const struct scale *s, double x, double lower,
    double upper, double width, enum ink ink)
{
	double at[2], sign = s->to >= s->from ? 1 : -1;
	bool past[2];

	ends(s, lower, upper, at, past);
	scene_line(p->scene, x, at[0], x, at[1], width, ink);
	if (past[0])
		arrow(p, (struct point){x, at[0] - sign * ARROW_LENGTH}, 0,
		    -sign, ink);
	if (past[1])
		arrow(p, (struct point){x, at[1] + sign * ARROW_LENGTH}, 0,
		    sign, ink);
}

bool
point_is_square(const struct chart_input *in, const struct chart_point *p)
{
	return in->neutral || p->direction == DIRECTION_NEUTRAL;
}

void
mark_own(struct plot *p, double x, double y, double r, bool square,
    enum verdict verdict)
{
	bool open = verdict == VERDICT_NOT_DIFFERENT;
	enum ink fill = open ? INK_white : INK_self;
	enum ink edge = open ? INK_self : INK_white;
	double width = open ? 1.1 : 0.6;

	/* The line of an open mark lies half outside it. */
	r -= open ? 0.3 : 0;
	if (square)
		scene_square(p->scene, x, y, r, fill, edge, width);
	else
		scene_circle(p->scene, x, y, r, fill, edge, width);
}

void
mark_england(struct plot *p, double x, double y, double height)
{
	scene_line(
	    p->scene, x, y - height / 2, x, y + height / 2, 1.2, INK_text2);
}

void
mark_peer(struct plot *p, double x, double y, double r)
{
	scene_diamond(p->scene, x, y, r, INK_white, INK_peer, 1);
}
