/* compose/region_findings.c -- what is said of one measure over the trusts of a
 * region: limits, evidence, trends, ratios, changes, settings. */
#include <math.h>

#include "base/num.h"
#include "compose/figures.h"
#include "compose/points.h"
#include "compose/region_marks.h"
#include "compose/tally.h"
#include "compose/words.h"

enum { NAMED = 2 }; /* trusts that a short finding names; more are counted */

static const char *
member_kind(const struct scope *s)
{
	return s->region->country ? "region" : "trust";
}

/* Something is so at a trust, and in a region. */
static const char *
where(const struct scope *s)
{
	return s->region->country ? "in" : "at";
}

/* "both", "all four" */
static void
put_all(struct buf *b, size_t n)
{
	if (n == 2) {
		buf_addz(b, "both");
		return;
	}
	buf_addz(b, "all ");
	words_count(b, (double)n);
}

void
region_put_who(struct scope *s, struct buf *b, const struct indicator *i,
    const bool *holds)
{
	size_t n = 0, named = 0, doubted = 0;

	for (size_t k = 0; k < s->region->n; k++) {
		n += holds[k];
		doubted += holds[k] && region_doubted(s, i, k);
	}
	if (n > NAMED) {
		words_count(b, (double)n);
		buf_addf(b, " %ss", member_kind(s));
	}
	for (size_t k = 0; n <= NAMED && k < s->region->n; k++) {
		if (!holds[k])
			continue;
		words_join(b, named++, n);
		buf_adds(b, s->region->member[k].plain_name);
	}
	if (n > 0 && doubted == n)
		buf_addz(b, " (in query)");
}

static void
put_placed(struct scope *s, struct buf *b, const struct indicator *i,
    enum verdict side)
{
	bool *holds = NEWS(s->c->mem, s->region->n + 1, bool);

	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f = region_placed(s, i, k);
		holds[k] = region_is_out(f) && points_side(f) == side;
	}
	region_put_who(s, b, i, holds);
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
		buf_addf(&b, ": %sinside the limits",
		    s->region->n == 1 ? ""
		    : m.tested == 1   ? "the one trust tested is "
				      : "all are ");
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

/* "X 27.1% (156 of 575)" */
static void
put_evidence(struct scope *s, struct buf *b, const struct indicator *i,
    const struct figure *f, struct str name)
{
	buf_adds(b, name);
	buf_addf(b, " %.*s (", STRF(figure_text(s->c->mem, s->card, f)));
	put_count(b, f->numerator);
	buf_addz(b, i->method == METHOD_RATE ? " on " : " of ");
	put_count(b, f->denominator);
	buf_addc(b, ')');
}

struct str
region_limits_evidence(struct scope *s, const struct indicator *i)
{
	struct placed_marks m = region_placed_marks(s, i);
	struct buf b = buf_new(s->c->mem);
	size_t said = 0, inside = m.tested - m.out;

	for (size_t k = 0; k < s->region->n && said < NAMED; k++) {
		const struct figure *f = region_placed(s, i, k);
		/* One trust alone is named wherever it is. */
		if (f == NULL || (!region_is_out(f) && m.tested > 1))
			continue;
		buf_addz(&b, said++ > 0 ? "; " : "");
		put_evidence(s, &b, i, f, s->region->member[k].plain_name);
		if (region_is_out(f))
			buf_addf(&b, ", %s the %s limit",
			    points_side(f) == VERDICT_ABOVE ? "above" : "below",
			    f->placed == PLACED_OUT_998 ? "99.8%" : "95%");
		else
			inside = 0;
	}
	if (m.out > said) {
		buf_addz(&b, "; ");
		words_count(&b, (double)(m.out - said));
		buf_addz(&b, m.out - said == 1 ? " more is outside"
					       : " more are outside");
	}
	if (inside > 0) {
		buf_addz(&b, b.n == 0 ? "" : "; ");
		words_count(&b, (double)inside);
		buf_addf(&b, " %s inside", inside == 1 ? "is" : "are");
	}
	buf_addz(&b, b.n == 0 ? "" : ". ");
	return words_capital(s->c->mem, buf_str(&b));
}

struct str
region_trends_finding(struct scope *s, const struct indicator *i)
{
	static const struct {
		enum signal signal;
		const char *words;
	} kind[] = {{SIGNAL_CONCERN, "a concern"}, {SIGNAL_IMPROVING, "better"},
	    {SIGNAL_NEUTRAL, "a change"}};
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
		buf_addf(&b, "%s %s ", kind[w].words, where(s));
		region_put_who(s, &b, i, holds);
		moved += n;
	}
	if (known == 0)
		buf_addz(&b, indicator_overlaps(i)
				 ? ": each quarter\u2019s last twelve months"
				 : ": too few quarters to judge");
	else if (moved == 0 && known == 1)
		buf_addz(&b, " varies routinely");
	else if (moved == 0) {
		buf_addf(&b, ": routine variation %s ", where(s));
		put_all(&b, known);
	} else if (known > moved) {
		buf_addf(&b, ", routine %s ", where(s));
		words_count(&b, (double)(known - moved));
	}
	return buf_str(&b);
}

struct str
region_ratios_finding(struct scope *s, const struct indicator *i)
{
	struct buf b = buf_new(s->c->mem);
	struct str name =
	    words_capital(s->c->mem, region_headline_words(s->c->mem, i));
	size_t known = 0, apart = 0;

	for (size_t k = 0; k < s->region->n; k++) {
		const struct figure *f =
		    region_figure(s, i, S(""), region_date(s, i, S("")), k);
		known += figure_known(f) && isfinite(f->lower);
		apart += figure_known(f) && (f->lower > 1 || f->upper < 1);
	}
	buf_adds(&b, name);
	buf_addz(&b, ": ");
	if (known == 0) {
		buf_addz(&b, "no ratio can be shown");
		return buf_str(&b);
	}
	buf_addf(&b, "%s %s ", apart == 0 ? "no difference shown" : "unequal",
	    where(s));
	if (known == 1) {
		buf_addf(&b, "the one %s with a ratio", member_kind(s));
		return buf_str(&b);
	}
	if (apart == 0 && known == 2) {
		buf_addf(&b, "either %s", member_kind(s));
		return buf_str(&b);
	}
	if (apart == known)
		put_all(&b, known);
	else {
		if (apart == 0)
			buf_addz(&b, "any");
		else
			words_count(&b, (double)apart);
		buf_addz(&b, " of ");
		words_count(&b, (double)known);
	}
	buf_addf(&b, " %ss", member_kind(s));
	return buf_str(&b);
}

static enum verdict
change_of(const struct figure *f, bool year)
{
	return !figure_known(f) ? VERDICT_NONE
	       : year           ? f->year_changed
				: f->changed;
}

static struct str
change_finding(struct scope *s, const struct indicator *i, bool year)
{
	struct buf b = buf_new(s->c->mem);
	bool *up = NEWS(s->c->mem, s->region->n + 1, bool);
	bool *down = NEWS(s->c->mem, s->region->n + 1, bool);
	size_t n_up = 0, n_down = 0, known = 0;

	for (size_t k = 0; k < s->region->n; k++) {
		enum verdict v =
		    change_of(scorecard_find(s->card, s->region->member[k].code,
				  i->id, S("")),
			year);
		known += v != VERDICT_NONE;
		up[k] = v == VERDICT_ABOVE;
		down[k] = v == VERDICT_BELOW;
		n_up += up[k];
		n_down += down[k];
	}
	buf_adds(
	    &b, words_capital(s->c->mem, region_headline_words(s->c->mem, i)));
	if (n_up + n_down == 0) {
		buf_addz(&b, known == 0 ? ": no change can be shown"
					: ": no clear change");
		if (known > 1)
			buf_addf(&b, " %s any %s", where(s), member_kind(s));
		return buf_str(&b);
	}
	if (n_up > 0) {
		buf_addf(&b, " rose %s ", where(s));
		region_put_who(s, &b, i, up);
	}
	if (n_down > 0) {
		buf_addf(&b, "%s fell %s ", n_up > 0 ? " and" : "", where(s));
		region_put_who(s, &b, i, down);
	}
	return buf_str(&b);
}

struct str
region_change_finding(struct scope *s, const struct indicator *i)
{
	return change_finding(s, i, false);
}

struct str
region_year_finding(struct scope *s, const struct indicator *i)
{
	return change_finding(s, i, true);
}
