#include "fake.h"
#include "compose/value.h"

/* What a line of a template prints for AA1. */
static struct str
line(struct fake *f, const char *text)
{
	struct pack *p = fake_pack(f, text, "AA1");

	if (p == NULL || p->n == 0)
		fail_msg("%s: %.*s", text, STRF(diag_text(f->c.diag)));
	return fake_words(f, &p->block[0].text);
}

static void
a_figure_prints_with_its_unit_and_decimals(void **state)
{
	struct fake *f = fake_new();

	*fake_find(f, "AA1", "RET02", "") =
	    (struct figure){.org = fake_find(f, "AA1", "RET02", "")->org,
		.indicator = fake_find(f, "AA1", "RET02", "")->indicator,
		.date = day_of(2025, 11, 30),
		.numerator = 83,
		.denominator = 6358.5,
		.value = 1.305,
		.lower = 1.0537,
		.upper = 1.617,
		.england = 0.95,
		.rank = 37,
		.rank_of = 47,
		.overlapping = 41,
		.peer_median = NAN,
		.verdict = VERDICT_ABOVE};
	assert_str(line(f, "{{RET02.value}} ({{RET02.interval}})"),
	    "1.31% (1.05% to 1.62%)");
	assert_str(line(f, "{{RET02.count}}, {{RET02.denominator}}"),
	    "83 of 6,359 people, 6,359");
	assert_str(line(f, "{{RET02.finding}}"),
	    "Leavers: 1.31% in November 2025, above England\u2019s 0.95%");
	assert_str(line(f, "{{RET02.rank}} {{RET02.others_n}} "
			   "{{RET02.overlapping}}"),
	    "37 46 41");
	assert_str(line(f, "{{RET02.value | number 0}} {{RET02.date}} "
			   "{{RET02.date | short}} {{RET02.date | month}}"),
	    "1 30 November 2025 30 Nov 2025 November 2025");
	assert_str(line(f, "{{RET02.peers}} {{RET02.peers | or \"no peers\"}}"),
	    "[x] no peers");
	fake_drop(f);
}

static void
a_missing_figure_prints_its_mark_and_no_number(void **state)
{
	struct fake *f = fake_new();
	struct figure *g = fake_find(f, "AA1", "RET02", "");
	static const char text[] =
	    "{{RET02.value}}{{RET02.interval}}{{RET02.count}}{{RET02.against}}"
	    "{{RET02.numerator}}{{RET02.rank}}{{RET02.date}}{{#if RET02}}!"
	    "{{/if}}{{#if RET02.above}}!{{/if}}{{RET02.value | number 1}}";

	fake_without(g, STATUS_SUPPRESSED);
	assert_str(line(f, text), "[c][c][c][x][c]");
	g->status = STATUS_LOW_BASE;
	assert_str(line(f, text), "[u][u][u][x][u]");
	assert_str(line(f, "{{RET02.finding}}"), "Leavers: no figure");
	assert_str(line(f, "{{RET02.reason}}"),
	    "not in the staff file of 30 September 2017");
	fake_drop(f);
}

static void
words_follow_the_verdict_and_nothing_else(void **state)
{
	static const char text[] =
	    "{{#if RET02.above}}above{{/if}}{{#if RET02.below}}below{{/if}}"
	    "{{#if RET02.same}}same{{/if}}{{#if RET02.different}}!{{/if}}: "
	    "{{RET02.against}}";
	struct fake *f = fake_new();
	struct figure *g = fake_find(f, "AA1", "RET02", "");

	g->value = 30;
	g->england = 10;
	g->verdict = VERDICT_NOT_DIFFERENT;
	assert_str(line(f, text),
	    "same: not clearly different from England\u2019s 10.00%");
	g->verdict = VERDICT_BELOW;
	assert_str(line(f, text), "below!: below England\u2019s 10.00%");
	g->verdict = VERDICT_ABOVE;
	assert_str(line(f, text), "above!: above England\u2019s 10.00%");
	g->verdict = VERDICT_NONE;
	assert_str(line(f, text), ": ");
	fake_drop(f);
}

/* "About the same" would be a claim; that nothing can be said is none. */
static void
easy_words_claim_no_more_than_the_verdict(void **state)
{
	static const char text[] = "{{RET02.stated}}. {{RET02.easy}}";
	struct fake *f = fake_new();
	struct figure *g = fake_find(f, "AA1", "RET02", "");

	g->value = 30;
	g->verdict = VERDICT_NOT_DIFFERENT;
	assert_str(line(f, text),
	    "30.00%. We cannot say that it is different from England.");
	g->verdict = VERDICT_ABOVE;
	assert_str(line(f, text), "30.00%. That is more than in England.");
	g->verdict = VERDICT_BELOW;
	assert_str(line(f, text), "30.00%. That is less than in England.");
	g->value = 12522;
	assert_str(line(f, text),
	    "over 100% (in doubt). This number may be wrong. There is a "
	    "mistake in the form it comes from.");
	fake_without(g, STATUS_SUPPRESSED);
	assert_str(line(f, text), "[c]. ");
	fake_drop(f);
}

static void
parts_are_counted_and_named_by_verdict(void **state)
{
	struct fake *f = fake_new();

	/* 7 to 15 % of nine disciplines against 10 %, interval 1 either way. */
	assert_str(line(f, "{{MIX01.parts_n}} {{MIX01.parts_above_n}} "
			   "{{MIX01.parts_below_n}} "
			   "{{MIX01.parts_different_n}}"),
	    "9 4 2 6");
	assert_str(line(f, "{{MIX01.parts_below}}; {{MIX01.most_above}}; "
			   "{{MIX01.most_below}}; {{MIX01.largest}}"),
	    "administrative staff and nursing; other staff; administrative "
	    "staff; other staff");
	assert_str(line(f, "{{MIX01.largest_value}}"), "15.0%");
	assert_str(line(f, "{{MIX01[Nursing].value}} {{MIX01[Nobody].value}}"),
	    "8.0% [x]");
	fake_without(fake_find(f, "AA1", "MIX01", "Other"), STATUS_SUPPRESSED);
	assert_str(
	    line(f, "{{MIX01.parts_n}} {{MIX01.parts_suppressed_n}}"), "8 1");
	fake_drop(f);
}

static void
measures_are_counted_once_by_verdict(void **state)
{
	static const char text[] =
	    "{{measures_all_n}} {{measures_n}} {{measures_missing_n}} "
	    "{{measures_compared_n}} = {{measures_above_n}} + "
	    "{{measures_below_n}} + {{measures_same_n}}";
	struct fake *f = fake_new();

	/* Each is 8 to 12 % with an interval of 1 either way; England 10 %. */
	assert_str(line(f, text), "10 10 0 10 = 2 + 1 + 7");
	fake_without(fake_find(f, "AA1", "WEL01", ""), STATUS_MISSING);
	assert_str(line(f, text), "10 9 1 9 = 2 + 0 + 7");
	fake_drop(f);
}

static void
nouns_agree_with_their_number(void **state)
{
	struct fake *f = fake_new();

	assert_str(line(f, "{{peers_n | count trust trusts}} {{peers_n | "
			   "plural is are}} {{peers_n | words | capital}}"),
	    "2 trusts are Two");
	f->card.peers->n = 1;
	assert_str(
	    line(f, "{{peers_n | count trust trusts}} {{peers_n | plural is "
		    "are}}"),
	    "1 trust is");
	f->card.peers->n = 0;
	assert_str(line(f, "{{peers_n | count trust trusts}} {{peers_n | "
			   "words}} {{peers | or nobody}}"),
	    "0 trusts none nobody");
	fake_drop(f);
}

static void
a_filter_refuses_what_it_cannot_change(void **state)
{
	static const struct {
		const char *text, *says;
	} k[] = {
	    {"{{org_name | number 1}}", "wants a number"},
	    {"{{RET02.value | number x}}", "decimals from 0 to 9"},
	    {"{{RET02.value | month}}", "wants a date"},
	    {"{{org_name | words}}", "wants a number"},
	    {"{{RET02.above}}", "ask it with {{#if}}"},
	    {"{{ZZZ99.value}}", "no indicator 'ZZZ99'"},
	};

	for (size_t i = 0; i < COUNT(k); i++) {
		struct fake *f = fake_new();
		assert_null(fake_pack(f, k[i].text, "AA1"));
		if (str_find(diag_text(f->c.diag), str_of(k[i].says)) < 0)
			fail_msg("%s says: %.*s", k[i].text,
			    STRF(diag_text(f->c.diag)));
		assert_int_equal(diag_at(f->c.diag).line, 6);
		fake_drop(f);
	}
}

/* The report's title when the named figures have these verdicts and all other
 * headline figures are missing. */
static struct str
title(struct fake *f, enum verdict leavers, enum verdict sickness,
    enum verdict joiners)
{
	static const char *const other[] = {
	    "BND02", "BND03", "BND05", "MIX02", "MIX03", "MIX04", "MIX09"};

	for (size_t i = 0; i < COUNT(other); i++)
		fake_without(fake_find(f, "AA1", other[i], ""), STATUS_MISSING);
	fake_find(f, "AA1", "RET02", "")->verdict = leavers;
	fake_find(f, "AA1", "WEL01", "")->verdict = sickness;
	fake_find(f, "AA1", "RET91", "")->verdict = joiners;
	return line(f, "{{report_title}}");
}

static void
the_report_title_says_the_verdicts_that_lead(void **state)
{
	const enum verdict BELOW = VERDICT_BELOW, ABOVE = VERDICT_ABOVE,
			   SAME = VERDICT_NOT_DIFFERENT;
	struct fake *f = fake_new();

	assert_str(title(f, SAME, SAME, SAME),
	    "No headline figure is clearly different from England");
	assert_str(title(f, ABOVE, BELOW, SAME),
	    "Leavers above England, sickness absence below");
	assert_str(title(f, BELOW, SAME, SAME),
	    "Leavers below England, sickness absence not clearly different");
	assert_str(title(f, ABOVE, ABOVE, BELOW),
	    "Leavers and sickness absence above England, joiners below");
	assert_str(title(f, BELOW, BELOW, BELOW),
	    "Leavers, sickness absence and joiners below England");
	fake_find(f, "AA1", "RET02", "")->status = STATUS_MISSING;
	fake_find(f, "AA1", "WEL01", "")->status = STATUS_MISSING;
	fake_find(f, "AA1", "RET91", "")->status = STATUS_MISSING;
	assert_str(line(f, "{{report_title}}"),
	    "No published figure for this trust yet");
	fake_drop(f);
}

static void
an_old_figure_leads_only_where_there_is_no_other(void **state)
{
	struct fake *f = fake_new();

	title(f, VERDICT_NOT_DIFFERENT, VERDICT_NOT_DIFFERENT, VERDICT_ABOVE);
	fake_find(f, "AA1", "RET91", "")->stale = true;
	assert_str(line(f, "{{report_title}}"),
	    "No headline figure is clearly different from England");
	fake_find(f, "AA1", "RET02", "")->stale = true;
	fake_find(f, "AA1", "WEL01", "")->stale = true;
	assert_str(line(f, "{{report_title}}"),
	    "Joiners above England, leavers not clearly different");
	fake_drop(f);
}

static void
fewer_joined_is_said_only_of_one_month_and_apart(void **state)
{
	static const char text[] = "x{{#if joiners_fewer}} fewer{{/if}}";
	struct fake *f = fake_new();

	/* 89 against 90 with intervals that overlap is no difference. */
	fake_find(f, "AA1", "RET02", "")->numerator = 90;
	fake_find(f, "AA1", "RET91", "")->numerator = 89;
	assert_str(line(f, text), "x");
	fake_find(f, "AA1", "RET02", "")->lower = 9;
	fake_find(f, "AA1", "RET91", "")->upper = 8;
	assert_str(line(f, text), "x fewer");
	fake_find(f, "AA1", "RET91", "")->date = day_of(2025, 10, 31);
	assert_str(line(f, text), "x");
	fake_drop(f);
}

static struct str
listed(struct fake *f, size_t n, const char *second)
{
	struct list l = {.n_fields = 1, .n = n};
	struct value v = {.kind = VALUE_LIST, .list = &l};
	struct buf b = buf_new(f->c.mem);

	l.item = NEWS(f->c.mem, n + 1, struct value);
	for (size_t i = 0; i < n; i++)
		l.item[i] = value_text(i == 1 ? str_of(second) : S("x"));
	value_print(&b, &v);
	return buf_str(&b);
}

static void
a_list_stays_short_and_unmistakable(void **state)
{
	struct fake *f = fake_new();

	assert_str(listed(f, 0, "y"), "");
	assert_str(listed(f, 1, "y"), "x");
	assert_str(listed(f, 5, "y"), "x, y, x, x and x");
	assert_str(listed(f, 6, "y"), "x, y, x, x and two others");
	assert_str(listed(f, 3, "y and z"), "x; y and z; x");
	assert_str(listed(f, 7, "y, z"), "x; y, z; x; x; and three others");
	fake_drop(f);
}

/* Each policy in its own words, in the report and where its workbook begins. */
static void
pages_say_what_is_withheld_and_what_is_rounded(void **state)
{
	static const char text[] =
	    "{{#if withholds}}{{few}}{{#if rounds}}, rounded{{#if "
	    "england_exact}}, not England{{/if}}{{/if}}{{else}}all{{/if}}";
	struct fake *f = fake_new();

	f->settings.disclosure = DISCLOSURE_SMALL_4;
	assert_str(line(f, text), "one to four");
	assert_int_equal(fake_pack(f, "x", "AA1")->counts.n, 0);
	f->settings.disclosure = DISCLOSURE_NHS_7;
	assert_str(line(f, text), "one to seven, rounded");
	assert_true(str_find(fake_pack(f, "x", "AA1")->counts,
			S("rounded to the nearest 5. ")) > 0);
	f->settings.national_exact = true;
	assert_str(line(f, text), "one to seven, rounded, not England");
	assert_true(str_find(fake_pack(f, "x", "AA1")->counts,
			S("but not England's")) > 0);
	assert_false(fake_pack(f, "x", "AA1")->internal);
	f->settings.disclosure = DISCLOSURE_NONE;
	assert_str(line(f, text), "all");
	assert_true(fake_pack(f, "x", "AA1")->internal);
	fake_drop(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_figure_prints_with_its_unit_and_decimals),
	    cmocka_unit_test(a_missing_figure_prints_its_mark_and_no_number),
	    cmocka_unit_test(words_follow_the_verdict_and_nothing_else),
	    cmocka_unit_test(easy_words_claim_no_more_than_the_verdict),
	    cmocka_unit_test(parts_are_counted_and_named_by_verdict),
	    cmocka_unit_test(measures_are_counted_once_by_verdict),
	    cmocka_unit_test(nouns_agree_with_their_number),
	    cmocka_unit_test(a_filter_refuses_what_it_cannot_change),
	    cmocka_unit_test(the_report_title_says_the_verdicts_that_lead),
	    cmocka_unit_test(an_old_figure_leads_only_where_there_is_no_other),
	    cmocka_unit_test(a_list_stays_short_and_unmistakable),
	    cmocka_unit_test(pages_say_what_is_withheld_and_what_is_rounded),
	    cmocka_unit_test(fewer_joined_is_said_only_of_one_month_and_apart),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
