/* indicators/rounding.h -- what is told of counts of people where a policy rounds. */
#ifndef INDICATORS_ROUNDING_H
#define INDICATORS_ROUNDING_H

#include "indicators/work.h"

/* Does the policy round what it does not withhold? */
bool rounding_applies(enum disclosure);
/* To the nearest 5, the half up; nobody stays nobody, and somebody is never told
 * as nobody. */
double rounding_to_five(double count);
/* By symbol: the measures that count people, by what the catalogue says of
 * numerators and of what they are counted among. */
bool *rounding_measures(
    struct arena *, const struct dataset *, const struct catalogue *);
/* Is the part a count of people? Those of an indicator of people are, and so is a
 * base that such an indicator counts elsewhere. */
bool rounding_counts(const struct run *, const struct indicator *, int part);

/* How much less and more than it is a count may be, by what is told of it: 20 is
 * 18 to 22. */
void rounding_leeway(double count, double *below, double *above);

/* How one count is told, national or below. */
struct rounded {
	bool withheld;
	double count; /* NAN where it is withheld */
};
struct rounded rounding_of(
    const struct settings *, bool national, double count);
/* Are England's counts told as they are? */
bool rounding_spares_england(const struct settings *);

/* What a figure is worked out from: the amounts with every count of people
 * rounded. Where nothing is to be rounded they come back as they are. */
struct amounts rounding_amounts(
    const struct work *, const struct amounts *, bool national);

#endif
