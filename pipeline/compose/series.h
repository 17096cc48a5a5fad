/* compose/series.h -- what a chart is given, and the table behind it. */
#ifndef COMPOSE_SERIES_H
#define COMPOSE_SERIES_H

#include "compose/names.h"

/* A chart as the template asks for it, with its names filled in. */
struct series_request {
	struct str indicators; /* ids, comma by comma */
	struct str breakdown;  /* empty, "all" or one value */
	bool trusts;           /* one figure of every trust of the cluster */
	bool region; /* one figure of every trust of the region, and its own */
	struct at at;
};

/* Point i of the chart and where it comes from. figure may be NULL. */
struct series {
	struct chart_input input;
	const struct indicator **indicator;
	const struct figure **figure;
	struct str *code; /* of trusts; else NULL */
	size_t n;
	bool one_unit;
	bool region; /* its trusts, and the region itself at the end */
};

/* Points of trusts stand from the lowest value, those without one last. */
MUST_CHECK bool series_make(
    struct scope *, const struct series_request *, struct series *out);
/* What stands behind a value on a chart: that of the indicator, if short. */
struct str series_unit(const struct indicator *);
/* A point without any number yet. */
struct chart_point series_blank(struct str label, enum role);
/* The point of one figure, as every chart gets it. */
struct chart_point series_point(struct scope *, const struct indicator *,
    const struct figure *, enum role, struct str label);
/* The figures behind a chart, for the workbook. */
struct table *series_table(struct scope *, const struct series *,
    struct str name, struct str title, struct str subtitle);

#endif
