/* base/file.c -- files read whole and files that appear whole or not at all. */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/sha256.h"

bool
file_read(struct ctx *c, struct str path, size_t limit, struct str *out)
{
	const char *z = str_z(c->tmp, path);
	struct at at = {.file = path};
	GStatBuf st;
	char *p;
	FILE *f;
	size_t n;
	bool failed;

	if (g_stat(z, &st) != 0 || (f = fopen(z, "rb")) == NULL)
		return diag_fail(
		    c, at, "cannot be opened: %s", strerror(errno));
	if (!S_ISREG(st.st_mode)) {
		fclose(f);
		return diag_fail(c, at, "is not a file");
	}
	if (limit > 0 && (size_t)st.st_size > limit) {
		fclose(f);
		return diag_fail(c, at, "has %zu bytes; the limit is %zu",
		    (size_t)st.st_size, limit);
	}
	p = arena_bytes(c->mem, (size_t)st.st_size);
	n = fread(p, 1, (size_t)st.st_size, f);
	failed = ferror(f);
	fclose(f);
	if (failed || n != (size_t)st.st_size)
		return diag_fail(c, at, "cannot be read to its end: %s",
		    failed ? "read error" : "it became shorter");
	*out = (struct str){p, n};
	return true;
}

bool
file_make_folders(struct ctx *c, struct str path)
{
	if (path.n > 0 && g_mkdir_with_parents(str_z(c->tmp, path), 0755) != 0)
		return diag_fail(c, (struct at){.file = path},
		    "folder cannot be made: %s", strerror(errno));
	return true;
}

static bool
make_folder_of(struct ctx *c, const char *path)
{
	char *dir = g_path_get_dirname(path);
	bool ok = file_make_folders(c, str_of(dir));

	g_free(dir);
	return ok;
}

bool
file_replace(struct ctx *c, struct str path, struct str bytes)
{
	const char *z = str_z(c->tmp, path);
	GError *err = NULL;

	if (!make_folder_of(c, z))
		return false;
	if (!g_file_set_contents_full(z, bytes.n > 0 ? bytes.p : "",
		(gssize)bytes.n,
		G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
		0644, &err)) {
		diag_fail(c, (struct at){.file = path}, "cannot be written: %s",
		    err->message);
		g_error_free(err);
		return false;
	}
	return true;
}

/* As GLib names what it writes aside: six letters or digits behind. */
static const char *
aside_of(struct ctx *c, struct str path)
{
	return str_fmt(c->tmp, "%.*s.aside0", STRF(path)).p;
}

void
file_drop_aside(struct ctx *c, struct str path)
{
	(void)!g_unlink(aside_of(c, path));
}

/* Whatever stood there goes first, so that nothing is followed. */
static bool
write_new(const char *path, struct str bytes)
{
	int fd, error;
	bool ok;

	(void)!g_unlink(path);
	fd = open(
	    path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
	if (fd < 0)
		return false;
	ok = file_write_all(fd, bytes.p, bytes.n) && fsync(fd) == 0;
	error = errno;
	ok &= close(fd) == 0;
	errno = error;
	return ok;
}

bool
file_write_aside(struct ctx *c, struct str path, struct str bytes)
{
	const char *aside = aside_of(c, path);

	if (!make_folder_of(c, aside))
		return false;
	if (write_new(aside, bytes))
		return true;
	diag_fail(c, (struct at){.file = path}, "cannot be written: %s",
	    strerror(errno));
	file_drop_aside(c, path);
	return false;
}

/* A rename is on the disk when its folder is. */
static bool
sync_folder_of(const char *path)
{
	char *dir = g_path_get_dirname(path);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	g_free(dir);
	if (fd >= 0)
		close(fd);
	return ok;
}

bool
file_put_in_place(struct ctx *c, struct str path)
{
	const char *z = str_z(c->tmp, path);

	return (g_rename(aside_of(c, path), z) == 0 && sync_folder_of(z)) ||
	       diag_fail(c, (struct at){.file = path}, "cannot be written: %s",
		   strerror(errno));
}

bool
file_exists(struct ctx *c, struct str path)
{
	return g_file_test(str_z(c->tmp, path), G_FILE_TEST_EXISTS);
}

struct str
file_join(struct arena *mem, struct str dir, struct str name)
{
	if (dir.n == 0)
		return str_dup(mem, name);
	if (name.n == 0)
		return str_dup(mem, dir);
	return str_fmt(mem, "%.*s%s%.*s", STRF(dir),
	    dir.p[dir.n - 1] == '/' ? "" : "/", STRF(name));
}

struct str
file_hex(struct arena *mem, const unsigned char *digest, size_t n)
{
	static const char digit[] = "0123456789abcdef";
	char *hex = NEWS(mem, 2 * n + 1, char);

	for (size_t i = 0; i < n; i++) {
		hex[2 * i] = digit[digest[i] >> 4];
		hex[2 * i + 1] = digit[digest[i] & 15];
	}
	return (struct str){hex, 2 * n};
}

#define STRETCH ((size_t)64 << 10)

bool
file_checksum(struct ctx *c, struct str path, size_t room, struct file_sum *out)
{
	size_t stretch = room > 0 ? room : STRETCH, n;
	char *p = NEWS(c->tmp, stretch, char);
	unsigned char digest[SHA256_BYTES];
	struct sha256 sum = sha256_begin();
	FILE *f = fopen(str_z(c->tmp, path), "rb");
	bool ok;

	*out = (struct file_sum){.bytes = 0};
	while (f != NULL && (n = fread(p, 1, stretch, f)) > 0) {
		sha256_add(&sum, p, n);
		out->bytes += n;
	}
	sha256_end(&sum, digest);
	ok = (f != NULL && !ferror(f)) ||
	     diag_fail(c, (struct at){.file = path}, "cannot be read: %s",
		 strerror(errno));
	if (f != NULL)
		fclose(f);
	if (!ok)
		return false;
	out->sha256 = file_hex(c->mem, digest, sizeof digest);
	/* One that fills the room may go on. */
	if (room > 0 && out->bytes < room)
		out->all = (struct str){p, out->bytes};
	return true;
}

struct str
file_sha256(struct arena *mem, struct str bytes)
{
	unsigned char digest[SHA256_BYTES];

	sha256_of(bytes.p, bytes.n, digest);
	return file_hex(mem, digest, sizeof digest);
}

bool
file_write_all(int fd, const void *p, size_t n)
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

bool
file_read_all(int fd, void *p, size_t n)
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
