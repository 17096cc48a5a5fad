/* model/catalogue_check.c -- what the schema of indicators.yaml cannot say: which
 * keys go together. */
#include "model/catalogue_yaml.h"

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

enum interval
catalogue_interval(const struct yaml_indicator *y)
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

	switch (catalogue_interval(y)) {
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
	    {(y->spc == CONTROL_P || y->spc == CONTROL_P_PRIME) &&
		    y->method != METHOD_SHARE,
		"spc: p and p_prime are charts of shares"},
	    {(y->spc == CONTROL_U || y->spc == CONTROL_U_PRIME) &&
		    y->method != METHOD_RATE,
		"spc: u and u_prime are charts of rates"},
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
	    {y->window_months < 0 || y->window_months > 60,
		"window_months runs from 1 to 60"},
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
	    {y->framework != NULL && !(y->framework->rounding >= 0),
		"the framework's rounding is half a step, 0 or more"},
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

/* A value for something that the indicator has no figure of would never be
 * shown. */
static bool
check_framework(struct ctx *c, struct at at, const struct yaml_indicator *y)
{
	for (unsigned i = 0;
	     y->framework != NULL && i < y->framework->values_count; i++) {
		const struct yaml_framework_value *v = &y->framework->values[i];
		bool known = v->setting == NULL ? !y->settings_only : false;

		for (unsigned k = 0;
		     v->setting != NULL && k < y->settings_count; k++)
			known |= str_is(str_of(v->setting), y->settings[k]);
		if (!known)
			return diag_fail(c, at,
			    "indicator %s: its framework has a value of the "
			    "setting '%s', of which there is no figure",
			    y->id, v->setting == NULL ? "" : v->setting);
		known = v->breakdown == NULL;
		for (unsigned k = 0;
		     v->breakdown != NULL && k < y->breakdown_order_count; k++)
			known |=
			    str_is(str_of(v->breakdown), y->breakdown_order[k]);
		if (!known)
			return diag_fail(c, at,
			    "indicator %s: its framework has a value of '%s', "
			    "which is not in its breakdown_order",
			    y->id, v->breakdown);
	}
	return true;
}

bool
catalogue_check(struct ctx *c, struct at at, const struct yaml_indicator *y)
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
	return check_framework(c, at, y) &&
	       check_sentence(c, at, y->id, "sentence", y->sentence, mode) &&
	       check_sentence(
		   c, at, y->id, "sentence_split", y->sentence_split, true) &&
	       check_sentence(c, at, y->id, "sentence_reverse",
		   y->sentence_reverse, false) &&
	       check_sentence(c, at, y->id, "sentence_reverse_split",
		   y->sentence_reverse_split, true);
}
