/* ingest/numfmt_fraction.c -- numbers by a section such as "# ?/?". */
#include <math.h>

#include "base/num.h"
#include "ingest/numfmt_section.h"

/* A range of tokens: from the first to behind the last. */
struct range {
	size_t from, to;
};

/* A section's parts: the whole number's placeholders, which marks may part; the
 * numerator's, which are the last run before the slash; the denominator's, which
 * may be digits that are given. */
struct fraction {
	const struct section *s;
	struct range whole, over, under; /* whole may be empty: 15/4 */
	unsigned fixed;                  /* a denominator that is given, or 0 */
	size_t places;                   /* of the denominator */
};

static bool
is_digit(const struct token *t)
{
	return t->kind == TOKEN_DIGIT;
}

static bool
is_denominator(const struct token *t)
{
	return is_digit(t) || (t->kind == TOKEN_LITERAL && t->text.n == 1 &&
				  t->text.p[0] >= '1' && t->text.p[0] <= '9');
}

static bool
take_apart(struct fraction *f, const struct section *s)
{
	size_t slash = 0, i;

	*f = (struct fraction){.s = s};
	while (slash < s->n && s->token[slash].kind != TOKEN_SLASH)
		slash++;
	for (i = slash; i > 0 && !is_digit(&s->token[i - 1]); i--)
		;
	f->over.to = i;
	while (i > 0 && is_digit(&s->token[i - 1]))
		i--;
	f->over.from = i;
	while (i > 0 && !is_digit(&s->token[i - 1]))
		i--;
	f->whole.to = i;
	for (size_t k = i; k-- > 0;)
		if (is_digit(&s->token[k]))
			f->whole.from = k;
	for (i = slash + 1; i < s->n && !is_denominator(&s->token[i]); i++)
		;
	f->under.from = i;
	for (; i < s->n && is_denominator(&s->token[i]); i++) {
		const struct token *t = &s->token[i];
		if (is_digit(t) && f->fixed == 0)
			f->places++;
		else if (f->fixed < 1000)
			f->fixed =
			    f->fixed * 10 +
			    (is_digit(t) ? 0 : (unsigned)(t->text.p[0] - '0'));
	}
	f->under.to = i;
	return f->over.to > f->over.from && f->under.to > f->under.from;
}

/* The fraction nearest to v with a denominator up to `largest`. */
static void
nearest(double v, unsigned largest, double *over, double *under)
{
	double best = 2;

	*over = 0;
	*under = 1;
	for (unsigned d = 1; d <= largest; d++) {
		double n = floor(v * d + 0.5), off = fabs(v - n / d);

		if (off < best - 1e-12) {
			best = off;
			*over = n;
			*under = d;
		}
	}
}

static bool
has(const struct fraction *f, struct range r, char placeholder)
{
	for (size_t i = r.from; i < r.to; i++)
		if (is_digit(&f->s->token[i]) &&
		    f->s->token[i].ch == placeholder)
			return true;
	return false;
}

static void
put_marks(struct buf *b, const struct fraction *f, size_t from, size_t to)
{
	for (; from < to; from++)
		if (!is_digit(&f->s->token[from]))
			buf_adds(b, f->s->token[from].text);
}

/* A space for each character of some tokens. */
static void
put_spaces(struct buf *b, const struct fraction *f, size_t from, size_t to)
{
	for (; from < to; from++)
		for (size_t n = str_chars(f->s->token[from].text); n > 0; n--)
			buf_addc(b, ' ');
}

/* Digits into their placeholders, from the right; the first takes all that have
 * none. */
static void
put_digits(
    struct buf *b, const struct fraction *f, struct range r, struct str digits)
{
	size_t places = 0, next = 0;
	bool zero = false;

	for (size_t i = r.from; i < r.to; i++)
		places += is_digit(&f->s->token[i]);
	for (size_t i = r.from; i < r.to; i++) {
		const struct token *t = &f->s->token[i];
		size_t left = digits.n - next;

		if (!is_digit(t)) {
			buf_adds(b, t->text);
			continue;
		}
		zero |= t->ch == '0';
		if (left < places)
			buf_addz(b, zero ? "0" : t->ch == '?' ? " " : "");
		for (; left >= places && left > 0; left--)
			buf_addc(b, digits.p[next++]);
		places--;
	}
}

static void
put_count(struct buf *b, const struct fraction *f, struct range r, double v)
{
	struct buf digits = buf_new(b->mem);

	num_fixed(&digits, v, 0, NUM_PLAIN);
	put_digits(b, f, r, buf_str(&digits));
}

/* A denominator stands left: what it does not fill is behind it. */
static void
put_denominator(struct buf *b, const struct fraction *f, double under)
{
	struct buf digits = buf_new(b->mem);

	num_fixed(&digits, under, 0, NUM_PLAIN);
	if (f->fixed > 0) {
		buf_adds(b, buf_str(&digits));
	} else if (has(f, f->under, '0')) {
		put_digits(b, f, f->under, buf_str(&digits));
	} else {
		buf_adds(b, buf_str(&digits));
		for (size_t n = digits.n; n < f->places; n++)
			if (has(f, f->under, '?'))
				buf_addc(b, ' ');
	}
}

/* Whether a whole number of zero is left out: beside a fraction unless a 0 asks
 * for it, beside 0/1 only when it is a # alone. */
static bool
no_whole(const struct fraction *f, double over)
{
	if (over > 0)
		return !has(f, f->whole, '0');
	return f->whole.to - f->whole.from == 1 && has(f, f->whole, '#');
}

/* The whole number and its marks, up to the numerator; what is left out leaves
 * spaces if a placeholder asks for them. */
static void
put_whole(struct buf *b, const struct fraction *f, double whole, double over,
    bool room)
{
	struct range front = {f->whole.from, f->whole.to - 1};

	if (whole > 0 || !no_whole(f, over)) {
		put_count(b, f, f->whole, whole);
		put_marks(b, f, f->whole.to, f->over.from);
		return;
	}
	put_digits(b, f, front, S(""));
	if (room)
		put_spaces(b, f, front.to + (f->s->token[front.to].ch == '#'),
		    f->over.from);
}

bool
section_print_fraction(struct buf *b, const struct section *s, double v)
{
	struct fraction f;
	double over, under, whole = 0;
	bool proper, room;

	if (!take_apart(&f, s))
		return false;
	proper = f.whole.to > f.whole.from;
	v = fmin(v, 1e15);
	if (proper)
		v -= whole = floor(v);
	under = f.fixed;
	over = floor(v * f.fixed + 0.5);
	if (f.fixed == 0)
		nearest(v,
		    (unsigned)pow(10, f.places > 4 ? 4 : (double)f.places) - 1,
		    &over, &under);
	if (proper && over == under) {
		whole++;
		over = 0;
	}
	if (over == 0 && f.fixed == 0)
		under = 1;
	put_marks(b, &f, 0, proper ? f.whole.from : f.over.from);
	room = has(&f, f.whole, '?') || has(&f, f.over, '?');
	if (proper && over == 0 && !has(&f, f.over, '0')) {
		put_count(b, &f, f.whole, whole);
		if (room || has(&f, f.under, '?'))
			put_spaces(b, &f, f.whole.to, f.under.to);
	} else {
		if (proper)
			put_whole(b, &f, whole, over, room);
		put_count(b, &f, f.over, over);
		put_marks(b, &f, f.over.to, f.under.from);
		put_denominator(b, &f, under);
	}
	put_marks(b, &f, f.under.to, s->n);
	return true;
}
