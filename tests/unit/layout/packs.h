/* unit/layout/packs.h -- packs made by hand, with invented words and figures. */
#ifndef TESTS_PACKS_H
#define TESTS_PACKS_H

#include "check.h"
#include "layout/layout.h"

/* A pack that grows block by block. */
struct maker {
	struct ctx c;
	struct pack pack;
	size_t cap;
};

static inline struct maker
maker_new(void)
{
	struct maker m = {.c = test_ctx()};

	m.pack.id = S("board-report");
	m.pack.org_code = S("XN1");
	m.pack.org_name =
	    S("Northmoor Children\xe2\x80\x99s and Mental Health NHS Trust");
	m.pack.running_left = S("Mental health workforce");
	m.pack.running_right = S("Board report \xc2\xb7 XN1");
	m.pack.title = S("Board report: Northmoor");
	m.pack.language = S("en-GB");
	m.pack.synthetic = true;
	return m;
}

static inline struct text
plain(struct maker *m, const char *words)
{
	struct text t = {NEW(m->c.mem, struct span), 1};

	t.span[0].text = str_of(words);
	return t;
}

static inline struct block *
add(struct maker *m, enum block_kind kind, int span, const char *words)
{
	struct pack *p = &m->pack;
	struct block *b;

	ARENA_GROW(m->c.mem, p->block, p->n, m->cap);
	b = &p->block[p->n++];
	*b = (struct block){.kind = kind, .span = span, .level = 2};
	if (words != NULL)
		b->text = plain(m, words);
	return b;
}

static inline const struct scene *
drawing(struct maker *m, double width, double height)
{
	struct scene *s = scene_new(m->c.mem, width, height);

	s->alt = S("Two lines that cross");
	scene_rect(s, 0, 0, width, height, INK_tint);
	scene_line(s, 0, 0, width, height, 1, INK_self);
	scene_line(s, 0, height, width, 0, 1, INK_peer);
	return s;
}

static inline struct block *
add_chart(struct maker *m, int span, double height, const char *title,
    const char *subtitle, const char *note)
{
	struct block *b = add(m, BLOCK_CHART, span, NULL);

	if (title != NULL)
		b->title = plain(m, title);
	if (subtitle != NULL)
		b->subtitle = plain(m, subtitle);
	if (note != NULL)
		b->note = plain(m, note);
	b->scene = drawing(m, theme_span(&theme_default, span), height);
	return b;
}

static inline struct block *
add_list(
    struct maker *m, int span, bool ordered, size_t n, const char *const *words)
{
	struct block *b = add(m, BLOCK_LIST, span, NULL);

	b->ordered = ordered;
	b->n_items = n;
	b->item = NEWS(m->c.mem, n, struct text);
	for (size_t i = 0; i < n; i++)
		b->item[i] = plain(m, words[i]);
	return b;
}

/* Measures in groups of five: name with base line, value, England, a drawing
 * and a word. */
static inline struct block *
add_table(struct maker *m, size_t rows)
{
	static const char *const group[] = {"1   Recruitment and retention",
	    "2   Workforce development", "3   Culture and values"};
	struct arena *mem = m->c.mem;
	struct block *b = add(m, BLOCK_TABLE, 12, NULL);
	struct table *t = NEW(mem, struct table);
	struct table_column head[] = {{.head = S("Measure"), .weight = 40},
	    {.head = S("Northmoor"), .weight = 8, .align = ALIGN_RIGHT},
	    {.head = S("England"), .weight = 8, .align = ALIGN_RIGHT},
	    {.head = S("Lower"), .workbook_only = true, .weight = 9},
	    {.head = S("Against England"), .weight = 24},
	    {.head = S("Verdict"), .weight = 20}};

	t->name = S("measures");
	t->title = S("Three measures are above England and one is below");
	t->subtitle = S("Latest to 30 June 2026; bases under each name");
	t->summary = S("One row for each measure");
	t->n_columns = COUNT(head);
	t->column = NEWS(mem, COUNT(head), struct table_column);
	memcpy(t->column, head, sizeof head);
	t->row_heads = 1;
	for (size_t i = 0, cap = 0; i < rows; i++) {
		struct table_row *r;
		struct table_cell *k;
		ARENA_GROW(mem, t->row, t->n_rows, cap);
		r = &t->row[t->n_rows++];
		if (i % 6 == 0) {
			*r = (struct table_row){.group = true,
			    .group_text = str_of(group[i / 6 % 3])};
			continue;
		}
		*r = (struct table_row){
		    .cell = NEWS(mem, COUNT(head), struct table_cell)};
		k = r->cell;
		k[0] = (struct table_cell){
		    .text = str_fmt(mem, "Vacancy rate %zu, %%", i),
		    .sub = S("82 of 694 WTE posts, 30 Jun 2026"),
		    .type = TYPE_row_strong};
		k[1] = (struct table_cell){
		    .text = S("11.8"), .is_number = true, .type = TYPE_value};
		k[2] =
		    (struct table_cell){.text = S("14.1"), .is_number = true};
		k[3] = (struct table_cell){.text = S("9.6")};
		k[4] = (struct table_cell){.scene = drawing(m, 90, 10)};
		k[5] = (struct table_cell){.text = S("Not different")};
	}
	b->table = t;
	t->n_notes = 1;
	t->note = NEW(mem, struct text);
	t->note[0] = plain(m, "[c] suppressed: fewer than five people.");
	return b;
}

/* A page like the first of a board report. */
static inline void
add_summary(struct maker *m)
{
	static const char *const fact[] = {"Report", "Board report", "Period",
	    "2026-27 Q1, April to June 2026", "Region",
	    "North East and Yorkshire", "Code", "XN1"};
	static const char *const question[] = {
	    "Supervision. It fell while vacancies eased. What is taking "
	    "supervisors\xe2\x80\x99 time, and when will it be back?",
	    "Training. 14 more colleagues would need to take up training to "
	    "close the gap. Who decides which requests are funded?",
	    "Agency. Our share is above England\xe2\x80\x99s and has not "
	    "clearly fallen. What is planned for each team?"};
	struct block *b;

	add(m, BLOCK_KICKER, 12,
	    "Northmoor Children\xe2\x80\x99s and Mental Health NHS Trust");
	add(m, BLOCK_PAGE_TITLE, 12,
	    "Fewer empty posts, less supervision, and unequal take-up of "
	    "training");
	b = add_list(m, 12, false, COUNT(fact), fact);
	b->kind = BLOCK_FACTS;
	add(m, BLOCK_LEDE, 12,
	    "Our services for children and young people employ 682 people "
	    "(612 whole-time equivalents). Of 22 measures, three are "
	    "improving, one is a concern, six are within their usual range "
	    "and twelve have no verdict.");
	add(m, BLOCK_HEADING, 12, "In brief");
	b = add_chart(m, 4, 78,
	    "The vacancy rate has been below its four-year average for seven "
	    "quarters.",
	    NULL,
	    "Vacancy rate, % of funded posts, quarterly. Shaded: range "
	    "expected by chance. Base: 694.");
	b->rule = true;
	b->title_type = TYPE_finding;
	b = add_chart(m, 4, 78, "Supervision fell to 71% of sessions due.",
	    NULL, "Received when due, %, quarterly. Base: 545.");
	b->rule = true;
	b->title_type = TYPE_finding;
	b = add_chart(m, 4, 78,
	    "White staff are 1.37 times as likely as ethnic minority staff to "
	    "take up training and CPD.",
	    NULL, "Relative likelihood, log scale. Base: 638 people.");
	b->rule = true;
	b->title_type = TYPE_finding;
	add(m, BLOCK_HEADING, 7, "What changed since last quarter");
	add_chart(m, 7, 150, "Two of five measures moved clearly",
	    "Change from 2025-26 Q4 to 2026-27 Q1, percentage points, with "
	    "95% interval. Filled: the interval excludes no change.",
	    NULL)
	    ->stack = true;
	add(m, BLOCK_HEADING, 5, "Three questions for the board");
	add_list(m, 5, true, COUNT(question), question)->stack = true;
}

/* The pack on its pages. */
static inline struct paper *
lay(struct maker *m)
{
	struct type_engine *e;
	struct paper *p = NULL;

	if (!type_open(&m->c, S("fonts"), &e) ||
	    !layout_pack(&m->c, &m->pack, &theme_default, e, &p))
		fail_msg("%.*s", STRF(diag_text(m->c.diag)));
	return p;
}

/* What a text frame says. */
static inline struct str
words(struct maker *m, const struct frame *f)
{
	struct buf b = buf_new(m->c.mem);

	for (const struct glyph_run *r = f->run; r != NULL; r = r->next)
		buf_adds(&b, r->text);
	return buf_str(&b);
}

#endif
