/* Sentences say no more than the verdict allows. */
#include <math.h>

#include "check.h"
#include "indicators/words.h"

static struct indicator
absence(void)
{
	return (struct indicator){.title = S("Sickness absence"),
	    .unit = UNIT_PERCENT,
	    .places = 1,
	    .minimum_base = 11,
	    .needs_words = S("not in the staff file of {date}"),
	    .sentence = S("Sickness absence was {value} of days in {month}"),
	    .sentence_split = S("The {breakdown} share was {value} on {date}")};
}

static struct figure
figure(double value, double england, enum verdict verdict)
{
	return (struct figure){.value = value,
	    .england = england,
	    .verdict = verdict,
	    .date = day_of(2025, 3, 31)};
}

static struct str
sentence(struct ctx *c, const struct indicator *ind, const struct figure *f,
    struct str breakdown, bool england, struct str in_cluster)
{
	struct told t = {breakdown, S(""), england, in_cluster};

	return words_sentence(c->mem, ind, f, &t);
}

static void
each_verdict_has_its_words(void **state)
{
	struct ctx c = test_ctx();
	struct indicator ind = absence();
	struct figure f = figure(4.1265, 4.99, VERDICT_BELOW);

	assert_str(sentence(&c, &ind, &f, S(""), false, S("")),
	    "Sickness absence was 4.1% of days in March 2025, below England's "
	    "5.0%.");
	f.verdict = VERDICT_ABOVE;
	assert_str(sentence(&c, &ind, &f, S(""), false, S("")),
	    "Sickness absence was 4.1% of days in March 2025, above England's "
	    "5.0%.");
	f.verdict = VERDICT_NOT_DIFFERENT;
	assert_str(sentence(&c, &ind, &f, S(""), false, S("")),
	    "Sickness absence was 4.1% of days in March 2025, not clearly "
	    "different from England's 5.0%.");
	f.verdict = VERDICT_NONE;
	assert_str(sentence(&c, &ind, &f, S(""), false, S("")),
	    "Sickness absence was 4.1% of days in March 2025.");
	test_drop(&c);
}

static void
the_comparator_says_whom_it_counts(void **state)
{
	struct ctx c = test_ctx();
	struct indicator ind = absence();
	struct figure f = figure(30.25, 34.16, VERDICT_BELOW);

	assert_str(sentence(&c, &ind, &f, S("Nursing"), false,
		       S("mental health trusts")),
	    "The Nursing share was 30.3% on 31 March 2025, below the 34.2% of "
	    "mental health trusts in England.");
	assert_str(sentence(&c, &ind, &f, S("Nursing"), true,
		       S("mental health trusts")),
	    "The Nursing share was 30.3% on 31 March 2025 across mental health "
	    "trusts in England.");
	assert_str(sentence(&c, &ind, &f, S(""), true, S("")),
	    "Sickness absence was 30.3% of days in March 2025 across England.");
	test_drop(&c);
}

static void
a_difference_is_printed_with_enough_places(void **state)
{
	struct ctx c = test_ctx();
	struct indicator ind = absence();
	struct figure f = figure(5.021, 4.982, VERDICT_ABOVE);

	assert_str(sentence(&c, &ind, &f, S(""), false, S("")),
	    "Sickness absence was 5.02% of days in March 2025, above England's "
	    "4.98%.");
	f.verdict = VERDICT_NOT_DIFFERENT;
	assert_str(sentence(&c, &ind, &f, S(""), false, S("")),
	    "Sickness absence was 5.0% of days in March 2025, not clearly "
	    "different from England's 5.0%.");
	test_drop(&c);
}

static void
an_absence_says_why(void **state)
{
	struct ctx c = test_ctx();
	struct indicator ind = absence();
	struct figure f = figure(NAN, 5, VERDICT_NONE);

	f.status = STATUS_SUPPRESSED;
	f.reason = words_reason(c.mem, &ind, WHY_SMALL_COUNT, f.date);
	assert_str(sentence(&c, &ind, &f, S("Nurses"), false, S("")),
	    "No figure is given for sickness absence (Nurses): it would count "
	    "1 to 4 people.");
	test_drop(&c);
}

static void
every_reason_has_words(void **state)
{
	struct ctx c = test_ctx();
	struct indicator ind = absence();
	day when = day_of(2017, 9, 30);

	assert_str(words_reason(c.mem, &ind, WHY_NONE, when), "");
	for (int why = WHY_NONE + 1; why <= WHY_WOULD_GIVE_TO_7; why++)
		assert_true(
		    words_reason(c.mem, &ind, (enum why)why, when).n > 10);
	assert_str(words_reason(c.mem, &ind, WHY_NOT_SERVED, when),
	    "not in the staff file of 30 September 2017");
	assert_str(words_reason(c.mem, &ind, WHY_NOT_IN_FILE, when),
	    "not in the file of 30 September 2017");
	assert_str(words_reason(c.mem, &ind, WHY_NOT_IN_FILE, DAY_NONE),
	    "no file of this run has it");
	assert_str(words_reason(c.mem, &ind, WHY_LOW_BASE, when),
	    "the base is below 11");
	test_drop(&c);
}

static void
peers_are_counted_and_placed(void **state)
{
	struct ctx c = test_ctx();

	assert_str(words_peers(c.mem, 4, S("Mental Health"), S("North West")),
	    "the 4 other mental health trusts in the North West");
	assert_str(words_peers(c.mem, 1, S("Mental Health"), S("London")),
	    "the one other mental health trust in London");
	assert_str(words_peers(c.mem, 46, S("Mental Health"), S("")),
	    "the 46 other mental health trusts in England");
	assert_str(words_peers(c.mem, 0, S("Ambulance"), S("")),
	    "no other ambulance trust in England");
	assert_str(
	    words_peers(c.mem, 3, S("Community Provider Trust"), S("Midlands")),
	    "the 3 other community provider trusts in the Midlands");
	assert_str(words_cluster(c.mem, S("Integrated Care Board")),
	    "integrated care boards");
	test_drop(&c);
}

static void
movement(struct figure *f, const struct indicator *ind, enum spc_rule rule,
    enum variation variation, bool high, const char *wanted)
{
	struct ctx c = test_ctx();

	f->rule = rule;
	f->variation = variation;
	assert_str(words_movement(c.mem, ind, f, high,
		       &(struct fired){8, {2024, 3}, {2026, 2}}),
	    wanted);
	test_drop(&c);
}

static void
movement_is_told_on_the_stored_rule(void **state)
{
	struct indicator ind = absence();
	struct figure f = figure(4.12, 5, VERDICT_BELOW);

	assert_int_equal(f.points, 0);
	movement(&f, &ind, SPC_NO_RULE, VARIATION_NONE, false, "");
	f.target = NAN;
	f.points = 1;
	movement(&f, &ind, SPC_NO_RULE, VARIATION_NONE, false,
	    "One quarter is too few for control limits, which need 12.");
	f.points = 13;
	f.mean = 4;
	f.limit_low = 3.5;
	f.limit_high = 4.11;
	movement(&f, &ind, SPC_NO_RULE, VARIATION_COMMON, false,
	    "Over 13 quarters it has kept to its usual swing, 3.5 to 4.1%.");
	/* The limit prints like the value: both get more places. */
	movement(&f, &ind, SPC_OUTSIDE, VARIATION_CONCERN_HIGH, true,
	    "The latest quarter, 4.12%, is above its control limit of 4.11%: "
	    "more than chance would explain, and a concern.");
	movement(&f, &ind, SPC_TREND, VARIATION_IMPROVING_LOW, false,
	    "It has fallen over 8 quarters in a row, 2024-25 Q3 to 2026-27 Q2: "
	    "more than chance would explain, and an improvement.");
	movement(&f, &ind, SPC_SHIFT, VARIATION_NEUTRAL_HIGH, true,
	    "It has been above its mean of 4.0% for 8 quarters in a row, "
	    "2024-25 Q3 to 2026-27 Q2: more than chance would explain.");
	movement(&f, &ind, SPC_TWO_OF_THREE, VARIATION_NEUTRAL_LOW, false,
	    "Two of the last three quarters are close to the lower control "
	    "limit: more than chance would explain.");
	f.rebased = S("Limits reset, 2025-26 Q1: the ward closed");
	movement(&f, &ind, SPC_NO_RULE, VARIATION_COMMON, false,
	    "Over 13 quarters it has kept to its usual swing, 3.5 to 4.1%. "
	    "Limits reset, 2025-26 Q1: the ward closed.");
	f.rebased = S("");
	f.target = 3.8;
	f.assurance = ASSURANCE_INCONSISTENT;
	movement(&f, &ind, SPC_NO_RULE, VARIATION_COMMON, false,
	    "Over 13 quarters it has kept to its usual swing, 3.5 to 4.1%. As "
	    "it swings now it will hit and miss its target of 3.8% by chance.");
	f.assurance = ASSURANCE_FAIL;
	f.target = 3;
	movement(&f, &ind, SPC_NO_RULE, VARIATION_COMMON, false,
	    "Over 13 quarters it has kept to its usual swing, 3.5 to 4.1%. As "
	    "it swings now it can be expected to miss its target of 3.0% "
	    "unless something changes.");
	f.assurance = ASSURANCE_NONE;
	movement(&f, &ind, SPC_NO_RULE, VARIATION_NONE, false,
	    "13 quarters are too few for control limits, which need 12. Its "
	    "target is 3.0%.");
	f.target = NAN;
	f.limit_low = f.limit_high = 4;
	movement(&f, &ind, SPC_NO_RULE, VARIATION_COMMON, false,
	    "Over 13 quarters it has stayed at 4.0%.");
	ind.method = METHOD_DISPARITY;
	ind.unit = UNIT_RATIO;
	movement(&f, &ind, SPC_SHIFT, VARIATION_NEUTRAL_LOW, false,
	    "The ratio has been below its mean of 4.0 for 8 quarters in a "
	    "row, 2024-25 Q3 to 2026-27 Q2: more than chance would explain.");
}

static void
an_abbreviation_keeps_its_capitals(void **state)
{
	struct ctx c = test_ctx();
	struct indicator ind = absence();
	struct figure f = figure(NAN, NAN, VERDICT_NONE);
	struct told t = {S(""), S("Inpatient"), false, S("")};

	ind.title = S("CPD uptake");
	f.status = STATUS_MISSING;
	f.reason = S("the cell in the file is empty");
	assert_str(words_sentence(c.mem, &ind, &f, &t),
	    "No figure is given for CPD uptake in inpatient services: the cell "
	    "in the file is empty.");
	assert_str(words_name(c.mem, &ind, S("Nursing"), S("Inpatient")),
	    "CPD uptake, Nursing, inpatient");
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(movement_is_told_on_the_stored_rule),
	    cmocka_unit_test(an_abbreviation_keeps_its_capitals),
	    cmocka_unit_test(each_verdict_has_its_words),
	    cmocka_unit_test(the_comparator_says_whom_it_counts),
	    cmocka_unit_test(a_difference_is_printed_with_enough_places),
	    cmocka_unit_test(an_absence_says_why),
	    cmocka_unit_test(every_reason_has_words),
	    cmocka_unit_test(peers_are_counted_and_placed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
