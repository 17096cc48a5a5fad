/* audit/audit.h -- rules over the returns of a dataset: findings, scores and
 * what became of each fault. */
#ifndef AUDIT_AUDIT_H
#define AUDIT_AUDIT_H

#include "model/audit.h"
#include "model/finding.h"
#include "model/return_form.h"
#include "model/settings.h"

struct audit_input {
	struct dataset *dataset;
	const struct return_form *form;
	const struct settings *settings;
	struct period period;
};

/* Every return of every quarter up to the period's end is checked. Findings
 * carry date, organisation, observation, place and, where the figures allow it,
 * a suggestion. *out lives in c->mem. */
MUST_CHECK bool audit_run(struct ctx *, const struct audit_input *,
    struct findings *, struct audit **out);

#endif
