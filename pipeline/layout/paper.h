/* layout/paper.h -- what every part of the layout works with: the press, the
 * galleys that blocks are set in, and the paper they are laid on. */
#ifndef LAYOUT_PAPER_H
#define LAYOUT_PAPER_H

#include "layout/type.h"
#include "model/frame.h"

/* A link met while setting; where it goes is known when all is placed. */
struct link {
	int tag;
	struct str to;             /* "#anchor" or an address; or */
	const struct block *block; /* a block of the pack */
	struct str name;           /* of what is there; empty: the block's */
};

/* A text that ends in the number of the page that a link leads to. */
struct number {
	int link; /* tag */
	struct str before;
	struct type type;
	bool right; /* it ends at its x */
};

struct press {
	struct ctx *c;
	struct at at; /* the pack, for messages */
	const struct pack *pack;
	const struct theme *theme;
	struct type_engine *type;
	const struct metrics *metrics;
	struct paper *paper;
	int *destination; /* by block of the pack, -1 if it has none */
	struct link *link;
	size_t n_links, cap_links;
	struct number *number;
	size_t n_numbers, cap_numbers;
	/* Headings so far: the level of the last page title and of the last
	 * heading of any kind (0: none), and the last title's bookmark. */
	int title_level, level, bookmark;
};

/* A piece that no page break may cut: a line, a table row, a chart. Its frames
 * are those from the end of the strip before up to `frames`; their y counts
 * from the strip's top. */
struct strip {
	double gap; /* white above, left out at the top of a page */
	double height;
	bool keep; /* no page break between the strip before and this */
	size_t frames;
};

/* One block, set but not yet placed. x counts from the left of its column. */
struct galley {
	struct frame *frame;
	size_t n, cap;
	struct strip *strip;
	size_t n_strips, cap_strips;
	/* Strips that are repeated as layout artifacts where the galley goes on
	 * after a page break: a table's header. */
	size_t head_from, head_to;
	size_t scene;    /* of a chart: the strip of its drawing */
	bool whole;      /* better moved to the next page than split */
	int destination; /* where links to it go, -1 if none */
};

struct paper *paper_new(struct arena *, const struct theme *);
void paper_leaf(struct press *); /* a fresh page */
void paper_frame(struct press *, size_t leaf, struct frame);
int paper_tag(struct press *, int parent, enum tag_type);
int paper_destination(struct press *);
/* A rule is layout, not content. */
struct frame paper_rule(
    double x, double y, double w, double h, double width, enum ink);

void galley_strip(
    struct press *, struct galley *, double gap, double height, bool keep);
/* Into the last strip. */
void galley_frame(struct press *, struct galley *, struct frame);
/* Height of strips from..to-1, without the first one's gap. */
double galley_height(const struct galley *, size_t from, size_t to);
/* Lays strips from..to-1 on the last page with their top at y. */
void galley_lay(struct press *, const struct galley *, size_t from, size_t to,
    double x, double y);
/* Lays the repeated header; returns its height. */
double galley_lay_head(
    struct press *, const struct galley *, double x, double y);

#endif
