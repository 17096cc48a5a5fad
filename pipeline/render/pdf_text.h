/* render/pdf_text.h -- values in PDF syntax, and the XMP packet. */
#ifndef RENDER_PDF_TEXT_H
#define RENDER_PDF_TEXT_H

#include "model/page.h"

void pdf_int(struct buf *, long v);
/* "12 0 R", with a space behind so that references can stand in a row. */
void pdf_ref(struct buf *, int id);
/* Two decimals at most: a hundredth of a point is nothing on paper. */
void pdf_real(struct buf *, double v);
/* "[l b r t]" of a box whose y counts from the top of a page of that height. */
void pdf_box(
    struct buf *, double height, double x, double y, double w, double h);
/* A text string: a literal for ASCII, UTF-16 in hex for all else. */
void pdf_string(struct buf *, struct str utf8);
/* A URI as PDF wants it: seven bits, anything else percent-encoded. */
void pdf_uri(struct buf *, struct str);
/* (D:20260630000000Z) */
void pdf_date(struct buf *, day);

/* What the file says of itself: title, author, language, dates, PDF/UA-1 and
 * PDF/A-2a, with the extension schema that PDF/A asks for naming the former.
 * The packet says nothing that the document information does not. */
void pdf_xmp(struct buf *, const struct pack *, const char *producer);
/* One sentence on the data, empty unless they are made up. */
struct str pdf_description(const struct pack *);

#endif
