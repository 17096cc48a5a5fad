/* charts/quarters.c -- a table cell: in which quarters a fault was open. */
#include "charts/charts.h"
#include "charts/marks.h"
#include "charts/options.h"
#include "charts/words.h"

static const struct chart_option option[] = {
    {"height", "11", 9, 30, "height in points"},
    {NULL, NULL, 0, 0, NULL},
};

#define PITCH 8.2
#define SIDE  6.6

/* What a point's step says. */
enum { ABSENT, OPEN, FIXED, NO_RETURN, STEPS };

static int
step_of(const struct chart_point *q)
{
	return q->step > 0 && q->step < STEPS ? q->step : ABSENT;
}

static bool
is_new(const struct chart_input *in, size_t i)
{
	return i + 1 == in->n && step_of(&in->point[i]) == OPEN &&
	       (i == 0 || step_of(&in->point[i - 1]) != OPEN);
}

static void
draw_mark(struct plot *p, size_t i, double x, double y)
{
	double r = SIDE / 2;

	switch (step_of(&p->in->point[i])) {
	case OPEN:
		scene_square(p->scene, x, y, r,
		    is_new(p->in, i) ? INK_self_mid : INK_self, INK_NONE, 0);
		break;
	case FIXED:
		scene_square(p->scene, x, y, r - 0.4, INK_white, INK_self, 0.8);
		break;
	case NO_RETURN:
		mark_cross(p, x, y);
		break;
	default:
		scene_circle(p->scene, x, y, 0.8, INK_other, INK_NONE, 0);
	}
}

/* "absent, open in 2026-27 Q1": what was from when. */
static void
say(const struct chart_input *in, struct buf *b)
{
	static const char *const words[STEPS] = {
	    "absent", "open", "fixed", "no return"};
	int before = -1;

	say_finding(b, in);
	buf_adds(b, in->self_name);
	buf_addz(b, in->self_name.n > 0 ? ": " : "");
	for (size_t i = 0; i < in->n; i++) {
		int step = step_of(&in->point[i]);
		if (step == before)
			continue;
		buf_addf(b, "%s%s from %.*s", before >= 0 ? ", " : "",
		    words[step], STRF(in->point[i].label));
		before = step;
	}
	buf_addz(b, before < 0 ? "No quarter is known." : ".");
}

static bool
draw(struct ctx *c, const struct chart_input *in, const struct theme *theme,
    const struct metrics *metrics, struct scene **out)
{
	struct plot p;
	struct buf alt;
	double height;
	size_t from;

	if (!plot_open(c, &chart_quarters, in, theme, metrics, &p))
		return false;
	alt = buf_new(c->tmp);
	height = option_number(&chart_quarters, in, "height");
	from = (size_t)(p.width / PITCH);
	from = in->n > from ? in->n - from : 0;
	for (size_t i = from; i < in->n; i++)
		draw_mark(&p, i,
		    p.width - PITCH / 2 - PITCH * (double)(in->n - 1 - i),
		    height / 2);
	if (in->n == 0)
		mark_cross(&p, p.width / 2, height / 2);
	say(in, &alt);
	plot_close(&p, height, &alt, out);
	return true;
}

const struct chart chart_quarters = {
    "quarters",
    "a table cell: a square for each quarter that a fault was open, hollow "
    "when it was fixed, a dot when it was absent",
    option,
    draw,
};
