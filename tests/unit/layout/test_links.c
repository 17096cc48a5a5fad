/* unit/layout/test_links.c -- contents and links print the page that they lead
 * to, wherever that comes to lie. */
#include "packs.h"

/* Tag i is `type`, or stands below one. */
static bool
within(const struct paper *p, int i, enum tag_type type)
{
	while (i >= 0 && p->tag[i].type != type)
		i = p->tag[i].parent;
	return i >= 0;
}

/* The k-th link from the first. */
static const struct tag *
link_at(const struct paper *p, size_t k)
{
	for (size_t i = 0; i < p->n_tags; i++)
		if (p->tag[i].type == TAG_Link && k-- == 0)
			return &p->tag[i];
	fail_msg("there are not so many links");
	return NULL;
}

/* The words that stand in a tag of the type on page `leaf`, in order. */
static struct str
told(struct maker *m, const struct paper *p, size_t leaf, enum tag_type type)
{
	struct buf b = buf_new(m->c.mem);

	for (size_t k = 0; k < p->leaf[leaf].n; k++) {
		const struct frame *f = &p->leaf[leaf].frame[k];
		if (f->kind != FRAME_TEXT || f->tag < 0 ||
		    !within(p, f->tag, type))
			continue;
		buf_addz(&b, b.n > 0 ? "|" : "");
		buf_adds(&b, words(m, f));
	}
	return buf_str(&b);
}

/* Pages that are nearly full, each with a title. */
static void
add_pages(struct maker *m, size_t n)
{
	static const char *const title[] = {"Posts",
	    "Training that was taken up "
	    "by group and by band",
	    "Culture", "Leaders"};

	for (size_t i = 0; i < n; i++) {
		add(m, BLOCK_PAGE_TITLE, 12, title[i % COUNT(title)]);
		add_chart(m, 12, 600, "A drawing", NULL, NULL);
		add(m, BLOCK_HEADING, 12, "More");
		add_chart(m, 12, 500, "Another", NULL, NULL);
	}
}

static struct block *
add_contents(struct maker *m)
{
	struct block *b = add(m, BLOCK_CONTENTS, 12, "In this report");

	b->level = 1;
	return b;
}

static void
contents_name_the_page_of_every_heading_that_follows(void **state)
{
	struct maker m = maker_new();
	struct paper *p;

	add(&m, BLOCK_PAGE_TITLE, 12, "A report");
	add_contents(&m)->columns = 2;
	add_pages(&m, 3);
	m.pack.block[6].short_title = S("Training");
	p = lay(&m);
	assert_str(told(&m, p, 0, TAG_TOC), "Posts| 2|Training| 4|Culture| 6");
	assert_str(link_at(p, 1)->contents, "Go to page 4: Training");
	assert_int_equal(p->destination[link_at(p, 1)->target].page, 3);
	for (size_t i = 0; i < p->n_tags; i++)
		if (p->tag[i].type == TAG_Link)
			assert_true(within(p, (int)i, TAG_Reference) &&
				    within(p, (int)i, TAG_TOCI));
	test_drop(&m.c);
}

static void
contents_go_as_deep_as_they_are_told(void **state)
{
	struct maker m = maker_new();

	add(&m, BLOCK_PAGE_TITLE, 12, "A report");
	add_contents(&m)->level = 2;
	add_pages(&m, 2);
	m.pack.block[6].short_title = S("Training");
	assert_str(told(&m, lay(&m), 0, TAG_TOC),
	    "Posts| 2|More| 3|Training| 4|More| 5");
	test_drop(&m.c);
}

/* Down the first column, then from the top of the next; the title is a cell. */
static void
contents_fill_one_column_after_the_other(void **state)
{
	struct maker m = maker_new();
	const struct paper *p;
	double x[8], y[8];
	size_t n = 0;

	add(&m, BLOCK_PAGE_TITLE, 12, "A report");
	add_contents(&m)->columns = 2;
	add_pages(&m, 3);
	p = lay(&m);
	for (size_t k = 0; k < p->leaf[0].n; k++) {
		const struct frame *f = &p->leaf[0].frame[k];
		bool title = str_is(words(&m, f), "In this report");
		if (n < 4 && f->tag >= 0 && f->kind == FRAME_TEXT &&
		    (title || (within(p, f->tag, TAG_TOC) &&
				  words(&m, f).p[0] != ' '))) {
			x[n] = f->x;
			y[n++] = f->y;
		}
	}
	assert_int_equal(n, 4);
	assert_true(x[0] == x[1] && x[2] == x[3] && x[2] > x[0] + 200);
	assert_true(y[1] > y[0] && y[3] > y[2]);
	assert_true(y[1] - y[3] < 0.01 && y[3] - y[1] < 0.01);
	test_drop(&m.c);
}

static size_t
contents_of(size_t pages, int least, double filler)
{
	struct maker m = maker_new();
	struct paper *p;
	size_t n = 0;

	add(&m, BLOCK_PAGE_TITLE, 12, "A report");
	add_chart(&m, 12, filler, "Filler", NULL, NULL);
	add_contents(&m)->least_pages = least;
	add_pages(&m, pages);
	p = lay(&m);
	assert_int_equal(p->n_leaves, 1 + 2 * pages);
	for (size_t i = 0; i < p->n_tags; i++)
		n += p->tag[i].type == TAG_TOCI;
	test_drop(&m.c);
	return n;
}

static void
contents_may_want_a_long_pack_and_never_lengthen_it(void **state)
{
	assert_int_equal(contents_of(2, 5, 100), 2);
	assert_int_equal(contents_of(1, 5, 100), 0);
	assert_int_equal(contents_of(2, 5, 660), 0);
}

/* Anything behind the table that rows may lead to. */
static void
add_detail(struct maker *m)
{
	add(m, BLOCK_PAGE_TITLE, 12, "Details");
	add_chart(m, 12, 500, "First", NULL, NULL);
	add_chart(m, 12, 500, "Second", NULL, NULL)->anchor = S("second");
}

static void
a_row_leads_to_its_page_wherever_it_is_clicked(void **state)
{
	struct maker m = maker_new();
	struct table *t;
	struct paper *p;
	const struct tag *link;
	bool area = false;

	add(&m, BLOCK_PAGE_TITLE, 12, "A report");
	t = (struct table *)add_table(&m, 3)->table;
	t->column[5].page = true;
	t->row[1].link = S("#second");
	t->row[1].link_name = S("Vacancies");
	t->row[1].cell[5].text = t->row[2].cell[5].text = S("");
	add_detail(&m);
	p = lay(&m);
	link = link_at(p, 0);
	assert_str(link->contents, "Go to page 3: Vacancies");
	assert_true(within(p, link->parent, TAG_TH));
	assert_str(told(&m, p, 0, TAG_Link), "Vacancy rate 1, %");
	for (size_t k = 0; k < p->leaf[0].n; k++) {
		const struct frame *f = &p->leaf[0].frame[k];
		area = area || (f->kind == FRAME_FILL && f->ink == INK_NONE &&
				   &p->tag[f->tag] == link && f->w > 490);
	}
	assert_true(area);
	/* The number is what its cell says; the next row has none. */
	assert_true(str_find(told(&m, p, 0, TAG_TD), S("| 3|")) >= 0);
	test_drop(&m.c);
}

static void
a_part_of_a_drawing_leads_to_its_page(void **state)
{
	struct maker m = maker_new();
	struct paper *p;
	struct scene *s;
	struct scene_link l = {
	    S("#second"), S("Vacancies"), 0, 0, 50, 20, 50, 15};

	add(&m, BLOCK_PAGE_TITLE, 12, "A report");
	s = (struct scene *)add_chart(&m, 12, 40, "Two parts", NULL, NULL)
		->scene;
	scene_link(s, l);
	l.to = S("");
	scene_link(s, l); /* leads nowhere, and is no link */
	add_detail(&m);
	p = lay(&m);
	assert_str(told(&m, p, 0, TAG_Link), "p. 3");
	assert_str(link_at(p, 0)->contents, "Go to page 3: Vacancies");
	for (size_t k = 0; k < p->leaf[0].n; k++) {
		const struct frame *f = &p->leaf[0].frame[k];
		if (f->kind == FRAME_TEXT && str_is(words(&m, f), "p. 3"))
			assert_true(
			    f->x + f->w < theme_default.margin_left + 50.01);
	}
	test_drop(&m.c);
}

static void
a_note_can_end_in_a_page(void **state)
{
	static struct span span[] = {
	    {.text = {"Base: 545. ", 11}}, {.text = {"Page", 4},
					       .link = {"#second", 7},
					       .link_name = {"Supervision", 11},
					       .page = true}};
	struct maker m = maker_new();
	struct text note = {span, COUNT(span)};
	struct paper *p;

	add(&m, BLOCK_PAGE_TITLE, 12, "A report");
	add_chart(&m, 12, 40, "One", NULL, NULL)->note = note;
	add_detail(&m);
	p = lay(&m);
	assert_str(told(&m, p, 0, TAG_Link), "Page 3");
	assert_str(link_at(p, 0)->contents, "Go to page 3: Supervision");
	/* The workbook has no pages. */
	assert_str(page_words(m.c.mem, &note), "Base: 545. ");
	test_drop(&m.c);
}

static void
a_link_to_what_stands_on_no_page_is_an_error(void **state)
{
	static struct span span[] = {
	    {.text = {"See it", 6}, .link = {"#full", 5}}};
	struct maker m = maker_new();
	struct type_engine *e;
	struct paper *p;
	struct block *b;

	add(&m, BLOCK_PAGE_TITLE, 12, "A report");
	add(&m, BLOCK_TEXT, 12, NULL)->text = (struct text){span, 1};
	add_chart(&m, 12, 600, "First", NULL, NULL);
	b = add_chart(&m, 12, 600, "Second", NULL, NULL);
	b->anchor = S("full");
	b->if_room = true;
	assert_true(type_open(&m.c, S("fonts"), &e));
	assert_false(layout_pack(&m.c, &m.pack, &theme_default, e, &p));
	assert_true(str_find(diag_text(m.c.diag), S("stands on no page")) >= 0);
	test_drop(&m.c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		contents_name_the_page_of_every_heading_that_follows),
	    cmocka_unit_test(contents_go_as_deep_as_they_are_told),
	    cmocka_unit_test(contents_fill_one_column_after_the_other),
	    cmocka_unit_test(
		contents_may_want_a_long_pack_and_never_lengthen_it),
	    cmocka_unit_test(a_row_leads_to_its_page_wherever_it_is_clicked),
	    cmocka_unit_test(a_part_of_a_drawing_leads_to_its_page),
	    cmocka_unit_test(a_note_can_end_in_a_page),
	    cmocka_unit_test(a_link_to_what_stands_on_no_page_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
