/* tests/unit/charts/case_list.h -- every hard case by name. */
#ifndef TESTS_CHARTS_CASE_LIST_H
#define TESTS_CHARTS_CASE_LIST_H

#include "cases.h"

#define WIDE  493.23 /* 12 columns */
#define HALF  240.97 /* 6 columns */
#define THIRD 156.89 /* 4 columns */
#define CASES 240

struct case_list {
	struct chart_case item[CASES];
	size_t n;
};

static inline struct chart_input *
case_add(struct case_list *l, const char *name, const struct chart *chart,
    struct chart_input in)
{
	assert(l->n < CASES);
	l->item[l->n] = (struct chart_case){name, chart, in};
	return &l->item[l->n++].in;
}

static inline void
case_option(struct arena *mem, struct chart_input *in, const char *key,
    const char *value)
{
	struct str *option = NEWS(mem, 2, struct str);

	option[0] = str_of(key);
	option[1] = str_of(value);
	in->option = option;
	in->n_options = 1;
}

/* The same hard cases for both charts that show all trusts. */
static inline void
case_add_trusts(struct arena *mem, struct case_list *l,
    const struct chart *chart, double width, const char *const name[13])
{
	struct chart_input *in;

	case_add(l, name[0], chart, case_trusts(mem, 47, 9, 5, 1.6, width));
	case_add(l, name[1], chart, case_trusts(mem, 212, 40, 5, 2, width));
	in = case_add(l, name[2], chart, case_trusts(mem, 20, 9, 5, 0, width));
	in->england = 5;
	in = case_add(l, name[3], chart, case_trusts(mem, 1, 0, 5, 1, width));
	case_self(in, 4.1, 0.5);
	in = case_add(l, name[4], chart, case_trusts(mem, 12, 3, 5, 1, width));
	case_all_missing(in, STATUS_MISSING);
	in = case_add(l, name[5], chart, case_trusts(mem, 47, 9, 5, 1, width));
	case_self_missing(in, STATUS_SUPPRESSED);
	in = case_add(l, name[6], chart, case_trusts(mem, 47, 9, 5, 1, width));
	case_self(in, 2.6, 0.3);
	in = case_add(l, name[7], chart, case_trusts(mem, 47, 9, 5, 1, width));
	case_self(in, 7.4, 1.2);
	in = case_add(l, name[8], chart, case_trusts(mem, 47, 9, 5, 1, width));
	in->england = 9.3;
	in->england_label = S("England 2021: 9.3%");
	in = case_add(
	    l, name[9], chart, case_trusts(mem, 30, 9, 5, 0.01, width));
	in->england = 5;
	in = case_add(l, name[10], chart,
	    case_trusts(mem, 30, 9, 4200000, 4000000, width));
	in->unit = S(" FTE");
	in->places = 0;
	in =
	    case_add(l, name[11], chart, case_trusts(mem, 30, 9, 0, 12, width));
	in->unit = S("");
	in = case_add(l, name[12], chart, case_trusts(mem, 47, 9, 5, 1, width));
	in->self_name = LONG_NAME;
}

static inline void
case_add_ranked(struct arena *mem, struct case_list *l)
{
	static const char *const ranked[] = {"ranked_47", "ranked_212",
	    "ranked_equal", "ranked_one", "ranked_none",
	    "ranked_own_suppressed", "ranked_own_lowest", "ranked_own_highest",
	    "ranked_england_outside", "ranked_tiny", "ranked_huge",
	    "ranked_negative", "ranked_long_name"};
	static const char *const mini[] = {"mini_ranked_47", "mini_ranked_212",
	    "mini_ranked_equal", "mini_ranked_one", "mini_ranked_none",
	    "mini_ranked_own_suppressed", "mini_ranked_own_lowest",
	    "mini_ranked_own_highest", "mini_ranked_england_outside",
	    "mini_ranked_tiny", "mini_ranked_huge", "mini_ranked_negative",
	    "mini_ranked_long_name"};
	struct chart_input *in;

	case_add_trusts(mem, l, &chart_ranked, WIDE, ranked);
	case_add_trusts(mem, l, &chart_mini_ranked, THIRD, mini);
	case_add(l, "ranked_half", &chart_ranked,
	    case_trusts(mem, 47, 30, 5, 1.6, HALF));
	in = case_add(l, "ranked_zero", &chart_ranked,
	    case_trusts(mem, 47, 9, 5, 1.6, WIDE));
	case_self(in, 0, 0);
	case_option(mem, in, "from", "zero");
	in = case_add(l, "ranked_near_hundred", &chart_ranked,
	    case_trusts(mem, 66, 9, 92, 7, WIDE));
	for (size_t i = 0; i < in->n; i++) {
		in->point[i].value = fmin(100, in->point[i].value);
		in->point[i].upper = fmin(100, in->point[i].upper);
	}
	in->places = 0;
	in = case_add(l, "ranked_far", &chart_ranked,
	    case_trusts(mem, 24, 3, 40, 12, WIDE));
	in->point[5].value = 244.9;
	in->point[5].lower = 231;
	in->point[5].upper = 259;
}

static inline void
case_add_bars(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	case_add(l, "mix_one", &chart_mix, case_mix(mem, 1, WIDE));
	case_add(l, "mix_two", &chart_mix, case_mix(mem, 2, WIDE));
	case_add(l, "mix_half", &chart_mix, case_mix(mem, 1, HALF));
	in = case_add(l, "mix_missing", &chart_mix, case_mix(mem, 2, WIDE));
	in->point[6].status = STATUS_SUPPRESSED;
	in->point[7].status = STATUS_SUPPRESSED;
	in->point[12].status = STATUS_MISSING;
	in->point[13].value = in->point[13].lower = 0;
	in->point[14].england = NAN;
	in = case_add(l, "mix_long", &chart_mix, case_mix(mem, 1, HALF));
	in->self_name = LONG_NAME;
	in->point[3].label = LONG_NAME;
	in->point[8].label = S("Professionsalliedtohealthandsocialcare");
	in = case_add(l, "mix_none", &chart_mix, case_mix(mem, 1, WIDE));
	in->n = 0;
	case_add(l, "bands_one", &chart_bands, case_bands(mem, 1, HALF));
	case_add(l, "bands_wide", &chart_bands, case_bands(mem, 1, WIDE));
	case_add(l, "bands_two", &chart_bands, case_bands(mem, 2, HALF));
	in = case_add(
	    l, "bands_two_missing", &chart_bands, case_bands(mem, 2, HALF));
	in->point[7].status = STATUS_SUPPRESSED;
	in->point[6].status = STATUS_SUPPRESSED;
	in->point[14].status = STATUS_MISSING;
	in->point[15].value = in->point[15].lower = 0;
	in = case_add(
	    l, "bands_managers", &chart_bands, case_bands(mem, 2, WIDE));
	in->point[0].label = S("Very senior manager");
	in->point[8].label = S("Very senior manager");
}

static inline void
case_add_rows(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	case_add(l, "strip_common", &chart_strip, case_groups(mem, WIDE));
	in = case_add(l, "strip_own", &chart_strip, case_groups(mem, WIDE));
	case_option(mem, in, "scale", "own");
	for (size_t i = 0; i < in->n; i++)
		in->point[i].text = str_fmt(mem, "%.*s%%", STRF(S("5.1")));
	in->point[3].text = S("1,204 FTE");
	in->point[3].value = 1204;
	in->point[3].lower = 1100;
	in->point[3].upper = 1310;
	in->point[3].min = 88;
	in->point[3].max = 4410;
	in->point[3].q1 = 600;
	in->point[3].q3 = 2100;
	in->point[3].england = 1500;
	in->point[3].peer_median = 900;
	case_add(l, "strip_half", &chart_strip, case_groups(mem, HALF));
	in = case_add(l, "strip_missing", &chart_strip, case_groups(mem, WIDE));
	in->point[1].status = STATUS_SUPPRESSED;
	in->point[2].status = STATUS_MISSING;
	in->point[6] =
	    case_missing("Ambulance", ROLE_SELF, STATUS_NOT_APPLICABLE);
	in->point[7].upper = 60;
	in->point[7].lower = 1;
	in = case_add(l, "strip_neutral", &chart_strip, case_groups(mem, WIDE));
	in->neutral = true;
	in->self_name = LONG_NAME;
	for (size_t i = 0; i < in->n; i++)
		in->point[i].base_text = S("");
	in = case_add(l, "strip_grouped", &chart_strip, case_groups(mem, WIDE));
	for (size_t i = 0; i < in->n; i++)
		in->point[i].group = i < 4 ? S("Clinical") : S("Other");
	in = case_add(l, "strip_none", &chart_strip, case_groups(mem, WIDE));
	in->n = 0;
	in = case_add(
	    l, "strip_no_values", &chart_strip, case_groups(mem, HALF));
	for (size_t i = 0; i < in->n; i++)
		in->point[i] =
		    case_missing("Nursing", ROLE_SELF, STATUS_MISSING);
	case_add(l, "spine_lower", &chart_spine,
	    case_spine(mem, 6.2, 0.7, DIRECTION_LOWER));
	case_add(l, "spine_higher", &chart_spine,
	    case_spine(mem, 4.2, 0.7, DIRECTION_HIGHER));
	case_add(l, "spine_neutral", &chart_spine,
	    case_spine(mem, 8.8, 2, DIRECTION_NEUTRAL));
	in = case_add(l, "spine_missing", &chart_spine,
	    case_spine(mem, 6.2, 0.7, DIRECTION_LOWER));
	in->point[0].status = STATUS_SUPPRESSED;
	in = case_add(l, "spine_bare", &chart_spine,
	    case_spine(mem, 6.2, 0.7, DIRECTION_LOWER));
	in->point[0] = case_missing("Sickness", ROLE_SELF, STATUS_MISSING);
}

/* The first figures lead elsewhere, the last does not. */
static inline struct chart_input *
case_add_links(struct arena *mem, struct case_list *l, const char *name)
{
	struct chart_input *in =
	    case_add(l, name, &chart_headline, case_figures(mem, 6, WIDE));

	for (size_t i = 0; i + 1 < in->n; i++) {
		in->point[i].link = S("#more");
		in->point[i].link_name = in->point[i].label;
	}
	return in;
}

static inline void
case_add_figures(struct arena *mem, struct case_list *l)
{
	struct chart_input *in;

	case_add(
	    l, "headline_six", &chart_headline, case_figures(mem, 6, WIDE));
	case_add(
	    l, "headline_three", &chart_headline, case_figures(mem, 3, WIDE));
	in = case_add(
	    l, "headline_hard", &chart_headline, case_figures(mem, 6, WIDE));
	in->point[0].label = S("Nurses at Band 6 or above in the community");
	in->point[1].base_text = S("of 1,234,567 days of people in post");
	in->point[2].status = STATUS_SUPPRESSED;
	in->point[2].note = S("Suppressed");
	in->point[3].text = S("1,204,551.25 FTE");
	in->point[4].england = NAN;
	in->point[4].verdict = VERDICT_NONE;
	in->point[4].note = S("No England figure to compare this with");
	in->point[5] =
	    case_missing("Restrictive practice", ROLE_SELF, STATUS_MISSING);
	in = case_add(l, "headline_equality", &chart_headline,
	    case_figures(mem, 3, WIDE));
	in->point[0].aimed = true;
	in->point[0].aim = 1;
	in->point[0].value = 1.31;
	in->point[0].lower = 1.17;
	in->point[0].upper = 1.48;
	in->point[0].england = 1.28;
	in->point[0].verdict = VERDICT_ABOVE;
	in->point[0].text = S("1.31");
	in->point[0].note = S("Above 1, equality");
	in->point[1].lower = in->point[1].upper = NAN;
	in->point[1].verdict = VERDICT_NONE;
	in->point[1].note = S("");
	case_add_links(mem, l, "headline_links");
	/* Its interval has no room for a page behind it. */
	in = case_add_links(mem, l, "headline_links_under");
	in->point[1].value = 123456;
	in->point[1].lower = 113456;
	in->point[1].upper = 133456;
}

static inline struct case_list *
case_list(struct arena *mem)
{
	struct case_list *l = NEW(mem, struct case_list);

	case_add_ranked(mem, l);
	case_add_bars(mem, l);
	case_add_rows(mem, l);
	case_add_figures(mem, l);
	return l;
}

#endif
