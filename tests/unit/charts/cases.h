/* tests/unit/charts/cases.h -- inputs that are hard to draw, made up; shared by
 * the tests and the preview. */
#ifndef TESTS_CHARTS_CASES_H
#define TESTS_CHARTS_CASES_H

#include <assert.h>
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "charts/charts.h"

struct chart_case {
	const char *name; /* its golden; starts with its chart's name and _ */
	const struct chart *chart;
	struct chart_input in;
};

/* Between 0 and 1, the same on every machine. */
static inline double
case_random(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (*seed >> 8) / 16777216.0;
}

/* A value with an interval around it, nothing else. */
static inline struct chart_point
case_point(const char *label, enum role role, double v, double half)
{
	return (struct chart_point){.label = str_of(label),
	    .role = role,
	    .value = v,
	    .lower = v - half,
	    .upper = v + half,
	    .england = NAN,
	    .peer_q1 = NAN,
	    .peer_median = NAN,
	    .peer_q3 = NAN,
	    .min = NAN,
	    .q1 = NAN,
	    .q3 = NAN,
	    .max = NAN,
	    .base = NAN};
}

static inline struct chart_point
case_missing(const char *label, enum role role, enum status status)
{
	struct chart_point p = case_point(label, role, NAN, NAN);

	p.status = status;
	p.text = str_of(status_mark[status]);
	return p;
}

static inline struct chart_input
case_input(double width)
{
	return (struct chart_input){.self_name = S("Northmoor"),
	    .unit = S("%"),
	    .places = 1,
	    .england = NAN,
	    .peer_q1 = NAN,
	    .peer_median = NAN,
	    .peer_q3 = NAN,
	    .width = width,
	    .finding = S("Sickness is lower than in England"),
	    .subtitle = S("FTE days lost, %")};
}

/* n trusts round `middle`; number `self` is the own one, every fifth a peer. */
static inline struct chart_input
case_trusts(struct arena *mem, size_t n, size_t self, double middle,
    double spread, double width)
{
	struct chart_input in = case_input(width);
	unsigned seed = 7;

	in.point = NEWS(mem, n, struct chart_point);
	in.n = n;
	for (size_t i = 0; i < n; i++) {
		double v = middle + spread * (case_random(&seed) +
						 case_random(&seed) - 1);
		double half = spread * (0.06 + 0.3 * case_random(&seed));
		enum role role = i == self    ? ROLE_SELF
				 : i % 5 == 2 ? ROLE_PEER
					      : ROLE_OTHER;
		in.point[i] = case_point("", role, v, half);
		in.point[i].label = str_fmt(mem, "Trust %zu", i + 1);
	}
	in.england = middle + spread * 0.1;
	in.peer_median = middle + spread * 0.02;
	return in;
}

static inline void
case_self(struct chart_input *in, double v, double half)
{
	for (size_t i = 0; i < in->n; i++)
		if (in->point[i].role == ROLE_SELF) {
			in->point[i].value = v;
			in->point[i].lower = v - half;
			in->point[i].upper = v + half;
		}
}

static inline void
case_self_missing(struct chart_input *in, enum status status)
{
	for (size_t i = 0; i < in->n; i++)
		if (in->point[i].role == ROLE_SELF)
			in->point[i] =
			    case_missing("Northmoor", ROLE_SELF, status);
}

static inline void
case_all_missing(struct chart_input *in, enum status status)
{
	for (size_t i = 0; i < in->n; i++)
		in->point[i] = case_missing("Trust", in->point[i].role, status);
}

/* The shares of a workforce, as in the Framework's nine disciplines. */
static inline void
case_disciplines(struct arena *mem, struct chart_input *in, size_t at,
    const char *group, const char *base, unsigned seed)
{
	static const char *const label[] = {"Support worker", "Nursing",
	    "Admin", "Psychology", "Medical", "Allied health professional",
	    "Psychotherapy", "Therapist", "Other"};
	static const double share[] = {41, 31, 11, 5, 3, 1, 1, 1, 6};

	for (size_t i = 0; i < COUNT(label); i++) {
		double v = fmax(0.4, share[i] + 8 * case_random(&seed) - 4);
		struct chart_point p =
		    case_point(label[i], ROLE_SELF, v, 0.6 + v / 12);
		p.lower = fmax(0, p.lower);
		p.group = str_of(group);
		p.base_text = str_of(base);
		p.england = share[i];
		p.peer_median = share[i] + 2 * case_random(&seed) - 0.5;
		p.verdict = p.lower > p.england   ? VERDICT_ABOVE
			    : p.upper < p.england ? VERDICT_BELOW
						  : VERDICT_NOT_DIFFERENT;
		p.note = p.verdict == VERDICT_ABOVE   ? S("higher")
			 : p.verdict == VERDICT_BELOW ? S("lower")
						      : S("");
		in->point[at + i] = p;
	}
	(void)mem;
}

static inline struct chart_input
case_mix(struct arena *mem, size_t panels, double width)
{
	struct chart_input in = case_input(width);

	in.neutral = true;
	in.n = 9 * panels;
	in.point = NEWS(mem, in.n, struct chart_point);
	in.n_groups = panels == 1 ? 0 : panels;
	in.group = NEWS(mem, panels, struct str);
	in.group[0] = S("Inpatient");
	if (panels == 2)
		in.group[1] = S("Community");
	case_disciplines(
	    mem, &in, 0, panels == 1 ? "" : "Inpatient", "of 184 people", 3);
	if (panels == 2)
		case_disciplines(mem, &in, 9, "Community", "of 498 people", 11);
	in.finding = S("Only the share in other roles differs from England");
	return in;
}

static inline struct chart_input
case_bands(struct arena *mem, size_t panels, double width)
{
	static const char *const label[] = {"Band 2", "Band 3", "Band 4",
	    "Band 5", "Band 6", "Band 7", "Band 8a", "Band 8b"};
	static const double share[] = {9, 18, 8, 22, 25, 12, 4, 2};
	struct chart_input in = case_input(width);
	unsigned seed = 5;

	in.neutral = true;
	in.point = NEWS(mem, COUNT(label) * panels, struct chart_point);
	in.group = NEWS(mem, 2, struct str);
	in.group[0] = S("Inpatient");
	in.group[1] = S("Community");
	in.n_groups = panels == 1 ? 0 : panels;
	for (size_t g = 0; g < panels; g++)
		for (size_t i = 0; i < COUNT(label); i++) {
			double v = share[i] + 5 * case_random(&seed) - 2;
			struct chart_point p =
			    case_point(label[i], ROLE_SELF, v, 1 + v / 10);
			p.lower = fmax(0, p.lower);
			p.group = panels == 1 ? S("") : in.group[g];
			p.base_text =
			    g == 0 ? S("of 650 nurses") : S("of 1,139 nurses");
			p.england = share[i];
			p.peer_median = share[i] + 1;
			p.verdict = p.lower > share[i] ? VERDICT_ABOVE
						       : VERDICT_NOT_DIFFERENT;
			p.note =
			    p.verdict == VERDICT_ABOVE ? S("higher") : S("");
			in.point[in.n++] = p;
		}
	in.finding = S("Band 5 is more common here than in England");
	return in;
}

static inline struct chart_input
case_groups(struct arena *mem, double width)
{
	static const char *const label[] = {"All staff",
	    "Nursing and health "
	    "visiting",
	    "Support to clinical staff",
	    "Scientific, therapeutic and "
	    "technical",
	    "Medical and dental", "Infrastructure support", "Ambulance",
	    "Psychology"};
	struct chart_input in = case_input(width);
	unsigned seed = 21;

	in.n = COUNT(label);
	in.point = NEWS(mem, in.n, struct chart_point);
	for (size_t i = 0; i < in.n; i++) {
		double v = 4 + 3 * case_random(&seed);
		struct chart_point p =
		    case_point(label[i], ROLE_SELF, v, 0.3 + 0.08 * (double)i);
		p.direction = DIRECTION_LOWER;
		p.england = 4.6 + 1.4 * case_random(&seed);
		p.peer_median = p.england + case_random(&seed) - 0.4;
		p.min = 2.1 + case_random(&seed);
		p.q1 = p.england - 0.7;
		p.q3 = p.england + 0.6;
		p.max = 7.5 + 2 * case_random(&seed);
		p.base_text = str_fmt(mem, "%zu people", 6358 / (i + 1));
		p.verdict = p.lower > p.england   ? VERDICT_ABOVE
			    : p.upper < p.england ? VERDICT_BELOW
						  : VERDICT_NOT_DIFFERENT;
		p.note = p.verdict == VERDICT_ABOVE   ? S("higher")
			 : p.verdict == VERDICT_BELOW ? S("lower")
						      : S("");
		in.point[i] = p;
	}
	in.finding = S("Sickness is highest among support staff");
	return in;
}

static inline struct chart_input
case_figures(struct arena *mem, size_t n, double width)
{
	static const char *const label[] = {"Vacancy rate",
	    "Leavers, 12 months", "Agency share", "Clinical supervision",
	    "Sickness absence", "Restrictive practice"};
	static const char *const base[] = {"of 694 WTE posts", "of 682 people",
	    "of 651 WTE worked", "of 545 due", "of 55,727 days",
	    "per 1,000 bed days"};
	static const char *const text[] = {
	    "11.8%", "15.2%", "6.9%", "71.2%", "6.2%", "41.3"};
	static const double value[] = {11.8, 15.2, 6.9, 71.2, 6.2, 41.3};
	static const double half[] = {2.4, 2.7, 1.8, 3.7, 0.7, 6};
	static const double england[] = {14.1, 13.2, 4.1, 78.4, 5.7, 36.8};
	struct chart_input in = case_input(width);

	in.unit = S("");
	in.n = n;
	in.point = NEWS(mem, n, struct chart_point);
	for (size_t i = 0; i < n; i++) {
		size_t k = i % COUNT(label);
		struct chart_point p =
		    case_point(label[k], ROLE_SELF, value[k], half[k]);
		p.base_text = str_of(base[k]);
		p.text = str_of(text[k]);
		p.england = england[k];
		p.direction = DIRECTION_LOWER;
		p.verdict = p.lower > p.england   ? VERDICT_ABOVE
			    : p.upper < p.england ? VERDICT_BELOW
						  : VERDICT_NOT_DIFFERENT;
		in.point[i] = p;
	}
	in.finding = S("Two of six figures differ from England");
	return in;
}

static inline struct chart_input
case_spine(struct arena *mem, double v, double half, enum direction direction)
{
	struct chart_input in = case_input(90);
	struct chart_point p = case_point("Sickness", ROLE_SELF, v, half);

	p.min = 3.4;
	p.q1 = 5.1;
	p.q3 = 6.3;
	p.max = 8.8;
	p.england = 5.7;
	p.peer_median = 5.9;
	p.direction = direction;
	p.verdict = p.lower > 5.7   ? VERDICT_ABOVE
		    : p.upper < 5.7 ? VERDICT_BELOW
				    : VERDICT_NOT_DIFFERENT;
	in.n = 1;
	in.point = NEWS(mem, 1, struct chart_point);
	in.point[0] = p;
	in.finding = S("");
	return in;
}

#define LONG_NAME                                                              \
	S("Cambridgeshire, Peterborough and South Lincolnshire Partnership")

#endif
