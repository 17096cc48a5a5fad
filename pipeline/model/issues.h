/* model/issues.h -- the findings about one return, in the order of its form:
 * the same numbers on the page and in the workbook. */
#ifndef MODEL_ISSUES_H
#define MODEL_ISSUES_H

#include "model/finding.h"
#include "model/return_form.h"

struct issue {
	const struct finding *finding;
	size_t topic; /* of the form; form.n_topics: the return as a whole */
};

/* Of one organisation's return for the quarter that ends on date: those that
 * say so, and those that say no date but name its file. Sheets in the form's
 * order, cells from the top, then by code; the return as a whole comes first. */
struct issue *issues_of(struct arena *, const struct findings *,
    const struct dataset *, const struct return_form *, sym org, day date,
    size_t *n);
/* "Return CPD!D27", "Return CPD" or "The return". */
void issue_print_place(struct buf *, const struct finding *);
/* The suggested value as a sheet would show it; empty: there is none. */
struct str issue_suggestion(struct arena *, const struct finding *);
/* "CPD equity 1.42 → 1.18", and what becomes of its verdict; empty: NULL. */
struct str issue_effect(struct arena *, const struct effect *);
struct str issue_verdict(struct arena *, const struct effect *);
/* "Persisting, 3 quarters": what the ledger knows. */
struct str issue_standing(struct arena *, const struct finding *);

#endif
