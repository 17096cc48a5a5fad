/* render/xlsx_chart.h -- what the files that draw native charts share. */
#ifndef RENDER_XLSX_CHART_H
#define RENDER_XLSX_CHART_H

#include "render/xlsx_book.h"

/* Letters and lines in the pack's colours, lent until the book is written. */
lxw_chart_font *chart_font(struct xlsx *, double size, bool bold);
lxw_chart_line *chart_line(struct xlsx *, uint32_t colour, float width);

/* Bars, lying or standing. */
bool plot_is_bars(const struct plot *);
/* A reference that is the same for every bar is said, not drawn beside each. */
bool plot_draws_reference(const struct plot *);
/* How many rows of bars stand in each group. */
size_t plot_groups(const struct plot *);
/* Whether the series are told apart by a legend, and not by labels on them. */
bool plot_wants_legend(const struct plot *);
/* The number format of a column's labels. */
const char *plot_format(
    struct xlsx *, const struct xlsx_table *, size_t column);

/* All that a chart draws, with its labels. */
void chart_add_all(struct xlsx_page *, lxw_chart *, const struct xlsx_table *,
    lxw_row_t header_row);

#endif
