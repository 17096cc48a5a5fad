/* model/catalogue.c -- templates/indicators.yaml: what each indicator is. */
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

struct yaml_indicator {
	char *id, *title, *measure, *definition, *source_sentence;
	unsigned *recommendations;
	enum method method;
	enum unit unit;
	int places;
	enum direction direction;
	enum interval interval;
	enum england england;
	double minimum_base;
	struct yaml_quantity numerator, *denominator, *needs;
	char *needs_words, *breakdown, *total, **breakdown_order;
	char *sentence, *sentence_split;
	bool base_per_day, denominator_across, people, absent_is_zero;
	unsigned recommendations_count, breakdown_order_count;
};

struct yaml_catalogue {
	struct yaml_indicator *indicators;
	unsigned indicators_count;
};

static const cyaml_strval_t methods[] = {
    {"share", METHOD_SHARE}, {"rate", METHOD_RATE}, {"total", METHOD_TOTAL}};
static const cyaml_strval_t units[] = {
    {"percent", UNIT_PERCENT}, {"fte", UNIT_FTE}, {"people", UNIT_PEOPLE}};
static const cyaml_strval_t directions[] = {{"neutral", DIRECTION_NEUTRAL},
    {"higher", DIRECTION_HIGHER}, {"lower", DIRECTION_LOWER}};
static const cyaml_strval_t intervals[] = {{"none", INTERVAL_NONE},
    {"wilson", INTERVAL_WILSON}, {"byar", INTERVAL_BYAR}};
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
    WORD(direction, 0, directions), WORD(interval, 0, intervals),
    WORD(england, 0, englands),
    CYAML_FIELD_FLOAT("minimum_base", OPT, struct yaml_indicator, minimum_base),
    CYAML_FIELD_MAPPING("numerator", CYAML_FLAG_DEFAULT, struct yaml_indicator,
	numerator, quantity_fields),
    CYAML_FIELD_MAPPING_PTR("denominator", PTR | OPT, struct yaml_indicator,
	denominator, quantity_fields),
    CYAML_FIELD_MAPPING_PTR(
	"needs", PTR | OPT, struct yaml_indicator, needs, quantity_fields),
    TEXT(needs_words, OPT), TEXT(breakdown, OPT), TEXT(total, OPT),
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

/* The line of "id: ID", since libcyaml keeps no lines once it has loaded; 0
 * when the id is written in another way. */
static unsigned
line_of(struct str text, const char *id)
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
		if (str_is(word, id))
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
check_sentence(
    struct ctx *c, struct at at, const char *id, struct str s, bool split)
{
	struct str head, word, rest = s;
	bool value = false, breakdown = false;

	while (str_cut(rest, '{', &head, &rest)) {
		if (!str_cut(rest, '}', &word, &rest))
			return diag_fail(c, at,
			    "indicator %s: a '{' in its sentence has no '}'",
			    id);
		value |= str_is(word, "value");
		breakdown |= str_is(word, "breakdown");
		if (!str_is(word, "value") && !str_is(word, "month") &&
		    !str_is(word, "date") &&
		    !(split && str_is(word, "breakdown")))
			return diag_fail(c, at,
			    "indicator %s: {%.*s} cannot be filled in here", id,
			    STRF(word));
	}
	if (!value || breakdown != split)
		return diag_fail(c, at, "indicator %s: its %s lacks {%s}", id,
		    split ? "sentence_split" : "sentence",
		    value ? "breakdown" : "value");
	return true;
}

/* What the schema cannot say. */
static bool
check(struct ctx *c, struct at at, const struct yaml_indicator *y)
{
	if (y->places < 0 || y->places > 4)
		return diag_fail(
		    c, at, "indicator %s: places run from 0 to 4", y->id);
	if ((y->denominator == NULL) != (y->method == METHOD_TOTAL))
		return diag_fail(c, at, "indicator %s: %s", y->id,
		    y->denominator == NULL ? "a denominator is missing"
					   : "a total has no denominator");
	if (y->method == METHOD_TOTAL && y->interval != INTERVAL_NONE)
		return diag_fail(
		    c, at, "indicator %s: a total has no interval", y->id);
	if (y->method == METHOD_SHARE && y->interval == INTERVAL_BYAR)
		return diag_fail(c, at,
		    "indicator %s: a share takes the Wilson interval", y->id);
	if (y->minimum_base < 0)
		return diag_fail(
		    c, at, "indicator %s: minimum_base is below zero", y->id);
	if ((y->needs == NULL) != (y->needs_words == NULL))
		return diag_fail(c, at,
		    "indicator %s: needs and needs_words go together", y->id);
	if (y->breakdown == NULL &&
	    (y->total != NULL || y->breakdown_order_count > 0 ||
		y->denominator_across || y->sentence_split != NULL))
		return diag_fail(c, at,
		    "indicator %s: total, breakdown_order, denominator_across "
		    "and sentence_split need a breakdown",
		    y->id);
	if (y->breakdown != NULL && y->sentence_split == NULL)
		return diag_fail(c, at,
		    "indicator %s: a breakdown needs a sentence_split", y->id);
	if (y->sentence == NULL && (y->breakdown == NULL || y->total != NULL))
		return diag_fail(c, at,
		    "indicator %s: an unsplit figure needs a sentence", y->id);
	for (unsigned i = 0; i < y->recommendations_count; i++)
		if (y->recommendations[i] < 1 || y->recommendations[i] > 6)
			return diag_fail(c, at,
			    "indicator %s: recommendations run from 1 to 6",
			    y->id);
	return true;
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
	    .interval = y->interval,
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
	    .sentence_split = text(c, y->sentence_split)};
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
	return (y->sentence == NULL ||
		   check_sentence(c, at, y->id, ind->sentence, false)) &&
	       (ind->breakdown == DIM_N ||
		   check_sentence(c, at, y->id, ind->sentence_split, true));
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
		struct at at = {.file = path, .line = line_of(bytes, one->id)};

		if (catalogue_find(out, str_of(one->id)) != NULL)
			return diag_fail(
			    c, at, "indicator %s stands there twice", one->id);
		if (!check(c, at, one) ||
		    !set_indicator(c, at, one, &out->indicator[i]))
			return false;
		out->n++;
	}
	return true;
}

const struct indicator *
catalogue_find(const struct catalogue *k, struct str id)
{
	for (size_t i = 0; i < k->n; i++)
		if (str_eq(k->indicator[i].id, id))
			return &k->indicator[i];
	return NULL;
}
