/* charts/charts.h -- all charts: finished numbers in, scenes out. */
#ifndef CHARTS_CHARTS_H
#define CHARTS_CHARTS_H

#include "model/chart.h"

extern const struct chart_set charts_all;

#define CHART(name) extern const struct chart chart_##name;
#include "charts/charts.def"
#undef CHART

#endif
