/* render/xlsx_words.h -- text made fit for cells, sheet names and table names. */
#ifndef RENDER_XLSX_WORDS_H
#define RENDER_XLSX_WORDS_H

#include "model/page.h"

/* One line of text, trimmed; control characters become spaces. NUL-terminated. */
struct str words_clean(struct arena *, struct str);
/* The same for a cell: what a spreadsheet would take for an escape (_x0041_) is
 * escaped. To be done once. */
struct str words_of_cell(struct arena *, struct str);
/* The spans as one cleaned line. */
struct str words_of_text(struct arena *, const struct text *);
/* "3 Sickness absence": at most 31 characters, none that Excel forbids. */
struct str words_sheet_name(
    struct arena *, size_t number, struct str name, struct str title);
/* A table name that is no cell address; unique among the n before it without
 * regard to case. */
struct str words_table_name(struct arena *, struct str name, size_t number,
    const struct str *before, size_t n);
/* Lines that text takes in a column of this width, broken at spaces. */
unsigned words_lines(struct str, double column, bool bold);
/* The longest word of a text, in digits. */
double words_longest(struct str, bool bold);
/* Cuts the head off a text that is longer than `limit`: at the last end of a
 * sentence in its second half, else at its last space. False when nothing is left. */
bool words_cut(struct str *rest, size_t limit, struct str *head);

#endif
