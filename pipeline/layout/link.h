/* layout/link.h -- links, and the page numbers that they print. */
#ifndef LAYOUT_LINK_H
#define LAYOUT_LINK_H

#include "layout/paper.h"

/* A Link below parent. */
int link_tag(struct press *, int parent, struct link);
/* A box of the last strip that can be clicked, more than its words. */
void link_area(struct press *, struct galley *, int link, double x, double y,
    double w, double h);
/* Into the last strip, as content of tag: words and the page of a link, which
 * is known when all is placed. */
void link_number(struct press *, struct galley *, int tag, struct number,
    double x, double baseline);
/* The words before a number with room for the number. */
struct str link_room(struct arena *, struct str before);
/* When all is placed: where links go, and the numbers. Fails when one has no
 * target. */
MUST_CHECK bool link_resolve(struct press *);

#endif
