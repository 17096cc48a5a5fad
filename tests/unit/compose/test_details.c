/* Links from a summary to what tells more, and contents, as templates ask for
 * them. */
#include "fake.h"

#define CHART(kind, ids, name, more)                                           \
	"```chart\nkind: " kind "\nindicator: " ids "\nname: " name            \
	"\ntitle: T\n" more "```\n"
#define TRUSTS "points: trusts\n"

static struct pack *
pack_of(struct fake *f, const char *body)
{
	struct pack *p = fake_pack(f, body, "AA1");

	if (p == NULL)
		fail_msg("%.*s", STRF(diag_text(f->c.diag)));
	return p;
}

static struct str
leads_to(const struct pack *p, size_t block, size_t link)
{
	assert_true(link < p->block[block].scene->n_links);
	return p->block[block].scene->link[link].to;
}

static void
a_figure_of_the_summary_leads_to_the_first_chart_that_tells_of_it(void **state)
{
	struct fake *f = fake_new();
	struct pack *p = pack_of(f,
	    CHART("strip", "RET02", "before", "")
		CHART("headline", "RET02, WEL01", "summary", "details: yes\n")
		    CHART("ranked", "RET02", "spare", TRUSTS "if-room: yes\n")
			CHART("strip", "WEL01, RET02", "first", "")
			    CHART("ranked", "RET02", "second", TRUSTS));

	assert_str(leads_to(p, 1, 0), "#first");
	assert_str(leads_to(p, 1, 1), "#first");
	assert_str(p->block[1].scene->link[1].name, "Sickness absence");
	assert_str(p->block[3].anchor, "first");
	assert_int_equal(p->block[0].anchor.n, 0);
	assert_int_equal(p->block[2].anchor.n, 0);
	fake_drop(f);
}

static void
a_chart_may_tell_of_more_than_it_draws(void **state)
{
	struct fake *f = fake_new();
	struct pack *p = pack_of(f,
	    CHART("headline", "RET02, WEL01", "summary", "details: yes\n")
		CHART("strip", "RET02", "leavers",
		    "tells: WEL01\nanchor: here\n"));

	assert_str(leads_to(p, 0, 0), "#here");
	assert_str(leads_to(p, 0, 1), "#here");
	fake_drop(f);
}

/* Where there is nothing to draw, questions are what is told. */
static void
questions_may_tell_of_a_measure(void **state)
{
	struct fake *f = fake_new();
	struct pack *p = pack_of(f,
	    CHART("headline", "RET02", "summary",
		"details: yes\n") "```questions\ntells: WEL01, RET02\n"
				  "ask: always | Leavers. | Who?\n```\n");

	assert_str(p->block[1].anchor, "block_2");
	assert_str(leads_to(p, 0, 0), "#block_2");
	fake_drop(f);
}

static void
what_nothing_tells_of_is_no_link(void **state)
{
	struct fake *f = fake_new();
	struct pack *p = pack_of(f,
	    CHART("headline", "RET02, WEL01", "summary", "details: yes\n")
		CHART("ranked", "RET02", "finding",
		    TRUSTS "details: yes\nnote: Base.\n")
		    CHART("strip", "WEL01", "absence", ""));

	assert_int_equal(leads_to(p, 0, 0).n, 0);
	assert_str(leads_to(p, 0, 1), "#absence");
	assert_str(fake_words(f, &p->block[1].note), "Base. ");
	fake_drop(f);
}

static void
the_note_of_a_finding_ends_in_its_page(void **state)
{
	struct fake *f = fake_new();
	struct pack *p = pack_of(f, CHART("ranked", "RET02", "finding",
					TRUSTS "details: yes\nnote: Base.\n")
					CHART("strip", "RET02", "leavers", ""));
	const struct span *last = &p->block[0].note.span[2];

	assert_int_equal(p->block[0].note.n, 3);
	assert_str(last->text, "Page");
	assert_str(last->link, "#leavers");
	assert_str(last->link_name, "Leavers in the month");
	assert_true(last->page);
	fake_drop(f);
}

static void
rows_of_the_indicator_table_lead_to_their_charts(void **state)
{
	struct fake *f = fake_new();
	struct pack *p =
	    pack_of(f, "```table\nkind: indicators\ndetails: yes\n```\n" CHART(
			   "strip", "RET02", "leavers", ""));
	const struct table *t = p->block[0].table;
	size_t linked = 0, pages = 0;

	for (size_t i = 0; i < t->n_columns; i++)
		pages += t->column[i].page && t->column[i].pdf_only;
	assert_int_equal(pages, 1);
	for (size_t i = 0; i < t->n_rows; i++) {
		if (t->row[i].link.n == 0)
			continue;
		assert_str(t->row[i].link, "#leavers");
		assert_str(t->row[i].link_name, "Leavers in the month");
		linked++;
	}
	assert_int_equal(linked, 1);
	fake_drop(f);
}

static void
a_table_that_is_not_asked_has_no_pages(void **state)
{
	struct fake *f = fake_new();
	struct pack *p = pack_of(f, "```table\nkind: indicators\n```\n" CHART(
					"strip", "RET02", "leavers", ""));
	const struct table *t = p->block[0].table;

	for (size_t i = 0; i < t->n_columns; i++)
		assert_false(t->column[i].page);
	for (size_t i = 0; i < t->n_rows; i++)
		assert_int_equal(t->row[i].link.n, 0);
	fake_drop(f);
}

static void
headings_have_short_names_for_contents(void **state)
{
	struct fake *f = fake_new();
	struct pack *p = pack_of(f,
	    "# Report\n\n```contents\ntitle: In this report\ncolumns: 3\n"
	    "level: 2\nfrom-pages: 5\nif-room: yes\n```\n\n"
	    "{{@ short: \"Pay, bands and posts\", rule}}\n# Posts are empty\n\n"
	    "{{@ short: Leavers}}\n## More people left\n\n## Plain\n");
	const struct block *b = &p->block[1];

	assert_int_equal(b->kind, BLOCK_CONTENTS);
	assert_str(fake_words(f, &b->text), "In this report");
	assert_int_equal(b->columns, 3);
	assert_int_equal(b->level, 2);
	assert_int_equal(b->least_pages, 5);
	assert_true(b->if_room);
	assert_str(p->block[2].short_title, "Pay, bands and posts");
	assert_true(p->block[2].rule);
	assert_str(p->block[3].short_title, "Leavers");
	assert_int_equal(p->block[4].short_title.n, 0);
	fake_drop(f);
}

static void
what_cannot_be_linked_or_listed_is_an_error(void **state)
{
	static const struct {
		const char *body, *says;
		unsigned line;
	} k[] = {
	    {"```contents\ncolumns: 2\n```\n", "wants the key 'title'", 6},
	    {"```contents\ntitle: T\ncolumns: 7\n```\n", "from 1 to 6", 8},
	    {"```contents\ntitle: T\nlevel: 4\n```\n", "from 1 to 3", 8},
	    {"```contents\ntitle: T\nfrom-pages: 1\n```\n", "from 2 to 99", 8},
	    {"```contents\ntitle: T\nname: x\n```\n", "has no key 'name'", 8},
	    {"```table\nkind: peers\ndetails: yes\n```\n", "no 'details'", 6},
	    {"```table\nkind: peers\ndetails: maybe\n```\n",
		"cannot be 'maybe'", 8},
	    {"{{@ long: Pay}}\n# Pay\n", "knows span", 6},
	};

	for (size_t i = 0; i < COUNT(k); i++) {
		struct fake *f = fake_new();
		if (fake_pack(f, k[i].body, "AA1") != NULL)
			fail_msg("no error: %s", k[i].body);
		if (str_find(diag_text(f->c.diag), str_of(k[i].says)) < 0)
			fail_msg(
			    "%s: %.*s", k[i].body, STRF(diag_text(f->c.diag)));
		assert_int_equal(diag_at(f->c.diag).line, k[i].line);
		fake_drop(f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		a_figure_of_the_summary_leads_to_the_first_chart_that_tells_of_it),
	    cmocka_unit_test(a_chart_may_tell_of_more_than_it_draws),
	    cmocka_unit_test(questions_may_tell_of_a_measure),
	    cmocka_unit_test(what_nothing_tells_of_is_no_link),
	    cmocka_unit_test(the_note_of_a_finding_ends_in_its_page),
	    cmocka_unit_test(rows_of_the_indicator_table_lead_to_their_charts),
	    cmocka_unit_test(a_table_that_is_not_asked_has_no_pages),
	    cmocka_unit_test(headings_have_short_names_for_contents),
	    cmocka_unit_test(what_cannot_be_linked_or_listed_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
