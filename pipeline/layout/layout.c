/* layout/layout.c -- a pack's blocks placed on pages. */
#include <math.h>

#include "layout/contents.h"
#include "layout/figure.h"
#include "layout/flow.h"
#include "layout/layout.h"
#include "layout/link.h"
#include "layout/table.h"
#include "layout/text.h"

/* The vertical rhythm, in points; a close block keeps with what follows. */
static const struct spacing spacing[BLOCK_N] = {
    [BLOCK_PAGE_TITLE] = {0, 6, true},
    [BLOCK_KICKER] = {0, 5, true},
    [BLOCK_FACTS] = {0, 0, false},
    [BLOCK_LEDE] = {9, 12, false},
    [BLOCK_HEADING] = {16, 5, true},
    [BLOCK_TEXT] = {6, 6, false},
    [BLOCK_LIST] = {5, 8, false},
    [BLOCK_CHART] = {12, 12, false},
    [BLOCK_TABLE] = {12, 12, false},
    [BLOCK_NOTE] = {5, 8, false},
    [BLOCK_CONTENTS] = {6, 12, false},
};
static const struct spacing small_heading = {12, 3, true};

static const double rule_gap = 5; /* under a rule that opens a block */
static const double running_rule = 3, foot_gap = 3;
static const double logo_height = 26, logo_width = 150, logo_foot = 2;

/* ---- headings */

/* The next heading level: never more than one deeper than the last. */
static int
heading_level(struct press *s, const struct block *b)
{
	int level;

	if (b->kind == BLOCK_PAGE_TITLE)
		level = s->level == 0 ? 1 : 2;
	else
		level = s->title_level + (b->level > 2 ? 2 : 1);
	if (level > s->level + 1)
		level = s->level + 1;
	if (level > 3)
		level = 3;
	if (b->kind == BLOCK_PAGE_TITLE)
		s->title_level = level;
	return s->level = level;
}

static void
add_bookmark(struct press *s, const struct block *b, int destination)
{
	struct paper *p = s->paper;
	bool title = b->kind == BLOCK_PAGE_TITLE;

	if (!title && b->level > 2)
		return;
	ARENA_GROW(s->c->mem, p->bookmark, p->n_bookmarks, p->cap_bookmarks);
	p->bookmark[p->n_bookmarks] =
	    (struct bookmark){page_words(s->c->mem, &b->text),
		title ? -1 : s->bookmark, destination};
	if (title)
		s->bookmark = (int)p->n_bookmarks;
	p->n_bookmarks++;
}

static void
set_heading(struct press *s, struct slot *slot, enum type_role role)
{
	const struct block *b = slot->block;
	bool first = s->level == 0;
	enum tag_type tag;

	if (text_empty(&b->text))
		return;
	if (b->type != 0)
		role = b->type;
	else if (b->kind == BLOCK_PAGE_TITLE && first)
		role = TYPE_report_title;
	tag = (enum tag_type)(TAG_H1 + heading_level(s, b) - 1);
	text_set_title(s, &slot->galley, &b->text, s->theme->type[role],
	    slot->width, 0, tag, 0);
	if (slot->galley.destination < 0)
		slot->galley.destination = paper_destination(s);
	add_bookmark(s, b, slot->galley.destination);
}

/* ---- blocks */

static void
set_plain(struct press *s, struct slot *slot, enum type_role role)
{
	const struct block *b = slot->block;

	text_set(s, &slot->galley, &b->text,
	    s->theme->type[b->type != 0 ? b->type : role], slot->width, 0,
	    TAG_P, 0);
}

static bool
set_kind(struct press *s, struct slot *slot)
{
	const struct block *b = slot->block;
	struct galley *g = &slot->galley;

	switch (b->kind) {
	case BLOCK_PAGE_TITLE:
		set_heading(s, slot, TYPE_page_title);
		return true;
	case BLOCK_HEADING:
		set_heading(
		    s, slot, b->level > 2 ? TYPE_chart_title : TYPE_section);
		return true;
	case BLOCK_KICKER:
		set_plain(s, slot, TYPE_kicker);
		return true;
	case BLOCK_FACTS:
		text_set_facts(s, g, b, slot->width);
		return true;
	case BLOCK_LEDE:
		set_plain(s, slot, TYPE_lede);
		return true;
	case BLOCK_TEXT:
		set_plain(s, slot, TYPE_body);
		return true;
	case BLOCK_NOTE:
		set_plain(s, slot, TYPE_caption);
		return true;
	case BLOCK_LIST:
		text_set_list(s, g, b, slot->width);
		return true;
	case BLOCK_CHART:
		return figure_set(s, g, b, slot->width);
	case BLOCK_TABLE:
		table_set(s, g, b->table, slot->width);
		return true;
	case BLOCK_CONTENTS:
		contents_set(s, g, b, slot->width);
		return true;
	case BLOCK_N:
		break;
	}
	return diag_fail(s->c, s->at, "block of unknown kind %d", b->kind);
}

static bool
set_block(struct press *s, struct slot *slot)
{
	const struct block *b = slot->block;
	struct galley *g = &slot->galley;

	slot->spacing = b->kind == BLOCK_HEADING && b->level > 2
			    ? small_heading
			    : spacing[b->kind];
	g->destination = b->anchor.n > 0 ? paper_destination(s) : -1;
	if (b->rule) {
		galley_strip(s, g, 0, rule_gap, false);
		galley_frame(
		    s, g, paper_rule(0, 0.3, slot->width, 0, 0.6, INK_text));
	}
	if (!set_kind(s, slot))
		return false;
	if (b->rule && g->n_strips > 1)
		g->strip[1].keep = true;
	s->destination[b - s->pack->block] = g->destination;
	return true;
}

/* ---- running head and foot */

/* Returns where the words end. */
static double
furniture(struct press *s, size_t leaf, int kind, struct str words,
    struct type type, double x, double baseline, enum align align)
{
	double w = text_width(s->metrics, words, type.style);

	if (words.n == 0)
		return x;
	x = align == ALIGN_RIGHT ? x - w : x;
	paper_frame(s, leaf,
	    (struct frame){.kind = FRAME_TEXT,
		.tag = kind,
		.x = x,
		.y = baseline,
		.w = w,
		.h = type.leading,
		.ink = type.ink,
		.run = s->metrics->shape(s->metrics->self, words, type.style)});
	return x + w;
}

static void
furniture_rule(struct press *s, size_t leaf, int kind, double y, enum ink ink)
{
	const struct theme *t = s->theme;
	struct frame f = paper_rule(t->margin_left, y,
	    t->page_width - t->margin_left - t->margin_right, 0, 0.5, ink);

	f.tag = kind;
	paper_frame(s, leaf, f);
}

/* Over the running head of the first page, at the right: furniture, since the
 * organisation's name is said in words. */
static void
set_logo(struct press *s)
{
	const struct theme *t = s->theme;
	double scale =
	    fmin(logo_height / t->logo.height, logo_width / t->logo.width);
	double w = t->logo.width * scale, h = t->logo.height * scale;

	paper_frame(s, 0,
	    (struct frame){.kind = FRAME_IMAGE,
		.tag = FRAME_HEADER,
		.x = t->page_width - t->margin_right - w,
		.y = t->running_baseline - t->type[TYPE_running].leading -
		     logo_foot - h,
		.w = w,
		.h = h,
		.png = t->logo.png});
}

static void
running_head(struct press *s, size_t leaf)
{
	const struct theme *t = s->theme;
	struct type type = t->type[TYPE_running];
	double y = t->running_baseline;

	if (leaf == 0 && t->logo.png.n > 0)
		set_logo(s);
	furniture(s, leaf, FRAME_HEADER, s->pack->running_left, type,
	    t->margin_left, y, ALIGN_LEFT);
	furniture(s, leaf, FRAME_HEADER, s->pack->running_right, type,
	    t->page_width - t->margin_right, y, ALIGN_RIGHT);
	/* Below the line's box, not its base line. */
	y += type.leading - text_baseline(&type) + running_rule;
	furniture_rule(s, leaf, FRAME_HEADER, y, INK_rule);
}

static void
foot(struct press *s, size_t leaf)
{
	const struct theme *t = s->theme;
	struct type type = t->type[TYPE_foot], strong = type;
	double x = t->margin_left;
	double y = t->foot_rule + foot_gap + text_baseline(&type);
	struct {
		bool said;
		struct str words;
	} mark[] = {{s->pack->synthetic, S("Synthetic data")},
	    {s->pack->internal, S("Internal: not for publication")}};

	strong.style.weight = 600;
	x = furniture(
	    s, leaf, FRAME_FOOTER, s->pack->org_name, type, x, y, ALIGN_LEFT);
	for (size_t i = 0; i < COUNT(mark); i++) {
		if (!mark[i].said)
			continue;
		x = furniture(s, leaf, FRAME_FOOTER, S("  \xc2\xb7  "), type, x,
		    y, ALIGN_LEFT);
		x = furniture(s, leaf, FRAME_FOOTER, mark[i].words, strong, x,
		    y, ALIGN_LEFT);
	}
	furniture(s, leaf, FRAME_FOOTER,
	    str_fmt(s->c->tmp, "%zu of %zu", leaf + 1, s->paper->n_leaves),
	    type, t->page_width - t->margin_right, y, ALIGN_RIGHT);
	furniture_rule(s, leaf, FRAME_FOOTER, t->foot_rule, INK_hair);
}

/* ---- blocks that stand only where there is room */

static bool
set_blocks(struct press *s, struct slot *slot, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!set_block(s, &slot[i]))
			return false;
	return true;
}

/* Empties the galleys of blocks that their page has no room for, one after the
 * other; returns whether there were any. */
static bool
leave_out(struct press *s, struct slot *slot, size_t n)
{
	const struct theme *t = s->theme;
	struct galley *kept = NEWS(s->c->tmp, n, struct galley);
	bool left = false;

	for (size_t i = 0; i < n; i++) {
		kept[i] = slot[i].galley;
		if (slot[i].block->if_room)
			slot[i].galley.n_strips = 0;
	}
	for (size_t i = 0; i < n; i++) {
		if (!slot[i].block->if_room)
			continue;
		slot[i].galley = kept[i];
		if (flow_height(s, slot, n) <= t->body_bottom - t->body_top)
			continue;
		slot[i].galley = (struct galley){.destination = -1};
		left = true;
	}
	return left;
}

/* The blocks from a page title up to the next. What is left out has no tags,
 * so the rest is set anew without it. */
static bool
set_page(struct press *s, struct slot *slot, size_t n)
{
	struct press before = *s;
	struct paper *p = s->paper;
	size_t tags = p->n_tags, marks = p->n_bookmarks,
	       destinations = p->n_destinations;

	if (!set_blocks(s, slot, n))
		return false;
	if (!leave_out(s, slot, n))
		return true;
	p->n_tags = tags;
	p->n_bookmarks = marks;
	p->n_destinations = destinations;
	s->n_links = before.n_links;
	s->n_numbers = before.n_numbers;
	s->title_level = before.title_level;
	s->level = before.level;
	s->bookmark = before.bookmark;
	for (size_t i = 0; i < n; i++) {
		bool out = slot[i].block->if_room && slot[i].galley.n == 0;
		slot[i].galley = (struct galley){.destination = -1};
		if (out)
			s->destination[slot[i].block - s->pack->block] = -1;
		else if (!set_block(s, &slot[i]))
			return false;
	}
	return true;
}

/* ---- the whole */

static bool
set_all(struct press *s)
{
	struct slot *slot = flow_slots(s);

	paper_tag(s, -1, TAG_Document);
	for (size_t i = 0, to; i < s->pack->n; i = to) {
		for (to = i + 1; to < s->pack->n; to++)
			if (slot[to].block->kind == BLOCK_PAGE_TITLE ||
			    slot[to].block->opens_page)
				break;
		if (!set_page(s, &slot[i], to - i))
			return false;
	}
	return flow_place(s, slot, s->pack->n) && link_resolve(s);
}

/* The pack without what only the workbook has room for, and without contents
 * that want many pages unless these are asked for. */
static const struct pack *
of_pages(struct arena *tmp, const struct pack *pack, bool contents)
{
	struct pack *p = NEW(tmp, struct pack);

	*p = *pack;
	p->block = NEWS(tmp, pack->n + 1, struct block);
	p->n = 0;
	for (size_t i = 0; i < pack->n; i++)
		if (!pack->block[i].workbook_only &&
		    (contents || pack->block[i].least_pages == 0))
			p->block[p->n++] = pack->block[i];
	return p;
}

static struct paper *
lay(struct press s, bool contents)
{
	s.paper = paper_new(s.c->mem, s.theme);
	s.pack = of_pages(s.c->tmp, s.pack, contents);
	s.destination = NEWS(s.c->tmp, s.pack->n, int);
	if (!set_all(&s))
		return NULL;
	for (size_t i = 0; i < s.paper->n_leaves; i++) {
		running_head(&s, i);
		foot(&s, i);
	}
	return s.paper;
}

/* How many pages a pack must have for contents that want many; 0: it has no
 * such. */
static int
least_pages(const struct pack *p)
{
	int least = 0;

	for (size_t i = 0; i < p->n; i++)
		if (p->block[i].least_pages > least)
			least = p->block[i].least_pages;
	return least;
}

/* Contents that want many pages are tried only where these are. */
static struct paper *
lay_long(const struct press *s, struct paper *without)
{
	struct paper *with;
	int least = least_pages(s->pack);

	if (without == NULL || least == 0 || without->n_leaves < (size_t)least)
		return without;
	with = lay(*s, true);
	return with == NULL || with->n_leaves == without->n_leaves ? with
								   : without;
}

bool
layout_pack(struct ctx *c, const struct pack *pack, const struct theme *theme,
    struct type_engine *type, struct paper **out)
{
	struct arena_mark m = arena_mark(c->tmp);
	struct press s = {.c = c,
	    .pack = pack,
	    .theme = theme,
	    .type = type,
	    .metrics = type_metrics(type),
	    .bookmark = -1};

	s.at.file =
	    str_fmt(c->tmp, "%.*s %.*s", STRF(pack->id), STRF(pack->org_code));
	*out = lay_long(&s, lay(s, false));
	arena_rewind(c->tmp, m);
	return *out != NULL;
}
