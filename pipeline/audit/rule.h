/* audit/rule.h -- what the files of rules share: a family is one function, one
 * file and one line of rules.def. */
#ifndef AUDIT_RULE_H
#define AUDIT_RULE_H

#include "audit/view.h"

/* What a family is given. It looks at all returns and adds findings; it works
 * in c->tmp, which is taken back when it returns. */
struct inspection {
	struct ctx *c;
	const struct view *v;
	const struct audit_limits *limit;
	struct findings *out;
	/* By place in the dataset: a finding says already that the number
	 * cannot be meant; what follows from it need not be said again. */
	bool *doubt;
};

void doubt(struct inspection *, const struct sent *, size_t cell);
static inline bool
is_doubted(const struct inspection *look, const struct sent *s, size_t cell)
{
	return s->cell[cell] != 0 && look->doubt[s->cell[cell] - 1];
}

struct rule {
	const char *name;
	void (*check)(struct inspection *);
};

/* What the cell should say; CERTAINTY_NONE: nobody can know. */
struct hint {
	enum certainty certainty;
	double value;
};
#define NO_HINT ((struct hint){CERTAINTY_NONE, 0})

/* At one cell. %1 is the value as sent, %2 is other. */
void find_cell(struct inspection *, enum finding_kind, const struct sent *,
    size_t cell, struct str other, struct hint);
/* About several cells, shown at the first of them: place says which ("Nursing"
 * for a row), value is what they come to. */
void find_cells(struct inspection *, enum finding_kind, const struct sent *,
    size_t first, struct str place, struct str value, struct str other);
/* About a topic's sheet as a whole. */
void find_sheet(struct inspection *, enum finding_kind, const struct sent *,
    size_t topic, struct str value, struct str other);
/* About the return as a whole. */
void find_return(struct inspection *, enum finding_kind, const struct sent *,
    struct str value, struct str other);

/* format.c: a part above its whole that is a percentage of it, by what earlier
 * quarters had; *count gets the number that it stands for. */
bool is_percentage(const struct inspection *, const struct sent *, size_t part,
    size_t whole, double *count);
/* The newest number of the cell in the two years before, doubted ones left out:
 * so a fault that stays is found again where it was. */
bool last_value(
    const struct inspection *, const struct sent *, size_t cell, double *out);
/* Near that, and there is one. */
bool fits_past(
    const struct inspection *, const struct sent *, size_t cell, double value);
/* What the cell would say with its decimal point moved by one place, if that
 * fits the quarters before and what it says does not: Likely. */
struct hint moved_point(
    const struct inspection *, const struct sent *, size_t cell);

/* completeness.c: nothing where last quarter had a number above zero. */
bool is_blank_after_number(const struct sent *, size_t cell);

/* given.c: a sheet that counts all staff by what they gave of themselves. */
enum { GIVEN_SHEETS = 3 };
struct given {
	struct view_group all, unknown; /* cells; of people not known */
	size_t topic;                   /* n_topics: the form has none */
	enum finding_kind many_unknown;
};
void given_cells(
    struct arena *, const struct view *, struct given out[static GIVEN_SHEETS]);

#define RULES(name) void rules_##name(struct inspection *);
#include "audit/rules.def"
#undef RULES

#endif
