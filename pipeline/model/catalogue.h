/* model/catalogue.h -- templates/indicators.yaml: what each indicator is. */
#ifndef MODEL_CATALOGUE_H
#define MODEL_CATALOGUE_H

#include "base/diag.h"
#include "model/dataset.h"

enum method { METHOD_SHARE, METHOD_RATE, METHOD_TOTAL, METHOD_N };
enum unit { UNIT_PERCENT, UNIT_FTE, UNIT_PEOPLE, UNIT_N };
enum direction { DIRECTION_NEUTRAL, DIRECTION_HIGHER, DIRECTION_LOWER };
enum interval { INTERVAL_NONE, INTERVAL_WILSON, INTERVAL_BYAR };
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
};

struct catalogue {
	struct indicator *indicator;
	size_t n;
};

/* Errors name line and key. */
MUST_CHECK bool catalogue_load(
    struct ctx *, struct str path, struct catalogue *out);
const struct indicator *catalogue_find(const struct catalogue *, struct str id);

#endif
