/* layout/table.c -- tables: rows that stay whole under a repeated header. */
#include "layout/figure.h"
#include "layout/link.h"
#include "layout/table.h"
#include "layout/text.h"

static const double column_gap = 8, narrow_gap = 6.5;
static const size_t many_columns = 11; /* stand closer */
static const double side_gap = 6;      /* more where figures meet words */
static const double head_gap = 8;      /* over the heads, after a subtitle */
static const double head_foot = 4;
static const double row_pad = 2.6; /* above and under a row's text */
static const double sub_pad = 1.35;
static const double sub_tuck = 1; /* a sub line sits close under its name */
static const double scene_pad = 1.5;
static const double group_top = 4.6, group_foot = 2.6;
static const double note_gap = 5;
static const double hair = 0.01;        /* widths this near are equal */
static const size_t long_cell = 60;     /* bytes: surely worth breaking */
static const size_t short_word = 8;     /* bytes: fits any column */
static const double widest_word = 0.25; /* of the table */
static const size_t whole_rows = 40;

/* A column of the page. */
struct lane {
	const struct table_column *column;
	size_t index; /* of the cell in a row */
	double weight, least, x, width;
	bool drawing; /* holds scenes */
};

struct grid {
	const struct table *table;
	struct lane *lane;
	size_t n;
	double width;
};

/* What a cell holds, set and measured. */
struct filling {
	const struct table_cell *cell;
	struct passage text, sub;
	double height, pad;
	const struct table_row *leads; /* its words are the row's link */
	int link;                      /* tag */
};

/* What the cells of a row have in common. */
struct line {
	int tr; /* tag */
	double height, baseline;
	bool ragged; /* a cell has several lines */
};

static struct type
tabular(const struct press *s, enum type_role role)
{
	struct type t = s->theme->type[role];

	t.style.tabular = true;
	return t;
}

static struct type
cell_type(const struct press *s, const struct table_cell *c)
{
	return tabular(s, c->type != 0 ? c->type : TYPE_row);
}

static struct str
head_of(const struct table_column *c)
{
	return c->head_pdf.n > 0 ? c->head_pdf : c->head;
}

/* Of the words of more than `bytes`. */
static double
longest_word(
    struct press *s, struct str words, struct text_style style, size_t bytes)
{
	struct str word;
	double widest = 0;

	while (words.n > 0) {
		double w;
		str_cut(words, ' ', &word, &words);
		if (word.n <= bytes)
			continue;
		w = text_width(s->metrics, word, style);
		widest = w > widest ? w : widest;
	}
	return widest;
}

/* Figures and drawings are never wrapped or squeezed; words of text only where
 * one would take too much of the table. */
static double
least_for(struct press *s, const struct table_cell *c, const struct lane *l,
    double width)
{
	struct text_style style = cell_type(s, c).style;
	double w;

	if (c->scene != NULL)
		return c->scene->width;
	if (c->is_number ||
	    (l->column->align == ALIGN_RIGHT && c->text.n < long_cell))
		return text_width(s->metrics, c->text, style);
	w = longest_word(s, c->text, style, short_word);
	return w < width * widest_word ? w : width * widest_word;
}

static double
least_width(
    struct press *s, const struct table *t, struct lane *l, double width)
{
	double least =
	    longest_word(s, head_of(l->column), tabular(s, TYPE_head).style, 0);

	for (size_t i = 0; i < t->n_rows; i++) {
		const struct table_cell *c;
		double w;
		if (t->row[i].group)
			continue;
		c = &t->row[i].cell[l->index];
		l->drawing = l->drawing || c->scene != NULL;
		w = least_for(s, c, l, width);
		least = w > least ? w : least;
	}
	return least;
}

/* Shares by weight; a column that would be too narrow gets what it needs and
 * the others share the rest: one more column is settled each time. */
static void
share_width(struct grid *g, double room)
{
	double weight = 0, left = room;
	bool fixed = false;

	for (size_t i = 0; i < g->n; i++)
		if (g->lane[i].width > 0)
			left -= g->lane[i].width;
		else
			weight += g->lane[i].weight;
	for (size_t i = 0; i < g->n && !fixed; i++) {
		struct lane *l = &g->lane[i];
		fixed = !(l->width > 0) && left * l->weight / weight < l->least;
		if (fixed)
			l->width = l->least;
	}
	if (fixed) {
		share_width(g, room);
		return;
	}
	for (size_t i = 0; i < g->n; i++)
		if (!(g->lane[i].width > 0))
			g->lane[i].width = left * g->lane[i].weight / weight;
}

/* More is needed than there is: all but drawings give way alike, and words
 * break. */
static void
squeeze(struct grid *g, double room)
{
	double sum = 0;

	for (size_t i = 0; i < g->n; i++) {
		if (g->lane[i].drawing)
			room -= g->lane[i].width;
		else
			sum += g->lane[i].width;
	}
	for (size_t i = 0; i < g->n && sum > room + hair; i++)
		if (!g->lane[i].drawing)
			g->lane[i].width *= room / sum;
}

static double
gap_before(const struct grid *g, size_t i)
{
	return (g->n < many_columns ? column_gap : narrow_gap) +
	       (g->lane[i - 1].column->align == ALIGN_RIGHT &&
			   g->lane[i].column->align != ALIGN_RIGHT
		       ? side_gap
		       : 0);
}

static struct grid
make_grid(struct press *s, const struct table *t, double width)
{
	struct grid g = {.table = t, .width = width};
	double room, x = 0;

	g.lane = NEWS(s->c->tmp, t->n_columns, struct lane);
	for (size_t i = 0; i < t->n_columns; i++)
		if (!t->column[i].workbook_only) {
			g.lane[g.n] =
			    (struct lane){.column = &t->column[i], .index = i};
			g.lane[g.n].weight =
			    t->column[i].weight > 0 ? t->column[i].weight : 1;
			g.lane[g.n].least =
			    least_width(s, t, &g.lane[g.n], width);
			g.n++;
		}
	room = width;
	for (size_t i = 1; i < g.n; i++)
		room -= gap_before(&g, i);
	share_width(&g, room);
	squeeze(&g, room);
	for (size_t i = 0; i < g.n; i++) {
		x += i > 0 ? g.lane[i - 1].width + gap_before(&g, i) : 0;
		g.lane[i].x = x;
	}
	return g;
}

static struct passage
set_words(struct press *s, struct str words, struct type type, double width)
{
	struct text *t;

	if (words.n < long_cell &&
	    text_width(s->metrics, words, type.style) <= width + hair)
		return text_label(s, words, type);
	t = NEW(s->c->tmp, struct text);
	*t = text_plain(s->c->tmp, words);
	return text_break(s, t, type, width, false);
}

static struct filling
fill(struct press *s, const struct table_cell *c, double width)
{
	struct filling f = {.cell = c, .pad = row_pad};

	if (c->scene != NULL) {
		f.height = c->scene->height;
		f.pad = scene_pad;
		return f;
	}
	f.text = set_words(s, c->text, cell_type(s, c), width);
	f.height = (double)f.text.n * f.text.type.leading;
	if (c->sub.n > 0) {
		f.sub = set_words(s, c->sub, tabular(s, TYPE_row_base), width);
		f.height += (double)f.sub.n * f.sub.type.leading - sub_tuck;
		f.pad = sub_pad;
	}
	return f;
}

static void
lines(struct press *s, struct galley *g, const struct passage *p,
    const struct lane *l, double y)
{
	for (size_t k = 0; k < p->n; k++)
		text_line(s, g, p, k, l->x, y + (double)k * p->type.leading,
		    l->width, l->column->align);
}

static double
drawing_x(const struct lane *l, const struct scene *scene)
{
	double free = l->width - scene->width;

	return l->x + (l->column->align == ALIGN_RIGHT       ? free
			  : l->column->align == ALIGN_CENTRE ? free / 2
							     : 0);
}

static int
words_tag(struct press *s, struct filling *f, int parent)
{
	if (f->leads == NULL)
		return parent;
	f->link = link_tag(s, parent,
	    (struct link){.to = f->leads->link, .name = f->leads->link_name});
	return f->link;
}

/* A name and its sub line are a paragraph each, so that they are not read as
 * one word. */
static void
lay_cell(struct press *s, struct galley *g, struct filling *f,
    const struct lane *l, double y, int tag)
{
	bool both = f->text.n > 0 && f->sub.n > 0;

	if (f->cell->scene != NULL) {
		figure_scene(
		    s, g, f->cell->scene, drawing_x(l, f->cell->scene), y, tag);
		return;
	}
	if (f->text.n > 0)
		text_tag(s, &f->text,
		    words_tag(s, f, both ? paper_tag(s, tag, TAG_P) : tag));
	lines(s, g, &f->text, l, y);
	y += (double)f->text.n * f->text.type.leading - sub_tuck;
	if (f->sub.n > 0)
		text_tag(s, &f->sub, both ? paper_tag(s, tag, TAG_P) : tag);
	lines(s, g, &f->sub, l, y);
}

static int
cell_tag(struct press *s, const struct grid *g, int tr, size_t index)
{
	bool head = index < g->table->row_heads;
	int tag = paper_tag(s, tr, head ? TAG_TH : TAG_TD);

	s->paper->tag[tag].scope_row = head;
	return tag;
}

/* One-line cells stand in the middle of their row; where a cell has several
 * lines, all first base lines agree. */
static double
cell_top(const struct filling *f, const struct line *line)
{
	if (!line->ragged || f->cell->scene != NULL || f->text.n == 0)
		return (line->height - f->height) / 2;
	return row_pad + line->baseline - text_baseline(&f->text.type);
}

/* A click anywhere in the row leads where its name does, and the page is said
 * for who reads on paper. */
static void
lay_link(struct press *s, struct galley *g, const struct grid *grid, int link,
    const struct lane *page, int page_tag, const struct line *line)
{
	struct type type = tabular(s, TYPE_row);

	type.ink = INK_text2;
	link_area(s, g, link, 0, 0, grid->width, line->height);
	if (page != NULL)
		link_number(s, g, page_tag,
		    (struct number){.link = link, .type = type, .right = true},
		    page->x + page->width,
		    line->ragged ? row_pad + line->baseline
				 : (line->height - type.leading) / 2 +
				       text_baseline(&type));
}

/* The cells of a row whose height is known. */
static void
lay_row(struct press *s, struct galley *g, const struct grid *grid,
    const struct table_row *row, struct filling *f, const struct line *line)
{
	const struct lane *page = NULL;
	int page_tag = line->tr;

	if (row->link.n > 0)
		f[0].leads = row;
	for (size_t i = 0; i < grid->n; i++) {
		const struct lane *l = &grid->lane[i];
		int tag = cell_tag(s, grid, line->tr, l->index);
		lay_cell(s, g, &f[i], l, cell_top(&f[i], line), tag);
		if (l->column->page) {
			page = l;
			page_tag = tag;
		}
	}
	if (f[0].link > 0)
		lay_link(s, g, grid, f[0].link, page, page_tag, line);
}

static void
set_row(struct press *s, struct galley *g, const struct grid *grid,
    const struct table_row *row, int body, bool keep)
{
	struct filling *f = NEWS(s->c->tmp, grid->n, struct filling);
	struct line line = {.tr = paper_tag(s, body, TAG_TR)};

	for (size_t i = 0; i < grid->n; i++) {
		const struct lane *l = &grid->lane[i];
		double b;
		f[i] = fill(s, &row->cell[l->index], l->width);
		b = f[i].text.n > 0 ? text_baseline(&f[i].text.type) : 0;
		line.ragged = line.ragged || f[i].text.n > 1;
		line.baseline = b > line.baseline ? b : line.baseline;
	}
	for (size_t i = 0; i < grid->n; i++) {
		bool words = line.ragged && f[i].text.n > 0;
		double h = words
			       ? cell_top(&f[i], &line) + f[i].height + row_pad
			       : f[i].height + 2 * f[i].pad;
		line.height = h > line.height ? h : line.height;
	}
	galley_strip(s, g, 0, line.height, keep);
	lay_row(s, g, grid, row, f, &line);
}

static void
set_group(struct press *s, struct galley *g, const struct grid *grid,
    const struct table_row *row, int body, bool keep)
{
	struct type type = tabular(s, TYPE_group);
	struct passage p = set_words(s, row->group_text, type, grid->width);
	int tag = paper_tag(s, paper_tag(s, body, TAG_TR), TAG_TH);

	s->paper->tag[tag].column_span = (int)grid->n;
	s->paper->tag[tag].scope_column = true;
	text_tag(s, &p, tag);
	galley_strip(
	    s, g, 0, group_top + (double)p.n * type.leading + group_foot, keep);
	for (size_t k = 0; k < p.n; k++)
		text_line(s, g, &p, k, 0, group_top + (double)k * type.leading,
		    grid->width, ALIGN_LEFT);
}

/* Heads stand on the rule under them. */
static void
set_head(struct press *s, struct galley *g, const struct grid *grid, int parent)
{
	struct type type = tabular(s, TYPE_head);
	struct passage *p = NEWS(s->c->tmp, grid->n, struct passage);
	int tr = paper_tag(s, parent, TAG_TR);
	double height, lines_high = 0;

	for (size_t i = 0; i < grid->n; i++) {
		const struct lane *l = &grid->lane[i];
		double h;
		p[i] = set_words(s, head_of(l->column), type, l->width);
		h = (double)p[i].n * type.leading;
		lines_high = h > lines_high ? h : lines_high;
	}
	height = lines_high + head_foot;
	galley_strip(s, g, g->n_strips > 0 ? head_gap : 0, height, true);
	for (size_t i = 0; i < grid->n; i++) {
		int tag = paper_tag(s, tr, TAG_TH);
		s->paper->tag[tag].scope_column = true;
		if (p[i].n > 0)
			text_tag(s, &p[i], tag);
		lines(s, g, &p[i], &grid->lane[i],
		    lines_high - (double)p[i].n * type.leading);
	}
	galley_frame(
	    s, g, paper_rule(0, height, grid->width, 0, 0.6, INK_text));
	g->head_from = g->n_strips - 1;
	g->head_to = g->n_strips;
}

static struct frame
row_rule(const struct table *t, size_t i, double y, double width)
{
	if (i + 1 == t->n_rows)
		return paper_rule(0, y, width, 0, 0.6, INK_text);
	if (t->row[i + 1].group)
		return paper_rule(0, y, width, 0, 0.5, INK_rule);
	return paper_rule(0, y, width, 0, 0.45, INK_hair);
}

/* No page break parts the header from the first two rows, a group from its
 * first row, or the last row from the one before. */
static bool
keeps(const struct table *t, size_t i)
{
	return i <= 1 || i + 1 == t->n_rows || t->row[i - 1].group;
}

static void
set_rows(struct press *s, struct galley *g, const struct grid *grid, int body)
{
	const struct table *t = grid->table;

	for (size_t i = 0; i < t->n_rows; i++) {
		if (t->row[i].group)
			set_group(s, g, grid, &t->row[i], body, keeps(t, i));
		else
			set_row(s, g, grid, &t->row[i], body, keeps(t, i));
		galley_frame(s, g,
		    row_rule(
			t, i, g->strip[g->n_strips - 1].height, grid->width));
	}
}

static void
set_notes(
    struct press *s, struct galley *g, const struct table *t, double width)
{
	for (size_t i = 0; i < t->n_notes; i++) {
		size_t first = g->n_strips;
		text_set(s, g, &t->note[i], s->theme->type[TYPE_caption], width,
		    0, TAG_P, note_gap);
		if (i == 0 && first < g->n_strips)
			g->strip[first].keep = true;
	}
}

void
table_set(
    struct press *s, struct galley *g, const struct table *t, double width)
{
	const struct type *type = s->theme->type;
	struct text title = text_plain(s->c->tmp, t->title);
	struct text subtitle = text_plain(s->c->tmp, t->subtitle);
	struct grid grid = make_grid(s, t, width);
	int table, head;

	text_set_title(
	    s, g, &title, type[TYPE_chart_title], width, 0, TAG_P, 0);
	text_set(
	    s, g, &subtitle, type[TYPE_chart_subtitle], width, 0, TAG_P, 0);
	for (size_t i = 1; i < g->n_strips; i++)
		g->strip[i].keep = true;
	table = paper_tag(s, 0, TAG_Table);
	s->paper->tag[table].summary = t->summary;
	/* A THead needs a TBody beside it, and that needs rows. */
	head = t->n_rows > 0 ? paper_tag(s, table, TAG_THead) : table;
	set_head(s, g, &grid, head);
	if (t->n_rows > 0)
		set_rows(s, g, &grid, paper_tag(s, table, TAG_TBody));
	g->whole = t->n_rows <= whole_rows;
	set_notes(s, g, t, width);
}
