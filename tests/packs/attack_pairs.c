/* tests/packs/attack_pairs.c -- the second group of a ratio.
 *
 * A row of a relative likelihood, a difference or a disparity tells the two
 * counts of its first group, the ratio to the last digit, and the interval. The
 * ratio gives the rate of the second group; of all pairs with that rate one
 * alone gives the interval. */
#include "attack.h"

#define Z 1.959963984540054

enum { MOST_PEOPLE = 60000 };

/* Wilson's limits. */
static void
wilson(double x, double n, double *low, double *high)
{
	double centre = 2 * x + Z * Z;
	double root = Z * sqrt(Z * Z + 4 * x * (1 - x / n));

	*low = (centre - root) / (2 * (n + Z * Z));
	*high = (centre + root) / (2 * (n + Z * Z));
}

/* The upper limit, were the second group these. */
static double
upper_of(enum method m, double v, double x, double n, double a, double b)
{
	double l1, u1, l2, u2;

	if (m == METHOD_RELATIVE_LIKELIHOOD)
		return v * exp(Z * sqrt(1 / x - 1 / n + 1 / a - 1 / b));
	if (m == METHOD_DISPARITY)
		return v * exp(Z * sqrt(1 / x + 1 / n + 1 / a + 1 / b));
	wilson(x, n, &l1, &u1);
	wilson(a, b, &l2, &u2);
	return v + 100 * hypot(u1 - x / n, a / b - l2);
}

static double
middle(const struct policy *p, struct span s)
{
	return p->step == 0 || s.high == 0 ? s.high : s.high - p->step / 2;
}

static struct span
around(const struct policy *p, double v)
{
	if (v == 0)
		return (struct span){0, 0};
	return (struct span){fmax(0, v - p->step / 2), v + p->step / 2};
}

void
attack_pair(
    const struct policy *p, const struct indicator *ind, struct entry *e)
{
	enum method m = ind->method;
	double x = middle(p, e->part[COUNT_PART]);
	double n = middle(p, e->part[BASE_PART]), rate, step;

	if ((m != METHOD_RELATIVE_LIKELIHOOD && m != METHOD_DIFFERENCE &&
		m != METHOD_DISPARITY) ||
	    ind->stratified || ind->within || !isfinite(x) || !(n > 0) ||
	    !isfinite(e->value) || !isfinite(e->upper))
		return;
	rate =
	    m == METHOD_DIFFERENCE ? x / n - e->value / 100 : x / n / e->value;
	if (!isfinite(rate))
		return;
	step = p->step > 0 ? p->step : 1;
	for (double b = step; b < MOST_PEOPLE; b += step) {
		double a = round(rate * b);

		if (fabs(a - rate * b) > 1e-8 * (1 + a) || a < 0 ||
		    fabs(upper_of(m, e->value, x, n, a, b) - e->upper) >
			1e-7 * fabs(e->upper))
			continue;
		e->part[COUNT_2_PART] = around(p, a);
		e->part[BASE_2_PART] = around(p, b);
		return;
	}
}
