/* output.c -- the output folder: one run at a time, nothing left half-done. */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/file.h"
#include "model/date.h"
#include "output.h"

#define WAIT_MS 2000
#define STEP_MS 50

static void
close_file(void *p)
{
	close(GPOINTER_TO_INT(p));
}

static bool
lock(struct ctx *c, struct str output, int how)
{
	struct str path = file_join(c->mem, output, S(".skillmix.lock"));
	struct at at = {.file = path};
	int fd;

	if (!file_make_folders(c, output))
		return false;
	fd = open(path.p, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0)
		return diag_fail(
		    c, at, "cannot be written: %s", strerror(errno));
	arena_defer(c->mem, close_file, GINT_TO_POINTER(fd));
	/* Workers of a run that was killed take a moment to follow it. */
	for (int waited = 0; flock(fd, how | LOCK_NB) != 0; waited += STEP_MS) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return diag_fail(
			    c, at, "cannot be locked: %s", strerror(errno));
		if (waited >= WAIT_MS)
			return diag_fail(c, (struct at){.file = output},
			    "another run is at work on this output folder; "
			    "nothing was changed, run this again when it has "
			    "ended");
		g_usleep(STEP_MS * 1000);
	}
	/* What the last run noted is true no longer. */
	if (how == LOCK_EX)
		(void)!fremovexattr(fd, OUTPUT_NOTE);
	return true;
}

bool
output_hold(struct ctx *c, struct str output)
{
	return lock(c, output, LOCK_EX);
}

bool
output_share(struct ctx *c, struct str output)
{
	return lock(c, output, LOCK_SH);
}

/* The name without what a writer puts behind it: ".part" of the workbooks,
 * "." and six letters or digits of the others. */
static struct str
final_name(struct str name)
{
	size_t n = name.n;

	if (str_ends(name, S(".part")))
		return str_slice(name, 0, n - 5);
	if (n < 8 || name.p[n - 7] != '.')
		return S("");
	for (size_t i = n - 6; i < n; i++)
		if (!g_ascii_isalnum(name.p[i]))
			return S("");
	return str_slice(name, 0, n - 7);
}

static bool
is_ours(struct str name)
{
	return (str_starts(name, S("manifest.")) &&
		   str_ends(name, S(".json"))) ||
	       str_is(name, "scorecard.csv") || str_is(name, "findings.csv") ||
	       (name.n > 4 &&
		   (str_ends(name, S(".pdf")) || str_ends(name, S(".xlsx")) ||
		       str_ends(name, S(".svg")) || str_ends(name, S(".png"))));
}

static bool
sweep(struct ctx *c, struct str folder, unsigned depth, bool in_charts)
{
	GDir *dir = g_dir_open(folder.p, 0, NULL);
	const char *name;
	bool ok = true;

	if (dir == NULL)
		return diag_fail(c, (struct at){.file = folder},
		    "cannot be read: %s", strerror(errno));
	while (ok && (name = g_dir_read_name(dir)) != NULL) {
		struct str path = file_join(c->tmp, folder, str_of(name));
		GStatBuf st;

		if (g_lstat(path.p, &st) != 0)
			continue;
		if (S_ISDIR(st.st_mode) && !in_charts &&
		    strcmp(name, "charts") == 0)
			ok = sweep(c, path, 1, true);
		else if (S_ISDIR(st.st_mode) && depth > 0)
			ok = sweep(c, path, depth - 1, in_charts);
		else if (S_ISREG(st.st_mode) &&
			 is_ours(final_name(str_of(name))) &&
			 g_unlink(path.p) != 0)
			ok = diag_fail(c, (struct at){.file = path},
			    "was left by a run that was stopped and cannot be "
			    "removed: %s",
			    strerror(errno));
	}
	g_dir_close(dir);
	return ok;
}

bool
output_sweep(struct ctx *c, struct str output)
{
	struct arena_mark m = arena_mark(c->tmp);
	GDir *dir = g_dir_open(str_z(c->tmp, output), 0, NULL);
	const char *name;
	struct period p;
	bool ok = true;

	while (ok && dir != NULL && (name = g_dir_read_name(dir)) != NULL) {
		struct str path = file_join(c->tmp, output, str_of(name));
		GStatBuf st;
		/* PERIOD/trusts/RV5/, the folders of its charts, and no
		 * deeper. */
		/* Of a program before this one: folders stay. */
		if (strcmp(name, OUTPUT_DECIDED) == 0 ||
		    strcmp(name, OUTPUT_RETURNS) == 0)
			(void)!g_unlink(path.p);
		if (period_parse(str_of(name), &p) &&
		    g_lstat(path.p, &st) == 0 && S_ISDIR(st.st_mode))
			ok = sweep(c, path, 2, false);
	}
	if (dir != NULL)
		g_dir_close(dir);
	arena_rewind(c->tmp, m);
	return ok;
}

bool
output_plain(struct ctx *c, struct str folder, struct str path)
{
	struct str here = folder, part, rest = path;
	GStatBuf st;

	do {
		if (g_lstat(str_z(c->tmp, here), &st) == 0 &&
		    S_ISLNK(st.st_mode))
			return diag_fail(c, (struct at){.file = here},
			    "is a symbolic link; packs are written to plain "
			    "folders only");
		if (!str_cut(rest, '/', &part, &rest))
			return true;
		here = file_join(c->tmp, here, part);
	} while (true);
}

bool
output_period(struct ctx *c, struct str folder, bool secret)
{
	mode_t mask = umask(077), mode;

	/* What is secret is so from its first moment; a stricter mask of the
	 * user's stays. */
	mask |= secret ? 077 : 022;
	umask(mask);
	mode = 0777 & ~mask;
	if (!output_plain(c, folder, S("")) || !file_make_folders(c, folder))
		return false;
	if (chmod(str_z(c->tmp, folder), mode) != 0)
		return diag_fail(c, (struct at){.file = folder},
		    "its permissions cannot be set: %s", strerror(errno));
	return true;
}

bool
output_secret(struct ctx *c, struct str path)
{
	int fd = open(str_z(c->tmp, path),
	    O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	bool ok = fd >= 0 && fchmod(fd, 0600) == 0;
	int error = errno;

	if (fd >= 0)
		close(fd);
	return ok || diag_fail(c, (struct at){.file = path},
			 "cannot be written: %s", strerror(error));
}

mode_t
output_hide(bool secret)
{
	mode_t mask = umask(077);

	umask(mask | (secret ? 077 : 0));
	return mask;
}

bool
output_folder_of(struct ctx *c, struct str folder, struct str path)
{
	size_t n = path.n;

	while (n > 0 && path.p[n - 1] != '/')
		n--;
	return file_make_folders(c,
	    file_join(c->tmp, folder, str_slice(path, 0, n > 0 ? n - 1 : 0)));
}
