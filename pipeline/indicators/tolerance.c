/* indicators/tolerance.c -- relative likelihood against the four-fifths rule.
 *
 * 0.80 to 1.25 is within tolerance, both ends included: 1.25 is the reciprocal
 * of four fifths, so either group may be named first. The steps at 1.5, 2 and 3
 * are those of the published explanation of the rule. A band says how large a
 * ratio is, never whether chance explains it: that is the interval's. */
#include <math.h>

#include "indicators/methods.h"

static const struct {
	double lower, upper;
	const char *words;
} band[TOLERANCE_N] = {
    [TOLERANCE_NONE] = {NAN, NAN, "there is no ratio"},
    [TOLERANCE_BELOW] = {0, 0.8, "outside tolerance: less likely"},
    [TOLERANCE_WITHIN] = {0.8, 1.25, "within the four-fifths tolerance"},
    [TOLERANCE_ABOVE] = {1.25, 1.5, "outside tolerance: look into it"},
    [TOLERANCE_LARGE] = {1.5, 2, "well outside tolerance"},
    [TOLERANCE_TWICE] = {2, 3, "two to three times as likely"},
    [TOLERANCE_THRICE] = {3, INFINITY, "three times as likely or more"},
};

enum tolerance
tolerance_band(double ratio)
{
	if (!(ratio >= 0))
		return TOLERANCE_NONE;
	if (ratio < 0.8)
		return TOLERANCE_BELOW;
	if (ratio <= 1.25)
		return TOLERANCE_WITHIN;
	for (enum tolerance t = TOLERANCE_ABOVE; t < TOLERANCE_THRICE; t++)
		if (ratio < band[t].upper)
			return t;
	return TOLERANCE_THRICE;
}

struct limits
tolerance_limits(enum tolerance t)
{
	return (struct limits){band[t].lower, band[t].upper};
}

const char *
tolerance_words(enum tolerance t)
{
	return band[t].words;
}
