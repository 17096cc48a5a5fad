/* workers.h -- many jobs over a few forked processes. */
#ifndef WORKERS_H
#define WORKERS_H

#include "base/diag.h"

#define WORKER_MESSAGE 1024

struct job_result {
	bool done;
	char message[WORKER_MESSAGE]; /* why not, if not done */
};

struct workers {
	unsigned jobs; /* processes at once */
	size_t n;      /* jobs, numbered from 0 */
	/* What one job may take, in seconds and in MiB on top of what the parent
	 * has; 0 is no limit. Who takes more is ended. */
	unsigned seconds, mib;
	void *self;
	/* Called in each worker before its first job; may be NULL. */
	void (*begin)(void *self);
	/* Runs in the worker: false and a message when the job failed. */
	bool (*run)(void *self, size_t job, char message[WORKER_MESSAGE]);
	/* Runs in the parent after each job; may be NULL. */
	void (*finished)(void *self, size_t job, const struct job_result *);
};

/* Runs every job once. A worker that dies or is ended fails the job it was at,
 * and another takes up its remaining jobs. Workers die with their parent. result has room for n. False only when no
 * process can be started. */
MUST_CHECK bool workers_run(
    struct ctx *c, const struct workers *, struct job_result *result);

#endif
