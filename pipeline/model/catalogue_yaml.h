/* model/catalogue_yaml.h -- an entry of indicators.yaml as it is written: for the
 * files that load it alone. */
#ifndef MODEL_CATALOGUE_YAML_H
#define MODEL_CATALOGUE_YAML_H

#include "model/catalogue.h"

struct yaml_filter {
	char *dimension;
	bool negated;
	char **values;
	unsigned values_count;
};

struct yaml_quantity {
	char **measures;
	bool mean;
	struct yaml_filter *filters;
	unsigned measures_count, filters_count;
};

/* Numerator and denominator of those compared with, or left out. */
struct yaml_pair {
	struct yaml_quantity numerator, denominator;
};

struct yaml_framework_value {
	char *setting, *breakdown;
	double value;
};

struct yaml_framework {
	char *source;
	double rounding;
	struct yaml_framework_value *values;
	unsigned values_count;
};

struct yaml_indicator {
	char *id, *title, *measure, *definition, *source_sentence;
	unsigned *recommendations;
	enum method method;
	enum unit unit;
	int places;
	enum direction direction;
	enum interval *interval;
	enum england england;
	enum blank blank;
	enum control spc;
	struct yaml_framework *framework;
	double minimum_base, per;
	struct yaml_quantity numerator, *denominator, *needs;
	char *needs_words, *breakdown, *total, **breakdown_order;
	char *sentence, *sentence_split;
	char *sentence_reverse, *sentence_reverse_split;
	char *source, **settings, *over, *strata;
	struct yaml_pair *against, *unknown;
	int years, window_months;
	bool base_per_day, base_per_quarter, denominator_across, people;
	bool absent_is_zero, settings_only, summed, within, adverse;
	unsigned recommendations_count, breakdown_order_count, settings_count;
};

struct yaml_catalogue {
	struct yaml_indicator *indicators;
	unsigned indicators_count;
};

/* The interval of an entry, said or not. */
enum interval catalogue_interval(const struct yaml_indicator *);
/* What the schema cannot say. */
MUST_CHECK bool catalogue_check(
    struct ctx *, struct at, const struct yaml_indicator *);

#endif
