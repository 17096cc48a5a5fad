/* model/audit.h -- what the audit says of the returns beside its findings: the
 * score of each topic, and what became of each fault. */
#ifndef MODEL_AUDIT_H
#define MODEL_AUDIT_H

#include "model/dataset.h"
#include "model/finding.h"
#include "model/settings.h"

/* Cells of one topic of one return. In the manner of the Data Quality Maturity
 * Index: score = (valid - excess) / expected, excess being the defaults ([x],
 * not known) beyond what is allowed. All 0 where no return was sent. */
struct audit_topic {
	double expected; /* cells that the form asks for */
	double present;  /* that say something, shorthands included */
	double valid;    /* present, without a finding of level error */
	double defaults; /* [x], and people not known */
	double excess;
	double validity;                  /* 0 to 100; NAN without a return */
	unsigned errors, warnings, notes; /* findings at its cells */
};

/* One organisation and quarter that a return was expected for. */
struct audit_return {
	sym org;
	day date; /* last day of the quarter */
	bool sent;
	uint16_t source; /* of the return; UINT16_MAX: none */
	day received;    /* the cover's date sent, DAY_NONE: not said */
	struct audit_topic *topic; /* by topic of the form */
	double validity;           /* mean of the topics' */
	double coverage; /* quarters sent of those expected, 0 to 100 */
	double score;    /* validity x coverage, 0 to 100; NAN: none */
	unsigned open, errors, warnings, notes;
	unsigned quarters_expected, quarters_sent; /* that coverage looks at */
	/* It came and could not be read: not sent, but not missing either. */
	bool unread;
};

/* One fault of one organisation over the quarters: the same rule at the same
 * cell, by its words. */
struct audit_fault {
	sym org;
	struct str code;   /* of the rule */
	struct str place;  /* sheet, row's and column's words */
	uint8_t *mark;     /* by quarter of audit.quarter: enum fault_mark */
	unsigned quarters; /* in a row that it has been open up to the last */
	struct str answer; /* what the trust said of it; empty: nothing, or not
			      of the value that it has now */
};
enum fault_mark { FAULT_ABSENT, FAULT_OPEN, FAULT_FIXED, FAULT_NO_RETURN };

struct audit {
	day *
	    quarter; /* last days, oldest first; the last is the run's period */
	size_t n_quarters;
	struct str *topic; /* titles, in the form's order */
	size_t n_topics;
	struct audit_return *sent; /* by organisation's code, then date */
	size_t n;
	struct audit_fault *fault; /* by organisation's code, code, place */
	size_t n_faults;
};

/* NULL when there is none. */
const struct audit_return *audit_find(const struct audit *, sym org, day date);

#endif
