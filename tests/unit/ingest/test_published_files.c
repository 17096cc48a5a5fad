/* The published files of every layout, where they are at hand: rows, traps and
 * figures that their publishers print. test_ingest.c has those that the packs
 * are made from. */
#include <glib.h>
#include <math.h>

#include "base/file.h"
#include "base/num.h"
#include "check.h"
#include "ingest/ingest.h"

#define SHARED "../shared/data"

static struct ctx c;
static struct dataset *d;
static struct findings *findings;

static int
start(void **state)
{
	struct ingest_options o = {
	    .input = S(SHARED), .program_input = S("input")};

	c = test_ctx();
	findings = findings_new(c.mem);
	if (!g_file_test(SHARED, G_FILE_TEST_IS_DIR)) {
		print_message("skipped: there is no folder " SHARED "\n");
		return 0;
	}
	return !ingest_run(&c, &o, &d, findings);
}

static int
end(void **state)
{
	test_drop(&c);
	return 0;
}

/* What observations are asked for; empty and DAY_NONE: any. */
struct ask {
	const char *org, *measure;
	day date;
	struct {
		enum dimension dim;
		const char *word;
	} is[4];
};

static bool
is(const struct observation *o, const struct ask *a)
{
	if ((a->org != NULL &&
		!str_is(symbols_text(d->symbols, o->org), a->org)) ||
	    !str_is(symbols_text(d->symbols, o->measure), a->measure) ||
	    (a->date != 0 && o->date != a->date))
		return false;
	for (size_t i = 0; i < COUNT(a->is) && a->is[i].word != NULL; i++)
		if (!str_is(symbols_text(d->symbols, o->dim[a->is[i].dim]),
			a->is[i].word))
			return false;
	return true;
}

static double
sum(struct ask a)
{
	double all = 0;

	for (size_t i = 0; i < d->n; i++)
		if (is(&d->observation[i], &a))
			all += d->observation[i].value;
	return all;
}

static const struct observation *
one(struct ask a)
{
	const struct observation *found = NULL;

	for (size_t i = 0; i < d->n; i++)
		if (is(&d->observation[i], &a)) {
			assert_null(found);
			found = &d->observation[i];
		}
	assert_non_null(found);
	return found;
}

static const struct source *
source_of(const char *profile)
{
	for (size_t i = 0; i < d->n_sources; i++)
		if (str_is(d->source[i].profile, profile))
			return &d->source[i];
	fail_msg("no file of profile %s", profile);
	return NULL;
}

static void
assert_rows(const char *profile, size_t rows, size_t observations)
{
	const struct source *s = source_of(profile);

	assert_int_equal(s->rows, rows);
	assert_int_equal(s->observations, observations);
}

static size_t
missing(const char *profile, enum reason reason)
{
	const struct source *s = source_of(profile);
	size_t n = 0;

	for (size_t i = 0; i < d->n; i++)
		n += &d->source[d->observation[i].origin.source] == s &&
		     d->observation[i].reason == reason;
	return n;
}

static void
assert_prints(double v, int places, const char *want)
{
	struct buf b = buf_new(c.tmp);

	num_fixed(&b, v, places, NUM_PLAIN);
	assert_str(buf_str(&b), want);
}

static void
ethnicity_is_summed_over_the_bands_alone(void **state)
{
	static const char *const known[] = {
	    "White", "Asian", "Black", "Chinese", "Mixed", "Other"};
	double white, all = 0;

	if (d == NULL)
		skip();
	assert_int_equal(source_of("ethnicity_eff")->rows, 24204);
	for (size_t i = 0; i < COUNT(known); i++) {
		double v = sum((struct ask){.measure = "headcount_by_ethnicity",
		    .date = day_of(2017, 9, 30),
		    .is = {{DIM_ethnicity, known[i]}}});
		white = i == 0 ? v : white;
		all += v;
	}
	assert_true(white == 928146);
	assert_true(all - white == 222150);
	assert_prints(100 * white / all, 3, "80.688");
	assert_prints(100 * (all - white) / all, 3, "19.312");
	/* The totals were compared with their parts and not kept. */
	assert_true(sum((struct ask){.measure = "headcount_by_ethnicity",
			.is = {{DIM_ethnicity, "All"}}}) == 0);
	assert_true(sum((struct ask){.measure = "headcount_by_ethnicity",
			.is = {{DIM_band, "All Grades"}}}) == 0);
}

static void
nationality_keeps_codes_that_look_like_numbers(void **state)
{
	if (d == NULL)
		skip();
	assert_rows("nationality", 81603, 81603);
	assert_true(one((struct ask){.org = "00J",
			    .measure = "fte_by_nationality",
			    .date = day_of(2017, 9, 30),
			    .is = {{DIM_nationality, "Unknown"},
				{DIM_staff_group, "Central functions"}}})
			->value == 1);
	assert_true(one((struct ask){.org = "TAJ",
			    .measure = "fte_by_nationality",
			    .date = day_of(2018, 6, 30),
			    .is = {{DIM_nationality, "British"},
				{DIM_staff_group, "Support to ST&T staff"}}})
			->value == 60.488);
	assert_true(symbols_lookup(d->symbols, S("06H")) != 0 &&
		    symbols_lookup(d->symbols, S("07P")) != 0);
}

static void
twenty_tables_of_waiting_times_are_read(void **state)
{
	const struct source *s;
	const char *year = "April 2019 - March 2020";
	unsigned england = 0;

	if (d == NULL)
		skip();
	s = source_of("cypmh_waiting_times");
	assert_rows("cypmh_waiting_times", 20 * 244, 20 * 244 * 21);
	assert_int_equal(s->date, day_of(2020, 3, 31));
	assert_int_equal(
	    missing("cypmh_waiting_times", REASON_SUPPRESSED), 21318);
	assert_true(one((struct ask){.org = "ENG",
			    .measure = "waiting_count",
			    .is = {{DIM_answer, "Total"}, {DIM_span, year},
				{DIM_question, "People"},
				{DIM_service, "All services"}}})
			->value == 547590);
	/* England stands in row 20, two below the header; in the first table a
	 * row higher. */
	for (size_t i = 0; i < d->n; i++) {
		const struct observation *o = &d->observation[i];
		uint32_t first = o->origin.sheet == 3 ? 19 : 20;
		if (&d->source[o->origin.source] == s &&
		    o->org == symbols_lookup(d->symbols, S("ENG"))) {
			assert_int_equal(o->origin.row, first);
			england++;
		}
	}
	assert_int_equal(england, 20 * 21);
	/* One from a table of a quarter, and a region's row of it. */
	assert_true(one((struct ask){.org = "Y63",
			    .measure = "waiting_count",
			    .is = {{DIM_answer, "Closed before treatment"},
				{DIM_span, "January 2020 - March 2020"},
				{DIM_question, "Referrals"},
				{DIM_service, "Mental health services"}}})
			->value == 11025);
	assert_true(one((struct ask){.org = "E54000005",
			    .measure = "waiting_percent",
			    .is = {{DIM_answer, "0 to 4 weeks"},
				{DIM_span, year}, {DIM_question, "People"},
				{DIM_service, "All services"}}})
			->value == 24);
	assert_int_equal(
	    one((struct ask){.org = "E54000006",
		    .measure = "waiting_count",
		    .is = {{DIM_answer, "Contacts before referral"},
			{DIM_span, year}, {DIM_question, "People"},
			{DIM_service, "All services"}}})
		->reason,
	    REASON_SUPPRESSED);
}

static void
therapies_keep_what_was_not_submitted_from_what_is_small(void **state)
{
	if (d == NULL)
		skip();
	assert_rows("iapt_monthly", 32097, 32097 * 9);
	assert_int_equal(missing("iapt_monthly", REASON_NOT_AVAILABLE), 135171);
	assert_int_equal(missing("iapt_monthly", REASON_SUPPRESSED), 77380);
	assert_int_equal(source_of("iapt_monthly")->date, day_of(2020, 2, 29));
	assert_true(one((struct ask){.org = "ENG",
			    .measure = "iapt_referrals",
			    .date = day_of(2019, 2, 28)})
			->value == 137647);
	assert_true(one((struct ask){.org = "TAJ",
			    .measure = "iapt_recovery",
			    .date = day_of(2020, 2, 29),
			    .is = {{DIM_commissioner, "15E"}}})
			->value == 83);
}

static void
ratings_are_counted_with_their_dates(void **state)
{
	if (d == NULL)
		skip();
	assert_rows("cqc_ratings", 7930, 7930);
	assert_int_equal(source_of("cqc_ratings")->date, day_of(2018, 8, 31));
	assert_true(sum((struct ask){.measure = "cqc_ratings",
			.is = {{DIM_answer, "Outstanding"}}}) == 579);
}

static void
reasons_for_leaving_have_two_header_rows_and_stored_zeros(void **state)
{
	if (d == NULL)
		skip();
	assert_rows("reasons_for_leaving", 39, 39 * 32);
	assert_int_equal(
	    source_of("reasons_for_leaving")->date, day_of(2019, 3, 31));
	assert_true(one((struct ask){.measure = "leavers_by_reason",
			    .date = day_of(2014, 3, 31),
			    .is = {{DIM_leaving_reason, "Employee Transfer"}}})
			->value == 4521);
	assert_true(one((struct ask){.measure = "leavers_by_reason",
			    .date = day_of(2011, 6, 30),
			    .is = {{DIM_leaving_reason, "Has Not Worked"}}})
			->value == 0);
	assert_int_equal(missing("reasons_for_leaving", REASON_NONE), 39 * 32);
}

static void
one_trust_s_cypmh_disciplines_come_to_the_transcribed_total(void **state)
{
	if (d == NULL)
		skip();
	assert_prints(sum((struct ask){.org = "RPG", .measure = "cypmh_fte"}),
	    1, "255.8");
	assert_prints(sum((struct ask){.org = "RPG",
			  .measure = "cypmh_fte",
			  .is = {{DIM_discipline, "Psychology"}}}),
	    2, "32.33");
	assert_true(sum((struct ask){.measure = "cypmh_fte",
			.is = {{DIM_discipline, "Unmapped"}}}) == 0);
}

static void
printed_figures_that_cannot_all_be_true_are_read_as_printed(void **state)
{
	struct ask a = {.org = "RXY",
	    .measure = "wres_printed_percent",
	    .date = day_of(2020, 3, 31),
	    .is = {{DIM_question, "4"},
		{DIM_answer, "share of White staff accessing"}}};

	if (d == NULL)
		skip();
	assert_true(one(a)->value == 9.6);
	a.is[1].word = "share of BAME staff accessing";
	assert_true(one(a)->value == 55.9);
	a.measure = "wres_printed";
	a.is[1].word = "relative likelihood White accessing non-mandatory "
		       "training/CPD v BAME";
	assert_true(one(a)->value == 1.1);
	assert_true(one((struct ask){.org = "RXE",
			    .measure = "wres_printed_percent",
			    .date = day_of(2025, 3, 31)})
			->value == 9.48);
}

static void
small_lists_are_read_whole(void **state)
{
	if (d == NULL)
		skip();
	assert_rows("stability_index", 429, 429);
	assert_rows("pay_scales", 12, 36);
	assert_rows("trust_mergers", 11, 0);
	assert_rows("lookup_staff_group_2", 32, 0);
	assert_rows("lookup_staff_group_1", 12, 0);
	assert_rows("lookup_main_staff_group", 4, 0);
	assert_rows("lookup_hee_region", 13, 0);
	assert_rows("icb_names", 42, 0);
	assert_rows("icb_lookup", 42, 0);
	assert_rows("mental_health_trusts", 47, 0);
	/* Of 37 printed figures, those that are one number. */
	assert_rows("wres_printed", 7, 7);
	assert_true(one((struct ask){.measure = "pay_average",
			    .is = {{DIM_band, "Band 5"}}})
			->value == 25182);
}

static bool
is_in(const char *code, const char *file)
{
	struct str line, rest, text;

	assert_true(
	    file_read(&c, str_fmt(c.tmp, SHARED "/%s", file), 0, &text));
	for (rest = text; str_cut(rest, '\n', &line, &rest);)
		if (str_starts(line, str_fmt(c.tmp, "\"%s\"", code)))
			return true;
	return false;
}

/* A code of five characters; and care trusts that the list of trusts lacks,
 * which other files know. */
static void
codes_of_every_length_are_organisations(void **state)
{
	static const char *const care[] = {"TAD", "TAH", "TAJ"};
	const struct organisation *o;

	if (d == NULL)
		skip();
	o = dataset_find(d, symbols_lookup(d->symbols, S("G6V2S")));
	assert_non_null(o);
	assert_str(symbols_text(d->symbols, o->name),
	    "North London NHS Foundation Trust");
	assert_true(is_in("G6V2S", "ods/etr_2025.csv"));
	for (size_t i = 0; i < COUNT(care); i++) {
		assert_false(is_in(care[i], "ods/etr_2025.csv"));
		o = dataset_find(
		    d, symbols_lookup(d->symbols, str_of(care[i])));
		assert_non_null(o);
		assert_true(o->name != 0);
	}
}

/* The period of a run is that of its newest observation. */
static void
nothing_is_newer_than_the_turnover(void **state)
{
	if (d == NULL)
		skip();
	for (size_t i = 0; i < d->n; i++)
		assert_true(d->observation[i].date <= day_of(2025, 11, 30));
}

/* What the indicators ask for comes from the files that are meant. */
static void
no_other_file_feeds_the_indicators(void **state)
{
	static const struct {
		const char *measure, *profile[2];
	} from[] = {{"fte", {"non_medical_afc", "medical_staff"}},
	    {"leavers", {"turnover_monthly"}},
	    {"joiners", {"turnover_monthly"}}, {"start", {"turnover_monthly"}},
	    {"end", {"turnover_monthly"}}, {"days_lost", {"sickness_absence"}},
	    {"published_rate", {"sickness_absence"}}};

	if (d == NULL)
		skip();
	for (size_t k = 0; k < COUNT(from); k++)
		for (size_t i = 0; i < d->n; i++) {
			const struct observation *o = &d->observation[i];
			struct str p = d->source[o->origin.source].profile;
			if (!str_is(symbols_text(d->symbols, o->measure),
				from[k].measure))
				continue;
			assert_true(str_is(p, from[k].profile[0]) ||
				    (from[k].profile[1] != NULL &&
					str_is(p, from[k].profile[1])));
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(ethnicity_is_summed_over_the_bands_alone),
	    cmocka_unit_test(nationality_keeps_codes_that_look_like_numbers),
	    cmocka_unit_test(twenty_tables_of_waiting_times_are_read),
	    cmocka_unit_test(
		therapies_keep_what_was_not_submitted_from_what_is_small),
	    cmocka_unit_test(ratings_are_counted_with_their_dates),
	    cmocka_unit_test(
		reasons_for_leaving_have_two_header_rows_and_stored_zeros),
	    cmocka_unit_test(
		one_trust_s_cypmh_disciplines_come_to_the_transcribed_total),
	    cmocka_unit_test(
		printed_figures_that_cannot_all_be_true_are_read_as_printed),
	    cmocka_unit_test(small_lists_are_read_whole),
	    cmocka_unit_test(codes_of_every_length_are_organisations),
	    cmocka_unit_test(nothing_is_newer_than_the_turnover),
	    cmocka_unit_test(no_other_file_feeds_the_indicators),
	};

	return cmocka_run_group_tests(tests, start, end);
}
