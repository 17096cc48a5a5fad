/* model/chart.h -- what a chart is given and what it gives back. Charts compute
 * positions, never statistics. */
#ifndef MODEL_CHART_H
#define MODEL_CHART_H

#include "model/metrics.h"
#include "model/scene.h"
#include "model/scorecard.h"

enum role { ROLE_SELF, ROLE_PEER, ROLE_OTHER };

/* One value of one organisation or category. Numbers are NAN when there is
 * none; then status says why and its mark ([c], [x] ...) is printed. */
struct chart_point {
	struct str label; /* "Nursing", "Northmoor", "Band 6" */
	struct str group; /* panel or group it belongs to; may be empty */
	enum role role;
	enum status status;
	double value, lower, upper;
	double england;                       /* of this category */
	double peer_q1, peer_median, peer_q3; /* of this category */
	double min, q1, q3, max;              /* of all in the cluster */
	double base;                          /* denominator */
	enum verdict verdict;
	enum direction direction;
	struct str text;      /* the value as printed, with its mark if none */
	struct str base_text; /* "of 6,358 people", may be empty */
	struct str note;      /* "lower", "higher", verdict words */
};

struct chart_input {
	struct str self_name; /* "Northmoor": short name of the trust */
	struct str unit;      /* "%", " FTE" */
	int places;           /* decimals of the axis at least */
	struct str *group;    /* panels or group names in order */
	size_t n_groups;
	struct chart_point *point;
	size_t n;
	/* One reference for the whole chart, NAN if none (single indicator). */
	double england, peer_q1, peer_median, peer_q3;
	struct str england_label; /* "England 4.9%" */
	bool neutral;             /* neither end is better: squares */
	double width;             /* to fill, points */
	const struct str
	    *option;        /* key, value, key, value ... as in the template */
	size_t n_options;   /* pairs */
	struct str finding; /* the title, for the alt text */
	struct str subtitle;
};

struct chart_option {
	const char *key;
	const char *fallback; /* default value as text */
	double min, max;      /* numbers only; both 0: text */
	const char *help;
};

struct chart {
	const char *name; /* as templates call it */
	const char *help;
	const struct chart_option *option; /* ends with a NULL key */
	/* Draws into a scene of in->width and the height it needs, with alt set.
	 * False after diag_fail: the input has no way to be drawn. */
	bool (*draw)(struct ctx *, const struct chart_input *,
	    const struct theme *, const struct metrics *, struct scene **out);
};

/* Handed to compose by the pipeline. */
struct chart_set {
	const struct chart *const *chart;
	size_t n;
};

#endif
