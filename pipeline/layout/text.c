/* layout/text.c -- paragraphs, lists and facts. */
#include "layout/link.h"
#include "layout/text.h"

/* Height of Inter's capitals, in ems. Capitals stand in the middle of their
 * line, so that text of any size is centred by its box. */
static const double cap_height = 0.727;

static const double list_hang = 15, list_gap = 5, bullet_hang = 10;
static const double facts_pad = 8, facts_label = 32, facts_gap = 2;

struct text
text_plain(struct arena *mem, struct str s)
{
	struct text t = {NEW(mem, struct span), 1};

	t.span[0].text = s;
	return t;
}

bool
text_empty(const struct text *t)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->span[i].text.n > 0)
			return false;
	return true;
}

double
text_baseline(const struct type *t)
{
	return t->leading / 2 + cap_height / 2 * t->style.size;
}

/* ---- lines of about equal length */

/* A word as it was set, and the space after it. */
struct word {
	double width, space;
};

struct words {
	struct word *word;
	size_t n, cap;
	bool open; /* the last word may go on */
};

static void
take_glyph(struct arena *mem, struct words *w, double width, bool space)
{
	if (space) {
		if (w->n > 0)
			w->word[w->n - 1].space += width;
		w->open = false;
		return;
	}
	if (!w->open) {
		ARENA_GROW(mem, w->word, w->n, w->cap);
		w->word[w->n++] = (struct word){0};
	}
	w->word[w->n - 1].width += width;
	w->open = true;
}

static void
take_run(
    struct arena *mem, struct words *w, const struct glyph_run *r, double start)
{
	size_t byte = 0;
	double end = start + r->width;

	for (size_t i = 0; i < r->n; i++) {
		double from = r->glyph[i].x;
		double to = i + 1 < r->n ? r->glyph[i + 1].x : end;
		take_glyph(mem, w, to - from,
		    byte < r->text.n && r->text.p[byte] == ' ');
		byte += (size_t)r->cluster[i];
	}
}

/* The space at a line's end was set with no width: it is as wide as another. */
static struct words
take_words(struct arena *mem, const struct passage *p)
{
	struct words w = {0};

	for (size_t k = 0; k < p->n; k++) {
		for (size_t i = 0; i < p->text->n; i++) {
			double start = 0;
			for (const struct glyph_run *r = p->line[k].runs[i];
			     r != NULL; r = r->next) {
				take_run(mem, &w, r, start);
				start += r->width;
			}
		}
		if (w.n > 0 && !w.open && w.word[w.n - 1].space <= 0)
			w.word[w.n - 1].space = p->type.style.size / 4;
		w.open = false;
	}
	return w;
}

static size_t
lines_at(const struct words *w, double width)
{
	size_t lines = 1;
	double x = 0;

	for (size_t i = 0; i < w->n; i++) {
		if (x > 0 && x + w->word[i].width > width) {
			lines++;
			x = 0;
		}
		x += w->word[i].width + w->word[i].space;
	}
	return lines;
}

/* The narrowest width that needs no more lines, from the words as they were
 * set: to break the text again at every width tried takes ten times as long. */
static double
balanced_width(struct press *s, const struct passage *p, double width)
{
	struct words w = take_words(s->c->tmp, p);
	double low = width / 2, high = width;

	while (high - low > 0.5) {
		double mid = (low + high) / 2;
		if (lines_at(&w, mid) > p->n)
			low = mid;
		else
			high = mid;
	}
	return high + 0.5 < width ? high + 0.5 : width;
}

struct passage
text_break(struct press *s, const struct text *text, struct type type,
    double width, bool balance)
{
	struct passage p = {.text = text, .type = type};
	struct type_span *span;

	if (text_empty(text))
		return p;
	span = NEWS(s->c->tmp, text->n, struct type_span);
	for (size_t i = 0; i < text->n; i++) {
		span[i] = (struct type_span){text->span[i].text, type.style};
		if (text->span[i].page)
			span[i].text = link_room(s->c->tmp, text->span[i].text);
		if (text->span[i].strong)
			span[i].style.weight = 600;
	}
	p.n = type_break(s->type, s->c->mem, span, text->n, width, &p.line);
	if (balance && p.n > 1) {
		struct type_line *line;
		size_t n = type_break(s->type, s->c->mem, span, text->n,
		    balanced_width(s, &p, width), &line);
		if (n == p.n)
			p.line = line;
	}
	return p;
}

static double
run_width(const struct glyph_run *r)
{
	double w = 0;

	for (; r != NULL; r = r->next)
		w += r->width;
	return w;
}

struct passage
text_label(struct press *s, struct str words, struct type type)
{
	struct text *t = NEW(s->c->tmp, struct text);
	struct passage p = {.text = t, .type = type};

	*t = text_plain(s->c->tmp, words);
	if (words.n == 0)
		return p;
	p.n = 1;
	p.line = NEW(s->c->tmp, struct type_line);
	p.line->runs = NEW(s->c->tmp, const struct glyph_run *);
	p.line->x = NEW(s->c->tmp, double);
	p.line->runs[0] =
	    s->metrics->shape(s->metrics->self, words, type.style);
	p.line->width = run_width(p.line->runs[0]);
	return p;
}

void
text_tag(struct press *s, struct passage *p, int tag)
{
	const struct text *t = p->text;
	bool links = false;

	for (size_t i = 0; i < t->n; i++)
		links = links || t->span[i].link.n > 0;
	p->tag = NEWS(s->c->tmp, t->n, int);
	for (size_t i = 0; i < t->n; i++) {
		struct str to = t->span[i].link;
		if (!links || tag < 0 || t->span[i].text.n == 0)
			p->tag[i] = tag;
		else if (i > 0 && p->tag[i - 1] != tag &&
			 str_eq(to, t->span[i - 1].link))
			p->tag[i] = p->tag[i - 1];
		else
			p->tag[i] = to.n > 0
					? link_tag(s, tag,
					      (struct link){.to = to,
						  .name = t->span[i].link_name})
					: paper_tag(s, tag, TAG_Span);
	}
}

static enum ink
ink_of(const struct span *span, const struct type *type)
{
	if (span->ink != INK_NONE)
		return span->ink;
	return span->link.n > 0 && !span->page ? INK_self : type->ink;
}

static double
indent(enum align a, double box, double width)
{
	double free = box - width;

	return a == ALIGN_RIGHT ? free : a == ALIGN_CENTRE ? free / 2 : 0;
}

void
text_line(struct press *s, struct galley *g, const struct passage *p, size_t k,
    double x, double y, double width, enum align align)
{
	const struct type_line *l = &p->line[k];

	x += indent(align, width, l->width);
	for (size_t i = 0; i < p->text->n; i++) {
		const struct span *span = &p->text->span[i];
		if (l->runs[i] == NULL)
			continue;
		if (span->page) {
			link_number(s, g, p->tag[i],
			    (struct number){.link = p->tag[i],
				.before = span->text,
				.type = p->type},
			    x + l->x[i], y + text_baseline(&p->type));
			continue;
		}
		galley_frame(s, g,
		    (struct frame){.kind = FRAME_TEXT,
			.tag = p->tag[i],
			.x = x + l->x[i],
			.y = y + text_baseline(&p->type),
			.w = run_width(l->runs[i]),
			.h = p->type.leading,
			.ink = ink_of(span, &p->type),
			.run = l->runs[i],
			.underline = span->link.n > 0});
	}
}

/* No line alone: neither the first at the foot of a page nor the last at the
 * head of the next. */
static void
set_lines(struct press *s, struct galley *g, const struct passage *p, double x,
    double width, double gap, bool together)
{
	for (size_t k = 0; k < p->n; k++) {
		bool lone = k == 1 || k + 1 == p->n;
		galley_strip(s, g, k == 0 ? gap : 0, p->type.leading,
		    k > 0 && (together || lone));
		text_line(s, g, p, k, x, 0, width, ALIGN_LEFT);
	}
}

static int
set(struct press *s, struct galley *g, const struct text *text,
    struct type type, double width, int parent, enum tag_type tag_type,
    double gap, bool title)
{
	struct passage p = text_break(s, text, type, width, title);
	int tag;

	if (p.n == 0)
		return -1;
	tag = paper_tag(s, parent, tag_type);
	text_tag(s, &p, tag);
	set_lines(s, g, &p, 0, width, gap, title);
	return tag;
}

int
text_set(struct press *s, struct galley *g, const struct text *text,
    struct type type, double width, int parent, enum tag_type tag, double gap)
{
	return set(s, g, text, type, width, parent, tag, gap, false);
}

int
text_set_title(struct press *s, struct galley *g, const struct text *text,
    struct type type, double width, int parent, enum tag_type tag, double gap)
{
	return set(s, g, text, type, width, parent, tag, gap, true);
}

/* A number or bullet at x, on the first line of what it labels. */
static void
set_label(struct press *s, struct galley *g, int tag, struct str words,
    struct type type, double x, double y)
{
	const struct glyph_run *run =
	    s->metrics->shape(s->metrics->self, words, type.style);

	galley_frame(s, g,
	    (struct frame){.kind = FRAME_TEXT,
		.tag = tag,
		.x = x,
		.y = y + text_baseline(&type),
		.w = text_width(s->metrics, words, type.style),
		.h = type.leading,
		.ink = type.ink,
		.run = run});
}

static void
set_item(struct press *s, struct galley *g, int list, const struct block *b,
    size_t i, struct type type, double width)
{
	double hang = b->ordered ? list_hang : bullet_hang;
	struct type mark = type;
	struct passage p;
	int item, label;

	p = text_break(s, &b->item[i], type, width - hang, false);
	if (p.n == 0)
		return;
	item = paper_tag(s, list, TAG_LI);
	label = paper_tag(s, item, TAG_Lbl);
	text_tag(s, &p, paper_tag(s, item, TAG_LBody));
	if (b->ordered)
		mark.style.weight = 600;
	mark.ink = INK_self;
	galley_strip(s, g, i == 0 ? 0 : list_gap, type.leading, false);
	set_label(s, g, label,
	    b->ordered ? str_fmt(s->c->tmp, "%zu", i + 1) : S("\xe2\x80\xa2"),
	    mark, 0, 0);
	text_line(s, g, &p, 0, hang, 0, width - hang, ALIGN_LEFT);
	for (size_t k = 1; k < p.n; k++) {
		galley_strip(s, g, 0, type.leading, k == 1 || k + 1 == p.n);
		text_line(s, g, &p, k, hang, 0, width - hang, ALIGN_LEFT);
	}
}

void
text_set_list(
    struct press *s, struct galley *g, const struct block *b, double width)
{
	enum type_role role = b->type != 0 ? b->type
			      : b->ordered ? TYPE_question
					   : TYPE_body;
	size_t full = 0;
	int list;

	for (size_t i = 0; i < b->n_items; i++)
		full += !text_empty(&b->item[i]);
	if (full == 0)
		return;
	list = paper_tag(s, 0, TAG_L);
	s->paper->tag[list].ordered = b->ordered;
	for (size_t i = 0; i < b->n_items; i++)
		set_item(s, g, list, b, i, s->theme->type[role], width);
}

/* Label and value side by side; returns the height. */
static double
set_fact(struct press *s, struct galley *g, int list, const struct text *pair,
    double y, double width)
{
	struct type label = s->theme->type[TYPE_head], value;
	struct passage p, q;
	int item;

	label.style.weight = 400;
	label.leading = 10;
	label.ink = INK_text2;
	value = label;
	value.ink = INK_text;
	p = text_break(s, &pair[0], label, facts_label, false);
	q = text_break(
	    s, &pair[1], value, width - facts_pad - facts_label, false);
	if (p.n == 0 || q.n == 0)
		return 0;
	item = paper_tag(s, list, TAG_LI);
	text_tag(s, &p, paper_tag(s, item, TAG_Lbl));
	text_tag(s, &q, paper_tag(s, item, TAG_LBody));
	for (size_t k = 0; k < p.n; k++)
		text_line(s, g, &p, k, facts_pad, y + (double)k * label.leading,
		    0, ALIGN_LEFT);
	for (size_t k = 0; k < q.n; k++)
		text_line(s, g, &q, k, facts_pad + facts_label,
		    y + (double)k * label.leading, 0, ALIGN_LEFT);
	return (double)(p.n > q.n ? p.n : q.n) * label.leading;
}

void
text_set_facts(
    struct press *s, struct galley *g, const struct block *b, double width)
{
	double y = 0;
	int list = paper_tag(s, 0, TAG_L);

	galley_strip(s, g, 0, 0, false);
	for (size_t i = 0; i + 1 < b->n_items; i += 2) {
		double h = set_fact(
		    s, g, list, &b->item[i], y > 0 ? y + facts_gap : y, width);
		y += h > 0 && y > 0 ? h + facts_gap : h;
	}
	g->strip[0].height = y;
	galley_frame(s, g, paper_rule(0, 0, 0, y, 0.5, INK_rule));
}
