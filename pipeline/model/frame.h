/* model/frame.h -- a pack placed on pages: what is drawn where, and what it is
 * to a screen reader. */
#ifndef MODEL_FRAME_H
#define MODEL_FRAME_H

#include "model/metrics.h"
#include "model/page.h"

/* PDF structure types that we use (ISO 32000-1, 14.8.4). */
enum tag_type {
	TAG_Document,
	TAG_Sect,
	TAG_P,
	TAG_H1,
	TAG_H2,
	TAG_H3,
	TAG_L,
	TAG_LI,
	TAG_Lbl,
	TAG_LBody,
	TAG_Table,
	TAG_THead,
	TAG_TBody,
	TAG_TR,
	TAG_TH,
	TAG_TD,
	TAG_Caption,
	TAG_Figure,
	TAG_Link,
	TAG_Span,
	TAG_Note,
	TAG_TOC,
	TAG_TOCI,
	TAG_Reference,
	TAG_N
};
extern const char *const tag_name[TAG_N];

/* A node of the structure tree. Parents stand before their children; reading
 * order is the order of the array. Node 0 is the Document. */
struct tag {
	enum tag_type type;
	int parent;                   /* -1 for the Document */
	struct str alt;               /* Figure */
	struct str summary;           /* Table */
	struct str id;                /* unique; Note needs one */
	int column_span;              /* cells; 0 or 1: one */
	bool scope_row, scope_column; /* TH */
	bool ordered;                 /* L: decimal numbering, else disc */
	/* Links: exactly one of uri and target; contents says where it goes. */
	struct str uri, contents;
	int target; /* index into destination, -1 none */
	/* Figure: its box, page coordinates from the top left. */
	int page;
	double x, y, w, h;
};

/* Frames of no tag are artifacts of one of these kinds. */
enum { FRAME_HEADER = -1, FRAME_FOOTER = -2, FRAME_LAYOUT = -3 };

enum frame_kind {
	FRAME_TEXT,
	FRAME_SCENE,
	FRAME_RULE,
	FRAME_FILL,
	FRAME_IMAGE
};

/* One thing drawn. Text: the base line starts at x, y; w is its width, h its
 * leading. Scene: x, y its top left. Rule: from x, y to x + w, y + h. Fill: a
 * rectangle; in no ink and in a Link tag it is where the link can be clicked.
 * Image: a PNG in a rectangle. */
struct frame {
	enum frame_kind kind;
	int tag; /* index into tag, or FRAME_HEADER ... */
	double x, y, w, h;
	enum ink ink;
	double width;                /* rule's stroke */
	const struct glyph_run *run; /* text: one line, maybe several fonts */
	const struct scene *scene;
	bool underline; /* links */
	struct str png; /* images: the file's bytes */
	/* While setting: 1 + index of the page number that this text becomes,
	 * see layout/link.h. 0: none. */
	int number;
};

struct leaf { /* one page */
	struct frame *frame;
	size_t n, cap;
};

struct destination {
	int page;
	double y; /* from the top */
};

struct bookmark {
	struct str title;
	int parent; /* index into bookmark, -1 top */
	int destination;
};

struct paper {
	double width, height;
	struct leaf *leaf;
	size_t n_leaves, cap_leaves;
	struct tag *tag;
	size_t n_tags, cap_tags;
	struct destination *destination;
	size_t n_destinations, cap_destinations;
	struct bookmark *bookmark;
	size_t n_bookmarks, cap_bookmarks;
};

/* Text form for goldens: a line a frame, its page, place, tag path, words. */
void paper_print(struct buf *, const struct paper *);

#endif
