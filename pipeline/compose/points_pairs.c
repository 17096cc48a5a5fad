/* compose/points_pairs.c -- inpatient against community services, and ratios with
 * their intervals beside the one of all together. */
#include <math.h>

#include "compose/figures.h"
#include "compose/points.h"
#include "compose/region.h"
#include "compose/series.h"
#include "compose/tally.h"

/* ---- settings */

static void
add_setting(struct points *p, const struct indicator *i, struct str setting,
    struct str part)
{
	struct scope *s = p->s;
	const struct figure *f =
	    scorecard_find_in(s->card, s->org, i->id, setting, part);
	struct chart_point q =
	    series_point(s, i, f, ROLE_SELF, label_shown(part));

	q.group = setting;
	q.peer_q1 = q.peer_median = q.peer_q3 = NAN;
	points_add(p, q);
	table_figure(p->m, s, f, figure_known(f) ? f->value : NAN);
}

static bool
in_any_setting(struct points *p, const struct indicator *i, struct str part)
{
	for (size_t k = 0; k < i->n_settings; k++) {
		const struct figure *f = scorecard_find_in(
		    p->s->card, p->s->org, i->id, i->setting[k], part);
		if (f != NULL &&
		    (figure_known(f) || f->status == STATUS_LOW_BASE
			    ? f->numerator > 0
			    : f->status == STATUS_SUPPRESSED))
			return true;
	}
	return false;
}

bool
points_settings(struct points *p)
{
	const struct indicator *i = points_one(p);

	if (i == NULL)
		return false;
	table_column(p->m, S("Group"), ALIGN_LEFT, 1);
	for (size_t k = 0; k < i->n_settings; k++)
		table_column(p->m, i->setting[k], ALIGN_RIGHT, 1)->unit =
		    S("%");
	p->in->group = i->setting;
	p->in->n_groups = i->n_settings;
	for (size_t b = 0; b < i->n_breakdown_order; b++) {
		struct str part = i->breakdown_order[b];
		if (!in_any_setting(p, i, part))
			continue;
		table_row(p->m);
		table_text(p->m, label_shown(part));
		for (size_t k = 0; k < i->n_settings; k++)
			add_setting(p, i, i->setting[k], part);
	}
	return true;
}

/* ---- ratios */

static void
add_ratio(struct points *p, const struct indicator *i, const struct figure *f,
    struct str name, bool total)
{
	struct chart_point q = series_point(p->s, i, f, ROLE_SELF, name);

	q.total = total;
	q.base_text = S("");
	points_add(p, q);
	table_row(p->m);
	table_text(p->m, name);
	table_figure(p->m, p->s, f, figure_known(f) ? f->value : NAN);
	table_figure(p->m, p->s, f, figure_known(f) ? f->lower : NAN);
	table_figure(p->m, p->s, f, figure_known(f) ? f->upper : NAN);
	table_number(p->m, figure_known(f) ? f->p : NAN, 4);
}

static void
ratios_of_members(struct points *p, const struct indicator *i)
{
	struct scope *s = p->s;
	const struct figure **f =
	    NEWS(s->c->mem, s->region->n + 1, const struct figure *);
	size_t *who = NEWS(s->c->mem, s->region->n + 1, size_t), n = 0;

	for (size_t k = 0; k < s->region->n; k++) {
		/* An older ratio is not of the date that stands over them. */
		const struct figure *one = region_figure(
		    s, i, p->breakdown, region_date(s, i, p->breakdown), k);
		size_t at = n++;
		for (; at > 0 && figure_known(one) &&
		       (!figure_known(f[at - 1]) ||
			   f[at - 1]->value < one->value);
		     at--) {
			f[at] = f[at - 1];
			who[at] = who[at - 1];
		}
		f[at] = one;
		who[at] = k;
	}
	for (size_t k = 0; k < n; k++)
		add_ratio(
		    p, i, f[k], s->region->member[who[k]].plain_name, false);
}

static void
ratios_of_parts(struct points *p, const struct indicator *i)
{
	struct scope *s = p->s;

	for (size_t k = 0; k < i->n_breakdown_order; k++) {
		const struct figure *f = scorecard_find(
		    s->card, s->org, i->id, i->breakdown_order[k]);
		if (f != NULL)
			add_ratio(
			    p, i, f, label_shown(i->breakdown_order[k]), false);
	}
}

bool
points_forest(struct points *p)
{
	const struct indicator *i = points_one(p);
	struct scope *s = p->s;
	bool parts = str_is(p->breakdown, "all");
	const struct figure *f;

	if (i == NULL)
		return false;
	table_column(p->m, S("Group"), ALIGN_LEFT, 1);
	table_column(p->m, S("Ratio"), ALIGN_RIGHT, 1);
	table_column(p->m, S("Lower 95% limit"), ALIGN_RIGHT, 1);
	table_column(p->m, S("Upper 95% limit"), ALIGN_RIGHT, 1);
	table_column(p->m, S("p"), ALIGN_RIGHT, 1);
	f = scorecard_find(
	    s->card, s->org, i->id, parts ? S("") : p->breakdown);
	if (f != NULL)
		add_ratio(p, i, f,
		    parts                ? S("All staff")
		    : s->region == NULL  ? s->short_name
		    : s->region->country ? S("England")
					 : S("All trusts"),
		    true);
	if (parts || s->region == NULL)
		ratios_of_parts(p, i);
	else
		ratios_of_members(p, i);
	return true;
}
