/* audit/audit.h -- rules over the returns of a dataset: findings and scores.
 *
 *	v = view_new(c, &in);
 *	audit_run(c, v, found);
 *	a = audit_new(c, v);
 *	... the ledger settles what was found (ledger.h) ...
 *	audit_score(c, v, found, a);
 */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include "model/audit.h"
#include "model/finding.h"
#include "model/return_form.h"
#include "model/settings.h"

/* A return that is there and could not be read. What is not known of it is no
 * fault of its trust's. */
struct audit_unread {
	sym org;
	day date; /* last day of its quarter */
};

struct audit_input {
	struct dataset *dataset;
	const struct return_form *form;
	const struct settings *settings;
	struct period period;
	const struct audit_unread *unread;
	size_t n_unread;
};

/* The returns, cell by cell of the form: view.h. Not needed after the scores. */
struct view;

/* Every return of every quarter up to the period's end is checked. Findings
 * carry date, organisation, observation, place and, where the figures allow it,
 * a suggestion. */
void audit_run(struct ctx *, const struct view *, struct findings *);

/* Which returns were expected of whom, and which came; without faults and scores
 * as yet. Lives in c->mem. */
struct audit *audit_new(struct ctx *, const struct view *);

#endif
