/* indicators/peers_sensitivity.c -- how far the peers' medians hang on how many
 * peers were chosen, and by which measures.
 *
 * Taken for the headline measures, over all settings and unsplit: with half as
 * many peers and twice as many and, of the most similar, with those nearest in
 * size and share in inpatient services alone. */
#include <math.h>

#include "base/num.h"
#include "base/sort.h"
#include "indicators/methods.h"
#include "indicators/peers.h"
#include "indicators/words.h"

#define MOST_HEADLINES 3
#define ALTERNATIVES   3

static const char *const headline[] = {
    "RET02", "RET01", "WEL01", "BND02", "MIX09", "MIX03"};

/* Of the first n organisations, at the own figure's date; NAN where fewer than
 * the least number have one. */
static double
median_of(struct arena *tmp, const struct scorecard *s,
    const struct figure *own, const size_t *place, size_t n, size_t least)
{
	const struct dataset *d = s->dataset;
	double *v = NEWS(tmp, n, double);
	size_t k = 0;

	for (size_t i = 0; i < n; i++) {
		const struct figure *f = scorecard_find(s,
		    symbols_text(d->symbols, d->organisation[place[i]].code),
		    s->catalogue->indicator[own->indicator].id, S(""));

		if (f != NULL && f->status == STATUS_OK && isfinite(f->value) &&
		    f->date == own->date)
			v[k++] = f->value;
	}
	sort_numbers(v, k);
	return k > 0 && k >= least ? quantile(v, k, 0.5) : NAN;
}

/* The numbers of peers in place of the chosen number; how many differ. */
static size_t
other_counts(const struct circle *me, size_t chosen, size_t least, size_t *out)
{
	size_t half = (chosen + 1) / 2, twice = 2 * chosen, n = 0;

	if (half >= least && half < chosen)
		out[n++] = half;
	twice = twice < me->n_near ? twice : me->n_near;
	if (twice > chosen)
		out[n++] = twice;
	return n;
}

struct span {
	double chosen, low, high;
};

static struct span
span_of(struct ctx *c, const struct scorecard *s, const struct circle *me,
    const struct figure *own, const size_t *count, size_t n, size_t least)
{
	struct span p = {
	    median_of(c->tmp, s, own, me->near, me->n_peers, least), INFINITY,
	    -INFINITY};
	double v[ALTERNATIVES];
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		v[k++] = median_of(c->tmp, s, own, me->near, count[i], least);
	if (me->near_plain != NULL)
		v[k++] = median_of(
		    c->tmp, s, own, me->near_plain, me->n_peers, least);
	for (size_t i = 0; i < k; i++)
		if (isfinite(v[i])) {
			p.low = fmin(p.low, v[i]);
			p.high = fmax(p.high, v[i]);
		}
	return p;
}

static void
add_title(struct buf *b, const struct indicator *ind)
{
	bool word = ind->title.n < 2 || ind->title.p[1] < 'A' ||
		    ind->title.p[1] > 'Z'; /* and no abbreviation */

	if (word && ind->title.n > 0 && ind->title.p[0] >= 'A' &&
	    ind->title.p[0] <= 'Z')
		buf_addc(b, (char)(ind->title.p[0] - 'A' + 'a'));
	else
		buf_adds(b, str_slice(ind->title, 0, 1));
	buf_adds(b, str_slice(ind->title, 1, ind->title.n));
}

/* "the median of turnover moves from 12.1% to between 11.8% and 12.6%" */
static void
add_span(struct buf *b, const struct indicator *ind, struct span p, bool first)
{
	struct str chosen = words_value(b->mem, ind, p.chosen, ind->places);
	struct str low = words_value(b->mem, ind, p.low, ind->places);
	struct str high = words_value(b->mem, ind, p.high, ind->places);

	buf_addz(b, first ? " the median of " : "; of ");
	add_title(b, ind);
	if (str_eq(low, chosen) && str_eq(high, chosen))
		buf_addf(b, " stays at %.*s", STRF(chosen));
	else if (str_eq(low, high))
		buf_addf(
		    b, " moves from %.*s to %.*s", STRF(chosen), STRF(low));
	else
		buf_addf(b, " moves from %.*s to between %.*s and %.*s",
		    STRF(chosen), STRF(low), STRF(high));
}

static void
add_ways(struct buf *b, const struct circle *me, const size_t *count, size_t n)
{
	if (n > 0)
		buf_addf(b, "With %zu", count[0]);
	if (n > 1)
		buf_addf(b, " or %zu", count[1]);
	if (n > 0)
		buf_addf(b, " peers instead of %zu", me->n_peers);
	if (me->near_plain != NULL)
		buf_addz(b,
		    n > 0 ? ", or peers nearest in size and share in inpatient "
			    "services alone,"
			  : "With peers nearest in size and share in inpatient "
			    "services alone,");
	else
		buf_addc(b, ',');
}

static struct str
sensitivity_of(struct ctx *c, const struct circle *me, size_t least,
    const struct scorecard *s)
{
	const struct symbols *t = s->dataset->symbols;
	struct str code =
	    symbols_text(t, s->dataset->organisation[me->self].code);
	size_t count[2], n = other_counts(me, me->n_peers, least, count);
	unsigned told = 0;
	struct buf b = buf_new(c->mem);

	if (n == 0 && me->near_plain == NULL)
		return S("");
	add_ways(&b, me, count, n);
	for (size_t i = 0; i < COUNT(headline) && told < MOST_HEADLINES; i++) {
		const struct figure *own =
		    scorecard_find(s, code, str_of(headline[i]), S(""));
		struct span p;

		if (own == NULL || own->date == DAY_NONE)
			continue;
		p = span_of(c, s, me, own, count, n, least);
		if (!isfinite(p.chosen) || !isfinite(p.low))
			continue;
		add_span(&b, &s->catalogue->indicator[own->indicator], p,
		    told++ == 0);
	}
	buf_addc(&b, '.');
	return told > 0 ? buf_str(&b) : S("");
}

void
peers_sensitivity(struct ctx *c, const struct circles *all,
    const struct settings *settings, struct scorecard *s)
{
	for (size_t i = 0; i < all->n; i++) {
		const struct circle *me = &all->circle[i];
		sym code = s->dataset->organisation[me->self].code;

		for (size_t j = 0; me->n_near > 0 && j < s->n_peers; j++)
			if (s->peers[j].org == code)
				s->peers[j].sensitivity = sensitivity_of(
				    c, me, settings->peers_minimum, s);
	}
}
