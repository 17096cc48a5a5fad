/* compose/region_marks.c -- who in a region lies outside England's limits, whose
 * figures move, and what is said of it. */
#include <math.h>

#include "base/num.h"
#include "compose/audit.h"
#include "compose/figures.h"
#include "compose/points.h"
#include "compose/region_marks.h"
#include "compose/tally.h"
#include "compose/words.h"

enum { NAMED = 2, TITLE_MEASURES = 3 };

static const struct {
	int recommendation;
	const char *id, *words;
} headline[] = {
#define REGION_HEADLINE(recommendation, id, words) {recommendation, #id, words},
#include "compose/region_headlines.def"
#undef REGION_HEADLINE
};

static const struct indicator *
known_one(struct scope *s, size_t k)
{
	const struct indicator *i =
	    catalogue_find(s->card->catalogue, str_of(headline[k].id));

	return i != NULL && region_date(s, i, S("")) != DAY_NONE ? i : NULL;
}

/* Published figures are about whole trusts: they stand alone or not at all. */
bool
region_has_returns(struct scope *s)
{
	for (size_t k = 0; k < COUNT(headline); k++) {
		const struct indicator *i = known_one(s, k);
		if (i != NULL && str_is(i->source, "return"))
			return true;
	}
	return false;
}

const struct indicator *
region_headline(struct scope *s, size_t k)
{
	bool returns = region_has_returns(s);

	for (size_t n = 0; n < COUNT(headline); n++) {
		const struct indicator *i = known_one(s, n);
		if (i == NULL || (returns && !str_is(i->source, "return")))
			continue;
		if (k-- == 0)
			return i;
	}
	return NULL;
}

struct str
region_headline_words(struct arena *mem, const struct indicator *i)
{
	for (size_t k = 0; k < COUNT(headline); k++)
		if (str_is(i->id, headline[k].id) &&
		    str_is(i->source, "return"))
			return str_of(headline[k].words);
	return words_lower(mem, tally_words(mem, i));
}

static const char *const unit_words[UNIT_N] = {[UNIT_PERCENT] = "%",
    [UNIT_FTE] = "FTE",
    [UNIT_PEOPLE] = "people",
    [UNIT_RATIO] = "ratio",
    [UNIT_NUMBER] = "number",
    [UNIT_HOURS] = "hours",
    [UNIT_DAYS] = "days",
    [UNIT_YEARS] = "years",
    [UNIT_POINTS] = "points",
    [UNIT_SCORE] = "score",
    [UNIT_PER_10] = "per 10",
    [UNIT_PER_100] = "per 100",
    [UNIT_PER_1000] = "per 1,000",
    [UNIT_WTE] = "WTE"};

/* "Turnover, % \u2193": the measure, its unit and where the better end is. */
struct str
region_row_name(struct arena *mem, const struct indicator *i)
{
	static const char *const arrow[] = {"", " \u2191", " \u2193", ""};

	return str_fmt(mem, "%.*s, %s%s",
	    STRF(words_capital(mem, region_headline_words(mem, i))),
	    unit_words[i->unit], arrow[i->direction]);
}

int
region_recommendation(const struct indicator *i)
{
	for (size_t k = 0; k < COUNT(headline); k++)
		if (str_is(i->id, headline[k].id))
			return headline[k].recommendation;
	return indicator_recommendation(i);
}

bool
region_doubted(struct scope *s, const struct indicator *i, size_t member)
{
	const struct audit_view *v =
	    s->audits == NULL ? NULL : s->audits[member];

	for (size_t k = 0; v != NULL && k < v->n_open; k++) {
		const struct finding *f = v->open[k]->finding;
		for (size_t e = 0; e < f->n_effects; e++)
			if (str_eq(f->effect[e].indicator, i->id))
				return true;
	}
	return false;
}

const struct figure *
region_placed(struct scope *s, const struct indicator *i, size_t member)
{
	const struct figure *f =
	    region_figure(s, i, S(""), region_date(s, i, S("")), member);

	return figure_known(f) && f->placed != PLACED_NONE &&
		       i->direction != DIRECTION_NEUTRAL
		   ? f
		   : NULL;
}

static bool
is_out(const struct figure *f)
{
	return f != NULL && f->placed > PLACED_INSIDE;
}

struct placed_marks
region_placed_marks(struct scope *s, const struct indicator *i)
{
	struct placed_marks m = {0};

	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f = region_placed(s, i, k);
		if (f == NULL)
			continue;
		m.tested++;
		m.out += is_out(f);
		m.far += f->placed == PLACED_OUT_998;
		m.above += is_out(f) && points_side(f) == VERDICT_ABOVE;
		m.below += is_out(f) && points_side(f) == VERDICT_BELOW;
	}
	return m;
}

/* "X", "X and Y" or "four trusts" of those that hold. */
static void
put_who(struct scope *s, struct buf *b, const bool *holds)
{
	const char *kind = s->region->country ? "region" : "trust";
	size_t n = 0, named = 0;

	for (size_t k = 0; k < s->region->n; k++)
		n += holds[k];
	if (n > NAMED) {
		words_count(b, (double)n);
		buf_addf(b, " %ss", kind);
		return;
	}
	for (size_t k = 0; k < s->region->n; k++) {
		if (!holds[k])
			continue;
		words_join(b, named++, n);
		buf_adds(b, s->region->member[k].plain_name);
	}
}

static void
put_placed(struct scope *s, struct buf *b, const struct indicator *i,
    enum verdict side)
{
	bool *holds = NEWS(s->c->mem, s->region->n + 1, bool);

	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f = region_placed(s, i, k);
		holds[k] = is_out(f) && points_side(f) == side;
	}
	put_who(s, b, holds);
}

static struct str
members_finding(struct scope *s, const struct indicator *i)
{
	struct placed_marks m = region_placed_marks(s, i);
	struct buf b = buf_new(s->c->mem);

	buf_adds(
	    &b, words_capital(s->c->mem, region_headline_words(s->c->mem, i)));
	if (m.tested == 0)
		buf_addz(&b, ": no figure to test");
	else if (m.out == 0)
		buf_addf(&b, ": %s inside the limits",
		    m.tested == 1 ? "the one trust tested is" : "all are");
	if (m.above > 0) {
		buf_addz(&b, ": ");
		put_placed(s, &b, i, VERDICT_ABOVE);
		buf_addf(&b, " %s above", m.above == 1 ? "is" : "are");
	}
	if (m.below > 0) {
		buf_addz(&b, m.above > 0 ? ", " : ": ");
		put_placed(s, &b, i, VERDICT_BELOW);
		if (m.above == 0)
			buf_addz(&b, m.below == 1 ? " is" : " are");
		buf_addz(&b, " below");
	}
	if (m.out > 0 && (m.above == 0 || m.below == 0))
		buf_addz(&b, " the limits");
	return buf_str(&b);
}

/* Of England's trusts as many are above and below: they are not members. */
static struct str
country_finding(struct scope *s, const struct indicator *i)
{
	const struct dataset *d = s->card->dataset;
	struct buf b = buf_new(s->c->mem);
	size_t above = 0, below = 0;

	for (size_t k = 0; k < d->n_organisations; k++) {
		const struct organisation *o = &d->organisation[k];
		const struct figure *f;
		if (!o->reported_on)
			continue;
		f = scorecard_find(
		    s->card, symbols_text(d->symbols, o->code), i->id, S(""));
		if (!figure_known(f) || f->placed <= PLACED_INSIDE)
			continue;
		above += points_side(f) == VERDICT_ABOVE;
		below += points_side(f) == VERDICT_BELOW;
	}
	buf_adds(
	    &b, words_capital(s->c->mem, region_headline_words(s->c->mem, i)));
	buf_addz(&b, ": ");
	if (above + below == 0)
		buf_addz(&b, "all trusts are inside");
	if (above > 0) {
		words_count(&b, (double)above);
		buf_addf(&b, " %s above", above == 1 ? "trust" : "trusts");
	}
	if (below > 0) {
		buf_addz(&b, above > 0 ? ", " : "");
		words_count(&b, (double)below);
		buf_addf(&b, "%s below",
		    above > 0    ? ""
		    : below == 1 ? " trust"
				 : " trusts");
	}
	buf_addz(&b, " the limits");
	return buf_str(&b);
}

struct str
region_limits_finding(struct scope *s, const struct indicator *i)
{
	return s->region->country ? country_finding(s, i)
				  : members_finding(s, i);
}

static void
put_count(struct buf *b, double v)
{
	num_fixed(b, v, 0, NUM_THOUSANDS | NUM_TRUE_MINUS);
}

struct str
region_limits_evidence(struct scope *s, const struct indicator *i)
{
	struct placed_marks m = region_placed_marks(s, i);
	struct buf b = buf_new(s->c->mem);
	size_t said = 0;

	for (size_t k = 0; k < s->region->n && said < NAMED; k++) {
		const struct figure *f = region_placed(s, i, k);
		if (!is_out(f))
			continue;
		buf_addz(&b, said++ > 0 ? "; " : "");
		buf_adds(&b, s->region->member[k].plain_name);
		buf_addf(
		    &b, " %.*s (", STRF(figure_text(s->c->mem, s->card, f)));
		put_count(&b, f->numerator);
		buf_addz(&b, i->method == METHOD_RATE ? " on " : " of ");
		put_count(&b, f->denominator);
		buf_addf(&b, "), %s the %s limit",
		    points_side(f) == VERDICT_ABOVE ? "above" : "below",
		    f->placed == PLACED_OUT_998 ? "99.8%" : "95%");
	}
	if (m.out > said) {
		buf_addz(&b, "; ");
		words_count(&b, (double)(m.out - said));
		buf_addz(&b, " more are outside");
	}
	if (m.tested > m.out) {
		buf_addz(&b, b.n == 0 ? "" : "; ");
		words_count(&b, (double)(m.tested - m.out));
		buf_addf(
		    &b, " %s inside", m.tested - m.out == 1 ? "is" : "are");
	}
	buf_addz(&b, ". ");
	return words_capital(s->c->mem, buf_str(&b));
}

struct str
region_trends_finding(struct scope *s, const struct indicator *i)
{
	static const struct {
		enum signal signal;
		const char *words;
	} kind[] = {{SIGNAL_CONCERN, "a concern at "},
	    {SIGNAL_IMPROVING, "better at "}, {SIGNAL_NEUTRAL, "a change at "}};
	struct buf b = buf_new(s->c->mem);
	size_t known = 0, moved = 0;

	buf_adds(
	    &b, words_capital(s->c->mem, region_headline_words(s->c->mem, i)));
	for (size_t w = 0; w < COUNT(kind); w++) {
		bool *holds = NEWS(s->c->mem, s->region->n + 1, bool);
		size_t n = 0;
		for (size_t k = 0; k < s->region->n; k++) {
			const struct figure *f = scorecard_find(
			    s->card, s->region->member[k].code, i->id, S(""));
			if (!figure_known(f) || f->variation == VARIATION_NONE)
				continue;
			known += w == 0;
			holds[k] = points_signal(f) == kind[w].signal;
			n += holds[k];
		}
		if (n == 0)
			continue;
		buf_addz(&b, moved == 0 ? ": " : ", ");
		buf_addz(&b, kind[w].words);
		put_who(s, &b, holds);
		moved += n;
	}
	if (known == 0)
		buf_addz(&b, ": too few quarters to judge");
	else if (moved == 0)
		buf_addz(&b, known == 1 ? " varies routinely"
					: " varies routinely at all");
	else if (known > moved) {
		buf_addz(&b, ", routine at ");
		words_count(&b, (double)(known - moved));
	}
	return buf_str(&b);
}

struct str
region_ratios_finding(struct scope *s, const struct indicator *i)
{
	struct buf b = buf_new(s->c->mem);
	size_t known = 0, apart = 0;

	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f = scorecard_find(
		    s->card, s->region->member[k].code, i->id, S(""));
		known += figure_known(f) && isfinite(f->lower);
		apart += figure_known(f) && (f->lower > 1 || f->upper < 1);
	}
	buf_adds(
	    &b, words_capital(s->c->mem, region_headline_words(s->c->mem, i)));
	buf_addz(&b, ": ");
	if (known == 0) {
		buf_addz(&b, "no ratio can be shown");
		return buf_str(&b);
	}
	words_count(&b, (double)apart);
	buf_addz(&b, " of ");
	words_count(&b, (double)known);
	buf_addf(&b, " %s %s 1", known == 1 ? "interval" : "intervals",
	    apart == 1 ? "excludes" : "exclude");
	return buf_str(&b);
}

struct str
region_change_finding(struct scope *s, const struct indicator *i)
{
	struct buf b = buf_new(s->c->mem);
	bool *up = NEWS(s->c->mem, s->region->n + 1, bool);
	bool *down = NEWS(s->c->mem, s->region->n + 1, bool);
	size_t n_up = 0, n_down = 0;

	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f = scorecard_find(
		    s->card, s->region->member[k].code, i->id, S(""));
		up[k] = figure_known(f) && f->changed == VERDICT_ABOVE;
		down[k] = figure_known(f) && f->changed == VERDICT_BELOW;
		n_up += up[k];
		n_down += down[k];
	}
	buf_adds(
	    &b, words_capital(s->c->mem, region_headline_words(s->c->mem, i)));
	if (n_up + n_down == 0) {
		buf_addz(&b, ": no clear change at any");
		return buf_str(&b);
	}
	if (n_up > 0) {
		buf_addz(&b, " rose at ");
		put_who(s, &b, up);
	}
	if (n_down > 0) {
		buf_addz(&b, n_up > 0 ? " and fell at " : " fell at ");
		put_who(s, &b, down);
	}
	return buf_str(&b);
}

static const struct figure *
in_setting(
    struct scope *s, const struct indicator *i, size_t setting, struct str part)
{
	const struct figure *f = scorecard_find_in(
	    s->card, s->org, i->id, i->setting[setting], part);

	return figure_known(f) ? f : NULL;
}

struct str
region_settings_finding(struct scope *s, const struct indicator *i)
{
	const struct figure *one = NULL, *two = NULL;
	struct str part = S("");

	for (size_t k = 0; i->n_settings == 2 && k < i->n_breakdown_order;
	     k++) {
		const struct figure *a =
		    in_setting(s, i, 0, i->breakdown_order[k]);
		const struct figure *b =
		    in_setting(s, i, 1, i->breakdown_order[k]);
		/* Apart only where the intervals are. */
		if (a == NULL || b == NULL ||
		    (a->lower <= b->upper && b->lower <= a->upper) ||
		    (one != NULL && fabs(a->value - b->value) <=
					fabs(one->value - two->value)))
			continue;
		one = a;
		two = b;
		part = i->breakdown_order[k];
	}
	if (one == NULL)
		return S("Inpatient and community services: no clear "
			 "difference");
	return str_fmt(s->c->mem, "%.*s: %.*s %.*s, %.*s %.*s",
	    STRF(label_shown(part)), STRF(figure_text(s->c->mem, s->card, one)),
	    STRF(words_lower(s->c->mem, i->setting[0])),
	    STRF(figure_text(s->c->mem, s->card, two)),
	    STRF(words_lower(s->c->mem, i->setting[1])));
}

/* ---- titles of pages */

static const char *const funnels[] = {
    "RET01", "RET02", "WEL01", "CPD01", "LEA01", "CUL01"};
static const char *const trends[] = {"RET02", "RET01", "WEL01", "CPD01"};

struct str
region_funnels_title(struct scope *s)
{
	const struct indicator *out[COUNT(funnels)];
	size_t n = 0, tested = 0;
	struct buf b = buf_new(s->c->mem);

	for (size_t k = 0; k < COUNT(funnels); k++) {
		const struct indicator *i =
		    catalogue_find(s->card->catalogue, str_of(funnels[k]));
		struct placed_marks m = {0};
		if (i != NULL)
			m = region_placed_marks(s, i);
		tested += m.tested > 0;
		if (m.out > 0)
			out[n++] = i;
	}
	if (n == 0)
		return S("By size, no trust is outside England\u2019s limits");
	buf_addz(&b, "Trusts lie outside the limits on ");
	for (size_t k = 0; k < n; k++) {
		words_join(&b, k, n);
		buf_adds(&b, region_headline_words(s->c->mem, out[k]));
	}
	if (tested == n)
		return buf_str(&b);
	buf_addz(&b, ", on none of the other ");
	words_count(&b, (double)(tested - n));
	return buf_str(&b);
}

struct str
region_trends_title(struct scope *s)
{
	size_t known = 0, concern = 0, better = 0;
	struct buf b = buf_new(s->c->mem);

	for (size_t k = 0; k < COUNT(trends); k++)
		for (size_t m = 0; m < s->region->n; m++) {
			const struct figure *f =
			    scorecard_find(s->card, s->region->member[m].code,
				str_of(trends[k]), S(""));
			if (!figure_known(f) || f->variation == VARIATION_NONE)
				continue;
			known++;
			concern += points_signal(f) == SIGNAL_CONCERN;
			better += points_signal(f) == SIGNAL_IMPROVING;
		}
	buf_addz(&b, "Of ");
	words_count(&b, (double)known);
	buf_addz(&b, " series, ");
	words_count(&b, (double)concern);
	buf_addf(&b, " %s a concern and ", concern == 1 ? "shows" : "show");
	words_count(&b, (double)better);
	buf_addf(&b, " %s better", better == 1 ? "turns" : "turn");
	return buf_str(&b);
}

/* ---- the title */

/* A title does not rest on what the audit doubts. */
static const struct figure *
sure(struct scope *s, const struct indicator *i, size_t member)
{
	return region_doubted(s, i, member) ? NULL
					    : region_placed(s, i, member);
}

/* Marks of one trust over the headline measures. */
static size_t
marks_of(struct scope *s, size_t member, bool far)
{
	const struct indicator *i;
	size_t n = 0;

	for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++) {
		const struct figure *f = sure(s, i, member);
		n += is_out(f) && (!far || f->placed == PLACED_OUT_998);
	}
	return n;
}

/* "turnover, agency use and CPD uptake": where it lies outside, far ones first;
 * the rest are counted. */
static void
put_measures(struct scope *s, struct buf *b, size_t member, size_t n)
{
	size_t kept = n < TITLE_MEASURES ? n : TITLE_MEASURES, said = 0;
	const struct indicator *i;

	for (int far = 1; far >= 0; far--)
		for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++) {
			const struct figure *f = sure(s, i, member);
			if (!is_out(f) ||
			    (f->placed == PLACED_OUT_998) != (far == 1) ||
			    said == kept)
				continue;
			words_join(b, said++, kept);
			buf_adds(b, region_headline_words(s->c->mem, i));
		}
}

struct str
region_marks_title(struct scope *s)
{
	struct buf b = buf_new(s->c->mem);
	size_t best = 0, most = 0, far = 0, tested = 0, all = 0;
	const struct indicator *i;

	for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++) {
		struct placed_marks m = region_placed_marks(s, i);
		tested += m.tested;
		all += m.out;
	}
	if (tested == 0)
		return S("");
	if (all == 0)
		return S("No trust is outside England\u2019s limits on any "
			 "measure tested");
	for (size_t k = 0; k < s->region->n; k++) {
		size_t n = marks_of(s, k, false),
		       of_these = marks_of(s, k, true);
		if (of_these > far || (of_these == far && n > most)) {
			best = k;
			most = n;
			far = of_these;
		}
	}
	if (most == 0)
		return S("Every figure outside England\u2019s limits is in "
			 "doubt");
	buf_adds(&b, s->region->member[best].plain_name);
	buf_addz(&b, " stands apart on ");
	put_measures(s, &b, best, most);
	return buf_str(&b);
}
