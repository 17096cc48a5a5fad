/* What store/unchanged.c promises: rows that would be the same are left alone,
 * all others are written. */
#include <sqlite3.h>
#include <unistd.h>

#include "check.h"
#include "store/store.h"

#define PATH "build/test_store/unchanged.db"

/* Files of two observations each; `first` makes the symbols' numbers differ. */
static struct dataset *
make(struct ctx *c, const char *first, double value, const char *band)
{
	struct dataset *d = dataset_new(c->mem);
	struct symbols *t = d->symbols;

	symbols_add(t, str_of(first));
	d->source = NEWS(c->mem, 2, struct source);
	d->n_sources = 2;
	d->source[0] = (struct source){.path = S("a.csv")};
	d->source[1] = (struct source){.path = S("b.csv")};
	for (int i = 0; i < 4; i++) {
		struct observation *o = dataset_add(c->mem, d);
		o->org = symbols_add(t, S("RV5"));
		o->measure = symbols_add(t, i % 2 ? S("fte") : S("headcount"));
		o->date = day_of(2025, 11, 30);
		o->dim[DIM_band] =
		    symbols_add(t, i == 3 ? str_of(band) : S("Band 5"));
		o->value = i == 2 ? value : 1;
		o->origin = (struct origin){(uint16_t)(i / 2), 0, 2, 3};
	}
	return d;
}

static void
save(struct ctx *c, const struct dataset *d)
{
	struct findings *none = findings_new(c->mem);
	struct store *s;

	assert_true(store_open(c, S(PATH), &s));
	assert_true(store_save(
	    c, s, &(struct store_contents){.dataset = d, .findings = none}));
	assert_true(store_close(c, s));
}

static int
ask(const char *query)
{
	sqlite3 *db;
	sqlite3_stmt *q;
	int n = -1;

	assert_int_equal(sqlite3_open(PATH, &db), SQLITE_OK);
	assert_int_equal(
	    sqlite3_prepare_v2(db, query, -1, &q, NULL), SQLITE_OK);
	if (sqlite3_step(q) == SQLITE_ROW)
		n = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return n;
}

/* Each row is marked: one that is written again loses its mark. */
static void
mark(void)
{
	(void)ask("UPDATE observation SET row = 99");
	assert_int_equal(
	    ask("SELECT count(*) FROM observation WHERE row = 99"), 4);
}

static int
marks(const char *file)
{
	struct ctx c = test_ctx();
	int n = ask(str_fmt(c.mem,
	    "SELECT count(*) FROM observations WHERE row = 99 AND file = '%s'",
	    file)
			.p);

	test_drop(&c);
	return n;
}

static void
rows_that_would_be_the_same_are_left_alone(void **state)
{
	struct ctx c = test_ctx();

	(void)unlink(PATH);
	save(&c, make(&c, "x", 7, "Band 6"));
	mark();
	save(&c, make(&c, "other", 7, "Band 6"));
	assert_int_equal(marks("a.csv"), 2);
	assert_int_equal(marks("b.csv"), 2);
	test_drop(&c);
}

static void
a_changed_number_or_word_writes_its_file_again(void **state)
{
	struct ctx c = test_ctx();

	(void)unlink(PATH);
	save(&c, make(&c, "x", 7, "Band 6"));
	mark();
	save(&c, make(&c, "x", 8, "Band 6"));
	assert_int_equal(marks("a.csv"), 2);
	assert_int_equal(marks("b.csv"), 0);
	assert_int_equal(ask("SELECT max(value) FROM observation"), 8);
	mark();
	save(&c, make(&c, "x", 8, "Band 7"));
	assert_int_equal(marks("a.csv"), 2);
	assert_int_equal(marks("b.csv"), 0);
	assert_int_equal(
	    ask("SELECT count(*) FROM observations WHERE band = 'Band 7'"), 1);
	test_drop(&c);
}

static void
a_file_whose_rows_went_away_is_emptied(void **state)
{
	struct ctx c = test_ctx();
	struct dataset *d = make(&c, "x", 7, "Band 6");

	(void)unlink(PATH);
	save(&c, d);
	mark();
	/* The same bytes, but what they give is a duplicate now. */
	d->n = 3;
	save(&c, d);
	assert_int_equal(marks("a.csv"), 2);
	assert_int_equal(
	    ask("SELECT count(*) FROM observations WHERE file = 'b.csv'"), 1);
	test_drop(&c);
}

/* ---- figures */

enum { FIGURES = 4 };

/* Of two indicators two figures each, the second of the second as given. */
static void
save_figures(struct ctx *c, size_t indicators, const struct figure *last)
{
	struct dataset *d = make(c, "x", 7, "Band 6");
	struct findings *none = findings_new(c->mem);
	struct indicator ind[] = {
	    {.id = S("MIX01")}, {.id = S("RET02")}, {.id = S("EDI01")}};
	struct catalogue k = {.indicator = ind, .n = indicators};
	struct figure f[FIGURES];
	struct scorecard card = {.dataset = d,
	    .catalogue = &k,
	    .period = {2025, 3},
	    .figure = f,
	    .n = 2 * indicators};
	struct store *s;

	for (unsigned i = 0; i < FIGURES; i++)
		f[i] = (struct figure){
		    .org = symbols_add(d->symbols, i % 2 ? S("RV5") : S("ENG")),
		    .indicator = i / 2,
		    .date = day_of(2025, 11, 30),
		    .value = i,
		    .source = UINT16_MAX};
	if (last != NULL) {
		f[FIGURES - 1].value = last->value;
		f[FIGURES - 1].rank = last->rank;
		f[FIGURES - 1].reason = last->reason;
	}
	assert_true(store_open(c, S(PATH), &s));
	assert_true(store_save(c, s,
	    &(struct store_contents){
		.dataset = d, .findings = none, .scorecard = &card}));
	assert_true(store_close(c, s));
}

static void
figures_of_other_indicators_are_left_alone(void **state)
{
	const struct figure changed[] = {{.value = 9}, {.value = 9, .rank = 1},
	    {.value = 9, .rank = 1, .reason = S("no data")}};
	struct ctx c = test_ctx();

	(void)unlink(PATH);
	save_figures(&c, 2, NULL);
	for (size_t i = 0; i < 3; i++) {
		(void)ask("UPDATE figure SET peer_n = 99");
		save_figures(&c, 2, &changed[i]);
		assert_int_equal(ask("SELECT count(*) FROM figure WHERE "
				     "indicator = 'MIX01' AND peer_n = 99"),
		    2);
		assert_int_equal(ask("SELECT count(*) FROM figure WHERE "
				     "indicator = 'RET02' AND peer_n = 0"),
		    2);
		(void)ask("UPDATE figure SET peer_n = 99");
		save_figures(&c, 2, &changed[i]);
		assert_int_equal(
		    ask("SELECT count(*) FROM figure WHERE peer_n = 99"), 4);
	}
	assert_int_equal(
	    ask("SELECT value FROM figure WHERE rank = 1 AND org = 'RV5'"), 9);
	test_drop(&c);
}

static void
figures_of_an_indicator_that_went_away_go_too(void **state)
{
	struct ctx c = test_ctx();

	(void)unlink(PATH);
	save_figures(&c, 2, NULL);
	save_figures(&c, 1, NULL);
	assert_int_equal(ask("SELECT count(*) FROM figure"), 2);
	assert_int_equal(ask("SELECT count(*) FROM figure_rows"), 1);
	save_figures(&c, 2, NULL);
	assert_int_equal(ask("SELECT count(*) FROM figure"), 4);
	/* Nobody reads it but this program: it has no other name for long. */
	assert_int_equal(ask("SELECT count(*) FROM sqlite_schema WHERE name = "
			     "'kept'"),
	    0);
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(rows_that_would_be_the_same_are_left_alone),
	    cmocka_unit_test(a_changed_number_or_word_writes_its_file_again),
	    cmocka_unit_test(a_file_whose_rows_went_away_is_emptied),
	    cmocka_unit_test(figures_of_other_indicators_are_left_alone),
	    cmocka_unit_test(figures_of_an_indicator_that_went_away_go_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
