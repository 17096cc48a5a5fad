/* model/profile.h -- profiles/NAME.yaml: how the cells of one published layout
 * become observations. input/profiles/README.md describes the language. */
#ifndef MODEL_PROFILE_H
#define MODEL_PROFILE_H

#include "model/dataset.h"
#include "model/vocabulary.h"

enum profile_kind { PROFILE_OBSERVATIONS, PROFILE_ORGANISATIONS };

/* A cell that holds a true date is a date in every format. */
enum date_format {
	DATE_ISO,        /* 2025-11-30 */
	DATE_BRITISH,    /* 30/11/2025 */
	DATE_MONTH,      /* 202511: the last day of the month */
	DATE_MONTH_SPAN, /* 202510 to 202511: the last day of the second */
	DATE_N
};
extern const char *const date_format_words[DATE_N];

#define NO_COLUMN -1

/* A dimension of the observations: a constant, or the texts of one or more
 * columns joined by " / ", as they are or through a vocabulary. */
struct profile_dimension {
	enum dimension dimension;
	int *column; /* indexes profile.column */
	size_t n;
	struct str constant;
	struct str vocabulary_name; /* empty: the text as it is */
	const struct vocabulary *vocabulary;
};

/* A column of numbers. measure is empty when profile.measure_column says what
 * each row measures; then the suffix is put behind the row's measure. */
struct profile_value {
	int column;
	struct str measure, suffix;
};

struct profile_word {
	struct str label, measure;
};

struct profile_mark {
	struct str text;
	enum reason reason;
};

/* Rows whose cell equals one of the texts are left out. */
struct profile_skip {
	int column;
	struct str *equals;
	size_t n;
};

/* Of these measures, the parts must add up to the total within the tolerance.
 * People with posts in two groups are counted in both and once in the total:
 * then parts_may_exceed, and only a total above its parts is odd. */
struct profile_check {
	struct str *measure;
	size_t n;
	double tolerance;
	bool parts_may_exceed;
};

struct profile_pattern {
	int column;
	struct str matches; /* a regular expression for the whole cell */
	void *regex;        /* GRegex */
};

struct profile {
	struct str path, name, title, publisher;
	bool synthetic;
	enum profile_kind kind;
	int precedence; /* of what it says about organisations; higher wins */

	/* Recognition. column: every column that the profile speaks of, as its
	 * header_key, each once; needed: a sheet without it does not fit. With
	 * patterns there is no header row and the columns are numbers. */
	struct str sheet; /* name with * and ?; empty: any */
	struct str *column;
	struct str *column_title; /* as the profile writes it */
	bool *needed;
	size_t n_columns, cap_columns;
	struct str *lacks; /* header_keys that must not be there */
	size_t n_lacks;
	unsigned within;
	struct profile_pattern *pattern;
	size_t n_patterns;
	uint32_t *number; /* per column, when there is no header row */

	/* The organisation of a row. NO_COLUMN when there is none. */
	int code, org_name, region, region_name, icb, icb_name, cluster;
	struct str cluster_constant, cluster_vocabulary_name;
	const struct vocabulary *cluster_vocabulary;
	bool reported_on;

	int date; /* NO_COLUMN: date_constant */
	enum date_format date_format;
	day date_constant;

	struct profile_dimension *dimension;
	size_t n_dimensions;
	int measure_column;
	struct profile_word *word;
	size_t n_words;
	struct profile_value *value;
	size_t n_values;

	struct profile_mark *mark;
	size_t n_marks;
	enum reason blank; /* what an empty value cell means; NONE: nothing is
			      kept */
	struct profile_skip *skip;
	size_t n_skips;
	bool sum; /* rows of one key add up; else the second is a duplicate */

	/* Where a key has one of zero_where, a missing one of zero_measure is
	 * zero. */
	struct str *zero_measure, *zero_where;
	size_t n_zero_measures, n_zero_where;

	bool has_total;
	enum dimension total_dimension;
	struct str total_value;
	struct profile_check *check;
	size_t n_checks;
};

/* Errors name the file and the line or key. Vocabularies are names until
 * profile_bind. */
MUST_CHECK bool profile_load(
    struct ctx *, struct str path, struct profile **out);
/* The same from text; `path` stands for the file in messages. */
MUST_CHECK bool profile_load_text(
    struct ctx *, struct str path, struct str text, struct profile **out);
/* Finds the vocabularies that the profile names. */
MUST_CHECK bool profile_bind(
    struct ctx *, struct profile *, struct vocabulary *const *, size_t n);

/* A header word as it is compared: small ASCII letters, no white space. */
struct str header_key(struct arena *, struct str);

#endif
