/* Each method, declared in YAML, against numbers worked out by hand or
 * published. */
#include <math.h>

#include "unit/indicators/engine.h"

static const char equity[] =
    ENTRY("CPD04") "    method: relative_likelihood\n"
		   "    unit: ratio\n"
		   "    places: 1\n"
		   "    direction: parity\n"
		   "    people: true\n"
		   "    minimum_base: 11\n"
		   "    numerator: {measures: [cpd], filters: [{dimension: "
		   "ethnicity, values: "
		   "[White]}]}\n"
		   "    denominator: {measures: [staff], filters: [{dimension: "
		   "ethnicity, "
		   "values: [White]}]}\n"
		   "    against:\n"
		   "      numerator: {measures: [cpd], filters: [{dimension: "
		   "ethnicity, "
		   "values: [Other]}]}\n"
		   "      denominator: {measures: [staff], filters: "
		   "[{dimension: ethnicity, "
		   "values: [Other]}]}\n"
		   "    unknown:\n"
		   "      numerator: {measures: [staff], filters: [{dimension: "
		   "ethnicity, "
		   "values: [Unknown]}]}\n"
		   "      denominator: {measures: [staff]}\n"
		   "    sentence: \"White staff were {value} times as likely "
		   "to have CPD\"\n"
		   "    sentence_reverse: \"All other staff were {value} times "
		   "as likely to "
		   "have CPD\"\n";

static void
two_groups(struct ctx *c, struct dataset *d, const char *org, double a,
    double n1, double b, double n2)
{
	engine_add(c, d, org, "cpd", "ethnicity=White", JUNE, a);
	engine_add(c, d, org, "staff", "ethnicity=White", JUNE, n1);
	engine_add(c, d, org, "cpd", "ethnicity=Other", JUNE, b);
	engine_add(c, d, org, "staff", "ethnicity=Other", JUNE, n2);
}

static void
a_relative_likelihood_has_interval_test_and_gap(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct figure *f;
	struct scorecard *s;

	two_groups(&c, d, "R1", 180, 400, 60, 200);
	engine_add(&c, d, "R1", "staff", "ethnicity=Unknown", JUNE, 200);
	two_groups(&c, d, "R2", 60, 200, 180, 400);
	two_groups(&c, d, "R3", 30, 100, 31, 100);
	s = engine_compute(&c, d, equity, small_settings);
	f = engine_figure(s, "R1", "CPD04", "", "");
	assert_true(f->value == 1.5);
	engine_near(f->lower, 1.182530, 1e-5);
	engine_near(f->upper, 1.902700, 1e-5);
	engine_near(f->p, 0.000405, 5e-7);
	assert_true(f->numerator == 180 && f->denominator == 400);
	assert_true(
	    f->against_numerator == 60 && f->against_denominator == 200);
	assert_true(f->unknown == 25 && f->to_close == 30);
	assert_int_equal(f->verdict, VERDICT_ABOVE);
	assert_str(f->sentence, "White staff were 1.5 times as likely to have "
				"CPD, more than chance would explain.");
	f = engine_figure(s, "R2", "CPD04", "", "");
	engine_near(f->value, 1 / 1.5, 1e-12);
	assert_true(isnan(f->p_same) && f->to_close == 30);
	assert_int_equal(f->verdict, VERDICT_BELOW);
	assert_str(f->sentence, "All other staff were 1.5 times as likely to "
				"have CPD, more than chance would explain.");
	f = engine_figure(s, "R3", "CPD04", "", "");
	assert_int_equal(f->verdict, VERDICT_NOT_DIFFERENT);
	assert_str(f->sentence, "All other staff were 1.0 times as likely to "
				"have CPD, which chance alone could explain.");
	/* England pools the counts, never the ratios. */
	f = engine_figure(s, "ENG", "CPD04", "", "");
	assert_true(f->numerator == 270 && f->denominator == 700);
	assert_true(
	    f->against_numerator == 271 && f->against_denominator == 700);
	assert_true(
	    engine_figure(s, "R1", "CPD04", "", "")->england == f->value);
	f = engine_figure(s, "London", "CPD04", "", "");
	assert_true(f->numerator == 240 && f->against_numerator == 240);
	test_drop(&c);
}

static void
what_cannot_be_divided_says_so_and_keeps_its_counts(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct figure *f;
	struct scorecard *s;

	two_groups(&c, d, "R1", 20, 100, 0, 50);
	two_groups(&c, d, "R2", 0, 100, 10, 50);
	two_groups(&c, d, "R3", 20, 100, 0, 0);
	s = engine_compute(&c, d, equity, small_settings);
	f = engine_figure(s, "R1", "CPD04", "", "");
	assert_int_equal(f->status, STATUS_NOT_APPLICABLE);
	assert_true(isnan(f->value) && f->numerator == 20);
	assert_str(f->reason, "nobody in the group compared with had it, so "
			      "there is nothing to divide by");
	f = engine_figure(s, "R2", "CPD04", "", "");
	assert_true(f->value == 0 && isnan(f->lower) && isnan(f->upper));
	assert_int_equal(f->verdict, VERDICT_NONE);
	f = engine_figure(s, "R3", "CPD04", "", "");
	assert_int_equal(f->status, STATUS_MISSING);
	assert_str(f->reason, "one of the two groups has nobody in it");
	test_drop(&c);
}

static void
few_people_in_either_group_are_withheld(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct figure *f;
	struct scorecard *s;

	two_groups(&c, d, "R1", 20, 100, 3, 50);
	two_groups(&c, d, "R2", 20, 100, 0, 4);
	two_groups(&c, d, "R3", 20, 100, 5, 10);
	s = engine_compute(&c, d, equity, small_settings);
	for (int i = 1; i <= 2; i++) {
		f = engine_figure(s, i == 1 ? "R1" : "R2", "CPD04", "", "");
		assert_int_equal(f->status, STATUS_SUPPRESSED);
		assert_true(isnan(f->numerator) && isnan(f->p) &&
			    isnan(f->against_numerator) &&
			    isnan(f->against_denominator));
	}
	/* Its base of 10 would give R2's away from England's. */
	f = engine_figure(s, "R3", "CPD04", "", "");
	assert_int_equal(f->status, STATUS_SUPPRESSED);
	assert_true(
	    engine_figure(s, "ENG", "CPD04", "", "")->status == STATUS_OK);
	test_drop(&c);
}

/* Strata 1: 10/50 against 20/200; 2: 90/150 against 30/100. */
static void
an_adjusted_likelihood_is_mantel_and_haenszel_s(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const double a[] = {10, 90}, n1[] = {50, 150}, b[] = {20, 30},
		     n2[] = {200, 100};
	struct mantel_haenszel m = mantel_haenszel(a, n1, b, n2, 2, 0.95);
	struct str yaml = str_fmt(c.mem, "%s    strata: band\n", equity);
	const struct figure *f;

	for (int i = 0; i < 2; i++) {
		const char *dims[] = {"ethnicity=White band=Band~5",
		    "ethnicity=White band=Band~6",
		    "ethnicity=Other band=Band~5",
		    "ethnicity=Other band=Band~6"};

		engine_add(&c, d, "R1", "cpd", dims[i], JUNE, a[i]);
		engine_add(&c, d, "R1", "staff", dims[i], JUNE, n1[i]);
		engine_add(&c, d, "R1", "cpd", dims[i + 2], JUNE, b[i]);
		engine_add(&c, d, "R1", "staff", dims[i + 2], JUNE, n2[i]);
	}
	f = engine_figure(engine_compute(&c, d, yaml.p, small_settings), "R1",
	    "CPD04", "", "");
	assert_true(f->value == m.ratio && f->p_same == m.p);
	engine_near(f->value,
	    (10 * 200 / 250. + 90 * 100 / 250.) /
		(20 * 50 / 250. + 30 * 150 / 250.),
	    1e-12);
	assert_true(f->lower == m.limits.lower && f->upper == m.limits.upper);
	assert_true(f->numerator == 100 && f->denominator == 200);
	test_drop(&c);
}

static const char gap_yaml[] =
    ENTRY("LEA03") "    method: difference\n"
		   "    unit: points\n"
		   "    places: 1\n"
		   "    direction: parity\n"
		   "    numerator: {measures: [n], filters: [{dimension: "
		   "ethnicity, values: "
		   "[Other]}, {dimension: band, values: [Band 8a]}]}\n"
		   "    denominator: {measures: [n], filters: [{dimension: "
		   "band, values: "
		   "[Band 8a]}]}\n"
		   "    against:\n"
		   "      numerator: {measures: [n], filters: [{dimension: "
		   "ethnicity, "
		   "values: [Other]}]}\n"
		   "      denominator: {measures: [n]}\n"
		   "    sentence: \"The share was {value} higher\"\n"
		   "    sentence_reverse: \"The share was {value} lower\"\n";

/* 5 of 40 at 8a, 60 of 200 overall: 12.5 less 30 = -17.5 points. */
static void
a_group_is_compared_with_the_whole_it_is_part_of(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	struct str within = str_fmt(c.mem, "%s    within: true\n", gap_yaml);
	struct difference rest = newcombe(5, 40, 55, 160, 0.95),
			  apart = newcombe(5, 40, 60, 200, 0.95);
	const struct figure *f;

	engine_add(&c, d, "R1", "n", "ethnicity=Other band=Band~8a", JUNE, 5);
	engine_add(&c, d, "R1", "n", "ethnicity=White band=Band~8a", JUNE, 35);
	engine_add(&c, d, "R1", "n", "ethnicity=Other band=Band~5", JUNE, 55);
	engine_add(&c, d, "R1", "n", "ethnicity=White band=Band~5", JUNE, 105);
	f = engine_figure(engine_compute(&c, d, within.p, small_settings), "R1",
	    "LEA03", "", "");
	engine_near(f->value, -17.5, 1e-12);
	engine_near(f->lower, 80 * rest.limits.lower, 1e-12);
	engine_near(f->upper, 80 * rest.limits.upper, 1e-12);
	assert_true(f->p > 0 && f->p < 0.05);
	assert_int_equal(f->verdict, VERDICT_BELOW);
	assert_str(f->sentence, "The share was 17.5 percentage points lower, "
				"more than chance would explain.");
	f = engine_figure(engine_compute(&c, d, gap_yaml, small_settings), "R1",
	    "LEA03", "", "");
	engine_near(f->value, -17.5, 1e-12);
	engine_near(f->lower, 100 * apart.limits.lower, 1e-12);
	engine_near(f->upper, 100 * apart.limits.upper, 1e-12);
	test_drop(&c);
}

static const char disparity_yaml[] = ENTRY(
    "EDI03") "    method: disparity\n"
	     "    unit: ratio\n"
	     "    places: 2\n"
	     "    direction: parity\n"
	     "    numerator: {measures: [white_low]}\n"
	     "    denominator: {measures: [white_high]}\n"
	     "    against: {numerator: {measures: [other_low]}, denominator: "
	     "{measures: [other_high]}}\n"
	     "    sentence: \"It was {value}\"\n";

/* (60/40)/(30/10) = 0.5; ln se = sqrt(1/60 + 1/40 + 1/30 + 1/10). */
static void
a_disparity_compares_two_ratios(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct figure *f;
	double se = sqrt(1 / 60. + 1 / 40. + 1 / 30. + 1 / 10.);

	engine_add(&c, d, "R1", "white_low", "", JUNE, 60);
	engine_add(&c, d, "R1", "white_high", "", JUNE, 40);
	engine_add(&c, d, "R1", "other_low", "", JUNE, 30);
	engine_add(&c, d, "R1", "other_high", "", JUNE, 10);
	f = engine_figure(engine_compute(&c, d, disparity_yaml, small_settings),
	    "R1", "EDI03", "", "");
	engine_near(f->value, 0.5, 1e-12);
	engine_near(f->lower, 0.5 * exp(-1.959963985 * se), 1e-8);
	engine_near(f->upper, 0.5 * exp(1.959963985 * se), 1e-8);
	assert_int_equal(f->verdict, VERDICT_NOT_DIFFERENT);
	test_drop(&c);
}

static const char posts[] =
    ENTRY("RET01") "    method: share\n"
		   "    unit: percent\n"
		   "    places: 1\n"
		   "    direction: lower\n"
		   "    interval: wilson\n"
		   "    settings: [Inpatient, Community]\n"
		   "    numerator: {measures: [vacant]}\n"
		   "    denominator: {measures: [funded]}\n"
		   "    sentence: \"{value} of posts were vacant\"\n";

static void
posts_of(struct ctx *c, struct dataset *d, const char *org, const char *where,
    double vacant, double funded)
{
	char dims[40];
	struct observation *o[2];

	snprintf(dims, sizeof dims, "setting=%s", where);
	o[0] = engine_add(
	    c, d, org, "vacant", dims, JUNE, isnan(vacant) ? 0 : vacant);
	o[1] = engine_add(c, d, org, "funded", dims, JUNE, funded);
	if (isnan(vacant))
		o[0]->reason = o[1]->reason = REASON_NOT_APPLICABLE;
}

/* A trust without wards writes [z] for them. */
static void
what_does_not_apply_takes_nothing_from_what_does(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct figure *f;
	struct scorecard *s;

	small_org(&c, d, "R4", "Mental Health", "South West", true);
	posts_of(&c, d, "R1", "Inpatient", NAN, 0);
	posts_of(&c, d, "R1", "Community", 20, 100);
	posts_of(&c, d, "R2", "Inpatient", 10, 100);
	posts_of(&c, d, "R2", "Community", NAN, 0);
	posts_of(&c, d, "R3", "Inpatient", NAN, 0);
	posts_of(&c, d, "R3", "Community", NAN, 0);
	/* Not a whole service: what the rest comes to is not the whole. */
	posts_of(&c, d, "R4", "Community", 30, 100);
	posts_of(&c, d, "R4", "Community", NAN, 0);
	s = engine_compute(&c, d, posts, small_settings);
	f = engine_figure(s, "R1", "RET01", "", "");
	assert_true(f->value == 20 && f->denominator == 100);
	f = engine_figure(s, "R2", "RET01", "", "");
	assert_true(f->value == 10 && f->denominator == 100);
	assert_int_equal(
	    engine_figure(s, "R1", "RET01", "Inpatient", "")->status,
	    STATUS_NOT_APPLICABLE);
	assert_int_equal(engine_figure(s, "R3", "RET01", "", "")->status,
	    STATUS_NOT_APPLICABLE);
	assert_int_equal(engine_figure(s, "R4", "RET01", "", "")->status,
	    STATUS_NOT_APPLICABLE);
	/* England is its settings together. */
	f = engine_figure(s, "ENG", "RET01", "", "");
	assert_true(f->numerator == 30 && f->denominator == 200);
	test_drop(&c);
}

static const char mix[] =
    ENTRY("MIX08") "    method: diversity\n"
		   "    unit: number\n"
		   "    places: 1\n"
		   "    direction: higher\n"
		   "    over: discipline\n"
		   "    blank: zero\n"
		   "    settings: [Inpatient, Community]\n"
		   "    numerator: {measures: [wte]}\n"
		   "    sentence: \"The mix was that of {value} "
		   "disciplines\"\n" ENTRY(
		       "BND04") "    method: mode\n"
				"    unit: percent\n"
				"    places: 0\n"
				"    direction: neutral\n"
				"    interval: wilson\n"
				"    over: discipline\n"
				"    blank: zero\n"
				"    settings: [Inpatient, Community]\n"
				"    numerator: {measures: [wte]}\n"
				"    sentence: \"{breakdown} was the largest, "
				"with {value}\"\n";

static void
one_mix(struct ctx *c, struct dataset *d, const char *org, double nursing,
    double medical)
{
	engine_add(c, d, org, "wte", "setting=Inpatient discipline=Nursing",
	    JUNE, nursing);
	engine_add(c, d, org, "wte", "setting=Inpatient discipline=Medical",
	    JUNE, medical);
	engine_add(
	    c, d, org, "wte", "setting=Community discipline=Medical", JUNE, 0)
	    ->reason = REASON_BLANK;
}

static void
diversity_and_mode_run_over_a_dimension(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct figure *f;
	struct limits l = wilson(60, 80, 0.95);
	struct scorecard *s;

	one_mix(&c, d, "R1", 60, 20);
	one_mix(&c, d, "R2", 10, 30);
	s = engine_compute(&c, d, mix, small_settings);
	f = engine_figure(s, "R1", "MIX08", "Inpatient", "");
	/* 1/(0.75^2 + 0.25^2) = 1.6 */
	engine_near(f->value, 1.6, 1e-12);
	engine_near(f->numerator / f->denominator, 1.6, 1e-12);
	assert_str(f->sentence,
	    "The mix was that of 1.6 disciplines in inpatient services.");
	f = engine_figure(s, "ENG", "MIX08", "Inpatient", "");
	/* 70 and 50 of 120 */
	engine_near(f->value, 1 / (49 / 144. + 25 / 144.), 1e-12);
	/* Nobody says anything of the community. */
	f = engine_figure(s, "R1", "MIX08", "Community", "");
	assert_int_equal(f->status, STATUS_MISSING);
	assert_str(f->reason, "the cell in the file is empty");
	f = engine_figure(s, "R1", "BND04", "Inpatient", "Nursing");
	assert_true(f->value == 75 && f->numerator == 60);
	engine_near(f->lower, 100 * l.lower, 1e-12);
	assert_int_equal(f->rank, 0); /* of what, when bands differ? */
	engine_near(f->england, 100 * 70 / 120., 1e-12);
	assert_int_equal(f->verdict, VERDICT_ABOVE);
	assert_str(f->sentence,
	    "Nursing was the largest, with 75% in inpatient "
	    "services, above England's 58%.");
	assert_non_null(scorecard_find_in(
	    s, S("R2"), S("BND04"), S("Inpatient"), S("Medical")));
	test_drop(&c);
}

static const char numbers[] = ENTRY(
    "MIX11") "    method: growth\n"
	     "    unit: percent\n"
	     "    places: 1\n"
	     "    direction: higher\n"
	     "    years: 2\n"
	     "    numerator: {measures: [wte]}\n"
	     "    sentence: \"The workforce grew by {value}\"\n"
	     "    sentence_reverse: \"The workforce shrank by "
	     "{value}\"\n" ENTRY(
		 "RET12") "    method: value\n"
			  "    unit: years\n"
			  "    places: 1\n"
			  "    direction: neutral\n"
			  "    settings: [Inpatient, Community]\n"
			  "    settings_only: true\n"
			  "    numerator: {measures: [service]}\n"
			  "    sentence: \"Half had stayed {value}\"\n" ENTRY(
			      "CUL01") "    method: rate\n"
				       "    per: 1000\n"
				       "    unit: per_1000\n"
				       "    places: 1\n"
				       "    direction: lower\n"
				       "    interval: byar\n"
				       "    numerator: {measures: [restraint, "
				       "seclusion]}\n"
				       "    denominator: {measures: "
				       "[bed_days]}\n"
				       "    sentence: \"There were {value} bed "
				       "days in {quarter}\"\n" ENTRY(
					   "CPD02") "    method: mean\n"
						    "    unit: hours\n"
						    "    places: 1\n"
						    "    direction: higher\n"
						    "    numerator: {measures: "
						    "[hours]}\n"
						    "    denominator: "
						    "{measures: [wte]}\n"
						    "    sentence: \"Staff had "
						    "{value} of CPD\"\n" ENTRY(
							"MIX14") "    method: "
								 "ratio\n"
								 "    unit: "
								 "ratio\n"
								 "    places: "
								 "2\n"
								 "    "
								 "direction: "
								 "neutral\n"
								 "    "
								 "interval: "
								 "method\n"
								 "    "
								 "numerator: "
								 "{measures: "
								 "[restraint]}"
								 "\n"
								 "    "
								 "denominator: "
								 "{measures: "
								 "[seclusion]}"
								 "\n"
								 "    "
								 "sentence: "
								 "\"It was "
								 "{value}\"\n";

static void
rates_means_ratios_growth_and_values(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct figure *f;
	struct limits l = byar(50, 0.95);
	struct scorecard *s;

	engine_add(&c, d, "R1", "wte", "", JUNE, 90);
	engine_add(&c, d, "R1", "wte", "", day_of(2024, 6, 30), 100);
	engine_add(&c, d, "R2", "wte", "", JUNE, 120);
	engine_add(&c, d, "R2", "wte", "", day_of(2024, 6, 30), 100);
	engine_add(&c, d, "R3", "wte", "", JUNE, 70);
	engine_add(&c, d, "R1", "service", "setting=Inpatient", JUNE, 3);
	engine_add(&c, d, "R2", "service", "setting=Inpatient", JUNE, 4.5);
	engine_add(&c, d, "R3", "service", "setting=Inpatient", JUNE, 9);
	engine_add(&c, d, "R1", "restraint", "", JUNE, 40);
	engine_add(&c, d, "R1", "seclusion", "", JUNE, 10);
	engine_add(&c, d, "R1", "bed_days", "", JUNE, 2000);
	engine_add(&c, d, "R1", "hours", "", JUNE, 1800);
	s = engine_compute(&c, d, numbers, small_settings);
	f = engine_figure(s, "R1", "MIX11", "", "");
	engine_near(f->value, -10, 1e-12);
	assert_true(f->numerator == 90 && f->denominator == 100);
	assert_str(f->sentence, "The workforce shrank by 10.0%.");
	f = engine_figure(s, "R3", "MIX11", "", "");
	assert_int_equal(f->status, STATUS_MISSING);
	assert_str(f->reason, "there is no figure of 2 years before");
	/* England's growth is that of those who were there then. */
	f = engine_figure(s, "ENG", "MIX11", "", "");
	engine_near(f->value, 5, 1e-12);
	assert_int_equal(f->england_n, 2);
	f = engine_figure(s, "R1", "RET12", "Inpatient", "");
	assert_true(f->value == 3 && f->england == 4.5);
	f = engine_figure(s, "ENG", "RET12", "Inpatient", "");
	assert_true(f->value == 4.5 && isnan(f->numerator));
	assert_str(f->sentence, "Half had stayed 4.5 years in inpatient "
				"services in the middle organisation across "
				"England.");
	assert_null(scorecard_find(s, S("R1"), S("RET12"), S("")));
	f = engine_figure(s, "R1", "CUL01", "", "");
	assert_true(f->value == 25);
	engine_near(f->lower, l.lower / 2, 1e-12);
	assert_str(f->sentence,
	    "There were 25.0 per 1,000 bed days in April to June 2026, not "
	    "clearly different from England's 25.0 per 1,000.");
	f = engine_figure(s, "R1", "CPD02", "", "");
	assert_true(f->value == 20 && isnan(f->lower));
	assert_str(f->sentence, "Staff had 20.0 hours of CPD.");
	f = engine_figure(s, "R1", "MIX14", "", "");
	assert_true(f->value == 4);
	engine_near(f->upper, ratio(40, 10, 0.95).limits.upper, 1e-12);
	test_drop(&c);
}

static const char standard[] =
    ENTRY("WEL91") "    method: standardised\n"
		   "    unit: ratio\n"
		   "    places: 2\n"
		   "    direction: lower\n"
		   "    over: band\n"
		   "    numerator: {measures: [events]}\n"
		   "    denominator: {measures: [base]}\n"
		   "    sentence: \"It was {value}\"\n";

/* England's rates are 30/200 and 30/300; R1 expects 100 x 0.15 + 100 x 0.1. */
static void
standardised_figures_use_england_s_rates(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	struct str percent = str_fmt(c.mem, "%s", standard);
	const struct figure *f;
	struct scorecard *s;

	engine_add(&c, d, "R1", "events", "band=Band~5", JUNE, 20);
	engine_add(&c, d, "R1", "base", "band=Band~5", JUNE, 100);
	engine_add(&c, d, "R1", "events", "band=Band~6", JUNE, 10);
	engine_add(&c, d, "R1", "base", "band=Band~6", JUNE, 100);
	engine_add(&c, d, "R2", "events", "band=Band~5", JUNE, 10);
	engine_add(&c, d, "R2", "base", "band=Band~5", JUNE, 100);
	engine_add(&c, d, "R2", "events", "band=Band~6", JUNE, 20);
	engine_add(&c, d, "R2", "base", "band=Band~6", JUNE, 200);
	s = engine_compute(&c, d, percent.p, small_settings);
	f = engine_figure(s, "R1", "WEL91", "", "");
	engine_near(f->value, 30 / 25., 1e-12);
	engine_near(
	    f->lower, standardise_ratio(30, 25, 1, 0.95).limits.lower, 1e-12);
	assert_true(f->numerator == 30 && f->denominator == 200);
	engine_near(engine_figure(s, "ENG", "WEL91", "", "")->value, 1, 1e-12);
	engine_near(f->england, 1, 1e-12);
	test_drop(&c);
}

static const char split[] = ENTRY(
    "RET01") "    method: share\n"
	     "    unit: percent\n"
	     "    places: 1\n"
	     "    direction: lower\n"
	     "    interval: wilson\n"
	     "    breakdown: discipline\n"
	     "    summed: true\n"
	     "    settings: [Inpatient, Community]\n"
	     "    numerator: {measures: [vacant]}\n"
	     "    denominator: {measures: [funded]}\n"
	     "    sentence: \"{value} of posts in {services} were vacant\"\n"
	     "    sentence_split: \"{value} of {breakdown} posts were "
	     "vacant\"\n" ENTRY(
		 "MIX07") "    method: difference\n"
			  "    unit: points\n"
			  "    places: 1\n"
			  "    direction: neutral\n"
			  "    breakdown: discipline\n"
			  "    denominator_across: true\n"
			  "    numerator: {measures: [funded], filters: "
			  "[{dimension: setting, "
			  "values: [Inpatient]}]}\n"
			  "    denominator: {measures: [funded], filters: "
			  "[{dimension: setting, "
			  "values: [Inpatient]}]}\n"
			  "    against:\n"
			  "      numerator: {measures: [funded], filters: "
			  "[{dimension: setting, "
			  "values: [Community]}]}\n"
			  "      denominator: {measures: [funded], filters: "
			  "[{dimension: setting, "
			  "values: [Community]}]}\n"
			  "    sentence_split: \"The share of {breakdown} "
			  "differed by {value}\"\n";

static void
figures_are_made_by_setting_with_england_s_of_the_same(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	static const char *const dims[] = {
	    "setting=Inpatient discipline=Nursing",
	    "setting=Inpatient discipline=Medical",
	    "setting=Community discipline=Nursing",
	    "setting=Community discipline=Medical"};
	static const double vacant[] = {10, 2, 6, 12},
			    funded[] = {50, 50, 150, 50};
	const struct figure *f;
	struct scorecard *s;
	size_t n;

	for (int i = 0; i < 4; i++) {
		engine_add(&c, d, "R1", "vacant", dims[i], JUNE, vacant[i]);
		engine_add(&c, d, "R1", "funded", dims[i], JUNE, funded[i]);
		engine_add(&c, d, "R2", "vacant", dims[i], JUNE, 1);
		engine_add(&c, d, "R2", "funded", dims[i], JUNE, 100);
	}
	s = engine_compute(&c, d, split, small_settings);
	f = engine_figure(s, "R1", "RET01", "", "");
	assert_true(f->value == 10 && f->england == 100 * 34 / 700.);
	assert_str(f->sentence, "10.0% of posts in all services were vacant, "
				"above England's 4.9%.");
	f = engine_figure(s, "R1", "RET01", "Inpatient", "");
	assert_true(f->value == 12 && f->england == 100 * 14 / 300.);
	assert_true(f->setting == symbols_lookup(d->symbols, S("Inpatient")));
	assert_str(f->sentence,
	    "12.0% of posts in inpatient services were vacant, above "
	    "England's 4.7%.");
	f = engine_figure(s, "R1", "RET01", "Community", "Medical");
	assert_true(f->value == 24 && f->england == 100 * 13 / 150.);
	f = engine_figure(s, "R1", "RET01", "", "Nursing");
	assert_true(f->numerator == 16 && f->denominator == 200);
	/* All together by itself; each setting has its own three. */
	assert_non_null(scorecard_range(s, S("R1"), S("RET01"), &n));
	assert_int_equal(n, 3);
	assert_non_null(
	    scorecard_range_in(s, S("R1"), S("RET01"), S("Community"), &n));
	assert_int_equal(n, 3);
	/* 50 of 100 inpatient less 150 of 200 in the community. */
	f = engine_figure(s, "R1", "MIX07", "", "Nursing");
	engine_near(f->value, -25, 1e-12);
	engine_near(f->england, -12.5, 1e-12);
	assert_true(f->lower < -25 && f->upper > -25 && f->upper < -12.5);
	assert_int_equal(f->verdict, VERDICT_BELOW);
	test_drop(&c);
}

static const char quarterly[] =
    ENTRY("WEL01") "    method: share\n"
		   "    unit: percent\n"
		   "    places: 1\n"
		   "    direction: lower\n"
		   "    interval: wilson\n"
		   "    base_per_quarter: true\n"
		   "    numerator: {measures: [lost]}\n"
		   "    denominator: {measures: [available]}\n"
		   "    sentence: \"Absence was {value} in {quarter}\"\n"
		   "  - id: WEL01\n"
		   "    source: other\n"
		   "    title: Something else\n"
		   "    measure: something\n"
		   "    definition: What it is.\n"
		   "    recommendations: [1]\n"
		   "    england: all\n"
		   "    method: share\n"
		   "    unit: percent\n"
		   "    direction: lower\n"
		   "    numerator: {measures: [lost_other]}\n"
		   "    denominator: {measures: [available_other]}\n"
		   "    sentence: \"{value}\"\n";

static void
the_days_of_a_quarter_widen_the_interval(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	struct limits l = wilson(5, 100, 0.95);
	const struct figure *f;
	struct scorecard *s;

	engine_add(&c, d, "R1", "lost", "", JUNE, 5 * 91);
	engine_add(&c, d, "R1", "available", "", JUNE, 100 * 91);
	s = engine_compute(&c, d, quarterly, small_settings);
	f = engine_figure(s, "R1", "WEL01", "", "");
	engine_near(f->lower, 100 * l.lower, 1e-12);
	assert_int_equal(s->catalogue->n, 1);
	assert_str(s->catalogue->indicator[0].title, "Something");
	test_drop(&c);
}

static void
a_run_takes_the_source_that_is_fed(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	struct scorecard *s;

	engine_add(&c, d, "R1", "lost_other", "", JUNE, 1);
	engine_add(&c, d, "R1", "available_other", "", JUNE, 4);
	s = engine_compute(&c, d, quarterly, small_settings);
	assert_int_equal(s->catalogue->n, 1);
	assert_str(s->catalogue->indicator[0].title, "Something else");
	assert_true(engine_figure(s, "R1", "WEL01", "", "")->value == 25);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_relative_likelihood_has_interval_test_and_gap),
	    cmocka_unit_test(
		what_cannot_be_divided_says_so_and_keeps_its_counts),
	    cmocka_unit_test(few_people_in_either_group_are_withheld),
	    cmocka_unit_test(an_adjusted_likelihood_is_mantel_and_haenszel_s),
	    cmocka_unit_test(a_group_is_compared_with_the_whole_it_is_part_of),
	    cmocka_unit_test(a_disparity_compares_two_ratios),
	    cmocka_unit_test(what_does_not_apply_takes_nothing_from_what_does),
	    cmocka_unit_test(diversity_and_mode_run_over_a_dimension),
	    cmocka_unit_test(rates_means_ratios_growth_and_values),
	    cmocka_unit_test(standardised_figures_use_england_s_rates),
	    cmocka_unit_test(
		figures_are_made_by_setting_with_england_s_of_the_same),
	    cmocka_unit_test(the_days_of_a_quarter_widen_the_interval),
	    cmocka_unit_test(a_run_takes_the_source_that_is_fed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
