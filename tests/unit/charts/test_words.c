/* tests/unit/charts/test_words.c -- printed numbers, ticks and alt texts. */
#include "check.h"

#include "cases.h"
#include "charts/axis.h"
#include "charts/words.h"

static struct str
alt_of(struct ctx *c, const struct chart_input *in)
{
	struct buf b = buf_new(c->mem);

	say_trusts(&b, in);
	return buf_str(&b);
}

static void
a_printed_value_is_cut_into_number_and_unit(void **state)
{
	struct ctx c = test_ctx();
	struct chart_input in = case_input(100);
	struct chart_point p = case_point("x", ROLE_SELF, 1204.5, 1);
	struct printed v;

	p.text = S("1,204.50 FTE");
	v = printed_of(c.mem, &in, &p);
	assert_str(v.number, "1,204.50");
	assert_str(v.unit, " FTE");
	assert_int_equal(v.places, 2);
	p.text = S("41");
	v = printed_of(c.mem, &in, &p);
	assert_str(v.number, "41");
	assert_str(v.unit, "%");
	assert_int_equal(v.places, 0);
	p.text = S("");
	v = printed_of(c.mem, &in, &p);
	assert_str(v.number, "1,204.5");
	p.value = 0;
	p.text = S("0.00%");
	v = printed_of(c.mem, &in, &p);
	assert_str(v.number, "0");
	assert_int_equal(v.places, 2);
	p.status = STATUS_LOW_BASE;
	v = printed_of(c.mem, &in, &p);
	assert_str(v.number, "[u]");
	assert_str(v.unit, "");
	test_drop(&c);
}

static void
ordinals_mind_the_teens(void **state)
{
	struct ctx c = test_ctx();

	assert_str(ordinal_text(c.mem, 1), "1st");
	assert_str(ordinal_text(c.mem, 2), "2nd");
	assert_str(ordinal_text(c.mem, 3), "3rd");
	assert_str(ordinal_text(c.mem, 11), "11th");
	assert_str(ordinal_text(c.mem, 12), "12th");
	assert_str(ordinal_text(c.mem, 22), "22nd");
	assert_str(ordinal_text(c.mem, 113), "113th");
	test_drop(&c);
}

static void
ticks_step_by_one_two_or_five_and_are_six_at_most(void **state)
{
	static const double range[][2] = {{0, 1}, {0, 55}, {3.7, 6.6}, {-8, 12},
	    {0, 0.3}, {1583923, 8026968}, {99.1, 99.9}, {-0.004, 0.003}};

	for (size_t i = 0; i < COUNT(range); i++)
		for (size_t most = 2; most <= 6; most++) {
			struct ticks t =
			    ticks_of(range[i][0], range[i][1], most, 4);
			assert_true(t.n >= 1 && t.n <= most);
			assert_true(t.step == 1 || t.step == 2 || t.step == 5 ||
				    fmod(t.step, 10) == 0);
			assert_true(tick_value(&t, 0) >= range[i][0] - 1e-9);
			assert_true(
			    tick_value(&t, t.n - 1) <= range[i][1] + 1e-9);
		}
}

static void
ticks_are_never_finer_than_what_is_printed(void **state)
{
	struct ctx c = test_ctx();
	struct ticks t = ticks_of(4.9, 5.1, 6, 1);

	assert_int_equal(t.n, 3);
	assert_int_equal(t.places, 1);
	assert_str(tick_text(c.mem, &t, 0, S("%")), "4.9%");
	assert_str(tick_text(c.mem, &t, 1, S(" FTE")), "5.0");
	assert_str(tick_text(c.mem, &t, 2, S(" FTE")), "5.1 FTE");
	test_drop(&c);
}

static void
a_padded_span_does_not_cross_zero_or_a_hundred(void **state)
{
	struct span s = span_pad((struct span){1, 99}, 0.1, 0, S("%"));

	assert_true(s.lo == 0 && s.hi == 100);
	s = span_pad((struct span){100, 100}, 0.1, 1, S("%"));
	assert_true(s.hi == 100 && s.lo < 99.9);
	s = span_pad((struct span){0, 0}, 0.1, 1, S("%"));
	assert_true(s.lo == 0 && s.hi > 0.1);
	s = span_pad((struct span){-3, 99}, 0.1, 1, S(" FTE"));
	assert_true(s.lo < -3 && s.hi > 100);
	s = span_pad(SPAN_EMPTY, 0.1, 1, S("%"));
	assert_true(s.lo == 0 && s.hi > 0);
}

static void
alt_says_own_england_peers_place_and_range(void **state)
{
	struct ctx c = test_ctx();
	struct chart_input in = case_trusts(c.mem, 47, 9, 5, 1.6, 400);

	assert_str(alt_of(&c, &in),
	    "Sickness is lower than in England. Northmoor 5.2% (95% interval "
	    "4.9 to 5.5). England 5.2%. Median of 9 peers 5.0%. 24th from the "
	    "lowest of 47 trusts, which run from 3.7% to 6.5%.");
	test_drop(&c);
}

static void
alt_names_the_ends_and_ties(void **state)
{
	struct ctx c = test_ctx();
	struct chart_input in = case_input(400);
	struct chart_point point[3] = {case_point("a", ROLE_SELF, 2, 1),
	    case_point("b", ROLE_OTHER, 3, 1),
	    case_point("c", ROLE_OTHER, 4, 1)};

	in.point = point;
	in.n = 3;
	in.finding = S("");
	assert_str(alt_of(&c, &in),
	    "Northmoor 2.0% (95% interval 1.0 to 3.0). Lowest of 3 trusts, "
	    "which run from 2.0% to 4.0%.");
	point[0].value = 4;
	assert_str(alt_of(&c, &in),
	    "Northmoor 4.0% (95% interval 1.0 to 3.0). Joint highest of 3 "
	    "trusts, which run from 3.0% to 4.0%.");
	point[0].value = point[1].value = 4;
	assert_str(alt_of(&c, &in),
	    "Northmoor 4.0% (95% interval 1.0 to 3.0). All 3 trusts have the "
	    "same value.");
	test_drop(&c);
}

static void
alt_says_what_is_missing(void **state)
{
	struct ctx c = test_ctx();
	struct chart_input in = case_input(400);
	struct chart_point point[3] = {
	    case_missing("a", ROLE_SELF, STATUS_SUPPRESSED),
	    case_missing("b", ROLE_OTHER, STATUS_MISSING),
	    case_point("c", ROLE_OTHER, 4, 1)};

	in.point = point;
	in.n = 3;
	in.finding = S("Too few to say");
	assert_str(alt_of(&c, &in),
	    "Too few to say. Northmoor [c], suppressed. One trust has a "
	    "value: 4.0%. 1 other has no value to show.");
	point[2].status = STATUS_MISSING;
	assert_str(alt_of(&c, &in),
	    "Too few to say. Northmoor [c], suppressed. No trust has a value "
	    "to show.");
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_printed_value_is_cut_into_number_and_unit),
	    cmocka_unit_test(ordinals_mind_the_teens),
	    cmocka_unit_test(ticks_step_by_one_two_or_five_and_are_six_at_most),
	    cmocka_unit_test(ticks_are_never_finer_than_what_is_printed),
	    cmocka_unit_test(a_padded_span_does_not_cross_zero_or_a_hundred),
	    cmocka_unit_test(alt_says_own_england_peers_place_and_range),
	    cmocka_unit_test(alt_names_the_ends_and_ties),
	    cmocka_unit_test(alt_says_what_is_missing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
