/* compose/region_more.c -- names of a comparison pack that rest on limits and on
 * the quarter before: marks, what moved, whom to learn from. */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "compose/audit.h"
#include "compose/figures.h"
#include "compose/points.h"
#include "compose/region_marks.h"
#include "compose/tally.h"
#include "compose/words.h"

enum { MARKED = 3, LEARN_LEAST = 85, LEARN_MEASURES = 5 };

static struct value
count(size_t n)
{
	return value_number((double)n, 0, S(""));
}

struct value
region_name_returned(struct scope *s)
{
	return value_truth(s->region != NULL && region_has_returns(s));
}

struct value
region_name_grid_ids(struct scope *s)
{
	const struct indicator *i;
	struct buf b = buf_new(s->c->mem);

	if (s->region == NULL)
		return value_missing("");
	for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++) {
		buf_addz(&b, k > 0 ? ", " : "");
		buf_adds(&b, i->id);
	}
	return value_text(buf_str(&b));
}

struct value
region_name_grid_n(struct scope *s)
{
	size_t n = 0;

	if (s->region == NULL)
		return value_missing("");
	while (region_headline(s, n) != NULL)
		n++;
	return count(n);
}

static struct marks
grid_marks(struct scope *s)
{
	struct marks all = {0};
	const struct indicator *i;

	for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++) {
		struct marks m = region_marks(s, i, S(""));
		all.compared += m.compared;
		all.above += m.above;
		all.below += m.below;
	}
	return all;
}

static struct value
chance(size_t tests)
{
	double v = region_chance(tests);

	return value_number(v, v > 0 && v < 1 ? 1 : 0, S(""));
}

struct value
region_name_grid_tests_n(struct scope *s)
{
	return s->region == NULL ? value_missing("")
				 : count(grid_marks(s).compared);
}

struct value
region_name_grid_different_n(struct scope *s)
{
	struct marks m;

	if (s->region == NULL)
		return value_missing("");
	m = grid_marks(s);
	return count(m.above + m.below);
}

struct value
region_name_grid_chance_n(struct scope *s)
{
	return s->region == NULL ? value_missing("")
				 : chance(grid_marks(s).compared);
}

/* ---- marks */

static struct placed_marks
all_marks(struct scope *s)
{
	struct placed_marks all = {0};
	const struct indicator *i;

	for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++) {
		struct placed_marks m = region_placed_marks(s, i);
		all.tested += m.tested;
		all.out += m.out;
		all.far += m.far;
	}
	return all;
}

struct value
region_name_marks_n(struct scope *s)
{
	return s->region == NULL ? value_missing("") : count(all_marks(s).out);
}

struct value
region_name_marks_far_n(struct scope *s)
{
	return s->region == NULL ? value_missing("") : count(all_marks(s).far);
}

struct value
region_name_marks_tests_n(struct scope *s)
{
	return s->region == NULL ? value_missing("")
				 : count(all_marks(s).tested);
}

struct value
region_name_marks_chance_n(struct scope *s)
{
	return s->region == NULL ? value_missing("")
				 : chance(all_marks(s).tested);
}

static size_t
marks_of(struct scope *s, size_t member)
{
	const struct indicator *i;
	size_t n = 0;

	for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++) {
		const struct figure *f = region_placed(s, i, member);
		n += f != NULL && f->placed > PLACED_INSIDE;
	}
	return n;
}

/* "X carries five of the nine marks" */
struct value
region_name_marks_title(struct scope *s)
{
	struct placed_marks all;
	struct buf b = buf_new(s->c->mem);
	size_t best = 0, most = 0;

	if (s->region == NULL)
		return value_missing("");
	all = all_marks(s);
	if (all.tested == 0)
		return value_text(S("What each trust has, measure by measure"));
	if (all.out == 0) {
		buf_addz(&b, all.tested == 1 ? "The one figure" : "All ");
		if (all.tested > 1) {
			num_fixed(&b, (double)all.tested, 0, 0);
			buf_addz(&b, " figures");
		}
		buf_addf(&b, " tested %s inside England\u2019s limits",
		    all.tested == 1 ? "is" : "are");
		return value_text(buf_str(&b));
	}
	for (size_t k = 0; k < s->region->n; k++)
		if (marks_of(s, k) > most) {
			best = k;
			most = marks_of(s, k);
		}
	buf_adds(&b, s->region->member[best].plain_name);
	if (all.out == 1) {
		buf_addz(&b, " has the one figure outside England\u2019s "
			     "limits");
		return value_text(buf_str(&b));
	}
	buf_addf(&b, " carries %s", most == all.out ? "all " : "");
	if (most < all.out) {
		words_count(&b, (double)most);
		buf_addz(&b, " of ");
	}
	words_count(&b, (double)all.out);
	buf_addz(&b, " figures outside England\u2019s limits");
	return value_text(buf_str(&b));
}

struct value
region_name_funnels_title(struct scope *s)
{
	return s->region == NULL ? value_missing("")
				 : value_text(region_funnels_title(s));
}

struct value
region_name_equity_title(struct scope *s)
{
	return s->region == NULL ? value_missing("")
				 : value_text(region_equity_title(s));
}

struct value
region_name_trends_title(struct scope *s)
{
	return s->region == NULL ? value_missing("")
				 : value_text(region_trends_title(s));
}

/* ---- the measures that lead */

struct leading {
	const struct indicator *indicator;
	struct placed_marks marks;
};

static bool
leads(const struct leading *a, const struct leading *b)
{
	if (a->marks.far != b->marks.far)
		return a->marks.far > b->marks.far;
	return a->marks.out > b->marks.out;
}

/* Those with the most far marks first, then marks, then in the list's order. */
static size_t
find_leading(struct scope *s, struct leading best[MARKED])
{
	const struct indicator *i;
	size_t n = 0;

	for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++) {
		struct leading one = {i, region_placed_marks(s, i)};
		size_t at = n < MARKED ? n : MARKED;
		if (one.marks.tested == 0)
			continue;
		for (; at > 0 && leads(&one, &best[at - 1]); at--)
			if (at < MARKED)
				best[at] = best[at - 1];
		if (at < MARKED)
			best[at] = one;
		n += n < MARKED;
	}
	return n;
}

static struct list *
new_list(struct scope *s, size_t fields, size_t most)
{
	struct list *l = NEW(s->c->mem, struct list);

	l->n_fields = fields;
	l->item = NEWS(s->c->mem, fields * most + 1, struct value);
	return l;
}

struct value
region_name_marked(struct scope *s)
{
	struct list *l = new_list(s, 4, MARKED);
	struct leading best[MARKED];
	size_t n = s->region == NULL ? 0 : find_leading(s, best);

	for (; l->n < n; l->n++) {
		const struct indicator *i = best[l->n].indicator;
		struct value *item = &l->item[l->n * 4];
		item[0] = value_text(i->id);
		item[1] = value_text(region_limits_finding(s, i));
		item[2] = value_text(region_limits_evidence(s, i));
		item[3] = value_text(i->measure);
	}
	return (struct value){.kind = VALUE_LIST, .list = l};
}

/* ---- what moved */

static size_t
changes(struct scope *s, bool clear)
{
	const struct indicator *i;
	size_t n = 0;

	for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++)
		for (size_t m = 0; i->unit == UNIT_PERCENT && m < s->region->n;
		     m++) {
			const struct figure *f = scorecard_find(
			    s->card, s->region->member[m].code, i->id, S(""));
			n += figure_known(f) && f->changed != VERDICT_NONE &&
			     (!clear || f->changed != VERDICT_NOT_DIFFERENT);
		}
	return n;
}

struct value
region_name_moved_n(struct scope *s)
{
	return s->region == NULL ? value_missing("") : count(changes(s, true));
}

struct value
region_name_moved_tests_n(struct scope *s)
{
	return s->region == NULL ? value_missing("") : count(changes(s, false));
}

struct value
region_name_moved_chance_n(struct scope *s)
{
	return s->region == NULL ? value_missing("")
				 : chance(changes(s, false));
}

struct value
region_name_quarter_before(struct scope *s)
{
	size_t n = s->card->history.n;

	return n == 0 ? value_missing("")
		      : value_text(points_quarter(
			    s->c->mem, s->card->history.card[n - 1]->period));
}

/* ---- whom to learn from */

struct value
region_name_learn_least(struct scope *s)
{
	return count(LEARN_LEAST);
}

static double
score_of(struct scope *s, size_t member)
{
	const struct audit_view *v =
	    s->audits == NULL ? NULL : s->audits[member];

	return v == NULL || v->now == NULL || !v->now->sent ? NAN
							    : v->now->score;
}

static bool
is_better(const struct indicator *i, const struct figure *f)
{
	return f != NULL && f->placed > PLACED_INSIDE &&
	       i->direction == (points_side(f) == VERDICT_ABOVE
				       ? DIRECTION_HIGHER
				       : DIRECTION_LOWER);
}

/* "turnover 11.9% (England 17.9%), CPD uptake 84.6% (England 70.0%)" */
static struct str
better_at(struct scope *s, size_t member)
{
	struct buf b = buf_new(s->c->mem);
	const struct indicator *i;
	size_t n = 0;

	for (size_t k = 0; (i = region_headline(s, k)) != NULL; k++) {
		const struct figure *f = region_placed(s, i, member);
		struct figure england;
		if (!is_better(i, f) || region_doubted(s, i, member) ||
		    n++ >= LEARN_MEASURES)
			continue;
		england = *f;
		england.value = f->england;
		buf_addz(&b, n > 1 ? ", " : "");
		buf_adds(&b, region_headline_words(s->c->mem, i));
		buf_addf(&b, " %.*s (England %.*s)",
		    STRF(figure_text(s->c->mem, s->card, f)),
		    STRF(figure_text(s->c->mem, s->card, &england)));
	}
	return buf_str(&b);
}

static struct value
examples(struct scope *s, bool listed)
{
	size_t n = s->region == NULL ? 0 : s->region->n;
	struct list *l = new_list(s, 3, n);

	for (size_t k = 0; k < n; k++) {
		struct str what = better_at(s, k);
		struct value *item = &l->item[l->n * 3];
		if (what.n == 0 || (score_of(s, k) >= LEARN_LEAST) != listed)
			continue;
		item[0] = value_text(s->region->member[k].plain_name);
		item[1] = value_text(s->region->member[k].shown_code);
		item[2] = value_text(what);
		l->n++;
	}
	return (struct value){.kind = VALUE_LIST, .list = l};
}

struct value
region_name_learn(struct scope *s)
{
	return examples(s, true);
}

struct value
region_name_learn_not(struct scope *s)
{
	return examples(s, false);
}
