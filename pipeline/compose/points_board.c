/* compose/points_board.c -- what a board report's own charts are given: services
 * beside the Framework's figures of 2021, the two groups of a comparison, and the
 * people who would close the gap between them. */
#include <math.h>

#include "base/num.h"
#include "compose/figures.h"
#include "compose/points.h"
#include "compose/series.h"
#include "compose/tally.h"

/* The Framework's figure stands where England's does. */
bool
points_framework(struct points *p)
{
	struct scope *s = p->s;
	const struct indicator *i = points_one(p);
	size_t n;

	if (i == NULL || !points_settings(p))
		return false;
	n = p->in->n;
	for (size_t k = 0; k < i->n_settings; k++)
		table_column(p->m,
		    str_fmt(
			s->c->mem, "%.*s, England 2021", STRF(i->setting[k])),
		    ALIGN_RIGHT, 1)
		    ->unit = S("%");
	/* Rows grow by two cells, in the order of the points. */
	for (size_t r = 0; r < p->m->table->n_rows; r++) {
		struct table_row *row = &p->m->table->row[r];
		struct table_cell *old = row->cell;
		row->cell =
		    NEWS(s->c->mem, p->m->table->n_columns, struct table_cell);
		for (size_t k = 0; k <= i->n_settings; k++)
			row->cell[k] = old[k];
		p->m->at = 1 + i->n_settings;
		for (size_t k = 0; k < i->n_settings; k++) {
			size_t at = r * i->n_settings + k;
			struct chart_point *q = &p->in->point[at];
			const struct figure *f = NULL;
			struct buf b = buf_new(s->c->mem);
			for (size_t o = 0; o < i->n_breakdown_order; o++)
				if (str_eq(label_shown(i->breakdown_order[o]),
					q->label))
					f = scorecard_find_in(s->card, s->org,
					    i->id, q->group,
					    i->breakdown_order[o]);
			q->england = f == NULL ? NAN : f->framework;
			if (isnan(q->england))
				buf_addz(&b, status_mark[STATUS_MISSING]);
			else
				num_fixed(&b, q->england, 0, 0);
			row->cell[p->m->at++] =
			    (struct table_cell){.text = buf_str(&b),
				.type = TYPE_row,
				.is_number = !isnan(q->england),
				.number = isnan(q->england) ? 0 : q->england};
		}
	}
	p->in->n = n;
	return true;
}

static void
add_group(struct points *p, const struct indicator *i, const struct figure *f,
    struct str name, double x, double n)
{
	struct chart_point q = series_point(p->s, i, f, ROLE_SELF, name);
	struct buf b = buf_new(p->s->c->mem);
	bool known = figure_known(f) && n > 0 && !isnan(x);

	q.lower = q.upper = q.england = q.peer_median = NAN;
	q.peer_q1 = q.peer_q3 = q.min = q.max = NAN;
	q.verdict = VERDICT_NONE;
	q.value = known ? 100 * x / n : NAN;
	if (known) {
		num_fixed(&b, n, 0, NUM_THOUSANDS);
		buf_addz(&b, " people");
		q.base_text = buf_str(&b);
		b = buf_new(p->s->c->mem);
		num_fixed(&b, q.value, 0, NUM_TRUE_MINUS);
		buf_addc(&b, '%');
		q.text = buf_str(&b);
	}
	points_add(p, q);
	table_row(p->m);
	table_text(p->m, name);
	table_number(p->m, known ? x : NAN, 0);
	table_number(p->m, known ? n : NAN, 0);
	table_number(p->m, q.value, 1);
}

/* `breakdown` has the names of the two groups: "White | Ethnic minority". */
bool
points_groups(struct points *p)
{
	const struct indicator *i = points_one(p);
	const struct figure *f;
	struct str first, second;

	if (i == NULL)
		return false;
	if (!str_cut(p->breakdown, ',', &first, &second) ||
	    !indicator_has_against(i))
		return diag_fail(p->s->c, p->at,
		    "'points: groups' wants an indicator that compares two "
		    "groups, and their names as 'breakdown: White, Ethnic "
		    "minority'");
	f = scorecard_find(p->s->card, p->s->org, i->id, S(""));
	table_column(p->m, S("Group"), ALIGN_LEFT, 1);
	table_column(p->m, S("Numerator"), ALIGN_RIGHT, 1);
	table_column(p->m, S("Denominator"), ALIGN_RIGHT, 1);
	table_column(p->m, S("Share"), ALIGN_RIGHT, 1)->unit = S("%");
	p->in->unit = S("%");
	p->in->places = 0;
	p->in->neutral = true;
	if (f == NULL)
		return true;
	add_group(p, i, f, str_trim(first), f->numerator, f->denominator);
	add_group(p, i, f, str_trim(second), f->against_numerator,
	    f->against_denominator);
	return true;
}

static void
add_part(struct points *p, const struct indicator *i, const struct figure *f,
    struct str name, double n)
{
	struct chart_point q = series_point(p->s, i, f, ROLE_SELF, name);

	q.lower = q.upper = q.england = q.peer_median = NAN;
	q.peer_q1 = q.peer_q3 = q.min = q.max = NAN;
	q.verdict = VERDICT_NONE;
	q.value = figure_known(f) ? n : NAN;
	q.text = q.base_text = S("");
	points_add(p, q);
	table_row(p->m);
	table_text(p->m, name);
	table_figure(p->m, p->s, f, q.value);
}

static struct str
match_words(struct arena *mem, double x, double n)
{
	struct buf b = buf_new(mem);

	buf_addz(&b, "more would match ");
	num_fixed(&b, 100 * x / n, 0, 0);
	buf_addz(&b, "%");
	return buf_str(&b);
}

/* Of the group that has it less often, those who had it, those who would close
 * the gap, and the others; `breakdown` says what the first did. */
bool
points_gap(struct points *p)
{
	const struct indicator *i = points_one(p);
	const struct figure *f;
	double x, n, a, b, close;

	if (i == NULL)
		return false;
	if (p->breakdown.n == 0 || !indicator_has_against(i))
		return diag_fail(p->s->c, p->at,
		    "'points: gap' wants an indicator that compares two "
		    "groups, and what was counted as 'breakdown: took up "
		    "training'");
	f = scorecard_find(p->s->card, p->s->org, i->id, S(""));
	table_column(p->m, S("People"), ALIGN_LEFT, 1);
	table_column(p->m, S("Number"), ALIGN_RIGHT, 1);
	p->in->unit = S("");
	p->in->places = 0;
	p->in->neutral = true;
	if (!figure_known(f) || isnan(f->to_close))
		return true;
	x = f->numerator;
	n = f->denominator;
	a = f->against_numerator;
	b = f->against_denominator;
	close = f->to_close;
	if (x * b < a * n) {
		double had = x, of = n;
		x = a, n = b;
		a = had, b = of;
	}
	add_part(p, i, f, p->breakdown, a);
	add_part(p, i, f, match_words(p->s->c->mem, x, n), close);
	add_part(p, i, f, S("others in post"), b - a - close);
	return true;
}
