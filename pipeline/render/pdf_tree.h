/* render/pdf_tree.h -- the structure tree: what each piece of a page is to who
 * hears it. */
#ifndef RENDER_PDF_TREE_H
#define RENDER_PDF_TREE_H

#include "render/pdf_links.h"
#include "render/pdf_marks.h"

struct pdf_content {
	int page, id;
	size_t order; /* over the whole pack */
};

struct pdf_tree {
	const struct paper *paper;
	const struct pdf_marks *marks; /* one a page */
	int *element; /* object by tag; 0: has nothing to say, left out */
	/* By tag: its marked content is content[start[t]] to before
	 * content[start[t + 1]]; its children are first_child[t], then
	 * next[child] ..., ended by -1; order[t] is where it begins. */
	struct pdf_content *content;
	size_t *start, *order;
	int *first_child, *next;
};

/* Decides which tags become elements: those with content somewhere below, and
 * empty table cells, without which columns would shift. */
void pdf_tree_plan(struct ctx *, const struct paper *, const struct pdf_marks *,
    struct pdf_raw *, struct pdf_tree *out);
/* Writes elements, parent tree and ids; the object of the root. */
int pdf_tree_write(struct ctx *, const struct pdf_tree *,
    const struct pdf_links *, struct pdf_raw *);

#endif
