/* render/xlsx_grid.c -- a table as a sheet shows it: one head for every column,
 * something in every cell. */
#include <math.h>

#include "base/num.h"
#include "render/xlsx_arial.h"
#include "render/xlsx_grid.h"
#include "render/xlsx_words.h"

/* Widths, in digits of the sheet's font. */
static const double number_min = 7, text_min = 6, label_max = 52, text_max = 44;
/* TINY_MAX: digits of "under 0.0001". */
enum { HEAD_LINES = 3, HEAD_MAX = 255, TINY_MAX = 11 };

struct grid_cell *
grid_at(const struct grid *g, size_t row, size_t column)
{
	return &g->cell[row * g->n_columns + column];
}

ptrdiff_t
grid_find(const struct grid *g, struct str head)
{
	for (size_t i = 0; head.n > 0 && i < g->n_columns; i++)
		if (g->column[i].from != NULL && !g->column[i].detail &&
		    str_eq(g->column[i].from->head, head))
			return (ptrdiff_t)i;
	return -1;
}

/* The head, with its unit in brackets unless it says so itself. */
static struct str
head_with_unit(struct arena *mem, const struct table_column *c)
{
	struct str unit = str_trim(c->unit);

	if (unit.n == 0 ||
	    str_ends(c->head, str_fmt(mem, "(%.*s)", STRF(unit))))
		return words_clean(mem, c->head);
	return words_clean(
	    mem, str_fmt(mem, "%.*s (%.*s)", STRF(c->head), STRF(unit)));
}

static void
add_column(struct arena *mem, struct grid *g, struct str head,
    const struct table_column *from, bool detail)
{
	struct grid_column *c = &g->column[g->n_columns];
	struct str whole = str_slice(head, 0, HEAD_MAX - 8);

	if (whole.n == 0)
		whole = str_fmt(mem, "Figure %zu", g->n_columns + 1);
	c->head = whole;
	for (size_t i = 0, k = 2; i < g->n_columns; i++)
		if (str_eq_nocase(g->column[i].head, c->head)) {
			c->head = str_fmt(mem, "%.*s %zu", STRF(whole), k++);
			i = (size_t)-1;
		}
	c->from = from;
	c->detail = detail;
	c->align = from == NULL || detail ? ALIGN_LEFT : from->align;
	g->n_columns++;
}

static bool
has_groups(const struct table *t)
{
	for (size_t i = 0; i < t->n_rows; i++)
		if (t->row[i].group)
			return true;
	return false;
}

static bool
has_second_lines(const struct table *t, size_t column)
{
	for (size_t i = 0; i < t->n_rows; i++)
		if (!t->row[i].group && t->row[i].cell[column].sub.n > 0)
			return true;
	return false;
}

static struct grid_cell
cell_of_text(struct arena *mem, struct str s, struct str empty)
{
	struct str text = words_clean(mem, s);

	return (struct grid_cell){.text = text.n > 0 ? text : empty};
}

static struct grid_cell
cell_of(struct arena *mem, const struct table_cell *from)
{
	struct str text = from->text;
	struct grid_cell cell;

	if (text.n == 0 && !from->is_number && from->scene != NULL)
		text = from->scene->alt;
	cell = cell_of_text(mem, text, SHORTHAND_MISSING);
	if (!from->is_number || !isfinite(from->number))
		return cell;
	cell.is_number = true;
	cell.number = from->number;
	cell.places = from->places < 0    ? 0
		      : from->places > 10 ? 10
					  : from->places;
	/* A year is printed 2026 and a count 3,354: the page has decided. */
	cell.thousands = from->text.n == 0 || str_find(from->text, S(",")) >= 0;
	if (from->text.n == 0) {
		struct buf b = buf_new(mem);

		num_fixed(&b, cell.number, cell.places, NUM_THOUSANDS);
		cell.text = buf_str(&b);
	}
	return cell;
}

static bool
has_head(const struct table *t, struct str head)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (str_eq_nocase(t->column[i].head, head))
			return true;
	return false;
}

static void
add_columns(struct arena *mem, const struct table *t, struct grid *g)
{
	g->column = NEWS(mem, t->n_columns * 2 + 1, struct grid_column);
	if (has_groups(t))
		add_column(mem, g,
		    has_head(t, S("Group")) ? S("Part") : S("Group"), NULL,
		    false);
	g->label = g->n_columns;
	for (size_t i = 0; i < t->n_columns; i++) {
		const struct table_column *from = &t->column[i];
		struct str head = head_with_unit(mem, from);

		if (from->pdf_only)
			continue;
		add_column(mem, g, head, from, false);
		if (has_second_lines(t, i))
			add_column(mem, g,
			    str_fmt(mem, "%.*s: detail", STRF(from->head)),
			    from, true);
	}
	/* The group alone is no table. */
	if (g->n_columns == g->label)
		g->n_columns = 0;
}

static void
fill_row(struct arena *mem, const struct table *t, struct grid *g,
    const struct table_row *row, struct str group)
{
	for (size_t k = 0; k < g->n_columns; k++) {
		const struct grid_column *c = &g->column[k];
		struct grid_cell *to = grid_at(g, g->n_rows, k);

		if (c->from == NULL)
			*to =
			    cell_of_text(mem, group, SHORTHAND_NOT_APPLICABLE);
		else if (c->detail)
			*to = cell_of_text(mem,
			    row->cell[c->from - t->column].sub,
			    SHORTHAND_NOT_APPLICABLE);
		else
			*to = cell_of(mem, &row->cell[c->from - t->column]);
	}
	g->n_rows++;
}

/* As wide as the longest cell up to a limit, then wrapped; heads in bold take
 * three lines at most. */
static void
set_width(struct grid *g, size_t k)
{
	struct grid_column *c = &g->column[k];
	double body = 0, word = words_longest(c->head, true),
	       limit = k == g->label ? label_max : text_max;

	for (size_t i = 0; i < g->n_rows; i++) {
		const struct grid_cell *cell = grid_at(g, i, k);

		c->numeric |= cell->is_number;
		body = fmax(body, arial_width(cell->text, false));
		word =
		    fmax(word, fmin(words_longest(cell->text, false), limit));
	}
	for (size_t i = 0; i < g->n_rows; i++)
		if (grid_shows_nothing(grid_at(g, i, k)))
			body = fmax(body, TINY_MAX);
	if (c->numeric)
		c->align = ALIGN_RIGHT;
	c->width = fmax(fmin(body, limit), c->numeric ? number_min : text_min);
	c->width = arial_column(fmax(c->width, word));
	while (words_lines(c->head, c->width, true) > HEAD_LINES)
		c->width += 1;
	/* A gutter; right-aligned cells are indented by about one digit. */
	c->width += c->align == ALIGN_RIGHT ? 2 : 1;
}

void
grid_make(struct arena *mem, const struct table *t, struct grid *g)
{
	struct str group = S("");

	*g = (struct grid){0};
	add_columns(mem, t, g);
	if (g->n_columns == 0)
		return;
	g->cell = NEWS(mem, (t->n_rows + 1) * g->n_columns, struct grid_cell);
	for (size_t i = 0; i < t->n_rows; i++)
		if (t->row[i].group)
			group = t->row[i].group_text;
		else
			fill_row(mem, t, g, &t->row[i], group);
	if (g->n_rows == 0) {
		for (size_t k = 0; k < g->n_columns; k++)
			grid_at(g, 0, k)->text = SHORTHAND_MISSING;
		g->n_rows = 1;
	}
	for (size_t k = 0; k < g->n_columns; k++)
		set_width(g, k);
}

unsigned
grid_lines(const struct grid *g, size_t row)
{
	unsigned lines = 1;

	for (size_t k = 0; k < g->n_columns; k++) {
		bool head = row == g->n_rows;
		struct str text =
		    head ? g->column[k].head : grid_at(g, row, k)->text;
		bool right = g->column[k].align == ALIGN_RIGHT;
		unsigned n = words_lines(
		    text, g->column[k].width - (right ? 2 : 1), head);

		lines = n > lines ? n : lines;
	}
	return lines;
}

bool
grid_shows_nothing(const struct grid_cell *cell)
{
	return cell->is_number && cell->places >= 3 && cell->number != 0 &&
	       fabs(cell->number) < 0.5 * pow(10, -cell->places);
}

double
grid_width(const struct grid *g)
{
	double w = 0;

	for (size_t k = 0; k < g->n_columns; k++)
		w += g->column[k].width;
	return w;
}
