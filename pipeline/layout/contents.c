/* layout/contents.c -- the headings that follow, with the pages they are on. */
#include "layout/contents.h"
#include "layout/link.h"
#include "layout/text.h"

static const double number_room = 18; /* right of an entry's words */

/* The title and the entries, down the columns. */
struct columns {
	size_t rows, filled; /* filled: cells of the column so far */
	double x, width, y, height;
	double step;
};

static bool
is_listed(const struct block *contents, const struct block *b)
{
	int deepest = contents->level > 1 ? contents->level : 1;

	if (text_empty(&b->text))
		return false;
	return b->kind == BLOCK_PAGE_TITLE ||
	       (b->kind == BLOCK_HEADING && b->level <= deepest);
}

static size_t
count(const struct press *s, const struct block *contents)
{
	const struct block *end = s->pack->block + s->pack->n;
	size_t n = 0;

	for (const struct block *b = contents + 1; b < end; b++)
		n += is_listed(contents, b);
	return n;
}

static struct columns
make_columns(
    const struct press *s, const struct block *b, size_t cells, double width)
{
	size_t n = b->columns > 1 ? (size_t)b->columns : 1;
	double gutter = s->theme->gutter;
	struct columns c = {.rows = (cells + n - 1) / n};

	c.width = (width - gutter * (double)(n - 1)) / (double)n;
	c.step = c.width + gutter;
	return c;
}

/* Words at the top of the next cell. */
static void
set_cell(struct press *s, struct galley *g, struct columns *c,
    const struct passage *p)
{
	if (c->filled == c->rows) {
		c->x += c->step;
		c->y = 0;
		c->filled = 0;
	}
	c->filled++;
	for (size_t k = 0; k < p->n; k++, c->y += p->type.leading)
		text_line(s, g, p, k, c->x, c->y, c->width, ALIGN_LEFT);
	c->height = c->y > c->height ? c->y : c->height;
}

static void
set_title(
    struct press *s, struct galley *g, struct columns *c, const struct text *t)
{
	struct passage p =
	    text_break(s, t, s->theme->type[TYPE_head], c->width, false);

	/* Base lines of all columns agree. */
	p.type.leading = s->theme->type[TYPE_caption].leading;
	text_tag(s, &p, paper_tag(s, 0, TAG_P));
	set_cell(s, g, c, &p);
}

static void
set_entry(struct press *s, struct galley *g, struct columns *c, int toc,
    const struct block *b)
{
	struct type type = s->theme->type[TYPE_caption], quiet = type;
	struct text *words = NEW(s->c->tmp, struct text);
	struct passage p;
	int tag;

	*words = text_plain(s->c->tmp, b->short_title.n > 0
					   ? b->short_title
					   : page_words(s->c->mem, &b->text));
	type.ink = INK_text;
	p = text_break(s, words, type, c->width - number_room, false);
	tag = paper_tag(s, paper_tag(s, toc, TAG_TOCI), TAG_Reference);
	tag = link_tag(
	    s, tag, (struct link){.block = b, .name = words->span[0].text});
	text_tag(s, &p, tag);
	set_cell(s, g, c, &p);
	link_number(s, g, tag,
	    (struct number){.link = tag, .type = quiet, .right = true},
	    c->x + c->width, c->y - type.leading + text_baseline(&type));
}

void
contents_set(
    struct press *s, struct galley *g, const struct block *b, double width)
{
	const struct block *end = s->pack->block + s->pack->n;
	size_t n = count(s, b);
	bool titled = !text_empty(&b->text);
	struct columns c = make_columns(s, b, n + titled, width);
	int toc;

	if (n == 0)
		return;
	galley_strip(s, g, 0, 0, false);
	if (titled)
		set_title(s, g, &c, &b->text);
	toc = paper_tag(s, 0, TAG_TOC);
	for (const struct block *to = b + 1; to < end; to++)
		if (is_listed(b, to))
			set_entry(s, g, &c, toc, to);
	g->strip[g->n_strips - 1].height = c.height;
}
