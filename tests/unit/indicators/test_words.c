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
	for (int why = WHY_NONE + 1; why <= WHY_WOULD_GIVE_AWAY; why++)
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_verdict_has_its_words),
	    cmocka_unit_test(the_comparator_says_whom_it_counts),
	    cmocka_unit_test(a_difference_is_printed_with_enough_places),
	    cmocka_unit_test(an_absence_says_why),
	    cmocka_unit_test(every_reason_has_words),
	    cmocka_unit_test(peers_are_counted_and_placed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
