/* compose/indicator_table.c -- the measures of a board report, each on one line:
 * value, comparators, where it stands, how it moves. */
#include <math.h>

#include "base/num.h"
#include "compose/cells.h"
#include "compose/figures.h"
#include "compose/quality.h"
#include "compose/series.h"
#include "compose/tables.h"
#include "compose/tally.h"
#include "compose/words.h"

static const double trend_width = 40, icon_width = 48;

/* With trends beside it there is less room for it. */
static double
spine_width(const struct scope *s)
{
	return s->card->history.n > 0 ? 53 : 66;
}

static const struct chart *
chart_named(const struct chart_set *set, const char *name)
{
	for (size_t i = 0; i < set->n; i++)
		if (str_is(str_of(set->chart[i]->name), name))
			return set->chart[i];
	return NULL;
}

/* A drawing for a cell, by a chart that cells have. */
static bool
draw_cell(struct scope *s, struct at at, const char *name,
    struct chart_input *in, double width, const struct scene **out)
{
	const struct chart *chart = chart_named(s->in->charts, name);
	struct scene *scene;

	in->self_name = s->short_name;
	in->england = in->peer_q1 = in->peer_median = in->peer_q3 = NAN;
	in->width = width;
	if (chart == NULL)
		return diag_fail(s->c, at,
		    "the table of indicators wants the chart '%s'", name);
	if (!chart->draw(s->c, in, s->in->theme, s->in->metrics, &scene))
		return false;
	*out = scene;
	return true;
}

static bool
draw_spine(struct scope *s, struct at at, const struct subject *u,
    const struct scene **out)
{
	struct chart_point p = series_point(
	    s, u->indicator, u->figure, ROLE_SELF, u->indicator->title);
	struct chart_input in = {.unit = indicator_unit(u->indicator),
	    .places = u->indicator->places,
	    .point = &p,
	    .n = 1,
	    .neutral = u->indicator->direction == DIRECTION_NEUTRAL};

	return draw_cell(s, at, "spine", &in, spine_width(s), out);
}

static struct str
fixed(struct arena *mem, double v)
{
	struct buf b = buf_new(mem);

	num_fixed(&b, v, 6, 0);
	return buf_str(&b);
}

/* The quarters on a scale of their own; nothing where there are not two. */
static bool
draw_trend(struct scope *s, struct at at, const struct subject *u,
    const struct scene **out)
{
	const struct figure **f =
	    scorecard_series(s->c->mem, s->card, u->figure);
	size_t n = s->card->history.n + 1, shown = 0;
	struct chart_point *p = NEWS(s->c->mem, n, struct chart_point);
	double lo = INFINITY, hi = -INFINITY, pad;
	struct str option[4] = {S("from"), S(""), S("to"), S("")};
	struct chart_input in = {.unit = indicator_unit(u->indicator),
	    .places = u->indicator->places,
	    .point = p,
	    .n = n,
	    .option = option,
	    .n_options = 2};

	for (size_t i = 0; i < n; i++) {
		struct buf b = buf_new(s->c->mem);
		if (figure_known(f[i]))
			period_print_page(&b, period_holding(f[i]->date));
		p[i] =
		    series_point(s, u->indicator, f[i], ROLE_SELF, buf_str(&b));
		if (isnan(p[i].value))
			continue;
		lo = fmin(lo, p[i].value);
		hi = fmax(hi, p[i].value);
		shown++;
	}
	if (shown < 2)
		return true;
	pad = hi > lo ? 0.05 * (hi - lo) : 1;
	option[1] = fixed(s->c->mem, lo - pad);
	option[3] = fixed(s->c->mem, hi + pad);
	return draw_cell(s, at, "sparkline", &in, trend_width, out);
}

static bool
draw_variation(struct scope *s, struct at at, const struct subject *u,
    const struct scene **out)
{
	const struct figure *f = u->figure;
	struct chart_point p = {.note = story_variation(f)};
	struct chart_input in = {.point = &p, .n = 1};

	p.signal = !figure_known(f)     ? SIGNAL_NONE
		   : figure_improves(f) ? SIGNAL_IMPROVING
		   : figure_concerns(f) ? SIGNAL_CONCERN
		   : figure_shifts(f)   ? SIGNAL_NEUTRAL
					: SIGNAL_NONE;
	p.step = f != NULL && figure_moves_up(f) ? 1 : -1;
	return draw_cell(s, at, "variation", &in, icon_width, out);
}

/* "6,359 people, Nov 2025, over 12 months old", or why there is no figure. */
static struct str
base_line(struct scope *s, const struct subject *u)
{
	static const char *const no_figure[STATUS_N] = {"no value in the file",
	    "withheld: few people", "not in the file", "does not apply here",
	    "base too small"};
	struct buf b = buf_new(s->c->mem);
	struct str base = base_text(s->c->mem, u->indicator, u->figure);

	if (!figure_known(u->figure))
		return str_of(no_figure[u->figure == NULL ? STATUS_MISSING
							  : u->figure->status]);
	if (base.n > 0)
		buf_addf(&b, "%.*s, ", STRF(base));
	/* Room for one of two: the title has said which day the newest is. */
	if (s->tally->doubted[u->figure->indicator] &&
	    u->figure->date == period_end(s->card->period)) {
		buf_addz(&b, "in doubt");
		return buf_str(&b);
	}
	day_print_short(&b, u->figure->date);
	if (s->tally->doubted[u->figure->indicator])
		buf_addz(&b, ", in doubt");
	else if (u->figure->stale)
		buf_addf(&b, ", %.*s",
		    STRF(age_text(s->c->mem, s->in->settings, true)));
	return buf_str(&b);
}

static struct str
verdict_cell(const struct figure *f)
{
	if (!figure_known(f))
		return str_of(status_mark[STATUS_MISSING]);
	switch (f->verdict) {
	case VERDICT_ABOVE:
		return S("Above");
	case VERDICT_BELOW:
		return S("Below");
	case VERDICT_NOT_DIFFERENT:
		return S("Not clear");
	case VERDICT_NONE:
		break;
	}
	return str_of(status_mark[STATUS_NOT_APPLICABLE]);
}

static const struct {
	const char *id, *words;
} row_name[] = {
#define ROW_NAME(id, words) {#id, words},
#include "compose/row_names.def"
#undef ROW_NAME
};

static struct str
short_title(const struct indicator *i)
{
	for (size_t k = 0; k < COUNT(row_name); k++)
		if (str_is(i->id, row_name[k].id))
			return str_of(row_name[k].words);
	return i->title;
}

struct str
title_with_unit(struct arena *mem, const struct indicator *i)
{
	struct str unit =
	    i->unit == UNIT_POINTS ? S("points") : str_trim(indicator_unit(i));

	return unit.n == 0 ? short_title(i)
			   : str_fmt(mem, "%.*s, %.*s", STRF(short_title(i)),
				 STRF(unit));
}

/* Some measure's answers have a score. */
static bool
has_quality(struct scope *s)
{
	for (size_t i = 0; i < s->tally->n; i++)
		if (quality_of(s, &s->tally->measure[i]) != QUALITY_NONE)
			return true;
	return false;
}

static void
indicator_columns(struct scope *s, struct table_maker *m, bool quality)
{
	bool moves = s->card->history.n > 0;

	table_column(m, S("Measure"), ALIGN_LEFT, moves ? 400 : 172);
	table_column(m, S("This trust"), ALIGN_RIGHT, 32)->head_pdf =
	    moves                            ? S("Trust")
	    : str_chars(s->short_name) <= 10 ? s->short_name
					     : S("This trust");
	table_column(m, S("Lower 95% limit"), ALIGN_RIGHT, 0)->workbook_only =
	    true;
	table_column(m, S("Upper 95% limit"), ALIGN_RIGHT, 0)->workbook_only =
	    true;
	table_column(m, S("England"), ALIGN_RIGHT, 30);
	table_column(m, S("Peers, median"), ALIGN_RIGHT, 26)->head_pdf =
	    S("Peers");
	table_column(m, S("Lowest trust"), ALIGN_RIGHT, 0)->workbook_only =
	    true;
	table_column(m, S("Highest trust"), ALIGN_RIGHT, 0)->workbook_only =
	    true;
	table_column(m, S("Lower, worse"), ALIGN_RIGHT, 28)->pdf_only = true;
	table_column(m, S("Where it stands"), ALIGN_CENTRE, spine_width(s))
	    ->pdf_only = true;
	table_column(m, S("Higher, better"), ALIGN_LEFT, 28)->pdf_only = true;
	table_column(m, S("Against England"), ALIGN_LEFT, 42)->workbook_only =
	    moves;
	if (moves) {
		table_column(m, S("Trend"), ALIGN_CENTRE, trend_width)
		    ->pdf_only = true;
		table_column(m, S("Variation"), ALIGN_LEFT, icon_width);
		table_column(m, S("What its series says"), ALIGN_LEFT, 0)
		    ->workbook_only = true;
	}
	if (quality)
		table_column(m, S("Data quality"), ALIGN_RIGHT, 20)->head_pdf =
		    S("Data");
	table_page_column(m);
	table_column(m, S("Date"), ALIGN_LEFT, 0)->workbook_only = true;
	table_column(m, S("Status"), ALIGN_LEFT, 0)->workbook_only = true;
	m->table->summary =
	    S("One row for each measure, grouped by the framework's "
	      "recommendations: this trust's figure, England's, the peers' "
	      "median, the lowest and highest trust, and how the trust stands "
	      "against England.");
}

static bool
indicator_row(struct scope *s, struct table_maker *m, struct at at,
    const struct subject *u, bool quality)
{
	const struct figure *f = u->figure;
	const struct indicator *i = u->indicator;
	struct table_cell *c;
	bool known = figure_known(f), back = i->direction == DIRECTION_LOWER;
	double missing = NAN, lowest = f == NULL ? missing : f->cluster_min,
	       highest = f == NULL ? missing : f->cluster_max;

	table_row(m);
	table_link(m, i, i->title);
	c = table_text(m, title_with_unit(s->c->mem, i));
	c->type = TYPE_row_strong;
	c->sub = base_line(s, u);
	table_figure(m, s, f, known ? f->value : missing)->type = TYPE_value;
	for (int k = 0; k < 2; k++)
		table_figure(m, s, f,
		    !known   ? missing
		    : k == 0 ? f->lower
			     : f->upper);
	table_number(m, f == NULL ? missing : f->england, i->places);
	table_number(m, f == NULL ? missing : f->peer_median, i->places);
	/* The spine has the better end on its right: the ends printed beside it
	 * are those of the drawing, those of the workbook lowest and highest. */
	table_number(m, lowest, i->places);
	table_number(m, highest, i->places);
	table_number(m, back ? highest : lowest, i->places);
	c = table_text(m, S(""));
	if (f != NULL && !draw_spine(s, at, u, &c->scene))
		return false;
	table_number(m, back ? lowest : highest, i->places);
	c = table_text(m, verdict_cell(f));
	if (known &&
	    (f->verdict == VERDICT_ABOVE || f->verdict == VERDICT_BELOW))
		c->type = TYPE_row_strong;
	if (s->card->history.n > 0) {
		struct str words = story_variation(f);
		c = table_text(m, S(""));
		if (known && !draw_trend(s, at, u, &c->scene))
			return false;
		c = table_text(m, words.n > 0 ? words : S("No verdict"));
		if (!draw_variation(s, at, u, &c->scene))
			return false;
		table_text(m, f == NULL || f->movement.n == 0
				  ? S("No verdict")
				  : words_apostrophes(s->c->mem, f->movement));
	}
	if (quality) {
		enum quality q = quality_of(s, u);
		c = table_text(m, quality_words(q));
		if (!quality_draw(s, at, q, &c->scene))
			return false;
	}
	table_page(m);
	table_day(m, f == NULL ? DAY_NONE : f->date);
	table_text(
	    m, str_of(status_name[f == NULL ? STATUS_MISSING : f->status]));
	return true;
}

bool
table_indicators(struct scope *s, struct table_maker *m, struct at at)
{
	const struct tally *t = s->tally;
	bool quality = has_quality(s);

	indicator_columns(s, m, quality);
	for (int r = 1; r <= RECOMMENDATIONS; r++) {
		bool opened = false;
		for (size_t k = 0; k < t->n; k++) {
			const struct subject *u = t->measure[k].recommendation
						      ? &t->measure[k]
						      : t->newest_first[k];
			if ((u->recommendation != 0 ? u->recommendation
						    : indicator_recommendation(
							  u->indicator)) != r)
				continue;
			if (!opened)
				table_group(m, str_fmt(s->c->mem, "%d\u2002%s",
						   r, recommendation_name[r]));
			opened = true;
			if (!indicator_row(s, m, at, u, quality))
				return false;
		}
	}
	return true;
}
