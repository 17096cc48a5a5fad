/* render/audit_pages.h -- what the files that write a data audit's workbook
 * share. */
#ifndef RENDER_AUDIT_PAGES_H
#define RENDER_AUDIT_PAGES_H

#include "model/issues.h"
#include "render/audit_book.h"
#include "render/form_book.h"

#define ISSUE_REGISTER "Issue register"

/* The form comes first: its workbook is the one that is filled. */
struct marked_book {
	struct form_book form;
	const struct audit_book *in;
	const struct return_sent *sent; /* NULL: no return */
	struct issue *issue;
	size_t n;
	size_t *mark; /* by issue: its form_mark + 1; 0: none */
	struct form_fill fill;
};

void audit_cover(struct marked_book *);
void audit_contents(struct marked_book *);
/* The register has every finding already. */
bool audit_table_shown(const struct xlsx_table *);
struct grid_column audit_column(
    struct xlsx_page *, lxw_col_t, const char *head, double width);

#endif
