/* render/form_book.h -- what the files that write the return share. */
#ifndef RENDER_FORM_BOOK_H
#define RENDER_FORM_BOOK_H

#include <glib.h>

#include "render/form.h"
#include "render/xlsx_book.h"

enum input { INPUT_WHOLE, INPUT_DECIMAL, INPUT_TEXT, INPUT_N };

struct form_book {
	struct xlsx x;
	const struct return_form *form;
	const struct form_fill *fill;
	int version;
	GHashTable *last, *answer;   /* key of measure and words -> value */
	GHashTable *mark;            /* the same -> struct form_mark */
	lxw_format *input[INPUT_N];  /* a cell to fill in: a border all round */
	lxw_format *beside[INPUT_N]; /* last quarter's, a label, a unit */
	lxw_format *left;            /* a number that stands as a text does */
	lxw_format *date;            /* a date to fill in */
	/* A cell to fill in that the audit asks about. */
	lxw_format *marked[INPUT_N][LEVEL_ERROR + 1];
};

/* Formats, and what was said and marked by cell; before the first sheet. */
void form_open(struct form_book *);

/* Lines at most this wide run on over the empty cells to their right. */
void form_put_long(struct xlsx_page *, struct str text, size_t width);
/* Text, or a number, or the mark of why there is none. */
void form_put_value(struct form_book *, struct xlsx_page *, lxw_col_t,
    const struct form_value *, const struct return_measure *,
    lxw_format *const look[INPUT_N]);
void form_put_text(struct form_book *, struct xlsx_page *, lxw_col_t,
    struct str text, lxw_format *);
/* A check of the cells r1..r2 of a column; title and message are cut to what
 * Excel takes. list: NULL-ended, or NULL when formula decides. */
void form_check(struct form_book *, struct xlsx_page *, lxw_row_t r1,
    lxw_row_t r2, lxw_col_t, const char **list, struct str formula,
    struct str title, struct str help, struct str refusal);

void form_cover(struct form_book *);
/* The fields of the cover, as a table under its heading. */
void form_fields(struct form_book *, struct xlsx_page *);
void form_topic(struct form_book *, size_t topic);
void form_definitions(struct form_book *);
void form_indicators(struct form_book *);

/* In the form's version? */
bool form_has(const struct form_book *, struct return_place);
/* NULL when the audit has nothing against the cell. */
struct form_mark *form_marked(const struct form_book *, struct return_place);
/* NULL when nothing was said of the cell. */
const struct form_value *form_lookup(
    const struct form_book *, GHashTable *, struct return_place);

#endif
