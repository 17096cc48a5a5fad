/* render/pdf_tree.c -- structure elements, parent tree, ids. */
#include <stdlib.h>

#include "render/pdf_text.h"
#include "render/pdf_tree.h"

/* Sorts the marks by tag, keeping their order. */
static void
sort_content(struct ctx *c, struct pdf_tree *t, const struct pdf_marks *marks)
{
	const struct paper *p = t->paper;
	size_t *fill, n = 0, order = 1; /* 0 is before everything */

	t->start = NEWS(c->tmp, p->n_tags + 1, size_t);
	for (size_t page = 0; page < p->n_leaves; page++)
		for (size_t i = 0; i < marks[page].n; i++)
			if (marks[page].mark[i].tag >= 0) {
				t->start[marks[page].mark[i].tag + 1]++;
				n++;
			}
	for (size_t i = 0; i < p->n_tags; i++)
		t->start[i + 1] += t->start[i];
	t->content = NEWS(c->tmp, n, struct pdf_content);
	fill = NEWS(c->tmp, p->n_tags, size_t);
	for (size_t page = 0; page < p->n_leaves; page++)
		for (size_t i = 0; i < marks[page].n; i++) {
			const struct pdf_mark *m = &marks[page].mark[i];
			if (m->tag < 0)
				continue;
			t->content[t->start[m->tag] + fill[m->tag]++] =
			    (struct pdf_content){(int)page, m->id, order++};
		}
}

/* Parents stand before their children: from the end, children are known when
 * their parent is met. */
static void
join_children(struct ctx *c, struct pdf_tree *t, bool *filled, bool *cells)
{
	const struct paper *p = t->paper;

	t->order = NEWS(c->tmp, p->n_tags, size_t);
	t->first_child = NEWS(c->tmp, p->n_tags, int);
	t->next = NEWS(c->tmp, p->n_tags, int);
	for (size_t i = 0; i < p->n_tags; i++)
		t->first_child[i] = -1;
	for (size_t i = p->n_tags; i-- > 0;) {
		int up = p->tag[i].parent;
		enum tag_type type = p->tag[i].type;
		if (t->start[i + 1] > t->start[i]) {
			size_t own = t->content[t->start[i]].order;
			if (!filled[i] || own < t->order[i])
				t->order[i] = own;
			filled[i] = true;
		}
		if (up < 0)
			continue;
		t->next[i] = t->first_child[up];
		t->first_child[up] = (int)i;
		cells[up] = cells[up] || type == TAG_TH || type == TAG_TD;
		if (!filled[i])
			continue;
		if (!filled[up] || t->order[i] < t->order[up])
			t->order[up] = t->order[i];
		filled[up] = true;
	}
}

void
pdf_tree_plan(struct ctx *c, const struct paper *p,
    const struct pdf_marks *marks, struct pdf_raw *raw, struct pdf_tree *out)
{
	bool *filled = NEWS(c->tmp, p->n_tags, bool);
	bool *cells = NEWS(c->tmp, p->n_tags, bool); /* is a row of some */

	*out = (struct pdf_tree){.paper = p,
	    .marks = marks,
	    .element = NEWS(c->tmp, p->n_tags, int)};
	sort_content(c, out, marks);
	join_children(c, out, filled, cells);
	for (size_t i = 0; i < p->n_tags; i++) {
		const struct tag *t = &p->tag[i];
		bool cell = t->type == TAG_TH || t->type == TAG_TD;
		if ((filled[i] || cell || cells[i]) &&
		    (t->parent < 0 || out->element[t->parent] > 0))
			out->element[i] = pdf_raw_reserve(raw, 1);
	}
}

static void
attributes_write(struct buf *b, const struct tag *t, double height)
{
	switch (t->type) {
	case TAG_Figure:
		buf_addz(b, "/A<</O/Layout/Placement/Block/BBox");
		pdf_box(b, height, t->x, t->y, t->w, t->h);
		buf_addz(b, ">>");
		break;
	case TAG_Table:
		if (t->summary.n == 0)
			break;
		buf_addz(b, "/A<</O/Table/Summary");
		pdf_string(b, t->summary);
		buf_addz(b, ">>");
		break;
	case TAG_L:
		buf_addz(b, t->ordered ? "/A<</O/List/ListNumbering/Decimal>>"
				       : "/A<</O/List/ListNumbering/Disc>>");
		break;
	case TAG_TH:
	case TAG_TD:
		if (t->type == TAG_TD && t->column_span < 2)
			break;
		buf_addz(b, "/A<</O/Table");
		if (t->type == TAG_TH)
			buf_addz(b, t->scope_row && t->scope_column
					? "/Scope/Both"
				    : t->scope_row ? "/Scope/Row"
						   : "/Scope/Column");
		if (t->column_span > 1)
			buf_addf(b, "/ColSpan %d", t->column_span);
		buf_addz(b, ">>");
		break;
	default:
		break;
	}
}

/* What stands in an element, in the order it is met: marked content, child
 * elements, and link annotations behind the words they belong to. */
static void
kids_write(struct buf *b, const struct pdf_tree *t, size_t tag,
    const struct pdf_links *links, const struct pdf_raw *raw)
{
	const struct pdf_content *k = &t->content[t->start[tag]];
	const struct pdf_content *end = &t->content[t->start[tag + 1]];
	int page = k < end ? k->page : -1, child = t->first_child[tag];

	if (page >= 0) {
		buf_addz(b, "/Pg ");
		pdf_ref(b, raw->page[page]);
	}
	if (end - k == 1 && child < 0 && links->first[tag] < 0) {
		/* Most elements are one piece: an array less each. */
		buf_addz(b, "/K ");
		pdf_int(b, k->id);
		return;
	}
	buf_addz(b, "/K[");
	while (k < end || child >= 0) {
		if (child >= 0 && t->element[child] == 0) {
			child = t->next[child];
		} else if (child >= 0 &&
			   (k == end || t->order[child] < k->order)) {
			pdf_ref(b, t->element[child]);
			child = t->next[child];
		} else if (k->page == page) {
			pdf_int(b, k++->id);
			buf_addc(b, ' ');
		} else {
			buf_addz(b, "<</Type/MCR/Pg ");
			pdf_ref(b, raw->page[k->page]);
			buf_addz(b, "/MCID ");
			pdf_int(b, k++->id);
			buf_addz(b, ">>");
		}
	}
	for (int i = links->first[tag]; i >= 0; i = links->link[i].next) {
		buf_addz(b, "<</Type/OBJR/Pg ");
		pdf_ref(b, raw->page[links->link[i].page]);
		buf_addz(b, "/Obj ");
		pdf_ref(b, links->link[i].id);
		buf_addz(b, ">>");
	}
	buf_addc(b, ']');
}

static void
element_write(const struct pdf_tree *t, size_t i, int root,
    const struct pdf_links *links, struct pdf_raw *raw)
{
	const struct tag *tag = &t->paper->tag[i];
	struct buf *b = raw->bytes;

	pdf_raw_begin(raw, t->element[i]);
	buf_addz(b, "<</S/");
	buf_addz(b, tag_name[tag->type]);
	buf_addz(b, "/P ");
	pdf_ref(b, tag->parent < 0 ? root : t->element[tag->parent]);
	if (tag->alt.n > 0) {
		buf_addz(b, "/Alt");
		pdf_string(b, tag->alt);
	}
	if (tag->id.n > 0) {
		buf_addz(b, "/ID");
		pdf_string(b, tag->id);
	}
	attributes_write(b, tag, t->paper->height);
	kids_write(b, t, i, links, raw);
	buf_addz(b, ">>");
	pdf_raw_end(raw);
}

/* From the marked content of a page, and from an annotation, to its element. */
static void
parents_write(const struct pdf_tree *t, int id, const struct pdf_links *links,
    struct pdf_raw *raw)
{
	const struct paper *p = t->paper;
	struct buf *b = raw->bytes;

	pdf_raw_begin(raw, id);
	buf_addz(b, "<</Nums[");
	for (size_t page = 0; page < p->n_leaves; page++) {
		const struct pdf_marks *m = &t->marks[page];
		pdf_int(b, (long)page);
		buf_addc(b, '[');
		for (size_t i = 0; i < m->n; i++)
			if (m->mark[i].tag >= 0)
				pdf_ref(b, t->element[m->mark[i].tag]);
		buf_addz(b, "]\n");
	}
	for (size_t i = 0; i < links->n; i++) {
		pdf_int(b, (long)(p->n_leaves + i));
		buf_addc(b, ' ');
		pdf_ref(b, t->element[links->link[i].tag]);
	}
	buf_addz(b, "]>>");
	pdf_raw_end(raw);
}

struct name {
	struct str id;
	int element;
};

static int
by_id(const void *a, const void *b)
{
	return str_cmp(
	    ((const struct name *)a)->id, ((const struct name *)b)->id);
}

static void
ids_write(struct ctx *c, struct buf *b, const struct pdf_tree *t)
{
	struct name *name = NEWS(c->tmp, t->paper->n_tags, struct name);
	size_t n = 0;

	for (size_t i = 0; i < t->paper->n_tags; i++)
		if (t->element[i] > 0 && t->paper->tag[i].id.n > 0)
			name[n++] =
			    (struct name){t->paper->tag[i].id, t->element[i]};
	if (n == 0)
		return;
	qsort(name, n, sizeof *name, by_id);
	buf_addz(b, "/IDTree<</Names[");
	for (size_t i = 0; i < n; i++) {
		pdf_string(b, name[i].id);
		buf_addc(b, ' ');
		pdf_ref(b, name[i].element);
	}
	buf_addz(b, "]>>");
}

int
pdf_tree_write(struct ctx *c, const struct pdf_tree *t,
    const struct pdf_links *links, struct pdf_raw *raw)
{
	int root = pdf_raw_reserve(raw, 2), parents = root + 1;
	struct buf *b = raw->bytes;

	for (size_t i = 0; i < t->paper->n_tags; i++)
		if (t->element[i] > 0)
			element_write(t, i, root, links, raw);
	parents_write(t, parents, links, raw);
	pdf_raw_begin(raw, root);
	buf_addz(b, "<</Type/StructTreeRoot/K[");
	pdf_ref(b, t->element[0]);
	buf_addz(b, "]/ParentTree ");
	pdf_ref(b, parents);
	buf_addz(b, "/ParentTreeNextKey ");
	pdf_int(b, (long)(t->paper->n_leaves + links->n));
	ids_write(c, b, t);
	buf_addz(b, ">>");
	pdf_raw_end(raw);
	return root;
}
