/* compose/region_tables.c -- the tables of a comparison pack. */
#include <math.h>

#include "base/num.h"
#include "compose/figures.h"
#include "compose/region.h"
#include "compose/tally.h"
#include "compose/words.h"

static const struct {
	const char *id, *words;
} short_head[] = {
#define HEAD(id, words) {#id, words},
#include "compose/heads.def"
#undef HEAD
};

/* One column of trusts' figures: an indicator, or one part of it. */
struct lane {
	const struct indicator *indicator;
	struct str part, head, title;
	day date;
};

static struct str
head_of(const struct indicator *i)
{
	for (size_t k = 0; k < COUNT(short_head); k++)
		if (str_is(i->id, short_head[k].id))
			return str_of(short_head[k].words);
	return i->title;
}

/* The page has one column with value and mark; the workbook the number, its
 * interval and the verdict in words. */
static void
lane_columns(struct arena *mem, struct table_maker *m, const struct lane *l)
{
	static const char *const end[] = {
	    "", ", lower 95% limit", ", upper 95% limit", ", against England"};
	struct table_column *c = table_column(
	    m, str_fmt(mem, "%.*s, marked", STRF(l->title)), ALIGN_RIGHT, 30);
	struct str unit = str_trim(indicator_unit(l->indicator));

	c->head_pdf = l->head;
	c->pdf_only = true;
	for (size_t k = 0; k < COUNT(end); k++) {
		if (l->indicator->interval == INTERVAL_NONE && k > 0)
			break;
		c = table_column(m,
		    str_fmt(mem, "%.*s%s", STRF(l->title), end[k]),
		    k == 3 ? ALIGN_LEFT : ALIGN_RIGHT, 0);
		c->workbook_only = true;
		c->unit = k == 3 ? S("") : unit;
	}
}

/* "▲ 1.6" over "above": the mark, and the word for those who cannot see it. */
static void
marked_cell(struct scope *s, struct table_maker *m, const struct figure *f)
{
	struct buf b = buf_new(s->c->mem);
	struct table_cell *c = table_text(m, S(""));
	bool known = figure_known(f);
	enum verdict v = known ? f->verdict : VERDICT_NONE;

	if (v == VERDICT_ABOVE || v == VERDICT_BELOW) {
		buf_addz(
		    &b, v == VERDICT_ABOVE ? "\u25b2\u2009" : "\u25bc\u2009");
		c->type = TYPE_row_strong;
		c->sub = str_of(verdict_words(v));
	}
	if (known)
		num_fixed(&b, f->value,
		    f->value == 0
			? 0
			: s->card->catalogue->indicator[f->indicator].places,
		    NUM_THOUSANDS | NUM_TRUE_MINUS);
	else
		buf_addz(&b, status_mark[f == NULL || f->status == STATUS_OK
					     ? STATUS_MISSING
					     : f->status]);
	c->text = buf_str(&b);
}

static void
lane_cells(struct scope *s, struct table_maker *m, const struct lane *l,
    const struct figure *f)
{
	bool known = figure_known(f);

	marked_cell(s, m, f);
	table_figure(m, s, f, known ? f->value : NAN);
	if (l->indicator->interval == INTERVAL_NONE)
		return;
	table_figure(m, s, f, known ? f->lower : NAN);
	table_figure(m, s, f, known ? f->upper : NAN);
	if (!known)
		table_figure(m, s, f, NAN);
	else if (f->verdict == VERDICT_NONE)
		table_none(m);
	else
		table_text(m, str_of(verdict_words(f->verdict)));
}

/* "Nov 2025": the short date without its day. */
static struct str
short_month(struct arena *mem, day d)
{
	struct buf b = buf_new(mem);
	struct str day_of_month, rest;

	if (d == DAY_NONE)
		return S("");
	day_print_short(&b, d);
	str_cut(buf_str(&b), ' ', &day_of_month, &rest);
	return rest;
}

static bool
one_date(const struct lane *lane, size_t n)
{
	for (size_t i = 1; i < n; i++)
		if (lane[i].date != lane[0].date)
			return false;
	return true;
}

/* England beside its own date; totals of England are no yardstick. */
static void
england_row(
    struct scope *s, struct table_maker *m, const struct lane *lane, size_t n)
{
	table_row(m);
	table_text(m, S("England"))->type = TYPE_row_strong;
	table_text(m, S("ENG"));
	for (size_t i = 0; i < n; i++) {
		const struct lane *l = &lane[i];
		const struct figure *f = scorecard_find(
		    s->card, S("ENG"), l->indicator->id, l->part);
		struct table_cell *c;
		bool interval = l->indicator->interval != INTERVAL_NONE;
		if (f != NULL && f->date != l->date)
			f = NULL;
		if (interval)
			c = table_figure(
			    m, s, f, figure_known(f) ? f->value : NAN);
		else
			c = table_none(m);
		if (!one_date(lane, n))
			c->sub = short_month(s->c->mem, l->date);
		if (interval)
			table_figure(m, s, f, figure_known(f) ? f->value : NAN);
		else
			table_none(m);
		for (int k = 0; interval && k < 3; k++)
			table_none(m);
	}
}

/* "9 of 9 trusts" where all columns add up as many, else nothing. */
static struct str
pooled_words(struct scope *s, const struct lane *lane, size_t n)
{
	unsigned least = UINT32_MAX, most = 0;

	for (size_t i = 0; i < n; i++) {
		const struct figure *f = scorecard_find(
		    s->card, s->org, lane[i].indicator->id, lane[i].part);
		if (!figure_known(f))
			continue;
		least = f->pooled_n < least ? f->pooled_n : least;
		most = f->pooled_n > most ? f->pooled_n : most;
	}
	if (most == 0)
		return S("");
	if (least == most)
		return str_fmt(s->c->mem, "%u of %zu %s", most, s->region->n,
		    s->region->n == 1 ? "trust" : "trusts");
	return str_fmt(
	    s->c->mem, "%u to %u of %zu trusts", least, most, s->region->n);
}

static void
region_row(
    struct scope *s, struct table_maker *m, const struct lane *lane, size_t n)
{
	struct table_cell *c;

	table_row(m);
	c = table_text(m, S("Together"));
	c->type = TYPE_row_strong;
	c->sub = pooled_words(s, lane, n);
	table_text(m, s->org);
	for (size_t i = 0; i < n; i++)
		lane_cells(s, m, &lane[i],
		    scorecard_find(
			s->card, s->org, lane[i].indicator->id, lane[i].part));
}

static void
trust_row(struct scope *s, struct table_maker *m, const struct lane *lane,
    size_t n, size_t k, struct str base)
{
	const struct member *t = &s->region->member[k];
	struct table_cell *c;

	table_row(m);
	c = table_text(m, t->plain_name);
	c->sub = base.n > 0 && t->shown_code.n == 0 ? base
		 : base.n > 0 ? str_fmt(s->c->mem, "%.*s, %.*s", STRF(t->code),
				    STRF(base))
			      : t->shown_code;
	table_text(m, t->shown_code.n > 0 ? t->shown_code : t->plain_name);
	for (size_t i = 0; i < n; i++)
		lane_cells(s, m, &lane[i],
		    region_figure(
			s, lane[i].indicator, lane[i].part, lane[i].date, k));
}

static void
open_lanes(
    struct scope *s, struct table_maker *m, const struct lane *lane, size_t n)
{
	table_column(m, S("Trust"), ALIGN_LEFT, 72);
	table_column(m, S("Code"), ALIGN_LEFT, 0)->workbook_only = true;
	for (size_t i = 0; i < n; i++)
		lane_columns(s->c->mem, m, &lane[i]);
	england_row(s, m, lane, n);
	if (!s->region->icb)
		region_row(s, m, lane, n);
}

/* ---- measures */

static bool
has_any(struct scope *s, struct lane *l)
{
	l->date = region_date(s, l->indicator, l->part);
	return l->date != DAY_NONE;
}

/* Measures that a trust of the region has, the newest first. Totals say how large
 * a trust is, not how it stands. */
static struct lane *
measures(struct scope *s, size_t *n)
{
	const struct catalogue *k = s->card->catalogue;
	struct lane *lane = NEWS(s->c->mem, k->n, struct lane);

	*n = 0;
	for (size_t i = 0; i < k->n; i++) {
		const struct indicator *d = &k->indicator[i];
		struct lane l = {
		    .indicator = d, .head = head_of(d), .title = d->title};
		size_t at = *n;
		if (!indicator_is_unsplit(d) || d->method == METHOD_TOTAL ||
		    !has_any(s, &l))
			continue;
		for (; at > 0 && lane[at - 1].date < l.date; at--)
			lane[at] = lane[at - 1];
		lane[at] = l;
		++*n;
	}
	return lane;
}

bool
table_trusts(struct scope *s, struct table_maker *m, struct at at)
{
	size_t n;
	struct lane *lane = measures(s, &n);
	const struct indicator *leavers =
	    catalogue_find(s->card->catalogue, S("RET02"));

	if (n == 0)
		return true;
	m->table->summary =
	    S("One row for each trust, after England and the region taken "
	      "together; one column for each measure. Above and below are said "
	      "where the 95% interval excludes England's figure.");
	open_lanes(s, m, lane, n);
	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f =
		    leavers == NULL ? NULL
				    : region_figure(s, leavers, S(""),
					  region_date(s, leavers, S("")), k);
		trust_row(s, m, lane, n, k,
		    leavers == NULL ? S("") : base_text(s->c->mem, leavers, f));
	}
	return true;
}

/* ---- disciplines */

bool
table_disciplines(struct scope *s, struct table_maker *m, struct at at)
{
	const struct catalogue *c = s->card->catalogue;
	const struct indicator *d = NULL;
	struct lane *lane;
	size_t n = 0;

	for (size_t i = 0; i < c->n && d == NULL; i++)
		if (c->indicator[i].breakdown == DIM_discipline &&
		    c->indicator[i].denominator_across)
			d = &c->indicator[i];
	if (d == NULL)
		return true;
	lane = NEWS(s->c->mem, d->n_breakdown_order, struct lane);
	for (size_t i = 0; i < d->n_breakdown_order; i++) {
		struct str part = d->breakdown_order[i];
		lane[n] = (struct lane){.indicator = d,
		    .part = part,
		    .head = label_shown(part),
		    .title = label_shown(part)};
		n += has_any(s, &lane[n]);
	}
	if (n == 0)
		return true;
	m->table->summary =
	    S("One row for each trust, after England's mental health trusts "
	      "and the region taken together; one column for each discipline, "
	      "as a share of all staff. Above and below are said where the 95% "
	      "interval excludes England's figure; neither is better.");
	open_lanes(s, m, lane, n);
	for (size_t k = 0; k < s->region->n; k++)
		trust_row(s, m, lane, n, k,
		    base_text(s->c->mem, d,
			region_figure(s, d, lane[0].part, lane[0].date, k)));
	return true;
}

/* ---- differences */

static bool
has_filter(const struct quantity *q, enum dimension d)
{
	for (size_t i = 0; i < q->n_filters; i++)
		if (q->filter[i].dimension == d)
			return true;
	return false;
}

/* Shares of one discipline have a table of their own. */
static bool
is_discipline_share(const struct indicator *i)
{
	return has_filter(&i->numerator, DIM_discipline) &&
	       !has_filter(&i->denominator, DIM_discipline);
}

/* "Oxleas 1.6% (1.3 to 1.9); ..." of one verdict, or "none". */
static struct str
with_verdict(struct scope *s, const struct lane *l, enum verdict verdict)
{
	const struct indicator *d = l->indicator;
	struct buf b = buf_new(s->c->mem);

	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f =
		    region_figure(s, d, l->part, l->date, k);
		if (!figure_known(f) || f->verdict != verdict)
			continue;
		if (b.n > 0)
			buf_addz(&b, "; ");
		buf_adds(&b, s->region->member[k].plain_name);
		buf_addc(&b, ' ');
		buf_adds(&b, figure_text(s->c->mem, s->card, f));
		buf_addz(&b, "\u00a0(");
		num_fixed(&b, f->lower, d->places, NUM_TRUE_MINUS);
		buf_addz(&b, "\u00a0to\u00a0");
		num_fixed(&b, f->upper, d->places, NUM_TRUE_MINUS);
		buf_addc(&b, ')');
	}
	if (b.n == 0)
		buf_addz(&b, "none");
	return buf_str(&b);
}

bool
table_differences(struct scope *s, struct table_maker *m, struct at at)
{
	size_t n;
	struct lane *lane = measures(s, &n);

	table_column(m, S("Measure"), ALIGN_LEFT, 78);
	table_column(m, S("England"), ALIGN_RIGHT, 30);
	table_column(m, S("Above England"), ALIGN_LEFT, 176);
	table_column(m, S("Below England"), ALIGN_LEFT, 176);
	table_column(m, S("Not clear"), ALIGN_RIGHT, 24);
	m->table->summary =
	    S("One row for each measure: England's figure, the trusts of the "
	      "region that are above and below it with their figures and 95% "
	      "intervals, and how many are not clearly different.");
	for (size_t i = 0; i < n; i++) {
		const struct lane *l = &lane[i];
		struct marks k = region_marks(s, l->indicator, l->part);
		const struct figure *f = scorecard_find(
		    s->card, S("ENG"), l->indicator->id, l->part);
		struct table_cell *c;
		if (k.compared == 0 || is_discipline_share(l->indicator))
			continue;
		table_row(m);
		c = table_text(m, l->title);
		c->type = TYPE_row_strong;
		c->sub = str_fmt(s->c->mem, "%s%.*s",
		    l->indicator->direction == DIRECTION_NEUTRAL ? "no aim, "
								 : "",
		    STRF(short_month(s->c->mem, l->date)));
		if (f != NULL && f->date != l->date)
			f = NULL;
		table_figure(m, s, f, figure_known(f) ? f->value : NAN);
		table_text(m, with_verdict(s, l, VERDICT_ABOVE));
		table_text(m, with_verdict(s, l, VERDICT_BELOW));
		table_number(m, (double)k.same, 0);
	}
	return true;
}

/* ---- quality */

struct reasons {
	struct str reason[8];
	size_t times[8], n;
};

static void
note_reason(struct reasons *r, struct str reason)
{
	size_t i = 0;

	while (i < r->n && !str_eq(r->reason[i], reason))
		i++;
	if (i == COUNT(r->reason))
		i--;
	if (i == r->n) {
		r->reason[r->n++] = reason;
		r->times[i] = 0;
	}
	r->times[i]++;
}

static size_t
findings_about(const struct findings *all, struct str org)
{
	size_t n = 0;

	for (size_t i = 0; i < findings_count(all); i++)
		n += str_eq(findings_at(all, i)->org, org);
	return n;
}

/* "8 measures: not in the non-medical staff file of 30 September 2017" */
static struct str
reasons_text(struct arena *mem, const struct reasons *r)
{
	struct buf b = buf_new(mem);

	for (size_t i = 0; i < r->n; i++) {
		if (i > 0)
			buf_addz(&b, "; ");
		buf_addf(&b, "%zu %s: %.*s", r->times[i],
		    r->times[i] == 1 ? "measure" : "measures",
		    STRF(r->reason[i]));
	}
	if (b.n == 0)
		buf_addz(&b, "nothing");
	return buf_str(&b);
}

/* Parts of measures that are withheld for the few people behind them. */
static size_t
withheld_parts(struct scope *s, struct str code)
{
	const struct catalogue *c = s->card->catalogue;
	size_t withheld = 0;

	for (size_t i = 0; i < c->n; i++) {
		size_t n;
		const struct figure *f =
		    scorecard_range(s->card, code, c->indicator[i].id, &n);
		for (size_t k = 0; k < n; k++)
			withheld += f[k].status == STATUS_SUPPRESSED;
	}
	return withheld;
}

static void
quality_row(struct scope *s, struct table_maker *m, const struct member *t)
{
	struct reasons missing = {0};
	size_t known = 0, stale = 0;
	struct table_cell *c;

	for (size_t i = 0; i < s->tally->n; i++) {
		const struct indicator *d = s->tally->measure[i].indicator;
		const struct figure *f =
		    scorecard_find(s->card, t->code, d->id, S(""));
		if (!region_fed(s, d))
			continue;
		if (figure_known(f)) {
			known++;
			stale += f->stale;
		} else
			note_reason(
			    &missing, f == NULL || f->reason.n == 0
					  ? S("no file of this run has it")
					  : f->reason);
	}
	table_row(m);
	c = table_text(m, t->name);
	if (t->shown_code.n > 0)
		c->sub = str_fmt(s->c->mem, "%.*s%s%.*s", STRF(t->code),
		    t->organisation->icb_name == 0 ? "" : ", ",
		    STRF(words_apostrophes(
			s->c->mem, symbols_text(s->card->dataset->symbols,
				       t->organisation->icb_name))));
	table_text(m, t->shown_code.n > 0 ? t->shown_code : t->plain_name);
	table_number(m, (double)known, 0);
	table_number(m, (double)stale, 0);
	table_number(m, (double)withheld_parts(s, t->code), 0);
	table_number(m, (double)findings_about(s->in->findings, t->code), 0);
	table_text(
	    m, words_apostrophes(s->c->mem, reasons_text(s->c->mem, &missing)));
}

bool
table_quality(struct scope *s, struct table_maker *m, struct at at)
{
	size_t fed = 0;

	for (size_t i = 0; i < s->tally->n; i++)
		fed += region_fed(s, s->tally->measure[i].indicator);
	table_column(m, S("Trust"), ALIGN_LEFT, 220);
	table_column(m, S("Code"), ALIGN_LEFT, 0)->workbook_only = true;
	table_column(
	    m, str_fmt(s->c->mem, "Measures, of %zu", fed), ALIGN_RIGHT, 40);
	table_column(m,
	    str_fmt(s->c->mem, "Over %d months old",
		s->in->settings->stale_after_months),
	    ALIGN_RIGHT, 40);
	table_column(m, S("Withheld parts"), ALIGN_RIGHT, 38);
	table_column(m, S("Audit findings"), ALIGN_RIGHT, 38);
	table_column(m, S("What is missing"), ALIGN_LEFT, 122);
	m->table->summary =
	    S("One row for each trust: measures with a figure, how many of "
	      "those are old, figures withheld because few people stand behind "
	      "them, findings of the audit, and what is missing and why.");
	for (size_t k = 0; k < s->region->n; k++)
		quality_row(s, m, &s->region->member[k]);
	return true;
}
