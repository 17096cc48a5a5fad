/* ingest/bytes.c -- the bytes of a file, piece by piece. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ingest/sniff.h"

/* A file is neither held whole, since it may have hundreds of megabytes, nor
 * mapped, since one that somebody cuts short meanwhile would end the process. */

static void
close_file(void *p)
{
	close(*(const int *)p);
}

static int64_t
time_of(const struct stat *st)
{
	return (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec;
}

static bool
check_size(struct reading *r)
{
	if (r->size > r->limits->file_bytes)
		return diag_fail(&r->c, reading_at(r),
		    "has %llu bytes; the limit is %llu (file_bytes in "
		    "settings.yaml)",
		    (unsigned long long)r->size,
		    (unsigned long long)r->limits->file_bytes);
	return true;
}

static bool
read_head(struct reading *r)
{
	size_t n = r->size < HEAD_BYTES ? (size_t)r->size : HEAD_BYTES;
	char *p = arena_alloc(r->c.mem, n + 1, 1);

	r->head = (struct str){p, n};
	return reading_bytes(r, 0, p, n);
}

bool
reading_take(struct reading *r, struct str bytes)
{
	r->bytes = bytes;
	r->fd = -1;
	r->size = bytes.n;
	return check_size(r) && read_head(r);
}

bool
reading_open(struct reading *r, struct str path)
{
	struct stat st;
	int *fd;

	r->fd = open(str_z(r->c.tmp, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (r->fd < 0)
		return diag_fail(&r->c, reading_at(r), "cannot be opened: %s",
		    strerror(errno));
	fd = NEW(r->c.mem, int);
	*fd = r->fd;
	arena_defer(r->c.mem, close_file, fd);
	if (fstat(r->fd, &st) != 0)
		return diag_fail(&r->c, reading_at(r), "cannot be read: %s",
		    strerror(errno));
	if (!S_ISREG(st.st_mode))
		return diag_fail(&r->c, reading_at(r), "is not a file");
	r->size = (uint64_t)st.st_size;
	r->changed = time_of(&st);
	return check_size(r) && read_head(r);
}

bool
reading_bytes(struct reading *r, uint64_t from, char *p, size_t n)
{
	if (r->fd < 0) {
		if (n > 0)
			memcpy(p, r->bytes.p + from, n);
		return true;
	}
	while (n > 0) {
		ssize_t got = pread(r->fd, p, n, (off_t)from);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return diag_fail(&r->c, reading_at(r),
			    "byte %llu: cannot be read: %s",
			    (unsigned long long)from,
			    got < 0 ? strerror(errno) : "it became shorter");
		p += got;
		from += (uint64_t)got;
		n -= (size_t)got;
	}
	return true;
}

bool
reading_unchanged(struct reading *r)
{
	struct stat st;

	if (r->fd < 0 ||
	    (fstat(r->fd, &st) == 0 && (uint64_t)st.st_size == r->size &&
		time_of(&st) == r->changed))
		return true;
	return diag_fail(&r->c, reading_at(r),
	    "was changed while it was read; run again when nobody writes it");
}
