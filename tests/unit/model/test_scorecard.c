/* The figures of a scorecard and its history, indicator by indicator. */
#include "base/mix.h"
#include "check.h"
#include "model/scorecard.h"

enum { INDICATORS = 6, CARDS = 4, MOST = 40 };

/* A scorecard with a history, whose figures say only what they are of. */
struct example {
	struct ctx c;
	struct catalogue catalogue;
	struct figure figure[CARDS][MOST];
	struct scorecard card[CARDS], *past[CARDS];
};

static void
make(struct example *e, size_t history)
{
	memset(e, 0, sizeof *e);
	e->c = test_ctx();
	e->catalogue.n = INDICATORS;
	for (size_t i = 0; i < CARDS; i++) {
		e->card[i] = (struct scorecard){
		    .catalogue = &e->catalogue, .figure = e->figure[i]};
		e->past[i] = &e->card[i + 1];
	}
	e->card[0].history = (struct history){e->past, history};
}

/* Places count from the oldest; the first card is the run's own. */
static struct scorecard *
card_at(struct example *e, size_t place)
{
	return place < e->card[0].history.n ? e->past[place] : &e->card[0];
}

static const struct figure *
add(struct example *e, size_t place, unsigned indicator)
{
	struct scorecard *s = card_at(e, place);

	s->figure[s->n].indicator = indicator;
	return &s->figure[s->n++];
}

/* Those of an indicator in a card are these, and no others. */
#define ASSERT_FIGURES(by, indicator, place, ...)                              \
	assert_figures(&(by), indicator, place,                                \
	    (const struct figure *[]){__VA_ARGS__},                            \
	    sizeof((const struct figure *[]){__VA_ARGS__}) / sizeof(void *))

static void
assert_figures(const struct by_indicator *by, size_t indicator, size_t place,
    const struct figure **wanted, size_t n)
{
	const size_t *start = &by->start[indicator * by->cards + place];

	assert_int_equal(start[1] - start[0], n);
	for (size_t i = 0; i < n; i++)
		assert_ptr_equal(by->figure[start[0] + i], wanted[i]);
}

static void
cards_are_those_of_the_history_then_its_own(void **state)
{
	struct example e;

	make(&e, 2);
	assert_ptr_equal(scorecard_card(&e.card[0], 0), e.past[0]);
	assert_ptr_equal(scorecard_card(&e.card[0], 1), e.past[1]);
	assert_ptr_equal(scorecard_card(&e.card[0], 2), &e.card[0]);
	e.card[0].history.n = 0;
	assert_ptr_equal(scorecard_card(&e.card[0], 0), &e.card[0]);
	test_drop(&e.c);
}

static void
figures_come_card_after_card_each_in_its_order(void **state)
{
	const struct figure *now[4], *before[3];
	struct by_indicator by;
	struct example e;

	make(&e, 2);
	now[0] = add(&e, 2, 1);
	now[1] = add(&e, 2, 0);
	now[2] = add(&e, 2, 1);
	now[3] = add(&e, 2, 5);
	before[0] = add(&e, 0, 5);
	before[1] = add(&e, 0, 1);
	before[2] = add(&e, 0, 1);
	by = scorecard_by_indicator(e.c.mem, &e.card[0]);
	assert_int_equal(by.cards, 3);
	ASSERT_FIGURES(by, 0, 2, now[1]);
	ASSERT_FIGURES(by, 1, 0, before[1], before[2]);
	ASSERT_FIGURES(by, 1, 2, now[0], now[2]);
	ASSERT_FIGURES(by, 5, 0, before[0]);
	ASSERT_FIGURES(by, 5, 2, now[3]);
	/* Nothing of the others, nor in the quarter between. */
	assert_int_equal(by.start[0], 0);
	assert_int_equal(by.start[2], 0);
	assert_int_equal(by.start[2 * 3], by.start[5 * 3]);
	assert_int_equal(by.start[INDICATORS * 3], 7);
	test_drop(&e.c);
}

static void
without_figures_every_indicator_has_none(void **state)
{
	struct by_indicator by;
	struct example e;

	make(&e, 1);
	by = scorecard_by_indicator(e.c.mem, &e.card[0]);
	for (size_t i = 0; i <= INDICATORS * by.cards; i++)
		assert_int_equal(by.start[i], 0);
	e.catalogue.n = 0;
	by = scorecard_by_indicator(e.c.mem, &e.card[0]);
	assert_int_equal(by.start[0], 0);
	test_drop(&e.c);
}

/* Whatever their order and number: each is where its indicator and card are, and
 * behind whom it was behind. */
static void
each_figure_is_there_once(void **state)
{
	uint64_t random = 1;

	for (int round = 0; round < 200; round++) {
		struct example e;
		struct by_indicator by;
		size_t n = 0, at = 0;

		make(&e, (size_t)(round % CARDS));
		for (size_t k = 0; k <= e.card[0].history.n; k++) {
			random = mix64(random, k);
			for (size_t i = random % MOST; i > 0; i--, n++) {
				random = mix64(random, i);
				add(&e, k, random % INDICATORS);
			}
		}
		by = scorecard_by_indicator(e.c.mem, &e.card[0]);
		assert_int_equal(by.start[INDICATORS * by.cards], n);
		for (size_t i = 0; i < INDICATORS; i++)
			for (size_t k = 0; k < by.cards; k++) {
				const struct scorecard *s = card_at(&e, k);
				const struct figure *last = NULL;

				assert_int_equal(
				    by.start[i * by.cards + k], at);
				for (; at < by.start[i * by.cards + k + 1];
				     at++) {
					const struct figure *f = by.figure[at];

					assert_int_equal(f->indicator, i);
					assert_in_range(
					    f - s->figure, 0, s->n - 1);
					assert_true(last == NULL || last < f);
					last = f;
				}
			}
		assert_int_equal(at, n);
		test_drop(&e.c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(cards_are_those_of_the_history_then_its_own),
	    cmocka_unit_test(figures_come_card_after_card_each_in_its_order),
	    cmocka_unit_test(without_figures_every_indicator_has_none),
	    cmocka_unit_test(each_figure_is_there_once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
