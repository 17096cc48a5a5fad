/* tests/unit/charts/case_rows.h -- hard inputs for the forms with a row, a line
 * or a cell for each name. */
#ifndef TESTS_CHARTS_CASE_ROWS_H
#define TESTS_CHARTS_CASE_ROWS_H

#include "case_audit.h"
#include "case_forms.h"
#include "charts/words.h"

/* ---- Relative likelihoods. */

static inline struct chart_point
case_ratio(const char *label, double v, double factor, double base)
{
	struct chart_point q = case_point(label, ROLE_SELF, v, NAN);

	q.lower = v / factor;
	q.upper = v * factor;
	q.base = base;
	q.direction = DIRECTION_LOWER;
	q.verdict = q.lower > 1   ? VERDICT_ABOVE
		    : q.upper < 1 ? VERDICT_BELOW
				  : VERDICT_NOT_DIFFERENT;
	return q;
}

static inline struct chart_input
case_forest(struct arena *mem, double width)
{
	struct chart_input in = case_input(width);

	in.unit = S("");
	in.places = 2;
	in.n = 9;
	in.point = NEWS(mem, in.n, struct chart_point);
	in.point[0] = case_ratio("Support worker", 1.34, 1.18, 1200);
	in.point[1] = case_ratio("Nursing", 1.12, 1.13, 900);
	in.point[2] = case_ratio("Admin", 1.09, 1.25, 300);
	in.point[3] = case_ratio("Psychology", 1.08, 1.22, 160);
	in.point[4] = case_missing(
	    "Allied health professional", ROLE_SELF, STATUS_SUPPRESSED);
	in.point[4].note = S("[c] count of 1 to 4");
	in.point[5] =
	    case_missing("Psychotherapy", ROLE_SELF, STATUS_NOT_APPLICABLE);
	in.point[5].note = S("undefined: 0 staff");
	in.point[6] = case_ratio("Medical", 0.62, 1.3, 90);
	in.point[7] = case_ratio("Therapist", 1.01, 6, 12);
	in.point[8] = case_ratio("All staff", 1.16, 1.08, 2700);
	in.point[8].total = true;
	for (size_t i = 0; i < in.n; i++)
		if (point_shown(&in.point[i]))
			in.point[i].base_text =
			    str_fmt(mem, "%d people", (int)in.point[i].base);
	in.finding = S("Support workers are the one discipline clear of 1");
	return in;
}

static inline void
case_add_forests(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	case_add(l, "forest_wide", &chart_forest, case_forest(mem, WIDE));
	in = case_add(l, "forest_half", &chart_forest, case_forest(mem, HALF));
	case_option(mem, in, "band", "total");
	in = case_add(l, "forest_sides", &chart_forest, case_forest(mem, WIDE));
	case_option(mem, in, "right", "white staff more likely");
	in = case_add(l, "forest_hard", &chart_forest, case_forest(mem, HALF));
	in->point[0].label = LONG_NAME;
	in->point[1] = case_ratio("Equal", 1, 1, 4);
	in->point[2] = case_ratio("Tiny", 0.00012, 40, 4);
	in->point[3] = case_ratio("Huge", 81234.5, 900, 4);
	in->point[6].lower = 0;
	in->point[7].value = 0;
	in = case_add(l, "forest_one", &chart_forest, case_forest(mem, HALF));
	in->n = 1;
	in = case_add(l, "forest_none", &chart_forest, case_forest(mem, HALF));
	case_all_missing(in, STATUS_SUPPRESSED);
	in = case_add(l, "forest_empty", &chart_forest, case_forest(mem, HALF));
	in->n = 0;
}

/* ---- Two groups. */

static inline void
case_add_pairs(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	in = case_add(
	    l, "dumbbell_mix", &chart_dumbbell, case_mix(mem, 2, HALF));
	for (size_t i = 0; i < in->n; i++)
		in->point[i].england = NAN;
	in = case_add(
	    l, "dumbbell_england", &chart_dumbbell, case_mix(mem, 2, WIDE));
	in->point[7].status = STATUS_SUPPRESSED;
	in->point[12].status = STATUS_SUPPRESSED;
	in->point[6].status = in->point[15].status = STATUS_MISSING;
	case_option(mem, in, "order", "first");
	in = case_add(
	    l, "dumbbell_hard", &chart_dumbbell, case_mix(mem, 2, THIRD));
	in->group[1] = LONG_NAME;
	for (size_t i = 0; i < in->n; i++) {
		in->point[i].value = i % 3 == 0 ? 100 : 0;
		in->point[i].group = in->group[i / 9];
	}
	in->point[0].label = in->point[9].label = LONG_NAME;
	in = case_add(
	    l, "dumbbell_negative", &chart_dumbbell, case_mix(mem, 2, HALF));
	for (size_t i = 0; i < in->n; i++)
		in->point[i].value = 1e6 * ((double)i - 7);
	in->unit = S(" FTE");
	in = case_add(
	    l, "dumbbell_none", &chart_dumbbell, case_mix(mem, 2, HALF));
	in->n = 0;

	in = case_add(
	    l, "pyramid_bands", &chart_pyramid, case_bands(mem, 2, THIRD));
	in->group[0] = S("White");
	in->group[1] = S("Ethnic minority");
	for (size_t i = 0; i < in->n; i++) {
		in->point[i].group = in->group[i / 8];
		in->point[i].base_text = i < 8 ? S("2,646") : S("489");
	}
	in->point[14].status = in->point[15].status = STATUS_SUPPRESSED;
	in->finding = S("Bands 2 to 5: 53% of white staff, 69% of others");
	in = case_add(
	    l, "pyramid_hard", &chart_pyramid, case_bands(mem, 2, THIRD));
	in->point[0].label = in->point[8].label = LONG_NAME;
	in->point[1].value = 0;
	in->point[2].value = 1e7;
	in->group[0] = LONG_NAME;
	for (size_t i = 0; i < 8; i++)
		in->point[i].group = LONG_NAME;
	in = case_add(
	    l, "pyramid_none", &chart_pyramid, case_bands(mem, 2, HALF));
	for (size_t i = 0; i < in->n; i++)
		in->point[i].status =
		    i % 2 ? STATUS_SUPPRESSED : STATUS_MISSING;
}

/* ---- Two dates. */

static inline struct chart_input
case_dates(
    struct arena *mem, size_t n, double middle, double spread_, double width)
{
	struct chart_input in = case_trusts(mem, n, 0, 0, 4, width);
	unsigned seed = 77;

	for (size_t i = 0; i < n; i++) {
		struct chart_point *q = &in.point[i];
		if (i < COUNT(case_town))
			q->label = str_of(case_town[i]);
		q->from = middle + spread_ * (case_random(&seed) - 0.5);
		q->to = q->from + q->value;
		q->role = i == 0 || i == 6 ? ROLE_SELF : ROLE_OTHER;
		q->verdict = q->lower > 0   ? VERDICT_ABOVE
			     : q->upper < 0 ? VERDICT_BELOW
					    : VERDICT_NOT_DIFFERENT;
	}
	in.from_label = S("2025-26 Q1");
	in.to_label = S("2026-27 Q1");
	in.finding = S("Nurses at Band 6 or above: Tynebank is highest");
	return in;
}

static inline void
case_add_dates(struct arena *mem, struct case_list *l)
{
	static const char *const measure[] = {"Clinical supervision when due",
	    "Ethnicity not known", "Agency share of staff time", "Vacancy rate",
	    "Sickness absence"};
	struct chart_input *in;

	case_add(
	    l, "slope_region", &chart_slope, case_dates(mem, 9, 51, 12, THIRD));
	in = case_add(
	    l, "slope_equal", &chart_slope, case_dates(mem, 12, 50, 0, HALF));
	for (size_t i = 0; i < in->n; i++)
		in->point[i].to = 50;
	in = case_add(l, "slope_hard", &chart_slope,
	    case_dates(mem, 9, -5e6, 9e6, THIRD));
	in->point[2].label = LONG_NAME;
	in->point[3].status = STATUS_SUPPRESSED;
	in->point[4].from = NAN;
	in->from_label = S("The year before the last");
	case_add(
	    l, "slope_47", &chart_slope, case_dates(mem, 47, 50, 30, WIDE));
	case_add(l, "slope_one", &chart_slope, case_dates(mem, 1, 50, 3, HALF));
	in = case_add(
	    l, "slope_none", &chart_slope, case_dates(mem, 4, 50, 3, HALF));
	case_all_missing(in, STATUS_MISSING);

	in = case_add(
	    l, "change_five", &chart_change, case_dates(mem, 5, 40, 60, 283));
	for (size_t i = 0; i < in->n; i++)
		in->point[i].label = str_of(measure[i]);
	in->finding = S("Two of five measures moved clearly");
	in = case_add(
	    l, "change_hard", &chart_change, case_dates(mem, 7, 40, 60, HALF));
	in->point[0].label = LONG_NAME;
	in->point[1].status = STATUS_SUPPRESSED;
	in->point[2].lower = -4000;
	in->point[3].value = 0;
	in->point[4] = case_missing("Leavers", ROLE_SELF, STATUS_MISSING);
	in->point[5].note = S("No verdict: one base differs from the other");
	in->point[6].from_text = S("1,204,551.25 FTE");
	in->point[6].to_text = S("1,304,551.25 FTE");
	case_add(
	    l, "change_one", &chart_change, case_dates(mem, 1, 4, 1, THIRD));
	in = case_add(
	    l, "change_none", &chart_change, case_dates(mem, 3, 4, 1, HALF));
	in->n = 0;
}

/* ---- Faults. */

static inline struct chart_input
case_faults(struct arena *mem, size_t n, double width)
{
	static const char *const kind[] = {"Total differs from its parts",
	    "Blank, value needed", "Text in a number cell",
	    "Outside the expected range", "Date that does not exist",
	    "Part larger than its whole"};
	static const double count[] = {7, 5, 3, 2, 2, 1};
	static const double share[] = {35, 60, 75, 85, 95, 100};
	struct chart_input in = case_input(width);

	in.unit = S("");
	in.places = 0;
	in.n = n;
	in.point = NEWS(mem, n, struct chart_point);
	for (size_t i = 0; i < n; i++) {
		size_t k = i % COUNT(kind);
		in.point[i] = case_point(
		    kind[k], i < 2 ? ROLE_SELF : ROLE_OTHER, count[k], NAN);
		in.point[i].share = share[k];
	}
	in.finding = S("Two rules account for 12 of the 20 open faults");
	return in;
}

static inline void
case_add_faults(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	case_add(l, "pareto_faults", &chart_pareto, case_faults(mem, 6, HALF));
	case_add(l, "pareto_212", &chart_pareto, case_faults(mem, 212, WIDE));
	in = case_add(
	    l, "pareto_hard", &chart_pareto, case_faults(mem, 5, THIRD));
	in->point[0].label = LONG_NAME;
	in->point[0].value = 1234567;
	in->point[1].value = 0;
	in->point[2].status = STATUS_SUPPRESSED;
	in->point[3].share = NAN;
	in = case_add(
	    l, "pareto_none", &chart_pareto, case_faults(mem, 1, HALF));
	in->n = 0;
}

/* ---- Heat maps. */

static inline struct chart_input
case_heat(struct arena *mem, size_t rows, size_t columns, double width)
{
	static const char *const name[] = {"Vacancy rate",
	    "Turnover, 12 months", "Agency use", "Nurses at Band 6 or above",
	    "CPD uptake", "Restrictive practice", "Clinical supervision",
	    "Sickness absence"};
	static const char *const sub[] = {"% of funded posts",
	    "% of staff in post", "% of shifts worked", "% of nurses",
	    "% of staff, 12 months", "per 1,000 bed days",
	    "% of staff up to date", "% of days"};
	struct chart_input in = case_input(width);
	unsigned seed = 5;

	in.n_rows = rows;
	in.n_columns = columns;
	in.n = rows * columns;
	in.row = NEWS(mem, rows + 1, struct chart_row);
	in.column = NEWS(mem, columns + 1, struct chart_column);
	in.point = NEWS(mem, in.n + 1, struct chart_point);
	for (size_t i = 0; i < rows; i++)
		in.row[i] = (struct chart_row){.name = str_of(name[i % 8]),
		    .sub = str_of(sub[i % 8]),
		    .section = i < 3 ? S("1 Recruitment and retention")
				     : S("2 Workforce development"),
		    .reference = S("11.5")};
	for (size_t k = 0; k < columns; k++)
		in.column[k] = (struct chart_column){
		    k < COUNT(case_town) ? str_of(case_town[k])
					 : str_fmt(mem, "Trust %zu", k + 1),
		    str_fmt(mem, "X%zu", k + 1)};
	for (size_t i = 0; i < in.n; i++) {
		double v = 30 * case_random(&seed);
		struct chart_point q = case_point("", ROLE_OTHER, v, NAN);
		q.step = (int)(v / 6) - 2;
		if (v > 27 || v < 2) {
			q.verdict = v > 15 ? VERDICT_ABOVE : VERDICT_BELOW;
			q.outside =
			    v > 28.5 || v < 1 ? OUTSIDE_998 : OUTSIDE_95;
		}
		if (i % 23 == 7)
			q = case_missing("", ROLE_OTHER, STATUS_SUPPRESSED);
		if (i % 31 == 11)
			q = case_missing("", ROLE_OTHER, STATUS_MISSING);
		if (i % 37 == 5)
			q = case_missing("", ROLE_OTHER, STATUS_NOT_APPLICABLE);
		q.query = i % 29 == 3;
		in.point[i] = q;
	}
	in.finding = S("Humbergate and Tynebank carry all marks");
	return in;
}

static inline void
case_add_heats(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	in =
	    case_add(l, "heat_region", &chart_heat, case_heat(mem, 8, 8, WIDE));
	in->row[0].plain = true;
	in = case_add(l, "heat_strip", &chart_heat, case_heat(mem, 5, 8, 199));
	for (size_t i = 0; i < 5; i++) {
		in->row[i] = (struct chart_row){.name = str_of(case_town[i])};
		for (size_t k = 0; k < 8; k++) {
			in->point[i * 8 + k].outside = OUTSIDE_NONE;
			in->point[i * 8 + k].query = false;
		}
	}
	for (size_t k = 0; k < 8; k++)
		in->column[k].name = case_quarter(mem, k);
	in->option = NEWS(mem, 6, struct str);
	memcpy((struct str *)in->option,
	    (struct str[]){
		S("heads"), S("ends"), S("key"), S("no"), S("row"), S("16")},
	    6 * sizeof(struct str));
	in->n_options = 3;
	case_add(l, "heat_24", &chart_heat, case_heat(mem, 4, 24, WIDE));
	case_add(l, "heat_212", &chart_heat, case_heat(mem, 1, 212, WIDE));
	in = case_add(l, "heat_hard", &chart_heat, case_heat(mem, 4, 5, HALF));
	in->row[1].name = LONG_NAME;
	in->row[2].sub = LONG_NAME;
	in->column[2].name = LONG_NAME;
	in->point[3].value = -12345.6;
	in->row[0].reference = S("");
	case_add(l, "heat_one", &chart_heat, case_heat(mem, 1, 1, THIRD));
	in = case_add(
	    l, "heat_missing", &chart_heat, case_heat(mem, 3, 4, HALF));
	case_all_missing(in, STATUS_SUPPRESSED);
	case_add(l, "heat_none", &chart_heat, case_heat(mem, 0, 0, HALF));
}

/* ---- A map: rows of hexagons as they are in a comb. */

static inline struct chart_input
case_hexmap(struct arena *mem, size_t n, double width)
{
	struct chart_input in = case_input(width);
	struct chart_hex *hex = NEWS(mem, n + 1, struct chart_hex);
	unsigned seed = 3;

	in.hex = hex;
	in.n = in.n_hexes = n;
	in.point = NEWS(mem, n + 1, struct chart_point);
	for (size_t i = 0; i < n; i++) {
		int row = (int)(i / 6), column = (int)(i % 6) * 2 + row % 2;
		double v = 11 + 11 * case_random(&seed);
		hex[i] = (struct chart_hex){str_fmt(mem, "Q%zu", i),
		    str_fmt(mem, "Area %zu", i), str_fmt(mem, "A%zu", i),
		    column, row};
		in.point[i] = case_point("", ROLE_OTHER, v, NAN);
		in.point[i].label = hex[i].code;
		in.point[i].step = v < 15   ? 1
				   : v < 17 ? 2
				   : v < 19 ? 3
				   : v < 21 ? 4
					    : 5;
		if (i == 1 || i == 2 || i == 7)
			in.point[i].role = ROLE_SELF;
	}
	in.step_label = NEWS(mem, 5, struct str);
	in.n_steps = 5;
	in.step_label[0] = S("under 15%");
	in.step_label[1] = S("15 to 16.9");
	in.step_label[2] = S("17 to 18.9");
	in.step_label[3] = S("19 to 20.9");
	in.step_label[4] = S("21 or more");
	in.self_name = S("North East and Yorkshire");
	in.finding = S("Turnover by board runs from 11% to 22%");
	return in;
}

static inline void
case_add_maps(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	in =
	    case_add(l, "hexmap_42", &chart_hexmap, case_hexmap(mem, 42, HALF));
	in->point[9].status = STATUS_SUPPRESSED;
	in->n--;
	in = case_add(
	    l, "hexmap_narrow", &chart_hexmap, case_hexmap(mem, 42, THIRD));
	in->self_name = LONG_NAME;
	in->point[5].value = -1234567;
	case_add(l, "hexmap_212", &chart_hexmap, case_hexmap(mem, 150, WIDE));
	case_add(l, "hexmap_one", &chart_hexmap, case_hexmap(mem, 1, HALF));
	in = case_add(
	    l, "hexmap_missing", &chart_hexmap, case_hexmap(mem, 20, HALF));
	for (size_t i = 0; i < in->n; i++)
		in->point[i].status =
		    i % 2 ? STATUS_SUPPRESSED : STATUS_MISSING;
	case_add(l, "hexmap_none", &chart_hexmap, case_hexmap(mem, 0, HALF));
}

static inline struct case_list *
case_all(struct arena *mem)
{
	struct case_list *l = case_list(mem);

	case_add_funnels(mem, l);
	case_add_gaps(mem, l);
	case_add_series(mem, l);
	case_add_forests(mem, l);
	case_add_pairs(mem, l);
	case_add_dates(mem, l);
	case_add_faults(mem, l);
	case_add_heats(mem, l);
	case_add_maps(mem, l);
	case_add_scores(mem, l);
	case_add_cells(mem, l);
	case_add_ledgers(mem, l);
	case_add_words(mem, l);
	return l;
}

#endif
