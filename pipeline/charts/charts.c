/* charts/charts.c -- the list of charts, made from charts.def. */
#include "charts/charts.h"

static const struct chart *const list[] = {
#define CHART(name) &chart_##name,
#include "charts/charts.def"
#undef CHART
};

const struct chart_set charts_all = {list, COUNT(list)};
