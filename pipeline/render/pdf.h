/* render/pdf.h -- placed pages as a tagged PDF (PDF/UA-1, PDF/A-2a). */
#ifndef RENDER_PDF_H
#define RENDER_PDF_H

#include "model/frame.h"

struct pdf_options {
	struct str icc_path;  /* the output intent: fonts/sRGB.icc */
	const char *producer; /* "Skillmix 0.1.0" */
};

/* The whole file, in c->mem; the caller writes it. The same paper gives the
 * same bytes. Fails, naming the pack and the page, when paper and drawing do
 * not agree or the pack would not be accessible: nothing is written then. */
MUST_CHECK bool pdf_render(struct ctx *c, const struct paper *,
    const struct pack *, const struct theme *, const struct metrics *,
    const struct pdf_options *, struct str *bytes);

#endif
