/* trace_beside.c -- what a traced figure is set beside: the Framework's of 2021,
 * a target, the returns behind a pooled one. */
#include <math.h>

#include "base/num.h"
#include "indicators/spc.h"
#include "indicators/words.h"
#include "trace.h"

static void
add_value(struct buf *b, const struct traced *t, double v)
{
	buf_adds(b, words_value(b->mem, t->indicator, v, t->indicator->places));
}

static void
add_framework(struct buf *b, const struct traced *t)
{
	static const char *const words[] = {"no verdict",
	    "the interval is clear below it", "not clearly different",
	    "the interval is clear above it"};
	const struct figure *f = t->figure;

	buf_addz(b, "    the Framework in 2021: ");
	add_value(b, t, f->framework);
	buf_addz(b, " (may be rounded by ");
	num_short(b, t->indicator->framework_rounding);
	buf_addf(b, "): %s\n      %.*s\n", words[f->framework_verdict],
	    STRF(t->indicator->framework_source));
}

void
trace_beside(const struct traced *t, struct buf *b)
{
	const struct figure *f = t->figure;
	struct str returns = words_returns(t->mem, f);

	if (isfinite(f->framework))
		add_framework(b, t);
	if (isfinite(f->target)) {
		buf_addz(b, "    target: ");
		add_value(b, t, f->target);
		buf_addf(b, ", %s\n", assurance_words(f->assurance));
	}
	if (returns.n > 0)
		buf_addf(b, "    from %.*s\n", STRF(returns));
}
