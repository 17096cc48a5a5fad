/* render/pdf_raw.h -- cairo's bytes: what is where in them, and objects of our
 * own behind them as a second cross-reference section. */
#ifndef RENDER_PDF_RAW_H
#define RENDER_PDF_RAW_H

#include "base/diag.h"

/* Writing PDF text once and letting libqpdf read it all together needs no
 * handle for each of some ten thousand dictionary entries. */
struct pdf_raw {
	struct arena *mem;
	struct buf *bytes;
	size_t xref;    /* where cairo's cross-reference table starts */
	int size, next; /* our ids start at size; next is the next free one */
	int pages_id;   /* of the root of the page tree */
	int *page;      /* id of each page */
	size_t n_pages;
	int *mend; /* fonts and images that lack what PDF/UA or PDF/A want */
	size_t n_mend, cap_mend;
	size_t *offset; /* of our objects; 0 while unwritten */
	size_t cap_offset;
};

MUST_CHECK bool pdf_raw_open(
    struct ctx *, struct at, struct buf *bytes, struct pdf_raw *out);
/* The first of n ids in a row. */
int pdf_raw_reserve(struct pdf_raw *, size_t n);
/* Between the two the object is written to raw->bytes. */
void pdf_raw_begin(struct pdf_raw *, int id);
void pdf_raw_end(struct pdf_raw *);
/* dictionary without its brackets and without Length */
void pdf_raw_stream(
    struct pdf_raw *, int id, const char *dictionary, struct str data);
/* Every reserved object must have been written. */
void pdf_raw_close(struct pdf_raw *, int catalogue, int info);

#endif
