/* indicators/figures.c -- an organisation's figures, and England's. */
#include <math.h>

#include "indicators/disclosure.h"
#include "indicators/rounding.h"

struct figure
work_blank(const struct work *w, sym org, size_t col, day date)
{
	struct figure f = {.org = org,
	    .indicator = w->place,
	    .breakdown = w->feed->column[col],
	    .setting = w->setting,
	    .date = date,
	    .stale = !w->window->past && date != DAY_NONE &&
		     date < w->run->stale_before,
	    .numerator = NAN,
	    .denominator = NAN,
	    .value = NAN,
	    .lower = NAN,
	    .upper = NAN,
	    .peer_q1 = NAN,
	    .peer_median = NAN,
	    .peer_q3 = NAN,
	    .england = NAN,
	    .cluster_min = NAN,
	    .cluster_q1 = NAN,
	    .cluster_median = NAN,
	    .cluster_q3 = NAN,
	    .cluster_max = NAN,
	    .against_numerator = NAN,
	    .against_denominator = NAN,
	    .p = NAN,
	    .p_same = NAN,
	    .unknown = NAN,
	    .to_close = NAN,
	    .mean = NAN,
	    .limit_low = NAN,
	    .limit_high = NAN,
	    .framework = NAN,
	    .target = NAN,
	    .volume = NAN,
	    .units = NAN,
	    .before = NAN,
	    .change = NAN,
	    .change_lower = NAN,
	    .change_upper = NAN,
	    .year_before = NAN,
	    .year_change = NAN,
	    .year_lower = NAN,
	    .year_upper = NAN,
	    .source = w->source};

	return f;
}

/* England's share of the value that is this figure's mode. */
static double
england_of_mode(const struct work *w, sym mode)
{
	const double *v = w->pooled[0].level[PART_NUMERATOR];
	double all = 0, of = 0;

	for (size_t i = 0; i < w->feed->levels; i++) {
		all += v[i];
		if (w->feed->level[i] == mode)
			of = v[i];
	}
	return mode != 0 && all > 0 ? 100 * of / all : NAN;
}

void
work_compare(const struct work *w, struct figure *f, size_t col)
{
	/* Another date's England is no comparator. */
	if (!w->has_england[col] || f->date != w->date)
		return;
	f->england = w->indicator->method == METHOD_MODE
			 ? england_of_mode(w, f->breakdown)
			 : w->england[col].value;
	f->england_n = w->england[col].england_n;
}

/* England: the sum over the organisations it counts, of the newest date only. */
static void
pool_england(struct work *w)
{
	const struct feed *t = w->feed;

	/* Standardised figures rest on England's amounts, its own among them. */
	for (size_t col = 0; col < t->columns; col++) {
		struct pool p = pool_new(w->tmp, w);
		struct amounts sum;
		sym *org = NEWS(
		    w->window->past ? w->tmp : w->run->c->mem, t->rows, sym);

		for (size_t row = 0; row < t->rows; row++)
			if (work_pooled(w, row) && w->raw[row] != NULL &&
			    w->table.line[row] != NULL &&
			    w->table.line[row]->newest == w->date &&
			    w->raw[row][col].state == STATE_KNOWN) {
				org[p.organisations] =
				    w->run->dataset->organisation[row].code;
				pool_add(&p, w, &w->raw[row][col]);
			}
		w->has_england[col] = p.organisations > 0;
		sum = pool_amounts(w->tmp, &p, w);
		w->pooled[col] = rounding_amounts(w, &sum, true);
		w->england[col] = work_blank(w, w->run->england, col, w->date);
		w->england[col].england_n = p.counted;
		if (!w->window->past) {
			w->england[col].pooled = org;
			w->england[col].pooled_n = p.organisations;
		}
		if (w->has_england[col])
			work_out(w, &w->england[col], col, &w->pooled[col]);
	}
}

void
work_open(struct work *w)
{
	const struct feed *t = w->feed;
	const struct dataset *d = w->run->dataset;

	w->table =
	    table_fill(w->tmp, t, w->setting, w->window->from, w->window->to);
	w->live = NEWS(w->tmp, t->columns, bool);
	w->raw = NEWS(w->tmp, t->rows, struct raw *);
	w->at = NEWS(w->tmp, t->rows * t->columns, struct figure *);
	w->pooled = NEWS(w->tmp, t->columns, struct amounts);
	w->england = NEWS(w->tmp, t->columns, struct figure);
	w->has_england = NEWS(w->tmp, t->columns, bool);
	work_find_date(w);
	for (size_t row = 0; row < t->rows; row++) {
		if (w->table.line[row] == NULL &&
		    (w->window->past || !d->organisation[row].reported_on))
			continue;
		w->raw[row] = NEWS(w->tmp, t->columns, struct raw);
		for (size_t col = 0; col < t->columns; col++)
			w->raw[row][col] =
			    work_evaluate(w, w->table.line[row], row, col);
	}
	pool_england(w);
}

size_t
work_row(struct work *w, size_t row, const struct raw *raw, struct figure *f)
{
	const struct feed *t = w->feed;
	const struct line *line = w->table.line[row];
	const struct organisation *org = &w->run->dataset->organisation[row];
	day date = line_served(t, line) ? line->newest : w->date;
	size_t n = 0;

	for (size_t col = 0; raw != NULL && col < t->columns; col++) {
		const struct raw *r = &raw[col];
		struct amounts told;

		if (r->state == STATE_NO_FIGURE)
			continue;
		f[n] = work_blank(w, org->code, col, date);
		f[n].source = r->source;
		if (r->state == STATE_KNOWN) {
			told = rounding_amounts(w, &r->amounts, false);
			work_out(w, &f[n], col, &told);
		} else {
			figure_withhold(&f[n], r->status,
			    words_reason(
				w->run->c->mem, w->indicator, r->why, date));
		}
		work_compare(w, &f[n], col);
		w->at[row * t->columns + col] = &f[n++];
	}
	return n;
}
