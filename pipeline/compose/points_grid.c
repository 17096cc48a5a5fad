/* compose/points_grid.c -- measures by organisations, or the parts of one measure:
 * every value, its mark against the limits and how far it is from the median. */
#include <math.h>

#include "base/num.h"
#include "compose/figures.h"
#include "compose/points.h"
#include "compose/region_marks.h"
#include "compose/series.h"
#include "compose/tally.h"
#include "compose/words.h"

struct grid {
	struct points *p;
	size_t cap_rows;
};

static const struct figure *
cell(struct scope *s, const struct indicator *i, struct str part, size_t k)
{
	day date = region_date(s, i, part);

	return region_figure(s, i, part, date, k);
}

static bool
has_any(struct scope *s, const struct indicator *i, struct str part)
{
	return region_date(s, i, part) != DAY_NONE;
}

/* "lower is better", "equal is 1" */
static struct str
aim_words(struct arena *mem, const struct indicator *i)
{
	static const char *const aim[] = {
	    "no aim", "higher is better", "lower is better", "parity"};
	double parity = indicator_aim(i);

	if (!isnan(parity))
		return str_fmt(mem, "equal is %s", parity == 1 ? "1" : "0");
	return str_of(aim[i->direction]);
}

/* England's median trust; regions have England's figure beside them. */
static struct str
reference_of(struct scope *s, const struct indicator *i, struct str part)
{
	struct buf b = buf_new(s->c->mem);
	double v = NAN;

	for (size_t k = 0; k < s->region->n && isnan(v); k++) {
		const struct figure *f = cell(s, i, part, k);
		if (figure_known(f))
			v = s->region->country ? f->england : f->cluster_median;
	}
	if (!isnan(v))
		num_fixed(&b, v, i->places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	return buf_str(&b);
}

static struct str
value_words(struct arena *mem, const struct indicator *i, double v)
{
	struct buf b = buf_new(mem);

	num_fixed(
	    &b, v, v == 0 ? 0 : i->places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	return buf_str(&b);
}

/* Regions have no limits: their mark is that of the interval. */
static enum outside
apart_of(const struct figure *f)
{
	return figure_known(f) && (f->verdict == VERDICT_ABOVE ||
				      f->verdict == VERDICT_BELOW)
		   ? OUTSIDE_95
		   : OUTSIDE_NONE;
}

static void
add_cell(struct points *p, const struct indicator *i, const struct figure *f,
    bool plain, size_t member)
{
	struct scope *s = p->s;
	struct chart_point q = series_point(
	    s, i, f, ROLE_SELF, s->region->member[member].plain_name);

	if (figure_known(f) && f->value == 0)
		q.text = S("0");
	else if (figure_known(f))
		q.text = value_words(s->c->mem, i, f->value);
	q.base_text = S("");
	q.verdict = VERDICT_NONE;
	if (!plain) {
		q.step = points_step(f);
		q.outside =
		    s->region->country ? apart_of(f) : points_outside(i, f);
		q.verdict = s->region->country && figure_known(f)
				? f->verdict
				: points_side(f);
		q.query = region_doubted(s, i, member);
	}
	points_add(p, q);
	table_figure(p->m, s, f, figure_known(f) ? f->value : NAN);
}

static void
add_row(struct grid *g, const struct indicator *i, struct str part,
    struct chart_row row)
{
	struct points *p = g->p;
	struct scope *s = p->s;
	struct chart_row *rows = p->in->row;

	row.reference = reference_of(s, i, part);
	ARENA_GROW(s->c->mem, rows, p->in->n_rows, g->cap_rows);
	rows[p->in->n_rows++] = row;
	p->in->row = rows;
	table_row(p->m);
	table_text(p->m, row.name);
	table_text(p->m, row.sub);
	table_text(p->m, row.reference);
	for (size_t k = 0; k < s->region->n; k++)
		add_cell(p, i, cell(s, i, part, k), row.plain, k);
}

/* Two short lines stand over a column. */
static struct str
column_name(struct str name)
{
	return str_is(name, "North East and Yorkshire") ? S("NE and Yorkshire")
							: name;
}

static void
columns(struct points *p)
{
	struct scope *s = p->s;

	table_column(p->m, S("Measure"), ALIGN_LEFT, 1);
	table_column(p->m, S("Aim"), ALIGN_LEFT, 1);
	table_column(p->m,
	    s->region->country ? S("England") : S("England, median trust"),
	    ALIGN_RIGHT, 1);
	p->in->column = NEWS(s->c->mem, s->region->n + 1, struct chart_column);
	for (size_t k = 0; k < s->region->n; k++) {
		const struct member *m = &s->region->member[k];
		p->in->column[p->in->n_columns++] = (struct chart_column){
		    column_name(m->plain_name), m->shown_code};
		table_column(p->m, m->plain_name, ALIGN_RIGHT, 1);
	}
}

/* Published files are about whole trusts: beside returns they have no place. */
static bool
any_return(struct points *p)
{
	struct str rest = p->indicators;
	const struct indicator *i;

	while (points_next(p, &rest, &i))
		if (i != NULL && str_is(i->source, "return") &&
		    has_any(p->s, i, S("")))
			return true;
	return false;
}

/* Rows stand by recommendation, then as the template lists them; measures
 * without an aim, and those of no recommendation, come last. */
static int
section_of(const struct indicator *i)
{
	int r = region_recommendation(i);

	return i->direction == DIRECTION_NEUTRAL || r == 0 ? RECOMMENDATIONS + 1
							   : r;
}

/* Where nobody has a figure of the period, the row says of when it is. */
static struct str
row_sub(struct scope *s, const struct indicator *i)
{
	struct str aim = aim_words(s->c->mem, i);
	day date = region_date(s, i, S(""));
	struct buf b = buf_new(s->c->mem);

	if (date >= period_start(s->card->period) ||
	    !str_is(i->source, "return"))
		return aim;
	buf_adds(&b, aim);
	buf_addz(&b, "; of ");
	day_print_short(&b, date);
	return buf_str(&b);
}

static void
add_measure(struct grid *g, const struct indicator *i)
{
	struct arena *mem = g->p->s->c->mem;
	int r = section_of(i);

	add_row(g, i, S(""),
	    (struct chart_row){.name = region_row_name(mem, i),
		.sub = row_sub(g->p->s, i),
		.section =
		    r > RECOMMENDATIONS
			? S("Context: no aim, not tested")
			: str_fmt(mem, "%d  %s", r, recommendation_name[r])});
}

static bool
grid_of_measures(struct grid *g)
{
	struct points *p = g->p;
	const struct indicator *i;
	bool returns = any_return(p);

	for (int r = 1; r <= RECOMMENDATIONS + 1; r++)
		for (struct str rest = p->indicators;
		     points_next(p, &rest, &i);) {
			if (i == NULL)
				return false;
			if (section_of(i) == r && has_any(p->s, i, S("")) &&
			    (!returns || str_is(i->source, "return")))
				add_measure(g, i);
		}
	return true;
}

/* Of nobody there, and nowhere in England's middle: a row that says nothing. */
static bool
is_empty(struct scope *s, const struct indicator *i, struct str part)
{
	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f = cell(s, i, part, k);
		if (f != NULL && (!figure_known(f) || f->value != 0 ||
				     f->cluster_median > 0))
			return false;
	}
	return true;
}

static bool
grid_of_parts(struct grid *g)
{
	struct points *p = g->p;
	const struct indicator *i = points_one(p);

	if (i == NULL)
		return false;
	for (size_t k = 0; k < i->n_breakdown_order; k++) {
		struct str part = i->breakdown_order[k];
		if (has_any(p->s, i, part) && !is_empty(p->s, i, part))
			add_row(g, i, part,
			    (struct chart_row){.name = label_shown(part)});
	}
	return true;
}

bool
points_grid(struct points *p)
{
	struct grid g = {.p = p};

	if (p->s->region == NULL)
		return diag_fail(p->s->c, p->at,
		    "'points: grid' wants a pack of several organisations");
	columns(p);
	p->in->unit = S("");
	return str_is(p->breakdown, "all") ? grid_of_parts(&g)
					   : grid_of_measures(&g);
}
