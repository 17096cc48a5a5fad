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

/* Decimal digits of |v|: 0.DIGITS x 10^point. */
struct decimal {
	char digit[32];
	int n, point;
};

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

static void
drop_zeros(struct decimal *d)
{
	while (d->n > 0 && d->digit[d->n - 1] == '0')
		d->n--;
}

static double
decimal_value(const struct decimal *d)
{
	char text[48] = "0.";

	memcpy(text + 2, d->digit, (size_t)d->n);
	g_snprintf(text + 2 + d->n, 10, "e%d", d->point);
	return g_ascii_strtod(text, NULL);
}

/* Powers of ten as far as 64 bits go. */
#define TENS 20
static const uint64_t ten[TENS] = {1u, 10u, 100u, 1000u, 10000u, 100000u,
    1000000u, 10000000u, 100000000u, 1000000000u, 10000000000u, 100000000000u,
    1000000000000u, 10000000000000u, 100000000000000u, 1000000000000000u,
    10000000000000000u, 100000000000000000u, 1000000000000000000u,
    10000000000000000000u};

/* What reads back as v lies between v's neighbours, half way to each; the digits
 * wanted are those of the roundest number there, of equals the nearest to v. For
 * numbers of ordinary size all of it is exact in whole numbers of 128 bits: with
 * v = m / 2^e, 10^k times v and the two ends are whole numbers over 2^(e + 2). */
static bool
decimal_exact(double v, struct decimal *out)
{
	int e, k, t, drop = 0;
	uint64_t m = (uint64_t)ldexp(frexp(v, &e), 53), low, high, near, unit;
	bool odd = m & 1, even_gap = m != 1ull << 52, lower, upper;
	unsigned __int128 scale, mid, from, to, mask;

	/* Seventeen digits, which always do: 10^k v is at least 10^16. */
	k = 16 - (int)floor((e - 1) * 0.30102999566398120);
	t = 53 - e + 2;
	if (k < 0 || k > 21 || t < 1)
		return false;
	scale = (unsigned __int128)ten[k < TENS ? k : TENS - 1] *
		ten[k < TENS ? 0 : k - TENS + 1];
	mid = (unsigned __int128)m * 4 * scale;
	from = mid - (even_gap ? 2 : 1) * scale;
	to = mid + 2 * scale;
	mask = ((unsigned __int128)1 << t) - 1;
	lower = (from & mask) != 0 || odd;
	upper = (to & mask) == 0 && odd;
	low = (uint64_t)(from >> t) + lower;
	high = (uint64_t)(to >> t) - upper;
	near = (uint64_t)(mid >> t);
	for (unit = 1; (low + 9) / 10 <= high / 10; unit *= 10, drop++) {
		low = (low + 9) / 10;
		high /= 10;
	}
	/* What is behind the point matters only to a unit of one. */
	near = unit == 1 ? near + (((mid & mask) << 1) > mask)
			 : (near + unit / 2) / unit;
	near = near < low ? low : near > high ? high : near;
	*out = (struct decimal){.point = drop - k};
	for (; near > 0; near /= 10)
		out->digit[sizeof out->digit - (size_t)++out->n] =
		    (char)('0' + near % 10);
	memmove(out->digit, out->digit + sizeof out->digit - out->n,
	    (size_t)out->n);
	out->point += out->n;
	drop_zeros(out);
	return true;
}

/* The shortest digits that read back; by far the most numbers are had exactly.
 * Of the rest, from the seventeen that always do, one digit less at a time. */
static struct decimal
decimal_of(double v)
{
	struct decimal d = {.n = 0}, less;
	char text[40], *p;

	if (v != 0 && decimal_exact(fabs(v), &d))
		return d;
	g_ascii_formatd(text, sizeof text, "%.16e", fabs(v));
	for (p = text; *p != '\0' && *p != 'e'; p++)
		if (*p != '.')
			d.digit[d.n++] = *p;
	d.point = *p == 'e' ? (int)g_ascii_strtoll(p + 1, NULL, 10) + 1 : d.n;
	drop_zeros(&d);
	for (less = d; less.n > 1; d = less) {
		decimal_round(&less, less.n - 1 - less.point);
		drop_zeros(&less);
		if (decimal_value(&less) != fabs(v))
			break;
	}
	return d;
}

static char
digit_at(const struct decimal *d, int i)
{
	return i >= 0 && i < d->n ? d->digit[i] : '0';
}

static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};

/* Digits of a whole number below 10^15, `places` of them after the point. */
static void
put_whole(struct buf *b, uint64_t n, int places, unsigned flags)
{
	char text[40];
	int at = sizeof text, digits = 0;

	if (flags & NUM_TRIM)
		for (; places > 0 && n % 10 == 0; places--)
			n /= 10;
	while (digits <= places || n > 0) {
		if (places > 0 && digits == places)
			text[--at] = '.';
		if (flags & NUM_THOUSANDS && digits > places &&
		    (digits - places) % 3 == 0)
			text[--at] = ',';
		text[--at] = (char)('0' + n % 10);
		n /= 10;
		digits++;
	}
	buf_add(b, text + at, sizeof text - (size_t)at);
}

/* The common case without printf: a number of few digits that is not so near
 * to a half that its decimal must be looked at. Four times as fast. */
static bool
fixed_fast(struct buf *b, double v, int places, unsigned flags)
{
	double scaled, whole, rest;

	if (places >= (int)COUNT(power) || fabs(v) >= 1e9)
		return false;
	scaled = fabs(v) * power[places];
	whole = floor(scaled);
	rest = scaled - whole;
	if (scaled >= 1e12 || fabs(rest - 0.5) < 1e-3)
		return false;
	whole += rest > 0.5;
	if (whole > 0 && v < 0)
		buf_addz(b, flags & NUM_TRUE_MINUS ? "\u2212" : "-");
	else if (whole > 0 && flags & NUM_SIGN)
		buf_addc(b, '+');
	put_whole(b, (uint64_t)whole, places, flags);
	return true;
}

static bool
named_by(double v, int places, double *whole)
{
	*whole = nearbyint(fabs(v) * power[places]);
	return *whole / power[places] == fabs(v);
}

/* A decimal of few digits is its own shortest text: both whole / power and the
 * number that reads it round the same quotient once. */
static bool
short_fast(struct buf *b, double v)
{
	const int most = (int)COUNT(power) - 1;
	double whole;

	/* What few places name, all of them do: one division tells most. */
	if (fabs(v) >= 1e9 || !named_by(v, most, &whole))
		return false;
	for (int places = 0; places <= most; places++) {
		if (!named_by(v, places, &whole))
			continue;
		if (v < 0)
			buf_addc(b, '-');
		put_whole(b, (uint64_t)whole, places, NUM_PLAIN);
		break;
	}
	return true;
}

/* d as it is, with so many places. */
static void
put_decimal(struct buf *b, const struct decimal *d, bool minus, int places,
    unsigned flags)
{
	int whole;
	bool zero = true;

	for (int i = 0; i < d->n; i++)
		zero &= d->digit[i] == '0';
	if (!zero && minus)
		buf_addz(b, flags & NUM_TRUE_MINUS ? "\u2212" : "-");
	else if (!zero && flags & NUM_SIGN)
		buf_addz(b, "+");
	whole = d->point > 0 && !zero ? d->point : 0;
	if (whole == 0)
		buf_addc(b, '0');
	for (int i = 0; i < whole; i++) {
		buf_addc(b, digit_at(d, i));
		if (flags & NUM_THOUSANDS && i + 1 < whole &&
		    (whole - i - 1) % 3 == 0)
			buf_addc(b, ',');
	}
	if (flags & NUM_TRIM)
		while (places > 0 && digit_at(d, d->point + places - 1) == '0')
			places--;
	if (places > 0)
		buf_addc(b, '.');
	for (int i = 0; i < places; i++)
		buf_addc(b, zero ? '0' : digit_at(d, d->point + i));
}

/* d as it is, all of its digits; the point is near them. */
static void
put_short(struct buf *b, const struct decimal *d, bool minus)
{
	char text[64];
	size_t n = 0;

	if (minus)
		text[n++] = '-';
	if (d->point <= 0)
		text[n++] = '0';
	for (int i = 0; i < d->point; i++)
		text[n++] = digit_at(d, i);
	if (d->n > d->point)
		text[n++] = '.';
	for (int i = d->point; i < d->n; i++)
		text[n++] = digit_at(d, i);
	buf_add(b, text, n);
}

void
num_fixed(struct buf *b, double v, int places, unsigned flags)
{
	struct decimal d;

	if (!isfinite(v) || fixed_fast(b, v, places, flags))
		return;
	d = decimal_of(v);
	decimal_round(&d, places);
	put_decimal(b, &d, v < 0, places, flags);
}

void
num_short(struct buf *b, double v)
{
	struct decimal d;

	if (!isfinite(v) || short_fast(b, v))
		return;
	d = decimal_of(v);
	if (d.n == 0) {
		buf_addc(b, '0');
	} else if (d.point > -5 && d.point < 18) {
		put_short(b, &d, v < 0);
	} else {
		buf_addf(b, "%s%c", v < 0 ? "-" : "", d.digit[0]);
		if (d.n > 1)
			buf_addf(b, ".%.*s", d.n - 1, d.digit + 1);
		buf_addf(b, "e%d", d.point - 1);
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
