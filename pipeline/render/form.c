/* render/form.c -- the quarterly return as a workbook to fill in. */
#include <glib/gstdio.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/num.h"
#include "model/page.h"
#include "render/form_book.h"

enum { TITLE_MAX = 32, MESSAGE_MAX = 250 };

bool
form_has(const struct form_book *b, struct return_place at)
{
	return return_since(b->form, at) <= b->version;
}

static char *
key_of(struct arena *mem, struct str measure, const struct str dim[DIM_N])
{
	struct buf b = buf_new(mem);

	buf_adds(&b, measure);
	for (int i = 0; i < DIM_N; i++) {
		buf_addc(&b, '\x1f');
		buf_adds(&b, dim[i]);
	}
	return b.p;
}

const struct form_value *
form_lookup(
    const struct form_book *b, GHashTable *values, struct return_place at)
{
	struct str dim[DIM_N];
	const struct return_measure *m = return_cell(b->form, at, dim);

	return g_hash_table_lookup(values, key_of(b->x.c->tmp, m->name, dim));
}

struct form_mark *
form_marked(const struct form_book *b, struct return_place at)
{
	struct str dim[DIM_N];
	const struct return_measure *m = return_cell(b->form, at, dim);

	return g_hash_table_lookup(b->mark, key_of(b->x.c->tmp, m->name, dim));
}

struct form_value *
form_values(struct arena *mem, const struct return_form *form,
    const struct dataset *d, struct str org, struct period period, size_t *n)
{
	sym code = symbols_lookup(d->symbols, org);
	struct form_value *all = NULL;
	size_t cap = 0;

	*n = 0;
	for (size_t i = 0; code != 0 && i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		struct form_value v = {
		    .measure = symbols_text(d->symbols, o->measure),
		    .value = o->value,
		    .reason = o->reason};

		if (o->org != code || o->date != period_end(period) ||
		    return_measure_find(form, v.measure) == NULL)
			continue;
		for (int k = 0; k < DIM_N; k++)
			v.dim[k] = symbols_text(d->symbols, o->dim[k]);
		ARENA_GROW(mem, all, *n, cap);
		all[(*n)++] = v;
	}
	return all;
}

/* Of two values of one cell the last counts. */
static GHashTable *
table_of(struct arena *mem, const struct form_value *v, size_t n)
{
	GHashTable *t =
	    hash_tie(mem, g_hash_table_new(g_str_hash, g_str_equal));
	for (size_t i = 0; i < n; i++)
		g_hash_table_insert(
		    t, key_of(mem, v[i].measure, v[i].dim), (gpointer)&v[i]);
	return t;
}

static GHashTable *
marks_of(struct arena *mem, struct form_mark *m, size_t n)
{
	GHashTable *t =
	    hash_tie(mem, g_hash_table_new(g_str_hash, g_str_equal));
	for (size_t i = 0; i < n; i++)
		if (m[i].measure.n > 0)
			g_hash_table_insert(
			    t, key_of(mem, m[i].measure, m[i].dim), &m[i]);
	return t;
}

void
form_put_text(struct form_book *b, struct xlsx_page *p, lxw_col_t column,
    struct str text, lxw_format *look)
{
	struct str cell = words_of_cell(b->x.c->tmp, text);

	if (cell.n == 0)
		xlsx_note_error(&b->x, p->name,
		    worksheet_write_blank(p->sheet, p->row, column, look));
	else
		xlsx_note_error(&b->x, p->name,
		    worksheet_write_string(
			p->sheet, p->row, column, cell.p, look));
}

static enum input
input_of(const struct return_measure *m)
{
	return m->number == RETURN_WHOLE     ? INPUT_WHOLE
	       : m->number == RETURN_DECIMAL ? INPUT_DECIMAL
					     : INPUT_TEXT;
}

void
form_put_value(struct form_book *b, struct xlsx_page *p, lxw_col_t column,
    const struct form_value *v, const struct return_measure *m,
    lxw_format *const look[INPUT_N])
{
	lxw_format *f = look[input_of(m)];
	double number;

	if (v != NULL && v->reason == REASON_UNREADABLE && v->text.n > 0 &&
	    num_parse(v->text, &number))
		xlsx_note_error(&b->x, p->name,
		    worksheet_write_number(
			p->sheet, p->row, column, number, f));
	else if (v != NULL && v->reason == REASON_UNREADABLE && v->text.n > 0)
		form_put_text(b, p, column, v->text, f);
	else if (v == NULL || v->reason != REASON_NONE)
		form_put_text(b, p, column,
		    str_of(v == NULL ? "" : return_mark_of(v->reason)), f);
	else if (m->number == RETURN_YES_NO)
		form_put_text(
		    b, p, column, v->value != 0 ? S("Yes") : S("No"), f);
	else
		xlsx_note_error(&b->x, p->name,
		    worksheet_write_number(
			p->sheet, p->row, column, v->value, f));
}

void
form_put_long(struct xlsx_page *p, struct str text, size_t width)
{
	struct str head, rest = text;

	while (words_cut(&rest, width, &head))
		xlsx_put_row(p, head, LOOK_LINE, 0);
}

static char *
cut(struct arena *mem, struct str text, size_t limit)
{
	struct str head, rest = words_clean(mem, text);

	return words_cut(&rest, limit, &head) ? (char *)str_z(mem, head) : NULL;
}

void
form_check(struct form_book *b, struct xlsx_page *p, lxw_row_t r1, lxw_row_t r2,
    lxw_col_t column, const char **list, struct str formula, struct str title,
    struct str help, struct str refusal)
{
	struct arena *mem = b->x.c->tmp;
	lxw_data_validation v = {
	    .validate = list != NULL ? LXW_VALIDATION_TYPE_LIST
				     : LXW_VALIDATION_TYPE_CUSTOM_FORMULA,
	    .value_list = (char **)list,
	    .value_formula = list != NULL ? NULL : (char *)str_z(mem, formula),
	    .input_title = cut(mem, title, TITLE_MAX),
	    .input_message = cut(mem, help, MESSAGE_MAX),
	    .error_title = cut(mem, title, TITLE_MAX),
	    .error_message = cut(mem, refusal, MESSAGE_MAX),
	};

	xlsx_note_error(&b->x, p->name,
	    worksheet_data_validation_range(
		p->sheet, r1, column, r2, column, &v));
}

static lxw_format *
dress(struct form_book *b, enum input kind, bool input)
{
	const struct theme *theme = b->x.theme;
	lxw_format *f = workbook_add_format(b->x.book);

	format_set_font_name(f, "Arial");
	format_set_font_size(f, 12);
	format_set_font_color(f, theme->ink[INK_text]);
	format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
	if (kind == INPUT_TEXT) {
		format_set_text_wrap(f);
	} else {
		format_set_num_format(
		    f, kind == INPUT_WHOLE ? "#,##0" : "#,##0.00");
		format_set_align(f, LXW_ALIGN_RIGHT);
		format_set_indent(f, 1);
	}
	if (input) {
		format_set_border(f, LXW_BORDER_THIN);
		format_set_border_color(f, theme->ink[INK_self]);
	} else {
		format_set_bottom(f, LXW_BORDER_THIN);
		format_set_bottom_color(f, theme->ink[INK_hair]);
	}
	return f;
}

/* The cells of the workbook's default style follow Arial, too: format 0. */
static void
set_fonts(struct form_book *b)
{
	lxw_format *normal = STAILQ_FIRST(b->x.book->formats);

	format_set_font_name(normal, "Arial");
	format_set_font_size(normal, 12);
	for (int i = 0; i < INPUT_N; i++) {
		b->input[i] = dress(b, i, true);
		b->beside[i] = dress(b, i, false);
	}
	for (int i = 0; i < INPUT_N; i++)
		for (int k = LEVEL_NOTE; k <= LEVEL_ERROR; k++) {
			b->marked[i][k] = dress(b, i, true);
			format_set_pattern(b->marked[i][k], LXW_PATTERN_SOLID);
			format_set_bg_color(b->marked[i][k],
			    b->x.theme->ink[k == LEVEL_ERROR ? INK_step2
							     : INK_step1]);
		}
	b->left = dress(b, INPUT_TEXT, false);
	format_set_align(b->left, LXW_ALIGN_LEFT);
	b->date = dress(b, INPUT_TEXT, true);
	format_set_align(b->date, LXW_ALIGN_LEFT);
	format_set_num_format(b->date, "dd/mm/yyyy");
}

static void
set_properties(struct form_book *b)
{
	const struct pack *pack = b->x.pack;
	struct arena *mem = b->x.c->tmp;
	lxw_doc_properties p = {
	    .title = (char *)words_clean(mem, pack->title).p,
	    .subject = (char *)words_clean(mem, b->form->title).p,
	    .author = (char *)words_clean(mem, pack->author).p,
	    .comments = pack->synthetic ? (char *)"Synthetic data" : NULL,
	    .created = (time_t)pack->date * 86400,
	};

	xlsx_note_error(&b->x, S(""), workbook_set_properties(b->x.book, &p));
}

void
form_open(struct form_book *b)
{
	const struct form_fill *f = b->fill;

	b->version = f->version > 0 ? f->version : b->form->version;
	b->last = table_of(b->x.c->mem, f->last, f->n_last);
	b->answer = table_of(b->x.c->mem, f->answer, f->n_answers);
	b->mark = marks_of(b->x.c->mem, f->mark, f->n_marks);
	set_fonts(b);
}

static void
fill_book(struct form_book *b)
{
	form_open(b);
	set_properties(b);
	form_cover(b);
	for (size_t i = 0; i < b->form->n_topics; i++)
		form_topic(b, i);
	form_definitions(b);
	form_indicators(b);
}

static struct str
title_of(struct arena *mem, const struct return_form *form,
    const struct form_fill *fill)
{
	struct buf b = buf_new(mem);

	buf_adds(&b, form->title);
	if (fill->org_name.n > 0 || fill->org_code.n > 0) {
		buf_addz(&b, ": ");
		buf_adds(
		    &b, fill->org_name.n > 0 ? fill->org_name : fill->org_code);
	}
	buf_addz(&b, ", ");
	period_print_page(&b, fill->period);
	return buf_str(&b);
}

/* The library writes to a file of its own; what it made is read back and put in
 * place whole. */
static bool
write_aside(
    struct ctx *c, struct form_book *b, struct str path, struct str aside)
{
	struct at at = {.file = path};
	lxw_error e;

	b->x.book = workbook_new(str_z(c->tmp, aside));
	if (b->x.book == NULL)
		return diag_fail(c, at, "cannot be written: out of memory");
	fill_book(b);
	if (b->x.error != LXW_NO_ERROR) {
		at.sheet = b->x.error_sheet;
		lxw_workbook_free(b->x.book);
		return diag_fail(
		    c, at, "cannot be written: %s", lxw_strerror(b->x.error));
	}
	e = workbook_close(b->x.book);
	if (e != LXW_NO_ERROR)
		return diag_fail(
		    c, at, "cannot be written: %s", lxw_strerror(e));
	return true;
}

static bool
put_in_place(struct ctx *c, struct str path, struct str aside)
{
	static const char end[] = "PK\5\6";
	struct str bytes;

	if (!file_read(c, aside, 0, &bytes))
		return false;
	/* The end record of the zip is its last 22 bytes. */
	if (bytes.n < 22 || memcmp(bytes.p + bytes.n - 22, end, 4) != 0)
		return diag_fail(c, (struct at){.file = path},
		    "cannot be written whole: the disk may be full");
	return file_replace(c, path, bytes);
}

bool
form_write(struct ctx *c, const struct return_form *form,
    const struct form_fill *fill, const struct theme *theme, struct str path)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct arena *mem = arena_new("form");
	struct ctx own = {mem, c->tmp, c->diag};
	struct pack pack = {.kind_title = form->title,
	    .title = title_of(mem, form, fill),
	    .org_code = fill->org_code,
	    .org_name = fill->org_name,
	    .author = fill->author.n > 0 ? fill->author : S("Skillmix"),
	    .period = fill->period,
	    .date = period_end(fill->period),
	    .synthetic = fill->synthetic};
	struct form_book b = {
	    .x = {.c = &own, .pack = &pack, .theme = theme, .path = path},
	    .form = form,
	    .fill = fill};
	struct str aside = str_fmt(mem, "%.*s.part", STRF(path));
	char *folder = g_path_get_dirname(str_z(mem, path));
	bool ok = file_make_folders(&own, str_of(folder));

	ok = ok && write_aside(&own, &b, path, aside) &&
	     put_in_place(&own, path, aside);
	g_unlink(aside.p);
	g_free(folder);
	arena_free(mem);
	arena_rewind(c->tmp, m);
	return ok;
}
