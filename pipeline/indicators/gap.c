/* indicators/gap.c -- how far a group's share is from another, and how many
 * people that is.
 *
 *	points  100 (b/n2 - a/n1)
 *	among   the smallest whole k >= 0 with (b + k)/n2 >= a/n1
 *	joining the smallest whole k >= 0 with (b + k)/(n2 + k) >= a/n1
 *
 * Shares are compared as a n2 against b n1, so that a division cannot turn an
 * exact "enough" into one person more. */
#include <math.h>

#include "indicators/methods.h"

static bool
among_enough(double a, double n1, double b, double n2, double k)
{
	return (b + k) * n1 >= a * n2;
}

static bool
joining_enough(double a, double n1, double b, double n2, double k)
{
	return (b + k) * n1 >= a * (n2 + k);
}

/* From a guess that is at most rounding away from it. */
static double
smallest(bool (*enough)(double, double, double, double, double), double guess,
    double a, double n1, double b, double n2)
{
	double k = fmax(0, ceil(guess));

	while (k > 0 && enough(a, n1, b, n2, k - 1))
		k--;
	for (int i = 0; i < 4 && !enough(a, n1, b, n2, k); i++)
		k++;
	return k;
}

struct gap
gap(double a, double n1, double b, double n2)
{
	struct gap g = {NAN, NAN, NAN, NULL};

	if (!(n1 > 0) || !(n2 > 0)) {
		g.why = "a group has nobody in it";
		return g;
	}
	if (!(a >= 0) || !(b >= 0) || a > n1 || b > n2) {
		g.why = "a count is below zero or above its group";
		return g;
	}
	g.points = 100 * (b / n2 - a / n1);
	if (among_enough(a, n1, b, n2, 0)) {
		g.among = g.joining = 0;
		return g;
	}
	g.among = smallest(among_enough, (a * n2 - b * n1) / n1, a, n1, b, n2);
	/* Where all of the first group have it, newcomers never make up for
	 * one who does not. */
	if (a < n1)
		g.joining = smallest(
		    joining_enough, (a * n2 - b * n1) / (n1 - a), a, n1, b, n2);
	return g;
}
