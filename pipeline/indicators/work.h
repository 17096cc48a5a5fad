/* indicators/work.h -- one indicator at work: what its steps share. */
#ifndef INDICATORS_WORK_H
#define INDICATORS_WORK_H

#include "indicators/compare.h"
#include "indicators/table.h"
#include "indicators/words.h"

enum state { STATE_NO_FIGURE, STATE_KNOWN, STATE_UNKNOWN };

/* A figure before intervals, disclosure and comparisons. */
struct raw {
	enum state state;
	enum status status;
	enum why why;
	double x, n;
	uint16_t source;
};

/* What holds for every indicator of a run. */
struct run {
	struct ctx *c;
	const struct dataset *dataset;
	const struct settings *settings;
	day end, stale_before;
	struct index index;
	struct circles circles;
	struct regions regions;
	bool *in_cluster; /* by organisation: of a reported one's cluster */
	struct str cluster_words;
	sym england;
};

/* One indicator at work. Figures are in row and column order; England's are
 * the last, as if of one more row. */
struct work {
	const struct run *run;
	const struct indicator *indicator;
	unsigned place; /* of the indicator in the catalogue */
	struct table table;
	day date;   /* the newest that England's figure can be of */
	bool *live; /* by column: somebody England counts has any of it */
	struct raw *raw;
	struct figure **at;     /* rows x columns */
	struct figure *england; /* by column; status missing: none */
	bool *has_england;
	uint16_t source;
};

/* An indicator's figures, with where each row's start; row `rows` is England,
 * the regions follow. */
struct harvest {
	struct figure *figure;
	size_t *start;
};

/* evaluate.c: does England's figure count the organisation? */
bool work_pooled(const struct work *, size_t row);
/* The newest date that somebody England counts has, what is live then, and the
 * first source of it. */
void work_find_date(struct work *);
struct raw work_evaluate(const struct work *, size_t row, size_t col);

/* figures.c: England's figures, of the newest date only. */
void work_pool(struct work *);
/* Figures of one organisation, in column order, with England's beside them,
 * after disclosure control; how many. */
size_t work_row(struct work *, size_t row, struct figure *);

/* A figure of that date without numbers, and what makes it one. */
struct figure work_blank(const struct work *, sym org, size_t col, day date);
void work_out(const struct work *, struct figure *, double x, double n);

/* region.c: figures of one region in column order, after those of its
 * organisations; how many. */
size_t work_region(struct work *, const struct region *, struct figure *);

/* bind.c: every figure into one array, in the scorecard's order. */
void harvest_bind(const struct run *, const struct catalogue *,
    const struct harvest *, struct scorecard *);

#endif
