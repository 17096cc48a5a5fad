/* compose/cells.c -- building tables: columns, rows and cells. */
#include <assert.h>
#include <math.h>

#include "base/num.h"
#include "compose/cells.h"
#include "compose/details.h"
#include "compose/tally.h"

struct table_maker
table_make(struct arena *mem, struct str name, struct str title,
    struct str subtitle, struct str summary)
{
	struct table *t = NEW(mem, struct table);

	*t = (struct table){.name = name,
	    .title = title,
	    .subtitle = subtitle,
	    .summary = summary,
	    .row_heads = 1};
	return (struct table_maker){.mem = mem, .table = t};
}

struct table_column *
table_column(
    struct table_maker *m, struct str head, enum align align, double weight)
{
	struct table *t = m->table;

	ARENA_GROW(m->mem, t->column, t->n_columns, m->cap_columns);
	t->column[t->n_columns] = (struct table_column){
	    .head = head, .align = align, .weight = weight};
	return &t->column[t->n_columns++];
}

static struct table_row *
add_row(struct table_maker *m)
{
	struct table *t = m->table;

	ARENA_GROW(m->mem, t->row, t->n_rows, m->cap_rows);
	t->row[t->n_rows] = (struct table_row){0};
	return &t->row[t->n_rows++];
}

void
table_group(struct table_maker *m, struct str text)
{
	struct table_row *r = add_row(m);

	r->group = true;
	r->group_text = text;
}

void
table_row(struct table_maker *m)
{
	add_row(m)->cell = NEWS(m->mem, m->table->n_columns, struct table_cell);
	m->at = 0;
}

static struct table_cell *
next_cell(struct table_maker *m)
{
	assert(m->at < m->table->n_columns);
	return &m->table->row[m->table->n_rows - 1].cell[m->at++];
}

struct table_cell *
table_text(struct table_maker *m, struct str text)
{
	struct table_cell *c = next_cell(m);

	*c = (struct table_cell){.text = text, .type = TYPE_row};
	return c;
}

struct table_cell *
table_number(struct table_maker *m, double v, int places)
{
	struct buf b = buf_new(m->mem);
	struct table_cell *c;

	if (isnan(v))
		return table_text(m, str_of(status_mark[STATUS_MISSING]));
	c = next_cell(m);
	num_fixed(&b, v, v == 0 ? 0 : places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	*c = (struct table_cell){.text = buf_str(&b),
	    .type = TYPE_row,
	    .is_number = true,
	    .number = v,
	    .places = places};
	return c;
}

struct table_cell *
table_none(struct table_maker *m)
{
	return table_text(m, str_of(status_mark[STATUS_NOT_APPLICABLE]));
}

struct table_cell *
table_day(struct table_maker *m, day d)
{
	struct buf b = buf_new(m->mem);

	if (d == DAY_NONE)
		return table_text(m, str_of(status_mark[STATUS_MISSING]));
	day_print_short(&b, d);
	return table_text(m, buf_str(&b));
}

struct table_cell *
table_figure(struct table_maker *m, const struct scope *s,
    const struct figure *f, double v)
{
	if (figure_known(f))
		return table_number(
		    m, v, s->card->catalogue->indicator[f->indicator].places);
	return table_text(m,
	    str_of(
		status_mark[f == NULL || f->status == STATUS_OK ? STATUS_MISSING
								: f->status]));
}

void
table_page_column(struct table_maker *m)
{
	struct table_column *c;

	if (!m->details)
		return;
	c = table_column(m, S("Page"), ALIGN_RIGHT, 18);
	c->pdf_only = c->page = true;
}

void
table_link(struct table_maker *m, const struct indicator *i, struct str name)
{
	struct table_row *r = &m->table->row[m->table->n_rows - 1];

	if (!m->details)
		return;
	r->link = details_link(m->mem, i);
	r->link_name = name;
}

void
table_page(struct table_maker *m)
{
	if (m->details)
		table_text(m, S(""));
}
