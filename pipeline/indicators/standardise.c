/* indicators/standardise.c -- rates as if everybody had the same mix of bands.
 *
 * Indirect: E = sum base x reference rate; O/E, with the limits of the count O
 * (byar.c) over E. Times the reference's own rate it is a rate.
 *
 * Direct: D = sum w r / sum w, w the standard population, r = events/base. By
 * Dobson, Kuulasmaa, Eberle and Scherer (1991), Stat. Med. 10, 457-462:
 *
 *	limits  D + sqrt(V/O) (limits of O - O), V = sum w^2 O_i/base_i^2
 *						     / (sum w)^2
 *
 * Below 10 events there is no direct rate: the weights then make noise of a few
 * people. */
#include <math.h>

#include "indicators/methods.h"

static const struct standardised nothing = {.value = NAN,
    .limits = {NAN, NAN},
    .observed = NAN,
    .expected = NAN,
    .reference_rate = NAN,
    .crude = NAN};

struct standardised
standardise_ratio(
    double observed, double expected, double per, double confidence)
{
	struct standardised s = nothing;
	struct limits l = byar(observed, confidence);

	s.observed = observed;
	s.expected = expected;
	if (!(observed >= 0))
		s.why = "the count is below zero";
	else if (!(expected > 0))
		s.why = "no events are expected";
	if (s.why != NULL)
		return s;
	s.value = per * observed / expected;
	s.limits =
	    (struct limits){per * l.lower / expected, per * l.upper / expected};
	s.exact = observed < 10;
	return s;
}

struct standardised
standardise_indirect(const double *events, const double *base,
    const double *ref_events, const double *ref_base, size_t n, double per,
    double confidence)
{
	double observed = 0, expected = 0, all = 0, ref = 0, ref_all = 0;
	struct standardised s = nothing;

	for (size_t i = 0; i < n; i++) {
		if (!(events[i] >= 0) || !(base[i] >= 0) ||
		    !(ref_events[i] >= 0) || !(ref_base[i] >= 0)) {
			s.why = "a count is below zero";
			return s;
		}
		/* Nobody is expected from a stratum that has nobody. */
		if (base[i] > 0 && !(ref_base[i] > 0)) {
			s.why = "a stratum has no reference rate";
			return s;
		}
		observed += events[i];
		all += base[i];
		ref += ref_events[i];
		ref_all += ref_base[i];
		if (base[i] > 0)
			expected += base[i] * ref_events[i] / ref_base[i];
	}
	s = standardise_ratio(observed, expected, per, confidence);
	if (all > 0)
		s.crude = observed / all;
	if (ref_all > 0)
		s.reference_rate = ref / ref_all;
	return s;
}

struct standardised
standardise_direct(const double *events, const double *base,
    const double *standard, size_t n, double per, double confidence)
{
	double observed = 0, all = 0, weights = 0, sum = 0, variance = 0, f;
	struct standardised s = nothing;
	struct limits l;

	for (size_t i = 0; i < n; i++) {
		if (!(events[i] >= 0) || !(base[i] >= 0) ||
		    !(standard[i] >= 0)) {
			s.why = "a count is below zero";
			return s;
		}
		if (!(base[i] > 0) && standard[i] > 0) {
			s.why = "a stratum of the standard has no base";
			return s;
		}
		observed += events[i];
		all += base[i];
		weights += standard[i];
		if (standard[i] == 0)
			continue;
		sum += standard[i] * events[i] / base[i];
		f = standard[i] / base[i];
		variance += f * f * events[i];
	}
	s.observed = observed;
	if (all > 0)
		s.crude = observed / all;
	if (!(weights > 0))
		s.why = "the standard is empty";
	else if (observed < 10)
		s.why = "there are fewer than 10 events";
	if (s.why != NULL)
		return s;
	s.value = per * sum / weights;
	l = byar(observed, confidence);
	f = per * sqrt(variance / observed) / weights;
	s.limits.lower = s.value + f * (l.lower - observed);
	s.limits.upper = s.value + f * (l.upper - observed);
	return s;
}
