/* indicators/table.c -- observations summed by organisation and breakdown. */
#include <assert.h>
#include <math.h>

#include "indicators/table.h"

/* Knuth's two-sum: hi + lo stays exact as long as the digits of all parts fit
 * into twice those of a double, which sums of staff and days do by far. */
void
sum_add(struct sum *s, double v)
{
	double hi = s->hi + v, part = hi - s->hi;
	double lo = s->lo + ((s->hi - (hi - part)) + (v - part));

	s->hi = hi + lo;
	s->lo = lo - (s->hi - hi);
	s->any = true;
}

/* Binary rounding of the parts shows in the last digits of their sum
 * (34581.465729999996). No source gives more than nine decimals, so the sum is the
 * nearest number that has nine; six above nine million. */
double
sum_value(const struct sum *s)
{
	double v = s->hi + s->lo;
	double unit = fabs(v) < 9e6 ? 1e9 : 1e6;

	return fabs(v) < 9e9 ? round(v * unit) / unit : v;
}

/* Which of two reasons a sum shows: what was withheld must stay withheld, and
 * what cannot be read is graver than what is not there. */
enum reason
reason_graver(enum reason a, enum reason b)
{
	static const int weight[] = {[REASON_NONE] = 0,
	    [REASON_NOT_APPLICABLE] = 1,
	    [REASON_BLANK] = 2,
	    [REASON_NOT_AVAILABLE] = 3,
	    [REASON_UNREADABLE] = 4,
	    [REASON_SUPPRESSED] = 5};

	return weight[a] >= weight[b] ? a : b;
}

/* What a cell says, once it is known what an empty one means. */
struct said {
	double value;
	enum reason reason;
	day date;
	sym setting;
	uint16_t source;
	bool blank_zero;
};

static uint32_t
setting_bit(sym setting)
{
	return 1u << (setting % 32);
}

/* What does not apply adds nothing: see sum_reason. */
static void
take(struct sum *s, const struct said *o, unsigned measure)
{
	if (s->any && o->date < s->date)
		return;
	if (!s->any || o->date > s->date)
		*s = (struct sum){.date = o->date, .source = UINT16_MAX};
	s->any = true;
	if (o->source < s->source)
		s->source = o->source;
	if (o->reason == REASON_NOT_APPLICABLE) {
		s->lacking |= setting_bit(o->setting);
		return;
	}
	s->applies |= setting_bit(o->setting);
	sum_add(s, o->reason == REASON_NONE ? o->value : 0);
	if (o->blank_zero)
		s->blanks = true;
	else
		s->reason = reason_graver(s->reason, o->reason);
	s->seen |= 1u << (measure - 1);
	s->parts += s->parts < UINT16_MAX;
}

/* A trust without wards has its community staff in all; but one that says of a
 * part of a service that it does not apply leaves the whole not known. */
enum reason
sum_reason(const struct sum *s)
{
	bool whole = s->applies != 0 && (s->applies & s->lacking) == 0;

	return whole || !s->any
		   ? s->reason
		   : reason_graver(s->reason, REASON_NOT_APPLICABLE);
}

static bool
is_across(const struct feed *f, int part)
{
	return f->indicator->denominator_across &&
	       (part == PART_DENOMINATOR || part == PART_AGAINST_BASE);
}

static size_t
width(const struct feed *f, int part)
{
	return part == PART_NEEDS || is_across(f, part) ? 1 : f->columns;
}

/* A growth compares with itself, and so has a denominator without measures. */
static bool
has_part(const struct feed *f, int part)
{
	return f->has[part] || (part == PART_DENOMINATOR &&
				   f->indicator->method == METHOD_GROWTH);
}

static struct line *
new_line(struct arena *mem, const struct feed *f)
{
	struct line *l = NEW(mem, struct line);

	l->newest = DAY_NONE;
	for (int p = 0; p < PARTS; p++) {
		l->said[p] = DAY_NONE;
		if (!has_part(f, p))
			continue;
		l->part[p] = NEWS(mem, width(f, p), struct sum);
		if (p < METHOD_PARTS && f->levels > 0)
			l->level[p] =
			    NEWS(mem, width(f, p) * f->levels, struct sum);
	}
	return l;
}

static void
add_to(const struct feed *f, struct line *l, const struct hit *h, int part,
    size_t col, const struct said *o, unsigned measure)
{
	take(&l->part[part][col], o, measure);
	if (part < METHOD_PARTS && l->level[part] != NULL)
		take(&l->level[part][col * f->levels + h->level], o, measure);
}

static void
add_part(const struct feed *f, struct line *l, const struct hit *h, int part,
    const struct said *o, unsigned measure)
{
	if (!o->blank_zero && o->date > l->said[part])
		l->said[part] = o->date;
	if (part == PART_NEEDS || is_across(f, part)) {
		add_to(f, l, h, part, 0, o, measure);
		return;
	}
	if (h->column == UINT32_MAX)
		return;
	add_to(f, l, h, part, h->column, o, measure);
	if (f->indicator->summed && h->column != 0)
		add_to(f, l, h, part, 0, o, measure);
}

static struct said
said_by(const struct feed *f, const struct hit *h, const struct instead *other)
{
	struct said s = {.value = h->value,
	    .reason = (enum reason)h->reason,
	    .date = h->date,
	    .setting = h->setting,
	    .source = h->source};

	for (size_t i = 0; other != NULL && i < other->n; i++)
		if (other->observation[i] == h->observation) {
			s.value = other->value[i];
			s.reason = other->empty ? REASON_BLANK : REASON_NONE;
		}
	s.blank_zero =
	    s.reason == REASON_BLANK && f->indicator->blank == BLANK_ZERO;
	return s;
}

static void
add_hit(const struct feed *f, struct line *l, const struct hit *h,
    const struct instead *other)
{
	struct said o = said_by(f, h, other);

	if (h->measure[f->governs] != 0 && o.date > l->newest)
		l->newest = o.date;
	for (int p = 0; p < PARTS; p++)
		if (h->measure[p] != 0)
			add_part(f, l, h, p, &o, h->measure[p]);
}

static day
years_before(day date, int years)
{
	int y, m, d;

	if (date == DAY_NONE)
		return DAY_NONE;
	day_split(date, &y, &m, &d);
	/* A quarter and a month end on their last day in every year. */
	return date == month_end(y, m) ? month_end(y - years, m)
				       : day_of(y - years, m, d);
}

/* The numerator of the same day years ago becomes a growth's denominator. */
static void
add_earlier(const struct feed *f, struct line **line, sym setting, day to,
    const struct instead *other)
{
	for (size_t row = 0; row < f->rows; row++)
		if (line[row] != NULL)
			line[row]->earlier = years_before(
			    line[row]->newest, f->indicator->years);
	for (size_t m = 0; m < f->measures; m++)
		for (size_t i = f->measure[m];
		     i < f->measure[m + 1] && f->hit[i].date < to; i++) {
			const struct hit *h = &f->hit[i];
			struct line *l = line[h->row];
			struct said o;

			if (l == NULL || h->date != l->earlier ||
			    h->measure[PART_NUMERATOR] == 0 ||
			    (setting != 0 && h->setting != setting))
				continue;
			o = said_by(f, h, other);
			add_part(f, l, h, PART_DENOMINATOR, &o,
			    h->measure[PART_NUMERATOR]);
		}
}

/* Hits of one measure from a day to another. */
struct stretch {
	const struct hit *hit, *end;
};

static struct stretch
stretch_of(const struct feed *f, size_t measure, day from, day to)
{
	struct stretch s = {f->hit + feed_from(f, measure, from), NULL};

	s.end = f->hit + feed_from(f, measure, to + 1);
	return s;
}

/* By row, the newest day of what governs; DAY_NONE: there is none. */
static day *
newest_of(
    struct arena *mem, const struct feed *f, sym setting, day from, day to)
{
	day *newest = NEWS(mem, f->rows, day);

	for (size_t row = 0; row < f->rows; row++)
		newest[row] = DAY_NONE;
	for (size_t m = 0; m < f->measures; m++) {
		struct stretch s = stretch_of(f, m, from, to);

		for (; s.hit < s.end; s.hit++)
			if (s.hit->measure[f->governs] != 0 &&
			    (setting == 0 || s.hit->setting == setting) &&
			    s.hit->date > newest[s.hit->row])
				newest[s.hit->row] = s.hit->date;
	}
	return newest;
}

/* What is older than a row's newest says nothing of it. */
static void
fill_newest(struct arena *mem, struct table *t, sym setting, day to)
{
	const struct feed *f = t->feed;
	const day *newest = newest_of(mem, f, setting, t->first, to);
	day first = to;

	for (size_t row = 0; row < f->rows; row++)
		if (newest[row] != DAY_NONE && newest[row] < first)
			first = newest[row];
	for (size_t m = 0; m < f->measures; m++) {
		struct stretch s = stretch_of(f, m, t->first, to);

		for (; s.hit < s.end; s.hit++) {
			const struct hit *h = s.hit;

			if (h->date < newest[h->row] ||
			    (setting != 0 && h->setting != setting))
				continue;
			if (t->line[h->row] == NULL)
				t->line[h->row] = new_line(mem, f);
			add_hit(f, t->line[h->row], h, NULL);
		}
	}
	t->first = first;
}

struct table
table_fill(
    struct arena *mem, const struct feed *f, sym setting, day from, day to)
{
	struct table t = {f, NEWS(mem, f->rows, struct line *), from};

	fill_newest(mem, &t, setting, to);
	if (f->indicator->method == METHOD_GROWTH)
		add_earlier(f, t.line, setting, to, NULL);
	return t;
}

struct line *
table_line(struct arena *mem, const struct feed *f, sym setting, day from,
    day to, size_t row, const struct instead *other)
{
	struct line **line = NEWS(mem, f->rows, struct line *);

	for (size_t m = 0; m < f->measures; m++) {
		struct stretch s = stretch_of(f, m, from, to);

		for (; s.hit < s.end; s.hit++) {
			if (s.hit->row != row ||
			    (setting != 0 && s.hit->setting != setting))
				continue;
			if (line[row] == NULL)
				line[row] = new_line(mem, f);
			add_hit(f, line[row], s.hit, other);
		}
	}
	if (f->indicator->method == METHOD_GROWTH)
		add_earlier(f, line, setting, to, other);
	return line[row];
}

/* Of a growth, the denominator is older than the newest by what is asked. */
static day
date_of(const struct feed *f, const struct line *l, enum part p)
{
	return p == PART_DENOMINATOR && f->indicator->method == METHOD_GROWTH
		   ? l->earlier
		   : l->newest;
}

const struct sum *
line_sum(const struct feed *f, const struct line *l, enum part p, size_t col)
{
	const struct sum *s;

	if (l == NULL || l->part[p] == NULL || l->newest == DAY_NONE)
		return NULL;
	s = &l->part[p][width(f, p) == 1 ? 0 : col];
	return s->any && s->date == date_of(f, l, p) ? s : NULL;
}

const struct sum *
line_levels(const struct feed *f, const struct line *l, enum part p, size_t col)
{
	if (l == NULL || (int)p >= METHOD_PARTS || l->level[p] == NULL)
		return NULL;
	return &l->level[p][(width(f, p) == 1 ? 0 : col) * f->levels];
}

bool
line_served(const struct feed *f, const struct line *l)
{
	const struct sum *s = line_sum(f, l, PART_NEEDS, 0);

	return l != NULL && l->newest != DAY_NONE &&
	       (!f->has[PART_NEEDS] ||
		   (s != NULL &&
		       (sum_reason(s) != REASON_NONE || sum_value(s) > 0)));
}
