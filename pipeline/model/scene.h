/* model/scene.h -- a drawing as a list of marks, printable for tests. */
#ifndef MODEL_SCENE_H
#define MODEL_SCENE_H

#include "model/theme.h"

enum mark_kind {
	MARK_LINE,     /* x, y to x2, y2 */
	MARK_POLYLINE, /* point[n]; closed and filled if fill is set */
	MARK_RECT,     /* x, y, width x2, height y2 */
	MARK_CIRCLE,   /* centre x, y, radius r */
	MARK_SQUARE,   /* centre x, y, half a side r */
	MARK_DIAMOND,  /* centre x, y, half a diagonal r */
	MARK_TEXT,     /* base line at x, y */
	MARK_N
};

enum anchor { ANCHOR_START, ANCHOR_MIDDLE, ANCHOR_END };

struct point {
	double x, y;
};

struct mark {
	enum mark_kind kind;
	enum ink fill, stroke; /* INK_NONE: not */
	double x, y, x2, y2, r;
	double width;   /* of the stroke, points */
	double dash[2]; /* on, off; 0 0 is solid */
	struct point *point;
	size_t n;
	struct str text;
	struct text_style style;
	enum anchor anchor;
	bool halo; /* white edge 2.4 wide behind the text */
	/* Lines at 45 degrees over the fill of a rectangle or a convex
	 * polyline: something is withheld or not there. INK_NONE: none. */
	enum ink hatch;
};

#define HATCH_STEP  3.2 /* across the page, from line to line */
#define HATCH_WIDTH 0.5

/* What a page prints there before the number. */
#define SCENE_LINK_WORDS "p."

/* A part of a drawing that leads to where more is told, and the right end of
 * the base line on which pages print "p. 4". */
struct scene_link {
	struct str to;   /* "#anchor"; empty: there is nothing more */
	struct str name; /* what is told of there */
	double x, y, w, h;
	double number_x, number_y;
};

/* Points, origin top left, y downwards. Later marks lie over earlier ones. */
struct scene {
	struct arena *mem;
	double width, height;
	struct mark *mark;
	size_t n, cap;
	struct str alt; /* what it shows and its figures */
	struct scene_link *link;
	size_t n_links, cap_links;
};

struct scene *scene_new(struct arena *, double width, double height);
struct mark *scene_line(struct scene *, double x, double y, double x2,
    double y2, double width, enum ink);
struct mark *scene_rect(
    struct scene *, double x, double y, double w, double h, enum ink fill);
struct mark *scene_circle(struct scene *, double x, double y, double r,
    enum ink fill, enum ink stroke, double width);
struct mark *scene_square(struct scene *, double x, double y, double r,
    enum ink fill, enum ink stroke, double width);
struct mark *scene_diamond(struct scene *, double x, double y, double r,
    enum ink fill, enum ink stroke, double width);
struct mark *scene_polyline(struct scene *, const struct point *, size_t n,
    double width, enum ink stroke);
/* y is the base line. The text is copied. */
struct mark *scene_text(struct scene *, double x, double y, struct str text,
    struct text_style, enum ink, enum anchor);
void scene_link(struct scene *, struct scene_link);
/* The next hatch line of a mark, from *at on, which starts at -INFINITY; false
 * when there is no more. No clipping is needed to draw them. */
bool scene_hatch_line(
    const struct mark *, double *at, struct point *from, struct point *to);
/* One mark a line, two decimals, role names: for goldens. */
void scene_print(struct buf *, const struct scene *);

#endif
