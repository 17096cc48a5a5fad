/* compose/points_change.c -- figures of this quarter against those of the one
 * before, or of a year before, with the interval of the change as the scorecard
 * keeps it. */
#include <math.h>

#include "base/num.h"
#include "compose/figures.h"
#include "compose/points.h"
#include "compose/region.h"
#include "compose/series.h"
#include "compose/tally.h"
#include "compose/words.h"

enum { MOST_MOVED = 12, YEAR = 4 };

/* A figure that may have changed, and what its row is called. */
struct mover {
	const struct indicator *indicator;
	const struct figure *figure;
	struct str name;
	double size; /* in half widths of its interval */
};

static void
columns(struct points *p)
{
	table_column(p->m, S("Figure"), ALIGN_LEFT, 1);
	table_column(p->m, S("Before"), ALIGN_RIGHT, 1);
	table_column(p->m, S("Now"), ALIGN_RIGHT, 1);
	table_column(p->m, S("Change"), ALIGN_RIGHT, 1);
	table_column(p->m, S("Lower 95% limit"), ALIGN_RIGHT, 1);
	table_column(p->m, S("Upper 95% limit"), ALIGN_RIGHT, 1);
	table_column(p->m, S("Clear change"), ALIGN_LEFT, 1);
}

static struct str
printed(struct arena *mem, const struct indicator *i, double v)
{
	struct buf b = buf_new(mem);

	num_fixed(
	    &b, v, v == 0 ? 0 : i->places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	buf_adds(&b, indicator_unit(i));
	return buf_str(&b);
}

/* A figure and what it is set against. */
struct change {
	double before, change, lower, upper;
	enum verdict changed; /* none: there is nothing to set it against */
};

static struct change
change_of(const struct figure *f, bool year)
{
	if (!figure_known(f))
		return (struct change){NAN, NAN, NAN, NAN, VERDICT_NONE};
	if (year)
		return (struct change){f->year_before, f->year_change,
		    f->year_lower, f->year_upper, f->year_changed};
	return (struct change){
	    f->before, f->change, f->change_lower, f->change_upper, f->changed};
}

static bool
has_change(const struct figure *f)
{
	return change_of(f, false).changed != VERDICT_NONE;
}

static bool
is_clear(struct change d)
{
	return d.changed == VERDICT_ABOVE || d.changed == VERDICT_BELOW;
}

/* Against a year before the clear changes stand out, as the slope draws them. */
static void
add(struct points *p, const struct mover *m, bool year)
{
	static const char *const clear[] = {
	    "not known", "fell", "not clear", "rose"};
	struct arena *mem = p->s->c->mem;
	const struct figure *f = m->figure;
	const struct indicator *i = m->indicator;
	struct change d = change_of(f, year);
	struct chart_point q = series_point(
	    p->s, i, f, year && !is_clear(d) ? ROLE_OTHER : ROLE_SELF, m->name);
	bool known = d.changed != VERDICT_NONE;

	q.value = q.lower = q.upper = q.from = q.to = NAN;
	q.england = NAN;
	q.verdict = d.changed;
	q.base_text = S("");
	q.text = S("");
	if (known) {
		q.value = d.change;
		q.lower = d.lower;
		q.upper = d.upper;
		q.from = d.before;
		q.to = f->value;
		q.from_text = printed(mem, i, d.before);
		q.to_text = printed(mem, i, f->value);
	} else if (q.status == STATUS_OK) {
		q.status = STATUS_MISSING;
	}
	points_add(p, q);
	table_row(p->m);
	table_text(p->m, m->name);
	table_figure(p->m, p->s, f, d.before);
	table_figure(p->m, p->s, f, figure_known(f) ? f->value : NAN);
	table_figure(p->m, p->s, f, d.change);
	table_figure(p->m, p->s, f, d.lower);
	table_figure(p->m, p->s, f, d.upper);
	table_text(p->m, str_of(clear[d.changed]));
}

static void
name_quarters(struct points *p, size_t ago)
{
	const struct scorecard *card = p->s->card;

	p->in->to_label = points_quarter(p->s->c->mem, card->period);
	if (card->history.n >= ago)
		p->in->from_label = points_quarter(p->s->c->mem,
		    card->history.card[card->history.n - ago]->period);
}

/* In a trust's pack several measures of its own; else one measure of each
 * organisation, highest first. */
static bool
change_of_own(struct points *p)
{
	struct str rest = p->indicators;
	const struct indicator *i, *first = NULL;

	while (points_next(p, &rest, &i)) {
		struct mover m = {.indicator = i};
		if (i == NULL)
			return false;
		m.figure =
		    scorecard_find(p->s->card, p->s->org, i->id, p->breakdown);
		m.name = i->title;
		if (m.figure == NULL ||
		    (first != NULL &&
			indicator_unit(i).n != indicator_unit(first).n))
			continue;
		first = first == NULL ? i : first;
		add(p, &m, false);
	}
	if (first != NULL) {
		p->in->unit = indicator_unit(first);
		p->in->places = first->places;
	}
	return true;
}

static bool
change_of_members(struct points *p, bool year)
{
	const struct indicator *i = points_one(p);
	struct scope *s = p->s;
	struct mover *m;
	size_t n = 0;

	if (i == NULL)
		return false;
	m = NEWS(s->c->mem, s->region->n, struct mover);
	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f = scorecard_find(
		    s->card, s->region->member[k].code, i->id, p->breakdown);
		size_t at = n;
		if (f == NULL)
			continue;
		for (; at > 0 && figure_known(f) &&
		       (!figure_known(m[at - 1].figure) ||
			   m[at - 1].figure->value < f->value);
		     at--)
			m[at] = m[at - 1];
		m[at] =
		    (struct mover){i, f, s->region->member[k].plain_name, 0};
		n++;
	}
	for (size_t k = 0; k < n; k++)
		add(p, &m[k], year);
	return true;
}

bool
points_change(struct points *p)
{
	columns(p);
	name_quarters(p, 1);
	return p->s->region != NULL ? change_of_members(p, false)
				    : change_of_own(p);
}

bool
points_year(struct points *p)
{
	if (p->s->region == NULL)
		return diag_fail(p->s->c, p->at,
		    "'points: year' wants a pack of several organisations");
	columns(p);
	name_quarters(p, YEAR);
	return change_of_members(p, true);
}

static void
consider(struct mover *list, size_t *n, struct mover m)
{
	size_t at = *n;

	m.size = fabs(m.figure->change) /
		 (m.figure->change_upper - m.figure->change_lower);
	for (; at > 0 && list[at - 1].size < m.size; at--)
		list[at] = list[at - 1];
	list[at] = m;
	++*n;
}

/* Of percentages alone: the scale is one. */
bool
points_moved(struct points *p)
{
	struct scope *s = p->s;
	struct str rest = p->indicators;
	const struct indicator *i;
	struct mover *list;
	size_t n = 0;

	if (s->region == NULL)
		return diag_fail(s->c, p->at,
		    "'points: moved' wants a pack of several organisations");
	columns(p);
	name_quarters(p, 1);
	p->in->places = 1;
	p->in->unit = S("%");
	list = NEWS(
	    s->c->mem, s->region->n * s->card->catalogue->n + 1, struct mover);
	while (points_next(p, &rest, &i)) {
		if (i == NULL)
			return false;
		for (size_t k = 0; i->unit == UNIT_PERCENT && k < s->region->n;
		     k++) {
			const struct member *who = &s->region->member[k];
			const struct figure *f =
			    scorecard_find(s->card, who->code, i->id, S(""));
			if (has_change(f) &&
			    f->changed != VERDICT_NOT_DIFFERENT)
				consider(list, &n,
				    (struct mover){i, f,
					str_fmt(s->c->mem, "%.*s: %.*s",
					    STRF(who->plain_name),
					    STRF(words_lower(
						s->c->mem, i->title))),
					0});
		}
	}
	for (size_t k = 0; k < n && k < MOST_MOVED; k++)
		add(p, &list[k], false);
	return true;
}
