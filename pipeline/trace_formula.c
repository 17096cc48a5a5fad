/* trace_formula.c -- the formula of a figure with its numbers filled in. */
#include <math.h>

#include "base/num.h"
#include "trace.h"

/* Four places: cells have two at most, and a mean of three a few more. */
static void
number(struct buf *b, double v)
{
	num_fixed(b, v, 4, NUM_THOUSANDS | NUM_TRIM);
}

static void
value(struct buf *b, const struct indicator *ind, double v)
{
	num_fixed(b, v, ind->places, NUM_THOUSANDS);
	buf_addz(b, unit_suffix[ind->unit]);
}

static void
quotient(struct buf *b, double x, double n)
{
	number(b, x);
	buf_addz(b, " / ");
	number(b, n);
}

static void
percent(struct buf *b, double x, double n)
{
	num_fixed(b, n > 0 ? 100 * x / n : NAN, 2, 0);
	buf_addc(b, '%');
}

/* (180 / 400) / (60 / 200) = 45.00% / 30.00% */
static void
two_groups(struct buf *b, const struct figure *f, const char *sign)
{
	buf_addc(b, '(');
	quotient(b, f->numerator, f->denominator);
	buf_addf(b, ") %s (", sign);
	quotient(b, f->against_numerator, f->against_denominator);
	buf_addz(b, ") = ");
	percent(b, f->numerator, f->denominator);
	buf_addf(b, " %s ", sign);
	percent(b, f->against_numerator, f->against_denominator);
}

static void
disparity(struct buf *b, const struct figure *f)
{
	buf_addc(b, '(');
	quotient(b, f->numerator, f->denominator);
	buf_addz(b, ") / (");
	quotient(b, f->against_numerator, f->against_denominator);
	buf_addc(b, ')');
}

static void
growth(struct buf *b, const struct figure *f)
{
	buf_addc(b, '(');
	number(b, f->numerator);
	buf_addz(b, " - ");
	number(b, f->denominator);
	buf_addz(b, ") / ");
	number(b, f->denominator);
}

/* The numerator's sum in each value of the dimension that the method runs
 * over, in the order of first meeting. */
static void
levels(struct buf *b, const struct traced *t, enum part part)
{
	const struct symbols *s = t->dataset->symbols;
	enum dimension over = indicator_over(t->indicator);
	sym *seen = NEWS(t->mem, t->parts.n + 1, sym);
	size_t n = 0;

	for (size_t i = 0; i < t->parts.n; i++) {
		const struct contribution *c = &t->parts.item[i];
		sym y = c->observation->dim[over];
		double sum = 0;
		size_t k = 0;

		while (k < n && seen[k] != y)
			k++;
		if (c->part != part || k < n)
			continue;
		seen[n++] = y;
		for (size_t j = i; j < t->parts.n; j++)
			if (t->parts.item[j].part == part &&
			    t->parts.item[j].observation->dim[over] == y)
				sum += t->parts.item[j].observation->value;
		buf_addf(
		    b, "%s%.*s ", n > 1 ? ", " : "", STRF(symbols_text(s, y)));
		number(b, sum);
	}
}

static void
work(struct buf *b, const struct traced *t)
{
	const struct indicator *ind = t->indicator;
	const struct figure *f = t->figure;

	switch (ind->method) {
	case METHOD_SHARE:
	case METHOD_MEAN:
	case METHOD_RATIO:
		quotient(b, f->numerator, f->denominator);
		break;
	case METHOD_RATE:
		quotient(b, f->numerator, f->denominator);
		buf_addz(b, " x ");
		number(b, ind->per > 0 ? ind->per : 1);
		break;
	case METHOD_RELATIVE_LIKELIHOOD:
		two_groups(b, f, "/");
		break;
	case METHOD_DIFFERENCE:
		two_groups(b, f, "-");
		break;
	case METHOD_DISPARITY:
		disparity(b, f);
		break;
	case METHOD_GROWTH:
		growth(b, f);
		break;
	case METHOD_DIVERSITY:
		buf_addz(b, "1 / (sum of the squared shares of ");
		levels(b, t, PART_NUMERATOR);
		buf_addc(b, ')');
		break;
	case METHOD_MODE:
		buf_addz(b, "the largest of ");
		levels(b, t, PART_NUMERATOR);
		buf_addz(b, ": ");
		quotient(b, f->numerator, f->denominator);
		break;
	case METHOD_STANDARDISED:
		buf_addz(b, "seen over expected, ");
		quotient(b, f->numerator, f->denominator);
		break;
	case METHOD_VALUE:
		buf_addz(b, "as it was sent");
		break;
	case METHOD_TOTAL:
	case METHOD_N:
		buf_addz(b, "the sum of its cells");
		break;
	}
}

static const char *
interval_name(const struct indicator *ind)
{
	if (ind->interval == INTERVAL_WILSON)
		return "Wilson";
	if (ind->interval == INTERVAL_BYAR)
		return "Byar";
	if (ind->method == METHOD_RELATIVE_LIKELIHOOD)
		return ind->stratified ? "Mantel-Haenszel" : "Katz";
	if (ind->method == METHOD_DIFFERENCE)
		return "Newcombe";
	return ind->method == METHOD_DISPARITY ? "Woolf" : "Byar";
}

/* Else the cells below would seem not to add up. */
static bool
is_rounded(const struct traced *t)
{
	const struct settings *s = &t->run->settings;

	return s->disclosure == DISCLOSURE_NHS_7 && t->indicator->people &&
	       !(s->national_exact &&
		   str_is(symbols_text(t->dataset->symbols, t->figure->org),
		       "ENG"));
}

struct str
trace_formula(const struct traced *t)
{
	const struct indicator *ind = t->indicator;
	const struct figure *f = t->figure;
	struct buf b = buf_new(t->mem);

	if (f->status != STATUS_OK || !isfinite(f->value))
		return S("");
	work(&b, t);
	buf_addz(&b, ind->stratified ? "; put together over each " : " = ");
	if (ind->stratified)
		buf_addf(&b,
		    "%s by Mantel and Haenszel: ", dimension_words[ind->over]);
	value(&b, ind, f->value);
	if (isfinite(f->lower) && isfinite(f->upper)) {
		buf_addf(&b, "; 95%% %s interval ", interval_name(ind));
		if (ind->unit == UNIT_PERCENT)
			value(&b, ind, f->lower);
		else
			num_fixed(&b, f->lower, ind->places, NUM_THOUSANDS);
		buf_addz(&b, " to ");
		value(&b, ind, f->upper);
	}
	if (isfinite(f->p)) {
		buf_addz(&b, "; p = ");
		num_fixed(&b, f->p, 4, 0);
	}
	if (is_rounded(t))
		buf_addz(&b, "; counts of people to the nearest 5, as told");
	return buf_str(&b);
}
