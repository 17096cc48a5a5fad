/* charts/options.c -- the options of a chart, checked against its table. */
#include <assert.h>

#include "base/num.h"
#include "charts/options.h"

static const struct chart_option *
row_of(const struct chart *chart, struct str key)
{
	for (const struct chart_option *o = chart->option; o->key != NULL; o++)
		if (str_is(key, o->key))
			return o;
	return NULL;
}

static bool
is_number(const struct chart_option *o)
{
	return o->min != 0 || o->max != 0;
}

/* The words before the colon of a help text: "common|own". Empty: any text. */
static struct str
choices(const struct chart_option *o)
{
	struct str words, rest;

	if (is_number(o) || !str_cut(str_of(o->help), ':', &words, &rest) ||
	    str_find(words, S("|")) < 0)
		return S("");
	return words;
}

static bool
is_choice(struct str words, struct str value)
{
	struct str word;

	while (str_cut(words, '|', &word, &words) || word.n > 0)
		if (str_eq(word, value))
			return true;
	return false;
}

static bool
unknown(struct ctx *c, const struct chart *chart, struct str key)
{
	struct buf b = buf_new(c->tmp);

	for (const struct chart_option *o = chart->option; o->key != NULL; o++)
		buf_addf(&b, "%s%s", b.n == 0 ? "" : ", ", o->key);
	if (b.n == 0)
		return diag_fail(c, (struct at){0},
		    "chart %s takes no options, but '%.*s' is given; leave "
		    "it out",
		    chart->name, STRF(key));
	return diag_fail(c, (struct at){0},
	    "chart %s has no option '%.*s'; it has: %.*s", chart->name,
	    STRF(key), STRF(buf_str(&b)));
}

static bool
out_of_range(struct ctx *c, const struct chart *chart,
    const struct chart_option *o, struct str value)
{
	struct buf b = buf_new(c->tmp);

	num_short(&b, o->min);
	buf_addz(&b, " to ");
	num_short(&b, o->max);
	return diag_fail(c, (struct at){0},
	    "chart %s: option '%s' is '%.*s'; give a number from %.*s",
	    chart->name, o->key, STRF(value), STRF(buf_str(&b)));
}

static bool
check_one(
    struct ctx *c, const struct chart *chart, struct str key, struct str value)
{
	const struct chart_option *o = row_of(chart, key);
	struct str words;
	double v;

	if (o == NULL)
		return unknown(c, chart, key);
	if (is_number(o)) {
		if (!num_parse(value, &v) || v < o->min || v > o->max)
			return out_of_range(c, chart, o, value);
		return true;
	}
	words = choices(o);
	if (words.n > 0 && !is_choice(words, value))
		return diag_fail(c, (struct at){0},
		    "chart %s: option '%s' is '%.*s'; give one of %.*s",
		    chart->name, o->key, STRF(value), STRF(words));
	return true;
}

bool
options_check(
    struct ctx *c, const struct chart *chart, const struct chart_input *in)
{
	for (size_t i = 0; i < in->n_options; i++) {
		struct str key = in->option[2 * i];
		if (!check_one(c, chart, key, in->option[2 * i + 1]))
			return false;
		for (size_t k = 0; k < i; k++)
			if (str_eq(in->option[2 * k], key))
				return diag_fail(c, (struct at){0},
				    "chart %s: option '%.*s' is given twice; "
				    "keep one",
				    chart->name, STRF(key));
	}
	return true;
}

struct str
option_text(
    const struct chart *chart, const struct chart_input *in, const char *key)
{
	const struct chart_option *o = row_of(chart, str_of(key));

	assert(o != NULL);
	for (size_t i = 0; i < in->n_options; i++)
		if (str_is(in->option[2 * i], key))
			return in->option[2 * i + 1];
	return str_of(o->fallback);
}

double
option_number(
    const struct chart *chart, const struct chart_input *in, const char *key)
{
	double v = 0;
	bool read = num_parse(option_text(chart, in, key), &v);

	assert(read);
	return v;
}

bool
option_is(const struct chart *chart, const struct chart_input *in,
    const char *key, const char *word)
{
	return str_is(option_text(chart, in, key), word);
}
