/* model/scorecard.h -- every figure of a run with its interval, comparators and
 * one verdict. Nothing downstream decides anything again. */
#ifndef MODEL_SCORECARD_H
#define MODEL_SCORECARD_H

#include "base/sha256.h"
#include "model/catalogue.h"
#include "model/dataset.h"

enum status {
	STATUS_OK,
	STATUS_SUPPRESSED,
	STATUS_MISSING,
	STATUS_NOT_APPLICABLE,
	STATUS_LOW_BASE,
	STATUS_N
};
extern const char *const status_name[STATUS_N]; /* ok, suppressed, ... */
extern const char *const status_mark[STATUS_N]; /* "", [c], [x], [z], [u] */

/* Against England's figure, or against 1 or 0 where the aim is parity: above and
 * below only when the 95% interval excludes it. */
enum verdict {
	VERDICT_NONE,
	VERDICT_BELOW,
	VERDICT_NOT_DIFFERENT,
	VERDICT_ABOVE
};
extern const char *const verdict_name[]; /* "", below, not_different, above */

enum variation {
	VARIATION_NONE, /* too few points to say */
	VARIATION_COMMON,
	VARIATION_IMPROVING_HIGH,
	VARIATION_IMPROVING_LOW,
	VARIATION_CONCERN_HIGH,
	VARIATION_CONCERN_LOW,
	VARIATION_NEUTRAL_HIGH, /* special cause, and neither is better */
	VARIATION_NEUTRAL_LOW,
	VARIATION_N
};

/* In order of priority: the first that holds is the one that is told. */
enum spc_rule {
	SPC_NO_RULE,
	SPC_OUTSIDE,
	SPC_TREND,
	SPC_TWO_OF_THREE,
	SPC_SHIFT
};

enum assurance {
	ASSURANCE_NONE, /* no target, neutral, or too few points */
	ASSURANCE_FAIL,
	ASSURANCE_PASS,
	ASSURANCE_INCONSISTENT,
	ASSURANCE_N
};

/* Where a figure lies by England's funnel limits for its volume; the verdict of
 * a figure that is outside follows from its value and England's. */
enum placed { PLACED_NONE, PLACED_INSIDE, PLACED_OUT_95, PLACED_OUT_998 };

/* Percentages run 0 to 100 here as in scorecard.csv. Numbers are NAN when there
 * is none to publish; counts are 0. */
struct figure {
	sym org;            /* ODS code, region code or ENG */
	unsigned indicator; /* index into the catalogue */
	sym breakdown;      /* 0: not split; of a mode: the value it found */
	sym setting;        /* 0: all settings together */
	day date;           /* the figure's own */
	bool stale;         /* older than settings' stale_after at period end */
	double numerator, denominator, value, lower, upper;
	unsigned
	    peer_n; /* peers with a value; the organisation itself is out */
	double peer_q1, peer_median, peer_q3;
	double england;
	unsigned england_n; /* organisations in England's figure */
	/* Among the organisations of the same cluster with a value, from the
	 * lowest; ties share the lowest rank; 0 is no rank. */
	unsigned rank, rank_of;
	/* Of those others, how many have an interval that overlaps this one. */
	unsigned overlapping;
	double cluster_min, cluster_q1, cluster_median, cluster_q3, cluster_max;
	enum verdict verdict;
	enum status status;
	struct str reason;   /* why there is no value, in words; else empty */
	struct str sentence; /* the verdict in words, a whole sentence */
	uint16_t source;     /* dataset.source of the newest contribution */
	/* The organisations that England's or a region's figure pools, by code,
	 * and how many reported ones the region has (England: 0). Others have
	 * none. */
	const sym *pooled;
	unsigned pooled_n, pooled_of;
	/* The group compared with, for indicators with an `against`; NAN. */
	double against_numerator, against_denominator;
	double p;        /* of the test for no difference; NAN: none */
	double unknown;  /* share left out as not known, 0 to 100; NAN */
	double to_close; /* people who would close the gap; NAN: none */
	/* How the figure moves over its quarters, by the rules for control
	 * charts; run charts under 12 points have no verdict. */
	enum variation variation;
	enum spc_rule rule;
	enum assurance assurance; /* where a target is set */
	/* How many quarters have a value since the last that is withheld, or
	 * since the limits begin anew; and the places in scorecard_series that
	 * fired the rule. */
	unsigned char points, fired_from, fired_to;
	double mean, limit_low, limit_high; /* NAN: no limits */
	struct str movement; /* the same in words, a whole sentence */
	/* Of an adjusted relative likelihood, the test that one ratio holds in
	 * all strata; NAN: none. */
	double p_same;
	/* By the limits of scorecard.funnel; not placed: no limits. */
	enum placed placed;
	double volume; /* that they go by; 0 or NAN: none */
	/* From the median of the reported organisations, in robust units
	 * (1.4826 x the median absolute deviation); NAN: none. */
	double units;
	/* The figure of the quarter before and how far this one is from it, with
	 * the 95% interval of the change; verdict none: there is none. */
	double before, change, change_lower, change_upper;
	enum verdict changed;
	/* The Framework's figure of 2021, rounded as it was printed; NAN: none.
	 * Above and below only where the interval is clear of all that the
	 * printed figure may have been rounded from. */
	double framework;
	enum verdict framework_verdict;
	/* Returns received for its quarter and those expected, of England's or a
	 * region's figure that returns feed; 0 of 0 elsewhere. */
	unsigned returns, returns_of;
	double target; /* that the organisation set; NAN: none */
	/* Why its limits begin anew, and since which place in the series; empty:
	 * they do not. Only the points since then have its mean and limits. */
	struct str rebased;
	unsigned char rebased_from;
	/* The same as `before` and what follows it, of the quarter a year ago:
	 * years that end there and now share no day. */
	double year_before, year_change, year_lower, year_upper;
	enum verdict year_changed;
};

/* Limits round England's figure for one volume, in the figure's own units. */
struct funnel_place {
	double volume, lower_998, lower_95, upper_95, upper_998;
};

/* Of an unsplit indicator over all settings. Widened for the variation between
 * organisations that chance alone does not make: phi says how much there is. */
struct funnel_limits {
	unsigned indicator; /* index into the catalogue */
	double target, phi, tau2;
	unsigned used; /* organisations that phi rests on */
	struct funnel_place *place;
	size_t n; /* 0: no limits */
};

struct peer_group {
	sym org;
	sym *peer; /* codes, sorted, without org */
	size_t n;
	struct str
	    rule; /* "the 4 other mental health trusts in the North West" */
	/* How far the peers' medians hang on the rule: one sentence, or empty. */
	struct str sensitivity;
};

struct scorecard;
struct groundwork; /* of indicators/: what holds for all figures of a run */

/* Scorecards of the quarters before, oldest first. */
struct history {
	struct scorecard **card;
	size_t n;
};

struct scorecard {
	const struct dataset *dataset;
	const struct catalogue *catalogue;
	struct period period;
	/* Sorted by org code, indicator id, setting, then breakdown: the unsplit
	 * figure first, then the catalogue's order, then by text. */
	struct figure *figure;
	size_t n;
	struct peer_group *peers; /* one per reported organisation, by code */
	size_t n_peers;
	struct history history;       /* of the run's scorecard; else empty */
	struct funnel_limits *funnel; /* in no order */
	size_t n_funnels;
	/* By indicator: equal where all its figures, those of the history too,
	 * are. NULL: not known. */
	const unsigned char (*key)[SHA256_BYTES];
	const struct groundwork *ground; /* of the run's scorecard */
};

/* NULL when there is none. breakdown may be empty. */
const struct figure *scorecard_find(const struct scorecard *, struct str org,
    struct str indicator, struct str breakdown);
/* All of one organisation and indicator over all settings together, in order; n
 * may be 0. */
const struct figure *scorecard_range(
    const struct scorecard *, struct str org, struct str indicator, size_t *n);
/* The same of one setting; empty: all together. */
const struct figure *scorecard_range_in(const struct scorecard *,
    struct str org, struct str indicator, struct str setting, size_t *n);
/* The figure of a setting: empty setting is all together. */
const struct figure *scorecard_find_in(const struct scorecard *, struct str org,
    struct str indicator, struct str setting, struct str breakdown);
/* The same figure in every quarter of the history and now, oldest first; NULL
 * where a quarter has none, the last one too when its figure is older. As many
 * as history.n + 1. */
const struct figure **scorecard_series(
    struct arena *, const struct scorecard *, const struct figure *);
/* NULL: the indicator has no limits. */
const struct funnel_limits *scorecard_funnel(
    const struct scorecard *, const struct indicator *);
/* The card of a place in time: those of the history, then its own. */
const struct scorecard *scorecard_card(const struct scorecard *, size_t place);
/* The figures of each indicator: card after card, each card's in its order. */
struct by_indicator {
	const struct figure **figure;
	size_t *start; /* by indicator and card; and the end */
	size_t cards;
};
struct by_indicator scorecard_by_indicator(
    struct arena *, const struct scorecard *);
/* By source: does any figure with a value come from it? */
bool *scorecard_sources(struct arena *, const struct scorecard *);
const struct peer_group *scorecard_peers(
    const struct scorecard *, struct str org);
/* "4.1", "1.31": the indicator's places, no unit; the mark of its status when
 * there is no value. */
void figure_print(
    struct buf *, const struct scorecard *, const struct figure *);

#endif
