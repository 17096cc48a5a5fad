/* layout/text.h -- paragraphs, lists and facts. */
#ifndef LAYOUT_TEXT_H
#define LAYOUT_TEXT_H

#include "layout/paper.h"

/* A text broken into lines. */
struct passage {
	const struct text *text;
	struct type type;
	struct type_line *line;
	size_t n; /* lines; 0 if there is no text */
	int *tag; /* by span, from text_tag */
};

struct text text_plain(struct arena *, struct str);
bool text_empty(const struct text *);

struct passage text_break(struct press *, const struct text *, struct type,
    double width, bool balance);
/* One line, never broken, from the cache of labels. */
struct passage text_label(struct press *, struct str, struct type);
/* The frames of the passage become content of tag. With links in it, each link
 * and each stretch between gets a child of its own. */
void text_tag(struct press *, struct passage *, int tag);
/* Line k into the last strip, in a box of this width whose top is at y. */
void text_line(struct press *, struct galley *, const struct passage *,
    size_t k, double x, double y, double width, enum align);
/* The base line of one line of this type below the top of its box. */
double text_baseline(const struct type *);

/* A paragraph, a strip a line, at least two lines on either side of a page
 * break. Nothing is set for an empty text: then -1, else its tag. */
int text_set(struct press *, struct galley *, const struct text *, struct type,
    double width, int parent, enum tag_type, double gap);
/* The same with lines of about equal length that stay on one page. */
int text_set_title(struct press *, struct galley *, const struct text *,
    struct type, double width, int parent, enum tag_type, double gap);

void text_set_list(
    struct press *, struct galley *, const struct block *, double width);
void text_set_facts(
    struct press *, struct galley *, const struct block *, double width);

#endif
