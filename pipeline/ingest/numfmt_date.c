/* ingest/numfmt_date.c -- dates, times of day and elapsed time by a section. */
#include <math.h>

#include "base/num.h"
#include "ingest/numfmt_section.h"
#include "model/date.h"

/* A moment taken apart. */
struct moment {
	int year, month, mday, weekday;    /* weekday 0 is Sunday */
	int64_t hours, minutes, fractions; /* fractions: 10^-digits seconds */
	int64_t elapsed;                   /* all fractions since number 0 */
	int digits;                        /* after the second's point */
	int64_t unit;                      /* fractions in a second */
};

static const char *const month_name[] = {"January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October",
    "November", "December"};
static const char *const day_name[] = {"Sunday", "Monday", "Tuesday",
    "Wednesday", "Thursday", "Friday", "Saturday"};

/* Placeholders behind a point: parts of a second. */
static int
second_digits(const struct section *s)
{
	int digits = 0;

	for (size_t i = 0; i + 1 < s->n; i++) {
		if (s->token[i].kind != TOKEN_POINT)
			continue;
		while (++i < s->n && s->token[i].kind == TOKEN_DIGIT)
			digits++;
	}
	return digits > 3 ? 3 : digits;
}

/* The day of a number that is none in the calendar: Excel's 0 January and
 * 29 February 1900. */
static void
split_day(struct moment *m, const struct cell *cell, day d)
{
	if (!cell->is_date) {
		m->year = 1900;
		m->month = 2;
		m->mday = 29;
		m->weekday = 3;
	} else if (d == day_of(1899, 12, 31)) {
		m->year = 1900;
		m->month = 1;
		m->mday = 0;
		m->weekday = 6;
	} else {
		day_split(d, &m->year, &m->month, &m->mday);
		m->weekday = (int)(((int64_t)d + 4) % 7 + 7) % 7;
	}
}

static struct moment
moment_of(const struct section *s, const struct cell *cell, double number)
{
	struct moment m = {.digits = second_digits(s), .unit = 1};
	int64_t in_day, day_length;
	day d = cell->when;

	for (int i = 0; i < m.digits; i++)
		m.unit *= 10;
	day_length = 86400 * m.unit;
	m.elapsed = (int64_t)floor(number * (double)day_length + 0.5);
	in_day =
	    (int64_t)floor((number - floor(number)) * (double)day_length + 0.5);
	/* Rounded up to midnight; `when` already counts half a millisecond. */
	if (in_day >= day_length) {
		in_day -= day_length;
		if (number - floor(number) < 1 - 0.5 / 86400000)
			d++;
	}
	m.hours = in_day / (3600 * m.unit);
	m.minutes = in_day / (60 * m.unit) % 60;
	m.fractions = in_day % (60 * m.unit);
	split_day(&m, cell, d);
	return m;
}

static void
put_number(struct buf *b, int64_t v, unsigned digits)
{
	buf_addf(b, "%0*lld", (int)digits, (long long)v);
}

/* m after h or s, or before s, is minutes. */
static bool
is_minutes(const struct section *s, size_t at)
{
	for (size_t i = at; i-- > 0;) {
		const struct token *t = &s->token[i];
		if (t->kind == TOKEN_DATE || t->kind == TOKEN_ELAPSED) {
			if (t->ch == 'h' || t->ch == 's')
				return true;
			break;
		}
	}
	for (size_t i = at + 1; i < s->n; i++) {
		const struct token *t = &s->token[i];
		if (t->kind == TOKEN_DATE || t->kind == TOKEN_ELAPSED)
			return t->ch == 's';
	}
	return false;
}

static void
put_month(struct buf *b, const struct moment *m, unsigned n)
{
	const char *name = month_name[m->month - 1];

	if (n == 3)
		buf_add(b, name, 3);
	else if (n == 5)
		buf_addc(b, name[0]);
	else if (n > 3)
		buf_addz(b, name);
	else
		put_number(b, m->month, n);
}

static void
put_date(struct buf *b, const struct moment *m, const struct token *t,
    bool minutes, bool halves)
{
	unsigned two = t->n > 1 ? 2 : 1;
	int64_t hour = m->hours;

	switch (t->ch) {
	case 'y':
		if (t->n > 2)
			put_number(b, m->year, 4);
		else
			put_number(b, m->year % 100, 2);
		break;
	case 'e':
		put_number(b, m->year, 4);
		break;
	case 'm':
		if (minutes)
			put_number(b, m->minutes, two);
		else
			put_month(b, m, t->n);
		break;
	case 'd':
		if (t->n == 3)
			buf_add(b, day_name[m->weekday], 3);
		else if (t->n > 3)
			buf_addz(b, day_name[m->weekday]);
		else
			put_number(b, m->mday, t->n);
		break;
	case 'h':
		if (halves)
			hour = hour % 12 == 0 ? 12 : hour % 12;
		put_number(b, hour, two);
		break;
	default:
		put_number(b, m->fractions / m->unit, two);
		break;
	}
}

static void
put_elapsed(struct buf *b, const struct moment *m, const struct token *t)
{
	int64_t seconds = m->elapsed / m->unit;

	put_number(b,
	    t->ch == 'h'   ? seconds / 3600
	    : t->ch == 'm' ? seconds / 60
			   : seconds,
	    t->n);
}

/* AM or PM in capitals; A or P as the code has them. */
static void
put_half(struct buf *b, struct str code, bool afternoon)
{
	if (code.n == 5)
		buf_addz(b, afternoon ? "PM" : "AM");
	else
		buf_addc(b, code.p[afternoon ? 2 : 0]);
}

/* Behind [h] every h is elapsed, too. */
static bool
counts_all(const struct section *s, char letter)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->token[i].kind == TOKEN_ELAPSED &&
		    s->token[i].ch == letter)
			return true;
	return false;
}

void
section_print_date(
    struct buf *b, const struct section *s, const struct cell *cell)
{
	bool halves = section_has(s, TOKEN_HALF);
	bool elapsed = section_has(s, TOKEN_ELAPSED);
	struct moment m;

	/* Excel shows no date before its first and after its last day. */
	if (!(fabs(cell->number) < 2958466) || (cell->number < 0 && !elapsed)) {
		buf_addz(b, "########");
		return;
	}
	if (cell->number < 0)
		buf_addc(b, '-');
	m = moment_of(s, cell, fabs(cell->number));
	for (size_t i = 0; i < s->n; i++) {
		const struct token *t = &s->token[i];

		switch (t->kind) {
		case TOKEN_DATE:
			if (t->ch != 'm' && counts_all(s, t->ch)) {
				put_elapsed(b, &m, t);
				break;
			}
			put_date(
			    b, &m, t, t->ch == 'm' && is_minutes(s, i), halves);
			break;
		case TOKEN_ELAPSED:
			put_elapsed(b, &m, t);
			break;
		case TOKEN_HALF:
			put_half(b, t->text, m.hours >= 12);
			break;
		case TOKEN_POINT:
			buf_addc(b, '.');
			if (i + 1 < s->n && s->token[i + 1].kind == TOKEN_DIGIT)
				put_number(b, m.fractions % m.unit,
				    (unsigned)m.digits);
			break;
		case TOKEN_DIGIT:
			break; /* printed with the point */
		default:
			buf_adds(b, t->text);
			break;
		}
	}
}
