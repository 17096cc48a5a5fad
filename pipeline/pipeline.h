/* pipeline.h -- the only place that knows every stage. */
#ifndef PIPELINE_H
#define PIPELINE_H

#include "base/diag.h"

enum stage { STAGE_INGEST, STAGE_AUDIT, STAGE_COMPUTE, STAGE_RENDER };

/* Where the program keeps what it brings along. */
struct places {
	struct str input; /* settings.yaml, profiles/, vocabulary/ */
	struct str templates;
	struct str fonts;
};

enum event_kind {
	EVENT_FILE_READ,
	EVENT_FILE_REFUSED,
	EVENT_PACK_MADE,
	EVENT_PACK_KEPT,
	EVENT_PACK_FAILED
};

struct event {
	enum event_kind kind;
	struct str name;   /* file or organisation */
	struct str what;   /* profile or kind of pack */
	struct str reason; /* why refused, made or failed */
	size_t observations;
};

/* Called as work goes on: `what` is "Reading" or "Drawing", name the file or
 * organisation just done. Either function may be NULL. */
struct progress {
	void *self;
	void (*step)(void *self, const char *what, size_t done, size_t of,
	    struct str name);
	void (*event)(void *self, const struct event *);
};

struct run_options {
	struct places places;
	struct str input, output;
	struct str period; /* as typed; empty: the latest the data reach */
	struct str *only;  /* codes of organisations or regions; none: all */
	size_t n_only;
	unsigned kinds;         /* of packs: see packs_kinds */
	unsigned jobs;          /* workers; at least 1 */
	enum stage stage;       /* the last one to do */
	bool force;             /* draw packs that are up to date again */
	unsigned shard, shards; /* the first of four: 1 and 4; 0: all packs */
	unsigned charts;        /* as files of their own: see pictures.h */
	struct progress progress;
	bool events; /* progress is to be told of each file and pack */
};

/* Findings by level. Those that were answered are left out of all counts but
 * `answered`. */
struct audit_tally {
	struct str code, name;
	unsigned by_level[LEVEL_ERROR + 1];
};

struct audit_summary {
	size_t returns; /* of the period */
	unsigned by_level[LEVEL_ERROR + 1], answered;
	struct audit_tally *org; /* who has any, the most first */
	size_t n_orgs, cap_orgs;
};

struct run_summary {
	size_t files, files_refused, observations, findings;
	size_t packs, packs_kept,
	    packs_failed; /* drawn; up to date; not made */
	struct str period;
	struct audit_summary audit; /* from STAGE_AUDIT on */
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

/* Writes the manifest of the packs that the shards of a run have made. */
enum outcome pipeline_merge(
    struct ctx *c, const struct run_options *, struct run_summary *);

/* What the same run would draw, without writing anything. */
struct packs;
enum outcome pipeline_plan(struct ctx *c, const struct run_options *,
    struct run_summary *, struct packs *out);

/* Of the options, the verbs below use only places and input. */

/* Prints what a spreadsheet shows (see ingest/cells.h). */
struct cells_options;
enum outcome pipeline_cells(struct ctx *c, const struct run_options *,
    struct str path, struct str sheet, const struct cells_options *,
    struct buf *out);
/* Writes OUTPUT/forms/ORG-return-PERIOD.xlsx to fill in, with what the input
 * holds of the quarter before beside each cell. */
enum outcome pipeline_form(struct ctx *c, const struct run_options *,
    struct str org, struct str *path);
/* Every profile, or what they make of one file (see ingest/explain.h). */
enum outcome pipeline_profiles(struct ctx *c, const struct run_options *,
    struct str file, struct buf *out);

#endif
