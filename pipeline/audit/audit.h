/* audit/audit.h -- rules over the returns of a dataset: findings, scores and
 * what became of each fault. */
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

/* Every return of every quarter up to the period's end is checked. Findings
 * carry date, organisation, observation, place and, where the figures allow it,
 * a suggestion. *out lives in c->mem. */
MUST_CHECK bool audit_run(struct ctx *, const struct audit_input *,
    struct findings *, struct audit **out);

#endif
