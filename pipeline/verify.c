/* verify.c -- every file of an output folder against its manifest. */
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/file.h"
#include "model/date.h"
#include "render/manifest.h"
#include "verify.h"

struct check {
	struct ctx *c;
	const struct verify_listener *listener;
	struct verified *out;
	struct str folder; /* of the period */
	struct str
	    shown; /* its name in what is told; empty: the folder given */
	struct manifest manifest;
};

static void
tell(struct check *k, struct str path, const char *what)
{
	k->out->problems++;
	k->listener->wrong(
	    k->listener->self, file_join(k->c->tmp, k->shown, path), what);
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
	return g_strcmp0(*(char *const *)a, *(char *const *)b);
}

/* The names in a folder, sorted, in c->mem. */
static bool
names_of(struct ctx *c, struct str folder, GPtrArray **out)
{
	GError *err = NULL;
	GDir *dir = g_dir_open(str_z(c->tmp, folder), 0, &err);
	const char *name;

	if (dir == NULL) {
		diag_fail(c, (struct at){.file = folder}, "cannot be read: %s",
		    err->message);
		g_error_free(err);
		return false;
	}
	*out = g_ptr_array_new();
	while ((name = g_dir_read_name(dir)) != NULL)
		g_ptr_array_add(
		    *out, (gpointer)str_dup(c->mem, str_of(name)).p);
	g_dir_close(dir);
	g_ptr_array_sort(*out, by_name);
	return true;
}

static void
check_file(struct check *k, const struct manifest_file *f)
{
	struct ctx quiet = {
	    k->c->tmp, k->c->tmp, diag_new(k->c->tmp, NULL, true)};
	struct str path = file_join(k->c->tmp, k->folder, f->path);
	struct manifest_file now;
	GStatBuf st;

	if (g_lstat(path.p, &st) != 0)
		tell(k, f->path,
		    errno == ENOENT ? "missing" : "cannot be looked at");
	else if (!S_ISREG(st.st_mode))
		tell(k, f->path, "is no plain file");
	else if (!manifest_look(&quiet, k->folder, f->path, &now))
		tell(k, f->path, "cannot be read");
	else if (now.bytes != f->bytes || !str_eq(now.sha256, f->sha256))
		tell(k, f->path, "changed");
	else
		k->out->files++;
}

/* What lies there and the manifest does not name. */
static bool
find_extra(struct check *k, struct str under)
{
	GPtrArray *names;
	bool ok = true;

	if (!names_of(k->c, file_join(k->c->tmp, k->folder, under), &names))
		return false;
	for (guint i = 0; ok && i < names->len; i++) {
		struct str path =
		    file_join(k->c->mem, under, str_of(names->pdata[i]));
		struct str whole = file_join(k->c->tmp, k->folder, path);
		GStatBuf st;
		if (str_is(path, "manifest.json") ||
		    manifest_output(&k->manifest, path) != NULL)
			continue;
		if (g_lstat(whole.p, &st) == 0 && S_ISDIR(st.st_mode))
			ok = find_extra(k, path);
		else
			tell(k, path, "extra: the manifest does not name it");
	}
	g_ptr_array_free(names, TRUE);
	return ok;
}

static bool
check_period(struct check *k)
{
	k->out->periods++;
	if (!manifest_read(k->c, k->folder, &k->manifest))
		return false;
	for (size_t i = 0; i < k->manifest.n_outputs; i++)
		check_file(k, &k->manifest.output[i]);
	return find_extra(k, S(""));
}

static bool
has_manifest(struct ctx *c, struct str folder)
{
	return file_exists(c, file_join(c->tmp, folder, S("manifest.json")));
}

/* False when a period could not be checked. */
static bool
check_periods(struct check *k, struct str output)
{
	GPtrArray *names;
	struct period p;
	bool ok = true;

	if (!names_of(k->c, output, &names))
		return false;
	for (guint i = 0; i < names->len; i++) {
		struct str name = str_of(names->pdata[i]);
		if (!period_parse(name, &p))
			continue;
		k->shown = name;
		k->folder = file_join(k->c->mem, output, name);
		if (has_manifest(k->c, k->folder))
			ok &= check_period(k);
		else
			tell(k, S(""), "has no manifest.json");
	}
	g_ptr_array_free(names, TRUE);
	return ok;
}

enum outcome
verify_output(struct ctx *c, struct str output,
    const struct verify_listener *listener, struct verified *out)
{
	struct check k = {
	    .c = c, .listener = listener, .out = out, .folder = output};
	bool ok;

	*out = (struct verified){.files = 0};
	ok = has_manifest(c, output) ? check_period(&k)
				     : check_periods(&k, output);
	if (out->periods == 0) {
		if (ok)
			diag_fail(c, (struct at){.file = output},
			    "there is no manifest.json in it, nor in a "
			    "period's folder in it");
		return OUTCOME_NOTHING;
	}
	if (!ok && out->files == 0)
		return OUTCOME_NOTHING;
	return ok && out->problems == 0 ? OUTCOME_DONE : OUTCOME_PARTLY;
}
