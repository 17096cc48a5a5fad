/* model/profile_schema.h -- a profile as libcyaml loads it, and the making of
 * the parts of one; for profile*.c. */
#ifndef MODEL_PROFILE_SCHEMA_H
#define MODEL_PROFILE_SCHEMA_H

#include "model/profile.h"
#include "model/yaml.h"

/* REASON_NONE is "not said", which means blank. */
#define RAW_BLANK_NOTHING ((enum reason)100)
/* A mark that means the number 0. */
#define RAW_MARK_ZERO ((enum reason)101)

struct raw_list {
	char **z;
	unsigned n;
};

struct raw_rows {
	int *row;
	unsigned n;
};

struct raw_place {
	struct raw_list columns;
	char *column, *constant, *sheet, *file, *title;
	struct raw_rows headings;
	bool section;
};

struct raw_rewrite {
	char *matches, *word;
	bool skip;
};

struct raw_rewrites {
	struct raw_rewrite *r;
	unsigned n;
};

struct raw_pattern {
	char *column, *matches;
};

struct raw_dimension {
	enum dimension dimension;
	struct raw_place place;
	struct raw_rewrites patterns;
	char *blank, *vocabulary;
};

struct raw_word {
	char *label, *measure;
};

/* `is` and `date` count from 1; 0 is "not given". */
struct raw_condition {
	char *column, *matches;
	struct raw_list equals;
	int is, date;
	enum date_format format;
};

struct raw_conditions {
	struct raw_condition *c;
	unsigned n;
};

struct raw_value {
	char *column, *heading, *measure, *suffix;
	int row;
	bool count;
	enum scale percent;
	double *least, *most;
	struct raw_conditions where, unless;
};

struct raw_mark {
	char *text;
	enum reason means;
};

struct raw_check {
	struct raw_list measures;
	double tolerance;
	bool parts_may_exceed;
};

struct raw_recognise {
	struct raw_list sheets, header, lacks;
	char *sheet, *file, *title;
	struct raw_pattern *headerless;
	unsigned n_headerless, within;
};

struct raw_organisation {
	char *code, *name, *region, *region_name, *icb, *icb_name, *cluster;
	struct raw_place place;
	struct raw_rewrites patterns;
	char *like;
	char *cluster_constant, *cluster_vocabulary;
	bool reported_on;
};

struct raw_codes {
	char *code, *name, *vocabulary;
	unsigned width;
};

struct raw_formats {
	enum date_format *f;
	unsigned n;
};

struct raw_date {
	struct raw_place place;
	enum date_format format;
	struct raw_formats formats;
	bool month_end;
	char *year_ends;
};

struct raw_measure {
	char *column;
	struct raw_word *word;
	unsigned n;
};

struct raw_headings {
	struct raw_rows fill_right;
	unsigned below;
};

struct raw_sections {
	char *title;
	bool header;
};

struct raw_zero {
	struct raw_list measures, where;
};

struct raw_total {
	enum dimension dimension;
	char *value;
	struct raw_list except;
	bool left_out;
	struct raw_check *check;
	unsigned n;
};

struct raw_profile {
	char *name, *title, *publisher, *reason;
	bool synthetic;
	enum profile_kind kind;
	int precedence;
	struct raw_recognise recognise;
	struct raw_organisation *organisation;
	struct raw_codes *codes;
	struct raw_date *date;
	struct raw_dimension *dimension;
	unsigned n_dimensions;
	struct raw_measure *measure;
	struct raw_value *value;
	unsigned n_values;
	struct raw_mark *mark;
	unsigned n_marks;
	enum reason blank;
	char *thousands;
	struct raw_headings *headings;
	struct raw_list fill_down;
	struct raw_sections *sections;
	char *ends;
	struct raw_conditions skip, keep;
	bool aggregate_sum, reject_rows;
	struct raw_zero *zero;
	struct raw_total *total;  /* one */
	struct raw_total *totals; /* or several */
	unsigned n_totals;
};

extern const cyaml_schema_value_t profile_schema;

/* What the making of a profile shares. key and item say where in the file: the
 * top key, and the place in its list from 0 or -1. */
struct making {
	struct ctx *c;
	struct profile *p;
	const struct raw_profile *raw;
	struct str text; /* of the file, to find lines in */
	const char *key;
	int item;
};

/* profile_parts.c: always false, with file, line and key. */
bool make_fail(const struct making *, const char *fmt, ...) PRINTF_LIKE(2, 3);
struct str make_text(const struct making *, const char *z);
struct str *make_texts(const struct making *, struct raw_list, size_t *n);
/* The column's place in profile.column; it is added when it is new. NO_COLUMN
 * for NULL. */
int make_column(const struct making *, const char *title, bool needed);
/* As make_column, of a column whose cells are read. */
int make_read(const struct making *, const char *title, bool needed);
/* *out is NULL for NULL. */
MUST_CHECK bool make_pattern(
    const struct making *, const char *text, bool strict, struct pattern **out);
MUST_CHECK bool make_place(
    const struct making *, const struct raw_place *, struct profile_place *);
MUST_CHECK bool make_rewrites(const struct making *,
    const struct raw_rewrites *, struct profile_rewrite **out, size_t *n);
MUST_CHECK bool make_conditions(const struct making *,
    const struct raw_conditions *, struct profile_conditions *out);

/* profile_values.c: what the cells mean. */
MUST_CHECK bool make_values(struct making *);
MUST_CHECK bool make_cells(struct making *);
MUST_CHECK bool make_totals(struct making *);

#endif
