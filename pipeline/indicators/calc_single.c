/* indicators/calc_single.c -- calc's methods about one group, places among
 * others and the quality of data. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/sort.h"
#include "indicators/calc_work.h"
#include "indicators/methods.h"

static const char no_base[] = "the base is zero";

/* Why there is no value, said as a sentence; true if there is none. */
static bool
none(struct calc *k, const char *what, const char *why)
{
	if (why != NULL)
		buf_addf(&k->words, "No %s is given: %s.", what, why);
	return why != NULL;
}

bool
calc_wilson(struct calc *k)
{
	double x = calc_number(k, "x"), n = calc_number(k, "n");
	double conf = calc_number(k, "conf"), z = calc_z(conf);
	struct limits l = wilson(x, n, conf);
	const char *why = n > 0 ? NULL : no_base;

	if (!calc_within(k, "x", "n"))
		return false;
	calc_put(k, "share", x / n, why);
	calc_put(k, "lower", l.lower, why);
	calc_put(k, "upper", l.upper, why);
	calc_say(&k->formula,
	    "(2 x @ + z^2 -+ z sqrt(z^2 + 4 x @ (1 - @/@))) / (2 (@ + z^2)), "
	    "z = @",
	    x, x, x, n, n, z);
	if (none(k, "share", why))
		return true;
	calc_say(&k->words, "@ of @ is @%", x, n, x / n);
	calc_say_limits(&k->words, conf, l.lower, l.upper, true);
	buf_addc(&k->words, '.');
	return true;
}

bool
calc_byar(struct calc *k)
{
	double x = calc_number(k, "x"), n = calc_number(k, "n");
	double per = calc_number(k, "per"), conf = calc_number(k, "conf");
	struct rate r = rate(x, n, per, conf);

	calc_put(k, "value", r.value, r.why);
	calc_put(k, "lower", r.limits.lower, r.why);
	calc_put(k, "upper", r.limits.upper, r.why);
	if (r.exact) {
		calc_put_text(k, "limits", S("exact"));
		calc_say(&k->formula,
		    "@ x chi2(@, @)/2 / @ and @ x chi2(@, @)/2 / @", per,
		    (1 - conf) / 2, 2 * x, n, per, 1 - (1 - conf) / 2,
		    2 * x + 2, n);
	} else {
		calc_put_text(k, "limits", S("Byar"));
		calc_say(&k->formula,
		    "@/@ x @ (1 - 1/(9 x @) - @/(3 sqrt @))^3 and @/@ x @ (1 - "
		    "1/(9 x @) + @/(3 sqrt @))^3",
		    per, n, x, x, calc_z(conf), x, per, n, x + 1, x + 1,
		    calc_z(conf), x + 1);
	}
	if (none(k, "rate", r.why))
		return true;
	calc_say(&k->words, "@~ ", r.value);
	if (per != 1 || n != 1)
		calc_say(&k->words, "per @", per);
	else
		buf_addz(&k->words, "events");
	calc_say_limits(&k->words, conf, r.limits.lower, r.limits.upper, false);
	buf_addc(&k->words, '.');
	return true;
}

bool
calc_diversity(struct calc *k)
{
	const struct calc_value *v = calc_value(k, "counts");
	struct diversity d = diversity(v->list, v->n);

	calc_put(k, "effective", d.effective, d.why);
	calc_put(k, "herfindahl", d.herfindahl, d.why);
	calc_put(k, "present", (double)d.present, NULL);
	buf_addz(&k->formula, "1 / (");
	for (size_t i = 0; i < v->n; i++)
		calc_say(&k->formula, i > 0 ? " + (@/@)^2" : "(@/@)^2",
		    v->list[i], d.total);
	buf_addc(&k->formula, ')');
	if (none(k, "number of disciplines", d.why))
		return true;
	calc_say(&k->words,
	    "@ disciplines are present, as mixed as @1 of equal size.",
	    (double)d.present, d.effective);
	return true;
}

bool
calc_mean(struct calc *k)
{
	const struct calc_value *v = calc_value(k, "values");
	double conf = calc_number(k, "conf");
	struct mean m = mean(v->list, v->n, conf);

	calc_put(k, "mean", m.value, m.why);
	calc_put(k, "lower", m.limits.lower, m.why_limits);
	calc_put(k, "upper", m.limits.upper, m.why_limits);
	calc_put(k, "sd", m.sd, m.why_limits);
	calc_put(k, "n", (double)m.n, NULL);
	calc_say(&k->formula, "@/@", m.sum, (double)m.n);
	if (isfinite(m.sd))
		calc_say(&k->formula, " -+ t(@, @ df) x @/sqrt @",
		    1 - (1 - conf) / 2, (double)m.n - 1, m.sd, (double)m.n);
	calc_say(&k->words, "The mean is @~, n = @", m.value, (double)m.n);
	calc_say_limits(&k->words, conf, m.limits.lower, m.limits.upper, false);
	if (m.why_limits != NULL)
		buf_addf(&k->words, "; %s", m.why_limits);
	buf_addc(&k->words, '.');
	return true;
}

bool
calc_median(struct calc *k)
{
	const struct calc_value *v = calc_value(k, "values");
	double conf = calc_number(k, "conf");
	struct median m =
	    median(v->list, v->n, conf, NEWS(k->c->tmp, v->n, double));

	calc_put(k, "median", m.value, m.why);
	calc_put(k, "lower", m.limits.lower, m.why_limits);
	calc_put(k, "upper", m.limits.upper, m.why_limits);
	calc_put(k, "cover", m.cover, m.why_limits);
	calc_put(k, "q1", m.q1, m.why);
	calc_put(k, "q3", m.q3, m.why);
	calc_put(k, "n", (double)m.n, NULL);
	calc_say(&k->formula, "value at place 1 + (@ - 1)/2 of @ in order",
	    (double)m.n, (double)m.n);
	calc_say(&k->words,
	    "The median is @, the middle half from @ to @, n = @", m.value,
	    m.q1, m.q3, (double)m.n);
	calc_say_limits(&k->words, conf, m.limits.lower, m.limits.upper, false);
	if (m.why_limits != NULL)
		buf_addf(&k->words, "; %s", m.why_limits);
	buf_addc(&k->words, '.');
	return true;
}

static void
answer_standardised(struct calc *k, const struct standardised *s, double conf)
{
	double per = calc_number(k, "per");

	calc_put(k, "value", s->value, s->why);
	calc_put(k, "lower", s->limits.lower, s->why);
	calc_put(k, "upper", s->limits.upper, s->why);
	calc_put(k, "observed", s->observed, s->why);
	if (none(k, "standardised figure", s->why))
		return;
	calc_say(&k->words, "@~", s->value);
	if (per != 1)
		calc_say(&k->words, " per @", per);
	calc_say_limits(
	    &k->words, conf, s->limits.lower, s->limits.upper, false);
}

bool
calc_isr(struct calc *k)
{
	const struct calc_value *e = calc_value(k, "events");
	bool strata = e->given && calc_value(k, "base")->given &&
		      calc_value(k, "ref-events")->given &&
		      calc_value(k, "ref-base")->given;
	bool sums = calc_value(k, "observed")->given &&
		    calc_value(k, "expected")->given;
	bool some = e->given || calc_value(k, "base")->given ||
		    calc_value(k, "ref-events")->given ||
		    calc_value(k, "ref-base")->given;
	double conf = calc_number(k, "conf"), per = calc_number(k, "per");
	struct standardised s;

	if (strata == sums || (sums && some))
		return calc_fail(k,
		    "give events=, base=, ref-events= and ref-base=, or "
		    "observed= and expected=");
	if (strata && !calc_same_length(
			  k, "events", "base", "ref-events", "ref-base", NULL))
		return false;
	s = strata ? standardise_indirect(e->list, calc_value(k, "base")->list,
			 calc_value(k, "ref-events")->list,
			 calc_value(k, "ref-base")->list, e->n, per, conf)
		   : standardise_ratio(calc_number(k, "observed"),
			 calc_number(k, "expected"), per, conf);
	answer_standardised(k, &s, conf);
	calc_put(k, "expected", s.expected, s.why);
	if (strata)
		calc_put(k, "reference_rate", s.reference_rate,
		    "the reference has no base");
	calc_say(&k->formula, "@ x @/@", per, s.observed, s.expected);
	if (s.why == NULL)
		calc_say(&k->words,
		    ": @ events where @1 would be expected of the same mix.",
		    s.observed, s.expected);
	return true;
}

bool
calc_dsr(struct calc *k)
{
	const struct calc_value *e = calc_value(k, "events");
	const struct calc_value *base = calc_value(k, "base");
	const struct calc_value *w = calc_value(k, "standard");
	double conf = calc_number(k, "conf"), all = 0;
	struct standardised s;

	if (!calc_same_length(k, "events", "base", "standard", NULL))
		return false;
	s = standardise_direct(
	    e->list, base->list, w->list, e->n, calc_number(k, "per"), conf);
	answer_standardised(k, &s, conf);
	calc_put(k, "crude", calc_number(k, "per") * s.crude, no_base);
	calc_say(&k->formula, "@ x (", calc_number(k, "per"));
	for (size_t i = 0; i < e->n; i++) {
		calc_say(&k->formula, i > 0 ? " + @ x @/@" : "@ x @/@",
		    w->list[i], e->list[i], base->list[i]);
		all += w->list[i];
	}
	calc_say(&k->formula, ") / @", all);
	if (s.why == NULL)
		calc_say(&k->words,
		    " with the mix of the standard; @~ as it is.",
		    calc_number(k, "per") * s.crude);
	return true;
}

static double *
sorted(struct calc *k, const struct calc_value *v)
{
	double *s = NEWS(k->c->tmp, v->n, double);

	memcpy(s, v->list, v->n * sizeof *s);
	sort_numbers(s, v->n);
	return s;
}

bool
calc_quantile(struct calc *k)
{
	const struct calc_value *v = calc_value(k, "values");
	double q = calc_number(k, "q"), at = quantile(sorted(k, v), v->n, q);

	calc_put(k, "quantile", at, NULL);
	calc_put(k, "n", (double)v->n, NULL);
	calc_say(&k->formula, "value at place 1 + (@ - 1) x @ of @ in order",
	    (double)v->n, q, (double)v->n);
	calc_say(&k->words, "@% of the way up the @ values is @.", q,
	    (double)v->n, at);
	return true;
}

bool
calc_rank_quantile(struct calc *k)
{
	const struct calc_value *v = calc_value(k, "values");
	double value = calc_number(k, "value");
	double quantiles = calc_number(k, "quantiles");
	bool highest = calc_is(k, "from", "highest");
	size_t rank = rank_of(v->list, v->n, value, highest), q;

	if (quantiles != floor(quantiles))
		return calc_fail(k, "quantiles= is a whole number");
	for (q = 0; q < v->n && v->list[q] != value;)
		q++;
	if (q == v->n)
		return calc_fail(k, "value= is not one of values=");
	q = rank_quantile(rank, v->n, (size_t)quantiles);
	calc_put(k, "rank", (double)rank, NULL);
	calc_put(k, "of", (double)v->n, NULL);
	calc_put(k, "quantile", q > 0 ? (double)q : NAN,
	    "there are fewer values than quantiles");
	calc_say(&k->formula, "floor((@ + 1) - ceil((@ + 1 - @)/(@/@)))",
	    quantiles, (double)v->n, (double)rank, (double)v->n, quantiles);
	calc_say(
	    &k->words, "Place @ of @ from the ", (double)rank, (double)v->n);
	buf_addz(&k->words, highest ? "highest" : "lowest");
	if (q > 0)
		calc_say(&k->words, ": group @ of @", (double)q, quantiles);
	buf_addc(&k->words, '.');
	return true;
}

bool
calc_spine(struct calc *k)
{
	const struct calc_value *v = calc_value(k, "values");
	double england = calc_number(k, "comparator");
	double value = calc_number(k, "value");
	struct spine s =
	    spine(sorted(k, v), v->n, v->n + (size_t)calc_number(k, "missing"),
		england, value, calc_is(k, "good", "low"));

	calc_put(k, "position", s.value, s.why);
	calc_put(k, "scale_min", s.scale_min, s.why);
	calc_put(k, "scale_max", s.scale_max, s.why);
	calc_put(k, "worst", s.worst, s.why);
	calc_put(k, "q25", s.q25, s.why);
	calc_put(k, "comparator", s.comparator, s.why);
	calc_put(k, "q75", s.q75, s.why);
	calc_put(k, "best", s.best, s.why);
	if (none(k, "spine", s.why)) {
		buf_addz(&k->formula, "none");
		return true;
	}
	calc_say(&k->formula,
	    calc_is(k, "good", "low") ? "1 - (@ - @)/(@ - @)"
				      : "(@ - @)/(@ - @)",
	    value, s.scale_min, s.scale_max, s.scale_min);
	calc_say(&k->words,
	    "On a line from 0, worst, to 1, best, with the comparator at 0.5, "
	    "it stands at @2.",
	    s.value);
	return true;
}

bool
calc_dqmi(struct calc *k)
{
	const struct calc_value *n = calc_value(k, "records");
	const struct calc_value *valid = calc_value(k, "valid");
	const struct calc_value *defaults = calc_value(k, "defaults");
	const struct calc_value *threshold = calc_value(k, "threshold");
	const struct calc_value *coverage = calc_value(k, "coverage");
	double *excess = NEWS(k->c->mem, n->n, double);
	double *score = NEWS(k->c->mem, n->n, double);
	struct dqmi d;

	if (!calc_same_length(k, "records", "valid", "coverage", NULL) ||
	    !calc_within(k, "valid", "records"))
		return false;
	if (defaults->given != threshold->given)
		return calc_fail(k, "give defaults= and threshold= together");
	if (defaults->given &&
	    !calc_same_length(k, "records", "defaults", "threshold", NULL))
		return false;
	for (size_t i = 0; i < n->n; i++) {
		struct dqmi_item t = dqmi_item(n->list[i], valid->list[i],
		    defaults->given ? defaults->list[i] : 0,
		    defaults->given ? threshold->list[i] / 100 : 0);

		if (!(n->list[i] > 0))
			return calc_fail(k, "every item needs records");
		excess[i] = t.excess;
		score[i] = t.score;
	}
	d = dqmi(score, n->n, coverage->list, coverage->n);
	calc_put(k, "score", d.score, d.why);
	calc_put(k, "mean_item", d.item, d.why);
	calc_put(k, "mean_coverage", d.coverage, d.why);
	k->table = "items";
	k->rows = n->n;
	calc_put_column(k, "records", n->list);
	calc_put_column(k, "excess", excess);
	calc_put_column(k, "item", score);
	calc_put_column(k, "coverage", coverage->list);
	calc_say(&k->formula, "100 x @ x @", d.item, d.coverage);
	calc_say(&k->words,
	    "The data quality score is @1: @ items are @% right on average, "
	    "with @% of the periods submitted.",
	    d.score, (double)n->n, d.item, d.coverage);
	return true;
}
