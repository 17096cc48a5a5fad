/* model/chart.h -- what a chart is given and what it gives back. Charts compute
 * positions, never statistics. */
#ifndef MODEL_CHART_H
#define MODEL_CHART_H

#include "model/metrics.h"
#include "model/scene.h"
#include "model/scorecard.h"

enum role { ROLE_SELF, ROLE_PEER, ROLE_OTHER };

/* What a series says at a point, decided by the caller. Neutral: a change where
 * neither end is better. */
enum signal { SIGNAL_NONE, SIGNAL_IMPROVING, SIGNAL_CONCERN, SIGNAL_NEUTRAL };

/* Outside the 95% or the 99.8% limits; on which side is the point's verdict. */
enum outside { OUTSIDE_NONE, OUTSIDE_95, OUTSIDE_998 };

/* Limits round England's figure for one volume: funnel. In order of volume. */
struct chart_curve {
	double x, lower_998, lower_95, upper_95, upper_998;
};

/* A row of a heat map, or a panel of small multiples. */
struct chart_row {
	struct str name, sub; /* "Vacancy rate", "% of funded posts" */
	struct str section;   /* set over the first row of each; may be empty */
	struct str reference; /* England's median; 12-month value of a panel */
	struct str note;      /* panels: the verdict in words */
	enum signal signal;   /* panels: its mark before the words */
	bool plain;           /* heat: printed only, never filled */
};

/* A column of a heat map. */
struct chart_column {
	struct str name, code; /* "Northmoor", "XN1" */
};

/* Where an area stands on a map of hexagons: column in half hexagons. */
struct chart_hex {
	struct str code, name, brief; /* "QKK", "South East London", "SEL" */
	int column, row;
};

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
	/* For the forms named, read by no other. */
	double x;                           /* funnel: volume */
	double from, to;                    /* slope, change: before, after */
	struct str from_text, to_text;      /* the same as printed */
	double share;                       /* pareto: running share, % */
	double mean, limit_low, limit_high; /* xmr, multiples: here */
	struct str reset;     /* xmr: new limits begin here; when and why */
	enum signal signal;   /* xmr, multiples */
	enum outside outside; /* funnel, heat */
	int step;   /* heat: -2 to 2 units; hexmap: class from 1; 0: none */
	bool total; /* forest: all together, a diamond */
	bool query; /* heat, forest: the figure sent is doubted */
	bool aimed; /* headline: the verdict is against `aim`, equality */
	double aim;
	struct str link, link_name; /* headline: see struct scene_link */
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
	/* For the forms named, read by no other. */
	struct str x_label; /* funnel: "Staff in post (headcount)" */
	struct str from_label, to_label; /* slope, change: the two dates */
	struct str centre_label;         /* xmr: "mean" unless said */
	struct chart_curve *curve;       /* funnel */
	size_t n_curves;
	struct chart_row *row; /* heat: point[row x n_columns + column] */
	size_t n_rows;
	struct chart_column *column; /* heat */
	size_t n_columns;
	const struct chart_hex *hex; /* hexmap: the layout */
	size_t n_hexes;
	struct str *step_label; /* hexmap: "15 to 16.9", from the lowest */
	size_t n_steps;
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
