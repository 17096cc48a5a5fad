/* workers.c -- many jobs over a few forked processes. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "workers.h"

/* A worker has every job whose number leaves its own when divided by the
 * number of workers; next is the first it has not reported on. */
struct worker {
	pid_t pid;
	int pipe;
	size_t next;
	bool running;
};

struct report {
	size_t job;
	struct job_result result;
};

static bool
write_all(int fd, const void *p, size_t n)
{
	while (n > 0) {
		ssize_t k = write(fd, p, n);
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		p = (const char *)p + k;
		n -= (size_t)k;
	}
	return true;
}

/* False at the end of the stream or after a broken report. */
static bool
read_all(int fd, void *p, size_t n)
{
	while (n > 0) {
		ssize_t k = read(fd, p, n);
		if (k < 0 && errno == EINTR)
			continue;
		if (k <= 0)
			return false;
		p = (char *)p + k;
		n -= (size_t)k;
	}
	return true;
}

static void
work(const struct workers *w, size_t first, int out)
{
	for (size_t job = first; job < w->n; job += w->jobs) {
		struct report r;
		memset(&r, 0, sizeof r);
		r.job = job;
		r.result.done = w->run(w->self, job, r.result.message);
		if (!write_all(out, &r, sizeof r))
			_exit(1);
	}
	/* No exit handlers: what the parent prepared is the parent's. */
	_exit(0);
}

static bool
start(struct ctx *c, const struct workers *w, struct worker *k)
{
	int fd[2];

	if (pipe(fd) != 0)
		return diag_fail(c, (struct at){.line = 0},
		    "no worker can be started: %s", strerror(errno));
	fflush(NULL);
	k->pid = fork();
	if (k->pid < 0) {
		close(fd[0]);
		close(fd[1]);
		return diag_fail(c, (struct at){.line = 0},
		    "no worker can be started: %s", strerror(errno));
	}
	if (k->pid == 0) {
		close(fd[0]);
		work(w, k->next, fd[1]);
	}
	close(fd[1]);
	k->pipe = fd[0];
	k->running = true;
	return true;
}

static void
take(const struct workers *w, struct job_result *result, size_t job,
    const struct job_result *r)
{
	result[job] = *r;
	if (w->finished != NULL)
		w->finished(w->self, job, r);
}

/* Says how a worker ended that still had jobs to do. */
static void
obituary(pid_t pid, char message[WORKER_MESSAGE])
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		;
	if (WIFSIGNALED(status))
		snprintf(message, WORKER_MESSAGE,
		    "the worker was ended by signal %d (%s)", WTERMSIG(status),
		    strsignal(WTERMSIG(status)));
	else
		snprintf(message, WORKER_MESSAGE,
		    "the worker stopped with status %d", WEXITSTATUS(status));
}

/* One report or the end of a worker. False when no successor can start. */
static bool
attend(struct ctx *c, const struct workers *w, struct worker *k,
    struct job_result *result)
{
	struct report r;

	if (read_all(k->pipe, &r, sizeof r)) {
		take(w, result, r.job, &r.result);
		k->next = r.job + w->jobs;
		return true;
	}
	close(k->pipe);
	k->running = false;
	memset(&r, 0, sizeof r);
	obituary(k->pid, r.result.message);
	if (k->next >= w->n)
		return true;
	take(w, result, k->next, &r.result);
	k->next += w->jobs;
	return k->next >= w->n || start(c, w, k);
}

bool
workers_run(
    struct ctx *c, const struct workers *given, struct job_result *result)
{
	struct workers w = *given;
	struct worker *k;
	struct pollfd *p;
	bool ok = true;

	if (w.jobs > w.n)
		w.jobs = (unsigned)w.n;
	if (w.n == 0)
		return true;
	k = NEWS(c->tmp, w.jobs, struct worker);
	p = NEWS(c->tmp, w.jobs, struct pollfd);
	for (unsigned i = 0; i < w.jobs; i++) {
		k[i].next = i;
		ok &= start(c, &w, &k[i]);
	}
	for (;;) {
		unsigned live = 0;
		for (unsigned i = 0; i < w.jobs; i++) {
			p[i] = (struct pollfd){
			    k[i].running ? k[i].pipe : -1, POLLIN, 0};
			live += k[i].running;
		}
		if (live == 0)
			return ok;
		if (poll(p, w.jobs, -1) < 0)
			continue;
		for (unsigned i = 0; i < w.jobs; i++)
			if (k[i].running && p[i].revents != 0)
				ok &= attend(c, &w, &k[i], result);
	}
}
