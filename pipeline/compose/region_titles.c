/* compose/region_titles.c -- the titles of a comparison pack and of its pages. */
#include "compose/figures.h"
#include "compose/points.h"
#include "compose/region_marks.h"
#include "compose/tally.h"
#include "compose/words.h"

enum { TITLE_MEASURES = 3 };

static const char *const funnels[] = {
    "RET01", "RET02", "WEL01", "CPD01", "LEA01", "CUL01"};
/* Those that control charts judge: quarters that do not overlap. */
static const char *const trends[] = {"RET01", "WEL01", "LEA01", "CUL01"};

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
		return s->region->n == 1
			   ? S("For its size, the trust is inside "
			       "England\u2019s "
			       "limits")
			   : S("For their size, no trust is outside "
			       "England\u2019s limits");
	buf_addz(&b, s->region->n == 1 ? "The trust lies outside the limits on "
				       : "Trusts lie outside the limits on ");
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
	if (known == 0)
		return S("The series are too short for a verdict");
	if (concern + better == 0)
		return known == 1 ? S("The one series that is judged varies "
				      "routinely")
				  : S("No series shows more than routine "
				      "variation");
	buf_addz(&b, "Of ");
	words_count(&b, (double)known);
	buf_addz(&b, " series, ");
	words_count(&b, (double)concern);
	buf_addf(&b, " %s a concern and ", concern > 1 ? "show" : "shows");
	words_count(&b, (double)better);
	buf_addf(&b, " %s better", better > 1 ? "turn" : "turns");
	return buf_str(&b);
}

struct str
region_equity_title(struct scope *s)
{
	const struct indicator *i =
	    catalogue_find(s->card->catalogue, S("CPD04"));
	bool *more = NEWS(s->c->mem, s->region->n + 1, bool);
	bool *less = NEWS(s->c->mem, s->region->n + 1, bool);
	size_t n_more = 0, n_less = 0;
	struct buf b = buf_new(s->c->mem);

	for (size_t k = 0; i != NULL && k < s->region->n; k++) {
		const struct figure *f =
		    region_figure(s, i, S(""), region_date(s, i, S("")), k);
		more[k] = figure_known(f) && f->lower > 1;
		less[k] = figure_known(f) && f->upper < 1;
		n_more += more[k];
		n_less += less[k];
	}
	if (n_more + n_less == 0)
		return S("No difference in who takes up CPD can be shown");
	buf_addf(&b, "White staff took up CPD %s often %s ",
	    n_more > 0 ? "more" : "less", s->region->country ? "in" : "at");
	region_put_who(s, &b, i, n_more > 0 ? more : less);
	if (n_more > 0 && n_less > 0) {
		buf_addz(&b, ", less often at ");
		region_put_who(s, &b, i, less);
	}
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
		n += region_is_out(f) && (!far || f->placed == PLACED_OUT_998);
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
			if (!region_is_out(f) ||
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
		return s->region->n == 1
			   ? S("No figure lies outside England\u2019s limits")
			   : S("No trust is outside England\u2019s limits on "
			       "any measure tested");
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
