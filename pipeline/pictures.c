/* pictures.c -- the charts of a pack as files of their own, for slides. */
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "output.h"
#include "pictures.h"
#include "render/picture.h"
#include "render/png.h"
#include "render/svg.h"

/* Pixels a point: sharp on a projector. */
#define PNG_SCALE 2

static const char *const format_name[] = {"svg", "png"};

bool
pictures_formats(struct str list, unsigned *out)
{
	struct str word;
	bool ok = true;

	*out = 0;
	while (list.n > 0) {
		unsigned i = 0;
		(void)str_cut(list, ',', &word, &list);
		word = str_trim(word);
		while (i < COUNT(format_name) && !str_is(word, format_name[i]))
			i++;
		if (i < COUNT(format_name))
			*out |= 1u << i;
		ok &= i < COUNT(format_name);
	}
	return ok;
}

struct str
pictures_words(unsigned formats)
{
	static const char *const words[] = {"", "svg", "png", "svg,png"};

	return str_of(words[formats & (PICTURES_SVG | PICTURES_PNG)]);
}

struct str
pictures_folder(struct arena *mem, struct str pack_path, struct str id)
{
	size_t n = pack_path.n;

	while (n > 0 && pack_path.p[n - 1] != '/')
		n--;
	return str_fmt(
	    mem, "%.*scharts/%.*s", STRF(str_slice(pack_path, 0, n)), STRF(id));
}

/* A file that we could have written. */
static bool
is_picture(struct str name)
{
	return name.n > 4 &&
	       (str_ends(name, S(".svg")) || str_ends(name, S(".png")));
}

static int
by_text(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

/* The pictures of a folder, sorted; none when there is no folder. */
static bool
list(struct ctx *c, struct str folder, struct str **out, size_t *n)
{
	GDir *dir = g_dir_open(str_z(c->tmp, folder), 0, NULL);
	const char *name;
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	if (dir == NULL)
		return !file_exists(c, folder) ||
		       diag_fail(c, (struct at){.file = folder},
			   "cannot be read: %s", strerror(errno));
	while ((name = g_dir_read_name(dir)) != NULL) {
		if (!is_picture(str_of(name)))
			continue;
		ARENA_GROW(c->mem, *out, *n, cap);
		(*out)[(*n)++] = str_dup(c->mem, str_of(name));
	}
	g_dir_close(dir);
	if (*n > 0)
		qsort(*out, *n, sizeof **out, by_text);
	return true;
}

static bool
write_one(struct ctx *c, struct str folder, struct str name,
    const struct scene *s, unsigned formats, const struct theme *theme,
    const struct metrics *metrics)
{
	struct str bytes;

	if (formats & PICTURES_SVG &&
	    (!svg_render(c, s, theme, metrics, &bytes) ||
		!file_replace(c,
		    str_fmt(c->mem, "%.*s/%.*s.svg", STRF(folder), STRF(name)),
		    bytes)))
		return false;
	return !(formats & PICTURES_PNG) ||
	       (png_render(c, s, theme, metrics, PNG_SCALE, &bytes) &&
		   file_replace(c,
		       str_fmt(
			   c->mem, "%.*s/%.*s.png", STRF(folder), STRF(name)),
		       bytes));
}

/* What was drawn in this run; the rest is of a pack that is no more. */
static bool
is_drawn(struct str file, const struct str *name, size_t n, unsigned formats)
{
	struct str stem = str_slice(file, 0, file.n - 4);
	unsigned format =
	    str_ends(file, S(".svg")) ? PICTURES_SVG : PICTURES_PNG;

	for (size_t i = 0; i < n; i++)
		if (name[i].n > 0 && str_eq(name[i], stem))
			return formats & format;
	return false;
}

static bool
remove_stale(struct ctx *c, struct str folder, const struct str *name, size_t n,
    unsigned formats)
{
	struct str *file;
	size_t files;

	if (!list(c, folder, &file, &files))
		return false;
	for (size_t i = 0; i < files; i++) {
		struct str path = file_join(c->tmp, folder, file[i]);
		if (!is_drawn(file[i], name, n, formats) &&
		    g_unlink(str_z(c->tmp, path)) != 0)
			return diag_fail(c, (struct at){.file = path},
			    "is a chart of an older pack and cannot be "
			    "removed: %s",
			    strerror(errno));
	}
	return true;
}

static bool
write_all(struct ctx *c, struct str folder, const struct pack *p,
    const struct str *name, unsigned formats, const struct theme *theme,
    const struct metrics *metrics)
{
	for (size_t i = 0; i < p->n; i++)
		if (name[i].n > 0 &&
		    !write_one(c, folder, name[i],
			picture_make(c, p, &p->block[i], theme, metrics),
			formats, theme, metrics))
			return false;
	return true;
}

bool
pictures_draw(struct ctx *c, struct str folder, struct str path,
    const struct pack *p, unsigned formats, const struct theme *theme,
    const struct metrics *metrics)
{
	struct str whole = file_join(c->mem, folder, path);
	struct str *name = picture_names(c->mem, p);
	char *parent = g_path_get_dirname(str_z(c->tmp, whole));
	mode_t mask;
	bool ok;

	/* The folder above is that of other packs too. */
	ok = output_plain(c, folder, path) &&
	     (formats == 0 || output_folder_of(c, folder, path));
	mask = output_hide(p->internal);
	ok = ok && write_all(c, whole, p, name, formats, theme, metrics) &&
	     remove_stale(c, whole, name, p->n, formats);
	umask(mask);
	/* Only what is empty goes. */
	if (ok && formats == 0) {
		(void)g_rmdir(str_z(c->tmp, whole));
		(void)g_rmdir(parent);
	}
	g_free(parent);
	return ok;
}

bool
pictures_look(struct ctx *c, struct str folder, struct str path,
    struct manifest_file **out, size_t *n)
{
	struct str *file;

	if (!list(c, file_join(c->mem, folder, path), &file, n))
		return false;
	*out = NEWS(c->mem, *n + 1, struct manifest_file);
	for (size_t i = 0; i < *n; i++)
		if (!manifest_look(c, folder, file_join(c->mem, path, file[i]),
			&(*out)[i]))
			return false;
	return true;
}
