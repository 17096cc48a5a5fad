/* unit/layout/test_layout.c -- what pages promise, whatever the pack. */
#include <glib.h>
#include <glib/gstdio.h>
#include <math.h>

#include "base/file.h"
#include "packs.h"

static bool
fails(struct maker *m)
{
	struct type_engine *e;
	struct paper *p;

	assert_true(type_open(&m->c, S("fonts"), &e));
	return !layout_pack(&m->c, &m->pack, &theme_default, e, &p);
}

/* The first text frame that starts with these words; its page in *page. */
static const struct frame *
find(struct maker *m, const struct paper *p, const char *start, size_t *page)
{
	for (size_t i = 0; i < p->n_leaves; i++)
		for (size_t k = 0; k < p->leaf[i].n; k++) {
			const struct frame *f = &p->leaf[i].frame[k];
			if (f->kind != FRAME_TEXT ||
			    !str_starts(words(m, f), str_of(start)))
				continue;
			if (page != NULL)
				*page = i;
			return f;
		}
	fail_msg("no frame starts with '%s'", start);
	return NULL;
}

/* ---- goldens */

static void
assert_golden(struct ctx *c, struct str got, const char *path)
{
	struct str want;

	if (g_getenv("BLESS") != NULL)
		assert_true(file_replace(c, str_of(path), got));
	assert_true(file_read(c, str_of(path), 0, &want));
	assert_string_equal(str_z(c->mem, got), str_z(c->mem, want));
}

static void
assert_frames(struct maker *m, const char *path)
{
	struct buf b = buf_new(m->c.mem);

	paper_print(&b, lay(m));
	assert_golden(&m->c, buf_str(&b), path);
	test_drop(&m->c);
}

static void
a_summary_page_is_placed_as_drawn(void **state)
{
	struct maker m = maker_new();

	add_summary(&m);
	assert_frames(&m, "tests/golden/layout/summary.frames");
}

static void
a_table_is_placed_as_drawn(void **state)
{
	struct maker m = maker_new();

	add(&m, BLOCK_PAGE_TITLE, 12, "Three measures are above England");
	add_table(&m, 9);
	assert_frames(&m, "tests/golden/layout/table.frames");
}

static void
text_with_links_and_contents_is_placed_as_drawn(void **state)
{
	struct maker m = maker_new();
	static struct span span[] = {{.text = {"See ", 4}},
	    {.text = {"the method", 10}, .link = {"#method", 7}},
	    {.text = {" or ", 4}},
	    {.text = {"the census", 10},
		.link = {"https://example.org/census", 26},
		.strong = true}};

	add(&m, BLOCK_PAGE_TITLE, 12, "A report");
	add(&m, BLOCK_CONTENTS, 12, NULL);
	add(&m, BLOCK_TEXT, 8, NULL)->text = (struct text){span, COUNT(span)};
	add(&m, BLOCK_PAGE_TITLE, 12, "How we count")->anchor = S("method");
	add(&m, BLOCK_TEXT, 12, "By hand.");
	assert_frames(&m, "tests/golden/layout/links.frames");
}

/* Fillers of 150 points: the page has room for two with the chart and the
 * words, and for none where the chart alone nearly fills it. */
static size_t
fillers_on_pages(double chart_height, size_t *pages, size_t *figures)
{
	struct maker m = maker_new();
	struct paper *p;
	size_t n = 0;

	add(&m, BLOCK_PAGE_TITLE, 12, "A report");
	add_chart(&m, 12, chart_height, "First", NULL, NULL);
	for (int i = 0; i < 3; i++)
		add_chart(&m, 12, 150, "Filler", NULL, NULL)->if_room = true;
	add(&m, BLOCK_TEXT, 12, "Last words.");
	add(&m, BLOCK_PAGE_TITLE, 12, "Next");
	p = lay(&m);
	*pages = p->n_leaves;
	*figures = 0;
	for (size_t i = 0; i < p->n_tags; i++)
		*figures += p->tag[i].type == TAG_Figure;
	for (size_t i = 0; i < p->n_leaves; i++)
		for (size_t k = 0; k < p->leaf[i].n; k++) {
			const struct frame *f = &p->leaf[i].frame[k];
			assert_true(f->tag < (int)p->n_tags);
			n += f->kind == FRAME_TEXT &&
			     str_is(words(&m, f), "Filler");
		}
	test_drop(&m.c);
	return n;
}

static void
blocks_for_spare_room_stand_only_where_it_is(void **state)
{
	size_t pages, figures;

	assert_int_equal(fillers_on_pages(150, &pages, &figures), 2);
	assert_int_equal(figures, 3);
	assert_int_equal(pages, 2);
	assert_int_equal(fillers_on_pages(600, &pages, &figures), 0);
	assert_int_equal(figures, 1);
	assert_int_equal(pages, 2);
	assert_int_equal(fillers_on_pages(10, &pages, &figures), 3);
	assert_int_equal(figures, 4);
	assert_int_equal(pages, 2);
}

/* The smallest PNG: one grey pixel. */
static const char dot_png[] =
    "\211\120\116\107\015\012\032\012\000\000\000\015\111\110\104\122"
    "\000\000\000\001\000\000\000\001\010\000\000\000\000\072\176\233"
    "\125\000\000\000\015\111\104\101\124\170\001\001\002\000\375\377"
    "\000\300\000\302\000\301\235\333\261\371\000\000\000\000\111\105"
    "\116\104\256\102\140\202";

/* A folder with this theme and a file beside it; what loading says. */
static bool
load_with(struct ctx *c, const char *theme, struct str beside, struct theme *t)
{
	g_autofree char *folder = g_dir_make_tmp("skillmix-logo-XXXXXX", NULL);
	struct str dir = str_dup(c->mem, str_of(folder));
	struct str file = file_join(c->mem, dir, S("theme.yaml"));
	struct str logo = file_join(c->mem, dir, S("logo.png"));
	bool ok;

	assert_true(file_replace(c, file, str_of(theme)));
	assert_true(beside.n == 0 || file_replace(c, logo, beside));
	ok = theme_load(c, file, t);
	(void)g_unlink(file.p);
	(void)g_unlink(logo.p);
	(void)g_rmdir(dir.p);
	return ok;
}

static void
a_logo_stands_at_the_head_of_the_first_page(void **state)
{
	struct maker m = maker_new();
	struct theme t;
	struct type_engine *e;
	struct paper *p;
	size_t n = 0;

	assert_true(load_with(&m.c, "logo: logo.png\n",
	    (struct str){dot_png, sizeof dot_png - 1}, &t));
	add(&m, BLOCK_PAGE_TITLE, 12, "A report");
	add(&m, BLOCK_PAGE_TITLE, 12, "Next");
	assert_true(type_open(&m.c, S("fonts"), &e));
	assert_true(layout_pack(&m.c, &m.pack, &t, e, &p));
	for (size_t i = 0; i < p->n_leaves; i++)
		for (size_t k = 0; k < p->leaf[i].n; k++) {
			const struct frame *f = &p->leaf[i].frame[k];
			if (f->kind != FRAME_IMAGE)
				continue;
			n++;
			assert_int_equal(i, 0);
			assert_int_equal(f->tag, FRAME_HEADER);
			assert_true(f->y > 0 && f->y + f->h < 42);
			assert_true(fabs(f->x + f->w - t.page_width +
					 t.margin_right) < 0.01);
		}
	assert_int_equal(n, 1);
	test_drop(&m.c);
}

static void
a_logo_that_is_no_png_of_the_folder_is_an_error(void **state)
{
	struct ctx c = test_ctx();
	struct theme t;

	assert_false(load_with(&c, "logo: logo.png\n", S(""), &t));
	assert_true(
	    str_find(diag_text(c.diag), S("there is no such file")) >= 0);
	assert_false(load_with(&c, "logo: ../logo.png\n", S(""), &t));
	assert_true(str_find(diag_text(c.diag), S("beside this one")) >= 0);
	assert_false(load_with(&c, "logo: logo.png\n", S("<svg/>"), &t));
	assert_true(str_find(diag_text(c.diag), S("is not a PNG file")) >= 0);
	test_drop(&c);
}

/* ---- laws */

/* A pack of everything; the seed varies lengths, so that pages break in many
 * places. */
static void
add_anything(struct maker *m, unsigned seed)
{
	static const char *const item[] = {
	    "Who decides which requests for training are funded, and are "
	    "refusals recorded for every group of staff in every team?",
	    "Short.",
	    "What is planned for each of the teams that depend on it?"};
	GRand *r = g_rand_new_with_seed(seed);
	static const char lorem[] =
	    "Every figure has a numerator, a denominator, an interval and a "
	    "date. ";

	add_summary(m);
	for (int i = 0; i < 30; i++) {
		struct buf b = buf_new(m->c.mem);
		int kind;
		for (int k = g_rand_int_range(r, 1, 14); k > 0; k--)
			buf_addz(&b, lorem);
		enum block_kind last = m->pack.block[m->pack.n - 1].kind;
		/* A heading has something under it. */
		if (last == BLOCK_HEADING || last == BLOCK_PAGE_TITLE)
			kind = g_rand_int_range(r, 1, 8);
		else
			kind = g_rand_int_range(r, 0, 8);
		switch (kind) {
		case 0:
			add(m, BLOCK_PAGE_TITLE, 12,
			    "Two services, two mixes: nurses on the wards, "
			    "many professions in the community");
			break;
		case 1:
			add(m, BLOCK_HEADING, 12, "What changed")->level =
			    g_rand_int_range(r, 2, 4);
			break;
		case 2:
			add_list(m, 12, g_rand_boolean(r), COUNT(item), item);
			break;
		case 3:
			add_chart(m, 6, g_rand_int_range(r, 40, 300),
			    "The services differ most in support workers",
			    buf_str(&b).p, NULL);
			add_chart(m, 6, g_rand_int_range(r, 40, 300), NULL,
			    NULL, "Note");
			break;
		case 4:
			add_table(m, (size_t)g_rand_int_range(r, 1, 80));
			break;
		case 5:
			add(m, BLOCK_TEXT, 5, "Left")->rule = true;
			add(m, BLOCK_TEXT, 7, buf_str(&b).p)->rule = true;
			add(m, BLOCK_NOTE, 7, "Under it")->stack = true;
			break;
		default:
			add(m, BLOCK_TEXT, 12, buf_str(&b).p);
		}
	}
	add(m, BLOCK_TEXT, 12, "The end.");
	g_rand_free(r);
}

static void
check_inside(const struct paper *p)
{
	const struct theme *t = &theme_default;

	for (size_t i = 0; i < p->n_leaves; i++)
		for (size_t k = 0; k < p->leaf[i].n; k++) {
			const struct frame *f = &p->leaf[i].frame[k];
			bool text = f->kind == FRAME_TEXT;
			if (f->tag == FRAME_HEADER || f->tag == FRAME_FOOTER)
				continue;
			assert_true(f->x >= t->margin_left - 0.01);
			assert_true(f->x + f->w <=
				    t->page_width - t->margin_right + 0.01);
			assert_true(f->y >= t->body_top - 0.01);
			/* Inter's descenders are 0.24 of the size, and a
			 * leading is 1.2 sizes or more: 0.2 of it. */
			assert_true((text ? f->y + f->h * 0.2 : f->y + f->h) <=
				    t->body_bottom + 0.01);
		}
}

/* Boxes of the letters: from the height of capitals to the base line. */
static bool
overlap(const struct frame *a, const struct frame *b)
{
	return a->x < b->x + b->w - 0.01 && b->x < a->x + a->w - 0.01 &&
	       a->y - a->h / 2 < b->y - 0.01 && b->y - b->h / 2 < a->y - 0.01;
}

static void
check_apart(struct maker *m, const struct paper *p)
{
	for (size_t i = 0; i < p->n_leaves; i++)
		for (size_t k = 0; k < p->leaf[i].n; k++)
			for (size_t n = 0; n < k; n++) {
				const struct frame *a = &p->leaf[i].frame[k];
				const struct frame *b = &p->leaf[i].frame[n];
				if (a->kind == FRAME_TEXT &&
				    b->kind == FRAME_TEXT && overlap(a, b))
					fail_msg("page %zu: '%s' over '%s'",
					    i + 1, str_z(m->c.mem, words(m, a)),
					    str_z(m->c.mem, words(m, b)));
			}
}

static bool
is_heading(const struct paper *p, const struct frame *f)
{
	return f->tag >= 0 && p->tag[f->tag].type >= TAG_H1 &&
	       p->tag[f->tag].type <= TAG_H3;
}

static void
check_tags(const struct paper *p)
{
	int level = 0;

	assert_int_equal(p->tag[0].type, TAG_Document);
	assert_int_equal(p->tag[0].parent, -1);
	for (size_t i = 1; i < p->n_tags; i++) {
		const struct tag *t = &p->tag[i];
		assert_true(t->parent >= 0 && (size_t)t->parent < i);
		if (t->type == TAG_Figure)
			assert_true(t->alt.n > 2 && t->w > 0 && t->h > 0);
		if (t->type == TAG_Link)
			assert_true((t->uri.n > 0) != (t->target >= 0));
		if (t->type < TAG_H1 || t->type > TAG_H3)
			continue;
		assert_true((int)t->type - TAG_H1 + 1 <= level + 1);
		assert_true(level == 0 || t->type != TAG_H1);
		level = (int)t->type - TAG_H1 + 1;
	}
}

/* The lowest content of every page but the last is not a heading. */
static void
check_no_heading_last(struct maker *m, const struct paper *p)
{
	for (size_t i = 0; i < p->n_leaves; i++) {
		const struct frame *low = NULL;
		for (size_t k = 0; k < p->leaf[i].n; k++) {
			const struct frame *f = &p->leaf[i].frame[k];
			double foot = f->y + (f->kind == FRAME_TEXT ? 0 : f->h);
			if (f->tag >= 0 &&
			    (low == NULL ||
				foot >
				    low->y +
					(low->kind == FRAME_TEXT ? 0 : low->h)))
				low = f;
		}
		if (low == NULL)
			fail_msg("page %zu is empty", i + 1);
		else if (is_heading(p, low))
			fail_msg("page %zu ends with '%s'", i + 1,
			    str_z(m->c.mem, words(m, low)));
	}
}

/* How many lines of each paragraph stand on each page: never one of several. */
static void
check_no_lone_line(struct maker *m, const struct paper *p)
{
	for (size_t i = 0; i + 1 < p->n_leaves; i++)
		for (size_t k = 0; k < p->leaf[i].n; k++) {
			int tag = p->leaf[i].frame[k].tag;
			size_t here = 0, next = 0;
			if (tag < 0 || (p->tag[tag].type != TAG_P &&
					   p->tag[tag].type != TAG_LBody))
				continue;
			for (size_t j = 0; j < p->leaf[i].n; j++)
				here += p->leaf[i].frame[j].tag == tag;
			for (size_t j = 0; j < p->leaf[i + 1].n; j++)
				next += p->leaf[i + 1].frame[j].tag == tag;
			if (next > 0 && (here < 2 || next < 2))
				fail_msg("page %zu: %zu and %zu lines", i + 1,
				    here, next);
		}
}

static void
any_pack_keeps_the_laws_of_the_page(void **state)
{
	for (unsigned seed = 1; seed <= 12; seed++) {
		struct maker m = maker_new();
		struct paper *p;
		print_message("seed %u\n", seed);
		add_anything(&m, seed);
		p = lay(&m);
		check_inside(p);
		check_apart(&m, p);
		check_tags(p);
		check_no_heading_last(&m, p);
		check_no_lone_line(&m, p);
		test_drop(&m.c);
	}
}

/* ---- single promises */

static void
neighbours_stand_side_by_side_with_their_drawings_level(void **state)
{
	struct maker m = maker_new();
	const struct frame *scene[2] = {NULL};
	struct paper *p;
	size_t n = 0;

	add_chart(&m, 6, 100,
	    "A title that is so long that it needs two lines or even more in "
	    "six columns",
	    NULL, NULL);
	add_chart(&m, 6, 100, "A short title", "With a subtitle", NULL);
	p = lay(&m);
	for (size_t k = 0; k < p->leaf[0].n && n < 2; k++)
		if (p->leaf[0].frame[k].kind == FRAME_SCENE)
			scene[n++] = &p->leaf[0].frame[k];
	assert_int_equal(n, 2);
	assert_true(fabs(scene[0]->y - scene[1]->y) < 1e-6);
	assert_true(scene[1]->x - scene[0]->x > 240);
	assert_true(fabs(find(&m, p, "A title", NULL)->y -
			 find(&m, p, "A short", NULL)->y) < 1e-6);
	test_drop(&m.c);
}

static void
a_row_is_never_split_over_pages(void **state)
{
	struct maker m = maker_new();
	size_t left, right;
	struct paper *p;

	add_chart(&m, 12, 500, NULL, NULL, NULL);
	add_chart(&m, 6, 100, "Left", NULL, NULL);
	add_chart(&m, 6, 250, "Right", NULL, NULL);
	p = lay(&m);
	find(&m, p, "Left", &left);
	find(&m, p, "Right", &right);
	assert_int_equal(left, 1);
	assert_int_equal(right, 1);
	test_drop(&m.c);
}

static void
a_long_table_repeats_its_header_as_an_artifact(void **state)
{
	struct maker m = maker_new();
	size_t heads = 0, artifacts = 0;
	struct paper *p;

	add_table(&m, 120);
	p = lay(&m);
	assert_true(p->n_leaves > 2);
	for (size_t i = 0; i < p->n_leaves; i++)
		for (size_t k = 0; k < p->leaf[i].n; k++) {
			const struct frame *f = &p->leaf[i].frame[k];
			if (f->kind != FRAME_TEXT ||
			    !str_is(words(&m, f), "Measure"))
				continue;
			heads += f->tag >= 0;
			artifacts += f->tag == FRAME_LAYOUT;
		}
	assert_int_equal(heads, 1);
	assert_int_equal(artifacts, p->n_leaves - 1);
	test_drop(&m.c);
}

static void
a_table_that_fits_a_page_is_moved_and_not_split(void **state)
{
	struct maker m = maker_new();
	size_t first, last;
	struct paper *p;

	add_chart(&m, 12, 400, NULL, NULL, NULL);
	add(&m, BLOCK_HEADING, 12, "All measures");
	add_table(&m, 30);
	p = lay(&m);
	find(&m, p, "All measures", &first);
	find(&m, p, "Vacancy rate 29", &last);
	assert_int_equal(first, 1);
	assert_int_equal(last, 1);
	test_drop(&m.c);
}

static void
figures_keep_their_line_in_a_narrow_column(void **state)
{
	struct maker m = maker_new();
	struct block *b = add_table(&m, 3);
	struct paper *p;

	b->table->column[1].weight = 0.001;
	b->table->row[1].cell[1].text = S("1,234,567.89");
	p = lay(&m);
	assert_str(words(&m, find(&m, p, "1,234", NULL)), "1,234,567.89");
	check_apart(&m, p);
	test_drop(&m.c);
}

static void
every_column_of_a_crowded_table_stays_on_the_page(void **state)
{
	struct maker m = maker_new();
	struct block *b = add_table(&m, 8);
	struct paper *p;

	for (size_t i = 1; i < 6; i++)
		b->table->row[1].cell[1].text =
		    S("1,234,567.89 1,234,567.89 1,234,567.89 1,234,567.89 "
		      "1,234,567.89 1,234,567.89 1,234,567.89 1,234,567.89");
	p = lay(&m);
	check_inside(p);
	test_drop(&m.c);
}

static void
long_words_are_not_taken_apart_in_a_narrow_column(void **state)
{
	struct maker m = maker_new();
	struct block *b = add_table(&m, 3);
	struct paper *p;

	b->table->column[5].weight = 0.1;
	b->table->row[1].cell[5].text = S("Staff_in_post_by_band!C14");
	p = lay(&m);
	assert_str(
	    words(&m, find(&m, p, "Staff", NULL)), "Staff_in_post_by_band!C14");
	test_drop(&m.c);
}

static void
cells_of_several_lines_share_their_first_base_line(void **state)
{
	struct maker m = maker_new();
	struct block *b = add_table(&m, 3);
	struct paper *p;
	double y;

	b->table->row[1].cell[0].sub = S("");
	b->table->row[1].cell[5].text =
	    S("Words that are too many for one line of a narrow column, so "
	      "that two are needed");
	p = lay(&m);
	y = find(&m, p, "Words that", NULL)->y;
	assert_true(fabs(find(&m, p, "Vacancy rate 1", NULL)->y - y) < 1e-6);
	assert_true(fabs(find(&m, p, "11.8", NULL)->y - y) < 1e-6);
	test_drop(&m.c);
}

static void
the_lines_of_a_title_are_of_about_equal_length(void **state)
{
	struct maker m = maker_new();
	double width[2] = {0};
	struct paper *p;
	size_t n = 0;

	add(&m, BLOCK_PAGE_TITLE, 12,
	    "The vacancy rate has been below its four-year average for seven "
	    "quarters");
	p = lay(&m);
	for (size_t k = 0; k < p->leaf[0].n; k++)
		if (is_heading(p, &p->leaf[0].frame[k]) && n < 2)
			width[n++] = p->leaf[0].frame[k].w;
	assert_int_equal(n, 2);
	assert_true(width[1] > width[0] * 0.8);
	test_drop(&m.c);
}

static void
workbook_columns_are_not_on_the_page(void **state)
{
	struct maker m = maker_new();
	struct paper *p;

	add_table(&m, 3);
	p = lay(&m);
	for (size_t k = 0; k < p->leaf[0].n; k++) {
		const struct frame *f = &p->leaf[0].frame[k];
		assert_false(
		    f->kind == FRAME_TEXT && str_is(words(&m, f), "Lower"));
	}
	test_drop(&m.c);
}

static void
a_table_of_no_rows_is_a_header_alone(void **state)
{
	struct maker m = maker_new();
	struct paper *p;

	add_table(&m, 0);
	p = lay(&m);
	find(&m, p, "Measure", NULL);
	for (size_t i = 0; i < p->n_tags; i++)
		assert_true(
		    p->tag[i].type != TAG_THead && p->tag[i].type != TAG_TBody);
	test_drop(&m.c);
}

static void
titles_open_pages_and_bookmarks(void **state)
{
	struct maker m = maker_new();
	struct paper *p;

	add(&m, BLOCK_PAGE_TITLE, 12, "One");
	add(&m, BLOCK_HEADING, 12, "Inside one");
	add(&m, BLOCK_TEXT, 12, "Words.");
	add(&m, BLOCK_PAGE_TITLE, 12, "Two");
	add(&m, BLOCK_TEXT, 12, "Words.");
	p = lay(&m);
	assert_int_equal(p->n_leaves, 2);
	assert_int_equal(p->n_bookmarks, 3);
	assert_str(p->bookmark[1].title, "Inside one");
	assert_int_equal(p->bookmark[1].parent, 0);
	assert_int_equal(p->bookmark[2].parent, -1);
	assert_int_equal(p->destination[p->bookmark[2].destination].page, 1);
	assert_str(words(&m, find(&m, p, "2 of", NULL)), "2 of 2");
	test_drop(&m.c);
}

static void
heading_levels_follow_the_title_before_them(void **state)
{
	struct maker m = maker_new();
	struct paper *p;

	add(&m, BLOCK_PAGE_TITLE, 12, "First");
	add(&m, BLOCK_HEADING, 12, "Under first");
	add(&m, BLOCK_TEXT, 12, "Words.");
	add(&m, BLOCK_PAGE_TITLE, 12, "Later");
	add(&m, BLOCK_HEADING, 12, "Under later");
	add(&m, BLOCK_TEXT, 12, "Words.");
	p = lay(&m);
	assert_int_equal(p->tag[find(&m, p, "First", NULL)->tag].type, TAG_H1);
	assert_int_equal(
	    p->tag[find(&m, p, "Under first", NULL)->tag].type, TAG_H2);
	assert_int_equal(p->tag[find(&m, p, "Later", NULL)->tag].type, TAG_H2);
	assert_int_equal(
	    p->tag[find(&m, p, "Under later", NULL)->tag].type, TAG_H3);
	test_drop(&m.c);
}

static void
an_internal_pack_says_so_on_every_page(void **state)
{
	struct maker m = maker_new();
	struct paper *p;
	size_t said = 0;

	m.pack.synthetic = false;
	m.pack.internal = true;
	add_table(&m, 120);
	p = lay(&m);
	for (size_t i = 0; i < p->n_leaves; i++)
		for (size_t k = 0; k < p->leaf[i].n; k++) {
			const struct frame *f = &p->leaf[i].frame[k];
			struct str s =
			    f->kind == FRAME_TEXT ? words(&m, f) : S("");
			said += f->tag == FRAME_FOOTER &&
				str_is(s, "Internal: not for publication");
			assert_false(str_is(s, "Synthetic data"));
		}
	assert_int_equal(said, p->n_leaves);
	test_drop(&m.c);
}

static void
a_link_to_nowhere_fails_and_names_it(void **state)
{
	struct maker m = maker_new();

	add(&m, BLOCK_PAGE_TITLE, 12, "One");
	add(&m, BLOCK_TEXT, 12, "See there")->text.span[0].link = S("#nowhere");
	assert_true(fails(&m));
	assert_true(str_find(diag_text(m.c.diag), S("#nowhere")) >= 0);
	test_drop(&m.c);
}

static void
a_link_that_is_no_address_fails(void **state)
{
	struct maker m = maker_new();

	add(&m, BLOCK_TEXT, 12, "See")->text.span[0].link =
	    S("javascript:alert(1)");
	assert_true(fails(&m));
	assert_true(str_find(diag_text(m.c.diag), S("javascript:")) >= 0);
	test_drop(&m.c);
}

static void
a_chart_without_alternative_text_fails(void **state)
{
	struct maker m = maker_new();
	struct block *b = add_chart(&m, 12, 50, "Mute chart", NULL, NULL);

	b->scene = scene_new(m.c.mem, 100, 50);
	assert_true(fails(&m));
	assert_true(str_find(diag_text(m.c.diag), S("Mute chart")) >= 0);
	test_drop(&m.c);
}

static void
a_chart_higher_than_a_page_fails(void **state)
{
	struct maker m = maker_new();

	add_chart(&m, 12, 900, NULL, NULL, NULL);
	assert_true(fails(&m));
	assert_true(str_find(diag_text(m.c.diag), S("900 points")) >= 0);
	test_drop(&m.c);
}

static void
a_row_higher_than_a_page_is_taken_apart(void **state)
{
	struct maker m = maker_new();
	struct paper *p;

	add_chart(&m, 6, 400, "Upper", NULL, NULL);
	add_chart(&m, 6, 400, "Lower", NULL, NULL)->stack = true;
	add_chart(&m, 6, 100, "Right", NULL, NULL);
	p = lay(&m);
	assert_int_equal(p->n_leaves, 2);
	check_inside(p);
	test_drop(&m.c);
}

static void
a_word_wider_than_the_page_is_broken(void **state)
{
	struct maker m = maker_new();
	struct buf b = buf_new(m.c.mem);
	struct paper *p;

	for (int i = 0; i < 300; i++)
		buf_addc(&b, 'w');
	add(&m, BLOCK_TEXT, 12, buf_str(&b).p);
	p = lay(&m);
	check_inside(p);
	test_drop(&m.c);
}

static void
blocks_without_words_take_no_place(void **state)
{
	struct maker m = maker_new();
	struct paper *p;

	add(&m, BLOCK_HEADING, 12, NULL);
	add(&m, BLOCK_TEXT, 12, "");
	add(&m, BLOCK_LIST, 12, NULL);
	add(&m, BLOCK_TEXT, 12, "Only this");
	p = lay(&m);
	assert_int_equal(p->n_tags, 2);
	assert_true(
	    find(&m, p, "Only this", NULL)->y < theme_default.body_top + 13);
	test_drop(&m.c);
}

static void
an_empty_pack_is_one_empty_page(void **state)
{
	struct maker m = maker_new();

	assert_int_equal(lay(&m)->n_leaves, 1);
	test_drop(&m.c);
}

static void
the_shipped_theme_is_the_default(void **state)
{
	struct ctx c = test_ctx();
	struct theme t;

	assert_true(theme_load(&c, S("templates/theme.yaml"), &t));
	for (int i = 0; i < INK_N; i++)
		assert_int_equal(t.ink[i], theme_default.ink[i]);
	for (int i = 0; i < TYPE_N; i++) {
		const struct type *a = &t.type[i], *b = &theme_default.type[i];
		assert_true(fabs(a->style.size - b->style.size) < 1e-9);
		assert_true(fabs(a->leading - b->leading) < 1e-9);
		assert_int_equal(a->style.weight, b->style.weight);
	}
	test_drop(&c);
}

static void
the_shipped_theme_names_every_role(void **state)
{
	struct ctx c = test_ctx();
	struct str text;

	assert_true(file_read(&c, S("templates/theme.yaml"), 0, &text));
#define INK(name, rgb)                                                         \
	assert_true(str_find(text, S("role: " #name ",")) >= 0 ||              \
		    str_find(text, S("role: " #name "\n")) >= 0);
#include "model/inks.def"
#undef INK
#define TYPE(name, face, size, leading, weight, ink)                           \
	assert_true(str_find(text, S("role: " #name ",")) >= 0 ||              \
		    str_find(text, S("role: " #name "\n")) >= 0);
#include "model/type_roles.def"
#undef TYPE
	test_drop(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_summary_page_is_placed_as_drawn),
	    cmocka_unit_test(a_table_is_placed_as_drawn),
	    cmocka_unit_test(blocks_for_spare_room_stand_only_where_it_is),
	    cmocka_unit_test(a_logo_stands_at_the_head_of_the_first_page),
	    cmocka_unit_test(a_logo_that_is_no_png_of_the_folder_is_an_error),
	    cmocka_unit_test(text_with_links_and_contents_is_placed_as_drawn),
	    cmocka_unit_test(any_pack_keeps_the_laws_of_the_page),
	    cmocka_unit_test(
		neighbours_stand_side_by_side_with_their_drawings_level),
	    cmocka_unit_test(a_row_is_never_split_over_pages),
	    cmocka_unit_test(a_long_table_repeats_its_header_as_an_artifact),
	    cmocka_unit_test(a_table_that_fits_a_page_is_moved_and_not_split),
	    cmocka_unit_test(figures_keep_their_line_in_a_narrow_column),
	    cmocka_unit_test(every_column_of_a_crowded_table_stays_on_the_page),
	    cmocka_unit_test(long_words_are_not_taken_apart_in_a_narrow_column),
	    cmocka_unit_test(
		cells_of_several_lines_share_their_first_base_line),
	    cmocka_unit_test(the_lines_of_a_title_are_of_about_equal_length),
	    cmocka_unit_test(workbook_columns_are_not_on_the_page),
	    cmocka_unit_test(a_table_of_no_rows_is_a_header_alone),
	    cmocka_unit_test(titles_open_pages_and_bookmarks),
	    cmocka_unit_test(heading_levels_follow_the_title_before_them),
	    cmocka_unit_test(an_internal_pack_says_so_on_every_page),
	    cmocka_unit_test(a_link_to_nowhere_fails_and_names_it),
	    cmocka_unit_test(a_link_that_is_no_address_fails),
	    cmocka_unit_test(a_chart_without_alternative_text_fails),
	    cmocka_unit_test(a_chart_higher_than_a_page_fails),
	    cmocka_unit_test(a_row_higher_than_a_page_is_taken_apart),
	    cmocka_unit_test(a_word_wider_than_the_page_is_broken),
	    cmocka_unit_test(blocks_without_words_take_no_place),
	    cmocka_unit_test(an_empty_pack_is_one_empty_page),
	    cmocka_unit_test(the_shipped_theme_is_the_default),
	    cmocka_unit_test(the_shipped_theme_names_every_role),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
