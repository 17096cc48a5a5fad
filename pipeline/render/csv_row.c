/* render/csv_row.c -- fields of a CSV file (RFC 4180).
 *
 * Text is written as it is: a CSV file is data, and a quote put before "=" or "-"
 * would be one more character for every reader but a spreadsheet. Our workbooks
 * hold such text as text. */
#include "base/num.h"
#include "render/csv_row.h"

static void
comma(struct buf *b)
{
	if (b->n > 0 && b->p[b->n - 1] != '\n')
		buf_addc(b, ',');
}

/* A field that begins a row and is empty leaves no trace before the next comma;
 * it is quoted so that the row keeps its fields. */
void
csv_empty(struct buf *b)
{
	if (b->n == 0 || b->p[b->n - 1] == '\n')
		buf_addz(b, "\"\"");
	else
		buf_addc(b, ',');
}

void
csv_text(struct buf *b, struct str s)
{
	bool quoted = false;

	if (s.n == 0) {
		csv_empty(b);
		return;
	}
	comma(b);
	for (size_t i = 0; i < s.n; i++)
		quoted |= s.p[i] == ',' || s.p[i] == '"' || s.p[i] == '\r' ||
			  s.p[i] == '\n';
	quoted |= s.p[0] == ' ' || s.p[s.n - 1] == ' ';
	if (!quoted) {
		buf_adds(b, s);
		return;
	}
	buf_addc(b, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_addc(b, '"');
		buf_addc(b, s.p[i]);
	}
	buf_addc(b, '"');
}

void
csv_number(struct buf *b, double v)
{
	size_t before;

	comma(b);
	before = b->n;
	num_short(b, v);
	if (b->n == before && (b->n == 0 || b->p[b->n - 1] == '\n'))
		buf_addz(b, "\"\"");
}

void
csv_count(struct buf *b, unsigned long n)
{
	comma(b);
	num_short(b, (double)n);
}

void
csv_day(struct buf *b, day when)
{
	if (when == DAY_NONE) {
		csv_empty(b);
		return;
	}
	comma(b);
	day_print_iso(b, when);
}

void
csv_end(struct buf *b)
{
	buf_addz(b, "\r\n");
}
