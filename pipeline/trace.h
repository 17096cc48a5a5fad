/* trace.h -- one figure, back to the cells it was worked out from. */
#ifndef TRACE_H
#define TRACE_H

#include "indicators/contributions.h"
#include "pipeline.h"
#include "run.h"

struct trace_ask {
	struct str org, indicator;
	struct str setting, breakdown; /* empty: all together, unsplit */
};

/* Computes as a run would, writes nothing, and says of one figure: its value
 * and formula, every cell in it, what was left out and why, and whom it is
 * compared with. */
enum outcome trace_print(struct ctx *, const struct run_options *,
    const struct trace_ask *, bool json, struct buf *out);

/* ---- for the files of trace alone */

struct traced {
	struct arena *mem;
	const struct run *run;
	const struct dataset *dataset;
	const struct indicator *indicator;
	const struct figure *figure, *england, *region;
	struct contributions parts;
	double sum[PARTS];            /* of the numbers among the cells */
	struct str formula;           /* empty: there is no value */
	struct str breakdowns;        /* values that it can be split by */
	const struct figure **pooled; /* those of England's or a region's */
	size_t n_pooled;
	bool from_returns;
	size_t expected, received; /* returns for the figure's quarter */
	const struct peer_group *peers;
};

/* What else it is set beside: the Framework's figure, a target, returns. */
void trace_beside(const struct traced *, struct buf *);
struct str trace_formula(const struct traced *);
void trace_text(const struct traced *, struct buf *);
void trace_json(const struct traced *, struct buf *);

/* "Staff with CPD; staff group: Nursing; ethnicity: White" */
void trace_cell_words(
    struct buf *, const struct traced *, const struct observation *);
extern const char *const reason_words[]; /* by enum reason */

#endif
