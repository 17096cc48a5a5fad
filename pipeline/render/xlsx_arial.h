/* render/xlsx_arial.h -- how wide text stands in a cell, without the font. */
#ifndef RENDER_XLSX_ARIAL_H
#define RENDER_XLSX_ARIAL_H

#include "base/str.h"

/* Width in digits of Arial, which is what a column's width counts. The advance
 * widths are those that Arial shares with Helvetica and its kin. */
double arial_width(struct str, bool bold);
/* What a column of this width has left for text between its margins. */
double arial_room(double column);
/* The width of a column that takes this text on one line. */
double arial_column(double text);

#endif
