/* render/pdf_links.c -- link annotations with their boxes, and the outline. */
#include "render/pdf_links.h"
#include "render/pdf_text.h"

/* A text line's box: so much of the leading stands over the base line. */
#define OVER_BASELINE 0.76

static struct pdf_area
frame_area(const struct frame *f)
{
	struct pdf_area a = {f->x, f->y, f->w, f->h};

	if (f->kind == FRAME_TEXT)
		a.y -= OVER_BASELINE * f->h;
	else if (f->kind == FRAME_SCENE)
		a = (struct pdf_area){
		    f->x, f->y, f->scene->width, f->scene->height};
	return a;
}

static bool
inside(const struct pdf_area *a, const struct pdf_area *of)
{
	return a->x >= of->x && a->y >= of->y && a->x + a->w <= of->x + of->w &&
	       a->y + a->h <= of->y + of->h;
}

/* Words in a larger area are no area of their own. */
static void
add_area(struct ctx *c, struct pdf_link *k, struct pdf_area a)
{
	size_t kept = 0;

	for (size_t i = 0; i < k->n; i++)
		if (inside(&a, &k->area[i]))
			return;
	for (size_t i = 0; i < k->n; i++)
		if (!inside(&k->area[i], &a))
			k->area[kept++] = k->area[i];
	k->n = kept;
	ARENA_GROW(c->tmp, k->area, k->n, k->cap);
	k->area[k->n++] = a;
}

static struct pdf_link *
part_on_page(struct ctx *c, struct pdf_links *l, int *last, int tag, int page)
{
	struct pdf_link *k = last[tag] < 0 ? NULL : &l->link[last[tag]];

	if (k != NULL && k->page == page)
		return k;
	ARENA_GROW(c->tmp, l->link, l->n, l->cap);
	if (last[tag] < 0)
		l->first[tag] = (int)l->n;
	else
		l->link[last[tag]].next = (int)l->n;
	last[tag] = (int)l->n;
	k = &l->link[l->n++];
	*k = (struct pdf_link){.tag = tag, .page = page, .next = -1};
	return k;
}

void
pdf_links_find(struct ctx *c, const struct paper *p, struct pdf_raw *raw,
    struct pdf_links *out)
{
	int *within = NEWS(c->tmp, p->n_tags, int); /* nearest Link, or -1 */
	int *last = NEWS(c->tmp, p->n_tags, int);

	*out = (struct pdf_links){.first = NEWS(c->tmp, p->n_tags, int)};
	for (size_t i = 0; i < p->n_tags; i++) {
		const struct tag *t = &p->tag[i];
		within[i] = t->type == TAG_Link ? (int)i
			    : t->parent < 0     ? -1
						: within[t->parent];
		out->first[i] = last[i] = -1;
	}
	for (size_t page = 0; page < p->n_leaves; page++) {
		const struct leaf *leaf = &p->leaf[page];
		for (size_t i = 0; i < leaf->n; i++) {
			const struct frame *f = &leaf->frame[i];
			if (f->tag >= 0 && within[f->tag] >= 0 &&
			    (f->kind == FRAME_TEXT || f->kind == FRAME_SCENE ||
				f->kind == FRAME_FILL))
				add_area(c,
				    part_on_page(c, out, last, within[f->tag],
					(int)page),
				    frame_area(f));
		}
	}
	for (size_t i = 0; i < out->n; i++)
		out->link[i].id = pdf_raw_reserve(raw, 1);
}

static void
destination_write(
    struct buf *b, const struct paper *p, int d, const struct pdf_raw *raw)
{
	const struct destination *to = &p->destination[d];

	buf_addz(b, "/Dest[");
	pdf_ref(b, raw->page[to->page]);
	buf_addz(b, "/XYZ null ");
	pdf_real(b, p->height - to->y);
	buf_addz(b, " null]");
}

/* The corners of each box, top left, top right, bottom left, bottom right:
 * what readers do, whatever the standard says of the order. */
static void
areas_write(struct buf *b, const struct pdf_link *k, double height)
{
	struct pdf_area all = k->area[0];

	buf_addz(b, "/QuadPoints[");
	for (size_t i = 0; i < k->n; i++) {
		const struct pdf_area *a = &k->area[i];
		double left = a->x, right = a->x + a->w;
		double top = height - a->y, bottom = height - a->y - a->h;
		const double corner[] = {
		    left, top, right, top, left, bottom, right, bottom};
		double x2 = all.x + all.w, y2 = all.y + all.h;
		for (size_t j = 0; j < COUNT(corner); j++) {
			pdf_real(b, corner[j]);
			buf_addc(b, ' ');
		}
		all.x = left < all.x ? left : all.x;
		all.y = a->y < all.y ? a->y : all.y;
		all.w = (right > x2 ? right : x2) - all.x;
		all.h = (a->y + a->h > y2 ? a->y + a->h : y2) - all.y;
	}
	buf_addz(b, "]/Rect");
	pdf_box(b, height, all.x, all.y, all.w, all.h);
}

static void
link_write(const struct paper *p, const struct pdf_link *k, int key,
    struct pdf_raw *raw)
{
	const struct tag *t = &p->tag[k->tag];
	struct buf *b = raw->bytes;

	pdf_raw_begin(raw, k->id);
	buf_addz(b, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/P ");
	pdf_ref(b, raw->page[k->page]);
	buf_addz(b, "/StructParent ");
	pdf_int(b, key);
	buf_addz(b, "/Contents");
	pdf_string(b, t->contents);
	areas_write(b, k, p->height);
	if (t->uri.n > 0) {
		buf_addz(b, "/A<</Type/Action/S/URI/URI");
		pdf_uri(b, t->uri);
		buf_addz(b, ">>");
	} else {
		destination_write(b, p, t->target, raw);
	}
	buf_addz(b, ">>");
	pdf_raw_end(raw);
}

void
pdf_links_write(const struct paper *p, const struct pdf_links *l,
    struct pdf_raw *raw, int *annots)
{
	size_t i = 0;

	for (size_t k = 0; k < l->n; k++)
		link_write(p, &l->link[k], (int)(p->n_leaves + k), raw);
	for (size_t page = 0; page < p->n_leaves; page++) {
		annots[page] = 0;
		if (i == l->n || l->link[i].page != (int)page)
			continue;
		annots[page] = pdf_raw_reserve(raw, 1);
		pdf_raw_begin(raw, annots[page]);
		buf_addc(raw->bytes, '[');
		for (; i < l->n && l->link[i].page == (int)page; i++)
			pdf_ref(raw->bytes, l->link[i].id);
		buf_addc(raw->bytes, ']');
		pdf_raw_end(raw);
	}
}

struct node {
	int first, last, previous, next; /* indices, -1 none */
	int children;
};

/* " /KEY 12 0 R" unless there is none. */
static void
relative(struct buf *b, const char *key, int first_id, int i)
{
	if (i < 0)
		return;
	buf_addz(b, key);
	pdf_ref(b, first_id + i);
}

int
pdf_outline_write(struct ctx *c, const struct paper *p, struct pdf_raw *raw)
{
	struct node *all, *node, *top;
	struct buf *b = raw->bytes;
	int outline, first_id;

	if (p->n_bookmarks == 0)
		return 0;
	outline = pdf_raw_reserve(raw, 1);
	first_id = pdf_raw_reserve(raw, p->n_bookmarks);
	all = NEWS(c->tmp, p->n_bookmarks + 1, struct node);
	top = &all[0];
	node = &all[1]; /* so that a parent of -1 is the top */
	*top = (struct node){-1, -1, -1, -1, 0};
	for (int i = 0; i < (int)p->n_bookmarks; i++) {
		struct node *parent = &node[p->bookmark[i].parent];
		node[i] = (struct node){-1, -1, parent->last, -1, 0};
		if (parent->last < 0)
			parent->first = i;
		else
			node[parent->last].next = i;
		parent->last = i;
		parent->children++;
	}
	pdf_raw_begin(raw, outline);
	buf_addz(b, "<</Type/Outlines");
	relative(b, "/First ", first_id, top->first);
	relative(b, "/Last ", first_id, top->last);
	buf_addf(b, "/Count %d>>", top->children);
	pdf_raw_end(raw);
	for (int i = 0; i < (int)p->n_bookmarks; i++) {
		pdf_raw_begin(raw, first_id + i);
		buf_addz(b, "<</Title");
		pdf_string(b, p->bookmark[i].title);
		buf_addz(b, "/Parent ");
		pdf_ref(b, p->bookmark[i].parent < 0
			       ? outline
			       : first_id + p->bookmark[i].parent);
		relative(b, "/Prev ", first_id, node[i].previous);
		relative(b, "/Next ", first_id, node[i].next);
		relative(b, "/First ", first_id, node[i].first);
		relative(b, "/Last ", first_id, node[i].last);
		if (node[i].children > 0) /* closed at first */
			buf_addf(b, "/Count -%d", node[i].children);
		destination_write(b, p, p->bookmark[i].destination, raw);
		buf_addz(b, ">>");
		pdf_raw_end(raw);
	}
	return outline;
}
