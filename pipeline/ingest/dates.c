/* ingest/dates.c -- the ways in which files write a date. */
#include <glib.h>

#include "ingest/dates.h"

static const char *const month_name[] = {"january", "february", "march",
    "april", "may", "june", "july", "august", "september", "october",
    "november", "december"};

/* Takes digits off the front: how many there were, or -1 without any. */
static int
take_number(struct str *s, int *out)
{
	size_t n = 0;

	*out = 0;
	while (n < s->n && n < 8 && g_ascii_isdigit(s->p[n]))
		*out = *out * 10 + (s->p[n++] - '0');
	*s = str_slice(*s, n, s->n);
	return n > 0 ? (int)n : -1;
}

/* Takes a month's name or the first letters of one, three at least. */
static bool
take_month(struct str *s, int *out)
{
	size_t n = 0;

	while (n < s->n && g_ascii_isalpha(s->p[n]))
		n++;
	for (int m = 0; n >= 3 && m < 12; m++)
		if (g_ascii_strncasecmp(month_name[m], s->p, n) == 0) {
			*s = str_slice(*s, n, s->n);
			*out = m + 1;
			return true;
		}
	return false;
}

static void
take_gap(struct str *s)
{
	while (s->n > 0 && (g_ascii_isspace(s->p[0]) || s->p[0] == '-' ||
			       s->p[0] == '/' || s->p[0] == ','))
		*s = str_slice(*s, 1, s->n);
}

static bool
parse_month(struct str s, day *out)
{
	int v;

	if (s.n != 6 || take_number(&s, &v) != 6)
		return false;
	*out = month_end(v / 100, v % 100);
	return *out != DAY_NONE;
}

static bool
parse_span(struct str s, day *out)
{
	ptrdiff_t at = str_find(s, S(" to "));
	day first;

	return at > 0 &&
	       parse_month(str_trim(str_slice(s, 0, (size_t)at)), &first) &&
	       parse_month(str_trim(str_slice(s, (size_t)at + 4, s.n)), out) &&
	       first <= *out;
}

static bool
parse_iso_month(struct str s, day *out)
{
	int y, m;

	if (s.n != 7 || take_number(&s, &y) != 4 || s.p[0] != '-')
		return false;
	s = str_slice(s, 1, s.n);
	if (take_number(&s, &m) != 2)
		return false;
	*out = month_end(y, m);
	return *out != DAY_NONE;
}

/* Two digits are of this century: no such file is older. */
static bool
parse_month_year(struct str s, day *out)
{
	int y, m, n;

	if (!take_month(&s, &m))
		return false;
	take_gap(&s);
	n = take_number(&s, &y);
	if (s.n > 0 || (n != 2 && n != 4))
		return false;
	*out = month_end(n == 2 ? 2000 + y : y, m);
	return *out != DAY_NONE;
}

static bool
parse_year_month(struct str s, day *out)
{
	int y, m;

	if (take_number(&s, &y) != 4)
		return false;
	take_gap(&s);
	if (!take_month(&s, &m) || s.n > 0)
		return false;
	*out = month_end(y, m);
	return *out != DAY_NONE;
}

/* 2017-18, 2017/18, 2017-2018; *rest is what follows. */
static bool
take_financial_year(struct str *s, int *year)
{
	int next, n;

	if (take_number(s, year) != 4 || s->n == 0 ||
	    (s->p[0] != '-' && s->p[0] != '/'))
		return false;
	*s = str_slice(*s, 1, s->n);
	n = take_number(s, &next);
	return (n == 2 && next == (*year + 1) % 100) ||
	       (n == 4 && next == *year + 1);
}

static bool
parse_financial(struct str s, bool quarter, day *out)
{
	struct period p = {0, 0};

	if (!take_financial_year(&s, &p.year))
		return false;
	take_gap(&s);
	if (quarter) {
		if (s.n == 0 || g_ascii_toupper(s.p[0]) != 'Q')
			return false;
		s = str_slice(s, 1, s.n);
		if (take_number(&s, &p.quarter) != 1 || p.quarter < 1 ||
		    p.quarter > 4)
			return false;
	}
	*out = period_end(p);
	return s.n == 0 && *out != DAY_NONE;
}

static bool
parse_year(struct str s, int month, int mday, day *out)
{
	int y;

	if (s.n != 4 || take_number(&s, &y) != 4)
		return false;
	*out = day_of(y, month, mday);
	return *out != DAY_NONE;
}

bool
date_parse(enum date_format format, struct str s, int year_month, int year_day,
    day *out)
{
	s = str_trim(s);
	*out = DAY_NONE;
	switch (format) {
	case DATE_ISO:
		return day_parse_iso(s, out);
	case DATE_BRITISH:
		return day_parse_british(s, out);
	case DATE_MONTH:
		return parse_month(s, out);
	case DATE_MONTH_SPAN:
		return parse_span(s, out);
	case DATE_ISO_MONTH:
		return parse_iso_month(s, out);
	case DATE_MONTH_YEAR:
		return parse_month_year(s, out);
	case DATE_YEAR_MONTH:
		return parse_year_month(s, out);
	case DATE_YEAR:
		return parse_year(s, year_month, year_day, out);
	case DATE_FINANCIAL_YEAR:
		return parse_financial(s, false, out);
	case DATE_FINANCIAL_QUARTER:
		return parse_financial(s, true, out);
	case DATE_N:
		break;
	}
	return false;
}

bool
date_is_in(enum condition_kind kind, day when, day of)
{
	struct period p;
	int y, m, d;
	day first;

	if (when == DAY_NONE || of == DAY_NONE || when > of)
		return false;
	p = period_holding(of);
	if (kind == CONDITION_IN_MONTH) {
		day_split(of, &y, &m, &d);
		first = day_of(y, m, 1);
	} else {
		if (kind == CONDITION_IN_YEAR)
			p.quarter = 0;
		first = period_start(p);
	}
	return when >= first;
}
