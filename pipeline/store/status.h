/* store/status.h -- what the store holds, for `skillmix status`. */
#ifndef STORE_STATUS_H
#define STORE_STATUS_H

#include "base/diag.h"

struct store_run {
	struct str period, date, program;
	int64_t sources, observations, findings, figures;
};

struct store_status {
	struct store_run *run; /* by period */
	size_t n;
	int64_t files, observations, findings; /* of all that was ever read */
};

/* Reads the file and changes nothing. Fails, naming the file, when it is no
 * store, is of another version or is damaged. */
MUST_CHECK bool store_look(
    struct ctx *, struct str path, struct store_status *out);

#endif
