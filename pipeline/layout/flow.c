/* layout/flow.c -- which blocks stand side by side, and where they go. */
#include "layout/flow.h"

/* A table that would fit on one page moves there whole only if this share of
 * the page is used already; else it is split, to leave no half-empty page. */
static const double enough_of_page = 0.3;
/* Room that a rule's block keeps from what stands above. */
static const double rule_before = 11;
static const int lede_span = 9, facts_span = 3;

/* Slots from..to-1, in `columns` columns side by side. */
struct row {
	size_t from, to;
	int columns;
};

struct flow {
	struct press *s;
	struct slot *slot;
	struct row *row;
	size_t n;
	double y;   /* where the next row may start, without its gap */
	bool empty; /* nothing on this page yet */
};

/* ---- side by side */

struct grouping {
	struct slot *slot; /* the row's newest */
	size_t row;
	int used;     /* grid columns */
	bool opening; /* a kicker and page title with what belongs to them */
	bool titled;
	double left, width; /* of the newest column */
};

static int
span_of(const struct theme *t, const struct block *b)
{
	return b->span < 1 || b->span > t->columns ? t->columns : b->span;
}

static bool
joins_opening(const struct grouping *g, const struct block *b)
{
	if (!g->opening || b->opens_page)
		return false;
	return b->kind == BLOCK_FACTS || b->kind == BLOCK_LEDE ||
	       (b->kind == BLOCK_PAGE_TITLE && !g->titled);
}

static bool
joins_row(
    const struct grouping *g, const struct theme *t, const struct block *b)
{
	return g->used > 0 && !g->opening && !b->opens_page &&
	       b->kind != BLOCK_KICKER && b->kind != BLOCK_PAGE_TITLE &&
	       g->used + span_of(t, b) <= t->columns;
}

static void
open_column(struct grouping *g, const struct theme *t, int span)
{
	g->left = g->used == 0 ? 0 : theme_span(t, g->used) + t->gutter;
	g->width = theme_span(t, span);
	g->used += span;
}

/* Facts belong to the kicker or title before them, with a lede between. */
static bool
has_facts(const struct pack *p, size_t i)
{
	for (size_t k = i + 1; k < p->n; k++) {
		enum block_kind kind = p->block[k].kind;
		if (kind == BLOCK_FACTS)
			return true;
		if (kind != BLOCK_PAGE_TITLE && kind != BLOCK_LEDE)
			return false;
	}
	return false;
}

static void
open_row(struct grouping *g, const struct press *s, size_t i)
{
	const struct block *b = &s->pack->block[i];
	const struct theme *t = s->theme;

	g->row++;
	g->used = 0;
	g->opening = b->kind == BLOCK_KICKER || b->kind == BLOCK_PAGE_TITLE;
	g->titled = false;
	open_column(g, t,
	    !g->opening             ? span_of(t, b)
	    : has_facts(s->pack, i) ? t->columns - facts_span
				    : t->columns);
}

static double
own_width(const struct theme *t, const struct block *b, double column)
{
	int span = span_of(t, b);
	double w;

	if (b->kind == BLOCK_LEDE && span == t->columns)
		span = lede_span;
	w = theme_span(t, span);
	return w < column ? w : column;
}

struct slot *
flow_slots(struct press *s)
{
	struct slot *slot = NEWS(s->c->tmp, s->pack->n, struct slot);
	struct grouping g = {0};
	const struct theme *t = s->theme;

	for (size_t i = 0; i < s->pack->n; i++) {
		const struct block *b = &s->pack->block[i];
		int column = i > 0 ? slot[i - 1].column : 0;
		bool facts = false;
		if (i > 0 && joins_opening(&g, b)) {
			facts = b->kind == BLOCK_FACTS;
			column = facts;
		} else if (i > 0 && b->stack && !b->opens_page) {
			;
		} else if (i > 0 && joins_row(&g, t, b)) {
			open_column(&g, t, span_of(t, b));
			column++;
		} else {
			open_row(&g, s, i);
			column = 0;
		}
		g.titled = g.titled || b->kind == BLOCK_PAGE_TITLE;
		slot[i] = (struct slot){.block = b,
		    .row = g.row,
		    .column = column,
		    .x = t->margin_left + g.left,
		    .width = own_width(t, b, g.width)};
		if (facts) {
			slot[i].x +=
			    theme_span(t, t->columns - facts_span) + t->gutter;
			slot[i].width = theme_span(t, facts_span);
		}
	}
	return slot;
}

/* ---- heights */

static double
gap_between(const struct slot *above, const struct slot *below)
{
	double before = below->spacing.before;

	if (below->block->rule && before < rule_before)
		before = rule_before;
	if (above->spacing.close || before < above->spacing.after)
		return above->spacing.after;
	return before;
}

/* The slot above in the same column, NULL for the first. */
static const struct slot *
above_in_column(const struct flow *f, const struct row *r, size_t i)
{
	for (size_t k = i; k-- > r->from;)
		if (f->slot[k].column == f->slot[i].column)
			return &f->slot[k];
	return NULL;
}

static double
slot_height(const struct slot *s)
{
	return galley_height(&s->galley, 0, s->galley.n_strips);
}

/* Tops of the row's slots from the row's top; returns its height. */
static double
measure(const struct flow *f, const struct row *r, double *top)
{
	double height = 0;

	for (size_t i = r->from; i < r->to; i++) {
		const struct slot *above = above_in_column(f, r, i);
		double y = 0;
		if (above != NULL)
			y = top[above - f->slot - r->from] +
			    slot_height(above) +
			    gap_between(above, &f->slot[i]);
		top[i - r->from] = y;
		y += slot_height(&f->slot[i]);
		height = y > height ? y : height;
	}
	return height;
}

static double
row_height(const struct flow *f, const struct row *r)
{
	struct arena *tmp = f->s->c->tmp;
	struct arena_mark m = arena_mark(tmp);
	double h = measure(f, r, NEWS(tmp, r->to - r->from, double));

	arena_rewind(tmp, m);
	return h;
}

static bool
is_last(const struct flow *f, const struct row *r, size_t i)
{
	for (size_t k = i + 1; k < r->to; k++)
		if (f->slot[k].column == f->slot[i].column)
			return false;
	return true;
}

/* All columns end in a heading: what follows must be on the same page. */
static bool
row_close(const struct flow *f, const struct row *r)
{
	for (size_t i = r->from; i < r->to; i++)
		if (is_last(f, r, i) && !f->slot[i].spacing.close)
			return false;
	return true;
}

static double
row_gap(const struct flow *f, const struct row *above, const struct row *below)
{
	double gap = 0;

	for (size_t i = above->from; i < above->to; i++)
		for (size_t k = below->from; k < below->to; k++) {
			double g;
			if (!is_last(f, above, i) ||
			    above_in_column(f, below, k) != NULL)
				continue;
			g = gap_between(&f->slot[i], &f->slot[k]);
			gap = g > gap ? g : gap;
		}
	return gap;
}

static bool
opens_page(const struct flow *f, const struct row *r)
{
	for (size_t i = r->from; i < r->to; i++)
		if (f->slot[i].block->opens_page ||
		    f->slot[i].block->kind == BLOCK_PAGE_TITLE)
			return true;
	return false;
}

static double
body_height(const struct flow *f)
{
	return f->s->theme->body_bottom - f->s->theme->body_top;
}

/* ---- charts of one row start at one height */

static double
scene_top(const struct slot *s)
{
	const struct galley *g = &s->galley;

	return galley_height(g, 0, g->scene) + g->strip[g->scene].gap;
}

/* The chart that opens a column, perhaps under a heading. */
static struct slot *
column_chart(struct flow *f, const struct row *r, int column, size_t *depth)
{
	*depth = 0;
	for (size_t i = r->from; i < r->to; i++) {
		struct slot *s = &f->slot[i];
		if (s->column != column)
			continue;
		if (s->block->kind == BLOCK_CHART)
			return s;
		if (s->block->kind != BLOCK_HEADING || ++*depth > 1)
			return NULL;
	}
	return NULL;
}

static void
align_charts(struct flow *f, const struct row *r)
{
	for (size_t level = 0; level < 2; level++) {
		double lowest = 0;
		size_t depth;
		for (int pass = 0; pass < 2; pass++)
			for (int k = 0; k < r->columns; k++) {
				struct slot *s = column_chart(f, r, k, &depth);
				double top;
				if (s == NULL || depth != level)
					continue;
				top = scene_top(s);
				if (pass == 0)
					lowest = top > lowest ? top : lowest;
				else
					s->galley.strip[s->galley.scene].gap +=
					    lowest - top;
			}
	}
}

/* ---- onto pages */

static void
new_page(struct flow *f)
{
	paper_leaf(f->s);
	f->y = f->s->theme->body_top;
	f->empty = true;
}

/* A half-empty page would be worse than a split table. */
static bool
page_used(const struct flow *f)
{
	return f->y - f->s->theme->body_top > enough_of_page * body_height(f);
}

/* Height up to the first place where a page may end. */
static double
first_unit(const struct galley *g)
{
	size_t to = 1;

	while (to < g->n_strips && g->strip[to].keep)
		to++;
	return galley_height(g, 0, to);
}

/* What row i needs on its page: itself or its first part, and after a heading
 * what the next row needs. */
static double
needs(const struct flow *f, size_t i, double room)
{
	const struct row *r = &f->row[i];
	double h = row_height(f, r), gap;

	if (r->columns == 1 && !row_close(f, r)) {
		const struct galley *g = &f->slot[r->from].galley;
		return g->whole && h <= room && page_used(f) ? h
							     : first_unit(g);
	}
	if (!row_close(f, r) || i + 1 >= f->n || opens_page(f, r + 1))
		return h;
	gap = row_gap(f, r, r + 1);
	return h + gap + needs(f, i + 1, room - h - gap);
}

/* The last strip before which a page may end so that from..to-1 fit; from if
 * there is none. With hard set, any place will do. */
static size_t
fitting(const struct galley *g, size_t from, double room, bool hard)
{
	size_t best = from;

	for (size_t to = from + 1; to <= g->n_strips; to++) {
		if (galley_height(g, from, to) > room + 1e-6)
			break;
		if (to == g->n_strips || hard || !g->strip[to].keep)
			best = to;
	}
	return best;
}

/* Better on the next page in one piece than in two on both. */
static bool
moves_whole(const struct flow *f, const struct slot *s, double room)
{
	double h = slot_height(s);

	return s->galley.whole && h > room && h <= body_height(f) &&
	       page_used(f);
}

static bool
place_slot(struct flow *f, const struct slot *s, double gap, bool after_heading)
{
	const struct theme *t = f->s->theme;
	const struct galley *g = &s->galley;
	size_t from = 0, to;

	if (!f->empty && !after_heading &&
	    moves_whole(f, s, t->body_bottom - f->y - gap))
		new_page(f);
	while (from < g->n_strips) {
		double y = f->y + (f->empty ? 0 : gap);
		if (from >= g->head_to && g->head_to > 0)
			y += galley_lay_head(f->s, g, s->x, y);
		to = fitting(g, from, t->body_bottom - y, false);
		if (to == from && !f->empty) {
			new_page(f);
			continue;
		}
		if (to == from)
			to = fitting(g, from, t->body_bottom - y, true);
		if (to == from)
			return diag_fail(f->s->c, f->s->at,
			    "a part of block %zu is %d points high and the "
			    "page has room for %d; make it smaller",
			    (size_t)(s->block - f->s->pack->block) + 1,
			    (int)g->strip[from].height,
			    (int)(t->body_bottom - y));
		galley_lay(f->s, g, from, to, s->x, y);
		f->y = y + galley_height(g, from, to);
		f->empty = false;
		from = to;
		if (from < g->n_strips)
			new_page(f);
	}
	return true;
}

static void
place_row(struct flow *f, const struct row *r, double gap)
{
	double *top = NEWS(f->s->c->tmp, r->to - r->from, double);
	double h = measure(f, r, top);
	double y = f->y + (f->empty ? 0 : gap);

	for (size_t i = r->from; i < r->to; i++) {
		const struct slot *s = &f->slot[i];
		galley_lay(f->s, &s->galley, 0, s->galley.n_strips, s->x,
		    y + top[i - r->from]);
	}
	f->y = y + h;
	f->empty = false;
}

static bool
place(struct flow *f, size_t i)
{
	const struct row *r = &f->row[i];
	double gap = i == 0 ? 0 : row_gap(f, r - 1, r);
	double room = f->s->theme->body_bottom - f->y - gap;

	if (!f->empty && (opens_page(f, r) ||
			     ((r->columns > 1 || row_close(f, r)) &&
				 needs(f, i, body_height(f)) > room + 1e-6)))
		new_page(f);
	if (r->columns == 1)
		return place_slot(
		    f, &f->slot[r->from], gap, i > 0 && row_close(f, r - 1));
	place_row(f, r, gap);
	return true;
}

/* Blocks of one column, and those of a row that no page could hold, follow one
 * another; only then may they be split. */
static void
collect_rows(struct flow *f, size_t n)
{
	f->row = NEWS(f->s->c->tmp, n, struct row);
	for (size_t i = 0; i < n;) {
		struct row r = {i, i, 1};
		for (; r.to < n && f->slot[r.to].row == f->slot[i].row; r.to++)
			if (f->slot[r.to].column >= r.columns)
				r.columns = f->slot[r.to].column + 1;
		if (r.columns > 1)
			align_charts(f, &r);
		if (r.columns > 1 && row_height(f, &r) <= body_height(f)) {
			f->row[f->n++] = r;
		} else {
			for (size_t k = r.from; k < r.to; k++)
				f->row[f->n++] = (struct row){k, k + 1, 1};
		}
		i = r.to;
	}
}

/* Blocks without words take no place. */
static size_t
collect(struct press *s, struct slot *slot, size_t n, struct flow *f)
{
	size_t full = 0;

	*f = (struct flow){.s = s, .slot = NEWS(s->c->tmp, n + 1, struct slot)};
	for (size_t i = 0; i < n; i++)
		if (slot[i].galley.n_strips > 0)
			f->slot[full++] = slot[i];
	collect_rows(f, full);
	return full;
}

double
flow_height(struct press *s, struct slot *slot, size_t n)
{
	struct flow f;
	double h = 0;

	collect(s, slot, n, &f);
	for (size_t i = 0; i < f.n; i++)
		h += row_height(&f, &f.row[i]) +
		     (i == 0 ? 0 : row_gap(&f, &f.row[i - 1], &f.row[i]));
	return h;
}

bool
flow_place(struct press *s, struct slot *slot, size_t n)
{
	struct flow f;

	collect(s, slot, n, &f);
	new_page(&f);
	for (size_t i = 0; i < f.n; i++)
		if (!place(&f, i))
			return false;
	return true;
}
