/* ingest/numfmt_number.c -- numbers by a section: digits, percent, E, /. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "ingest/numfmt_section.h"

/* num_fixed gives 15 places at most; a double has no more. */
#define PLACES_MAX 15

/* What the placeholders of a section ask for. */
struct shape {
	size_t whole, places, exponent; /* placeholders of each */
	unsigned percent, thousands;    /* % signs, scaling commas */
	bool grouped;
};

static struct shape
shape_of(const struct section *s)
{
	struct shape f = {0};
	bool point = false, exponent = false;
	unsigned commas = 0;

	for (size_t i = 0; i < s->n; i++) {
		switch (s->token[i].kind) {
		case TOKEN_DIGIT:
			if (exponent) {
				f.exponent++;
				break;
			}
			f.grouped |= commas > 0 && !point && f.whole > 0;
			commas = 0;
			*(point ? &f.places : &f.whole) += 1;
			break;
		case TOKEN_COMMA:
			commas += !exponent;
			break;
		case TOKEN_POINT:
			if (!point) {
				f.thousands += commas;
				commas = 0;
			}
			point = true;
			break;
		case TOKEN_EXPONENT:
			exponent = true;
			break;
		case TOKEN_PERCENT:
			f.percent++;
			break;
		default:
			break;
		}
	}
	if (f.whole + f.places > 0)
		f.thousands += commas;
	return f;
}

/* The digits of v with `places` after the point, shifted `percent` times by
 * two: in decimal, since 0.285 times 100 is not 28.5 in binary. */
static void
shifted_digits(
    struct buf *b, double v, unsigned percent, size_t places, size_t *whole)
{
	size_t shift = percent > 4 ? 8 : percent * 2;
	size_t all = places + shift > PLACES_MAX ? PLACES_MAX : places + shift;
	struct str text, head, tail;
	struct buf raw = buf_new(b->mem);

	num_fixed(&raw, v, (int)all, NUM_PLAIN);
	text = buf_str(&raw);
	str_cut(text, '.', &head, &tail);
	buf_adds(b, head);
	buf_adds(b, str_slice(tail, 0, shift));
	for (size_t i = tail.n; i < shift; i++)
		buf_addc(b, '0');
	*whole = b->n;
	buf_adds(b, str_slice(tail, shift, tail.n));
	while (b->n - *whole < places)
		buf_addc(b, '0');
}

/* One placeholder's digit: # prints no zero that only fills, ? a space. */
static void
put_filler(struct buf *b, char placeholder)
{
	if (placeholder == '0')
		buf_addc(b, '0');
	else if (placeholder == '?')
		buf_addc(b, ' ');
}

/* Where digits go while the tokens are walked. */
struct walk {
	struct str whole, part; /* digits before and after the point */
	size_t next_whole, next_part;
	size_t placeholders; /* of whole digits, still to come */
	bool grouped, zero;  /* behind a 0 every placeholder is one */
};

static void
put_whole_digit(struct buf *b, struct walk *w, char digit)
{
	size_t left = w->whole.n - w->next_whole;

	buf_addc(b, digit);
	w->next_whole++;
	if (w->grouped && left > 1 && (left - 1) % 3 == 0)
		buf_addc(b, ',');
}

static void
put_whole(struct buf *b, struct walk *w, char placeholder)
{
	size_t left = w->whole.n - w->next_whole;

	w->zero |= placeholder == '0';
	if (w->zero)
		placeholder = '0';
	if (left < w->placeholders) {
		put_filler(b, placeholder);
		if (w->grouped && placeholder != '#' && w->placeholders > 1 &&
		    (w->placeholders - 1) % 3 == 0)
			buf_addc(b, placeholder == '0' ? ',' : ' ');
	}
	/* The first placeholder takes all digits that have none. */
	for (; left >= w->placeholders && left > 0; left--)
		put_whole_digit(b, w, w->whole.p[w->next_whole]);
	w->placeholders--;
}

static void
put_part(struct buf *b, struct walk *w, char placeholder)
{
	bool rest_zero = true;
	char digit = w->next_part < w->part.n ? w->part.p[w->next_part] : '0';

	for (size_t i = w->next_part; i < w->part.n; i++)
		rest_zero &= w->part.p[i] == '0';
	w->next_part++;
	if (rest_zero)
		put_filler(b, placeholder);
	else
		buf_addc(b, digit);
}

static void
put_exponent(struct buf *b, const struct shape *f, int exponent, char sign)
{
	struct buf digits = buf_new(b->mem);

	buf_addc(b, 'E');
	if (exponent < 0)
		buf_addc(b, '-');
	else if (sign == '+')
		buf_addc(b, '+');
	num_fixed(&digits, abs(exponent), 0, NUM_PLAIN);
	for (size_t i = digits.n; i < f->exponent; i++)
		buf_addc(b, '0');
	buf_adds(b, buf_str(&digits));
}

static void
print_walk(struct buf *b, const struct section *s, const struct shape *f,
    struct walk *w, int exponent)
{
	bool point = false, behind_e = false;

	for (size_t i = 0; i < s->n; i++) {
		const struct token *t = &s->token[i];

		switch (t->kind) {
		case TOKEN_DIGIT:
			if (behind_e)
				break;
			if (point)
				put_part(b, w, t->ch);
			else
				put_whole(b, w, t->ch);
			break;
		case TOKEN_POINT:
			/* ".5" has no placeholder for a whole digit. */
			if (!point && f->whole == 0)
				buf_adds(b, w->whole);
			point = true;
			buf_addc(b, '.');
			break;
		case TOKEN_COMMA:
			/* In front of all digits it is a mark like any. */
			if (!point && w->placeholders == f->whole &&
			    f->whole > 0)
				buf_addc(b, ',');
			break;
		case TOKEN_EXPONENT:
			put_exponent(b, f, exponent, t->ch);
			behind_e = true;
			break;
		case TOKEN_DATE:
			/* A letter that means nothing in a number. */
			for (unsigned k = 0; k < t->n; k++)
				buf_addc(b, t->ch);
			break;
		default:
			buf_adds(b, t->text);
			break;
		}
	}
}

/* A mantissa with as many whole digits as there are placeholders for: the
 * exponent is a multiple of their number. */
static double
scientific(double v, const struct shape *f, int *exponent)
{
	int step = f->whole > 1 ? (int)f->whole : 1;
	double mantissa;

	*exponent = 0;
	if (v == 0)
		return 0;
	*exponent = (int)floor(log10(v));
	*exponent = (int)floor((double)*exponent / step) * step;
	mantissa = v / pow(10, *exponent);
	if (num_round(mantissa, (int)f->places) >= pow(10, step)) {
		*exponent += step;
		mantissa = v / pow(10, *exponent);
	} else if (mantissa < 1) {
		*exponent -= step;
		mantissa = v / pow(10, *exponent);
	}
	return mantissa;
}

void
section_print_number(struct buf *b, const struct section *s, double v)
{
	struct shape f = shape_of(s);
	struct buf digits = buf_new(b->mem);
	struct walk w = {.placeholders = f.whole, .grouped = f.grouped};
	bool e = section_has(s, TOKEN_EXPONENT);
	size_t whole;
	int exponent = 0;

	if (section_print_fraction(b, s, v))
		return;
	for (unsigned i = 0; i < f.thousands && i < 8; i++)
		v /= 1000;
	if (e)
		v = scientific(v, &f, &exponent);
	shifted_digits(&digits, v, f.percent, f.places, &whole);
	w.whole = str_slice(buf_str(&digits), 0, whole);
	w.part = str_slice(buf_str(&digits), whole, digits.n);
	/* Zeros in front are the placeholders' business. */
	while (w.whole.n > 0 && w.whole.p[0] == '0')
		w.whole = str_slice(w.whole, 1, w.whole.n);
	print_walk(b, s, &f, &w, exponent);
}

static void
print_scientific(struct buf *b, double v)
{
	struct shape f = {.whole = 1, .places = 5, .exponent = 2};
	int exponent;
	double mantissa = scientific(v, &f, &exponent);

	num_fixed(b, mantissa, 5, NUM_TRIM);
	put_exponent(b, &f, exponent, '+');
}

/* As in a wide column: eleven characters, the point among them. */
void
section_print_general(struct buf *b, double v)
{
	struct buf small = buf_new(b->mem);
	int size = v == 0 ? 0 : (int)floor(log10(v));

	if (size > 10 || size < -9) {
		print_scientific(b, v);
	} else if (size >= -4) {
		num_fixed(
		    b, v, size > 0 ? (size > 9 ? 0 : 9 - size) : 9, NUM_TRIM);
	} else {
		num_fixed(&small, v, 12, NUM_TRIM);
		if (small.n <= 11)
			buf_adds(b, buf_str(&small));
		else
			print_scientific(b, v);
	}
}
