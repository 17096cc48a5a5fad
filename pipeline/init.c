/* init.c -- a folder laid out for somebody's own data. */
#include <errno.h>
#include <glib.h>
#include <string.h>

#include "base/file.h"
#include "init.h"

static const char guide[] =
    "# Your own data\n"
    "\n"
    "Put your spreadsheets (XLSX, CSV) anywhere in this folder, then, from\n"
    "this folder:\n"
    "\n"
    "    skillmix profiles FILE                     which layout a file is, "
    "and "
    "why\n"
    "    skillmix ingest --input .                  read and check everything\n"
    "    skillmix run --input . --output ../packs   make the packs\n"
    "    skillmix status --input . --output ../packs\n"
    "    skillmix verify ../packs\n"
    "\n"
    "Keep the output outside of this folder: all of it is read, workbooks of\n"
    "packs too. One of the files must be a list of the organisations to "
    "report\n"
    "on; see profiles/mental_health_trusts.yaml for its columns.\n"
    "\n"
    "| here | what it is for |\n"
    "|---|---|\n"
    "| settings.yaml | age of figures, peers, small numbers, author, limits |\n"
    "| profiles/ | one file a layout: how its cells become observations |\n"
    "| vocabulary/ | labels as they are written, and the words they mean |\n"
    "| templates/ | the packs' words, indicators and looks |\n"
    "\n"
    "These are copies: change them as you like. A file of templates/ that you\n"
    "delete is taken from the program instead; profiles/ and vocabulary/ are\n"
    "taken from it when the whole folder is gone.\n";

static bool
is_text(const char *name)
{
	return g_str_has_suffix(name, ".yaml") || g_str_has_suffix(name, ".md");
}

/* The YAML and Markdown files of one folder. */
static bool
copy_folder(struct ctx *c, struct str from, struct str to)
{
	GError *err = NULL;
	GDir *dir = g_dir_open(str_z(c->tmp, from), 0, &err);
	const char *name;
	bool ok = file_make_folders(c, to);

	if (dir == NULL) {
		diag_fail(c, (struct at){.file = from}, "cannot be read: %s",
		    err->message);
		g_error_free(err);
		return false;
	}
	while (ok && (name = g_dir_read_name(dir)) != NULL) {
		struct str bytes;
		ok = !is_text(name) ||
		     (file_read(c, file_join(c->tmp, from, str_of(name)), 0,
			  &bytes) &&
			 file_replace(
			     c, file_join(c->tmp, to, str_of(name)), bytes));
	}
	g_dir_close(dir);
	return ok;
}

static bool
is_empty(struct ctx *c, struct str folder)
{
	GDir *dir = g_dir_open(str_z(c->tmp, folder), 0, NULL);
	bool empty = dir != NULL && g_dir_read_name(dir) == NULL;

	if (dir != NULL)
		g_dir_close(dir);
	return empty;
}

bool
init_folder(struct ctx *c, const struct places *places, struct str folder)
{
	struct str settings;

	if (file_exists(c, folder) && !is_empty(c, folder))
		return diag_fail(c, (struct at){.file = folder},
		    "is there already and not an empty folder; nothing was "
		    "changed");
	return file_make_folders(c, folder) &&
	       file_read(c,
		   file_join(c->tmp, places->input, S("settings.yaml")), 0,
		   &settings) &&
	       file_replace(c, file_join(c->tmp, folder, S("settings.yaml")),
		   settings) &&
	       copy_folder(c, file_join(c->tmp, places->input, S("profiles")),
		   file_join(c->tmp, folder, S("profiles"))) &&
	       copy_folder(c, file_join(c->tmp, places->input, S("vocabulary")),
		   file_join(c->tmp, folder, S("vocabulary"))) &&
	       copy_folder(c, places->templates,
		   file_join(c->tmp, folder, S("templates"))) &&
	       file_replace(
		   c, file_join(c->tmp, folder, S("README.md")), str_of(guide));
}
