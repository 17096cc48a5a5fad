/* indicators/growth.c -- change between two counts.
 *
 *	percent  100 (to/from - 1)
 *	yearly   100 ((to/from)^(1/years) - 1)
 *
 * A count of staff in post is not a sample and its people do not come and go by
 * chance alone: no interval is given. */
#include <math.h>

#include "indicators/methods.h"

struct growth
growth(double from, double to, double years)
{
	struct growth g = {NAN, NAN, NAN, NULL};

	if (!(from >= 0) || !(to >= 0) || !(years > 0)) {
		g.why = "a count is below zero, or no time has passed";
		return g;
	}
	g.change = to - from;
	if (from == 0) {
		g.why = "there was nobody at the start";
		return g;
	}
	g.percent = 100 * (to - from) / from;
	g.yearly = 100 * (pow(to / from, 1 / years) - 1);
	return g;
}
