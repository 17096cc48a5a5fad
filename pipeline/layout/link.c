/* layout/link.c -- links, and the page numbers that they print. */
#include "layout/link.h"

int
link_tag(struct press *s, int parent, struct link l)
{
	l.tag = paper_tag(s, parent, TAG_Link);
	ARENA_GROW(s->c->tmp, s->link, s->n_links, s->cap_links);
	s->link[s->n_links++] = l;
	return l.tag;
}

void
link_area(struct press *s, struct galley *g, int link, double x, double y,
    double w, double h)
{
	galley_frame(s, g,
	    (struct frame){.kind = FRAME_FILL,
		.tag = link,
		.x = x,
		.y = y,
		.w = w,
		.h = h});
}

void
link_number(struct press *s, struct galley *g, int tag, struct number n,
    double x, double baseline)
{
	n.type.style.tabular = true;
	ARENA_GROW(s->c->tmp, s->number, s->n_numbers, s->cap_numbers);
	s->number[s->n_numbers++] = n;
	galley_frame(s, g,
	    (struct frame){.kind = FRAME_TEXT,
		.tag = tag,
		.x = x,
		.y = baseline,
		.h = n.type.leading,
		.ink = n.type.ink,
		.number = (int)s->n_numbers});
}

struct str
link_room(struct arena *mem, struct str before)
{
	/* Words and number stay on one line. */
	return str_fmt(mem, "%.*s\u00a000", STRF(before));
}

/* ---- when all is placed */

static struct str
name_of(struct press *s, const struct link *l, const struct block *b)
{
	if (l->name.n > 0)
		return l->name;
	if (b->kind == BLOCK_TABLE)
		return b->table->title;
	return page_words(
	    s->c->mem, b->kind == BLOCK_CHART ? &b->title : &b->text);
}

/* The block with this anchor; NULL if there is none. */
static const struct block *
anchored(const struct press *s, struct str anchor)
{
	for (size_t i = 0; i < s->pack->n; i++)
		if (str_eq(s->pack->block[i].anchor, anchor))
			return &s->pack->block[i];
	return NULL;
}

static bool
is_address(struct str to)
{
	return str_starts(to, S("https://")) || str_starts(to, S("http://")) ||
	       str_starts(to, S("mailto:"));
}

static bool
resolve(struct press *s, const struct link *l)
{
	struct tag *t = &s->paper->tag[l->tag];
	const struct block *b = l->block;
	struct str to = l->to;

	if (b == NULL && !str_starts(to, S("#"))) {
		if (!is_address(to))
			return diag_fail(s->c, s->at,
			    "a link goes to '%.*s'; write #anchor, https:// "
			    "or mailto:",
			    STRF(to));
		t->uri = to;
		t->contents = str_fmt(s->c->mem, "Go to %.*s", STRF(to));
		return true;
	}
	if (b == NULL)
		b = anchored(s, str_slice(to, 1, to.n));
	if (b == NULL)
		return diag_fail(s->c, s->at,
		    "a link goes to '%.*s', but no block has this anchor; add "
		    "the anchor or mend the link",
		    STRF(to));
	t->target = s->destination[b - s->pack->block];
	if (t->target < 0)
		return diag_fail(s->c, s->at,
		    "a link goes to '%.*s', which stands on no page; let it go "
		    "elsewhere",
		    STRF(name_of(s, l, b)));
	t->contents = str_fmt(s->c->mem, "Go to page %d: %.*s",
	    s->paper->destination[t->target].page + 1, STRF(name_of(s, l, b)));
	return true;
}

/* The space keeps words and number apart for who listens. */
static void
set_number(struct press *s, struct frame *f)
{
	const struct number *n = &s->number[f->number - 1];
	const struct paper *p = s->paper;
	struct str words = str_fmt(s->c->tmp, "%.*s %d", STRF(n->before),
	    p->destination[p->tag[n->link].target].page + 1);

	f->run = s->metrics->shape(s->metrics->self, words, n->type.style);
	f->w = text_width(s->metrics, words, n->type.style);
	f->x -= n->right ? f->w : 0;
	f->number = 0;
}

bool
link_resolve(struct press *s)
{
	struct paper *p = s->paper;

	for (size_t i = 0; i < s->n_links; i++)
		if (!resolve(s, &s->link[i]))
			return false;
	for (size_t i = 0; i < p->n_leaves; i++)
		for (size_t k = 0; k < p->leaf[i].n; k++)
			if (p->leaf[i].frame[k].number > 0)
				set_number(s, &p->leaf[i].frame[k]);
	return true;
}
