/* render/xlsx_fonts.h -- the small font that the library declares for comments,
 * made as large as the rest. */
#ifndef RENDER_XLSX_FONTS_H
#define RENDER_XLSX_FONTS_H

#include "base/diag.h"

/* With comments in a workbook the library declares Tahoma of 8 points, whatever
 * they are set in. Rewrites that part of the file at path in place; nothing is
 * done where there is no such font. */
MUST_CHECK bool xlsx_fonts_mend(struct ctx *, struct str path);

#endif
