/* run.h -- what a run knows as it goes on, for the files that make it up. */
#ifndef RUN_H
#define RUN_H

#include "model/audit.h"
#include "model/finding.h"
#include "model/return_form.h"
#include "model/scorecard.h"
#include "pipeline.h"
#include "settings.h"

struct beside;
struct errand;
struct kept;
struct manifest;
struct memo;
struct opening;

struct run {
	struct ctx *c;
	const struct run_options *o;
	struct run_summary *summary;
	struct settings settings;
	struct str settings_path;
	struct memo *readings; /* of returns: see returns_known.h */
	struct dataset *dataset;
	struct findings *findings;  /* after the audit: of the period */
	struct findings *elsewhere; /* of other quarters' returns */
	struct audit *audit;
	struct store_fault *fault; /* for the ledger to remember */
	size_t n_faults;
	bool *unread; /* by source: it could not be read */
	struct audit_unread *returns_unread; /* those of them that are known */
	size_t n_unread;
	struct return_form form; /* of the quarterly return */
	struct catalogue catalogue;
	struct str catalogue_path;
	struct kept *kept; /* of the figures: see figures_known.h */
	struct scorecard *scorecard;
	struct errand *errand;       /* see beside.h */
	struct opening *opening;     /* the same; NULL: not begun */
	const struct beside *beside; /* NULL: not made of these figures */
	struct period period;
	day date;          /* of the packs' metadata */
	struct str folder; /* OUTPUT/PERIOD */
	struct str key;    /* what it rests on: see same.h */
	/* Of a merge: what its shards recorded, instead of the old manifest. */
	const struct manifest *united;
};

/* Tells whoever watches. */
void run_tell(const struct run *, enum event_kind, struct str name,
    struct str what, struct str reason, size_t observations);
/* templates/NAME of the input folder if it has one, else of the program. */
struct str run_template(const struct run *, const char *name);

/* Reads, audits and computes as a run would, and writes nothing. */
enum outcome pipeline_figures(struct ctx *, const struct run_options *,
    struct run_summary *, struct run **out);

#endif
