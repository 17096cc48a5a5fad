/* base/num.h -- numbers to text and back without a locale, with one rounding
 * rule: half away from zero in decimal, on the shortest decimal that names the
 * double. 4.125 is printed 4.13 with two places, as the published NHS rates
 * are. */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stdbool.h>

#include "base/str.h"

enum num_flag {
	NUM_PLAIN = 0,
	NUM_THOUSANDS = 1,  /* 1,234 */
	NUM_TRUE_MINUS = 2, /* U+2212, for pages */
	NUM_SIGN = 4,       /* + before a number above zero */
	NUM_TRIM = 8,       /* no trailing zeros after the point */
};

/* The whole of s, after trimming, is a decimal number: [+-]d[.d][e[+-]d].
 * No thousands separators, no hex, no inf or nan. */
MUST_CHECK bool num_parse(struct str s, double *out);
/* Places 0 to 15. Not finite: prints nothing. Never prints "-0". */
void num_fixed(struct buf *, double v, int places, unsigned flags);
/* The shortest text that reads back as the same double. */
void num_short(struct buf *, double v);
/* The value that num_fixed prints. */
double num_round(double v, int places);

#endif
