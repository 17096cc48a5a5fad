/* model/return_form.h -- templates/return.yaml: what a trust is asked each
 * quarter. The workbook, its reading and the list of cells behind an indicator
 * all follow from it. */
#ifndef MODEL_RETURN_FORM_H
#define MODEL_RETURN_FORM_H

#include "model/dataset.h"

enum { RETURN_LABELS = 3, RETURN_WORDS = 4 };

/* What a cell takes. Yes is 1 and no is 0. */
enum return_number { RETURN_WHOLE, RETURN_DECIMAL, RETURN_YES_NO };

/* A name that it had up to and with a version; until 0: never another. */
struct return_was {
	struct str name;
	int until;
};

/* A word of a dimension, and how the form calls it. */
struct return_word {
	enum dimension dimension;
	struct str word, label;
};

struct return_measure {
	struct str name, label, unit, definition;
	struct return_was was; /* of label */
	enum return_number number;
	int at_most; /* index into form.measure, -1: none */
	struct str *feeds;
	size_t n_feeds;
	struct str unused; /* why no indicator takes it */
	int since;         /* the version that asked it first */
	size_t topic;
};

/* Rows and columns say part of a cell each: the measure stands in one of them
 * (-1 in the other), every dimension in one of them at most. */
struct return_row {
	struct str label[RETURN_LABELS];
	struct return_was was; /* of label[0] */
	int measure;
	struct return_word word[RETURN_WORDS];
	size_t n_words;
	int since;
};

struct return_column {
	struct str heading;
	struct return_was was;
	int measure;
	struct return_word word[RETURN_WORDS];
	size_t n_words;
	int since;
};

struct return_topic {
	struct str name, sheet, title;
	struct str *about;
	size_t n_about;
	struct str label[RETURN_LABELS]; /* headings of the rows' labels */
	size_t n_labels;
	bool measure_rows; /* the rows have the measures, else the columns */
	struct return_row *row;
	size_t n_rows;
	struct return_column *column;
	size_t n_columns;
};

struct return_form {
	struct str title;
	int version;
	struct return_topic *topic;
	size_t n_topics;
	struct return_measure *measure;
	size_t n_measures;
	struct str *every_cell_feeds;
	size_t n_every_cell_feeds;
};

/* A cell of the form. */
struct return_place {
	size_t topic, row, column;
};

/* Errors name the file and the line, measure or topic. */
MUST_CHECK bool return_form_load(
    struct ctx *, struct str path, struct return_form *out);
/* The same from text; `path` stands for the file in messages. */
MUST_CHECK bool return_form_load_text(
    struct ctx *, struct str path, struct str text, struct return_form *out);

/* What a cell is about; dim[] gets the words, empty where it is not split. */
const struct return_measure *return_cell(const struct return_form *,
    struct return_place, struct str dim[static DIM_N]);
/* The version that asked the cell first. */
int return_since(const struct return_form *, struct return_place);
/* The cell that it cannot be larger than; false when there is none. */
bool return_bound(
    const struct return_form *, struct return_place, struct return_place *out);
/* As a version calls them. */
struct str return_label(const struct return_row *, size_t i, int version);
struct str return_heading(const struct return_column *, int version);

size_t return_cells(const struct return_form *, int version);
const struct return_measure *return_measure_find(
    const struct return_form *, struct str name);
bool return_feeds(const struct return_form *, const struct return_measure *,
    struct str indicator);
/* Every cell that an indicator takes, in the order of the form. */
struct return_place *return_fed(struct arena *, const struct return_form *,
    struct str indicator, size_t *n);

/* What the cover asks for, by label in its first column. */
enum return_field {
	RETURN_CODE,
	RETURN_NAME,
	RETURN_PERIOD,
	RETURN_CONTACT,
	RETURN_EMAIL,
	RETURN_SENT, /* the day it was sent; may be left blank */
	RETURN_VERSION,
	RETURN_FIELDS
};
extern const char *const return_field[RETURN_FIELDS];

/* A column to fill in has this before its heading; the one beside it, with what
 * was sent last quarter, that. */
#define RETURN_FILL_IN "Fill in: "
#define RETURN_LAST    "Last quarter: "

/* [c], [x] and [z], in any case; false: it is none of them. */
bool return_mark(struct str text, enum reason *out);
/* The other way round; empty for reasons that have no mark. */
const char *return_mark_of(enum reason);

#endif
