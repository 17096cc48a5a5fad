/* charts/words.c -- numbers as charts print them, and what alt texts say. */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "charts/words.h"

struct str
number_text(struct arena *mem, double v, int places)
{
	struct buf b = buf_new(mem);

	if (v == 0)
		return S("0");
	num_fixed(&b, v, places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	return buf_str(&b);
}

struct str
interval_text(struct arena *mem, double lower, double upper, int places)
{
	struct buf b = buf_new(mem);

	num_fixed(&b, lower, places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	buf_addz(&b, " to ");
	num_fixed(&b, upper, places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	return buf_str(&b);
}

bool
point_shown(const struct chart_point *p)
{
	return p->status == STATUS_OK && isfinite(p->value);
}

bool
point_has_interval(const struct chart_point *p)
{
	return point_shown(p) && isfinite(p->lower) && isfinite(p->upper);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Cuts "4.1%" and "36.1 per 1,000" after the number's last digit. */
static struct printed
cut_unit(struct str text)
{
	struct printed p = {text, {NULL, 0}, 0};
	ptrdiff_t per = str_find(text, S(" per "));
	size_t end = per > 0 ? (size_t)per : text.n;

	while (end > 0 && !is_digit(text.p[end - 1]))
		end--;
	if (end == 0)
		return p;
	p.number = str_slice(text, 0, end);
	p.unit = str_slice(text, end, text.n);
	for (size_t i = end; i-- > 0;)
		if (text.p[i] == '.') {
			p.places = (int)(end - i - 1);
			break;
		} else if (!is_digit(text.p[i])) {
			break;
		}
	return p;
}

struct printed
printed_of(struct arena *mem, const struct chart_input *in,
    const struct chart_point *p)
{
	struct printed out;

	if (!point_shown(p)) {
		const char *mark = p->status == STATUS_OK
				       ? status_mark[STATUS_MISSING]
				       : status_mark[p->status];
		return (struct printed){str_of(mark), S(""), in->places};
	}
	if (p->text.n == 0)
		return (struct printed){number_text(mem, p->value, in->places),
		    in->unit, in->places};
	out = cut_unit(p->text);
	if (out.unit.n == 0)
		out.unit = in->unit;
	if (p->value == 0) {
		/* "0" has no decimals; those beside it keep theirs. */
		out.number = S("0");
		if (out.places < in->places)
			out.places = in->places;
	}
	return out;
}

struct str
status_words(struct arena *mem, enum status s)
{
	static const char *const words[STATUS_N] = {"not available",
	    "suppressed", "not available", "does not apply", "too few to show"};

	if (s == STATUS_OK)
		s = STATUS_MISSING;
	return str_fmt(mem, "%s, %s", status_mark[s], words[s]);
}

size_t
points_shown(const struct chart_input *in, enum role role)
{
	size_t n = 0;

	for (size_t i = 0; i < in->n; i++)
		n += in->point[i].role == role && point_shown(&in->point[i]);
	return n;
}

const struct chart_point *
point_self(const struct chart_input *in)
{
	for (size_t i = 0; i < in->n; i++)
		if (in->point[i].role == ROLE_SELF)
			return &in->point[i];
	return NULL;
}

static int
by_value(const void *a, const void *b)
{
	const struct chart_point *p = *(const struct chart_point *const *)a;
	const struct chart_point *q = *(const struct chart_point *const *)b;

	if (p->value != q->value)
		return p->value < q->value ? -1 : 1;
	return str_cmp(p->label, q->label);
}

const struct chart_point **
points_by_value(struct arena *mem, const struct chart_input *in,
    const struct chart_point *but, size_t *n)
{
	const struct chart_point **point =
	    NEWS(mem, in->n + 1, const struct chart_point *);

	*n = 0;
	for (size_t i = 0; i < in->n; i++)
		if (point_shown(&in->point[i]) && &in->point[i] != but)
			point[(*n)++] = &in->point[i];
	qsort(point, *n, sizeof *point, by_value);
	return point;
}

size_t
point_place(const struct chart_input *in, const struct chart_point *p)
{
	size_t place = 1;

	if (!point_shown(p))
		return 0;
	for (size_t i = 0; i < in->n; i++)
		place +=
		    point_shown(&in->point[i]) && in->point[i].value < p->value;
	return place;
}

struct str
ordinal_text(struct arena *mem, size_t n)
{
	const char *end = n % 10 == 1   ? "st"
			  : n % 10 == 2 ? "nd"
			  : n % 10 == 3 ? "rd"
					: "th";

	if (n % 100 >= 11 && n % 100 <= 13)
		end = "th";
	return str_fmt(mem, "%zu%s", n, end);
}

struct str
england_text(struct arena *mem, const struct chart_input *in)
{
	if (in->england_label.n > 0)
		return in->england_label;
	return str_fmt(mem, "England %.*s%.*s",
	    STRF(number_text(mem, in->england, in->places)), STRF(in->unit));
}

void
say_finding(struct buf *b, const struct chart_input *in)
{
	struct str s = str_trim(in->finding);

	if (s.n == 0)
		return;
	buf_adds(b, s);
	buf_addz(b, str_ends(s, S(".")) ? " " : ". ");
}

void
say_point(struct buf *b, const struct chart_input *in,
    const struct chart_point *p, struct str name)
{
	struct printed v = printed_of(b->mem, in, p);

	buf_adds(b, name);
	buf_addc(b, ' ');
	if (!point_shown(p)) {
		buf_adds(b, status_words(b->mem, p->status));
		return;
	}
	buf_adds(b, v.number);
	buf_adds(b, v.unit);
	if (point_has_interval(p)) {
		buf_addz(b, " (95% interval ");
		buf_adds(
		    b, interval_text(b->mem, p->lower, p->upper, v.places));
		buf_addc(b, ')');
	}
}

static void
say_one(struct buf *b, const char *name, double v, int places, struct str unit)
{
	if (!isfinite(v))
		return;
	buf_addf(b, ", %s ", name);
	buf_adds(b, number_text(b->mem, v, places));
	buf_adds(b, unit);
}

void
say_comparators(
    struct buf *b, double england, double peers, int places, struct str unit)
{
	say_one(b, "England", england, places, unit);
	say_one(b, "peers' median", peers, places, unit);
}

static void
say_value(struct buf *b, const struct chart_input *in, double v)
{
	buf_adds(b, number_text(b->mem, v, in->places));
	buf_adds(b, in->unit);
}

/* "Lowest of 47 trusts", "Joint 3rd from the lowest of 47 trusts". */
static void
say_place(struct buf *b, const struct chart_input *in,
    const struct chart_point *self, size_t n)
{
	size_t place = point_place(in, self), same = 0;

	for (size_t i = 0; i < in->n; i++)
		same += point_shown(&in->point[i]) &&
			in->point[i].value == self->value;
	if (same > 1)
		buf_addz(b, "Joint ");
	if (place == 1)
		buf_addz(b, same > 1 ? "lowest" : "Lowest");
	else if (place + same == n + 1)
		buf_addz(b, same > 1 ? "highest" : "Highest");
	else
		buf_addf(b, "%.*s from the lowest",
		    STRF(ordinal_text(b->mem, place)));
	buf_addf(b, " of %zu trusts, which", n);
}

static void
say_order(struct buf *b, const struct chart_input *in,
    const struct chart_point *self, size_t n)
{
	bool own = self != NULL && point_shown(self);
	double lo = INFINITY, hi = -INFINITY;

	for (size_t i = 0; i < in->n; i++)
		if (point_shown(&in->point[i])) {
			lo = fmin(lo, in->point[i].value);
			hi = fmax(hi, in->point[i].value);
		}
	if (n == 0) {
		buf_addz(b, "No trust has a value to show.");
	} else if (n == 1) {
		buf_addz(b, own ? "No other trust has a value."
				: "One trust has a value: ");
		if (!own)
			say_value(b, in, lo);
		buf_addz(b, own ? "" : ".");
	} else if (lo == hi) {
		buf_addf(b, "All %zu trusts have the same value.", n);
	} else {
		if (own)
			say_place(b, in, self, n);
		else
			buf_addf(b, "%zu trusts", n);
		buf_addz(b, " run from ");
		say_value(b, in, lo);
		buf_addz(b, " to ");
		say_value(b, in, hi);
		buf_addc(b, '.');
	}
}

void
say_trusts(struct buf *b, const struct chart_input *in)
{
	const struct chart_point *self = point_self(in);
	size_t peers = points_shown(in, ROLE_PEER);
	size_t n =
	    peers + points_shown(in, ROLE_SELF) + points_shown(in, ROLE_OTHER);
	size_t none = in->n - n;

	say_finding(b, in);
	if (self != NULL) {
		say_point(b, in, self,
		    in->self_name.n > 0 ? in->self_name : self->label);
		buf_addz(b, ". ");
		none -= !point_shown(self);
	}
	if (isfinite(in->england)) {
		buf_adds(b, england_text(b->mem, in));
		buf_addz(b, ". ");
	}
	if (isfinite(in->peer_median) && peers > 0) {
		buf_addf(
		    b, "Median of %zu peer%s ", peers, peers == 1 ? "" : "s");
		say_value(b, in, in->peer_median);
		buf_addz(b, ". ");
	}
	say_order(b, in, self, n);
	if (none > 0 && n > 0)
		buf_addf(b, " %zu other%s no value to show.", none,
		    none == 1 ? " has" : "s have");
}
