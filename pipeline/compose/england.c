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

/* The audit asks about a cell that this trust's figure rests on. */
static bool
doubted(struct scope *s, const struct indicator *i, struct str code)
{
	const struct findings *all = s->in->findings;
	day end = period_end(s->card->period);

	for (size_t k = 0; k < findings_count(all); k++) {
		const struct finding *f = findings_at(all, k);
		if (f->date != end || f->standing == STANDING_NONE ||
		    f->standing == STANDING_ANSWERED || !str_eq(f->org, code))
			continue;
		for (size_t e = 0; e < f->n_effects; e++)
			if (str_eq(f->effect[e].indicator, i->id))
				return true;
	}
	return false;
}

/* Of all trusts: the doubted ones that are far out, or at an end of the range. */
static void
count_doubted(
    struct scope *s, const struct indicator *i, size_t *far, size_t *ends)
{
	const struct dataset *d = s->card->dataset;

	*far = *ends = 0;
	for (size_t k = 0; k < d->n_organisations; k++) {
		struct str code =
		    symbols_text(d->symbols, d->organisation[k].code);
		const struct figure *f;
		if (!d->organisation[k].reported_on)
			continue;
		f = scorecard_find(s->card, code, i->id, S(""));
		if (!figure_known(f))
			continue;
		bool end =
		    f->value == f->cluster_min || f->value == f->cluster_max;
		if ((!end && f->placed != PLACED_OUT_998) ||
		    !doubted(s, i, code))
			continue;
		*far += f->placed == PLACED_OUT_998;
		*ends += end;
	}
}

/* A national figure is in query while a trust is far outside the limits with a
 * cell that the audit asks about: a misplaced point there moves them all. */
static bool
in_query(struct scope *s, const struct indicator *i)
{
	size_t far, ends;

	count_doubted(s, i, &far, &ends);
	return far > 0;
}

bool
england_in_query(struct scope *s, const struct indicator *i)
{
	return s->region->country && in_query(s, i);
}

static const struct figure *
national(struct scope *s, const struct indicator *i)
{
	const struct figure *f = scorecard_find(s->card, s->org, i->id, S(""));

	return figure_known(f) ? f : NULL;
}

static bool
signals(struct scope *s, const struct indicator *i, enum signal signal)
{
	const struct figure *f = national(s, i);

	return f != NULL && points_signal(f) == signal && !in_query(s, i);
}

/* "turnover and sickness absence" of those with this signal that are not in
 * query; how many. */
static size_t
with_signal(struct scope *s, enum signal signal, struct str *out)
{
	const struct indicator *i;
	struct buf b = buf_new(s->c->mem);
	size_t n = 0, kept, said = 0;

	for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++)
		n += signals(s, i, signal);
	kept = n < TITLE_MEASURES ? n : TITLE_MEASURES;
	for (size_t k = 0; said < kept && (i = region_headline(s, k)) != NULL;
	     k++) {
		if (!signals(s, i, signal))
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

	if (n_worse > 0)
		return str_fmt(
		    s->c->mem, "Nationally a concern: %.*s", STRF(worse));
	if (n_better > 0)
		return str_fmt(
		    s->c->mem, "Nationally better: %.*s", STRF(better));
	return region_has_returns(s)
		   ? S("No national figure moves beyond routine variation")
		   : S("What published files say of England\u2019s mental "
		       "health trusts");
}

/* Beside a concern in the title. */
struct value
region_name_national_better(struct scope *s)
{
	struct str worse, better;

	if (s->region == NULL || !s->region->country)
		return value_missing("");
	if (with_signal(s, SIGNAL_CONCERN, &worse) == 0 ||
	    with_signal(s, SIGNAL_IMPROVING, &better) == 0)
		return value_text(S(""));
	return value_text(better);
}

struct value
region_name_national_query(struct scope *s)
{
	struct list *l = NEW(s->c->mem, struct list);
	const struct indicator *i;
	size_t n = 0;

	if (s->region == NULL || !s->region->country)
		return value_missing("");
	while (region_headline(s, n) != NULL)
		n++;
	l->n_fields = 1;
	l->item = NEWS(s->c->mem, n + 1, struct value);
	for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++)
		if (national(s, i) != NULL && in_query(s, i))
			l->item[l->n++] =
			    value_text(region_headline_words(s->c->mem, i));
	return (struct value){.kind = VALUE_LIST, .list = l};
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
	size_t tested, out, far, ends;
	struct str moves, range = S("[z]");

	if (f == NULL)
		return;
	spread = spread_of(s, i, f->date);
	out = outside(s, i, &tested);
	count_doubted(s, i, &far, &ends);
	moves = f->points == 0 ? S("[z]")
		: f->variation == VARIATION_NONE && indicator_overlaps(i)
		    ? S("No verdict")
		    : points_variation(mem, i, f);
	if (far > 0)
		moves = str_fmt(mem, "%.*s, q", STRF(moves));
	if (spread != NULL)
		range = str_fmt(mem, "%.*s%s",
		    STRF(range_text(
			mem, i, spread->cluster_min, spread->cluster_max)),
		    ends > 0 ? ", q" : "");
	table_row(m);
	/* There is no room for a column of pages. */
	table_link(m, i, words_capital(mem, region_headline_words(mem, i)));
	table_text(m, region_row_name(mem, i))->type = TYPE_row_strong;
	table_figure(m, s, f, f->value);
	table_text(m, range_text(mem, i, f->lower, f->upper));
	if (region_has_returns(s)) {
		table_text(m, change_text(mem, i, f));
		table_text(m, moves);
	}
	table_text(m, range);
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

	table_column(m, S("Measure"), ALIGN_LEFT, 132);
	table_column(m, S("England"), ALIGN_RIGHT, 36);
	table_column(m, S("95% interval"), ALIGN_RIGHT, 56);
	if (s->region != NULL && region_has_returns(s)) {
		table_column(m, S("Since last quarter"), ALIGN_RIGHT, 48);
		table_column(m, S("Over the quarters"), ALIGN_LEFT, 104);
	}
	table_column(m, S("All trusts"), ALIGN_RIGHT, 70);
	table_column(m, S("Middle half"), ALIGN_RIGHT, 58);
	table_column(m, S("Outside limits"), ALIGN_RIGHT, 40);
	m->table->summary =
	    S("One row for each measure: England's figure with its interval, "
	      "where returns feed it its change and how it moves over the "
	      "quarters, the lowest to the highest trust, the middle half of "
	      "them, and how many lie outside the limits for their size.");
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
