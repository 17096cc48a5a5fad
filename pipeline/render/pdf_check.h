/* render/pdf_check.h -- what a paper must be before it can become a PDF. */
#ifndef RENDER_PDF_CHECK_H
#define RENDER_PDF_CHECK_H

#include "render/pdf_tree.h"

/* Everything points at something that is there. */
MUST_CHECK bool pdf_check_paper(
    struct ctx *, struct at, const struct paper *, const struct pack *);
/* Who cannot see the page is told all the same: of the elements that were
 * planned, figures have words, header cells a direction, links a place. */
MUST_CHECK bool pdf_check_tags(
    struct ctx *, struct at, const struct pdf_tree *);

#endif
