/* model/profile_schema.h -- a profile as libcyaml loads it; for profile.c. */
#ifndef MODEL_PROFILE_SCHEMA_H
#define MODEL_PROFILE_SCHEMA_H

#include "model/profile.h"
#include "model/yaml.h"

/* REASON_NONE is "not said", which means blank. */
#define RAW_BLANK_NOTHING ((enum reason)100)

struct raw_list {
	char **z;
	unsigned n;
};

struct raw_pattern {
	char *column, *matches;
};

struct raw_dimension {
	enum dimension dimension;
	struct raw_list columns;
	char *constant, *vocabulary;
};

struct raw_word {
	char *label, *measure;
};

struct raw_value {
	char *column, *measure, *suffix;
};

struct raw_mark {
	char *text;
	enum reason means;
};

struct raw_skip {
	char *column;
	struct raw_list equals;
};

struct raw_check {
	struct raw_list measures;
	double tolerance;
	bool parts_may_exceed;
};

struct raw_recognise {
	char *sheet;
	struct raw_list header, lacks;
	struct raw_pattern *headerless;
	unsigned n_headerless, within;
};

struct raw_organisation {
	char *code, *name, *region, *region_name, *icb, *icb_name, *cluster;
	char *cluster_constant, *cluster_vocabulary;
	bool reported_on;
};

struct raw_date {
	char *column, *constant;
	enum date_format format;
};

struct raw_measure {
	char *column;
	struct raw_word *word;
	unsigned n;
};

struct raw_zero {
	struct raw_list measures, where;
};

struct raw_total {
	enum dimension dimension;
	char *value;
	struct raw_check *check;
	unsigned n;
};

struct raw_profile {
	char *name, *title, *publisher;
	bool synthetic;
	enum profile_kind kind;
	int precedence;
	struct raw_recognise recognise;
	struct raw_organisation organisation;
	struct raw_date *date;
	struct raw_dimension *dimension;
	unsigned n_dimensions;
	struct raw_measure *measure;
	struct raw_value *value;
	unsigned n_values;
	struct raw_mark *mark;
	unsigned n_marks;
	enum reason blank;
	struct raw_skip *skip;
	unsigned n_skips;
	bool aggregate_sum;
	struct raw_zero *zero;
	struct raw_total *total;
};

extern const cyaml_schema_value_t profile_schema;

#endif
