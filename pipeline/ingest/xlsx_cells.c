/* ingest/xlsx_cells.c -- what a cell's XML means: type, text, number, date. */
#include <float.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "ingest/xlsx.h"
#include "model/date.h"
#include "model/origin.h"

/* The days of serial number 0: 1904-01-01; and 1899-12-31, or a day earlier
 * behind the 29 February that 1900 did not have. */
#define EPOCH_1904 (-24107)
#define EPOCH_1900 (-25568)

struct at
xlsx_at(struct xlsx_rows *t, uint32_t column)
{
	struct buf b = buf_new(t->book->r->c.mem);

	if (t->number > 0)
		cell_print(&b, t->number, column == 0 ? 1 : column);
	return (struct at){
	    .file = t->book->r->label, .sheet = t->name, .cell = buf_str(&b)};
}

/* Digits alone, up to nine of them. */
static bool
parse_count(struct str s, uint32_t *out)
{
	uint32_t v = 0;

	if (s.n == 0 || s.n > 9)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		v = v * 10 + (uint32_t)(s.p[i] - '0');
	}
	*out = v;
	return true;
}

/* A decimal of up to 19 digits is a whole number over a power of ten. If both
 * are exact as doubles their quotient is the nearest double. If both are exact
 * in a long double of 64 bits, the quotient is off by half a unit in its last
 * place at most; when that cannot change the double it rounds to, the general
 * conversion, ten times slower, is spared. */
bool
xlsx_decimal(uint64_t v, unsigned places, double *out)
{
	static const long double ten[] = {1e0L, 1e1L, 1e2L, 1e3L, 1e4L, 1e5L,
	    1e6L, 1e7L, 1e8L, 1e9L, 1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L,
	    1e16L, 1e17L, 1e18L, 1e19L};
	static const double ten_double[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6,
	    1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
	    1e19};
	long double q, slack;

	if (v <= (uint64_t)1 << 53) {
		*out = (double)v / ten_double[places];
		return true;
	}
	if (LDBL_MANT_DIG < 64)
		return false;
	q = (long double)v / ten[places];
	slack = q * 0x1p-62L;
	*out = (double)(q - slack);
	return *out == (double)(q + slack);
}

static bool
parse_decimal(struct str s, double *out)
{
	uint64_t v = 0;
	size_t i = s.n > 0 && s.p[0] == '-', digits = 0;
	unsigned places = 0;
	bool point = false;

	for (; i < s.n && digits <= 19; i++) {
		unsigned d = (unsigned char)s.p[i] - (unsigned)'0';
		if (d < 10) {
			v = v * 10 + d;
			digits++;
			places += point;
		} else if (s.p[i] == '.' && !point) {
			point = true;
		} else {
			return false;
		}
	}
	if (i < s.n || digits == 0 || digits > 19 ||
	    !xlsx_decimal(v, places, out))
		return false;
	if (s.p[0] == '-')
		*out = -*out;
	return true;
}

static bool
parse_number(struct str s, double *out)
{
	return parse_decimal(s, out) || num_parse(s, out);
}

bool
xlsx_serial_day(double serial, bool date1904, int32_t *out)
{
	/* Half a millisecond: 43008 written as 43007.999999999996. */
	double moved = serial + 0.5 / 86400000;
	day whole;

	if (!(moved >= 0 && moved < 2958466))
		return false;
	whole = (day)moved;
	if (date1904)
		*out = EPOCH_1904 + whole;
	else if (whole == 60)
		return false;
	else
		*out = EPOCH_1900 - (whole > 60) + whole;
	return true;
}

static double
serial_of(day d, bool date1904)
{
	return date1904 ? d - EPOCH_1904
			: d - EPOCH_1900 + (d >= EPOCH_1900 + 60);
}

/* hh:mm[:ss[.fff]] with an optional Z, as a part of a day. */
static bool
parse_clock(struct str s, double *out)
{
	struct str h, m, sec, rest;
	uint32_t hours, minutes;
	double seconds = 0;

	if (s.n > 0 && s.p[s.n - 1] == 'Z')
		s.n--;
	if (!str_cut(s, ':', &h, &rest))
		return false;
	str_cut(rest, ':', &m, &sec);
	if (!parse_count(h, &hours) || !parse_count(m, &minutes) ||
	    (sec.n > 0 && !num_parse(sec, &seconds)) || hours > 24 ||
	    minutes > 59 || !(seconds >= 0 && seconds < 61))
		return false;
	*out = (hours * 3600.0 + minutes * 60.0 + seconds) / 86400;
	return true;
}

/* t="d": 2021-01-31, 2021-01-31T10:30:00 or 10:30:00. */
static void
set_iso_date(struct xlsx_rows *t, struct cell *cell, struct str s)
{
	struct str date = str_slice(s, 0, 10), clock = str_slice(s, 10, s.n);
	bool date1904 = t->book->date1904;
	double part = 0;
	day d;

	cell->type = CELL_TEXT;
	cell->text = s;
	if (day_parse_iso(date, &d)) {
		if (clock.n > 0 && (clock.p[0] == 'T' || clock.p[0] == ' '))
			clock = str_slice(clock, 1, clock.n);
		if (clock.n > 0 && !parse_clock(clock, &part))
			return;
		cell->number = serial_of(d, date1904) + part;
		if (cell->format.n == 0)
			cell->format = part == 0 ? S("yyyy-mm-dd")
						 : S("yyyy-mm-dd hh:mm:ss");
	} else if (parse_clock(s, &part)) {
		cell->number = part;
		d = date1904 ? EPOCH_1904 : EPOCH_1900;
		if (cell->format.n == 0)
			cell->format = S("hh:mm:ss");
	} else {
		return;
	}
	cell->type = CELL_NUMBER;
	cell->is_date = true;
	cell->when = d;
}

/* What is no number stays the text it is: nothing gets lost, and rules over
 * the data can complain. */
static void
set_number(struct xlsx_rows *t, struct cell *cell, struct str s, bool is_date)
{
	if (s.n > 0 && (s.p[0] <= ' ' || s.p[s.n - 1] <= ' '))
		s = str_trim(s);
	cell->text = s;
	if (s.n == 0)
		return;
	if (!parse_number(s, &cell->number)) {
		cell->type = CELL_TEXT;
		return;
	}
	cell->type = CELL_NUMBER;
	if (is_date)
		cell->is_date = xlsx_serial_day(
		    cell->number, t->book->date1904, &cell->when);
}

static bool
set_shared(struct xlsx_rows *t, struct cell *cell, struct str s)
{
	struct xlsx *b = t->book;
	uint32_t i;

	if (s.n == 0)
		return true;
	if ((!parse_count(s, &i) && !parse_count(str_trim(s), &i)) ||
	    i >= b->n_strings)
		return diag_fail(&b->r->c, xlsx_at(t, cell->column),
		    "refers to text number %.*s, but the workbook holds %zu; "
		    "the file is damaged, ask for it again",
		    STRF(str_slice(s, 0, 20)), b->n_strings);
	cell->type = b->string[i].n == 0 ? CELL_BLANK : CELL_TEXT;
	cell->text = b->string[i];
	return true;
}

static void
set_text(struct xlsx_rows *t, struct cell *cell, struct str s)
{
	cell->text = xlsx_unescape(t->book->r->c.tmp, s);
	cell->type = s.n == 0 ? CELL_BLANK : CELL_TEXT;
}

static void
set_bool(struct cell *cell, struct str s)
{
	bool yes = str_is(s, "1") || str_eq_nocase(s, S("true"));

	if (s.n == 0)
		return;
	if (!yes && !str_is(s, "0") && !str_eq_nocase(s, S("false"))) {
		cell->type = CELL_TEXT;
		cell->text = s;
		return;
	}
	cell->type = CELL_BOOL;
	cell->number = yes;
	cell->text = yes ? S("TRUE") : S("FALSE");
}

/* The place a reference such as AB12 names; without one, the next column. */
static bool
find_place(struct xlsx_rows *t, struct str ref, uint32_t *row, uint32_t *column)
{
	size_t i = 0, letters = ref.n - t->n_digits;
	uint32_t v = 0;

	*row = t->number;
	/* Nearly always the row's own number stands behind the letters. */
	if (t->n_digits == 0 || ref.n <= t->n_digits || letters > 3 ||
	    memcmp(ref.p + letters, t->digits, t->n_digits) != 0)
		letters = 4;
	for (; i < ref.n && i < letters; i++) {
		unsigned d = ((unsigned char)ref.p[i] & ~0x20u) - 'A';
		if (d >= 26)
			break;
		v = v * 26 + d + 1;
	}
	*column = v;
	if (i == letters && i < 4)
		;
	else if (ref.n == 0)
		*column = t->last_column + 1;
	else if (i == 0 || !parse_count(str_slice(ref, i, ref.n), row))
		return diag_fail(&t->book->r->c, xlsx_at(t, 0),
		    "holds a cell that calls itself '%.*s'; the file is "
		    "damaged, ask for it again",
		    STRF(str_slice(ref, 0, 20)));
	if (*column > XLSX_COLUMNS || *column > t->book->r->limits->columns)
		return diag_fail(&t->book->r->c, xlsx_at(t, *column),
		    "is beyond the last column, %u (columns in settings.yaml)",
		    t->book->r->limits->columns);
	return true;
}

static bool
misplaced(struct xlsx_rows *t, struct str ref)
{
	return diag_fail(&t->book->r->c, xlsx_at(t, 0),
	    "holds a cell that calls itself %.*s, of another row; the file is "
	    "damaged, ask for it again",
	    STRF(ref));
}

static bool
too_long(struct xlsx_rows *t, uint32_t column)
{
	return diag_fail(&t->book->r->c, xlsx_at(t, column),
	    "has more than %llu bytes; the limit is text_bytes in "
	    "settings.yaml",
	    (unsigned long long)t->book->r->limits->text_bytes);
}

bool
xlsx_row_begin(struct xlsx_rows *t, struct str r, bool hidden)
{
	uint32_t last = t->number;

	t->mark = arena_mark(t->book->r->c.tmp);
	t->n = 0;
	t->last_column = 0;
	t->hidden = hidden;
	t->unsorted = false;
	t->n_digits = r.n < sizeof t->digits ? r.n : 0;
	memset(t->digits, 0, sizeof t->digits);
	memset(t->digits_mask, 0, sizeof t->digits_mask);
	memcpy(t->digits, r.n == 0 ? "" : r.p, t->n_digits);
	if (t->n_digits > 0 && t->n_digits < sizeof t->digits_mask) {
		t->digits[t->n_digits] = '"';
		memset(t->digits_mask, 0xff, t->n_digits + 1);
	}
	if (r.n == 0)
		t->number++;
	else if (!parse_count(r, &t->number) || t->number == 0)
		return diag_fail(&t->book->r->c, xlsx_at(t, 0),
		    "is followed by a row that calls itself '%.*s'; the file "
		    "is damaged, ask for it again",
		    STRF(str_slice(r, 0, 20)));
	if (t->number <= last)
		return diag_fail(&t->book->r->c, xlsx_at(t, 0),
		    "row %u comes after row %u; the file is damaged: open it "
		    "in Excel and save it again",
		    t->number, last);
	if (t->number > XLSX_ROWS || t->number > t->book->r->limits->rows)
		return diag_fail(&t->book->r->c, xlsx_at(t, 0),
		    "is beyond the last row, %u (rows in settings.yaml)",
		    t->book->r->limits->rows);
	return true;
}

enum written {
	AS_NUMBER,
	AS_SHARED,
	AS_TEXT,
	AS_INLINE,
	AS_BOOL,
	AS_ERROR,
	AS_DATE,
	AS_UNKNOWN
};

/* The t attribute. */
static enum written
written_as(struct str t)
{
	if (t.n == 0)
		return AS_NUMBER;
	if (t.n > 1)
		return str_is(t, "str")         ? AS_TEXT
		       : str_is(t, "inlineStr") ? AS_INLINE
						: AS_UNKNOWN;
	switch (t.p[0]) {
	case 'n':
		return AS_NUMBER;
	case 's':
		return AS_SHARED;
	case 'b':
		return AS_BOOL;
	case 'e':
		return AS_ERROR;
	case 'd':
		return AS_DATE;
	default:
		return AS_UNKNOWN;
	}
}

/* Gives the cell its type and value; blank when there is none. */
static bool
set_value(struct xlsx_rows *t, struct cell *cell, const struct raw_cell *raw,
    bool is_date)
{
	struct str value = raw->value;

	switch (written_as(raw->type)) {
	case AS_NUMBER:
		set_number(t, cell, value, is_date);
		break;
	case AS_SHARED:
		return set_shared(t, cell, value);
	case AS_TEXT:
		set_text(t, cell, value);
		break;
	case AS_INLINE:
		if (!raw->has_inlined)
			set_text(t, cell, value);
		break;
	case AS_BOOL:
		set_bool(cell, str_trim(value));
		break;
	case AS_ERROR:
		cell->type = value.n == 0 ? CELL_BLANK : CELL_ERROR;
		cell->text = value;
		break;
	case AS_DATE:
		set_iso_date(t, cell, str_trim(value));
		break;
	case AS_UNKNOWN:
		return diag_fail(&t->book->r->c, xlsx_at(t, cell->column),
		    "is of type '%.*s', which no spreadsheet program writes; "
		    "the file is damaged, ask for it again",
		    STRF(str_slice(raw->type, 0, 20)));
	}
	return true;
}

bool
xlsx_row_add(struct xlsx_rows *t, const struct raw_cell *raw)
{
	struct xlsx *b = t->book;
	struct cell cell = {.type = CELL_BLANK};
	uint64_t longest = b->r->limits->text_bytes;
	uint32_t style = 0, row;
	bool is_date = false;

	if (!find_place(t, raw->ref, &row, &cell.column))
		return false;
	t->unsorted |= cell.column <= t->last_column;
	t->last_column = cell.column;
	if (!raw->has_value && !raw->has_inlined && !raw->formula)
		return true;
	if (raw->value.n > longest || raw->inlined.n > longest)
		return too_long(t, cell.column);
	if (raw->style.n > 0 && !parse_count(raw->style, &style))
		style = 0;
	if (style < b->n_formats) {
		cell.format = b->format[style].code;
		is_date = b->format[style].is_date;
	}
	if (!set_value(t, &cell, raw, is_date))
		return false;
	if (cell.type == CELL_BLANK && raw->has_inlined) {
		cell.text = raw->inlined;
		cell.type = raw->inlined.n == 0 ? CELL_BLANK : CELL_TEXT;
	}
	/* A formula whose text is empty has a value; one without v has none. */
	if (cell.type == CELL_BLANK && raw->formula)
		cell.uncalculated =
		    !raw->has_value || !str_is(raw->type, "str");
	if (cell.type == CELL_BLANK && !cell.uncalculated)
		return true;
	if (row != t->number)
		return misplaced(t, raw->ref);
	cell.hidden = t->hidden_column != NULL && t->hidden_column[cell.column];
	*xlsx_row_room(t) = cell;
	t->n++;
	return true;
}

static int
by_column(const void *a, const void *b)
{
	const struct cell *x = a, *y = b;

	return (x->column > y->column) - (x->column < y->column);
}

bool
xlsx_row_end(struct xlsx_rows *t)
{
	const struct book_visitor *visitor = t->book->r->visitor;
	struct row row;

	if (t->unsorted && t->n > 0) {
		qsort(t->cell, t->n, sizeof *t->cell, by_column);
		for (size_t i = 1; i < t->n; i++)
			if (t->cell[i].column == t->cell[i - 1].column)
				return diag_fail(&t->book->r->c,
				    xlsx_at(t, t->cell[i].column),
				    "is given twice; open the file in Excel "
				    "and save it again");
	}
	row = (struct row){t->number, t->hidden, t->cell, t->n};
	t->enough = !visitor->row(visitor->self, &row);
	arena_rewind(t->book->r->c.tmp, t->mark);
	return true;
}
