/* compose/story.c -- what is said of how a figure moves, and of the two groups
 * that a comparison rests on. Only what the scorecard stores is said. */
#include <math.h>

#include "base/num.h"
#include "compose/figures.h"
#include "compose/tally.h"
#include "compose/words.h"

enum story_field {
#define STORY_FIELD(name, help) STORY_##name,
#include "compose/story_fields.def"
#undef STORY_FIELD
	STORY_N
};

static const char *const field_name[STORY_N] = {
#define STORY_FIELD(name, help) #name,
#include "compose/story_fields.def"
#undef STORY_FIELD
};

static const struct {
	const char *id, *up, *down, *above, *below;
} story[] = {
#define STORY(id, up, down, above, below) {#id, up, down, above, below},
#include "compose/stories.def"
#undef STORY
};

int
story_field_lookup(struct str name)
{
	for (int i = 0; i < STORY_N; i++)
		if (str_is(name, field_name[i]))
			return i;
	return -1;
}

static bool
is_watched(const struct figure *f)
{
	return f->variation != VARIATION_NONE;
}

static bool
moves(const struct figure *f)
{
	return is_watched(f) && f->variation != VARIATION_COMMON;
}

struct str
story_words(const struct indicator *i, const struct figure *f)
{
	if (!figure_known(f))
		return S("");
	for (size_t k = 0; k < COUNT(story); k++) {
		if (!str_is(i->id, story[k].id))
			continue;
		if (moves(f) && story[k].up[0] != '\0')
			return str_of(
			    figure_moves_up(f) ? story[k].up : story[k].down);
		return str_of(f->verdict == VERDICT_ABOVE   ? story[k].above
			      : f->verdict == VERDICT_BELOW ? story[k].below
							    : "");
	}
	return S("");
}

struct str
story_variation(const struct figure *f)
{
	if (!figure_known(f) || !is_watched(f))
		return S("");
	if (figure_improves(f))
		return S("Improving");
	if (figure_concerns(f))
		return S("Concern");
	return figure_shifts(f) ? S("Moved") : S("As usual");
}

/* A share of two counts as a page prints it. */
static struct value
share(const struct figure *f, double x, double n)
{
	if (!figure_known(f))
		return value_missing(
		    status_mark[f->status == STATUS_OK ? STATUS_MISSING
						       : f->status]);
	if (isnan(x) || !(n > 0))
		return value_missing(status_mark[STATUS_MISSING]);
	return value_number(100 * x / n, 0, S("%"));
}

/* "247 of 409". */
static struct value
of(struct arena *mem, const struct figure *f, double x, double n)
{
	struct buf b = buf_new(mem);

	if (!figure_known(f) || isnan(x) || isnan(n))
		return share(f, NAN, n);
	num_fixed(&b, x, 0, NUM_THOUSANDS);
	buf_addz(&b, " of ");
	num_fixed(&b, n, 0, NUM_THOUSANDS);
	return value_text(buf_str(&b));
}

static struct value
number(const struct figure *f, double v, int places, const char *unit)
{
	if (!figure_known(f) || isnan(v))
		return value_missing(
		    status_mark[figure_known(f) || f->status == STATUS_OK
				    ? STATUS_MISSING
				    : f->status]);
	return value_number(v, places, str_of(unit));
}

/* "White staff were 1.31 times as likely as ethnic minority staff to take up CPD":
 * the sentence of a ratio of two groups, up to its months. */
static struct str
likelihood(const struct figure *f)
{
	struct str head, rest;

	str_cut(f->sentence, ',', &head, &rest);
	for (size_t i = 0; i < head.n; i++)
		if (str_starts(str_slice(head, i, SIZE_MAX), S(" in the ")))
			return str_slice(head, 0, i);
	return head;
}

/* "Vacancies: fewer empty posts, 9.9% in June 2026": the story and the figure;
 * the series' own sentence stands in the workbook. */
static struct str
lead(struct scope *s, const struct subject *u, const struct figure *f)
{
	struct arena *mem = s->c->mem;
	struct str words = words_capital(mem, story_words(u->indicator, f));
	struct buf b = buf_new(mem);

	if (words.n == 0 || !figure_known(f))
		return field_value(s, u, field_lookup(S("finding"))).text;
	if (u->indicator->method == METHOD_RELATIVE_LIKELIHOOD)
		return likelihood(f);
	buf_adds(&b, words);
	buf_addz(&b, ": ");
	buf_adds(&b, figure_text(mem, s->card, f));
	buf_addz(&b, " in ");
	month_print(&b, f->date);
	return buf_str(&b);
}

/* A value inside a sentence. A share of more than all is an error whatever its
 * size, which only draws the eye. */
static struct value
stated(struct scope *s, const struct subject *u, const struct figure *f)
{
	struct arena *mem = s->c->mem;

	if (!figure_known(f) || !s->tally->doubted[f->indicator])
		return field_value(s, u, field_lookup(S("value")));
	if (u->indicator->unit == UNIT_PERCENT && f->value > 100)
		return value_text(S("over 100% (in doubt)"));
	return value_text(str_fmt(
	    mem, "%.*s (in doubt)", STRF(figure_text(mem, s->card, f))));
}

/* In words that a reader of ten knows. What rests on an error is said to, and
 * nothing is built on it. */
static struct str
easy(const struct scope *s, const struct figure *f)
{
	static const char *const against[] = {"",
	    "That is less than in England.",
	    "We cannot say that it is different from England.",
	    "That is more than in England."};
	struct buf b = buf_new(s->c->mem);

	if (!figure_known(f))
		return S("");
	if (s->tally->doubted[f->indicator])
		return S("This number may be wrong. There is a mistake in the "
			 "form it comes from.");
	buf_addz(&b, against[f->verdict]);
	if (figure_improves(f) || figure_concerns(f)) {
		buf_addz(&b, b.n > 0 ? " " : "");
		buf_addz(&b, figure_improves(f) ? "It is getting better."
						: "It is getting worse.");
	}
	return buf_str(&b);
}

static struct value
said(struct scope *s, const struct subject *u, const struct figure *f,
    enum story_field field)
{
	struct arena *mem = s->c->mem;

	switch (field) {
	case STORY_source:
		return value_text(u->indicator->source);
	case STORY_variation:
		return value_text(story_variation(f));
	case STORY_movement:
		return value_text(words_apostrophes(mem, f->movement));
	case STORY_first:
		return share(f, f->numerator, f->denominator);
	case STORY_first_count:
		return of(mem, f, f->numerator, f->denominator);
	case STORY_second:
		return share(f, f->against_numerator, f->against_denominator);
	case STORY_second_count:
		return of(mem, f, f->against_numerator, f->against_denominator);
	case STORY_to_close:
		return number(f, f->to_close, 0, "");
	case STORY_lead:
		return value_text(lead(s, u, f));
	case STORY_stated:
		return stated(s, u, f);
	case STORY_easy:
		return value_text(easy(s, f));
	case STORY_unknown:
		return number(f, f->unknown, 1, "%");
	case STORY_quarters:
		return value_number(f->points, 0, S(""));
	default:
		return value_text(story_words(u->indicator, f));
	}
}

struct value
story_field(struct scope *s, const struct subject *u, int field)
{
	static const struct figure none = {.status = STATUS_MISSING};
	const struct figure *f = u->figure == NULL ? &none : u->figure;
	bool known = figure_known(f);

	switch ((enum story_field)field) {
	case STORY_own:
		return value_truth(
		    known && str_is(u->indicator->source, "return"));
	case STORY_watched:
		return value_truth(known && is_watched(f));
	case STORY_improving:
		return value_truth(known && figure_improves(f));
	case STORY_concern:
		return value_truth(known && figure_concerns(f));
	case STORY_shifted:
		return value_truth(known && figure_shifts(f));
	case STORY_told:
		return value_truth(known && moves(f));
	case STORY_common:
		return value_truth(known && f->variation == VARIATION_COMMON);
	case STORY_doubted:
		return value_truth(known && s->tally->doubted[f->indicator]);
	case STORY_compares:
		return value_truth(indicator_has_against(u->indicator));
	case STORY_withheld:
		return value_truth(f->status == STATUS_SUPPRESSED);
	default:
		return said(s, u, f, (enum story_field)field);
	}
}
