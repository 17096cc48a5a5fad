/* compose/tally.c -- what is decided once for a trust: which measures it has,
 * how they stand against England, which lead its report. */
#include <math.h>

#include "base/num.h"
#include "compose/figures.h"
#include "compose/tally.h"
#include "compose/words.h"

/* The report's title stands in two lines of nine columns, never quite filled. */
enum { TITLE_COLUMNS = 9, TITLE_LINES = 2, TITLE_MEASURES = 3 };
static const double TITLE_FILL = 0.9;

const char *const recommendation_name[RECOMMENDATIONS + 1] = {"",
    "Recruitment and retention", "Workforce development", "Culture and values",
    "Leadership", "Equality, diversity and inclusion", "Wellbeing"};

static const struct {
	const char *id, *words;
} lead[] = {
#define HEADLINE(id, words) {#id, words},
#include "compose/headlines.def"
#undef HEADLINE
};

bool
indicator_is_unsplit(const struct indicator *i)
{
	return i->breakdown == DIM_N || !i->denominator_across;
}

/* A total says how large a trust is, not how it stands. */
static bool
indicator_is_measure(const struct indicator *i)
{
	return indicator_is_unsplit(i) && i->method != METHOD_TOTAL;
}

int
indicator_recommendation(const struct indicator *i)
{
	for (int r = 1; r <= RECOMMENDATIONS; r++)
		if ((i->recommendations & 1u << r) != 0)
			return r;
	return 0;
}

bool
figure_known(const struct figure *f)
{
	return f != NULL && f->status == STATUS_OK && !isnan(f->value);
}

bool
figure_improves(const struct figure *f)
{
	return f->variation == VARIATION_IMPROVING_HIGH ||
	       f->variation == VARIATION_IMPROVING_LOW;
}

bool
figure_concerns(const struct figure *f)
{
	return f->variation == VARIATION_CONCERN_HIGH ||
	       f->variation == VARIATION_CONCERN_LOW;
}

bool
figure_shifts(const struct figure *f)
{
	return f->variation == VARIATION_NEUTRAL_HIGH ||
	       f->variation == VARIATION_NEUTRAL_LOW;
}

bool
figure_moves_up(const struct figure *f)
{
	return f->variation == VARIATION_IMPROVING_HIGH ||
	       f->variation == VARIATION_CONCERN_HIGH ||
	       f->variation == VARIATION_NEUTRAL_HIGH;
}

static void
count(struct tally *t, const struct figure *f)
{
	t->improving += figure_improves(f);
	t->concern += figure_concerns(f);
	t->special += figure_shifts(f);
	t->common += f->variation == VARIATION_COMMON;
	t->known++;
	t->compared += f->verdict != VERDICT_NONE;
	t->above += f->verdict == VERDICT_ABOVE;
	t->below += f->verdict == VERDICT_BELOW;
	t->same += f->verdict == VERDICT_NOT_DIFFERENT;
	t->stale += f->stale;
	if (t->newest == DAY_NONE || f->date > t->newest)
		t->newest = f->date;
	if (t->oldest == DAY_NONE || f->date < t->oldest)
		t->oldest = f->date;
}

static day
date_of(const struct subject *u)
{
	return figure_known(u->figure) ? u->figure->date : DAY_NONE;
}

/* Measures are few; those of one date keep the catalogue's order. */
static void
sort_by_date(struct arena *mem, struct tally *t)
{
	t->newest_first = NEWS(mem, t->n + 1, const struct subject *);
	for (size_t i = 0; i < t->n; i++) {
		size_t k = i;
		for (; k > 0 && date_of(t->newest_first[k - 1]) <
				    date_of(&t->measure[i]);
		     k--)
			t->newest_first[k] = t->newest_first[k - 1];
		t->newest_first[k] = &t->measure[i];
	}
}

static void
lead_with(const struct scorecard *card, struct str org, struct str id,
    struct tally *t)
{
	const struct figure *f = scorecard_find(card, org, id, S(""));

	if (figure_known(f) && !t->doubted[f->indicator] &&
	    t->n_headlines < HEADLINES)
		t->headline[t->n_headlines++] = f;
}

static void
choose_headlines(const struct scorecard *card, struct str org, struct tally *t)
{
	for (size_t i = 0; i < COUNT(lead); i++)
		lead_with(card, org, str_of(lead[i].id), t);
}

static void
find_missing(const struct scorecard *card, struct str org, struct tally *t)
{
	const struct catalogue *k = card->catalogue;
	unsigned has = 0;

	for (size_t i = 0; i < k->n; i++) {
		const struct figure *f =
		    scorecard_find(card, org, k->indicator[i].id, S(""));
		if (!indicator_is_measure(&k->indicator[i]) || !figure_known(f))
			continue;
		has |= k->indicator[i].recommendations;
		t->returned =
		    t->returned || str_is(k->indicator[i].source, "return");
	}
	for (int r = 1; r <= RECOMMENDATIONS; r++) {
		t->missing[r] = (has & 1u << r) == 0;
		t->n_missing += t->missing[r];
	}
}

static void
add_measure(const struct scorecard *card, struct str org,
    const struct indicator *i, int recommendation, struct tally *t)
{
	struct subject *s = &t->measure[t->n++];

	*s = (struct subject){.indicator = i, .recommendation = recommendation};
	s->range = scorecard_range(card, org, i->id, &s->n);
	s->figure = scorecard_find(card, org, i->id, S(""));
	if (figure_known(s->figure))
		count(t, s->figure);
}

static void
compare_joiners(const struct scorecard *card, struct str org, struct tally *t)
{
	const struct figure *in = scorecard_find(card, org, S("RET91"), S(""));
	const struct figure *out = scorecard_find(card, org, S("RET02"), S(""));

	/* 34 against 35 is no finding: the intervals must lie apart. Joiners of
	 * a month are not set against the leavers of a year. */
	t->joiners_fewer =
	    figure_known(in) && figure_known(out) &&
	    str_eq(card->catalogue->indicator[in->indicator].source,
		card->catalogue->indicator[out->indicator].source) &&
	    in->date == out->date && in->upper < out->lower;
}

void
tally_make(struct arena *mem, const struct scorecard *card, struct str org,
    struct tally *t)
{
	const struct catalogue *k = card->catalogue;

	*t = (struct tally){.newest = DAY_NONE, .oldest = DAY_NONE};
	t->measure = NEWS(mem, k->n, struct subject);
	t->doubted = NEWS(mem, k->n, bool);
	for (size_t i = 0; i < k->n; i++)
		if (indicator_is_measure(&k->indicator[i]))
			add_measure(card, org, &k->indicator[i], 0, t);
	sort_by_date(mem, t);
	choose_headlines(card, org, t);
	find_missing(card, org, t);
	compare_joiners(card, org, t);
	while (t->n_brief < BRIEFS && t->n_brief < t->n_headlines) {
		t->brief[t->n_brief] = t->headline[t->n_brief];
		t->n_brief++;
	}
}

/* Nobody in the run feeds it: it has no line in anybody's table. */
static bool
is_fed(const struct scorecard *card, struct str org, struct str id)
{
	return figure_known(scorecard_find(card, S("ENG"), id, S(""))) ||
	       figure_known(scorecard_find(card, org, id, S("")));
}

static bool
find_listed(
    struct scope *s, struct at at, struct str id, const struct indicator **out)
{
	*out = catalogue_find(s->card->catalogue, str_trim(id));
	return *out != NULL ||
	       diag_fail(s->c, at,
		   "there is no indicator '%.*s' in the catalogue",
		   STRF(str_trim(id)));
}

static bool
list_core(struct scope *s, struct at at, struct str core, struct tally *t)
{
	struct str group, ids, id;
	const struct indicator *i;

	t->known = t->compared = t->above = t->below = t->same = t->stale = 0;
	t->improving = t->concern = t->special = t->common = t->n = 0;
	t->newest = t->oldest = DAY_NONE;
	while (core.n > 0) {
		double r;
		str_cut(core, ';', &group, &core);
		if (!str_cut(group, ':', &id, &ids) ||
		    !num_parse(str_trim(id), &r) || r < 1 ||
		    r > RECOMMENDATIONS)
			return diag_fail(s->c, at,
			    "'core' is '1: RET01, RET02; 2: ...' by "
			    "recommendation, not '%.*s'",
			    STRF(str_trim(group)));
		while (ids.n > 0) {
			str_cut(ids, ',', &id, &ids);
			if (!find_listed(s, at, id, &i))
				return false;
			if (is_fed(s->card, s->org, i->id) &&
			    t->n < s->card->catalogue->n)
				add_measure(s->card, s->org, i, (int)r, t);
		}
	}
	return true;
}

static bool
list_headlines(struct scope *s, struct at at, struct str rest, struct tally *t)
{
	const struct indicator *i;
	struct str id;

	t->n_headlines = 0;
	while (rest.n > 0) {
		str_cut(rest, ',', &id, &rest);
		if (!find_listed(s, at, id, &i))
			return false;
		lead_with(s->card, s->org, i->id, t);
	}
	return true;
}

/* An error is open at a cell that this figure counts, or it is a share of more
 * than all, whatever the audit thinks of its cells. */
static void
find_doubted(struct scope *s, struct tally *t)
{
	const struct catalogue *k = s->card->catalogue;
	day end = period_end(s->card->period);

	for (size_t i = 0; i < findings_count(s->in->findings); i++) {
		const struct finding *f = findings_at(s->in->findings, i);
		if (!str_eq(f->org, s->org) || f->date != end ||
		    f->standing == STANDING_ANSWERED ||
		    finding_rule[f->kind].level != LEVEL_ERROR)
			continue;
		for (size_t e = 0; e < f->n_effects; e++)
			for (size_t d = 0; d < k->n; d++)
				if (str_eq(k->indicator[d].id,
					f->effect[e].indicator))
					t->doubted[d] = true;
	}
	for (size_t d = 0; d < k->n; d++) {
		const struct figure *f =
		    scorecard_find(s->card, s->org, k->indicator[d].id, S(""));

		if (figure_known(f) && k->indicator[d].method == METHOD_SHARE &&
		    f->value > 100)
			t->doubted[d] = true;
	}
}

static void
brief_with(struct tally *t, const struct figure *f)
{
	if (!figure_known(f) || f->stale || t->doubted[f->indicator] ||
	    t->n_brief == BRIEFS)
		return;
	for (size_t i = 0; i < t->n_brief; i++)
		if (t->brief[i]->indicator == f->indicator)
			return;
	t->brief[t->n_brief++] = f;
}

/* At most so many of the measures that pass. */
static void
brief_some(struct tally *t, bool (*passes)(const struct figure *), size_t most)
{
	size_t before = t->n_brief;

	for (size_t i = 0; i < t->n && t->n_brief < before + most; i++)
		if (figure_known(t->measure[i].figure) &&
		    passes(t->measure[i].figure))
			brief_with(t, t->measure[i].figure);
}

static bool
differs(const struct figure *f)
{
	return f->verdict == VERDICT_ABOVE || f->verdict == VERDICT_BELOW;
}

static void
choose_brief(struct scope *s, struct tally *t)
{
	const struct figure *equity =
	    scorecard_find(s->card, s->org, S("CPD04"), S(""));

	brief_some(t, figure_concerns, 1);
	brief_some(t, figure_improves, 1);
	if (figure_known(equity) && differs(equity))
		brief_with(t, equity);
	brief_some(t, figure_concerns, BRIEFS);
	brief_some(t, figure_improves, BRIEFS);
	for (size_t i = 0; i < t->n_headlines; i++)
		if (differs(t->headline[i]))
			brief_with(t, t->headline[i]);
	for (size_t i = 0; i < t->n_headlines; i++)
		brief_with(t, t->headline[i]);
	/* Old figures only where there are no others. */
	for (size_t i = 0; i < t->n_headlines && t->n_brief < BRIEFS; i++) {
		bool has = false;
		for (size_t k = 0; k < t->n_brief; k++)
			has = has || t->brief[k] == t->headline[i];
		if (!has)
			t->brief[t->n_brief++] = t->headline[i];
	}
}

bool
tally_listed(struct scope *s, struct at at, struct str core,
    struct str headlines, struct tally *t)
{
	if (core.n > 0 && !list_core(s, at, core, t))
		return false;
	find_doubted(s, t);
	if (headlines.n > 0 && !list_headlines(s, at, headlines, t))
		return false;
	if (core.n > 0)
		sort_by_date(s->c->mem, t);
	t->n_brief = 0;
	choose_brief(s, t);
	return true;
}

const struct indicator *
tally_lead(const struct scorecard *card, size_t k)
{
	for (size_t i = 0; i < COUNT(lead); i++) {
		const struct indicator *d =
		    catalogue_find(card->catalogue, str_of(lead[i].id));
		if (d != NULL && k-- == 0)
			return d;
	}
	return NULL;
}

struct str
tally_words(struct arena *mem, const struct indicator *d)
{
	for (size_t i = 0; i < COUNT(lead); i++)
		if (str_is(d->id, lead[i].id))
			return words_capital(mem, str_of(lead[i].words));
	return d->title;
}

/* A title speaks of today: old figures lead only where there are no others. */
static bool
may_lead(const struct tally *t, const struct figure *f)
{
	if (t->doubted[f->indicator])
		return false;
	for (size_t i = 0; i < t->n_headlines; i++)
		if (!t->headline[i]->stale)
			return !f->stale;
	return true;
}

/* The leading measures with this verdict, joined, at most so many; returns how
 * many there are. */
static size_t
gather(struct arena *mem, const struct scorecard *card, const struct tally *t,
    enum verdict verdict, size_t most, struct str *out)
{
	struct buf b = buf_new(mem);
	size_t n = 0, kept, k = 0;

	for (size_t i = 0; i < t->n_headlines; i++)
		n += t->headline[i]->verdict == verdict &&
		     may_lead(t, t->headline[i]);
	kept = n < most ? n : most;
	for (size_t i = 0; k < kept; i++) {
		const struct figure *f = t->headline[i];
		if (f->verdict != verdict || !may_lead(t, f))
			continue;
		words_join(&b, k++, kept);
		buf_adds(
		    &b, words_lower(mem,
			    tally_words(mem,
				&card->catalogue->indicator[f->indicator])));
	}
	*out = buf_str(&b);
	return n;
}

static bool
fits(struct scope *s, struct str title)
{
	const struct theme *t = s->in->theme;
	double room = theme_span(t, TITLE_COLUMNS) * TITLE_LINES;

	return text_width(s->in->metrics, title,
		   t->type[TYPE_report_title].style) <= room * TITLE_FILL;
}

struct str
tally_stories(struct scope *s, const struct tally *t)
{
	for (size_t most = t->returned ? t->n_brief : 0; most > 1; most--) {
		struct str told[BRIEFS], title;
		struct buf b = buf_new(s->c->mem);
		size_t n = 0;
		for (size_t i = 0; i < t->n_brief && n < most; i++) {
			const struct figure *f = t->brief[i];
			struct str words = story_words(
			    &s->card->catalogue->indicator[f->indicator], f);
			if (words.n > 0)
				told[n++] = words;
		}
		if (n < 2)
			break;
		words_told(&b, told, n);
		title = words_capital(s->c->mem, buf_str(&b));
		if (fits(s, title))
			return title;
	}
	return S("");
}

/* What every title can be shortened to. */
static struct str
counted(struct arena *mem, size_t n)
{
	struct buf b = buf_new(mem);

	words_count(&b, (double)n);
	buf_addz(&b, n == 1 ? " of the newest figures is clearly different "
			      "from England"
			    : " of the newest figures are clearly different "
			      "from England");
	return words_capital(mem, buf_str(&b));
}

static struct str
stated(struct arena *mem, struct str above, struct str below)
{
	struct str title;

	if (above.n > 0 && below.n > 0)
		title = str_fmt(mem, "%.*s above England, %.*s below",
		    STRF(above), STRF(below));
	else
		title = str_fmt(mem, "%.*s %s England",
		    STRF(above.n > 0 ? above : below),
		    above.n > 0 ? "above" : "below");
	return words_capital(mem, title);
}

struct str
tally_title(struct scope *s, const struct tally *t)
{
	const struct scorecard *card = s->card;
	struct arena *mem = s->c->mem;
	struct str above, below, same, title, longer;
	size_t above_n = 0, below_n = 0;

	if (t->n_headlines == 0)
		return S("No published figure for this trust yet");
	(void)gather(mem, card, t, VERDICT_NOT_DIFFERENT, 1, &same);
	for (size_t most = TITLE_MEASURES; most > 0; most--) {
		above_n = gather(mem, card, t, VERDICT_ABOVE, most, &above);
		below_n = gather(mem, card, t, VERDICT_BELOW, most, &below);
		if (above_n + below_n == 0)
			return S("No headline figure is clearly "
				 "different from England");
		title = stated(mem, above, below);
		longer = str_fmt(mem, "%.*s, %.*s not clearly different",
		    STRF(title), STRF(same));
		if (same.n > 0 && (above_n == 0 || below_n == 0) &&
		    fits(s, longer))
			return longer;
		if (fits(s, title))
			return title;
	}
	return counted(mem, above_n + below_n);
}
