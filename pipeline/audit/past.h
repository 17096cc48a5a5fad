/* audit/past.h -- what one cell of one trust said in the quarters before. */
#ifndef AUDIT_PAST_H
#define AUDIT_PAST_H

#include "audit/robust.h"
#include "audit/rule.h"

enum { QUARTERS_A_YEAR = 4 };

/* Of VIEW_BACK quarters: older figures say little of today's. */
struct past {
	size_t n;         /* quarters with a number, doubted ones left out */
	struct robust of; /* of those; only when n is above 0 */
	double last;      /* last quarter's; NAN: no number, or doubted */
	double year;      /* the same quarter's of last year; NAN */
	/* Beside this, nobody would be surprised: as many deviations as the
	 * settings say, each at least what chance alone gives. */
	double usual;
};
struct past past_of(
    const struct inspection *, const struct sent *, size_t cell);
/* Last quarter's alone, which most cells are close to; NAN. */
double past_last(const struct inspection *, const struct sent *, size_t cell);

/* So far from the middle, from last quarter and from last year's quarter that it
 * asks to be looked at. False when the quarters are too few to say. */
bool past_is_jump(const struct inspection *, const struct past *, double v);

#endif
