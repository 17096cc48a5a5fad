/* Counts of people rounded to the nearest 5, and all that is made of them. */
#include <math.h>

#include "indicators/rounding.h"
#include "unit/indicators/engine.h"
#include "unit/indicators/oracle.h"

static struct settings
nhs_7(void)
{
	struct settings s = small_settings;

	s.disclosure = DISCLOSURE_NHS_7;
	return s;
}

static void
the_examples_of_the_policy_come_out_as_displayed(void **state)
{
	struct ctx c = test_ctx();
	struct oracle o = oracle_read(&c, "nhs_disclosure_rule_examples");
	struct settings s = nhs_7();

	/* The policy's own words: national figures are not controlled. */
	s.national_exact = true;
	assert_int_equal(o.rows, 18);
	for (size_t i = 0; i < o.rows; i++) {
		double count = oracle_number(&o, i, "true_count");
		bool national = str_is(oracle_text(&o, i, "level"), "national");
		struct rounded r = rounding_of(&s, national, count);

		if (str_is(oracle_text(&o, i, "displayed"), "*")) {
			assert_true(r.withheld && isnan(r.count));
			continue;
		}
		assert_false(r.withheld);
		assert_true(r.count == oracle_number(&o, i, "displayed"));
	}
	test_drop(&c);
}

static void
england_is_told_like_the_others_unless_the_settings_say_exact(void **state)
{
	struct settings s = nhs_7();

	assert_true(rounding_of(&s, true, 3).withheld);
	assert_true(rounding_of(&s, true, 23).count == 25);
	s.national_exact = true;
	assert_true(rounding_of(&s, true, 23).count == 23);
	assert_true(rounding_of(&s, false, 23).count == 25);
	/* Other policies round nothing. */
	s.disclosure = DISCLOSURE_SMALL_4;
	assert_true(rounding_of(&s, false, 23).count == 23);
	assert_true(rounding_of(&s, true, 3).withheld);
	s.disclosure = DISCLOSURE_NONE;
	assert_true(rounding_of(&s, false, 3).count == 3);
}

static void
a_half_goes_up_and_somebody_is_never_nobody(void **state)
{
	assert_true(rounding_to_five(0) == 0);
	assert_true(rounding_to_five(1) == 5 && rounding_to_five(0.5) == 5);
	assert_true(rounding_to_five(12.5) == 15);
	assert_true(rounding_to_five(12.4) == 10);
	assert_true(rounding_to_five(6358.5) == 6360);
}

static void
a_rounded_count_is_known_to_two_each_way(void **state)
{
	double below, above;

	rounding_leeway(23, &below, &above);
	assert_true(below == 0 && above == 4); /* 25: 23 to 27 */
	rounding_leeway(22, &below, &above);
	assert_true(below == 4 && above == 0); /* 20: 18 to 22 */
	rounding_leeway(20, &below, &above);
	assert_true(below == 2 && above == 2);
	rounding_leeway(12.5, &below, &above);
	assert_true(below == 0 && above == 4.5);
	rounding_leeway(0, &below, &above);
	assert_true(below == 0 && above == 0);
}

#define SHARE(id, more)                                                        \
	ENTRY(id)                                                              \
	"    method: share\n    unit: percent\n    places: 1\n"                \
	"    direction: lower\n    interval: wilson\n"                         \
	"    numerator: {measures: [gone]}\n"                                  \
	"    denominator: {measures: [staff]}\n"                               \
	"    sentence: \"Leavers were {value}\"\n" more

#define LEAVERS                                                                \
	SHARE("RET02",                                                         \
	    "    people: true\n    breakdown: discipline\n    summed: true\n"  \
	    "    sentence_split: \"Leavers in {breakdown} were {value}\"\n")

static void
add(struct ctx *c, struct dataset *d, const char *org, const char *dims,
    double gone, double staff)
{
	engine_add(c, d, org, "gone", dims, JUNE, gone);
	engine_add(c, d, org, "staff", dims, JUNE, staff);
}

static struct dataset *
three_trusts(struct ctx *c)
{
	struct dataset *d = engine_dataset(c);

	add(c, d, "R1", "discipline=A", 23, 98);
	add(c, d, "R1", "discipline=B", 61, 303);
	add(c, d, "R1", "discipline=C", 0, 97);
	add(c, d, "R2", "discipline=A", 31, 202);
	add(c, d, "R2", "discipline=B", 42, 118);
	add(c, d, "R3", "discipline=A", 52, 211);
	add(c, d, "R3", "discipline=B", 64, 166);
	return d;
}

static void
a_figure_is_worked_out_from_its_rounded_parts(void **state)
{
	struct ctx c = test_ctx();
	const struct scorecard *s =
	    engine_compute(&c, three_trusts(&c), LEAVERS, nhs_7());
	const struct figure *f = engine_figure(s, "R1", "RET02", "", "A");
	struct limits l = wilson(25, 100, 0.95);

	assert_true(f->numerator == 25 && f->denominator == 100);
	assert_true(f->value == 25);
	assert_true(f->lower == 100 * l.lower && f->upper == 100 * l.upper);
	f = engine_figure(s, "R1", "RET02", "", "C");
	assert_true(f->numerator == 0 && f->denominator == 95);
	/* Of 84 in all: parts need not add up. */
	f = engine_figure(s, "R1", "RET02", "", "");
	assert_true(f->numerator == 85 && f->denominator == 500);
	assert_true(f->value == 17);
	/* 106 of 511, and England by what it tells. */
	f = engine_figure(s, "ENG", "RET02", "", "A");
	assert_true(f->numerator == 105 && f->denominator == 510);
	assert_true(engine_figure(s, "R1", "RET02", "", "A")->england ==
		    100.0 * 105 / 510);
	test_drop(&c);
}

static void
england_is_exact_where_the_settings_say_so(void **state)
{
	struct ctx c = test_ctx();
	struct settings settings = nhs_7();
	const struct scorecard *s;
	const struct figure *f;

	settings.national_exact = true;
	s = engine_compute(&c, three_trusts(&c), LEAVERS, settings);
	f = engine_figure(s, "ENG", "RET02", "", "A");
	assert_true(f->numerator == 106 && f->denominator == 511);
	f = engine_figure(s, "R3", "RET02", "", "A");
	assert_true(f->numerator == 50 && f->denominator == 210);
	assert_true(f->england == 100.0 * 106 / 511);
	test_drop(&c);
}

/* Seven of England are no secret by the policy, but seven of a trust are. */
static void
england_exact_is_withheld_where_it_is_one_trust_s(void **state)
{
	for (int alone = 0; alone < 2; alone++) {
		struct ctx c = test_ctx();
		struct settings settings = nhs_7();
		struct dataset *d = engine_dataset(&c);
		const struct scorecard *s;

		settings.national_exact = true;
		add(&c, d, "R1", "discipline=A", alone ? 7 : 0, 300);
		add(&c, d, "R2", "discipline=A", 0, 300);
		add(&c, d, "R3", "discipline=A", 0, 300);
		s = engine_compute(&c, d, LEAVERS, settings);
		assert_int_equal(
		    engine_figure(s, "ENG", "RET02", "", "A")->status,
		    alone ? STATUS_SUPPRESSED : STATUS_OK);
		test_drop(&c);
	}
}

static void
a_count_of_one_to_seven_is_withheld_and_says_so(void **state)
{
	for (int gone = 1; gone <= 8; gone++) {
		struct ctx c = test_ctx();
		struct dataset *d = three_trusts(&c);
		const struct scorecard *s;
		const struct figure *f;

		add(&c, d, "R1", "discipline=D", gone, 103);
		s = engine_compute(&c, d, LEAVERS, nhs_7());
		f = engine_figure(s, "R1", "RET02", "", "D");
		if (gone == 8) {
			assert_int_equal(f->status, STATUS_OK);
			assert_true(f->numerator == 10);
		} else {
			assert_int_equal(f->status, STATUS_SUPPRESSED);
			assert_true(isnan(f->numerator) && isnan(f->value));
			assert_str(f->reason, "it would count 1 to 7 people");
		}
		test_drop(&c);
	}
}

/* Nobody withheld as a base may come out as a base of nobody. */
static void
a_base_of_one_or_two_is_withheld_and_not_zero(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = three_trusts(&c);
	const struct figure *f;

	add(&c, d, "R1", "discipline=D", 0, 2);
	f = engine_figure(
	    engine_compute(&c, d, LEAVERS, nhs_7()), "R1", "RET02", "", "D");
	assert_int_equal(f->status, STATUS_SUPPRESSED);
	assert_true(isnan(f->denominator));
	test_drop(&c);
}

static void
what_is_no_count_of_people_is_not_rounded(void **state)
{
	static const char yaml[] = SHARE("WEL01", "");
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const struct figure *f;

	add(&c, d, "R1", "", 23.25, 98.5);
	f = engine_figure(
	    engine_compute(&c, d, yaml, nhs_7()), "R1", "WEL01", "", "");
	assert_true(f->numerator == 23.25 && f->denominator == 98.5);
	test_drop(&c);
}

/* Points are not people, those who gave them are. */
static void
a_mean_keeps_its_value_and_rounds_who_it_is_of(void **state)
{
	static const char yaml[] =
	    ENTRY("WEL91") "    method: share\n    unit: percent\n"
			   "    places: 1\n    direction: higher\n"
			   "    interval: wilson\n"
			   "    numerator: {measures: [replies]}\n"
			   "    denominator: {measures: [staff]}\n"
			   "    people: true\n"
			   "    sentence: \"Answered {value}\"\n" ENTRY(
			       "WEL04") "    method: mean\n    unit: score\n"
					"    places: 1\n"
					"    direction: higher\n"
					"    interval: none\n"
					"    numerator: {measures: [points]}\n"
					"    denominator: {measures: "
					"[replies]}\n"
					"    sentence: \"It was {value}\"\n";
	struct ctx c = test_ctx();
	struct dataset *d = engine_dataset(&c);
	const double replies[] = {12, 7, 203};
	const char *const org[] = {"R1", "R2", "R3"};
	const struct scorecard *s;
	const struct figure *f;

	for (int i = 0; i < 3; i++) {
		engine_add(&c, d, org[i], "points", "", JUNE, 9 * replies[i]);
		engine_add(&c, d, org[i], "replies", "", JUNE, replies[i]);
		engine_add(&c, d, org[i], "staff", "", JUNE, 400);
	}
	s = engine_compute(&c, d, yaml, nhs_7());
	f = engine_figure(s, "R1", "WEL04", "", "");
	assert_true(f->numerator == 90 && f->denominator == 10);
	assert_true(f->value == 9);
	f = engine_figure(s, "R2", "WEL04", "", "");
	assert_int_equal(f->status, STATUS_SUPPRESSED);
	assert_true(isnan(f->value) && isnan(f->denominator));
	test_drop(&c);
}

/* Rounding moves the interval across England's figure, and the verdict goes with
 * what is told. */
static void
a_verdict_follows_the_rounded_counts(void **state)
{
	for (int policy = 0; policy < 2; policy++) {
		struct ctx c = test_ctx();
		struct dataset *d = engine_dataset(&c);
		struct settings settings = nhs_7();
		const struct figure *f;

		if (policy == 0)
			settings.disclosure = DISCLOSURE_NONE;
		add(&c, d, "R1", "discipline=A", 17, 98);
		add(&c, d, "R2", "discipline=A", 2000, 20000);
		f = engine_figure(engine_compute(&c, d, LEAVERS, settings),
		    "R1", "RET02", "", "A");
		assert_int_equal(f->verdict,
		    policy == 0 ? VERDICT_ABOVE : VERDICT_NOT_DIFFERENT);
		test_drop(&c);
	}
}

/* Whatever is sent, and in the quarters before as well. */
static void
no_count_that_is_told_is_anything_but_rounded(void **state)
{
	static const char *const org[] = {"R1", "R2", "R3"};
	static const char *const part[] = {
	    "discipline=A", "discipline=B", "discipline=C", "discipline=D"};

	for (unsigned seed = 1; seed <= 20; seed++) {
		struct ctx c = test_ctx();
		struct dataset *d = engine_dataset(&c);
		unsigned x = seed * 2654435761u;
		const struct scorecard *s;

		for (int i = 0; i < 12; i++) {
			double gone, staff;

			x = x * 1664525u + 1013904223u;
			gone = x >> 24 & 63;
			staff = gone + (x >> 16 & 127);
			add(&c, d, org[i % 3], part[i / 3], gone, staff);
		}
		s = engine_compute(&c, d, LEAVERS, nhs_7());
		for (size_t i = 0; i < s->n; i++) {
			const struct figure *f = &s->figure[i];

			assert_true(
			    isnan(f->numerator) || fmod(f->numerator, 5) == 0);
			assert_true(isnan(f->denominator) ||
				    fmod(f->denominator, 5) == 0);
			/* 5 itself would be a count of 3 to 7. */
			assert_true(f->numerator != 5 && f->denominator != 5);
			if (f->status == STATUS_OK)
				assert_true(f->value == 100 * f->numerator /
							    f->denominator);
		}
		test_drop(&c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_examples_of_the_policy_come_out_as_displayed),
	    cmocka_unit_test(
		england_is_told_like_the_others_unless_the_settings_say_exact),
	    cmocka_unit_test(a_half_goes_up_and_somebody_is_never_nobody),
	    cmocka_unit_test(a_rounded_count_is_known_to_two_each_way),
	    cmocka_unit_test(a_figure_is_worked_out_from_its_rounded_parts),
	    cmocka_unit_test(england_is_exact_where_the_settings_say_so),
	    cmocka_unit_test(england_exact_is_withheld_where_it_is_one_trust_s),
	    cmocka_unit_test(a_count_of_one_to_seven_is_withheld_and_says_so),
	    cmocka_unit_test(a_base_of_one_or_two_is_withheld_and_not_zero),
	    cmocka_unit_test(what_is_no_count_of_people_is_not_rounded),
	    cmocka_unit_test(a_mean_keeps_its_value_and_rounds_who_it_is_of),
	    cmocka_unit_test(a_verdict_follows_the_rounded_counts),
	    cmocka_unit_test(no_count_that_is_told_is_anything_but_rounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
