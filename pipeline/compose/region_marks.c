/* compose/region_marks.c -- the measures that lead a comparison pack, and who in
 * the region lies outside England's limits on them. */
#include "base/num.h"
#include "compose/audit.h"
#include "compose/figures.h"
#include "compose/points.h"
#include "compose/region_marks.h"
#include "compose/tally.h"
#include "compose/words.h"

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

bool
region_is_out(const struct figure *f)
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
		m.out += region_is_out(f);
		m.far += f->placed == PLACED_OUT_998;
		m.above += region_is_out(f) && points_side(f) == VERDICT_ABOVE;
		m.below += region_is_out(f) && points_side(f) == VERDICT_BELOW;
	}
	return m;
}
