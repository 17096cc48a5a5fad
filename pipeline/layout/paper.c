/* layout/paper.c -- frames and tags are added here and nowhere else. */
#include <assert.h>

#include "layout/paper.h"

struct paper *
paper_new(struct arena *mem, const struct theme *t)
{
	struct paper *p = NEW(mem, struct paper);

	p->width = t->page_width;
	p->height = t->page_height;
	return p;
}

void
paper_leaf(struct press *s)
{
	struct paper *p = s->paper;

	ARENA_GROW(s->c->mem, p->leaf, p->n_leaves, p->cap_leaves);
	p->leaf[p->n_leaves++] = (struct leaf){0};
}

void
paper_frame(struct press *s, size_t leaf, struct frame f)
{
	struct leaf *l = &s->paper->leaf[leaf];

	ARENA_GROW(s->c->mem, l->frame, l->n, l->cap);
	l->frame[l->n++] = f;
}

int
paper_tag(struct press *s, int parent, enum tag_type type)
{
	struct paper *p = s->paper;

	assert(parent < (int)p->n_tags);
	ARENA_GROW(s->c->mem, p->tag, p->n_tags, p->cap_tags);
	p->tag[p->n_tags] =
	    (struct tag){.type = type, .parent = parent, .target = -1};
	return (int)p->n_tags++;
}

int
paper_destination(struct press *s)
{
	struct paper *p = s->paper;

	ARENA_GROW(
	    s->c->mem, p->destination, p->n_destinations, p->cap_destinations);
	p->destination[p->n_destinations] = (struct destination){0};
	return (int)p->n_destinations++;
}

struct frame
paper_rule(double x, double y, double w, double h, double width, enum ink ink)
{
	return (struct frame){.kind = FRAME_RULE,
	    .tag = FRAME_LAYOUT,
	    .x = x,
	    .y = y,
	    .w = w,
	    .h = h,
	    .width = width,
	    .ink = ink};
}

void
galley_strip(
    struct press *s, struct galley *g, double gap, double height, bool keep)
{
	ARENA_GROW(s->c->tmp, g->strip, g->n_strips, g->cap_strips);
	g->strip[g->n_strips++] = (struct strip){gap, height, keep, g->n};
}

void
galley_frame(struct press *s, struct galley *g, struct frame f)
{
	ARENA_GROW(s->c->tmp, g->frame, g->n, g->cap);
	g->frame[g->n++] = f;
	g->strip[g->n_strips - 1].frames = g->n;
}

double
galley_height(const struct galley *g, size_t from, size_t to)
{
	double h = 0;

	for (size_t i = from; i < to; i++)
		h += (i > from ? g->strip[i].gap : 0) + g->strip[i].height;
	return h;
}

static size_t
first_frame(const struct galley *g, size_t strip)
{
	return strip == 0 ? 0 : g->strip[strip - 1].frames;
}

/* A figure's box is only known here. */
static void
note_box(struct press *s, const struct frame *f)
{
	struct tag *t = &s->paper->tag[f->tag];

	t->page = (int)s->paper->n_leaves - 1;
	t->x = f->x;
	t->y = f->y;
	t->w = f->w;
	t->h = f->h;
}

void
galley_lay(struct press *s, const struct galley *g, size_t from, size_t to,
    double x, double y)
{
	size_t leaf = s->paper->n_leaves - 1;

	if (from == 0 && g->destination >= 0)
		s->paper->destination[g->destination] =
		    (struct destination){(int)leaf, y};
	for (size_t i = from; i < to; i++) {
		if (i > from)
			y += g->strip[i].gap;
		for (size_t k = first_frame(g, i); k < g->strip[i].frames;
		     k++) {
			struct frame f = g->frame[k];
			f.x += x;
			f.y += y;
			if (f.kind == FRAME_SCENE && f.tag >= 0)
				note_box(s, &f);
			paper_frame(s, leaf, f);
		}
		y += g->strip[i].height;
	}
}

double
galley_lay_head(struct press *s, const struct galley *g, double x, double y)
{
	size_t leaf = s->paper->n_leaves - 1;
	double top = y;

	for (size_t i = g->head_from; i < g->head_to; i++) {
		for (size_t k = first_frame(g, i); k < g->strip[i].frames;
		     k++) {
			struct frame f = g->frame[k];
			f.x += x;
			f.y += y;
			f.tag = FRAME_LAYOUT;
			paper_frame(s, leaf, f);
		}
		y += g->strip[i].height;
	}
	return y - top;
}
