/* model/scene.c -- a drawing as a list of marks, printable for tests. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "model/scene.h"

struct scene *
scene_new(struct arena *mem, double width, double height)
{
	struct scene *s = NEW(mem, struct scene);

	s->mem = mem;
	s->width = width;
	s->height = height;
	return s;
}

static struct mark *
add(struct scene *s, struct mark m)
{
	ARENA_GROW(s->mem, s->mark, s->n, s->cap);
	s->mark[s->n] = m;
	return &s->mark[s->n++];
}

struct mark *
scene_line(struct scene *s, double x, double y, double x2, double y2,
    double width, enum ink ink)
{
	return add(s, (struct mark){.kind = MARK_LINE,
			  .x = x,
			  .y = y,
			  .x2 = x2,
			  .y2 = y2,
			  .width = width,
			  .stroke = ink});
}

struct mark *
scene_rect(
    struct scene *s, double x, double y, double w, double h, enum ink fill)
{
	return add(s, (struct mark){.kind = MARK_RECT,
			  .x = x,
			  .y = y,
			  .x2 = w,
			  .y2 = h,
			  .fill = fill});
}

static struct mark *
shape(struct scene *s, enum mark_kind kind, double x, double y, double r,
    enum ink fill, enum ink stroke, double width)
{
	return add(s, (struct mark){.kind = kind,
			  .x = x,
			  .y = y,
			  .r = r,
			  .fill = fill,
			  .stroke = stroke,
			  .width = width});
}

struct mark *
scene_circle(struct scene *s, double x, double y, double r, enum ink fill,
    enum ink stroke, double width)
{
	return shape(s, MARK_CIRCLE, x, y, r, fill, stroke, width);
}

struct mark *
scene_square(struct scene *s, double x, double y, double r, enum ink fill,
    enum ink stroke, double width)
{
	return shape(s, MARK_SQUARE, x, y, r, fill, stroke, width);
}

struct mark *
scene_diamond(struct scene *s, double x, double y, double r, enum ink fill,
    enum ink stroke, double width)
{
	return shape(s, MARK_DIAMOND, x, y, r, fill, stroke, width);
}

struct mark *
scene_polyline(struct scene *s, const struct point *p, size_t n, double width,
    enum ink stroke)
{
	struct mark *m = add(s, (struct mark){.kind = MARK_POLYLINE,
				    .n = n,
				    .width = width,
				    .stroke = stroke});

	m->point = NEWS(s->mem, n, struct point);
	memcpy(m->point, p, n * sizeof *p);
	return m;
}

struct mark *
scene_text(struct scene *s, double x, double y, struct str text,
    struct text_style style, enum ink ink, enum anchor anchor)
{
	return add(s, (struct mark){.kind = MARK_TEXT,
			  .x = x,
			  .y = y,
			  .text = str_dup(s->mem, text),
			  .style = style,
			  .fill = ink,
			  .anchor = anchor});
}

void
scene_link(struct scene *s, struct scene_link link)
{
	ARENA_GROW(s->mem, s->link, s->n_links, s->cap_links);
	s->link[s->n_links++] = link;
}

/* Corners of what may be hatched; at most `most`. */
static size_t
corners(const struct mark *m, struct point *p, size_t most)
{
	if (m->kind == MARK_RECT && most >= 4) {
		p[0] = (struct point){m->x, m->y};
		p[1] = (struct point){m->x + m->x2, m->y};
		p[2] = (struct point){m->x + m->x2, m->y + m->y2};
		p[3] = (struct point){m->x, m->y + m->y2};
		return 4;
	}
	if (m->kind != MARK_POLYLINE || m->n > most)
		return 0;
	memcpy(p, m->point, m->n * sizeof *p);
	return m->n;
}

/* Lines of x + y = at, which rise to the right. All stand on one grid, so that
 * hatches of neighbours meet. */
bool
scene_hatch_line(
    const struct mark *m, double *at, struct point *from, struct point *to)
{
	struct point p[8];
	size_t n = corners(m, p, COUNT(p));
	double lo = INFINITY, hi = -INFINITY;

	for (size_t i = 0; i < n; i++) {
		lo = fmin(lo, p[i].x + p[i].y);
		hi = fmax(hi, p[i].x + p[i].y);
	}
	*at = *at < lo ? (floor(lo / HATCH_STEP) + 1) * HATCH_STEP
		       : *at + HATCH_STEP;
	if (n < 3 || !(*at < hi))
		return false;
	*from = (struct point){INFINITY, 0};
	*to = (struct point){-INFINITY, 0};
	for (size_t i = 0; i < n; i++) {
		struct point a = p[i], b = p[(i + 1) % n], q;
		double da = a.x + a.y - *at, db = b.x + b.y - *at, t;
		if ((da < 0) == (db < 0))
			continue;
		t = da / (da - db);
		q = (struct point){
		    a.x + t * (b.x - a.x), a.y + t * (b.y - a.y)};
		if (q.x < from->x)
			*from = q;
		if (q.x > to->x)
			*to = q;
	}
	return true;
}

static const char *const mark_name[MARK_N] = {
    "line", "polyline", "rect", "circle", "square", "diamond", "text"};
static const char *const anchor_name[] = {"start", "middle", "end"};

static void
put(struct buf *b, double v)
{
	buf_addc(b, ' ');
	num_fixed(b, v, 2, NUM_TRIM);
}

void
scene_print(struct buf *b, const struct scene *s)
{
	buf_addz(b, "scene");
	put(b, s->width);
	put(b, s->height);
	buf_addf(b, "\nalt %.*s\n", STRF(s->alt));
	for (size_t i = 0; i < s->n; i++) {
		const struct mark *m = &s->mark[i];
		buf_addz(b, mark_name[m->kind]);
		if (m->kind != MARK_POLYLINE) {
			put(b, m->x);
			put(b, m->y);
		}
		if (m->kind == MARK_LINE || m->kind == MARK_RECT) {
			put(b, m->x2);
			put(b, m->y2);
		}
		if (m->r > 0)
			put(b, m->r);
		for (size_t k = 0; k < m->n; k++) {
			put(b, m->point[k].x);
			put(b, m->point[k].y);
		}
		if (m->fill != INK_NONE)
			buf_addf(b, " fill=%s", ink_name[m->fill]);
		if (m->stroke != INK_NONE) {
			buf_addf(b, " stroke=%s", ink_name[m->stroke]);
			put(b, m->width);
		}
		if (m->dash[0] > 0)
			buf_addz(b, " dashed");
		if (m->hatch != INK_NONE)
			buf_addf(b, " hatch=%s", ink_name[m->hatch]);
		if (m->kind == MARK_TEXT) {
			put(b, m->style.size);
			buf_addf(b, " %d %s%s \"%.*s\"", m->style.weight,
			    anchor_name[m->anchor], m->halo ? " halo" : "",
			    STRF(m->text));
		}
		buf_addc(b, '\n');
	}
	for (size_t i = 0; i < s->n_links; i++) {
		const struct scene_link *l = &s->link[i];
		buf_addz(b, "link");
		put(b, l->x);
		put(b, l->y);
		put(b, l->w);
		put(b, l->h);
		put(b, l->number_x);
		put(b, l->number_y);
		buf_addf(b, " %.*s \"%.*s\"\n", STRF(l->to), STRF(l->name));
	}
}
