/* ingest/returns_file.h -- what the files of returns.h share. */
#ifndef INGEST_RETURNS_FILE_H
#define INGEST_RETURNS_FILE_H

#include <glib.h>

#include "ingest/return_read.h"
#include "ingest/returns.h"

/* What is the same for all returns of a run: where its words lead. */
struct returns_topic {
	struct str sheet, title; /* their keys */
	GHashTable *row;         /* joined label keys -> row + 1 */
	GHashTable *column;      /* heading key -> column + 1 */
	struct str *label;       /* keys of the labels' headings */
	size_t first;            /* its first column among all topics' */
	bool *plain;             /* by row: what it is called now leads to it */
	/* By row and column: what its cell is about, once one was kept. Then it
	 * has a measure. */
	struct observation *about;
};

/* A topic of the file at hand. */
struct returns_seen {
	bool sheet, heads;
	struct str name; /* of the sheet */
	bool *row, *column;
};

/* A text of the cover and its cell. */
struct returns_answer {
	struct str text, sheet, cell;
	bool there;
	bool is_date;
	day date; /* of a date cell */
};

/* Columns of the issue register in a marked-up return. */
enum returns_issue {
	ISSUE_CODE,
	ISSUE_SHEET,
	ISSUE_CELL,
	ISSUE_VALUE,
	ISSUE_ANSWER,
	ISSUE_NEEDED,
	ISSUE_PLACE = ISSUE_NEEDED, /* may be missing */
	ISSUE_N
};

struct returns_kept {
	uint16_t source;
	sym code, name;
	day date, received;
	int version;
	struct str sheet, code_cell, name_cell;
};

struct returns {
	struct arena *mem, *work;
	struct dataset *d;
	struct reg *reg;
	const struct return_form *form;
	struct returns_topic *topic;
	size_t rows, columns, cells; /* of all topics */
	/* Keys of what the cover asks for, and of the words over its answers. */
	struct str field[RETURN_FIELDS], fill_in;
	struct returns_kept *kept;
	size_t n_kept, cap_kept;

	/* The file. */
	struct arena *file_mem;
	struct findings *odd;
	struct return_read read;
	struct return_line *line; /* these with room for all */
	uint32_t *column;
	double *value;
	unsigned char *reason;
	size_t n_lines, n_cells;
	struct returns_seen *seen; /* by topic */
	struct returns_answer answer[RETURN_FIELDS];
	struct answer *said; /* of findings; texts in file_mem */
	size_t n_said, cap_said;

	/* The sheet. */
	uint16_t sheet;
	struct str sheet_name;
	bool cover, is_register, ignored;
	size_t at;               /* topic, or n_topics: none yet */
	size_t next;             /* the row that would come next */
	uint32_t answers;        /* the cover's column of answers */
	uint32_t *label;         /* columns of the labels; 0: not found */
	uint32_t *fill;          /* columns to fill in; 0: not found */
	uint32_t notes;          /* column; 0: not found */
	uint32_t issue[ISSUE_N]; /* the register's columns; 0: not found */
};

/* A finding at a row and column of the sheet at hand (0: at none), with what it
 * says. Its place in words is the value until it is told better. */
struct finding returns_odd(struct returns *, enum finding_kind, uint32_t row,
    uint32_t column, struct str value);
void returns_find(struct returns *, enum finding_kind, uint32_t row,
    uint32_t column, struct str value);
/* Of a cell of the form that is about to be added. */
struct finding returns_odd_cell(struct returns *, enum finding_kind,
    uint32_t row, uint32_t column, struct return_place, struct str value);
/* The words of a row as a version of the form has them: "Nursing, Band 5". */
struct str returns_row_words(
    struct returns *, const struct return_topic *, size_t row, int version);
/* The cell of a column; NULL when it is blank. */
const struct cell *returns_cell(const struct row *, uint32_t column);
/* A blank cell has the empty text. */
struct str returns_text(const struct row *, uint32_t column);

/* The value as findings say it: the shortest number, or the text. */
struct str returns_value(struct returns *, const struct row *, uint32_t column);

/* returns_guess.c: the one number that a text is about, such as 40 of "approx
 * 40"; false when it may be another, or none. */
bool returns_guess(struct str text, bool whole, double *out);

/* returns_topic.c: a row of a topic's sheet. */
void returns_topic_row(struct returns *, const struct row *);

/* returns_said.c: the sheet of answers and its rows; a note beside a row of the
 * form; what was said into the dataset when the return is kept. */
bool returns_is_register(struct str key);
void returns_register_row(struct returns *, const struct row *);
void returns_note(struct returns *, const struct row *);
void returns_keep_said(
    struct returns *, const struct return_read *, const struct returns_kept *);

#endif
