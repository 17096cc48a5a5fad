/* audit/past.h -- what one cell of one trust said in the quarters before. */
#ifndef AUDIT_PAST_H
#define AUDIT_PAST_H

#include "audit/robust.h"
#include "audit/rule.h"

/* Three years: older figures say little of today's. */
enum { PAST_QUARTERS = 12, QUARTERS_A_YEAR = 4 };

/* The earlier returns of the same organisation: was[k - 1] is that of k
 * quarters before, NULL where none was sent. */
struct earlier {
	const struct sent *was[PAST_QUARTERS];
};
struct earlier earlier_of(const struct view *, const struct sent *);

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
    const struct inspection *, const struct earlier *, size_t cell);
/* Last quarter's alone, which most cells are close to; NAN. */
double past_last(
    const struct inspection *, const struct earlier *, size_t cell);

/* So far from the middle, from last quarter and from last year's quarter that it
 * asks to be looked at. False when the quarters are too few to say. */
bool past_is_jump(const struct inspection *, const struct past *, double v);

#endif
