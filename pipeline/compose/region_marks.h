/* compose/region_marks.h -- the measures that lead a comparison pack, who lies
 * outside England's limits on them, whose figures move, and what is said of it. */
#ifndef COMPOSE_REGION_MARKS_H
#define COMPOSE_REGION_MARKS_H

#include "compose/region.h"

/* Over the trusts of one indicator, or all headline indicators of one. */
struct placed_marks {
	size_t tested, out, far; /* far: outside the 99.8% limits, too */
	size_t above, below;
};

/* Headline indicator k that somebody of the region has a figure of and that
 * belongs beside the others; NULL: no more. */
const struct indicator *region_headline(struct scope *, size_t k);
/* The heat map is of returns. */
bool region_has_returns(struct scope *);
/* "turnover" */
struct str region_headline_words(struct arena *, const struct indicator *);
/* "Turnover, % ↓": the measure, its unit and where the better end is. */
struct str region_row_name(struct arena *, const struct indicator *);
/* The recommendation that the measure is told under. */
int region_recommendation(const struct indicator *);
/* The audit asks about a cell that the trust's figure rests on. */
bool region_doubted(struct scope *, const struct indicator *, size_t member);
/* A trust's figure that is tested: placed by limits, with an aim. */
const struct figure *region_placed(
    struct scope *, const struct indicator *, size_t member);
bool region_is_out(const struct figure *); /* NULL: it is not tested */
struct placed_marks region_placed_marks(
    struct scope *, const struct indicator *);

/* ---- what is said of one measure, see region_findings.c */

/* "X", "X and Y" or "four trusts" of those that hold; "(in query)" behind them
 * where the audit asks about the figure of each. */
void region_put_who(
    struct scope *, struct buf *, const struct indicator *, const bool *holds);
/* "Turnover: above the limits at X, below at Y" */
struct str region_limits_finding(struct scope *, const struct indicator *);
/* "X 27.1% (156 of 575), above the 99.8% limit; the other six are inside." */
struct str region_limits_evidence(struct scope *, const struct indicator *);
/* "Turnover: a concern at X, routine at the other seven" */
struct str region_trends_finding(struct scope *, const struct indicator *);
/* "CPD equity: unequal at two of six trusts" */
struct str region_ratios_finding(struct scope *, const struct indicator *);
/* "Turnover rose at X and fell at two trusts; ..." */
struct str region_change_finding(struct scope *, const struct indicator *);
/* "Turnover rose at X against the year before": years that do not overlap. */
struct str region_year_finding(struct scope *, const struct indicator *);

/* ---- titles, see region_titles.c */

struct str region_funnels_title(struct scope *);
struct str region_trends_title(struct scope *);
/* "White staff took up CPD more often at two of six trusts" */
struct str region_equity_title(struct scope *);
/* The pack's title where limits are known; empty: they are not. */
struct str region_marks_title(struct scope *);

#endif
