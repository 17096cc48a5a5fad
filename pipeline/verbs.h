/* verbs.h -- what each verb of the command line does. */
#ifndef VERBS_H
#define VERBS_H

#include <glib.h>

#include "pipeline.h"

/* What the command line said, before it is checked. */
struct words {
	char *input, *output, *period, *only, *packs, *shard, *sheet, *format;
	char *charts;
	char *setting, *breakdown;
	int jobs;
	gboolean quiet, verbose, raw, force, codes;
	char **rest; /* words that are no options; NULL: none */
};

/* Each returns the exit status. */
int verb_run(struct ctx *, const struct words *);
int verb_ingest(struct ctx *, const struct words *);
int verb_audit(struct ctx *, const struct words *);
int verb_compute(struct ctx *, const struct words *);
int verb_merge(struct ctx *, const struct words *);
int verb_status(struct ctx *, const struct words *);
int verb_verify(struct ctx *, const struct words *);
int verb_cells(struct ctx *, const struct words *);
int verb_profiles(struct ctx *, const struct words *);
int verb_indicators(struct ctx *, const struct words *);
int verb_trace(struct ctx *, const struct words *);
int verb_form(struct ctx *, const struct words *);
int verb_calc(struct ctx *, const struct words *);
int verb_check_template(struct ctx *, const struct words *);
int verb_init(struct ctx *, const struct words *);

/* Says on stderr what was wrong with the command line. */
int wrong_use(const char *why);

#endif
