/* compose/england.c -- what an overview of the country says: national figures with
 * their trend and spread, the mix against the Framework's figures, the returns. */
#include <math.h>

#include "base/num.h"
#include "compose/audit.h"
#include "compose/england.h"
#include "compose/figures.h"
#include "compose/points.h"
#include "compose/region_marks.h"
#include "compose/tally.h"
#include "compose/words.h"

enum { TITLE_MEASURES = 2 };

static const struct figure *
national(struct scope *s, const struct indicator *i)
{
	const struct figure *f = scorecard_find(s->card, s->org, i->id, S(""));

	return figure_known(f) ? f : NULL;
}

/* "turnover and sickness absence" of those with this signal; how many. */
static size_t
with_signal(struct scope *s, enum signal signal, struct str *out)
{
	const struct indicator *i;
	struct buf b = buf_new(s->c->mem);
	size_t n = 0, kept, said = 0;

	for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++)
		n += national(s, i) != NULL &&
		     points_signal(national(s, i)) == signal;
	kept = n < TITLE_MEASURES ? n : TITLE_MEASURES;
	for (size_t k = 0; said < kept && (i = region_headline(s, k)) != NULL;
	     k++) {
		const struct figure *f = national(s, i);
		if (f == NULL || points_signal(f) != signal)
			continue;
		words_join(&b, said++, n > kept ? kept + 1 : kept);
		buf_adds(&b, region_headline_words(s->c->mem, i));
	}
	if (n > kept) {
		buf_addz(&b, " and ");
		words_count(&b, (double)(n - kept));
		buf_addz(&b, " more");
	}
	*out = buf_str(&b);
	return n;
}

struct str
england_title(struct scope *s)
{
	struct str worse, better;
	size_t n_worse = with_signal(s, SIGNAL_CONCERN, &worse);
	size_t n_better = with_signal(s, SIGNAL_IMPROVING, &better);

	if (n_worse == 0 && n_better == 0)
		return region_has_returns(s)
			   ? S("No national figure moves beyond routine "
			       "variation")
			   : S("What published files say of England\u2019s "
			       "mental health trusts");
	if (n_worse > 0 && n_better > 0) {
		struct buf b = buf_new(s->c->mem);
		buf_adds(&b, words_capital(s->c->mem, worse));
		buf_addf(&b, " %s a concern; ", n_worse == 1 ? "is" : "are");
		words_count(&b, (double)n_better);
		buf_addf(&b, " national %s",
		    n_better == 1 ? "figure turns better"
				  : "figures turn better");
		return buf_str(&b);
	}
	if (n_worse == 0)
		return str_fmt(
		    s->c->mem, "Nationally better: %.*s", STRF(better));
	return str_fmt(s->c->mem, "Nationally a concern: %.*s", STRF(worse));
}

/* ---- national figures */

/* Any trust's figure of the date: it knows the spread of all. */
static const struct figure *
spread_of(struct scope *s, const struct indicator *i, day date)
{
	const struct dataset *d = s->card->dataset;

	for (size_t k = 0; k < d->n_organisations; k++) {
		const struct figure *f;
		if (!d->organisation[k].reported_on)
			continue;
		f = scorecard_find(s->card,
		    symbols_text(d->symbols, d->organisation[k].code), i->id,
		    S(""));
		if (figure_known(f) && f->date == date &&
		    isfinite(f->cluster_median))
			return f;
	}
	return NULL;
}

static size_t
outside(struct scope *s, const struct indicator *i, size_t *tested)
{
	const struct dataset *d = s->card->dataset;
	size_t n = 0;

	*tested = 0;
	for (size_t k = 0; k < d->n_organisations; k++) {
		const struct figure *f;
		if (!d->organisation[k].reported_on)
			continue;
		f = scorecard_find(s->card,
		    symbols_text(d->symbols, d->organisation[k].code), i->id,
		    S(""));
		if (!figure_known(f) || f->placed == PLACED_NONE ||
		    i->direction == DIRECTION_NEUTRAL)
			continue;
		++*tested;
		n += f->placed > PLACED_INSIDE;
	}
	return n;
}

static struct str
range_text(
    struct arena *mem, const struct indicator *i, double low, double high)
{
	struct buf b = buf_new(mem);

	if (isnan(low) || isnan(high))
		return S("[z]");
	num_fixed(&b, low, i->places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	buf_addz(&b, " to ");
	num_fixed(&b, high, i->places, NUM_THOUSANDS | NUM_TRUE_MINUS);
	return buf_str(&b);
}

static struct str
change_text(
    struct arena *mem, const struct indicator *i, const struct figure *f)
{
	struct buf b = buf_new(mem);

	if (f->changed == VERDICT_NONE)
		return S("[z]");
	num_fixed(&b, f->change, i->places,
	    NUM_THOUSANDS | NUM_TRUE_MINUS | NUM_SIGN);
	if (f->changed != VERDICT_NOT_DIFFERENT)
		buf_addz(&b, ", clear");
	return buf_str(&b);
}

static void
national_row(struct scope *s, struct table_maker *m, const struct indicator *i)
{
	struct arena *mem = s->c->mem;
	const struct figure *f = national(s, i), *spread;
	size_t tested, out;

	if (f == NULL)
		return;
	spread = spread_of(s, i, f->date);
	out = outside(s, i, &tested);
	table_row(m);
	table_text(m, region_row_name(mem, i))->type = TYPE_row_strong;
	table_figure(m, s, f, f->value);
	table_text(m, range_text(mem, i, f->lower, f->upper));
	table_text(m, change_text(mem, i, f));
	table_text(m, f->points == 0 ? S("[z]") : points_variation(mem, i, f));
	table_text(m, spread == NULL ? S("[z]")
				     : range_text(mem, i, spread->cluster_min,
					   spread->cluster_max));
	table_text(m, spread == NULL ? S("[z]")
				     : range_text(mem, i, spread->cluster_q1,
					   spread->cluster_q3));
	table_text(m,
	    tested == 0 ? S("[z]") : str_fmt(mem, "%zu of %zu", out, tested));
}

bool
table_national(struct scope *s, struct table_maker *m, struct at at)
{
	const struct indicator *i;

	table_column(m, S("Measure"), ALIGN_LEFT, 138);
	table_column(m, S("England"), ALIGN_RIGHT, 36);
	table_column(m, S("95% interval"), ALIGN_RIGHT, 64);
	table_column(m, S("Since the quarter before"), ALIGN_RIGHT, 54);
	table_column(m, S("Over the quarters"), ALIGN_LEFT, 98);
	table_column(m, S("All trusts"), ALIGN_RIGHT, 66);
	table_column(m, S("Middle half"), ALIGN_RIGHT, 64);
	table_column(m, S("Outside limits"), ALIGN_RIGHT, 40);
	m->table->summary = S(
	    "One row for each measure: England's figure with its interval, its "
	    "change, how it moves over the quarters, the lowest to the highest "
	    "trust, the middle half of them, and how many lie outside the "
	    "limits for their size.");
	for (size_t k = 0;
	     s->region != NULL && (i = region_headline(s, k)) != NULL; k++)
		national_row(s, m, i);
	return true;
}

/* ---- the mix against the Framework's figures */

static void
framework_cells(struct scope *s, struct table_maker *m,
    const struct indicator *i, struct str setting, struct str part)
{
	const struct figure *f =
	    scorecard_find_in(s->card, s->org, i->id, setting, part);
	double then = indicator_framework(i, setting, part);
	static const char *const words[] = {[VERDICT_NONE] = "[z]",
	    [VERDICT_BELOW] = "lower",
	    [VERDICT_NOT_DIFFERENT] = "not clearly different",
	    [VERDICT_ABOVE] = "higher"};

	table_number(m, then, 0);
	table_figure(m, s, f, figure_known(f) ? f->value : NAN);
	table_text(
	    m, str_of(words[f == NULL ? VERDICT_NONE : f->framework_verdict]));
}

bool
table_framework_2021(struct scope *s, struct table_maker *m, struct at at)
{
	static const char *const id[] = {"MIX01", "BND01"};

	table_column(m, S("Group"), ALIGN_LEFT, 120);
	table_column(m, S("Inpatient 2021"), ALIGN_RIGHT, 48);
	table_column(m, S("Inpatient now"), ALIGN_RIGHT, 48);
	table_column(m, S("Inpatient, against 2021"), ALIGN_LEFT, 84);
	table_column(m, S("Community 2021"), ALIGN_RIGHT, 52);
	table_column(m, S("Community now"), ALIGN_RIGHT, 52);
	table_column(m, S("Community, against 2021"), ALIGN_LEFT, 84);
	m->table->summary = S(
	    "One row for each discipline, then each band of nurses: the share "
	    "that the Framework printed for 2021 and England's now, in "
	    "inpatient and in community services.");
	for (size_t k = 0; k < COUNT(id); k++) {
		const struct indicator *i =
		    catalogue_find(s->card->catalogue, str_of(id[k]));
		if (i == NULL || i->n_framework == 0 || i->n_settings != 2)
			continue;
		table_group(m, k == 0 ? S("Disciplines, % of staff (WTE)")
				      : S("Bands, % of nurses (WTE)"));
		for (size_t b = 0; b < i->n_breakdown_order; b++) {
			struct str part = i->breakdown_order[b];
			if (isnan(
				indicator_framework(i, i->setting[0], part)) &&
			    isnan(indicator_framework(i, i->setting[1], part)))
				continue;
			table_row(m);
			table_text(m, label_shown(part));
			framework_cells(s, m, i, i->setting[0], part);
			framework_cells(s, m, i, i->setting[1], part);
		}
	}
	return true;
}

/* ---- the returns behind it */

bool
table_coverage(struct scope *s, struct table_maker *m, struct at at)
{
	const struct dataset *d = s->card->dataset;
	const struct audit *a = s->in->audit;

	if (a == NULL || a->n_quarters == 0 || a->n == 0)
		return true;
	table_column(m, S("Region"), ALIGN_LEFT, 170);
	table_column(m, S("Code"), ALIGN_LEFT, 50);
	table_column(m, S("Trusts"), ALIGN_RIGHT, 60);
	table_column(m, S("Returns expected"), ALIGN_RIGHT, 70);
	table_column(m, S("Returns that came"), ALIGN_RIGHT, 70);
	table_column(m, S("Mean score"), ALIGN_RIGHT, 60);
	m->table->summary =
	    S("One row for each region: its trusts, the returns "
	      "of the period that were expected and came, and "
	      "the mean score of those.");
	for (size_t k = 0; s->region != NULL && k < s->region->n; k++) {
		const struct member *r = &s->region->member[k];
		size_t trusts = 0, expected = 0, sent = 0;
		double score = 0;
		for (size_t o = 0; o < d->n_organisations; o++) {
			const struct organisation *one = &d->organisation[o];
			const struct audit_return *back;
			if (!one->reported_on ||
			    one->region != r->organisation->code)
				continue;
			trusts++;
			back = audit_find(
			    a, one->code, a->quarter[a->n_quarters - 1]);
			expected += back != NULL;
			if (back == NULL || !back->sent)
				continue;
			sent++;
			score += back->score;
		}
		table_row(m);
		table_text(m, r->plain_name);
		table_text(m, r->code);
		table_number(m, (double)trusts, 0);
		table_number(m, (double)expected, 0);
		table_number(m, (double)sent, 0);
		if (sent > 0)
			table_number(m, score / (double)sent, 0);
		else
			table_none(m);
	}
	return true;
}
