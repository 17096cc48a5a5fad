/* tests/unit/charts/case_forms.h -- hard inputs for the forms that compare
 * trusts, dates and groups. */
#ifndef TESTS_CHARTS_CASE_FORMS_H
#define TESTS_CHARTS_CASE_FORMS_H

#include "case_list.h"

static const char *const case_town[] = {"Northmoor", "Calderside", "Tynebank",
    "Holderness", "Airedale Vale", "Swaledale", "Humbergate",
    "Cleveland Coast"};

/* ---- Gap: people who had it, who would close the gap, and the others. */

static inline struct chart_input
case_gap(
    struct arena *mem, double had, double close, double others, double width)
{
	struct chart_input in = case_input(width);

	in.n = 3;
	in.point = NEWS(mem, in.n, struct chart_point);
	in.point[0] = case_point("took up training", ROLE_SELF, had, NAN);
	in.point[1] = case_point("more would match 49%", ROLE_SELF, close, NAN);
	in.point[2] = case_point("others in post", ROLE_SELF, others, NAN);
	in.unit = S("");
	in.places = 0;
	in.finding = S("To close the gap: 14 more colleagues");
	return in;
}

static inline void
case_add_gaps(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	case_add(l, "gap_104", &chart_gap, case_gap(mem, 37, 14, 53, THIRD));
	case_add(l, "gap_300", &chart_gap, case_gap(mem, 118, 37, 145, THIRD));
	case_add(l, "gap_bar", &chart_gap, case_gap(mem, 118, 37, 146, THIRD));
	case_add(
	    l, "gap_thousands", &chart_gap, case_gap(mem, 4200, 1, 3900, WIDE));
	case_add(l, "gap_closed", &chart_gap, case_gap(mem, 6, 0, 5, THIRD));
	case_add(l, "gap_zero", &chart_gap, case_gap(mem, 0, 0, 0, THIRD));
	in = case_add(
	    l, "gap_withheld", &chart_gap, case_gap(mem, 37, 14, 53, THIRD));
	case_all_missing(in, STATUS_SUPPRESSED);
	in = case_add(
	    l, "gap_none", &chart_gap, case_gap(mem, 37, 14, 53, THIRD));
	in->n = 0;
	in = case_add(
	    l, "gap_long", &chart_gap, case_gap(mem, 280, 19, 1, THIRD));
	in->point[0].label = LONG_NAME;
}

/* ---- Funnel: limits by the plain binomial, only to have some. */

static inline void
case_curve(struct arena *mem, struct chart_input *in, double rate, double most)
{
	in->n_curves = 40;
	in->curve = NEWS(mem, in->n_curves, struct chart_curve);
	for (size_t i = 0; i < in->n_curves; i++) {
		double x = most * (0.1 + 0.9 * (double)i / 39);
		double s = sqrt(rate * fmax(0, 100 - rate) / x) * 1.3;
		in->curve[i] = (struct chart_curve){x, fmax(0, rate - 3.09 * s),
		    fmax(0, rate - 1.96 * s), rate + 1.96 * s, rate + 3.09 * s};
	}
}

static inline struct chart_input
case_funnel(struct arena *mem, size_t n, size_t own, double width)
{
	struct chart_input in = case_trusts(mem, n, n, 17.9, 9, width);
	unsigned seed = 9;

	for (size_t i = 0; i < n; i++) {
		struct chart_point *q = &in.point[i];
		q->x = 120 + 800 * case_random(&seed);
		q->role = i < own ? ROLE_SELF : ROLE_OTHER;
		if (i < own && i < COUNT(case_town))
			q->label = str_of(case_town[i]);
		if (q->value > 23 || q->value < 12) {
			q->verdict =
			    q->value > 20 ? VERDICT_ABOVE : VERDICT_BELOW;
			q->outside = q->value > 24.5 || q->value < 11
					 ? OUTSIDE_998
					 : OUTSIDE_95;
		}
	}
	case_curve(mem, &in, 17.9, 945);
	in.england = 17.9;
	in.x_label = S("Staff in post (headcount)");
	in.finding = S("Turnover: Humbergate is above, Tynebank below");
	return in;
}

static inline void
case_add_funnels(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	case_add(
	    l, "funnel_region", &chart_funnel, case_funnel(mem, 56, 8, HALF));
	case_add(
	    l, "funnel_212", &chart_funnel, case_funnel(mem, 212, 1, WIDE));
	in = case_add(
	    l, "funnel_far", &chart_funnel, case_funnel(mem, 56, 8, HALF));
	in->point[20].value = 144.9;
	case_add(l, "funnel_all_own", &chart_funnel,
	    case_funnel(mem, 212, 212, WIDE));
	in = case_add(
	    l, "funnel_equal", &chart_funnel, case_funnel(mem, 12, 4, HALF));
	for (size_t i = 0; i < in->n; i++) {
		in->point[i].value = 17.9;
		in->point[i].x = 400;
	}
	in = case_add(
	    l, "funnel_one", &chart_funnel, case_funnel(mem, 1, 1, HALF));
	in->n_curves = 0;
	in = case_add(
	    l, "funnel_none", &chart_funnel, case_funnel(mem, 6, 2, HALF));
	case_all_missing(in, STATUS_MISSING);
	in = case_add(l, "funnel_suppressed", &chart_funnel,
	    case_funnel(mem, 56, 8, HALF));
	in->point[2].status = STATUS_SUPPRESSED;
	in->point[3].label = LONG_NAME;
	in = case_add(
	    l, "funnel_huge", &chart_funnel, case_funnel(mem, 30, 5, HALF));
	for (size_t i = 0; i < in->n; i++) {
		in->point[i].value *= 1e5;
		in->point[i].x *= 1e4;
	}
	in->unit = S(" FTE");
	in->england = 1.8e6;
	in = case_add(l, "funnel_negative", &chart_funnel,
	    case_funnel(mem, 30, 5, THIRD));
	for (size_t i = 0; i < in->n; i++)
		in->point[i].value -= 20;
	in->unit = S("");
	in->england = -2.1;
}

/* ---- Series of quarters. */

static inline struct str
case_quarter(struct arena *mem, size_t i)
{
	size_t year = 2022 + (i + 1) / 4;

	return str_fmt(
	    mem, "%zu-%02zu Q%zu", year, (year + 1) % 100, (i + 1) % 4 + 1);
}

static inline struct chart_input
case_series(struct arena *mem, size_t n, double middle, double spread_,
    bool limits, double width)
{
	struct chart_input in = case_input(width);
	unsigned seed = 31;

	in.n = n;
	in.point = NEWS(mem, n, struct chart_point);
	for (size_t i = 0; i < n; i++) {
		struct chart_point q = case_point("", ROLE_SELF,
		    middle + spread_ * (case_random(&seed) - 0.5), NAN);
		q.label = case_quarter(mem, i);
		q.mean = middle;
		q.limit_low = limits ? middle - 1.2 * spread_ : NAN;
		q.limit_high = limits ? middle + 1.2 * spread_ : NAN;
		q.england = middle + spread_ * 0.7 + 0.02 * (double)i;
		in.point[i] = q;
	}
	in.centre_label = limits ? S("mean") : S("median");
	in.finding = S("Sickness now varies routinely around its mean");
	return in;
}

static inline void
case_reset(struct chart_input *in, size_t at)
{
	in->point[at].reset = S("Limits reset, 2024-25 Q2: new roster; reason "
				"on file");
	for (size_t i = at; i < in->n; i++) {
		in->point[i].value -= 1.2;
		in->point[i].mean -= 1.2;
		in->point[i].limit_low -= 1.2;
		in->point[i].limit_high -= 1.2;
	}
}

static inline struct chart_input
case_multiples(struct arena *mem, size_t panels, size_t n, double width)
{
	struct chart_input in = case_series(mem, n, 5, 1.4, true, width);
	struct chart_point *one = in.point;

	in.point = NEWS(mem, n * panels, struct chart_point);
	in.row = NEWS(mem, panels, struct chart_row);
	in.n_rows = panels;
	in.n = n * panels;
	for (size_t k = 0; k < panels; k++) {
		struct chart_row *row = &in.row[k];
		row->name = k < COUNT(case_town)
				? str_of(case_town[k])
				: str_fmt(mem, "Trust %zu", k + 1);
		row->reference = str_fmt(mem, "%zu.1%%", 27 - k % 20);
		row->note = S("Routine variation only");
		for (size_t i = 0; i < n; i++) {
			struct chart_point *q = &in.point[k * n + i];
			*q = one[(i * (k + 1)) % n];
			q->label = one[i].label;
			q->group = row->name;
			q->value += 0.2 * (double)(k % 5);
		}
	}
	for (size_t i = n / 2; i < n; i++) {
		in.point[i].value += 2;
		in.point[i].signal = SIGNAL_CONCERN;
	}
	in.row[0].note = S("Concern: 8 quarters above mean");
	in.row[0].signal = SIGNAL_CONCERN;
	if (panels > 2) {
		for (size_t i = n / 2; i < n; i++) {
			in.point[2 * n + i].value -= 1;
			in.point[2 * n + i].signal = SIGNAL_IMPROVING;
		}
		in.row[2].note = S("Improvement: 8 below mean");
		in.row[2].signal = SIGNAL_IMPROVING;
		in.point[n + 3].status = STATUS_MISSING;
		in.row[1].note = S("Routine variation; \u00d7 not sent");
	}
	in.finding = S("One trust shows a sustained change");
	return in;
}

static inline void
case_add_series(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	in = case_add(l, "xmr_signal", &chart_xmr,
	    case_series(mem, 25, 5.5, 0.9, true, WIDE * 2 / 3));
	in->point[8].value = 7.2;
	in->point[8].signal = SIGNAL_CONCERN;
	in->point[8].note = S("high");
	case_reset(in, 13);
	in->point[18].status = STATUS_MISSING;
	in = case_add(l, "xmr_run", &chart_xmr,
	    case_series(mem, 6, 80, 14, false, THIRD));
	in->places = 0;
	in->finding = S("Six quarters: too few to judge");
	in = case_add(l, "xmr_shift", &chart_xmr,
	    case_series(mem, 17, 14.5, 4, true, HALF));
	for (size_t i = 10; i < in->n; i++) {
		in->point[i].value -= 3;
		in->point[i].signal = SIGNAL_IMPROVING;
	}
	case_add(l, "xmr_212", &chart_xmr,
	    case_series(mem, 212, 5.5, 0.9, true, WIDE));
	case_add(
	    l, "xmr_equal", &chart_xmr, case_series(mem, 14, 5, 0, true, HALF));
	case_add(
	    l, "xmr_one", &chart_xmr, case_series(mem, 1, 5, 1, false, HALF));
	in = case_add(
	    l, "xmr_none", &chart_xmr, case_series(mem, 5, 5, 1, false, HALF));
	case_all_missing(in, STATUS_SUPPRESSED);
	case_add(l, "xmr_huge", &chart_xmr,
	    case_series(mem, 14, 5e6, 1e6, true, HALF));
	in = case_add(l, "xmr_negative", &chart_xmr,
	    case_series(mem, 14, -0.4, 0.01, true, THIRD));
	in->point[4].signal = SIGNAL_NEUTRAL;
	in->point[6].status = STATUS_SUPPRESSED;
	in->unit = S("");
	in = case_add(l, "xmr_resets", &chart_xmr,
	    case_series(mem, 30, 5.5, 0.4, true, HALF));
	case_reset(in, 8);
	case_reset(in, 11);
	case_reset(in, 29);
	case_option(mem, in, "from", "zero");

	case_add(l, "multiples_8", &chart_multiples,
	    case_multiples(mem, 8, 17, WIDE));
	case_add(l, "multiples_half", &chart_multiples,
	    case_multiples(mem, 3, 17, HALF));
	in = case_add(l, "multiples_hard", &chart_multiples,
	    case_multiples(mem, 6, 9, WIDE));
	in->row[1].name = LONG_NAME;
	for (size_t i = 9; i < 18; i++)
		in->point[i].group = LONG_NAME;
	in->row[1].note = S("Concern: eight quarters in a row above the mean");
	in->row[1].signal = SIGNAL_CONCERN;
	for (size_t i = 18; i < 27; i++)
		in->point[i].status = STATUS_SUPPRESSED;
	for (size_t i = 27; i < 36; i++)
		in->point[i].mean = in->point[i].limit_low =
		    in->point[i].limit_high = NAN;
	for (size_t i = 36; i < 44; i++)
		in->point[i].status = STATUS_MISSING;
	case_add(l, "multiples_24", &chart_multiples,
	    case_multiples(mem, 16, 40, WIDE));
	in = case_add(l, "multiples_huge", &chart_multiples,
	    case_multiples(mem, 4, 12, HALF));
	for (size_t i = 0; i < in->n; i++) {
		in->point[i].value *= -1e6;
		in->point[i].mean *= -1e6;
		in->point[i].limit_low = in->point[i].limit_high = NAN;
	}
	in = case_add(l, "multiples_none", &chart_multiples,
	    case_multiples(mem, 4, 12, HALF));
	in->n = in->n_rows = 0;

	in = case_add(l, "trend_score", &chart_trend,
	    case_series(mem, 8, 70, 14, false, THIRD));
	in->places = 0;
	in->unit = S("");
	in->finding = S("The score is 78, up 7");
	in = case_add(l, "trend_gaps", &chart_trend,
	    case_series(mem, 9, 70, 14, false, HALF));
	in->self_name = LONG_NAME;
	in->point[3].status = STATUS_MISSING;
	in->point[8].status = STATUS_SUPPRESSED;
	in->point[5].england = NAN;
	in->point[7].england = NAN;
	in = case_add(l, "trend_equal", &chart_trend,
	    case_series(mem, 9, 100, 0, false, THIRD));
	for (size_t i = 0; i < in->n; i++)
		in->point[i].england = 100;
	case_add(l, "trend_one", &chart_trend,
	    case_series(mem, 1, 40, 9, false, THIRD));
	in = case_add(l, "trend_none", &chart_trend,
	    case_series(mem, 3, 40, 9, false, THIRD));
	case_all_missing(in, STATUS_MISSING);
}

#endif
