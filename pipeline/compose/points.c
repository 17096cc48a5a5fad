/* compose/points.c -- charts of many figures: by the word of the template, and
 * what those files share. */
#include <math.h>

#include "compose/figures.h"
#include "compose/points.h"
#include "compose/series.h"
#include "compose/tally.h"

static const struct {
	const char *word, *summary;
	bool (*make)(struct points *);
} kind[] = {
    {"funnel", "One row for each organisation, with the limits for its size.",
	points_funnel},
    {"grid", "One row for each measure, one column for each organisation.",
	points_grid},
    {"history", "One row for each quarter.", points_history},
    {"histories", "One row for each quarter, one column for each organisation.",
	points_histories},
    {"change", "One row for each figure: before, now, and the change.",
	points_change},
    {"year", "One row for each organisation: a year before, now, the change.",
	points_year},
    {"moved", "One row for each figure that moved: before, now, the change.",
	points_moved},
    {"settings", "One row for each group, inpatient and community services.",
	points_settings},
    {"framework", "One row for each group, with the figures of 2021.",
	points_framework},
    {"groups", "One row for each of two groups.", points_groups},
    {"gap", "One row for each part of the group that has it less often.",
	points_gap},
    {"forest", "One row for each ratio, with its interval.", points_forest},
};

bool
points_has(struct str word)
{
	for (size_t i = 0; i < COUNT(kind); i++)
		if (str_is(word, kind[i].word))
			return true;
	return false;
}

bool
points_make(struct scope *s, struct at at, struct str word,
    struct str indicators, struct str breakdown, struct str name,
    struct chart_input *in, struct table **out)
{
	struct table_maker m =
	    table_make(s->c->mem, name, in->finding, in->subtitle, S(""));
	struct points p = {s, at, word, indicators, breakdown, in, &m, 0};

	in->self_name = s->short_name;
	in->england = in->peer_q1 = in->peer_median = in->peer_q3 = NAN;
	for (size_t i = 0; i < COUNT(kind); i++) {
		if (!str_is(word, kind[i].word))
			continue;
		m.table->summary = str_of(kind[i].summary);
		if (!kind[i].make(&p))
			return false;
	}
	*out = m.table;
	return true;
}

bool
points_next(struct points *p, struct str *rest, const struct indicator **out)
{
	struct str id;

	if (rest->n == 0)
		return false;
	(void)str_cut(*rest, ',', &id, rest);
	*out = catalogue_find(p->s->card->catalogue, str_trim(id));
	if (*out == NULL)
		return diag_fail(p->s->c, p->at,
			   "there is no indicator '%.*s' in the catalogue",
			   STRF(str_trim(id))) ||
		       true;
	return true;
}

const struct indicator *
points_one(struct points *p)
{
	const struct indicator *i =
	    catalogue_find(p->s->card->catalogue, str_trim(p->indicators));

	if (i == NULL)
		diag_fail(p->s->c, p->at,
		    "'points: %.*s' wants one indicator of the catalogue, not "
		    "'%.*s'",
		    STRF(p->word), STRF(p->indicators));
	else {
		p->in->unit = series_unit(i);
		p->in->places = i->places;
		p->in->neutral = i->direction == DIRECTION_NEUTRAL;
	}
	return i;
}

struct chart_point *
points_add(struct points *p, struct chart_point point)
{
	ARENA_GROW(p->s->c->mem, p->in->point, p->in->n, p->cap);
	p->in->point[p->in->n] = point;
	return &p->in->point[p->in->n++];
}

struct str
points_quarter(struct arena *mem, struct period q)
{
	struct buf b = buf_new(mem);

	period_print_page(&b, q);
	return buf_str(&b);
}

enum signal
points_signal(const struct figure *f)
{
	switch (f->variation) {
	case VARIATION_IMPROVING_HIGH:
	case VARIATION_IMPROVING_LOW:
		return SIGNAL_IMPROVING;
	case VARIATION_CONCERN_HIGH:
	case VARIATION_CONCERN_LOW:
		return SIGNAL_CONCERN;
	case VARIATION_NEUTRAL_HIGH:
	case VARIATION_NEUTRAL_LOW:
		return SIGNAL_NEUTRAL;
	default:
		return SIGNAL_NONE;
	}
}

static struct str
rule_words(struct arena *mem, const struct figure *f)
{
	int n = f->fired_to - f->fired_from + 1;

	switch (f->rule) {
	case SPC_OUTSIDE:
		return S("outside limits");
	case SPC_TREND:
		return str_fmt(mem, "%d one way", n);
	case SPC_TWO_OF_THREE:
		return S("2 of 3 near limit");
	case SPC_SHIFT:
		return str_fmt(mem, "%d one side", n);
	default:
		return S("");
	}
}

struct str
points_variation(
    struct arena *mem, const struct indicator *i, const struct figure *f)
{
	static const char *const word[] = {
	    [SIGNAL_IMPROVING] = "Better",
	    [SIGNAL_CONCERN] = "Concern",
	    [SIGNAL_NEUTRAL] = "Change",
	};
	enum signal signal = points_signal(f);

	if (f->points == 0)
		return S("");
	if (f->variation == VARIATION_NONE)
		return indicator_overlaps(i)
			   ? S("No verdict: the figures overlap")
			   : str_fmt(
				 mem, "%d quarters; limits need 12", f->points);
	if (signal == SIGNAL_NONE)
		return S("Routine variation");
	return str_fmt(mem, "%s: %.*s", word[signal], STRF(rule_words(mem, f)));
}

enum outside
points_outside(const struct indicator *i, const struct figure *f)
{
	if (!figure_known(f) || i->direction == DIRECTION_NEUTRAL)
		return OUTSIDE_NONE;
	return f->placed == PLACED_OUT_998  ? OUTSIDE_998
	       : f->placed == PLACED_OUT_95 ? OUTSIDE_95
					    : OUTSIDE_NONE;
}

enum verdict
points_side(const struct figure *f)
{
	if (!figure_known(f) || isnan(f->england))
		return VERDICT_NONE;
	return f->value < f->england ? VERDICT_BELOW : VERDICT_ABOVE;
}

int
points_step(const struct figure *f)
{
	double z = figure_known(f) ? f->units : 0;
	int step = fabs(z) > 2 ? 2 : fabs(z) > 1 ? 1 : 0;

	return z < 0 ? -step : step;
}
