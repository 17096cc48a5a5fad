/* tests/unit/charts/case_audit.h -- hard inputs for the forms of the data audit:
 * the score, the ledger, and what stands in the cells of its tables. */
#ifndef TESTS_CHARTS_CASE_AUDIT_H
#define TESTS_CHARTS_CASE_AUDIT_H

#include "case_forms.h"

static inline struct chart_input
case_whole(struct chart_input in, const char *finding)
{
	in.places = 0;
	in.unit = S("");
	in.finding = str_of(finding);
	return in;
}

static inline void
case_add_scores(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	case_add(l, "score_eight", &chart_score,
	    case_whole(case_series(mem, 8, 70, 14, false, THIRD),
		"The score is 78, up 7"));
	in = case_add(l, "score_gaps", &chart_score,
	    case_whole(case_series(mem, 8, 70, 14, false, HALF),
		"No return was sent"));
	in->point[7].status = in->point[4].status = STATUS_MISSING;
	in->self_name = LONG_NAME;
	case_add(l, "score_first", &chart_score,
	    case_whole(case_series(mem, 1, 100, 0, false, THIRD),
		"The first score is 100"));
}

/* One cell of a table, with the numbers before and after. */
static inline struct chart_input
case_cell(struct arena *mem, double before, double after, double width)
{
	struct chart_input in = case_input(width);

	in.n = 1;
	in.point = NEW(mem, struct chart_point);
	in.point[0] = case_point("Vacancy rate", ROLE_SELF, after, 2);
	in.point[0].from = before;
	in.point[0].limit_low = before - 2.5;
	in.point[0].limit_high = before + 2.5;
	in.point[0].england = 10;
	return in;
}

static inline void
case_add_cells(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	in = case_add(l, "sparkline_gaps", &chart_sparkline,
	    case_whole(case_series(mem, 8, 70, 40, false, 54), ""));
	in->point[2].status = in->point[4].status = STATUS_MISSING;
	in = case_add(l, "sparkline_none", &chart_sparkline,
	    case_whole(case_series(mem, 8, 70, 14, false, 54), ""));
	case_all_missing(in, STATUS_MISSING);
	case_add(l, "last_now_up", &chart_last_now,
	    case_whole(case_cell(mem, 48, 68, 90), ""));
	case_add(l, "last_now_fell", &chart_last_now,
	    case_whole(case_cell(mem, 71, 62, 90), ""));
	in = case_add(l, "last_now_none", &chart_last_now,
	    case_whole(case_cell(mem, NAN, 62, 90), ""));
	in->point[0].status = STATUS_MISSING;
	case_add(
	    l, "effect_rate", &chart_effect, case_cell(mem, 9.6, 11.9, 57));
	in = case_add(
	    l, "effect_ratio", &chart_effect, case_cell(mem, 1.42, 1.18, 57));
	case_option(mem, in, "scale", "ratio");
	in->unit = S("");
	in->places = 2;
	in->point[0].england = 1;
	in->point[0].limit_low = 1.11;
	in->point[0].limit_high = 1.82;
	in->point[0].lower = 0.96;
	in->point[0].upper = 1.45;
	in = case_add(
	    l, "effect_new", &chart_effect, case_cell(mem, NAN, 41, 57));
	in->point[0].limit_low = in->point[0].limit_high = NAN;
	in = case_add(
	    l, "effect_unknown", &chart_effect, case_cell(mem, NAN, 41, 57));
	in->point[0].status = STATUS_MISSING;
	in->point[0].england = NAN;
	in->point[0].limit_low = in->point[0].limit_high = NAN;
}

/* How many of three squares are filled, in a cell as narrow as they are. */
static inline void
case_add_quality(struct arena *mem, struct case_list *l)
{
	static const struct {
		const char *name, *note;
		double value;
	} cell[] = {{"quality_good", "Data quality: good", 3},
	    {"quality_usable", "Data quality: usable", 2},
	    {"quality_care", "Data quality: take care", 1},
	    {"quality_none", "Data quality: not scored", 0}};

	for (size_t i = 0; i < COUNT(cell); i++)
		case_add(l, cell[i].name, &chart_quality,
		    case_whole(
			case_cell(mem, NAN, cell[i].value, i % 2 ? 14 : 40),
			""))
		    ->point[0]
		    .note = str_of(cell[i].note);
}

/* What stands in one cell or beside one sentence. */
static inline void
case_add_words(struct arena *mem, struct case_list *l)
{
	static const struct {
		const char *name, *note;
		enum signal signal;
		int step;
	} cell[] = {
	    {"variation_better", "Getting better", SIGNAL_IMPROVING, -1},
	    {"variation_worse", "Getting worse", SIGNAL_CONCERN, 1},
	    {"variation_change", "Has changed", SIGNAL_NEUTRAL, 1},
	    {"variation_usual", "As usual", SIGNAL_NONE, 0},
	    {"variation_none", "", SIGNAL_NONE, 0},
	    {"variation_long",
		"Too few points for limits, so no verdict on its change",
		SIGNAL_NONE, 0}};
	static const struct {
		const char *name;
		double value;
	} share[] = {{"hundred_share", 22.4}, {"hundred_zero", 0},
	    {"hundred_all", 100}, {"hundred_above", 130},
	    {"hundred_negative", -3}, {"hundred_none", NAN}};

	case_add_quality(mem, l);
	for (size_t i = 0; i < COUNT(cell); i++) {
		struct chart_input *in =
		    case_add(l, cell[i].name, &chart_variation,
			case_whole(case_cell(mem, 9.6, 11.9, 66), ""));
		in->point[0].note = str_of(cell[i].note);
		in->point[0].signal = cell[i].signal;
		in->point[0].step = cell[i].step;
	}
	for (size_t i = 0; i < COUNT(share); i++) {
		struct chart_input *in =
		    case_add(l, share[i].name, &chart_hundred,
			case_whole(case_cell(mem, NAN, share[i].value, THIRD),
			    "Twenty-two of 100 people left"));
		if (isnan(share[i].value))
			in->point[0].status = STATUS_SUPPRESSED;
	}
}

static inline struct chart_input
case_quarters(struct arena *mem, const int *step, size_t n, double width)
{
	struct chart_input in =
	    case_whole(case_series(mem, n, 70, 14, false, width), "");

	in.self_name = S("Ethnicity blank");
	for (size_t i = 0; i < n; i++)
		in.point[i].step = step[i];
	return in;
}

static inline void
case_add_ledgers(struct arena *mem, struct case_list *l)
{
	static const char *const part[] = {"fixed", "persisting", "new"};
	static const double count[][3] = {
	    {14, 11, 9}, {0, 0, 1}, {1, 97, 1}, {0, 0, 0}};
	static const char *const name[] = {
	    "ledger_faults", "ledger_one", "ledger_thin", "ledger_none"};
	static const int open[] = {0, 0, 3, 1, 1, 1, 1, 1},
			 fixed[] = {0, 1, 1, 2, 0, 1, 1, 2},
			 fresh[] = {0, 0, 0, 0, 0, 0, 0, 1};

	for (size_t k = 0; k < COUNT(name); k++) {
		struct chart_input in =
		    case_whole(case_input(k == 2 ? THIRD : HALF),
			"14 fixed, 9 new; one has stood five quarters");
		in.n = 3;
		in.point = NEWS(mem, in.n, struct chart_point);
		for (size_t i = 0; i < in.n; i++)
			in.point[i] =
			    case_point(part[i], ROLE_SELF, count[k][i], NAN);
		in.from_label = str_fmt(mem, "open last quarter: %d",
		    (int)(count[k][0] + count[k][1]));
		in.to_label = str_fmt(
		    mem, "open now: %d", (int)(count[k][1] + count[k][2]));
		case_add(l, name[k], &chart_ledger, in);
	}
	case_add(l, "quarters_open", &chart_quarters,
	    case_quarters(mem, open, 8, 66));
	case_add(l, "quarters_fixed", &chart_quarters,
	    case_quarters(mem, fixed, 8, 66));
	case_add(l, "quarters_new", &chart_quarters,
	    case_quarters(mem, fresh, 8, 66));
}

#endif
