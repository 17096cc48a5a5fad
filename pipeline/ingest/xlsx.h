/* ingest/xlsx.h -- what the parts of the workbook reader share. */
#ifndef INGEST_XLSX_H
#define INGEST_XLSX_H

#include "ingest/xlsx_lex.h"
#include "ingest/xlsx_xml.h"
#include "ingest/zip.h"

struct cell_format {
	struct str code; /* empty: General */
	bool is_date;
};

/* A workbook without its sheets' rows; lives in r->c.mem. */
struct xlsx {
	struct reading *r;
	struct archive *archive;
	bool date1904;
	struct str *string; /* shared strings */
	size_t n_strings;
	struct cell_format *format; /* by the s attribute of a cell */
	size_t n_formats;
	struct lexer lexer;
};

/* A cell as the XML has it, entities resolved. Views last for the row. */
struct raw_cell {
	struct str ref, type, style; /* attributes r, t, s; empty: not given */
	struct str value, inlined;   /* v, is */
	bool has_value, has_inlined, formula;
};

/* One sheet while it is read. */
struct xlsx_rows {
	struct xlsx *book;
	struct str part, name;
	struct cell *cell; /* of the row at hand */
	size_t n, cap;
	uint32_t number; /* of the row at hand; the last one between rows */
	char digits[12]; /* its number as the row has it, and a quote; none if
			    not given */
	unsigned char digits_mask[8]; /* 0xff where they stand */
	size_t n_digits;
	uint32_t last_column, last_possible;
	bool hidden, unsorted, enough;
	bool x14ac;             /* that prefix is declared */
	struct arena_mark mark; /* in r->c.tmp: the row's texts */
	bool *hidden_column;    /* by number; NULL: none is */
};

/* As many as Excel has. */
#define XLSX_ROWS    1048576
#define XLSX_COLUMNS 16384

/* xlsx_styles.c, xlsx_strings.c: fill in the workbook from a part. */
MUST_CHECK bool xlsx_styles(struct xlsx *, const struct part *);
MUST_CHECK bool xlsx_strings(struct xlsx *, const struct part *);
/* _x000D_ and its like become their characters; a view of s if there are none. */
struct str xlsx_unescape(struct arena *, struct str s);
/* Without xml:space="preserve" Excel drops the white space around a text. */
struct str xlsx_trim(struct str);
/* A text put together from runs. White space between two runs stays, since
 * some writers forget to have it preserved and it keeps words apart. */
struct xlsx_text {
	struct buf text;
	struct str space; /* behind the last run; dropped at the end */
};
void xlsx_text_add(
    struct arena *mem, struct xlsx_text *, struct str run, bool preserve);

/* xlsx_cells.c: rows from cells. Each is false after a message; r and hidden of
 * a row are its attributes, r empty if not given. */
MUST_CHECK bool xlsx_row_begin(struct xlsx_rows *, struct str r, bool hidden);
MUST_CHECK bool xlsx_row_add(struct xlsx_rows *, const struct raw_cell *);
MUST_CHECK bool xlsx_row_end(struct xlsx_rows *);
/* Room for the row's next cell. */
static inline struct cell *
xlsx_row_room(struct xlsx_rows *t)
{
	ARENA_GROW(t->book->r->c.mem, t->cell, t->n, t->cap);
	return &t->cell[t->n];
}
/* v / 10^places, places up to 19, as the nearest double; false if that takes
 * more than this can do. */
bool xlsx_decimal(uint64_t v, unsigned places, double *out);
/* The day of a serial number. 1900 had no 29 February, but Excel counts one:
 * serial 60, which is no date. */
bool xlsx_serial_day(double serial, bool date1904, int32_t *out);
/* The message's place: file, sheet and the row or cell. */
struct at xlsx_at(struct xlsx_rows *, uint32_t column);

/* xlsx_scan.c: the fast way for ordinary rows. Reads rows from p on, until one
 * is not ordinary, the sheet's data end or the visitor has enough; *p is then
 * behind the last row read. p[n] must be NUL. False after a message. */
MUST_CHECK bool xlsx_scan(struct xlsx_rows *, const char **p, const char *end);

/* xlsx_fast.c: cells from p on as long as they are written as Excel and its
 * imitators do most. Gives where it stopped: behind the last cell it read. */
const char *xlsx_fast_cells(struct xlsx_rows *, const char *p);

/* xlsx_sheet.c: all rows of a sheet's part to the visitor. */
MUST_CHECK bool xlsx_sheet(struct xlsx *, struct str name, const struct part *);

#endif
