/* indicators/disclosure.c -- figures that could identify a person are withheld.
 *
 * A count of 1 to 4 people is not shown, be it those who left or those in post;
 * a zero is. Where the total is shown, the
 * withheld parts can be worked out by subtraction when there is just one of
 * them, or bounded too closely when together they come to 4 or fewer; then the
 * smallest other count above zero is withheld as well, until neither holds or
 * nothing is left to withhold. Tables that are linked across indicators and
 * periods need more than this. */
#include <math.h>

#include "indicators/disclosure.h"
#include "indicators/words.h"

#define SMALL 4

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

static bool
counted(const struct figure *f)
{
	return isfinite(f->numerator);
}

bool
disclosure_is_small(double count)
{
	return count > 0 && count <= SMALL;
}

static struct figure *
smallest_shown(struct figure *f, size_t n)
{
	struct figure *best = NULL;

	for (size_t i = 0; i < n; i++)
		if (counted(&f[i]) && f[i].numerator > 0 &&
		    (best == NULL || f[i].numerator < best->numerator))
			best = &f[i];
	return best;
}

void
disclosure_small_4(struct arena *mem, const struct indicator *ind,
    struct figure *f, size_t n, bool total)
{
	struct figure *next;
	size_t withheld = 0;
	double people = 0;

	for (size_t i = 0; i < n; i++) {
		bool small = counted(&f[i]) &&
			     (disclosure_is_small(f[i].numerator) ||
				 disclosure_is_small(f[i].against_numerator));
		if (!small && !disclosure_is_small(f[i].denominator) &&
		    !disclosure_is_small(f[i].against_denominator))
			continue;
		if (small && (!total || i > 0)) {
			withheld++;
			people += f[i].numerator;
		}
		figure_withhold(&f[i], STATUS_SUPPRESSED,
		    words_reason(mem, ind, WHY_SMALL_COUNT, f[i].date));
	}
	if (!total || n < 2 || !counted(&f[0]))
		return;
	while (withheld > 0 && (withheld == 1 || people <= SMALL) &&
	       (next = smallest_shown(f + 1, n - 1)) != NULL) {
		withheld++;
		people += next->numerator;
		figure_withhold(next, STATUS_SUPPRESSED,
		    words_reason(mem, ind, WHY_WOULD_GIVE_AWAY, next->date));
	}
}
