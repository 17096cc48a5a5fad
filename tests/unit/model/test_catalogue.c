/* Loading templates/indicators.yaml, and what is refused in it. */
#include "base/file.h"
#include "check.h"
#include "model/catalogue.h"

#define CATALOGUE "../shared/indicator_catalogue.csv"

static const char start[] = "indicators:\n"
			    "  - id: ABC01\n"
			    "    title: Absence\n"
			    "    measure: days lost\n"
			    "    definition: What it is.\n"
			    "    recommendations: [1, 6]\n"
			    "    method: share\n"
			    "    unit: percent\n"
			    "    places: 1\n"
			    "    direction: lower\n"
			    "    interval: wilson\n"
			    "    england: all\n"
			    "    numerator: {measures: [lost]}\n";
static const char rest[] = "    denominator: {measures: [start, end], mean: "
			   "true}\n"
			   "    sentence: \"Absence was {value} in {month}\"\n";

static bool
load(struct ctx *c, const char *a, const char *b, struct catalogue *k)
{
	struct str path = S("build/test_catalogue.yaml");
	struct str text = str_fmt(c->tmp, "%s%s", a, b);

	assert_true(file_replace(c, path, text));
	return catalogue_load(c, path, k);
}

static void
refused(const char *a, const char *b, unsigned line, const char *message)
{
	struct ctx c = test_ctx();
	struct catalogue k;

	assert_false(load(&c, a, b, &k));
	if (str_find(diag_text(c.diag), str_of(message)) < 0)
		fail_msg("'%s' does not say '%s'",
		    str_z(c.tmp, diag_text(c.diag)), message);
	assert_int_equal(diag_at(c.diag).line, line);
	test_drop(&c);
}

static void
an_indicator_is_loaded_whole(void **state)
{
	struct ctx c = test_ctx();
	struct catalogue k;
	const struct indicator *ind;

	assert_true(load(&c, start, rest, &k));
	assert_int_equal(k.n, 1);
	ind = catalogue_find(&k, S("ABC01"));
	assert_non_null(ind);
	assert_str(ind->title, "Absence");
	assert_int_equal(ind->recommendations, 1u << 1 | 1u << 6);
	assert_int_equal(ind->method, METHOD_SHARE);
	assert_int_equal(ind->direction, DIRECTION_LOWER);
	assert_int_equal(ind->interval, INTERVAL_WILSON);
	assert_int_equal(ind->breakdown, DIM_N);
	assert_int_equal(ind->denominator.n_measures, 2);
	assert_true(ind->denominator.mean && !ind->numerator.mean);
	assert_str(ind->denominator.measure[1], "end");
	assert_int_equal(ind->needs.n_measures, 0);
	assert_null(catalogue_find(&k, S("ABC02")));
	test_drop(&c);
}

static const struct indicator *
published(const struct catalogue *k, const char *id)
{
	for (size_t i = 0; i < k->n; i++)
		if (str_is(k->indicator[i].id, id) &&
		    str_is(k->indicator[i].source, "published"))
			return &k->indicator[i];
	fail_msg("no published file feeds %s", id);
	return NULL;
}

static void
the_shipped_catalogue_loads(void **state)
{
	struct ctx c = test_ctx();
	struct catalogue k;
	const struct indicator *ind;

	assert_true(catalogue_load(&c, S("templates/indicators.yaml"), &k));
	ind = published(&k, "MIX01");
	assert_int_equal(ind->n_breakdown_order, 9);
	assert_int_equal(ind->breakdown, DIM_discipline);
	assert_true(ind->denominator_across);
	assert_int_equal(ind->needs.n_filters, 1);
	assert_true(ind->needs.filter[0].negated);
	ind = published(&k, "RET02");
	assert_true(ind->people && ind->absent_is_zero);
	assert_str(ind->total, "All staff groups");
	assert_true(published(&k, "WEL01")->base_per_day);
	ind = catalogue_find(&k, S("WEL01"));
	assert_true(ind->base_per_quarter);
	assert_int_equal(ind->n_settings, 2);
	/* "There is no single ratio": no share of a discipline is better. */
	for (size_t i = 0; i < k.n; i++)
		if (str_starts(k.indicator[i].id, S("MIX")) &&
		    k.indicator[i].breakdown == DIM_discipline)
			assert_int_equal(
			    k.indicator[i].direction, DIRECTION_NEUTRAL);
	test_drop(&c);
}

/* As CSV writes it inside quotation marks. */
static struct str
doubled(struct arena *mem, struct str s)
{
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"')
			buf_addc(&b, '"');
		buf_addc(&b, s.p[i]);
	}
	return buf_str(&b);
}

/* Ids below 91 are the framework catalogue's; the quoted fragments are its own
 * words. */
static void
ids_and_quotes_are_the_framework_s(void **state)
{
	struct ctx c = test_ctx();
	struct catalogue k;
	struct str csv;

	if (!file_exists(&c, S(CATALOGUE))) {
		print_message("skipped: %s is absent\n", CATALOGUE);
		test_drop(&c);
		skip();
	}
	assert_true(file_read(&c, S(CATALOGUE), 0, &csv));
	assert_true(catalogue_load(&c, S("templates/indicators.yaml"), &k));
	for (size_t i = 0; i < k.n; i++) {
		const struct indicator *ind = &k.indicator[i];
		bool ours = ind->id.p[ind->id.n - 2] == '9';
		struct str row = str_fmt(c.tmp, "\n%.*s,", STRF(ind->id));

		if (str_find(csv, doubled(c.tmp, ind->source_sentence)) < 0)
			fail_msg("%s quotes what is not there", ind->id.p);
		if ((str_find(csv, row) >= 0) == ours)
			fail_msg("%s has the wrong number", ind->id.p);
	}
	test_drop(&c);
}

static void
unknown_words_are_refused_with_their_line(void **state)
{
	refused(start, "    sentense: x\n", 14, "sentense");
	refused("indicators:\n  - id: A\n    colour: red\n", "", 3, "colour");
	refused("# nothing\n", "", 0, "empty");
	refused("indicators:\n  - id: A\n    title: T\n    measure: m\n"
		"    definition: d\n    recommendations: [1]\n"
		"    method: guess\n",
	    "", 7, "guess");
}

static void
what_the_schema_cannot_say_is_checked(void **state)
{
	refused(start, "    sentence: \"{value}\"\n", 2,
	    "ABC01: a denominator is missing");
	refused(
	    start, "    denominator: {measures: [a]}\n", 2, "needs a sentence");
	refused(start,
	    "    denominator: {measures: [a]}\n    sentence: \"{vlaue}\"\n", 2,
	    "{vlaue} cannot be filled in here");
	refused(start,
	    "    denominator: {measures: [a]}\n    sentence: \"high\"\n", 2,
	    "lacks {value}");
	refused(start,
	    "    denominator: {measures: [a]}\n    sentence: \"{value\"\n", 2,
	    "has no '}'");
	refused(start,
	    "    denominator:\n      measures: [a]\n      filters:\n        - "
	    "dimension: colour\n          values: [red]\n    sentence: "
	    "\"{value}\"\n",
	    2, "key 'denominator': there is no dimension 'colour'");
	refused(start,
	    "    denominator: {measures: [a]}\n    total: All\n    sentence: "
	    "\"{value}\"\n",
	    2, "need a breakdown");
	refused(start,
	    "    denominator: {measures: [a]}\n    needs: {measures: [a]}\n    "
	    "sentence: \"{value}\"\n",
	    2, "needs and needs_words go together");
}

static void
keys_that_do_not_fit_the_method_are_refused(void **state)
{
	static const struct {
		const char *keys, *message;
	} wrong[] = {
	    {"    against: {numerator: {measures: [a]}, denominator: "
	     "{measures: "
	     "[b]}}\n",
		"against goes with relative_likelihood"},
	    {"    over: band\n", "over goes with diversity"},
	    {"    strata: band\n", "strata goes with relative_likelihood"},
	    {"    years: 1\n", "goes with growth"},
	    {"    per: 1000\n", "goes with a rate only"},
	    {"    within: true\n", "goes with a difference only"},
	    {"    adverse: true\n", "adverse goes with"},
	    {"    summed: true\n", "need a breakdown"},
	    {"    settings_only: true\n", "needs settings"},
	    {"    sentence_reverse: \"{value}\"\n", "sentence_reverse goes"},
	    {"    base_per_day: true\n    base_per_quarter: true\n",
		"exclude each other"},
	};
	struct ctx c = test_ctx();

	for (size_t i = 0; i < COUNT(wrong); i++)
		refused(start,
		    str_z(c.mem, str_fmt(c.mem, "%s%s", rest, wrong[i].keys)),
		    2, wrong[i].message);
	test_drop(&c);
}

static const char likelihood[] =
    "indicators:\n"
    "  - id: CPD04\n"
    "    source: returns\n"
    "    title: CPD by ethnic group\n"
    "    measure: rate of white staff over that of all others\n"
    "    definition: What it is.\n"
    "    recommendations: [2, 5]\n"
    "    method: relative_likelihood\n"
    "    unit: ratio\n"
    "    places: 2\n"
    "    direction: parity\n"
    "    england: all\n"
    "    blank: zero\n"
    "    people: true\n"
    "    settings: [Inpatient, Community]\n"
    "    strata: band\n"
    "    breakdown: staff_group\n"
    "    summed: true\n"
    "    numerator: {measures: [cpd]}\n"
    "    denominator: {measures: [staff]}\n"
    "    against:\n"
    "      numerator: {measures: [cpd], filters: [{dimension: ethnicity, "
    "values: [Other]}]}\n"
    "      denominator: {measures: [staff]}\n"
    "    unknown:\n"
    "      numerator: {measures: [staff]}\n"
    "      denominator: {measures: [staff]}\n"
    "    sentence: \"White staff were {value} times as likely\"\n"
    "    sentence_reverse: \"Others were {value} times as likely\"\n"
    "    sentence_split: \"{value} in {breakdown} on {date}\"\n";

static void
a_comparison_of_two_groups_is_loaded_whole(void **state)
{
	struct ctx c = test_ctx();
	struct catalogue k;
	const struct indicator *ind;

	assert_true(load(&c, likelihood, "", &k));
	ind = &k.indicator[0];
	assert_int_equal(ind->method, METHOD_RELATIVE_LIKELIHOOD);
	assert_int_equal(ind->interval, INTERVAL_METHOD);
	assert_int_equal(ind->unit, UNIT_RATIO);
	assert_int_equal(ind->blank, BLANK_ZERO);
	assert_int_equal(indicator_over(ind), DIM_band);
	assert_true(indicator_aim(ind) == 1);
	assert_true(ind->summed && !ind->within && !ind->settings_only);
	assert_int_equal(ind->n_settings, 2);
	assert_str(ind->setting[1], "Community");
	assert_str(ind->source, "returns");
	assert_int_equal(ind->against.n_filters, 1);
	assert_int_equal(ind->against_denominator.n_measures, 1);
	assert_int_equal(ind->unknown.n_measures, 1);
	test_drop(&c);
}

static struct dataset *
fed_by(struct ctx *c, const char *measure, enum reason reason)
{
	struct dataset *d = dataset_new(c->mem);
	struct observation *o = dataset_add(c->mem, d);

	o->org = symbols_add(d->symbols, S("R1"));
	o->measure = symbols_add(d->symbols, str_of(measure));
	o->date = day_of(2026, 6, 30);
	o->reason = reason;
	return d;
}

static void
the_first_source_that_is_fed_stands(void **state)
{
	struct ctx c = test_ctx();
	struct str two = str_fmt(c.mem, "%s%s%s    source: returns\n%s", start,
	    rest, strchr(start, '\n') + 1, rest);
	struct catalogue k, chosen;
	const day june = day_of(2026, 6, 30);

	assert_true(load(&c, two.p, "", &k));
	assert_int_equal(k.n, 2);
	k.indicator[0].numerator.measure[0] = S("days");
	chosen =
	    catalogue_choose(c.mem, fed_by(&c, "lost", REASON_NONE), &k, june);
	assert_int_equal(chosen.n, 1);
	assert_str(chosen.indicator[0].numerator.measure[0], "lost");
	chosen =
	    catalogue_choose(c.mem, fed_by(&c, "days", REASON_NONE), &k, june);
	assert_str(chosen.indicator[0].numerator.measure[0], "days");
	/* After the end, or without a number: not fed; the first stays. */
	chosen = catalogue_choose(
	    c.mem, fed_by(&c, "lost", REASON_NONE), &k, june - 1);
	assert_str(chosen.indicator[0].numerator.measure[0], "days");
	chosen =
	    catalogue_choose(c.mem, fed_by(&c, "lost", REASON_BLANK), &k, june);
	assert_str(chosen.indicator[0].numerator.measure[0], "days");
	test_drop(&c);
}

static void
an_id_stands_once(void **state)
{
	struct ctx c = test_ctx();
	struct str one = str_fmt(c.mem, "%s%s", start, rest);
	const char *item = strchr(one.p, '\n') + 1;

	refused(one.p, item, 16, "ABC01 stands there twice");
	test_drop(&c);
}

static void
a_missing_file_is_named(void **state)
{
	struct ctx c = test_ctx();
	struct catalogue k;

	assert_false(catalogue_load(&c, S("no/such.yaml"), &k));
	assert_str(diag_at(c.diag).file, "no/such.yaml");
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(an_indicator_is_loaded_whole),
	    cmocka_unit_test(the_shipped_catalogue_loads),
	    cmocka_unit_test(ids_and_quotes_are_the_framework_s),
	    cmocka_unit_test(unknown_words_are_refused_with_their_line),
	    cmocka_unit_test(what_the_schema_cannot_say_is_checked),
	    cmocka_unit_test(keys_that_do_not_fit_the_method_are_refused),
	    cmocka_unit_test(a_comparison_of_two_groups_is_loaded_whole),
	    cmocka_unit_test(the_first_source_that_is_fed_stands),
	    cmocka_unit_test(an_id_stands_once),
	    cmocka_unit_test(a_missing_file_is_named),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
