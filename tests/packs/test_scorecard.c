/* needs: ingest indicators */
/* No word of the sample's scorecard says more than its numbers. */
#include <ctype.h>
#include <math.h>

#include "check.h"
#include "indicators/indicators.h"
#include "ingest/ingest.h"

static struct ctx c;
static const struct scorecard *card;

static int
make_cards(void **state)
{
	static const struct settings settings = {.stale_after_months = 12,
	    .peers_minimum = 3,
	    .disclosure = DISCLOSURE_SMALL_4,
	    .history_quarters = 13};
	struct ingest_options options = {
	    .input = S("input"), .program_input = S("input")};
	struct return_form *form;
	struct catalogue *k;
	struct dataset *d;
	struct scorecard *s;
	struct period p;

	c = test_ctx();
	k = NEW(c.mem, struct catalogue);
	form = NEW(c.mem, struct return_form);
	options.return_form = form;
	if (!return_form_load(&c, S("templates/return.yaml"), form) ||
	    !ingest_run(&c, &options, &d, findings_new(c.mem)) ||
	    !catalogue_load(&c, S("templates/indicators.yaml"), k) ||
	    !period_parse(S("2026-27-Q1"), &p) ||
	    !indicators_compute(&c, d, k, &settings, p, NULL, &s)) {
		print_message("%s\n", str_z(c.mem, diag_text(c.diag)));
		return -1;
	}
	card = s;
	return 0;
}

static int
drop(void **state)
{
	test_drop(&c);
	return 0;
}

static const char *const claim[] = {"above", "below", "higher", "lower",
    "better", "worse", "improv", "concern", "fell", "fallen", "rose", "risen",
    "grew", "deteriorat", "declin", "increas", "decreas", "upper"};

static size_t
times(struct str text, const char *word)
{
	struct str w = str_of(word);
	size_t n = 0;

	for (size_t i = 0; i + w.n <= text.n; i++)
		n += (i == 0 || !isalpha((unsigned char)text.p[i - 1])) &&
		     str_eq(str_slice(text, i, i + w.n), w);
	return n;
}

/* As many times as the catalogue's own words have it, whatever the number. */
static size_t
times_given(
    const struct indicator *ind, const struct figure *f, const char *word)
{
	const struct str own[] = {ind->sentence, ind->sentence_split,
	    ind->sentence_reverse, ind->sentence_reverse_split, ind->title};
	size_t most = 0;

	for (size_t i = 0; i < COUNT(own); i++) {
		size_t n = times(own[i], word);
		most = n > most ? n : most;
	}
	return most +
	       times(symbols_text(card->dataset->symbols, f->breakdown), word) +
	       times(f->reason, word);
}

static void
check_sentence(const struct indicator *ind, const struct figure *f)
{
	bool aim = !isnan(indicator_aim(ind));

	for (size_t i = 0; i < COUNT(claim); i++) {
		size_t more = times(f->sentence, claim[i]);

		if (more <= times_given(ind, f, claim[i]))
			continue;
		if (aim || f->status != STATUS_OK ||
		    !((f->verdict == VERDICT_ABOVE &&
			  str_is(str_of(claim[i]), "above")) ||
			(f->verdict == VERDICT_BELOW &&
			    str_is(str_of(claim[i]), "below"))))
			fail_msg("%s", str_z(c.mem, f->sentence));
	}
	/* And the verdict is what the interval says. */
	if (f->verdict == VERDICT_ABOVE || f->verdict == VERDICT_BELOW) {
		double with = aim ? indicator_aim(ind) : f->england;

		assert_true(f->verdict == VERDICT_ABOVE ? f->lower > with
							: f->upper < with);
	}
	if (str_find(f->sentence, S("more than chance")) >= 0)
		assert_true(aim && (f->verdict == VERDICT_ABOVE ||
				       f->verdict == VERDICT_BELOW));
	if (str_find(f->sentence, S("chance alone")) >= 0 ||
	    str_find(f->sentence, S("not clearly different")) >= 0)
		assert_int_equal(f->verdict, VERDICT_NOT_DIFFERENT);
}

static bool
goes(const struct figure *f, bool up)
{
	return up ? f->variation == VARIATION_IMPROVING_HIGH ||
			f->variation == VARIATION_CONCERN_HIGH ||
			f->variation == VARIATION_NEUTRAL_HIGH
		  : f->variation == VARIATION_IMPROVING_LOW ||
			f->variation == VARIATION_CONCERN_LOW ||
			f->variation == VARIATION_NEUTRAL_LOW;
}

/* The points that fired a rule do what it says. */
static void
check_rule(const struct figure *f)
{
	const struct figure **at = scorecard_series(c.mem, card, f);
	bool up = goes(f, true);
	double last = NAN;

	assert_true(up != goes(f, false));
	assert_true(f->points >= 12);
	for (unsigned i = f->fired_from; i <= f->fired_to; i++) {
		const struct figure *p = at[i];

		if (p == NULL || p->status != STATUS_OK)
			continue;
		if (f->rule == SPC_OUTSIDE)
			assert_true(up ? p->value > f->limit_high
				       : p->value < f->limit_low);
		if (f->rule == SPC_SHIFT || f->rule == SPC_TWO_OF_THREE)
			assert_true(
			    up ? p->value > f->mean : p->value < f->mean);
		if (f->rule == SPC_TREND && !isnan(last))
			assert_true(up ? p->value > last : p->value < last);
		last = p->value;
	}
}

static void
check_movement(const struct indicator *ind, const struct figure *f)
{
	bool judged = ind->direction == DIRECTION_HIGHER ||
		      ind->direction == DIRECTION_LOWER;
	bool better = f->variation == VARIATION_IMPROVING_HIGH ||
		      f->variation == VARIATION_IMPROVING_LOW;
	bool worse = f->variation == VARIATION_CONCERN_HIGH ||
		     f->variation == VARIATION_CONCERN_LOW;
	const struct {
		const char *word;
		bool holds;
	} row[] = {{"above", goes(f, true)}, {"below", goes(f, false)},
	    {"risen", goes(f, true) && f->rule == SPC_TREND},
	    {"fallen", goes(f, false) && f->rule == SPC_TREND},
	    {"upper", goes(f, true) && f->rule == SPC_TWO_OF_THREE},
	    {"lower", goes(f, false) && f->rule == SPC_TWO_OF_THREE},
	    {"improv", better}, {"concern", worse}};

	for (size_t i = 0; i < COUNT(claim); i++) {
		bool holds = false;

		for (size_t k = 0; k < COUNT(row); k++)
			holds |= row[k].holds &&
				 str_is(str_of(row[k].word), claim[i]);
		if (!holds && times(f->movement, claim[i]) > 0)
			fail_msg("%s", str_z(c.mem, f->movement));
	}
	assert_true(
	    judged || (!better && !worse && f->assurance == ASSURANCE_NONE));
	if (better || worse)
		assert_true((ind->direction == DIRECTION_HIGHER) ==
			    (goes(f, true) == better));
	if (f->rule != SPC_NO_RULE)
		check_rule(f);
}

static void
no_sentence_says_more_than_its_verdict(void **state)
{
	size_t verdicts = 0;

	for (size_t i = 0; i < card->n; i++) {
		const struct figure *f = &card->figure[i];

		check_sentence(&card->catalogue->indicator[f->indicator], f);
		verdicts +=
		    f->verdict == VERDICT_ABOVE || f->verdict == VERDICT_BELOW;
	}
	assert_true(card->n > 5000);
	assert_true(verdicts > 200);
}

static void
no_movement_says_more_than_its_rule(void **state)
{
	size_t moves = 0;

	for (size_t i = 0; i < card->n; i++) {
		const struct figure *f = &card->figure[i];

		check_movement(&card->catalogue->indicator[f->indicator], f);
		moves += f->rule != SPC_NO_RULE;
	}
	assert_true(moves > 50);
}

/* Ties share the lowest place; nobody stands beyond the last. */
static void
places_count_those_with_less_and_ties_share_them(void **state)
{
	size_t ties = 0;
	day before = period_start(card->period) - 1;

	for (size_t i = 0; i < card->n; i++) {
		const struct figure *f = &card->figure[i];
		const struct organisation *o =
		    dataset_find(card->dataset, f->org);
		unsigned less = 0, same = 0, all = 0;

		/* Those of the quarter before have their places there. */
		if (f->rank == 0 || o == NULL || i % 7 != 0 ||
		    f->date == before)
			continue;
		for (size_t k = 0; k < card->n; k++) {
			const struct figure *g = &card->figure[k];
			const struct organisation *p;

			if (g->indicator != f->indicator ||
			    g->breakdown != f->breakdown ||
			    g->setting != f->setting || g->date != f->date ||
			    g->status != STATUS_OK || g->pooled_n > 0)
				continue;
			p = dataset_find(card->dataset, g->org);
			if (p == NULL || !p->reported_on ||
			    p->cluster != o->cluster)
				continue;
			all++;
			less += g->value < f->value;
			same += g->value == f->value && g != f;
		}
		assert_int_equal(f->rank, less + 1);
		assert_int_equal(f->rank_of, all);
		ties += same > 0;
	}
	assert_true(ties > 0);
}

static bool
same(double a, double b)
{
	return a == b || (isnan(a) && isnan(b));
}

/* XS3 sent nothing for the newest quarter of the sample. */
static void
an_older_figure_stands_beside_those_of_its_own_date(void **state)
{
	const struct scorecard *then = card->history.card[card->history.n - 1];
	struct symbols *symbols = card->dataset->symbols;
	size_t compared = 0;

	for (size_t i = 0; i < card->n; i++) {
		const struct figure *f = &card->figure[i], *was;
		if (!str_is(symbols_text(symbols, f->org), "XS3") ||
		    f->date != period_end(then->period))
			continue;
		was = scorecard_find_in(then, S("XS3"),
		    card->catalogue->indicator[f->indicator].id,
		    symbols_text(symbols, f->setting),
		    symbols_text(symbols, f->breakdown));
		assert_non_null(was);
		assert_true(same(f->england, was->england));
		assert_true(same(f->peer_median, was->peer_median));
		assert_int_equal(f->rank, was->rank);
		assert_int_equal(f->rank_of, was->rank_of);
		assert_int_equal(f->verdict, was->verdict);
		compared +=
		    f->status == STATUS_OK && f->verdict != VERDICT_NONE;
	}
	assert_true(compared > 100);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(no_sentence_says_more_than_its_verdict),
	    cmocka_unit_test(no_movement_says_more_than_its_rule),
	    cmocka_unit_test(places_count_those_with_less_and_ties_share_them),
	    cmocka_unit_test(
		an_older_figure_stands_beside_those_of_its_own_date),
	};
	return cmocka_run_group_tests(tests, make_cards, drop);
}
