/* model/catalogue_load.c -- templates/indicators.yaml: what each indicator is. */
#include <string.h>

#include "base/file.h"
#include "model/catalogue.h"
#include "model/yaml.h"

struct yaml_filter {
	char *dimension;
	bool negated;
	char **values;
	unsigned values_count;
};

struct yaml_quantity {
	char **measures;
	bool mean;
	struct yaml_filter *filters;
	unsigned measures_count, filters_count;
};

/* Numerator and denominator of those compared with, or left out. */
struct yaml_pair {
	struct yaml_quantity numerator, denominator;
};

struct yaml_indicator {
	char *id, *title, *measure, *definition, *source_sentence;
	unsigned *recommendations;
	enum method method;
	enum unit unit;
	int places;
	enum direction direction;
	enum interval *interval;
	enum england england;
	enum blank blank;
	double minimum_base, per;
	struct yaml_quantity numerator, *denominator, *needs;
	char *needs_words, *breakdown, *total, **breakdown_order;
	char *sentence, *sentence_split;
	char *sentence_reverse, *sentence_reverse_split;
	char *source, **settings, *over, *strata;
	struct yaml_pair *against, *unknown;
	int years;
	bool base_per_day, base_per_quarter, denominator_across, people;
	bool absent_is_zero, settings_only, summed, within, adverse;
	unsigned recommendations_count, breakdown_order_count, settings_count;
};

struct yaml_catalogue {
	struct yaml_indicator *indicators;
	unsigned indicators_count;
};

static const cyaml_strval_t methods[] = {{"share", METHOD_SHARE},
    {"rate", METHOD_RATE}, {"total", METHOD_TOTAL}, {"mean", METHOD_MEAN},
    {"ratio", METHOD_RATIO},
    {"relative_likelihood", METHOD_RELATIVE_LIKELIHOOD},
    {"difference", METHOD_DIFFERENCE}, {"disparity", METHOD_DISPARITY},
    {"diversity", METHOD_DIVERSITY}, {"mode", METHOD_MODE},
    {"growth", METHOD_GROWTH}, {"value", METHOD_VALUE},
    {"standardised", METHOD_STANDARDISED}};
static const cyaml_strval_t units[] = {{"percent", UNIT_PERCENT},
    {"fte", UNIT_FTE}, {"people", UNIT_PEOPLE}, {"ratio", UNIT_RATIO},
    {"number", UNIT_NUMBER}, {"hours", UNIT_HOURS}, {"days", UNIT_DAYS},
    {"years", UNIT_YEARS}, {"points", UNIT_POINTS}, {"score", UNIT_SCORE},
    {"per_10", UNIT_PER_10}, {"per_100", UNIT_PER_100},
    {"per_1000", UNIT_PER_1000}, {"wte", UNIT_WTE}};
static const cyaml_strval_t directions[] = {{"neutral", DIRECTION_NEUTRAL},
    {"higher", DIRECTION_HIGHER}, {"lower", DIRECTION_LOWER},
    {"parity", DIRECTION_PARITY}};
static const cyaml_strval_t intervals[] = {{"none", INTERVAL_NONE},
    {"wilson", INTERVAL_WILSON}, {"byar", INTERVAL_BYAR},
    {"method", INTERVAL_METHOD}};
static const cyaml_strval_t blanks[] = {
    {"missing", BLANK_MISSING}, {"zero", BLANK_ZERO}};
static const cyaml_strval_t englands[] = {
    {"all", ENGLAND_ALL}, {"cluster", ENGLAND_CLUSTER}};

#define OPT CYAML_FLAG_OPTIONAL
#define PTR CYAML_FLAG_POINTER

static const cyaml_schema_value_t text_value = {
    CYAML_VALUE_STRING(PTR, char, 1, CYAML_UNLIMITED)};
static const cyaml_schema_value_t count_value = {
    CYAML_VALUE_UINT(CYAML_FLAG_DEFAULT, unsigned)};

static const cyaml_schema_field_t filter_fields[] = {
    CYAML_FIELD_STRING_PTR(
	"dimension", PTR, struct yaml_filter, dimension, 1, 32),
    CYAML_FIELD_BOOL("negated", OPT, struct yaml_filter, negated),
    CYAML_FIELD_SEQUENCE("values", PTR, struct yaml_filter, values, &text_value,
	1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t filter_value = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct yaml_filter, filter_fields)};

static const cyaml_schema_field_t quantity_fields[] = {
    CYAML_FIELD_SEQUENCE("measures", PTR, struct yaml_quantity, measures,
	&text_value, 1, CYAML_UNLIMITED),
    CYAML_FIELD_BOOL("mean", OPT, struct yaml_quantity, mean),
    CYAML_FIELD_SEQUENCE("filters", PTR | OPT, struct yaml_quantity, filters,
	&filter_value, 0, CYAML_UNLIMITED),
    CYAML_FIELD_END};

static const cyaml_schema_field_t pair_fields[] = {
    CYAML_FIELD_MAPPING("numerator", CYAML_FLAG_DEFAULT, struct yaml_pair,
	numerator, quantity_fields),
    CYAML_FIELD_MAPPING("denominator", CYAML_FLAG_DEFAULT, struct yaml_pair,
	denominator, quantity_fields),
    CYAML_FIELD_END};

#define TEXT(name, flags)                                                      \
	CYAML_FIELD_STRING_PTR(#name, PTR | (flags), struct yaml_indicator,    \
	    name, 1, CYAML_UNLIMITED)
#define WORD(name, flags, words)                                               \
	CYAML_FIELD_ENUM(#name, CYAML_FLAG_STRICT | (flags),                   \
	    struct yaml_indicator, name, words, CYAML_ARRAY_LEN(words))
#define SWITCH(name) CYAML_FIELD_BOOL(#name, OPT, struct yaml_indicator, name)

static const cyaml_schema_field_t indicator_fields[] = {
    CYAML_FIELD_STRING_PTR("id", PTR, struct yaml_indicator, id, 1, 16),
    TEXT(title, 0), TEXT(measure, 0), TEXT(definition, 0),
    TEXT(source_sentence, OPT),
    CYAML_FIELD_SEQUENCE("recommendations", PTR, struct yaml_indicator,
	recommendations, &count_value, 1, 6),
    WORD(method, 0, methods), WORD(unit, 0, units),
    CYAML_FIELD_INT("places", OPT, struct yaml_indicator, places),
    WORD(direction, 0, directions),
    CYAML_FIELD_ENUM_PTR("interval", CYAML_FLAG_STRICT | PTR | OPT,
	struct yaml_indicator, interval, intervals, CYAML_ARRAY_LEN(intervals)),
    WORD(england, 0, englands), WORD(blank, OPT, blanks),
    CYAML_FIELD_FLOAT("minimum_base", OPT, struct yaml_indicator, minimum_base),
    CYAML_FIELD_MAPPING("numerator", CYAML_FLAG_DEFAULT, struct yaml_indicator,
	numerator, quantity_fields),
    CYAML_FIELD_MAPPING_PTR("denominator", PTR | OPT, struct yaml_indicator,
	denominator, quantity_fields),
    CYAML_FIELD_MAPPING_PTR(
	"needs", PTR | OPT, struct yaml_indicator, needs, quantity_fields),
    CYAML_FIELD_FLOAT("per", OPT, struct yaml_indicator, per),
    CYAML_FIELD_INT("years", OPT, struct yaml_indicator, years),
    CYAML_FIELD_MAPPING_PTR(
	"against", PTR | OPT, struct yaml_indicator, against, pair_fields),
    CYAML_FIELD_MAPPING_PTR(
	"unknown", PTR | OPT, struct yaml_indicator, unknown, pair_fields),
    TEXT(source, OPT), TEXT(over, OPT), TEXT(strata, OPT),
    CYAML_FIELD_SEQUENCE("settings", PTR | OPT, struct yaml_indicator, settings,
	&text_value, 1, CYAML_UNLIMITED),
    SWITCH(settings_only), SWITCH(summed), SWITCH(within), SWITCH(adverse),
    SWITCH(base_per_quarter), TEXT(sentence_reverse, OPT),
    TEXT(sentence_reverse_split, OPT), TEXT(needs_words, OPT),
    TEXT(breakdown, OPT), TEXT(total, OPT),
    CYAML_FIELD_SEQUENCE("breakdown_order", PTR | OPT, struct yaml_indicator,
	breakdown_order, &text_value, 1, CYAML_UNLIMITED),
    SWITCH(base_per_day), SWITCH(denominator_across), SWITCH(people),
    SWITCH(absent_is_zero), TEXT(sentence, OPT), TEXT(sentence_split, OPT),
    CYAML_FIELD_END};
static const cyaml_schema_value_t indicator_value = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_DEFAULT, struct yaml_indicator, indicator_fields)};
static const cyaml_schema_field_t catalogue_fields[] = {
    CYAML_FIELD_SEQUENCE("indicators", PTR, struct yaml_catalogue, indicators,
	&indicator_value, 1, CYAML_UNLIMITED),
    CYAML_FIELD_END};
static const cyaml_schema_value_t catalogue_value = {
    CYAML_VALUE_MAPPING(PTR, struct yaml_catalogue, catalogue_fields)};

/* The line of "id: ID" where it stands for the nth time, since libcyaml keeps no
 * lines once it has loaded; 0 when the id is written in another way. */
static unsigned
line_of(struct str text, const char *id, unsigned nth)
{
	struct str line, word;
	unsigned n = 0;
	bool more = true;

	while (more) {
		more = str_cut(text, '\n', &line, &text);
		n++;
		line = str_trim(line);
		if (str_starts(line, S("- ")))
			line = str_trim(str_slice(line, 2, line.n));
		if (!str_starts(line, S("id:")))
			continue;
		word = str_trim(str_slice(line, 3, line.n));
		if (word.n > 1 && (*word.p == '"' || *word.p == '\''))
			word = str_slice(word, 1, word.n - 1);
		if (str_is(word, id) && --nth == 0)
			return n;
	}
	return 0;
}

static struct str *
texts(struct ctx *c, char *const *text, unsigned n)
{
	struct str *all = NEWS(c->mem, n, struct str);

	for (unsigned i = 0; i < n; i++)
		all[i] = str_dup(c->mem, str_of(text[i]));
	return all;
}

static bool
set_dimension(struct ctx *c, struct at at, const char *id, const char *key,
    const char *name, enum dimension *out)
{
	*out = dimension_lookup(str_of(name));
	if (*out == DIM_N)
		return diag_fail(c, at,
		    "indicator %s, key '%s': there is no dimension '%s'", id,
		    key, name);
	return true;
}

static bool
set_quantity(struct ctx *c, struct at at, const char *id, const char *key,
    const struct yaml_quantity *y, struct quantity *q)
{
	q->measure = texts(c, y->measures, y->measures_count);
	q->n_measures = y->measures_count;
	q->mean = y->mean;
	q->n_filters = y->filters_count;
	q->filter = NEWS(c->mem, q->n_filters, struct filter);
	for (size_t i = 0; i < q->n_filters; i++) {
		const struct yaml_filter *f = &y->filters[i];

		if (!set_dimension(
			c, at, id, key, f->dimension, &q->filter[i].dimension))
			return false;
		q->filter[i].negated = f->negated;
		q->filter[i].value = texts(c, f->values, f->values_count);
		q->filter[i].n = f->values_count;
	}
	return true;
}

/* Every {word} of a sentence is one that can be filled in. */
static bool
check_sentence(struct ctx *c, struct at at, const char *id, const char *key,
    const char *sentence, bool split)
{
	static const char *const known[] = {
	    "value", "month", "date", "quarter", "services"};
	struct str head, word, rest = str_of(sentence);
	bool value = false, breakdown = false;

	if (sentence == NULL)
		return true;
	while (str_cut(rest, '{', &head, &rest)) {
		bool ok;

		if (!str_cut(rest, '}', &word, &rest))
			return diag_fail(c, at,
			    "indicator %s: a '{' in its %s has no '}'", id,
			    key);
		value |= str_is(word, "value");
		breakdown |= str_is(word, "breakdown");
		ok = split && str_is(word, "breakdown");
		for (size_t i = 0; i < COUNT(known); i++)
			ok |= str_is(word, known[i]);
		if (!ok)
			return diag_fail(c, at,
			    "indicator %s: {%.*s} cannot be filled in here", id,
			    STRF(word));
	}
	if (!value || breakdown != split)
		return diag_fail(c, at, "indicator %s: its %s lacks {%s}", id,
		    key, value ? "breakdown" : "value");
	return true;
}

static bool
has_denominator(enum method m)
{
	return m != METHOD_TOTAL && m != METHOD_DIVERSITY && m != METHOD_MODE &&
	       m != METHOD_GROWTH && m != METHOD_VALUE;
}

/* The interval of an entry that does not say. */
static enum interval
interval_of(const struct yaml_indicator *y)
{
	struct indicator as = {.method = y->method};

	if (y->interval != NULL)
		return *y->interval;
	return indicator_has_against(&as) || y->method == METHOD_STANDARDISED
		   ? INTERVAL_METHOD
		   : INTERVAL_NONE;
}

static bool
interval_fits(const struct yaml_indicator *y)
{
	struct indicator as = {.method = y->method};

	switch (interval_of(y)) {
	case INTERVAL_WILSON:
		return y->method == METHOD_SHARE || y->method == METHOD_RATE ||
		       y->method == METHOD_MODE;
	case INTERVAL_BYAR:
		return y->method == METHOD_RATE || y->method == METHOD_RATIO;
	case INTERVAL_METHOD:
		return indicator_has_against(&as) ||
		       y->method == METHOD_STANDARDISED ||
		       y->method == METHOD_RATE || y->method == METHOD_RATIO;
	case INTERVAL_NONE:
		break;
	}
	return true;
}

static const char *
interval_wrong(const struct yaml_indicator *y)
{
	if (interval_fits(y))
		return NULL;
	if (y->method == METHOD_TOTAL)
		return "a total has no interval";
	if (y->method == METHOD_SHARE)
		return "a share takes the Wilson interval";
	return "this interval does not go with its method; wilson is for "
	       "shares, byar for rates and ratios of counts, method for "
	       "rates, ratios, comparisons of two groups and standardised "
	       "figures";
}

struct wrong {
	bool is;
	const char *what;
};

static const char *
first_wrong(const struct wrong *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (w[i].is)
			return w[i].what;
	return NULL;
}

/* Keys that need one another, or go with some methods only. */
static const char *
method_wrong(const struct yaml_indicator *y)
{
	const struct indicator as = {.method = y->method};
	bool against = indicator_has_against(&as);
	bool runs = indicator_over(&as) != DIM_N;
	const struct wrong w[] = {
	    {y->denominator == NULL && has_denominator(y->method),
		"a denominator is missing"},
	    {y->denominator != NULL && y->method == METHOD_TOTAL,
		"a total has no denominator"},
	    {y->denominator != NULL && !has_denominator(y->method),
		"its method has no denominator"},
	    {(y->against != NULL) != against,
		against ? "its method needs `against`: the group compared with"
			: "against goes with relative_likelihood, difference "
			  "and disparity only"},
	    {(y->over != NULL) != runs,
		runs ? "its method needs `over`: the dimension it runs over"
		     : "over goes with diversity, mode and standardised only"},
	    {y->strata != NULL && y->method != METHOD_RELATIVE_LIKELIHOOD,
		"strata goes with relative_likelihood only"},
	    {(y->years > 0) != (y->method == METHOD_GROWTH) || y->years < 0,
		"years, 1 or more, goes with growth, and growth needs it"},
	    {y->per < 0 || (y->per > 0 && y->method != METHOD_RATE),
		"per, above zero, goes with a rate only"},
	    {y->within && y->method != METHOD_DIFFERENCE,
		"within goes with a difference only"},
	    {y->adverse && y->method != METHOD_RELATIVE_LIKELIHOOD,
		"adverse goes with relative_likelihood only"},
	    {y->method == METHOD_MODE && y->breakdown != NULL,
		"a mode names a value of `over` and has no breakdown"},
	    {y->sentence_reverse != NULL && !against &&
		    y->method != METHOD_GROWTH,
		"sentence_reverse goes with comparisons of two groups and "
		"growth only"},
	    {y->method == METHOD_VALUE && y->settings_count > 0 &&
		    !y->settings_only,
		"values of several settings do not add up; say "
		"settings_only: true"},
	};

	return first_wrong(w, COUNT(w));
}

static const char *
keys_wrong(const struct yaml_indicator *y)
{
	const struct wrong w[] = {
	    {y->places < 0 || y->places > 4, "places run from 0 to 4"},
	    {y->minimum_base < 0, "minimum_base is below zero"},
	    {(y->needs == NULL) != (y->needs_words == NULL),
		"needs and needs_words go together"},
	    {y->breakdown == NULL &&
		    (y->total != NULL || y->breakdown_order_count > 0 ||
			y->denominator_across || y->summed ||
			y->sentence_split != NULL),
		"total, summed, breakdown_order, denominator_across and "
		"sentence_split need a breakdown"},
	    {y->breakdown != NULL && y->sentence_split == NULL,
		"a breakdown needs a sentence_split"},
	    {y->summed && (y->total != NULL || y->denominator_across),
		"summed goes with neither total nor denominator_across"},
	    {y->sentence == NULL &&
		    (y->breakdown == NULL || y->total != NULL || y->summed),
		"an unsplit figure needs a sentence"},
	    {y->sentence_reverse_split != NULL &&
		    (y->breakdown == NULL || y->sentence_reverse == NULL),
		"sentence_reverse_split needs a breakdown and a "
		"sentence_reverse"},
	    {y->settings_only && y->settings_count == 0,
		"settings_only needs settings"},
	    {y->settings_count > 0 && y->breakdown != NULL &&
		    str_is(str_of(y->breakdown), "setting"),
		"settings and a breakdown by setting exclude each other"},
	    {y->base_per_day && y->base_per_quarter,
		"base_per_day and base_per_quarter exclude each other"},
	};

	return first_wrong(w, COUNT(w));
}

/* What the schema cannot say. */
static bool
check(struct ctx *c, struct at at, const struct yaml_indicator *y)
{
	const char *wrong = keys_wrong(y);
	bool mode = y->method == METHOD_MODE;

	if (wrong == NULL)
		wrong = method_wrong(y);
	if (wrong == NULL)
		wrong = interval_wrong(y);
	for (unsigned i = 0; i < y->recommendations_count; i++)
		if (y->recommendations[i] < 1 || y->recommendations[i] > 6)
			wrong = "recommendations run from 1 to 6";
	if (wrong != NULL)
		return diag_fail(c, at, "indicator %s: %s", y->id, wrong);
	return check_sentence(c, at, y->id, "sentence", y->sentence, mode) &&
	       check_sentence(
		   c, at, y->id, "sentence_split", y->sentence_split, true) &&
	       check_sentence(c, at, y->id, "sentence_reverse",
		   y->sentence_reverse, false) &&
	       check_sentence(c, at, y->id, "sentence_reverse_split",
		   y->sentence_reverse_split, true);
}

static bool
set_pair(struct ctx *c, struct at at, const char *id, const char *key,
    const struct yaml_pair *y, struct quantity *top, struct quantity *base)
{
	return y == NULL ||
	       (set_quantity(c, at, id, key, &y->numerator, top) &&
		   set_quantity(c, at, id, key, &y->denominator, base));
}

static struct str
text(struct ctx *c, const char *z)
{
	return str_dup(c->mem, str_of(z));
}

static bool
set_indicator(struct ctx *c, struct at at, const struct yaml_indicator *y,
    struct indicator *ind)
{
	*ind = (struct indicator){.id = text(c, y->id),
	    .title = text(c, y->title),
	    .measure = text(c, y->measure),
	    .definition = text(c, y->definition),
	    .source_sentence = text(c, y->source_sentence),
	    .method = y->method,
	    .unit = y->unit,
	    .places = y->places,
	    .direction = y->direction,
	    .interval = interval_of(y),
	    .base_per_day = y->base_per_day,
	    .england = y->england,
	    .minimum_base = y->minimum_base,
	    .breakdown = DIM_N,
	    .total = text(c, y->total),
	    .breakdown_order =
		texts(c, y->breakdown_order, y->breakdown_order_count),
	    .n_breakdown_order = y->breakdown_order_count,
	    .denominator_across = y->denominator_across,
	    .people = y->people,
	    .needs_words = text(c, y->needs_words),
	    .absent_is_zero = y->absent_is_zero,
	    .sentence = text(c, y->sentence),
	    .sentence_split = text(c, y->sentence_split),
	    .source = text(c, y->source == NULL ? "published" : y->source),
	    .setting = texts(c, y->settings, y->settings_count),
	    .n_settings = y->settings_count,
	    .settings_only = y->settings_only,
	    .per = y->per,
	    .blank = y->blank,
	    .stratified = y->strata != NULL,
	    .within = y->within,
	    .adverse = y->adverse,
	    .years = y->years,
	    .summed = y->summed,
	    .base_per_quarter = y->base_per_quarter,
	    .sentence_reverse = text(c, y->sentence_reverse),
	    .sentence_reverse_split = text(c, y->sentence_reverse_split)};
	for (unsigned i = 0; i < y->recommendations_count; i++)
		ind->recommendations |= 1u << y->recommendations[i];
	if (!set_quantity(
		c, at, y->id, "numerator", &y->numerator, &ind->numerator))
		return false;
	if (y->denominator != NULL && !set_quantity(c, at, y->id, "denominator",
					  y->denominator, &ind->denominator))
		return false;
	if (y->needs != NULL &&
	    !set_quantity(c, at, y->id, "needs", y->needs, &ind->needs))
		return false;
	if (y->breakdown != NULL && !set_dimension(c, at, y->id, "breakdown",
					y->breakdown, &ind->breakdown))
		return false;
	if (y->strata != NULL &&
	    !set_dimension(c, at, y->id, "strata", y->strata, &ind->over))
		return false;
	if (y->over != NULL &&
	    !set_dimension(c, at, y->id, "over", y->over, &ind->over))
		return false;
	return set_pair(c, at, y->id, "against", y->against, &ind->against,
		   &ind->against_denominator) &&
	       set_pair(c, at, y->id, "unknown", y->unknown, &ind->unknown,
		   &ind->unknown_denominator);
}

bool
catalogue_load(struct ctx *c, struct str path, struct catalogue *out)
{
	const struct yaml_catalogue *y;
	struct str bytes;
	void *p;

	*out = (struct catalogue){0};
	if (!file_read(c, path, 1 << 20, &bytes) ||
	    !yaml_load_text(c, path, bytes, &catalogue_value, &p))
		return false;
	if ((y = p) == NULL)
		return diag_fail(c, (struct at){.file = path},
		    "the file is empty; it needs a list of indicators");
	out->indicator = NEWS(c->mem, y->indicators_count, struct indicator);
	for (unsigned i = 0; i < y->indicators_count; i++) {
		const struct yaml_indicator *one = &y->indicators[i];
		struct at at = {.file = path};
		unsigned before = 0;
		bool again = false;

		for (size_t j = 0; j < out->n; j++) {
			const struct indicator *o = &out->indicator[j];
			if (!str_is(o->id, one->id))
				continue;
			before++;
			again |= str_is(o->source,
			    one->source == NULL ? "published" : one->source);
		}
		at.line = line_of(bytes, one->id, before + 1);
		if (again)
			return diag_fail(c, at,
			    "indicator %s stands there twice with the source "
			    "'%s'",
			    one->id,
			    one->source == NULL ? "published" : one->source);
		if (!check(c, at, one) ||
		    !set_indicator(c, at, one, &out->indicator[i]))
			return false;
		out->n++;
	}
	return true;
}
