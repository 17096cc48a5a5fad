/* same.c -- a run that would do again what the last one did.
 *
 * The lock file of the output folder has a note of what the last complete run
 * rested on and left behind: each file by its inode, size and times, all in two
 * hashes. The time of an inode's change is the kernel's own; no program sets it
 * back. Whoever takes the lock to write removes the note first, so that a run
 * that was stopped leaves none. It is an attribute of the file, not its text: two
 * output folders of one input are the same bytes. */
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include "base/file.h"
#include "identity.h"
#include "output.h"
#include "same.h"

#define DEPTH_MAX 32
#define NOTE_MAX  1024

/* ---- files */

static void
add_stat(struct buf *b, const struct stat *st, struct str name)
{
	buf_addf(b, "%llu %llu %lld %lld.%09ld %lld.%09ld %o\t%.*s\n",
	    (unsigned long long)st->st_dev, (unsigned long long)st->st_ino,
	    (long long)st->st_size, (long long)st->st_mtim.tv_sec,
	    st->st_mtim.tv_nsec, (long long)st->st_ctim.tv_sec,
	    st->st_ctim.tv_nsec, (unsigned)st->st_mode, STRF(name));
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A line would end within the name. */
static bool
is_plain(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if ((unsigned char)name.p[i] < ' ')
			return false;
	return name.n > 0;
}

static bool add_file(
    struct arena *, struct buf *, struct str path, struct str name, int depth);

static bool
add_folder(struct arena *mem, struct buf *b, struct str path, struct str name,
    int depth)
{
	GDir *dir = g_dir_open(str_z(mem, path), 0, NULL);
	GPtrArray *entry = g_ptr_array_new();
	const char *one;
	bool ok = dir != NULL && depth > 0;

	while (ok && (one = g_dir_read_name(dir)) != NULL)
		g_ptr_array_add(entry, (gpointer)str_dup(mem, str_of(one)).p);
	if (dir != NULL)
		g_dir_close(dir);
	g_ptr_array_sort(entry, by_name);
	for (guint i = 0; ok && i < entry->len; i++) {
		struct str s = str_of(entry->pdata[i]);
		ok = add_file(mem, b, file_join(mem, path, s),
		    file_join(mem, name, s), depth - 1);
	}
	g_ptr_array_free(entry, TRUE);
	return ok;
}

/* A file, or all below a folder. False for what may change unseen, such as a
 * link. What fontconfig keeps for itself is no part of what a run rests on. */
static bool
add_file(struct arena *mem, struct buf *b, struct str path, struct str name,
    int depth)
{
	struct stat st;

	if (!is_plain(name) || lstat(str_z(mem, path), &st) != 0)
		return false;
	if (S_ISDIR(st.st_mode))
		return str_is(name, "fonts/cache") ||
		       add_folder(mem, b, path, name, depth);
	add_stat(b, &st, name);
	return S_ISREG(st.st_mode);
}

/* ---- what a run rests on */

static void
add_word(struct buf *b, struct str s)
{
	buf_addf(b, "%zu:%.*s\n", s.n, STRF(s));
}

static void
add_options(struct buf *b, const struct run_options *o)
{
	const char *epoch = g_getenv("SOURCE_DATE_EPOCH");

	add_word(b, o->period);
	add_word(b, str_of(epoch));
	buf_addf(
	    b, "%u %u %d %zu\n", o->kinds, o->charts, (int)o->stage, o->n_only);
	for (size_t i = 0; i < o->n_only; i++)
		add_word(b, o->only[i]);
}

/* The program's own settings, profiles and vocabularies count where the input
 * folder has none; those that are not there now are not there. */
static bool
add_places(struct arena *mem, struct buf *b, const struct run_options *o)
{
	static const char *const of_input[] = {
	    "settings.yaml", "profiles", "vocabulary"};
	bool ok = add_file(mem, b, o->input, S("input"), DEPTH_MAX) &&
		  add_file(mem, b, o->places.templates, S("templates"), 2) &&
		  add_file(mem, b, o->places.fonts, S("fonts"), 2);

	for (size_t i = 0; ok && i < COUNT(of_input); i++) {
		struct str name = str_of(of_input[i]);
		struct str path = file_join(mem, o->places.input, name);
		struct stat st;
		if (lstat(path.p, &st) == 0)
			ok = add_file(mem, b, path,
			    file_join(mem, S("program"), name), 2);
	}
	return ok;
}

/* Empty: cannot be said. */
static struct str
key_of(const struct run *r)
{
	struct arena *tmp = arena_new("what a run rests on");
	struct buf b = buf_new(tmp);
	struct str key = S("");

	add_word(&b, identity_sha256(tmp));
	add_options(&b, r->o);
	if (add_places(tmp, &b, r->o))
		key = file_sha256(r->c->mem, buf_str(&b));
	arena_free(tmp);
	return key;
}

/* ---- what it left: the store and the period's folder */

/* The hash of what stands there; empty when it cannot be said. */
static struct str
left_by(const struct run *r, struct arena *mem, struct str period)
{
	struct buf b = buf_new(mem);
	struct str store = S("skillmix.db");
	bool ok =
	    add_file(mem, &b, file_join(mem, r->o->output, store), store, 1) &&
	    add_file(mem, &b, file_join(mem, r->o->output, period), period,
		DEPTH_MAX);

	return ok ? file_sha256(mem, buf_str(&b)) : S("");
}

/* ---- the note */

static struct str
lock_path(const struct run *r)
{
	return file_join(r->c->mem, r->o->output, S(".skillmix.lock"));
}

/* Under the lock; empty when there is none, or when another run is at work. */
static struct str
read_note(const struct run *r, struct arena *mem)
{
	int fd = open(lock_path(r).p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	char *p = NEWS(mem, NOTE_MAX, char);
	ssize_t n = -1;

	if (fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) == 0)
		n = fgetxattr(fd, OUTPUT_NOTE, p, NOTE_MAX);
	if (fd >= 0)
		close(fd);
	return (struct str){p, n > 0 ? (size_t)n : 0};
}

static struct str
next_word(struct str *rest)
{
	struct str word;

	(void)str_cut(*rest, ' ', &word, rest);
	return word;
}

bool
same_as_last(struct run *r)
{
	struct arena *mem = arena_new("the last run");
	struct run_summary *s = r->summary;
	size_t *const count[] = {
	    &s->files, &s->observations, &s->findings, &s->packs_kept};
	struct str rest, left, period;
	struct period p;
	bool same;

	r->key = r->o->stage == STAGE_RENDER && r->o->shards == 0 ? key_of(r)
								  : S("");
	rest = read_note(r, mem);
	same = r->key.n > 0 && !r->o->force && !r->o->events &&
	       str_eq(next_word(&rest), r->key);
	left = next_word(&rest);
	period = next_word(&rest);
	same = same && left.n > 0 && period_parse(period, &p) &&
	       str_eq(left_by(r, mem, period), left);
	if (same)
		s->period = str_dup(r->c->mem, period);
	for (size_t i = 0; same && i < COUNT(count); i++)
		*count[i] = (size_t)g_ascii_strtoull(
		    str_z(mem, next_word(&rest)), NULL, 10);
	arena_free(mem);
	return same;
}

/* What was said once is said again: a run that had a remark to make is done
 * again. So is one whose input changed meanwhile. */
void
same_remember(struct run *r)
{
	struct arena *mem = arena_new("a run to remember");
	const struct run_summary *s = r->summary;
	struct str left = left_by(r, mem, s->period), note;

	if (r->key.n > 0 && left.n > 0 && diag_remarks(r->c->diag) == 0 &&
	    s->files_refused == 0 && s->packs_failed == 0 &&
	    str_eq(key_of(r), r->key)) {
		note = str_fmt(mem, "%.*s %.*s %.*s %zu %zu %zu %zu",
		    STRF(r->key), STRF(left), STRF(s->period), s->files,
		    s->observations, s->findings, s->packs + s->packs_kept);
		/* Not every disk keeps such notes. */
		(void)!lsetxattr(
		    lock_path(r).p, OUTPUT_NOTE, note.p, note.n, 0);
	}
	arena_free(mem);
}
