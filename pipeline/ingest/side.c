/* ingest/side.c -- files read side by side, kept in their order. */
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sandbox.h"
#include "ingest/intake_kept.h"
#include "ingest/intake_tape.h"
#include "ingest/side.h"

/* So far may readers be ahead of what is kept, in units for each reader: tapes
 * that wait take memory. */
#define AHEAD 4
/* A larger file is read by several, each some of its sheets. */
#define PART_BYTES (4u << 20)
#define PARTS_MAX  4
/* So much memory does a reader keep from one file to the next. */
#define HEAP_KEPT (4 << 20)

/* A file, or some sheets of one. */
struct unit {
	uint32_t file;
	uint16_t part, of;
	bool done, dead;
	unsigned reader;
	uint64_t from, bytes; /* of the reader's memory file */
	struct str why;       /* of a dead one */
};

struct report {
	uint32_t unit;
	uint64_t from, bytes;
};

/* Each reader has a memory file for its tapes and a pipe to say so. */
struct reader_process {
	pid_t pid;
	int pipe, tapes;
	bool running;
	sym *number; /* by the reader's symbols: ours */
	size_t n_numbers, cap_numbers;
};

/* What all processes see. */
struct shared {
	_Atomic uint32_t next; /* the first unit that nobody took */
	uint32_t taken_by[];   /* by unit: reader + 1 */
};

struct side {
	struct intake *in;
	const struct walked *file;
	struct unit *unit;
	uint32_t n;
	struct shared *shared;
	size_t shared_bytes;
	int token[2]; /* a byte allows its reader one unit more */
	struct reader_process *reader;
	size_t n_readers, cap_readers;
};

/* Nobody need read it. */
static bool
is_known(const struct walked *w)
{
	return w->sha256.n > 0;
}

/* ---- a reader */

static bool
send(const struct tape *t, struct arena *mem, int tapes, uint64_t from,
    uint64_t *bytes)
{
	struct str head = tape_write(mem, t);
	size_t n = t->n_observations * sizeof *t->observation;
	char none[8] = "";

	*bytes = head.n + n;
	return lseek(tapes, (off_t)from, SEEK_SET) >= 0 &&
	       file_write_all(tapes, head.p, head.n) &&
	       file_write_all(tapes, t->observation, n) &&
	       file_write_all(tapes, none, -n % sizeof none);
}

/* Units are taken in order, and played in order: whoever waits for a token waits
 * for a unit that another reader has. */
static bool
take_unit(struct side *s, unsigned self, uint32_t *unit)
{
	char token;

	if (atomic_load(&s->shared->next) >= s->n ||
	    !file_read_all(s->token[0], &token, 1))
		return false;
	*unit = atomic_fetch_add(&s->shared->next, 1);
	if (*unit >= s->n)
		return false;
	s->shared->taken_by[*unit] = self + 1;
	return true;
}

/* What a reader does a thousand times over should cost once. libzip makes a local
 * time of each part's, for which the C library looks at the time zone's file; and
 * memory given back after a file is asked for again with the next. */
static void
settle(void)
{
	(void)setenv("TZ", "UTC0", 1);
	(void)mallopt(M_TRIM_THRESHOLD, HEAP_KEPT);
	(void)mallopt(M_MMAP_THRESHOLD, HEAP_KEPT);
}

static void
work(struct side *s, unsigned self, int out, int tapes)
{
	uint64_t page = (uint64_t)sysconf(_SC_PAGESIZE);
	struct report r = {.from = 0};

	settle();
	while (take_unit(s, self, &r.unit)) {
		const struct unit *u = &s->unit[r.unit];
		struct arena *mem = arena_new("tape");
		struct tape t;

		intake_record(s->in, mem, (uint16_t)u->file, &s->file[u->file],
		    u->part, u->of, &t);
		if (!send(&t, mem, tapes, r.from, &r.bytes) ||
		    !file_write_all(out, &r, sizeof r))
			_exit(1);
		arena_free(mem);
		r.from += (r.bytes + page - 1) & ~(page - 1);
	}
	/* No exit handlers: what the parent prepared is the parent's. */
	_exit(0);
}

/* ---- the run */

static bool
start(struct side *s)
{
	struct reader_process *k;
	pid_t parent = getpid();
	unsigned self = (unsigned)s->n_readers;
	int fd[2], tapes;

	if (pipe2(fd, O_CLOEXEC) != 0)
		return false;
	tapes = memfd_create("tapes", MFD_CLOEXEC);
	ARENA_GROW(s->in->work, s->reader, s->n_readers, s->cap_readers);
	k = &s->reader[self];
	*k = (struct reader_process){.pipe = fd[0], .tapes = tapes};
	/* What is known here before the fork has the same number there. */
	k->n_numbers = k->cap_numbers = symbols_count(s->in->d->symbols);
	k->number = NEWS(s->in->work, k->n_numbers, sym);
	for (size_t i = 0; i < k->n_numbers; i++)
		k->number[i] = (sym)i;
	fflush(NULL);
	k->pid = tapes < 0 ? -1 : fork();
	if (k->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		if (getppid() != parent)
			_exit(1);
		close(fd[0]);
		close(s->token[1]);
		/* It reads what strangers wrote. */
		(void)sandbox_enter(s->in->c->tmp, NULL, 0);
		work(s, self, fd[1], tapes);
	}
	close(fd[1]);
	if (k->pid < 0) {
		close(fd[0]);
		if (tapes >= 0)
			close(tapes);
		return false;
	}
	k->running = true;
	s->n_readers++;
	return true;
}

static void
give_token(struct side *s)
{
	(void)!write(s->token[1], "", 1);
}

static struct str
obituary(const struct side *s, int status)
{
	if (WIFSIGNALED(status))
		return str_fmt(s->in->work,
		    "its reader was ended by signal %d (%s)%s",
		    WTERMSIG(status), strsignal(WTERMSIG(status)),
		    WTERMSIG(status) == SIGKILL
			? ", as it is when memory runs out; run again, with "
			  "fewer --jobs, before doing anything to the file"
			: "");
	return str_fmt(s->in->work, "its reader stopped with status %d",
	    WEXITSTATUS(status));
}

/* A reader is at its end: the unit that it was at is lost, and another one goes
 * on, if there is more to do. */
static void
bury(struct side *s, unsigned self)
{
	struct reader_process *k = &s->reader[self];
	int status = 0;
	bool lost = false;

	while (waitpid(k->pid, &status, 0) < 0 && errno == EINTR)
		;
	close(k->pipe);
	k->running = false;
	for (uint32_t i = 0; i < s->n; i++) {
		struct unit *u = &s->unit[i];
		if (u->done || s->shared->taken_by[i] != self + 1)
			continue;
		u->done = u->dead = lost = true;
		u->why = obituary(s, status);
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
		if (!lost)
			give_token(s);
		if (atomic_load(&s->shared->next) < s->n)
			(void)!start(s);
	}
}

static void
attend(struct side *s, unsigned self)
{
	struct report r;

	if (!file_read_all(s->reader[self].pipe, &r, sizeof r)) {
		bury(s, self);
	} else if (r.unit < s->n) {
		struct unit *u = &s->unit[r.unit];
		u->done = true;
		u->reader = self;
		u->from = r.from;
		u->bytes = r.bytes;
	}
}

/* Waits until a unit was read or lost. False when nobody is left to read it. */
static bool
wait_for(struct side *s, const struct unit *u)
{
	struct arena *tmp = s->in->c->tmp;

	while (!u->done) {
		struct arena_mark m = arena_mark(tmp);
		size_t n = s->n_readers, live = 0;
		struct pollfd *p = NEWS(tmp, n, struct pollfd);

		for (unsigned i = 0; i < n; i++) {
			bool running = s->reader[i].running;
			p[i] = (struct pollfd){
			    running ? s->reader[i].pipe : -1, POLLIN, 0};
			live += running;
		}
		if (live > 0 && poll(p, n, -1) > 0)
			for (unsigned i = 0; i < n; i++)
				if (p[i].revents != 0)
					attend(s, i);
		arena_rewind(tmp, m);
		if (live == 0)
			return false;
	}
	return true;
}

/* The tape of a unit as the reader left it; NULL when it cannot be seen. */
static char *
map_tape(
    struct side *s, const struct unit *u, struct arena *mem, struct played *out)
{
	struct reader_process *k = &s->reader[u->reader];
	char *p = mmap(NULL, u->bytes, PROT_READ, MAP_SHARED | MAP_POPULATE,
	    k->tapes, (off_t)u->from);
	size_t n;

	if (p == MAP_FAILED)
		return NULL;
	if (!tape_read(mem, (struct str){p, u->bytes}, &out->tape)) {
		munmap(p, u->bytes);
		return NULL;
	}
	n = out->tape.first_symbol + out->tape.n_symbols;
	while (k->n_numbers < n) {
		ARENA_GROW(
		    s->in->work, k->number, k->n_numbers, k->cap_numbers);
		k->number[k->n_numbers++] = 0;
	}
	return p;
}

static void
drop_tape(struct side *s, const struct unit *u, char *p)
{
	munmap(p, u->bytes);
	/* Its memory goes back; without that it would stay until the end. */
	(void)!fallocate(s->reader[u->reader].tapes,
	    FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)u->from,
	    (off_t)u->bytes);
}

/* Keeps what its readers found in a file, or why they could not. */
static void
play(struct side *s, const struct walked *w, const struct unit *u)
{
	struct arena *mem = arena_new("tapes");
	struct played played[PARTS_MAX];
	char *p[PARTS_MAX] = {NULL};
	struct str why = S("");

	for (unsigned i = 0; i < u->of; i++) {
		if (!u[i].dead)
			p[i] = map_tape(s, &u[i], mem, &played[i]);
		if (p[i] == NULL && why.n == 0)
			why = u[i].dead ? u[i].why
					: S("what its reader found was lost");
	}
	/* Not before: a reader of several parts has one table, which grew. */
	for (unsigned i = 0; i < u->of; i++)
		played[i].number = s->reader[u[i].reader].number;
	if (why.n == 0)
		intake_play(s->in, w, played, u->of);
	else
		intake_lose(s->in, w, why);
	for (unsigned i = 0; i < u->of; i++) {
		if (p[i] == NULL)
			continue;
		if (why.n > 0)
			observer_learn(
			    s->in->observer, &played[i].tape, played[i].number);
		drop_tape(s, &u[i], p[i]);
	}
	arena_free(mem);
}

/* The next file, whose units these are. */
static void
play_file(struct side *s, const struct unit *u)
{
	const struct walked *w = &s->file[u->file];
	bool there = true;

	for (unsigned k = 0; k < u->of; k++)
		there = there && wait_for(s, &u[k]);
	if (there)
		play(s, w, u);
	else
		intake_read(s->in, w);
	for (unsigned k = 0; k < u->of; k++)
		give_token(s);
}

static void
play_all(struct side *s, const struct ingest_options *o, size_t n)
{
	const struct unit *u = s->unit;

	for (size_t i = 0; i < n; i++) {
		const struct walked *w = &s->file[i];

		if (o->progress != NULL)
			o->progress(o->self, i, n, w->label);
		if (is_known(w)) {
			if (!intake_recall(s->in, w))
				intake_read(s->in, w);
			continue;
		}
		play_file(s, u);
		u += u->of;
	}
}

static void
add_units(struct side *s, uint32_t file, unsigned of)
{
	for (unsigned part = 0; part < of; part++)
		s->unit[s->n++] = (struct unit){
		    .file = file, .part = (uint16_t)part, .of = (uint16_t)of};
}

static void
close_all(struct side *s)
{
	close(s->token[1]);
	for (unsigned i = 0; i < s->n_readers; i++) {
		if (s->reader[i].running) {
			close(s->reader[i].pipe);
			while (waitpid(s->reader[i].pid, NULL, 0) < 0 &&
			       errno == EINTR)
				;
		}
		close(s->reader[i].tapes);
	}
	close(s->token[0]);
	munmap(s->shared, s->shared_bytes);
}

bool
side_read(struct intake *in, const struct ingest_options *o,
    const struct walked *w, size_t n)
{
	/* The process that keeps what was read is one more: with two jobs the
	 * sheets of one workbook gain nothing by being read apart. */
	unsigned most = o->jobs < PARTS_MAX ? o->jobs : PARTS_MAX;
	unsigned parts = o->jobs > 2 || o->part_bytes > 0 ? most : 1;
	uint64_t large = o->part_bytes > 0 ? o->part_bytes : PART_BYTES;
	struct side s = {.in = in, .file = w};

	s.unit = NEWS(in->work, n * PARTS_MAX, struct unit);
	for (size_t i = 0; i < n; i++)
		if (!is_known(&w[i]))
			add_units(
			    &s, (uint32_t)i, w[i].bytes >= large ? parts : 1);
	s.shared_bytes = sizeof *s.shared + s.n * sizeof *s.shared->taken_by;
	s.shared = mmap(NULL, s.shared_bytes, PROT_READ | PROT_WRITE,
	    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (s.shared == MAP_FAILED)
		return false;
	if (pipe2(s.token, O_CLOEXEC) != 0) {
		munmap(s.shared, s.shared_bytes);
		return false;
	}
	while (s.n_readers < o->jobs && s.n_readers < s.n && start(&s))
		;
	for (unsigned i = 0; i < s.n_readers * AHEAD; i++)
		give_token(&s);
	if (s.n_readers > 0)
		play_all(&s, o, n);
	close_all(&s);
	return s.n_readers > 0;
}
