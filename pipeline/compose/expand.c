/* compose/expand.c -- a template's tree becomes the blocks of one pack. */
#include "compose/expand.h"
#include "compose/filters.h"
#include "compose/words.h"

static struct at
at_line(const struct expander *e, unsigned line)
{
	return (struct at){.file = e->t->path, .line = line};
}

static bool
evaluate(struct expander *e, const struct expression *x, struct value *v)
{
	if (!name_value(e->s, at_line(e, x->line), &x->name, v))
		return false;
	for (size_t i = 0; i < x->n_filters; i++) {
		const char *why;
		if (!filter_apply(e->s->c->mem, &x->filter[i], v, &why))
			return diag_fail(e->s->c, at_line(e, x->line),
			    "a filter of '%.*s' wants %s", STRF(x->name.text),
			    why);
	}
	return true;
}

bool
expand_holds(struct expander *e, const struct expression *x, bool *out)
{
	struct value v;

	if (!evaluate(e, x, &v))
		return false;
	*out = value_holds(&v);
	return true;
}

/* ---- inline */

struct spans {
	struct text text;
	size_t cap;
};

static void
add_span(struct expander *e, struct spans *to, struct str text,
    const struct span *like)
{
	struct text *t = &to->text;
	struct span *last = t->n > 0 ? &t->span[t->n - 1] : NULL;
	struct buf b;

	if (text.n == 0)
		return;
	if (last != NULL && last->strong == like->strong &&
	    str_eq(last->link, like->link)) {
		b = buf_new(e->s->c->mem);
		buf_adds(&b, last->text);
		buf_adds(&b, text);
		last->text = buf_str(&b);
		return;
	}
	ARENA_GROW(e->s->c->mem, t->span, t->n, to->cap);
	t->span[t->n] = *like;
	t->span[t->n++].text = text;
}

static bool
expand_value(struct expander *e, const struct expression *x, struct str *out)
{
	struct value v;
	struct buf b = buf_new(e->s->c->mem);

	if (!evaluate(e, x, &v))
		return false;
	if (v.kind == VALUE_TRUTH)
		return diag_fail(e->s->c, at_line(e, x->line),
		    "'%.*s' is a decision: ask it with {{#if}}",
		    STRF(x->name.text));
	value_print(&b, &v);
	*out = buf_str(&b);
	return true;
}

static bool
add_inlines(struct expander *e, const struct inlines *in,
    const struct span *like, struct spans *to)
{
	for (size_t i = 0; i < in->n; i++) {
		const struct inline_node *n = &in->node[i];
		struct span style = *like;
		struct str text;
		bool holds = true;
		switch (n->kind) {
		case INLINE_TEXT:
			add_span(e, to, n->text, like);
			continue;
		case INLINE_VALUE:
			if (!expand_value(e, &n->expression, &text))
				return false;
			add_span(e, to, text, like);
			continue;
		case INLINE_IF:
			if (!expand_holds(e, &n->expression, &holds))
				return false;
			break;
		case INLINE_STRONG:
			style.strong = true;
			break;
		case INLINE_LINK:
			style.link = n->text;
			break;
		}
		if (!add_inlines(
			e, holds ? &n->then : &n->otherwise, &style, to))
			return false;
	}
	return true;
}

bool
expand_text(struct expander *e, const struct inlines *in, struct text *out)
{
	struct spans s = {0};
	struct span plain = {0};

	if (!add_inlines(e, in, &plain, &s))
		return false;
	*out = s.text;
	return true;
}

bool
expand_words(struct expander *e, const struct inlines *in, struct str *out)
{
	struct text t;
	struct buf b = buf_new(e->s->c->mem);

	if (!expand_text(e, in, &t))
		return false;
	for (size_t i = 0; i < t.n; i++)
		buf_adds(&b, t.span[i].text);
	*out = str_trim(buf_str(&b));
	return true;
}

/* ---- blocks */

struct block *
expand_add(struct expander *e, enum block_kind kind)
{
	struct pack *p = e->pack;

	ARENA_GROW(e->s->c->mem, p->block, p->n, e->cap_blocks);
	p->block[p->n] = (struct block){.kind = kind, .span = 12};
	return &p->block[p->n++];
}

static void
place(struct block *b, const struct placing *p)
{
	if (p->span > 0)
		b->span = p->span;
	b->stack = p->stack;
	b->rule = p->rule;
	b->anchor = p->anchor;
	b->short_title = p->short_title;
}

static bool
is_empty(const struct text *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_trim(t->span[i].text).n > 0)
			return false;
	return true;
}

/* A paragraph of which nothing is left is no paragraph. */
static bool
expand_paragraph(struct expander *e, const struct node *n)
{
	struct text text;
	struct block *b;

	if (!expand_text(e, &n->text, &text))
		return false;
	if (is_empty(&text))
		return true;
	if (n->kind == TREE_HEADING)
		b = expand_add(
		    e, n->level == 1 ? BLOCK_PAGE_TITLE : BLOCK_HEADING);
	else
		b = expand_add(
		    e, n->place.as == BLOCK_N ? BLOCK_TEXT : n->place.as);
	place(b, &n->place);
	b->level = n->kind == TREE_HEADING ? n->level : 0;
	b->text = text;
	if (n->place.easy)
		b->type = TYPE_easy;
	return true;
}

static bool
expand_list(struct expander *e, const struct node *n)
{
	struct text *item = NEWS(e->s->c->mem, n->n_items, struct text);
	size_t kept = 0;
	struct block *b;

	for (size_t i = 0; i < n->n_items; i++) {
		if (!expand_text(e, &n->item[i], &item[kept]))
			return false;
		kept += !is_empty(&item[kept]);
	}
	if (kept == 0)
		return true;
	b = expand_add(e, BLOCK_LIST);
	place(b, &n->place);
	b->item = item;
	b->n_items = kept;
	b->ordered = n->ordered;
	return true;
}

static bool
expand_each(struct expander *e, const struct node *n)
{
	struct scope *s = e->s;
	struct value v;

	if (!evaluate(e, &n->condition, &v))
		return false;
	for (size_t i = 0; i < v.list->n; i++) {
		s->each[s->n_each].list = v.list;
		s->each[s->n_each].item = i;
		s->n_each++;
		if (!expand_nodes(e, &n->then))
			return false;
		s->n_each--;
	}
	return true;
}

static bool
expand_node(struct expander *e, const struct node *n)
{
	bool holds;

	switch (n->kind) {
	case TREE_HEADING:
	case TREE_PARAGRAPH:
		return expand_paragraph(e, n);
	case TREE_LIST:
		return expand_list(e, n);
	case TREE_FENCE:
		return expand_fence(e, n);
	case TREE_EACH:
		return expand_each(e, n);
	case TREE_IF:
		break;
	}
	return expand_holds(e, &n->condition, &holds) &&
	       expand_nodes(e, holds ? &n->then : &n->otherwise);
}

bool
expand_nodes(struct expander *e, const struct nodes *nodes)
{
	for (size_t i = 0; i < nodes->n; i++)
		if (!expand_node(e, &nodes->node[i]))
			return false;
	return true;
}
