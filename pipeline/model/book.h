/* model/book.h -- what a spreadsheet reader hands over, row by row. */
#ifndef MODEL_BOOK_H
#define MODEL_BOOK_H

#include "base/diag.h"

enum cell_type { CELL_BLANK, CELL_TEXT, CELL_NUMBER, CELL_BOOL, CELL_ERROR };

/* text: of a text or error cell, the text; of a number cell, the characters the
 * file holds ("43008", "0.76"). format: the number format code ("dd/mm/yyyy"),
 * empty for General and in CSV. A date is a number with is_date set: then `when`
 * is its day (fractions of a day are in number). uncalculated: a formula whose
 * value the file does not hold. */
struct cell {
	uint32_t column; /* from 1 */
	enum cell_type type;
	bool is_date, uncalculated;
	struct str text;
	double number;
	struct str format;
	int32_t when; /* model/date.h day, if is_date */
	bool hidden;  /* its column is; rows and sheets have their own */
};

/* Cells in column order; blank cells may be left out. Views last until the
 * callback returns. */
struct row {
	uint32_t number; /* from 1 */
	bool hidden;
	const struct cell *cell;
	size_t n;
};

struct sheet {
	uint16_t index;  /* from 0 */
	struct str name; /* empty in CSV */
	bool hidden;
};

/* A callback that returns false stops the reading: book_read then returns true
 * if *stopped was set by the caller to say "enough", else false. */
struct book_visitor {
	void *self;
	/* False: do not read this sheet's rows. May be NULL: read all. */
	bool (*sheet)(void *self, const struct sheet *);
	/* False: enough of this sheet. */
	bool (*row)(void *self, const struct row *);
};

/* Limits stop bombs; every message about one names its key in settings.yaml. */
struct book_limits {
	uint64_t file_bytes, part_bytes, text_bytes; /* largest file, unpacked
							part, one text */
	uint32_t ratio, parts, rows, columns, strings, depth;
};
extern const struct book_limits book_limits_default;

#endif
