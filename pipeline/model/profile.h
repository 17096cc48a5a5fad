/* model/profile.h -- profiles/NAME.yaml: how the cells of one published layout
 * become observations. input/profiles/README.md describes the language. */
#ifndef MODEL_PROFILE_H
#define MODEL_PROFILE_H

#include "model/dataset.h"
#include "model/pattern.h"
#include "model/vocabulary.h"

enum profile_kind {
	PROFILE_OBSERVATIONS,
	PROFILE_ORGANISATIONS,
	PROFILE_CODES,  /* a list of codes and names: read, checked, not kept */
	PROFILE_IGNORED /* recognised and left out on purpose */
};

/* A cell that holds a true date is a date in every format. */
enum date_format {
	DATE_ISO,            /* 2025-11-30 */
	DATE_BRITISH,        /* 30/11/2025 */
	DATE_MONTH,          /* 202511: the last day of the month */
	DATE_MONTH_SPAN,     /* 202510 to 202511: the last day of the second */
	DATE_ISO_MONTH,      /* 2025-11 */
	DATE_MONTH_YEAR,     /* Nov-25, November 2025 */
	DATE_YEAR_MONTH,     /* 2017-SEP */
	DATE_YEAR,           /* 2017: the day that year_ends says */
	DATE_FINANCIAL_YEAR, /* 2017-18, 2017/18: 31 March 2018 */
	DATE_FINANCIAL_QUARTER, /* 2017-18 Q1, 2017-18 / Q1: 30 June 2017 */
	DATE_N
};
extern const char *const date_format_words[DATE_N];

#define NO_COLUMN -1

/* Where a text is found: in columns (joined by " / "), nowhere since it is
 * always the same, in the name of the sheet or file, in a cell above the header,
 * in the headings of a value column (joined by " / "), or in the title of the
 * table that a sheet stacks. */
enum place_kind {
	PLACE_NONE,
	PLACE_COLUMNS,
	PLACE_CONSTANT,
	PLACE_SHEET,
	PLACE_FILE,
	PLACE_TITLE,
	PLACE_HEADINGS,
	PLACE_SECTION
};

struct profile_place {
	enum place_kind kind;
	int *column; /* indexes profile.column */
	size_t n;
	struct str constant;
	struct pattern *pattern; /* of sheet, file and title */
	int *row;                /* of headings, from the header row: 0, -1.. */
	size_t n_rows;
};

/* The first that matches all of a text gives the word instead of it, or leaves
 * the row out. */
struct profile_rewrite {
	struct pattern *matches;
	struct str word;
	bool skip;
};

struct profile_dimension {
	enum dimension dimension;
	struct profile_place place;
	struct profile_rewrite *rewrite;
	size_t n_rewrites;
	struct str blank; /* the word of an empty text; empty: unmapped */
	struct str vocabulary_name; /* empty: the text as it is */
	const struct vocabulary *vocabulary;
};

/* What a row must be, or must not be. Dates are compared with the row's own. */
enum condition_kind {
	CONDITION_EQUALS,
	CONDITION_MATCHES,
	CONDITION_BLANK,
	CONDITION_FILLED,
	CONDITION_UNTIL, /* on or before the row's date */
	CONDITION_AFTER,
	CONDITION_IN_MONTH, /* until, and in the month (quarter, financial year)
			       of the row's date */
	CONDITION_IN_QUARTER,
	CONDITION_IN_YEAR
};

struct profile_condition {
	int column;
	enum condition_kind kind;
	struct str *equals;
	size_t n;
	struct pattern *matches;
	enum date_format format;
};

struct profile_conditions {
	struct profile_condition *c;
	size_t n;
};

/* How a column writes percentages. They are kept as 0 to 100. */
enum scale { SCALE_NONE, SCALE_FRACTION, SCALE_POINTS, SCALE_WHOLE };
extern const char *const scale_words[];

/* A column of numbers; or every column with such a heading; or, with count, the
 * rows themselves. measure is empty when profile.measure_column says what each
 * row measures; then the suffix is put behind the row's measure. A row that
 * fails where or meets unless counts zero, and of a column it gives nothing. */
struct profile_value {
	int column;
	struct pattern *heading;
	int heading_row;
	bool count;
	struct str measure, suffix;
	enum scale scale;
	double least, most;
	struct profile_conditions where, unless;
};

struct profile_word {
	struct str label, measure;
};

/* zero: the mark means the number 0. */
struct profile_mark {
	struct str text;
	enum reason reason;
	bool zero;
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

/* A value of a dimension that stands beside its parts: every other value but
 * those of `except`. left_out: not kept once it was compared. */
struct profile_total {
	enum dimension dimension;
	struct str value, *except;
	size_t n_except;
	bool left_out;
	struct profile_check *check;
	size_t n_checks;
};

struct profile_pattern {
	int column;
	struct pattern *matches; /* the whole cell */
};

struct profile {
	struct str path, name, title, publisher;
	bool synthetic;
	enum profile_kind kind;
	int precedence; /* of what it says about organisations; higher wins */
	struct str reason; /* why it is ignored */

	/* Recognition. column: every column that the profile speaks of, as its
	 * header_key, each once; needed: a sheet without it does not fit; read:
	 * its cells are looked at, so it must not stand there twice. With
	 * patterns there is no header row and the columns are numbers. */
	struct str *sheet; /* names with * and ?; none: any */
	size_t n_sheets;
	struct str file;       /* name with * and ?; empty: any */
	struct pattern *above; /* found in a cell above the header */
	struct str *column;
	struct str *column_title; /* as the profile writes it */
	bool *needed, *read;
	size_t n_columns, cap_columns;
	struct str *lacks; /* header_keys that must not be there */
	size_t n_lacks;
	unsigned within;
	struct profile_pattern *pattern;
	size_t n_patterns;
	uint32_t *number; /* per column, when there is no header row */

	/* Headings: rows of them that a text goes on in to the right, and how
	 * many rows under the header belong to it. */
	int *fill_right;
	size_t n_fill_right;
	unsigned below;
	bool *fill_down; /* per column: a blank cell is the one above */
	struct pattern
	    *section;         /* a row with this text alone: a table starts */
	bool section_header;  /* and has a header row of its own */
	struct pattern *ends; /* a row that starts with this: notes follow */

	/* The organisation of a row. NO_COLUMN when there is none. */
	struct profile_place org;
	struct profile_rewrite *org_rewrite;
	size_t n_org_rewrites;
	struct pattern *code_like; /* NULL: letters and digits */
	int code, org_name, region, region_name, icb, icb_name, cluster;
	struct str cluster_constant, cluster_vocabulary_name;
	const struct vocabulary *cluster_vocabulary;
	bool reported_on;

	struct profile_place when;
	int date; /* its column; NO_COLUMN: elsewhere */
	enum date_format *format;
	size_t n_formats;
	day date_constant;
	bool month_end;           /* a day means its month's last day */
	int year_month, year_day; /* when a calendar year ends */

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
			      kept, unless blank_zero */
	bool blank_zero;
	char thousands;                 /* 0: none */
	struct profile_conditions skip; /* one of them: the row is left out */
	struct profile_conditions keep; /* all of them, or it is left out */
	bool sum; /* rows of one key add up; else the second is a duplicate */
	bool reject; /* a row with a cell that cannot be read is left out */

	/* Where a key has one of zero_where, a missing one of zero_measure is
	 * zero. */
	struct str *zero_measure, *zero_where;
	size_t n_zero_measures, n_zero_where;

	struct profile_total *total;
	size_t n_totals;

	/* Of codes: numbers are made this wide with zeros in front, and stand in
	 * the vocabulary for their name. */
	unsigned code_width;
	struct str code_vocabulary_name;
	const struct vocabulary *code_vocabulary;
};

/* Errors name the file, the line and the key. Vocabularies are names until
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
