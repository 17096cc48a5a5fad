/* indicators/work.h -- one indicator at work: what its steps share. */
#ifndef INDICATORS_WORK_H
#define INDICATORS_WORK_H

#include "indicators/compare.h"
#include "indicators/table.h"
#include "indicators/words.h"

enum state { STATE_NO_FIGURE, STATE_KNOWN, STATE_UNKNOWN };

/* What a method makes its figure of. NAN: not asked for, or not known. */
struct amounts {
	double part[SUMMED_PARTS];
	const double *level[METHOD_PARTS]; /* NULL, or by feed.level */
	unsigned counted;                  /* organisations in it */
	bool pooled;
	double median; /* of the organisations' values, when pooled */
};

/* A figure before intervals, disclosure and comparisons. */
struct raw {
	enum state state;
	enum status status;
	enum why why;
	struct amounts amounts;
	uint16_t source;
};

/* Sums over organisations. */
struct pool {
	struct sum part[SUMMED_PARTS], *level[METHOD_PARTS];
	bool unknown[SUMMED_PARTS]; /* somebody's is not known */
	double *value; /* one for each organisation, when the method is value */
	unsigned counted, organisations;
};

/* One quarter of the history, or the run's own time up to its end. */
struct window {
	struct period period;
	day from, to;
	bool past; /* of the history: what has no figure is left out */
};

/* Of a quarter. */
struct returns {
	unsigned received, expected;
};

/* What holds for every indicator of a run. */
struct run {
	struct ctx *c;
	const struct dataset *dataset;
	const struct settings *settings;
	day stale_before;
	struct index index;
	struct circles circles;
	struct regions regions;
	bool *in_cluster; /* by organisation: of a reported one's cluster */
	struct str cluster_words;
	sym england;
	bool *people;          /* by symbol: a measure that counts people */
	struct window *window; /* oldest first, the run's own last */
	size_t windows;
	/* By window, of all and then by region: of the quarter it ends in. */
	struct returns *returns;
	/* Rows as the scorecard has them: organisations with England and the
	 * regions among them, by code. */
	uint32_t *by_code;
	size_t all_rows;
};

/* One indicator at work in one setting and window. Figures are in row and
 * column order; England's are the last, as if of one more row. */
struct work {
	const struct run *run;
	const struct window *window;
	const struct indicator *indicator;
	unsigned place; /* of the indicator in the catalogue */
	sym setting;    /* 0: all together */
	const struct feed *feed;
	struct arena *tmp;
	struct table table;
	day date;         /* the newest that England's figure can be of */
	bool *live;       /* by column: somebody England counts has any of it */
	struct raw **raw; /* by row; NULL: has no line */
	struct figure **at;     /* rows x columns */
	struct amounts *pooled; /* by column: England's */
	struct figure *england; /* by column; status missing: none */
	bool *has_england;
	uint16_t source;
};

struct packed; /* figures as bytes: see recall.h */

/* An indicator's figures, with where each row's start; row `rows` is England,
 * the regions follow. No start: there are none. */
struct harvest {
	struct figure *figure; /* NULL: they are still packed */
	struct packed *packed; /* one for all crops of the indicator */
	const size_t *start;
	uint32_t *column; /* by figure */
	size_t columns;
	day date; /* the newest that England's figures can be of */
};

/* The figures of one indicator in one setting. */
struct crop {
	unsigned indicator;
	sym setting;
	struct harvest *harvest;     /* by window */
	struct funnel_limits funnel; /* of the last window; n 0: none */
};

struct groundwork {
	struct run run;
};

/* run.c: what holds for all indicators. c->mem holds it, and is its own. */
struct groundwork *run_open(struct ctx *, const struct dataset *,
    const struct catalogue *, const struct settings *, struct period);

/* evaluate.c: does England's figure count the organisation? */
bool work_pooled(const struct work *, size_t row);
/* The newest date that somebody England counts has, what is live then, and the
 * first source of it. */
void work_find_date(struct work *);
struct raw work_evaluate(
    const struct work *, const struct line *, size_t row, size_t col);

/* pool.c: sums over organisations. mem holds the sums. */
struct pool pool_new(struct arena *, const struct work *);
void pool_add(struct pool *, const struct work *, const struct raw *);
struct amounts pool_amounts(
    struct arena *, const struct pool *, const struct work *);

/* outcome.c: makes a figure of its amounts: value, interval, status. */
double work_scale(const struct indicator *);
/* Days that one unit of a base stands for: people are not their days. */
double work_days(const struct indicator *, day);
void work_out(
    const struct work *, struct figure *, size_t col, const struct amounts *);

/* figures.c: a work whose England is known. */
void work_open(struct work *);
/* Figures of one organisation, in column order, with England's beside them;
 * how many. raw: by column. */
size_t work_row(
    struct work *, size_t row, const struct raw *raw, struct figure *);
/* A figure of that date without numbers. */
struct figure work_blank(const struct work *, sym org, size_t col, day date);
/* England's beside it. */
void work_compare(const struct work *, struct figure *, size_t col);

/* framework.c: the Framework's figures beside these. */
void work_framework(const struct work *, struct figure *, size_t n);

/* returns.c: those received and expected for a quarter, of one region or (0) of
 * all; nothing is expected before the first or after the newest of all. */
struct returns returns_of(
    struct arena *tmp, const struct dataset *, day date, sym region);
/* For run.returns: windows x (1 + regions). */
struct returns *returns_by_window(struct arena *, const struct run *);
/* Into pooled figures of one date. region: its place; SIZE_MAX: of all. */
void work_returns(
    const struct work *, struct figure *, size_t n, size_t region);

/* region.c: figures of one region in column order, after those of its
 * organisations; how many. */
size_t work_region(struct work *, const struct region *, struct figure *);

/* finish.c: what stands beside the figures of one window, once it is decided
 * what is withheld: England's, the peers', limits, verdict, sentences. */
void crop_finish(
    const struct run *, const struct indicator *, struct crop *, size_t window);

/* bind.c: for run.by_code; and the figures into the cards, by window, in the
 * scorecard's order. */
uint32_t *rows_by_code(struct arena *, const struct run *, size_t *n);
void crops_bind(const struct run *, const struct catalogue *,
    const struct crop *, size_t n, unsigned jobs, struct scorecard **card);

/* limits.c: how far from the median the figures of a window lie, and where by
 * funnel limits, which live in the run's memory. */
void work_units(const struct work *);
struct funnel_limits work_funnel(const struct work *);

/* The figure of a row with that breakdown, or NULL. */
struct figure *harvest_find(const struct harvest *, size_t row, sym breakdown);
/* change.c: against the quarter before. */
void crop_change(
    const struct run *, const struct indicator *, const struct crop *);

/* movement.c: how the figures of the last window move. */
void crop_movement(
    const struct run *, const struct indicator *, const struct crop *);

#endif
