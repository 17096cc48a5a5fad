/* workers.c -- many jobs over a few forked processes. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/file.h"
#include "base/threads.h"
#include "workers.h"

#define THREADS_MS 5000 /* for other threads to end before the first fork */

/* A worker has every job whose number leaves its own when divided by the
 * number of workers; next is the first it has not reported on. */
struct worker {
	pid_t pid;
	int pipe;
	int words; /* what it writes to stderr; -1 if that could not be kept */
	size_t next;
	bool running, late;
	int64_t since; /* ms: when it began its job */
};

struct report {
	size_t job;
	struct job_result result;
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* So much on top of what the process has already. AddressSanitizer takes more
 * address space than there is memory. */
static void
limit_memory(unsigned mib)
{
#if !defined(__SANITIZE_ADDRESS__)
	char text[64] = "";
	unsigned long pages = 0;
	struct rlimit most;
	int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);

	if (mib == 0 || fd < 0)
		return;
	if (read(fd, text, sizeof text - 1) > 0)
		(void)sscanf(text, "%lu", &pages);
	close(fd);
	if (getrlimit(RLIMIT_AS, &most) != 0)
		return;
	most.rlim_cur =
	    (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + ((rlim_t)mib << 20);
	if (most.rlim_cur < most.rlim_max)
		setrlimit(RLIMIT_AS, &most);
#endif
}

static void
work(const struct workers *w, size_t first, int out, int words, pid_t parent)
{
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (getppid() != parent)
		_exit(1);
	if (words >= 0)
		dup2(words, STDERR_FILENO);
	limit_memory(w->mib);
	if (w->begin != NULL)
		w->begin(w->self);
	for (size_t job = first; job < w->n; job += w->jobs) {
		struct report r;
		memset(&r, 0, sizeof r);
		r.job = job;
		r.result.done = w->run(w->self, job, r.result.message);
		if (!file_write_all(out, &r, sizeof r))
			_exit(1);
	}
	/* No exit handlers: what the parent prepared is the parent's. */
	_exit(0);
}

static bool
start(struct ctx *c, const struct workers *w, struct worker *k)
{
	int fd[2];
	pid_t parent = getpid();

	if (pipe2(fd, O_CLOEXEC) != 0)
		return diag_fail(c, (struct at){.line = 0},
		    "no worker can be started: %s", strerror(errno));
	fflush(NULL);
	k->words = memfd_create("worker", MFD_CLOEXEC);
	k->since = now_ms();
	k->late = false;
	k->pid = fork();
	if (k->pid < 0) {
		if (k->words >= 0)
			close(k->words);
		close(fd[0]);
		close(fd[1]);
		return diag_fail(c, (struct at){.line = 0},
		    "no worker can be started: %s", strerror(errno));
	}
	if (k->pid == 0) {
		close(fd[0]);
		work(w, k->next, fd[1], k->words, parent);
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

/* Passes on what an ended worker wrote to stderr; `first` gets its first line,
 * which says what went wrong when memory was out. */
static void
pass_on_words(const struct worker *k, char *first, size_t size)
{
	char text[4096];
	ssize_t n;
	off_t at = 0;

	first[0] = '\0';
	if (k->words < 0)
		return;
	while ((n = pread(k->words, text, sizeof text, at)) > 0) {
		if (at == 0)
			snprintf(first, size, "%.*s",
			    (int)(strnlen(text, (size_t)n)), text);
		at += n;
		(void)file_write_all(STDERR_FILENO, text, (size_t)n);
	}
	first[strcspn(first, "\n")] = '\0';
	close(k->words);
}

/* Our arenas, GLib and C++ say it each in their way. */
static bool
is_about_memory(const char *words)
{
	return strstr(words, "no memory for") != NULL ||
	       strstr(words, "failed to allocate") != NULL ||
	       strstr(words, "bad_alloc") != NULL;
}

/* Says how a worker ended that still had jobs to do. */
static void
obituary(
    const struct workers *w, struct worker *k, char message[WORKER_MESSAGE])
{
	int status = 0;
	char words[512];

	while (waitpid(k->pid, &status, 0) < 0 && errno == EINTR)
		;
	pass_on_words(k, words, sizeof words);
	if (k->late)
		snprintf(message, WORKER_MESSAGE,
		    "it took more than %u seconds and was stopped "
		    "(pack_seconds in settings.yaml)",
		    w->seconds);
	else if (w->mib > 0 && is_about_memory(words))
		snprintf(message, WORKER_MESSAGE,
		    "it needed more than %u MiB of memory (pack_mib in "
		    "settings.yaml): %s",
		    w->mib, words);
	else if (WIFSIGNALED(status))
		snprintf(message, WORKER_MESSAGE,
		    "the worker was ended by signal %d (%s)%s%s",
		    WTERMSIG(status), strsignal(WTERMSIG(status)),
		    words[0] ? ": " : "", words);
	else
		snprintf(message, WORKER_MESSAGE,
		    "the worker stopped with status %d%s%s",
		    WEXITSTATUS(status), words[0] ? ": " : "", words);
}

/* One report or the end of a worker. False when no successor can start. */
static bool
attend(struct ctx *c, const struct workers *w, struct worker *k,
    struct job_result *result)
{
	struct report r;

	if (file_read_all(k->pipe, &r, sizeof r)) {
		take(w, result, r.job, &r.result);
		k->next = r.job + w->jobs;
		k->since = now_ms();
		return true;
	}
	close(k->pipe);
	k->running = false;
	memset(&r, 0, sizeof r);
	obituary(w, k, r.result.message);
	if (k->next >= w->n)
		return true;
	take(w, result, k->next, &r.result);
	k->next += w->jobs;
	return k->next >= w->n || start(c, w, k);
}

/* Ends the workers whose time is up. Returns how long the others have, in ms; -1
 * for ever. */
static int
watch_clock(const struct workers *w, struct worker *k)
{
	int64_t now = now_ms(), left = INT32_MAX;

	if (w->seconds == 0)
		return -1;
	for (unsigned i = 0; i < w->jobs; i++) {
		int64_t rest = k[i].since + (int64_t)w->seconds * 1000 - now;
		if (!k[i].running || k[i].late)
			continue;
		if (rest <= 0 && k[i].next < w->n) {
			k[i].late = true;
			kill(k[i].pid, SIGKILL);
		} else if (rest < left) {
			left = rest > 0 ? rest : 1000;
		}
	}
	return left == INT32_MAX ? -1 : (int)left;
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
	/* Pango's threads that match and sort fonts end by themselves, and give
	 * back memory under GLib's lock when they do. */
	(void)threads_wait(THREADS_MS);
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
		if (poll(p, w.jobs, watch_clock(&w, k)) < 0)
			continue;
		for (unsigned i = 0; i < w.jobs; i++)
			if (k[i].running && p[i].revents != 0)
				ok &= attend(c, &w, &k[i], result);
	}
}
