/* model/date.c -- days and NHS reporting periods. */
#include <glib.h>
#include <string.h>

#include "model/date.h"

static const char *const month_name[] = {"January", "February", "March",
    "April", "May", "June", "July", "August", "September", "October",
    "November", "December"};

#define JULIAN_1970 719163 /* GDate's day number of 1970-01-01 */

day
day_of(int year, int month, int mday)
{
	GDate d;

	if (year < 1800 || year > 2200 || month < 1 || month > 12 || mday < 1 ||
	    mday > 31 ||
	    !g_date_valid_dmy(
		(GDateDay)mday, (GDateMonth)month, (GDateYear)year))
		return DAY_NONE;
	g_date_clear(&d, 1);
	g_date_set_dmy(&d, (GDateDay)mday, (GDateMonth)month, (GDateYear)year);
	return (day)g_date_get_julian(&d) - JULIAN_1970;
}

void
day_split(day when, int *year, int *month, int *mday)
{
	GDate d;

	g_date_clear(&d, 1);
	g_date_set_julian(&d, (guint32)(when + JULIAN_1970));
	*year = g_date_get_year(&d);
	*month = (int)g_date_get_month(&d);
	*mday = g_date_get_day(&d);
}

day
month_end(int year, int month)
{
	if (month < 1 || month > 12)
		return DAY_NONE;
	return day_of(year, month,
	    g_date_get_days_in_month((GDateMonth)month, (GDateYear)year));
}

int
month_days(day when)
{
	int y, m, d;

	day_split(when, &y, &m, &d);
	return g_date_get_days_in_month((GDateMonth)m, (GDateYear)y);
}

/* Reads exactly n digits at p. */
static bool
digits(const char *p, int n, int *out)
{
	*out = 0;
	for (int i = 0; i < n; i++) {
		if (!g_ascii_isdigit(p[i]))
			return false;
		*out = *out * 10 + (p[i] - '0');
	}
	return true;
}

bool
day_parse_iso(struct str s, day *out)
{
	int y, m, d;

	s = str_trim(s);
	if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' ||
	    !digits(s.p, 4, &y) || !digits(s.p + 5, 2, &m) ||
	    !digits(s.p + 8, 2, &d))
		return false;
	*out = day_of(y, m, d);
	return *out != DAY_NONE;
}

bool
day_parse_british(struct str s, day *out)
{
	int y, m, d;

	s = str_trim(s);
	if (s.n != 10 || s.p[2] != '/' || s.p[5] != '/' ||
	    !digits(s.p, 2, &d) || !digits(s.p + 3, 2, &m) ||
	    !digits(s.p + 6, 4, &y))
		return false;
	*out = day_of(y, m, d);
	return *out != DAY_NONE;
}

/* printf takes ten times as long, and every figure has a date. */
void
day_print_iso(struct buf *b, day when)
{
	char text[] = "0000-00-00";
	int y, m, d;

	if (when == DAY_NONE)
		return;
	day_split(when, &y, &m, &d);
	if (y < 0 || y > 9999) {
		buf_addf(b, "%04d-%02d-%02d", y, m, d);
		return;
	}
	for (int i = 3; i >= 0; i--, y /= 10)
		text[i] = (char)('0' + y % 10);
	text[5] = (char)('0' + m / 10);
	text[6] = (char)('0' + m % 10);
	text[8] = (char)('0' + d / 10);
	text[9] = (char)('0' + d % 10);
	buf_add(b, text, sizeof text - 1);
}

void
day_print(struct buf *b, day when)
{
	int y, m, d;

	if (when == DAY_NONE)
		return;
	day_split(when, &y, &m, &d);
	buf_addf(b, "%d %s %d", d, month_name[m - 1], y);
}

void
day_print_short(struct buf *b, day when)
{
	int y, m, d;

	if (when == DAY_NONE)
		return;
	day_split(when, &y, &m, &d);
	buf_addf(b, "%d %.3s %d", d, month_name[m - 1], y);
}

void
month_print(struct buf *b, day when)
{
	int y, m, d;

	if (when == DAY_NONE)
		return;
	day_split(when, &y, &m, &d);
	buf_addf(b, "%s %d", month_name[m - 1], y);
}

bool
period_parse(struct str s, struct period *out)
{
	int next;

	*out = (struct period){0, 0};
	if ((s.n != 7 && s.n != 10) || !digits(s.p, 4, &out->year) ||
	    s.p[4] != '-' || !digits(s.p + 5, 2, &next) ||
	    next != (out->year + 1) % 100)
		return false;
	if (s.n == 7)
		return true;
	out->quarter = s.p[9] - '0';
	return s.p[7] == '-' && s.p[8] == 'Q' && out->quarter >= 1 &&
	       out->quarter <= 4;
}

struct period
period_holding(day when)
{
	int y, m, d;

	day_split(when, &y, &m, &d);
	return m >= 4 ? (struct period){y, (m - 4) / 3 + 1}
		      : (struct period){y - 1, 4};
}

day
period_start(struct period p)
{
	static const int first[] = {4, 4, 7, 10, 1};

	return day_of(p.year + (p.quarter == 4), first[p.quarter], 1);
}

day
period_end(struct period p)
{
	static const int last[] = {3, 6, 9, 12, 3};

	return month_end(
	    p.year + (p.quarter == 4 || p.quarter == 0), last[p.quarter]);
}

void
period_print(struct buf *b, struct period p)
{
	buf_addf(b, "%04d-%02d", p.year, (p.year + 1) % 100);
	if (p.quarter > 0)
		buf_addf(b, "-Q%d", p.quarter);
}

void
period_print_page(struct buf *b, struct period p)
{
	buf_addf(b, "%04d-%02d", p.year, (p.year + 1) % 100);
	if (p.quarter > 0)
		buf_addf(b, " Q%d", p.quarter);
}

void
period_print_span(struct buf *b, struct period p)
{
	int y0, m0, y1, m1, d;

	day_split(period_start(p), &y0, &m0, &d);
	day_split(period_end(p), &y1, &m1, &d);
	buf_addz(b, month_name[m0 - 1]);
	if (y0 != y1)
		buf_addf(b, " %d", y0);
	buf_addf(b, " to %s %d", month_name[m1 - 1], y1);
}
