/* charts/options.h -- the options of a chart, checked against its table. */
#ifndef CHARTS_OPTIONS_H
#define CHARTS_OPTIONS_H

#include "model/chart.h"

/* Every key is in the chart's table once, every number in its range, every
 * choice one of its words. A text option whose help starts with "a|b: " takes
 * only a or b. */
MUST_CHECK bool options_check(
    struct ctx *, const struct chart *, const struct chart_input *);
/* After options_check: the value given, or the table's. */
struct str option_text(
    const struct chart *, const struct chart_input *, const char *key);
double option_number(
    const struct chart *, const struct chart_input *, const char *key);
bool option_is(const struct chart *, const struct chart_input *,
    const char *key, const char *word);

#endif
