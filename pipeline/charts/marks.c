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
	bool open = verdict == VERDICT_NOT_DIFFERENT || verdict == VERDICT_NONE;
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

void
mark_triangle(struct plot *p, double x, double y, double r, bool up,
    bool filled, enum ink ink)
{
	double tip = up ? -r : r;
	struct point corner[] = {{x, y + tip}, {x + r * 1.1, y - tip * 0.75},
	    {x - r * 1.1, y - tip * 0.75}};
	struct mark *m = scene_polyline(p->scene, corner, COUNT(corner),
	    filled ? 0.5 : 0.8, filled ? INK_white : ink);

	m->fill = filled ? ink : INK_white;
}

void
mark_beyond(struct plot *p, double x, double y, bool up, enum role role)
{
	mark_triangle(
	    p, x, y, 2.4, up, true, role == ROLE_PEER ? INK_peer : INK_other);
}

void
mark_signal(struct plot *p, double x, double y, double r, enum signal signal)
{
	switch (signal) {
	case SIGNAL_IMPROVING:
		scene_circle(p->scene, x, y, r + 0.8, INK_self, INK_white, 0.5);
		break;
	case SIGNAL_CONCERN:
		scene_diamond(
		    p->scene, x, y, r + 1.8, INK_concern, INK_white, 0.5);
		break;
	case SIGNAL_NEUTRAL:
		scene_square(p->scene, x, y, r + 0.5, INK_self, INK_white, 0.5);
		break;
	case SIGNAL_NONE:
		scene_circle(p->scene, x, y, r, INK_routine, INK_NONE, 0);
		break;
	}
}

void
mark_cross(struct plot *p, double x, double y)
{
	scene_line(
	    p->scene, x - 1.8, y - 1.8, x + 1.8, y + 1.8, 0.7, INK_text2);
	scene_line(
	    p->scene, x - 1.8, y + 1.8, x + 1.8, y - 1.8, 0.7, INK_text2);
}

void
mark_hatched(struct plot *p, double x, double y, double w, double h)
{
	scene_rect(p->scene, x, y, w, h, INK_tint)->hatch = INK_hatch;
}
