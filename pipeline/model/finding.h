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

struct finding {
	enum finding_kind kind;
	struct str file, sheet, cell; /* sheet and cell may be empty */
	struct str org;               /* ODS code, empty if none */
	struct str value;             /* as found: %1 */
	struct str other;             /* %2 */
	unsigned times; /* how often the same one was met; cell is the first */
};

/* Findings of a run. One that has the same kind, file, sheet, value and other
 * as an earlier one only counts up its `times`. */
struct findings; /* opaque */

struct findings *findings_new(struct arena *);
void findings_add(struct findings *, struct finding); /* texts are copied */
size_t findings_count(const struct findings *);
const struct finding *findings_at(const struct findings *, size_t i);
/* By file, sheet, cell, code: the order in which they were met never shows. */
void findings_sort(struct findings *);
/* The sentence with its texts filled in; "(n times)" when met more than once. */
void finding_print(struct buf *, const struct finding *);
void finding_print_remedy(struct buf *, const struct finding *);

#endif
