/* tests/unit/charts/scene_check.h -- what every scene must keep to. Says what is
 * wrong, in words; empty when nothing is. */
#ifndef TESTS_CHARTS_SCENE_CHECK_H
#define TESTS_CHARTS_SCENE_CHECK_H

#include "base/num.h"
#include "charts/plot.h"

/* Letters stand 0.76 over and 0.22 under the base line, in parts of the size. */
static inline struct box
mark_box(const struct mark *m, const struct metrics *metrics)
{
	double edge = m->stroke == INK_NONE ? 0 : m->width / 2;
	double x0 = m->x - m->r, x1 = m->x + m->r, y0 = m->y - m->r,
	       y1 = m->y + m->r;

	if (m->kind == MARK_TEXT) {
		double w = text_width(metrics, m->text, m->style);
		double x = m->anchor == ANCHOR_START    ? m->x
			   : m->anchor == ANCHOR_MIDDLE ? m->x - w / 2
							: m->x - w;
		return (struct box){
		    x, m->y - 0.76 * m->style.size, w, 0.98 * m->style.size};
	}
	if (m->kind == MARK_RECT)
		return (struct box){m->x, m->y, m->x2, m->y2};
	if (m->kind == MARK_LINE) {
		/* Butt ends: the width lies across the line's direction. */
		double dx = m->y == m->y2 ? 0 : edge;
		double dy = m->x == m->x2 ? 0 : edge;
		x0 = fmin(m->x, m->x2) - dx;
		x1 = fmax(m->x, m->x2) + dx;
		y0 = fmin(m->y, m->y2) - dy;
		y1 = fmax(m->y, m->y2) + dy;
		return (struct box){x0, y0, x1 - x0, y1 - y0};
	}
	if (m->kind == MARK_POLYLINE) {
		x0 = y0 = INFINITY;
		x1 = y1 = -INFINITY;
		for (size_t i = 0; i < m->n; i++) {
			x0 = fmin(x0, m->point[i].x);
			x1 = fmax(x1, m->point[i].x);
			y0 = fmin(y0, m->point[i].y);
			y1 = fmax(y1, m->point[i].y);
		}
	}
	return (struct box){
	    x0 - edge, y0 - edge, x1 - x0 + 2 * edge, y1 - y0 + 2 * edge};
}

static inline void
check_mark(struct buf *b, const struct scene *s, const struct mark *m,
    struct box box, size_t i)
{
	const double slack = 0.01;

	if (!isfinite(box.x) || !isfinite(box.y) || !isfinite(box.w) ||
	    !isfinite(box.h) || box.w < 0 || box.h < 0) {
		buf_addf(b, "mark %zu has no place\n", i);
		return;
	}
	if (box.x < -slack || box.y < -slack ||
	    box.x + box.w > s->width + slack ||
	    box.y + box.h > s->height + slack)
		buf_addf(b,
		    "mark %zu \"%.*s\" leaves the scene: %d %d %d %d (kind "
		    "%d)\n",
		    i, STRF(m->text), (int)box.x, (int)box.y,
		    (int)(box.x + box.w), (int)(box.y + box.h), (int)m->kind);
	if (m->kind == MARK_TEXT && m->style.size < 6.4)
		buf_addf(b, "\"%.*s\" is too small\n", STRF(m->text));
}

static inline struct str
scene_check(
    struct arena *mem, const struct scene *s, const struct metrics *metrics)
{
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < s->n; i++) {
		struct box box = mark_box(&s->mark[i], metrics);
		check_mark(&b, s, &s->mark[i], box, i);
		if (s->mark[i].kind != MARK_TEXT)
			continue;
		for (size_t k = 0; k < i; k++)
			if (s->mark[k].kind == MARK_TEXT &&
			    box_meets(box, mark_box(&s->mark[k], metrics)))
				buf_addf(&b, "\"%.*s\" lies on \"%.*s\"\n",
				    STRF(s->mark[i].text),
				    STRF(s->mark[k].text));
	}
	return buf_str(&b);
}

#endif
