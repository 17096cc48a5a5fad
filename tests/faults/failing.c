/* tests/faults/failing.c -- one call of the C library that fails, loaded before
 * it with LD_PRELOAD. FAIL_CALL names the call, FAIL_AT says which one: the
 * third rename of the process, say. FAIL_CALL=fopen: a child process that opens a
 * file whose path ends in FAIL_AT is killed, as it is when memory runs out. */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static int count;
static pid_t first;

__attribute__((constructor)) static void
note_first(void)
{
	first = getpid();
}

static int
fails(const char *call)
{
	const char *which = getenv("FAIL_CALL"), *at = getenv("FAIL_AT");

	return which != NULL && at != NULL && strcmp(which, call) == 0 &&
	       ++count == atoi(at);
}

static void *
real(const char *name)
{
	void *p = dlsym(RTLD_NEXT, name);

	if (p == NULL)
		abort();
	return p;
}

int
rename(const char *from, const char *to)
{
	int (*next)(const char *, const char *) =
	    (int (*)(const char *, const char *))real("rename");

	if (!fails("rename"))
		return next(from, to);
	errno = EIO;
	return -1;
}

int
fsync(int fd)
{
	int (*next)(int) = (int (*)(int))real("fsync");

	if (!fails("fsync"))
		return next(fd);
	errno = EIO;
	return -1;
}

int
fdatasync(int fd)
{
	int (*next)(int) = (int (*)(int))real("fdatasync");

	if (!fails("fsync"))
		return next(fd);
	errno = EIO;
	return -1;
}

FILE *
fopen(const char *path, const char *mode)
{
	FILE *(*next)(const char *, const char *) =
	    (FILE * (*)(const char *, const char *)) real("fopen");
	const char *call = getenv("FAIL_CALL"), *end = getenv("FAIL_AT");
	size_t n = strlen(path), k = end != NULL ? strlen(end) : 0;

	if (call != NULL && strcmp(call, "fopen") == 0 && k > 0 && n >= k &&
	    strcmp(path + n - k, end) == 0 && getpid() != first)
		raise(SIGKILL);
	return next(path, mode);
}

/* A file of a disk has a name; a file in memory has none, nor has a pipe. */
static int
is_on_disk(int fd)
{
	struct stat s;

	return fstat(fd, &s) == 0 && S_ISREG(s.st_mode) && s.st_nlink > 0;
}

/* What goes to disks; pipes, terminals and memory stay as they are. */
ssize_t
write(int fd, const void *p, size_t n)
{
	ssize_t (*next)(int, const void *, size_t) =
	    (ssize_t(*)(int, const void *, size_t))real("write");

	if (!is_on_disk(fd) || !fails("write"))
		return next(fd, p, n);
	/* Half of it, as a full disk does. */
	if (n > 1 && next(fd, p, n / 2) < 0)
		return -1;
	errno = ENOSPC;
	return -1;
}

ssize_t
pwrite64(int fd, const void *p, size_t n, off64_t at)
{
	ssize_t (*next)(int, const void *, size_t, off64_t) =
	    (ssize_t(*)(int, const void *, size_t, off64_t))real("pwrite64");

	if (!fails("pwrite"))
		return next(fd, p, n, at);
	errno = ENOSPC;
	return -1;
}
