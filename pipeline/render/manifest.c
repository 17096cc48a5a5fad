/* render/manifest.c -- what a run made, from what, with what. */
#include <cairo.h>
#include <glib.h>
#include <qpdf/qpdf-c.h>
#include <stdlib.h>
#include <xlsxwriter.h>

#include "base/file.h"
#include "render/manifest.h"

static void
json_text(struct buf *b, struct str s)
{
	buf_addc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		unsigned char ch = (unsigned char)s.p[i];
		if (ch == '"' || ch == '\\')
			buf_addf(b, "\\%c", ch);
		else if (ch < 0x20)
			buf_addf(b, "\\u%04x", ch);
		else
			buf_addc(b, (char)ch);
	}
	buf_addc(b, '"');
}

static void
json_pair(struct buf *b, const char *key, struct str value)
{
	buf_addf(b, "\"%s\": ", key);
	json_text(b, value);
}

/* The files under folder/under, as paths from folder, in no order. */
static bool
list(struct ctx *c, struct str folder, struct str under, GPtrArray *out)
{
	struct str here = file_join(c->mem, folder, under);
	GError *err = NULL;
	GDir *dir = g_dir_open(here.p, 0, &err);
	const char *name;
	bool ok = true;

	if (dir == NULL) {
		diag_fail(c, (struct at){.file = here}, "%s", err->message);
		g_error_free(err);
		return false;
	}
	while (ok && (name = g_dir_read_name(dir)) != NULL) {
		struct str path = file_join(c->mem, under, str_of(name));
		struct str whole = file_join(c->mem, folder, path);
		if (name[0] == '.' || str_is(path, "manifest.json") ||
		    g_file_test(whole.p, G_FILE_TEST_IS_SYMLINK))
			continue;
		if (g_file_test(whole.p, G_FILE_TEST_IS_DIR))
			ok = list(c, folder, path, out);
		else
			g_ptr_array_add(out, (gpointer)path.p);
	}
	g_dir_close(dir);
	return ok;
}

static int
by_name(gconstpointer a, gconstpointer b)
{
	return str_cmp(str_of(*(char *const *)a), str_of(*(char *const *)b));
}

static bool
outputs(struct ctx *c, struct buf *b, struct str folder, GPtrArray *path)
{
	g_ptr_array_sort(path, by_name);
	for (guint i = 0; i < path->len; i++) {
		struct arena_mark m = arena_mark(c->tmp);
		struct ctx one = {c->tmp, c->tmp, c->diag};
		struct str name = str_of(path->pdata[i]), bytes;
		if (!file_read(
			&one, file_join(c->tmp, folder, name), 0, &bytes))
			return false;
		buf_addz(b, i > 0 ? ",\n    {" : "\n    {");
		json_pair(b, "path", name);
		buf_addf(b, ", \"bytes\": %zu, ", bytes.n);
		json_pair(b, "sha256", file_sha256(c->tmp, bytes));
		buf_addc(b, '}');
		arena_rewind(c->tmp, m);
	}
	return true;
}

static void
inputs(struct buf *b, const struct dataset *d)
{
	for (size_t i = 0; i < d->n_sources; i++) {
		const struct source *s = &d->source[i];
		buf_addz(b, i > 0 ? ",\n    {" : "\n    {");
		json_pair(b, "path", s->path);
		buf_addz(b, ", ");
		json_pair(b, "sha256", s->sha256);
		buf_addz(b, ", ");
		json_pair(b, "profile", s->profile);
		buf_addf(b, ", \"observations\": %zu, \"synthetic\": %s}",
		    s->observations, s->synthetic ? "true" : "false");
	}
}

bool
manifest_write(struct ctx *c, const struct dataset *d, struct str period,
    struct str folder)
{
	struct buf b = buf_new(c->mem);
	GPtrArray *path = g_ptr_array_new();
	bool ok;

	buf_addz(&b, "{\n  ");
	json_pair(&b, "period", period);
	buf_addz(&b, ",\n  \"versions\": {");
	json_pair(&b, "skillmix", S(SKILLMIX_VERSION));
	buf_addz(&b, ", ");
	json_pair(&b, "cairo", str_of(cairo_version_string()));
	buf_addz(&b, ", ");
	json_pair(&b, "qpdf", str_of(qpdf_get_qpdf_version()));
	buf_addz(&b, ", ");
	json_pair(&b, "libxlsxwriter", str_of(lxw_version()));
	buf_addz(&b, "},\n  \"inputs\": [");
	inputs(&b, d);
	buf_addz(&b, "\n  ],\n  \"outputs\": [");
	ok = list(c, folder, S(""), path) && outputs(c, &b, folder, path);
	buf_addz(&b, "\n  ]\n}\n");
	g_ptr_array_free(path, TRUE);
	return ok &&
	       file_replace(c, file_join(c->mem, folder, S("manifest.json")),
		   buf_str(&b));
}
