/* compose/board_counts.c -- how many measures of a board report move, stand in
 * doubt or are withheld, and which. */
#include "compose/board_names.h"
#include "compose/figures.h"
#include "compose/quality.h"
#include "compose/tally.h"
#include "compose/words.h"

static struct value
count(size_t n)
{
	return value_number((double)n, 0, S(""));
}

struct value
board_name_by_return(struct scope *s)
{
	return value_truth(s->tally->returned);
}

struct value
board_name_measures_improving_n(struct scope *s)
{
	return count(s->tally->improving);
}

struct value
board_name_measures_concern_n(struct scope *s)
{
	return count(s->tally->concern);
}

struct value
board_name_measures_shifted_n(struct scope *s)
{
	return count(s->tally->special);
}

struct value
board_name_measures_common_n(struct scope *s)
{
	return count(s->tally->common);
}

struct value
board_name_measures_unjudged_n(struct scope *s)
{
	const struct tally *t = s->tally;

	return count(t->n - t->improving - t->concern - t->special - t->common);
}

/* Titles of the measures that pass, in a sentence. */
static struct value
measures_that(
    struct scope *s, bool (*passes)(struct scope *, const struct subject *))
{
	struct list *l = NEW(s->c->mem, struct list);

	l->n_fields = 1;
	l->item = NEWS(s->c->mem, s->tally->n + 1, struct value);
	for (size_t i = 0; i < s->tally->n; i++)
		if (passes(s, &s->tally->measure[i]))
			l->item[l->n++] = value_text(words_lower(
			    s->c->mem, s->tally->measure[i].indicator->title));
	return (struct value){.kind = VALUE_LIST, .list = l};
}

static bool
improves(struct scope *s, const struct subject *u)
{
	return figure_known(u->figure) && figure_improves(u->figure);
}

static bool
concerns(struct scope *s, const struct subject *u)
{
	return figure_known(u->figure) && figure_concerns(u->figure);
}

static bool
is_doubted(struct scope *s, const struct subject *u)
{
	return figure_known(u->figure) &&
	       s->tally->doubted[u->figure->indicator];
}

static bool
is_withheld(struct scope *s, const struct subject *u)
{
	return u->figure != NULL && u->figure->status == STATUS_SUPPRESSED;
}

struct value
board_name_measures_improving(struct scope *s)
{
	return measures_that(s, improves);
}

struct value
board_name_measures_concern(struct scope *s)
{
	return measures_that(s, concerns);
}

struct value
board_name_measures_doubted(struct scope *s)
{
	return measures_that(s, is_doubted);
}

struct value
board_name_measures_doubted_n(struct scope *s)
{
	return count(measures_that(s, is_doubted).list->n);
}

struct value
board_name_measures_withheld_n(struct scope *s)
{
	return count(measures_that(s, is_withheld).list->n);
}

struct value
board_name_history_n(struct scope *s)
{
	return count(s->card->history.n + 1);
}

static struct value
of_quality(struct scope *s, enum quality least, enum quality most)
{
	size_t n = 0;

	for (size_t i = 0; i < s->tally->n; i++) {
		enum quality q = quality_of(s, &s->tally->measure[i]);
		n += q >= least && q <= most;
	}
	return count(n);
}

struct value
board_name_quality_n(struct scope *s)
{
	return of_quality(s, QUALITY_CARE, QUALITY_GOOD);
}

struct value
board_name_quality_good_n(struct scope *s)
{
	return of_quality(s, QUALITY_GOOD, QUALITY_GOOD);
}

struct value
board_name_quality_usable_n(struct scope *s)
{
	return of_quality(s, QUALITY_USABLE, QUALITY_USABLE);
}

struct value
board_name_quality_care_n(struct scope *s)
{
	return of_quality(s, QUALITY_CARE, QUALITY_CARE);
}
