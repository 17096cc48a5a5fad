/* render/pdf_check.c -- what a paper must be before it can become a PDF. */
#include <glib.h>

#include "base/hash.h"
#include "render/draw.h"
#include "render/pdf_check.h"

static bool
tags_hang_together(struct ctx *c, struct at at, const struct paper *p)
{
	if (p->n_tags == 0 || p->tag[0].type != TAG_Document ||
	    p->tag[0].parent != -1)
		return diag_fail(
		    c, at, "the first tag of the paper must be its Document");
	for (size_t i = 1; i < p->n_tags; i++)
		if (p->tag[i].parent < 0 || (size_t)p->tag[i].parent >= i)
			return diag_fail(c, at,
			    "tag %zu (%s) stands before its parent %d", i,
			    tag_name[p->tag[i].type], p->tag[i].parent);
	return true;
}

static bool
frame_is_sound(struct ctx *c, struct at at, const struct paper *p,
    const struct leaf *l, size_t i)
{
	const struct frame *f = &l->frame[i];

	if (f->tag < FRAME_LAYOUT || f->tag >= (int)p->n_tags)
		return diag_fail(
		    c, at, "frame %zu has tag %d of %zu", i, f->tag, p->n_tags);
	if (f->kind == FRAME_IMAGE && !draw_reads_png(f->png))
		return diag_fail(
		    c, at, "the logo is a damaged PNG file; save it again");
	if (f->kind == FRAME_SCENE && f->scene == NULL)
		return diag_fail(c, at, "frame %zu has no scene to draw", i);
	return true;
}

static bool
places_exist(struct ctx *c, struct at at, const struct paper *p)
{
	for (size_t i = 0; i < p->n_destinations; i++)
		if (p->destination[i].page < 0 ||
		    (size_t)p->destination[i].page >= p->n_leaves)
			return diag_fail(c, at,
			    "destination %zu is on page %d of %zu; a link "
			    "leads to a block that was never placed",
			    i, p->destination[i].page + 1, p->n_leaves);
	for (size_t i = 0; i < p->n_bookmarks; i++) {
		const struct bookmark *b = &p->bookmark[i];
		if (b->parent < -1 || b->parent >= (int)i ||
		    b->destination < 0 ||
		    (size_t)b->destination >= p->n_destinations)
			return diag_fail(c, at,
			    "bookmark '%.*s' has parent %d and destination %d "
			    "of %zu",
			    STRF(b->title), b->parent, b->destination,
			    p->n_destinations);
	}
	return true;
}

bool
pdf_check_paper(
    struct ctx *c, struct at at, const struct paper *p, const struct pack *pack)
{
	if (pack->title.n == 0 || pack->language.n == 0)
		return diag_fail(c, at,
		    "the pack has no title or no language; a screen reader "
		    "needs both");
	if (p->n_leaves == 0)
		return diag_fail(c, at, "the pack has no pages");
	if (!tags_hang_together(c, at, p) || !places_exist(c, at, p))
		return false;
	for (size_t page = 0; page < p->n_leaves; page++) {
		at.sheet = str_fmt(c->tmp, "page %zu", page + 1);
		for (size_t i = 0; i < p->leaf[page].n; i++)
			if (!frame_is_sound(c, at, p, &p->leaf[page], i))
				return false;
	}
	return true;
}

static bool
figure_is_sound(
    struct ctx *c, struct at at, const struct paper *p, const struct tag *t)
{
	if (str_trim(t->alt).n < 3)
		return diag_fail(c, at,
		    "a figure on page %d has no alternative text; set the "
		    "alt of its chart",
		    t->page + 1);
	if (t->page < 0 || (size_t)t->page >= p->n_leaves || !(t->w > 0) ||
	    !(t->h > 0))
		return diag_fail(c, at,
		    "the figure '%.*s' has no box on a page of the pack",
		    STRF(str_slice(t->alt, 0, 60)));
	return true;
}

static bool
link_is_sound(
    struct ctx *c, struct at at, const struct paper *p, const struct tag *t)
{
	bool inside = t->target >= 0 && (size_t)t->target < p->n_destinations;

	if (inside == (t->uri.n > 0) || (t->target >= 0 && !inside))
		return diag_fail(c, at,
		    "the link '%.*s' leads to '%.*s' and to destination %d of "
		    "%zu; it must lead to exactly one place",
		    STRF(t->contents), STRF(t->uri), t->target,
		    p->n_destinations);
	if (t->contents.n == 0)
		return diag_fail(c, at,
		    "the link to '%.*s' does not say where it goes; set its "
		    "contents",
		    STRF(t->uri));
	return true;
}

static bool
tag_is_sound(
    struct ctx *c, struct at at, const struct paper *p, const struct tag *t)
{
	switch (t->type) {
	case TAG_Figure:
		return figure_is_sound(c, at, p, t);
	case TAG_Link:
		return link_is_sound(c, at, p, t);
	case TAG_TH:
		return t->scope_row || t->scope_column ||
		       diag_fail(c, at,
			   "a header cell says neither that it heads a row nor "
			   "a column");
	case TAG_Note:
		return t->id.n > 0 ||
		       diag_fail(c, at, "a note has no id of its own");
	default:
		return true;
	}
}

bool
pdf_check_tags(struct ctx *c, struct at at, const struct pdf_tree *tree)
{
	const struct paper *p = tree->paper;
	GHashTable *seen =
	    hash_tie(c->tmp, g_hash_table_new(g_str_hash, g_str_equal));
	if (tree->element[0] == 0)
		return diag_fail(c, at, "nothing in the pack can be read out");
	for (size_t i = 0; i < p->n_tags; i++) {
		const struct tag *t = &p->tag[i];
		if (tree->element[i] == 0)
			continue;
		if (!tag_is_sound(c, at, p, t))
			return false;
		if (t->id.n > 0 &&
		    !g_hash_table_add(seen, (void *)str_z(c->tmp, t->id)))
			return diag_fail(c, at,
			    "two tags have the id '%.*s'; ids are unique",
			    STRF(t->id));
	}
	return true;
}
