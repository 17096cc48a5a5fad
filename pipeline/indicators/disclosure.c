/* indicators/disclosure.c -- what is withheld, decided once for a whole run.
 *
 * Small counts are withheld: of people counted, of people they are counted
 * among, of those left of a whole, of those left out as not known; and with them
 * whatever would give them away (disclosure_decide.c).
 *
 * What is not people needs no control: whole-time equivalents, days, hours,
 * rosters. Values that are no sum are left alone too: medians, intervals, and
 * ratios adjusted for strata, of which the strata are not told. */
#include <math.h>

#include "indicators/disclosed.h"
#include "indicators/kept.h"

bool
disclosure_is_small(enum disclosure policy, double count)
{
	static const double most[] = {[DISCLOSURE_NONE] = 0,
	    [DISCLOSURE_SMALL_4] = 4,
	    /* What rounds to 5: of a mean of two counts 7.0, not 7.5. */
	    [DISCLOSURE_NHS_7] = 7.4999};

	return count > 1e-9 && count <= most[policy] + 1e-9;
}

/* A width as that of the smallest and the largest count that may stand behind a
 * mark, nought among them: whoever withholds one of 1 to 4 leaves 4 in doubt. */
double
disclosure_width(enum disclosure policy)
{
	return policy == DISCLOSURE_SMALL_4 ? 4
	       : policy == DISCLOSURE_NHS_7 ? 7
					    : 0;
}

bool
disclosure_has_small(
    enum disclosure policy, const struct indicator *ind, const struct figure *f)
{
	const double count[] = {f->numerator, f->against_numerator};
	const double base[] = {f->denominator, f->against_denominator};

	for (int i = 0; ind->people && i < 2; i++)
		if (disclosure_is_small(policy, count[i]) ||
		    (ind->method != METHOD_TOTAL &&
			disclosure_is_small(policy, base[i])) ||
		    (disclosure_is_part(
			 ind, i == 0 ? PART_NUMERATOR : PART_AGAINST) &&
			disclosure_is_small(policy, base[i] - count[i])))
			return true;
	return false;
}

enum why
disclosure_why(enum disclosure policy, bool small)
{
	if (policy == DISCLOSURE_NHS_7)
		return small ? WHY_COUNT_TO_7 : WHY_WOULD_GIVE_TO_7;
	return small ? WHY_SMALL_COUNT : WHY_WOULD_GIVE_AWAY;
}

void
figure_withhold(struct figure *f, enum status status, struct str reason)
{
	f->status = status;
	f->reason = reason;
	f->numerator = f->denominator = f->value = f->lower = f->upper = NAN;
	f->against_numerator = f->against_denominator = NAN;
	f->p = f->p_same = f->unknown = f->to_close = NAN;
	f->framework_verdict = VERDICT_NONE;
}

struct discretion *
disclosure_open(const struct run *run, const struct kept *kept, size_t notes)
{
	struct arena *mem;
	struct discretion *c;

	if (run->settings->disclosure == DISCLOSURE_NONE)
		return NULL;
	mem = arena_new("disclosure control");
	c = NEW(mem, struct discretion);
	*c = (struct discretion){.run = run,
	    .policy = run->settings->disclosure,
	    .decided = kept == NULL ? NULL : kept->decided,
	    .threads = kept == NULL ? 1 : kept->jobs,
	    .mem = mem,
	    .note = NEWS(mem, notes, struct note),
	    .n_notes = notes};
	return c;
}

static bool
has_outcome(const unsigned char *outcome, uint32_t fact, int what)
{
	return fact != NO_FACT && (outcome[fact] & what) != 0;
}

/* outcome: by fact of the figure's note. */
static void
apply(const struct discretion *c, const unsigned char *outcome,
    const struct disclosed *t, struct arena *mem)
{
	struct figure *f = t->figure;
	double base = f->denominator;
	bool withheld = false, small = false;

	for (int p = 0; p < METHOD_PARTS; p++) {
		withheld |= has_outcome(outcome, t->fact[p], OUTCOME_WITHHELD);
		small |= has_outcome(outcome, t->fact[p], OUTCOME_PRIMARY);
	}
	if (has_outcome(outcome, t->fact[PART_UNKNOWN], OUTCOME_WITHHELD) ||
	    has_outcome(outcome, t->fact[PART_UNKNOWN_BASE], OUTCOME_WITHHELD))
		f->unknown = NAN;
	if (!withheld || !isfinite(f->numerator))
		return;
	figure_withhold(f, STATUS_SUPPRESSED,
	    words_reason(
		mem, t->indicator, disclosure_why(c->policy, small), f->date));
	if (t->fact[PART_DENOMINATOR] != NO_FACT &&
	    !has_outcome(outcome, t->fact[PART_DENOMINATOR], OUTCOME_WITHHELD))
		f->denominator = base;
}

size_t
disclosure_begin(struct discretion *c)
{
	if (c == NULL)
		return 0;
	islands_look_up(c);
	return c->n_open;
}

bool
disclosure_waits(const struct discretion *c, size_t place)
{
	return c != NULL && c->waits[place];
}

void
disclosure_answer(struct discretion *c, size_t question)
{
	islands_decide(c, question);
}

void
disclosure_decide(const struct discretion *c, size_t place, struct arena *mem)
{
	const struct note *n = c == NULL ? NULL : &c->note[place];

	for (size_t i = 0; n != NULL && i < n->n_told; i++)
		apply(c, c->outcome + n->at, &n->told[i], mem);
}

void
disclosure_close(struct discretion *c)
{
	if (c != NULL)
		arena_free(c->mem);
}
