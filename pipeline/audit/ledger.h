/* audit/ledger.h -- what became of each fault: new, persisting, reopened, fixed,
 * or known and right. Pure: what earlier runs knew is handed in, what is to be
 * remembered is handed out. */
#ifndef AUDIT_LEDGER_H
#define AUDIT_LEDGER_H

#include "model/audit.h"

/* One fault in one quarter, as the store keeps it. org, code, place and date are
 * its key. */
struct ledger_memory {
	struct str org, code;
	struct str place; /* by ledger_place */
	day date;         /* last day of the return's quarter */
	struct str value; /* as sent */
	bool closed;   /* it was open once, and the newest return has it not */
	bool reopened; /* it is open, and was closed in this quarter before */
	/* What the trust said of it, and the value it said that of; empty: it
	 * said nothing. */
	struct str answer, answer_value;
};

/* The place of a finding in words, the same in every quarter: "SHEET: ROW /
 * COLUMN". Where the finding has no words, its cell or value stands in. */
struct str ledger_place(struct arena *, const struct finding *);

/* Settles every finding that has an organisation and a date among a->quarter:
 * standing, quarters and answer. Fills a->fault. `a` comes from audit_new.
 *
 * memory is what the store has of earlier runs, in any order, quarters beyond
 * the last of a->quarter left out. *out are the rows to write over those with
 * the same key: what is open now, and what was remembered as open in a quarter
 * whose return was read again and has it no longer. All of it lives in
 * c->mem. */
MUST_CHECK bool ledger_settle(struct ctx *, const struct ledger_memory *memory,
    size_t n, const struct dataset *, struct audit *a, struct findings *,
    struct ledger_memory **out, size_t *n_out);

#endif
