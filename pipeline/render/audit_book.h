/* render/audit_book.h -- a data audit as a workbook: the return as it was sent,
 * marked up, with a register of what is asked about it. */
#ifndef RENDER_AUDIT_BOOK_H
#define RENDER_AUDIT_BOOK_H

#include "model/catalogue.h"
#include "model/finding.h"
#include "model/page.h"
#include "model/return_form.h"

struct audit_book {
	const struct return_form *form;
	const struct dataset *dataset;
	const struct findings *findings;
};

/* Writes path whole or not at all. The return is that of the pack's
 * organisation and period; without one there are only the register and the
 * pack's tables. Read again as a return, the workbook gives the same
 * observations, and the answers of its register. */
MUST_CHECK bool audit_book_write(struct ctx *, const struct pack *,
    const struct audit_book *, const struct theme *, struct str path);

#endif
