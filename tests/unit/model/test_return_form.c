/* What model/return_form.c promises: one definition of the quarterly return that
 * asks for every input of the catalogue, and says of each cell what it is. */
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "check.h"
#include "model/return_form.h"

static struct ctx c;
static struct return_form form;

static int
load(void **state)
{
	c = test_ctx();
	if (!return_form_load(&c, S("templates/return.yaml"), &form))
		fail_msg("%s", diag_text(c.diag).p);
	return 0;
}

static int
drop(void **state)
{
	test_drop(&c);
	return 0;
}

/* The catalogue's families: 73 indicators. */
static const struct {
	const char *name;
	int n;
} families[] = {{"MIX", 14}, {"BND", 7}, {"RET", 13}, {"CPD", 14}, {"CUL", 4},
    {"LEA", 4}, {"EDI", 7}, {"WEL", 8}, {"DQ", 2}};

static void
every_indicator_of_the_catalogue_has_cells(void **state)
{
	int indicators = 0;

	for (size_t i = 0; i < COUNT(families); i++)
		for (int k = 1; k <= families[i].n; k++, indicators++) {
			struct str id =
			    str_fmt(c.mem, "%s%02d", families[i].name, k);
			size_t n;

			assert_non_null(return_fed(c.mem, &form, id, &n));
			if (n == 0)
				fail_msg("%s has no cell", id.p);
		}
	assert_int_equal(indicators, 73);
}

static bool
is_of_the_catalogue(struct str id)
{
	for (size_t i = 0; i < COUNT(families); i++)
		for (int k = 1; k <= families[i].n; k++)
			if (str_eq(id,
				str_fmt(c.mem, "%s%02d", families[i].name, k)))
				return true;
	return false;
}

/* From 91 up; that each is declared, test_catalogue_covers.c asks. */
static bool
is_ours(struct str id)
{
	return id.n > 2 && id.p[id.n - 2] == '9' && id.p[id.n - 1] != '0';
}

static void
every_measure_feeds_indicators_or_says_why_not(void **state)
{
	for (size_t i = 0; i < form.n_measures; i++) {
		const struct return_measure *m = &form.measure[i];

		assert_true((m->n_feeds > 0) != (m->unused.n > 0));
		for (size_t k = 0; k < m->n_feeds; k++)
			if (!is_of_the_catalogue(m->feeds[k]) &&
			    !is_ours(m->feeds[k]))
				fail_msg("%s feeds %s, which is no indicator",
				    m->name.p, m->feeds[k].p);
	}
}

/* The published list itself, where it is at hand. */
static void
the_families_are_those_of_the_published_catalogue(void **state)
{
	struct str text, line;
	int n = -1;

	if (access("../shared/indicator_catalogue.csv", R_OK) != 0) {
		printf("skipped: ../shared is not here\n");
		return;
	}
	assert_true(
	    file_read(&c, S("../shared/indicator_catalogue.csv"), 0, &text));
	while (str_cut(text, '\n', &line, &text)) {
		struct str id, rest;

		str_cut(line, ',', &id, &rest);
		if (n++ >= 0 && !is_of_the_catalogue(id))
			fail_msg("%s is not known here", str_z(c.mem, id));
	}
	assert_int_equal(n, 73);
}

static void
no_measure_shares_its_name_with_one_of_the_published_files(void **state)
{
	static const char *const published[] = {"fte", "headcount", "leavers",
	    "joiners", "start", "end", "days_lost", "days_available"};

	for (size_t i = 0; i < COUNT(published); i++)
		assert_null(return_measure_find(&form, str_of(published[i])));
}

static struct return_place
place_of(const char *topic, const char *row, const char *heading)
{
	struct return_place at = {0};

	while (at.topic < form.n_topics &&
	       !str_is(form.topic[at.topic].name, topic))
		at.topic++;
	assert_true(at.topic < form.n_topics);
	const struct return_topic *t = &form.topic[at.topic];
	while (at.row < t->n_rows &&
	       !str_is(t->row[at.row].label[t->n_labels - 1], row))
		at.row++;
	assert_true(at.row < t->n_rows);
	while (at.column < t->n_columns &&
	       !str_is(t->column[at.column].heading, heading))
		at.column++;
	assert_true(at.column < t->n_columns);
	return at;
}

static void
a_cell_says_what_its_row_and_column_say(void **state)
{
	struct str dim[DIM_N];
	const struct return_measure *m = return_cell(
	    &form, place_of("staff", "Band 6", "Community WTE"), dim);

	assert_str(m->name, "cyp_wte");
	assert_str(dim[DIM_discipline], "Nursing");
	assert_str(dim[DIM_band], "Band 6");
	assert_str(dim[DIM_setting], "Community");
	assert_str(dim[DIM_ethnicity], "");

	m = return_cell(&form,
	    place_of("development", "Student placements offered, final year",
		"Inpatient"),
	    dim);
	assert_str(m->name, "placements_offered");
	assert_str(dim[DIM_level], "Final year");
	assert_str(dim[DIM_setting], "Inpatient");
}

static void
no_two_cells_ask_the_same(void **state)
{
	for (size_t t = 0; t < form.n_topics; t++) {
		const struct return_topic *topic = &form.topic[t];
		size_t n = topic->n_rows * topic->n_columns;

		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < i; k++) {
				struct str a[DIM_N], b[DIM_N];
				bool same =
				    return_cell(&form,
					(struct return_place){t,
					    i / topic->n_columns,
					    i % topic->n_columns},
					a) == return_cell(&form,
						  (struct return_place){t,
						      k / topic->n_columns,
						      k % topic->n_columns},
						  b);

				for (int d = 0; d < DIM_N; d++)
					same = same && str_eq(a[d], b[d]);
				assert_false(same);
			}
	}
}

static void
a_part_is_bounded_by_its_whole_in_the_same_row_or_column(void **state)
{
	struct return_place at, bound;

	at = place_of("vacancies", "Nursing", "Vacant WTE");
	assert_true(return_bound(&form, at, &bound));
	assert_int_equal(bound.row, at.row);
	assert_str(form.topic[bound.topic].column[bound.column].heading,
	    "Funded establishment WTE");

	at = place_of("wards", "Incidents debriefed", "Inpatient");
	assert_true(return_bound(&form, at, &bound));
	assert_int_equal(bound.column, at.column);
	assert_str(form.topic[bound.topic].row[bound.row].label[0],
	    "Incidents that call for a debrief");

	at = place_of("staff", "Band 6", "Community WTE");
	assert_false(return_bound(&form, at, &bound));
}

static void
an_older_version_has_fewer_cells_and_its_own_names(void **state)
{
	struct return_place at = place_of("gender", "Nursing", "Not known");

	assert_true(return_cells(&form, 1) < return_cells(&form, form.version));
	assert_int_equal(
	    return_since(&form, place_of("gender", "Nursing", "Women")), 1);
	assert_int_equal(return_since(&form,
			     place_of("gender", "Nursing", "Another gender")),
	    2);
	at = place_of(
	    "turnover", "Nursing", "Leavers with under a year of service");
	assert_str(return_heading(&form.topic[at.topic].column[at.column], 1),
	    "Early leavers");
	at = place_of("wards", "Rapid tranquillisation", "Inpatient");
	assert_str(return_label(&form.topic[at.topic].row[at.row], 0, 1),
	    "Chemical restraint");
	assert_str(return_label(&form.topic[at.topic].row[at.row], 0, 2),
	    "Rapid tranquillisation");
}

static void
shorthand_is_read_in_any_case_and_nothing_else_is(void **state)
{
	enum reason r;

	assert_true(return_mark(S(" [C] "), &r));
	assert_int_equal(r, REASON_SUPPRESSED);
	assert_true(return_mark(S("[z]"), &r));
	assert_int_equal(r, REASON_NOT_APPLICABLE);
	assert_true(return_mark(S("[x]"), &r));
	assert_int_equal(r, REASON_NOT_AVAILABLE);
	assert_false(return_mark(S("[q]"), &r));
	assert_false(return_mark(S(""), &r));
	assert_string_equal(return_mark_of(REASON_SUPPRESSED), "[c]");
	assert_string_equal(return_mark_of(REASON_NONE), "");
}

static const char tiny[] =
    "title: T\nversion: 1\ntopics:\n"
    "  - name: a\n    sheet: A\n    title: A\n    about: [x]\n"
    "    labels: [Discipline]\n"
    "    measures:\n"
    "      - {name: m, label: M, unit: u, definition: d, feeds: [MIX01]%s}\n"
    "    rows:\n"
    "      - cross: [{dimension: discipline, words: [Nursing, %s]}]\n"
    "    columns:\n"
    "      - {heading: H, measure: %s%s}\n";

static void
refuses(const char *more, const char *word, const char *measure,
    const char *set, const char *because)
{
	struct ctx own = test_ctx();
	struct return_form f;
	struct str text = str_fmt(own.mem, tiny, more, word, measure, set);
	bool ok = return_form_load_text(&own, S("form.yaml"), text, &f);

	if (because == NULL) {
		if (!ok)
			fail_msg("%s", diag_text(own.diag).p);
	} else {
		assert_false(ok);
		if (str_find(diag_text(own.diag), str_of(because)) < 0)
			fail_msg("said: %s", diag_text(own.diag).p);
		assert_str(diag_at(own.diag).file, "form.yaml");
	}
	test_drop(&own);
}

static void
a_definition_that_contradicts_itself_is_refused(void **state)
{
	refuses("", "Other", "m", "", NULL);
	refuses("", "nursing", "m", "", "two rows are called 'nursing'");
	refuses("", "Other", "n", "", "it has no measure 'n'");
	refuses(", unused: why", "Other", "m", "", "'feeds' or 'unused'");
	refuses(", at_most: n", "Other", "m", "", "it has no measure 'n'");
	refuses("", "Other", "m",
	    ", set: [{dimension: discipline, word: Admin}]",
	    "rows and columns both say discipline");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_indicator_of_the_catalogue_has_cells),
	    cmocka_unit_test(every_measure_feeds_indicators_or_says_why_not),
	    cmocka_unit_test(the_families_are_those_of_the_published_catalogue),
	    cmocka_unit_test(
		no_measure_shares_its_name_with_one_of_the_published_files),
	    cmocka_unit_test(a_cell_says_what_its_row_and_column_say),
	    cmocka_unit_test(no_two_cells_ask_the_same),
	    cmocka_unit_test(
		a_part_is_bounded_by_its_whole_in_the_same_row_or_column),
	    cmocka_unit_test(
		an_older_version_has_fewer_cells_and_its_own_names),
	    cmocka_unit_test(shorthand_is_read_in_any_case_and_nothing_else_is),
	    cmocka_unit_test(a_definition_that_contradicts_itself_is_refused),
	};

	return cmocka_run_group_tests(tests, load, drop);
}
