/* compose/points_funnel.c -- every organisation's figure against its size, with
 * the limits that the scorecard keeps. */
#include <math.h>

#include "base/num.h"
#include "compose/figures.h"
#include "compose/points.h"
#include "compose/region.h"
#include "compose/series.h"
#include "compose/tally.h"
#include "compose/words.h"

/* What the limits go by: "Funded WTE" of "WTE vacant, % of funded WTE". */
static struct str
volume_words(struct arena *mem, const struct indicator *i)
{
	static const char *const before[] = {"% of ", "each 1,000 "};

	if (i->base_per_day || i->base_per_quarter)
		return S("Staff (FTE)");
	for (size_t k = 0; k < COUNT(before); k++) {
		struct str words = str_of(before[k]);
		ptrdiff_t at = str_find(i->measure, words);
		if (at >= 0)
			return words_capital(
			    mem, str_slice(i->measure, (size_t)at + words.n,
				     i->measure.n));
	}
	return S("Base of the figure");
}

/* A trust of ours, as the pack calls it; NULL: another. */
static const struct member *
member_of(const struct scope *s, sym org)
{
	for (size_t i = 0;
	     s->region != NULL && !s->region->country && i < s->region->n; i++)
		if (s->region->member[i].organisation->code == org)
			return &s->region->member[i];
	return NULL;
}

static void
columns(struct points *p, const struct indicator *i)
{
	static const char *const limit[] = {"Lower 99.8% limit",
	    "Lower 95% limit", "Upper 95% limit", "Upper 99.8% limit"};
	struct str unit = str_trim(indicator_unit(i));

	table_column(p->m, S("Trust"), ALIGN_LEFT, 1);
	table_column(p->m, S("Volume"), ALIGN_RIGHT, 1);
	table_column(p->m, S("Value"), ALIGN_RIGHT, 1)->unit = unit;
	table_column(p->m, S("England"), ALIGN_RIGHT, 1)->unit = unit;
	table_column(p->m, S("Place"), ALIGN_LEFT, 1);
	for (size_t k = 0; k < COUNT(limit); k++)
		table_column(p->m, str_of(limit[k]), ALIGN_RIGHT, 1)->unit =
		    unit;
}

static double
limit_of(const struct funnel_place *p, size_t which)
{
	return which == 0   ? p->lower_998
	       : which == 1 ? p->lower_95
	       : which == 2 ? p->upper_95
			    : p->upper_998;
}

/* Between two places of the curve, by the volume's logarithm as they stand. */
static double
limit_at(const struct funnel_limits *f, double volume, size_t which)
{
	size_t k = 1;
	double a, b, part;

	while (k + 1 < f->n && f->place[k].volume < volume)
		k++;
	a = limit_of(&f->place[k - 1], which);
	b = limit_of(&f->place[k], which);
	part = log(volume / f->place[k - 1].volume) /
	       log(f->place[k].volume / f->place[k - 1].volume);
	return a + part * (b - a);
}

static void
row(struct points *p, const struct indicator *i, const struct figure *f,
    struct str name, const struct funnel_limits *limits)
{
	static const char *const words[] = {"no limits", "inside the limits",
	    "outside the 95% limits", "outside the 99.8% limits"};

	table_row(p->m);
	table_text(p->m, name);
	table_figure(p->m, p->s, f, f == NULL ? NAN : f->volume);
	table_figure(p->m, p->s, f, f == NULL ? NAN : f->value);
	table_number(p->m, f == NULL ? NAN : f->england, i->places);
	table_text(
	    p->m, str_of(words[figure_known(f) ? f->placed : PLACED_NONE]));
	for (size_t k = 0; k < 4; k++)
		table_number(p->m,
		    figure_known(f) && limits->n > 1 && f->volume > 0
			? limit_at(limits, f->volume, k)
			: NAN,
		    i->places);
}

static void
add_trust(struct points *p, const struct indicator *i,
    const struct organisation *o, const struct funnel_limits *limits)
{
	struct scope *s = p->s;
	const struct symbols *t = s->card->dataset->symbols;
	const struct member *ours = member_of(s, o->code);
	const struct figure *f = scorecard_find(
	    s->card, symbols_text(t, o->code), i->id, p->breakdown);
	bool self = ours != NULL || o->code == s->organisation->code;
	bool country = s->region != NULL && s->region->country;
	bool lettered = s->in->settings->anonymous && !self;
	struct str name =
	    ours != NULL ? ours->plain_name
	    : lettered   ? S("Another trust")
			 : words_short_name(s->c->mem, symbols_text(t, o->name),
			       symbols_text(t, o->code));
	struct chart_point *q;

	if (!figure_known(f) || !(f->volume > 0))
		return;
	q = points_add(p, series_point(s, i, f, ROLE_OTHER, name));
	q->x = f->volume;
	q->outside = points_outside(i, f);
	q->verdict = points_side(f);
	/* Of all England those are named that are far away. */
	if (self || (country && !lettered && q->outside != OUTSIDE_NONE))
		q->role = ROLE_SELF;
	q->base_text = S("");
	row(p, i, f, name, limits);
}

bool
points_funnel(struct points *p)
{
	const struct indicator *i = points_one(p);
	const struct dataset *d = p->s->card->dataset;
	struct arena *mem = p->s->c->mem;
	const struct funnel_limits *f;

	if (i == NULL)
		return false;
	f = scorecard_funnel(p->s->card, i);
	columns(p, i);
	if (f == NULL)
		return true;
	for (size_t k = 0; k < d->n_organisations; k++)
		if (d->organisation[k].reported_on &&
		    d->organisation[k].cluster == p->s->organisation->cluster)
			add_trust(p, i, &d->organisation[k], f);
	p->in->curve = NEWS(mem, f->n, struct chart_curve);
	for (; p->in->n_curves < f->n; p->in->n_curves++) {
		const struct funnel_place *at = &f->place[p->in->n_curves];
		p->in->curve[p->in->n_curves] = (struct chart_curve){at->volume,
		    at->lower_998, at->lower_95, at->upper_95, at->upper_998};
	}
	p->in->england = f->target;
	p->in->x_label = volume_words(mem, i);
	{
		struct buf b = buf_new(mem);
		buf_addz(&b, "England ");
		num_fixed(
		    &b, f->target, i->places, NUM_THOUSANDS | NUM_TRUE_MINUS);
		buf_adds(&b, p->in->unit);
		p->in->england_label = buf_str(&b);
	}
	return true;
}
