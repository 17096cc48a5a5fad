#include "fake.h"
#include "compose/series.h"

static const struct block *
only(struct fake *f, const char *body)
{
	struct pack *p = fake_pack(f, body, "AA1");

	if (p == NULL)
		fail_msg("%.*s", STRF(diag_text(f->c.diag)));
	assert_int_equal(p->n, 1);
	return &p->block[0];
}

static size_t
column(const struct table *t, const char *head)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (str_is(t->column[i].head, head))
			return i;
	fail_msg("no column %s", head);
	return 0;
}

static struct str
cell(const struct table *t, size_t row, const char *head)
{
	return t->row[row].cell[column(t, head)].text;
}

#define RANKED                                                                 \
	"```chart\nkind: ranked\nindicator: RET02\npoints: trusts\n"           \
	"name: leavers\ntitle: Leavers\nheight: 99\n```\n"

static void
a_ranked_chart_has_every_trust_of_the_cluster_from_the_lowest(void **state)
{
	struct fake *f = fake_new();
	const struct block *b = only(f, RANKED);

	/* AA4 has no figure and stands last; BB1 is of another cluster. */
	assert_str(b->scene->alt,
	    "Leavers; St Agnes\u2019 8.00% peer; Northmoor 11.00% self; "
	    "Oakfield 12.00% peer; West Marsh [x] other; height=99");
	assert_int_equal(b->table->n_rows, 4);
	assert_str(cell(b->table, 1, "Code"), "AA1");
	assert_str(cell(b->table, 1, "Group"), "This trust");
	assert_str(cell(b->table, 3, "Value"), "[x]");
	assert_str(cell(b->table, 3, "Status"), "missing");
	assert_int_equal(b->native, NATIVE_COLUMN);
	assert_str(b->native_highlight, "Northmoor");
	fake_drop(f);
}

static void
figures_of_another_date_are_not_set_beside_ours(void **state)
{
	struct fake *f = fake_new();
	const struct block *b;

	fake_find(f, "AA2", "RET02", "")->date = day_of(2025, 10, 31);
	b = only(f, RANKED);
	assert_str(b->scene->alt,
	    "Leavers; St Agnes\u2019 8.00% peer; Northmoor 11.00% self; "
	    "Oakfield [x] peer; West Marsh [x] other; height=99");
	fake_drop(f);
}

static void
a_withheld_figure_leaves_no_number_behind(void **state)
{
	struct fake *f = fake_new();
	const struct block *b;
	const struct table_row *r;

	fake_without(fake_find(f, "AA1", "RET02", ""), STATUS_SUPPRESSED);
	b = only(f, RANKED);
	assert_str(cell(b->table, 2, "Code"), "AA1");
	r = &b->table->row[2];
	for (size_t i = 0; i < b->table->n_columns; i++)
		if (r->cell[i].is_number)
			assert_int_equal(i, column(b->table, "England"));
	assert_str(cell(b->table, 2, "Value"), "[c]");
	assert_str(cell(b->table, 2, "Numerator"), "[c]");
	assert_str(cell(b->table, 2, "Denominator"), "[c]");
	assert_str(cell(b->table, 2, "Against England"), "[c]");
	fake_drop(f);
}

static struct str
base_of(struct fake *f, const char *id)
{
	struct scope s = {.c = &f->c,
	    .in = &f->in,
	    .card = &f->card,
	    .org = S("AA1"),
	    .short_name = S("Northmoor"),
	    .organisation = &f->dataset->organisation[0]};
	struct series_request q = {.indicators = str_of(id)};
	struct series e;

	assert_true(series_make(&s, &q, &e));
	assert_int_equal(e.n, 1);
	return e.input.point[0].base_text;
}

static void
figures_that_stand_together_say_their_date_and_age(void **state)
{
	struct fake *f = fake_new();

	assert_str(base_of(f, "RET02"), "of 1,000 people, Nov 2025");
	assert_str(base_of(f, "BND02"), "Sep 2017, over 12 months old");
	assert_str(base_of(f, "MIX91"), "Sep 2017, over 12 months old");
	fake_without(fake_find(f, "AA1", "RET02", ""), STATUS_SUPPRESSED);
	assert_str(base_of(f, "RET02"), "");
	fake_drop(f);
}

static void
parts_of_no_size_leave_the_chart(void **state)
{
	static const char body[] = "```chart\nkind: mix\nindicator: MIX01\n"
				   "breakdown: all\nname: m\ntitle: T\n```\n";
	struct fake *f = fake_new();
	struct figure *g = fake_find(f, "AA1", "MIX01", "Therapist");
	const struct block *b = only(f, body);

	assert_str(b->scene->alt,
	    "T; Admin 7.0% self lower; Nursing 8.0% self lower; Support "
	    "worker 9.0% self; Psychology 10.0% self; Medical 11.0% self; "
	    "Psychotherapy 12.0% self higher; Therapist 13.0% self higher; "
	    "Allied health professional 14.0% self higher; Other 15.0% self "
	    "higher;");
	g->value = 0;
	assert_int_equal(only(f, body)->table->n_rows, 9);
	g->england = 0.04;
	assert_int_equal(only(f, body)->table->n_rows, 8);
	fake_without(fake_find(f, "AA1", "MIX01", "Other"), STATUS_LOW_BASE);
	assert_int_equal(only(f, body)->table->n_rows, 7);
	fake_drop(f);
}

static void
the_indicator_table_has_a_row_a_measure_in_its_group(void **state)
{
	struct fake *f = fake_new();
	const struct table *t;
	size_t groups = 0;

	fake_without(fake_find(f, "AA1", "MIX03", ""), STATUS_SUPPRESSED);
	t = only(f, "```table\nkind: indicators\n```\n")->table;
	for (size_t i = 0; i < t->n_rows; i++)
		groups += t->row[i].group;
	assert_int_equal(groups, 3);
	assert_int_equal(t->n_rows - groups, 10);
	assert_str(t->row[0].group_text, "1\u2002Recruitment and retention");
	/* The newest first, those without a figure last. */
	assert_str(cell(t, 1, "Measure"), "Leavers in the month, %");
	assert_str(t->row[1].cell[0].sub, "1,000 people, 30 Nov 2025");
	assert_str(cell(t, 3, "Measure"), "Psychology, %");
	assert_str(t->row[3].cell[0].sub,
	    "1,000 FTE, 30 Sep 2017, over 12 months old");
	assert_str(cell(t, 5, "Measure"), "Nursing, %");
	assert_str(cell(t, 5, "This trust"), "[c]");
	assert_str(t->row[5].cell[0].sub, "withheld: few people");
	assert_non_null(t->row[5].cell[column(t, "Where it stands")].scene);
	fake_drop(f);
}

/* Lower leavers are better and no band share is: the printed ends follow the
 * drawing, the workbook's columns do not. */
static void
the_better_end_is_printed_on_the_right(void **state)
{
	struct fake *f = fake_new();
	const struct table *t =
	    only(f, "```table\nkind: indicators\n```\n")->table;

	assert_str(cell(t, 1, "Measure"), "Leavers in the month, %");
	assert_str(cell(t, 3, "Measure"), "Nursing, %");
	for (size_t row = 1; row <= 3; row += 2) {
		struct str low = cell(t, row, "Lowest trust");
		struct str high = cell(t, row, "Highest trust");
		assert_false(str_eq(low, high));
		assert_true(str_eq(
		    cell(t, row, "Lower, worse"), row == 1 ? high : low));
		assert_true(str_eq(
		    cell(t, row, "Higher, better"), row == 1 ? low : high));
	}
	fake_drop(f);
}

static void
no_cell_of_a_table_is_blank(void **state)
{
	static const char *const body[] = {RANKED,
	    "```table\nkind: indicators\n```\n", "```table\nkind: peers\n```\n",
	    "```table\nkind: sources\n```\n",
	    "```table\nkind: definitions\n```\n",
	    "```chart\nkind: ranked\nindicator: MIX91\npoints: trusts\nname: "
	    "m\ntitle: T\n```\n"};
	struct fake *f = fake_new();

	for (size_t k = 0; k < COUNT(body); k++) {
		const struct table *t = only(f, body[k])->table;
		assert_true(t->n_rows > 0 && t->summary.n > 0);
		for (size_t i = 0; i < t->n_rows; i++)
			for (size_t j = 0; !t->row[i].group && j < t->n_columns;
			     j++)
				if (t->row[i].cell[j].text.n == 0 &&
				    t->row[i].cell[j].scene == NULL)
					fail_msg("%s: row %zu, %.*s is blank",
					    body[k], i,
					    STRF(t->column[j].head));
		for (size_t j = 0; j < t->n_columns; j++)
			for (size_t i = 0; i < j; i++)
				assert_false(str_eq(
				    t->column[i].head, t->column[j].head));
	}
	fake_drop(f);
}

static void
findings_about_other_trusts_are_not_ours(void **state)
{
	struct fake *f = fake_new();
	const struct table *t;

	assert_int_equal(
	    fake_pack(f, "```table\nkind: findings\n```\n", "AA1")->n, 0);
	findings_add(f->findings, (struct finding){.kind = FINDING_not_a_number,
				      .file = S("a.csv"),
				      .cell = S("C14"),
				      .org = S("AA1"),
				      .value = S("n/a")});
	findings_add(f->findings, (struct finding){.kind = FINDING_not_a_number,
				      .file = S("a.csv"),
				      .cell = S("C15"),
				      .org = S("AA2"),
				      .value = S("n/b")});
	t = only(f, "```table\nkind: findings\n```\n")->table;
	assert_int_equal(t->n_rows, 1);
	assert_true(str_find(cell(t, 0, "What was found"), S("n/a")) >= 0);
	fake_drop(f);
}

static void
what_the_chart_does_not_know_is_named_with_its_line(void **state)
{
	static const struct {
		const char *body, *says;
		unsigned line;
	} k[] = {
	    {"```chart\nkind: pie\nname: x\ntitle: T\n```\n", "no chart 'pie'",
		6},
	    {"```chart\nkind: mix\nname: x\ntitle: T\nsize: 3\n```\n",
		"no option 'size'", 10},
	    {"```chart\nkind: mix\nname: x\ntitle: T\nindicator: ZZ\n```\n",
		"no indicator 'ZZ'", 6},
	    {"```chart\nkind: mix\nname: x\ntitle: T\nspan: 13\n```\n",
		"from 1 to 12", 10},
	    {"```chart\nkind: mix\nname: x\ntitle: T\npoints: all\n```\n",
		"cannot be 'all'", 10},
	    {"```chart\nkind: mix\nname: x\ntitle: T\n```\n",
		"a chart without a point", 6},
	    {"```table\nkind: league\n```\n", "no table 'league'", 6},
	};

	for (size_t i = 0; i < COUNT(k); i++) {
		struct fake *f = fake_new();
		assert_null(fake_pack(f, k[i].body, "AA1"));
		if (str_find(diag_text(f->c.diag), str_of(k[i].says)) < 0)
			fail_msg(
			    "%s: %.*s", k[i].body, STRF(diag_text(f->c.diag)));
		assert_int_equal(diag_at(f->c.diag).line, k[i].line);
		fake_drop(f);
	}
}

static void
made_up_data_are_said_to_be_so(void **state)
{
	struct fake *f = fake_new();
	struct pack *p;

	f->dataset->source[0].synthetic = true;
	p = fake_pack(f, "x{{#if synthetic}} made up{{/if}}\n", "AA1");
	assert_true(p->synthetic);
	assert_str(fake_words(f, &p->block[0].text), "x made up");
	assert_int_equal(p->n_sources, 1);
	assert_str(p->source[0],
	    "Made up, in the layout of: Turnover by organisation "
	    "(staff/turnover.csv), to 30 November 2025.");
	f->dataset->source[0].synthetic = false;
	p = fake_pack(f, "x\n", "AA1");
	assert_false(p->synthetic);
	assert_str(p->source[0],
	    "Turnover by organisation, NHS England (staff/turnover.csv), to 30 "
	    "November 2025.");
	fake_drop(f);
}

static void
notes_go_to_the_page_the_workbook_or_both(void **state)
{
	struct fake *f = fake_new();
	struct pack *p = fake_pack(f,
	    "```note\ntext: a\n```\n\n```note\nin: page\ntext: b\n```\n\n"
	    "```note\nin: workbook\ntext: c\n```\n",
	    "AA1");

	assert_int_equal(p->n, 2);
	assert_int_equal(p->n_notes, 2);
	assert_str(p->note[0], "a");
	assert_str(p->note[1], "c");
	fake_drop(f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_ranked_chart_has_every_trust_of_the_cluster_from_the_lowest),
	    cmocka_unit_test(figures_of_another_date_are_not_set_beside_ours),
	    cmocka_unit_test(a_withheld_figure_leaves_no_number_behind),
	    cmocka_unit_test(
		figures_that_stand_together_say_their_date_and_age),
	    cmocka_unit_test(parts_of_no_size_leave_the_chart),
	    cmocka_unit_test(
		the_indicator_table_has_a_row_a_measure_in_its_group),
	    cmocka_unit_test(the_better_end_is_printed_on_the_right),
	    cmocka_unit_test(no_cell_of_a_table_is_blank),
	    cmocka_unit_test(findings_about_other_trusts_are_not_ours),
	    cmocka_unit_test(
		what_the_chart_does_not_know_is_named_with_its_line),
	    cmocka_unit_test(made_up_data_are_said_to_be_so),
	    cmocka_unit_test(notes_go_to_the_page_the_workbook_or_both),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
