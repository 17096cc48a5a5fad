/* base/num.c -- numbers to text and back without a locale. */
#include <glib.h>
#include <math.h>
#include <string.h>

#include "base/num.h"

bool
num_parse(struct str s, double *out)
{
	char text[64], *end;
	bool digit = false;

	s = str_trim(s);
	if (s.n == 0 || s.n >= sizeof text)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\0' || !strchr("+-.0123456789eE", s.p[i]))
			return false;
		digit |= g_ascii_isdigit(s.p[i]);
	}
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	*out = g_ascii_strtod(text, &end);
	return digit && *end == '\0' && isfinite(*out);
}

/* Decimal digits of |v|: 0.DIGITS x 10^point, shortest that reads back. */
struct decimal {
	char digit[32];
	int n, point;
};

static struct decimal
decimal_of(double v)
{
	struct decimal d = {.n = 0};
	char text[40], *p;

	for (int places = 14; places <= 16; places++) {
		char fmt[] = {'%', '.', (char)('0' + places / 10),
		    (char)('0' + places % 10), 'e', '\0'};
		g_ascii_formatd(text, sizeof text, fmt, fabs(v));
		if (g_ascii_strtod(text, NULL) == fabs(v))
			break;
	}
	for (p = text; *p != '\0' && *p != 'e'; p++)
		if (*p != '.')
			d.digit[d.n++] = *p;
	d.point = *p == 'e' ? (int)g_ascii_strtoll(p + 1, NULL, 10) + 1 : d.n;
	while (d.n > 0 && d.digit[d.n - 1] == '0')
		d.n--;
	return d;
}

/* Keeps `places` digits after the point, half away from zero. */
static void
decimal_round(struct decimal *d, int places)
{
	int keep = d->point + places;
	bool up;

	if (keep >= d->n)
		return;
	up = keep >= 0 && d->digit[keep] >= '5';
	d->n = keep < 0 ? 0 : keep;
	if (!up)
		return;
	while (d->n > 0 && d->digit[d->n - 1] == '9')
		d->n--;
	if (d->n > 0) {
		d->digit[d->n - 1]++;
	} else {
		d->digit[d->n++] = '1';
		d->point++;
	}
}

static char
digit_at(const struct decimal *d, int i)
{
	return i >= 0 && i < d->n ? d->digit[i] : '0';
}

void
num_fixed(struct buf *b, double v, int places, unsigned flags)
{
	struct decimal d;
	int whole;
	bool zero = true;

	if (!isfinite(v))
		return;
	d = decimal_of(v);
	decimal_round(&d, places);
	for (int i = 0; i < d.n; i++)
		zero &= d.digit[i] == '0';
	if (!zero && v < 0)
		buf_addz(b, flags & NUM_TRUE_MINUS ? "\u2212" : "-");
	else if (!zero && flags & NUM_SIGN)
		buf_addz(b, "+");
	whole = d.point > 0 && !zero ? d.point : 0;
	if (whole == 0)
		buf_addc(b, '0');
	for (int i = 0; i < whole; i++) {
		buf_addc(b, digit_at(&d, i));
		if (flags & NUM_THOUSANDS && i + 1 < whole &&
		    (whole - i - 1) % 3 == 0)
			buf_addc(b, ',');
	}
	if (flags & NUM_TRIM)
		while (places > 0 && digit_at(&d, d.point + places - 1) == '0')
			places--;
	if (places > 0)
		buf_addc(b, '.');
	for (int i = 0; i < places; i++)
		buf_addc(b, zero ? '0' : digit_at(&d, d.point + i));
}

void
num_short(struct buf *b, double v)
{
	char text[G_ASCII_DTOSTR_BUF_SIZE];
	struct decimal d;

	if (!isfinite(v))
		return;
	d = decimal_of(v);
	if (d.n == 0) {
		buf_addc(b, '0');
	} else if (d.point > -5 && d.point < 18) {
		int places = d.n > d.point ? d.n - d.point : 0;
		num_fixed(b, v, places > 30 ? 30 : places, NUM_PLAIN);
	} else {
		buf_addz(b, g_ascii_dtostr(text, sizeof text, v));
	}
}

double
num_round(double v, int places)
{
	struct arena *mem;
	struct buf b;
	double r = v;

	if (!isfinite(v))
		return v;
	mem = arena_new("rounding");
	b = buf_new(mem);
	num_fixed(&b, v, places, NUM_PLAIN);
	if (!num_parse(buf_str(&b), &r))
		r = v;
	arena_free(mem);
	return r;
}
