/* render/xlsx_book.h -- what the files that fill one workbook share. */
#ifndef RENDER_XLSX_BOOK_H
#define RENDER_XLSX_BOOK_H

#include <xlsxwriter.h>

#include "render/xlsx_grid.h"
#include "render/xlsx_words.h"

#define XLSX_LINE 15.0 /* points, of Arial 12 */

enum look {
	LOOK_TITLE,
	LOOK_TITLE_WRAPPED,
	LOOK_HEADING,
	LOOK_LINE,   /* runs on over empty cells to its right */
	LOOK_TEXT,   /* wrapped */
	LOOK_STRONG, /* wrapped */
	LOOK_LINK,
	LOOK_HEAD,
	LOOK_HEAD_RIGHT,
	/* Of a row of one line: centred on it. */
	LOOK_CELL,
	LOOK_CELL_RIGHT,
	LOOK_CELL_LINK,
	/* Of a row of more lines: all start at the top. */
	LOOK_TALL,
	LOOK_TALL_RIGHT,
	LOOK_TALL_LINK,
	LOOK_N
};

enum { PLACES_N = 11 };

/* One table, its block and the sheet it will stand on. */
struct xlsx_table {
	const struct block *block;
	const struct table *table;
	struct str sheet, name; /* of the sheet, of the table */
	struct str title;
	struct grid grid;
	struct plot plot;
	bool chart;
};

struct xlsx {
	struct ctx *c;
	const struct pack *pack;
	const struct theme *theme;
	struct str path;
	lxw_workbook *book;
	lxw_format *look[LOOK_N];
	lxw_format *number[PLACES_N][2][2]; /* places, thousands, tall */
	lxw_format *tiny[PLACES_N][2];      /* places, tall */
	struct xlsx_table *table;
	size_t n_tables;
	lxw_error error; /* the first */
	struct str error_sheet;
	bool comments; /* a cell has one: see xlsx_fonts.h */
};

/* A sheet while it is written, from the top down. */
struct xlsx_page {
	struct xlsx *x;
	lxw_worksheet *sheet;
	struct str name;
	lxw_row_t row; /* the next */
};

/* Keeps the first error; what follows is written in vain and thrown away. */
void xlsx_note_error(struct xlsx *, struct str sheet, lxw_error);
lxw_format *xlsx_number_format(
    struct xlsx *, int places, bool thousands, bool tall);

/* "under 0.0001" for what would print as 0.0000. */
lxw_format *xlsx_tiny_format(struct xlsx *, int places, bool tall);

/* A new sheet set up for A4, with its title in A1. */
struct xlsx_page xlsx_page_new(
    struct xlsx *, struct str name, struct str title, bool landscape);
/* A cell of text on the page's row; text is cleaned. */
void xlsx_put(struct xlsx_page *, lxw_col_t, struct str text, enum look);
/* A row of one text; wrapped looks get the height they need at `width`. */
void xlsx_put_row(struct xlsx_page *, struct str text, enum look, double width);
/* A link to the top of another sheet, on the page's row. */
void xlsx_put_link(struct xlsx_page *, lxw_col_t, struct str sheet,
    struct str words, enum look);
/* Height for this many lines on the page's row. */
void xlsx_set_lines(struct xlsx_page *, unsigned lines);
/* A sheet too wide to be read on one page across is printed on two, its columns
 * up to this one on both. */
void xlsx_print_apart(struct xlsx_page *, double width, size_t heads);
/* Marks rows first..last as a table; heads are n of LOOK_HEAD. */
void xlsx_mark_table(struct xlsx_page *, lxw_row_t first, lxw_row_t last,
    struct str name, const struct grid_column *, size_t n);

/* Writes x->path whole or not at all with what fill puts into x->book. */
MUST_CHECK bool xlsx_write_whole(struct xlsx *, void (*fill)(struct xlsx *));
/* The pack's tables, their sheets and names. */
void xlsx_plan(struct xlsx *);
/* Title, author and date of the document. */
void xlsx_properties(struct xlsx *);

void xlsx_cover(struct xlsx *);
void xlsx_contents(struct xlsx *);
void xlsx_notes(struct xlsx *); /* nothing when there are neither notes nor
				   sources */
bool xlsx_has_notes(const struct xlsx *);
void xlsx_table_sheet(struct xlsx *, struct xlsx_table *);
/* The block's chart, its corner at this cell. */
void xlsx_chart(struct xlsx_page *, const struct xlsx_table *,
    lxw_row_t header_row, lxw_row_t at_row, lxw_col_t at_column);
/* Its height in pixels. */
double xlsx_chart_height(const struct xlsx_table *);
/* What the chart shows and its figures. */
struct str xlsx_chart_alt(struct arena *, const struct xlsx_table *);

#endif
