/* model/catalogue.h -- templates/indicators.yaml: what each indicator is. */
#ifndef MODEL_CATALOGUE_H
#define MODEL_CATALOGUE_H

#include "base/diag.h"
#include "model/dataset.h"

/* x, n: sums of numerator and denominator; a, b: those of against. */
enum method {
	METHOD_SHARE,               /* x / n, in percent */
	METHOD_RATE,                /* x / n, times `per` */
	METHOD_TOTAL,               /* x */
	METHOD_MEAN,                /* x / n, of sums: no interval */
	METHOD_RATIO,               /* x / n */
	METHOD_RELATIVE_LIKELIHOOD, /* (x / n) / (a / b) */
	METHOD_DIFFERENCE,          /* x / n - a / b, in percentage points */
	METHOD_DISPARITY,           /* (x / n) / (a / b), x no part of n */
	METHOD_DIVERSITY,           /* 1 / sum of squared shares of `over` */
	METHOD_MODE,                /* the value of `over` with the most */
	METHOD_GROWTH,              /* x now against x `years` ago, percent */
	METHOD_VALUE,               /* one number, as it was sent */
	METHOD_STANDARDISED, /* events seen against those that England's rates
				in each value of `over` would give */
	METHOD_N
};
enum unit {
	UNIT_PERCENT,
	UNIT_FTE,
	UNIT_PEOPLE,
	UNIT_RATIO,
	UNIT_NUMBER,
	UNIT_HOURS,
	UNIT_DAYS,
	UNIT_YEARS,
	UNIT_POINTS, /* percentage points */
	UNIT_SCORE,
	UNIT_PER_10,
	UNIT_PER_100,
	UNIT_PER_1000,
	UNIT_WTE,
	UNIT_N
};
extern const char *const unit_name[UNIT_N];   /* percent */
extern const char *const unit_suffix[UNIT_N]; /* "%", " WTE" */
/* Parity aims at neither more nor less: indicator_aim. */
enum direction {
	DIRECTION_NEUTRAL,
	DIRECTION_HIGHER,
	DIRECTION_LOWER,
	DIRECTION_PARITY
};
/* METHOD: the one that goes with the method (Katz, Mantel-Haenszel, Newcombe,
 * Woolf, Byar of a standardised figure). */
enum interval {
	INTERVAL_NONE,
	INTERVAL_WILSON,
	INTERVAL_BYAR,
	INTERVAL_METHOD
};
/* What an empty cell means. Zero: nobody, as long as the organisation says
 * anything in that quantity and setting. */
enum blank { BLANK_MISSING, BLANK_ZERO };
/* Whom the England figure counts: every organisation in the source, or only
 * those of the reported organisation's cluster (mental health trusts). */
enum england { ENGLAND_ALL, ENGLAND_CLUSTER };

/* value must be one of the listed texts (or, negated, none of them). */
struct filter {
	enum dimension dimension;
	bool negated;
	struct str *value;
	size_t n;
};

/* The sum over the listed measures of the observations that pass the filters;
 * divided by the number of measures when mean is set (start and end). */
struct quantity {
	struct str *measure;
	size_t n_measures;
	bool mean;
	struct filter *filter;
	size_t n_filters;
};

/* What the Framework printed of 2021: a figure, as rounded as it stands there. */
struct framework_value {
	struct str setting, breakdown; /* empty: all together, unsplit */
	double value;
};

/* The control chart: of single values, of shares or of events on a base; prime
 * for bases so large that chance alone is too narrow. */
enum control {
	CONTROL_I,
	CONTROL_P,
	CONTROL_P_PRIME,
	CONTROL_U,
	CONTROL_U_PRIME
};

struct indicator {
	struct str id;    /* MIX01; ids from 91 up are ours, the rest the
			     catalogue's */
	struct str title; /* "Sickness absence" */
	struct str
	    measure; /* "FTE days lost to sickness, % of days available" */
	struct str definition, source_sentence;
	unsigned
	    recommendations; /* bit n set: serves recommendation n (1..6) */
	enum method method;
	enum unit unit;
	int places;
	enum direction direction;
	enum interval interval;
	/* The interval's base is the denominator divided by the days of its
	 * month: days of one person are not independent. */
	bool base_per_day;
	enum england england;
	double minimum_base; /* below it: status low_base */
	struct quantity numerator, denominator;
	enum dimension breakdown; /* DIM_N: none */
	struct str total;         /* the breakdown's value that is its total */
	struct str
	    *breakdown_order; /* values in printing order, may be empty */
	size_t n_breakdown_order;
	bool denominator_across; /* denominator is not split by the breakdown */
	bool
	    people; /* the numerator counts people: disclosure control applies */
	/* What an organisation must have for the figure to mean anything, and the
	 * reason given when it has not, with {date} in it. Without measures:
	 * nothing is asked for. */
	struct quantity needs;
	struct str needs_words;
	/* The source leaves out rows that are zero, so no row is zero. */
	bool absent_is_zero;
	/* The start of the figure's sentence: {value}, {month}, {date} and, in
	 * sentence_split, {breakdown} are filled in. */
	struct str sentence, sentence_split;
	/* Where the numbers come from. An id stands once for each source. */
	struct str source;
	/* Figures for each of these values of the setting as well, or alone. */
	struct str *setting;
	size_t n_settings;
	bool settings_only;
	double per; /* of a rate; 0 is 1 */
	enum blank blank;
	/* The group compared with, by the same breakdown; without measures: none. */
	struct quantity against, against_denominator;
	/* Those left out because it is not known what they are. */
	struct quantity unknown, unknown_denominator;
	/* Mode, diversity and standardised run over the values of a dimension, a
	 * relative likelihood may be adjusted for one: indicator_over. */
	enum dimension over;
	bool stratified;
	bool
	    within; /* of a difference: the first group is part of the second */
	bool adverse; /* nobody wants the outcome: no gap is to be closed */
	int years;    /* of a growth */
	/* Months that one figure covers. Above 3 neighbouring quarters share
	 * some, and control charts cannot judge their swing. */
	int window_months;
	/* The unsplit figure is the sum over all values of the breakdown. */
	bool summed;
	/* As base_per_day, by the days of the quarter. */
	bool base_per_quarter;
	/* Instead of the others where the value is below the aim (growth: below
	 * zero); {value} is then its reciprocal, or its amount. */
	struct str sentence_reverse, sentence_reverse_split;
	struct framework_value *framework;
	size_t n_framework;
	double framework_rounding;   /* half a step: 0.5 of whole percents */
	struct str framework_source; /* where it stands */
	enum control control;
};

struct catalogue {
	struct indicator *indicator;
	size_t n;
};

/* Errors name line and key. */
MUST_CHECK bool catalogue_load(
    struct ctx *, struct str path, struct catalogue *out);
const struct indicator *catalogue_find(const struct catalogue *, struct str id);
/* The catalogue of a run: of the entries of one id, the first that any
 * organisation feeds with a number up to the end; the first of all where none
 * is fed. In the file's order. */
struct catalogue catalogue_choose(
    struct arena *, const struct dataset *, const struct catalogue *, day end);

/* The dimension that the method runs over; DIM_N: none. */
enum dimension indicator_over(const struct indicator *);
/* Neighbouring quarters share months: control charts cannot judge the swing. */
bool indicator_overlaps(const struct indicator *);
/* Two groups are compared. */
bool indicator_has_against(const struct indicator *);
/* The Framework's figure; NAN: it has none. */
double indicator_framework(
    const struct indicator *, struct str setting, struct str breakdown);
/* What parity is, 1 or 0; NAN: it is no figure of parity. */
double indicator_aim(const struct indicator *);

#endif
