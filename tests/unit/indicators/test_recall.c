/* Figures are taken over from an earlier run only where they are what a run that
 * knows nothing makes, and what is left for the next run is the same as well. */
#include <stdlib.h>
#include <unistd.h>

#include "indicators/kept.h"
#include "unit/indicators/recalled.h"

#define FOLDER    "build/test-recall"
#define KEPT      FOLDER "/kept"
#define FRESH     FOLDER "/fresh"
#define FIRST     FOLDER "/first" /* what the first run left in KEPT */
#define FIGURES   "/figures"
#define DECIDED   "/decided"
#define CATALOGUE "tests/unit/indicators/recalled.yaml"

/* Of recalled.yaml, and how many are in the groups of several. */
enum { INDICATORS = 10, LEAVING = 3, ABSENCE = 2 };

struct given {
	const char *what;
	void (*change)(struct ctx *, struct dataset *); /* NULL: none */
	const char *basis;
	struct period period; /* of year 0: engine_period */
	enum peers peers;
	unsigned peers_count;
};

struct outcome {
	struct ctx c;
	struct scorecard *card;
	struct memo_tally tally;
	struct memo_tally decided;
};

static void
drop(struct outcome *o)
{
	test_drop(&o->c);
}

/* ---- a run that takes from a folder what is there, and leaves what it made */

static struct memo *
memo_at(struct ctx *c, const char *folder, const char *name)
{
	return memo_new(c->mem, str_fmt(c->mem, "%s%s", folder, name),
	    S("program"), 64 << 20);
}

static struct kept
open_kept(struct ctx *c, const struct given *g, const char *folder)
{
	return (struct kept){.decided = memo_at(c, folder, DECIDED),
	    .figures = memo_at(c, folder, FIGURES),
	    .basis = str_of(g->basis == NULL ? "basis" : g->basis),
	    .jobs = 2};
}

static void
leave(struct ctx *c, const struct kept *k)
{
	assert_true(memo_write(c, k->figures));
	assert_true(memo_write(c, k->decided));
}

/* folder NULL: nothing is known and nothing kept. */
static struct outcome
compute(const struct given *g, const char *folder)
{
	struct outcome o = {.c = test_ctx()};
	struct ctx *c = &o.c;
	struct settings settings = recalled_settings(c);
	struct dataset *d = recalled_dataset(c);
	struct catalogue k;
	struct kept kept;

	if (!catalogue_load(c, S(CATALOGUE), &k))
		fail_msg("%s", str_z(c->tmp, diag_text(c->diag)));
	settings.peers = g->peers;
	settings.peers_count = g->peers_count;
	if (g->change != NULL)
		g->change(c, d);
	dataset_sort_organisations(d);
	if (folder != NULL)
		kept = open_kept(c, g, folder);
	assert_true(indicators_compute(c, d, &k, &settings,
	    g->period.year == 0 ? engine_period : g->period,
	    folder == NULL ? NULL : &kept, &o.card));
	if (folder != NULL) {
		leave(c, &kept);
		o.tally = memo_tally(kept.figures);
		o.decided = memo_tally(kept.decided);
	}
	return o;
}

/* Figures, and the files that are left, down to the byte. */
static void
assert_as_fresh(const struct outcome *o, const struct given *g)
{
	struct outcome fresh;

	assert_int_equal(system("rm -rf " FRESH "; mkdir -p " FRESH), 0);
	fresh = compute(g, FRESH);
	assert_int_equal(fresh.tally.known, 0);
	assert_same_scorecard(o->card, fresh.card, g->what);
	if (system("diff -r " KEPT " " FRESH) != 0)
		fail_msg("%s: other files are left", g->what);
	drop(&fresh);
}

static void
assert_known(const struct outcome *o, size_t known, const char *what)
{
	assert_int_equal(o->tally.asked, INDICATORS);
	if (o->tally.known != known)
		fail_msg("%s: %zu of %d are known, not %zu", what,
		    o->tally.known, INDICATORS, known);
}

static void
run_again(const struct given *g, size_t known)
{
	struct outcome o = compute(g, KEPT);

	assert_known(&o, known, g->what);
	assert_as_fresh(&o, g);
	drop(&o);
}

static const struct given unchanged = {.what = "nothing has changed"};

static void
start_with(const struct given *g)
{
	struct outcome o;

	assert_int_equal(system("rm -rf " FOLDER "; mkdir -p " KEPT), 0);
	o = compute(g, KEPT);
	assert_known(&o, 0, "the first run");
	assert_int_equal(system("cp -r " KEPT " " FIRST), 0);
	drop(&o);
}

static int
start(void **state)
{
	start_with(&unchanged);
	return 0;
}

/* There and back: each time so many are known. */
static void
change_and_take_back(
    const struct given *g, const struct given *back, size_t known)
{
	struct outcome o;

	run_again(g, known);
	o = compute(back, KEPT);
	assert_known(&o, known, g->what);
	if (system("diff -r " KEPT " " FIRST) != 0)
		fail_msg("%s, and back: other files are left", g->what);
	drop(&o);
}

/* ---- nothing has changed */

static void
all_figures_of_the_same_numbers_are_taken_over(void **state)
{
	struct outcome without = compute(&unchanged, NULL), first, second;

	assert_int_equal(system("rm -r " KEPT "/*"), 0);
	first = compute(&unchanged, KEPT);
	second = compute(&unchanged, KEPT);
	assert_known(&first, 0, "the first run");
	assert_known(&second, INDICATORS, "the second run");
	assert_same_scorecard(first.card, without.card, "the first run");
	assert_same_scorecard(second.card, without.card, "the second run");
	run_again(&unchanged, INDICATORS);
	drop(&without);
	drop(&first);
	drop(&second);
}

/* What no figure fills in could be lost without anybody seeing it. */
static void
the_numbers_fill_every_field(void **state)
{
	struct outcome o = compute(&unchanged, NULL);
	const struct figure *first = &o.card->figure[0];
	struct by_indicator by = scorecard_by_indicator(o.c.mem, o.card);
	struct buf lacking = buf_new(o.c.mem);
	size_t n = by.start[INDICATORS * by.cards];

#define FILLED(f, differs)                                                     \
	do {                                                                   \
		bool any = false;                                              \
		for (size_t i = 0; i < n; i++) {                               \
			const struct figure *x = by.figure[i];                 \
			any |= (differs);                                      \
		}                                                              \
		if (!any)                                                      \
			buf_addz(&lacking, #f " ");                            \
	} while (0);
#define BY_VALUE(f) FILLED(f, x->f != first->f)
#define BY_BITS(f)  FILLED(f, !same_bits(x->f, first->f))
#define BY_TEXT(f)  FILLED(f, x->f.n > 0)
	SYMBOLS_OF_A_FIGURE(BY_VALUE)
	COUNTS_OF_A_FIGURE(BY_VALUE)
	NUMBERS_OF_A_FIGURE(BY_BITS)
	TEXTS_OF_A_FIGURE(BY_TEXT)
	FILLED(pooled, x->pooled_n > 1)
	assert_str(buf_str(&lacking), "");
	assert_true(o.card->n_funnels > 0);
	assert_int_equal(o.card->history.n, QUARTERS - 1);
	drop(&o);
}

/* ---- one observation has changed */

/* What is done to the numbers before they are computed. */
#define CHANGE(name) static void name(struct ctx *c, struct dataset *d)

CHANGE(another_value)
{
	recalled_at(d, "R2", "posts", 4)->value += 1;
}

CHANGE(a_reason)
{
	recalled_at(d, "R2", "posts", 4)->reason = REASON_SUPPRESSED;
}

/* It stays the first of its quarter. */
CHANGE(another_date)
{
	recalled_at(d, "R0", "posts", 0)->date--;
}

CHANGE(another_organisation)
{
	recalled_at(d, "R2", "posts", 4)->org =
	    symbols_lookup(d->symbols, S("R5"));
}

CHANGE(another_grade)
{
	recalled_at(d, "RB", "graded", 0)->dim[DIM_grade] =
	    symbols_lookup(d->symbols, S("Trainee"));
}

CHANGE(another_file)
{
	recalled_at(d, "R2", "posts", 0)->origin.source ^= 1;
}

CHANGE(one_more)
{
	engine_add(c, d, "R2", "posts", "", recalled_day(0), 5);
}

CHANGE(one_less)
{
	*recalled_at(d, "R2", "posts", 1) = d->observation[d->n - 1];
	d->n--;
}

CHANGE(an_absence)
{
	recalled_at(d, "R3", "lost", 3)->value += 9;
}

CHANGE(what_another_indicator_needs)
{
	recalled_at(d, "R5", "available", 2)->reason = REASON_NOT_APPLICABLE;
}

CHANGE(the_group_compared_with)
{
	recalled_at(d, "RA", "others", 0)->value += 20;
}

CHANGE(events_in_the_group_compared_with)
{
	recalled_at(d, "RA", "others_trained", 0)->value += 5;
}

CHANGE(those_not_known)
{
	recalled_at(d, "RA", "unstated", 0)->value += 20;
}

CHANGE(another_measure)
{
	recalled_at(d, "R2", "posts", 0)->measure =
	    symbols_lookup(d->symbols, S("pay_sent"));
}

CHANGE(what_no_indicator_takes)
{
	recalled_at(d, "R1", "cyp_headcount", 0)->value *= 2;
}

/* anew: so many indicators take the measure, or are tied to it by another. */
static void
only_what_shares_a_measure_is_computed_anew(void **state)
{
	static const struct {
		const char *what;
		void (*change)(struct ctx *, struct dataset *);
		size_t anew;
	} of[] = {
	    {"another value", another_value, 1},
	    {"a reason", a_reason, 1},
	    {"another date", another_date, 1},
	    {"another organisation", another_organisation, 1},
	    {"another grade", another_grade, 1},
	    {"another file", another_file, 1},
	    {"one more", one_more, 1},
	    {"one less", one_less, 1},
	    {"an absence", an_absence, ABSENCE},
	    {"a need", what_another_indicator_needs, ABSENCE},
	    {"a group compared with", the_group_compared_with, 1},
	    {"its events", events_in_the_group_compared_with, 1},
	    {"those not known", those_not_known, 1},
	    {"another measure", another_measure, 2},
	    {"no indicator", what_no_indicator_takes, 0},
	};

	for (size_t i = 0; i < COUNT(of); i++)
		change_and_take_back(
		    &(struct given){.what = of[i].what, .change = of[i].change},
		    &unchanged, INDICATORS - of[i].anew);
}

/* Of a trust, in the newest quarter. */
static enum status
status_of(const struct outcome *o, const char *id)
{
	return engine_figure(o->card, "R1", id, "", "")->status;
}

CHANGE(many_leave)
{
	for (int i = 0; i < FEW_LEFT; i++)
		recalled_at(d, "R1", "left", 0)[i].value = 30;
}

/* Few have left, and with the sum of both it would follow from those who retired,
 * so that these are withheld too. They are of another measure: the sum alone ties
 * the two. */
static void
what_was_withheld_for_anothers_sake_is_told_with_it(void **state)
{
	struct given many = {.what = "many leave", .change = many_leave};
	struct outcome few = compute(&unchanged, NULL);
	struct outcome told = compute(&many, NULL);

	assert_int_equal(status_of(&few, "RET02"), STATUS_SUPPRESSED);
	assert_int_equal(status_of(&told, "RET02"), STATUS_OK);
	change_and_take_back(&many, &unchanged, INDICATORS - LEAVING);
	drop(&few);
	drop(&told);
}

/* ---- what was kept is lost in part */

static void
spoil(const char *path, int how)
{
	struct ctx c = test_ctx();
	struct str bytes;

	assert_true(file_read(&c, str_of(path), 0, &bytes));
	switch (how) {
	case 0:
		assert_int_equal(unlink(path), 0);
		break;
	case 1:
		((char *)bytes.p)[bytes.n / 2] ^= 1;
		assert_true(file_replace(&c, str_of(path), bytes));
		break;
	case 2:
		assert_int_equal(truncate(path, (off_t)bytes.n - 1), 0);
		break;
	}
	test_drop(&c);
}

/* Alone, those who retired would be told: what is withheld of them is so for the
 * sake of those who left. */
static void
of_a_group_all_is_taken_over_or_nothing(void **state)
{
	static const char *const how[] = {"removed", "damaged", "cut short"};
	struct outcome first = compute(&unchanged, KEPT);

	for (size_t k = 0; k < COUNT(how); k++)
		for (int i = 0; i < LEAVING; i++) {
			struct given g = {.what = how[k]};
			struct str key = file_hex(
			    first.c.mem, first.card->key[i], SHA256_BYTES);

			spoil(str_fmt(
				  first.c.mem, KEPT FIGURES "/%.*s", STRF(key))
				  .p,
			    (int)k);
			run_again(&g, INDICATORS - 1);
		}
	drop(&first);
}

static void
figures_whose_decisions_are_lost_are_computed_anew(void **state)
{
	struct outcome o;

	assert_int_equal(system("rm -r " KEPT DECIDED), 0);
	o = compute(&unchanged, KEPT);
	assert_true(o.decided.asked > 0);
	assert_int_equal(o.decided.known, 0);
	assert_as_fresh(&o, &unchanged);
	drop(&o);
}

/* Nobody asks them of figures that are taken over, and yet they stay. */
static void
decisions_of_figures_taken_over_are_left_for_the_next_run(void **state)
{
	struct outcome o = compute(&unchanged, KEPT);

	assert_int_equal(o.decided.asked, 0);
	drop(&o);
	assert_int_equal(system("rm -r " KEPT FIGURES), 0);
	o = compute(&unchanged, KEPT);
	assert_known(&o, 0, "without figures");
	assert_true(o.decided.asked > 0);
	assert_int_equal(o.decided.known, o.decided.asked);
	assert_as_fresh(&o, &unchanged);
	drop(&o);
}

/* ---- what all figures rest on */

static struct organisation *
organisation_at(struct dataset *d, const char *code)
{
	for (size_t i = 0; i < d->n_organisations; i++)
		if (str_is(symbols_text(d->symbols, d->organisation[i].code),
			code))
			return &d->organisation[i];
	fail_msg("there is no %s", code);
	return NULL;
}

#define CHANGE_WORD(field)                                                     \
	CHANGE(another_##field)                                                \
	{                                                                      \
		organisation_at(d, "R1")->field =                              \
		    symbols_lookup(d->symbols, S("South West"));               \
	}
CHANGE_WORD(name)
CHANGE_WORD(region)
CHANGE_WORD(region_name)
CHANGE_WORD(icb)
CHANGE_WORD(icb_name)
CHANGE_WORD(cluster)

CHANGE(nobody_reports_on_it)
{
	organisation_at(d, "R1")->reported_on = false;
}

CHANGE(one_organisation_more)
{
	small_org(c, d, "RZ", "Mental Health", "London", true);
}

CHANGE(a_return_less)
{
	d->n_sent--;
}

CHANGE(a_return_of_another_quarter)
{
	d->sent[3].date = recalled_day(QUARTERS);
}

CHANGE(another_path)
{
	d->source[1].path = S("three.xlsx");
}

CHANGE(another_profile)
{
	d->source[1].profile = S("register");
}

CHANGE(made_up_numbers)
{
	d->source[1].synthetic = true;
}

/* Figures name it by number. */
CHANGE(another_word)
{
	struct symbols *t = symbols_new(c->mem);

	for (sym i = 0; i < symbols_count(d->symbols); i++) {
		struct str word = symbols_text(d->symbols, i);

		symbols_add(t, str_is(word, "Trainee") ? S("Fellow") : word);
	}
	d->symbols = t;
}

/* The first entry of its indicator is taken now. */
CHANGE(another_source_is_fed)
{
	engine_add(c, d, "R1", "pay_published", "", recalled_day(0), 5);
}

static void
nothing_is_taken_over_when_something_common_to_all_changes(void **state)
{
	static const struct given of[] = {
	    {.what = "another basis", .basis = "another"},
	    {.what = "an earlier period", .period = {2025, 4}},
	    {.what = "as many quarters, but later", .period = {2026, 2}},
	    {.what = "a name", .change = another_name},
	    {.what = "a region", .change = another_region},
	    {.what = "a region's name", .change = another_region_name},
	    {.what = "an ICB", .change = another_icb},
	    {.what = "an ICB's name", .change = another_icb_name},
	    {.what = "a cluster", .change = another_cluster},
	    {.what = "no packs", .change = nobody_reports_on_it},
	    {.what = "an organisation", .change = one_organisation_more},
	    {.what = "a return less", .change = a_return_less},
	    {.what = "a quarter more", .change = a_return_of_another_quarter},
	    {.what = "a path", .change = another_path},
	    {.what = "a profile", .change = another_profile},
	    {.what = "made-up numbers", .change = made_up_numbers},
	    {.what = "another word", .change = another_word},
	    {.what = "another source", .change = another_source_is_fed},
	};

	for (size_t i = 0; i < COUNT(of); i++)
		change_and_take_back(&of[i], &unchanged, 0);
}

/* No indicator takes the number of staff, by which peers are chosen here. */
static void
nothing_is_taken_over_when_peers_change(void **state)
{
	struct given was = {
	    .what = "as it was", .peers = PEERS_SIZE, .peers_count = 2};
	struct given now = was;
	struct outcome a, b;

	now.what = "twice the staff";
	now.change = what_no_indicator_takes;
	a = compute(&was, NULL);
	b = compute(&now, NULL);
	assert_true(engine_figure(a.card, "R1", "CPD04", "", "")->peer_median !=
		    engine_figure(b.card, "R1", "CPD04", "", "")->peer_median);
	start_with(&was);
	change_and_take_back(&now, &was, 0);
	drop(&a);
	drop(&b);
}

#define TEST(name) cmocka_unit_test_setup(name, start)
int
main(void)
{
	const struct CMUnitTest tests[] = {
	    TEST(all_figures_of_the_same_numbers_are_taken_over),
	    TEST(the_numbers_fill_every_field),
	    TEST(only_what_shares_a_measure_is_computed_anew),
	    TEST(what_was_withheld_for_anothers_sake_is_told_with_it),
	    TEST(of_a_group_all_is_taken_over_or_nothing),
	    TEST(figures_whose_decisions_are_lost_are_computed_anew),
	    TEST(decisions_of_figures_taken_over_are_left_for_the_next_run),
	    TEST(nothing_is_taken_over_when_something_common_to_all_changes),
	    TEST(nothing_is_taken_over_when_peers_change),
	};

	cmocka_set_test_filter(getenv("TEST"));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
