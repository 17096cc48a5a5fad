/* That the catalogue covers the framework's 73 indicators, and that what its
 * filters take of the quarterly return is what the return says it feeds. */
#include <unistd.h>

#include "base/file.h"
#include "check.h"
#include "model/catalogue.h"
#include "model/return_form.h"

#define PUBLISHED "../shared/indicator_catalogue.csv"

static struct ctx c;
static struct return_form form;
static struct catalogue all;

static int
load(void **state)
{
	c = test_ctx();
	if (!return_form_load(&c, S("templates/return.yaml"), &form) ||
	    !catalogue_load(&c, S("templates/indicators.yaml"), &all))
		fail_msg("%s", diag_text(c.diag).p);
	return 0;
}

static int
drop(void **state)
{
	test_drop(&c);
	return 0;
}

/* ---- the list of the 73 */

struct listed {
	struct str id, direction, sentence;
};

static struct str
unquoted(struct str s)
{
	struct buf b = buf_new(c.mem);

	assert_true(s.n > 1 && s.p[0] == '"' && s.p[s.n - 1] == '"');
	for (size_t i = 1; i + 1 < s.n; i++) {
		buf_addc(&b, s.p[i]);
		i += s.p[i] == '"';
	}
	return buf_str(&b);
}

static struct listed *
read_list(size_t *n)
{
	struct listed *list = NEWS(c.mem, 100, struct listed);
	struct str text, line, rest;

	if (!file_read(&c, S("tests/data/catalogue_ids.csv"), 0, &text))
		fail_msg("%s", diag_text(c.diag).p);
	str_cut(text, '\n', &line, &text);
	for (*n = 0; str_cut(text, '\n', &line, &text); ++*n) {
		struct listed *l = &list[*n];

		assert_true(*n < 100);
		assert_true(str_cut(line, ',', &l->id, &rest));
		assert_true(str_cut(rest, ',', &l->direction, &rest));
		l->sentence = unquoted(rest);
	}
	return list;
}

static const struct indicator *
entry(struct str id, const char *source)
{
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.indicator[i].id, id) &&
		    str_is(all.indicator[i].source, source))
			return &all.indicator[i];
	return NULL;
}

static void
every_indicator_of_the_framework_is_fed_by_the_return(void **state)
{
	static const char *const direction[] = {
	    "neutral", "higher", "lower", "parity"};
	size_t n;
	struct listed *list = read_list(&n);

	assert_int_equal(n, 73);
	for (size_t i = 0; i < n; i++) {
		const struct indicator *ind = entry(list[i].id, "return");

		if (ind == NULL)
			fail_msg(
			    "%s is not declared", str_z(c.mem, list[i].id));
		if (!str_is(list[i].direction, direction[ind->direction]))
			fail_msg("%s has the direction %s", ind->id.p,
			    direction[ind->direction]);
		if (!str_eq(ind->source_sentence, list[i].sentence))
			fail_msg("%s quotes '%s'", ind->id.p,
			    ind->source_sentence.p);
	}
}

static void
the_list_is_the_framework_s_own(void **state)
{
	struct str csv;
	size_t n;
	struct listed *list = read_list(&n);

	if (access(PUBLISHED, R_OK) != 0) {
		print_message("skipped: %s is absent\n", PUBLISHED);
		skip();
	}
	assert_true(file_read(&c, S(PUBLISHED), 0, &csv));
	for (size_t i = 0; i < n; i++) {
		struct buf quoted = buf_new(c.mem);

		for (size_t k = 0; k < list[i].sentence.n; k++) {
			if (list[i].sentence.p[k] == '"')
				buf_addc(&quoted, '"');
			buf_addc(&quoted, list[i].sentence.p[k]);
		}
		if (str_find(csv, str_fmt(c.mem, "\n%.*s,", STRF(list[i].id))) <
			0 ||
		    str_find(csv, buf_str(&quoted)) < 0)
			fail_msg("%s is not theirs", str_z(c.mem, list[i].id));
	}
}

/* An indicator that two sources feed is the same thing to its reader. */
static void
sources_of_an_indicator_share_title_quote_and_recommendations(void **state)
{
	unsigned shared = 0;

	for (size_t i = 0; i < all.n; i++) {
		const struct indicator *a = &all.indicator[i];
		const struct indicator *b = entry(a->id, "return");

		if (!str_is(a->source, "published") || b == NULL)
			continue;
		shared++;
		assert_true(b < a);
		assert_int_equal(a->recommendations, b->recommendations);
		assert_true(str_eq(a->source_sentence, b->source_sentence));
		if (!str_is(a->id, "RET02") && !str_eq(a->title, b->title))
			fail_msg("%s is '%s' and '%s'", a->id.p, a->title.p,
			    b->title.p);
		assert_false(str_eq(a->measure, b->measure));
	}
	assert_true(shared >= 10);
}

/* ---- cells and filters */

/* Every cell of the form: what is asked and what it is split by. */
struct cell {
	const struct return_measure *measure;
	struct str dim[DIM_N];
};

static struct cell *
all_cells(size_t *n)
{
	struct cell *cell = NEWS(c.mem, 4000, struct cell);
	struct return_place at;

	*n = 0;
	for (at.topic = 0; at.topic < form.n_topics; at.topic++)
		for (at.row = 0; at.row < form.topic[at.topic].n_rows; at.row++)
			for (at.column = 0;
			     at.column < form.topic[at.topic].n_columns;
			     at.column++) {
				assert_true(*n < 4000);
				cell[*n].measure =
				    return_cell(&form, at, cell[*n].dim);
				++*n;
			}
	return cell;
}

static bool
among(const struct str *text, size_t n, struct str one)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(text[i], one))
			return true;
	return false;
}

static bool
takes(const struct quantity *q, const struct cell *cell)
{
	if (!among(q->measure, q->n_measures, cell->measure->name))
		return false;
	for (size_t i = 0; i < q->n_filters; i++)
		if (among(q->filter[i].value, q->filter[i].n,
			cell->dim[q->filter[i].dimension]) ==
		    q->filter[i].negated)
			return false;
	return true;
}

enum { QUANTITIES = 7 };

static void
quantities(const struct indicator *ind, const struct quantity *q[QUANTITIES])
{
	q[0] = &ind->numerator;
	q[1] = &ind->denominator;
	q[2] = &ind->against;
	q[3] = &ind->against_denominator;
	q[4] = &ind->unknown;
	q[5] = &ind->unknown_denominator;
	q[6] = &ind->needs;
}

/* Those that count every cell are made by the audit, from no cell's value. */
static bool
from_cells(const struct indicator *ind)
{
	return str_is(ind->source, "return") &&
	       !among(form.every_cell_feeds, form.n_every_cell_feeds, ind->id);
}

static void
a_measure_feeds_just_the_indicators_that_take_its_cells(void **state)
{
	size_t n;
	struct cell *cell = all_cells(&n);

	for (size_t m = 0; m < form.n_measures; m++)
		for (size_t i = 0; i < all.n; i++) {
			const struct return_measure *measure = &form.measure[m];
			const struct indicator *ind = &all.indicator[i];
			const struct quantity *q[QUANTITIES];
			bool taken = false, fed;

			if (!from_cells(ind))
				continue;
			quantities(ind, q);
			for (size_t k = 0; k < n && !taken; k++)
				for (int j = 0; j < QUANTITIES; j++)
					taken |= cell[k].measure == measure &&
						 takes(q[j], &cell[k]);
			fed = among(measure->feeds, measure->n_feeds, ind->id);
			if (taken != fed)
				fail_msg("%s %s %s, which %s it",
				    measure->name.p,
				    fed ? "feeds" : "does not feed", ind->id.p,
				    taken ? "takes" : "does not take");
		}
}

static void
what_a_measure_feeds_is_in_the_catalogue(void **state)
{
	for (size_t m = 0; m < form.n_measures; m++)
		for (size_t k = 0; k < form.measure[m].n_feeds; k++)
			if (entry(form.measure[m].feeds[k], "return") == NULL)
				fail_msg("%s feeds %s, which is nothing",
				    form.measure[m].name.p,
				    form.measure[m].feeds[k].p);
}

/* A word that no cell has would be a filter that quietly takes nothing. */
static void
every_word_of_a_filter_is_one_of_the_form_s(void **state)
{
	size_t n;
	struct cell *cell = all_cells(&n);

	for (size_t i = 0; i < all.n; i++) {
		const struct quantity *q[QUANTITIES];

		if (!from_cells(&all.indicator[i]))
			continue;
		quantities(&all.indicator[i], q);
		for (int j = 0; j < QUANTITIES; j++)
			for (size_t f = 0; f < q[j]->n_filters; f++)
				for (size_t v = 0; v < q[j]->filter[f].n; v++) {
					struct str word =
					    q[j]->filter[f].value[v];
					bool found = false;

					for (size_t k = 0; k < n; k++)
						found |=
						    among(q[j]->measure,
							q[j]->n_measures,
							cell[k]
							    .measure->name) &&
						    str_eq(
							cell[k].dim
							    [q[j]->filter[f]
								    .dimension],
							word);
					if (!found)
						fail_msg(
						    "%s: no cell says '%s'",
						    all.indicator[i].id.p,
						    word.p);
				}
	}
}

/* Figures by setting need cells by setting, on both sides of the line. */
static void
what_is_made_by_setting_is_asked_by_setting(void **state)
{
	size_t n;
	struct cell *cell = all_cells(&n);

	for (size_t i = 0; i < all.n; i++) {
		const struct indicator *ind = &all.indicator[i];
		const struct quantity *q[QUANTITIES];

		if (!from_cells(ind) || ind->n_settings == 0)
			continue;
		quantities(ind, q);
		for (size_t k = 0; k < n; k++)
			for (int j = 0; j < QUANTITIES; j++)
				if (takes(q[j], &cell[k]) &&
				    !among(ind->setting, ind->n_settings,
					cell[k].dim[DIM_setting]))
					fail_msg("%s takes %s of no setting",
					    ind->id.p, cell[k].measure->name.p);
	}
}

/* Disclosure control knows only what the catalogue says counts people. */
static void
a_numerator_of_people_says_that_it_counts_people(void **state)
{
	for (size_t i = 0; i < all.n; i++) {
		const struct indicator *ind = &all.indicator[i];

		if (!from_cells(ind))
			continue;
		for (size_t m = 0; m < ind->numerator.n_measures; m++) {
			const struct return_measure *measure =
			    return_measure_find(
				&form, ind->numerator.measure[m]);

			assert_non_null(measure);
			if (str_is(measure->unit, "people") != ind->people)
				fail_msg(
				    "%s counts %s", ind->id.p, measure->unit.p);
		}
	}
}

/* The order of a breakdown is the form's own words, all of them or fewer. */
static void
a_breakdown_s_order_has_only_words_of_the_form(void **state)
{
	size_t n;
	struct cell *cell = all_cells(&n);

	for (size_t i = 0; i < all.n; i++) {
		const struct indicator *ind = &all.indicator[i];

		if (!from_cells(ind) || ind->breakdown == DIM_N)
			continue;
		assert_true(ind->n_breakdown_order > 1);
		for (size_t k = 0; k < n; k++)
			if (takes(&ind->numerator, &cell[k]) &&
			    !among(ind->breakdown_order, ind->n_breakdown_order,
				cell[k].dim[ind->breakdown]))
				fail_msg("%s has no place for '%s'", ind->id.p,
				    cell[k].dim[ind->breakdown].p);
	}
}

static void
the_sheets_of_the_quality_score_are_the_form_s(void **state)
{
	const struct indicator *ind = entry(S("DQ01"), "return");

	assert_non_null(ind);
	assert_int_equal(ind->breakdown, DIM_question);
	assert_int_equal(ind->n_breakdown_order, form.n_topics);
	for (size_t i = 0; i < form.n_topics; i++)
		assert_true(
		    str_eq(ind->breakdown_order[i], form.topic[i].title));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		every_indicator_of_the_framework_is_fed_by_the_return),
	    cmocka_unit_test(the_list_is_the_framework_s_own),
	    cmocka_unit_test(
		sources_of_an_indicator_share_title_quote_and_recommendations),
	    cmocka_unit_test(
		a_measure_feeds_just_the_indicators_that_take_its_cells),
	    cmocka_unit_test(what_a_measure_feeds_is_in_the_catalogue),
	    cmocka_unit_test(every_word_of_a_filter_is_one_of_the_form_s),
	    cmocka_unit_test(what_is_made_by_setting_is_asked_by_setting),
	    cmocka_unit_test(a_numerator_of_people_says_that_it_counts_people),
	    cmocka_unit_test(a_breakdown_s_order_has_only_words_of_the_form),
	    cmocka_unit_test(the_sheets_of_the_quality_score_are_the_form_s),
	};
	return cmocka_run_group_tests(tests, load, drop);
}
