/* needs: layout */
/* tests/unit/render/test_pdf.c -- a paper made by hand becomes an accessible
 * file. */
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "check.h"
#include "layout/type.h"
#include "render/pdf.h"

#define REFEREE "../shared/referee/"

struct desk {
	struct ctx c;
	const struct metrics *metrics;
	struct paper paper;
	struct pack pack;
	int page;
	double y;
};

static struct desk
desk_open(void)
{
	struct desk d = {.c = test_ctx(),
	    .paper = {.width = theme_default.page_width,
		.height = theme_default.page_height},
	    .pack = {.id = S("board-report"),
		.title = S("Board report: Northmoor \u2013 2026-27 Q1"),
		.org_code = S("XN1"),
		.author = S("Workforce & (benchmarking)"),
		.language = S("en-GB"),
		.date = day_of(2026, 6, 30),
		.synthetic = true},
	    .page = -1};
	struct type_engine *e;

	assert_true(type_open(&d.c, S("fonts"), &e));
	d.metrics = type_metrics(e);
	return d;
}

/* The tag is lent until the next one. */
static struct tag *
add_tag(struct desk *d, enum tag_type type, int parent)
{
	struct paper *p = &d->paper;

	ARENA_GROW(d->c.mem, p->tag, p->n_tags, p->cap_tags);
	p->tag[p->n_tags] =
	    (struct tag){.type = type, .parent = parent, .target = -1};
	return &p->tag[p->n_tags++];
}

static int
tag(struct desk *d, enum tag_type type, int parent)
{
	add_tag(d, type, parent);
	return (int)d->paper.n_tags - 1;
}

static struct frame *
add_frame(struct desk *d, struct frame f)
{
	struct leaf *l = &d->paper.leaf[d->page];

	ARENA_GROW(d->c.mem, l->frame, l->n, l->cap);
	l->frame[l->n] = f;
	return &l->frame[l->n++];
}

static double
words(struct desk *d, int to, double x, struct str s, enum type_role role)
{
	const struct type *t = &theme_default.type[role];
	const struct glyph_run *r =
	    d->metrics->shape(d->metrics->self, s, t->style);
	double w = text_width(d->metrics, s, t->style);

	add_frame(d, (struct frame){.kind = FRAME_TEXT,
			 .tag = to,
			 .x = x,
			 .y = d->y,
			 .w = w,
			 .h = t->leading,
			 .ink = t->ink,
			 .run = r});
	return x + w;
}

static void
line(struct desk *d, int to, struct str s, enum type_role role)
{
	words(d, to, 51, s, role);
	d->y += theme_default.type[role].leading;
}

static int
place(struct desk *d)
{
	struct paper *p = &d->paper;

	ARENA_GROW(
	    d->c.mem, p->destination, p->n_destinations, p->cap_destinations);
	p->destination[p->n_destinations] = (struct destination){d->page, d->y};
	return (int)p->n_destinations++;
}

static void
bookmark(struct desk *d, struct str title, int parent, int to)
{
	struct paper *p = &d->paper;

	ARENA_GROW(d->c.mem, p->bookmark, p->n_bookmarks, p->cap_bookmarks);
	p->bookmark[p->n_bookmarks++] = (struct bookmark){title, parent, to};
}

static void
page_begin(struct desk *d)
{
	struct paper *p = &d->paper;

	ARENA_GROW(d->c.mem, p->leaf, p->n_leaves, p->cap_leaves);
	p->leaf[p->n_leaves++] = (struct leaf){0};
	d->page = (int)p->n_leaves - 1;
	d->y = 40;
	words(d, FRAME_HEADER, 51, S("Northmoor  EMC /Span << /MCID 0 >> BDC"),
	    TYPE_running);
	add_frame(d, (struct frame){.kind = FRAME_RULE,
			 .tag = FRAME_HEADER,
			 .x = 51,
			 .y = 46,
			 .w = 490,
			 .ink = INK_rule,
			 .width = 0.6});
	d->y = 80;
}

static void
page_end(struct desk *d)
{
	d->y = 815;
	words(d, FRAME_FOOTER, 51, str_fmt(d->c.mem, "%d", d->page + 1),
	    TYPE_foot);
}

static void
link_words(struct desk *d, int parent, double x, struct str s, int target,
    struct str uri)
{
	struct tag *t = add_tag(d, TAG_Link, parent);

	t->target = target;
	t->uri = uri;
	t->contents = S("See the page on pay");
	words(d, (int)d->paper.n_tags - 1, x, s, TYPE_body);
	d->paper.leaf[d->page].frame[d->paper.leaf[d->page].n - 1].underline =
	    true;
}

static void
add_list(struct desk *d, int parent)
{
	int list = tag(d, TAG_L, parent);

	for (int i = 1; i < 4; i++) {
		int item = tag(d, TAG_LI, list);
		words(d, tag(d, TAG_Lbl, item), 51, str_fmt(d->c.mem, "%d.", i),
		    TYPE_body);
		words(d, tag(d, TAG_LBody, item), 70,
		    S("Ask why fewer nurses stay."), TYPE_body);
		d->y += 14;
	}
	d->paper.tag[list].ordered = true;
}

static void
add_table(struct desk *d, int parent)
{
	static const struct str cell[4][3] = {
	    {S("Discipline"), S("WTE"), S("Share")},
	    {S("Nursing"), S("120.4"), S("31%")},
	    {S("Medical"), S("12.0"), S("")}, /* an empty cell */
	    {S("Total"), S("132.4 in all"), S("")}};
	int table = tag(d, TAG_Table, parent), caption, part = 0;

	d->paper.tag[table].summary = S("Columns: WTE and share (%)");
	caption = tag(d, TAG_Caption, table);
	line(d, caption, S("Staff by discipline"), TYPE_chart_title);
	for (int r = 0; r < 4; r++) {
		int row;
		add_frame(d, (struct frame){.kind = FRAME_FILL,
				 .tag = FRAME_LAYOUT,
				 .x = 51,
				 .y = d->y - 10,
				 .w = 300,
				 .h = 13,
				 .ink = INK_tint});
		if (r < 2)
			part = tag(d, r == 0 ? TAG_THead : TAG_TBody, table);
		row = tag(d, TAG_TR, part);
		for (int k = 0; k < (r == 3 ? 2 : 3); k++) {
			struct tag *t =
			    add_tag(d, r == 0 || k == 0 ? TAG_TH : TAG_TD, row);
			t->scope_column = r == 0;
			t->scope_row = r > 0 && k == 0;
			t->column_span = r == 3 && k == 1 ? 2 : 1;
			if (cell[r][k].n > 0)
				words(d, (int)d->paper.n_tags - 1, 55 + 100 * k,
				    cell[r][k], TYPE_row);
		}
		d->y += 14;
	}
}

static void
add_figure(struct desk *d, int parent)
{
	struct scene *s = scene_new(d->c.mem, 300, 120);
	struct tag *t = add_tag(d, TAG_Figure, parent);
	int figure = (int)d->paper.n_tags - 1;

	scene_rect(s, 10, 10, 200, 30, INK_self);
	scene_line(s, 10, 5, 10, 110, 0.6, INK_rule);
	scene_circle(s, 100, 80, 4, INK_peer, INK_white, 1);
	scene_diamond(s, 140, 80, 4, INK_concern, INK_NONE, 0);
	scene_text(s, 220, 30, S("31% office"),
	    theme_default.type[TYPE_axis].style, INK_text, ANCHOR_START)
	    ->halo = true;
	s->alt = S("Nursing is 31% of staff; England \u2265 33%.");
	t->alt = s->alt;
	t->page = d->page;
	t->x = 51;
	t->y = d->y;
	t->w = 300;
	t->h = 120;
	add_frame(d, (struct frame){.kind = FRAME_SCENE,
			 .tag = figure,
			 .x = 51,
			 .y = d->y,
			 .scene = s});
	d->y += 140;
	line(d, tag(d, TAG_Caption, figure), S("Source: NHS England."),
	    TYPE_caption);
	d->y += 10;
}

/* Three pages with everything a pack has. */
static struct desk
whole_pack(void)
{
	struct desk d = desk_open();
	int document, section, p, note, first, second, entry;
	double x;

	page_begin(&d);
	document = tag(&d, TAG_Document, -1);
	section = tag(&d, TAG_Sect, document);
	tag(&d, TAG_P, section); /* never gets words */
	tag(&d, TAG_LBody,
	    tag(&d, TAG_LI, tag(&d, TAG_L, section))); /* nor this list */
	first = place(&d);
	line(&d, tag(&d, TAG_H1, section), S("Northmoor: 2026\u201327"),
	    TYPE_report_title);
	/* Destinations 1 and 2 are on pages to come. */
	entry = tag(&d, TAG_TOCI, tag(&d, TAG_TOC, section));
	link_words(&d, entry, 51, S("Pay "), 1, S(""));
	d.y += 20;
	p = tag(&d, TAG_P, section);
	x = words(&d, p, 51, S("Read the "), TYPE_body);
	link_words(&d, p, x, S("framework"), -1, S("https://nhs.uk/(a) b"));
	words(&d, p, x + 80, S(" before the meeting, "), TYPE_body);
	d.y += 14;
	line(&d, p, S("then the figures below; "), TYPE_body);
	add_list(&d, section);
	add_table(&d, section);
	d.y += 20;
	add_figure(&d, section);
	p = tag(&d, TAG_P, section);
	d.y = 780;
	line(&d, p, S("A paragraph that goes on "), TYPE_body);
	page_end(&d);

	page_begin(&d);
	line(&d, p, S("upon the next page."), TYPE_body);
	d.y += 20;
	second = place(&d);
	line(&d, tag(&d, TAG_H2, section), S("Pay"), TYPE_page_title);
	note = tag(&d, TAG_Note, section);
	d.paper.tag[note].id = S("note-1");
	line(&d, note, S("Note 1: provisional."), TYPE_caption);
	/* A link that breaks over a page is two annotations of one Link. */
	d.y = 780;
	p = tag(&d, TAG_P, section);
	link_words(&d, p, 51, S("Back to "), first, S(""));
	page_end(&d);

	page_begin(&d);
	words(&d, (int)d.paper.n_tags - 1, 51, S("the summary"), TYPE_body);
	d.y += 30;
	place(&d);
	line(&d, tag(&d, TAG_H3, section), S("Bands"), TYPE_section);
	page_end(&d);

	bookmark(&d, S("Summary"), -1, first);
	bookmark(&d, S("Pay \u00a3"), -1, second);
	bookmark(&d, S("Bands"), 1, second + 1);
	return d;
}

static bool
render(struct desk *d, struct str *out)
{
	struct pdf_options o = {S("fonts/sRGB.icc"), "Skillmix test"};

	return pdf_render(
	    &d->c, &d->paper, &d->pack, &theme_default, d->metrics, &o, out);
}

/* Writes bytes aside and gives what a command says of them; NULL when it
 * fails. */
static const char *
asked(struct ctx *c, struct str bytes, const char *command)
{
	struct str path = str_fmt(c->mem, "build/test_pdf_%d.pdf", getpid());
	struct str call = str_fmt(c->mem, command, STRF(path));
	struct buf b = buf_new(c->mem);
	char part[4096];
	size_t n;
	FILE *f;
	int status;

	assert_true(file_replace(c, path, bytes));
	f = popen(call.p, "r");
	assert_non_null(f);
	while ((n = fread(part, 1, sizeof part, f)) > 0)
		buf_add(&b, part, n);
	status = pclose(f);
	if (getenv("KEEP_PDF") == NULL)
		unlink(path.p);
	if (status != 0)
		print_message("%s\n", b.p);
	return status == 0 ? buf_str(&b).p : NULL;
}

static void
the_referee_finds_nothing(void **state)
{
	struct desk d = whole_pack();
	struct str pdf;

	assert_true(render(&d, &pdf));
	if (access(REFEREE "uacheck.py", R_OK) != 0) {
		print_message("skipped: no " REFEREE "\n");
		test_drop(&d.c);
		return;
	}
	assert_non_null(asked(&d.c, pdf,
	    "/usr/bin/python3 " REFEREE
	    "uacheck.py --strict --pdfa %.*s 2>&1"));
	assert_non_null(
	    asked(&d.c, pdf, "/usr/bin/python3 " REFEREE "collide.py %.*s"));
	test_drop(&d.c);
}

/* Poppler's account of the tree, without object numbers. */
static void
the_words_are_read_out_in_order(void **state)
{
	static const char *const heard[] = {"Document\n  Sect\n    H1 (block)",
	    "Northmoor: 2026\u201327", "    TOC\n      TOCI\n        Link",
	    "Pay ", "    P (block)\n      \"Read the \"\n      Link (inline)\n",
	    "framework", " before the meeting, then the figures below; \"\n",
	    "L (block):\n       /ListNumbering /Decimal\n      LI", "Lbl",
	    "\"1.\"", "LBody", "Ask why", "Table (block):\n       /Summary (",
	    "Caption\n", "Staff by discipline", "THead\n        TR\n",
	    "TH:\n             /Scope /Column\n            \"Discipline\"",
	    "TBody\n        TR\n          TH:\n             /Scope /Row\n",
	    "\"12.0\"\n          TD\n        TR\n", /* the empty cell stays */
	    "TD:\n             /ColSpan 2\n            \"132.4 in all\"",
	    "Figure:\n       /BBox [51 ", "/Placement /Block\n",
	    "\"31% office\"\n      Caption\n        \"Source: NHS",
	    "P (block)\n      \"A paragraph that goes on \"\n"
	    "      \"upon the next page.\"\n",
	    "H2 (block)\n      \"Pay\"", "Note <note-1>",
	    "Link (inline)\n        \"Back to \"\n        \"the summary\"\n",
	    "H3 (block)\n      \"Bands\"\n"};
	struct desk d = whole_pack();
	struct str pdf;
	const char *p, *said;

	assert_true(render(&d, &pdf));
	said = asked(&d.c, pdf,
	    "pdfinfo -struct-text %.*s | sed '/^ *Object [0-9]* 0$/d'");
	assert_non_null(said);
	for (size_t i = 0; i < COUNT(heard); i++) {
		p = strstr(said, heard[i]);
		if (p == NULL)
			fail_msg(
			    "'%s' is not read out here:\n%s", heard[i], said);
		said = p + strlen(heard[i]);
	}
	assert_null(strstr(said, "\"")); /* neither furniture nor repeats */
	test_drop(&d.c);
}

/* A row is clicked as a whole: its words are in its box and no box of their
 * own, and the box itself is not drawn. */
static void
a_link_is_as_large_as_its_undrawn_box(void **state)
{
	struct desk d = whole_pack();
	struct frame box = {.kind = FRAME_FILL, .x = 50, .w = 400, .h = 30};
	struct str pdf;
	const char *said;

	for (size_t i = 0; i < d.paper.leaf[0].n; i++) {
		const struct frame *f = &d.paper.leaf[0].frame[i];
		if (box.tag == 0 && f->tag > 0 &&
		    d.paper.tag[f->tag].type == TAG_Link) {
			box.tag = f->tag;
			box.y = f->y - 20;
		}
	}
	d.page = 0;
	add_frame(&d, box);
	assert_true(render(&d, &pdf));
	said = asked(&d.c, pdf,
	    "/usr/bin/python3 -c \"import pikepdf, sys;"
	    "p = pikepdf.open(sys.argv[1]); l = p.pages[0].Annots[0];"
	    "print(len(l.QuadPoints), float(l.Rect[0]), float(l.Rect[2]))\" "
	    "%.*s");
	assert_non_null(said);
	assert_string_equal(said, "8 50.0 450.0\n");
	test_drop(&d.c);
}

static void
libqpdf_checks_the_file(void **state)
{
	struct desk d = whole_pack();
	struct str pdf;
	const char *said;

	assert_true(render(&d, &pdf));
	said = asked(
	    &d.c, pdf, "if command -v qpdf; then qpdf --check %.*s 2>&1; fi");
	assert_non_null(said);
	if (said[0] == '\0')
		print_message("skipped: no qpdf\n");
	assert_null(strstr(said, "WARNING"));
	test_drop(&d.c);
}

static void
the_same_paper_gives_the_same_bytes(void **state)
{
	struct desk d = whole_pack(), e = whole_pack();
	struct str a, b;

	assert_true(render(&d, &a));
	assert_true(render(&d, &b));
	assert_true(str_eq(a, b));
	assert_true(render(&e, &b));
	assert_true(str_eq(a, b));
	assert_true(str_starts(a, S("%PDF-1.7\n")));
	test_drop(&d.c);
	test_drop(&e.c);
}

/* Finds the first tag of a type. */
static struct tag *
tag_of(struct desk *d, enum tag_type type)
{
	for (size_t i = 0; i < d->paper.n_tags; i++)
		if (d->paper.tag[i].type == type)
			return &d->paper.tag[i];
	fail();
	return NULL;
}

#define REFUSED(d, why)                                                        \
	do {                                                                   \
		struct str pdf_;                                               \
		assert_false(render((d), &pdf_));                              \
		assert_str(diag_text((d)->c.diag), why);                       \
		assert_str(diag_at((d)->c.diag).file, "XN1-board-report.pdf"); \
		test_drop(&(d)->c);                                            \
	} while (0)

static void
a_figure_without_words_is_refused(void **state)
{
	struct desk d = whole_pack();

	tag_of(&d, TAG_Figure)->alt = S(" ");
	REFUSED(&d, "a figure on page 1 has no alternative text; set the alt "
		    "of its chart");
}

static void
a_header_cell_without_direction_is_refused(void **state)
{
	struct desk d = whole_pack();

	tag_of(&d, TAG_TH)->scope_column = false;
	REFUSED(&d, "a header cell says neither that it heads a row nor a "
		    "column");
}

static void
a_link_leads_to_exactly_one_place(void **state)
{
	struct desk d = whole_pack();

	tag_of(&d, TAG_Link)->uri = S("https://nhs.uk/");
	REFUSED(&d, "the link 'See the page on pay' leads to "
		    "'https://nhs.uk/' and to destination 1 of 3; it must "
		    "lead to exactly one place");
	d = whole_pack();
	tag_of(&d, TAG_Link)->target = 9;
	REFUSED(&d, "the link 'See the page on pay' leads to '' and to "
		    "destination 9 of 3; it must lead to exactly one place");
	d = whole_pack();
	d.paper.destination[1].page = 3;
	REFUSED(&d, "destination 1 is on page 4 of 3; a link leads to a block "
		    "that was never placed");
}

static void
a_note_needs_an_id_of_its_own(void **state)
{
	struct desk d = whole_pack();

	tag_of(&d, TAG_Note)->id = S("");
	REFUSED(&d, "a note has no id of its own");
	d = whole_pack();
	tag_of(&d, TAG_H2)->id = S("note-1");
	REFUSED(&d, "two tags have the id 'note-1'; ids are unique");
}

static void
a_frame_of_no_tag_is_refused_with_its_page(void **state)
{
	struct desk d = whole_pack();

	d.paper.leaf[1].frame[2].tag = 4000;
	assert_false(render(&d, &(struct str){0}));
	assert_str(diag_at(d.c.diag).sheet, "page 2");
	test_drop(&d.c);
}

static void
a_pack_without_title_or_pages_is_refused(void **state)
{
	struct desk d = whole_pack();

	d.pack.title = S("");
	REFUSED(&d, "the pack has no title or no language; a screen reader "
		    "needs both");
	d = whole_pack();
	d.paper.n_leaves = 0;
	REFUSED(&d, "the pack has no pages");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_referee_finds_nothing),
	    cmocka_unit_test(the_words_are_read_out_in_order),
	    cmocka_unit_test(a_link_is_as_large_as_its_undrawn_box),
	    cmocka_unit_test(libqpdf_checks_the_file),
	    cmocka_unit_test(the_same_paper_gives_the_same_bytes),
	    cmocka_unit_test(a_figure_without_words_is_refused),
	    cmocka_unit_test(a_header_cell_without_direction_is_refused),
	    cmocka_unit_test(a_link_leads_to_exactly_one_place),
	    cmocka_unit_test(a_note_needs_an_id_of_its_own),
	    cmocka_unit_test(a_frame_of_no_tag_is_refused_with_its_page),
	    cmocka_unit_test(a_pack_without_title_or_pages_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
