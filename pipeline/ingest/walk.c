/* ingest/walk.c -- the spreadsheets of a folder, in the order of their paths. */
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/file.h"
#include "ingest/walk.h"

#define DEPTH_MAX 32

struct walk {
	struct ctx *c;
	struct walked *w;
	size_t n, cap;
	const char *root; /* the real path of the folder, with a / behind */
};

static const char *const extension[] = {
    ".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods"};

static bool
ends(struct str name, const char *tail)
{
	struct str t = str_of(tail);

	return name.n > t.n &&
	       str_eq_nocase(str_slice(name, name.n - t.n, name.n), t);
}

static bool
is_spreadsheet(struct str name)
{
	for (size_t i = 0; i < COUNT(extension); i++)
		if (ends(name, extension[i]))
			return true;
	return false;
}

static int
by_label(const void *a, const void *b)
{
	const struct walked *x = a, *y = b;

	return str_cmp(x->label, y->label);
}

static void
add(struct walk *w, struct str path, struct str label, uint64_t bytes)
{
	char *shown = g_filename_display_name(str_z(w->c->tmp, label));

	ARENA_GROW(w->c->mem, w->w, w->n, w->cap);
	w->w[w->n++] = (struct walked){
	    path, str_dup(w->c->mem, str_of(shown)), bytes, S(""), S("")};
	g_free(shown);
}

static void
see_link(struct walk *w, const char *path, struct str label)
{
	char *real = realpath(path, NULL);

	if (real == NULL || !g_str_has_prefix(real, w->root))
		diag_warn(w->c, (struct at){.file = label},
		    "is a link that leaves the input folder; it is left alone");
	free(real); /* lint: from a library */
}

static bool walk_into(struct walk *, struct str path, struct str label, int);

static bool
see(struct walk *w, struct str path, struct str label, struct str name,
    int depth)
{
	const char *z = path.p;
	GStatBuf st;

	if (name.p[0] == '.' || str_starts(name, S("~$")))
		return true;
	if (g_lstat(z, &st) != 0)
		return true; /* it went away meanwhile */
	if (S_ISLNK(st.st_mode)) {
		see_link(w, z, label);
		return true;
	}
	if (S_ISDIR(st.st_mode))
		return (depth == 0 && (str_is(name, "profiles") ||
					  str_is(name, "vocabulary"))) ||
		       walk_into(w, path, label, depth + 1);
	if (S_ISREG(st.st_mode) && is_spreadsheet(name))
		add(w, path, label, (uint64_t)st.st_size);
	return true;
}

static bool
walk_into(struct walk *w, struct str path, struct str label, int depth)
{
	GError *err = NULL;
	GDir *dir = g_dir_open(path.p, 0, &err);
	const char *name;
	bool ok = true;

	if (dir == NULL) {
		diag_fail(w->c, (struct at){.file = path},
		    "the folder cannot be read: %s", err->message);
		g_error_free(err);
		return false;
	}
	if (depth > DEPTH_MAX)
		ok = diag_fail(w->c, (struct at){.file = label},
		    "folders lie more than %d deep; move them up", DEPTH_MAX);
	while (ok && (name = g_dir_read_name(dir)) != NULL) {
		struct str s = str_of(name);
		ok = see(w, file_join(w->c->mem, path, s),
		    file_join(w->c->mem, label, s), s, depth);
	}
	g_dir_close(dir);
	return ok;
}

bool
walk_folder(struct ctx *c, struct str folder, struct walked **out, size_t *n)
{
	struct str path = str_dup(c->mem, folder);
	struct walk w = {.c = c};
	char *real = realpath(path.p, NULL);

	w.root = str_fmt(c->mem, "%s/", real != NULL ? real : "").p;
	free(real); /* lint: from a library */
	if (!walk_into(&w, path, S(""), 0))
		return false;
	if (w.n > 0)
		qsort(w.w, w.n, sizeof *w.w, by_label);
	*out = w.w;
	*n = w.n;
	return true;
}

void
walk_yaml(struct ctx *c, struct str folder, struct walked **out, size_t *n)
{
	struct walk w = {.c = c};
	GDir *dir = g_dir_open(str_z(c->tmp, folder), 0, NULL);
	const char *name;

	while (dir != NULL && (name = g_dir_read_name(dir)) != NULL)
		if (name[0] != '.' && ends(str_of(name), ".yaml"))
			add(&w, file_join(c->mem, folder, str_of(name)),
			    str_of(name), 0);
	if (dir != NULL)
		g_dir_close(dir);
	if (w.n > 0)
		qsort(w.w, w.n, sizeof *w.w, by_label);
	*out = w.w;
	*n = w.n;
}
