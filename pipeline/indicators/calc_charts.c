/* indicators/calc_charts.c -- calc's methods that look at many places or at a
 * series in time. */
#include <math.h>

#include "base/num.h"
#include "indicators/calc_work.h"
#include "indicators/funnel.h"
#include "indicators/spc.h"

static double *
room(struct calc *k, size_t n)
{
	return NEWS(k->c->mem, n, double);
}

/* ---- Funnel. */

struct lines {
	double *value, *low_in, *high_in, *low_out, *high_out;
	const char **class;
};

static struct lines
lines_of(struct calc *k, size_t n)
{
	return (struct lines){room(k, n), room(k, n), room(k, n), room(k, n),
	    room(k, n), NEWS(k->c->mem, n, const char *)};
}

static void
keep_line(struct lines *l, size_t i, double value, struct limits in,
    struct limits out, enum funnel_class class)
{
	l->value[i] = value;
	l->low_in[i] = in.lower;
	l->high_in[i] = in.upper;
	l->low_out[i] = out.lower;
	l->high_out[i] = out.upper;
	l->class[i] = funnel_class_name(class);
}

static void
answer_funnel(struct calc *k, const struct lines *l, bool ratio, bool adjust,
    double target, const struct overdispersion *o)
{
	const struct calc_value *x = calc_value(k, "x");
	const struct calc_value *n = calc_value(k, "n");
	size_t inside = 0, low = 0, high = 0;

	calc_put(k, "target", target, NULL);
	if (adjust) {
		calc_put(k, "phi", o->phi, o->why);
		calc_put(k, "tau2", o->tau2, o->why);
		calc_put(k, "used", (double)o->used, NULL);
	}
	k->table = "points";
	k->rows = x->n;
	calc_put_column(k, "x", x->list);
	calc_put_column(k, "n", n->list);
	calc_put_column(k, "value", l->value);
	calc_put_column(k, "lower95", l->low_in);
	calc_put_column(k, "upper95", l->high_in);
	calc_put_column(k, "lower998", l->low_out);
	calc_put_column(k, "upper998", l->high_out);
	calc_put_words(k, "class", l->class);
	for (size_t i = 0; i < x->n; i++) {
		inside += l->class[i][0] == 'N';
		low += l->class[i][0] == 'L';
		high += l->class[i][0] == 'H';
	}
	if (adjust)
		calc_say(&k->formula,
		    ratio ? "exp(-+ z sqrt(1/n + @))"
			  : "sin(asin(sqrt @) -+ z sqrt(1/(4n) + @))^2",
		    ratio ? o->tau2 : target, o->tau2);
	else if (ratio)
		buf_addz(&k->formula, "limits of x (exact below 10, else Byar) "
				      "over n, against 1");
	else
		calc_say(&k->formula, "@ -+ z sqrt(@ (1 - @)/n)", target,
		    target, target);
	calc_say(&k->formula, ", z = @ and @", calc_z(FUNNEL_95),
	    calc_z(FUNNEL_998));
	if (x->n == 1)
		buf_addf(&k->words, "The place is %s the 95%% limits.",
		    low > 0    ? "below"
		    : high > 0 ? "above"
			       : "within");
	else
		calc_say(&k->words,
		    "Within the 95% limits are @ of @ places; below @, above "
		    "@.",
		    (double)inside, (double)x->n, (double)low, (double)high);
	if (adjust)
		buf_addz(&k->words, " The limits allow for differences that "
				    "chance alone does not make.");
}

bool
calc_funnel(struct calc *k)
{
	const struct calc_value *x = calc_value(k, "x");
	const struct calc_value *n = calc_value(k, "n");
	bool ratio = calc_is(k, "kind", "ratio");
	bool adjust = calc_is(k, "adjust", "yes");
	enum funnel_scale scale = ratio ? FUNNEL_RATIO_LOG : FUNNEL_PROPORTION;
	double target = ratio ? 1 : calc_number(k, "p");
	struct overdispersion o = {NAN, 0, 0, NULL};
	struct lines l = lines_of(k, x->n);

	if (!calc_same_length(k, "x", "n", NULL))
		return false;
	if (ratio && calc_value(k, "p")->given)
		return calc_fail(k, "p= is for proportions; a ratio is held "
				    "against 1");
	if (!ratio && !calc_within(k, "x", "n"))
		return false;
	for (size_t i = 0; i < n->n; i++)
		if (!(n->list[i] > 0))
			return calc_fail(k, "every n is above 0");
	if (isnan(target) && x->n == 1)
		return calc_fail(k, "one place needs p=, the share to hold it "
				    "against");
	if (isnan(target))
		target = funnel_target(x->list, n->list, x->n);
	if (adjust) {
		o = overdispersion(scale, ratio ? FUNNEL_CUT : FUNNEL_WINSORISE,
		    x->list, n->list, x->n, target, 0.1, room(k, x->n),
		    room(k, x->n), room(k, x->n));
		if (o.why != NULL)
			return calc_fail(k, "adjust=yes: %s", o.why);
	}
	for (size_t i = 0; i < x->n; i++) {
		double value = x->list[i] / n->list[i];
		struct limits in, out;

		if (adjust) {
			in = funnel_adjusted(
			    scale, target, n->list[i], o.tau2, FUNNEL_95);
			out = funnel_adjusted(
			    scale, target, n->list[i], o.tau2, FUNNEL_998);
			keep_line(&l, i, value, in, out,
			    funnel_place(value, out, in));
		} else if (ratio) {
			in = funnel_poisson(n->list[i], FUNNEL_95);
			out = funnel_poisson(n->list[i], FUNNEL_998);
			keep_line(&l, i, value, in, out,
			    funnel_ratio_class(x->list[i], n->list[i]));
		} else {
			in = funnel_proportion(target, n->list[i], FUNNEL_95);
			out = funnel_proportion(target, n->list[i], FUNNEL_998);
			keep_line(&l, i, value, in, out,
			    funnel_proportion_class(
				x->list[i], n->list[i], target));
		}
	}
	answer_funnel(k, &l, ratio, adjust, target, &o);
	return true;
}

/* ---- Series in time. */

static void
say_fired(
    struct calc *k, const struct xmr *x, const struct xmr_point *p, size_t n)
{
	if (x->run_chart) {
		calc_say(&k->words,
		    "Too few points since the last new start (@) to tell "
		    "change "
		    "from chance: a run chart about the median, @; the limits "
		    "are a trial.",
		    (double)p[n - 1].length, x->median);
		return;
	}
	buf_addf(&k->words, "%s", variation_words(x->variation));
	k->words.p[0] = (char)(k->words.p[0] - 'a' + 'A');
	if (x->rule != SPC_NO_RULE) {
		calc_say(&k->words,
		    x->fired_from == x->fired_to ? " (point @"
						 : " (points @ to @",
		    (double)x->fired_from + 1, (double)x->fired_to + 1);
		buf_addf(
		    &k->words, ": %s)", spc_rule_words(x->rule, p[n - 1].side));
	}
	if (x->assurance != ASSURANCE_NONE)
		buf_addf(&k->words, "; %s", assurance_words(x->assurance));
	buf_addc(&k->words, '.');
}

static void
put_points(struct calc *k, const struct xmr_point *p, size_t n)
{
	double *mean = room(k, n), *lower = room(k, n), *upper = room(k, n);
	const char **rule = NEWS(k->c->mem, n, const char *);
	double *side = room(k, n);

	for (size_t i = 0; i < n; i++) {
		mean[i] = p[i].mean;
		lower[i] = p[i].lower;
		upper[i] = p[i].upper;
		rule[i] = spc_rule_words(p[i].rule, p[i].side);
		side[i] = p[i].side;
	}
	k->table = "points";
	k->rows = n;
	calc_put_column(k, "value", calc_value(k, "values")->list);
	calc_put_column(k, "mean", mean);
	calc_put_column(k, "lower", lower);
	calc_put_column(k, "upper", upper);
	calc_put_words(k, "rule", rule);
	calc_put_column(k, "side", side);
}

bool
calc_xmr(struct calc *k)
{
	const struct calc_value *v = calc_value(k, "values");
	struct xmr_point *p = NEWS(k->c->mem, v->n, struct xmr_point);
	struct xmr_options o = {
	    .improvement = calc_is(k, "improvement", "up") ? DIRECTION_HIGHER
			   : calc_is(k, "improvement", "down")
			       ? DIRECTION_LOWER
			       : DIRECTION_NEUTRAL,
	    .keep_outliers = calc_is(k, "screen", "no"),
	    .beyond_counts = calc_is(k, "beyond", "yes"),
	    .target = calc_number(k, "target")};
	double fix = calc_number(k, "fix");
	bool *rebase;
	struct xmr x;

	if (!calc_rebase(k, "rebase", v->n, &rebase))
		return false;
	if (!isnan(fix) && fix != floor(fix))
		return calc_fail(k, "fix= is a whole number");
	if (!isnan(o.target) && o.improvement == DIRECTION_NEUTRAL)
		return calc_fail(k, "a target needs improvement=up or down");
	o.rebase = rebase;
	o.fix_after = isnan(fix) ? 0 : (size_t)fix;
	x = xmr(v->list, v->n, &o, p, room(k, v->n));
	calc_put(k, "mean", x.mean, x.why);
	calc_put(k, "lower", x.limits.lower, x.why);
	calc_put(k, "upper", x.limits.upper, x.why);
	calc_put(k, "average_moving_range", x.average_range, x.why);
	calc_put(k, "median", x.median, x.why);
	calc_put_text(k, "chart", x.run_chart ? S("run chart") : S("XmR"));
	calc_put_text(
	    k, "rule", str_of(spc_rule_words(x.rule, p[v->n - 1].side)));
	calc_put_text(k, "variation", str_of(variation_words(x.variation)));
	calc_put_text(k, "assurance", str_of(assurance_words(x.assurance)));
	put_points(k, p, v->n);
	if (x.why == NULL)
		calc_say(&k->formula, "@ -+ 2.66 x @", x.mean, x.average_range);
	else
		calc_say(&k->formula, "@", x.mean);
	say_fired(k, &x, p, v->n);
	return true;
}

static bool
chart(struct calc *k, enum spc_chart kind, const char *values,
    const char *formula)
{
	const struct calc_value *x = calc_value(k, values);
	size_t count = x->n, beyond = 0, since = 0;
	struct spc_point *p = NEWS(k->c->mem, count, struct spc_point);
	double *col[6], *n = NULL;
	static const char why[] = "one point has no moving range";
	bool *rebase, keep = kind != SPC_C && calc_is(k, "screen", "no");

	if (kind != SPC_C && kind != SPC_MR) {
		if (!calc_same_length(k, values, "n", NULL))
			return false;
		n = calc_value(k, "n")->list;
		for (size_t i = 0; i < count; i++)
			if (!(n[i] > 0))
				return calc_fail(k, "every n is above 0");
	}
	if ((kind == SPC_P || kind == SPC_P_PRIME) &&
	    !calc_within(k, values, "n"))
		return false;
	if (!calc_rebase(k, "rebase", count, &rebase))
		return false;
	spc_limits(
	    kind, x->list, n, count, rebase, keep, p, room(k, 2 * count));
	for (size_t i = 0; i < COUNT(col); i++)
		col[i] = room(k, count);
	for (size_t i = 0; i < count; i++) {
		col[0][i] = p[i].value;
		col[1][i] = p[i].centre;
		col[2][i] = p[i].lower;
		col[3][i] = p[i].upper;
		col[4][i] = p[i].near_lower;
		col[5][i] = p[i].near_upper;
		since = rebase[i] ? 1 : since + 1;
		beyond += rule_outside(p[i].value,
			      (struct limits){p[i].lower, p[i].upper}) != 0;
	}
	calc_put(k, "centre", p[count - 1].centre, why);
	calc_put(k, "lower", p[count - 1].lower, why);
	calc_put(k, "upper", p[count - 1].upper, why);
	calc_put(k, "outside", (double)beyond, NULL);
	k->table = "points";
	k->rows = count;
	calc_put_column(k, "value", col[0]);
	calc_put_column(k, "centre", col[1]);
	calc_put_column(k, "lower", col[2]);
	calc_put_column(k, "upper", col[3]);
	calc_put_column(k, "near_lower", col[4]);
	calc_put_column(k, "near_upper", col[5]);
	if (isfinite(p[count - 1].centre))
		calc_say(&k->formula, formula, p[count - 1].centre,
		    p[count - 1].centre, p[count - 1].centre);
	else
		buf_addz(&k->formula, "none");
	if (since < SPC_ENOUGH)
		calc_say(&k->words,
		    "Too few points since the last new start (@) to tell "
		    "change "
		    "from chance; the limits are a trial.",
		    (double)since);
	else
		calc_say(&k->words,
		    beyond == 1 ? "@ of @ points is outside its limits."
				: "@ of @ points are outside their limits.",
		    (double)beyond, (double)count);
	return true;
}

bool
calc_p_chart(struct calc *k)
{
	return chart(k, SPC_P, "x", "@ -+ 3 sqrt(@ (1 - @)/n), within 0 to 1");
}

bool
calc_p_prime_chart(struct calc *k)
{
	return chart(k, SPC_P_PRIME, "x",
	    "@ -+ 3 sqrt(@ (1 - @)/n) x AMR(z)/1.128, within 0 to 1");
}

bool
calc_u_chart(struct calc *k)
{
	return chart(k, SPC_U, "x", "@ -+ 3 sqrt(@/n), from 0");
}

bool
calc_u_prime_chart(struct calc *k)
{
	return chart(
	    k, SPC_U_PRIME, "x", "@ -+ 3 sqrt(@/n) x AMR(z)/1.128, from 0");
}

bool
calc_c_chart(struct calc *k)
{
	return chart(k, SPC_C, "x", "@ -+ 3 sqrt @, from 0");
}

bool
calc_mr_chart(struct calc *k)
{
	return chart(k, SPC_MR, "values", "0 to 3.267 x @");
}
