/* compose/points_history.c -- a figure over the quarters, with limits and signals
 * as the scorecard keeps them; one's own, or a panel for each organisation. */
#include <math.h>

#include "compose/figures.h"
#include "compose/points.h"
#include "compose/region.h"
#include "compose/series.h"
#include "compose/tally.h"

static struct period
quarter_of(const struct scorecard *card, size_t i)
{
	return i < card->history.n ? card->history.card[i]->period
				   : card->period;
}

/* Limits hold after the last quarter that is withheld. */
static size_t
first_counted(const struct figure *const *series, size_t n)
{
	size_t from = 0;

	for (size_t i = 0; i < n; i++)
		if (series[i] != NULL && series[i]->status == STATUS_SUPPRESSED)
			from = i + 1;
	return from;
}

static void
add_series(struct points *p, const struct indicator *i, const struct figure *f,
    struct str group)
{
	struct scope *s = p->s;
	size_t n = s->card->history.n + 1, from;
	const struct figure *const *series =
	    (const struct figure *const *)scorecard_series(
		s->c->mem, s->card, f);

	from = first_counted(series, n);
	for (size_t k = 0; k < n; k++) {
		struct chart_point q = series_point(s, i, series[k], ROLE_SELF,
		    points_quarter(s->c->mem, quarter_of(s->card, k)));
		q.group = group;
		q.base_text = S("");
		q.mean = q.limit_low = q.limit_high = NAN;
		if (k >= from && f->variation != VARIATION_NONE) {
			q.mean = f->mean;
			q.limit_low = f->limit_low;
			q.limit_high = f->limit_high;
		}
		if (points_signal(f) != SIGNAL_NONE && k >= f->fired_from &&
		    k <= f->fired_to && figure_known(series[k]))
			q.signal = points_signal(f);
		points_add(p, q);
	}
}

static const struct figure *
asked_for(struct points *p, const struct indicator *i, struct str org)
{
	return scorecard_find(p->s->card, org, i->id, p->breakdown);
}

bool
points_history(struct points *p)
{
	const struct indicator *i = points_one(p);
	struct scope *s = p->s;
	struct str unit;
	const struct figure *f;

	if (i == NULL)
		return false;
	unit = str_trim(indicator_unit(i));
	table_column(p->m, S("Quarter"), ALIGN_LEFT, 1);
	table_column(p->m, S("Value"), ALIGN_RIGHT, 1)->unit = unit;
	table_column(p->m, S("Mean"), ALIGN_RIGHT, 1)->unit = unit;
	table_column(p->m, S("Lower limit"), ALIGN_RIGHT, 1)->unit = unit;
	table_column(p->m, S("Upper limit"), ALIGN_RIGHT, 1)->unit = unit;
	f = asked_for(p, i, s->org);
	if (f == NULL)
		return true;
	add_series(p, i, f, S(""));
	for (size_t k = 0; k < p->in->n; k++) {
		const struct chart_point *q = &p->in->point[k];
		table_row(p->m);
		table_text(p->m, q->label);
		if (q->status == STATUS_OK)
			table_number(p->m, q->value, i->places);
		else
			table_text(p->m, str_of(status_mark[q->status]));
		table_number(p->m, q->mean, i->places);
		table_number(p->m, q->limit_low, i->places);
		table_number(p->m, q->limit_high, i->places);
	}
	return true;
}

/* Highest first; those without a figure come last. */
static void
sort_panels(struct points *p, const struct figure **f, size_t *member, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		const struct figure *one = f[i];
		size_t who = member[i], k = i;
		for (;
		     k > 0 && figure_known(one) &&
		     (!figure_known(f[k - 1]) || f[k - 1]->value < one->value);
		     k--) {
			f[k] = f[k - 1];
			member[k] = member[k - 1];
		}
		f[k] = one;
		member[k] = who;
	}
}

static void
put_panels(struct points *p, const struct indicator *i)
{
	struct scope *s = p->s;
	size_t quarters = s->card->history.n + 1;

	table_column(p->m, S("Quarter"), ALIGN_LEFT, 1);
	for (size_t r = 0; r < p->in->n_rows; r++)
		table_column(p->m, p->in->row[r].name, ALIGN_RIGHT, 1)->unit =
		    str_trim(indicator_unit(i));
	for (size_t k = 0; k < quarters; k++) {
		table_row(p->m);
		table_text(
		    p->m, points_quarter(s->c->mem, quarter_of(s->card, k)));
		for (size_t r = 0; r < p->in->n_rows; r++) {
			const struct chart_point *q =
			    &p->in->point[r * quarters + k];
			if (q->status == STATUS_OK)
				table_number(p->m, q->value, i->places);
			else
				table_text(
				    p->m, str_of(status_mark[q->status]));
		}
	}
}

bool
points_histories(struct points *p)
{
	const struct indicator *i = points_one(p);
	struct scope *s = p->s;
	const struct figure **f;
	size_t *member, n = 0;

	if (i == NULL)
		return false;
	if (s->region == NULL)
		return diag_fail(s->c, p->at,
		    "'points: histories' wants a pack of several "
		    "organisations");
	f = NEWS(s->c->mem, s->region->n, const struct figure *);
	member = NEWS(s->c->mem, s->region->n, size_t);
	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *one =
		    asked_for(p, i, s->region->member[k].code);
		if (one == NULL)
			continue;
		f[n] = one;
		member[n++] = k;
	}
	sort_panels(p, f, member, n);
	p->in->row = NEWS(s->c->mem, n + 1, struct chart_row);
	for (size_t r = 0; r < n; r++) {
		struct chart_row *row = &p->in->row[p->in->n_rows++];
		*row = (struct chart_row){
		    .name = s->region->member[member[r]].plain_name,
		    .reference = f[r]->points == 0
				     ? S("")
				     : figure_text(s->c->mem, s->card, f[r]),
		    .note = f[r]->points == 0
				? S("No figure for this quarter")
				: points_variation(s->c->mem, i, f[r]),
		    .signal = points_signal(f[r])};
		add_series(p, i, f[r], row->name);
	}
	put_panels(p, i);
	return true;
}
