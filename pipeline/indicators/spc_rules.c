/* indicators/spc_rules.c -- the four rules of Making Data Count, each alone.
 *
 * Outside the limits, strictly. Seven in a row rising or falling; equal
 * neighbours break it. Two of three between the near and the outer limit with
 * all three on that side of the mean. Seven in a row on one side of the mean; a
 * point on it breaks it. */
#include "indicators/spc.h"

const char *
spc_rule_words(enum spc_rule rule, int side)
{
	static const char *const words[][2] = {{"none", "none"},
	    {"a point below the lower limit", "a point above the upper limit"},
	    {"seven points or more falling", "seven points or more rising"},
	    {"two of three points close to the lower limit",
		"two of three points close to the upper limit"},
	    {"seven points or more below the mean",
		"seven points or more above the mean"}};

	return words[rule][side > 0];
}

signed char
rule_outside(double y, struct limits l)
{
	return (signed char)((y > l.upper) - (y < l.lower));
}

void
rule_trend_ends(const double *y, size_t n, size_t run, signed char *end)
{
	size_t length = 1;
	int way = 0;

	for (size_t i = 0; i < n; i++) {
		int step = i == 0 ? 0 : (y[i] > y[i - 1]) - (y[i] < y[i - 1]);

		length = step == 0 ? 1 : step == way ? length + 1 : 2;
		way = step;
		end[i] = length >= run && step != 0 ? (signed char)step : 0;
	}
}

void
rule_shift_ends(const signed char *side, size_t n, size_t run, signed char *end)
{
	size_t length = 0;

	for (size_t i = 0; i < n; i++) {
		length = side[i] == 0                      ? 0
			 : i > 0 && side[i] == side[i - 1] ? length + 1
							   : 1;
		end[i] = length >= run && length > 0 ? side[i] : 0;
	}
}

void
rule_spread(const signed char *end, size_t n, size_t run, signed char *flag)
{
	for (size_t i = 0; i < n; i++)
		flag[i] = 0;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; end[i] != 0 && k < run && k <= i; k++)
			flag[i - k] = end[i];
}

static bool
window(const signed char *close, const signed char *side, bool third_anywhere,
    signed char way)
{
	int near = 0, there = 0;

	for (int k = 0; k < 3; k++) {
		near += close[k] == way;
		there += side[k] == way;
	}
	return near >= 2 && (third_anywhere || there == 3);
}

void
rule_two_of_three(const signed char *close, const signed char *side, size_t n,
    bool third_anywhere, bool spare, signed char *flag)
{
	for (size_t i = 0; i < n; i++)
		flag[i] = 0;
	for (size_t i = 0; i + 3 <= n; i++)
		for (signed char way = -1; way <= 1; way += 2) {
			if (!window(close + i, side + i, third_anywhere, way))
				continue;
			for (size_t k = i; k < i + 3; k++)
				if (!spare || close[k] == way)
					flag[k] = way;
		}
}
