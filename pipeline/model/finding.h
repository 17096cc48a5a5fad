/* model/finding.h -- what is odd in the input: rule, place, value, remedy. */
#ifndef MODEL_FINDING_H
#define MODEL_FINDING_H

#include "base/diag.h"
#include "model/dataset.h"

enum finding_kind {
#define FINDING(name, code, level, message, remedy) FINDING_##name,
#include "model/findings.def"
#undef FINDING
	FINDING_N
};

struct finding_rule {
	const char *code;
	enum level level;
	const char *message, *remedy;
};
extern const struct finding_rule finding_rule[FINDING_N];

/* How sure a suggested value is. */
enum certainty { CERTAINTY_NONE, CERTAIN, LIKELY, GUESS };
extern const char *const certainty_words[]; /* "", "Certain", ... */

/* What the ledger knows of a finding of a return. */
enum standing {
	STANDING_NONE, /* not of a return */
	STANDING_NEW,
	STANDING_PERSISTING,
	STANDING_REOPENED,
	STANDING_ANSWERED, /* known, and right; no longer asked about */
	STANDING_N
};
extern const char *const standing_words[STANDING_N];

/* How far one figure moves if the cell took the suggested value, or were left
 * out when there is none. Texts as a page prints them. */
struct effect {
	struct str indicator; /* id */
	struct str name;      /* "Sickness absence, inpatient" */
	struct str before, after;
	double value_before, lower_before, upper_before;
	double value_after, lower_after, upper_after; /* NAN: none */
	struct str verdict_before, verdict_after;
	bool verdict_changes, new_result; /* [x] before, a figure after */
	bool left_out; /* the cell was left out, for want of a suggestion */
};

struct finding {
	enum finding_kind kind;
	struct str file, sheet, cell; /* sheet and cell may be empty */
	struct str org;               /* ODS code, empty if none */
	struct str value;             /* as found: %1 */
	struct str other;             /* %2 */
	unsigned times; /* how often the same one was met; cell is the first */
	/* One of its own for each cell: never counted together with others. */
	bool own;
	day date; /* quarter's last day of the return it is about, DAY_NONE */
	uint32_t observation;     /* place in the dataset + 1; 0: none */
	struct str place;         /* the cell in words: row and column */
	enum certainty certainty; /* of suggested; NONE: no suggestion */
	double suggested;
	enum standing standing;
	unsigned quarters; /* in a row that it has been open, this one too */
	struct str answer; /* what the trust said of it */
	struct effect *effect; /* the largest first */
	size_t n_effects;
	/* The cell that it changed places with, as `observation`; 0: none. What
	 * is suggested then holds for both. */
	uint32_t partner;
};

/* Findings of a run. One that has the same kind, file, sheet, value and other
 * as an earlier one only counts up its `times`, unless it is its own. */
struct findings; /* opaque */

struct findings *findings_new(struct arena *);
void findings_add(struct findings *, struct finding); /* texts are copied */
size_t findings_count(const struct findings *);
const struct finding *findings_at(const struct findings *, size_t i);
/* The same to fill in what later stages know of it: standing, effects. */
struct finding *findings_edit(struct findings *, size_t i);
/* By file, sheet, cell, code: the order in which they were met never shows. */
void findings_sort(struct findings *);
/* The sentence with its texts filled in; "(n times)" when met more than once. */
void finding_print(struct buf *, const struct finding *);
void finding_print_remedy(struct buf *, const struct finding *);

#endif
