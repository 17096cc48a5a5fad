/* tests/packs/attack.h -- an attack on what a run publishes.
 *
 * It knows what anybody can know: the form of the return with its rules, the
 * catalogue, the register of trusts, scorecard.csv and the workbooks. From these
 * it bounds every withheld count by linear programming. How the program decides
 * what to withhold it does not know.
 *
 *	attack_form.c   the numbers that figures are made of, and what they add up
 *	attack_read.c   scorecard.csv: what is told, what is withheld
 *	attack_pairs.c  the second group of a ratio, out of ratio and interval
 *	attack_books.c  the workbooks: do they tell more than the scorecard?
 *	attack_rows.c   what is known of some numbers, as rows over unknowns
 *	attack_solve.c  the linear programs */
#ifndef TESTS_PACKS_ATTACK_H
#define TESTS_PACKS_ATTACK_H

#include <glib.h>
#include <math.h>

#include "check.h"
#include "model/catalogue.h"
#include "model/return_form.h"

#define NO_FACT SIZE_MAX

/* The numbers of a figure; the second pair is the group compared with. */
enum part { COUNT_PART, BASE_PART, COUNT_2_PART, BASE_2_PART, PARTS };

/* A policy as its users are told it. */
struct policy {
	const char *name;
	double small; /* counts from 1 to this are withheld */
	double width; /* nobody may bound a withheld count more closely */
	double step;  /* told counts are rounded to it; 0: they are exact */
};

/* A number that an organisation gives: in the return, a cell. */
struct item {
	struct str measure, dim[DIM_N];
	size_t whole; /* the item that it is part of; NO_FACT: none */
	/* What a total has over its groups: nothing, or less where a person is
	 * in two groups. */
	bool over;
	size_t pattern; /* NO_FACT: in no fact */
};

/* A sum over items that figures tell, times a factor. Equal sums are one fact. */
struct fact {
	bool *has; /* by item */
	double factor;
	size_t family; /* facts of different families have nothing to do with
			  each other */
	uint32_t *pattern;
	size_t n;
};

/* Items that are in the same facts cannot be told apart: they are a pattern.
 * Together they are no more than those of the patterns that they are part of. */
struct pattern {
	bool over;
	size_t family;
	uint32_t *whole;
	size_t n_wholes;
};

/* A kind of row of the scorecard. */
struct line {
	const struct indicator *indicator;
	struct str setting, column;
	size_t fact[PARTS];
};

struct org {
	struct str code, region; /* of a region, and of England: no region */
};

struct span {
	double low, high;
};

/* One row of the scorecard. */
struct entry {
	bool row;                /* there is one */
	bool in;                 /* the organisation is in the totals */
	bool withheld;           /* status suppressed */
	struct span part[PARTS]; /* -INFINITY to INFINITY: not told */
	double value, lower, upper;
};

/* What is told of one day: by organisation and line. */
struct quarter {
	struct str date;
	struct entry *entry;
	bool others; /* England counts some that have no rows of their own */
};

struct attack {
	struct ctx c;
	struct catalogue catalogue;
	struct return_form form;
	struct item *item;
	struct fact *fact;
	struct pattern *pattern;
	struct line *line;
	struct org *org;
	size_t items, facts, patterns, families, lines, orgs;
	size_t cap_items, cap_facts, cap_patterns, cap_lines, cap_orgs;
	GHashTable *line_at, *org_at;
};

/* attack_form.c: published: take the catalogue's entries for the published files
 * where an indicator has several. */
void attack_form(struct attack *, bool published);

/* Are those counted among the base, so that others are left of it? */
bool attack_is_part(
    const struct attack *, const struct line *, enum part count);

/* attack_read.c. The register has a code and a region in the columns named. */
void attack_register(
    struct attack *, const char *path, const char *code, const char *region);
struct str attack_scorecard(struct attack *, const char *path);
/* The days in a scorecard with a figure of people, oldest first. */
size_t attack_dates(
    struct attack *, struct str scorecard, struct str *out, size_t most);
struct quarter attack_quarter(struct attack *, struct str scorecard,
    const struct policy *, struct str date);
struct entry *attack_entry(
    const struct attack *, const struct quarter *, size_t org, size_t line);
bool span_told(struct span);
/* A line of a CSV file to its fields; how many. */
size_t attack_fields(struct str line, struct str *out, size_t most);

/* attack_pairs.c: fills the second pair in where the row tells it. */
void attack_pair(
    const struct policy *, const struct indicator *, struct entry *);

/* attack_books.c: how many numbers of the workbooks the scorecard does not tell. */
size_t attack_books(struct attack *, struct str scorecard,
    const char *const *path, size_t n, size_t *numbers);

/* attack_solve.c: a withheld number and how closely it can be bounded. */
struct target {
	size_t org, line;
	enum part part;
	bool rest; /* those of the base that are not in the count */
	double low, high;
};
/* What is known of one family in one quarter, as a linear program. */
struct siege;
struct siege *siege_lay(
    const struct attack *, const struct quarter *, size_t family);
void siege_lift(struct siege *);
/* What is told does not contradict itself. */
bool siege_agrees(const struct siege *);
/* Bounds of each; where a target is seen to be wider than the width, only that. */
void siege_bound(struct siege *, struct target *, size_t n, double width);
/* The rows that stand against the bound, in words. */
struct str siege_reason(struct siege *, struct arena *, const struct target *);
/* Does an organisation's fact stand in another row? */
bool siege_told(const struct siege *, size_t org, size_t line, enum part);
/* Is the trust in the region or England's figure of that line? A trust is in
 * its own. */
bool attack_adds(const struct attack *, const struct quarter *, size_t total,
    size_t trust, size_t line);

#endif
