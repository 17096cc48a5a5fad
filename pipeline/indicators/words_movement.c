/* indicators/words_movement.c -- how a figure moves, in a plain sentence. */
#include <math.h>

#include "base/num.h"
#include "indicators/words.h"

static void
add_value(struct buf *b, const struct indicator *ind, double v, int places)
{
	buf_adds(b, words_value(b->mem, ind, v, places));
}

/* What moves: the sentence may tell a ratio the other way round, its limits stay
 * those of the ratio. */
struct mover {
	const char *opening, *pronoun, *latest;
};

static const struct mover *
mover_of(const struct indicator *ind)
{
	static const struct mover it = {"It", "it", "quarter"};
	static const struct mover ratio = {"The ratio", "the ratio", "ratio"};
	static const struct mover difference = {
	    "The difference", "the difference", "difference"};

	if (!indicator_has_against(ind))
		return &it;
	return ind->method == METHOD_DIFFERENCE ? &difference : &ratio;
}

/* A limit that prints like the value gets more places, and the value too. */
static void
add_outside(struct buf *b, const struct indicator *ind, const struct figure *f,
    bool high)
{
	double limit = high ? f->limit_high : f->limit_low;
	int places = ind->places;

	while (places < ind->places + 3 &&
	       num_round(f->value, places) == num_round(limit, places))
		places++;
	buf_addf(b, "The latest %s", mover_of(ind)->latest);
	if (places > ind->places) {
		buf_addz(b, ", ");
		add_value(b, ind, f->value, places);
		buf_addc(b, ',');
	}
	buf_addf(b, " is %s its control limit of ", high ? "above" : "below");
	add_value(b, ind, limit, places);
}

/* "for 7 quarters in a row, 2024-25 Q4 to 2026-27 Q1". */
static void
add_quarters(struct buf *b, const struct fired *fired)
{
	buf_addz(b, ", ");
	period_print_page(b, fired->from);
	buf_addz(b, " to ");
	period_print_page(b, fired->to);
}

static void
add_rule(struct buf *b, const struct indicator *ind, const struct figure *f,
    bool high, const struct fired *fired)
{
	switch (f->rule) {
	case SPC_OUTSIDE:
		add_outside(b, ind, f, high);
		break;
	case SPC_TREND:
		buf_addf(b, "%s has %s over %u quarters in a row",
		    mover_of(ind)->opening, high ? "risen" : "fallen",
		    fired->n);
		add_quarters(b, fired);
		break;
	case SPC_TWO_OF_THREE:
		buf_addf(b,
		    "Two of the last three quarters are close to the %s "
		    "control limit",
		    high ? "upper" : "lower");
		break;
	case SPC_SHIFT:
		buf_addf(b, "%s has been %s its mean of ",
		    mover_of(ind)->opening, high ? "above" : "below");
		add_value(b, ind, f->mean, ind->places);
		buf_addf(b, " for %u quarters in a row", fired->n);
		add_quarters(b, fired);
		break;
	case SPC_NO_RULE:
		break;
	}
}

static void
add_common(struct buf *b, const struct indicator *ind, const struct figure *f)
{
	buf_addf(
	    b, "Over %u quarters %s has ", f->points, mover_of(ind)->pronoun);
	if (num_round(f->limit_low, ind->places) ==
	    num_round(f->limit_high, ind->places)) {
		buf_addz(b, "stayed at ");
	} else {
		buf_addz(b, "kept to its usual swing, ");
		num_fixed(b, f->limit_low, ind->places,
		    NUM_THOUSANDS | NUM_TRUE_MINUS);
		buf_addz(b, " to ");
	}
	add_value(b, ind, f->limit_high, ind->places);
}

/* Can it be relied upon to reach what the organisation set? */
static void
add_target(struct buf *b, const struct indicator *ind, const struct figure *f)
{
	static const char *const head[ASSURANCE_N] = {
	    [ASSURANCE_FAIL] = "can be expected to miss",
	    [ASSURANCE_PASS] = "can be expected to meet",
	    [ASSURANCE_INCONSISTENT] = "will hit and miss"};
	static const char *const tail[ASSURANCE_N] = {
	    [ASSURANCE_FAIL] = " unless something changes.",
	    [ASSURANCE_PASS] = ".",
	    [ASSURANCE_INCONSISTENT] = " by chance."};

	if (isnan(f->target))
		return;
	if (f->assurance == ASSURANCE_NONE) {
		buf_addz(b, " Its target is ");
		add_value(b, ind, f->target, ind->places);
		buf_addz(b, ".");
		return;
	}
	buf_addf(
	    b, " As it swings now it %s its target of ", head[f->assurance]);
	add_value(b, ind, f->target, ind->places);
	buf_addz(b, tail[f->assurance]);
}

struct str
words_movement(struct arena *mem, const struct indicator *ind,
    const struct figure *f, bool high, const struct fired *fired)
{
	static const char *const tail[VARIATION_N] = {
	    [VARIATION_IMPROVING_HIGH] = ", and an improvement.",
	    [VARIATION_IMPROVING_LOW] = ", and an improvement.",
	    [VARIATION_CONCERN_HIGH] = ", and a concern.",
	    [VARIATION_CONCERN_LOW] = ", and a concern.",
	    [VARIATION_NEUTRAL_HIGH] = ".",
	    [VARIATION_NEUTRAL_LOW] = "."};
	struct buf b = buf_new(mem);

	if (f->points == 0)
		return S("");
	if (f->variation == VARIATION_NONE && indicator_overlaps(ind)) {
		buf_addf(&b,
		    "Each figure covers %d months and shares most of them with "
		    "the quarter before, so no verdict is given on its "
		    "movement.",
		    ind->window_months);
	} else if (f->variation == VARIATION_NONE) {
		if (f->points == 1)
			buf_addz(&b, "One quarter is too few");
		else
			buf_addf(&b, "%u quarters are too few", f->points);
		buf_addz(&b, " for control limits, which need 12.");
	} else if (f->variation == VARIATION_COMMON) {
		add_common(&b, ind, f);
		buf_addc(&b, '.');
	} else {
		add_rule(&b, ind, f, high, fired);
		buf_addz(&b, ": more than chance would explain");
		buf_addz(&b, tail[f->variation]);
	}
	if (f->rebased.n > 0)
		buf_addf(&b, " %.*s.", STRF(f->rebased));
	add_target(&b, ind, f);
	return buf_str(&b);
}
