/* What ingest/observe.c promises: rows to observations, as a profile says. */
#include "unit/ingest/feed.h"

#define TURNOVER                                                               \
	"name: turnover\ntitle: T\npublisher: P\nkind: observations\n"         \
	"precedence: 50\nrecognise: {header: [PERIOD, TYPE]}\n"                \
	"organisation: {code: ORG, name: NAME}\n"                              \
	"date: {column: PERIOD, format: yyyymm to yyyymm}\n"                   \
	"dimensions:\n  - {dimension: staff_group, columns: [GROUP]}\n"        \
	"measure:\n  column: TYPE\n  words:\n"                                 \
	"    - {label: At start, measure: start}\n"                            \
	"    - {label: Leavers, measure: leavers}\n"                           \
	"values:\n  - {column: HC}\n  - {column: FTE, suffix: _fte}\n"         \
	"marks:\n  - {text: \"[c]\", means: suppressed}\n"                     \
	"  - {text: \"-\", means: not applicable}\n"

#define FTE_ROWS                                                               \
	"name: fte\ntitle: T\npublisher: P\nkind: observations\n"              \
	"precedence: 50\nrecognise: {header: [DATE]}\n"                        \
	"organisation: {code: ORG}\n"                                          \
	"date: {column: DATE, format: dd/mm/yyyy}\n"                           \
	"values:\n  - {column: FTE, measure: fte}\n"

static const char turnover_head[] = "PERIOD|TYPE|ORG|NAME|GROUP|HC|FTE";

static const struct observation *
find(const struct feed *f, const char *org, const char *measure,
    enum dimension dim, const char *word)
{
	const struct symbols *s = f->d->symbols;

	for (size_t i = 0; i < f->d->n; i++) {
		const struct observation *o = &f->d->observation[i];
		if (str_is(symbols_text(s, o->org), org) &&
		    str_is(symbols_text(s, o->measure), measure) &&
		    (dim == DIM_N ||
			str_is(symbols_text(s, o->dim[dim]), word)))
			return o;
	}
	return NULL;
}

static const struct observation *
group(const struct feed *f, const char *measure, const char *word)
{
	return find(f, "RV5", measure, DIM_staff_group, word);
}

static void
assert_finding(const struct feed *f, size_t i, enum finding_kind kind,
    const char *cell, const char *value, const char *other)
{
	const struct finding *x;

	assert_true(i < findings_count(f->findings));
	x = findings_at(f->findings, i);
	assert_int_equal(x->kind, kind);
	assert_str(x->cell, cell);
	assert_str(x->value, value);
	assert_str(x->other, other);
}

static void
a_row_gives_one_observation_for_each_value_column(void **state)
{
	struct feed f;
	const struct observation *o;

	feed_open(&f);
	feed_file(&f, "t.csv");
	feed_rows(&f, profile_of(&f.c, TURNOVER),
	    (const char *[]){turnover_head,
		"202510 to 202511|At start| RV5 |SLaM|Nurses|6335|5000.5",
		"202510 to 202511|leavers|RV5|SLaM|Nurses|83|70", NULL});
	observer_close(f.o);
	assert_int_equal(f.d->n, 4);
	o = group(&f, "start", "Nurses");
	assert_non_null(o);
	assert_true(o->value == 6335);
	assert_int_equal(o->date, day_of(2025, 11, 30));
	assert_int_equal(o->origin.row, 2);
	assert_int_equal(o->origin.column, 6);
	assert_true(group(&f, "leavers_fte", "Nurses")->value == 70);
	assert_int_equal(findings_count(f.findings), 0);
	assert_int_equal(f.d->source[0].rows, 2);
	assert_int_equal(f.d->source[0].observations, 4);
	assert_int_equal(f.d->source[0].date, day_of(2025, 11, 30));
	feed_drop(&f);
}

static void
a_missing_value_keeps_its_reason(void **state)
{
	struct feed f;

	feed_open(&f);
	feed_file(&f, "t.csv");
	feed_rows(&f, profile_of(&f.c, TURNOVER),
	    (const char *[]){turnover_head,
		"202510 to 202511|At start|RV5|S|Nurses|[c]|",
		"202510 to 202511|Leavers|RV5|S|Nurses|-|many", NULL});
	observer_close(f.o);
	assert_int_equal(
	    group(&f, "start", "Nurses")->reason, REASON_SUPPRESSED);
	assert_int_equal(
	    group(&f, "start_fte", "Nurses")->reason, REASON_BLANK);
	assert_int_equal(
	    group(&f, "leavers", "Nurses")->reason, REASON_NOT_APPLICABLE);
	assert_int_equal(
	    group(&f, "leavers_fte", "Nurses")->reason, REASON_UNREADABLE);
	assert_int_equal(findings_count(f.findings), 1);
	assert_finding(&f, 0, FINDING_not_a_number, "G3", "many", "");
	feed_drop(&f);
}

static void
odd_rows_are_findings_with_their_cell(void **state)
{
	struct feed f;

	feed_open(&f);
	feed_file(&f, "t.csv");
	feed_rows(&f, profile_of(&f.c, FTE_ROWS),
	    (const char *[]){"DATE|ORG|FTE", "31/02/2025|RV5|1",
		"31/03/2025||2", "31/03/2025|RV5|-3", "31/03/2025|RV5|4",
		"Source: somebody", NULL});
	observer_close(f.o);
	assert_int_equal(findings_count(f.findings), 4);
	assert_finding(
	    &f, 0, FINDING_bad_date, "A2", "31/02/2025", "dd/mm/yyyy");
	assert_finding(&f, 1, FINDING_no_organisation, "B3", "", "");
	assert_finding(&f, 2, FINDING_negative, "C4", "-3", "");
	assert_finding(&f, 3, FINDING_duplicate, "C5", "", "C4");
	assert_int_equal(f.d->n, 1);
	assert_int_equal(f.d->observation[0].reason, REASON_UNREADABLE);
	feed_drop(&f);
}

static void
a_formula_without_a_result_is_not_a_blank(void **state)
{
	struct feed f;
	struct cell cells[] = {
	    {.column = 1,
		.type = CELL_NUMBER,
		.is_date = true,
		.when = day_of(2025, 3, 31),
		.text = S("45747")},
	    {.column = 2, .type = CELL_TEXT, .text = S("RV5")},
	    {.column = 3, .type = CELL_BLANK, .uncalculated = true},
	};
	struct row row = {.number = 2, .cell = cells, .n = 3};

	feed_open(&f);
	feed_file(&f, "t.xlsx");
	feed_rows(&f, profile_of(&f.c, FTE_ROWS),
	    (const char *[]){"DATE|ORG|FTE", NULL});
	observer_row(f.o, &row);
	observer_close(f.o);
	assert_finding(&f, 0, FINDING_not_calculated, "C2", "", "");
	assert_int_equal(f.d->observation[0].reason, REASON_UNREADABLE);
	assert_int_equal(f.d->observation[0].date, day_of(2025, 3, 31));
	feed_drop(&f);
}

static void
rows_of_one_key_add_up_when_the_profile_says_so(void **state)
{
	struct feed f;

	feed_open(&f);
	feed_file(&f, "t.csv");
	feed_rows(&f,
	    profile_of(&f.c,
		FTE_ROWS "aggregate: sum\n"
			 "marks:\n  - {text: \"*\", means: suppressed}\n"),
	    (const char *[]){"DATE|ORG|FTE", "31/03/2025|RV5|1.5",
		"31/03/2025|RV5|", "31/03/2025|RV5|2", "31/03/2025|RPG|2",
		"31/03/2025|RPG|*", "31/03/2025|RPG|2", NULL});
	observer_close(f.o);
	assert_int_equal(f.d->n, 2);
	assert_true(f.d->observation[0].value == 3.5);
	assert_int_equal(f.d->observation[0].origin.row, 2);
	assert_int_equal(f.d->observation[1].reason, REASON_SUPPRESSED);
	assert_int_equal(findings_count(f.findings), 0);
	feed_drop(&f);
}

static void
an_unknown_label_is_kept_and_said(void **state)
{
	struct feed f;
	struct vocabulary *v;
	struct profile *p;

	feed_open(&f);
	p = profile_of(&f.c,
	    FTE_ROWS "dimensions:\n  - {dimension: discipline, columns: "
		     "[GROUP, AREA], vocabulary: words}\n");
	assert_true(vocabulary_load_text(&f.c, S("v.yaml"),
	    S("name: words\ngroups:\n  - {word: Nursing, labels: [\"010 / "
	      "Adult\"]}\n"),
	    &v));
	assert_true(profile_bind(&f.c, p, &v, 1));
	feed_file(&f, "t.csv");
	feed_rows(&f, p,
	    (const char *[]){"DATE|ORG|GROUP|AREA|FTE",
		"31/03/2025|RV5|010|Adult|1", "31/03/2025|RV5|010|Child|2",
		"31/03/2025|RV5|011|Adult|4", "31/03/2025|RPG|010|Child|8",
		NULL});
	observer_close(f.o);
	assert_true(
	    find(&f, "RV5", "fte", DIM_discipline, "Nursing")->value == 1);
	/* Two unknown labels are not duplicates of each other. */
	assert_true(
	    find(&f, "RV5", "fte", DIM_discipline, WORD_UNMAPPED)->value == 6);
	assert_int_equal(findings_count(f.findings), 2);
	assert_finding(&f, 0, FINDING_unmapped, "C3", "010 / Child", "words");
	assert_int_equal(findings_at(f.findings, 0)->times, 2);
	feed_drop(&f);
}

static void
an_unknown_measure_keeps_its_label(void **state)
{
	struct feed f;

	feed_open(&f);
	feed_file(&f, "t.csv");
	feed_rows(&f, profile_of(&f.c, TURNOVER),
	    (const char *[]){turnover_head,
		"202510 to 202511|Retired|RV5|S|Nurses|3|2", NULL});
	observer_close(f.o);
	assert_true(group(&f, "Retired", "Nurses")->value == 3);
	assert_true(group(&f, "Retired_fte", "Nurses")->value == 2);
	assert_finding(&f, 0, FINDING_unmapped, "B2", "Retired", "turnover");
	feed_drop(&f);
}

static void
an_empty_label_is_not_the_total(void **state)
{
	struct feed f;

	feed_open(&f);
	feed_file(&f, "t.csv");
	feed_rows(&f, profile_of(&f.c, TURNOVER),
	    (const char *[]){
		turnover_head, "202510 to 202511|Leavers|RV5|S||3|2", NULL});
	observer_close(f.o);
	assert_null(group(&f, "leavers", ""));
	assert_true(group(&f, "leavers", WORD_UNMAPPED)->value == 3);
	feed_drop(&f);
}

static void
an_absent_row_means_zero_where_the_profile_says_so(void **state)
{
	struct feed f;
	const struct observation *o;

	feed_open(&f);
	feed_file(&f, "t.csv");
	feed_rows(&f,
	    profile_of(&f.c,
		TURNOVER "absent_is_zero: {measures: [leavers, joiners], "
			 "where: [start]}\n"),
	    (const char *[]){turnover_head,
		"202510 to 202511|At start|RV5|S|Nurses|10|9",
		"202510 to 202511|At start|RV5|S|Doctors|5|4",
		"202510 to 202511|Leavers|RV5|S|Nurses|2|1", NULL});
	observer_close(f.o);
	o = group(&f, "leavers", "Doctors");
	assert_non_null(o);
	assert_true(o->value == 0);
	assert_int_equal(o->reason, REASON_NONE);
	assert_int_equal(o->origin.row, 0);
	assert_true(group(&f, "leavers", "Nurses")->value == 2);
	/* The file never speaks of joiners. */
	assert_null(group(&f, "joiners", "Nurses"));
	feed_drop(&f);
}

static void
a_total_that_differs_from_its_parts_is_a_finding(void **state)
{
	struct feed f;

	feed_open(&f);
	feed_file(&f, "t.csv");
	feed_rows(&f,
	    profile_of(&f.c,
		TURNOVER "total:\n  dimension: staff_group\n  value: All\n"
			 "  checks:\n"
			 "    - {measures: [start], tolerance: 0.5, "
			 "parts_may_exceed: yes}\n"
			 "    - {measures: [start_fte], tolerance: 0.01}\n"),
	    (const char *[]){turnover_head,
		"202510 to 202511|At start|RV5|S|All|14|13.5",
		"202510 to 202511|At start|RV5|S|Nurses|10|9.25",
		"202510 to 202511|At start|RV5|S|Doctors|5|4",
		"202510 to 202511|At start|RPG|S|All|14|4",
		"202510 to 202511|At start|RPG|S|Nurses|10|[c]", NULL});
	observer_close(f.o);
	/* More people in the parts is allowed; fewer is not; a withheld part
	 * leaves nothing to compare. */
	assert_int_equal(findings_count(f.findings), 2);
	assert_finding(&f, 0, FINDING_total_differs, "G2", "All (start_fte)",
	    "parts 13.25, total 13.5");
	assert_finding(&f, 1, FINDING_total_differs, "F5", "All (start)",
	    "parts 10, total 14");
	assert_str(findings_at(f.findings, 1)->org, "RPG");
	feed_drop(&f);
}

static void
skipped_rows_leave_no_trace(void **state)
{
	struct feed f;

	feed_open(&f);
	feed_file(&f, "t.csv");
	feed_rows(&f,
	    profile_of(&f.c,
		FTE_ROWS "skip:\n  - {column: ORG, equals: [England, ALL]}\n"),
	    (const char *[]){"DATE|ORG|FTE", "31/03/2025|england|1",
		"31/03/2025|all|2", "31/03/2025|RV5|3", NULL});
	observer_close(f.o);
	assert_int_equal(f.d->n, 1);
	assert_int_equal(f.d->source[0].rows, 1);
	assert_int_equal(findings_count(f.findings), 0);
	feed_drop(&f);
}

static void
a_dropped_file_leaves_nothing_and_may_come_again(void **state)
{
	struct feed f;
	struct profile *p;
	const char *rows[] = {
	    "DATE|ORG|FTE", "31/03/2025|RV5|1", "31/03/2025|RPG|2", NULL};

	feed_open(&f);
	p = profile_of(&f.c, FTE_ROWS);
	feed_file(&f, "broken.csv");
	feed_rows(&f, p, rows);
	observer_drop(f.o);
	assert_int_equal(f.d->n, 0);
	feed_file(&f, "whole.csv");
	feed_rows(&f, p, rows);
	observer_close(f.o);
	assert_int_equal(f.d->n, 2);
	assert_int_equal(f.d->n_organisations, 2);
	assert_int_equal(f.d->observation[1].origin.source, 1);
	assert_int_equal(findings_count(f.findings), 0);
	feed_drop(&f);
}

static void
a_second_file_that_says_the_same_is_said_once(void **state)
{
	struct feed f;
	struct profile *p;
	const char *rows[] = {
	    "DATE|ORG|FTE", "31/03/2025|RV5|1", "31/03/2025|RPG|2", NULL};

	feed_open(&f);
	p = profile_of(&f.c, FTE_ROWS "aggregate: sum\n");
	feed_file(&f, "one.csv");
	feed_rows(&f, p, rows);
	observer_close(f.o);
	feed_file(&f, "two.csv");
	feed_rows(&f, p, rows);
	observer_close(f.o);
	assert_int_equal(f.d->n, 2);
	assert_true(f.d->observation[0].value == 1);
	assert_int_equal(findings_count(f.findings), 1);
	assert_finding(&f, 0, FINDING_duplicate, "C2", "", "one.csv");
	assert_int_equal(findings_at(f.findings, 0)->times, 2);
	feed_drop(&f);
}

/* One organisation register with a precedence. */
static struct profile *
names(struct feed *f, int precedence)
{
	return profile_of(&f->c,
	    str_z(f->c.mem,
		str_fmt(f->c.mem,
		    "name: n\ntitle: T\npublisher: P\nkind: organisations\n"
		    "precedence: %d\nrecognise: {header: [ORG]}\n"
		    "organisation: {code: ORG, name: NAME, region: R, "
		    "region_name: RN, cluster_constant: C}\n",
		    precedence)));
}

static void
the_source_with_precedence_is_believed(void **state)
{
	struct feed f;
	const struct organisation *o;

	feed_open(&f);
	feed_file(&f, "a.csv");
	feed_rows(&f, names(&f, 50),
	    (const char *[]){"ORG|R|RN", "RPG|Y56|London", NULL});
	observer_close(f.o);
	feed_file(&f, "b.csv");
	feed_rows(&f, names(&f, 10),
	    (const char *[]){"ORG|NAME|R", "RPG|OXLEAS|Y59", "RAA|X|Y56",
		"Source: ODS", NULL});
	observer_close(f.o);
	reg_finish(f.reg);
	o = dataset_find(f.d, symbols_lookup(f.d->symbols, S("RPG")));
	assert_str(symbols_text(f.d->symbols, o->name), "OXLEAS");
	assert_str(symbols_text(f.d->symbols, o->region), "Y56");
	assert_str(symbols_text(f.d->symbols, o->region_name), "London");
	o = dataset_find(f.d, symbols_lookup(f.d->symbols, S("RAA")));
	assert_str(symbols_text(f.d->symbols, o->region_name), "London");
	assert_int_equal(f.d->n_organisations, 2);
	feed_drop(&f);
}

static void
of_equal_precedence_the_newer_date_is_believed(void **state)
{
	struct feed f;
	const struct organisation *o;

	feed_open(&f);
	feed_file(&f, "t.csv");
	feed_rows(&f, profile_of(&f.c, TURNOVER),
	    (const char *[]){turnover_head,
		"202510 to 202511|Leavers|RXY|New name|Nurses|1|1",
		"202410 to 202411|Leavers|RXY|Old name|Nurses|1|1", NULL});
	observer_close(f.o);
	feed_file(&f, "u.csv");
	feed_rows(&f, profile_of(&f.c, TURNOVER),
	    (const char *[]){turnover_head,
		"202310 to 202311|Leavers|RXY|Older|Nurses|1|1", NULL});
	observer_close(f.o);
	o = dataset_find(f.d, symbols_lookup(f.d->symbols, S("RXY")));
	assert_str(symbols_text(f.d->symbols, o->name), "New name");
	assert_int_equal(f.d->n, 6);
	feed_drop(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_row_gives_one_observation_for_each_value_column),
	    cmocka_unit_test(a_missing_value_keeps_its_reason),
	    cmocka_unit_test(odd_rows_are_findings_with_their_cell),
	    cmocka_unit_test(a_formula_without_a_result_is_not_a_blank),
	    cmocka_unit_test(rows_of_one_key_add_up_when_the_profile_says_so),
	    cmocka_unit_test(an_unknown_label_is_kept_and_said),
	    cmocka_unit_test(an_unknown_measure_keeps_its_label),
	    cmocka_unit_test(an_empty_label_is_not_the_total),
	    cmocka_unit_test(
		an_absent_row_means_zero_where_the_profile_says_so),
	    cmocka_unit_test(a_total_that_differs_from_its_parts_is_a_finding),
	    cmocka_unit_test(skipped_rows_leave_no_trace),
	    cmocka_unit_test(a_dropped_file_leaves_nothing_and_may_come_again),
	    cmocka_unit_test(a_second_file_that_says_the_same_is_said_once),
	    cmocka_unit_test(the_source_with_precedence_is_believed),
	    cmocka_unit_test(of_equal_precedence_the_newer_date_is_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
