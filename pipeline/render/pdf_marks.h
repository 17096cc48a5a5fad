/* render/pdf_marks.h -- marked content: what cairo bracketed becomes what the
 * paper says it is. */
#ifndef RENDER_PDF_MARKS_H
#define RENDER_PDF_MARKS_H

#include "model/frame.h"

/* One stretch of marked content on a page: neighbouring frames of one tag, or
 * of one kind of artifact. */
struct pdf_mark {
	int tag; /* index into paper.tag, or FRAME_HEADER ... */
	int id;  /* from 0 on each page; -1 for artifacts, which have none */
};

/* Those of one page, in drawing order. */
struct pdf_marks {
	struct pdf_mark *mark;
	size_t n, cap;
	int ids; /* how many have an id */
};

/* cairo 1.16 knows no artifacts and numbers everything, so the drawing brackets
 * tagged content as Span and artifacts as Private, and here the n-th bracket of
 * a page's content becomes what the n-th mark says. Fails when the two do not
 * agree or when something is painted outside every mark. */
MUST_CHECK bool pdf_marks_rewrite(struct ctx *, struct at, const struct tag *,
    const struct pdf_marks *, struct str content, struct buf *out);

#endif
