/* indicators/newcombe.c -- interval of the difference of two proportions.
 *
 * Newcombe, R. G. (1998), Stat. Med. 17, 873-890, method 10, without continuity
 * correction. With Wilson's limits l and u of each proportion:
 *
 *	lower  d - sqrt((p1 - l1)^2 + (u2 - p2)^2)
 *	upper  d + sqrt((u1 - p1)^2 + (p2 - l2)^2)
 *
 * It exists wherever both groups have somebody in them, zero cells included. */
#include <math.h>

#include "indicators/methods.h"

struct difference
newcombe(double a, double n1, double b, double n2, double confidence)
{
	struct limits one = wilson(a, n1, confidence);
	struct limits two = wilson(b, n2, confidence);
	struct difference d = {NAN, NAN, NAN, {NAN, NAN}, NULL};

	if (!(n1 > 0) || !(n2 > 0)) {
		d.why = "a group has nobody in it";
		return d;
	}
	if (isnan(one.lower) || isnan(two.lower)) {
		d.why = "a count is below zero or above its group";
		return d;
	}
	d.p1 = a / n1;
	d.p2 = b / n2;
	d.value = d.p1 - d.p2;
	d.limits.lower = d.value - hypot(d.p1 - one.lower, two.upper - d.p2);
	d.limits.upper = d.value + hypot(one.upper - d.p1, d.p2 - two.lower);
	return d;
}
