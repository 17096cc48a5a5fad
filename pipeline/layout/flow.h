/* layout/flow.h -- which blocks stand side by side, and where they go. */
#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include "layout/paper.h"

/* White around a block of a kind. After a close block comes exactly its own
 * `after`, and no page ends between it and what follows. */
struct spacing {
	double before, after;
	bool close;
};

/* A block in its column. */
struct slot {
	const struct block *block;
	size_t row;
	int column; /* of its row, from 0 */
	double x, width;
	struct spacing spacing;
	struct galley galley;
};

/* One slot for each block, in order, with row, column, x and width. */
struct slot *flow_slots(struct press *);
/* Height of slots that follow one another, as if no page ended between them. */
double flow_height(struct press *, struct slot *, size_t n);
/* Places them on pages. Fails when one cannot be placed. */
MUST_CHECK bool flow_place(struct press *, struct slot *, size_t n);

#endif
