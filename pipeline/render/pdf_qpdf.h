/* render/pdf_qpdf.h -- the last step: cairo's pages and our objects as one
 * clean file. */
#ifndef RENDER_PDF_QPDF_H
#define RENDER_PDF_QPDF_H

#include "render/pdf_marks.h"
#include "render/pdf_raw.h"

/* raw is closed. marks and annots are by page; annots[page] may be 0. The file
 * is in c->mem. */
MUST_CHECK bool pdf_assemble(struct ctx *, struct at, const struct paper *,
    const struct pdf_marks *marks, const int *annots, const struct pdf_raw *,
    struct str *out);

#endif
