/* audit/totals.h -- what the files that compare totals share. */
#ifndef AUDIT_TOTALS_H
#define AUDIT_TOTALS_H

#include "audit/rule.h"

/* One return, and the cells whose total was found to differ already: nothing
 * else is said of sums that they are part of. */
struct reckoning {
	struct inspection *look;
	const struct sent *s;
	bool *settled; /* by cell of the form */
};

/* The sum, when every part is known and none is in doubt. A part that is blank,
 * [x], [c], [z], unreadable or not in the file is missing, and a sum with it is
 * not known: it never differs from anything. Only a column that says [z] from
 * top to bottom, such as that of a setting which the service does not have, is
 * nobody. */
bool reckon(const struct reckoning *, struct view_group, double *out);
/* Beyond the tolerance for people. */
bool differ(const struct inspection *, double a, double b);
void settle(struct reckoning *, struct view_group);

/* Two totals that should be one. */
struct difference {
	enum finding_kind kind;
	struct view_group cells; /* of the total that is found */
	struct str place;        /* of all of them: "Nursing" */
	double is, expected;
	bool sure;        /* a third total says the same as expected */
	struct str words; /* %2: "412 by gender, 395 in post" */
};
/* At the one cell that explains it, with what it should say; else at all. */
void find_difference(struct reckoning *, const struct difference *);

/* "412 by gender, 395 in post" */
struct str two_totals(
    struct arena *, double a, const char *of_a, double b, const char *of_b);

/* What a cell of headcount must be for its discipline to be as many as by gender
 * and by disability; NO_HINT when those disagree, or the past does. */
struct hint implied_heads(
    struct inspection *, const struct sent *, size_t cell);

/* Who could have taken up CPD and who is in post, of all and of each class of
 * ethnic groups: the same cells in every return. */
struct cpd_cells {
	struct cpd_pair {
		struct view_group could, staff;
	} all, of[3];
};
struct cpd_cells cpd_cells(struct arena *, const struct view *);
void reckon_cpd(struct reckoning *, const struct cpd_cells *);

/* Funded and vacant posts of a setting and discipline, and its WTE. */
struct post_cells {
	struct str place; /* "Inpatient, Nursing" */
	size_t funded, vacant;
	struct view_group wte;
};
struct post_cells *post_cells(struct arena *, const struct view *, size_t *n);
void reckon_posts(struct reckoning *, const struct post_cells *, size_t n);

#endif
