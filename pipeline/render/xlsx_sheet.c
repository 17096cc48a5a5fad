/* render/xlsx_sheet.c -- one table on one sheet, its chart beside or under it. */
#include <math.h>

#include "render/xlsx_book.h"

/* A table up to this width leaves room for a chart at its right. */
static const double beside_max = 104, intro_min = 96, intro_max = 130,
		    chart_columns = 70;
/* Points: a digit of a column, a pixel of a chart, and what a sheet of A4 has
 * between its margins. */
static const double digit = 6.75, pixel = 0.75, short_side = 500,
		    long_side = 725;

static const struct {
	const char *mark, *means;
} shorthand[] = {
    {"[c]", "suppressed, so that nobody can be identified"},
    {"[u]", "based on too few people to be reliable"},
    {"[x]", "not available"},
    {"[z]", "not applicable"},
};

static bool
any_cell_says(const struct grid *g, struct str mark)
{
	for (size_t i = 0; i < g->n_rows * g->n_columns; i++)
		if (str_find(g->cell[i].text, mark) >= 0)
			return true;
	return false;
}

/* Cells cannot be merged, and a tall narrow cell is hard to read: a long text
 * becomes rows that run on over the empty cells to their right. */
static void
put_long(struct xlsx_page *p, struct str text, double width)
{
	struct str head, rest = text;

	while (words_cut(&rest, (size_t)width, &head))
		xlsx_put_row(p, head, LOOK_LINE, 0);
}

static void
put_shorthand(struct xlsx_page *p, const struct grid *g, double width)
{
	struct buf b = buf_new(p->x->c->tmp);

	for (size_t i = 0; i < COUNT(shorthand); i++)
		if (any_cell_says(g, str_of(shorthand[i].mark)))
			buf_addf(&b, "%s%s %s",
			    b.n > 0 ? "; " : "Shorthand: ", shorthand[i].mark,
			    shorthand[i].means);
	if (b.n == 0)
		return;
	buf_addc(&b, '.');
	put_long(p, buf_str(&b), width);
}

static void
put_undrawn(struct xlsx_page *p, const struct xlsx_table *t, double width)
{
	const struct plot *plot = &t->plot;
	const struct grid *g = &t->grid;
	struct arena *mem = p->x->c->tmp;

	if (t->chart && plot->undrawn > 0 && t->block->native_series.n == 0)
		put_long(p,
		    str_fmt(mem,
			"The chart leaves out %zu of the columns, which %s no "
			"figure where it begins.",
			plot->undrawn, plot->undrawn == 1 ? "has" : "have"),
		    width);
	if (!t->chart || plot->missing == 0)
		return;
	if (plot->native != NATIVE_LINE)
		put_long(p,
		    str_fmt(mem,
			"The chart leaves out the last %s of the "
			"table, which %s not all the figures to draw.",
			plot->missing == 1
			    ? "row"
			    : str_fmt(mem, "%zu rows", plot->missing).p,
			plot->missing == 1 ? "has" : "have"),
		    width);
	else
		put_long(p,
		    str_fmt(mem,
			"The chart shows the longest run without a "
			"gap: %.*s to %.*s.",
			STRF(grid_at(g, plot->first, g->label)->text),
			STRF(grid_at(g, plot->first + plot->n - 1, g->label)
				 ->text)),
		    width);
}

static void
put_intro(struct xlsx_page *p, const struct xlsx_table *t, bool beside)
{
	struct arena *mem = p->x->c->tmp;
	double width = grid_width(&t->grid);

	if (beside)
		width += chart_columns;
	width = width < intro_min   ? intro_min
		: width > intro_max ? intro_max
				    : width;
	xlsx_put_row(p,
	    !t->chart ? S("This sheet contains one table.")
	    : beside  ? S("This sheet contains one table, with a chart beside "
			   "it.")
		      : S("This sheet contains one table, with a chart under "
			   "it."),
	    LOOK_LINE, 0);
	xlsx_put_link(p, 0, S("Contents"), S("Go to the contents"), LOOK_LINK);
	p->row++;
	put_long(p, t->table->subtitle, width);
	put_shorthand(p, &t->grid, width);
	put_undrawn(p, t, width);
	put_long(p, words_of_text(mem, &t->block->note), width);
	for (size_t i = 0; i < t->table->n_notes; i++)
		put_long(p, words_of_text(mem, &t->table->note[i]), width);
}

static void
put_cell(struct xlsx_page *p, const struct grid *g, size_t row, size_t column,
    bool tall)
{
	const struct grid_cell *cell = grid_at(g, row, column);
	bool right = g->column[column].align == ALIGN_RIGHT;
	struct xlsx *x = p->x;

	if (!cell->is_number)
		xlsx_put(p, (lxw_col_t)column, cell->text,
		    right ? (tall ? LOOK_TALL_RIGHT : LOOK_CELL_RIGHT)
			  : (tall ? LOOK_TALL : LOOK_CELL));
	else
		xlsx_note_error(x, p->name,
		    worksheet_write_number(p->sheet, p->row, (lxw_col_t)column,
			cell->number,
			grid_shows_nothing(cell)
			    ? xlsx_tiny_format(x, cell->places, tall)
			    : xlsx_number_format(
				  x, cell->places, cell->thousands, tall)));
}

/* The height of all rows, in points. */
static double
put_rows(struct xlsx_page *p, const struct grid *g)
{
	double sum = 0;

	for (size_t i = 0; i < g->n_rows; i++) {
		unsigned lines = grid_lines(g, i);

		for (size_t k = 0; k < g->n_columns; k++)
			put_cell(p, g, i, k, lines > 1);
		xlsx_set_lines(p, lines);
		sum += XLSX_LINE * lines + 3;
		p->row++;
	}
	return sum;
}

/* Pages printed at the width that fits, and how much smaller that is. */
static double
pages(double width, double height, bool landscape, double *scale)
{
	double across = landscape ? long_side : short_side,
	       down = landscape ? short_side - 20 : long_side;

	*scale = fmin(1, across / width);
	return ceil(height * *scale / down);
}

/* The way round that prints larger, unless the other keeps table and chart on
 * one page. */
static bool
prints_wide(double width, double height, bool chart)
{
	double wide, tall;
	double wide_pages = pages(width, height, true, &wide),
	       tall_pages = pages(width, height, false, &tall);

	if (chart && tall_pages == 1 && wide_pages > 1 && tall > 0.5)
		return false;
	return wide > tall;
}

void
xlsx_table_sheet(struct xlsx *x, struct xlsx_table *t)
{
	const struct grid *g = &t->grid;
	double width = grid_width(g), height, chart;
	bool beside = t->chart && width <= beside_max;
	struct xlsx_page p = xlsx_page_new(x, t->sheet, t->title, false);
	lxw_row_t heads;

	for (size_t k = 0; k < g->n_columns; k++)
		worksheet_set_column(p.sheet, (lxw_col_t)k, (lxw_col_t)k,
		    g->column[k].width, NULL);
	put_intro(&p, t, beside);
	heads = p.row++;
	height = XLSX_LINE * grid_lines(g, g->n_rows) + 10;
	worksheet_set_row(p.sheet, heads, height, NULL);
	height += put_rows(&p, g);
	xlsx_mark_table(&p, heads, p.row - 1, t->name, g->column, g->n_columns);
	worksheet_repeat_rows(p.sheet, heads, heads);
	chart = t->chart ? xlsx_chart_height(t) * pixel + 2 * XLSX_LINE : 0;
	height = beside ? fmax(height, chart) : height + chart;
	if (t->chart)
		xlsx_chart(&p, t, heads, beside ? heads : p.row + 1,
		    beside ? (lxw_col_t)(g->n_columns + 1) : 0);
	if (prints_wide((width + (beside ? chart_columns + 10 : 0)) * digit,
		height + (XLSX_LINE + 3) * heads, t->chart))
		worksheet_set_landscape(p.sheet);
	if (!t->chart)
		xlsx_print_apart(&p, width, g->label);
}
