/* pipeline.h -- the only place that knows every stage. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "base/diag.h"

enum stage { STAGE_INGEST, STAGE_COMPUTE, STAGE_RENDER };

/* Where the program keeps what it brings along. */
struct places {
	struct str input; /* settings.yaml, profiles/, vocabulary/ */
	struct str templates;
	struct str fonts;
};

/* Called as work goes on: `what` is "Reading" or "Drawing", name the file or
 * organisation just done. */
struct progress {
	void *self;
	void (*step)(void *self, const char *what, size_t done, size_t of,
	    struct str name);
};

struct run_options {
	struct places places;
	struct str input, output;
	struct str period; /* as typed; empty: the latest the data reach */
	struct str *only;  /* organisation codes; none: all reported on */
	size_t n_only;
	unsigned jobs;    /* workers; at least 1 */
	enum stage stage; /* the last one to do */
	struct progress progress;
};

struct run_summary {
	size_t files, files_refused, observations, findings, packs,
	    packs_failed;
	struct str period;
};

enum outcome {
	OUTCOME_DONE = 0,
	OUTCOME_PARTLY = 1,
	OUTCOME_USAGE = 2,
	OUTCOME_NOTHING = 3
};

/* Runs the stages; what could not be done is said through c->diag. */
enum outcome pipeline_run(
    struct ctx *c, const struct run_options *, struct run_summary *);

/* Prints what a spreadsheet shows (see ingest/cells.h). */
enum outcome pipeline_cells(struct ctx *c, const struct places *,
    struct str path, struct str sheet, bool raw, struct buf *out);

#endif
