/* compose/expand.h -- a template's tree becomes the blocks of one pack. */
#ifndef COMPOSE_EXPAND_H
#define COMPOSE_EXPAND_H

#include "compose/details.h"
#include "compose/tree.h"

struct expander {
	struct scope *s;
	const struct template *t;
	struct pack *pack;
	size_t cap_blocks, cap_notes;
	struct details details;
};

MUST_CHECK bool expand_nodes(struct expander *, const struct nodes *);
MUST_CHECK bool expand_holds(
    struct expander *, const struct expression *, bool *out);
MUST_CHECK bool expand_text(
    struct expander *, const struct inlines *, struct text *out);
/* The words alone: no bold, no links. */
MUST_CHECK bool expand_words(
    struct expander *, const struct inlines *, struct str *out);
/* A new last block; lent until the next one. */
struct block *expand_add(struct expander *, enum block_kind);
/* See blocks.c and chart_block.c. */
MUST_CHECK bool expand_fence(struct expander *, const struct node *);
MUST_CHECK bool expand_chart(struct expander *, const struct node *);

#endif
