/* indicators/calc_groups.c -- calc's methods that compare two groups or two
 * counts. */
#include <math.h>

#include "base/num.h"
#include "indicators/calc_work.h"
#include "indicators/methods.h"

/* Two groups as most methods here take them. */
struct two {
	double a, n1, b, n2, conf;
};

static bool
two_groups(struct calc *k, struct two *t)
{
	*t = (struct two){calc_number(k, "a"), calc_number(k, "n1"),
	    calc_number(k, "b"), calc_number(k, "n2"), 0};
	return calc_within(k, "a", "n1") && calc_within(k, "b", "n2");
}

bool
calc_relative_likelihood(struct calc *k)
{
	struct relative_likelihood r;
	struct difference d;
	struct two t;

	if (!two_groups(k, &t))
		return false;
	t.conf = calc_number(k, "conf");
	r = relative_likelihood(t.a, t.n1, t.b, t.n2, t.conf);
	d = newcombe(t.a, t.n1, t.b, t.n2, t.conf);
	calc_put(k, "rate1", r.rate1, "the first group has nobody in it");
	calc_put(k, "rate2", r.rate2, "the second group has nobody in it");
	calc_put(k, "relative_likelihood", r.ratio, r.why);
	calc_put(k, "lower", r.limits.lower, r.why_limits);
	calc_put(k, "upper", r.limits.upper, r.why_limits);
	calc_put(k, "reciprocal", 1 / r.ratio,
	    r.why != NULL ? r.why : "nobody in the first group had it");
	calc_put(k, "fisher_p", r.p, r.why_p);
	calc_put(k, "difference", d.value, d.why);
	calc_put(k, "difference_lower", d.limits.lower, d.why);
	calc_put(k, "difference_upper", d.limits.upper, d.why);
	calc_put_text(
	    k, "tolerance", str_of(tolerance_words(tolerance_band(r.ratio))));
	if (r.why != NULL)
		calc_put_text(k, "shorthand", r.no_base ? S("[x]") : S("[z]"));
	calc_say(&k->formula, "(@/@) / (@/@)", t.a, t.n1, t.b, t.n2);
	if (r.why == NULL)
		calc_say(&k->formula, " = @", r.ratio);
	if (isfinite(r.limits.lower))
		calc_say(&k->formula,
		    "; exp(ln @ -+ @ sqrt(1/@ - 1/@ + 1/@ - 1/@))", r.ratio,
		    calc_z(t.conf), t.a, t.n1, t.b, t.n2);
	relative_likelihood_words(&k->words, &r, calc_value(k, "first")->word,
	    calc_value(k, "second")->word);
	return true;
}

bool
calc_newcombe(struct calc *k)
{
	struct limits one, two;
	struct difference d;
	struct two t;

	if (!two_groups(k, &t))
		return false;
	t.conf = calc_number(k, "conf");
	d = newcombe(t.a, t.n1, t.b, t.n2, t.conf);
	one = wilson(t.a, t.n1, t.conf);
	two = wilson(t.b, t.n2, t.conf);
	calc_put(k, "share1", d.p1, d.why);
	calc_put(k, "share2", d.p2, d.why);
	calc_put(k, "difference", d.value, d.why);
	calc_put(k, "lower", d.limits.lower, d.why);
	calc_put(k, "upper", d.limits.upper, d.why);
	calc_say(&k->formula, "@/@ - @/@", t.a, t.n1, t.b, t.n2);
	if (d.why != NULL) {
		buf_addf(&k->words, "No difference is given: %s.", d.why);
		return true;
	}
	calc_say(&k->formula,
	    " = @; lower @ - sqrt((@ - @)^2 + (@ - @)^2), upper @ + sqrt((@ - "
	    "@)^2 + (@ - @)^2)",
	    d.value, d.value, d.p1, one.lower, two.upper, d.p2, d.value,
	    one.upper, d.p1, d.p2, two.lower);
	calc_say(&k->words,
	    "@% against @%: a difference of @1 percentage points", d.p1, d.p2,
	    100 * d.value);
	calc_say_limits(&k->words, t.conf, 100 * d.limits.lower,
	    100 * d.limits.upper, false);
	buf_addz(&k->words, d.limits.lower <= 0 && d.limits.upper >= 0
				? "; it could be chance."
				: "; chance alone does not explain it.");
	return true;
}

bool
calc_mantel_haenszel(struct calc *k)
{
	const struct calc_value *a = calc_value(k, "a");
	double conf = calc_number(k, "conf");
	struct mantel_haenszel m;

	if (!calc_same_length(k, "a", "n1", "b", "n2", NULL) ||
	    !calc_within(k, "a", "n1") || !calc_within(k, "b", "n2"))
		return false;
	m = mantel_haenszel(a->list, calc_value(k, "n1")->list,
	    calc_value(k, "b")->list, calc_value(k, "n2")->list, a->n, conf);
	calc_put(k, "relative_likelihood", m.ratio, m.why);
	calc_put(
	    k, "lower", m.limits.lower, m.why != NULL ? m.why : m.why_limits);
	calc_put(
	    k, "upper", m.limits.upper, m.why != NULL ? m.why : m.why_limits);
	calc_put(k, "crude", m.crude, m.why);
	calc_put(k, "strata", (double)m.used, NULL);
	calc_put(
	    k, "homogeneity_chi2", m.chi2, m.why != NULL ? m.why : m.why_test);
	calc_put(k, "homogeneity_df", (double)m.df, NULL);
	calc_put(k, "homogeneity_p", m.p, m.why != NULL ? m.why : m.why_test);
	buf_addz(&k->formula, "(");
	for (int part = 0; part < 2; part++) {
		for (size_t i = 0; i < a->n; i++) {
			double n1 = calc_value(k, "n1")->list[i];
			double n2 = calc_value(k, "n2")->list[i];
			double x = part == 0 ? a->list[i]
					     : calc_value(k, "b")->list[i];

			if (i > 0)
				buf_addz(&k->formula, " + ");
			calc_say(&k->formula, "@ x @/@", x, part == 0 ? n2 : n1,
			    n1 + n2);
		}
		buf_addz(&k->formula, part == 0 ? ") / (" : ")");
	}
	if (m.why != NULL) {
		buf_addf(
		    &k->words, "No relative likelihood is given: %s.", m.why);
		return true;
	}
	calc_say(&k->words,
	    "Compared within strata, the first group was @2 times as likely as "
	    "the second",
	    m.ratio);
	calc_say_limits(&k->words, conf, m.limits.lower, m.limits.upper, false);
	calc_say(&k->words, "; without that, @2 times.", m.crude);
	if (isfinite(m.p))
		buf_addz(&k->words,
		    m.p < 1 - conf
			? " The strata differ from each other: look at "
			  "them one by one."
			: " The strata do not clearly differ from each "
			  "other.");
	return true;
}

bool
calc_gap(struct calc *k)
{
	struct two t;
	struct gap g;

	if (!two_groups(k, &t))
		return false;
	g = gap(t.a, t.n1, t.b, t.n2);
	calc_put(k, "gap_points", g.points, g.why);
	calc_put(k, "to_close_among_present", g.among, g.why);
	calc_put(k, "to_close_by_joining", g.joining,
	    g.why != NULL ? g.why : "no number of newcomers is enough");
	calc_say(&k->formula,
	    "100 (@/@ - @/@); least k with (@ + k)/@ >= @/@, or (@ + k)/(@ + "
	    "k) >= @/@",
	    t.b, t.n2, t.a, t.n1, t.b, t.n2, t.a, t.n1, t.b, t.n2, t.a, t.n1);
	if (g.why != NULL) {
		buf_addf(&k->words, "No gap is given: %s.", g.why);
		return true;
	}
	if (g.among == 0) {
		calc_say(&k->words, "There is no gap to close: @% against @%.",
		    t.b / t.n2, t.a / t.n1);
		return true;
	}
	calc_say(&k->words, "@% against @%, a gap of @1 percentage points; ",
	    t.b / t.n2, t.a / t.n1, -g.points);
	num_fixed(&k->words, g.among, 0, NUM_THOUSANDS);
	buf_addz(&k->words, " more of those present would close it");
	if (isfinite(g.joining)) {
		buf_addz(&k->words, ", or ");
		num_fixed(&k->words, g.joining, 0, NUM_THOUSANDS);
		buf_addz(&k->words, " joining, if all of them have it");
	}
	buf_addc(&k->words, '.');
	return true;
}

/* Sizes of the groups of bands; without any, every number is a group. */
static bool
band_sizes(struct calc *k, size_t bands, size_t **size, size_t *groups)
{
	const struct calc_value *v = calc_value(k, "groups");
	size_t sum = 0;

	*groups = v->given ? v->n : bands;
	*size = NEWS(k->c->mem, *groups, size_t);
	for (size_t g = 0; g < *groups; g++) {
		double n = v->given ? v->list[g] : 1;

		if (n != floor(n))
			return calc_fail(k, "groups= takes whole numbers");
		(*size)[g] = (size_t)n;
		sum += (size_t)n;
	}
	if (sum != bands)
		return calc_fail(k,
		    "groups= adds up to %zu bands, and white has %zu numbers",
		    sum, bands);
	return *groups >= 2 || calc_fail(k, "give two groups of bands or more");
}

bool
calc_disparity(struct calc *k)
{
	const struct calc_value *white = calc_value(k, "white");
	double conf = calc_number(k, "conf"), *w, *b, *col[8];
	bool turned = calc_is(k, "order", "high-over-low");
	size_t *size, groups, pairs, at = 0;

	if (!calc_same_length(k, "white", "bme", NULL) ||
	    !band_sizes(k, white->n, &size, &groups))
		return false;
	w = NEWS(k->c->mem, groups, double);
	b = NEWS(k->c->mem, groups, double);
	band_groups(white->list, size, groups, w);
	band_groups(calc_value(k, "bme")->list, size, groups, b);
	pairs = groups * (groups - 1) / 2;
	for (size_t i = 0; i < 7; i++)
		col[i] = NEWS(k->c->mem, pairs, double);
	for (size_t low = 0; low < groups; low++)
		for (size_t high = low + 1; high < groups; high++) {
			size_t top = turned ? high : low;
			size_t under = turned ? low : high;
			struct disparity d =
			    disparity(w[top], w[under], b[top], b[under], conf);

			col[0][at] = (double)top + 1;
			col[1][at] = (double)under + 1;
			col[2][at] = d.first;
			col[3][at] = d.second;
			col[4][at] = d.ratio;
			col[5][at] = d.limits.lower;
			col[6][at] = d.limits.upper;
			if (at == 0) {
				calc_put(k, "ratio", d.ratio, d.why);
				calc_put(k, "lower", d.limits.lower,
				    d.why != NULL ? d.why : d.why_limits);
				calc_put(k, "upper", d.limits.upper,
				    d.why != NULL ? d.why : d.why_limits);
				calc_say(&k->formula, "(@/@) / (@/@)", w[top],
				    w[under], b[top], b[under]);
			}
			if (d.why == NULL) {
				calc_say(&k->words,
				    "For each one in group @, group @ has @2 "
				    "white and @2 BME staff: ratio @2",
				    (double)under + 1, (double)top + 1, d.first,
				    d.second, d.ratio);
				calc_say_limits(&k->words, conf, d.limits.lower,
				    d.limits.upper, false);
				buf_addz(
				    &k->words, at + 1 < pairs ? ". " : ".");
			} else {
				calc_say(&k->words,
				    "No ratio is given of groups @ and @: ",
				    (double)top + 1, (double)under + 1);
				buf_addf(&k->words, "%s%s", d.why,
				    at + 1 < pairs ? ". " : ".");
			}
			at++;
		}
	k->table = "ratios";
	k->rows = pairs;
	calc_put_column(k, "group", col[0]);
	calc_put_column(k, "over", col[1]);
	calc_put_column(k, "white", col[2]);
	calc_put_column(k, "bme", col[3]);
	calc_put_column(k, "ratio", col[4]);
	calc_put_column(k, "lower", col[5]);
	calc_put_column(k, "upper", col[6]);
	return true;
}

bool
calc_ratio(struct calc *k)
{
	double x = calc_number(k, "x"), y = calc_number(k, "y");
	double conf = calc_number(k, "conf");
	struct ratio r = ratio(x, y, conf);
	struct limits l = wilson(x, x + y, conf);

	calc_put(k, "ratio", r.value, r.why);
	calc_put(k, "lower", r.limits.lower, r.why);
	calc_put(k, "upper", r.limits.upper, r.why);
	calc_say(&k->formula, "@/@", x, y);
	if (r.why != NULL) {
		buf_addf(&k->words, "No ratio is given: %s.", r.why);
		return true;
	}
	calc_say(&k->formula,
	    " = @; limits @/(1 - @) and @/(1 - @), Wilson's of @/(@ + @)",
	    r.value, l.lower, l.lower, l.upper, l.upper, x, x, y);
	calc_say(&k->words, "@2 for each one of the second kind", r.value);
	calc_say_limits(&k->words, conf, r.limits.lower, r.limits.upper, false);
	buf_addc(&k->words, '.');
	return true;
}

bool
calc_growth(struct calc *k)
{
	double from = calc_number(k, "from"), to = calc_number(k, "to");
	double years = calc_number(k, "years");
	struct growth g = growth(from, to, years);

	calc_put(k, "change", g.change, g.why);
	calc_put(k, "percent", g.percent, g.why);
	calc_put(k, "percent_a_year", g.yearly, g.why);
	calc_say(&k->formula, "100 (@/@ - 1); 100 ((@/@)^(1/@) - 1)", to, from,
	    to, from, years);
	if (g.why != NULL) {
		buf_addf(&k->words, "No percentage is given: %s.", g.why);
		return true;
	}
	calc_say(&k->words, "From @ to @: ", from, to);
	num_fixed(&k->words, g.change, 2, NUM_SIGN | NUM_TRIM);
	buf_addz(&k->words, ", or ");
	num_fixed(&k->words, g.percent, 1, NUM_SIGN);
	buf_addz(&k->words, "%");
	if (years != 1) {
		buf_addz(&k->words, "; ");
		num_fixed(&k->words, g.yearly, 1, NUM_SIGN);
		buf_addz(&k->words, "% a year");
	}
	buf_addc(&k->words, '.');
	return true;
}
