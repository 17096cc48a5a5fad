/* model/catalogue_load.c -- templates/indicators.yaml: what each indicator is. */
#include <string.h>

#include "base/file.h"
#include "model/catalogue_yaml.h"
#include "model/yaml.h"

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
static const cyaml_strval_t controls[] = {{"i", CONTROL_I}, {"p", CONTROL_P},
    {"p_prime", CONTROL_P_PRIME}, {"u", CONTROL_U},
    {"u_prime", CONTROL_U_PRIME}};
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

static const cyaml_schema_field_t framework_value_fields[] = {
    CYAML_FIELD_STRING_PTR("setting", PTR | OPT, struct yaml_framework_value,
	setting, 1, CYAML_UNLIMITED),
    CYAML_FIELD_STRING_PTR("breakdown", PTR | OPT, struct yaml_framework_value,
	breakdown, 1, CYAML_UNLIMITED),
    CYAML_FIELD_FLOAT(
	"value", CYAML_FLAG_DEFAULT, struct yaml_framework_value, value),
    CYAML_FIELD_END};
static const cyaml_schema_value_t framework_value = {CYAML_VALUE_MAPPING(
    CYAML_FLAG_DEFAULT, struct yaml_framework_value, framework_value_fields)};
static const cyaml_schema_field_t framework_fields[] = {
    CYAML_FIELD_STRING_PTR(
	"source", PTR, struct yaml_framework, source, 1, CYAML_UNLIMITED),
    CYAML_FIELD_FLOAT(
	"rounding", CYAML_FLAG_DEFAULT, struct yaml_framework, rounding),
    CYAML_FIELD_SEQUENCE("values", PTR, struct yaml_framework, values,
	&framework_value, 1, CYAML_UNLIMITED),
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
    CYAML_FIELD_INT("window_months", OPT, struct yaml_indicator, window_months),
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
    WORD(spc, OPT, controls),
    CYAML_FIELD_MAPPING_PTR("framework", PTR | OPT, struct yaml_indicator,
	framework, framework_fields),
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

static void
set_framework(
    struct ctx *c, const struct yaml_framework *y, struct indicator *ind)
{
	if (y == NULL)
		return;
	ind->n_framework = y->values_count;
	ind->framework = NEWS(c->mem, ind->n_framework, struct framework_value);
	ind->framework_rounding = y->rounding;
	ind->framework_source = text(c, y->source);
	for (size_t i = 0; i < ind->n_framework; i++)
		ind->framework[i] =
		    (struct framework_value){text(c, y->values[i].setting),
			text(c, y->values[i].breakdown), y->values[i].value};
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
	    .interval = catalogue_interval(y),
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
	    .window_months = y->window_months > 0 ? y->window_months : 3,
	    .summed = y->summed,
	    .base_per_quarter = y->base_per_quarter,
	    .sentence_reverse = text(c, y->sentence_reverse),
	    .sentence_reverse_split = text(c, y->sentence_reverse_split)};
	ind->control = y->spc;
	set_framework(c, y->framework, ind);
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
		if (!catalogue_check(c, at, one) ||
		    !set_indicator(c, at, one, &out->indicator[i]))
			return false;
		out->n++;
	}
	return true;
}
