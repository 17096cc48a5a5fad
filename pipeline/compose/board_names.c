/* compose/board_names.c -- the names of a board report: what stands under each
 * recommendation, and what changed since the quarter before. */
#include <math.h>

#include "compose/board_names.h"
#include "compose/figures.h"
#include "compose/tally.h"
#include "compose/words.h"

enum { TRENDS = 3, CHANGES = 5, STORIES = 3, TITLE_COLUMNS = 12 };
static const double TITLE_FILL = 1.85; /* lines of the page's title */

static struct value
count(size_t n)
{
	return value_number((double)n, 0, S(""));
}

static struct list *
new_list(struct scope *s, size_t fields, size_t most)
{
	struct list *l = NEW(s->c->mem, struct list);

	l->n_fields = fields;
	l->item = NEWS(s->c->mem, (most + 1) * fields, struct value);
	return l;
}

static struct value
as_list(const struct list *l)
{
	return (struct value){.kind = VALUE_LIST, .list = l};
}

static void
put(struct list *l, size_t field, struct value v)
{
	l->item[l->n * l->n_fields + field] = v;
}

/* Where the template's list has it, else the first that it serves. */
static int
recommendation_of(const struct subject *u)
{
	return u->recommendation != 0 ? u->recommendation
				      : indicator_recommendation(u->indicator);
}

/* The next measure of the template's list under a recommendation, from *at on;
 * NULL: no more. */
static const struct subject *
next_listed(const struct tally *t, int r, size_t *at)
{
	while (*at < t->n) {
		const struct subject *u = &t->measure[(*at)++];
		if (recommendation_of(u) == r)
			return u;
	}
	return NULL;
}

/* The next that has a figure. */
static const struct subject *
next_of(const struct tally *t, int r, size_t *at)
{
	const struct subject *u;

	do
		u = next_listed(t, r, at);
	while (u != NULL && !figure_known(u->figure));
	return u;
}

static struct value
ids_of(struct scope *s, int r, size_t most,
    const struct subject *next(const struct tally *, int, size_t *))
{
	struct buf b = buf_new(s->c->mem);
	const struct subject *u;

	for (size_t at = 0, n = 0;
	     n < most && (u = next(s->tally, r, &at)) != NULL; n++) {
		buf_addz(&b, n > 0 ? ", " : "");
		buf_adds(&b, u->indicator->id);
	}
	return value_text(buf_str(&b));
}

static struct value
number_of(struct scope *s, int r)
{
	size_t n = 0, at = 0;

	while (next_of(s->tally, r, &at) != NULL)
		n++;
	return count(n);
}

static bool
differs(const struct figure *f)
{
	return f->verdict == VERDICT_ABOVE || f->verdict == VERDICT_BELOW;
}

static struct value
different_of(struct scope *s, int r)
{
	struct list *l = new_list(s, 1, s->tally->n);
	const struct subject *u;

	for (size_t at = 0; (u = next_of(s->tally, r, &at)) != NULL;)
		if (differs(u->figure) &&
		    !s->tally->doubted[u->figure->indicator]) {
			put(l, 0,
			    value_text(
				words_lower(s->c->mem, u->indicator->title)));
			l->n++;
		}
	return as_list(l);
}

/* What moves is told before what stands still. */
static struct str
stories(struct scope *s, int r, size_t most)
{
	struct buf b = buf_new(s->c->mem);
	struct str told[STORIES] = {{0}};
	const struct subject *u;
	size_t n = 0;

	for (int pass = 0; pass < 2; pass++)
		for (size_t at = 0;
		     n < most && (u = next_of(s->tally, r, &at)) != NULL;) {
			bool moves = figure_improves(u->figure) ||
				     figure_concerns(u->figure) ||
				     figure_shifts(u->figure);
			struct str words = story_words(u->indicator, u->figure);
			if (moves == (pass == 0) && words.n > 0 &&
			    !s->tally->doubted[u->figure->indicator])
				told[n++] = words;
		}
	words_told(&b, told, n);
	return buf_str(&b);
}

static struct value
title_of(struct scope *s, int r)
{
	const struct theme *t = s->in->theme;
	struct str name = str_of(recommendation_name[r]), title;
	size_t n = 0, at = 0;

	while (next_of(s->tally, r, &at) != NULL)
		n++;
	if (n == 0)
		return value_text(
		    str_fmt(s->c->mem, "%.*s: no figure yet", STRF(name)));
	for (size_t most = STORIES; most > 0; most--) {
		struct str words = stories(s, r, most);
		if (words.n == 0)
			break;
		title =
		    str_fmt(s->c->mem, "%.*s: %.*s", STRF(name), STRF(words));
		if (text_width(s->in->metrics, title,
			t->type[TYPE_page_title].style) <=
		    theme_span(t, TITLE_COLUMNS) * TITLE_FILL)
			return value_text(title);
	}
	at = different_of(s, r).list->n;
	if (at == 0)
		return value_text(
		    str_fmt(s->c->mem, "%.*s: nothing stands out", STRF(name)));
	return value_text(str_fmt(s->c->mem,
	    at == 1 ? "%.*s: one measure stands apart"
		    : "%.*s: some measures stand apart",
	    STRF(name)));
}

/* "Vacancies: improving" */
static struct str
trend_title(struct scope *s, const struct subject *u)
{
	struct str words = s->tally->doubted[u->figure->indicator]
			       ? S("In doubt")
			       : story_variation(u->figure);

	return words.n == 0
		   ? str_fmt(s->c->mem, "%.*s: no verdict",
			 STRF(u->indicator->title))
		   : str_fmt(s->c->mem, "%.*s: %.*s", STRF(u->indicator->title),
			 STRF(words_lower(s->c->mem, words)));
}

/* Two quarters at least; the newest may be missing. */
static bool
has_series(struct scope *s, const struct figure *f)
{
	const struct figure **all = scorecard_series(s->c->mem, s->card, f);
	size_t n = 0;

	for (size_t i = 0; i <= s->card->history.n && n < 2; i++)
		n += figure_known(all[i]);
	return n == 2;
}

/* The measures with a trend on the page: those that move come first. */
static size_t
drawn(struct scope *s, int r, const struct subject *out[TRENDS])
{
	const struct subject *u;
	size_t n = 0;

	for (int pass = 0; pass < 2; pass++)
		for (size_t at = 0;
		     n < TRENDS && (u = next_of(s->tally, r, &at)) != NULL;) {
			bool moves = figure_improves(u->figure) ||
				     figure_concerns(u->figure) ||
				     figure_shifts(u->figure);
			if (moves == (pass == 0) && has_series(s, u->figure))
				out[n++] = u;
		}
	return n;
}

/* "Debriefs: incidents after which one took place, % of ..." of those without a
 * trend, whose subtitle would say it. */
static struct value
counted_of(struct scope *s, int r)
{
	const struct subject *u, *trend[TRENDS];
	size_t n = drawn(s, r, trend);
	struct buf b = buf_new(s->c->mem);

	for (size_t at = 0; (u = next_of(s->tally, r, &at)) != NULL;) {
		bool has = false;
		for (size_t i = 0; i < n; i++)
			has = has || trend[i] == u;
		if (has)
			continue;
		buf_addz(&b, b.n > 0 ? " " : "");
		buf_addf(&b, "%.*s: %.*s.", STRF(u->indicator->title),
		    STRF(words_lower(s->c->mem,
			words_apostrophes(s->c->mem, u->indicator->measure))));
	}
	return value_text(buf_str(&b));
}

static void
put_trend(struct scope *s, const struct subject *u, struct list *l)
{
	const struct indicator *i = u->indicator;

	put(l, 0, value_text(i->id));
	put(l, 1, value_text(i->title));
	put(l, 2, value_text(words_apostrophes(s->c->mem, i->measure)));
	put(l, 3, value_text(base_text(s->c->mem, i, u->figure)));
	put(l, 4, value_text(trend_title(s, u)));
	put(l, 5,
	    value_text(words_apostrophes(s->c->mem, u->figure->movement)));
	l->n++;
}

static struct value
trends_of(struct scope *s, int r)
{
	const struct subject *u[TRENDS];
	size_t n = drawn(s, r, u);
	struct list *l = new_list(s, 6, TRENDS);

	for (size_t i = 0; i < n; i++)
		put_trend(s, u[i], l);
	return as_list(l);
}

/* ---- what is missing: every indicator of the return that serves it */

static bool
is_unsent(const struct scope *s, const struct figure *f)
{
	return f == NULL || f->status == STATUS_MISSING ||
	       f->status == STATUS_NOT_APPLICABLE;
}

static bool
is_withheld(const struct scope *s, const struct figure *f)
{
	return f != NULL &&
	       (f->status == STATUS_SUPPRESSED || f->status == STATUS_LOW_BASE);
}

static bool
is_doubted(const struct scope *s, const struct figure *f)
{
	return figure_known(f) && s->tally->doubted[f->indicator];
}

/* Of the template's list; NULL: it is not on it. */
static const struct subject *
listed(const struct tally *t, const struct indicator *d)
{
	for (size_t i = 0; i < t->n; i++)
		if (t->measure[i].indicator == d)
			return &t->measure[i];
	return NULL;
}

typedef bool why(const struct scope *, const struct figure *);

/* Does this trust lack it under this recommendation, for this reason, when
 * others have it? */
static bool
is_lacking(struct scope *s, const struct indicator *d, int r, why *is)
{
	const struct subject *u = listed(s->tally, d);

	if ((u != NULL ? recommendation_of(u) : indicator_recommendation(d)) !=
		r ||
	    !indicator_is_unsplit(d) || str_starts(d->id, S("DQ")))
		return false;
	return figure_known(scorecard_find(s->card, S("ENG"), d->id, S(""))) &&
	       is(s, scorecard_find(s->card, s->org, d->id, S("")));
}

/* Those of the template's list first: a long list is not told to its end. */
static struct value
lacking(struct scope *s, int r, why *is)
{
	const struct catalogue *k = s->card->catalogue;
	struct list *l = new_list(s, 1, k->n);

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < k->n; i++) {
			const struct indicator *d = &k->indicator[i];
			if ((listed(s->tally, d) != NULL) != (pass == 0) ||
			    !is_lacking(s, d, r, is))
				continue;
			put(l, 0, value_text(words_lower(s->c->mem, d->title)));
			l->n++;
		}
	return as_list(l);
}

#define RECOMMENDATION(r)                                                      \
	struct value board_name_rec##r##_title(struct scope *s)                \
	{                                                                      \
		return title_of(s, r);                                         \
	}                                                                      \
	struct value board_name_rec##r##_ids(struct scope *s)                  \
	{                                                                      \
		return ids_of(s, r, HEADLINES, next_of);                       \
	}                                                                      \
	struct value board_name_rec##r##_listed(struct scope *s)               \
	{                                                                      \
		return ids_of(s, r, s->tally->n, next_listed);                 \
	}                                                                      \
	struct value board_name_rec##r##_n(struct scope *s)                    \
	{                                                                      \
		return number_of(s, r);                                        \
	}                                                                      \
	struct value board_name_rec##r##_different_n(struct scope *s)          \
	{                                                                      \
		return count(different_of(s, r).list->n);                      \
	}                                                                      \
	struct value board_name_rec##r##_different(struct scope *s)            \
	{                                                                      \
		return different_of(s, r);                                     \
	}                                                                      \
	struct value board_name_rec##r##_unsent(struct scope *s)               \
	{                                                                      \
		return lacking(s, r, is_unsent);                               \
	}                                                                      \
	struct value board_name_rec##r##_withheld(struct scope *s)             \
	{                                                                      \
		return lacking(s, r, is_withheld);                             \
	}                                                                      \
	struct value board_name_rec##r##_doubted(struct scope *s)              \
	{                                                                      \
		return lacking(s, r, is_doubted);                              \
	}                                                                      \
	struct value board_name_rec##r##_counted(struct scope *s)              \
	{                                                                      \
		return counted_of(s, r);                                       \
	}                                                                      \
	struct value board_name_rec##r(struct scope *s)                        \
	{                                                                      \
		return trends_of(s, r);                                        \
	}

RECOMMENDATION(1)
RECOMMENDATION(2)
RECOMMENDATION(3)
RECOMMENDATION(4)
RECOMMENDATION(5)
RECOMMENDATION(6)

struct value
board_name_recs_empty_n(struct scope *s)
{
	size_t n = 0;

	for (int r = 1; r <= RECOMMENDATIONS; r++) {
		size_t at = 0;
		n += next_of(s->tally, r, &at) == NULL;
	}
	return count(n);
}

/* ---- what changed */

static bool
has_change(const struct subject *u)
{
	return figure_known(u->figure) && u->indicator->unit == UNIT_PERCENT &&
	       u->figure->changed != VERDICT_NONE && !u->figure->stale;
}

static bool
is_clear(const struct figure *f)
{
	return f->changed == VERDICT_ABOVE || f->changed == VERDICT_BELOW;
}

/* Clear ones first, then by size; returns how many. */
static size_t
changes(struct scope *s, const struct figure *out[CHANGES])
{
	const struct tally *t = s->tally;
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++) {
		const struct figure *f = t->measure[i].figure;
		size_t at = n;
		if (!has_change(&t->measure[i]) || t->doubted[f->indicator])
			continue;
		while (at > 0 &&
		       (is_clear(out[at - 1]) < is_clear(f) ||
			   (is_clear(out[at - 1]) == is_clear(f) &&
			       fabs(out[at - 1]->change) < fabs(f->change))))
			at--;
		if (at == CHANGES)
			continue;
		for (size_t k = n < CHANGES ? n : CHANGES - 1; k > at; k--)
			out[k] = out[k - 1];
		out[at] = f;
		n = n < CHANGES ? n + 1 : n;
	}
	return n;
}

struct value
board_name_change_ids(struct scope *s)
{
	const struct figure *f[CHANGES];
	size_t n = changes(s, f);
	struct buf b = buf_new(s->c->mem);

	for (size_t i = 0; i < n; i++) {
		buf_addz(&b, i > 0 ? ", " : "");
		buf_adds(&b, s->card->catalogue->indicator[f[i]->indicator].id);
	}
	return value_text(buf_str(&b));
}

struct value
board_name_change_n(struct scope *s)
{
	const struct figure *f[CHANGES];

	return count(changes(s, f));
}

struct value
board_name_change_clear_n(struct scope *s)
{
	const struct figure *f[CHANGES];
	size_t n = changes(s, f), clear = 0;

	for (size_t i = 0; i < n; i++)
		clear += is_clear(f[i]);
	return count(clear);
}

struct value
board_name_change_from(struct scope *s)
{
	const struct history *h = &s->card->history;
	struct buf b = buf_new(s->c->mem);

	if (h->n > 0)
		period_print_page(&b, h->card[h->n - 1]->period);
	return value_text(buf_str(&b));
}

struct value
board_name_measures(struct scope *s)
{
	const struct catalogue *k = s->card->catalogue;
	struct list *l = new_list(s, 3, k->n);

	for (size_t i = 0; i < k->n; i++) {
		const struct indicator *d = &k->indicator[i];
		size_t n;
		(void)scorecard_range(s->card, s->org, d->id, &n);
		if (n == 0)
			continue;
		put(l, 0, value_text(d->id));
		put(l, 1, value_text(d->title));
		put(l, 2,
		    value_text(words_apostrophes(s->c->mem, d->definition)));
		l->n++;
	}
	return as_list(l);
}
