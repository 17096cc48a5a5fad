/* render/xlsx.c -- a pack as a workbook that appears whole or not at all. */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "render/xlsx.h"
#include "render/xlsx_book.h"
#include "render/xlsx_fonts.h"

/* Free space the parts need while they are put together, with room to spare. */
enum { ROOM_MB = 16 };

/* A table that stands on two blocks gets one sheet, with the chart. */
static struct xlsx_table *
known(const struct xlsx *x, const struct table *t)
{
	for (size_t i = 0; i < x->n_tables; i++)
		if (x->table[i].table == t)
			return &x->table[i];
	return NULL;
}

static void
name_table(struct xlsx *x, struct xlsx_table *t, struct str *names)
{
	struct arena *mem = x->c->tmp;
	size_t i = (size_t)(t - x->table);
	struct str title = words_clean(mem, t->table->title);

	if (title.n == 0)
		title = words_of_text(mem, &t->block->title);
	if (title.n == 0)
		title = words_clean(mem, t->table->name);
	t->title = title.n > 0 ? title : str_fmt(mem, "Table %zu", i + 1);
	t->sheet = words_sheet_name(mem, i + 1, t->table->name, t->title);
	t->name = words_table_name(mem, t->table->name, i + 1, names, i + 2);
	names[i + 2] = t->name;
}

void
xlsx_plan(struct xlsx *x)
{
	struct arena *mem = x->c->tmp;
	struct str *names = NEWS(mem, x->pack->n + 2, struct str);

	names[0] = S("contents");
	names[1] = S("notes");
	x->table = NEWS(mem, x->pack->n, struct xlsx_table);
	for (size_t i = 0; i < x->pack->n; i++) {
		const struct block *b = &x->pack->block[i];
		struct xlsx_table *t;

		if ((b->kind != BLOCK_CHART && b->kind != BLOCK_TABLE) ||
		    b->table == NULL)
			continue;
		if ((t = known(x, b->table)) != NULL) {
			if (t->block->native == NATIVE_NONE)
				t->block = b;
			continue;
		}
		t = &x->table[x->n_tables];
		*t = (struct xlsx_table){.block = b, .table = b->table};
		grid_make(mem, t->table, &t->grid);
		if (t->grid.n_columns > 0)
			x->n_tables++;
	}
	for (size_t i = 0; i < x->n_tables; i++) {
		struct xlsx_table *t = &x->table[i];

		t->chart = grid_plot(mem, &t->grid, t->block, &t->plot);
		name_table(x, t, names);
	}
}

/* Midnight of the pack's day; never 0, which would mean now. */
static time_t
created(const struct pack *pack)
{
	day d = pack->date != DAY_NONE ? pack->date : period_end(pack->period);

	return d > 0 ? (time_t)d * 86400 : 86400;
}

void
xlsx_properties(struct xlsx *x)
{
	const struct pack *pack = x->pack;
	struct arena *mem = x->c->tmp;
	lxw_doc_properties p = {
	    .title = (char *)words_clean(mem, pack->title).p,
	    .subject = (char *)words_clean(mem, pack->kind_title).p,
	    .author = (char *)words_clean(
		mem, pack->author.n > 0 ? pack->author : S("Skillmix"))
			  .p,
	    .company = (char *)words_clean(mem, pack->org_name).p,
	    .comments = pack->synthetic ? (char *)"Synthetic data" : NULL,
	    .created = created(pack),
	};

	xlsx_note_error(x, S(""), workbook_set_properties(x->book, &p));
}

/* Format 0 is that of the sheets' default; the rest of a sheet and the widths of
 * its columns follow it. */
static void
set_default_font(lxw_workbook *book)
{
	lxw_format *normal = STAILQ_FIRST(book->formats);

	format_set_font_name(normal, "Arial");
	format_set_font_size(normal, 12);
}

static void
fill_book(struct xlsx *x)
{
	set_default_font(x->book);
	xlsx_properties(x);
	xlsx_plan(x);
	xlsx_cover(x);
	xlsx_contents(x);
	xlsx_notes(x);
	for (size_t i = 0; i < x->n_tables; i++)
		xlsx_table_sheet(x, &x->table[i]);
}

/* The library writes its parts to the temporary folder and does not notice when
 * that is full, so we look before. */
static bool
has_room(struct ctx *c, struct str path)
{
	const char *dir = g_get_tmp_dir();
	struct statvfs v;

	if (statvfs(dir, &v) == 0 &&
	    (double)v.f_bavail * (double)v.f_frsize < ROOM_MB * 1048576.0)
		return diag_fail(c, (struct at){.file = path},
		    "cannot be written: less than %d MB are free in %s",
		    ROOM_MB, dir);
	return true;
}

/* The end record of the zip is there, and all of it is on the disk. */
static bool
is_whole(const char *aside, int *error)
{
	int fd = open(aside, O_RDONLY | O_CLOEXEC);
	unsigned char end[22];
	struct stat st;
	bool ok;

	if (fd < 0) {
		*error = errno;
		return false;
	}
	ok = fstat(fd, &st) == 0 && st.st_size > (off_t)sizeof end &&
	     pread(fd, end, sizeof end, st.st_size - (off_t)sizeof end) ==
		 (ssize_t)sizeof end &&
	     memcmp(end, "PK\5\6", 4) == 0;
	*error = ok ? 0 : EIO;
	if (ok && fsync(fd) != 0)
		*error = errno;
	close(fd);
	return *error == 0;
}

/* Whether a file can be made there at all, said before the library tries. */
static bool
make_aside(struct ctx *c, struct str path, const char *aside)
{
	char *dir = g_path_get_dirname(aside);
	bool ok = file_make_folders(c, str_of(dir));
	int fd;

	g_free(dir);
	if (!ok)
		return false;
	fd = open(aside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0)
		return diag_fail(c, (struct at){.file = path},
		    "cannot be written: %s", strerror(errno));
	close(fd);
	return true;
}

static bool
write_aside(struct xlsx *x, void (*fill)(struct xlsx *), const char *aside)
{
	struct ctx *c = x->c;
	struct at at = {.file = x->path};
	lxw_error e;

	x->book = workbook_new(aside);
	if (x->book == NULL)
		return diag_fail(c, at, "cannot be written: out of memory");
	fill(x);
	if (x->error != LXW_NO_ERROR) {
		at.sheet = x->error_sheet;
		lxw_workbook_free(x->book);
		return diag_fail(
		    c, at, "cannot be written: %s", lxw_strerror(x->error));
	}
	e = workbook_close(x->book);
	if (e != LXW_NO_ERROR)
		return diag_fail(
		    c, at, "cannot be written: %s", lxw_strerror(e));
	return true;
}

bool
xlsx_write_whole(struct xlsx *x, void (*fill)(struct xlsx *))
{
	struct ctx *c = x->c;
	struct str path = x->path;
	const char *to = str_z(c->tmp, path);
	const char *aside = str_fmt(c->tmp, "%.*s.part", STRF(path)).p;
	struct at at = {.file = path};
	int error = 0;
	bool ok;

	if (!has_room(c, path) || !make_aside(c, path, aside))
		return false;
	ok = write_aside(x, fill, aside) &&
	     (!x->comments || xlsx_fonts_mend(c, str_of(aside)));
	if (ok && !is_whole(aside, &error))
		ok = diag_fail(
		    c, at, "cannot be written whole: %s", strerror(error));
	if (ok && g_rename(aside, to) != 0)
		ok = diag_fail(
		    c, at, "cannot be put in place: %s", strerror(errno));
	if (!ok)
		g_unlink(aside);
	return ok;
}

bool
xlsx_write(struct ctx *c, const struct pack *pack, const struct theme *theme,
    struct str path)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct xlsx x = {.c = c, .pack = pack, .theme = theme, .path = path};
	bool ok = xlsx_write_whole(&x, fill_book);

	arena_rewind(c->tmp, m);
	return ok;
}
