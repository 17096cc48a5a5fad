/* output.h -- the output folder: one run at a time, nothing left half-done. */
#ifndef OUTPUT_H
#define OUTPUT_H

#include <sys/stat.h>

#include "base/diag.h"

/* An attribute of the lock file: see same.c. */
#define OUTPUT_NOTE "user.skillmix.last"
/* Folders of what is kept from run to run: see figures_known.c and returns_known.c. */
#define OUTPUT_DECIDED ".skillmix.decided"
#define OUTPUT_FIGURES ".skillmix.figures"
#define OUTPUT_RETURNS ".skillmix.returns"

/* Makes the folder and holds it until c->mem is freed. Waits two seconds for
 * another run to end, then fails and says so. */
MUST_CHECK bool output_hold(struct ctx *c, struct str output);
/* The same beside others of its kind: a shard of a run, which shares the folder
 * with the other shards but not with a whole run. */
MUST_CHECK bool output_share(struct ctx *c, struct str output);
/* Removes what killed runs left beside the files they were writing: only names
 * that we make, in the folder itself and in those of periods. Hold the folder first. */
MUST_CHECK bool output_sweep(struct ctx *c, struct str output);
/* Makes OUTPUT/PERIOD, open to all or (secret) to the owner alone. */
MUST_CHECK bool output_period(struct ctx *c, struct str folder, bool secret);
/* Fails if a folder on the way from `folder` to folder/path is a symbolic
 * link: what we write would land elsewhere. */
MUST_CHECK bool output_plain(struct ctx *c, struct str folder, struct str path);
/* A file for the owner's eyes only: made if it is not there. */
MUST_CHECK bool output_secret(struct ctx *c, struct str path);
/* Makes the folder that a path below `folder` is in, open to all. */
MUST_CHECK bool output_folder_of(
    struct ctx *c, struct str folder, struct str path);
/* What is written from here on is open to the owner alone if secret. Gives the
 * mask of before, for umask. */
mode_t output_hide(bool secret);

#endif
