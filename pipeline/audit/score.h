/* audit/score.h -- how complete and valid the returns are, and as observations
 * that indicators can count. */
#ifndef AUDIT_SCORE_H
#define AUDIT_SCORE_H

#include "audit/audit.h"

/* Scores each return and counts its findings; those that the ledger has as
 * answered are no errors. */
void audit_score(
    struct ctx *, const struct view *, const struct findings *, struct audit *);

/* Adds what the scores are made of, for each organisation and quarter:
 * dq_expected_cells and dq_valid_cells (less the excess), a topic each by the
 * dimension question, where a return was sent; quarters_expected and
 * quarters_sent of the quarters that coverage looks back on. Nothing is added
 * for an organisation that never sent a return: there is no file to point to. */
void audit_observe(struct ctx *, const struct audit *, struct dataset *);

#endif
