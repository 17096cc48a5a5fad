/* render/pdf_links.h -- what can be clicked: links and bookmarks. */
#ifndef RENDER_PDF_LINKS_H
#define RENDER_PDF_LINKS_H

#include "model/frame.h"
#include "render/pdf_raw.h"

struct pdf_area {
	double x, y, w, h; /* from the top left */
};

/* One annotation: the part of a link that stands on one page. */
struct pdf_link {
	int tag, page;
	int id;                /* object */
	struct pdf_area *area; /* one a line */
	size_t n, cap;
	int next; /* the same link's next part, or -1 */
};

struct pdf_links {
	struct pdf_link *link; /* in reading order */
	size_t n, cap;
	int *first; /* by tag: index into link, or -1 */
};

/* Collects the frames that stand in a Link tag and reserves their objects. */
void pdf_links_find(
    struct ctx *, const struct paper *, struct pdf_raw *, struct pdf_links *);
/* Writes the annotations; annots[page] is the object with the page's, 0 if it
 * has none. */
void pdf_links_write(const struct paper *, const struct pdf_links *,
    struct pdf_raw *, int *annots);
/* The object of the outline, 0 if there are no bookmarks. */
int pdf_outline_write(struct ctx *, const struct paper *, struct pdf_raw *);

#endif
