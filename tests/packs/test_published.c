/* needs: ingest indicators store */
/* Figures from the real files against what their publishers print. */
#include <math.h>
#include <unistd.h>

#include "base/file.h"
#include "base/num.h"
#include "check.h"
#include "indicators/indicators.h"
#include "ingest/ingest.h"
#include "store/store.h"

#define FILES "../shared/data"

static struct ctx c;
static struct dataset *dataset;
static struct findings *findings;
static struct catalogue catalogue;
static const struct settings settings = {.stale_after_months = 12,
    .peers_minimum = 3,
    .disclosure = DISCLOSURE_SMALL_4};

static struct dataset *
read_files(struct findings *all)
{
	struct ingest_options options = {
	    .input = S(FILES), .program_input = S("input")};
	struct dataset *d;

	assert_true(ingest_run(&c, &options, &d, all));
	return d;
}

static struct scorecard *
compute(struct dataset *d, const char *period)
{
	struct period p;
	struct scorecard *s;

	assert_true(period_parse(str_of(period), &p));
	assert_true(
	    indicators_compute(&c, d, &catalogue, &settings, p, NULL, &s));
	return s;
}

static int
start(void **state)
{
	c = test_ctx();
	if (!file_exists(&c, S(FILES))) {
		print_message("skipped: %s is absent\n", FILES);
		return 0;
	}
	findings = findings_new(c.mem);
	dataset = read_files(findings);
	assert_true(
	    catalogue_load(&c, S("templates/indicators.yaml"), &catalogue));
	return 0;
}

static int
end(void **state)
{
	test_drop(&c);
	return 0;
}

static const struct figure *
figure(const struct scorecard *s, const char *org, const char *id,
    const char *breakdown)
{
	const struct figure *f =
	    scorecard_find(s, str_of(org), str_of(id), str_of(breakdown));

	if (f == NULL)
		fail_msg("no figure %s %s '%s'", org, id, breakdown);
	return f;
}

/* Prints with the places of the published number. */
static void
assert_prints(double value, int places, const char *want)
{
	struct buf b = buf_new(c.tmp);

	num_fixed(&b, value, places, NUM_PLAIN);
	assert_str(buf_str(&b), want);
}

static unsigned
published_rates(const struct scorecard *s, day when)
{
	sym measure = symbols_lookup(dataset->symbols, S("published_rate"));
	unsigned n = 0;

	for (size_t i = 0; i < dataset->n; i++) {
		const struct observation *o = &dataset->observation[i];
		const struct figure *f;
		struct buf ours = buf_new(c.tmp), theirs = buf_new(c.tmp);

		if (o->measure != measure || o->date != when)
			continue;
		f = figure(
		    s, symbols_text(dataset->symbols, o->org).p, "WEL01", "");
		num_fixed(&ours, f->value, 2, NUM_PLAIN);
		num_fixed(&theirs, o->value, 2, NUM_PLAIN);
		assert_string_equal(ours.p, theirs.p);
		assert_true(f->date == when && f->status == STATUS_OK);
		n++;
	}
	return n;
}

static void
every_published_sickness_rate_is_reproduced(void **state)
{
	struct scorecard *s;

	if (dataset == NULL)
		skip();
	s = compute(dataset, "2024-25-Q4");
	assert_int_equal(published_rates(s, day_of(2025, 3, 31)), 280);
	assert_prints(figure(s, "RV5", "WEL01", "")->value, 2, "4.13");
	s = compute(dataset, "2024-25-Q1");
	assert_int_equal(published_rates(s, day_of(2024, 4, 30)), 285);
}

static void
one_month_s_leavers_are_as_published(void **state)
{
	const struct figure *f;

	if (dataset == NULL)
		skip();
	f = figure(compute(dataset, "2025-26-Q3"), "RV5", "RET02", "");
	assert_true(f->numerator == 83 && f->denominator == 6358.5);
	assert_prints(f->value, 3, "1.305");
}

static void
staff_in_post_add_up_to_the_published_sums(void **state)
{
	struct scorecard *s;
	const struct figure *f;

	if (dataset == NULL)
		skip();
	s = compute(dataset, "2025-26-Q3");
	f = figure(s, "ENG", "MIX91", "");
	assert_prints(f->value, 2, "969.88");
	assert_true(f->denominator == 72);
	assert_prints(figure(s, "RV5", "MIX91", "")->value, 1, "83.6");
	f = figure(s, "ENG", "MIX92", "");
	assert_prints(f->value, 1, "35390.3");
	assert_true(f->denominator == 116);
	assert_prints(figure(s, "RV5", "MIX93", "")->value, 2, "3730.14");
	assert_prints(figure(s, "RV5", "BND91", "Band 5")->value, 1, "18.4");
	assert_prints(figure(s, "RV5", "BND91", "Band 6")->value, 1, "21.9");
	assert_prints(figure(s, "RV5", "BND91", "Band 7")->value, 1, "15.4");
	assert_prints(figure(s, "RV5", "BND91", "Band 8a")->value, 1, "8.0");
	assert_true(figure(s, "RV5", "MIX91", "")->stale);
}

static void
shares_of_a_whole_come_to_100(void **state)
{
	static const char *const id[] = {"MIX01", "BND01", "BND91"};
	struct scorecard *s;

	if (dataset == NULL)
		skip();
	s = compute(dataset, "2025-26-Q3");
	for (size_t k = 0; k < s->n_peers; k++)
		for (size_t i = 0; i < COUNT(id); i++) {
			const struct figure *f;
			double sum = 0;
			size_t n;

			f = scorecard_range(s,
			    symbols_text(dataset->symbols, s->peers[k].org),
			    str_of(id[i]), &n);
			assert_true(n > 0);
			for (size_t j = 0; j < n; j++)
				sum += f[j].value;
			if (f[0].status == STATUS_OK)
				assert_true(fabs(sum - 100) < 1e-9);
			else
				assert_true(f[0].reason.n > 0);
		}
}

static bool
is_said(const struct return_word *word, size_t n, struct str text)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(word[i].word, text))
			return true;
	return false;
}

/* Returns say what their form says. */
static bool
is_of_the_form(const struct return_form *form, struct str text)
{
	for (size_t i = 0; i < form->n_topics; i++) {
		const struct return_topic *t = &form->topic[i];

		if (str_eq(t->title, text))
			return true;
		for (size_t k = 0; k < t->n_rows; k++)
			if (is_said(t->row[k].word, t->row[k].n_words, text))
				return true;
		for (size_t k = 0; k < t->n_columns; k++)
			if (is_said(
				t->column[k].word, t->column[k].n_words, text))
				return true;
	}
	return false;
}

/* A label that the files write in another way would silently lose its place in
 * the order of the catalogue. */
static void
every_listed_value_is_one_of_the_files(void **state)
{
	struct return_form form;

	if (dataset == NULL)
		skip();
	assert_true(return_form_load(&c, S("templates/return.yaml"), &form));
	for (size_t i = 0; i < catalogue.n; i++) {
		const struct indicator *ind = &catalogue.indicator[i];

		for (size_t k = 0; k < ind->n_breakdown_order; k++) {
			sym y = symbols_lookup(
			    dataset->symbols, ind->breakdown_order[k]);
			bool met =
			    is_of_the_form(&form, ind->breakdown_order[k]);

			for (size_t j = 0; j < dataset->n && y != 0; j++)
				met |= dataset->observation[j]
					   .dim[ind->breakdown] == y;
			if (!met)
				fail_msg("%s lists '%s', which no file has",
				    ind->id.p, ind->breakdown_order[k].p);
		}
	}
}

static void
no_organisation_shows_a_count_of_one_to_four_people(void **state)
{
	struct scorecard *s;
	sym england;
	size_t withheld = 0;

	if (dataset == NULL)
		skip();
	s = compute(dataset, "2025-26-Q3");
	england = symbols_lookup(dataset->symbols, S("ENG"));
	for (size_t i = 0; i < s->n; i++) {
		const struct figure *f = &s->figure[i];

		if (!s->catalogue->indicator[f->indicator].people ||
		    f->org == england)
			continue;
		withheld += f->status == STATUS_SUPPRESSED;
		assert_false(f->numerator > 0 && f->numerator < 5);
		if (f->status == STATUS_SUPPRESSED)
			/* The base may stand beside [c], if it is no small
			 * number of people itself. */
			assert_true(
			    isnan(f->numerator) &&
			    !(f->denominator > 0 && f->denominator < 5) &&
			    isnan(f->value) && isnan(f->lower) &&
			    isnan(f->upper) && f->rank == 0);
	}
	assert_true(withheld > 1000);
}

/* What is missing is named by its title: "lower to middle bands". */
static bool
says_higher(struct str t)
{
	return str_find(t, S("higher")) >= 0 || str_find(t, S("lower")) >= 0;
}

static void
sentences_judge_by_the_verdict_alone(void **state)
{
	struct scorecard *s;
	size_t n = 0;

	if (dataset == NULL)
		skip();
	s = compute(dataset, "2025-26-Q3");
	for (size_t i = 0; i < s->n; i++) {
		const struct figure *f = &s->figure[i];
		struct str t = f->sentence;

		if (t.n == 0)
			continue;
		n++;
		assert_true(str_ends(t, S(".")));
		assert_int_equal(str_find(t, S(", below ")) >= 0,
		    f->verdict == VERDICT_BELOW);
		assert_int_equal(str_find(t, S(", above ")) >= 0,
		    f->verdict == VERDICT_ABOVE);
		assert_int_equal(str_find(t, S("not clearly different")) >= 0,
		    f->verdict == VERDICT_NOT_DIFFERENT);
		assert_true(str_find(t, S("{")) < 0);
		if (f->status == STATUS_OK && says_higher(t))
			fail_msg("%.*s", STRF(t));
	}
	assert_true(n > 2000);
}

static struct str
stored(struct dataset *d, const struct findings *all)
{
	struct str path = S("build/test_published.db"), bytes;
	struct store *store;

	unlink(path.p);
	assert_true(store_open(&c, path, &store));
	assert_true(store_save(&c, store,
	    &(struct store_contents){.dataset = d,
		.findings = all,
		.scorecard = compute(d, "2025-26-Q3")}));
	assert_true(store_close(&c, store));
	assert_true(file_read(&c, path, 0, &bytes));
	return bytes;
}

static void
two_runs_make_the_same_store(void **state)
{
	struct findings *again;

	if (dataset == NULL)
		skip();
	again = findings_new(c.mem);
	assert_true(str_eq(
	    stored(dataset, findings), stored(read_files(again), again)));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_published_sickness_rate_is_reproduced),
	    cmocka_unit_test(one_month_s_leavers_are_as_published),
	    cmocka_unit_test(staff_in_post_add_up_to_the_published_sums),
	    cmocka_unit_test(shares_of_a_whole_come_to_100),
	    cmocka_unit_test(every_listed_value_is_one_of_the_files),
	    cmocka_unit_test(
		no_organisation_shows_a_count_of_one_to_four_people),
	    cmocka_unit_test(sentences_judge_by_the_verdict_alone),
	    cmocka_unit_test(two_runs_make_the_same_store),
	};
	return cmocka_run_group_tests(tests, start, end);
}
