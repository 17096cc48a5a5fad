/* compose/tally.c -- what is decided once for a trust: which measures it has,
 * how they stand against England, which lead its report. */
#include <math.h>

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

static void
count(struct tally *t, const struct figure *f)
{
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
choose_headlines(const struct scorecard *card, struct str org, struct tally *t)
{
	for (size_t i = 0; i < COUNT(lead) && t->n_headlines < HEADLINES; i++) {
		const struct figure *f =
		    scorecard_find(card, org, str_of(lead[i].id), S(""));
		if (figure_known(f))
			t->headline[t->n_headlines++] = f;
	}
}

static void
find_missing(const struct scorecard *card, struct str org, struct tally *t)
{
	bool has[RECOMMENDATIONS + 1] = {false};

	for (size_t i = 0; i < t->n; i++)
		for (int r = 1; r <= RECOMMENDATIONS; r++)
			if (figure_known(t->measure[i].figure) &&
			    (t->measure[i].indicator->recommendations &
				1u << r) != 0)
				has[r] = true;
	for (int r = 1; r <= RECOMMENDATIONS; r++) {
		t->missing[r] = !has[r];
		t->n_missing += !has[r];
	}
}

void
tally_make(struct arena *mem, const struct scorecard *card, struct str org,
    struct tally *t)
{
	const struct catalogue *k = card->catalogue;
	const struct figure *in, *out;

	*t = (struct tally){.newest = DAY_NONE, .oldest = DAY_NONE};
	t->measure = NEWS(mem, k->n, struct subject);
	for (size_t i = 0; i < k->n; i++) {
		struct subject *s = &t->measure[t->n];
		/* A total says how large a trust is, not how it stands. */
		if (!indicator_is_unsplit(&k->indicator[i]) ||
		    k->indicator[i].method == METHOD_TOTAL)
			continue;
		*s = (struct subject){.indicator = &k->indicator[i]};
		s->range =
		    scorecard_range(card, org, k->indicator[i].id, &s->n);
		s->figure =
		    scorecard_find(card, org, k->indicator[i].id, S(""));
		if (figure_known(s->figure))
			count(t, s->figure);
		t->n++;
	}
	sort_by_date(mem, t);
	choose_headlines(card, org, t);
	find_missing(card, org, t);
	in = scorecard_find(card, org, S("RET91"), S(""));
	out = scorecard_find(card, org, S("RET02"), S(""));
	/* 34 against 35 is no finding: the intervals must lie apart. */
	t->joiners_fewer = figure_known(in) && figure_known(out) &&
			   in->date == out->date && in->upper < out->lower;
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
			return S("None of the newest figures is clearly "
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
