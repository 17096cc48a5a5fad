/* charts/heat_key.h -- what the fills and marks of a heat map mean. */
#ifndef CHARTS_HEAT_KEY_H
#define CHARTS_HEAT_KEY_H

#include "charts/plot.h"

/* Drawn from y down, only what the map has; gives the height. */
double heat_key(struct plot *, double y);

#endif
