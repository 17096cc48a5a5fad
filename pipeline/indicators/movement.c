/* indicators/movement.c -- how a figure moves over its quarters.
 *
 * The series is that of scorecard_series. A quarter without a figure is no
 * point; a figure that is withheld breaks the series, since nothing may be
 * worked out across it: what counts begins after the last such quarter. */
#include <math.h>

#include "indicators/choices.h"
#include "indicators/spc.h"

#define MOST_POINTS 255

struct series {
	double *value, *count, *base;
	unsigned char *place; /* in scorecard_series */
	size_t n;
};

static struct series
series_new(struct arena *tmp, size_t most)
{
	return (struct series){NEWS(tmp, most, double), NEWS(tmp, most, double),
	    NEWS(tmp, most, double), NEWS(tmp, most, unsigned char), 0};
}

struct figure *
harvest_find(const struct harvest *h, size_t row, sym breakdown)
{
	if (h->start == NULL)
		return NULL;
	for (size_t i = h->start[row]; i < h->start[row + 1]; i++)
		if (h->figure[i].breakdown == breakdown)
			return &h->figure[i];
	return NULL;
}

static void
add_point(struct series *s, const struct indicator *ind, size_t window,
    const struct figure *f)
{
	double days;

	if (f == NULL)
		return;
	days = work_days(ind, f->date);
	if (f->status == STATUS_SUPPRESSED) {
		s->n = 0;
		return;
	}
	if (f->status != STATUS_OK || !isfinite(f->value))
		return;
	s->value[s->n] = f->value;
	s->count[s->n] = f->numerator / days;
	s->base[s->n] = f->denominator / days;
	s->place[s->n++] = (unsigned char)window;
}

/* Neither more nor less of a ratio is better where parity is the aim. */
static enum direction
way_of(const struct indicator *ind)
{
	return ind->direction == DIRECTION_PARITY ? DIRECTION_NEUTRAL
						  : ind->direction;
}

static enum spc_chart
chart_of(const struct indicator *ind)
{
	static const enum spc_chart chart[] = {[CONTROL_I] = SPC_I,
	    [CONTROL_P] = SPC_P,
	    [CONTROL_P_PRIME] = SPC_P_PRIME,
	    [CONTROL_U] = SPC_U,
	    [CONTROL_U_PRIME] = SPC_U_PRIME};

	return chart[ind->control];
}

static void
set_movement(const struct run *run, const struct indicator *ind,
    const struct series *s, struct figure *f)
{
	struct arena *tmp = run->c->tmp;
	struct xmr_options o = {.improvement = way_of(ind),
	    .rebase = choices_rebase(run, ind, f, s->place, s->n),
	    .target = choices_target(run, ind, f),
	    .chart = chart_of(ind),
	    .x = s->count,
	    .n = s->base,
	    .scale = work_scale(ind),
	    .room = NEWS(tmp, s->n, struct spc_point)};
	struct xmr_point *point = NEWS(tmp, s->n, struct xmr_point), *last;
	double *scratch = NEWS(tmp, 2 * s->n, double);
	struct xmr x = xmr(s->value, s->n, &o, point, scratch);

	if (indicator_overlaps(ind)) {
		x.run_chart = true;
		x.variation = VARIATION_NONE;
		x.rule = SPC_NO_RULE;
		x.assurance = ASSURANCE_NONE;
	}
	last = &point[s->n - 1];
	f->points = (unsigned char)last->length;
	f->variation = x.variation;
	f->rule = x.rule;
	f->assurance = x.assurance;
	f->target = o.target;
	f->fired_from = s->place[x.fired_from];
	f->fired_to = s->place[x.fired_to];
	if (!x.run_chart) {
		f->mean = x.mean;
		f->limit_low = x.limits.lower;
		f->limit_high = x.limits.upper;
	}
	if (last->start > 0) {
		f->rebased_from = s->place[last->start];
		f->rebased = choices_rebase_words(
		    run, ind, f, s->place[last->start - 1], f->rebased_from);
	}
	f->movement = words_movement(run->c->mem, ind, f, last->side > 0,
	    &(struct fired){(unsigned)(x.fired_to - x.fired_from + 1),
		period_holding(run->window[f->fired_from].to),
		period_holding(run->window[f->fired_to].to)});
}

/* All of one row. */
static void
move_row(const struct run *run, const struct indicator *ind,
    const struct crop *crop, size_t row)
{
	size_t last = run->windows - 1;
	struct harvest *now = &crop->harvest[last];
	day from = period_start(period_holding(run->window[last].to));

	for (size_t i = now->start[row]; i < now->start[row + 1]; i++) {
		struct arena_mark m = arena_mark(run->c->tmp);
		struct figure *f = &now->figure[i];
		struct series s = series_new(run->c->tmp, run->windows);

		if (f->status == STATUS_OK && isfinite(f->value) &&
		    f->date >= from) {
			for (size_t w = 0; w < last; w++)
				add_point(&s, ind, w,
				    harvest_find(
					&crop->harvest[w], row, f->breakdown));
			add_point(&s, ind, last, f);
			set_movement(run, ind, &s, f);
		}
		arena_rewind(run->c->tmp, m);
	}
}

void
crop_movement(
    const struct run *run, const struct indicator *ind, const struct crop *crop)
{
	const struct dataset *d = run->dataset;
	size_t rows = d->n_organisations + 1 + run->regions.n;

	if (run->windows < 2 || run->windows > MOST_POINTS ||
	    ind->method == METHOD_MODE ||
	    crop->harvest[run->windows - 1].start == NULL)
		return;
	for (size_t row = 0; row < rows; row++)
		if (row >= d->n_organisations ||
		    d->organisation[row].reported_on)
			move_row(run, ind, crop, row);
}
