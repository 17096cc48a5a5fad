/* compose/quality.c -- how complete the answers are that a figure rests on, by
 * the score that the audit stored for their topics. */
#include <math.h>

#include "compose/audit.h"
#include "compose/quality.h"
#include "compose/tally.h"
#include "compose/words.h"

static const double good = 95, usable = 85, cell_width = 14;

enum quality
quality_of_score(double score)
{
	/* As it is printed, so that 95 is never called less. */
	double printed = audit_whole(score);

	if (!isfinite(printed))
		return QUALITY_NONE;
	return printed >= good     ? QUALITY_GOOD
	       : printed >= usable ? QUALITY_USABLE
				   : QUALITY_CARE;
}

/* The lowest score among the topics that the quantity's measures are asked in. */
static double
lowest(struct scope *s, const struct audit_return *r, const struct quantity *q,
    double so_far)
{
	for (size_t i = 0; i < q->n_measures; i++) {
		const struct return_measure *m =
		    return_measure_find(s->in->form, q->measure[i]);
		double score = m == NULL ? NAN : audit_topic_score(r, m->topic);
		if (isfinite(score) && !(score >= so_far))
			so_far = score;
	}
	return so_far;
}

enum quality
quality_of(struct scope *s, const struct subject *u)
{
	const struct indicator *d = u->indicator;
	const struct figure *f = u->figure;
	const struct audit_return *r;
	double score = NAN;

	if (s->in->audit == NULL || s->in->form == NULL ||
	    s->organisation == NULL || !str_is(d->source, "return"))
		return QUALITY_NONE;
	if (!figure_known(f) && f != NULL && f->status != STATUS_SUPPRESSED)
		return QUALITY_NONE;
	r = audit_find(s->in->audit, s->organisation->code,
	    figure_known(f) ? f->date : period_end(s->card->period));
	if (r == NULL || !r->sent)
		return QUALITY_NONE;
	if (figure_known(f) && s->tally->doubted[f->indicator])
		return QUALITY_CARE;
	score = lowest(s, r, &d->numerator, score);
	score = lowest(s, r, &d->denominator, score);
	score = lowest(s, r, &d->against, score);
	score = lowest(s, r, &d->against_denominator, score);
	return quality_of_score(score);
}

struct str
quality_words(enum quality q)
{
	static const char *const words[] = {
	    "Not scored", "Take care", "Usable", "Good"};

	return str_of(words[q]);
}

bool
quality_draw(
    struct scope *s, struct at at, enum quality q, const struct scene **out)
{
	struct chart_point p = audit_point(S("Data"), (double)q);
	struct chart_input in = {.point = &p, .n = 1, .self_name = S("Data")};

	p.note = str_fmt(s->c->mem, "Data quality: %.*s",
	    STRF(words_lower(s->c->mem, quality_words(q))));
	return audit_draw(s, at, "quality", &in, cell_width, out);
}
